"""The values that records are made of: text, ids, dates, ranges, each refusing what it cannot be."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

from gksite.text.dates import parse_date, parse_moment
from gksite.text.hidden import hidden
from gksite.text.names import is_id

FAULTS = {
    "hidden": "含有不可见的控制字符 U+{number}",
    "blank": "不能为空",
    "lines": "应写在一行",
    "id": "只能用小写英文字母、数字和单个连字符",
    "file_name": "只写文件名，不写路径",
    "date": "“{value}”不是有效日期",
    "moment": "“{value}”不是有效的日期和时间",
    "address": "应是网站里一页的网址，以 / 开头和结尾",
    "numbers": "应是任务的序号",
    "one_fate": "的 moved 和 withdrawn 应写一项，也只写一项",
    "two_fates": "里“{address}”写了不止一次，一个网址只能有一种去向",
    "range": "起始数不能大于结束数",
    "web_address": "网址应以 https:// 或 http:// 开头，其中没有空格和引号",
    "position": "出处应写 lines，或 table 和 rows，或 pages 和 rows，或 paragraphs",
    "says_nothing": "的 title 和 requirement 至少写一项",
    "inherited": "写了 {role} 是合并单元格，但这项任务没有 {role}",
    "undated": "没有成文日期（issued）时，必须写年份（year）",
}
"""What the shapes below refuse, by kind; `{…}` are the values of the case."""


def fault(kind: str, **values: str) -> PydanticCustomError:
    """The error of a kind in FAULTS, with the values of the case."""
    return PydanticCustomError(kind, FAULTS[kind], values)


def _clean(text: str) -> str:
    if found := hidden(text):
        raise fault("hidden", number=f"{ord(found.group()):04X}")
    if not text.strip():
        raise fault("blank")
    return text.strip()


def _one_line(text: str) -> str:
    if "\n" in text:
        raise fault("lines")
    return text


def _id(text: str) -> str:
    if not is_id(text):
        raise fault("id")
    return text


def is_file_name(text: str) -> bool:
    """Whether a text can name a file in content/sources/: no folder, nothing hidden."""
    return bool(text.strip()) and not hidden(text) and not text.startswith(".") and not {"/", "\\"} & set(text)


def _file_name(text: str) -> str:
    if not is_file_name(text):
        raise fault("file_name")
    return text


def _date(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise fault("date", value=str(value))
    try:
        return parse_date(value)
    except ValueError:
        raise fault("date", value=value) from None


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        raise fault("moment", value=str(value))
    try:
        return parse_moment(value)
    except ValueError:
        raise fault("moment", value=value) from None


def _range(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise fault("range")
    return value


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or any(c in text for c in " \"'<>\\"):
        raise fault("web_address")
    return text


def none_to_empty(value: Any) -> Any:
    """An empty list for a key whose value was left blank."""
    return () if value is None else value


Text = Annotated[str, Strict(), AfterValidator(_clean)]
OneLine = Annotated[Text, AfterValidator(_one_line)]
Id = Annotated[OneLine, AfterValidator(_id)]
FileName = Annotated[OneLine, AfterValidator(_file_name)]
WebAddress = Annotated[OneLine, AfterValidator(_web_address)]
Day = Annotated[date, BeforeValidator(_date)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Count = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Number = Annotated[int, Strict(), Field(ge=0)]
FIRST_YEAR, LAST_YEAR = 1949, 2100
"""Years of the notices that a portal may hold."""
Year = Annotated[int, Strict(), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Range = Annotated[tuple[Count, Count], AfterValidator(_range)]
