"""What tests share: a tiny portal, the program, the real site built once, a server and a browser."""

import fcntl
import gc
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

import disclosed
from browsers import chromium
from portal import LIMITED, NOTICE_PATH, REPOSITORY, TODAY, Change, Ran, build, gksite, write_portal, write_whole
from released import SIGNER, release
from serving import POLICY, serving
from windows import watched

from gksite.model.cards import is_card
from gksite.problems.problem import Problems
from gksite.provenance.read_sources import read_sources
from gksite.read import Records, read

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DEPARTED = """\
addresses:
  - {address: /notices/yijiu-2018/, moved: /notices/ceshi-2018/}
  - {address: /notices/chexia-2018/, withdrawn: {on: 2025-12-31, why: 含有个人信息}}
"""

settings.register_profile(
    "tests", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("tests")
# No test fails because a machine is slow, and none finds today what it did not yesterday.


FEW_AND_LONG = ("test_recount.py", "test_release.py", "test_verify.py", "test_publish.py", "test_determinism.py")
"""Files whose tests are long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, then those with a browser, then those with most tests: no process has a long one at the end."""
    with_browser = {item.path for item in items if "browser" in getattr(item, "fixturenames", ())}
    number = Counter(item.path for item in items)

    def order(item: pytest.Item) -> tuple[bool, bool, int, Path]:
        path = item.path
        return path.name not in FEW_AND_LONG, path not in with_browser, -number[path], path

    items.sort(key=order)


def pytest_collection_finish() -> None:
    """What was collected stays to the end; looking for garbage in it took a sixth of the time of a build."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture
def portal(tmp_path: Path, request: pytest.FixtureRequest) -> Callable[..., Path]:
    """Write the tiny portal, changed as asked, and return its root; with every export where the test is so marked."""
    written = write_whole if request.node.get_closest_marker("exports") else write_portal

    def write(changes: Mapping[str, Change] | None = None, name: str = "portal") -> Path:
        return written(tmp_path / name, changes)

    return write


@pytest.fixture
def run() -> Callable[..., Ran]:
    """Run gksite on a portal: `run(root, "build")`."""

    def call(root: Path, command: str, *args: str | Path, **how: object) -> Ran:
        return gksite(command, "--root", root, "--today", TODAY, *args, **how)

    return call


@pytest.fixture(scope="session")
def tiny_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny portal as built, to stand where a failing build must leave it alone; never write into it."""
    root = write_portal(tmp_path_factory.mktemp("tiny"))
    ran = build(root)
    assert ran.code == 0, ran.err
    return root / "output"


@pytest.fixture
def standing(tiny_output: Path) -> Callable[[Path], Path]:
    """Put a finished output/ into a portal."""

    def copy(root: Path) -> Path:
        return Path(shutil.copytree(tiny_output, root / "output"))

    return copy


def _once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that takes seconds to make, made by one process of a run for all of them; never write into it."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            begun = factory.mktemp(name)
            make(begun)
            begun.rename(folder)
    return folder


def _real(factory: pytest.TempPathFactory, name: str, *args: str) -> Path:
    def make(folder: Path) -> None:
        ran = gksite("build", "--root", REPOSITORY, "--output", folder / "output", "--today", TODAY, *args)
        assert ran.code == 0, ran.err

    return _once(factory, name, make) / "output"


def _build_complete(folder: Path) -> None:
    root = Path(shutil.copytree(Path(__file__).parent / "sites/yunling", folder / "yunling"))
    assert gksite("build", "--root", root, "--today", "2026-06-15").code == 0


def _build_tracked(folder: Path) -> None:
    root = Path(shutil.copytree(Path(__file__).parent / "sites/jichuan", folder / "jichuan"))
    assert gksite("build", "--root", root, "--today", "2026-06-15").code == 0


@pytest.fixture(scope="session")
def records() -> Records:
    """The repository's own content, its sources read."""
    problems = Problems()
    found = read_sources(read(REPOSITORY / "content", problems), problems, every=True)
    assert problems.found == []
    return found


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own content as built, with search."""
    return _real(tmp_path_factory, "shared-real")


@pytest.fixture(scope="session")
def indexed_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an index, as portals with more text have it."""

    def make(folder: Path) -> None:
        for name in ("content", "templates"):
            shutil.copytree(REPOSITORY / name, folder / name)
        settings = (REPOSITORY / "site.yaml").read_text(encoding="utf-8")
        (folder / "site.yaml").write_text(f"{settings}\nsearch: index\n", encoding="utf-8")
        ran = gksite("build", "--root", folder, "--today", TODAY)
        assert ran.code == 0, ran.err

    return _once(tmp_path_factory, "shared-indexed", make) / "output"


@pytest.fixture(scope="session")
def offline_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own content as built for a disk."""
    return _real(tmp_path_factory, "shared-offline", "--offline")


@pytest.fixture(scope="session")
def components_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny portal for whoever works on the theme: every component's examples, what a departed page leaves.

    It is released, so that its pages can be verified.
    """
    changes = {
        "content/ledger.yaml": DEPARTED,
        "content/release-key.pub": SIGNER.public.line + "\n",
        NOTICE_PATH: LIMITED,
    }
    root = write_portal(tmp_path_factory.mktemp("components"), changes)
    ran = build(root, "--components")
    assert ran.code == 0, ran.err
    release(root / "output")
    return root / "output"


@pytest.fixture(scope="session")
def complete_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictitious portal that has everything, on its day."""
    return _once(tmp_path_factory, "shared-complete", _build_complete) / "yunling/output"


@pytest.fixture(scope="session")
def tracked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictitious portal that keeps track of its tasks, on its day."""
    return _once(tmp_path_factory, "shared-tracked", _build_tracked) / "jichuan/output"


@pytest.fixture(scope="session")
def column_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny portal with the column 政府信息公开, as built, with search."""
    root = write_portal(tmp_path_factory.mktemp("column"), dict(disclosed.FILES))
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert ran.code == 0, ran.err
    return root / "output"


@pytest.fixture(scope="session")
def real_pages(real_site: Path) -> dict[str, BeautifulSoup]:
    """Every page of the real site but cards, which stand in pages of others, parsed, by path."""
    pages = {path.relative_to(real_site).as_posix(): path for path in sorted(real_site.rglob("*.html"))}
    return {
        path: BeautifulSoup(file.read_bytes(), "lxml")
        for path, file in pages.items()
        if not is_card(path.removesuffix("index.html"))
    }


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def at_root(real_site: Path) -> Iterator[str]:
    """The real site at the root of a strict server."""
    with serving(real_site, "/", {"Content-Security-Policy": POLICY}) as base:
        yield base


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own, after a script where one is given; nothing may go wrong in it."""
    with ExitStack() as stack:

        def call(address: str, width: int = 1280, height: int = 800, script: str = "", **how: object) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", **how)
            stack.callback(context.close)
            if script:
                context.add_init_script(script)
            page = stack.enter_context(watched(context, urlsplit(address).netloc))
            page.goto(address)
            return page

        yield call
