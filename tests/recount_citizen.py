"""The rules of `recount` for what citizens meet first: the home page, lists of tasks, the task table, agency pages."""

import re
from typing import Any

from recount import Data, Rule, Said
from recount_rules import DAY


def _inside(said: Said, tag: str, name: str) -> Any:
    """The element of a class around a text; None where there is none."""
    for element in (said.element, *said.element.iterancestors()):
        if element.tag == tag and name in (element.get("class") or "").split():
            return element
    return None


def _task(data: Data, said: Said) -> dict[str, Any] | None:
    """The task of the row around a text, else the one that the page is about."""
    for element in (said.element, *said.element.iterancestors()):
        if element.tag == "tr" and re.fullmatch(r"t\d+", element.get("id") or ""):
            return data.tasks[f"{said.page.url.split('/')[1]}/{element.get('id')[1:]}"]
    found = re.fullmatch(r"notices/([^/]+)/tasks/(\d+)/", said.page.url)
    return data.tasks[f"{found[1]}/{found[2]}"] if found else None


def _quoted(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A piece of a line of the source beside a task: the whole line is one of the source, or of the data."""
    if _inside(said, "section", "proof") is None:
        return None
    lines = [e for e in (said.element, *said.element.iterancestors()) if "line" in (e.get("class") or "").split()]
    if not lines:
        return None
    whole = " ".join(lines[0].text_content().split())
    return not re.search(r"\d", data.without_texts(whole))


def _line(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The number of a line of the source beside a task that the home page shows."""
    if said.page.url or said.element.tag != "th" or _inside(said, "table", "lines") is None:
        return None
    block = _inside(said, "div", "claim-and-proof")
    notice, number = re.findall(r"notices/([^/]+)/tasks/(\d+)/", block.find(".//h3/a").get("href"))[0]
    first, last = data.tasks[f"{notice}/{number}"]["source"]["lines"]
    return first <= int(match[1]) <= last


def _totals(data: Data, said: Said, match: re.Match[str]) -> bool:
    counts = len(data.notices), len(data.tasks), len(data.agencies)
    return counts == (int(match[1]), int(match[2]), int(match[3]))


def _covered(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A cell of the table of places and years."""
    if _inside(said, "table", "coverage") is None:
        return None
    cell = next(e for e in (said.element, *said.element.iterancestors()) if e.tag == "td")
    name = cell.getparent().find("th").text_content().strip()
    year = int(re.findall(r"\d+", cell.get("data-label"))[0])
    held = [f for f in data.notices.values() if f["jurisdiction"]["name"] == name and f["year"] == year]
    return sum(len(form["tasks"]) for form in held) == int(re.findall(r"\d+", said.text)[-1])


def _newest(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The newest day that a notice states of itself."""
    days: list[str] = []
    for form in data.notices.values():
        stated = [form[key] for key in ("issued", "printed", "published") if form[key]]
        days += [*(day[:10] for day in stated), *(each["date"] for each in form["corrections"])]
    year, month, day = re.findall(r"\d+", match[1])
    return max(days) == f"{year}-{int(month):02}-{int(day):02}"


def _roles(data: Data, key: tuple[str, str]) -> tuple[int, int]:
    return len(data.role(key, "lead")), len(data.role(key, "support"))


def _of_agency(data: Data, said: Said, match: re.Match[str]) -> bool:
    """牵头 n 项，参与 m 项: of the agency that is linked, or whose page it is."""
    lead, support = _roles(data, said.agency)
    counts = {"牵头": lead, "参与": support}
    pairs = re.findall(r"(牵头|参与)(?:（责任、协办、配合）)? ?(\d+) 项", said.text)
    return bool(pairs) and all(counts[word] == int(number) for word, number in pairs)


def _own_agency(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The same of the page's own agency, with the number of notices that name it."""
    if said.page.kind != "agency":
        return None
    place, id = said.page.url.split("/")[1:3]
    lead, support = _roles(data, (place, id))
    named = {*data.role((place, id), "lead"), *data.role((place, id), "support")}
    notices = len({task.partition("/")[0] for task in named})
    wanted = {"notices": notices, "lead": lead, "support": support}
    return all(wanted[name] == int(number) for name, number in match.groupdict().items() if number is not None)


def _scope(data: Data, url: str) -> list[dict[str, Any]] | None:
    """The notices whose tasks a list holds, by its address: all, a place's, or those of one of its years."""
    found = re.fullmatch(r"tasks/(?:(?P<place>[a-z][a-z0-9-]*)/)?(?:(?P<year>\d{4})/)?(?:\d{1,3}/)?", url)
    if found is None:
        return None
    held = list(data.notices.values())
    if found["place"]:
        held = data.of_place(found["place"])
    return [form for form in held if found["year"] in (None, str(form["year"]))]


def _in_list(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The number of tasks of a list of tasks: of the page's own, or of the one that is linked beside it."""
    held = _scope(data, said.page.url)
    if held is None:
        return None
    if said.element.getparent().tag == "li" and _inside(said, "nav", "facets") is not None:
        link = said.page.target(said.element.getparent().find("a").get("href"))
        if link.startswith("topics/"):
            topic = next(t for t in data.named["topics"]["topics"] if t["url"] == link)
            return len(topic["tasks"]) == int(match[1])
        held = _scope(data, link)
        return held is not None and sum(len(form["tasks"]) for form in held) == int(match[1])
    if not said.text.startswith("共"):
        return None
    return sum(len(form["tasks"]) for form in held) == int(match[1])


def _named_list(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """泉州市 2018 年的任务（第 2 页）: a list of tasks by its place, its year and its page, or a link to one."""
    url = said.page.url
    if said.element.tag == "a":
        url = said.page.target(said.element.get("href"))
    held = _scope(data, url)
    if held is None:
        return None
    names = {form["jurisdiction"]["name"] for form in held}
    years = {str(form["year"]) for form in held}
    page = re.fullmatch(r".*/(\d{1,3})/", url)
    is_own = names == {match["place"]} and match["year"] in (None, *years)
    return is_own and match["page"] in (None, page[1] if page else "1")


def _page_of_list(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The number of a page of a place's list."""
    links = [e for e in (said.element, said.element.getparent()) if e.tag == "a"]
    if said.page.kind != "tasks" or not links or _inside(said, "nav", "paging") is None:
        return None
    page = re.fullmatch(r".*/(\d{1,3})/", said.page.target(links[0].get("href")))
    return (page[1] if page else "1") == (match[1] or match[2])


def _begun(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """泉州市 2018 年（续）: a notice whose tasks began on the page before."""
    form = data.notices.get((said.element.get("id") or "").removeprefix("notice-"))
    return form and [form["jurisdiction"]["name"], form["year"]] == [match[1], int(match[2])]


def _year_of_list(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A year to which a list of a place's tasks can be narrowed."""
    if _inside(said, "nav", "facets") is None:
        return None
    held = _scope(data, said.page.target(said.element.get("href")))
    return {form["year"] for form in held or ()} == {int(match[1])}


def _bar(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """泉州市 2018 年: a bar of a picture, in the table beneath a link to the notice."""
    figure = next((e for e in said.element.iterancestors() if e.tag == "figure"), None)
    links = figure.findall(".//tbody//th/a") if figure is not None else []
    link = next((link for link in links if link.text_content() == said.text), None)
    if link is None:
        return None
    form = data.notices[said.page.target(link.get("href")).split("/")[1]]
    return [form["jurisdiction"]["name"], form["year"]] == [match[1], int(match[2])]


def _all_names(data: Data, said: Said, match: re.Match[str]) -> bool:
    """等 n 个单位: the names beside it are those of a role, of a task or of one in a comparison."""
    names = [a.text_content() for a in _inside(said, "div", "names").iterfind(".//a")]
    task = _task(data, said)
    tasks = [task] if task else list(data.tasks.values())
    told = [[agency["name"] for agency in each[role]] for each in tasks for role in ("lead", "support")]
    return len(names) == int(match[1]) and names in told


def _figures(data: Data, said: Said, match: re.Match[str]) -> bool:
    """n 项任务，n 个单位牵头，n 项写明时限。"""
    tasks = data.notices[said.page.url.split("/")[1]]["tasks"]
    leads = {(agency["jurisdiction"], agency["id"]) for task in tasks for agency in task["lead"]}
    dated = [task for task in tasks if task["deadlines"]]
    return [len(tasks), len(leads), len(dated)] == [int(match[i] or 0) for i in (1, 2, 3)]


def _part(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The tasks of a part of the table: those of its rows, which are those of the first of their headings."""
    part = next((e for e in said.element.iterancestors() if e.get("data-part") is not None), None)
    if part is None:
        return None
    notice = data.notices[said.page.url.split("/")[1]]
    rows = [int(row.get("id")[1:]) for row in part.iterfind(".//tr[@id]")]
    sections = [task["sections"][0] for task in notice["tasks"] if task["number"] in rows]
    before = {task["number"]: task["sections"][0] for task in notice["tasks"]}
    at = [task["number"] for task in notice["tasks"]].index(rows[0])
    following = notice["tasks"][at + len(rows) :]
    is_whole = not following or before[following[0]["number"]] != sections[0] or len(set(sections)) == 1
    return len(set(sections)) == 1 and is_whole and len(rows) == int(match[1])


def _most(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The first of a picture: the row with the greatest sum."""
    figure = next(e for e in said.element.iterancestors() if e.tag == "figure")
    rows = {}
    for row in figure.iterfind(".//tbody/tr"):
        rows[row.find("th").text_content().strip()] = [int(td.text_content()) for td in row.iterfind("td")]
    wanted = [int(match[2]), int(match[3])]
    return rows[match[1]] == wanted and max(map(sum, rows.values())) == sum(wanted)


def _rest(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The agencies that a picture leaves out, and the names for many."""
    figure = next(e for e in said.element.iterancestors() if e.tag == "figure")
    form = data.notices[said.page.url.split("/")[1]]
    named = {(a["jurisdiction"], a["id"]) for t in form["tasks"] for r in ("lead", "support") for a in t[r]}
    groups = {key for key in named if data.agencies[key]["kind"] == "group"}
    left = len(named) - len(groups) - len(figure.findall(".//tbody/tr"))
    return [left, len(groups)] == [int(match[1] or 0), int(match[2] or 0)]


def _limits(data: Data, said: Said, match: re.Match[str]) -> bool:
    task = _task(data, said)
    return task is not None and len(task["deadlines"]) == int(match[1])


def _own_number(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    task = _task(data, said)
    return task and str(task["label"] or task["number"]) == match[1]


def _proved(data: Data, said: Said, match: re.Match[str]) -> bool:
    year, month, day = re.findall(r"\d+", match[1])
    return data.notices[said.page.url.split("/")[1]]["verified"] == f"{year}-{int(month):02}-{int(day):02}"


def _of_place(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A number on the page of a place, or beside a link to one of its lists: of tasks, of limits, of a topic."""
    own = re.fullmatch(r"agencies/([a-z][a-z0-9-]*)/", said.page.url)
    is_head, item = said.element.getparent().tag == "h2", said.element.getparent()
    if said.page.kind != "jurisdiction" or not own or item.tag not in ("h2", "li"):
        return None
    held = data.of_place(own[1])
    if is_head:
        return item.get("id") == "tasks" and sum(len(form["tasks"]) for form in held) == int(match[1])
    link = said.page.target(item.find("a").get("href"))
    if scope := _scope(data, link):
        return sum(len(form["tasks"]) for form in scope) == int(match[1])
    if topic := re.fullmatch(r"(topics/[^#]+)#.*", link):
        wanted = next(each for each in data.named["topics"]["topics"] if each["url"] == topic[1])
        own_tasks = [key for key in wanted["tasks"] if key.split("/")[0] in {form["id"] for form in held}]
        return len(own_tasks) == int(match[1])
    return None


def _limits_of_place(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The number of limits beside a link to the list of a place, or of all."""
    links = said.element.getparent().findall("a")
    found = re.fullmatch(r"deadlines/(?:([a-z][a-z0-9-]*)/)?", said.page.target(links[0].get("href")) if links else "")
    if found is None:
        return None
    held = data.of_place(found[1]) if found[1] else data.notices.values()
    return sum(len(each["deadlines"]) for form in held for each in (form, *form["tasks"])) == int(match[1])


def _year_of_place(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A year of a place, linked to the list of its tasks."""
    if said.element.tag != "a":
        return None
    list_ = re.search(
        r"tasks/.*", said.page.target(said.element.get("href"))
    )  # the links of 404.html begin at the root of the server
    held = _scope(data, list_[0]) if list_ else None
    return held and {form["year"] for form in held} == {int(match["year"])}


_LIST = r"(?P<place>\S+?)(?: (?P<year>\d{4}) 年)?的任务(?:（第 (?P<page>\d+) 页）)?"
CITIZEN: list[Rule] = [
    (r".*", _quoted),
    (r"(\d+)", _line),
    (r"共 (\d+) 份文件、(\d+) 项任务、(\d+) 个单位。", _totals),
    (r"\S+ \d{4} 年：\d+ 项|\d+ 项", _covered),
    (rf".*收录的文件更新到 ({DAY})。.*", _newest),
    (r"(?:.+：)牵头 (?P<lead>\d+) 项，参与 (?P<support>\d+) 项任务。", _own_agency),
    (
        r"在 (?P<notices>\d+) 份文件中牵头 (?P<lead>\d+) 项，参与（责任、协办、配合）(?P<support>\d+) 项.*",
        _own_agency,
    ),
    (r"参与（责任、协办、配合）(?P<support>\d+) 项", _own_agency),
    (r"牵头 (\d+) 项，参与 (\d+) 项|参与 (\d+) 项", _of_agency),
    (r"(\d+) 项", _of_place),
    (r"(\d+) 个", _limits_of_place),
    (r"(?:\S+ )?(?P<year>\d{4}) 年(?:的任务)?", _year_of_place),
    (r"共 (\d+) 项任务，新的文件在前。", _in_list),
    (r"(\d+) 项", _in_list),
    (rf"(?:.+的)?{_LIST}(?: - .+)?", _named_list),
    (r"第 (\d+) 页|(\d+)", _page_of_list),
    (r"(\S+) (\d{4}) 年（续）", _begun),
    (r"(\d{4}) 年", _year_of_list),
    (r"(\S+) (\d{4}) 年(?:（.+）)?", _bar),
    (r"等 (\d+) 个单位", _all_names),
    (r"等 (\d+) 个时限", _limits),
    (r"(\d+) 项任务，(\d+) 个单位牵头(?:，(\d+) 项写明时限)?。", _figures),
    (r"(\d+) 项任务|(\d+) 项", lambda d, s, m: _part(d, s, re.fullmatch(r"(\d+).*", s.text))),  # type: ignore[arg-type]
    (r"最多的是“(.*)”：牵头 (\d+) 项，责任 (\d+) 项。", _most),
    (r"(?:另有 (\d+) 个单位，见任务分解表。)?(?:另有 (\d+) 个统称，原文没有列明成员，不在图中。)?", _rest),
    (r"回到任务表第 (\S+) 项", _own_number),
    (rf".*已逐字核对（({DAY})）。", _proved),
]
"""Patterns of whole texts, the first that fits decides."""
