"""What editors write for one another in `review`: told by every check, kept by every way back, never published."""

import gzip
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from disclosed import FILES
from portal import NOTICE, NOTICE_PATH, SITE, TODAY, Change, Ran, gksite

from gksite.documents.shapes import Entry, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.drafting.three_way import compare_drafts
from gksite.model.records import NoticeRecord
from gksite.problems.problem import Problems
from gksite.proof.signed import signed_differences
from gksite.read import Records

Run = Callable[..., Ran]
ITEM_PATH = "content/items/yusuan.yaml"
SECRET, SHOWN = "紫檀算盘", "青花砚台"
"""Words that stand nowhere else: one in every `review`, one in every `note`."""
PLANTED: dict[str, Change] = {
    **FILES,
    "site.yaml": SITE + str(FILES["site.yaml"]).split("columns:")[1].join(["columns:", ""]),
    NOTICE_PATH: NOTICE.replace("\npreamble", f"\nnote: {SHOWN}\nreview: {SECRET}一，请核对\npreamble").replace(
        "        source: {lines: [2, 2]}",
        f"        note: {SHOWN}\n        review: {SECRET}二\n        source: {{lines: [2, 2]}}",
    ),
    ITEM_PATH: str(FILES[ITEM_PATH]) + f"note: {SHOWN}\nreview: |\n  {SECRET}三\n  两行\n",
}


def unpacked(data: bytes) -> Iterator[bytes]:
    """The bytes of a file, and of what is packed in it: a workbook is a zip, a fragment of the search a gzip."""
    yield data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(data)) as packed:
            for name in packed.namelist():
                yield packed.read(name)
    elif data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)


def files_with(word: str, output: Path) -> set[str]:
    """The files of a site in which a word stands, packed or not."""
    found = set()
    for path in output.rglob("*"):
        if path.is_file() and any(word.encode() in data for data in unpacked(path.read_bytes())):
            found.add(path.relative_to(output).as_posix())
    return found


@pytest.mark.parametrize("mode", [(), ("--offline",)])
def test_no_word_of_a_review_is_in_any_byte_of_the_site(portal: Callable[..., Path], mode: tuple[str, ...]) -> None:
    """With every export, with the search, recorded; a note beside each shows that the words would be found."""
    root = portal(PLANTED)
    ran = gksite("build", "--root", root, "--today", TODAY, "--record", *mode)
    assert ran.code == 0, ran.err
    assert SECRET not in ran.err + ran.out
    shown = files_with(SHOWN, root / "output")
    assert {"data/notices/ceshi-2018.json", "data/items/yusuan.json", "notices/ceshi-2018/index.html"} <= shown
    assert {"data/tasks.xlsx", "data/tasks.csv", "items/yusuan/index.html"} <= shown
    assert files_with(SECRET, root / "output") == set()
    assert SECRET not in (root / "content/ledger.yaml").read_text(encoding="utf-8")


def test_every_check_lists_the_reviews_and_a_build_does_not(portal: Callable[..., Path], run: Run) -> None:
    root = portal(PLANTED)
    ran = run(root, "check")
    said = [line for line in ran.err.splitlines() if "GK286" in line]
    assert said == [
        f"{ITEM_PATH}:14:9: GK286 说明：审校备注：“{SECRET}三\\u000a两行”",
        f"{NOTICE_PATH}:11:9: GK286 说明：审校备注：“{SECRET}一，请核对”",
        f"{NOTICE_PATH}:26:17: GK286 说明：审校备注：“{SECRET}二”",
    ]
    assert "GK286" not in run(root, "build").err


def record_of(text: str) -> NoticeRecord:
    """The notice that a YAML text states."""
    problems = Problems()
    document = Document(NOTICE_PATH, text)
    record = shape(NoticeRecord, parse(document, problems), document, problems)
    assert record is not None, problems.found
    return record


def test_importing_again_says_nothing_of_reviews_and_leaves_them() -> None:
    """They are the editor's: no source has any, so that none is a change of the source."""
    drafted, edited = record_of(NOTICE), record_of(str(PLANTED[NOTICE_PATH]))
    assert compare_drafts(drafted, edited, drafted) == ()
    assert compare_drafts(None, edited, drafted) == ()


def signed(text: str) -> list[str]:
    """What the signatures of a notice are given for."""
    entry = Entry(Document(NOTICE_PATH, text), record_of(text))
    return [each.sha256 for each in signed_differences(Records((entry,), (), (), (), {}), [])]


def test_a_signature_for_a_whole_task_holds_whatever_its_review_says() -> None:
    """Editors may note what they did without signing again; what readers see is signed for."""
    added = "        differs: [{field: task, reason: 补录, by: 甲, on: 2026-01-01}]\n"
    reviewed, changed = f"{NOTICE}{added}        review: 问过乙\n", (NOTICE + added).replace("及时回应", "及早回应")
    assert signed(reviewed) == signed(NOTICE + added) != signed(changed)
