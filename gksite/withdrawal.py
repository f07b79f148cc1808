"""One notice withdrawn at once: the last good site built again without it, whatever stands in content/ now."""

import os
from dataclasses import replace
from pathlib import Path

from gksite.build import BuildOptions, BuildReport, Progress, build
from gksite.documents.files import reason
from gksite.documents.shapes import Entry, read_entry
from gksite.hold import exclusive
from gksite.keeping import NOT_KEPT, Kept, copy, kept
from gksite.ledger.fates import FILE
from gksite.ledger.record import with_withdrawal
from gksite.model.ledger import LedgerRecord
from gksite.problems.problem import Level, Location, Problem, Problems, RequestError, did_you_mean
from gksite.text.names import near
from gksite.workshop import CANNOT_WRITE, LAST, PRIVATE, Workshop, clear
from gksite.write import CHANGED_BY_HAND, FOREIGN, save

NOTICE = "content/notices/{id}.yaml"
"""Where a notice stands."""
_CLOSED = "draft: true\nid: {id}\n"
"""What stands in the place of a notice that is withdrawn: nothing public may show it."""


def withdraw(
    root: Path, output: Path, id: str, why: str | None, options: BuildOptions, problems: Problems, progress: Progress
) -> BuildReport:
    """Bring output/ to the last good site without a notice, and say so in the ledger. Raises Stop, RequestError."""
    with exclusive(output, root, problems) as workshop:
        settings = _settings(workshop, id)
        ground = workshop.folder / "withdrawing"
        _lay(ground, workshop, id, problems)
    try:
        _note(root, ground, f"/notices/{id}/", why, options, problems)
        told = Problems()
        wanted = replace(
            options,
            offline=settings.offline,
            search=settings.search,
            components=settings.components,
            as_of=settings.now,
        )
        try:
            report = build(ground, output, wanted, told, progress, home=root)
        finally:
            problems.found += [problem for problem in told.found if _matters(problem)]
        (root / FILE).parent.mkdir(exist_ok=True)
        save(root / FILE, (ground / FILE).read_bytes(), problems)
    finally:
        clear(ground)
    problems.gate()
    return report


def _lay(ground: Path, workshop: Workshop, id: str, problems: Problems) -> None:
    """Copy what the site was built from, a closed notice in the place of one. Raises Stop where the disk refuses."""
    try:
        clear(ground)
        ground.mkdir(mode=PRIVATE)
        copy(workshop.folder / LAST, ground)
        (ground / NOTICE.format(id=id)).write_text(_CLOSED.format(id=id), encoding="utf-8")
    except OSError as error:
        clear(ground)
        output = workshop.output.name
        problems.add(CANNOT_WRITE, Location(output), reason=reason(error), output=output)
        problems.gate()


def _matters(problem: Problem) -> bool:
    """Whether a finding is about this withdrawal: warnings of content were given when it was published."""
    return problem.code.level is Level.ERROR or problem.code in (CHANGED_BY_HAND, FOREIGN, NOT_KEPT)


def _settings(workshop: Workshop, id: str) -> Kept:
    """How the site was built that shows the notice."""
    settings = kept(workshop)
    if settings is None:
        raise RequestError(
            "没有留下 {output} 上一次生成时的内容，不能单独撤下；"
            "请把 {file} 的 disclosure 改为“不予公开”，或移走这个文件并写进台账，再运行 gksite build",
            output=workshop.output,
            file=NOTICE.format(id=id),
        )
    if id not in settings.notices:
        raise RequestError(
            "网站上没有编号为“{id}”的通知{hint}", id=id, hint=did_you_mean(near(id, settings.notices, most=1))
        )
    return settings


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
