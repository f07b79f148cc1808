"""The tiny portal with a whole column 政府信息公开: nothing is missing, nothing contradicts anything."""

from collections.abc import Mapping

from portal import AGENCIES, AGENCIES_PATH, OF_COLUMNS, Change

DISCLOSURE_PATH = "content/disclosure.yaml"
CONTACT = """{address: 测试市人民路1号, hours: "周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）", \
telephone: 0595-12345678, fax: 0595-12345679, email: zwgk@ceshi.gov.cn}"""
SITE = f"""\
name: 测试门户
{OF_COLUMNS}columns:
  - {{id: zcwj, name: 政策文件, type: 政策文件, description: 规范性文件, keywords: [文件]}}
"""
ITEM = """\
id: {id}
kind: {kind}
column: zcwj
jurisdiction: ceshi
title: {title}
issuer: 测试市人民政府财政局
issued: 2025-12-01
published: 2025-12-02 09:00
disclosure: 主动公开
summary: {title}的概述
index_code: ceshi/2025-{serial}
{more}body: 正文。
"""
CLASSES_OF_TEXT = "\n".join(
    f"  - {{class: {n}, not_applicable: 本机关没有第{n}项的职责。}}" for n in range(2, 16) if n not in (7, 9)
)
DISCLOSURE = f"""\
jurisdiction: ceshi
guide:
  updated: 2025-11-03
  agency: 市财政局
  classification: 政府信息按**主题**、体裁和发布机构分类。
  arrangement: 每条政府信息有索引号、名称、内容概述、生成日期。
  access: 通过[政府网站](/)、政府公报和查阅场所获取。
  office: 市财政局办公室
  address: 测试市人民路1号
  hours: 周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）
  telephone: 0595-12345678
  fax: 0595-12345679
  internet: zwgk@ceshi.gov.cn
institutions: [zhidu]
statutory:
  - {{class: 1, columns: [zcwj]}}
  - {{class: 7, items: [yusuan]}}
  - class: 9
    links: [{{title: 省政府采购网, url: "https://www.example.gov.cn/caigou/"}}]
{CLASSES_OF_TEXT}
local:
  - {{title: 市政建设, text: 见有关部门的栏目。}}
application:
  agency: 市财政局
  address: 测试市人民路1号
  hours: 周一至周五 8:30—11:30，14:30—17:30（法定节假日除外）
  telephone: 0595-12345678
  fax: 0595-12345679
  post: 测试市人民路1号，邮政编码 362000，收件人为市财政局办公室
  email: zwgk@ceshi.gov.cn
publishers: 本机关制作的政府信息由本机关公开，联合发文由牵头的机关公开。
reading_places:
  - {{name: 测试市档案馆, address: 测试市文化路2号, hours: 周一至周五 9:00—17:00, telephone: 0595-22222222}}
correcting: 向受理机构提出书面申请，并附证据。
assistance: 拨打受理电话，由工作人员代为填写申请。
proposals: 可以来信或者来电提出建议。
absent: {{reports: 本机关2025年12月组建，第一份年报将于2027年1月公开。}}
withheld:
  - {{title: 秘而不宣之事, disclosure: 不予公开, basis: 条例第十四条, reviewed: 2025-06-01}}
parent_messages: https://www.ceshi.gov.cn/liuyan/
"""


def item(id: str, kind: str, title: str, serial: str, more: str = "") -> str:
    """The YAML of an item."""
    return ITEM.format(id=id, kind=kind, title=title, serial=serial, more=more)


FILES: Mapping[str, Change] = {
    "site.yaml": SITE,
    AGENCIES_PATH: AGENCIES.replace(
        "full_name: 测试市财政局}", f"full_name: 测试市人民政府财政局, contact: {CONTACT}}}"
    ),
    DISCLOSURE_PATH: DISCLOSURE,
    "content/items/yusuan.yaml": item("yusuan", "document", "2025年部门预算", "00001"),
    "content/items/juesuan.yaml": item("juesuan", "document", "2024年部门决算", "00002", "art20: [7]\n"),
    "content/items/zhidu.yaml": item("zhidu", "institution", "政府信息公开工作制度", "00003"),
    "content/items/chengqing.yaml": item("chengqing", "clarification", "关于停水传言的澄清", "00004"),
    "content/items/caina.yaml": item("caina", "proposal", "关于公开公交线路调整方案的采纳情况", "00005"),
}


def column(*edits: tuple[str, str], **files: Change) -> dict[str, Change]:
    """The files of the portal, the statutory column edited: each text in it once, replaced by another."""
    text = DISCLOSURE
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return {**FILES, DISCLOSURE_PATH: text, **files}
