"""Who runs a portal: its identifiers in form, its tags on every page, its foot everywhere, its emblem."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from portal import AGENCIES, AGENCIES_PATH, NOTICE, NOTICE_PATH, Change, build, gksite, write_portal

from gksite.build import BuildOptions, make
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree
from gksite.model.outputs import File
from gksite.problems.problem import Problems

EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><circle cx="5" cy="5" r="5"/></svg>\n'
SHA = hashlib.sha256(EMBLEM.encode()).hexdigest()
SITE = f"""\
name: 测试市政务公开
url: https://www.ceshi.gov.cn/zwgk/
identity:
  organizer: 测试市财政局
  site_code: '5399990001'
  contact: 电话 0870-1234567
  icp: 滇ICP备12345678号-1
  police: 滇公网安备 53999902000001号
  badge: {{id: 0123456789ABCDEF0123456789ABCDEF, kind: 党政机关}}
  emblem: {{file: emblem.svg, sha256: {SHA}, required: true}}
columns:
  - {{id: zcwj, name: 政策文件, type: 政策文件, description: 本局的文件, keywords: [政策, 文件]}}
licence: 政府数据开放许可
"""
REGISTRY = AGENCIES.replace(
    "full_name: 测试市财政局}", "full_name: 测试市财政局, contact: {telephone: 0870-1234567, fax: 0870-7654321}}"
)
PUBLISHED = NOTICE.replace("year: 2018\n", "year: 2018\npublished: 2018-06-13 09:00\n")
ITEM = """\
id: yusuan
kind: document
column: zcwj
jurisdiction: ceshi
title: 测试市财政局关于公开预算的通知
issuer: 测试市财政局
number: 测财〔2025〕3号
issued: 2025-12-01
published: 2025-12-03 10:30
content_source: 测试日报
author: 王编辑
disclosure: 主动公开
status: 有效
subject: 财政、金融、审计\\财政
document_type: 通知
index_code: ceshi/2025-00001
summary: 部署预算公开。
keywords: [预算, 公开]
cleared: {by: 甲, on: 2025-12-02, result: 同意公开}
body: 请认真执行。
"""
OLD = (
    ITEM.replace("id: yusuan", "id: jiuwen")
    .replace("status: 有效", "status: 失效")
    .replace("公开预算", "公开旧账")
    .replace("3号", "4号")
    .replace("00001", "00002")
)
LEDGER = "addresses:\n  - {address: /notices/old-2018/, withdrawn: {on: 2025-12-31, why: 含有个人信息}}\n"
FILES: dict[str, Change] = {
    "site.yaml": SITE,
    AGENCIES_PATH: REGISTRY,
    NOTICE_PATH: PUBLISHED,
    "content/files/emblem.svg": EMBLEM,
    "content/items/yusuan.yaml": ITEM,
    "content/items/jiuwen.yaml": OLD,
    "content/ledger.yaml": LEDGER,
}
WIDE = "滇公網安備　５３９９９９０２０００００１號"
BADGE = "0123456789ABCDEF0123456789ABCDEF"
OURS = re.compile(r"(\S+): (GK6(?:1\d|2[0-4]|35|49|98)) (.*)")


def found(root: Path) -> list[str]:
    """What a build says of the identity of a portal."""
    lines = build(root).lines
    return [line for line in lines if OURS.fullmatch(line)]


def with_site(old: str, new: str) -> dict[str, Change]:
    assert SITE.count(old) == 1
    return {**FILES, "site.yaml": SITE.replace(old, new)}


def test_a_portal_that_states_everything_is_found_nothing_against(portal: Callable[..., Path]) -> None:
    assert found(portal(FILES)) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  icp: 滇ICP备12345678号-1\n", "", "4:3: GK610 发布前：identity 没有写 ICP 备案号（icp）"),
        (
            "滇ICP备12345678号-1",
            "滇icp备１２３４５６７８号－1",
            "7:8: GK611 ICP 备案号“滇icp备１２３４５６７８号－1”的写法不对；应写成 滇ICP备12345678号-1",
        ),
        (
            "滇ICP备12345678号-1",
            "滇ICP備12345678號",
            "7:8: GK611 ICP 备案号“滇ICP備12345678號”的写法不对；应写成 滇ICP备12345678号",
        ),
        (
            "滇ICP备12345678号-1",
            "滇ICP备 12345678",
            "7:8: GK611 ICP 备案号“滇ICP备 12345678”的写法不对；应写成 滇ICP备12345678号",
        ),
        ("滇ICP备12345678号-1", "ICP备12345678号", "7:8: GK611 ICP 备案号“ICP备12345678号”的写法不对"),
        ("滇ICP备12345678号-1", "滇ICP备123号", "7:8: GK611 ICP 备案号“滇ICP备123号”的写法不对"),
        ("  police: 滇公网安备 53999902000001号\n", "", "4:3: GK612 发布前：identity 没有写公安备案号（police）"),
        (
            "滇公网安备 53999902000001号",
            WIDE,
            f"8:11: GK613 公安备案号“{WIDE}”的写法不对；应写成 滇公网安备 53999902000001号",
        ),
        (
            "滇公网安备 53999902000001号",
            "滇公网安备 5399990200001号",
            "8:11: GK613 公安备案号“滇公网安备 5399990200001号”的写法不对",
        ),
        (
            "  badge: {id: 0123456789ABCDEF0123456789ABCDEF, kind: 党政机关}\n",
            "",
            "4:3: GK614 发布前：identity 没有写党政机关网站标识（badge）",
        ),
        (
            BADGE,
            BADGE.lower(),
            f"9:15: GK615 网站标识的编号“{BADGE.lower()}”应是 32 位的 0 至 9 和大写 A 至 F；应写成 {BADGE}",
        ),
        ("0123456789ABCDEF0123456789ABCDEF", "0123456789ABCDEF", "9:15: GK615 网站标识的编号“0123456789ABCDEF”"),
        ("'5399990001'", "'9999990001'", "5:14: GK616 提醒：网站标识码“9999990001”的前六位不像行政区划代码"),
        ("www.ceshi.gov.cn", "www.ceshi.com", "2:6: GK617 党政机关网站的域名不应是“www.ceshi.com”"),
        ("www.ceshi.gov.cn", "www.ceshi.cn", "2:6: GK617 党政机关网站的域名不应是“www.ceshi.cn”"),
        (
            "www.ceshi.gov.cn",
            "www.ceshi.gov.cn.evil.com",
            "2:6: GK617 党政机关网站的域名不应是“www.ceshi.gov.cn.evil.com”",
        ),
        ("url: https://www.ceshi.gov.cn/zwgk/\n", "", "1:1: GK618 发布前：没有写网站的网址（url）"),
        ("file: emblem.svg", "file: guohui.svg", "10:18: GK619 content/files/ 里没有国徽图案的文件 guohui.svg"),
        (SHA, "0" * 64, f"10:38: GK620 国徽图案的文件 emblem.svg 与登记的 SHA-256 不同；现在是 {SHA}"),
        (
            "电话 0870-1234567",
            "电话 0870-1234568",
            "6:12: GK621 联系方式里的电话“08701234568”与单位登记表里 市财政局 的电话“0870-1234567”不同",
        ),
        ("licence: 政府数据开放许可\n", "", "1:1: GK698 提醒：没有写数据的使用条款（licence）"),
        (", description: 本局的文件", "", "12:5: GK635 发布前：栏目“政策文件”没有写栏目简介（description）"),
        ("keywords: [政策, 文件]", "keywords: []", "12:5: GK635 发布前：栏目“政策文件”没有写关键词（keywords）"),
        ("电话 0870-1234567", "电话（0870）1234568", "6:12: GK621 联系方式里的电话“08701234568”与"),
    ],
)
def test_what_is_missing_or_wrong_is_told_at_its_key(
    portal: Callable[..., Path], old: str, new: str, line: str
) -> None:
    """GK610, GK611, GK612, GK613, GK614, GK615, GK616, GK617, GK618, GK619, GK620, GK621, GK635, GK698."""
    lines = found(portal(with_site(old, new)))
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"site.yaml:{line}"), lines


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("滇ICP备12345678号-1", "京ICP备05000001号"),
        ("滇公网安备 53999902000001号", "滇公网安备53999902000001号"),
        ("'5399990001'", "bm01000001"),
        ("www.ceshi.gov.cn", "czj.ceshi.gov.cn"),
        ("www.ceshi.gov.cn", "xn--fiqa.xn--zfr164b"),  # 中.政务
        ("kind: 党政机关}", "kind: 事业单位}"),
        ("电话 0870-1234567", "电话 1234567，传真 0870-7654321，邮编 657000，邮箱 czj@ceshi.gov.cn"),
        ("电话 0870-1234567", "（0870）1234567"),
    ],
)
def test_what_offices_write_rightly_in_other_ways_is_left_alone(
    portal: Callable[..., Path], old: str, new: str
) -> None:
    assert found(portal(with_site(old, new))) == []


def test_an_institution_has_a_domain_of_its_own_kind(portal: Callable[..., Path]) -> None:
    site = SITE.replace("kind: 党政机关}", "kind: 事业单位}")
    assert found(portal({**FILES, "site.yaml": site.replace("www.ceshi.gov.cn", "www.ceshi.cn")}, "a")) == []
    (line,) = found(portal({**FILES, "site.yaml": site.replace("www.ceshi.gov.cn", "www.ceshi.com")}, "b"))
    assert line.startswith("site.yaml:2:6: GK617 事业单位网站的域名不应是“www.ceshi.com”")


def test_without_an_identity_nothing_of_it_is_asked(portal: Callable[..., Path]) -> None:
    root = portal()
    assert found(root) == []
    assert not any("GK61" in line or "GK62" in line for line in gksite("check", "--root", root).lines)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> CheckedTree:
    """The portal with an identity as it would be written."""
    root = write_portal(tmp_path_factory.mktemp("identity"), FILES)
    problems, today = Problems(), date(2026, 1, 1)
    made = make(root, BuildOptions(today, 1, search=False), problems, lambda stage: None)
    return CheckedTree(made.site, {file.path: file for file in made.files}, today)


def said(tree: CheckedTree) -> list[str]:
    return [
        f"{problem.location}: {problem.code.id} {problem.text(lambda text: text)}"
        for problem in check_tree(tree)
        if problem.code.id in ("GK622", "GK623", "GK624", "GK649")
    ]


def parsed(tree: CheckedTree, path: str) -> BeautifulSoup:
    return BeautifulSoup(tree.files[path].content, "lxml")


def test_the_pages_as_built_have_what_is_asked(tree: CheckedTree) -> None:
    assert said(tree) == []


TAGS = {
    "index.html": {"ColumnName": "首页", "ColumnType": "首页", "ColumnKeywords": "测试市政务公开"},
    "notices/index.html": {"ColumnName": "文件", "ColumnType": "政策文件"},
    "agencies/index.html": {"ColumnName": "单位", "ColumnType": "机构职能"},
    "columns/zcwj/index.html": {"ColumnName": "政策文件", "ColumnKeywords": "政策,文件", "ColumnType": "政策文件"},
    "items/yusuan/index.html": {
        "ArticleTitle": "测试市财政局关于公开预算的通知",
        "PubDate": "2025-12-03 10:30",
        "ContentSource": "测试日报",
        "Keywords": "预算,公开",
        "Author": "王编辑",
        "Url": "https://www.ceshi.gov.cn/zwgk/items/yusuan/",
    },
    "notices/ceshi-2018/index.html": {
        "ArticleTitle": "测试市2018年政务公开工作任务分解表",
        "PubDate": "2018-06-13 09:00",
    },
    "notices/ceshi-2018/tasks/1/index.html": {"PubDate": "2018-06-13 09:00"},
    "404.html": {},
}


@pytest.mark.parametrize("path", TAGS)
def test_tags_say_what_the_records_say(tree: CheckedTree, path: str) -> None:
    metas = parsed(tree, path).find_all("meta", attrs={"name": re.compile("^[A-Z]")})
    tags = {meta["name"]: meta["content"] for meta in metas}
    assert len(tags) == len(metas)
    site = {"SiteName": "测试市政务公开", "SiteDomain": "www.ceshi.gov.cn", "SiteIDCode": "5399990001"}
    wanted = {**site, **TAGS[path]}
    assert {name: tags.get(name) for name in wanted} == wanted
    if path.startswith("notices/ceshi"):
        assert "ContentSource" not in tags  # nobody stated an issuer, and nobody invents one


def test_a_notice_without_a_time_of_publication_says_so_and_has_no_tag(portal: Callable[..., Path]) -> None:
    root = portal({**FILES, NOTICE_PATH: NOTICE})
    ran = build(root)
    assert ran.code == 0
    for path in ("notices/ceshi-2018/index.html", "notices/ceshi-2018/tasks/1/index.html"):
        page = BeautifulSoup((root / "output" / path).read_bytes(), "lxml")
        assert page.find("meta", attrs={"name": "PubDate"}) is None
        label = page.find("dt", string="发布日期")
        assert label.find_next("dd").get_text() == "未注明"


@pytest.mark.parametrize(
    "path",
    ["index.html", "notices/ceshi-2018/index.html", "404.html", "notices/old-2018/index.html", "data/index.html"],
)
def test_the_foot_of_every_page_states_who_runs_it_with_plain_links(tree: CheckedTree, path: str) -> None:
    foot = parsed(tree, path).footer
    for words in ("主办单位：测试市财政局", "联系方式：电话 0870-1234567", "网站标识码：5399990001"):
        assert words in foot.get_text()
    links = {link.get_text(): link["href"] for link in foot.find_all("a")}
    assert links["滇ICP备12345678号-1"] == "https://beian.miit.gov.cn/"
    assert links["滇公网安备 53999902000001号"] == "https://beian.mps.gov.cn/#/query/webSearch?code=53999902000001"
    assert links["我为政府网站找错"] == "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=5399990001"
    assert links["党政机关网站标识"] == "https://bszs.conac.cn/sitename?method=show&id=0123456789ABCDEF0123456789ABCDEF"
    assert "站点地图" in links
    page = parsed(tree, path)
    loaded = [tag.get("src") or tag.get("href") for tag in page.find_all(["img", "script", "iframe", "link"])]
    assert [address for address in loaded if urlsplit(address or "").netloc not in ("", "www.ceshi.gov.cn")] == []


def test_a_fact_that_is_not_stated_stands_at_the_foot_as_such(portal: Callable[..., Path]) -> None:
    root = portal(with_site("  icp: 滇ICP备12345678号-1\n", ""))
    assert build(root).code == 0
    foot = BeautifulSoup((root / "output/404.html").read_bytes(), "lxml").footer
    assert "ICP备案号：未注明" in foot.get_text()


def meta(name: str) -> Callable[[BeautifulSoup], object]:
    return lambda page: page.find("meta", attrs={"name": name}).extract()


def reworded(name: str, text: str) -> Callable[[BeautifulSoup], object]:
    return lambda page: page.find("meta", attrs={"name": name}).attrs.update(content=text)


def label(name: str) -> Callable[[BeautifulSoup], object]:
    return lambda page: page.find("dl", class_="meta").find("dt", string=name).parent.extract()


def foot_line(words: str) -> Callable[[BeautifulSoup], object]:
    return lambda page: next(li for li in page.footer.find_all("li") if words in li.get_text()).extract()


def foot_link(words: str, address: str) -> Callable[[BeautifulSoup], object]:
    return lambda page: page.footer.find("a", string=words).attrs.update(href=address)


def every_time(page: BeautifulSoup) -> None:
    for time in page.main.find_all("time"):
        time.extract()


HOME, NOTICES, NOTICE_PAGE, TASK = (
    "index.html",
    "notices/index.html",
    *(f"notices/ceshi-2018/{rest}index.html" for rest in ("", "tasks/1/")),
)
ITEM_PAGE, COLUMN, LOST, GONE = (
    "items/yusuan/index.html",
    "columns/zcwj/index.html",
    "404.html",
    "notices/old-2018/index.html",
)
OLD_PAGE = "items/jiuwen/index.html"
Mutation = tuple[str, Callable[[BeautifulSoup], object], str]
MUTATIONS: list[Mutation] = [
    *(
        (path, meta(name), f"GK622 标签 {name} 缺少")
        for path in (HOME, LOST, GONE, TASK)
        for name in ("SiteName", "SiteDomain", "SiteIDCode")
    ),
    *(
        (path, meta(name), f"GK622 标签 {name} 缺少")
        for path in (HOME, NOTICES, COLUMN)
        for name in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
    ),
    *(
        (path, meta(name), f"GK622 标签 {name} 缺少")
        for path in (NOTICE_PAGE, TASK, ITEM_PAGE)
        for name in ("ArticleTitle", "PubDate")
    ),
    (ITEM_PAGE, meta("ContentSource"), "GK622 标签 ContentSource 缺少"),
    (HOME, reworded("SiteName", ""), "GK622 标签 SiteName 是空的"),
    (HOME, reworded("SiteIDCode", "5399990002"), "GK622 标签 SiteIDCode 应是“5399990001”，而不是“5399990002”"),
    (HOME, reworded("ColumnType", "政策文件"), "GK622 标签 ColumnType 应是“首页”，而不是“政策文件”"),
    (
        ITEM_PAGE,
        reworded("PubDate", "2025-12-03"),
        "GK622 标签 PubDate 应写成 2026-03-05 09:00 的样子，而不是“2025-12-03”",
    ),
    (ITEM_PAGE, reworded("PubDate", "2025-12-03 10:30:00"), "GK622 标签 PubDate 应写成"),
    (ITEM_PAGE, reworded("PubDate", "2025/12/03 10:30"), "GK622 标签 PubDate 应写成"),
    (ITEM_PAGE, reworded("PubDate", "2025-12-04 10:30"), "GK622 标签 PubDate 应是“2025-12-03 10:30”"),
    (ITEM_PAGE, reworded("Url", "https://www.ceshi.gov.cn/"), "GK622 标签 Url 应是"),
    (
        HOME,
        lambda page: page.head.append(page.find("meta", attrs={"name": "SiteName"}).__copy__()),
        "GK622 标签 SiteName 写了 2 次",
    ),
    (ITEM_PAGE, every_time, "GK623 页面上正文没有显示发布时间 2025-12-03 10:30"),
    (NOTICE_PAGE, every_time, "GK623 页面上正文没有显示发布时间 2018-06-13 09:00"),
    (NOTICES, every_time, "GK623 页面上列表里的“测试市2018年政务公开工作任务分解表”没有显示发布时间 2018-06-13 09:00"),
    (COLUMN, every_time, "GK623 页面上列表里的“测试市财政局关于公开预算的通知”没有显示发布时间 2025-12-03 10:30"),
    *(
        (path, foot_line(words), f"GK624 页脚没有{name}，或与 site.yaml 里的不同")
        for path in (HOME, TASK, LOST, GONE)
        for words, name in (
            ("主办单位", "主办单位"),
            ("联系方式", "联系方式"),
            ("网站标识码", "网站标识码"),
            ("ICP备案号", "ICP备案号和它的链接"),
            ("公安备案号", "公安备案号和它的链接"),
            ("党政机关网站标识", "网站标识"),
            ("找错", "“我为政府网站找错”"),
            ("站点地图", "站点地图"),
        )
    ),
    *(
        (path, label(name), f"GK623 页面上信息栏没有“{name}”一项")
        for path in (NOTICE_PAGE, ITEM_PAGE)
        for name in ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期")
    ),
    (ITEM_PAGE, label("主题词"), "GK623 页面上信息栏没有“主题词”一项"),
    (ITEM_PAGE, lambda page: page.find("dl").insert(0, label("标题")(page)), "GK623 页面上信息栏的次序不对"),
    (OLD_PAGE, lambda page: page.find(class_="status").extract(), "GK623 页面上标题下面没有写明“失效”"),
    (HOME, foot_link("滇ICP备12345678号-1", "http://www.miitbeian.gov.cn/"), "GK624 页脚没有ICP备案号和它的链接"),
    (
        HOME,
        foot_link("滇公网安备 53999902000001号", "https://beian.mps.gov.cn/#/query/webSearch?code=53999902000002"),
        "GK624 页脚没有公安备案号和它的链接",
    ),
    (
        HOME,
        foot_link("我为政府网站找错", "https://pucha.kaipuyun.cn/exposure/jiucuo.html?site_code=5399990001"),
        "GK624 页脚没有“我为政府网站找错”",
    ),
    (LOST, lambda page: page.footer.extract(), "GK624 页脚整个没有"),
    (HOME, lambda page: page.main.img.extract(), "GK649 首页没有国徽图案"),
    (HOME, lambda page: page.main.img.attrs.update(alt=""), "GK649 首页的国徽图案没有替代文字"),
    (HOME, lambda page: page.footer.append(page.main.img.extract()), "GK649 首页没有国徽图案"),
]


@pytest.mark.parametrize(
    ("path", "mutate", "line"), MUTATIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_whatever_is_taken_out_of_a_finished_page_is_told_by_name(
    tree: CheckedTree, path: str, mutate: Callable[[BeautifulSoup], object], line: str
) -> None:
    """GK622, GK623, GK624, GK649."""
    page = parsed(tree, path)
    mutate(page)
    only = {path: File(path, str(page).encode()), "files/emblem.svg": tree.files["files/emblem.svg"]}
    lines = said(CheckedTree(tree.site, only, tree.today))
    assert any(each.startswith(f"output/{path}: {line}") for each in lines), lines


def test_an_emblem_of_another_file_is_told(tree: CheckedTree) -> None:
    other = {**tree.files, "files/emblem.svg": File("files/emblem.svg", EMBLEM.replace("5", "4").encode())}
    assert said(CheckedTree(tree.site, other, tree.today)) == [
        "output/index.html: GK649 首页的国徽图案不是登记的标准图案"
    ]


def test_what_nobody_stated_must_not_be_in_a_tag(portal: Callable[..., Path]) -> None:
    root = portal({**FILES, NOTICE_PATH: NOTICE})
    made = make(root, BuildOptions(date(2026, 1, 1), 1, search=False), Problems(), lambda stage: None)
    path = "notices/ceshi-2018/index.html"
    files = {file.path: file for file in made.files}
    text = files[path].content.decode().replace("</head>", '<meta name="PubDate" content="2018-06-13 09:00"></head>')
    lines = said(CheckedTree(made.site, {path: File(path, text.encode())}, date(2026, 1, 1)))
    assert lines == [f"output/{path}: GK622 标签 PubDate 写着“2018-06-13 09:00”，而内容没有写发布日期"]
