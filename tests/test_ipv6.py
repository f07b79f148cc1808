"""IPv6: what a reader without IPv4 fails at is found offline and online, by name; the badge tells the truth."""

import gzip
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path

import pytest
from browsers import chromium
from hypothesis import given
from hypothesis import strategies as st
from portal import LEAN, REPOSITORY, TODAY, Ran, gksite, put, write_portal
from probed import (
    HOST,
    RECORDS,
    REFUSED,
    Certificates,
    NameServer,
    Pages,
    Served,
    answers,
    certificates,
    name_server,
    needs_ipv6,
    raw_server,
    site,
)

from gksite.checks.ipv6_only import check_ipv6
from gksite.model.ipv6 import INDICATORS, Indicator, Verdict
from gksite.model.outputs import File
from gksite.probing.addresses import is_public
from gksite.probing.bounds import Bounds, Clock, Exhausted, Unanswered
from gksite.probing.exchange import Answer, Place, ask
from gksite.probing.findings import Findings, record_of, record_yaml
from gksite.probing.levels import Levels
from gksite.probing.links import Ways, ways_of
from gksite.probing.names import Names, server_of
from gksite.probing.probe import Probe
from gksite.probing.site import site_at, spread
from gksite.probing.visitor import Visitor
from gksite.problems.problem import Phrase
from gksite.text.hosts import is_ipv4

YUNLING = Path(__file__).parent / "sites/yunling"
URL = f"https://{HOST}/"

# Offline


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny portal with an address, as built; never write into it."""
    root = write_portal(tmp_path_factory.mktemp("ipv6"), {"site.yaml": f"{LEAN}url: {URL}\n"})
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert ran.code == 0, ran.err
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(built, tmp_path / "portal"))


def checked(root: Path) -> Ran:
    return gksite("check", "--ipv6", "--root", root, "--today", TODAY)


def test_a_portal_as_it_is_built_passes_every_rule(built: Path) -> None:
    ran = checked(built)
    assert ran.code == 0, ran.err
    assert ran.err == ""
    assert [line.split("：")[0].strip() for line in ran.out.splitlines()[1:]] == ["通过", "通过", "通过"]


def test_a_portal_with_an_index_passes_every_rule(indexed_site: Path) -> None:
    ran = gksite("check", "--ipv6", "--root", indexed_site.parent, "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")
    assert (indexed_site / "pagefind/engine").is_dir()


def test_the_whole_portal_passes_every_rule(complete_site: Path) -> None:
    ran = gksite("check", "--ipv6", "--root", YUNLING, "--output", complete_site, "--today", "2026-06-15")
    assert (ran.code, ran.err) == (0, "")


OTHERS = (
    '<img src="https://img.example.com/a.png" alt="">',
    '<img src="//img.example.com/a.png" alt="">',
    r'<img src="https:\\img.example.com/a.png" alt="">',
    '<img srcset="a.png 1x,https://img.example.com/b.png 2x" alt="">',
    '<picture><source srcset="https://img.example.com/b.png"></picture>',
    '<video poster="https://img.example.com/a.png"></video>',
    '<object data="https://img.example.com/a"></object>',
    '<iframe src="https://map.example.com/"></iframe>',
    '<form action="https://form.example.com/"></form>',
    '<button formaction="https://form.example.com/">x</button>',
    '<link rel="stylesheet" href="https://s.example.com/a.css">',
    '<link rel="icon" href="https://s.example.com/a.ico">',
    '<link rel="preload" href="https://s.example.com/a.woff2" as="font">',
    '<link rel="preload" imagesrcset="https://s.example.com/a.png 2x" as="image">',
    '<base href="https://www.example.com/">',
    '<meta http-equiv="refresh" content="0; url=https://www.example.com/">',
    '<meta http-equiv="refresh" content="0;URL=\'https://www.example.com/\'">',
    '<style>p { background: url("https://s.example.com/a.png") }</style>',
    '<p style="background: url(https://s.example.com/a.png)">x</p>',
    '<svg><image xlink:href="https://s.example.com/a.png"/></svg>',
    '<svg><use href="https://s.example.com/a.svg#b"/></svg>',
    '<a href="/" ping="https://count.example.com/">x</a>',
)


def offline(name: str, text: str) -> list[tuple[str, int, str]]:
    """The code, the line and the address of each finding in one file of the site at URL."""
    found = check_ipv6([File(name, text.encode())], URL)
    return [(problem.code.id, problem.location.line, str(dict(problem.arguments)["target"])) for problem in found]


def spoil(path: Path, html: str) -> None:
    """Put some HTML at the end of a page."""
    text = path.read_text(encoding="utf-8")
    assert "</main>" in text
    path.write_text(text.replace("</main>", f"{html}\n</main>"), encoding="utf-8")


@pytest.mark.parametrize("html", OTHERS)
def test_what_a_page_asks_another_host_for_is_named_with_its_line(html: str) -> None:
    ((code, line, target),) = offline("data/index.html", f"<!doctype html>\n<main>\n{html}</main>")
    assert (code, line) == ("GK360", 3)
    assert target in html


def test_a_check_names_the_file_the_line_and_the_rule(root: Path) -> None:
    page = root / "output/data/index.html"
    spoil(page, OTHERS[0])
    ran = checked(root)
    assert ran.code == 1
    line = page.read_text(encoding="utf-8").split(OTHERS[0])[0].count("\n") + 1
    (told,) = [line for line in ran.lines if " GK360 " in line]
    assert told.startswith(f"output/data/index.html:{line}: GK360 ")
    assert "不通过：没有向别的网站取东西、送东西" in ran.out


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("assets/x.css", '@import "https://s.example.com/a.css";'),
        ("assets/x.css", "p { background: URL( //s.example.com/a.png ) }"),
        ("assets/x.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://s.example.com/a.png"/></svg>'),
        ("files/x.html", '<p><img src="https://s.example.com/a.png" alt="a"></p>'),
        ("files/x.shtml", '<p><img src="https://s.example.com/a.png" alt="a"></p>'),
        ("x.xml", '<?xml-stylesheet href="https://s.example.com/a.xsl"?><a/>'),
    ],
)
def test_style_sheets_drawings_and_files_of_editors_are_looked_at_too(name: str, text: str) -> None:
    assert [found[:2] for found in offline(name, f"\n{text}\n")] == [("GK360", 2)]


ASKING = (
    'import "https://s.example.com/a.js";',
    "import a from 'https://s.example.com/a.js';",
    "fetch('https://s.example.com/a.json')",
    "fetch( new URL('https://s.example.com/a.json') )",
    "new Worker(new  URL('https://s.example.com/a.js', import.meta.url))",
    'new WebSocket("wss://s.example.com/a")',
    'image.src = "//s.example.com/a.png"',
    'var hm=document.createElement("script");hm.src="https://s.example.com/hm.js?1";',
    "$.get('https://s.example.com/a')",
    "axios.get(`https://s.example.com/a`)",
    "$.ajax({type: 'GET', url: 'https://s.example.com/a'})",
    "request.open('POST', 'https://s.example.com/a')",
    "script.setAttribute('src', '//s.example.com/a.js')",
    "document.write('<img src=\"https://s.example.com/a.png\">')",
    "document.write(unescape(\"%3Cscript src='https://s.example.com/a.js'%3E\"))",
    "style.background = 'url(https://s.example.com/a.png)'",
    "link.href = 'https://s.example.com/a.css'",
    "fetch('https:\\/\\/s.example.com\\/a')",
    "/^https?:\\/\\//.test(a) && fetch('https://s.example.com/a')",
    "accept = '*/*'; fetch('https://s.example.com/a'); other = '*/*'",
)


@pytest.mark.parametrize("script", ASKING)
def test_what_a_script_asks_another_host_for_is_found_in_its_file_and_in_a_page(script: str) -> None:
    wanted = [("GK360", 2)]
    assert [found[:2] for found in offline("assets/x.js", f"\n{script}\n")] == wanted
    assert [found[:2] for found in offline("x.html", f"<p>a</p>\n<script>{script}</script>")] == wanted


@pytest.mark.parametrize(
    "html",
    [
        "<button onclick=\"fetch('https://s.example.com/a')\">x</button>",
        "<body onload='new Image().src=\"https://s.example.com/a\"'>",
        "<iframe srcdoc='<img src=\"https://s.example.com/a\">'></iframe>",
        '<iframe srcdoc="&lt;script&gt;fetch(`https://s.example.com/a`)&lt;/script&gt;"></iframe>',
        '<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("https://s.example.com/a")</script></svg>',
    ],
)
def test_what_runs_at_an_event_or_stands_in_a_frame_is_looked_at_too(html: str) -> None:
    assert [(code, target) for code, _, target in offline("x.html", html)] == [("GK360", "https://s.example.com/a")]


@pytest.mark.parametrize(
    "script",
    [
        'location.href = "https://www.gov.cn/"',
        'window.open("https://www.gov.cn/")',
        'a.href = "https://www.gov.cn/"',
        "// fetch('https://s.example.com/a')",
        "f(); // fetch('https://s.example.com/a')",
        "/* image.src = 'https://s.example.com/a'\n */",
        "if (image.src == 'https://s.example.com/a') f()",
        "var links = [{url: 'https://www.gov.cn/', name: 'x'}]",
        "fetch('https://' + host + '/a')",
        "fetch(`https://${host}/a`)",
        "const path = new URL(`https://s.example.com${address}`).pathname",
    ],
)
def test_a_plain_link_in_a_script_a_comment_and_what_is_put_together_are_no_findings(script: str) -> None:
    assert offline("assets/x.js", script) == []
    assert offline("x.html", f"<script>{script}</script>") == []


def test_frames_within_frames_are_looked_at_three_deep() -> None:
    html = "<img src=//s.example.com/0>"
    for depth in range(1, 2000):
        html = f'<img src="//s.example.com/{depth}"><iframe srcdoc="{escape(html)}"></iframe>'
        if len(html) > 20_000:
            break
    assert len(offline("x.html", html)) == 4


def test_data_in_a_page_is_no_script() -> None:
    assert offline("x.html", '<script type="application/ld+json">{"src=":"fetch(\'//s.example.com\')"}</script>') == []


def test_a_page_in_utf_16_is_read() -> None:
    content = '<p><img src="https://s.example.com/a.png"></p>'.encode("utf-16")
    assert [problem.code.id for problem in check_ipv6([File("x.html", content)], URL)] == ["GK360"]


def test_one_address_is_one_finding_however_it_is_found() -> None:
    address = "https://[64:ff9b::102:304]/?a=1&amp;b=2"
    assert len(offline("x.html", f'<a href="{address}">{address}</a>')) == 1
    assert len(offline("x.html", '<a href="https://[64:ff9b::102:304]">https://[64:ff9b::102:304]/</a>')) == 1


NUMBERS = (
    *("http://192.0.2.1/a", "https://u:p@192.0.2.1:8443/", "//192.0.2.1/", "http://2130706433/", "http://0x7f.1/"),
    *("http://0300.0250.0.1/", "http://[::ffff:192.0.2.1]/", "http://[::ffff:c000:201]/", "HTTP://192.0.2.1"),
    *("http:/\\192.0.2.1/", "http://１９２.0.2.1/", "http://%31%39%32.0.2.1/"),
)


@pytest.mark.parametrize("address", NUMBERS)
def test_a_number_of_ipv4_is_found_in_any_spelling(address: str) -> None:
    assert "GK362" in {found[0] for found in offline("data/index.html", f'<a href="{address}">x</a>')}


@pytest.mark.parametrize(
    "name", ["data/x.json", "data/x.jsonld", "robots.txt", "sitemap.xml", "assets/x.js", "files/x.csv"]
)
def test_a_number_of_ipv4_is_found_in_data_lists_and_scripts(name: str) -> None:
    found = offline(name, '{\n"url": "http://203.0.113.8:8080/a"}\n')
    assert found == [("GK362", 2, "http://203.0.113.8:8080/a")]


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("GK361", f"http://{HOST}/a/"),
        ("GK361", f"HTTP://{HOST.upper()}:80/"),
        ("GK361", f"http:\\\\{HOST}/"),
        ("GK361", f"http://{HOST}."),
        ("GK810", f"//{HOST}/a/"),
    ],
)
def test_a_link_to_the_site_itself_without_https_is_found(code: str, address: str) -> None:
    assert code in {found[0] for found in offline("data/index.html", f'<a href="{address}">x</a>')}


def test_a_check_says_of_each_rule_that_is_broken_that_it_is(root: Path) -> None:
    spoil(root / "output/data/index.html", f'<a href="http://192.0.2.1/a">x</a><a href="//{HOST}/a/">x</a>')
    ran = checked(root)
    assert ran.code == 1
    assert "  通过：没有向别的网站取东西、送东西" in ran.out
    assert "不通过：网址里没有 IPv4 地址" in ran.out
    assert "不通过：本网站的链接都不是 http://" in ran.out


def test_what_leads_elsewhere_without_being_fetched_is_no_fault(root: Path) -> None:
    html = '<a href="https://www.example.com/">x</a><a href="http://other.example.com/">y</a><p>版本 1.2.3.4</p>'
    spoil(root / "output/data/index.html", html)
    put(root / "output/assets/x.js", "// see https://www.example.com/\nconst ns = 'http://www.w3.org/2000/svg';\n")
    ran = checked(root)
    assert (ran.code, ran.err) == (0, "")


def test_a_waived_place_is_no_fault(root: Path) -> None:
    put(root / "output/data/x.json", '"http://203.0.113.8/a"')
    waiver = "{code: GK362, place: output/data/x.json, expires: 2999-01-01, reason: 原文, by: 张, on: 2026-01-01}"
    put(root / "content/waivers.yaml", f"waivers:\n  - {waiver}\n")
    assert checked(root).code == 0


def test_without_an_address_what_leads_to_the_site_itself_is_unknown(tmp_path: Path, tiny_output: Path) -> None:
    root = write_portal(tmp_path / "portal")
    shutil.copytree(tiny_output, root / "output")
    ran = checked(root)
    assert ran.code == 0
    assert "测不了：本网站的链接都不是 http://" in ran.out


def test_nothing_to_look_at_or_the_site_of_others_is_refused(root: Path, tmp_path: Path) -> None:
    bare = checked(write_portal(tmp_path / "bare"))
    assert (bare.code, bare.lines) == (2, [f"{tmp_path}/bare/output 里没有 gksite 生成的网站；请先运行 gksite build"])
    put(root / "site.yaml", "name: 别的门户\n")
    other = checked(root)
    assert other.code == 2
    assert "里是“测试门户”的网站，不是这个门户的" in other.err


@given(st.integers(0, 2**32 - 1), st.sampled_from(("{0}", "{0:#x}", "0{0:o}")))
def test_every_number_is_one_of_ipv4_however_it_is_written(number: int, form: str) -> None:
    assert is_ipv4(form.format(number))
    parts = number.to_bytes(4, "big")
    assert is_ipv4(".".join(map(str, parts)))
    assert is_ipv4("[::ffff:" + ".".join(map(str, parts)) + "]")


@pytest.mark.parametrize("host", ["www.example.com", "::1", "[2001:db8::1]", "1.2.3.4.5", "", "a.1", "1.cn"])
def test_a_name_or_an_address_of_ipv6_is_no_number_of_ipv4(host: str) -> None:
    assert not is_ipv4(host)


# Online

pytestmark = needs_ipv6


def page(*links: str, more: str = "") -> bytes:
    listed = "".join(f'<a href="{link}">{link}</a>' for link in links)
    return f"<!doctype html><html><head>{more}</head><body>{listed}</body></html>".encode()


SECOND = tuple(f"/s{i}/" for i in range(10))
THIRD = tuple(f"/t{i}/" for i in range(10))
GOOD: Pages = {
    "/": page(*SECOND, "/a.pdf", more='<link rel="stylesheet" href="/a.css">'),
    "/a.css": b"p{}",
    "/a.pdf": b"%PDF",
    **{path: page(THIRD[i], "/") for i, path in enumerate(SECOND)},
    **{path: page("/") for path in THIRD},
}


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Who signs the certificates of the sites here."""
    return certificates(tmp_path_factory.mktemp("authority"))


@dataclass
class Probed:
    """What a probe said of a site, and what its servers saw."""

    ran: Ran
    served: Served
    names: NameServer

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each indicator."""
        labels = {indicator.label: id for id, indicator in INDICATORS.items()}
        found = {}
        for line in self.ran.out.splitlines():
            verdict, _, rest = line.partition("  ")
            label = rest.partition("：")[0]
            if label in labels:
                found[labels[label]] = verdict
        return found

    @property
    def failing(self) -> set[str]:
        """Those that do not pass."""
        return {id for id, verdict in self.verdicts.items() if verdict == "不通过"}


Prober = Callable[..., Probed]


@pytest.fixture
def probed(authority: Certificates) -> Iterator[Prober]:
    """Serve a site, and probe it: `probed(pages, records)`."""
    with ExitStack() as stack:

        def run(
            pages: Pages = GOOD,
            records: Mapping[tuple[str, str], tuple[str, ...]] = RECORDS,
            *args: str | Path,
            secure: bool = True,
            reply: object = None,
            url: str | None = None,
            **how: object,
        ) -> Probed:
            served = stack.enter_context(site(pages, authority if secure else None, **how))
            names = stack.enter_context(name_server(reply or answers(records)))
            address = url or f"{'https' if secure else 'http'}://{HOST}:{served.port}/"
            known = ("--resolver", names.address, "--http-port", str(served.http_port if secure else served.port))
            ran = gksite("probe", address, "--ca", authority.root, *known, *(args or ("--private", "--rate", "1000")))
            return Probed(ran, served, names)

        yield run


def test_a_good_site_passes_every_indicator(probed: Prober) -> None:
    told = probed()
    assert told.verdicts == dict.fromkeys(INDICATORS, "通过"), told.ran.out
    assert (told.ran.code, told.ran.err) == (0, "")


def test_a_probe_only_reads_and_asks_few_things_once(probed: Prober) -> None:
    asked = probed().served.asked
    assert {method for _, method, _ in asked} <= {"GET", "HEAD"}
    assert len([entry for entry in asked if entry[2] in (*SECOND, *THIRD)]) == 20
    assert len(asked) <= 40


@pytest.mark.parametrize(
    ("failing", "said", "changes", "records", "how"),
    [
        ({"home", "success", "same", "tls", "redirect"}, "::1：拒绝连接", {}, {}, {"families": (4,)}),
        ({"aaaa", "home", "success", "same"}, f"{HOST} 没有 AAAA 记录", {}, {(HOST, "AAAA"): ()}, {}),
        (
            {"loaded"},
            "首页用了别的主机上的文件，img.ceshi.test 没有 IPv6 地址",
            {"/": page(*SECOND, more='<img src="https://img.ceshi.test/a.png">')},
            {("img.ceshi.test", "A"): ("127.0.0.1",)},
            {},
        ),
        (
            {"loaded", "literals"},
            "首页用了 IPv4 地址上的文件：192.0.2.1",
            {"/": page(*SECOND, more='<img src="https://192.0.2.1/a.png">')},
            {},
            {},
        ),
        (
            {"loaded"},
            "“a..b”不能作域名",
            {"/": page(*SECOND, more='<img src="https://a..b/a.png">')},
            {},
            {},
        ),
        ({"literals"}, "里有 http://2130706433/", {"/s3/": page("http://2130706433/", "/t3/")}, {}, {}),
        ({"same"}, "::1 和 127.0.0.1 的首页不同：前者 200", {}, {}, {"other": {**GOOD, "/": b"<p>former</p>"}}),
        ({"same"}, "后者 503", {}, {}, {"other": {**GOOD, "/": 503}}),
        ({"second"}, "/s1/：答复是 404", {"/s0/": 404, "/s1/": 404}, {}, {}),
        ({"third"}, "/t1/：答复是 404", {"/t0/": 404, "/t1/": 404}, {}, {}),
        ({"loaded"}, "/a.css：答复是 404", {"/a.css": 404}, {}, {}),
        (
            {"nameservers"},
            "ceshi.test 的域名服务器 ns2.ceshi.test 没有 IPv6 地址",
            {},
            {("ns2.ceshi.test", "AAAA"): ()},
            {},
        ),
        ({"nameservers"}, "test 的域名服务器 a.test 没有 IPv6 地址", {}, {("a.test", "AAAA"): ()}, {}),
        ({"tls", "redirect"}, "http 的答复是 200，没有转到 https", {}, {}, {"secure": False}),
        ({"home", "success", "same"}, "转到了别的主机：https://other.test/", {"/": "https://other.test/"}, {}, {}),
    ],
)
def test_a_site_that_fails_is_told_the_indicator_and_the_place(
    probed: Prober,
    failing: set[str],
    said: str,
    changes: Pages,
    records: Mapping[tuple[str, str], tuple[str, ...]],
    how: dict[str, object],
) -> None:
    told = probed({**GOOD, **changes}, {**RECORDS, **records}, **how)
    assert told.failing == failing, told.ran.out
    assert said in told.ran.out
    assert told.ran.code == 1


def test_one_dead_link_in_ten_is_within_the_threshold(probed: Prober) -> None:
    told = probed({**GOOD, "/s0/": 404})
    assert told.verdicts["second"] == "通过"
    assert "/s0/：答复是 404" in told.ran.out


def test_a_certificate_of_nobody_fails_by_name(probed: Prober, authority: Certificates, tmp_path: Path) -> None:
    other = certificates(tmp_path)
    with site(GOOD, other) as served, name_server(answers(RECORDS)) as names:
        url = f"https://{HOST}:{served.port}/"
        ran = gksite(
            "probe",
            url,
            "--private",
            "--rate",
            "1000",
            "--resolver",
            names.address,
            "--http-port",
            str(served.http_port),
        )
    assert "不通过  IPv6 上的 HTTPS 证书有效" in ran.out
    assert "证书不可信" in ran.out


@dataclass
class Showing:
    """A visitor to whom each address shows a page of its own; one that has none does not answer."""

    pages: Mapping[str, bytes]

    def follow(self, url: str, number: str) -> tuple[str, Answer]:
        if number not in self.pages:
            raise Unanswered(Phrase("拒绝连接"))
        return url, Answer(200, "", "text/html", self.pages[number])


@pytest.mark.parametrize(
    ("pages", "passed", "total"),
    [
        ({"2001:db8::1": b"a", "2001:db8::2": b"a", "192.0.2.1": b"a", "192.0.2.2": b"a"}, 3, 3),
        ({"2001:db8::1": b"a", "2001:db8::2": b"b", "192.0.2.1": b"a", "192.0.2.2": b"a"}, 2, 3),
        ({"2001:db8::1": b"a", "2001:db8::2": b"a", "192.0.2.1": b"a", "192.0.2.2": b"b"}, 2, 3),
        ({"2001:db8::1": b"a", "192.0.2.1": b"a", "192.0.2.2": b"a"}, 2, 2),
    ],
)
def test_every_address_has_to_show_the_same_home_page(pages: dict[str, bytes], passed: int, total: int) -> None:
    at = site_at(URL, 80, ssl.create_default_context())
    at = replace(at, v6=("2001:db8::1", "2001:db8::2"), v4=("192.0.2.1", "192.0.2.2"))
    probe = Probe(at, None, Showing(pages), lambda text: None)  # type: ignore[arg-type]
    probe.found = {"home": Findings("home")}
    probe._home = "2001:db8::1", Answer(200, "", "text/html", b"a")
    found = Findings("same")
    probe._same(found)
    assert (found.passed, found.total) == (passed, total)


def test_a_page_that_differs_each_time_cannot_be_compared(probed: Prober) -> None:
    class Counting(dict[str, bytes | int | str]):
        count = 0

        def get(self, key: str, default: object = None) -> bytes | int | str:  # type: ignore[override]
            if key != "/":
                return super().get(key, 404)
            Counting.count += 1
            return page(*SECOND, f"/s0/?{Counting.count}")

    told = probed(Counting(GOOD))
    assert told.verdicts["same"] == "测不了"
    assert "首页每次打开都不同" in told.ran.out
    assert told.ran.code == 1


@pytest.mark.parametrize("addresses", [("::1",), ("::1", "2600::1"), ("fe80::1",), ("fd00::1",), ("::ffff:7f00:1",)])
def test_a_private_target_is_refused_before_anything_is_asked(probed: Prober, addresses: tuple[str, ...]) -> None:
    told = probed(GOOD, {**RECORDS, (HOST, "AAAA"): addresses, (HOST, "A"): ()}, "--lang", "zh")
    assert told.ran.code == 2
    assert "不是公网地址，没有连接" in told.ran.err
    assert told.served.asked == []


def test_a_private_address_of_ipv4_is_refused_as_well(probed: Prober) -> None:
    told = probed(GOOD, {**RECORDS, (HOST, "AAAA"): ("2600::1",), (HOST, "A"): ("10.0.0.1",)}, "--lang", "zh")
    assert (told.ran.code, told.served.asked) == (2, [])
    assert "10.0.0.1" in told.ran.err


@pytest.mark.parametrize("kind", ["AAAA", "A"])
def test_a_public_host_is_never_asked_faster_than_ten_times_a_second(probed: Prober, kind: str) -> None:
    numbers = {"AAAA": ("::1", "2400:3200::1"), "A": ("8.8.8.8",)}
    told = probed(GOOD, {**RECORDS, (HOST, kind): numbers[kind]})
    assert (told.ran.code, told.served.asked) == (2, [])
    assert told.ran.err == f"--rate 最大是 10：{HOST} 有公网地址\n"


def test_a_name_that_is_bound_anew_leads_nowhere_else(probed: Prober) -> None:
    def reply(name: str, kind: str, before: int) -> tuple[str, ...]:
        if (name, kind) == (HOST, "AAAA") and before:
            return ("::2",)
        return RECORDS.get((name, kind), ())

    told = probed(reply=reply)
    assert told.ran.code == 0, told.ran.out
    assert told.names.asked.count((HOST, "AAAA")) == told.names.asked.count((HOST, "A")) == 1


def test_redirects_to_other_hosts_and_ports_are_not_followed_and_do_not_count(
    probed: Prober, authority: Certificates
) -> None:
    with site({"/": b"private"}, authority) as other:
        pages = {**GOOD, "/s0/": f"https://{HOST}:{other.port}/", "/s1/": "https://intern.ceshi.test/"}
        told = probed(pages)
        assert told.failing == {"second"}, told.ran.out
        assert "/s1/：转到了别的主机：https://intern.ceshi.test/" in told.ran.out
        assert other.asked == []
    assert ("intern.ceshi.test", "AAAA") not in told.names.asked


def test_a_site_that_forbids_all_in_robots_txt_is_told_so(probed: Prober) -> None:
    told = probed({**GOOD, "/robots.txt": b"User-agent: *\nDisallow: /\n"})
    assert told.verdicts["second"] == "测不了"
    assert "robots.txt 不准访问这些链接" in told.ran.out
    assert "首页没有站内链接" not in told.ran.out


def test_what_leads_nowhere_or_to_the_home_page_itself_is_no_link_of_the_second_level(probed: Prober) -> None:
    told = probed({**GOOD, "/": b'<a href="#main">x</a><a name="a">x</a><a href="/">x</a><a href="">x</a>'})
    assert told.verdicts["second"] == "测不了"
    assert "首页没有站内链接" in told.ran.out


def test_links_are_relative_to_the_base_of_their_page(probed: Prober) -> None:
    pages = {"/": page("s/", more='<base href="/deep/">'), "/deep/s/": page("t/"), "/deep/s/t/": page()}
    told = probed(pages)
    assert told.verdicts == dict.fromkeys(INDICATORS, "通过"), told.ran.out


def test_a_redirect_that_is_not_coded_leads_to_where_it_says() -> None:
    pages: Pages = {"/": "/中文/".encode().decode("latin-1"), "/%E4%B8%AD%E6%96%87/": b"there"}
    with site(pages, None) as served:
        visitor = visiting(served.port, Bounds(rate=1000))
        at, answer = visitor.follow(visitor.site.url, "::1")
    assert (at, answer.body) == (f"http://{HOST}:{served.port}/%E4%B8%AD%E6%96%87/", b"there")


def test_a_site_without_ipv4_shows_nobody_anything_else(probed: Prober) -> None:
    told = probed(GOOD, {**RECORDS, (HOST, "A"): ()}, families=(6,))
    assert told.verdicts == dict.fromkeys(INDICATORS, "通过"), told.ran.out
    assert f"{HOST} 只有 IPv6，没有别的内容可比" in told.ran.out


@pytest.mark.parametrize(
    ("more", "script", "failing"),
    [
        ('<script>var h={};h.src="https://hm.ceshi.test/h.js"</script>', b"", {"loaded"}),
        ('<script src="/x.js"></script>', b'h.src="https://hm.ceshi.test/h.js"', {"loaded"}),
        ('<script src="/x.js?1"></script>', b'new Image().src="http://192.0.2.1/x"', {"loaded", "literals"}),
        ('<script>var api = "http://192.0.2.1:8080/"</script>', b"", {"literals"}),
        ('<body onload="fetch(`//hm.ceshi.test/`)">', b"", {"loaded"}),
        ('<link rel="stylesheet" href="/x.css">', b"@import url(https://hm.ceshi.test/a.css);", {"loaded"}),
        ('<script>location.href="https://hm.ceshi.test/"</script>', b"// fetch('https://hm.ceshi.test/')", set()),
    ],
)
def test_what_scripts_and_style_sheets_of_the_home_page_load_has_to_be_there_too(
    probed: Prober, more: str, script: bytes, failing: set[str]
) -> None:
    files = dict.fromkeys(("/x.js", "/x.js?1", "/x.css"), script)
    told = probed({**GOOD, "/": page(*SECOND, more=more), **files})
    assert told.failing == failing, told.ran.out
    assert "loaded" not in failing or "hm.ceshi.test 没有 IPv6 地址" in told.ran.out or "192.0.2.1" in told.ran.out


# Hostile pages


def test_a_page_of_countless_links_costs_little() -> None:
    body = b"<!doctype html>" + b"".join(b"<a href=%x>" % i for i in range(330_000))
    at = site_at(URL, 80, ssl.create_default_context())
    ways = ways_of(URL, Answer(200, "", "text/html", body), at, Bounds())
    assert len(ways.links) == 2_000


def test_addresses_of_any_length_are_not_kept() -> None:
    body = f'<a href="/{"a" * 100_000}">x</a><img src="data:image/png;base64,{"A" * 100_000}"><a href="/b/">y</a>'
    at = site_at(URL, 80, ssl.create_default_context())
    assert ways_of(URL, Answer(200, "", "text/html", body.encode()), at, Bounds()) == Ways(links=(f"{URL}b/",))


def test_robots_txt_is_asked_for_few_of_countless_links_and_of_few_rules() -> None:
    rules = b"User-agent: *\n" + b"".join(b"Disallow: /r%06x/\n" % i for i in range(40_000))
    asked: list[str] = []

    class Counting(Visitor):
        def may_ask(self, address: str) -> bool:
            asked.append(address)
            return Visitor.may_ask(self, address)

    with site({"/robots.txt": rules}, None) as served:
        at = site_at(f"http://{HOST}:{served.port}/", served.port, ssl.create_default_context())
        at = replace(at, v6=("::1",))
        bounds = Bounds(rate=1000, links=3)
        visitor = Counting(at, bounds, Clock(time.monotonic, time.sleep))
        visitor.read_robots("::1")
        assert not visitor.may_ask(f"{at.url}r000005/")
        assert visitor.may_ask(f"{at.url}r009c3f/")
        asked.clear()
        levels = Levels(at, Names("127.0.0.1"), visitor)
        levels.read_home(at.url, Answer(200, "", "text/html", page(*(f"/z{i}/" for i in range(3_000)))))
        found = Findings("second")
        levels.second(found)
    assert len(asked) == 2_000
    assert found.total == 3


def test_looking_up_names_ends_when_the_time_of_the_probe_is_over() -> None:
    servers = tuple(f"ns{i}.test." for i in range(40))

    def reply(name: str, kind: str, _: int) -> tuple[str, ...]:
        return servers if kind == "NS" else ("::1",)

    seconds = iter(range(0, 10_000, 4))
    at = site_at(URL, 80, ssl.create_default_context())
    visitor = Visitor(at, Bounds(seconds=60), Clock(lambda: float(next(seconds)), time.sleep))
    with name_server(reply) as server, pytest.raises(Exhausted):
        Names(server.address).zones(HOST, visitor.look_at_clock)
    assert len(server.asked) == 16


def test_a_name_in_countless_zones_is_looked_at_in_a_few() -> None:
    with name_server(lambda name, kind, _: ("ns.test.",) if kind == "NS" else ("::1",)) as server:
        zones = Names(server.address).zones(".".join(["a"] * 30), lambda: None)
    assert len(zones) == 8


def test_a_page_is_not_read_when_the_time_of_the_probe_is_over() -> None:
    at = site_at(URL, 80, ssl.create_default_context())
    visitor = Visitor(at, Bounds(seconds=60), Clock(iter((0.0, 100.0)).__next__, time.sleep))
    levels = Levels(at, Names("127.0.0.1"), visitor)
    levels.read_home(URL, Answer(200, "", "text/html", page("/a/")))
    with pytest.raises(Exhausted):
        levels.second(Findings("second"))


def test_what_robots_txt_forbids_is_not_asked_for(probed: Prober) -> None:
    told = probed({**GOOD, "/robots.txt": b"User-agent: *\nDisallow: /s3/\n"})
    assert told.ran.code == 0, told.ran.out
    assert not [entry for entry in told.served.asked if entry[2] in ("/s3/", "/t3/")]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("https://127.0.0.1/",), "要检测的是网站的域名，不是 IP 地址"),
        (("https://2130706433/",), "要检测的是网站的域名，不是 IP 地址"),
        (("https://[::1]/",), "要检测的是网站的域名，不是 IP 地址"),
        (("ftp://www.ceshi.test/",), "不是网址"),
        (("https://u:p@www.ceshi.test/",), "不是网址"),
        (("https://www.ceshi.test/", "--rate", "11"), "--rate 最大是 10"),
        (("https://www.ceshi.test/", "--resolver", "nobody"), "--resolver 应写成 IP 地址"),
        (("https://www.ceshi.test/", "--ca", "gone.pem"), "没有文件 gone.pem"),
        (("--record", "--private"), "--record 记的是公众从公网看到的网站，不能和 --private 一起用"),
        (("--record", "--ca", "own.pem"), "不能和 --ca 一起用"),
        (("--record", "--http-port", "8080"), "不能和 --http-port 一起用"),
        (("--record", "--resolver", "127.0.0.1:5353"), "不能和 --resolver 一起用"),
    ],
)
def test_what_cannot_be_probed_is_refused_in_one_line(args: tuple[str, ...], said: str) -> None:
    ran = gksite("probe", *args)
    assert ran.code == 2
    assert len(ran.lines) == 1
    assert said in ran.err


def test_a_name_that_is_not_there_or_a_resolver_that_refuses_is_told() -> None:
    with name_server(answers({})) as names:
        ran = gksite("probe", URL, "--resolver", names.address)
        assert (ran.code, ran.lines) == (2, [f"没有域名 {HOST}，或者它没有地址"])
    with name_server(lambda *_: REFUSED) as names:
        refused = gksite("probe", URL, "--resolver", names.address)
    assert refused.code == 2
    assert f"查不到 {HOST} 的地址" in refused.err


@pytest.mark.proof
def test_a_resolver_that_is_not_there_is_told() -> None:
    with name_server(answers({})) as names:
        pass
    closed = gksite("probe", URL, "--resolver", names.address)
    assert closed.code == 2
    assert f"查不到 {HOST} 的地址" in closed.err


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("192.0.2.53", ("192.0.2.53", 53)),
        ("127.0.0.1:5353", ("127.0.0.1", 5353)),
        ("::1", ("::1", 53)),
        ("[::1]:5353", ("::1", 5353)),
    ],
)
def test_a_resolver_is_an_address_with_or_without_a_port(text: str, wanted: tuple[str, int]) -> None:
    assert server_of(text) == wanted


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (f"https://{HOST}:8443/a/", True),
        (f"http://{HOST}:8080/a/", True),
        (f"https://{HOST}/", False),
        (f"http://{HOST}:8443/", False),
        (f"https://a.{HOST}:8443/", False),
        ("https://other.test:8443/", False),
        (f"https://u@{HOST}:8443/", False),
        (f"https://{HOST}:x/", False),
        (f"ftp://{HOST}:8443/", False),
        ("", False),
    ],
)
def test_only_the_host_that_was_named_is_the_site(address: str, wanted: bool) -> None:
    assert site_at(f"https://{HOST}:8443/", 8080, ssl.create_default_context()).owns(address) is wanted


# Hostile servers


def silent(connection: socket.socket) -> None:
    connection.recv(1)


def endless(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-A: b\r\n" * 1000)


def sends(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


BOMB = gzip.compress(b"0" * 20_000_000)
HOSTILE = {
    "endless": (endless, "答复太长"),
    "endless headers": (endless_headers, "答复不合 HTTP 的写法（HTTPException）"),
    "one long header": (
        sends(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 90_000 + b"\r\n\r\n"),
        "答复不合 HTTP 的写法（LineTooLong）",
    ),
    "endless interim answers": (sends(b"HTTP/1.1 100 Continue\r\n\r\n" * 60_000), "答复太长"),
    "bomb": (
        sends(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + BOMB),
        "答复太长",
    ),
    "broken packing": (sends(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nxxxx"), "答复的压缩是坏的"),
    "unknown packing": (sends(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\nxxxx"), "没有要求的压缩方式“br”"),
    "half": (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nxxxx"), "答复只到一半"),
    "bad chunks": (sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"), "答复不合 HTTP 的写法"),
    "a chunk of less than nothing": (
        sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nxx"),
        "答复不合 HTTP 的写法",
    ),
    "garbage": (sends(b"\x00\x01\x02\r\n\r\n"), "答复不合 HTTP 的写法（BadStatusLine）"),
    "nothing": (sends(b""), "没有答复就断开了"),
}


def place(port: int) -> Place:
    return Place(HOST, "::1", port, None)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_server_is_one_clear_message(name: str) -> None:
    send, said = HOSTILE[name]
    with raw_server(send) as (port, _), pytest.raises(Unanswered) as raised:
        ask(place(port), "GET", "/", Bounds(page_bytes=1_000_000), Clock(time.monotonic, time.sleep))
    assert said in raised.value.phrase.text(str)


def test_a_bomb_is_never_unpacked_whole() -> None:
    data = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"0" * 200_000_000, 9)
    tracemalloc.start()
    try:
        with raw_server(sends(data)) as (port, _), pytest.raises(Unanswered):
            ask(place(port), "GET", "/", Bounds(page_bytes=1_000_000), Clock(time.monotonic, time.sleep))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000_000


def test_a_server_that_drips_is_left_when_its_time_is_over() -> None:
    seconds = iter(range(10_000))

    def drip(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x")

    with raw_server(drip) as (port, _), pytest.raises(Unanswered) as raised:
        ask(place(port), "GET", "/", Bounds(patience=40), Clock(lambda: float(next(seconds)), time.sleep))
    assert "太慢" in raised.value.phrase.text(str)
    assert next(seconds) <= 45


def test_a_server_that_says_nothing_is_left(tmp_path: Path) -> None:
    with raw_server(silent) as (port, _), pytest.raises(Unanswered) as raised:
        ask(place(port), "GET", "/", Bounds(patience=0.2), Clock(time.monotonic, time.sleep))
    assert "太慢" in raised.value.phrase.text(str)


def test_a_server_that_leads_in_circles_is_asked_a_few_times() -> None:
    with raw_server(sends(b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n")) as (port, asked):
        visitor = visiting(port, Bounds(rate=1000, redirects=5))
        with pytest.raises(Unanswered) as raised:
            visitor.follow(visitor.site.url, "::1")
    assert "转来转去" in raised.value.phrase.text(str)
    assert len(asked) == 6


def visiting(port: int, bounds: Bounds, clock: Clock | None = None) -> Visitor:
    at = site_at(f"http://{HOST}:{port}/", port, ssl.create_default_context())
    return Visitor(at, bounds, clock or Clock(time.monotonic, time.sleep))


OK = sends(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def test_requests_keep_their_distance_and_their_number() -> None:
    slept: list[float] = []
    with raw_server(OK) as (port, asked):
        visitor = visiting(port, Bounds(rate=2, requests=4), Clock(lambda: 0.0, slept.append))
        for _ in range(4):
            visitor.once(visitor.site.url, "::1")
        with pytest.raises(Exhausted):
            visitor.once(visitor.site.url, "::1")
    assert len(asked) == 4
    assert slept == [0.5, 1.0, 1.5]


def test_a_probe_ends_when_its_time_is_over() -> None:
    now = iter((0.0,) * 4)
    with raw_server(OK) as (port, asked):
        visitor = visiting(port, Bounds(rate=1000, seconds=50), Clock(lambda: next(now, 100.0), lambda _: None))
        visitor.once(visitor.site.url, "::1")
        with pytest.raises(Exhausted):
            visitor.once(visitor.site.url, "::1")
    assert len(asked) == 1


def test_a_link_cannot_smuggle_lines_into_a_request() -> None:
    with raw_server(OK) as (port, asked):
        visitor = visiting(port, Bounds(rate=1000))
        visitor.once(site_at(f"http://{HOST}:{port}/", port, visitor.site.context).url + "a%0d%0aX:y", "::1")
    assert asked[0].startswith(b"GET /a%0d%0aX:y HTTP/1.1\r\n")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.2.1",
            "0.0.0.0",
        ),
        *("198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.51.100.1", "203.0.113.1"),
        *("::1", "::", "fe80::1", "fe80::1%1", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "3fff::1", "fec0::1"),
        *("::ffff:8.8.8.8", "::8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001::1", "100::1"),
    ],
)
def test_addresses_that_are_nobodys_in_public_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2400:3200::1", "2606:4700::1111", "114.114.114.114"])
def test_addresses_of_the_public_network_are_not(address: str) -> None:
    assert is_public(address)


@given(st.sets(st.text("abc/", min_size=1, max_size=5)), st.integers(1, 20))
def test_a_sample_is_bounded_the_same_each_time_and_reaches_over_all(addresses: set[str], most: int) -> None:
    found = spread(addresses, most)
    assert len(found) == min(most, len(addresses)) == len(set(found))
    assert found == spread(sorted(addresses, reverse=True), most)
    assert set(found) <= addresses
    assert not addresses or found[0] == min(addresses)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_verdict_is_that_of_its_figures(passed: int, more: int) -> None:
    total = passed + more
    verdict = Indicator("x", 90).verdict(passed, total)
    assert (verdict is Verdict.UNKNOWN) == (total == 0)
    assert (verdict is Verdict.PASSES) == (total > 0 and passed / total >= 0.9)


# The record and the badge

BADGE = "本网站支持IPv6，检测日期：2025-12-01"


def record(url: str = URL, on: str = "2025-12-01", **changes: str) -> str:
    lines = [f"url: {url}", f"on: {on}", "indicators:"]
    for id in INDICATORS:
        lines.append(f"  - {{id: {id}, {changes.get(id, 'passed: 1, total: 1, verdict: 通过')}}}")
    return "\n".join(lines) + "\n"


def portal_with(root: Path, ipv6: str | None, **settings: str) -> Path:
    more = "".join(f"{key}: {value}\n" for key, value in settings.items())
    files = {"site.yaml": f"{LEAN}url: {URL}\n{more}"}
    if ipv6 is not None:
        files["content/ipv6.yaml"] = ipv6
    return write_portal(root, dict(files))


def home(root: Path) -> str:
    ran = gksite("build", "--root", root, "--no-search", "--today", TODAY)
    assert ran.code == 0, ran.err
    return (root / "output/index.html").read_text(encoding="utf-8")


def test_the_badge_stands_on_every_page_after_a_passing_probe(tmp_path: Path) -> None:
    root = portal_with(tmp_path, record())
    assert BADGE in home(root)
    for path in (root / "output").rglob("*.html"):
        if path.parent.name != "card":  # which stands in a page of another site
            assert path.read_text(encoding="utf-8").count("本网站支持IPv6") == 1, path
    assert gksite("check", "--root", root, "--today", TODAY).code == 0


FAILS = "passed: 0, total: 1, verdict: 不通过"


@pytest.mark.parametrize(
    ("ipv6", "settings", "said"),
    [
        (record(second="passed: 8, total: 10, verdict: 不通过"), {}, "里“二级链接 IPv6 支持率”不通过"),
        (record(same="passed: 0, total: 0, verdict: 测不了"), {}, "里“首页内容 IPv6 与 IPv4 一致”测不了"),
        (record(on="2025-06-01"), {}, "是 2025-06-01 的，已经超过 183 天"),
        (record(), {"limits": "{ipv6_days: 30}"}, "已经超过 30 天"),
        (record(on="2026-01-02"), {}, "的日期还没有到"),
        (record(url="https://www.other.test/"), {}, "不是本网站的"),
    ],
)
def test_a_record_that_does_not_hold_shows_no_badge_and_is_told(
    tmp_path: Path, ipv6: str, settings: dict[str, str], said: str
) -> None:
    root = portal_with(tmp_path, ipv6, **settings)
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert ran.code == 0
    (told,) = [line for line in ran.lines if "GK811" in line]
    assert said in told
    assert told.startswith("content/ipv6.yaml:")
    assert "IPv6" not in home(root)


def test_without_a_record_there_is_no_badge(tmp_path: Path) -> None:
    assert "IPv6" not in home(portal_with(tmp_path, None))


@pytest.mark.parametrize(
    ("ipv6", "said"),
    [
        (record(second="passed: 8, total: 10, verdict: 通过"), "里 second 的数字不对"),
        (record(same="passed: 0, total: 0, verdict: 通过"), "里 same 的数字不对"),
        (record(home="passed: 2, total: 1, verdict: 通过"), "里 home 的数字不对"),
        (record().replace("  - {id: tls, passed: 1, total: 1, verdict: 通过}\n", ""), "应有这些指标，各一次"),
        (record(home="passed: 1, total: 1, verdict: 很好"), "verdict"),
        (record() + "note: 自己写的\n", "不认识的键“note”"),
    ],
)
def test_a_record_written_by_hand_that_contradicts_itself_stops_the_build(tmp_path: Path, ipv6: str, said: str) -> None:
    ran = gksite("build", "--root", portal_with(tmp_path, ipv6), "--no-search", "--today", TODAY)
    assert ran.code == 1
    assert said in ran.err
    assert all(line.startswith("content/ipv6.yaml") for line in ran.lines[:-1])


def test_a_badge_that_a_theme_writes_by_itself_is_found(root: Path, tmp_path: Path) -> None:
    theme = Path(shutil.copytree(REPOSITORY / "templates", root / "templates"))
    footer = theme / "components/footer/template.html"
    text = footer.read_text(encoding="utf-8")
    footer.write_text(
        text.replace('<div class="wrap">', '<div class="wrap"><p>本网站支持 IPv6</p>', 1), encoding="utf-8"
    )
    ran = gksite("check", "--root", root, "--today", TODAY)
    assert ran.code == 1
    assert any("output/index.html" in line and "GK812" in line for line in ran.lines)


def test_what_a_probe_found_is_a_record_that_holds(tmp_path: Path) -> None:
    found = [Findings(id, 1, 1) for id in INDICATORS]
    text = record_yaml(record_of(URL, date(2025, 12, 1), found))
    assert BADGE in home(portal_with(tmp_path, text))


def test_a_probe_of_another_site_is_not_recorded(tmp_path: Path) -> None:
    root = portal_with(tmp_path, None)
    refused = gksite("probe", "https://www.other.test/", "--record", "--root", root)
    assert refused.code == 2
    assert "--record 只记录本网站的结果" in refused.err
    assert not (root / "content/ipv6.yaml").exists()


def isolated() -> bool:
    """Whether this machine lets a program have a network of its own."""
    if shutil.which("unshare") is None or shutil.which("ip") is None:
        return False
    return subprocess.run(["unshare", "-rnm", "true"], check=False, capture_output=True).returncode == 0


alone = pytest.mark.skipif(not isolated(), reason="这台机器没有 unshare 和 ip，或者不准建立网络命名空间")


def recorded(mode: str, root: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """A probe that is recorded, in a network of its own."""
    script = Path(__file__).parent / "recorded.py"
    words = ["unshare", "-rnm", sys.executable, str(script), mode, str(root), str(folder)]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


@alone
def test_a_passing_probe_of_public_addresses_is_recorded_and_shown(tmp_path: Path) -> None:
    root = portal_with(tmp_path / "portal", None)
    ran = recorded("public", root, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    written = (root / "content/ipv6.yaml").read_text(encoding="utf-8")
    assert written.count("verdict: 通过") == len(INDICATORS)
    (day,) = [line.removeprefix("on: ") for line in written.splitlines() if line.startswith("on: ")]
    built = gksite("build", "--root", root, "--no-search", "--today", day)
    assert built.code == 0, built.err
    assert f"本网站支持IPv6，检测日期：{day}" in (root / "output/index.html").read_text(encoding="utf-8")


@alone
def test_a_machine_that_has_no_public_ipv6_blames_nobody_and_keeps_the_record(tmp_path: Path) -> None:
    root = portal_with(tmp_path / "portal", record())
    ran = recorded("local", root, tmp_path)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "不通过" not in ran.stdout
    assert ran.stdout.count("这台机器没有通到那里的网络") == 5
    assert "没有写入 content/ipv6.yaml" in ran.stdout
    assert (root / "content/ipv6.yaml").read_text(encoding="utf-8") == record()


# Without IPv4


def walked(folder: Path, most: int) -> dict[str, object]:
    """What a browser saw of the whole portal in a network without IPv4."""
    script = Path(__file__).parent / "ipv6_only.py"
    words = ["unshare", "-rn", sys.executable, str(script), str(folder), "/zwgk/", "公开", str(most)]
    env = {**os.environ, "GKSITE_BROWSER": chromium()}
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=300, env=env)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def assert_all_arrived(found: dict[str, object]) -> None:
    assert found["faults"] == []
    assert found["hosts"] == ["::1"]
    assert found["ipv4"] == 0
    assert found["results"] != 0


@alone
def test_without_ipv4_three_levels_and_a_search_work(complete_site: Path) -> None:
    found = walked(complete_site, 5)
    assert found["levels"] == [1, 5, 5]
    assert_all_arrived(found)


@pytest.mark.proof
@alone
def test_without_ipv4_every_page_of_three_levels_works(complete_site: Path) -> None:
    found = walked(complete_site, 10_000)
    levels = found["levels"]
    assert isinstance(levels, list)
    assert min(levels[1:]) >= 40
    assert_all_arrived(found)


@alone
def test_without_ipv4_a_file_on_ipv4_is_seen_to_fail(complete_site: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(complete_site, tmp_path / "output"))
    spoil(folder / "index.html", '<img src="http://127.0.0.1:9/a.png" alt="楼">')
    found = walked(folder, 0)
    assert found["faults"] == ["failed: http://127.0.0.1:9/a.png"]
    assert found["hosts"] == ["127.0.0.1", "::1"]
