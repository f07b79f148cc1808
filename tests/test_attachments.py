"""content/files/ is copied as it is; what cannot be an address, or would run in a browser, is refused by name."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup
from portal import NOTICE_PATH, TODAY, Change, Ran, build, gksite

from gksite.documents.stillness import is_still

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
PAGE = "content/pages/about.md"


def codes(ran: Ran) -> list[str]:
    """The codes of the reports, the last line apart."""
    return re.findall(r": (GK\d{3}) ", ran.err)


def test_files_are_copied_byte_for_byte_and_those_of_root_to_the_root(portal: Callable[..., Path]) -> None:
    held: dict[str, Change] = {
        "content/files/附件1：分工表.docx": b"PK\x03\x04 not read",
        "content/files/2018/photo.PNG": PNG,
        "content/files/root/baidu_verify_codeva-x1.html": "0123abcd",
        "content/files/root/favicon.ico": b"\0\0\1\0",
        "content/files/.DS_Store": b"x",
        "content/files/~$附件1.docx": b"x",
    }
    root = portal(held)
    assert build(root).code == 0
    output = root / "output"
    assert (output / "files/附件1：分工表.docx").read_bytes() == b"PK\x03\x04 not read"
    assert (output / "files/2018/photo.PNG").read_bytes() == PNG
    assert (output / "baidu_verify_codeva-x1.html").read_bytes() == b"0123abcd"
    assert (output / "favicon.ico").exists()
    icon = BeautifulSoup((output / "notices/index.html").read_bytes(), "lxml").find("link", rel="icon")
    assert icon is not None
    assert icon["href"] == "../favicon.ico"
    assert len([p for p in (output / "files").rglob("*") if p.is_file()]) == 2
    (root / "content/files/2018/photo.PNG").unlink()
    assert build(root).code == 0
    assert not (output / "files/2018").exists()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".htaccess", "以点开头"),
        (".git/config.txt", "以点开头"),
        ("附件 1.docx", "含有空格"),
        ("附件\u30001.docx", "含有空格"),
        ("a\u200b.pdf", "含有空格或看不见的字符"),
        ("附件(1).docx", "“(”"),
        ("100%.pdf", "“%”"),
        ("a#b.pdf", "“#”"),
        ("a\\b.pdf", "“\\”"),
        ("con.txt", "Windows"),
        ("长" * 41 + ".pdf", "太长"),
        ("1/2/3/4/5/a.pdf", "放得太深"),
        ("root/2018/a.txt", "root 里只直接放文件"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_told(portal: Callable[..., Path], name: str, reason: str) -> None:
    ran = build(portal({f"content/files/{name}": b"x"}))
    assert (ran.code, codes(ran)) == (1, ["GK313"])
    assert reason in ran.lines[0]


@pytest.mark.parametrize("folder", [False, True])
def test_a_link_is_never_followed(portal: Callable[..., Path], folder: bool) -> None:
    root = portal({"content/files/a.pdf": b"x", "secret/b.pdf": "机密"})
    os.symlink(root / ("secret" if folder else "secret/b.pdf"), root / "content/files/x.pdf")
    ran = build(root)
    assert (ran.code, codes(ran)) == (1, ["GK313"])
    assert ran.lines[0].startswith("content/files/x.pdf: GK313 文件名“x.pdf”是链接")


def test_an_empty_file_is_not_published(portal: Callable[..., Path]) -> None:
    ran = build(portal({"content/files/a.pdf": b""}))
    assert (ran.code, codes(ran)) == (1, ["GK314"])
    assert "文件是空的" in ran.lines[0]


@pytest.mark.parametrize(
    "name", ["a.js", "a.exe", "a.php", "a.html", "a", "a.lnk", "a.css", "a.mht", "root/a.js", "a.swf", "a.pdf.exe"]
)
def test_only_known_kinds_are_published(portal: Callable[..., Path], name: str) -> None:
    ran = build(portal({f"content/files/{name}": b"x"}))
    assert (ran.code, codes(ran)) == (1, ["GK314"])


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("svg", SVG.format('<title>徽标</title><path d="M0 0h1v1z" fill="url(#a)"/><g style="fill:url(\'#a\')"/>')),
        ("svg", '<?xml version="1.0"?>' + SVG.format("<style>.a{fill:red}</style><use href='#a'/>")),
        ("svg", SVG.format('<image href="data:image/png;base64,AAAA"/>')),
        ("html", "google-site-verification: google123.html"),
        (
            "html",
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head><body>1</body>',
        ),
        ("html", '<!DOCTYPE html><meta name="x-verify" content="ab12">'),
        ("xml", '<?xml version="1.0"?>\n<users>\n<user>ABCDEF</user>\n</users>'),
    ],
)
def test_what_only_shows_itself_is_still(suffix: str, text: str) -> None:
    assert is_still(text.encode(), suffix)
    assert is_still(b"\xef\xbb\xbf" + text.encode(), suffix)


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("svg", SVG.format("<script>alert(1)</script>")),
        ("svg", SVG.format('<rect onload="alert(1)"/>')),
        ("svg", SVG.format('<rect ONLOAD="alert(1)"/>')),
        ("svg", SVG.format('<a href="javascript:alert(1)"><path/></a>')),
        ("svg", SVG.format("<foreignObject/>")),
        ("svg", SVG.format('<image href="https://other.example/x.png"/>')),
        ("svg", SVG.format('<g xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="//x/y#a"/></g>')),
        ("svg", SVG.format("<style>@import 'https://x'</style>")),
        ("svg", SVG.format("<rect fill=\"url( 'https://x')\"/>")),
        ("svg", SVG.format('<set attributeName="href" to="javascript:alert(1)"/>')),
        ("svg", SVG.format('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>')),
        ("svg", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;")),
        ("svg", '<?xml-stylesheet href="x.css"?>' + SVG.format("")),
        ("svg", "<html><script>alert(1)</script></html>"),
        ("html", "<script>alert(1)</script>"),
        ("html", "<<p>script>alert(1)</script>"),
        ("html", "<body onload=alert(1)>"),
        ("html", '<meta http-equiv="refresh" content="0;url=https://x">'),
        ("html", "<img src=x>"),
        ("html", "<!-- x --><iframe>"),
        ("xml", '<x xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></x>'),
        ("xml", "not xml"),
    ],
)
def test_what_runs_or_leads_away_is_not_still(suffix: str, text: str) -> None:
    assert not is_still(text.encode(), suffix)
    assert not is_still(text.encode("utf-16"), suffix)


def test_a_file_that_would_run_is_not_published(portal: Callable[..., Path]) -> None:
    ran = build(portal({"content/files/logo.svg": SVG.format("<script/>"), "content/files/root/v.html": "<script>"}))
    assert codes(ran) == ["GK314", "GK314"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("content/files/A.pdf", "content/files/a.pdf"),
        ("content/files/文件/a.pdf", "content/files/文件/a.PDF"),
        ("content/files/é.pdf", "content/files/e\u0301.pdf"),
        ("content/files/root/Robots.txt", NOTICE_PATH),
        ("content/files/root/index.html", NOTICE_PATH),
    ],
)
def test_two_files_of_one_name_on_some_system_are_told(portal: Callable[..., Path], one: str, two: str) -> None:
    changes: dict[str, Change] = {one: b"x"}
    if two != NOTICE_PATH:
        changes[two] = b"x"
    ran = build(portal(changes))
    assert (ran.code, codes(ran)[-1]) == (1, "GK301")


def test_a_file_that_is_too_large_is_told(portal: Callable[..., Path]) -> None:
    root = portal({"content/files/a.zip": b"x"})
    with (root / "content/files/a.zip").open("r+b") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    assert codes(build(root)) == ["GK003"]


@pytest.mark.parametrize(
    "address", ["/files/a.png", "files/a.png", "../files/a.png", "./files/a.png", "/content/files/a.png"]
)
def test_pages_and_notices_link_to_files_and_show_pictures(portal: Callable[..., Path], address: str) -> None:
    root = portal(
        {
            PAGE: f"# 关于\n\n![机关大楼的正门]({address})\n\n"
            f"[下载]({address}#x) [验证](/v.txt) [同上](files/root/v.txt)\n",
            NOTICE_PATH: ("preamble: 现将", f"preamble: 见[附件]({address})。![印章样式]({address})现将"),
            "content/files/a.png": PNG,
            "content/files/root/v.txt": b"x",
        }
    )
    ran = build(root)
    assert ran.code == 0, ran.err
    for page, up in (("about", "../"), ("notices/ceshi-2018", "../../")):
        main = BeautifulSoup((root / f"output/{page}/index.html").read_bytes(), "lxml").main
        (picture,) = main.find_all("img")
        assert picture["src"] == f"{up}files/a.png"
        assert picture["alt"] in ("机关大楼的正门", "印章样式")
        assert {a["href"] for a in main.find_all("a")} >= {f"{up}files/a.png" + ("#x" if page == "about" else "")}
    text = (root / "output/about/index.html").read_text(encoding="utf-8")
    assert text.count('href="../v.txt"') == 2


def test_an_address_may_be_written_in_chinese_or_percent_encoded(portal: Callable[..., Path]) -> None:
    links = "[一](/files/附件.pdf) [二](/files/%E9%99%84%E4%BB%B6.pdf)"
    assert build(portal({PAGE: f"# 关于\n\n{links}\n", "content/files/附件.pdf": b"x"})).code == 0


@pytest.mark.parametrize(
    ("picture", "reason"),
    [
        ("![](/files/a.png)", "没有替代文字"),
        ("![ \u3000](/files/a.png)", "没有替代文字"),
        ("![图片1](/files/a.png)", "没有替代文字"),
        ("![a.png](/files/a.png)", "没有替代文字"),
        ("![A](/files/a.png)", "没有替代文字"),
        ("![大楼](/files/b.png)", "不存在"),
        ("![大楼](a.png)", "不存在"),
        ("![大楼](data:image/png;base64,AAAA)", "不存在"),
        ("![大楼](javascript:alert(1).png)", "不存在"),
        ("![大楼](https://other.example/a.png)", "在别的网站上"),
        ("![大楼](/notices/)", "不是图片"),
    ],
)
def test_a_picture_that_readers_cannot_see_is_told_with_its_line(
    portal: Callable[..., Path], picture: str, reason: str
) -> None:
    ran = build(portal({PAGE: f"# 关于\n\n说明\n\n文字{picture}\n", "content/files/a.png": PNG}))
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{PAGE}:{2 if ':' in picture and 'https' not in picture else 5}: GK315 图片 ")
    assert reason in ran.lines[0]


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("preamble: 现将![](/files/a.png)", 10),
        ("preamble: |-\n  一\n\n  二![](/files/a.png)\n  现将", 13),
        ("preamble: >-  # 说明\n  一\n\n  ![](/files/a.png)现将", 12),
    ],
)
def test_a_picture_without_words_in_a_notice_is_told_with_its_line(
    portal: Callable[..., Path], written: str, line: int
) -> None:
    root = portal({NOTICE_PATH: ("preamble: 现将", written), "content/files/a.png": PNG})
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{NOTICE_PATH}:{line}: GK315 图片 /files/a.png 没有替代文字")


def test_a_dead_link_to_a_file_is_told_with_the_nearest(portal: Callable[..., Path]) -> None:
    ran = build(portal({PAGE: "# 关于\n\n[附件](files/fujain.pdf)\n", "content/files/fujian.pdf": b"x"}))
    assert ran.lines[0] == f"{PAGE}:3: GK302 链接指向的 files/fujain.pdf 不存在；是否为“/files/fujian.pdf”？"


@pytest.mark.parametrize("suffix", ["txt", "csv", "docx", "xlsx"])
def test_a_marked_file_is_not_published(portal: Callable[..., Path], suffix: str) -> None:
    root = portal({"content/files/ok.txt": "内部控制制度是公开的。\n"})
    path = root / f"content/files/a.{suffix}"
    if suffix == "docx":
        document = docx.Document()
        document.add_paragraph("机密★1年")
        document.add_paragraph("名单")
        document.save(str(path))
    elif suffix == "xlsx":
        book = openpyxl.Workbook()
        book.active.append(["机密★1年"])
        book.save(path)
    else:
        path.write_text("机密★1年\n名单\n", encoding="utf-8")
    ran = build(root)
    assert (ran.code, codes(ran)) == (1, ["GK715"])
    assert ran.lines[0].startswith(f"content/files/a.{suffix}: GK715 ")
    assert "印有“机密★1年”" in ran.lines[0]
    path.unlink()
    assert build(root).code == 0
    assert codes(gksite("check", "--root", root, "--today", TODAY)) == []
