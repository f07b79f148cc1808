"""All tasks of the portal as a list, the newest notice first."""

from collections.abc import Iterable, Iterator

from gksite.model.listings import ListedTask, NoticeTasks
from gksite.model.outputs import Link, NoticeCard, Output, PageInfo
from gksite.model.site import Notice
from gksite.pages.paging import ListPage, Part, paged
from gksite.pages.tagging import TASK_LISTS, list_tags
from gksite.pages.views import TASKS, Views
from gksite.problems.problem import Phrase

TaskPage = ListPage[NoticeCard, ListedTask]


def pages(views: Views) -> Iterator[Output]:
    """One page, or as many as the tasks need; the first leads to where each notice's begin."""
    notices = views.site.notices
    cut = paged(TASKS, [(views.cards[id], _listed(notice, views)) for id, notice in notices.items()])
    contents, tags = tuple(_contents(cut)), list_tags(TASKS, TASK_LISTS, views.site, views.tr)
    for page in cut:
        info = PageInfo("tasks", page.title(views.tr), page.url, crumbs=page.crumbs, column=tags)
        data = {
            "count": len(views.site.tasks),
            "groups": tuple(map(_shown, page.parts)),
            "contents": contents,
            "numbers": page.numbers,
            "number": page.number,
        }
        origin = Phrase("任务列表第 {n} 页", n=page.number)
        yield Output(f"{page.url}index.html", "pages/tasks.html", info, data, origin=origin)


def _listed(notice: Notice, views: Views) -> tuple[ListedTask, ...]:
    return tuple(ListedTask(views.rows[task.key], task.deadlines) for task in notice.tasks)


def _shown(part: Part[NoticeCard, ListedTask]) -> NoticeTasks:
    dated = any(listed.deadlines for listed in part.rows)
    return NoticeTasks(part.head, part.rows, part.begun, dated)


def _contents(cut: Iterable[TaskPage]) -> Iterator[tuple[NoticeCard, Link]]:
    """Each notice with where its tasks begin."""
    for page in cut:
        for group in map(_shown, page.parts):
            if not group.begun:
                yield group.notice, Link(group.notice.title, f"{page.url}#{group.anchor}")
