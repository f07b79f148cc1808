"""gksite topics"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.notices import notice_of_id
from gksite.cli.options import chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.documents.folders import TOPICS
from gksite.documents.shapes import Entry, read_optional
from gksite.drafting.topic_proposals import Part, Proposal, ProposedTask, proposed_tasks
from gksite.drafting.topic_writing import with_topics
from gksite.model.records import NoticeFields
from gksite.model.topics import TopicRecord, TopicsRecord
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.problems.translations import Translate
from gksite.workbook.merge import stored
from gksite.write import save

PARTS: dict[Part, str] = {"title": "题目", "requirement": "工作要求", "sections": "部分的标题"}
"""Where a word was found."""


@click.command("topics", cls=Command, add_help_option=False)
@click.argument("notice")
@click.option("--write", is_flag=True, help="写进通知的文件；只能用于草稿（draft: true）")
@root_option
@format_option
@lang_option
@help_option
def topics_command(notice: str, write: bool, root: Path, style: str, lang: str | None) -> None:
    """按字面为一份通知中还没有主题的任务提示主题，由人核对以后采用。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    try:
        topics = _topics(folder, problems)
        entry = notice_of_id(folder, notice, problems)
        if write and not entry.record.draft:
            raise RequestError(
                "{file} 不是草稿；--write 只写草稿，已经公布的请核对提示以后自己写上", file=entry.document.path
            )
        proposed = tuple(proposed_tasks(entry.record, topics))
        say(_lines(proposed), tr)
        if write:
            _write(folder, entry, proposed, tr, problems)
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)


def _topics(root: Path, problems: Problems) -> tuple[TopicRecord, ...]:
    """The tree of a portal. Raises RequestError where there is none, Stop where it is broken."""
    path = root / "content" / TOPICS
    entry = read_optional(TopicsRecord, path, problems)
    problems.gate()
    if entry is None or not entry.record.topics:
        raise RequestError("没有主题可以提示；先写好 content/{file}", file=TOPICS)
    return entry.record.topics


def _lines(proposed: Sequence[ProposedTask]) -> Iterator[Phrase]:
    if not proposed:
        yield Phrase("各项任务都已写明主题。")
        return
    for each in proposed:
        task = each.task
        name = task.title or (task.requirement or "").split("\n")[0]
        yield Phrase("第 {number} 项 {name}", number=task.number, name=name)
        if not each.proposals:
            yield Phrase("  没有找到可能的主题")
            continue
        for proposal in each.proposals:
            yield Phrase("  {id} {title}：{words}", id=proposal.id, title=proposal.title, words=_words(proposal))
        yield Phrase("  topics: [{ids}]", ids=", ".join(proposal.id for proposal in each.proposals))
    yield Phrase("以上是按字面提示的，可能不对，也可能不全；逐项核对以后，把“topics:”一行抄到那项任务的 source 前面。")


def _words(proposal: Proposal) -> Phrase:
    """The words of a topic that were found, each with where it stands."""
    first, *rest = [
        Phrase("{part}有“{word}”", part=Phrase(PARTS[found.part]), word=found.word) for found in proposal.found
    ]
    for phrase in rest:
        first = Phrase("{first}，{rest}", first=first, rest=phrase)
    return first


def _write(
    root: Path, entry: Entry[NoticeFields], proposed: Sequence[ProposedTask], tr: Translate, problems: Problems
) -> None:
    """Write what is proposed into a draft. Raises Stop."""
    told = [each for each in proposed if each.proposals]
    path = root / entry.document.path
    if not told:
        say([Phrase("没有可写的，{target} 保持原样。", target=path)], tr)
        return
    save(path, stored(with_topics(entry.document, told), path.read_bytes()), problems)
    problems.gate()
    say([Phrase("→ {target}：写了 {count} 项任务的主题和一处待定", target=path, count=len(told))], tr)
