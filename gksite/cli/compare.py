"""gksite compare"""

from datetime import datetime, time
from pathlib import Path

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import china_today, chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import ERRORS, fail, say, show
from gksite.comparing import FILE, Proposal, proposals, proposals_yaml, with_proposals
from gksite.documents.config import read_settings
from gksite.documents.folders import COMPARISONS
from gksite.documents.shapes import Entry
from gksite.link import link
from gksite.model.comparisons import ComparisonsRecord
from gksite.model.site import Site
from gksite.problems.problem import Phrase, Problems, RequestError, Stop, did_you_mean
from gksite.read import read
from gksite.text.names import near
from gksite.waiting import without_waiting
from gksite.write import save


@click.command("compare", cls=Command, add_help_option=False)
@click.argument("notice", required=False)
@click.option("--write", "is_kept", is_flag=True, help="把提出的各组作为草稿写进 content/comparisons.yaml")
@root_option
@format_option
@lang_option
@help_option
def compare_command(notice: str | None, is_kept: bool, root: Path, style: str, lang: str | None) -> None:
    """按文字相近，提出各通知中可能是同一件事的任务，供人复核后做成对比。"""
    folder, tr, problems = portal(root), chosen_language(lang), Problems()
    try:
        site, entry = _read(folder, problems)
        found = proposals(site, entry.record.comparisons if entry else (), _known(notice, site))
        if is_kept and found:
            save(folder / "content" / COMPARISONS, with_proposals(entry, found).encode(), problems)
            problems.gate()
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    _tell(found, is_kept=is_kept)
    say([_ending(found, is_kept=is_kept)], tr, err=not is_kept)


def _read(folder: Path, problems: Problems) -> tuple[Site, Entry[ComparisonsRecord] | None]:
    """What is published today, and the comparisons as they stand. Raises Stop where something is broken."""
    settings = problems.settled(read_settings(folder / "site.yaml", problems)).record
    records = read(folder / "content", problems)
    today = china_today()
    shown = without_waiting(records, datetime.combine(today, time.max), Problems())
    site = link(settings, shown, today, problems)
    problems.gate()
    return site, records.comparisons


def _known(notice: str | None, site: Site) -> str | None:
    """The notice that is asked for. Raises RequestError for one that is not published."""
    if notice is not None and notice not in site.notices:
        hint = did_you_mean(near(notice, site.notices, most=1))
        raise RequestError("没有已公布的通知“{name}”{hint}", name=notice, hint=hint)
    return notice


def _tell(found: tuple[Proposal, ...], *, is_kept: bool) -> None:
    if found and not is_kept:
        click.echo(f"comparisons:\n{proposals_yaml(found)}", nl=False)


def _ending(found: tuple[Proposal, ...], *, is_kept: bool) -> Phrase:
    if not found:
        return Phrase("没有新的对比可提出。")
    if is_kept:
        done = "提出 {count} 组，作为草稿写进了 {file}；对读原文、复核以后才会发布。"
    else:
        done = "提出 {count} 组；对读原文后，把是同一件事的写进 {file}。"
    return Phrase(done, count=len(found), file=FILE)
