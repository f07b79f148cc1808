"""What a matter is disclosed by, as cells of public forms write it: several documents, with clauses and their words."""

import re
from collections.abc import Iterator

from gksite.model.catalogue import Basis

_NUMERAL = "[零〇一二三四五六七八九十百千0-9０-９]{1,9}"
_CLAUSE = re.compile(
    rf"第{_NUMERAL}条(?:之{_NUMERAL})?(?:[、，,和及与至到—~-]?第?(?:{_NUMERAL})?[条款项（(][^：:《》\n。]{{0,40}})?"
)
"""A clause with what belongs to it: 第二十条第（七）项, 第六条至第九条."""
_NUMBER = re.compile(r"\s*(?:[（(]?\d{1,2}[.．、)）]|【\d{1,2}】|[①-⑳])\s*(?=[《【])")
"""What counts the documents of a cell, and is no part of their names."""
_KIND = re.compile(r"【[^】]{1,12}】\s*\Z")
"""What sorts a document: 【法律】."""
_BEGINS = re.compile(r"\s*(?:【[^】]{1,12}】\s*)?《")
"""How a line begins that names a document."""
_BETWEEN = re.compile(r"(?<![、，,；;。\s])(?:[、，,；;。\s]|(?<=》)(?:以及|和|及|与))+\Z")
"""What ends a document and is no part of it."""


def bases(text: str) -> list[Basis]:
    """The documents that a cell names; words that belong to none of them stay with the one before."""
    found: list[Basis] = []
    has_words = False
    for line in _whole_lines(text):
        said = line[match.end() :] if (match := _NUMBER.match(line)) else line
        if has_words and _BEGINS.match(said) is None:
            found[-1] = _with_words(found[-1], line)
            continue
        for piece in _documents(said):
            basis, has_words = _basis(piece)
            found.append(basis)
    return found


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of a cell; one that was broken inside a title goes on."""
    held = ""
    for line in text.split("\n"):
        held += line.strip()
        if held and held.count("《") <= held.count("》"):
            yield held
            held = ""
    if held:
        yield held


def _with_words(basis: Basis, line: str) -> Basis:
    """A document with one more line of the words of its clause."""
    before = f"{basis.text}\n" if basis.text else ""
    return basis.model_copy(update={"text": before + line})


def _documents(line: str) -> Iterator[str]:
    """A line cut before every title at its top level, until the words of a clause begin."""
    start, depth = 0, 0
    for at, character in enumerate(line):
        if character == "《" and depth == 0 and at > start:
            before = line[start:at]
            if _words_of(before) is not None:
                break
            kind = _KIND.search(before)
            piece = before[: kind.start()] if kind else before
            if "》" in piece or _BETWEEN.search(piece):
                yield _BETWEEN.sub("", piece)
                start += len(piece)
        depth += (character == "《") - (character == "》")
    last = line[start:]
    yield last if _words_of(last) is not None else _BETWEEN.sub("", last)


def _words_of(piece: str) -> int | None:
    """Where the words of a document's clause begin, behind a colon; None where none do."""
    clause = _CLAUSE.search(piece, piece.find("》") + 1)
    if clause is None:
        return None
    colon = re.compile(r"\s*[：:]").match(piece, clause.end())
    return colon.end() if colon else None


def _basis(piece: str) -> tuple[Basis, bool]:
    """A document out of its words, and whether the words of its clause have begun."""
    clause = _CLAUSE.search(piece, piece.find("》") + 1)
    if clause is None or clause.start() == 0:
        return Basis(title=piece), False
    at = _words_of(piece)
    stated = piece[clause.start() :] if at is None else clause[0]
    text = None if at is None else piece[at:].strip()
    title = _BETWEEN.sub("", piece[: clause.start()])
    return Basis(title=title, clause=stated.strip(), text=text or None), at is not None


def printed(basis: Basis) -> str:
    """A document with its clause as public forms print it."""
    return f"{basis.title}{basis.clause or ''}"


def numbered(found: list[str]) -> str:
    """One text of each document, in one cell; several are numbered, so that the cells beside say of which they are."""
    if len(found) < 2 or not any(found):
        return "".join(found)
    return "\n".join(f"【{number}】{text}" for number, text in enumerate(found, 1))


def unnumbered(text: str) -> list[str]:
    """The texts that a cell numbers; one that numbers none is one."""
    found: list[str] = []
    for line in text.split("\n"):
        sign = f"【{len(found) + 1}】"
        if line.startswith(sign):
            found.append(line.removeprefix(sign).strip())
        elif found:
            found[-1] = f"{found[-1]}\n{line}".strip()
        else:
            return [text] if text else []
    return found
