"""What the YAML parser says of a text that it cannot read, in words for editors and at the place to mend."""

import re
from collections.abc import Iterator

from gksite.documents.yaml_slips import (
    BAD_YAML,
    Slip,
    begins_block,
    is_pair,
    key_column,
    lines_of_structure,
    open_bracket,
    open_quote,
    slip_in,
    unclosed_quote,
)
from gksite.problems.problem import Location, Phrase, Problems, instead

Fault = tuple[int, Slip]
"""The number of a line, and what is wrong in it."""

_REASONS = (
    (r"cannot start any token", "这里有制表符（Tab）或不能用在开头的符号；缩进只能用空格，以 @ % ` 开头的文字要加引号"),
    (r"tab character", "这里有制表符（Tab）；缩进只能用空格，而且是半角的"),
    (r"mapping values are not allowed", "这里不应有冒号；可能是上一行没写完、缩进不齐，或文字里的冒号需要加引号"),
    (r"block sequence entries are not allowed", "这里不应有“-”；列表要另起一行"),
    (r"did not find expected ',' or '\]'", "方括号没有成对，或其中缺少逗号"),
    (r"did not find expected ',' or '\}'", "花括号没有成对，或其中缺少逗号"),
    (r"did not find expected node content", "这里缺少内容，或括号、引号没有成对"),
    (r"did not find expected '-' indicator", "此处缩进与上面的列表不齐"),
    (r"did not find expected key", "此处缩进与上面不齐，或上面的引号提前结束"),
    (r"could not find expected ':'", "缺少冒号；冒号应是半角，后面加一个空格"),
    (r"unexpected end of stream|unexpected document indicator", "引号没有成对，一直到文件结尾都没有结束"),
    (r"<document start>", "此处缩进与第一行不齐"),
    (r"undefined alias", "以 * 开头的文字要加引号"),
    (r"control characters|unacceptable character|invalid Unicode", "含有不可见的控制字符，请删除"),
    (r"unknown escape character|escape", "双引号里的反斜杠写法不对；改用单引号，或写成两个反斜杠"),
    (r"expected a single document", "一个文件里只能有一份内容，请删去中间的“---”"),
    (r"tag", "不支持以 ! 开头的标签；文字以 ! 开头时要加引号"),
    (r"anchor|alias", "文字以 & 或 * 开头时要加引号"),
)
"""What a message of libyaml means, the first that fits."""
_PARTS = ("problem", "reason", "context")
"""Where the errors of the library keep their words."""


def note_faults(error: Exception, path: str, text: str, problems: Problems) -> None:
    """Note every fault of a text that the parser refuses, at its place."""
    for line, slip in _faults(error, text):
        problems.add(BAD_YAML, Location(path, line, slip.column), reason=slip.reason)


def _faults(error: Exception, text: str) -> Iterator[Fault]:
    """Every slip in a text that the parser refuses; what the parser says too where no slip explains it."""
    said = "; ".join(str(part) for name in _PARTS if (part := getattr(error, name, None))) or str(error)
    lines = text.split("\n")
    stumbled = _place(error, said, text)
    found = [*_slips(text), *_unclosed(lines, _line_of(error))]
    yield from found
    known = {line for line, _ in found}
    if not known & {stumbled[0], _line_of(error), _line_above(lines, stumbled[0])}:
        yield stumbled[0], _explained(said, stumbled, _line_of(error), lines)


def _slips(text: str) -> Iterator[Fault]:
    for number, line in lines_of_structure(text):
        slip = slip_in(line)
        if slip is not None:
            yield number, slip


def _unclosed(lines: list[str], stumbled: int) -> Iterator[Fault]:
    """The quote that swallows the lines up to the one where the parser stumbles."""
    for number, line in enumerate(lines[: stumbled - 1], 1):
        found = open_quote(line)
        if found is None:
            continue
        _, value = found
        if _next_line_with(value[0], lines, number) == stumbled:
            yield number, unclosed_quote(found, stumbled)


def _next_line_with(sign: str, lines: list[str], number: int) -> int | None:
    for later, line in enumerate(lines[number:], number + 1):
        if sign in line:
            return later
    return None


def _line_of(error: Exception) -> int:
    """The line in which the parser stumbled, from 1; 0 where it does not say."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return 0
    return int(mark.line) + 1


def _line_above(lines: list[str], number: int) -> int:
    """The last line above one that says something."""
    above = number - 1
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    return above


_AT_THE_CONTEXT = r"end of stream|could not find expected ':'"
"""Where what was begun is what to mend: a quote, a key."""


def _place(error: Exception, said: str, text: str) -> tuple[int, int]:
    """The line and column to look at, from 1; column 0 where only the line is known."""
    mark = getattr(error, "problem_mark", None)
    context = getattr(error, "context_mark", None)
    if context is not None and re.search(_AT_THE_CONTEXT, said):
        return context.line + 1, context.column + 1
    if context is not None and "while parsing a flow" in said and mark is not None and mark.line > context.line:
        return context.line + 1, context.column + 1
    mark = mark or context
    last = text.count("\n") + 1
    if mark is not None and mark.line < last:
        return mark.line + 1, mark.column + 1
    if mark is not None:  # libyaml ends an unfinished last line for us
        return last, 0
    before = text.encode()[: getattr(error, "position", 0)].decode(errors="ignore")  # libyaml counts bytes
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _explained(said: str, place: tuple[int, int], stumbled: int, lines: list[str]) -> Slip:
    """The parser's own words in Chinese, with what can be seen in the line."""
    line, column = place
    text = lines[line - 1]
    bracket = open_bracket(text)
    if "while parsing a flow" in said and bracket is not None and _begins_anew(lines, line):
        return Slip(bracket[0], Phrase("{reason}{hint}", reason=_words(said), hint=instead(bracket[1])))
    if "could not find expected ':'" in said and begins_block(lines[_line_above(lines, line) - 1]):
        return Slip(column, Phrase("上一行有“|”或“>”，它下面的文字要缩进得更多"))
    if "mapping values" in said and is_pair(text):
        above = key_column(lines[_line_above(lines, line) - 1])
        here = key_column(text)
        if above is not None and here is not None and here > above:
            return Slip(
                here + 1, Phrase("这一行前面空 {here} 格，上一行空 {above} 格；同级的键要对齐", here=here, above=above)
            )
    return Slip(column, _words(said))


def _begins_anew(lines: list[str], number: int) -> bool:
    """Whether the line below begins a key or an item, or there is none."""
    below = next((line for line in lines[number:] if line.strip()), "")
    return not below or is_pair(below) or re.match(r" *- ", below) is not None


def _words(said: str) -> Phrase:
    for pattern, words in _REASONS:
        if re.search(pattern, said):
            return Phrase(words)
    return Phrase("请检查这一行和上一行的写法")
