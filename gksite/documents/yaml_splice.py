"""Change single values of a YAML text and leave every other character as it is."""

import json
import re
import textwrap
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple, TypeAlias

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from gksite.documents.yaml_scalar import fits_a_block, scalar
from gksite.model.walk import KeyPath

Entry: TypeAlias = str | dict[str, str]
Value: TypeAlias = "str | list[Entry] | Written | None"
"""A text, a list of names, what is written already, or None for a key that is to go."""


class Written(str):
    """A value in the words of YAML, on one line."""


class Edit(NamedTuple):
    """What replaces the characters of a text from one index up to another."""

    start: int
    end: int
    new: str


def splice(text: str, changes: Sequence[tuple[KeyPath, Value]], order: Callable[[KeyPath], Sequence[str]]) -> str:
    """The text with some values set, added or taken away; a new key stands behind those before it in its order.

    The text must be a YAML mapping without anchors and tags, and every place but the last step of each must exist.
    """
    ended = text.endswith("\n")
    text = text if ended else text + "\n"
    # twice, because a new key may stand behind a value that changes
    for method in (_Splicer.changes, _Splicer.additions):
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        edits: list[Edit] = []
        for key_path, value in changes:
            mapping = _mapping(root, key_path[:-1])
            edits += method(_Splicer(text, order(key_path)), mapping, str(key_path[-1]), value)
        for edit in sorted(edits, key=lambda edit: edit[:2])[::-1]:
            text = text[: edit.start] + edit.new + text[edit.end :]
    return text if ended else text.removesuffix("\n")


def splice_items(text: str, key: str, removed: Collection[int], added: Mapping[int, str]) -> str:
    """The text with some items of the list behind a key taken away, and others put behind an item, -1 before all.

    Every item must begin on a line of its own; what is added is whole lines, indented as the items there are.
    """
    ended = text.endswith("\n")
    text = text if ended else text + "\n"
    splicer = _Splicer(text, ())
    node = _list(yaml.compose(text, Loader=yaml.CSafeLoader), key)
    dashes = [text.rindex("-", 0, item.start_mark.index) for item in node.value]
    starts = [*map(splicer.line_start, dashes)]
    ends = [splicer.line_after(item) for item in node.value]
    edits = [Edit(starts[index], ends[index], "") for index in removed]
    for index, lines in added.items():
        at = ends[index] if index >= 0 else starts[0]
        edits.append(Edit(at, at, lines))
    for edit in sorted(edits, key=lambda edit: edit[:2])[::-1]:
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text if ended else text.removesuffix("\n")


def with_item(text: str, key: str, entry: Entry) -> str:
    """The text with one item more at the end of the list behind a key, which must have some."""
    node = _list(yaml.compose(text, Loader=yaml.CSafeLoader), key)
    splicer = _Splicer(text, ())
    item = splicer.item(entry, in_flow=True)
    if node.flow_style:
        end = splicer.end_of(node.value[-1])
        return f"{text[:end]}, {item}{text[end:]}"
    indent = " " * (indent_of_items(text, key) or 0)
    return splice_items(text, key, (), {len(node.value) - 1: f"{indent}- {item}\n"})


def indent_of_items(text: str, key: str) -> int | None:
    """Blanks before the dashes of the list behind a key; None where its items do not each begin a line."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    node = _list(root, key)
    if node.flow_style or not node.value:
        return None
    splicer = _Splicer(text, ())
    dash = text.rindex("-", 0, node.value[0].start_mark.index)
    return dash - splicer.line_start(dash)


def _list(root: Node | None, key: str) -> SequenceNode:
    """The list behind a key of a text that the caller has read: there is one."""
    mapping = _mapping(root, ())
    index = _pair(mapping, key)
    node = None if index is None else mapping.value[index][1]
    if not isinstance(node, SequenceNode):
        raise TypeError(f"no list at {key}")
    return node


@dataclass(frozen=True, slots=True)
class _Splicer:
    """The edits that one change of a text comes to; `order` is that of the keys beside the changed one."""

    text: str
    order: Sequence[str]

    def additions(self, mapping: MappingNode, key: str, value: Value) -> Iterator[Edit]:
        """Those that add a key."""
        if value and _pair(mapping, key) is None:
            yield self.added(mapping, key, value)

    def changes(self, mapping: MappingNode, key: str, value: Value) -> Iterator[Edit]:
        """Those that change a key or take it away."""
        index = _pair(mapping, key)
        if index is None:
            return
        node = mapping.value[index][1]
        if not value:
            yield self.removed(mapping, index)
        elif isinstance(value, list) and isinstance(node, SequenceNode) and node.value:
            yield from self.relisted(node, value)
        else:
            yield self.replaced(mapping.value[index], value, in_flow=bool(mapping.flow_style))

    def replaced(self, pair: tuple[Node, Node], value: Value, *, in_flow: bool) -> Edit:
        key, node = pair
        start, end = node.start_mark.index, self.end_of(node)
        space = ""
        if isinstance(node, ScalarNode) and not node.value and node.style is None:  # nothing stands behind the colon
            start = end = self.text.index(":", key.end_mark.index) + 1
            space = " "
        column = key.start_mark.column
        stands_alone = not self.text[end : self.line_end(end)].strip() and self.behind_comments(end, column) == end
        note = self.note_of(node)
        return Edit(start, end, space + self.shown(value, column, note, block=not in_flow and stands_alone))

    def note_of(self, node: Node) -> str:
        """The comment behind the sign of a block scalar."""
        if not _is_block(node):
            return ""
        start = node.start_mark.index
        found = re.search(r"\s+#.*", self.text[start : self.line_end(start)])
        return found[0] if found else ""

    def added(self, mapping: MappingNode, name: str, value: Value) -> Edit:
        rank = self.order.index(name)
        before = [pair for pair in mapping.value if pair[0].value in self.order[:rank]]
        column = mapping.value[0][0].start_mark.column
        line = f"{name}: {self.shown(value, column, block=not mapping.flow_style)}"
        end = self.end_of(before[-1][1])
        if mapping.flow_style:
            return Edit(end, end, f", {line}")
        end = self.behind_comments(self.line_end(end), column)
        return Edit(end, end, f"\n{' ' * column}{line}")

    def behind_comments(self, at: int, column: int) -> int:
        """The end of the comments on the next lines that stand further in than a key."""
        comment = re.compile(rf"(?:\n[ ]*)*\n {{{column + 1},}}#.*")
        while (match := comment.match(self.text, at)) is not None:
            at = match.end()
        return at

    def removed(self, mapping: MappingNode, index: int) -> Edit:
        key, node = mapping.value[index]
        start, end = key.start_mark.index, self.end_of(node)
        line = self.line_start(start)
        if not mapping.flow_style and not self.text[line:start].strip():
            return Edit(line, self.line_end(end) + 1, "")
        if index + 1 < len(mapping.value):
            return Edit(start, mapping.value[index + 1][0].start_mark.index, "")
        return Edit(self.end_of(mapping.value[index - 1][1]), end, "")

    def relisted(self, node: SequenceNode, value: list[Entry]) -> Iterator[Edit]:
        """A list with other items: those that stay keep their own characters."""
        had = [_identity(_plain(item)) for item in node.value]
        written = [self.text[item.start_mark.index : self.end_of(item)] for item in node.value]
        as_it_was = dict(zip(had, written, strict=True))
        wanted = [_identity(entry) for entry in value]
        items = []
        for entry, identity in zip(value, wanted, strict=True):
            items.append(as_it_was.get(identity) or self.item(entry, in_flow=bool(node.flow_style)))
        if node.flow_style:
            yield Edit(node.start_mark.index, self.end_of(node), f"[{', '.join(items)}]")
            return
        dashes = [self.text.rindex("-", 0, item.start_mark.index) for item in node.value]
        starts = [*map(self.line_start, dashes), self.line_after(node.value[-1])]
        indent = self.text[starts[0] : dashes[0]]
        for kind, a, b, c, d in SequenceMatcher(None, had, wanted, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            start = starts[a]
            end = starts[a] if a == b else self.line_after(node.value[b - 1])
            yield Edit(start, end, "".join(f"{indent}- {item}\n" for item in items[c:d]))

    def shown(self, value: Value, column: int, note: str = "", *, block: bool) -> str:
        """A value as it is written behind its key, with its comment; over several lines where that is allowed."""
        if isinstance(value, list):
            return f"[{', '.join(self.item(entry, in_flow=True) for entry in value)}]{note}"
        if isinstance(value, Written):
            return value + note
        text = value or ""
        if not (block and "\n" in text and fits_a_block(text)):
            return scalar(text, in_flow=not block) + note
        indented = textwrap.indent(text, " " * (column + 2))
        return f"|-{note}\n{indented}"

    def item(self, entry: Entry, *, in_flow: bool) -> str:
        if isinstance(entry, str):
            return scalar(entry, in_flow=in_flow)
        return "{" + ", ".join(f"{key}: {scalar(text, in_flow=True)}" for key, text in entry.items()) + "}"

    def end_of(self, node: Node) -> int:
        """The index behind the last character of a node, comments and blank lines behind it left out."""
        if _is_block(node):
            return self.end_of_block(node)
        if not isinstance(node, CollectionNode) or node.flow_style or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        if isinstance(node, MappingNode):
            _, last = last
        return self.end_of(last)

    def end_of_block(self, node: Node) -> int:
        """A block scalar goes on while lines are blank or stand further in than its key."""
        before = self.text[self.line_start(node.start_mark.index) : node.start_mark.index]
        column = len(before) - len(before.lstrip("- "))
        if column == len(before):  # an item of a list, not the value of a key
            column -= 2
        end = at = self.line_end(node.start_mark.index)
        while at + 1 < len(self.text):
            begin = at + 1
            at = self.line_end(begin)
            line = self.text[begin:at]
            if line.strip():
                if len(line) - len(line.lstrip(" ")) <= column:
                    break
                end = at
        return end

    def line_after(self, node: Node) -> int:
        """The index of the first character of the line after a node."""
        return self.line_end(self.end_of(node)) + 1

    def line_start(self, at: int) -> int:
        """The index of the first character of the line that a place stands on."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """The index of the line break behind a place."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found


def _mapping(node: Node | None, key_path: KeyPath) -> MappingNode:
    """The mapping at a place of a text that the caller has read: there is one."""
    for step in key_path:
        if isinstance(node, MappingNode):
            node = next(value for key, value in node.value if key.value == step)
        elif isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step]
    if not isinstance(node, MappingNode):
        raise TypeError(f"no mapping at {key_path}")
    return node


def _pair(mapping: MappingNode, key: str) -> int | None:
    """Which pair of a mapping has this key."""
    return next((i for i, (known, _) in enumerate(mapping.value) if known.value == key), None)


def _is_block(node: Node) -> bool:
    """Whether a text stands behind | or >, on lines of its own."""
    return isinstance(node, ScalarNode) and node.style in ("|", ">")


def _plain(node: Node) -> Entry:
    if isinstance(node, MappingNode):
        return {key.value: value.value for key, value in node.value}
    return str(node.value)


def _identity(entry: Entry) -> str:
    """A text by which entries compare."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True)
