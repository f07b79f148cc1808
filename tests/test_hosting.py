"""Real servers under what gksite prints answer as the README says, over both families, for every class of response."""

import gzip
import re
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from http.client import RemoteDisconnected
from pathlib import Path
from urllib.parse import quote, unquote

import brotli
import pytest
from hosts import (
    FILES,
    NAME,
    TRUSTING,
    V4,
    V6,
    VALIDATION,
    Answer,
    Place,
    ask,
    caddy,
    free_port,
    made_certificate,
    nginx,
    nginx_conf,
    placed,
    printed,
    program,
    with_ports,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from portal import REPOSITORY, Ran, gksite, put

from gksite.documents.config import read_config
from gksite.hosting.caddy import caddy as write_caddy
from gksite.hosting.nginx import nginx as write_nginx
from gksite.hosting.policy import Gone, Kind, Policy, policy_of
from gksite.hosting.version import DEBIAN, Version, installed_version, parse_version
from gksite.model.settings import Config, Hosting
from gksite.model.site import Departed
from gksite.problems.problem import Problems, RequestError

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
    "vary": "Accept-Encoding",
}
BESIDE = {
    "updates/feed.xml": "application/atom+xml; charset=utf-8",
    "agencies/ceshi/caizhengju/feed.xml": "application/atom+xml; charset=utf-8",
    "deadlines/deadlines.ics": "text/calendar; charset=utf-8",
    "notices/ceshi-2018/deadlines.ics": "text/calendar; charset=utf-8",
    "notices/ceshi-2018/tasks/1/record.json": "application/json",
}
"""Open data that stands beside pages."""
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
        "data/corpus.jsonl": "application/jsonl",
        "sitemap.xml": "application/xml; charset=utf-8",
        **BESIDE,
        "robots.txt": "text/plain; charset=utf-8",
        "files/fujian.pdf": "application/pdf",
        "files/shuju.csv": "text/csv; charset=utf-8",
        "files/luyin.mp3": "audio/mpeg",
        "files/luxiang.mp4": "video/mp4",
        "assets/search.js": "text/javascript; charset=utf-8",
        "log/checkpoint": "text/plain; charset=utf-8",
        "log/tile/0/000": "application/octet-stream",
        "log/tile/0/000.p/1": "application/octet-stream",
        "log/proofs/index.html.tlog-proof": "text/plain; charset=utf-8",
        "log/witnessed/1": "text/plain; charset=utf-8",
        "release/SHA256SUMS": "text/plain; charset=utf-8",
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
    answers |= {path: ask(served, on(served, path)) for path in BESIDE}
    answers["asset"] = ask(served, asset(served, ".css"))
    answers["folder"] = ask(served, on(served, "notices"))
    answers["method"] = ask(served, on(served, ""), "POST", Content_Length="0")
    answers["range"] = ask(served, on(served, "files/fujian.pdf"), Range="bytes=0-3")
    answers["no range"] = ask(served, on(served, "files/fujian.pdf"), Range="bytes=99999-")
    answers["unchanged"] = ask(served, on(served, ""), If_None_Match=answers[""].headers["etag"])
    wanted = [200, 200, 200, 404, 410, 301, 200, 200, 404, *(200 for _ in BESIDE), 200, 0, 405, 206, 416, 304]
    for (what, answer), status in zip(answers.items(), wanted, strict=True):
        assert (what, answer.status) == (what, status or answer.status)
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, what
        assert answer.headers["permissions-policy"].startswith("accelerometer=()"), what
        policy, resource = answer.headers["content-security-policy"], answer.headers["cross-origin-resource-policy"]
        assert "unsafe-inline" not in policy
        assert policy == CLOSED or what in ("", "nothing/", "notices/chexia-2018/", ".git/config", "unchanged"), what
        is_open = what in ("data/pages.json", "log/checkpoint", "log/tile/0/000", *BESIDE)
        assert resource == ("cross-origin" if is_open else "same-origin"), what
        assert ("access-control-allow-origin" in answer.headers) == is_open, what
        assert answer.repeated == (), what
        assert not re.search(r"\d", answer.headers.get("server", "")), what
        assert not re.search(rb"nginx/|Caddy", answer.body), what


CARDS = ("notices/ceshi-2018/tasks/1/card/", "agencies/ceshi/caizhengju/card/")


def test_only_cards_may_stand_in_pages_of_the_same_host(served: Place) -> None:
    for path in CARDS:
        for address in (path, f"{path}index.html"):
            answer = ask(served, on(served, address))
            assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
            assert answer.headers["content-security-policy"] == (
                "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
            )
            assert answer.headers["x-frame-options"] == "SAMEORIGIN"
            others = {name: value for name, value in ALWAYS.items() if name != "x-frame-options"}
            assert {name: answer.headers.get(name) for name in others} == others
            assert answer.headers["cross-origin-resource-policy"] == "same-origin"
            assert answer.repeated == ()
    for path in ("notices/ceshi-2018/tasks/9/card/", "notices/chexia-2018/tasks/1/card/", "card/", "data/"):
        answer = ask(served, on(served, path))
        assert (path, answer.headers["x-frame-options"]) == (path, "DENY")
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.repeated == ()


@pytest.mark.parametrize("server", SERVERS)
def test_other_hosts_may_hold_cards_where_the_portal_names_them(server: str, tmp_path: Path) -> None:
    program(server)
    place = placed(tmp_path, "/zwgk/", "  embed: [portal.example.gov.cn, 政务.example]\n")
    with SERVERS[server](tmp_path, printed(place, server), place):
        for path in CARDS:
            answer = ask(place, on(place, path))
            policy = answer.headers["content-security-policy"]
            assert policy.endswith("frame-ancestors 'self' https://portal.example.gov.cn https://xn--zfr164b.example")
            assert "x-frame-options" not in answer.headers
            assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
            assert answer.repeated == ()
        page = ask(place, on(place, "notices/ceshi-2018/tasks/1/"))
        assert page.headers["x-frame-options"] == "DENY"
        assert "portal.example.gov.cn" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("host", ["https://a.example", "10.0.0.1", "'2001:db8::1'", "a.example; script-src *", "*"])
def test_a_host_that_no_policy_can_name_is_refused(portal: Callable[..., Path], host: str) -> None:
    root = portal(
        {"site.yaml": f'name: 测试门户\nhosting: {{embed: ["{host}"]}}\n'.replace("\"'", "'").replace("'\"", "'")}
    )
    ran = gksite("build", "--root", root, "--no-search")
    assert ran.code == 1
    assert "应是主机名" in ran.err
    assert len([line for line in ran.lines if line.startswith("site.yaml:")]) == 1


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
    for path in ("files/luyin.mp3", "files/luxiang.mp4"):
        assert ask(served, on(served, path)).headers["content-security-policy"] == f"{CLOSED}; media-src 'self'"


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


def test_an_address_that_no_file_can_have_is_no_fault_of_the_servers(served: Place) -> None:
    paths = [on(served, path) for path in ("%00", "a%00b/", "a" * 300, "%E6%94%BF" * 86, "a/" * 2000, "%ff" * 300)]
    for path in (*paths, f"/.well-known/acme-challenge/{'a' * 300}"):
        assert (path, ask(served, path).status) in ((path, 400), (path, 404))


@FAMILIES
def test_a_withdrawn_address_is_gone_and_says_why(served: Place, host: str) -> None:
    answer = ask(served, on(served, "notices/chexia-2018/"), host=host)
    assert answer.status == 410
    assert answer.body == (served.root / "notices/chexia-2018/index.html").read_bytes()
    assert "含有个人信息".encode() in answer.body
    assert is_page(answer)
    packed = ask(served, on(served, "notices/chexia-2018/"), host=host, Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == answer.body
    for spelt in ("index.html", "%69ndex.html", "index%2ehtml", "./index.html", "../chexia-2018/index.html?x=1"):
        same = ask(served, on(served, f"notices/chexia-2018/{spelt}"), host=host)
        assert (spelt, same.status) == (spelt, 410)
        assert is_page(same)
    for inner in (".410/notices/chexia-2018/", f".410{served.base}notices/chexia-2018/index.html", ".405", ".416"):
        assert ask(served, on(served, inner)).status == 404


def test_what_was_never_below_a_withdrawn_address_is_the_sites_own_page_with_404(served: Place) -> None:
    page = (served.root / "404.html").read_bytes()
    for path in ("tasks/9/", "tasks/9/index.html", "tasks/9", "x.pdf"):
        answer = ask(served, on(served, f"notices/chexia-2018/{path}"))
        assert (path, answer.status, answer.body) == (path, 404, page)
        assert is_page(answer)


def test_an_address_that_is_no_more_is_so_however_it_is_spelt(served: Place) -> None:
    moved = on(served, "notices/ceshi-2018/tasks/2/?a=b")
    for folder in ("notices//", "./notices/", "notices/./", "x/../notices/", "/notices/", "notices/%2e/", "%6eotices/"):
        gone = ask(served, on(served, f"{folder}chexia-2018/"))
        assert (folder, gone.status) == (folder, 410)
        assert gone.body == (served.root / "notices/chexia-2018/index.html").read_bytes()
        led = ask(served, on(served, f"{folder}yijiu-2018//tasks/2/?a=b"))
        assert (folder, led.status, led.headers.get("location")) == (folder, 301, moved)


def test_no_condition_and_no_range_changes_an_error(served: Place) -> None:
    """They are for what is answered with 200 (RFC 9110, 13.2.1 and 14.2)."""
    for path in ("nothing", "notices/chexia-2018/"):
        plain = ask(served, on(served, path))
        for asked in (
            {"If_None_Match": plain.headers.get("etag", "*")},
            {"If_None_Match": "*"},
            {"If_Match": '"other"'},
            {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            {"If_Unmodified_Since": "Fri, 01 Jan 2010 00:00:00 GMT"},
            {"Range": "bytes=0-9"},
            {"Range": "bytes=9999999-"},
            {"Range": "bytes=0-9", "If_Range": plain.headers.get("etag", "*")},
        ):
            answer = ask(served, on(served, path), **asked)
            assert (asked, answer.status, answer.body) == (asked, plain.status, plain.body)
            assert "content-range" not in answer.headers


def test_a_range_outside_a_file_is_refused_with_every_header_once(served: Place) -> None:
    for path in ("", "data/pages.json", "files/fujian.pdf", "log/tile/0/000", "files/luyin.mp3"):
        whole, answer = ask(served, on(served, path)), ask(served, on(served, path), Range="bytes=9999999-")
        assert (path, answer.status, answer.repeated) == (path, 416, ())
        assert answer.headers["content-range"] == f"bytes */{len(whole.body)}"
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
        for name in ("access-control-allow-origin", "cross-origin-resource-policy", "cache-control"):
            assert (path, name, answer.headers.get(name)) == (path, name, whole.headers.get(name))


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
    for query in ("", "?x=1", "?q=%E9%A2%84&b=%0d%0aX:y"):
        answer = ask(served, on(served, f"notices{query}"))
        assert answer.status in (301, 308)
        assert answer.headers["location"].startswith(on(served, f"notices/{query}"))
        assert "x" not in answer.headers
    for path in ("x/..", "/other.example/..", "notices/x/..", "notices/."):
        answer = ask(served, on(served, path))
        page = (answer.status, answer.headers.get("content-type")) == (200, "text/html; charset=utf-8")
        assert page or (answer.status == 308 and answer.headers["location"].startswith(served.base)), path
    for path in ("/notices?x=1", "%2fnotices?x=1", "notices/..//notices?x=1"):
        answer = ask(served, on(served, path))
        assert answer.headers.get("location", served.base).startswith(served.base)
        assert not answer.headers.get("location", served.base).startswith("//")


def test_below_a_path_the_root_of_the_host_leads_to_the_site(served: Place) -> None:
    if served.base == "/":
        pytest.skip("for a site below a path")
    for query in ("", "?x=1"):
        for path, status in (("/", 302), ("/zwgk", 301)):
            answer = ask(served, path + query)
            assert (answer.status, answer.headers["location"]) == (status, f"/zwgk/{query}")
    assert ask(served, "/robots.txt").body == (served.root / "robots.txt").read_bytes()
    other = ask(served, "/other/")
    assert (other.status, other.body) == (404, (served.root / "404.html").read_bytes())


def test_what_stands_outside_the_site_has_its_headers_and_takes_get_alone(served: Place) -> None:
    known = ["/", "/robots.txt", "/.well-known/security.txt", "/.well-known/pki-validation/fileauth.txt", "/other"]
    for path in (*known, served.base.rstrip("/") or "/"):
        answer = ask(served, path)
        assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, path
        assert not re.search(r"\d|Caddy", answer.headers.get("server", "")), path
        assert answer.repeated == (), path
    for path in known[1:4]:
        assert (path, ask(served, path, "POST", Content_Length="0").status) == (path, 405)


@FAMILIES
def test_files_for_a_certificate_are_there_over_http_and_https(served: Place, host: str) -> None:
    """By either name, as text, and nothing beside them."""
    for name in (NAME, "localhost"):
        for tls in (False, True):
            for path, data in VALIDATION.items():
                answer = ask(served, f"/{path}", host=host, tls=tls, Host=name)
                assert (path, answer.status, answer.body) == (path, 200, data)
                assert answer.headers["content-type"].startswith("text/plain")
            for path in ("nothing", "", "..%2f..%2f../portal/site.yaml"):
                answer = ask(served, f"/.well-known/acme-challenge/{path}", host=host, tls=tls, Host=name)
                assert answer.status != 200
                assert answer.body or answer.status != 404, path


def test_another_name_leads_to_the_first(served: Place) -> None:
    path = on(served, "notices/?q=%E9%A2%84")
    answer = ask(served, path, Host=f"localhost:{served.https}")
    assert (answer.status, answer.headers["location"]) == (301, f"https://{NAME}:{served.https}{path}")
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


@FAMILIES
def test_http_leads_to_https_with_path_and_query(served: Place, host: str) -> None:
    answer = ask(served, on(served, "search/?q=%E9%A2%84&b=%0d%0aX"), host=host, tls=False)
    assert answer.status == 301
    assert answer.headers["location"] == f"https://{NAME}:{served.https}{on(served, 'search/?q=%E9%A2%84&b=%0d%0aX')}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "strict-transport-security" not in answer.headers, "RFC 6797, 7.2"


def agreed(place: Place, host: str, highest: ssl.TLSVersion, *offers: str) -> tuple[str | None, str | None]:
    """The versions of TLS and of HTTP that a server takes of a client that knows the old ones too."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = highest
    context.set_alpn_protocols(list(offers))
    context.set_ciphers("ALL:@SECLEVEL=0")
    plain = socket.create_connection((host, place.https), timeout=10)
    with plain, context.wrap_socket(plain, server_hostname=NAME) as stream:
        return stream.version(), stream.selected_alpn_protocol()


@FAMILIES
def test_http_2_and_the_tls_versions_of_the_profile(served: Place, host: str) -> None:
    assert agreed(served, host, ssl.TLSVersion.MAXIMUM_SUPPORTED, "h2", "http/1.1") == ("TLSv1.3", "h2")
    assert agreed(served, host, ssl.TLSVersion.TLSv1_2, "http/1.1") == ("TLSv1.2", "http/1.1")
    with pytest.raises((ssl.SSLError, ConnectionError)), pytest.warns(DeprecationWarning, match="TLS"):
        agreed(served, host, ssl.TLSVersion.TLSv1_1, "http/1.1")


def test_curl_reads_a_page_over_http_2(served: Place) -> None:
    address = f"https://{NAME}:{served.https}{served.base}"
    curl = [program("curl"), "-sk", "--http2", "--resolve", f"{NAME}:{served.https}:[{V6}]", "-w", "\n%{http_version}"]
    said = subprocess.run([*curl, address], capture_output=True, check=True, timeout=20).stdout
    assert said == (served.root / "index.html").read_bytes() + b"\n2"


# What is printed


def policy(**changes: object) -> Policy:
    return Policy("/srv/site", "/srv/site.pem", "/srv/site.key", **changes)  # type: ignore[arg-type]


def chinese(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("version", "lines"),
    [
        ((1, 18, 0), ["listen 443 ssl http2;", "listen [::]:443 ssl http2;", "ssl_session_tickets off;"]),
        ((1, 22, 1), ["listen 443 ssl http2;", "listen [::]:443 ssl http2;", "ssl_session_tickets off;"]),
        ((1, 25, 0), ["listen 443 ssl http2;", "listen [::]:443 ssl http2;"]),
        ((1, 25, 1), ["listen 443 ssl;", "listen [::]:443 ssl;", "http2 on;"]),
        ((1, 26, 3), ["listen 443 ssl;", "listen [::]:443 ssl;", "http2 on;"]),
    ],
)
def test_http_2_is_spelt_as_the_version_has_it(version: Version, lines: list[str]) -> None:
    text = write_nginx(policy(), version, chinese)
    spelt = re.findall(r"(?m)^\s+(listen .*443.*|http2 .*|ssl_session_tickets .*)$", text)
    assert spelt == lines


def test_the_version_is_the_one_named_else_the_one_installed(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    root = portal()
    assert "http2 on;" in run(root, "hosting", "nginx", "--server-version", "1.27.0").out
    assert "ssl http2;" in run(root, "hosting", "nginx", "--server-version", "1.24").out
    assert run(root, "hosting", "caddy", "--server-version", "v2.8.4").code == 0
    for server, version in (
        ("nginx", "neu"),
        ("nginx", "1.14.2"),
        ("caddy", "1.0.5"),
        ("nginx", "1.26.3; rm"),
        ("nginx", "Tengine/2.3.3"),
    ):
        ran = run(root, "hosting", server, "--server-version", version)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    for text in ("1.26", "nginx/1.26.0", "1.26.0-3", "1.26.0-9+deb12u1", "openresty/1.26.0.1"):
        assert parse_version("nginx", text) == (1, 26, 0)


def test_without_a_server_the_version_is_debians(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert installed_version("nginx") is None
    broken = tmp_path / "nginx"
    put(broken, "#!/bin/sh\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(broken))
    assert installed_version("nginx") is None
    for said, version in {
        "nginx version: nginx/1.26.3": (1, 26, 3),
        "Tengine version: Tengine/2.3.3\nnginx version: nginx/1.18.0": (1, 18, 0),
        "Tengine/2.3.3": None,
        "nginx version: openresty/1.21.4.1": (1, 21, 4),
    }.items():
        put(broken, f"#!/bin/sh\necho '{said}' >&2\n")
        assert installed_version("nginx") == version
    put(broken, "#!/bin/sh\necho nginx version: nginx/1.14.1 >&2\n")
    with pytest.raises(RequestError, match="太旧"):
        installed_version("nginx")


def test_a_request_that_makes_no_sense_is_refused_in_one_line(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    root = portal()
    for words in (["apache"], [], ["nginx", "--include"], ["nginx", "more"]):
        ran = run(root, "hosting", *words)
        assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1), ran.err
    assert "gksite hosting nginx" in run(root, "hosting").err


def test_errors_of_the_content_are_told_and_nothing_is_printed(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    root = portal({"content/ledger.yaml": "addresses:\n  - {address: /notices/alt/, moved: /notices/nirgends/}\n"})
    ran = run(root, "hosting", "nginx")
    assert (ran.code, ran.out) == (1, "")
    assert "GK317" in ran.err


@pytest.mark.parametrize(
    "setting",
    [
        "root: '/srv/$host'",
        "root: srv/site",
        "root: /srv/../etc",
        "certificate: '/a b.pem'",
        "key: '/a;b'",
        "names: ['a b']",
        "names: ['https://a.example']",
        "names: ['a;b']",
        "only_names: true",
        "validation: /var/www/../etc",
        "hsts: -1",
        "security: {contact: 'javascript:alert(1)', expires: 2027-01-01}",
        "security: {contact: 'mailto:a@b.example'}",
        "security: {contact: 'mailto:a@b.example\n  Policy: x', expires: 2027-01-01}",
        "unknown: 1",
    ],
)
def test_settings_that_could_break_out_are_refused(
    setting: str, portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    root = portal({"site.yaml": f"name: 测试门户\nhosting:\n  {setting}\n"})
    ran = run(root, "hosting", "nginx")
    assert (ran.code, ran.out) == (1, "")
    assert "site.yaml:" in ran.err


def test_a_portal_without_an_address_is_served_under_any_name(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    text = run(portal(), "hosting", "nginx").out
    assert text.count("server_name _;") == 2
    assert "另有 default_server" in text
    assert "return 301 https://$host$request_uri;" in text
    assert "root /var/www/gksite/current;" in text
    assert "Strict-Transport-Security" not in text


def test_the_names_of_the_host_are_as_dns_has_them() -> None:
    config = Config(name="x", url="https://政务.example/", hosting=Hosting(names=("政务.example", "WWW.b.example")))
    assert policy_of(config).names == ("xn--zfr164b.example", "www.b.example")
    other = Config(name="x", url="https://www.a.example/", hosting=Hosting(names=("a.example", "WWW.A.example")))
    assert policy_of(other).names == ("www.a.example", "a.example"), "that of the site's address first"
    assert policy_of(Config(name="x", url="https://[::1]:8443/")).names == ("[::1]",)
    assert policy_of(Config(name="x", url="https://[::1]:8443/")).label == "--1"


def test_an_address_with_the_port_of_http_is_refused(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    ran = run(portal({"site.yaml": "name: 测试门户\nurl: https://a.example:80/\n"}), "hosting", "nginx")
    assert (ran.code, ran.out) == (1, "")
    assert "端口 80" in ran.err


def test_the_comments_are_in_the_language_asked_for(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    for server in ("nginx", "caddy"):
        text = run(
            portal({"site.yaml": "name: a\nurl: https://a.example/b/\nbase_path: /b/\n"}, server),
            "hosting",
            server,
            "--lang",
            "en",
        ).out
        assert not re.search(r"[\u4e00-\u9fff]", text)


HOSTILE = [
    "/a;b/",
    '/a"b/',
    "/a'b/",
    "/a{b}/",
    "/a$host/",
    "/a b/",
    "/中文/",
    "/%2e%2e/",
    "/a\\b/",
    "/a#b/",
    "/a*b/",
    "/(a|b)+/",
]


def hostile_policy(base: str = "/") -> Policy:
    """Addresses that no ledger can hold, in each of the places where one is written."""
    gone = [Gone(f"{text[1:]}alt/", f"{text[1:]}neu/") for text in HOSTILE]
    gone += [Gone(f"{text[1:]}eins/", f"{text[1:]}neu/", below=False) for text in HOSTILE]
    gone += [Gone(f"{text[1:]}weg/") for text in HOSTILE]
    gone += [Gone(f"{text[1:]}dies/", below=False) for text in HOSTILE]
    return policy(gone=tuple(gone), base=base)


def words_of(text: str) -> list[str]:
    """The words of a configuration as nginx cuts them: `;`, `{` and `}` are words, what is quoted is one."""
    words, at = [], 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
        elif sign == "#":
            at = text.index("\n", at)
        elif sign in ";{}":
            words.append(sign)
            at += 1
        elif sign == '"':
            end = at + 1
            while text[end] != '"':
                end += 2 if text[end] == "\\" else 1
            words.append(text[at : end + 1])
            at = end + 1
            assert text[at] in " ;)\n", "a quoted word ends"
        else:
            end = at
            while not text[end].isspace() and text[end] != ";" and not (text[end] == "{" and text[end - 1] != "$"):
                end += text.index("}", end) - end + 1 if text[end] == "{" else 1
            words.append(text[at:end])
            at = end
    return words


ADDRESSES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda text: f"{text}/"
)


ANY = given(address=ADDRESSES, to=ADDRESSES, below=st.booleans())


def test_no_address_breaks_out_of_the_configuration() -> None:
    settings(max_examples=50)(ANY(stays_inside))()


@pytest.mark.proof
def test_no_address_of_many_breaks_out_of_the_configuration() -> None:
    settings(max_examples=5000)(ANY(stays_inside))()


def stays_inside(address: str, to: str, below: bool) -> None:
    """Whatever addresses hold, the text has the directives and blocks that it has for plain ones."""

    def shape(gone: tuple[Gone, ...]) -> list[str]:
        words = words_of(write_nginx(policy(gone=gone), (1, 26, 3), chinese))
        return [word for word in words if re.fullmatch(r"[;{}]|[a-z_0-9]+", word)]

    def shape_of_caddy(gone: tuple[Gone, ...]) -> list[list[str]]:
        lines = write_caddy(policy(gone=gone), (2, 6, 2), chinese).splitlines()
        return [re.findall(r"(?:^|(?<=\s))(?:[a-z_]+|[{}])(?=\s|$)", line) for line in lines]

    plain = (Gone("alt/", "neu/", below), Gone("weg/", None, below))
    made = (Gone(address, to, below), Gone(f"0{address}", None, below))
    assert shape(made) == shape(plain)
    assert shape_of_caddy(made) == shape_of_caddy(plain)
    for text in (
        write_nginx(policy(gone=made), (1, 26, 3), chinese),
        write_caddy(policy(gone=made), (2, 6, 2), chinese),
    ):
        assert text.count("\n") == len(text.splitlines())


def test_the_servers_read_hostile_addresses_as_addresses(tmp_path: Path) -> None:
    """nginx and Caddy themselves accept them, and lead on to the same signs."""
    for server, write in (("nginx", write_nginx), ("caddy", write_caddy)):
        program(server)
        place = placed(tmp_path / server, "/")
        made = replace(policy_of_place(place), gone=hostile_policy().gone)
        version = installed_version(server)
        assert version is not None
        with SERVERS[server](tmp_path / server, write(made, version, chinese), place):
            for text in HOSTILE:
                sent, new = quote(text), f"{quote(text)}neu/"
                for old, target in (("alt/", new), ("alt/tasks/1/?a=b", f"{new}tasks/1/?a=b"), ("eins/", new)):
                    answer = ask(place, f"{sent}{old}")
                    assert (answer.status, unquote(answer.headers.get("location", ""))) == (301, unquote(target)), (
                        server,
                        old,
                    )
                for old in ("weg/", "dies/"):  # they are gone, but no page says so
                    answer = ask(place, f"{sent}{old}")
                    assert (answer.status, answer.body) == (404, (place.root / "404.html").read_bytes()), (server, old)
            assert ask(place, "/").status == 200


def policy_of_place(place: Place) -> Policy:
    """The policy of a portal that was placed."""
    config = read_config(place.portal / "site.yaml", Problems())
    assert config is not None
    return policy_of(config)


def test_as_few_entries_as_say_what_became_of_each_address() -> None:
    departed = [
        Departed("notices/a/", to="notices/b/"),
        Departed("notices/a/tasks/1/", to="notices/b/tasks/1/"),
        Departed("notices/a/tasks/2/", to="notices/b/"),
        Departed("notices/c/"),
        Departed("notices/c/tasks/1/"),
        Departed("notices/c/tasks/2/", to="notices/b/tasks/2/"),
        Departed("agencies/d/"),
    ]
    found = policy_of(Config(name="x"), departed, ["", "notices/", "agencies/d/e/"]).gone
    assert found == (
        Gone("agencies/d/", None, below=False),
        Gone("notices/a/", "notices/b/"),
        Gone("notices/a/tasks/2/", "notices/b/"),
        Gone("notices/c/"),
        Gone("notices/c/tasks/2/", "notices/b/tasks/2/"),
    )


def around(server: str, folder: Path, place: Place, parts: str) -> str:
    """The settings of a portal that stands already, with parts of ours in its block."""
    put(folder / "old/index.html", "the old portal")
    pair = f"{folder}/site.pem {folder}/site.key"
    http = {
        "nginx": "server {\n    listen 80;\n    listen [::]:80;\n    return 404;\n}\n",
        "caddy": "http:// {\n\trespond 404\n}\n",
    }
    listen = f"listen {place.https} ssl; listen [::]:{place.https} ssl"
    https = {
        "nginx": f"server {{ {listen}; ssl_certificate {pair.split()[0]}; ssl_certificate_key {pair.split()[1]};\n"
        f'add_header X-Old "1"; root {folder}/old;\n{parts}}}\n',
        "caddy": f"https://localhost:{place.https}, https://{NAME}:{place.https} {{\n\ttls {pair}\n{parts}"
        f"\thandle {{\n\t\troot * {folder}/old\n\t\tfile_server\n\t}}\n}}\n",
    }
    return http[server] + https[server]


@pytest.mark.parametrize("server", SERVERS)
def test_the_part_for_an_existing_portal_serves_the_site_and_leaves_the_rest_alone(server: str, tmp_path: Path) -> None:
    """Even where two sites are below one host, each with its part."""
    program(server)
    place = placed(tmp_path, "/zwgk/")
    part = printed(place, server, "--include")
    parts = both_parts(part, part.replace("/zwgk", "/bmgk"))
    with SERVERS[server](tmp_path, around(server, tmp_path, place, parts), place):
        assert ask(place, "/").body == b"the old portal"
        for base in ("/zwgk/", "/bmgk/"):
            answers_as_a_part(place, base)
        for path in ("/nothing", "/.well-known/security.txt", "/zwgkx"):
            theirs = ask(place, path)
            assert (theirs.status, theirs.body) != (404, (place.root / "404.html").read_bytes())
            assert (theirs.status, theirs.headers.get("content-security-policy")) == (404, None)


@pytest.mark.parametrize("server", SERVERS)
def test_what_a_part_tells_of_security_txt_holds(server: str, tmp_path: Path) -> None:
    """The lines of its comment, put in by hand."""
    program(server)
    place = placed(tmp_path, "/zwgk/")
    part = printed(place, server, "--include")
    told = re.findall(r"(?m)^# (location = .*|handle .*|\t.*|\})$", part)
    with SERVERS[server](tmp_path, around(server, tmp_path, place, "\n".join([part, *told, ""])), place):
        known = ask(place, "/.well-known/security.txt")
        assert known.body == (place.root / ".well-known/security.txt").read_bytes()
        assert known.headers["content-type"].startswith("text/plain")
        assert is_page(ask(place, "/zwgk/"))


def both_parts(one: str, other: str) -> str:
    """Two parts in one block; of what Caddy may have once, the second is put into the first, as its comment says."""
    mark = "handle_errors {\n"
    (first, *errors), (second, *more) = one.split(mark), other.split(mark)
    if not errors:
        return one + other
    return first + second + mark + errors[0].removesuffix("}\n") + more[0]


def answers_as_a_part(place: Place, base: str) -> None:
    """What a site below a portal that stands already has to answer."""
    assert is_page(ask(place, base))
    assert ask(place, base).headers["strict-transport-security"] == "max-age=63072000"
    missing = ask(place, f"{base}nothing/")
    assert (missing.status, missing.body) == (404, (place.root / "404.html").read_bytes())
    assert is_page(missing)
    gone = ask(place, f"{base}notices/chexia-2018/")
    assert (gone.status, gone.body) == (410, (place.root / "notices/chexia-2018/index.html").read_bytes())
    assert ask(place, f"{base}notices/yijiu-2018/?a=1").headers["location"] == f"{base}notices/ceshi-2018/?a=1"
    assert ask(place, base, "POST", Content_Length="0").status == 405
    slash = ask(place, f"{base.rstrip('/')}?a=1")
    assert (slash.status, slash.headers["location"]) == (301, f"{base}?a=1")
    assert {name: slash.headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize("server", SERVERS)
def test_other_names_are_refused_where_that_is_asked_for(server: str, tmp_path: Path) -> None:
    program(server)
    place = placed(tmp_path, "/", more="  only_names: true\n")
    with SERVERS[server](tmp_path, printed(place, server), place):
        assert ask(place, "/").status == 200
        assert ask(place, "/", tls=False).status == 301
        for host in (V4, V6):
            with pytest.raises((RemoteDisconnected, ConnectionError)):
                ask(place, "/", host=host, tls=False, Host="evil.example")
            with (
                socket.create_connection((host, place.https), timeout=10) as plain,
                pytest.raises((ssl.SSLError, ConnectionError)),
            ):
                TRUSTING.wrap_socket(plain, server_hostname="evil.example")
        assert agreed(place, V6, ssl.TLSVersion.MAXIMUM_SUPPORTED, "h2") == ("TLSv1.3", "h2")
        with pytest.raises((ssl.SSLError, ConnectionError)), pytest.warns(DeprecationWarning, match="TLS"):
            agreed(place, V6, ssl.TLSVersion.TLSv1_1, "http/1.1")
        with (
            socket.create_connection((V6, place.https), timeout=10) as plain,
            TRUSTING.wrap_socket(plain, server_hostname=NAME) as stream,
        ):
            stream.sendall(b"GET / HTTP/1.0\r\nHost: evil.example\r\n\r\n")
            sent = b"".join(iter(lambda: stream.recv(1000), b""))
            assert sent.partition(b"\r\n\r\n")[2] == b"", "nothing by a handshake for our name"


@pytest.mark.parametrize("server", SERVERS)
def test_a_foreign_name_over_http_is_led_away_where_nothing_else_is_asked_for(server: str, tmp_path: Path) -> None:
    """By nginx to the site's name; by Caddy to itself over https, where there is no certificate for it."""
    program(server)
    place = placed(tmp_path, "/")
    with SERVERS[server](tmp_path, printed(place, server), place):
        answer = ask(place, "/x?y", tls=False, Host="evil.example")
        if server == "nginx":
            assert (answer.status, answer.headers["location"]) == (301, f"https://{NAME}:{place.https}/x?y")
            return
        assert (answer.status, answer.headers["location"]) == (308, "https://evil.example/x?y")
        assert ask(place, "/", Host="evil.example").body == b"", "nothing by a handshake for our name"
        with (
            socket.create_connection((V6, place.https), timeout=10) as plain,
            pytest.raises((ssl.SSLError, ConnectionError)),
        ):
            TRUSTING.wrap_socket(plain, server_hostname="evil.example")


@pytest.mark.parametrize("server", SERVERS)
def test_an_offices_own_lines_stay_beside_the_printed_text(server: str, tmp_path: Path) -> None:
    program(server)
    place = placed(tmp_path, "/")
    put(tmp_path / NAME / "own.conf", "location = /own { return 200 own; }\n")
    put(tmp_path / NAME / "own.caddy", "handle /own {\n\trespond own\n}\n")
    with SERVERS[server](tmp_path, printed(place, server), place):
        assert ask(place, "/own").body == b"own"
        assert is_page(ask(place, "/"))


@pytest.mark.parametrize("server", SERVERS)
def test_the_longest_address_says_what_became_of_what_is_below_others(server: str, tmp_path: Path) -> None:
    program(server)
    place = placed(tmp_path, "/")
    page = "notices/chexia-2018/index.html"
    for inner in ("b/c/", "d/"):
        put(place.root / f"notices/{inner}index.html", (place.root / page).read_bytes())
    gone = (
        Gone("notices/b/", "notices/e/"),
        Gone("notices/b/c/"),
        Gone("notices/b/c/d/", "notices/f/"),
        Gone("notices/d/"),
        Gone("notices/d/e/", "notices/g/", below=False),
    )
    write = {"nginx": write_nginx, "caddy": write_caddy}[server]
    text = write(replace(policy_of_place(place), gone=gone), installed_version(server) or DEBIAN[server], chinese)
    with SERVERS[server](tmp_path, text, place):
        for path, said in {
            "b/x/": "/notices/e/x/",
            "b/": "/notices/e/",
            "b/c/": 410,
            "b/c/index.html": 410,
            "b/c/y/": 404,
            "b/c/d/": "/notices/f/",
            "d/": 410,
            "d/e/": "/notices/g/",
            "d/e/z/": 404,
            "ceshi-2018/": 200,
        }.items():
            answer = ask(place, f"/notices/{path}")
            assert (path, answer.headers.get("location", answer.status)) == (path, said)


def test_a_long_ledger_makes_no_longer_text_than_it_must() -> None:
    """What is said of an address is its own: headers and conditions stand once."""
    gone = tuple(Gone(f"notices/a-{number}/", f"notices/b-{number}/") for number in range(1000))
    gone += tuple(Gone(f"notices/c-{number}/") for number in range(1000))
    for write, most in ((write_nginx, 200), (write_caddy, 160)):
        text = write(policy(gone=gone), (1, 26, 3), chinese)
        assert len(text) - len(write(policy(gone=gone[:1]), (1, 26, 3), chinese)) < most * len(gone)


@pytest.mark.parametrize("server", SERVERS)
def test_brotli_is_sent_where_it_is_asked_for(server: str, tmp_path: Path) -> None:
    """By nginx with a module of its own, by Caddy always."""
    program(server)
    modules = Path("/etc/nginx/modules-enabled")
    if server == "nginx" and not list(modules.glob("*brotli*")):
        pytest.skip("nginx has no module for brotli")
    place = placed(tmp_path, "/", more="  brotli: true\n")
    with SERVERS[server](tmp_path, printed(place, server), place):
        answer = ask(place, "/", Accept_Encoding="gzip, br")
        assert (answer.headers["content-encoding"], answer.headers["vary"]) == ("br", "Accept-Encoding")
        assert brotli.decompress(answer.body) == (place.root / "index.html").read_bytes()
        assert ask(place, "/", Accept_Encoding="gzip").headers["content-encoding"] == "gzip"


def test_pages_are_fresh_for_as_long_as_is_stated() -> None:
    config = Config(name="x", hosting=Hosting(page_seconds=300, hsts=1, hsts_subdomains=True, hsts_preload=True))
    headers = dict(policy_of(config).headers(Kind.PAGE))
    assert headers["Cache-Control"] == "max-age=300"
    assert headers["Strict-Transport-Security"] == "max-age=1; includeSubDomains; preload"
    assert dict(policy_of(config).headers(Kind.OTHER))["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(("length", "warned"), [(46, False), (47, True)])
def test_two_portals_in_one_nginx_do_not_collide(length: int, warned: bool, tmp_path: Path) -> None:
    """Each in its file of conf.d: the same ports, no name that both give out. Long names need the line that is told."""
    program("nginx")
    place = placed(tmp_path, "/")
    text = printed(place, "nginx").replace(f" {NAME};", f" {'a' * (length - 8)}.example;")
    conf = nginx_conf(tmp_path, text, place)
    put(
        tmp_path / "conf.d/other.conf",
        with_ports(text, place).replace(".example", ".exempla").replace("/var/log/nginx", str(tmp_path)),
    )
    checked = subprocess.run([program("nginx"), "-t", "-c", conf], capture_output=True, text=True, check=False)
    assert ("could not build server_names_hash" in checked.stderr) == warned, checked.stderr
    assert (checked.returncode == 0) != warned, checked.stderr
    told = write_nginx(policy(names=("b.example", f"{'a' * (length - 8)}.example")), (1, 26, 3), chinese)
    assert ("\n# server_names_hash_bucket_size 128;\n" in told) == warned
    if warned:
        put(tmp_path / "conf.d/size.conf", "server_names_hash_bucket_size 128;\n")
        assert subprocess.run([program("nginx"), "-t", "-c", conf], capture_output=True, check=False).returncode == 0


def test_a_visitors_address_is_logged_whole(tmp_path: Path) -> None:
    program("nginx")
    place = placed(tmp_path, "/")
    with nginx(tmp_path, printed(place, "nginx"), place):
        ask(place, "/", host=V6)
        ask(place, "/", host=V4)
    lines = (tmp_path / f"{NAME}.access.log").read_text(encoding="utf-8").splitlines()
    assert sorted(line.split()[0] for line in lines) == [V4, V6]


# security.txt


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        ("2027-01-01", None),
        ("2026-02-01", None),
        ("2027-01-02", None),
        ("2027-01-03", "要到 2027-01-03 才过期，超过了一年"),
        ("2031-01-01", "要到 2031-01-01 才过期，超过了一年"),
        ("2026-01-20", "到 2026-01-20 就过期了"),
        ("2025-12-31", "已经在 2025-12-31 过期"),
    ],
)
def test_a_security_txt_that_ends_soon_is_told(
    expires: str, said: str | None, portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    site = f"name: 测试门户\nhosting:\n  security: {{contact: 'https://a.example/', expires: {expires}}}\n"
    ran = run(portal({"site.yaml": site}), "check")
    assert [line for line in ran.err.splitlines() if "GK800" in line] == (
        [] if said is None else [f"site.yaml:3:54: GK800 提醒：安全联系方式（security.txt）{said}"]
    )


def test_security_txt_comes_and_goes_with_its_setting(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    root = portal(
        {"site.yaml": "name: 测试门户\nhosting:\n  security: {contact: 'tel:+86-870-1234567', expires: 2027-01-01}\n"}
    )
    assert run(root, "build").code == 0
    file = root / "output/.well-known/security.txt"
    assert file.read_text(encoding="utf-8") == "Contact: tel:+86-870-1234567\nExpires: 2027-01-01T23:59:59+08:00\n"
    put(file.with_name("others"), "kept")
    again = run(root, "build")
    assert (again.code, "更新 0 个" in again.out, again.err) == (0, True, "")
    put(root / "site.yaml", "name: 测试门户\n")
    assert run(root, "build").code == 0
    assert not file.exists()
    assert file.with_name("others").exists()


def test_a_security_txt_of_the_hosts_own_is_left_alone(portal: Callable[..., Path], run: Callable[..., Ran]) -> None:
    root = portal()
    assert run(root, "build").code == 0
    put(root / "output/.well-known/security.txt", "by hand\n")
    ran = run(root, "build")
    assert (ran.code, ran.err) == (0, "")
    put(root / "site.yaml", "name: 测试门户\nhosting: {security: {contact: 'tel:12345', expires: 2027-01-01}}\n")
    assert run(root, "build").code == 1  # in its place one is to be written
    assert (root / "output/.well-known/security.txt").read_text(encoding="utf-8") == "by hand\n"


def test_the_sample_needs_no_option(tmp_path: Path) -> None:
    """Its printed text stands in Debian's nginx.conf as it is, but for a certificate, which it has not."""
    program("nginx")
    ran = gksite("hosting", "nginx", "--root", REPOSITORY, "--today", "2026-01-01")
    assert (ran.code, ran.err) == (0, "")
    certificate, key = made_certificate(tmp_path)
    text = ran.out.replace("/etc/ssl/certs/gksite.example.pem", str(certificate))
    text = text.replace("/etc/ssl/private/gksite.example.key", str(key))
    conf = nginx_conf(tmp_path, text, Place(REPOSITORY, tmp_path, 443, free_port(), "/"))
    checked = subprocess.run([program("nginx"), "-t", "-c", conf], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr
