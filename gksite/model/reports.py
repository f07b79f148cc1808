"""content/reports/<year>.yaml: the annual report of 政府信息公开 with its table (国办公开办函〔2021〕30号)."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Strict

from gksite.model.positions import Record
from gksite.model.records import Clearance
from gksite.model.values import Id, Moment, OneLine, Text, Year, fault

NONE: Literal["无"] = "无"
"""What stands in a cell in which an office says that there is nothing; it counts as 0."""
_NONE_WRITTEN = (NONE, "—", "——", "-", "－", "–", "/", "／")
"""How offices write that."""
APPLICANTS, OUTCOMES = 7, 5
"""Numbers in a row of applications, and in one of reviews, the sum at the end of each."""
Cell = int | Literal["无"]


def number(cell: Cell) -> int:
    """What a cell counts in a sum."""
    if isinstance(cell, int):
        return cell
    return 0


def _says_none(value: Any) -> bool:
    return isinstance(value, str) and value.strip() in _NONE_WRITTEN


def _count(value: Any) -> Any:
    """A count, or that there is nothing. Raises a fault for any other."""
    if _says_none(value):
        return NONE
    if value is None or isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise fault("count", value="" if value is None else str(value))
    return value


def _row(value: Any, wanted: int) -> Any:
    """The numbers of a row; one that says 无 as a whole has nothing in any cell. Raises a fault for too few or many."""
    if _says_none(value):
        return (NONE,) * wanted
    if not isinstance(value, (list, tuple)):
        raise fault("row", wanted=str(wanted), count="0")
    if len(value) != wanted:
        raise fault("row", wanted=str(wanted), count=str(len(value)))
    return value


def _applicants(value: Any) -> Any:
    return _row(value, APPLICANTS)


def _outcomes(value: Any) -> Any:
    return _row(value, OUTCOMES)


def _amount(value: Any) -> Any:
    """An amount in 万元, or that there is none. Raises a fault for any other."""
    if _says_none(value):
        return NONE
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        raise fault("amount", value=str(value)) from None
    if isinstance(value, bool) or not amount.is_finite() or not 0 <= amount < 10**10:
        raise fault("amount", value=str(value))
    return amount


def _documents(value: Any) -> Any:
    """The counts of documents; 无 as a whole says that there are none."""
    if _says_none(value):
        return {"made": NONE, "repealed": NONE, "in_force": NONE}
    return value


Count = Annotated[Cell, BeforeValidator(_count)]
Applicants = Annotated[tuple[Count, ...], BeforeValidator(_applicants)]
"""自然人, 商业企业, 科研机构, 社会公益组织, 法律服务机构, 其他, 总计."""
Outcomes = Annotated[tuple[Count, ...], BeforeValidator(_outcomes)]
"""结果维持, 结果纠正, 其他结果, 尚未审结, 总计."""
Amount = Annotated[Decimal | Literal["无"], BeforeValidator(_amount)]


class Issued(Record):
    """规章 or 行政规范性文件: made and repealed in the year, in force at its end."""

    made: Count | None = None
    repealed: Count | None = None
    in_force: Count | None = None


Documents = Annotated[Issued, BeforeValidator(_documents)]


class Disclosed(Record):
    """二、主动公开政府信息情况; `counted` where the portal holds all documents of the agency, and counts them."""

    counted: Annotated[bool, Strict()] = False
    rules: Documents | None = None
    normative: Documents | None = None
    licences: Count | None = None
    penalties: Count | None = None
    coercion: Count | None = None
    fees: Amount | None = None


class Refused(Record):
    """（三）不予公开."""

    secret: Applicants | None = None
    forbidden: Applicants | None = None
    safety: Applicants | None = None
    third_party: Applicants | None = None
    internal: Applicants | None = None
    process: Applicants | None = None
    enforcement: Applicants | None = None
    query: Applicants | None = None


class Unavailable(Record):
    """（四）无法提供."""

    not_held: Applicants | None = None
    to_be_made: Applicants | None = None
    unclear: Applicants | None = None


class NotProcessed(Record):
    """（五）不予处理."""

    petition: Applicants | None = None
    repeated: Applicants | None = None
    publication: Applicants | None = None
    excessive: Applicants | None = None
    reissue: Applicants | None = None


class OtherResults(Record):
    """（六）其他处理."""

    overdue: Applicants | None = None
    unpaid: Applicants | None = None
    other: Applicants | None = None


class Results(Record):
    """三、本年度办理结果."""

    disclosed: Applicants | None = None
    partly: Applicants | None = None
    refused: Refused | None = None
    unavailable: Unavailable | None = None
    not_processed: NotProcessed | None = None
    other: OtherResults | None = None
    total: Applicants | None = None


class Requests(Record):
    """三、收到和处理政府信息公开申请情况."""

    new: Applicants | None = None
    carried_in: Applicants | None = None
    results: Results | None = None
    carried_over: Applicants | None = None


class Reviews(Record):
    """四、因政府信息公开工作被申请行政复议、提起行政诉讼情况."""

    reconsideration: Outcomes | None = None
    direct_suit: Outcomes | None = None
    suit_after: Outcomes | None = None


class ReportRecord(Record):
    """content/reports/<year>.yaml"""

    year: Year
    jurisdiction: Id
    agency: OneLine
    level: Literal["county", "department"]
    """Whose report: that of a county's or a higher government, or of a department or a township."""
    disclosure: OneLine
    published: Moment | None = None
    cleared: Clearance | None = None
    telephone: OneLine | None = None
    address: OneLine | None = None
    overview: Text | None = None
    disclosed: Disclosed | None = None
    requests: Requests | None = None
    reviews: Reviews | None = None
    problems: Text | None = None
    other: Text | None = None

    @property
    def appeared(self) -> datetime | None:
        """When it was published."""
        return self.published

    @property
    def opens(self) -> datetime | None:
        """From when on it is shown."""
        return self.published

    def at(self, key_path: Iterable[str]) -> Any:
        """The value at a key path; None where something on the way is absent."""
        value: Any = self
        for key in key_path:
            if value is not None:
                value = getattr(value, key)
        return value
