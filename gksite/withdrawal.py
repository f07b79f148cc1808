"""One notice or item withdrawn at once: the last good site built again without it, whatever content/ says now."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from gksite.attachments import read_attachments
from gksite.build import Accept, BuildOptions, BuildReport, Progress, build
from gksite.documents.files import reason
from gksite.documents.shapes import Entry, read_entry, read_item, read_notice
from gksite.documents.yaml_scalar import scalar
from gksite.hold import exclusive
from gksite.keeping import NOT_KEPT, Kept, copy, kept
from gksite.ledger.fates import FILE
from gksite.ledger.record import with_withdrawal
from gksite.model.items import ItemFields
from gksite.model.ledger import LedgerRecord
from gksite.model.records import NoticeFields
from gksite.problems.problem import Level, Location, Problem, Problems, RequestError, did_you_mean
from gksite.text.names import near
from gksite.withheld import named_files
from gksite.workshop import CANNOT_WRITE, LAST, PRIVATE, Workshop, clear
from gksite.write import CHANGED_BY_HAND, FOREIGN, save

_CLOSED = "draft: true\nid: {id}\n"
"""What stands in the place of what is withdrawn: nothing public may show it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was withdrawn: the file that it is written in, and what the build made."""

    file: str
    report: BuildReport


def withdraw(
    root: Path,
    output: Path,
    name: str,
    why: str | None,
    options: BuildOptions,
    problems: Problems,
    progress: Progress,
    *,
    accept: Accept | None = None,
) -> Withdrawn:
    """Bring output/ to the last good site without a notice or an item, and say so in the ledger.

    `name` is its id, with its folder before it where both a notice and an item have that; `accept` signs the site of a
    portal that releases. Raises Stop, RequestError.
    """
    with exclusive(output, root, problems) as workshop:
        settings, place = _settings(workshop, name)
        file, ground = f"content/{place}.yaml", workshop.folder / "withdrawing"
        _lay(ground, workshop, file, problems)
    try:
        _note(root, ground, f"/{place}/", why, options, problems)
        told = Problems()
        wanted = replace(
            options,
            offline=settings.offline,
            search=settings.search,
            components=settings.components,
            as_of=settings.now,
        )
        try:
            report = build(ground, output, wanted, told, progress, home=root, accept=accept)
        finally:
            problems.found += [problem for problem in told.found if _matters(problem)]
        (root / FILE).parent.mkdir(exist_ok=True)
        save(root / FILE, (ground / FILE).read_bytes(), problems)
    finally:
        clear(ground)
    problems.gate()
    return Withdrawn(file, report)


def _lay(ground: Path, workshop: Workshop, file: str, problems: Problems) -> None:
    """Copy what the site was built from, something closed in the place of one file. Raises Stop if the disk refuses."""
    try:
        clear(ground)
        ground.mkdir(mode=PRIVATE)
        copy(workshop.folder / LAST, ground)
        closed = _closed(ground, file)
        (ground / file).write_text(closed, encoding="utf-8")
    except OSError as error:
        clear(ground)
        output = workshop.output.name
        problems.add(CANNOT_WRITE, Location(output), reason=reason(error), output=output)
        problems.gate()


def _closed(ground: Path, file: str) -> str:
    """A draft that says nothing but which files belong to it, so that these stay behind too."""
    text = _CLOSED.format(id=Path(file).stem)
    is_item, told = file.startswith("content/items/"), Problems()
    entry: Entry[ItemFields] | Entry[NoticeFields] | None
    if is_item:
        entry = read_item(ground / file, ground, told, within=ground / "content")
    else:
        entry = read_notice(ground / file, ground, told, within=ground / "content")
    attachments = read_attachments(ground / "content", told)
    paths = sorted(named_files(entry.record, attachments)) if entry else []
    if paths and not is_item:
        return text + f"preamble: {scalar(' '.join(paths), in_flow=True)}\n"
    if paths:
        text += "attachments:\n"
    for path in paths:
        name = f"root/{path}"
        if path.startswith("files/"):
            name = path.removeprefix("files/")
        text += f"  - {{file: {scalar(name, in_flow=True)}, title: '-'}}\n"
    return text


def _matters(problem: Problem) -> bool:
    """Whether a finding is about this withdrawal: warnings of content were given when it was published."""
    return problem.code.level is Level.ERROR or problem.code in (CHANGED_BY_HAND, FOREIGN, NOT_KEPT)


def _settings(workshop: Workshop, name: str) -> tuple[Kept, str]:
    """How the site was built that shows a notice or an item, and its folder and id."""
    settings = kept(workshop)
    if settings is None:
        raise RequestError(
            "没有留下 {output} 上一次生成时的内容，不能单独撤下；"
            "请把 {file} 的 disclosure 改为“不予公开”，或移走这个文件并写进台账，再运行 gksite build",
            output=workshop.output,
            file=f"content/{_place(name)}.yaml",
        )
    meant = []
    for folder, shown in (("notices", settings.notices), ("items", settings.items)):
        meant += [f"{folder}/{id}" for id in shown if name in (id, f"{folder}/{id}")]
    if len(meant) > 1:
        raise RequestError(
            "通知和信息里都有“{id}”；请写成 {first} 或 {second}", id=name, first=meant[0], second=meant[1]
        )
    if not meant:
        ids = [*settings.notices, *settings.items]
        raise RequestError(
            "网站上没有编号为“{id}”的通知或信息{hint}", id=name, hint=did_you_mean(near(name, ids, most=1))
        )
    return settings, meant[0]


def _place(name: str) -> str:
    """The folder and id that a name most likely means, where nothing tells what is published."""
    return name if name.startswith(("notices/", "items/")) else f"notices/{name}"


def _note(root: Path, ground: Path, address: str, why: str | None, options: BuildOptions, problems: Problems) -> None:
    """The ledger as it stands in content/, else as it was, with the withdrawal. Raises Stop, RequestError."""
    entry = _ledger(root, problems) or _ledger(ground, problems)
    for fate in entry.record.addresses if entry else ():
        if fate.address == address and fate.moved is not None:
            raise RequestError("{file} 写着 {address} 已移走；请先删去那一条", file=FILE, address=address)
    save(ground / FILE, with_withdrawal(entry, address, options.today, why).encode(), problems)
    problems.gate()


def _ledger(root: Path, problems: Problems) -> Entry[LedgerRecord] | None:
    if not os.path.lexists(root / FILE):
        return None
    return problems.settled(read_entry(LedgerRecord, root / FILE, root, problems, within=root / "content"))
