"""The indicators of a site's content: what the home page loads, the second and the third level, numbers of IPv4."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gksite.probing.bounds import Unanswered
from gksite.probing.exchange import Answer
from gksite.probing.findings import Findings
from gksite.probing.links import SCRIPTS, SHEETS, Ways, ways_of
from gksite.probing.site import Site, spread
from gksite.probing.visitor import Visitor
from gksite.problems.problem import Phrase
from gksite.text.hosts import is_ipv4

if TYPE_CHECKING:
    from gksite.probing.names import Names

_DOCUMENTS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".wps", ".et", ".ofd", ".zip", ".rar", ".7z")
_OTHERS = (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".mp3", ".mp4", ".csv", ".json", ".xml", ".txt", ".ics")
"""How the paths of files end that are asked for by HEAD: they are no pages."""
_CONSIDERED = 2_000
"""Links for which robots.txt is asked, before those are chosen that are tried."""


@dataclass(slots=True)
class Levels:
    """What was read of a site, from its home page on; no more is kept of a page than what is still to be asked."""

    site: Site
    names: "Names"
    visitor: Visitor
    home: str = ""
    """Where the home page stands; empty as long as nobody could read it."""
    _ways: Ways = field(default_factory=Ways)
    _led: set[str] = field(default_factory=set)
    _literals: dict[str, str] = field(default_factory=dict)

    def read_home(self, at: str, answer: Answer) -> None:
        """Keep what the home page loads, and where it leads. Raises Exhausted."""
        self.home, self._ways = at, self._read(at, answer)

    def loaded(self, found: Findings) -> None:
        """Whether the home page and all that it loads is there for who has only IPv6; what its scripts load, too."""
        self._need_home()
        found.count(passed=True)
        hosts = set(self._ways.hosts)
        for address in spread(self._ways.loads, self.visitor.bounds.links):
            is_read = urlsplit(address).path.lower().endswith((*SCRIPTS, *SHEETS))
            told = self._try(found, address, is_read=is_read)
            if told is not None and is_read:
                hosts.update(self._read(*told).hosts)
        for host in spread(hosts, self.visitor.bounds.links):
            self.visitor.look_at_clock()
            note = self._fault_of(host)
            found.count(passed=note is None, note=note)

    def second(self, found: Findings) -> None:
        """Whether the pages are there to which the home page leads."""
        self._need_home()
        for address in self._chosen(set(self._ways.links) - {self.home, self.site.url}, found):
            told = self._try(found, address, is_read=not urlsplit(address).path.lower().endswith(_DOCUMENTS + _OTHERS))
            if told is not None and len(self._led) < self.visitor.bounds.known_links:
                self._led.update(self._read(*told).links)
        if not (found.total or found.notes):
            found.give_up(Phrase("首页没有站内链接"))

    def third(self, found: Findings) -> None:
        """Whether the pages are there to which those lead."""
        self._need_home()
        for address in self._chosen(self._led - {self.home, self.site.url, *self._ways.links}, found):
            self._try(found, address, is_read=False)
        if not (found.total or found.notes):
            found.give_up(Phrase("二级页面没有通到别的页面的链接"))

    def literals(self, found: Findings) -> None:
        """Whether what was read names numbers of IPv4."""
        self._need_home()
        for page, literal in self._literals.items():
            note = Phrase("{page} 里有 {target}", page=page, target=literal) if literal else None
            found.count(passed=note is None, note=note)

    def _need_home(self) -> None:
        """Raises Unanswered where nobody could read the home page."""
        if not self.home:
            raise Unanswered(Phrase("首页通过 IPv6 打不开"))

    def _chosen(self, addresses: Collection[str], found: Findings) -> list[str]:
        """Those that are tried; where robots.txt forbids all, that is noted. Raises Exhausted."""
        self.visitor.look_at_clock()
        allowed = list(filter(self.visitor.may_ask, spread(addresses, _CONSIDERED)))
        if addresses and not allowed:
            found.notes.append(Phrase("robots.txt 不准访问这些链接，没有测"))
        return spread(allowed, self.visitor.bounds.links)

    def _read(self, at: str, answer: Answer) -> Ways:
        """The addresses in an answer; a number of IPv4 is kept. Raises Exhausted."""
        self.visitor.look_at_clock()
        ways = ways_of(at, answer, self.site, self.visitor.bounds)
        self._literals.setdefault(at, ways.literal)
        return ways

    def _try(self, found: Findings, address: str, *, is_read: bool) -> tuple[str, Answer] | None:
        """Ask for one address over IPv6, for its body where it `is_read`; where it stands and what is there, if it is.

        Raises Unanswered where this machine cannot ask.
        """
        try:
            at, answer = self.visitor.follow(address, self.site.v6[0], "GET" if is_read else "HEAD")
        except Unanswered as failure:
            if failure.blind:
                raise
            found.count(passed=False, note=Phrase("{address}：{reason}", address=address, reason=failure.phrase))
            return None
        if answer.arrives:
            found.count(passed=True)
            return at, answer
        found.count(passed=False, note=Phrase("{address}：{reason}", address=address, reason=fault_of(answer)))
        return None

    def _fault_of(self, host: str) -> Phrase | None:
        """What keeps who has only IPv6 from another host; it is looked up, and never connected to."""
        if is_ipv4(host):
            return Phrase("首页用了 IPv4 地址上的文件：{host}", host=host)
        try:
            is_there = bool(self.names.addresses(host, "AAAA"))
        except Unanswered as failure:
            if failure.blind:
                raise
            return failure.phrase
        if is_there:
            return None
        return Phrase("首页用了别的主机上的文件，{host} 没有 IPv6 地址", host=host)


def fault_of(answer: Answer) -> Phrase:
    """What to say of an answer that is none to the question; one that leads on leads to another host."""
    if 300 <= answer.status < 400 and answer.location:
        return Phrase("转到了别的主机：{target}", target=answer.location)
    return Phrase("答复是 {status}", status=answer.status)
