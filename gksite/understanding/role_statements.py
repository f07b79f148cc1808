"""What a text says of who is responsible: a bracket with roles, or a sentence such as 由县财政局牵头，各乡镇配合."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gksite.text.deadlines import is_limit
from gksite.understanding.brackets import CLOSED, opening_of
from gksite.understanding.role_labels import labels
from gksite.understanding.text_kinds import ends_in_role, lists_agencies
from gksite.understanding.vocabulary import agency_like, first_verb

_ROLE = (
    r"(?:牵头|责任|配合|协办|主办|承办|协助|参与|落实|负责|协同|主责)(?:责任)?"
    r"(?:单位|部门|科室|处室|股室|机构|主体)"
)
"""Those who have a role: 牵头单位."""
_ROLE_LABEL = re.compile(rf"{_ROLE}\s*[：:]")
"""A role in front of those who have it: 牵头单位：."""
_NEXT_ROLE = re.compile(rf"[，,]\s*(?={_ROLE}\s*[为是])")
"""Where the next role of a sentence begins: behind 市财政局， in 牵头单位为市财政局，配合单位为各县."""
_ROLE_IS = re.compile(rf"(?P<role>{_ROLE})\s*[为是]\s*(?P<names>.+)", re.DOTALL)
"""A role and those who have it in a sentence: 牵头单位为市财政局."""
_TIME_LABEL = re.compile(r"^(?:完成|办理|工作|整改)?(?:时限|时间|期限|时间节点)(?:\s*[：:]|为)\s*(.+)$", re.DOTALL)
"""A labelled deadline: 完成时限：6月底."""
_SENTENCE = re.compile(r"(?:^|(?<=[。；;]))\s*(?P<clause>[^。；;：]{3,150})(?:[。；;]|$)")
"""A sentence that may say who does what it stands behind."""
_LEADS = re.compile(r"牵头(?:[，,]|$)")
"""What a sentence has that says who leads without 由 in front: 牵头， in 县财政局牵头，各乡镇配合."""
_BY = re.compile(r"(?:(?:以[上下]|上述|下列|此|该|本)各?[项条]?(?:工作|任务|事项)?[，,均]?)?(?=由)")
"""What may stand in front of 由: 以上任务由县财政局牵头."""
_BY_ORDER = re.compile(
    r"[，,；;。]\s*+(?:[^，,；;。]{0,30}?[列排居][^，,；;。]{0,30}?(?:为|是)(?:牵头|主办)[^，,；;。]*+|下同)(?=[，,；;。]|$)"
)
"""A note that the first leads, in the bracket of the first task: ，列第一位者为牵头单位，下同."""
_CLAUSES = re.compile("([；;。])")
"""The signs between the clauses of a bracket."""
_LAST_PART = re.compile(r"^(?P<rest>.*)(?P<sign>[，,])\s*(?P<part>[^，,]+)$", re.DOTALL)
"""A clause and what stands behind its last comma: 市财政局牵头 and 6月底前完成."""
_FIRST_PART = re.compile(r"^(?P<part>[^，,]+)(?P<sign>[，,])\s*(?P<rest>.+)$", re.DOTALL)
"""A clause and what stands before its first comma: 6月底前完成 and 市财政局牵头."""
_NAME_SIGNS = re.compile("[、，,；;：:。]")
"""Signs in front of a name at the end of a text."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a bracket says: its agencies as printed, a deadline, and anything else."""

    agencies: str = ""
    deadline: str | None = None
    note: str | None = None
    bare: bool = False
    """Whether it holds nothing but names, which may be an aside."""


def closing_bracket(text: str) -> tuple[str, Statement] | None:
    """A text without the bracket at its end that states who is responsible, and what that says (R4).

    A sentence at its end, 由县财政局牵头，各乡镇配合。, says the same and is left in the text (R23).
    """
    body = text.rstrip().rstrip("。；;")
    if not body or body[-1] not in CLOSED:
        return _closing_sentence(text.strip())
    start = opening_of(body, len(body) - 1)
    if start is None:
        return None
    statement = _statement_in(body[start + 1 : -1])
    if statement is None or (statement.bare and _is_aside(body, start)):
        return None
    return body[:start].rstrip(), statement


def _is_aside(text: str, start: int) -> bool:
    """Whether a bracket with only names says something else: 【财政局】, or is part of a name: 各县政府（管委会）."""
    return text[start] not in "（(〔" or agency_like(_NAME_SIGNS.split(text[:start])[-1])


def is_line(text: str) -> bool:
    """Whether a paragraph says nothing but who is responsible: 牵头单位：…, or a sentence or bracket of its own."""
    if labels(text):
        return True
    closing = closing_bracket(text)
    return closing is not None and not closing[0]


def _closing_sentence(text: str) -> tuple[str, Statement] | None:
    """A text and what the sentences at its end say of who is responsible; "" for a text that says nothing else."""
    statements: list[Statement] = []
    length = 0
    for match in reversed(list(_SENTENCE.finditer(text))):
        statement = _statement_of_sentence(match["clause"], whole=match.group() == text)
        if statement:
            statements.insert(0, statement)
            length += len(match.group())
        elif statements:
            break
    if not statements:
        return None
    whole = Statement("；".join(statement.agencies for statement in statements), _first_limit(statements))
    if length == len(text):
        return "", whole
    return text, whole


def _first_limit(statements: Iterable[Statement]) -> str | None:
    """The first deadline of some statements."""
    for statement in statements:
        if statement.deadline:
            return statement.deadline
    return None


def _statement_of_sentence(text: str, *, whole: bool) -> Statement | None:
    """What a sentence says that tells who is responsible and nothing else; `whole`: it is the whole text."""
    clause = _BY.sub("", text, count=1)
    if not _may_state(clause, whole=whole):
        return None
    statement = _statement_in(clause)
    if statement is None or statement.bare or statement.note:
        return None
    return statement


def _may_state(clause: str, *, whole: bool) -> bool:
    """Whether a sentence may say who is responsible; `whole`: it is the whole text."""
    lists_only = lists_agencies(clause) and first_verb(clause) < 0 and not clause.startswith("各")
    if (whole and lists_only) or clause.startswith("由") or _LEADS.search(clause):
        return True
    return _states_roles(_split_off_limit(clause)[0])


def _states_roles(clause: str) -> bool:
    """Whether a clause says who has which role: 牵头单位为市财政局，配合单位为各县."""
    return all(_states_role(part.strip()) for part in _NEXT_ROLE.split(clause))


def _states_role(part: str) -> bool:
    """Whether a part of a clause says who has a role: 牵头单位为市财政局."""
    match = _ROLE_IS.fullmatch(part)
    return match is not None and lists_agencies(match["names"]) and first_verb(match["names"]) < 0


def inner_brackets(text: str) -> Iterator[Statement]:
    """What the brackets inside a text say that state who is responsible."""
    for end, character in enumerate(text):
        if character not in CLOSED:
            continue
        start = opening_of(text, end)
        if start is None:
            continue
        statement = _statement_in(text[start + 1 : end])
        if statement and not statement.bare:
            yield statement


def _statement_in(inside: str) -> Statement | None:
    """What the words in a bracket say, None where they name nobody."""
    agencies: list[str] = []
    notes: list[str] = []
    deadline = None
    tells_roles = False
    sign = ""
    for part in _CLAUSES.split(_BY_ORDER.sub("", inside.strip())):
        if _CLAUSES.fullmatch(part):
            sign = part
            continue
        clause, limit = _split_off_limit(part.strip())
        deadline = "；".join(filter(None, (deadline, limit))) or None
        labelled = _ROLE_LABEL.search(clause) is not None or _states_roles(clause)
        if labelled or lists_agencies(clause):
            if agencies:
                agencies.append(sign)
            agencies.append(clause)
            tells_roles = tells_roles or labelled or ends_in_role(clause)
        elif clause:
            notes.append(clause)
    if not agencies or (notes and not tells_roles):
        return None
    return Statement("".join(agencies), deadline, "；".join(notes) or None, bare=not tells_roles)


def _split_off_limit(clause: str) -> tuple[str, str | None]:
    """A clause without the parts at its end, else at its beginning, that say by when, and those parts (R18)."""
    limit = _limit_in(clause)
    if limit is not None:
        return "", limit
    for form in (_LAST_PART, _FIRST_PART):
        match = form.match(clause)
        limit = _limit_in(match["part"]) if match else None
        if match and limit is not None:
            return _split_off_more(match, limit.strip())
    return clause, None


def _split_off_more(match: re.Match[str], limit: str) -> tuple[str, str]:
    """A clause from which a limit is split off, with the limits that stand beside it: 2024年，6月底前完成."""
    rest, more = _split_off_limit(match["rest"].strip())
    if more is None:
        return rest, limit
    if match.re is _LAST_PART:
        return rest, f"{more}{match['sign']}{limit}"
    return rest, f"{limit}{match['sign']}{more}"


def _limit_in(part: str) -> str | None:
    """The limit that is all that a part says, without its label; None where it says anything else."""
    if labelled := _TIME_LABEL.match(part):
        return labelled[1].strip()
    if is_limit(part):
        return part
    return None
