"""The headers that are printed let every page work in a real browser, and stop a script that was put into one."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from hosts import FILES, Place, free_port, made_certificate, nginx, program
from playwright.sync_api import Browser, BrowserContext, Page, expect
from portal import REPOSITORY, put
from tools import MODULES
from windows import watched

from gksite.documents.config import read_config
from gksite.hosting.nginx import nginx as write_nginx
from gksite.hosting.policy import policy_of
from gksite.hosting.version import DEBIAN, installed_version
from gksite.problems.problem import Problems

TOLD = "addEventListener('securitypolicyviolation', (e) => console.error(`${e.violatedDirective} ${e.blockedURI}`));"
INJECTED = """\
<!doctype html><title>x</title><p id="p">x</p>
<script>window.hit = 'inline'</script>
<img src="data:image/png;base64,x" onerror="window.hit = 'handler'">
<script src="https://elsewhere.example/x.js"></script>
<style>p { color: red }</style>
<iframe src="https://elsewhere.example/"></iframe>
<a href="javascript:window.hit = 'link'">x</a>
"""
LOADED = """() => new Promise((done) => {
  const media = document.querySelector('video');
  if (media.readyState >= 1) done(true);
  media.addEventListener('loadedmetadata', () => done(true));
  media.addEventListener('error', () => done(false));
  media.querySelector('source')?.addEventListener('error', () => done(false));
  setTimeout(() => done(false), 1500);
})"""
"""Whether a browser has read what a file of sound or film says of itself."""
DRAWING = """\
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><style>rect { fill: red }</style>
<rect width="10" height="10"/></svg>
"""
Behind = Callable[[Path, Path], Place]


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Behind]:
    """A built site behind nginx over https, HSTS on, from its site.yaml and its output/."""
    program("nginx")
    with ExitStack() as stack:

        def serve(settings: Path, output: Path) -> Place:
            root = Path(shutil.copytree(output, tmp_path / "site"))
            config = read_config(settings, Problems())
            assert config is not None
            place = Place(settings.parent, root, free_port(), free_port(), config.base_path)
            certificate, key = made_certificate(tmp_path)
            policy = replace(
                policy_of(config),
                names=("localhost",),
                port=place.https,
                root=str(root),
                certificate=str(certificate),
                key=str(key),
                hsts="max-age=63072000",
            )
            text = write_nginx(policy, installed_version("nginx") or DEBIAN["nginx"], str)
            return stack.enter_context(nginx(tmp_path, text, place))

        yield serve


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A window that takes the test's certificate and tells what the policy stops."""
    context = browser.new_context(ignore_https_errors=True, locale="zh-CN")
    context.add_init_script(TOLD)
    yield context
    context.close()


def address(place: Place) -> str:
    """Where the site of a place begins."""
    return f"https://localhost:{place.https}{place.base}"


def search(page: Page, base: str, query: str) -> None:
    """Search by the page, and by the suggestions that every page has."""
    page.goto(f"{base}search/?q={query}")
    expect(page.locator("[data-search-count]")).to_be_visible()
    page.goto(base)
    page.locator("input[name=q]:visible").first.press_sequentially(query)
    expect(page.locator(".suggestions a:visible").first).to_be_visible()


@pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.proof)])
def test_no_page_of_any_kind_is_hindered(
    behind: Behind, window: BrowserContext, complete_site: Path, every: bool
) -> None:
    """Two pages of each kind, or all, of the portal that has everything, with all that opens, and its search."""
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    kinds: dict[str, list[str]] = {}
    for page in sorted(complete_site.rglob("index.html")):
        kind = re.search(rb'<main\b[^>]* class="(page-[\w-]+)', page.read_bytes())
        kinds.setdefault(kind[1].decode() if kind else "", []).append(page.parent.relative_to(complete_site).as_posix())
    assert len(kinds) > 20
    pages = [path for paths in kinds.values() for path in (paths if every else paths[:2])]
    with watched(window, base.split("/")[2]) as page:
        for path in pages:
            answer = page.goto(f"{base}{path}/".replace("/./", "/"))
            assert (path, answer and answer.status) == (path, 200)
            page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")
        search(page, base, "财政")


def test_the_search_with_an_index_is_not_hindered(behind: Behind, window: BrowserContext, real_site: Path) -> None:
    base = address(behind(REPOSITORY / "site.yaml", real_site))
    with watched(window, base.split("/")[2]) as page:
        search(page, base, "财政")


def test_a_picture_and_a_text_are_shown_although_their_policy_is_closed(
    behind: Behind, window: BrowserContext, complete_site: Path
) -> None:
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    with watched(window, base.split("/")[2]) as page:
        page.goto(base)
        assert page.locator("img[src*=emblem]").first.evaluate("image => image.naturalWidth") > 0
        page.goto(f"{base}files/emblem.svg")
        assert page.evaluate("document.documentElement.localName") == "svg"
        page.goto(f"{base}robots.txt")
        assert "User-agent" in page.locator("body").inner_text()


def test_sound_and_film_are_played_on_the_browsers_own_page(
    behind: Behind, window: BrowserContext, complete_site: Path, tmp_path: Path
) -> None:
    """Whether it can decode them is its own affair; the policy does not hinder it."""
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    for name in ("luyin.mp3", "luxiang.mp4"):
        put(tmp_path / f"site/files/{name}", FILES[f"content/files/{name}"])
        page, stopped = window.new_page(), list[str]()
        page.on("console", lambda message, stopped=stopped: stopped.append(message.text))
        page.goto(f"{base}files/{name}")
        expect(page.locator("video")).to_have_count(1)
        assert name == "luxiang.mp4" or page.evaluate(LOADED), "of film only the first bytes are there"
        assert stopped == []
        page.close()


def test_a_picture_that_is_opened_by_itself_has_no_styles_of_its_own(
    behind: Behind, window: BrowserContext, complete_site: Path, tmp_path: Path
) -> None:
    """As the handbook says; shown in a page it has them."""
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    put(tmp_path / "site/files/tu.svg", DRAWING)
    page = window.new_page()
    page.goto(f"{base}files/tu.svg")
    assert page.evaluate("getComputedStyle(document.querySelector('rect')).fill") == "rgb(0, 0, 0)"
    page.close()


def test_a_card_stands_in_a_narrow_frame_of_its_own_host_and_in_no_others(
    behind: Behind, window: BrowserContext, complete_site: Path
) -> None:
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    cards = sorted(page.parent for page in complete_site.rglob("card/index.html"))
    assert {"notices", "agencies"} <= {card.relative_to(complete_site).parts[0] for card in cards}
    frames = "".join(f'<iframe src="{base}{card.relative_to(complete_site)}/" width="240"></iframe>' for card in cards)
    holder = f'<!doctype html><style>iframe {{ border: 0 }}</style>{frames}<p id="end">x</p>'
    for host, is_shown in ((base, True), ("https://elsewhere.example/", False)):
        page = window.new_page()
        page.route(f"{host}portal", lambda route: route.fulfill(content_type="text/html", body=holder))
        page.goto(f"{host}portal")
        page.wait_for_load_state()
        assert len(page.frames) == len(cards) + 1
        for frame in page.frames[1:]:
            assert bool(frame.locator("main h1 a[target=_top]").count()) == is_shown
            if is_shown:
                assert frame.evaluate("[innerWidth, document.documentElement.scrollWidth]") == [240, 240]
                assert frame.evaluate("document.styleSheets[0].cssRules.length > 3")
        page.close()


@pytest.mark.proof
def test_mozillas_observatory_gives_the_best_grade(behind: Behind, real_site: Path) -> None:
    if not (MODULES / "@mdn/mdn-http-observatory").is_dir():
        pytest.skip("@mdn/mdn-http-observatory is not installed: make proof installs it")
    place = behind(REPOSITORY / "site.yaml", real_site)
    job = {"modules": str(MODULES), "hostname": "localhost", "httpPort": place.http, "httpsPort": place.https}
    ran = subprocess.run(
        ["node", REPOSITORY / "tests/web/observatory.mjs"],
        input=json.dumps(job),
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(place.root.parent / "site.pem")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert [test for test in said["tests"] if not test[1]] == []
    assert said["grade"] == "A+", said


def test_a_script_that_was_put_into_a_page_does_nothing(
    behind: Behind, window: BrowserContext, complete_site: Path, tmp_path: Path
) -> None:
    base = address(behind(complete_site.parent / "site.yaml", complete_site))
    put(tmp_path / "site/injected/index.html", INJECTED)
    put(tmp_path / "site/files/injected.html", INJECTED)
    for path in ("injected/", "files/injected.html"):
        page, stopped = window.new_page(), list[str]()
        page.on("console", lambda message, stopped=stopped: stopped.append(message.text))
        page.goto(base + path)
        page.locator("a").click()
        assert page.evaluate("window.hit") is None
        told = " ".join(stopped)
        for what in ("script-src-elem inline", "script-src-attr inline", "script-src-elem https://elsewhere.example"):
            assert what in told, (path, what, stopped)
        for what in ("style-src-elem inline", "frame-src https://elsewhere.example", "img-src data"):
            assert what in told, (path, what, stopped)
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.hit = 1'}))")
        assert page.evaluate("window.hit") is None
        page.close()
