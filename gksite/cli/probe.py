"""gksite probe"""

import ssl
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gksite.cli.help_page import Command, help_option
from gksite.cli.options import china_today, chosen_language, format_option, lang_option, portal, root_option
from gksite.cli.terminal import CONTENT_ERROR, ERRORS, fail, say, show, show_progress
from gksite.documents.config import read_settings
from gksite.documents.folders import IPV6
from gksite.model.ipv6 import INDICATORS, Verdict, same_site
from gksite.probing.addresses import is_public
from gksite.probing.bounds import Bounds, Clock, Unanswered
from gksite.probing.findings import Findings, record_of, record_yaml
from gksite.probing.probe import Probe
from gksite.probing.site import Site, refuse_private, site_at
from gksite.probing.visitor import Visitor
from gksite.problems.problem import Phrase, Problems, RequestError, Stop
from gksite.problems.translations import Translate
from gksite.write import save

if TYPE_CHECKING:
    from gksite.probing.names import Names

_FASTEST = 10.0
"""Requests in a second that anybody's server may be asked."""
_HTTP = 80
_NOTED = 8
"""Notes of one indicator that are told."""


@click.command("probe", cls=Command, add_help_option=False)
@click.argument("url", required=False)
@root_option
@click.option("--record", is_flag=True, help="把结果写入 content/ipv6.yaml；只能用于 site.yaml 里的 url，从公网测")
@click.option(
    "--rate", type=click.FloatRange(min=0.1, max=1000), default=2.0, help="每秒最多几次请求（默认 2）", metavar="N"
)
@click.option("--resolver", help="用这个域名服务器，例如 192.0.2.53 或 127.0.0.1:5353", metavar="ADDR")
@click.option("--http-port", type=click.IntRange(1, 65535), default=_HTTP, help="http 的端口（默认 80）", metavar="N")
@click.option("--ca", type=Path, help="再信任这个文件里的根证书（PEM）", metavar="FILE")
@click.option("--private", is_flag=True, help="也连接内网和本机的地址")
@format_option
@lang_option
@help_option
def probe_command(
    url: str | None,
    root: Path,
    record: bool,
    rate: float,
    resolver: str | None,
    http_port: int,
    ca: Path | None,
    private: bool,
    style: str,
    lang: str | None,
) -> None:
    """从网上检测网站的 IPv6：各项监测指标的结果和结论。只读取，不提交，不访问别的网站。"""
    tr = chosen_language(lang)
    folder = portal(root)
    if rate > _FASTEST and not private:
        raise RequestError("--rate 最大是 {most}；测内网自己的机器（--private）时可以更快", most=int(_FASTEST))
    if record:
        _refuse_others_view(resolver, http_port, ca, private=private)
    target = _target(url, folder, record=record, style=style, tr=tr)
    names = _names(resolver)
    site = _resolved(site_at(target, http_port, _context(ca)), names)
    if not private:
        refuse_private(site)
    elif rate > _FASTEST and any(map(is_public, (*site.v6, *site.v4))):
        raise RequestError("--rate 最大是 {most}：{host} 有公网地址", most=int(_FASTEST), host=site.host)
    with show_progress(tr) as progress:
        clock = Clock(time.monotonic, time.sleep)
        visitor = Visitor(site, Bounds(rate=rate), clock)
        found = Probe(site, names, visitor, progress).run()
    say(_told(found, visitor, target), tr)
    if record and any(each.blind for each in found):
        say(
            [
                Phrase(
                    "没有写入 content/{file}：有的项目这台机器测不了，换一台有公网 IPv6 和 IPv4 的机器再测", file=IPV6
                )
            ],
            tr,
        )
    elif record:
        _record(folder, target, found, style, tr)
    if any(each.verdict is not Verdict.PASSES for each in found):
        sys.exit(CONTENT_ERROR)


def _refuse_others_view(resolver: str | None, http_port: int, ca: Path | None, *, private: bool) -> None:
    """Raises RequestError where something else would be measured than what the public sees, which alone is recorded."""
    given = {
        "--private": private,
        "--ca": ca is not None,
        "--http-port": http_port != _HTTP,
        "--resolver": resolver is not None,
    }
    for option, is_given in given.items():
        if is_given:
            raise RequestError("--record 记的是公众从公网看到的网站，不能和 {option} 一起用", option=option)


def _target(url: str | None, folder: Path, *, record: bool, style: str, tr: Translate) -> str:
    """The address to probe: what was asked for, else the portal's own. Raises RequestError."""
    if url is not None and not record:
        return url
    problems = Problems()
    try:
        config = problems.settled(read_settings(folder / "site.yaml", problems)).record
    except Stop:
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    if config.url is None:
        raise RequestError("site.yaml 没有写 url，不知道网站在哪里；请写上，或者在命令里写网址")
    if url is not None and not same_site(url, config.url):
        raise RequestError(
            "--record 只记录本网站的结果：site.yaml 的 url 是 {own}，不是 {value}", own=config.url, value=url
        )
    return config.url


def _names(resolver: str | None) -> "Names":
    """Who is asked for addresses. Raises RequestError."""
    try:
        from gksite.probing.names import Names  # needs a library that a build does without
    except ModuleNotFoundError as error:
        raise RequestError(
            "检测要用 {library}；请运行 pip install 'gksite[hosting]' 安装", library=error.name
        ) from None
    return Names(resolver)


def _context(ca: Path | None) -> ssl.SSLContext:
    """What certificates are held against: the machine's roots, and those of a file."""
    context = ssl.create_default_context()
    if ca is not None:
        if not ca.is_file():
            raise RequestError("没有文件 {file}", file=ca)
        try:
            context.load_verify_locations(cafile=ca)
        except ssl.SSLError:
            raise RequestError("{file} 里没有 PEM 格式的证书", file=ca) from None
    return context


def _resolved(site: Site, names: "Names") -> Site:
    """The site with its addresses, which hold for the whole probe. Raises RequestError where it has none."""
    try:
        found = replace(site, v6=names.addresses(site.host, "AAAA"), v4=names.addresses(site.host, "A"))
    except Unanswered as failure:
        raise RequestError("查不到 {host} 的地址：{reason}", host=site.host, reason=failure.phrase) from None
    if not (found.v6 or found.v4):
        raise RequestError("没有域名 {host}，或者它没有地址", host=site.host)
    return found


def _told(found: Sequence[Findings], visitor: Visitor, target: str) -> Iterator[Phrase]:
    """The report."""
    yield Phrase("{url}：共 {count} 次请求", url=target, count=visitor.asked)
    for each in found:
        indicator = INDICATORS[each.id]
        yield Phrase(
            "{verdict}  {name}：{passed}/{total}（应有 {percent}%）",
            verdict=Phrase(each.verdict.value),
            name=Phrase(indicator.label),
            passed=each.passed,
            total=each.total,
            percent=indicator.percent,
        )
        for note in each.notes[:_NOTED]:
            yield Phrase("    {note}", note=note)
        if len(each.notes) > _NOTED:
            yield Phrase("    ……另有 {count} 处", count=len(each.notes) - _NOTED)


def _record(folder: Path, target: str, found: Sequence[Findings], style: str, tr: Translate) -> None:
    """Keep what was found in the portal."""
    problems = Problems()
    text = record_yaml(record_of(target, china_today(), found))
    if not save(folder / "content" / IPV6, text.encode(), problems):
        show(problems, style, tr)
        fail(problems, ERRORS, tr)
    say([Phrase("→ {file}", file=f"content/{IPV6}")], tr)
