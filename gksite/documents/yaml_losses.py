"""What a YAML text loses without an error: words behind a number sign, signs at the start, lines taken for text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from gksite.documents.yaml_scalar import in_single_quotes
from gksite.documents.yaml_slips import (
    BAD_YAML,
    Slip,
    has_key,
    key_slip,
    open_quote,
    slip_in,
    swallowed_slip,
    unclosed_quote,
)
from gksite.documents.yaml_values import quote_first
from gksite.problems.problem import Code, Location, Phrase, Problems, instead

CUT = Code(
    "GK014",
    "从“{cut}”起会被当作注释丢掉；是注释时，# 前面空两格、后面空一格{hint}",
    why="YAML 里空格后面的 # 是注释的开头，它后面的文字不会发布，也没有别的提示。",
    mend="# 是文字的一部分时，给整段文字加半角单引号；是注释时，# 前面空两格，后面空一格，或者另起一行。",
)
_BEHIND = re.compile(r"[ \t]*(?P<cut>#.*)")
"""What YAML drops behind a value."""
_COMMENT = re.compile(r"(?:  | *+\t)[ \t]*+#[ \t]|[ \t]*+#\Z")
"""A comment as it may stand behind a text."""
_COMMENT_BEHIND_A_WORD = re.compile(r"[ \t]+#[ \t]")
"""A comment as it may stand behind a number, a day, an id and the like, of which no text can be cut."""
_WORD = re.compile(r"[\x21-\x7e]+")
"""Such a value."""
_GLUED = re.compile(r".*?:[ \t]+(?P<cut>#[^\s#].*)")
"""A key with a number sign behind it that begins a text rather than a comment."""
_ODD_KEY = re.compile(r"[:：\u3000\xa0]|^[-－—–]")
"""What no key of the content files holds."""


@dataclass(frozen=True, slots=True)
class _Scalar:
    """A text in a YAML document, with the key that it stands behind or None for an item of a list."""

    node: yaml.ScalarNode
    key: yaml.Node | None


def note_losses(root: yaml.Node, path: str, text: str, problems: Problems) -> None:
    """Note every line from which YAML took less than stands there, or something else."""
    lines = text.split("\n")
    if isinstance(root, yaml.ScalarNode):
        _note(_slips(lines, range(len(lines))), path, problems)
    for mapping in _nodes(root, yaml.MappingNode):
        for key, _ in mapping.value:
            _note(_in_key(key, lines), path, problems)
    for scalar in _scalars(root):
        _note(_swallowed(scalar, lines), path, problems)
        _note(_sign(scalar.node, text), path, problems)
        _note_cut(scalar, path, text, problems)


def _note(faults: Iterable[tuple[int, Slip]], path: str, problems: Problems) -> None:
    for line, slip in faults:
        problems.add(BAD_YAML, Location(path, line, slip.column), reason=slip.reason)


def _nodes(root: yaml.Node, kind: type[yaml.Node]) -> Iterator[yaml.Node]:
    """The nodes of one kind, each once."""
    stack, seen = [root], {id(root)}
    while stack:
        node = stack.pop()
        if isinstance(node, kind):
            yield node
        for child in _below(node):
            if id(child) not in seen:
                seen.add(id(child))
                stack.append(child)


def _below(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return []


def _scalars(root: yaml.Node) -> Iterator[_Scalar]:
    for mapping in _nodes(root, yaml.MappingNode):
        for key, value in mapping.value:
            if isinstance(value, yaml.ScalarNode):
                yield _Scalar(value, key)
    for sequence in _nodes(root, yaml.SequenceNode):
        for item in sequence.value:
            if isinstance(item, yaml.ScalarNode):
                yield _Scalar(item, None)


def _slips(lines: list[str], where: Iterable[int]) -> Iterator[tuple[int, Slip]]:
    for at in where:
        slip = slip_in(lines[at])
        if slip is not None:
            yield at + 1, slip


def _in_key(key: yaml.Node, lines: list[str]) -> Iterator[tuple[int, Slip]]:
    """What made a key of something longer."""
    if not isinstance(key, yaml.ScalarNode) or key.style or not _ODD_KEY.search(key.value):
        return
    slip = key_slip(lines[key.start_mark.line])
    if slip is not None:
        yield key.start_mark.line + 1, slip


def _swallowed(scalar: _Scalar, lines: list[str]) -> Iterator[tuple[int, Slip]]:
    """Lines that became more text of a value, though they look like keys or items of their own."""
    node = scalar.node
    first, last = node.start_mark.line, min(node.end_mark.line, len(lines) - 1)
    if node.style in ("|", ">"):
        return
    if node.style and any(map(has_key, lines[first + 1 : last + 1])):
        found = open_quote(lines[first])
        if found is not None:
            yield first + 1, unclosed_quote(found, last + 1)
        return
    if lines[first][: node.start_mark.column].strip() or node.style:
        first += 1
    for at in range(first, last + 1):
        slip = swallowed_slip(lines[at], in_list=scalar.key is None)
        if slip is not None:
            yield at + 1, slip


def _sign(node: yaml.ScalarNode, text: str) -> Iterator[tuple[int, Slip]]:
    """A sign of YAML's own with which a text begins: an anchor or a tag, which would be dropped."""
    start = node.start_mark.index
    if node.start_mark.index == node.end_mark.index or text[start] not in "&!":
        return
    written = text[start : _line_end(text, start)].rstrip()
    reason = Phrase("{fault}{hint}", fault=quote_first(text[start]), hint=instead(in_single_quotes(written)))
    yield node.start_mark.line + 1, Slip(node.start_mark.column + 1, reason)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end


def _note_cut(scalar: _Scalar, path: str, text: str, problems: Problems) -> None:
    """Note what is dropped behind a plain text, or between a key and its text."""
    node = scalar.node
    start, end = node.start_mark.index, node.end_mark.index
    if scalar.key is not None and scalar.key.end_mark.line < node.start_mark.line:
        above = scalar.key.start_mark.index
        match = _GLUED.match(text, scalar.key.end_mark.index, _line_end(text, above))
        if match is not None:
            problems.add(CUT, Location.in_text(path, text, match.start("cut")), cut=match["cut"], hint=Phrase(""))
    if node.style:
        return
    match = _BEHIND.match(text, end, _line_end(text, end))
    if match is None or _is_comment(text[start:end], match[0]):
        return
    written = text[start : match.end()].strip()
    hint = instead(in_single_quotes(written), "；是文字时写成 {mended}")
    problems.add(CUT, Location.in_text(path, text, match.start("cut")), cut=match["cut"].rstrip(), hint=hint)


def _is_comment(value: str, behind: str) -> bool:
    if _WORD.fullmatch(value):
        return _COMMENT_BEHIND_A_WORD.match(behind) is not None
    return _COMMENT.match(behind) is not None
