"""What a text says of who is responsible: a bracket with roles in it, or a line such as 牵头单位：…."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gksite.text.breaks import bare
from gksite.text.deadlines import is_limit
from gksite.understanding.text_kinds import agencies, ends_in_role
from gksite.understanding.vocabulary import HOLDERS, agency_like, column_kind, first_verb

_OPEN, _CLOSED = "（(〔［[【", "）)〕］]】"
_LABELLED = re.compile(
    r"^\s*(?:[【\[（(]\s*(?P<boxed>[\u3400-\u9fff/／、]{2,12}?)\s*[】\])）]\s*[：:]?"
    r"|(?P<plain>[\u3400-\u9fff/／、]{2,12}?)为?\s*[：:])\s*(?P<value>.*?)\s*$",
    re.DOTALL,
)
_KIND = r"(?:单位|部门|科室|处室|领导|责任人|负责人|时限|时间|期限)"
_NEXT_LABEL = re.compile(rf"(?:(?<=[；;。，,])\s*|\s+)(?=[\u3400-\u9fff]{{2,4}}{_KIND}为?\s*[：:])")
_HELD = (*HOLDERS, "deadline", "other")
_ROLE = (
    r"(?:牵头|责任|配合|协办|主办|承办|协助|参与|落实|负责|协同|主责)(?:责任)?"
    r"(?:单位|部门|科室|处室|股室|机构|主体)"
)
_ROLE_LABEL = re.compile(rf"{_ROLE}\s*[：:]")
_NEXT_ROLE = re.compile(rf"[，,]\s*(?={_ROLE}\s*[为是])")
_ROLE_IS = re.compile(rf"(?P<role>{_ROLE})\s*[为是]\s*(?P<names>.+)", re.DOTALL)
_TIME_LABEL = re.compile(r"^(?:完成|办理|工作|整改)?(?:时限|时间|期限|时间节点)(?:\s*[：:]|为)\s*(.+)$", re.DOTALL)
_SENTENCE = re.compile(r"(?:^|(?<=[。；;]))\s*(?P<said>[^。；;：]{3,150})(?:[。；;]|$)")
_LEADS = re.compile(r"牵头(?:[，,]|$)")
"""A sentence that may say who does what it stands behind, and what it has where it does not begin with 由."""
_BY = re.compile(r"(?:(?:以[上下]|上述|下列|此|该|本)各?[项条]?(?:工作|任务|事项)?[，,均]?)?(?=由)")
"""What may stand in front of 由: 以上任务由县财政局牵头."""
_BY_ORDER = re.compile(
    r"[，,；;。]\s*(?:[^，,；;。]*[列排居][^，,；;。]*(?:为|是)(?:牵头|主办)[^，,；;。]*|下同)(?=[，,；;。]|$)"
)
_BULLET = re.compile(r"^\s*(?:[-*+]\s|[•·▪●○■□◆◇▲△★☆➢※])")
_CLAUSES = re.compile("([；;。])")
_LAST_PART = re.compile(r"^(.*)[，,]\s*([^，,]+)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bracket says: its agencies as printed, a deadline, and anything else."""

    agencies: str = ""
    deadline: str | None = None
    note: str | None = None
    bare: bool = False
    """Whether it holds nothing but names, which may be an aside."""


def closing_bracket(text: str) -> tuple[str, Statement] | None:
    """A text without the bracket at its end that states who is responsible, and what that says.

    A sentence at its end, 由县财政局牵头，各乡镇配合。, says the same and is left in the text.
    """
    body = text.rstrip().rstrip("。；;")
    if not body or body[-1] not in _CLOSED:
        return _closing_sentence(text.strip())
    start = _opened(body, len(body) - 1)
    statement = _stated(body[start + 1 : -1]) if start is not None else None
    if (
        start is None
        or statement is None
        or (statement.bare and (body[start] not in "（(〔" or _is_name(body[:start])))
    ):
        return None
    return body[:start].rstrip(), statement


def is_line(text: str) -> bool:
    """Whether a paragraph says nothing but who is responsible: 牵头单位：…, or a sentence or bracket of its own."""
    found = None if labels(text) else closing_bracket(text)
    return bool(labels(text)) or (found is not None and not found[0])


def _closing_sentence(text: str) -> tuple[str, Statement] | None:
    found: list[Statement] = []
    spoken: list[re.Match[str]] = []
    for match in reversed(list(_SENTENCE.finditer(text))):
        said = _BY.sub("", match["said"], count=1)
        alone = match.group() == text and not said.startswith("各") and agencies(said) and first_verb(said) < 0
        speaks = alone or said.startswith("由") or _LEADS.search(said) or _names(_timed(said)[0])
        statement = _stated(said) if speaks else None
        if statement and not statement.bare and not statement.note:
            found.insert(0, statement)
            spoken.append(match)
        elif found:
            break
    if not found:
        return None
    whole = sum(len(match.group()) for match in spoken) == len(text)
    limit = next((statement.deadline for statement in found if statement.deadline), None)
    return "" if whole else text, Statement("；".join(statement.agencies for statement in found), limit)


def _names(clause: str) -> bool:
    """Whether a clause says who has which role: 牵头单位为市财政局，配合单位为各县."""
    said = [_ROLE_IS.fullmatch(part.strip()) for part in _NEXT_ROLE.split(clause)]
    return all(match and agencies(match["names"]) and first_verb(match["names"]) < 0 for match in said)


def _is_name(text: str) -> bool:
    """Whether a text ends with a name, so that a bracket behind it is part of that: 各县政府（管委会）."""
    return agency_like(re.split("[、，,；;：:。]", text)[-1])


def inner_brackets(text: str) -> Iterator[Statement]:
    """What the brackets inside a text say that state who is responsible."""
    for end, character in enumerate(text):
        if character in _CLOSED and (start := _opened(text, end)) is not None:
            statement = _stated(text[start + 1 : end])
            if statement and not statement.bare:
                yield statement


def _opened(text: str, end: int) -> int | None:
    """Where the bracket opens that closes at an index."""
    depth = 0
    for at in reversed(range(end + 1)):
        depth += (text[at] in _CLOSED) - (text[at] in _OPEN)
        if depth == 0:
            return at
    return None


def _stated(inside: str) -> Statement | None:
    """What the words in a bracket say, None where they name nobody."""
    said: list[str] = []
    notes: list[str] = []
    deadline = None
    names = False
    sign = ""
    for part in _CLAUSES.split(_BY_ORDER.sub("", inside.strip())):
        if _CLAUSES.fullmatch(part):
            sign = part
            continue
        clause, limit = _timed(part.strip())
        deadline = limit or deadline
        labelled = _ROLE_LABEL.search(clause) is not None or _names(clause)
        if labelled or agencies(clause):
            said.append((sign if said else "") + clause)
            names = names or labelled or ends_in_role(clause)
        elif clause:
            notes.append(clause)
    if not said or (notes and not names):
        return None
    return Statement("".join(said), deadline, "；".join(notes) or None, bare=not names)


def _timed(clause: str) -> tuple[str, str | None]:
    """A clause without the part that says by when, and that part."""
    if labelled := _TIME_LABEL.match(clause):
        return "", labelled[1].strip()
    if is_limit(clause):
        return "", clause
    last = _LAST_PART.match(clause)
    if last and (labelled := _TIME_LABEL.match(last[2])):
        return last[1].strip(), labelled[1].strip()
    return (last[1].strip(), last[2].strip()) if last and is_limit(last[2]) else (clause, None)


def text_and_labels(text: str) -> tuple[str, str]:
    """A line as its text and the labels that follow it, "" where none do: ……。牵头单位：市财政局 责任单位：各县."""
    for match in _NEXT_LABEL.finditer(text):
        said = text[match.end() :]
        text_before = text[: match.start()]
        if sum(c in _OPEN for c in text_before) > sum(c in _CLOSED for c in text_before):
            continue
        if match.start() and names_agencies(said):
            return text_before.rstrip(), said
    return text, ""


def names_agencies(text: str) -> bool:
    """Whether a line with labels names agencies, not only leaders, limits or a contact."""
    return any(column_kind(label) in HOLDERS for label, _ in labels(text))


def labels(text: str) -> list[tuple[str, str]]:
    """The labels and values of a line such as 牵头单位：区政府办。完成时限：6月底; none for any other line."""
    found = []
    line = _BULLET.sub("", text).strip().rstrip("。；;")
    if line and line[-1] in _CLOSED and _opened(line, len(line) - 1) == 0:
        line = line[1:-1]
    for part in _NEXT_LABEL.split(line):
        match = _LABELLED.match(part)
        label = (match["boxed"] or match["plain"]) if match else ""
        if match is None or column_kind(label) not in _HELD or len(bare(label)) < 3:
            return []
        found.append((label, match["value"].rstrip("。；; ")))
    return found
