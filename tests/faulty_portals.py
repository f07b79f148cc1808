"""The corpus of faults: kinds with instances, each an edit of the fictitious portal, and how an edit is made."""

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml
from documents import as_pdf, p, plain, raw_docx
from openpyxl.comments import Comment

TESTS = Path(__file__).resolve().parent
PORTAL = TESTS / "sites" / "yunling"
CORPUS = TESTS / "faults-of-portals"
TODAY = "2026-06-15"
"""The day on which the portal is looked at."""
LEVELS = ("note", "warning", "obstacle", "error")
"""From what matters least to what stops a build."""
ROWS = frozenset(
    [f"{letter}-{n:02}" for letter, last in (("W", 31), ("G", 27), ("M", 14), ("A", 12)) for n in range(1, last + 1)]
    + [f"{letter}-{n:02}" for letter, last in (("P", 11), ("O", 6), ("S", 8), ("I", 8)) for n in range(1, last + 1)]
    + [f"{letter}-{n}" for letter, last in (("V", 7), ("D", 13)) for n in range(1, last + 1)]
)
"""The rows of the rules, as the list of standards numbers them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One planted instance: what to change, and where which finding must stand."""

    name: str
    part: str
    """The file of the corpus in which it stands."""
    kind: str
    row: str
    why: str
    level: str
    edits: tuple[Mapping[str, Any], ...]
    files: tuple[str, ...]
    """Where the finding may be placed; one that ends with a stroke names all below it."""
    at: tuple[str, ...]
    """Words of the lines on which it may be placed; empty: anywhere in the file."""
    also: frozenset[str]
    """Other files in which the same change is rightly found wanting."""
    resign: bool
    """Whether the clearances and sources are signed again for the changed bytes."""
    today: str


def faults() -> list[Fault]:
    """Every instance of every kind, in the order of the files."""
    return [fault for path in sorted(CORPUS.glob("*.yaml")) for fault in _faults(path)]


def _faults(path: Path) -> Iterator[Fault]:
    for kind in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        for number, instance in enumerate(kind["instances"], start=1):
            edits = tuple(instance["edits"])
            yield Fault(
                name=f"{path.stem}/{kind['kind']}/{number}",
                part=path.stem,
                kind=kind["kind"],
                row=kind["row"],
                why=kind["why"],
                level=kind["level"],
                edits=edits,
                files=tuple(instance.get("in", [edits[0]["file"]])),
                at=tuple(instance.get("at", ())),
                also=frozenset(instance.get("also", ())),
                resign=instance.get("resign", True),
                today=str(instance.get("today", TODAY)),
            )


def plant(fault: Fault, root: Path) -> Path:
    """A copy of the portal with the fault in it."""
    shutil.copytree(PORTAL, root)
    changed: dict[str, bytes] = {}
    for edit in fault.edits:
        path = root / edit["file"]
        if path.exists():
            changed.setdefault(edit["file"], path.read_bytes())
        make(edit, path)
    if fault.resign:
        _sign_again(root, changed)
    return root


def make(edit: Mapping[str, Any], path: Path) -> None:
    """Make one change to one file."""
    if "find" in edit:
        text = path.read_text(encoding="utf-8")
        assert text.count(edit["find"]) == 1, f"{edit['find']!r} stands {text.count(edit['find'])} times in {path.name}"
        path.write_text(text.replace(edit["find"], edit["replace"]), encoding="utf-8")
    elif "add" in edit:
        assert not path.exists(), f"{path.name} is there already"
        path.write_text(edit["add"], encoding="utf-8")
    elif "delete" in edit:
        path.unlink()
    else:
        path.write_bytes(_document(edit))


def _document(edit: Mapping[str, Any]) -> bytes:
    """A file as an office hands it in."""
    if "pdf" in edit:
        return as_pdf([*edit["pdf"], plain([("项目", "数量"), ("合计", "1")])], (200, 200))
    if "xlsx" in edit:
        return _workbook(edit)
    if "author" not in edit:
        return raw_docx("".join(map(p, edit["docx"])))
    document = docx.Document()
    for line in edit["docx"]:
        document.add_paragraph(line)
    document.core_properties.author = edit["author"]
    return _saved(document)


def _workbook(edit: Mapping[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = edit.get("author", "openpyxl")
    book.properties.created = book.properties.modified = datetime(2026, 3, 1)
    sheet = book.active
    _fill(sheet, edit["xlsx"])
    if "comment" in edit:
        sheet["A1"].comment = Comment(edit["comment"], "openpyxl")
    for state in ("hidden", "very_hidden"):
        if state in edit:
            other = book.create_sheet("底稿")
            _fill(other, edit[state])
            other.sheet_state = {"hidden": "hidden", "very_hidden": "veryHidden"}[state]
    return _saved(book)


def _fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    for row in rows:
        sheet.append(row)


def _saved(document: Any) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _sign_again(root: Path, changed: Mapping[str, bytes]) -> None:
    """The digests of the portal, as whoever changed a file and had it examined again would write them."""
    new = {}
    for name, before in changed.items():
        if (root / name).exists():
            new[hashlib.sha256(before).hexdigest()] = hashlib.sha256((root / name).read_bytes()).hexdigest()
    for path in (root / "site.yaml", *sorted((root / "content").rglob("*.yaml"))):
        text = path.read_text(encoding="utf-8")
        signed = text
        for old, digest in new.items():
            signed = signed.replace(old, digest)
        if signed != text:
            path.write_text(signed, encoding="utf-8")
