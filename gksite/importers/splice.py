"""Change single values of a YAML text and leave every other character as it is; the only door to `ruamel.yaml`."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from gksite.source import Loc

Entry: TypeAlias = str | dict[str, str]
Value: TypeAlias = str | list[Entry] | None
"""A text, a list of names, or None for a key that is to go."""

_INDICATOR = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`]")
_NOT_TEXT = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+]?[0-9.][0-9.eE+_xo:-]*|[-+]?\.(?:inf|nan)|=|<<|---.*|\.\.\..*)",
    re.IGNORECASE,
)
_UNUSUAL = re.compile(r"[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffd]")


def splice(text: str, changes: Sequence[tuple[Loc, Value]], order: Callable[[Loc], Sequence[str]]) -> str:
    """The text with some values set, added or taken away; a new key stands behind those before it in its order.

    The text must be a YAML mapping without anchors and tags, and every place but the last step of each must exist.
    """
    ended = text.endswith("\n")
    text = text if ended else text + "\n"
    for adding in (False, True):  # a new key may stand behind a value that changes
        root = YAML(typ="rt", pure=True).compose(text)
        found = [e for loc, value in changes for e in _Splice(text, order(loc)).edits(root, loc, value, adding=adding)]
        numbered = [(start, end, i, new) for i, (start, end, new) in enumerate(found)]
        for start, end, _, new in sorted(numbered, reverse=True):
            text = text[:start] + new + text[end:]
    return text if ended else text.removesuffix("\n")


class _Splice:
    """The edits that one change of a text comes to, as (start, end, new text)."""

    def __init__(self, text: str, order: Sequence[str]) -> None:
        self.text, self.order = text, order

    def edits(self, root: Node, loc: Loc, value: Value, *, adding: bool) -> Iterator[tuple[int, int, str]]:
        """Those that add a key, or those that change one."""
        mapping = _mapping(root, loc[:-1])
        pairs = mapping.value
        index = next((i for i, (key, _) in enumerate(pairs) if key.value == loc[-1]), None)
        if adding or index is None:
            if adding and index is None and value:
                yield self.added(mapping, str(loc[-1]), value)
        elif not value:
            yield self.removed(mapping, index)
        elif isinstance(value, list) and isinstance(node := pairs[index][1], SequenceNode) and node.value:
            yield from self.relisted(node, value)
        else:
            yield self.replaced(pairs[index], value, in_flow=bool(mapping.flow_style))

    def replaced(self, pair: tuple[Node, Node], value: Value, *, in_flow: bool) -> tuple[int, int, str]:
        key, node = pair
        start, end = node.start_mark.index, self.end_of(node)
        space = ""
        if isinstance(node, ScalarNode) and not node.value and node.style is None:  # nothing stands behind the colon
            start = end = self.text.index(":", key.end_mark.index) + 1
            space = " "
        column = key.start_mark.column
        stands_alone = not self.text[end : self.line_end(end)].strip() and self.behind_comments(end, column) == end
        note = self.note_of(node)
        said = self.shown(value, column, note, block=not in_flow and stands_alone)
        return start, end, space + said

    def note_of(self, node: Node) -> str:
        """The comment behind the sign of a block scalar."""
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">"):
            return ""
        start = node.start_mark.index
        found = re.search(r"\s+#.*", self.text[start : self.line_end(start)])
        return found[0] if found else ""

    def added(self, mapping: MappingNode, name: str, value: Value) -> tuple[int, int, str]:
        rank = self.order.index(name)
        before = [p for p in mapping.value if p[0].value in self.order and self.order.index(p[0].value) < rank]
        column = mapping.value[0][0].start_mark.column
        said = f"{name}: {self.shown(value, column, block=not mapping.flow_style)}"
        end = self.end_of(before[-1][1])
        if mapping.flow_style:
            return end, end, f", {said}"
        end = self.behind_comments(self.line_end(end), column)
        return end, end, f"\n{' ' * column}{said}"

    def behind_comments(self, at: int, column: int) -> int:
        """The end of the comments on the next lines that stand further in than a key."""
        while (match := re.compile(rf"(?:\n[ ]*)*\n {{{column + 1},}}#.*").match(self.text, at)) is not None:
            at = match.end()
        return at

    def removed(self, mapping: MappingNode, index: int) -> tuple[int, int, str]:
        key, node = mapping.value[index]
        start, end = key.start_mark.index, self.end_of(node)
        line = self.text.rfind("\n", 0, start) + 1
        if not mapping.flow_style and not self.text[line:start].strip():
            return line, self.line_end(end) + 1, ""
        if index + 1 < len(mapping.value):
            return start, mapping.value[index + 1][0].start_mark.index, ""
        return self.end_of(mapping.value[index - 1][1]), end, ""

    def relisted(self, node: SequenceNode, value: list[Entry]) -> Iterator[tuple[int, int, str]]:
        old = [self.text[item.start_mark.index : self.end_of(item)] for item in node.value]
        had = [_plain(item) for item in node.value]
        spare = dict(zip(map(_key, had), old, strict=True))
        shown = [spare.get(_key(entry)) or self.item(entry, in_flow=bool(node.flow_style)) for entry in value]
        if node.flow_style:
            yield node.start_mark.index, self.end_of(node), f"[{', '.join(shown)}]"
            return
        dashes = [self.text.rindex("-", 0, item.start_mark.index) for item in node.value]
        lines = [self.text.rfind("\n", 0, dash) + 1 for dash in dashes]
        indent = self.text[lines[0] : dashes[0]]
        same = SequenceMatcher(None, list(map(_key, had)), list(map(_key, value)), autojunk=False)
        for kind, a, b, c, d in same.get_opcodes():
            if kind == "equal":
                continue
            start = lines[a] if a < len(lines) else self.line_end(self.end_of(node.value[-1])) + 1
            end = self.line_end(self.end_of(node.value[b - 1])) + 1 if b > a else start
            yield start, end, "".join(f"{indent}- {item}\n" for item in shown[c:d])

    def shown(self, value: Value, column: int, note: str = "", *, block: bool) -> str:
        """A value as it is written behind its key, with its comment; over several lines where that is allowed."""
        if isinstance(value, list):
            return f"[{', '.join(self.item(entry, in_flow=True) for entry in value)}]{note}"
        text = value or ""
        if block and "\n" in text and _fits_a_block(text):
            lines = (f"{' ' * (column + 2)}{line}" if line else "" for line in text.split("\n"))
            return "\n".join([f"|-{note}", *lines])
        return _scalar(text, in_flow=not block) + note

    def item(self, entry: Entry, *, in_flow: bool) -> str:
        if isinstance(entry, str):
            return _scalar(entry, in_flow=in_flow)
        return "{" + ", ".join(f"{key}: {_scalar(text, in_flow=True)}" for key, text in entry.items()) + "}"

    def end_of(self, node: Node) -> int:
        """The index behind the last character of a node, comments and blank lines behind it left out."""
        if isinstance(node, ScalarNode):
            return self.end_of_block(node) if node.style in ("|", ">") else int(node.end_mark.index)
        if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self.end_of(last[1] if isinstance(node, MappingNode) else last)

    def end_of_block(self, node: ScalarNode) -> int:
        """A block scalar goes on while lines are blank or stand further in than its key."""
        line = self.text.rfind("\n", 0, node.start_mark.index) + 1
        before = self.text[line : node.start_mark.index]
        column = len(before) - len(before.lstrip("- "))
        column -= 2 if column == len(before) else 0  # an item of a list, not the value of a key
        end = at = self.line_end(node.start_mark.index)
        while at < len(self.text):
            begin = self.text.index("\n", at) + 1 if "\n" in self.text[at:] else len(self.text)
            at = self.line_end(begin)
            words = self.text[begin:at]
            if words.strip() and len(words) - len(words.lstrip(" ")) <= column:
                break
            end = at if words.strip() else end
            if begin == len(self.text):
                break
        return end

    def line_end(self, at: int) -> int:
        """The index of the line break behind a place."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found


def _mapping(node: Node, loc: Loc) -> MappingNode:
    """The mapping at a place."""
    for step in loc:
        if isinstance(node, MappingNode):
            node = next(value for key, value in node.value if key.value == step)
        else:
            node = node.value[step]
    assert isinstance(node, MappingNode)  # noqa: S101  the caller has read this text
    return node


def _plain(node: Node) -> Entry:
    if isinstance(node, MappingNode):
        return {key.value: value.value for key, value in node.value}
    return str(node.value)


def _key(entry: Entry) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)


def _fits_a_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(lines[0].strip() and lines[-1].strip()) and not (
        text.startswith(" ") or _UNUSUAL.search(text) or any(line != line.rstrip() for line in lines)
    )


def _scalar(text: str, *, in_flow: bool) -> str:
    """A text as a plain scalar where that is safe, else in double quotes."""
    safe = (
        text == text.strip()
        and "\n" not in text
        and not (_INDICATOR.match(text) or _NOT_TEXT.fullmatch(text) or _UNUSUAL.search(text))
        and not re.search(r":(?:\s|$)|\s#", text)
        and not (in_flow and re.search(r"[,\[\]{}]|:", text))
    )
    if text and safe:
        return text
    return _UNUSUAL.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\U{number:08X}" if number > 0xFFFF else f"\\u{number:04x}"
