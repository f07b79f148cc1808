"""A release: the site built, every gate behind it, its list signed and its log continued, all written as one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gksite.build import BuildOptions, BuildReport, Progress, Tree, build
from gksite.checks.check_tree import check_tree
from gksite.checks.tree import CheckedTree
from gksite.documents.files import content_of, reason
from gksite.hold import locked
from gksite.manifest import read_manifest
from gksite.model.outputs import File
from gksite.problems.problem import Code, Location, Phrase, Problem, Problems, RequestError, Stop
from gksite.proof.noting import note_proof
from gksite.proof.prove import Proof, prove
from gksite.public import DRAFT
from gksite.read import Records
from gksite.releasing.archive import archived
from gksite.releasing.compressed import compressed
from gksite.releasing.history import Happening, History, cosigned, extended, published_files, statement_of
from gksite.releasing.kept_log import check_memory, check_published, read_history, save_history
from gksite.releasing.keys import PortalKey
from gksite.releasing.listing import BadListing, Listed, Listing, list_of, listed, read_listing
from gksite.releasing.places import HISTORY, KEY, MANIFEST, STATEMENT, SUMS
from gksite.releasing.trees import folder_tree
from gksite.tlog.notes import Note, Signer, signed
from gksite.waiving import note_needless
from gksite.workshop import CANNOT_WRITE, Workshop, clear

FOREIGN_HERE = Code(
    "GK856",
    "这个文件不是生成的，发布的清单里不能有它",
    why="发布的每个文件都要有来历；别人放在这里的，没有人审查过。",
    mend="不该公布的请移走；要随网站一起公布的，放进 content/files/，审查后再发布。",
)
_ASKING = "asking"
"""The folder in the workshop whose search is asked before it is released."""
Ask = Callable[[Path], Iterable[Problem]]
"""Asks the search of a site in a folder, and says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a release is asked for beside its site."""

    key: PortalKey
    note: str | None = None
    sm3: bool = False
    cosignatures: tuple[Note, ...] = ()
    ask: Ask | None = None
    """Absent where the machine has nothing to ask with."""


@dataclass(frozen=True, slots=True)
class Released:
    """What was released: all files of output/, the log, and whether this is a new release."""

    report: BuildReport
    files: tuple[File, ...]
    history: History
    is_new: bool

    @property
    def archive(self) -> bytes:
        """The release as one file."""
        return archived(self.files, self.history.day, self.history.release)


@dataclass(slots=True)
class Gate:
    """What stands between a finished site and output/: it is looked at, listed, signed and logged."""

    root: Path
    options: BuildOptions
    wish: Wish
    problems: Problems
    progress: Progress
    proof: Proof | None = None
    history: History | None = None
    files: tuple[File, ...] = ()
    is_new: bool = False
    is_again: bool = False
    """Whether what was proved had not been written down: the pages that say so are to be made once more."""
    refusal: Phrase | None = None
    """Why a withdrawal could not be signed."""

    def prove(self, records: Records) -> tuple[Problem, ...]:
        """Hold the notices against their sources."""
        self.proof = prove(records)
        return self.proof.problems

    def accept(self, tree: Tree, workshop: Workshop) -> Sequence[File]:
        """The files of the release beside those of the site. Raises Stop, RequestError."""
        self.progress("检查页面")
        files = {file.path: file for file in tree.files}
        checked = CheckedTree(tree.site, files, self.options.today, tree.records, tree.ledger)
        self.problems.found += check_tree(checked)
        note_needless(tree.waivers, self.problems)
        if stops(self.problems):
            raise Stop
        if self.proof and note_proof(self.proof, self.root, self.options.today, self.problems):
            self.is_again = True
            raise Stop
        self._ask(tree.files, workshop)
        with locked(self.wish.key.file):
            more, history = self._made(tree, workshop.output)
            _refuse_foreign(self.files, workshop.output, self.problems)
            try:
                self._save(history)
            except OSError as error:
                self.problems.add(CANNOT_WRITE, Location(HISTORY), reason=reason(error), output=HISTORY)
                raise Stop from error
        return more

    def accept_withdrawal(self, tree: Tree, workshop: Workshop) -> Sequence[File]:
        """The same of a site that only lacks what was withdrawn: nothing may stand in the way of that."""
        try:
            with locked(self.wish.key.file):
                more, history = self._made(tree, workshop.output)
                self._save(history)
        except RequestError as error:
            self.refusal = error.phrase
        except OSError as error:
            self.refusal = reason(error)
        return more if self.refusal is None else unsigned(tree, workshop)

    def _made(self, tree: Tree, output: Path) -> tuple[tuple[File, ...], History]:
        """The files of the release beside those of the site, and the log with it. Raises RequestError."""
        self.progress("压缩、签名、记入日志")
        site = (*tree.files, *compressed(tree.files))
        shown = listed(site, sm3=self.wish.sm3)
        history, listing = self._logged(tree, site, shown, output)
        more = (*site[len(tree.files) :], *_release_files(self.wish.key.signer, history, listing))
        self.files = (*tree.files, *more)
        return more, history

    def _ask(self, files: Sequence[File], workshop: Workshop) -> None:
        """Ask the search before anybody else does. Raises Stop where an answer is wrong."""
        if self.wish.ask is None or not self.options.search:
            return
        folder = workshop.folder / _ASKING
        try:
            clear(folder)
            for file in files:
                (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
                (folder / file.path).write_bytes(file.content)
            self.problems.found += self.wish.ask(folder)
        finally:
            clear(folder)
        self.problems.gate()

    def _logged(
        self, tree: Tree, site: Sequence[File], shown: tuple[Listed, ...], output: Path
    ) -> tuple[History, Listing]:
        """The log with this site in it, and its list: as they are where the site is the one that was released last."""
        signer, today = self.wish.key.signer, self.options.today
        history = read_history(self.root, signer.verifier)
        if today < history.day:
            raise RequestError("上一次发布是 {day}，这一次不能写成更早的日期", day=history.day)
        listing = list_of(signer.seed, signer.name, history.release, history.day, shown)
        self.is_new = not history.ends_with(listing)
        if self.is_new:
            departed = {f"{gone.url}index.html": gone for gone in tree.site.departed}
            listing = list_of(signer.seed, signer.name, history.release + 1, today, shown)
            files = {file.path: file for file in site}
            history = extended(history, listing, files, Happening(today, self.wish.note, departed), signer)
        check_memory(history, self.wish.key.memory(self.root))
        check_published(history, output, signer.verifier)
        for note in self.wish.cosignatures:
            history = cosigned(history, note)
        return history, listing

    def _save(self, history: History) -> None:
        """The log comes first: a release that is published is in it, whatever happens in between. Raises OSError."""
        save_history(history, self.root, self.wish.key.memory(self.root))
        self.history = history


def release(
    root: Path, output: Path, options: BuildOptions, wish: Wish, problems: Problems, progress: Progress
) -> Released:
    """Bring output/ up to date as a release, or leave it as it was. Raises Stop, RequestError."""
    gate = Gate(root, options, wish, problems, progress)
    try:
        report = build(root, output, options, problems, progress, prove=gate.prove, accept=gate.accept)
    except Stop:
        if not gate.is_again:
            raise
        problems.found.clear()
        gate = Gate(root, options, wish, problems, progress)
        report = build(root, output, options, problems, progress, prove=gate.prove, accept=gate.accept)
    if gate.history is None:
        raise Stop
    return Released(report, gate.files, gate.history, gate.is_new)


def stops(problems: Problems) -> list[Problem]:
    """The findings that stop a release: errors, what has to be there before one, and drafts."""
    return [*problems.obstacles(), *(problem for problem in problems.found if problem.code is DRAFT)]


def _release_files(signer: Signer, history: History, listing: Listing) -> tuple[File, ...]:
    """The list, its sums, its signature, the key, and the log."""
    return (
        File(MANIFEST, listing.encoded),
        File(SUMS, listing.sums),
        File(STATEMENT, signed(statement_of(history, listing).text, signer).encoded),
        File(KEY, f"{signer.verifier.text}\n".encode()),
        *published_files(history, listing, signer),
    )


def unsigned(tree: Tree, workshop: Workshop) -> tuple[File, ...]:
    """The list of a site that cannot be signed, by which it can be published all the same, and its sums."""
    site = (*tree.files, *compressed(tree.files))
    number, day, origin = 1, date.min, tree.site.config.name
    with suppress(BadListing):
        before = read_listing(content_of(workshop.output, MANIFEST) or b"")
        number, day, origin = before.release, before.day, before.origin
    listing = Listing(origin, number, day, "", listed(site, sm3=False))
    return (*site[len(tree.files) :], File(MANIFEST, listing.encoded), File(SUMS, listing.sums))


def _refuse_foreign(files: Sequence[File], output: Path, problems: Problems) -> None:
    """Raise Stop where something in output/ was made neither by this release nor by a build before."""
    if not output.is_dir():
        return
    before = read_manifest(output)
    ours: Mapping[str, str] = before.files if before else {}
    known = {file.path for file in files} | set(ours)
    for path in sorted((folder_tree(output).paths or frozenset()) - known):
        problems.add(FOREIGN_HERE, Location(f"{output.name}/{path}"))
    problems.gate()
