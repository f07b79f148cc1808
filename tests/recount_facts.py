"""The rules of `recount` for linked facts: topics, comparisons, cited documents, time limits, lists, cards."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from recount import Data, Rule, Said, always

WITHIN = 30
"""Days within which a time limit counts as due soon."""


def _place(data: Data, notice: str) -> str:
    return str(data.notices[notice]["jurisdiction"]["name"])


def _linked_task(said: Said) -> tuple[str, str] | None:
    found = said.subject(r"notices/([^/]+)/tasks/(\d+)/.*")
    return (found[1], found[2]) if found else None


def _is_task(data: Data, notice: str, number: str, place: str, year: str, label: str) -> bool:
    task = data.tasks[f"{notice}/{number}"]
    right = str(task["label"] or number) == label and data.notices[notice]["year"] == int(year)
    return right and _place(data, notice) == place


def _task_elsewhere(data: Data, said: Said, match: re.Match[str]) -> bool:
    """开平市 2018 年第 9 项: the task that is linked, or one of the comparison that a page is about."""
    if said.page.url.startswith("compare/") and said.element.tag != "a":
        group = _comparison(data, said.page.url.split("/")[1])
        tasks = [tuple(task["id"].split("/")) for task in group["tasks"]]
        return any(_is_task(data, notice, number, *match.groups()[:3]) for notice, number in tasks)
    linked = _linked_task(said)
    return linked is not None and _is_task(data, *linked, *match.groups()[:3])


def _place_and_year(data: Data, said: Said, match: re.Match[str]) -> bool:
    """泉州市 2018 年: that of the notice or of the task that is linked, or of the page."""
    notice = said.notice
    return _place(data, notice) == match[1] and data.notices[notice]["year"] == int(match[2])


def _comparison(data: Data, id: str) -> dict[str, Any]:
    return next(group for group in data.named["comparisons"]["comparisons"] if group["id"] == id)


def _compared(data: Data, said: Said, match: re.Match[str]) -> bool:
    """4 项任务，来自 3 份文件: of a comparison, of a topic."""
    numbers = re.findall(r"(\d+) [项份]", said.text)
    url, link = said.page.url, said.element.getparent().find("a")
    if said.element.tag == "span" and link is not None:
        url = said.page.target(link.get("href"))
    section, id = url.split("/")[:2]
    tasks = _tasks_of(data, section, id)
    return [len(tasks), len({task.partition("/")[0] for task in tasks})] == [int(n) for n in numbers]


def _tasks_of(data: Data, section: str, id: str) -> list[str]:
    if section == "topics":
        return list(_topic(data, id)["tasks"])
    return [task["id"] for task in _comparison(data, id)["tasks"]]


def _topic(data: Data, id: str) -> dict[str, Any]:
    """A topic, whose tasks are those that name it or one below it."""
    topics = {topic["id"]: topic for topic in data.named["topics"]["topics"]}
    below = {id}
    for topic in topics.values():
        if topic["parent"] in below:
            below.add(topic["id"])
    named = [key for key, task in data.tasks.items() if below & set(task["topics"])]
    assert sorted(named) == sorted(topics[id]["tasks"]), id
    return topics[id]


def _listed(data: Data, said: Said, match: re.Match[str]) -> bool:
    """4 项：泉州市 2018 年、…: the tasks of a comparison and their places, in the order of the data."""
    group = _comparison(data, said.page.target(said.element.getparent().find("a").get("href")).split("/")[1])
    notices = list(dict.fromkeys(task["id"].partition("/")[0] for task in group["tasks"]))
    places = list(dict.fromkeys(f"{_place(data, n)} {data.notices[n]['year']} 年" for n in notices))
    return len(group["tasks"]) == int(match[1]) and places == match[2].split("、")


def _matrix(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A cell of the matrix: the tasks of a topic in the notices of a place and year."""
    cell = said.element
    while cell.tag != "td":
        cell = cell.getparent()
    title = cell.getparent().find("th").text_content().strip()
    label = cell.get("data-label")
    table = next(cell.iterancestors("table"))
    heads = [th.text_content().strip() for th in table.iterfind("thead/tr/th")]
    column = list(cell.getparent()).index(cell)
    link = table.find(f"thead/tr/th[{column + 1}]/a")
    notice = said.page.target(link.get("href")).split("/")[1]
    (topic,) = [each for each in data.named["topics"]["topics"] if each["title"] == title]
    count = len([task for task in _topic(data, topic["id"])["tasks"] if task.startswith(f"{notice}/")])
    return heads[column] == label and count == int(match[match.lastindex or 0])


def _of_topic(data: Data, said: Said, match: re.Match[str]) -> bool:
    """On a topic's page the tasks of one notice; on an agency's the tasks that name it and the topic."""
    parts = said.page.url.split("/")
    if parts[0] == "topics" and parts[1]:
        tasks = [task for task in _topic(data, parts[1])["tasks"] if task.startswith(f"{said.notice}/")]
        return len(tasks) == int(match[1])
    before = said.element.xpath("./a") or said.element.getparent().xpath("./a")
    for link in before:
        if (link.tail or "").strip() == said.text:
            id = said.page.target(link.get("href")).split("/")[1]
            key = (parts[1], parts[2])
            own = {*data.role(key, "lead"), *data.role(key, "support")}
            if len(own & set(_topic(data, id)["tasks"])) == int(match[1]):
                return True
    return False


def _both_roles(data: Data, said: Said, match: re.Match[str]) -> bool:
    return [len(data.role(said.agency, role)) for role in ("lead", "support")] == [int(match[1]), int(match[2])]


def _cited(data: Data, said: Said, match: re.Match[str]) -> bool:
    """1 份通知、1 项任务引用: by the document that is linked, or that a page is about."""
    (document,) = _documents(data, said)
    notices = {cited["notice"] for cited in document["cited_by"]}
    tasks = {(cited["notice"], cited["task"]) for cited in document["cited_by"] if cited["task"] is not None}
    wanted = [len(notices)] * ("份" in said.text) + [len(tasks)] * ("项" in said.text)
    return wanted == [int(n) for n in re.findall(r"(\d+) [份项]", said.text)]


def _documents(data: Data, said: Said) -> Iterator[dict[str, Any]]:
    found = said.subject(r"documents/([^/]+)/")
    id = found[1] if found else ""
    return (document for document in data.named["documents"]["documents"] if document["id"] == id)


def _around(data: Data, said: Said, match: re.Match[str]) -> bool:
    """What is drawn around a document and what is left out of the picture are all that cite it."""
    (document,) = _documents(data, said)
    notices = {cited["notice"] for cited in document["cited_by"]}
    tasks = {(cited["notice"], cited["task"]) for cited in document["cited_by"] if cited["task"] is not None}
    figure = next(e for e in (said.element, *said.element.iterancestors()) if e.tag == "figure")
    told = {"份": 0, "项": 0}
    for sentence in figure.xpath(".//desc | .//p[starts-with(., '另有')]"):
        for number, unit in re.findall(r"(\d+) ([份项])", sentence.text_content()):
            told[unit] += int(number)
    return told == {"份": len(notices), "项": len(tasks)}


def _count_of_documents(data: Data, said: Said, match: re.Match[str]) -> bool:
    documents = data.named["documents"]["documents"]
    if said.page.kind == "notice":
        notice = said.page.url.split("/")[1]
        cited = {d["number"] or d["text"] for d in _cited_by(data, notice)}
        return len(cited) == int(match[1])
    head = said.element.getparent().text or ""
    year = re.search(r"(\d{4}) 年的文件", head)
    if year:
        documents = [d for d in documents if f"〔{year[1]}〕" in d["number"]]
    return len(documents) == int(match[1])


def _cited_by(data: Data, notice: str) -> Iterator[dict[str, Any]]:
    form = data.notices[notice]
    for holder in (form, *form["tasks"]):
        yield from holder["documents"]


def _year_of_documents(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    if said.page.kind != "documents":
        return None
    return any(f"〔{match[1]}〕" in document["number"] for document in data.named["documents"]["documents"])


def _in_graph(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A text of the picture of who cites whom: it stands in the page's list beneath, or is a part of a number."""
    page = said.page
    text = " ".join(page.tree.find(".//main").text_content().split())
    drawn = " ".join(e.text_content() for e in page.tree.iterfind(".//main//svg"))
    return text.count(said.text) > drawn.count(said.text)


def _limits(data: Data, said: Said) -> Iterator[dict[str, Any]]:
    """The time limits that a list of them holds: of a place, or all."""
    place = re.fullmatch(r"deadlines/(?:([a-z][a-z0-9-]*)/)?(?:\d+/)?", said.page.url)
    for form in data.of_place(place[1]) if place and place[1] else data.notices.values():
        for holder in (form, *form["tasks"]):
            yield from holder["deadlines"]


def _dated(data: Data, said: Said) -> list[date]:
    return [date.fromisoformat(limit["date"]) for limit in _limits(data, said) if limit["date"]]


def _all_limits(data: Data, said: Said, match: re.Match[str]) -> bool:
    return [len(list(_limits(data, said))), len(_dated(data, said))] == [int(match[1]), int(match[2])]


def _states(data: Data, said: Said, match: re.Match[str]) -> bool:
    """截至 day：30 天内到期 n 个，今年已过 m 个, as of the day that the page names."""
    year, month, day, within, due, past = (int(n) for n in match.groups()[:6])
    today = date(year, month, day)
    days = [(each - today).days for each in _dated(data, said)]
    soon = [n for n in days if 0 <= n <= WITHIN]
    gone = [each for each in _dated(data, said) if each < today and each.year == today.year]
    return within == WITHIN and (len(soon), len(gone)) == (due, past)


def _today(said: Said) -> date:
    """The day as of which the page of time limits speaks."""
    words = said.page.tree.xpath("string(//p[starts-with(., '截至 ')])")
    year, month, day = re.findall(r"\d+", words)[:3]
    return date(int(year), int(month), int(day))


def _as_of(data: Data, said: Said, match: re.Match[str]) -> bool:
    return date(int(match[1]), int(match[2]), int(match[3])) == _today(said)


def _soon(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A row that is due within some days: its day is near the one as of which the page speaks."""
    day = date.fromisoformat(said.element.getparent().find("time").get("datetime"))
    return int(match[1]) == WITHIN and 0 <= (day - _today(said)).days <= WITHIN


def _year_of_limits(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    if said.page.kind != "deadlines":
        return None
    return any(day.year == int(match[1]) for day in _dated(data, said))


def _in_month(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The limits of a month or a year on the page of time limits, or those of one kind."""
    days = _dated(data, said)
    month = said.subject(r"deadlines/(?:[a-z][a-z0-9-]*/)?(?:\d+/)?#m-(\d{4})-(\d\d)")
    head = said.element.getparent()
    words = " ".join((head.text or "").split())
    if told := re.fullmatch(r"(\d{4}) 年(?: (\d{1,2}) 月)?", words):
        found = [d for d in days if d.year == int(told[1]) and told[2] in (None, str(d.month))]
        return len(found) == int(match[1])
    if month and said.element.tag in ("b", "span"):
        return len([d for d in days if (d.year, d.month) == (int(month[1]), int(month[2]))]) == int(match[1])
    return len([limit for limit in _limits(data, said) if not limit["date"] and _named(limit, words)]) == int(match[1])


def _named(limit: dict[str, Any], words: str) -> bool:
    open_day = "没有写明到哪一天"
    kinds = {"recurring": "定期", "relative": "从某件事", "continuing": "持续", "fixed": open_day, "derived": open_day}
    return kinds[limit["kind"]] in words


def _month(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The name of a month: its place among the twelve, or the months of the limits."""
    item = next((e for e in (said.element, *said.element.iterancestors()) if e.tag == "li"), None)
    if item is not None and item.getparent().get("class") == "months":
        return list(item.getparent()).index(item) + 1 == int(match[1])
    return any(d.month == int(match[1]) for d in _dated(data, said))


def _year_and_month(data: Data, said: Said, match: re.Match[str]) -> bool:
    return any((d.year, d.month) == (int(match[1]), int(match[2])) for d in _dated(data, said))


def _tasks_of_notice(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A notice in the list of all tasks, by the anchor of its heading or of the link to it."""
    head = said.element.getparent()
    link = head.find("a")
    anchor = head.get("id") or said.page.target(link.get("href")).partition("#")[2]
    return len(data.notices[anchor.removeprefix("notice-")]["tasks"]) == int(match[1])


def _differing(data: Data, said: Said, match: re.Match[str]) -> bool:
    """多出 n 字，没有的 m 字: the letters marked below, of which the two requirements are made."""
    block = said.element.getnext()
    parts = {"ins": "", "del": "", "": ""}
    made = {"ins": "", "del": ""}
    for tag, text in _pieces(block):
        parts[tag] += text
        for side in made:
            made[side] += text if tag in ("", side) else ""
    linked = _linked_task(Said(said.page, said.element.xpath("preceding::h3[1]")[0], ""))
    assert linked is not None
    group = _comparison(data, said.page.url.split("/")[1])
    base = data.tasks[group["tasks"][0]["id"]]["requirement"]
    other = data.tasks["/".join(linked)]["requirement"]
    same = (_letters(made["del"]), _letters(made["ins"])) == (_letters(base), _letters(other))
    return same and [len(_letters(parts["ins"])), len(_letters(parts["del"]))] == [int(match[1]), int(match[2])]


def _pieces(block: Any) -> Iterator[tuple[str, str]]:
    yield "", block.text or ""
    for child in block:
        hidden = "".join(e.text_content() for e in child.iterfind("span[@class='hidden']"))
        words = "".join(child.itertext()) if child.get("class") != "hidden" else ""
        if hidden:
            words = "".join(_visible(child))
        yield child.tag if child.tag in ("ins", "del") else "", words
        yield "", child.tail or ""


def _visible(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.get("class") != "hidden":
            yield from _visible(child)
        yield child.tail or ""


def _letters(text: str | None) -> str:
    return re.sub(r"[\W_]", "", text or "")


def _files_of_agencies(data: Data, said: Said, match: re.Match[str]) -> bool:
    place = said.place
    files = [content for path, content in data.files.items() if path.startswith(f"data/agencies/{place}/")]
    return len(files) == int(match[1]) and f"{sum(map(len, files)) / 1024:.1f} KB" == match[2]


def _citing_letters(data: Data, said: Said, match: re.Match[str]) -> bool:
    (document,) = _documents(data, said)
    return len({cited["notice"] for cited in document["cited_by"] if cited["task"] is None}) == int(match[1])


def _between(data: Data, said: Said, match: re.Match[str]) -> bool:
    """A notice between those that cite it and the documents that it cites."""
    notice = said.page.url.split("/")[1]
    cited = {document["number"] or document["text"] for document in _cited_by(data, notice)}
    own = [each for each in data.named["documents"]["documents"] if each["notice"] == notice]
    citing = {each["notice"] for document in own for each in document["cited_by"]}
    return [len(citing), len(cited)] == [int(match[1]), int(match[2])]


def _page_number(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The number of a page of a list: the one that is linked, or this one."""
    if said.page.kind != "tasks":
        return None
    links = [e for e in (said.element, said.element.getparent()) if e.tag == "a"]
    link = said.page.target(links[0].get("href")) if links else said.page.url
    found = re.fullmatch(r"(?:tasks|deadlines)/(?:(\d+)/)?(?:#.*)?", link)
    return (found[1] or "1") == (match[1] or match[2]) if found else None


def _notice_of_list(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """泉州市 2018 年 泉政办〔2018〕51号: a notice in the list of all tasks, by its anchor."""
    if said.page.kind != "tasks":
        return None
    anchor = said.element.get("id") or said.page.target(said.element.get("href")).partition("#")[2]
    form = data.notices.get(anchor.removeprefix("notice-"))
    if form is None:
        return None
    words = f"{form['jurisdiction']['name']} {form['year']} 年"
    return said.text in (words, f"{words} {form['number']}", f"{words} {form['title']}")


def _own_year(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A year in a picture of who cites whom: of the notice in the middle, or of those that cite it."""
    section, id = f"{said.page.url}/".split("/")[:2]
    if said.element.tag != "text" or section not in ("notices", "documents"):
        return None
    documents = data.named["documents"]["documents"]
    cited = [each for each in documents if id in (each["id"], each["notice"])]
    notices = {citing["notice"] for document in cited for citing in document["cited_by"]} | {id}
    return int(match[1]) in {data.notices[each]["year"] for each in notices if each in data.notices}


def _and_others(data: Data, said: Said, match: re.Match[str]) -> bool:
    """The agencies of one role of a card's task, of which some are named."""
    task = data.tasks["/".join(said.page.url.split("/")[1:4:2])]
    names = match[1].split("、")
    for role in ("lead", "support"):
        told = [agency["name"] for agency in task[role]]
        if told[: len(names)] == names and len(told) == int(match[2]):
            return True
    return False


def _groups(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(data.named["comparisons"]["comparisons"]) == int(match[1])


def _all_in_topics(data: Data, said: Said, match: re.Match[str]) -> bool:
    without = [key for key, task in data.tasks.items() if not task["topics"]]
    return without == data.named["topics"]["none"] == [] and len(data.tasks) == int(match[1])


def _untold(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """The tasks in no topic, of all notices or of one."""
    if said.page.kind != "topics":
        return None
    without = sorted(key for key, task in data.tasks.items() if not task["topics"])
    of_notice = [key for key in without if key.startswith(f"{said.notice}/")]
    right = without == sorted(data.named["topics"]["none"])
    if "年" in said.text:
        return right and [data.notices[said.notice]["year"], len(of_notice)] == [int(match[1]), int(match[2])]
    return right and len(without) == int(match[1])


def _notice_of_column(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A notice at the head of a column, told apart from another of its place and year by its number or title."""
    form = data.notices[said.notice]
    return [_place(data, said.notice), form["year"]] == [match[1], int(match[2])] and match[3] in (
        form["number"],
        form["title"],
    )


def _contrast(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A text of a contrast, which is held to the two requirements as a whole where its letters are counted."""
    around = [e.get("class") or "" for e in (said.element, *said.element.iterancestors())]
    return True if any("contrast" in classes.split() for classes in around) else None


def _items(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """n 项 on these pages."""
    match said.page.url.split("/")[0]:
        case "topics":
            return _of_topic(data, said, match)
        case "tasks":
            return _tasks_of_notice(data, said, match)
    return None


def _pieces_of(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """n 个 on these pages."""
    return _in_month(data, said, match) if said.page.url.startswith("deadlines/") else None


def _bare(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    return _matrix(data, said, match) if said.page.url in ("compare/", "") else None


def _drawn(data: Data, said: Said, match: re.Match[str]) -> bool | None:
    """A text of a picture of who cites whom."""
    inside = [e.get("class") for e in (said.element, *said.element.iterancestors())]
    return _in_graph(data, said, match) if "bars graph" in inside and said.element.tag == "text" else None


def _all_tasks(data: Data, said: Said, match: re.Match[str]) -> bool:
    return len(data.tasks) == int(match[1])


FACTS: list[Rule] = [
    (r".*", _contrast),
    (r"(\d{4}) 年", _own_year),
    (r"(\d{4}) 年", _year_of_documents),
    (r"(\d{4}) 年", _year_of_limits),
    (r"截至 (\d+)年(\d+)月(\d+)日", _as_of),
    (r"(\d+) 天内到期", _soon),
    (r".*", _drawn),
    (
        r"(?:任务（)?第 (\d+) 页(?:）.*)?|(?<!\d)(\d+)(?!\d)",
        _page_number,
    ),
    (r"(\S+ \d{4} 年.*)", _notice_of_list),
    (r"(\d+) 份通知的正文引用", _citing_letters),
    (r"(?:\S+：在 )?(\d+) 份通知、(\d+) 项任务中引用。", _cited),
    (r"这份通知在中间；左边 (\d+) 份通知引用它，右边是它引用的 (\d+) 份文件。", _between),
    (r"(\S+) (\d{4}) 年通知正文", _place_and_year),
    (r"全站 (\d+) 项任务都已归入主题。", _all_in_topics),
    (r"下面的任务还没有归入任何主题；全站共有 (\d+) 项任务。", _all_tasks),
    (r"未归入主题 (\d+) 项", _untold),
    (r"(\d{4}) 年，(\d+) 项", _untold),
    (r"(\S+) (\d{4}) 年（(.+)）", _notice_of_column),
    (r"共 (\d+) 组，.*", _groups),
    (r"(.+) 等 (\d+) 个单位", _and_others),
    (r"(\d+) 项", _items),
    (r"(\d+) 个", _pieces_of),
    (r"(\d+)|.+：(\d+) 项", _bare),
    (
        r"(?:是|下面把各项的工作要求逐一与)?(\S+?) (\d{4}) 年(?:的)?第 (\S+?) 项(?: .*|有、这里没有的话|的相比.*)?",
        _task_elsewhere,
    ),
    (r"(\S+?)(?: ·)? (\d{4}) 年", _place_and_year),
    (r"(?:共 )?(\d+) 项任务，(?:来自 )?(\d+) 份文件.*", _compared),
    (r"(\d+) 项：(.+)", _listed),
    (r"（(\d+) 项）[、。]", _of_topic),
    (r"牵头 (\d+) 项；责任、协办、配合 (\d+) 项", _both_roles),
    (r"\S+在中间；左边 \d+ 份通知引用它，右边是其中引用它的 \d+ 项任务。", _around),
    (r"另有 (?:\d+ 份通知)?、?(?:\d+ 项任务)?，见下面的列表。", _around),
    (r"(\d+) 份通知(?:、(\d+) 项任务)?引用", _cited),
    (r"共 (\d+) 份(?:。题名照.*)?", _count_of_documents),
    (r"(\d{4}) 年的文件", _year_of_documents),
    (r"任务里写明的时限，照录原文；共 (\d+) 个，其中有日期的 (\d+) 个。", _all_limits),
    (r"截至 (\d+)年(\d+)月(\d+)日：(\d+) 天内到期 (\d+) 个，今年已过 (\d+) 个。.*", _states),
    (r"(\d{1,2}) 月", _month),
    (r"(\d{4}) 年 (\d{1,2}) 月", _year_and_month),
    (r"多出 (\d+) 字，没有的 (\d+) 字，其余相同（不计标点和空格）。", _differing),
    (r"各单位的任务共 (\d+) 个文件（([\d.]+ KB)），在单位的页面上下载", _files_of_agencies),
    (r"表格一行是一项任务，.*UTF-8.*|清单写明有哪些数据文件.*SHA-256。|.*，年份取自通知.*", always),
]
"""Patterns of whole texts, the first that fits decides."""
