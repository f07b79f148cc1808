"""The search that was built, asked in a browser and compared with a scan of the data that was published."""

import hashlib
import json
import re
import shutil
import socketserver
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from gksite.documents.files import is_free
from gksite.hold import exclusive
from gksite.model.settings import Export
from gksite.problems.problem import Code, Location, Problem, Problems, RequestError
from gksite.searching.truth import Answer, Truth, sample

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPORT = "search-report.json"
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SEED = 2018
_BATCH = 50
_SEARCHED: tuple[tuple[str, str, str, Export], ...] = (
    ("notices/*/", "notice", "data/notices", "json"),
    ("agencies/*/", "jurisdiction", "data/agencies", "agencies"),
    ("items/*/", "item", "data/items", "items"),
    ("disclosure/reports/*/", "report", "data/reports", "reports"),
    ("disclosure/", "disclosure", "data/disclosure.json", "disclosure"),
    ("", "home", "data/pages.json", "pages"),
)
"""Where pages are that tell of what the search finds, their kind, the data that it is compared with, their export."""
_ASK = """
async ([module, queries]) => {
  const { search } = await import(module);
  const late = (seconds) => new Promise((_, reject) => setTimeout(() => reject(new Error('timeout')), seconds * 1000));
  const answers = [];
  for (const query of queries) {
    try {
      const { total, exact, hits } = await Promise.race([search(query, { limit: Infinity }), late(60)]);
      answers.push({ total, exact, urls: hits.map((hit) => hit.url) });
    } catch (error) {
      answers.push({ error: `${error.code ?? ''} ${error.message}`.trim() });
      break;
    }
  }
  return answers;
}
"""

NO_ANSWER = Code(
    "GK308",
    "搜索“{query}”没有结果可核对：{reason}",
    why="搜索在浏览器里出错时，读者什么也查不到。",
    mend="重新生成网站再核对；仍然出错时，请附上这一行反馈。",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What differs between the answers of the search and the data, after how many queries, in which browser."""

    problems: tuple[Problem, ...]
    queries: int
    browser: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the answers of the search and the data, in which browser, after how many queries.

    `report` is the file with the same for other programs, written only where every query was answered.
    """

    problems: tuple[Problem, ...]
    queries: int
    browser: str
    report: Path


def ask_all(output: Path, root: Path, count: int, browser: str | None, tell: Callable[[int], None]) -> Comparison:
    """Compare the answers to `count` sampled queries; `tell` hears how many are done.

    Raises RequestError where there is nothing to ask, or no browser.
    """
    if names := unproved(output):
        raise RequestError("核对搜索要对照公布的数据；site.yaml 的 exports 里没有 {names}，没有可对照的", names=names)
    for needed in ("assets/search.js", "pagefind", "data/pages.json", "data/notices"):
        if not is_free(output, f"{needed}/x") or not (output / needed).exists():
            raise RequestError("{output} 里没有搜索；请先运行 gksite build（不加 --no-search）", output=output)
    found = Problems()
    with exclusive(output, root, found) as workshop:
        digest = root_hash(output)
        asked = ask(output, count, browser, tell)
        comparison = Comparison((*found.found, *asked.problems), asked.queries, asked.browser, workshop.folder / REPORT)
        if all(problem.code is not NO_ANSWER for problem in comparison.problems):
            _write_report(comparison, digest)
        return comparison


def unproved(folder: Path) -> str:
    """The exports that a site lacks to compare its search with; empty where it has all."""
    lacking = []
    for place, kind, data, export in _SEARCHED:
        pages = () if (folder / data).exists() else folder.glob(f"{place}index.html")
        if any(_is_of(page, kind) for page in pages):
            lacking.append(export)
    return "、".join(lacking)


def _is_of(page: Path, kind: str) -> bool:
    """Whether a page says that it is of a kind: at an address of an item there may be what was withdrawn."""
    return re.search(rf"\bpage-{kind}\b(?!-)", page.read_text(encoding="utf-8")) is not None


def ask(folder: Path, count: int, browser: str | None, tell: Callable[[int], None]) -> Asked:
    """Ask the search of a site that nothing changes meanwhile. Raises RequestError where there is no browser."""
    with _serving(folder) as address, _opened(browser) as (page, version):
        truth = Truth(folder / "data")
        queries = sample(truth.pages, count, SEED)
        page.goto(f"{address}robots.txt")
        return Asked(tuple(_differences(page, address, truth, queries, tell)), len(queries), version)


def _write_report(comparison: Comparison, root: str) -> None:
    """What a run has shown, and of which tree: `root` changes with any byte in it."""
    report = {
        "root": root,
        "queries": comparison.queries,
        "seed": SEED,
        "differences": len(comparison.problems),
        "browser": comparison.browser,
    }
    draft = comparison.report.with_suffix(".draft")
    draft.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    draft.replace(comparison.report)


def root_hash(output: Path) -> str:
    """One SHA-256 over a tree: of its files' paths and digests, in the order of their paths."""
    files = sorted(
        (p.relative_to(output).as_posix(), p) for p in output.rglob("*") if p.is_file() and not p.is_symlink()
    )
    whole = hashlib.sha256()
    for name, path in files:
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _differences(
    page: "Page", address: str, truth: Truth, queries: Sequence[str], tell: Callable[[int], None]
) -> Iterator[Problem]:
    for start in range(0, len(queries), _BATCH):
        tell(start)
        batch = queries[start : start + _BATCH]
        answers = page.evaluate(_ASK, [f"{address}assets/search.js", batch])
        for query, answer in zip(batch, answers, strict=False):
            if problem := _judged(query, answer, truth):
                yield problem
        if len(answers) < len(batch) or "error" in answers[-1]:
            return


def _judged(query: str, answer: dict[str, Any], truth: Truth) -> Problem | None:
    module = Location("output/assets/search.js")
    if "error" in answer:
        return Problem(NO_ANSWER, module, query=query, reason=answer["error"])
    urls = frozenset(answer["urls"])
    if answer["total"] != len(answer["urls"]) or len(urls) != len(answer["urls"]):
        counts = f"total {answer['total']}, hits {len(answer['urls'])}, urls {len(urls)}"
        return Problem(NO_ANSWER, module, query=query, reason=counts)
    return truth.judge(query, Answer(urls, answer["exact"]))


class _Files(SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  as the base class has it
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript; charset=utf-8",
        ".txt": "text/plain; charset=utf-8",
    }

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a browser that goes away is no fault


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of a folder on this machine, and on no other."""
    with _Server(("127.0.0.1", 0), partial(_Files, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def has_browser(named: str | None) -> bool:
    """Whether this machine has what `ask` needs."""
    return find_spec("playwright") is not None and _browser(named) is not None


def _browser(named: str | None) -> str | None:
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def _opened(named: str | None) -> Iterator[tuple["Page", str]]:
    """A page in a browser without a window, and which browser it is."""
    try:
        from playwright.sync_api import Error, sync_playwright  # needed for this command only
    except ModuleNotFoundError as error:
        raise RequestError("核对搜索要用 Playwright；请运行 pip install playwright 安装") from error
    path = _browser(named)
    if path is None:
        raise RequestError("核对搜索要用浏览器；请安装 Chromium，或用环境变量 GKSITE_BROWSER 写明它的路径")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path)
        except Error as error:
            raise RequestError("浏览器 {path} 没有启动；请换一个 Chromium", path=path) from error
        try:
            yield browser.new_page(), f"chromium {browser.version}"
        finally:
            browser.close()
