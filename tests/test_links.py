"""No link is broken: served at the root, served under a path, opened from a disk; read apart from gksite.checks."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from lxml.html import document_fromstring
from portal import REPOSITORY, Ran, build
from serving import serving

from gksite.checks.tree import PageFacts, gathered, parsed
from gksite.model.outputs import File

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action", "source": "src", "iframe": "src"}


def linked(html: bytes) -> tuple[set[str], set[str]]:
    """Everything that a page points to, and its ids."""
    elements = [element for element in document_fromstring(html).iter() if element.tag in LINKS or element.get("id")]
    links = {element.get(LINKS[element.tag]) for element in elements if element.tag in LINKS}
    return links - {None}, {element.get("id") for element in elements} - {None}


def crawl(
    start: str, fetch: Callable[[str], tuple[bytes, bool]], inside: Callable[[str], bool]
) -> tuple[set[str], list[str]]:
    """Follow every distinct link from a page on: the addresses seen, and the broken ones with where they stand."""
    ids: dict[str, set[str] | None] = {}
    broken: list[str] = []
    waiting, wanted = [(start, "")], []
    while waiting:
        address, origin = waiting.pop()
        address, fragment = urldefrag(address)
        if fragment:
            wanted.append((address, fragment, origin))
        if address in ids:
            continue
        try:
            body, is_page = fetch(address)
        except (HTTPError, OSError) as error:
            broken.append(f"{origin}: {address} ({error})")
            ids[address] = set()
            continue
        ids[address] = None
        if is_page:
            links, ids[address] = linked(body)
            targets = {urljoin(address, link) for link in links}
            waiting += [(target, address) for target in sorted(targets) if inside(target)]
    for address, fragment, origin in wanted:
        known = ids[address]
        if known is not None and unquote(fragment) not in known:
            broken.append(f"{origin}: {address}#{fragment} is not there")
    return set(ids), broken


def over_http(address: str) -> tuple[bytes, bool]:
    with urlopen(address) as answer:
        assert not urlsplit(answer.url).path.endswith("//")
        return answer.read(), answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("prefix", [pytest.param("/", marks=pytest.mark.proof), "/a/b/"])
def test_a_served_site_has_no_broken_link(real_site: Path, prefix: str) -> None:
    with serving(real_site, prefix) as base:
        seen, broken = crawl(base, over_http, lambda target: urlsplit(target).netloc == urlsplit(base).netloc)
        assert broken == []
        assert all(address.startswith(base) for address in seen), "a link leaves the site's folder"
        pages = {p.relative_to(real_site).as_posix().removesuffix("index.html") for p in real_site.rglob("*.html")}
        assert {base + p for p in pages - {"404.html"}} <= seen


def test_a_broken_link_would_be_found(real_site: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<a href="gone/">x</a><a href="#no">y</a><a href="b.html">z</a>')
    (tmp_path / "b.html").write_text('<p id="here"></p><a href="/#b">x</a><a href="#here">y</a><img src="c.png">')
    with serving(tmp_path) as base:
        _, broken = crawl(base, over_http, lambda target: True)
    assert len(broken) == 4


def test_an_offline_site_has_no_broken_link_on_a_disk(offline_site: Path, real_site: Path) -> None:
    def from_disk(address: str) -> tuple[bytes, bool]:
        path = Path(unquote(urlsplit(address).path))
        if path.is_dir():
            raise OSError("a folder shows a list of files, not a page")
        return path.read_bytes(), path.suffix == ".html"

    start = (offline_site / "index.html").as_uri()
    seen, broken = crawl(start, from_disk, lambda target: target.startswith("file:"))
    assert broken == []
    assert all(Path(unquote(urlsplit(a).path)).is_relative_to(offline_site) for a in seen)
    pages = {p.relative_to(offline_site) for p in offline_site.rglob("*.html")}
    assert pages == {p.relative_to(real_site) for p in real_site.rglob("*.html")}
    reached = {Path(unquote(urlsplit(a).path)).relative_to(offline_site) for a in seen}
    assert pages - reached <= {Path("404.html")}
    assert not (offline_site / "pagefind/engine").exists()


def test_a_blank_page_has_no_link() -> None:
    for content in (b"", b"\n", b"<!-- -->"):
        page = parsed(File("index.html", content))
        assert gathered(page) == PageFacts("index.html", (), frozenset())


@pytest.mark.parametrize(
    ("setting", "prefix"),
    [
        ("", "/"),
        ("base_path: /a/b/\n", "/a/b/"),
        ("url: https://www.example.cn/zwgk/\n", "/zwgk/"),
        ("url: https://www.example.cn/zwgk\n", "/zwgk/"),
        ("url: https://www.example.cn\n", "/"),
    ],
)
def test_the_page_for_what_is_not_there_works_at_any_depth(
    portal: Callable[..., Path], setting: str, prefix: str
) -> None:
    root = portal({"site.yaml": f"name: 测试\n{setting}"})
    assert build(root).code == 0
    with serving(root / "output", prefix) as base:
        with pytest.raises(HTTPError) as missing:
            urlopen(f"{base}deep/down/nothing/")
        with missing.value as answer:
            body = answer.read()
        assert "找不到" in body.decode()
        found = [
            urljoin(f"{base}deep/down/nothing/", link) for link in linked(body)[0] if not link.startswith("https:")
        ]
        assert len(found) > 8
        for target in found:
            with urlopen(urldefrag(target)[0] if "nothing" not in target else base) as answer:
                assert answer.status == 200
        assert all(t.startswith(base) for t in found)


def changed_theme(root: Path, old: str, new: str) -> Path:
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    footer = root / "templates/components/footer/template.html"
    text = footer.read_text(encoding="utf-8")
    assert text.count(old) == 1
    footer.write_text(text.replace(old, new), encoding="utf-8")
    return root


@pytest.mark.parametrize("link", ["nowhere/", "../../../../x", "notices", "assets/site.css"])
def test_check_finds_a_link_to_nothing(portal: Callable[..., Path], run: Callable[..., Ran], link: str) -> None:
    root = changed_theme(
        portal(), '<footer class="site-footer">', f'<footer class="site-footer"><a href="{link}">x</a>'
    )
    ran = run(root, "check")
    assert ran.code == 1
    assert f"output/index.html: GK305 链接“{link}”没有对应的页面或文件" in ran.lines
    assert not (root / "output").exists()


def test_check_finds_an_anchor_that_is_not_there(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    root = changed_theme(portal(), '<footer class="site-footer">', '<footer class="site-footer"><a href="#no">x</a>')
    ran = run(root, "check")
    assert ran.code == 1
    assert "output/index.html: GK306 链接“#no”指向的位置在那个页面上不存在" in ran.lines


@pytest.mark.proof  # CI ends with `make check`
def test_check_is_content_with_the_real_site(run: Callable[..., Ran]) -> None:
    ran = run(REPOSITORY, "check", "--output", "/nonexistent/output")
    assert ran.code == 0, ran.err
    assert "没有发现错误" in ran.out
