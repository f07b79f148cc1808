"""The values that records are made of: text, ids, dates, ranges, each refusing what it cannot be."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

from gksite.text.dates import parse_date, parse_moment, span_of
from gksite.text.hidden import hidden, is_blank
from gksite.text.names import is_id
from gksite.text.web_addresses import (
    address_fault,
    is_contact,
    is_folder_path,
    is_host_name,
    is_page_path,
    is_site_path,
    site_fault,
)

FAULTS = {
    "hidden": "含有看不见的字符 U+{number}",
    "blank": "不能为空",
    "lines": "应写在一行",
    "id": "只能用小写英文字母、数字和单个连字符",
    "file_name": "只写文件名，不写路径",
    "date": "“{value}”不是有效日期",
    "moment": "“{value}”不是有效的日期和时间",
    "day_or_month": "“{value}”不是有效日期：写到日，例如 2018-12-01，只知道月份的，写到月，例如 2018-12",
    "address": "应是网站里一页的网址，以 / 开头和结尾",
    "numbers": "应是任务的序号",
    "one_fate": "的 moved 和 withdrawn 应写一项，也只写一项",
    "two_fates": "里“{address}”写了不止一次，一个网址只能有一种去向",
    "range": "起始数不能大于结束数",
    "web_address": "网址应以 https:// 或 http:// 开头，其中没有空格和引号",
    "address_host": "网址里的主机名不对：应像 www.example.gov.cn，后面用半角的“/”",
    "address_user": "网址里不能有用户名、密码和“@”",
    "address_port": "网址里的端口不对：应是 1 到 65535，不需要时连冒号一起删去",
    "address_http_port": "网址里的端口 80 归 http，https 不能用：把“:80”删去，或者换一个端口",
    "site_address": "应是网站首页的网址，以 https:// 开头，其中没有“?”和“#”",
    "address_path": "里的路径不对：只用半角字母、数字和 - . _ ~，文件夹之间一个“/”，名字不以“.”开头",
    "base_path": "应以 / 开头并以 / 结尾，例如 /zwgk/",
    "nameless": "的 hosting 里写了 only_names，还要写 url 或 names，才知道只收哪些主机名",
    "host_name": "应是主机名，例如 www.example.gov.cn，不写 https://、端口和路径",
    "embedding_host": "应是主机名，例如 portal.example.gov.cn；浏览器不认 IP 地址",
    "server_path": "应是服务器上的完整路径，以 / 开头，文件夹的名字只用字母、数字和 - . _ ~ @ + , =，没有“.”和“..”",
    "contact_address": "应以 mailto:、tel: 或 https:// 开头，例如 mailto:wangan@example.gov.cn",
    "position": "出处应写 lines，或 table 和 rows，或 pages 和 rows，或 paragraphs",
    "scope_source": "要么写 notice 和 text（哪份通知写明，原话是什么），要么写 by、on、reason（谁、哪天、为什么）",
    "says_nothing": "的 title 和 requirement 至少写一项",
    "inherited": "写了 {role} 是合并单元格，但这项任务没有 {role}",
    "count": "里的“{value}”不是件数：只写 0 或正整数，不写逗号、单位和“约”，没有的写 0 或 无",
    "amount": "里的“{value}”不是金额：只写以万元为单位的数，不写逗号和单位，没有的写 0 或 无",
    "row": "应有 {wanted} 个数，最后一个是总计，现在有 {count} 个；数里不写千分位的逗号",
    "year_day": "{month}月{day}日不是一年里有的日子",
    "due_yearly": "写了 due，update 应是 yearly；不是每年更新的，删去 due",
    "page_address": "应是本站的网址，以 / 开头，例如 /items/budget-2026/；别的网站的，以 https:// 开头",
    "evidence": "应写 file（content/files/ 里的文件），或者写 url 和 sha256（网页和它存档副本的 SHA-256）",
    "figures": "里 {id} 的数字不对：通过的不能多于测的，结论按数字应是“{wanted}”",
    "indicators": "应有这些指标，各一次，按这个次序：{wanted}",
    "colour": '应是颜色，写成 #rrggbb，并加上引号，例如 "#124a8a"',
    "family": "只写字体的名称，只用文字、数字、空格、- 和 _",
    "picture": "应是图片：.svg、.png、.jpg、.webp 或 .gif",
    "undated": "没有成文日期（issued）时，必须写年份（year）",
}
"""What the shapes below refuse, by kind; `{…}` are the values of the case."""


def fault(kind: str, **values: str) -> PydanticCustomError:
    """The error of a kind in FAULTS, with the values of the case."""
    return PydanticCustomError(kind, FAULTS[kind], values)


def _clean(text: str) -> str:
    if found := hidden(text):
        raise fault("hidden", number=f"{ord(found.group()):04X}")
    if is_blank(text):
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
    return not is_blank(text) and not hidden(text) and not text.startswith(".") and not {"/", "\\"} & set(text)


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


def _day_or_month(value: Any) -> Any:
    try:
        span_of(value)
    except (TypeError, ValueError):
        raise fault("day_or_month", value=str(value)) from None
    return value


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
    if kind := address_fault(text):
        raise fault(kind)
    return text


def _site_address(text: str) -> str:
    if kind := site_fault(text):
        raise fault(kind)
    return text


def _site_path(text: str) -> str:
    if not text.startswith("/") or not text.endswith("/"):
        raise fault("base_path")
    if not is_site_path(text):
        raise fault("address_path")
    return text


def _host_name(text: str) -> str:
    if not is_host_name(text):
        raise fault("host_name")
    return text


def _embedding_host(text: str) -> str:
    """A name by which a Content Security Policy can tell a host; it matches no address of IP (CSP 3, 6.7.2.8)."""
    if ":" in text or text.rpartition(".")[2].isdigit():
        raise fault("embedding_host")
    return _host_name(text)


def _server_path(text: str) -> str:
    if not is_folder_path(text):
        raise fault("server_path")
    return text


def _contact_address(text: str) -> str:
    if not is_contact(text):
        raise fault("contact_address")
    return text


def _page(text: str) -> str:
    """An address inside the portal, of a page or a file, or a whole web address."""
    if not is_address(text):
        raise fault("page_address")
    return text


def is_address(text: str) -> bool:
    """Whether a text can be the address of what fulfils a matter."""
    if text.startswith(("http://", "https://")):
        return address_fault(text) is None
    path, _, anchor = text.partition("#")
    return is_page_path(path if path.endswith("/") else f"{path}/") and "#" not in anchor


def latest(*moments: datetime | None) -> datetime | None:
    """The latest of some moments; None where none is stated."""
    stated = [moment for moment in moments if moment is not None]
    return max(stated, default=None)


def none_to_empty(value: Any) -> Any:
    """An empty list for a key whose value was left blank."""
    return () if value is None else value


Text = Annotated[str, Strict(), AfterValidator(_clean)]
OneLine = Annotated[Text, AfterValidator(_one_line)]
Id = Annotated[OneLine, AfterValidator(_id)]
FileName = Annotated[OneLine, AfterValidator(_file_name)]
WebAddress = Annotated[OneLine, AfterValidator(_web_address)]
SiteAddress = Annotated[OneLine, AfterValidator(_site_address)]
HostName = Annotated[OneLine, AfterValidator(_host_name)]
EmbeddingHost = Annotated[OneLine, AfterValidator(_embedding_host)]
ServerPath = Annotated[OneLine, AfterValidator(_server_path)]
PageAddress = Annotated[OneLine, BeforeValidator(lambda text: _page(text) if isinstance(text, str) else text)]
ContactAddress = Annotated[OneLine, AfterValidator(_contact_address)]
SitePath = Annotated[str, Strict(), AfterValidator(_site_path)]
Day = Annotated[date, BeforeValidator(_date)]
DayOrMonth = Annotated[str, BeforeValidator(_day_or_month)]
"""A day, or a month of which the day is not known: 2018-12-01, 2018-12."""
Moment = Annotated[datetime, BeforeValidator(_moment)]
Pinyin = Annotated[str, Strict(), Field(pattern=r"^[a-z]+( [a-z]+)*$")]
"""The syllables of a name in small letters without tones, divided by blanks."""
Digest = Annotated[str, Strict(), Field(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in lower-case figures."""
Mark = Annotated[str, Strict(), Field(pattern=r"^[0-9a-f]{10}$")]
"""The ten figures by which a waiver names a finding."""
Count = Annotated[int, Strict(), Field(ge=1, le=1_000_000)]
Number = Annotated[int, Strict(), Field(ge=0)]
FIRST_YEAR, LAST_YEAR = 1949, 2100
"""Years of the notices that a portal may hold."""
Year = Annotated[int, Strict(), Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Range = Annotated[tuple[Count, Count], AfterValidator(_range)]
