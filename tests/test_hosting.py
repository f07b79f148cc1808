"""Real servers under what gksite prints answer as the README says, over both families, for every class of response."""

import gzip
import re
import ssl
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import brotli
import pytest
from hosts import (
    FILES,
    LOG,
    NAME,
    V4,
    V6,
    Answer,
    Place,
    ask,
    caddy,
    free_port,
    nginx,
    nginx_conf,
    placed,
    printed,
    program,
)
from portal import gksite, put, write_portal

Server = Callable[[Path, str, Place], AbstractContextManager[Place]]
SERVERS: dict[str, Server] = {"nginx": nginx, "caddy": caddy}
BASES = {"root": "/", "below": "/zwgk/"}
FAMILIES = pytest.mark.parametrize("host", [V4, V6])
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "strict-transport-security": "max-age=63072000",
}
CLOSED = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"


@pytest.fixture(scope="module", params=[f"{server}-{base}" for server in SERVERS for base in BASES])
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The tiny portal behind each server, at the root of its host and below it."""
    server, base = request.param.split("-")
    program(server)
    folder = tmp_path_factory.mktemp(request.param)
    place = placed(folder, BASES[base])
    with SERVERS[server](folder, printed(place, server), place):
        yield place


def on(place: Place, path: str) -> str:
    """The address of a path of the site."""
    return place.base + path


def asset(place: Place, suffix: str) -> str:
    """The path of an asset whose name changes with its content."""
    (found,) = (place.root / "assets").glob(f"site.*{suffix}")
    return on(place, f"assets/{found.name}")


def is_page(answer: Answer) -> bool:
    return "script-src 'self' 'wasm-unsafe-eval'" in answer.headers["content-security-policy"]


@FAMILIES
def test_pages_and_files_come_with_their_types_over_both_families(served: Place, host: str) -> None:
    types = {
        "": "text/html; charset=utf-8",
        "notices/ceshi-2018/": "text/html; charset=utf-8",
        "data/notices/ceshi-2018.json": "application/json",
        "data/catalog.jsonld": "application/ld+json",
        "sitemap.xml": "application/xml; charset=utf-8",
        "robots.txt": "text/plain; charset=utf-8",
        "files/fujian.pdf": "application/pdf",
        "files/shuju.csv": "text/csv; charset=utf-8",
        "assets/search.js": "text/javascript; charset=utf-8",
        "log/checkpoint": "text/plain; charset=utf-8",
        "log/tile/0/000": "application/octet-stream",
        "log/tile/0/000.p/1": "application/octet-stream",
        "log/proofs/index.html.tlog-proof": "text/plain; charset=utf-8",
        "release/release-key.pub": "text/plain; charset=utf-8",
        "index.html.gz": "application/gzip",
        "index.html.br": "application/octet-stream",
    }
    for path, kind in types.items():
        answer = ask(served, on(served, path), host=host)
        file = served.root / (path if path and not path.endswith("/") else f"{path}index.html")
        assert (path, answer.status, answer.headers.get("content-type")) == (path, 200, kind)
        assert answer.body == file.read_bytes()
        assert "content-encoding" not in answer.headers


def test_every_class_of_response_has_every_header_once(served: Place) -> None:
    paths = ["", "files/fujian.pdf", "data/pages.json", "nothing/", "notices/chexia-2018/", "notices/yijiu-2018/"]
    answers = {
        path: ask(served, on(served, path)) for path in [*paths, "log/checkpoint", "log/tile/0/000", ".git/config"]
    }
    answers["asset"] = ask(served, asset(served, ".css"))
    answers["folder"] = ask(served, on(served, "notices"))
    answers["method"] = ask(served, on(served, ""), "POST", Content_Length="0")
    answers["range"] = ask(served, on(served, "files/fujian.pdf"), Range="bytes=0-3")
    answers["no range"] = ask(served, on(served, "files/fujian.pdf"), Range="bytes=99999-")
    answers["unchanged"] = ask(served, on(served, ""), If_None_Match=answers[""].headers["etag"])
    wanted = [200, 200, 200, 404, 410, 301, 200, 200, 404, 200, 0, 405, 206, 416, 304]
    for (what, answer), status in zip(answers.items(), wanted, strict=True):
        assert (what, answer.status) == (what, status or answer.status)
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, what
        assert answer.headers["permissions-policy"].startswith("accelerometer=()"), what
        policy, resource = answer.headers["content-security-policy"], answer.headers["cross-origin-resource-policy"]
        assert "unsafe-inline" not in policy
        assert policy == CLOSED or what in ("", "nothing/", "notices/chexia-2018/", ".git/config", "unchanged"), what
        is_open = what in ("data/pages.json", "log/checkpoint", "log/tile/0/000")
        assert resource == ("cross-origin" if is_open else "same-origin"), what
        assert ("access-control-allow-origin" in answer.headers) == is_open, what
        assert answer.repeated == (), what
        assert not re.search(r"\d", answer.headers.get("server", "")), what
        assert not re.search(rb"nginx/|Caddy", answer.body), what


def test_assets_and_tiles_are_kept_and_the_rest_is_asked_for_again(served: Place) -> None:
    for path in (asset(served, ".css"), asset(served, ".js"), on(served, "log/tile/0/000.p/1")):
        assert ask(served, path).headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("", "assets/search.js", "data/pages.json", "log/checkpoint", "files/fujian.pdf", "nothing"):
        assert ask(served, on(served, path)).headers["cache-control"] == "no-cache"


def test_only_pages_may_run_scripts(served: Place) -> None:
    assert is_page(ask(served, on(served, "")))
    assert is_page(ask(served, on(served, "notices/ceshi-2018/")))
    for path in ("files/fujian.pdf", "assets/search.js", "data/pages.json", "robots.txt"):
        assert ask(served, on(served, path)).headers["content-security-policy"] == CLOSED


@FAMILIES
def test_a_reader_who_has_the_page_is_told_that_nothing_changed(served: Place, host: str) -> None:
    first = ask(served, on(served, ""), host=host)
    assert ask(served, on(served, ""), host=host, If_None_Match=first.headers["etag"]).status == 304
    assert ask(served, on(served, ""), host=host, If_Modified_Since=first.headers["last-modified"]).status == 304
    assert ask(served, on(served, ""), host=host, If_None_Match='"other"').status == 200


@FAMILIES
def test_what_was_compressed_is_sent_where_the_browser_takes_it(served: Place, host: str) -> None:
    plain = ask(served, on(served, ""), host=host)
    packed = ask(served, on(served, ""), host=host, Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-type"] == "text/html; charset=utf-8"
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == plain.headers.get("vary", "Accept-Encoding") == "Accept-Encoding"
    assert "content-encoding" not in ask(served, asset(served, ".css"), host=host, Accept_Encoding="identity").headers
    assert ask(served, asset(served, ".css"), host=host, Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


def test_a_part_of_a_file_can_be_asked_for(served: Place) -> None:
    answer = ask(served, on(served, "files/fujian.pdf"), Range="bytes=1-3")
    assert (answer.status, answer.body) == (206, b"PDF")
    size = len(FILES["content/files/fujian.pdf"])
    assert answer.headers["content-range"] == f"bytes 1-3/{size}"
    assert ask(served, on(served, "files/fujian.pdf"), Range="bytes=-6").body == b"%%EOF\n"


def test_head_is_get_without_a_body(served: Place) -> None:
    for path in ("", "files/fujian.pdf", "nothing", "notices/chexia-2018/"):
        got, head = ask(served, on(served, path)), ask(served, on(served, path), "HEAD")
        assert (head.status, head.body) == (got.status, b"")
        assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_only_get_and_head_are_taken(served: Place, method: str) -> None:
    for path in ("", "files/fujian.pdf", "data/pages.json"):
        answer = ask(served, on(served, path), method, Content_Length="0")
        assert (answer.status, answer.headers.get("allow")) == (405, "GET, HEAD")


@FAMILIES
def test_an_unknown_address_is_the_sites_own_page_with_404(served: Place, host: str) -> None:
    page = (served.root / "404.html").read_bytes()
    for path in ("nothing", "nothing/", "assets/", "empty/", "data/nothing.json", "assets/x.0123456789.css", "a/b/c/"):
        answer = ask(served, on(served, path), host=host)
        assert (path, answer.status, answer.body) == (path, 404, page)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert is_page(answer)
        assert "access-control-allow-origin" not in answer.headers


@FAMILIES
def test_a_withdrawn_address_is_gone_and_says_why(served: Place, host: str) -> None:
    answer = ask(served, on(served, "notices/chexia-2018/"), host=host)
    assert answer.status == 410
    assert answer.body == (served.root / "notices/chexia-2018/index.html").read_bytes()
    assert "含有个人信息".encode() in answer.body
    assert is_page(answer)
    packed = ask(served, on(served, "notices/chexia-2018/"), host=host, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == answer.body
    assert ask(served, on(served, "notices/chexia-2018/index.html")).status in (301, 410)
    assert ask(served, on(served, "notices/chexia-2018/tasks/9/")).status == 404


@FAMILIES
def test_a_moved_address_leads_on_with_what_is_below_it(served: Place, host: str) -> None:
    new = on(served, "notices/ceshi-2018/")
    for path, target in {
        "": new,
        "tasks/2/": f"{new}tasks/2/",
        "?a=1&b=%2F%0d%0a": f"{new}?a=1&b=%2F%0d%0a",
        "tasks/2/?q=x": f"{new}tasks/2/?q=x",
    }.items():
        answer = ask(served, on(served, f"notices/yijiu-2018/{path}"), host=host)
        assert (answer.status, answer.headers["location"]) == (301, target)
    for odd in ("//other.example/", "%0d%0aSet-Cookie:a=b", "%2f%2fother.example", "\\other.example"):
        answer = ask(served, on(served, f"notices/yijiu-2018/{odd}"), host=host)
        assert "set-cookie" not in answer.headers
        assert answer.headers.get("location", new).startswith(served.base)


@FAMILIES
def test_nothing_hidden_and_nothing_outside_is_sent(served: Place, host: str) -> None:
    for path in (".git/config", ".gksite.json", ".well-known/", "files/.hidden", "%2egit/config", ".git%2fconfig"):
        assert ask(served, on(served, path), host=host).status == 404, path
    for path in ("../portal/site.yaml", "..%2fportal%2fsite.yaml", "files/../../../portal/site.yaml", "%2e%2e/x"):
        answer = ask(served, on(served, path), host=host)
        assert answer.status in (400, 403, 404), path
        assert "测试门户\nurl".encode() not in answer.body
    known = ask(served, "/.well-known/security.txt", host=host)
    assert (known.status, known.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert known.body.decode().splitlines() == [
        "Contact: mailto:a@ceshi.example",
        "Expires: 2026-12-31T23:59:59+08:00",
        f"Canonical: https://{NAME}:{served.https}/.well-known/security.txt",
    ]


def test_a_folder_without_its_slash_leads_to_it(served: Place) -> None:
    answer = ask(served, on(served, "notices"))
    assert answer.status in (301, 308)
    assert answer.headers["location"] in (
        on(served, "notices/"),
        f"https://{NAME}:{served.https}{on(served, 'notices/')}",
    )


def test_below_a_path_the_root_of_the_host_leads_to_the_site(served: Place) -> None:
    if served.base == "/":
        pytest.skip("for a site below a path")
    assert (ask(served, "/").status, ask(served, "/").headers["location"]) == (302, "/zwgk/")
    assert (ask(served, "/zwgk").status, ask(served, "/zwgk").headers["location"]) == (301, "/zwgk/")
    assert ask(served, "/robots.txt").body == (served.root / "robots.txt").read_bytes()
    other = ask(served, "/other/")
    assert (other.status, other.body) == (404, (served.root / "404.html").read_bytes())


@FAMILIES
def test_http_leads_to_https_with_path_and_query(served: Place, host: str) -> None:
    answer = ask(served, on(served, "search/?q=%E9%A2%84&b=%0d%0aX"), host=host, tls=False)
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{NAME}:{served.https}{on(served, 'search/?q=%E9%A2%84&b=%0d%0aX')}"
    assert answer.headers["x-content-type-options"] == "nosniff"


@FAMILIES
def test_http_2_and_the_tls_versions_of_the_profile(served: Place, host: str) -> None:
    def agreed(highest: ssl.TLSVersion, *offers: str) -> tuple[str | None, str | None]:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = highest
        context.set_alpn_protocols(list(offers))
        context.set_ciphers("ALL:@SECLEVEL=0")
        with socket.create_connection((host, served.https), timeout=10) as plain:
            with context.wrap_socket(plain, server_hostname=NAME) as stream:
                return stream.version(), stream.selected_alpn_protocol()

    assert agreed(ssl.TLSVersion.MAXIMUM_SUPPORTED, "h2", "http/1.1") == ("TLSv1.3", "h2")
    assert agreed(ssl.TLSVersion.TLSv1_2, "http/1.1") == ("TLSv1.2", "http/1.1")
    with pytest.raises((ssl.SSLError, ConnectionError)), pytest.warns(DeprecationWarning):
        agreed(ssl.TLSVersion.TLSv1_1, "http/1.1")


def test_curl_reads_a_page_over_http_2(served: Place) -> None:
    address = f"https://{NAME}:{served.https}{served.base}"
    curl = [program("curl"), "-sk", "--http2", "--resolve", f"{NAME}:{served.https}:[{V6}]", "-w", "\n%{http_version}"]
    said = subprocess.run([*curl, address], capture_output=True, check=True, timeout=20).stdout
    assert said == (served.root / "index.html").read_bytes() + b"\n2"
