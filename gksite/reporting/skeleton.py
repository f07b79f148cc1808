"""A report yet to be filled in, as YAML: every key of the form in its order with its words, and what is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gksite.model.reports import Applicants, ReportRecord
from gksite.reporting.form import CARRIED_IN, COLUMNS, FACTS, LINES, OUTCOMES, PARTS, REVIEWS


@dataclass(frozen=True, slots=True)
class Known:
    """What a new report takes over: whose it is, how to reach them, what the year before has left; "" where unknown."""

    jurisdiction: str = ""
    agency: str = ""
    level: str = ""
    telephone: str = ""
    address: str = ""
    left: Applicants | None = None

    @classmethod
    def of_last_year(cls, report: ReportRecord) -> "Known":
        """What the report of the year before says."""
        telephone, address = report.telephone or "", report.address or ""
        left = report.requests.carried_over if report.requests else None
        return cls(report.jurisdiction, report.agency, report.level, telephone, address, left)


def skeleton(year: int, known: Known) -> str:
    """The file to fill in."""
    return "\n".join([*_head(year, known), *_facts(), *_requests(year, known), *_reviews(), *_texts(), ""])


def _line(key: str, value: object, words: str = "", indent: int = 0) -> str:
    """A line of YAML; the words for whoever fills it in stand behind it."""
    said = f"{key}: {value}".rstrip()
    comment = f"  # {words}" if words else ""
    return " " * indent + said + comment


def _head(year: int, known: Known) -> Iterator[str]:
    yield f"# {year} 年政府信息公开工作年度报告（国办公开办函〔2021〕30号的格式）"
    yield "# 冒号后面填上内容；没有发生的写 0 或 无。每个数怎样核对，见 gksite check。"
    yield _line("year", year)
    yield _line("jurisdiction", known.jurisdiction, "" if known.jurisdiction else "地区的编号")
    yield _line("agency", known.agency, "" if known.agency else "单位登记表里的名称或全称")
    yield _line(
        "level", known.level, "department：部门、乡镇，1 月 31 日前公布；county：县级以上人民政府，3 月 31 日前"
    )
    yield _line("disclosure", "主动公开")
    yield _line("published", "", f"发布日期，例如 {year + 1}-01-20 09:00")
    yield _line("telephone", known.telephone, "联系电话，与单位登记表相同")
    yield _line("address", known.address, "地址，与单位登记表相同")
    yield _line("overview", "", PARTS["overview"])


def _facts() -> Iterator[str]:
    yield _line("disclosed", "", PARTS["disclosed"])
    holder = ""
    for fact in FACTS:
        key = fact.key_path[1]
        if len(fact.key_path) == 2:
            yield _line(key, "", f"{fact.matter}，{fact.counted}", 2)
            continue
        if key != holder:
            holder = key
            yield _line(key, "", fact.matter, 2)
        yield _line(fact.key_path[2], "", fact.counted, 4)


def _requests(year: int, known: Known) -> Iterator[str]:
    yield _line("requests", "", PARTS["requests"])
    yield f"  # 每行七个数，写成 [10, 1, 0, 0, 0, 0, 11]：{_listed(COLUMNS)}"
    for line in LINES:
        value, words = "", line.label
        if line.key_path == CARRIED_IN and known.left is not None:
            value, words = f"[{', '.join(map(str, known.left))}]", f"{line.label}；取自 {year - 1} 年的报告"
        yield _line(line.key_path[-1], value, words, 2 * (len(line.key_path) - 1))


def _reviews() -> Iterator[str]:
    yield _line("reviews", "", PARTS["reviews"])
    yield f"  # 每行五个数：{_listed(OUTCOMES)}"
    for key_path, label in REVIEWS.items():
        yield _line(key_path[-1], "", label, 2)


def _texts() -> Iterator[str]:
    for key in ("problems", "other"):
        yield _line(key, "", PARTS[key])


def _listed(words: Sequence[str]) -> str:
    return "、".join(words)
