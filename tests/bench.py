"""How long things take at 10,000 tasks: `make bench`. It measures and prints; nothing here passes or fails."""

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import first_hit
import openpyxl
import synthetic
from browsers import chromium
from playwright.sync_api import sync_playwright
from portal import put, write_portal
from serving import serving

from gksite.documents.config import read_settings
from gksite.link import link
from gksite.model.outputs import Output
from gksite.model.site import Attachment
from gksite.pages.views import Views
from gksite.plan import CHOSEN_PAGES, EXPORTS, LISTS
from gksite.privacy.finding import NOTHING_PUBLIC
from gksite.problems.problem import Problems
from gksite.problems.translations import translator
from gksite.provenance.disclosure import read_attachment
from gksite.provenance.personal import check_personal
from gksite.provenance.pieces import pieces_of_attachments
from gksite.provenance.read_sources import read_sources
from gksite.read import read
from gksite.readers import read_data
from gksite.readers.apart import ReadingProcess

sys.path.insert(0, str(Path(__file__).parent / "privacy"))
import made_up

REPOSITORY = Path(__file__).resolve().parent.parent
ASK = """async ([query]) => {
  const start = performance.now();
  const { search } = await import('/assets/search.js');
  const { total } = await search(query, { limit: 20 });
  return [total, performance.now() - start];
}"""


def timed(what: str, *words: str | Path, status: int = 0) -> None:
    """Run a command that ends with a status, and print its seconds and the largest process that has run so far."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "gksite", *map(str, words)]
    ran = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8")
    if ran.returncode != status:
        raise SystemExit(f"{what}: {ran.stderr}")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"{what:<40} {time.perf_counter() - start:6.2f} s   {largest} MB", flush=True)


def weigh(folder: Path) -> None:
    """Print how much the search bundle weighs."""
    files = [p for p in (folder / "pagefind").rglob("*") if p.is_file()]
    print(f"{'search bundle':<40} {sum(p.stat().st_size for p in files) / 1e6:6.1f} MB in {len(files)} files")


def queries(number: int) -> list[str]:
    """Substrings of two to six characters of requirements, the same every time."""
    dice = random.Random(5)
    texts = [line for line in synthetic.real(REPOSITORY / "content")[0] if len(line) > 10]
    found = []
    for _ in range(number):
        text = dice.choice(texts)
        length = dice.randint(2, 6)
        start = dice.randrange(len(text) - length)
        found.append(text[start : start + length])
    return found


def search(folder: Path, asked: list[str]) -> None:
    """Print what a first query and the following ones cost a browser."""
    received = [0]
    with sync_playwright() as playwright, serving(folder) as base:
        browser = playwright.chromium.launch(
            executable_path=chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(f"{base}robots.txt")
        page.on("response", lambda r: received.append(int(r.headers.get("content-length", "0"))))
        total, first = page.evaluate(ASK, ["市财政局"])
        page.wait_for_timeout(100)
        print(f"{'ready and first query':<40} {first:6.0f} ms  {sum(received) / 1000:.0f} kB, {total} pages")
        times, weights = [], []
        for query in asked:
            received.clear()
            times.append(page.evaluate(ASK, [query])[1])
            weights.append(sum(received) / 1000)
        ordered = sorted(times)
        print(
            f"{'further queries, median':<40} {statistics.median(times):6.0f} ms  {statistics.median(weights):.0f} kB"
        )
        print(f"{'further queries, 99th percentile':<40} {ordered[int(len(ordered) * 0.99) - 1]:6.0f} ms")
        browser.close()


def persons(number: int = 15_000) -> None:
    """Print what it costs to read a sheet of so many persons and to find what is personal in it."""
    dice = random.Random(19)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["序号", "姓名", "身份证号", "手机号码", "补助（元）"])
    for row in range(1, number + 1):
        sheet.append([row, "张三", made_up.id18(dice), made_up.mobile(dice), 600])
    stream = BytesIO()
    book.save(stream)
    start = time.perf_counter()
    with ReadingProcess(300) as process:
        attachment = Attachment("files/a.xlsx", stream.getvalue(), "content/files/a.xlsx")
        opened = ((attachment, read_attachment(attachment, process)),)
    read = time.perf_counter() - start
    found = list(check_personal(pieces_of_attachments(opened), NOTHING_PUBLIC, "strict"))
    whole = time.perf_counter() - start
    print(f"{f'a sheet of {number:,} persons':<40} {whole:6.2f} s   of it reading {read:.2f} s, {len(found)} problems")
    with tempfile.TemporaryDirectory() as folder:
        root = write_portal(Path(folder))
        put(root / attachment.file, stream.getvalue())
        timed("check of a portal with that sheet", "check", "--root", root, status=1)


def checking() -> None:
    """Print what a whole check costs as a portal grows."""
    for places in (1, 3):
        with tempfile.TemporaryDirectory() as folder:
            root = synthetic.write(Path(folder) / "portal", REPOSITORY / "content", places=places)
            timed(f"check of {places},000 tasks", "check", "--root", root)


def exporting(root: Path) -> None:
    """Print what each export costs by itself: seconds, files, bytes; pages are counted before they are rendered."""
    problems = Problems()
    config = problems.settled(read_settings(root / "site.yaml", problems)).record
    records = read_sources(read(root / "content", problems), problems, every=False, seconds=30, read=read_data)
    site = link(config, records, date(2026, 1, 1), problems)
    problems.gate()
    views = Views(site, {}, translator(config.lang, REPOSITORY / "templates"))
    list(EXPORTS["json"](site))  # so that nothing is measured that is only done once
    data: list[Output] = []
    for name, export in EXPORTS.items():
        data += measured(name, partial(export, site))
    for name, lists in LISTS.items():
        data += measured(name, partial(lists, site, tuple(data)))
    for name, pages in CHOSEN_PAGES.items():
        measured(f"{name} (pages)", partial(pages, views))


def measured(name: str, made: Callable[[], Iterable[Output]]) -> list[Output]:
    """Make the files of an export, and print a line of the table."""
    start = time.perf_counter()
    files = list(made())
    seconds, size = time.perf_counter() - start, sum(len(file.content) for file in files)
    print(f"{f'export {name}':<40} {seconds:6.2f} s   {size / 1e6:7.1f} MB in {len(files)} files", flush=True)
    return files


def main() -> None:
    """Build and search a portal of 10,000 tasks; the first hit on a slow line; portals as they grow, a long sheet."""
    with tempfile.TemporaryDirectory() as folder:
        root = synthetic.write(Path(folder) / "portal", REPOSITORY / "content")
        exporting(root)
        timed("cold build without search", "build", "--root", root, "--no-search", "--output", Path(folder) / "plain")
        timed("cold build", "build", "--root", root)
        timed("build with nothing changed", "build", "--root", root)
        notice = min((root / "content/notices").glob("*.yaml"))
        notice.write_text(notice.read_text(encoding="utf-8").replace("公开", "公示", 1), encoding="utf-8")
        timed("build after one edit", "build", "--root", root)
        weigh(root / "output")
        search(root / "output", queries(200))
    with tempfile.TemporaryDirectory() as folder:
        timed("build of the sample", "build", "--root", REPOSITORY, "--output", Path(folder) / "output")
        first_hit.main(Path(folder) / "output")
    checking()
    persons()


if __name__ == "__main__":
    main()
