"""What the words around a number of a page say that it counts, and the count again: the rules of `recount`."""

import re
from collections.abc import Callable
from typing import Any

from recount import Data, Rule, Said, always

DAY = r"\d{4}年\d{1,2}月\d{1,2}日"


def _day_is_its_time(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A day is the one of the machine-readable time around it."""
    year, month, day = re.findall(r"\d+", said.text)[-3:]
    return said.element.get("datetime", "")[:10] == f"{year}-{int(month):02}-{int(day):02}"


def _tasks_of_notice(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(data.notices[said.notice]["tasks"]) == int(match[1])


def _ordinal(data: Data, said: Said, match: re.Match[str]) -> bool:
    found = said.subject(r"notices/([^/]+)/tasks/(\d+)/.*")
    if found is None:  # a row of the table links to the task by its anchor
        return False
    task = data.tasks[f"{found[1]}/{found[2]}"]
    return str(task["label"] or task["number"]) == match[1]


def _neighbour(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A task beside another, or the one that a page is about, by its number and what it is called."""
    found = said.subject(r"notices/([^/]+)/tasks/(\d+)/.*")
    return found is not None and found[2] == match[1]


def _verified(data: Data, said: Said, match: re.Match[str]) -> bool:
    """Since when a notice is proved by its source."""
    year, month, day = data.notices[said.page.url.split("/")[1]]["verified"].split("-")
    return match[1] == f"{year}年{int(month)}月{int(day)}日"


def _row(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The number of a row of a table, in the cell before its link."""
    row = next(e for e in said.element.iterancestors() if e.tag == "tr")
    number = int((row.get("id") or "t0")[1:])
    task = data.tasks[f"{said.page.url.split('/')[1]}/{number}"]
    return str(task["label"] or number) == match[1]


def _row_or_ordinal(data: Data, said: Said, match: re.Match[str]) -> bool:
    links_to_page = "/tasks/" in said.page.target(said.element.get("href"))
    if said.page.kind == "notice" and not links_to_page:
        return _row(data, said, match)
    return _ordinal(data, said, match)


def _total(count: Callable[[Data], int]) -> Callable[[Data, Said, re.Match[str]], bool]:
    return lambda data, said, match: count(data) == int(match[1])


def _role(data: Data, said: Said, match: re.Match[str]) -> bool:
    notice = said.notice if said.page.kind == "notice" else None
    words = {"牵头": "lead", "责任": "support", "责任、协办、配合": "support"}
    pairs = re.findall(r"(牵头|责任(?:、协办、配合)?) (\d+) 项", said.text)
    return all(len(data.role(said.agency, words[word], notice)) == int(number) for word, number in pairs)


def _agencies_of_place(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(data.places[said.place]["agencies"]) == int(match[1])


KINDS = {
    "部门": "department",
    "事业单位": "institution",
    "区县、镇街和开发区": "district",
    "企业": "enterprise",
    "统称（一批单位）": "group",
}


def _agencies_of_kind(data: Data, said: Said, match: re.Match[str]) -> bool:
    head = said.element.getparent()
    if said.page.kind == "home":
        return len(data.agencies) == int(match[1])
    parts = said.page.url.split("/")
    place = parts[1] or head.get("id", "").rpartition("-")[0] or said.place
    kind = KINDS.get((head.text or "").strip())
    listed = data.places[place]["agencies"]
    return len([a for a in listed if kind in (None, a["kind"])]) == int(match[1])


def _notices_and_agencies(data: Data, said: Said, match: re.Match[str]) -> bool:
    place = said.place
    counts = (len(data.of_place(place)), len(data.places[place]["agencies"]))
    return counts == (int(match[1]), int(match[2]))


def _notices_of_place(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(data.of_place(said.place)) == int(match[1])


def _year(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The year of the notice beside it, or one that some notice has."""
    year = int(match[1])
    if said.notice:
        return data.notices[said.notice]["year"] == year
    return year in {form["year"] for form in data.notices.values()}


def _year_with_tasks(data: Data, said: Said, match: re.Match[str]) -> bool:
    """牵头 and 责任 lists of an agency: its tasks of one notice under the heading that counts them all."""
    notice = said.notice
    head = said.element.getparent().xpath(
        "preceding::*[self::h2 or self::h3[not(.//a[contains(@href, 'notices/')])]][1]"
    )[0]
    words = head.text_content()
    place, id = said.page.url.split("/")[1:3]
    found = data.role((place, id), "lead" if words.startswith("牵头") else "support", notice)
    if member := re.match("作为“(.+)”的成员", words):
        other = next(key for key, group in data.agencies.items() if key[0] == place and group["name"] == member[1])
        found = list({*data.role(other, "lead", notice), *data.role(other, "support", notice)})
    return data.notices[notice]["year"] == int(match[1]) and len(found) == int(match[2])


def _sections(form: dict[str, Any]) -> list[tuple[tuple[str, ...], int]]:
    """The sections of a notice in reading order, with the tasks below each, by the paths of its tasks.

    Two sections of one title that follow each other are one here; none of the notices has such.
    """
    found: list[tuple[tuple[str, ...], int]] = []
    opened: list[int] = []
    before: tuple[str, ...] = ()
    for task in form["tasks"]:
        path = tuple(task["sections"])
        same = 0
        while same < min(len(path), len(before)) and path[same] == before[same]:
            same += 1
        opened = opened[:same]
        for depth in range(same, len(path)):
            found.append((path[: depth + 1], 0))
            opened.append(len(found) - 1)
        for index in opened:
            found[index] = (found[index][0], found[index][1] + 1)
        before = path
    return found


def _tasks_of_section(data: Data, said: Said, match: re.Match[str]) -> bool:
    """An item of a list of sections: the title stands in front of the count, the tasks below it are counted."""
    found = said.subject(r"notices/([^/]+)/#s(\d+)")
    if found is None:
        return False
    return _sections(data.notices[found[1]])[int(found[2]) - 1][1] == int(match[1])


def _chart(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A count of a chart: it stands in the table beneath as well, whose rows link to what is counted."""
    figure = next(e for e in said.element.iterancestors() if e.tag == "figure")
    cells = [cell.text_content().strip() for cell in figure.iterfind(".//tbody//td")]
    shown = [int(number) for number in re.findall(r"\d+", said.text)]
    rows = [tuple(row) for row in _rows(figure)]
    if "+" in said.text:
        return tuple(shown) in rows
    return str(shown[0]) in cells


def _rows(figure: Any) -> list[list[int]]:
    return [[int(td.text_content()) for td in row.iterfind("td")] for row in figure.iterfind(".//tbody/tr")]


def _cell(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A cell of a table of numbers: tasks of the notice or of the agency that heads the row."""
    row = said.element.getparent()
    index = list(row.iterfind("td")).index(said.element)
    columns = [th.text_content().strip() for th in next(row.iterancestors("table")).iterfind("thead/tr/th")]
    page, link = said.page, row.find("th/a")
    target = page.target(link.get("href")) if link is not None else ""
    notice = page.url.split("/")[1] if page.url.startswith("notices/") else None
    role = {"牵头": "lead", "责任": "support"}.get(columns[index + 1])
    if whole := re.fullmatch(r"notices/([^/]+)/", target):
        key = page.url.split("/")[1:3]
        return len(data.role((key[0], key[1]), role or "", whole[1])) == int(match[1])
    agency = re.fullmatch(r"agencies/([^/]+)/([^/]+)/", target)
    return bool(agency and role) and len(data.role((agency[1], agency[2]), role or "", notice)) == int(match[1])  # type: ignore[index]


def _label(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A line of a label of a chart stands at the head of a row of its table, or names the file that it links to."""
    if said.element.tag == "a":
        return said.page.target(said.element.get("href")).rpartition("/")[2] == said.text
    figure = next(e for e in said.element.iterancestors() if e.tag == "figure")
    heads = [th.text_content().strip() for th in figure.iterfind(".//tbody//th")]
    return said.element.get("class") == "bar-label" and any(said.text.rstrip("…") in head for head in heads)


def _own_address(data: Data, said: Said, match: re.Match[str]) -> bool:
    canonical = said.page.tree.xpath("string(//link[@rel='canonical']/@href)")
    return match[1] == canonical and canonical.endswith(said.page.url)


def _through(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The tasks of a group of which an agency is a member."""
    place, id = said.page.url.split("/")[1:3]
    for other, group in data.agencies.items():
        if other[0] == place and group["name"] == match[1] and f"{place}/{id}" in group["members"]:
            tasks = {*data.role(other, "lead"), *data.role(other, "support")}
            return len(tasks) == int(match[2])
    return False


def _choice(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A choice by which a task table is narrowed."""
    form, value = data.notices[said.page.url.split("/")[1]], said.element.get("value")
    name = said.element.getparent().get("name")
    if name == "section":
        return _sections(form)[int(value) - 1][1] == int(match[1])
    if name == "role":
        return len([t for t in form["tasks"] if t[value]]) == int(match[1])
    place, _, id = value.partition("/")
    named = {*data.role((place, id), "lead", form["id"]), *data.role((place, id), "support", form["id"])}
    return len(named) == int(match[1])


def _size(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The size of the file that the link beside it downloads."""
    links = said.element.getparent().xpath(".//a[@download]")
    size = len(data.files[said.page.target(links[0].get("href"))])
    return match[1] == (f"{size / 1024:.1f} KB" if size >= 1024 else f"{size} B")


def _line(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The number of a line or row of the source."""
    return said.element.get("href") == f"#L{match[1]}"


def _source_lines(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(said.page.tree.xpath("//tr[starts-with(@id, 'L')]")) == int(match[1])


def _place_in_source(data: Data, said: Said, match: re.Match[str]) -> bool:
    _, notice, _, number, *_ = said.page.url.split("/")
    source = data.tasks[f"{notice}/{number}"]["source"]
    numbers = [int(n) for n in re.findall(r"\d+", said.text)]
    lines = source.get("lines") or source.get("rows") or source.get("paragraphs") or []
    return sorted(set(lines)) == sorted(set(numbers))


def _cited_line(data: Data, said: Said, match: re.Match[str]) -> bool:
    _, notice, _, number, *_ = said.page.url.split("/")
    first, last = data.tasks[f"{notice}/{number}"]["source"]["lines"]
    return first <= int(match[1]) <= last


def _possible(data: Data, said: Said, match: re.Match[str]) -> bool:
    key = said.page.url.split("/")[1:3]
    return data.possible((key[0], key[1])) == int(match[1])


def _tasks_of_year(data: Data, said: Said, match: re.Match[str]) -> bool:
    link = said.element.getparent().find("a")
    year = int(said.page.target(link.get("href")).rpartition("-")[2])
    return sum(len(f["tasks"]) for f in data.notices.values() if f["year"] == year) == int(match[1])


def _kicker(data: Data, said: Said, match: re.Match[str]) -> bool:
    _, notice, _, number, *_ = said.page.url.split("/")
    task = data.tasks[f"{notice}/{number}"]
    if bool(match[3]) != (task["title"] is None and task["summary"] is None):
        return False
    return data.notices[notice]["year"] == int(match[1]) and str(task["label"] or number) == match[2]


def _bare(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A number that stands alone: of a line of the source, of a chart, of a table of numbers, of a row."""
    tags = {e.tag for e in said.element.iterancestors()}
    if said.page.kind == "source":
        return _line(data, said, match)
    if "svg" in tags:
        return _chart(data, said, match)
    if "figure" in tags:
        return _cell(data, said, match)
    if said.page.kind == "task":
        return _cited_line(data, said, match)
    return _row(data, said, match)


RULES: list[Rule] = [
    (DAY, _day_is_its_time),
    (rf"(?:发布：)?{DAY}", _day_is_its_time),
    (r"共 (\d+) 项任务", lambda d, s, m: _tasks_of_year(d, s, m) if not s.notice else _tasks_of_notice(d, s, m)),
    (r"共 (\d+) 份文件，新的在前。", _total(lambda d: len(d.notices))),
    (r"第 (\S+) 项", _row_or_ordinal),
    (r"(\d+)\. .*", _neighbour),
    (r"(\d+)", lambda d, s, m: _bare(d, s, m)),
    (r"(\d+) \+ (\d+)", lambda d, s, m: _chart(d, s, m)),
    (rf"已逐字核对（({DAY})）", _verified),
    (r"(?:原件的 )?SHA-256|文件采用 UTF-8 编码。.*", always),
    (r"SHA-256", always),
    (r"第 (\S+) 项 .+", _ordinal),
    (r"任务第 (\S+) 项", _ordinal),
    (r"(\d+) 份", lambda d, s, m: _notices_of_place(d, s, m) if s.place else len(d.notices) == int(m[1])),
    (r"(\d+) 份文件，(\d+) 个单位", _notices_and_agencies),
    (
        r"(\d+) 个",
        lambda d, s, m: len(d.agencies) == int(m[1]) if s.page.kind == "home" else _agencies_of_kind(d, s, m),
    ),
    (r"牵头 (\d+) 项", _role),
    (r"(?:牵头|责任|责任、协办、配合) (\d+) 项(?:，责任 \d+ 项)?", _role),
    (r"另有 (\d+) 项任务写明由下列统称承担或配合，原文没有列出具体单位，可能包括本单位：", _possible),
    (r"(\d{4}) 年，(\d+) 项", _year_with_tasks),
    (r"(\d{4}) 年", _year),
    (r".+ · (\d{4}) 年 · 第 (\S+) 项( · 标题摘自原文)?", _kicker),
    (r"(\d+) 项", lambda d, s, m: len(d.tasks) == int(m[1]) if s.page.kind == "home" else _tasks_of_section(d, s, m)),
    (r".*（(\d+)）", _choice),
    (r"[A-Za-z][A-Za-z-]*，([\d.]+ [KM]?B)", _size),
    (r"作为“(.+)”的成员 (\d+) 项", _through),
    (r"本页网址：(.+)", _own_address),
    (r"共 (\d+) 行", _source_lines),
    (r"来源文件第 (\d+) (?:至 (\d+) )?[行段]", _place_in_source),
    (r".*\d.*", _label),
]
"""Patterns of whole texts, the first that fits decides."""
