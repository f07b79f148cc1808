"""A small portal with columns and items, in which nothing is wrong on its day, for tests to change."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from portal import AGENCIES, OF_COLUMNS, Change, apply, put, write_portal

TODAY = "2026-06-15"
SITE = f"""\
name: 测试门户
{OF_COLUMNS}columns:
  - {{id: zcwj, name: 政策文件, type: 政策文件}}
  - {{id: zcjd, name: 政策解读, type: 政策解读}}
  - {{id: gzdt, name: 工作动态, type: 工作动态}}
"""
CLEARED = "cleared: {by: 张三, on: 2026-03-03, result: 可以公开}\n"
DOCUMENT = f"""\
id: banfa
kind: document
column: zcwj
jurisdiction: ceshi
title: 测试市人民政府关于印发测试市预算公开办法的通知
disclosure: 主动公开
issuer: 测试市人民政府
number: 测政发〔2026〕3号
issued: 2026-03-02
published: 2026-03-05 09:00
content_source: 测试市人民政府办公室
status: 有效
subject: 综合政务\\政务公开
index_code: ceshi/2026-00001
document_type: 通知
summary: 规定预算公开的范围和时间。
attachments:
  - {{file: fubiao.txt, title: 附表, cleared: {{by: 张三, on: 2026-03-03, result: 可以公开}}}}
{CLEARED}body: |
  预算自批复之日起二十日内公开，见[附表](/files/fubiao.txt)。
"""
INTERPRETATION = f"""\
id: jiedu
kind: interpretation
column: zcjd
jurisdiction: ceshi
title: 《测试市预算公开办法》解读
disclosure: 主动公开
content_source: 测试市人民政府办公室
published: 2026-03-06 10:00
interprets: [banfa]
{CLEARED}body: 这份办法说明哪些预算要公开。
"""
NEWS = f"""\
id: huiyi
kind: announcement
column: gzdt
jurisdiction: ceshi
title: 测试市召开预算公开会议
disclosure: 主动公开
content_source: 测试市人民政府办公室
published: 2026-06-10 16:00
{CLEARED}body: 会议部署了预算公开工作。
"""
DOCUMENT_PATH, JIEDU_PATH, NEWS_PATH = (f"content/items/{id}.yaml" for id in ("banfa", "jiedu", "huiyi"))
REGISTRY = AGENCIES + "  - {id: zhengfu, name: 市人民政府, full_name: 测试市人民政府}\n"
FILES: Mapping[str, str] = {
    "site.yaml": SITE,
    "content/agencies/ceshi.yaml": REGISTRY,
    DOCUMENT_PATH: DOCUMENT,
    JIEDU_PATH: INTERPRETATION,
    NEWS_PATH: NEWS,
    "content/files/fubiao.txt": "附表一\n",
}


def digest(content: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(content.encode()).hexdigest()


def column_portal(root: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """The portal in `root`, with some files added, replaced, edited or deleted."""
    write_portal(root)
    for name, text in FILES.items():
        put(root / name, text)
    for name, change in (changes or {}).items():
        apply(root / name, change)
    return root
