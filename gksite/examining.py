"""content/clearances.yaml with the examination of more files in it; what editors wrote there is kept."""

from collections.abc import Iterable, Sequence

from gksite.documents.folders import CLEARANCES
from gksite.documents.shapes import Entry, reads_as
from gksite.documents.yaml_scalar import scalar
from gksite.model.clearances import ClearancesRecord, FileClearance
from gksite.model.records import Clearance

FILE = f"content/{CLEARANCES}"
"""Where the examinations of files stand."""
HEAD = """\
# 公开前审查的记录，用 gksite clear 写入；文件改动以后要重新审查。
# 通知和信息的审查写在它们自己的 cleared 里。
"""


def with_clearances(entry: Entry[ClearancesRecord] | None, new: Sequence[FileClearance]) -> str:
    """The text of the file with an examination for each file: its own line anew, or one behind the last."""
    before = entry.record.clearances if entry else ()
    after = {clearance.file: clearance for clearance in (*before, *new)}
    wanted = ClearancesRecord(clearances=tuple(after.values()))
    text = _spliced(entry, new) if entry else ""
    if reads_as(FILE, text, wanted):
        return text
    return HEAD + "clearances:\n" + "".join(f"  - {_entry(clearance)}\n" for clearance in after.values())


def _spliced(entry: Entry[ClearancesRecord], new: Iterable[FileClearance]) -> str:
    """The old text with single lines replaced or added; what that does not fit is found by reading it again."""
    known = {clearance.file: i for i, clearance in enumerate(entry.record.clearances)}
    lines = entry.document.text.rstrip("\n").split("\n")
    indent = "  "
    if known:
        first = lines[entry.document.location(("clearances", 0)).line - 1]
        indent = first[: len(first) - len(first.lstrip())]
    for clearance in new:
        line = f"{indent}- {_entry(clearance)}"
        if clearance.file not in known:
            lines.append(line)
            continue
        lines[entry.document.location(("clearances", known[clearance.file])).line - 1] = line
    return "\n".join(lines) + "\n"


def _entry(clearance: FileClearance) -> str:
    file = scalar(clearance.file, in_flow=True)
    return f"{{file: {file}, sha256: '{clearance.sha256}', {_examination(clearance)}}}"


def cleared_line(clearance: Clearance) -> str:
    """What a notice or an item says of its examination."""
    return f"cleared: {{{_examination(clearance)}}}"


def _examination(clearance: Clearance) -> str:
    by, result = scalar(clearance.by, in_flow=True), scalar(clearance.result, in_flow=True)
    return f"by: {by}, on: {clearance.on.isoformat()}, result: {result}"
