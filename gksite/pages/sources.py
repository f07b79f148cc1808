"""Each notice as received: a page with an anchor per line, and the file itself."""

from collections import defaultdict
from collections.abc import Iterator

from gksite.model.outputs import Download, Link, Output, PageInfo, SourceLine
from gksite.model.site import Notice, SourceFile
from gksite.pages.views import HOME, NOTICES, Views


def pages(views: Views) -> Iterator[Output]:
    """A page and a file per notice that has a source."""
    for notice in views.site.notices.values():
        if notice.source is None:
            continue
        base = f"{notice.url}source/"
        yield Output(base + notice.source.name, content=notice.source.data, origin=f"来源文件 {notice.source.name}")
        yield _source(notice, notice.source, base, views)


def _source(notice: Notice, source: SourceFile, base: str, views: Views) -> Output:
    parent = Link(notice.record.title, notice.url)
    data = {
        "notice": views.cards[notice.id],
        "lines": _lines(notice, source, views),
        "sha256": source.sha256,
        "download": Download(source.name, base + source.name, source.name.rpartition(".")[2].upper(), len(source.data)),
    }
    info = PageInfo(
        "source", views.tr("来源原文：{title}").format(title=notice.record.title), base, crumbs=(HOME, NOTICES, parent)
    )
    return Output(f"{base}index.html", "pages/source.html", info, data, origin=f"通知 {notice.id} 的来源页")


def _lines(notice: Notice, source: SourceFile, views: Views) -> tuple[SourceLine, ...]:
    cited: dict[int, list[Link]] = defaultdict(list)
    for task in notice.tasks:
        if task.record.source and task.record.source.lines:
            row = views.rows[task.key]
            cited[task.record.source.lines[0]].append(Link(str(row.number), row.url))
    return tuple(SourceLine(i, text, tuple(cited[i])) for i, text in enumerate(source.lines or (), 1))
