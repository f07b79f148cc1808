"""What is wrong with finished pages is found on its page, and what only looks wrong is left alone."""

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from portal import LEAST, NOTICE, TODAY, gksite, put, write_portal

from gksite.build import BuildOptions, make
from gksite.checks.check_tree import check_tree
from gksite.checks.titles import matches
from gksite.checks.tree import CheckedTree, leads_away, path_of
from gksite.model.outputs import File, SearchRecord
from gksite.problems.problem import Problems

SITE = f"""\
name: 测试门户
url: https://www.ceshi.gov.cn/zwgk/
base_path: /zwgk/
allowed_hosts: [www.example.cn, '*.example.net']
{LEAST}"""
ABOUT = "# 关于本站\n\n本站公开测试市的任务。\n\n## 联系\n\n| 单位 | 电话 |\n|---|---|\n| 市财政局 | 12345 |\n"
PAGE, HOME = "about/index.html", "index.html"
END = "</main>"


def tree_of(root: Path, changes: Mapping[str, str]) -> CheckedTree:
    """A portal as built, in memory."""
    write_portal(root, {"site.yaml": SITE, "content/pages/about.md": ABOUT, **changes})
    problems, day = Problems(), date.fromisoformat(TODAY)
    made = make(root, BuildOptions(day, 1), problems, lambda stage: None)
    return CheckedTree(made.site, {file.path: file for file in made.files}, day, made.records, made.ledger)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> CheckedTree:
    """The tiny portal with a written page."""
    return tree_of(tmp_path_factory.mktemp("pages"), {})


def findings(tree: CheckedTree, files: Mapping[str, bytes | None]) -> list[str]:
    """The codes and places of what is found where some files hold something else, or are gone."""
    changed = dict(tree.files)
    for path, content in files.items():
        if content is None:
            del changed[path]
        else:
            changed[path] = File(path, content)
    return [f"{problem.code.id} {problem.location}" for problem in check_tree(replace(tree, files=changed))]


def edited(tree: CheckedTree, path: str, old: str, new: str) -> list[str]:
    """What is found after one edit of a page, which hits one place."""
    text = tree.files[path].content.decode()
    assert text.count(old) >= 1, old
    return findings(tree, {path: text.replace(old, new, 1).encode()})


def added(tree: CheckedTree, html: str, path: str = PAGE) -> list[str]:
    """What is found with some HTML more at the end of a page's text."""
    return edited(tree, path, END, html + END)


def test_a_portal_as_it_is_built_deserves_no_finding(tree: CheckedTree) -> None:
    assert findings(tree, {}) == []


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("GK501", "<footer", "<div><footer></footer></div><footer"),
        ("GK501", "<footer", "<div"),
        ("GK501", "<header", "<div"),
        ("GK501", '<main id="main"', '<div id="main"'),
        ("GK502", '<div class="site-name"><a href="../">测试门户</a></div>', ""),
        ("GK503", 'aria-label="当前位置"', 'aria-label="导航"'),
        ("GK504", '<ol>\n<li><a href="../">', '<ol>\n<li><a href="../notices/">'),
        ("GK505", '<a class="skip" href="#main">跳到正文</a>', ""),
        ("GK505", '<a class="skip" href="#main">', '<a class="skip" href="#share-address">'),
        ("GK506", "<title>关于本站 - 测试门户</title>", ""),
        ("GK506", "<title>关于本站 - 测试门户</title>", "<title>关于本站</title>"),
        ("GK508", "<h1>关于本站</h1>", "<h2>关于本站</h2>"),
        ("GK508", "<h1>关于本站</h1>", "<h1>关于</h1><h1>本站</h1>"),
        ("GK509", "<h2>联系</h2>", "<h4>联系</h4>"),
        ("GK509", "<h2>联系</h2>", "<h3>联系</h3>"),
        ("GK510", "<h2>联系</h2>", "<h2> </h2>"),
        ("GK511", '<meta name="viewport" content="width=device-width, initial-scale=1">', ""),
        ("GK511", "initial-scale=1", "initial-scale=1, user-scalable=no"),
        ("GK511", "initial-scale=1", "maximum-scale = 1.0"),
        ("GK512", 'name="q"', 'name="x"'),
        ("GK522", ' lang="zh-CN"', ""),
        ("GK522", ' lang="zh-CN"', ' lang="en"'),
        ("GK528", '<li><a href="../data/">数据</a></li>', ""),
        ("GK376", '<link rel="stylesheet"', '<link rel="alternate"'),
    ],
)
def test_a_part_that_a_page_lacks_is_named(tree: CheckedTree, code: str, old: str, new: str) -> None:
    assert f"{code} output/{PAGE}" in edited(tree, PAGE, old, new)


@pytest.mark.parametrize(
    ("code", "html"),
    [
        ("GK513", '<img src="../favicon.ico">'),
        ("GK513", '<img src="../favicon.ico" alt="">'),
        ("GK513", '<img src="../favicon.ico" alt="图片1">'),
        ("GK513", '<svg width="9"><path d="M0 0"/></svg>'),
        ("GK514", "<table><tr><th>甲<th>乙<th>丙<tr><td rowspan=2>1<td>2<td rowspan=2>3<tr><td colspan=2>4"),
        ("GK515", "<table><caption>表</caption><tr><td>甲</td><td>乙</td></tr></table>"),
        ("GK515", "<table><caption>表</caption><tr><th>甲</th></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("GK515", "<table><caption>表</caption><tr><th>甲</th><th></th></tr><tr><td>1</td><td>2</td></tr></table>"),
        ("GK516", '<table><caption>表</caption><tr><th scope="column">甲</th></tr></table>'),
        ("GK516", '<table><caption>表</caption><tr><th>甲</th></tr><tr><td headers="nobody">1</td></tr></table>'),
        ("GK516", '<table role="presentation"><tr><td>1</td></tr></table>'),
        ("GK517", "<table><tr><th>甲</th></tr></table>"),
        ("GK518", '<input name="mobile">'),
        ("GK518", '<label for="x"> </label><input id="x">'),
        ("GK519", '<a href="../"></a>'),
        ("GK519", "<button><i></i></button>"),
        ("GK520", '<p id="main">重复</p>'),
        ("GK521", '<p aria-describedby="nobody">说明</p>'),
        ("GK522", '<p lang="中文">你好</p>'),
        ("GK525", "<button>Read more</button>"),
        ("GK525", "<p>This column publishes the budgets and statistics of the whole county.</p>"),
        ("GK360", '<img alt="楼" src="https://img.example.com/a.png">'),
        ("GK360", '<img alt="楼" src="//img.example.com/a.png">'),
        ("GK360", '<img alt="楼" src="../favicon.ico" srcset="https://img.example.com/a.png 2x">'),
        ("GK360", '<iframe title="地图" src="https://map.example.com/"></iframe>'),
        ("GK360", '<script src="https://s.example.com/count.js"></script>'),
        ("GK360", '<form action="https://form.example.com/"><button>提交</button></form>'),
        ("GK360", '<base href="https://www.example.com/">'),
        ("GK361", '<a href="http://www.ceshi.gov.cn/zwgk/">首页</a>'),
        ("GK361", '<a href="HTTP://WWW.CESHI.GOV.CN/zwgk/">首页</a>'),
        ("GK362", '<a href="http://192.168.1.10/renwu/">任务</a>（外部链接）'),
        ("GK362", '<a href="https://203.0.113.8:8080/">任务</a>（外部链接）'),
        ("GK362", '<a href="http://２０３.0.113.8/">任务</a>（外部链接）'),
        ("GK363", '<p style="color: red">红</p>'),
        ("GK363", "<style>p { color: red }</style>"),
        ("GK363", "<script>alert(1)</script>"),
        ("GK363", '<p onclick="a()">按</p>'),
        ("GK364", '<a href="javascript:void(0)">按</a>'),
        ("GK364", '<a href=" java\nscript:alert(1)">按</a>'),
        ("GK364", '<a href="data:text/html,x">按</a>'),
        ("GK364", '<a href="file:///C:/a/b.docx">附件</a>'),
        ("GK365", '<a href="../" target="_blank">首页</a>'),
        ("GK365", '<a href="../" target="new" rel="nofollow">首页</a>'),
        ("GK367", '<a href="https://www.example.com/">别处</a>'),
        ("GK367", '<a href="https://www.gov.cn.example.com/">别处</a>'),
        ("GK367", '<a href="https://notgov.cn/">别处</a>'),
        ("GK367", '<a href="https://www.gov.cn@www.example.com/">别处</a>'),
        ("GK305", '<a href="../gone/">没有</a>'),
        ("GK305", '<img alt="楼" src="gone.png">'),
        ("GK305", '<img alt="楼" src="../assets/" srcset="gone.png 2x">'),
        ("GK305", '<a href="https://www.ceshi.gov.cn/zwgk/gone/">没有</a>'),
        ("GK305", '<object data="gone.pdf"></object>'),
        ("GK306", '<a href="../notices/#nobody">没有</a>'),
        ("GK309", '<a href="">返回</a>'),
        ("GK309", '<a href=" # ">返回</a>'),
        ("GK372", '<a href="../notices/?id=3">通知</a>'),
        ("GK375", '<dialog open><p>公告</p></dialog>'),
        ("GK375", "<marquee>欢迎</marquee>"),
        ("GK375", '<div class="speaking">飘</div>'),
        ("GK375", '<div style="position: fixed">飘</div>'),
        ("GK375", '<audio autoplay src="../a.mp3"></audio>'),
        ("GK523", '<a href="../files/a.pdf">附件</a>'),
    ],
)  # fmt: skip
def test_a_fault_in_the_text_of_a_page_is_found_there(tree: CheckedTree, code: str, html: str) -> None:
    assert f"{code} output/{PAGE}" in added(tree, html)


@pytest.mark.parametrize(
    "html",
    [
        '<img alt="办事大厅正门" src="../assets/PICTURE">',
        '<svg aria-hidden="true"><path d="M0 0"/></svg>',
        '<svg role="img" aria-label="柱状图"><path d="M0 0"/></svg>',
        '<table><caption>表</caption><tr><td></td><th>甲</th></tr><tr><th scope="row">一</th><td>1</td></tr></table>',
        '<table><caption>表</caption><tr><th rowspan="2">一</th><td>1</td></tr><tr><td>2</td></tr></table>',
        '<table><caption>表</caption><tr><th scope="rowgroup" colspan="2">一<tr><td>1</td><td>2</td></tr></table>',
        '<article><header><p>节</p></header><footer><p>节</p></footer></article>',
        '<p><label>手机 <input name="mobile"></label></p>',
        '<input type="hidden" name="x"><button aria-label="关闭"></button>',
        '<p lang="en">This column publishes the budgets and statistics of the whole county.</p>',
        "<p>https://www.example.com/a/b/c/d/e/f 是网址，GB/T 37668 是标准。</p><button>PDF</button>",
        '<a href="https://www.gov.cn/">中国政府网</a> <a href="https://www.ceshi.gov.cn/">本市</a>',
        '<a href="https://测试.政务/">政务</a> <a href="https://xn--0zwm56d.xn--zfr164b/">政务</a>',
        '<a href="https://www.example.cn/">本单位的网站</a> <a href="https://a.example.net/">本单位的网站</a>',
        '<a href="https://bszs.conac.cn/sitename?method=show&amp;id=0">党政机关</a>',
        '<a href="../" target="_blank" rel="noopener">首页</a> <a href="mailto:a@ceshi.gov.cn">信箱</a>',
        '<a href="../search/?q=预算">搜索预算</a> <a href="https://www.ceshi.gov.cn/zwgk/notices/">通知</a>',
        '<dialog><p>公告</p></dialog><div class="speaking" hidden>读</div>',
        '<script type="application/ld+json">{}</script>',
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fault_is_left_alone(tree: CheckedTree, html: str) -> None:
    picture = next(path for path in tree.files if path.startswith("assets/icon"))
    assert added(tree, html.replace("assets/PICTURE", picture)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="LINK" style="display:none">赌</a>',
        '<div style="DISPLAY: NONE"><p><a href="LINK">赌</a></p></div>',
        '<a href="LINK" style="font-size:0">赌</a>',
        '<a href="LINK" style="font-size: 1px">赌</a>',
        '<a href="LINK" style="opacity:0">赌</a>',
        '<a href="LINK" style="color:#FFF">赌</a>',
        '<div style="position:absolute;left:-9999px"><a href="LINK">赌</a></div>',
        '<div style="text-indent:-9999em"><a href="LINK">赌</a></div>',
        '<div style="height:0;overflow:hidden"><a href="LINK">赌</a></div>',
        '<a href="LINK" hidden>赌</a>',
        '<div hidden><a href="LINK">赌</a></div>',
        '<div hidden data-search-x><a href="LINK">赌</a></div>',
        '<p aria-hidden="true"><a href="LINK">赌</a></p>',
        '<a class="hidden" href="LINK">赌</a>',
        '<span class="small hidden"><a href="LINK">赌</a></span>',
        '<p class="print-url"><a href="LINK">赌</a></p>',
        '<marquee width="0" height="0"><a href="LINK">赌</a></marquee>',
        '<font color="#ffffff"><a href="LINK">赌</a></font>',
        '<a href="LINK"></a>',
        '<a href="LINK">。</a>',
        '<a href="LINK">&nbsp;</a>',
    ],
)
def test_a_hidden_link_is_found_whatever_hides_it(tree: CheckedTree, html: str) -> None:
    assert f"GK366 output/{PAGE}" in added(tree, html.replace("LINK", "https://www.example.com/"))


@pytest.mark.parametrize(
    "html",
    [
        '<p style="display:none">没有链接</p>',
        '<details><summary>目录</summary><a href="../">首页</a></details>',
        '<p style="line-height:1px;color:#ffd484"><a href="../">首页</a></p>',
        '<a href="https://www.gov.cn/"><img alt="国徽" src="../assets/PICTURE"></a>',
    ],
)
def test_a_link_that_can_be_seen_is_not_called_hidden(tree: CheckedTree, html: str) -> None:
    assert "GK366" not in " ".join(added(tree, html))


@pytest.mark.parametrize(
    "text",
    [
        "由**办公室**主办",
        "由**办公室主办",
        "** 重点**",
        "[附件](/files/a.docx)",
        "见[附件](附件.docx)",
        "经[水务局](/notices/ 核实",
        "![图](a.png)",
        "## 二、措施",
        "##二、措施",
        "# 一、目标",
        "|---|",
        "| --- | :---: |",
        "```",
        "&lt;b&gt;重点&lt;/b&gt;",
        "经研究，&lt;br/&gt;予以采纳",
        "&lt;font color=red&gt;停水&lt;/font&gt;",
        '&lt;P CLASS="MsoNormal"&gt;正文',
        "甲&amp;nbsp;乙",
        "甲&amp;lt;乙",
        "{{ page.title }}",
        "{% if title %}",
        "关于\ufffd\ufffd的通知",
        "锟斤拷锟斤拷",
    ],
)
def test_marks_that_a_reader_sees_as_signs_are_found(tree: CheckedTree, text: str) -> None:
    assert f"GK524 output/{PAGE}" in added(tree, f"<p>{text}</p>")


@pytest.mark.parametrize(
    "text",
    [
        "手机138****1234，身份证35*************123，卡号6222 **** **** 1234",
        "张**、李**等",
        "张**和李**",
        "张**于2026年在李**处",
        "王**（女）、赵**（男）",
        "刘某**已受理",
        "中奖人：**华",
        "#测试市发布#",
        "泉政办[2018](51)号",
        "3 &lt; 5，A &amp; B",
        "《&lt;意见&gt;的通知》",
        "1#楼、2#楼；*注：略；5*8*3",
        "—— | ——",
        "集合{1, 2}，占比5%",
        "锟字",
    ],
)
def test_signs_that_are_meant_are_left_alone(tree: CheckedTree, text: str) -> None:
    assert added(tree, f"<p>{text}</p>") == []


def test_what_is_shown_as_it_was_received_may_hold_any_sign(tree: CheckedTree) -> None:
    assert added(tree, '<pre>**甲**</pre><p><code>## 甲</code></p><p class="line">[甲](/b/)</p>') == []


def test_two_pages_of_one_title_are_both_told(tree: CheckedTree) -> None:
    home = tree.files[HOME].content.decode()
    title = home.partition("<title>")[2].partition("</title>")[0]
    told = edited(tree, PAGE, "<title>关于本站 - 测试门户</title>", f"<title>{title}</title>")
    assert {f"GK507 output/{HOME}", f"GK507 output/{PAGE}"} <= set(told)


def test_a_breadcrumb_agrees_with_the_pages_that_it_names(tree: CheckedTree) -> None:
    task = "notices/ceshi-2018/tasks/1/index.html"
    crumb = '<li><a href="../../../">文件</a></li>'
    assert f"GK504 output/{task}" in edited(tree, task, crumb, "")
    assert f"GK504 output/{task}" in edited(tree, task, crumb, '<li><a href="../../../../agencies/">文件</a></li>')


def test_style_sheets_and_lists_of_pages_are_followed_too(tree: CheckedTree) -> None:
    sheet = next(path for path in tree.files if path.endswith(".css"))
    css, sitemap = tree.files[sheet].content, tree.files["sitemap.xml"].content
    other = b'@import "https://fonts.example.com/a.css"; p { background: url("gone.png") }'
    assert {f"GK360 output/{sheet}", f"GK305 output/{sheet}"} <= set(findings(tree, {sheet: css + other}))
    assert f"GK364 output/{sheet}" in findings(tree, {sheet: css + b"p { background: url(data:image/png;base64,AA) }"})
    gone = sitemap.replace(b"zwgk/about/", b"zwgk/gone/")
    assert findings(tree, {"sitemap.xml": gone}) == ["GK305 output/sitemap.xml"]


def test_more_than_three_hues_are_told_and_greys_do_not_count(tree: CheckedTree) -> None:
    sheet = next(path for path in tree.files if path.endswith(".css"))
    css = tree.files[sheet].content
    few = b":root { --a: #c00; --b: #0c0; --c: #00c; --d: #c10; --e: #888; --f: #fff; --g: #111 }"
    assert findings(tree, {sheet: css + few}) == []
    many = few.replace(b"--g: #111", b"--g: rgb(200, 180, 0)")
    assert findings(tree, {sheet: css + many}) == [f"GK374 output/{sheet}"]


def test_a_page_too_heavy_too_far_or_out_of_reach_is_told(tree: CheckedTree) -> None:
    heavy = f"<p>{'公开' * 100_000}</p>"
    assert added(tree, heavy) == [f"GK373 output/{PAGE}"]
    page = tree.files[PAGE].content
    lone = page.replace(b"<title>", b"<title>1")
    assert "GK371 output/lone/index.html" in findings(tree, {"lone/index.html": lone})
    chain = {f"far/{'x/' * i}index.html": page.replace(b"<title>", b"<title>%d" % i) for i in range(4)}
    for path, content in list(chain.items()):
        chain[path] = content.replace(END.encode(), b'<a href="x/">x</a>' + END.encode())
    linked = page.replace(END.encode(), b'<a href="../far/">far</a>' + END.encode())
    told = findings(tree, {**chain, PAGE: linked})
    assert f"GK370 output/far/{'x/' * 3}index.html" in told


def test_an_address_that_cannot_be_spoken_is_told(tree: CheckedTree) -> None:
    page = tree.files[PAGE].content.replace(b"<title>", b"<title>1")
    assert "GK372 output/About/index.html" in findings(tree, {"About/index.html": page})
    long = "x" * 120 + "/index.html"
    assert f"GK372 output/{long}" in findings(tree, {long: page})


def test_the_page_for_what_is_not_found_leads_home_and_to_the_search(tree: CheckedTree) -> None:
    assert "GK377 output/404.html" in findings(tree, {"404.html": None})
    text = tree.files["404.html"].content.decode()
    assert "GK377 output/404.html" in findings(tree, {"404.html": text.replace('"/zwgk/search/"', '"#"').encode()})
    assert "GK377 output/404.html" in findings(tree, {"404.html": text.replace('href="/zwgk/"', 'href="#"').encode()})
    assert "GK305 output/404.html" in edited(tree, "404.html", "/zwgk/notices/", "/zwgk/gone/")


def test_the_home_page_leads_to_the_search_and_to_the_statutory_column(tree: CheckedTree) -> None:
    home = tree.files[HOME].content.decode().encode()
    home = re.sub(rb'"search/[^"]*"', b'"notices/"', home)
    assert f"GK527 output/{HOME}" in findings(tree, {HOME: home})
    column = tree.files[PAGE].content.replace(b"<title>", b"<title>1")
    assert f"GK527 output/{HOME}" in findings(tree, {"disclosure/index.html": column})


def test_the_yearly_report_on_the_site_is_asked_of_those_who_publish_it(tree: CheckedTree) -> None:
    old, new = "<h2>联系</h2>", "<h2>联系</h2><p><a href='../'>测试市政府网站{}年度工作报表</a></p>"
    late = replace(tree, today=date(2026, 2, 1))
    assert "GK526 output/index.html" in edited(late, PAGE, old, new.format(2024))
    assert "GK526 output/index.html" not in edited(late, PAGE, old, new.format(2025))
    assert "GK526 output/index.html" not in edited(tree, PAGE, old, new.format(2024))
    assert findings(late, {}) == []


def test_a_title_that_does_not_find_its_page_is_told(tree: CheckedTree) -> None:
    about = tree.records["about/"]
    lost = replace(tree, records={**tree.records, "about/": replace(about, title="别的题目")})
    assert "GK379 output/about/index.html" in findings(lost, {})
    missing = {url: record for url, record in tree.records.items() if url != "about/"}
    assert "GK379 output/about/index.html" in findings(replace(tree, records=missing), {})


def test_a_title_behind_ten_newer_ones_that_hold_it_is_told(tree: CheckedTree) -> None:
    old = tree.files["data/pages.json"].content.decode()
    pages, records = [], dict(tree.records)
    for i in range(11):
        url, title = f"about-{i}/", f"关于本站的说明之{i}"
        pages.append(f'{{"id": "about-{i}", "title": "{title}", "text": "说明", "url": "{url}"}}')
        records[url] = SearchRecord("page", title, title, ("说明",), day="2026-01-01")
    data = old.replace('"pages": [', f'"pages": [{", ".join(pages)}, ').encode()
    told = findings(replace(tree, records=records), {"data/pages.json": data})
    assert "GK379 output/about/index.html" in told
    assert "GK379 output/about-3/index.html" not in told


def test_a_title_that_is_prescribed_may_stand_behind_newer_ones(tree: CheckedTree) -> None:
    """Items whose titles hold 政府信息公开 come before the column of that name, which nobody can name otherwise."""
    pages, records = [], dict(tree.records)
    for url, title in (("disclosure/", "政府信息公开"), *((f"about-{i}/", f"政府信息公开之{i}") for i in range(11))):
        pages.append(f'{{"id": "x", "title": "{title}", "text": "说明", "url": "{url}"}}')
        records[url] = SearchRecord("page", title, title, ("说明",), day="" if url == "disclosure/" else "2026-01-01")
    data = tree.files["data/pages.json"].content.decode().replace('"pages": [', f'"pages": [{", ".join(pages)}, ')
    told = findings(replace(tree, records=records), {"data/pages.json": data.encode()})
    assert "GK379 output/disclosure/index.html" not in told
    assert "GK379 output/about-0/index.html" not in told


def test_titles_that_begin_alike_are_found_in_time_that_grows_with_them() -> None:
    """Ten thousand budgets of one office; comparing each title at each place took minutes."""
    titles = [f"示例县财政局关于2025年第{i}号预算公开的通知" for i in range(4000)]
    begun = time.process_time()
    found = matches({title: f"{title}。示例县财政局关于" for title in titles}, titles)
    assert time.process_time() - begun < 4
    assert all(found[title] == {title} for title in titles)
    assert matches({"a": "abcdefg", "b": "bcdefg"}, ["bcde", "abcd xyz", "cd"]) == {
        "bcde": {"a", "b"},
        "abcd xyz": set(),
        "cd": {"a", "b"},
    }


def test_what_is_no_address_at_all_is_looked_at_as_any_other() -> None:
    assert (path_of("../about/#x"), path_of("http://[bad"), path_of("https://www.gov.cn/a")) == ("../about/", "", "/a")
    assert [leads_away(address) for address in ("../about/", "?q=1", "//x.cn/", "mailto:a@b.cn", "http://[bad")] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_every_host_of_others_is_looked_through_once_a_year(tmp_path: Path) -> None:
    link = {
        "content/pages/about.md": "# 关于\n\n见[别处](https://www.example.com/a)和[省里](https://www.fj.gov.cn/)。\n"
    }
    root = write_portal(tmp_path, {"site.yaml": SITE, **link})
    first = gksite("check", "--root", root, "--today", TODAY)
    assert "output/about/index.html: GK368 提醒：外部网站 www.example.com 还没有登记；1 个页面链接到它" in first.lines
    assert "GK367" not in first.err
    assert gksite("build", "--root", root, "--today", TODAY, "--record", "--no-search").code == 0
    page = (root / "output/about/index.html").read_text(encoding="utf-8")
    assert page.count("（外部链接）") == 1
    ledger = root / "content/ledger.yaml"
    assert "outer_links:\n  - {host: www.example.com, since: 2026-01-01}\n" in ledger.read_text(encoding="utf-8")
    assert "GK368" not in gksite("check", "--root", root, "--today", "2026-12-01").err
    late = gksite("check", "--root", root, "--today", "2027-01-02")
    assert any(line.startswith("content/ledger.yaml:") and "GK378" in line for line in late.lines), late.err
    text = ledger.read_text(encoding="utf-8")
    put(ledger, text.replace("since: 2026-01-01}", "since: 2026-01-01, looked: 2026-12-20}"))
    assert "GK378" not in gksite("check", "--root", root, "--today", "2027-01-02").err
    assert gksite("build", "--root", root, "--today", "2027-01-02", "--record", "--no-search").code == 0
    assert ledger.read_text(encoding="utf-8").count("looked: 2026-12-20") == 1


ITEM = """\
id: {id}
kind: announcement
column: zwdt
jurisdiction: ceshi
title: {title}
issuer: 测试市财政局
published: 2025-12-30 09:00
disclosure: 主动公开
body: |
  {body}
"""
TEXT = "受强降雨影响，自2025年12月30日16时起启动防汛四级应急响应，请沿河居民注意防范，遇险情及时报告。"
COLUMN = SITE + "columns: [{id: zwdt, name: 动态, type: 工作动态}, {id: tzgg, name: 公告, type: 通知公告}]\n"


@pytest.mark.parametrize(
    ("title", "body", "column", "twice"),
    [
        ("关于启动防汛响应的通告", TEXT, "zwdt", True),
        ("关于启动防汛响应的　通告！", TEXT.replace("，", "， "), "zwdt", True),
        ("【转载】关于启动防汛响应的通告", TEXT + "联系电话12345。", "zwdt", True),
        ("关于启动防汛响应的通告", TEXT, "tzgg", False),
        ("关于启动防汛响应的通告", "见附件。", "zwdt", False),
        ("关于解除防汛响应的通告", TEXT, "zwdt", False),
    ],
)
def test_an_item_published_twice_in_one_column_is_told(
    tmp_path: Path, title: str, body: str, column: str, *, twice: bool
) -> None:
    items = {
        "content/items/a.yaml": ITEM.format(id="a", title="关于启动防汛响应的通告", body=TEXT),
        "content/items/b.yaml": ITEM.format(id="b", title=title, body=body).replace("zwdt", column),
    }
    root = write_portal(tmp_path, {"site.yaml": COLUMN, **items})
    ran = gksite("check", "--root", root, "--today", TODAY)
    said = f"GK369 提醒：“{title}”与 content/items/a.yaml 是同一篇稿件，在同一个栏目里发布了两次"
    told = [line.partition(" ")[2] for line in ran.lines if line.startswith("content/items/b.yaml:5:8: GK369")]
    assert told == [said] * twice
    assert ran.err.count("GK369") == twice


def test_notices_are_compared_where_a_column_is_declared_for_them(tmp_path: Path) -> None:
    double = {"content/notices/other-2019.yaml": NOTICE.replace("id: ceshi-2018", "id: other-2019")}
    declared = COLUMN.replace("type: 工作动态}", "type: 工作动态, notices: true}")
    for settings, told in ((COLUMN, 0), (declared, 1)):
        root = write_portal(tmp_path / str(told), {"site.yaml": settings, **double})
        assert gksite("check", "--root", root, "--today", TODAY).err.count("GK369") == told


def test_a_policy_its_interpretation_and_their_column_lead_to_each_other(tmp_path: Path) -> None:
    document = ITEM.replace("kind: announcement", "kind: document")
    reading = ITEM.replace("kind: announcement", "kind: interpretation").replace("body: |", "interprets: [a]\nbody: |")
    items = {
        "content/items/a.yaml": document.format(id="a", title="关于防汛的意见", body=TEXT),
        "content/items/b.yaml": reading.format(id="b", title="关于防汛的意见的解读", body="解读文字。"),
    }
    tree = tree_of(tmp_path, {"site.yaml": COLUMN, **items})
    told = "GK529 output/"
    assert not any(line.startswith(told) for line in findings(tree, {}))
    assert f"{told}items/a/index.html" in edited(tree, "items/a/index.html", 'href="../b/"', 'href="../../"')
    assert f"{told}items/b/index.html" in edited(tree, "items/b/index.html", 'href="../a/"', 'href="../../"')
    assert f"{told}columns/zwdt/index.html" in edited(tree, "columns/zwdt/index.html", "items/a/", "items/b/")


def test_an_editors_own_page_at_the_root_is_no_page_of_ours(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, {"content/files/root/baidu_verify.html": "<p>verify</p>"})
    assert findings(tree, {}) == []


def test_a_portal_in_english_is_checked_in_english(tmp_path: Path) -> None:
    tree = tree_of(tmp_path, {"site.yaml": SITE + "lang: en\n", "content/pages/about.md": "# About\n\nHello.\n"})
    assert findings(tree, {}) == []
    assert f"GK525 output/{PAGE}" in added(tree, "<button>提交</button>")
    assert f"GK522 output/{PAGE}" in edited(tree, PAGE, '<html lang="en"', '<html lang="zh-CN"')


def test_the_cost_grows_with_the_pages_and_not_faster(tmp_path: Path) -> None:
    """Every check is asked once for each page, and what is gathered is walked once."""
    tree = tree_of(tmp_path, {})
    pages = {f"p{i}/index.html": tree.files[PAGE].content.replace(b"<title>", b"<title>%d" % i) for i in range(60)}
    told = findings(tree, pages)
    assert [line for line in told if not line.startswith("GK371")] == []
    assert len(told) == 1
