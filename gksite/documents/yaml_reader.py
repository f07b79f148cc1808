"""YAML text → plain data with places; the only door to `yaml`."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from gksite.documents.yaml_errors import note_faults
from gksite.documents.yaml_losses import note_losses
from gksite.documents.yaml_slips import BAD_YAML, dash_slip
from gksite.model.walk import KeyPath
from gksite.problems.problem import Code, Location, Phrase, Problems

DEEPEST = 40
"""Levels of nesting in a content file; a notice with sections five deep has 16."""
_SAFE_TO_COMPOSE = 5000
"""Openers below which the C parser's own recursion is harmless (it overflows the stack at about 50,000)."""
_BREAK = re.compile("[\x85\u2028\u2029]")
"""Ends of lines for YAML that no editor's program counts as such."""
_LONE_RETURN = re.compile("\r(?!\n)")
"""The line end of old Macs, which YAML takes for one and editors do not show."""
_NULL = "tag:yaml.org,2002:null"
"""What a document holds in which only ---, ~ or null stands."""

EMPTY = Code(
    "GK005",
    "文件是空的",
    why="空文件没有任何内容可以发布，多半是保存时出了错。",
    mend="恢复文件内容；不需要这个文件时把它删除。",
)
DUPLICATE_KEY = Code(
    "GK007",
    "“{key}”写了两次，第一次在第 {first} 行",
    why="同一处的键重复时，无法知道以哪一个为准。",
    mend="保留正确的一个，删除另一个。",
)
TOO_DEEP = Code(
    "GK008",
    "嵌套超过 {limit} 层",
    why="正常的通知不会嵌套这么深，多半是缩进或括号写错。",
    mend="检查此处的缩进与括号。",
)
ALIAS = Code(
    "GK009",
    "不支持 YAML 的锚点引用（& 和 *）",
    why="引用会让一处修改影响多处，几行引用还能展开成极大的数据。",
    mend="把被引用的内容在此处原样写出。",
)
TAG = Code(
    "GK010",
    "不支持 YAML 标签“{tag}”",
    why="标签会让程序把文字当成别的东西来执行或转换。",
    mend="删去以 ! 开头的标签，只写文字。",
)
KEY_NOT_TEXT = Code(
    "GK011",
    "此处的键不是文字",
    why="冒号左边只能是一个词，例如 title。",
    mend="检查是否多写了“?”、方括号或花括号。",
)


@dataclass(frozen=True, slots=True)
class Document:
    """A text file as read: its path relative to the portal's root and its text without a byte order mark."""

    path: str
    text: str

    @property
    def sha256(self) -> str:
        """The digest of its text, whatever ends its lines."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    def location(self, key_path: KeyPath = (), *, key: bool = False) -> Location:
        """Where the value at `key_path` stands, or its key; the nearest known parent where it is absent."""
        return _location(self.path, self.text, key_path, key)

    def at(self, index: int) -> Location:
        """Where the character at `index` of the text stands."""
        return Location.in_text(self.path, self.text, index)

    def span(self, key_path: KeyPath) -> tuple[int, int]:
        """Where the value at `key_path` begins and ends, quotes and brackets too; nothing where it is absent."""
        node = _composed(self.text)
        for step in key_path:
            _, node = next(_children(node, step), (None, None))
        if node is None:
            return 0, 0
        return node.start_mark.index, node.end_mark.index

    def written(self, key_path: KeyPath) -> str:
        """The value at `key_path` as it is typed; empty where there is none."""
        start, end = self.span(key_path)
        return self.text[start:end].rstrip()


class _Loader(yaml.CSafeLoader):
    """libyaml with the YAML 1.2 core schema: `no`, `on` and 2018-06-12 stay text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  the library's own way


for _tag, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z", list("-+0123456789")),
    (
        "float",
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z",
        list("-+0123456789."),
    ),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def parse(document: Document, problems: Problems) -> Any:
    """The plain data of a YAML document, its scalars by the 1.2 core schema; None with problems noted if it is bad."""
    if not document.text.strip():
        problems.add(EMPTY, Location(document.path))
        return None
    if document.text.startswith("PK\x03\x04"):
        reason = Phrase("这是 Word、Excel 或压缩文件，不是文字；通知用 gksite import 导入")
        problems.add(BAD_YAML, document.at(0), reason=reason)
        return None
    if found := _BREAK.search(document.text):
        reason = Phrase("含有不可见的换行符 U+{number}，请删去", number=f"{ord(found[0]):04X}")
        problems.add(BAD_YAML, document.at(found.start()), reason=reason)
        return None
    if found := _LONE_RETURN.search(document.text):
        reason = Phrase("换行用的是旧式的 CR；请在编辑器里把换行改成 LF（或 CRLF），另存后再试")
        problems.add(BAD_YAML, document.at(found.start()), reason=reason)
        return None
    if (deep := _too_deep(document)) is not None:
        problems.add(TOO_DEEP, deep, limit=DEEPEST)
        return None
    try:
        node = yaml.compose(document.text, Loader=_Loader)
    except yaml.YAMLError as error:
        note_faults(error, document.path, document.text, problems)
        return None
    if node is None or node.tag == _NULL:
        problems.add(EMPTY, Location(document.path))
        return None
    before = len(problems.found)
    data = _Construction(document.path, problems, set()).value(node, 1)
    note_losses(node, document.path, document.text, problems)
    return data if len(problems.found) == before else None


def note_dashes(document: Document, key_path: KeyPath, problems: Problems) -> None:
    """Note the lines of a text that were meant as the items of a list."""
    start, end = document.span(key_path)
    first, last = document.at(start).line, document.at(end).line
    for number, line in enumerate(document.text.split("\n")[first - 1 : last], first):
        slip = dash_slip(line)
        if slip is not None:
            problems.add(BAD_YAML, Location(document.path, number, slip.column), reason=slip.reason)


def _too_deep(document: Document) -> Location | None:
    """Where nesting could overflow the C parser's stack; counted from its events only when the text could do it."""
    text = document.text
    dashes = max((len(m.group()) for m in re.finditer(r"^[ \-?:]+", text, re.MULTILINE)), default=0)
    if text.count("[") + text.count("{") + dashes < _SAFE_TO_COMPOSE:
        return None
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent) and event.start_mark is not None:
                depth += 1
                if depth > DEEPEST:
                    return Location(document.path, event.start_mark.line + 1, event.start_mark.column + 1)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    except yaml.YAMLError:
        return None  # composing meets the same error and reports it
    return None


@dataclass(frozen=True, slots=True)
class _Construction:
    """Plain data from nodes, one recursive walk that notes duplicate keys, aliases, tags and depth."""

    path: str
    problems: Problems
    seen: set[int]

    def value(self, node: yaml.Node, depth: int) -> Any:
        if id(node) in self.seen:
            self.problems.add(ALIAS, _mark(self.path, node))
            return None
        self.seen.add(id(node))
        if depth > DEEPEST:
            self.problems.add(TOO_DEEP, _mark(self.path, node), limit=DEEPEST)
            return None
        match node:
            case yaml.ScalarNode():
                return self.scalar(node)
            case yaml.SequenceNode(tag="tag:yaml.org,2002:seq"):
                return [self.value(child, depth + 1) for child in node.value]
            case yaml.MappingNode(tag="tag:yaml.org,2002:map"):
                return self.mapping(node, depth)
        self.problems.add(TAG, _mark(self.path, node), tag=_tag_name(node))
        return None

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.problems.add(KEY_NOT_TEXT, _mark(self.path, key))
                continue
            if key.value in first:
                self.problems.add(DUPLICATE_KEY, _mark(self.path, key), key=key.value, first=first[key.value])
                continue
            first[key.value] = key.start_mark.line + 1
            result[key.value] = self.value(value, depth + 1)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        try:
            return _plain_value(node.value, node.tag.removeprefix("tag:yaml.org,2002:"))
        except ValueError:  # a tag that is no kind of ours, or another kind than the text is
            self.problems.add(TAG, _mark(self.path, node), tag=_tag_name(node))
            return None


def _plain_value(text: str, kind: str) -> Any:
    """The value of a scalar by the 1.2 core schema. Raises ValueError for any other kind."""
    match kind:
        case "str":
            return text
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int" if len(text) < 20 and text[:2] in ("0o", "0x"):
            return int(text, 0)
        case "int" if len(text) < 20:
            return int(text)
        case "int":
            return text
        case "float":
            return float(text.lower().replace(".inf", "inf").replace(".nan", "nan"))
    raise ValueError(kind)


def _tag_name(node: yaml.Node) -> str:
    return str(node.tag).replace("tag:yaml.org,2002:", "!!")


def _mark(path: str, node: yaml.Node) -> Location:
    return Location(path, node.start_mark.line + 1, node.start_mark.column + 1)


@lru_cache(maxsize=16)
def _composed(text: str) -> yaml.Node | None:
    return yaml.compose(text, Loader=_Loader)


def _location(path: str, text: str, key_path: KeyPath, key: bool) -> Location:
    node, heading = _composed(text), None
    for step in key_path:
        child = next(_children(node, step), None)
        if child is None:
            heading = None
            break
        heading, node = child
    if key and heading is not None:
        node = heading
    if node is None:
        return Location(path)
    return _mark(path, node)


def _children(node: yaml.Node | None, step: str | int) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((k, v) for k, v in node.value if isinstance(k, yaml.ScalarNode) and k.value == step)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and 0 <= step < len(node.value):
        yield None, node.value[step]
