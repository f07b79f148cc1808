"""Every indicator of one site, in its order: what was measured, and what was found wrong, by name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gksite.model.ipv6 import INDICATORS
from gksite.probing.bounds import Exhausted, Unanswered
from gksite.probing.exchange import Answer
from gksite.probing.findings import Findings
from gksite.probing.links import Ways, ways_of
from gksite.probing.site import Site, spread, whole
from gksite.probing.visitor import Visitor
from gksite.problems.problem import Phrase
from gksite.text.hosts import host_of, is_ipv4

if TYPE_CHECKING:
    from gksite.probing.names import Names

_REDIRECTS = (301, 302, 303, 307, 308)
"""By which a server sends readers on."""
_FILES: tuple[str, ...] = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".wps",
    ".et",
    ".ofd",
    ".zip",
    ".rar",
    ".7z",
)
_FILES += (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".mp3", ".mp4", ".csv", ".json", ".xml", ".txt", ".ics")
"""How addresses end that are asked for by HEAD: they are no pages."""


@dataclass(slots=True)
class Probe:
    """One probe of one site; `found` grows in the order of INDICATORS."""

    site: Site
    names: "Names"
    visitor: Visitor
    tell: Callable[[str], None]
    found: dict[str, Findings] = field(default_factory=dict)
    _home: tuple[str, Answer] | None = None
    _pages: dict[str, Ways] = field(default_factory=dict)

    def run(self) -> tuple[Findings, ...]:
        """Every indicator; what was not reached within the bounds is unknown."""
        self.found = {id: Findings(id) for id in INDICATORS}
        steps = (
            ("aaaa", self._addresses),
            ("home", self._reach),
            ("success", self._success),
            ("nameservers", self._servers),
            ("same", self._same),
            ("loaded", self._loaded),
            ("second", self._second),
            ("third", self._third),
            ("literals", self._literals),
            ("tls", self._tls),
            ("redirect", self._redirect),
        )
        for id, step in steps:
            self.tell(INDICATORS[id].label)
            try:
                step(self.found[id])
            except Exhausted:
                self.found[id].give_up(Phrase("到了请求次数或时间的上限，没有测完"))
            except Unanswered as failure:
                self.found[id].give_up(failure.phrase)
        return tuple(self.found.values())

    def _addresses(self, found: Findings) -> None:
        """Whether the name has an address of IPv6 that is one, and no number of IPv4 in disguise."""
        if not self.site.v6:
            found.count(passed=False, note=Phrase("{host} 没有 AAAA 记录", host=self.site.host))
        for number in self.site.v6:
            found.count(passed=not is_ipv4(number), note=Phrase("{address}", address=number))

    def _reach(self, found: Findings) -> None:
        """Whether the home page is answered; it is kept for what follows."""
        for number in self.site.v6[:1]:
            self.visitor.read_robots(number)
        for number in self.site.v6:
            self._try_home(found, number)
        if not self.site.v6:
            found.count(passed=False, note=Phrase("没有 IPv6 地址"))

    def _try_home(self, found: Findings, number: str) -> None:
        """Ask one address for the home page."""
        try:
            at, answer = self.visitor.follow(self.site.url, number)
        except Unanswered as failure:
            if failure.blind:
                raise
            found.count(passed=False, note=Phrase("{address}：{reason}", address=number, reason=failure.phrase))
            return
        if answer.status == 200:
            found.count(passed=True)
            if self._home is None:
                self._home = at, answer
                self._pages[at] = ways_of(at, answer, self.site)
            return
        reason = Phrase("答复是 {status}", status=answer.status)
        if 300 <= answer.status < 400:
            reason = Phrase("转到了别的主机：{target}", target=answer.location)
        found.count(passed=False, note=Phrase("{address}：{reason}", address=number, reason=reason))

    def _success(self, found: Findings) -> None:
        """How many of some tries are answered, each address in its turn."""
        for i in range(self.visitor.bounds.tries if self.site.v6 else 0):
            number = self.site.v6[i % len(self.site.v6)]
            try:
                _, answer = self.visitor.follow(self.site.url, number)
                found.count(passed=answer.status == 200, note=_status_note(answer))
            except Unanswered as failure:
                if failure.blind:
                    raise
                found.count(passed=False, note=failure.phrase)
        if not self.site.v6:
            found.count(passed=False, note=Phrase("没有 IPv6 地址"))

    def _servers(self, found: Findings) -> None:
        """Whether who has only IPv6 can resolve the name.

        Of the zone in which the name stands every server needs an address of IPv6; of those above, which others run,
        one is enough.
        """
        zones = self.names.zones(self.site.host)
        if not zones:
            found.give_up(Phrase("没有查到 {host} 的域名服务器", host=self.site.host))
        for i, zone in enumerate(zones):
            lacking = [server for server in zone.servers if server not in zone.reachable]
            for server in lacking:
                found.notes.append(Phrase("{zone} 的域名服务器 {server} 没有 IPv6 地址", zone=zone.name, server=server))
            found.count(passed=not lacking if i == 0 else bool(zone.reachable))

    def _same(self, found: Findings) -> None:
        """Whether the home page is the same over both; one that never is the same cannot be compared."""
        if self._home is None:
            found.count(passed=False, note=Phrase("首页通过 IPv6 打不开"))
            return
        if not self.site.v4:
            found.give_up(Phrase("{host} 没有 IPv4 地址，没有可比的", host=self.site.host))
            return
        one, other = self._home[1], self._ask_home(self.site.v4[0])
        if _is_same(one, other):
            found.count(passed=True)
            return
        again = self._ask_home(self.site.v6[0]), self._ask_home(self.site.v4[0])
        if _is_same(*again):
            found.count(passed=True)
        elif not _is_same(again[0], one) or not _is_same(again[1], other):
            found.give_up(Phrase("首页每次打开都不同，没法比较"))
        else:
            found.count(passed=False, note=_difference(one, other))

    def _ask_home(self, number: str) -> Answer:
        return self.visitor.follow(self.site.url, number)[1]

    def _loaded(self, found: Findings) -> None:
        """Whether the home page and all that it loads is there for who has only IPv6."""
        home = self._known_home()
        found.count(passed=True)
        ways = self._pages[home]
        for address in spread(ways.loads, self.visitor.bounds.links):
            self._try(found, address)
        for host in spread(filter(None, map(host_of, ways.loads_of_others)), self.visitor.bounds.links):
            note = self._fault_of(host)
            found.count(passed=note is None, note=note)

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

    def _second(self, found: Findings) -> None:
        """Whether the pages are there to which the home page leads."""
        home = self._known_home()
        for address in spread(self._links(home), self.visitor.bounds.links):
            self._try(found, address, keep=True)
        if not found.total:
            found.give_up(Phrase("首页没有站内链接"))

    def _third(self, found: Findings) -> None:
        """Whether the pages are there to which those lead."""
        home = self._known_home()
        known = {home, self.site.url, *self._pages[home].links}
        led = {link for page in self._pages for link in self._links(page)}
        for address in spread(led - known, self.visitor.bounds.links):
            self._try(found, address, keep=False)
        if not found.total:
            found.give_up(Phrase("二级页面没有通到别的页面的链接"))

    def _known_home(self) -> str:
        """Where the home page stands. Raises Unanswered where nobody could read it."""
        if self._home is None:
            raise Unanswered(Phrase("首页通过 IPv6 打不开"))
        return self._home[0]

    def _links(self, page: str) -> Iterable[str]:
        return filter(self.visitor.may_ask, self._pages[page].links)

    def _try(self, found: Findings, address: str, *, keep: bool = False) -> None:
        """Ask for one address over IPv6; a page is read where its links are needed."""
        method = "GET" if keep and not address.lower().endswith(_FILES) else "HEAD"
        try:
            at, answer = self.visitor.follow(address, self.site.v6[0], method)
        except Unanswered as failure:
            found.count(passed=False, note=Phrase("{address}：{reason}", address=address, reason=failure.phrase))
            return
        note = Phrase("{address}：{reason}", address=address, reason=Phrase("答复是 {status}", status=answer.status))
        found.count(passed=answer.arrives, note=None if answer.arrives else note)
        if keep and answer.arrives:
            self._pages.setdefault(at, ways_of(at, answer, self.site))

    def _literals(self, found: Findings) -> None:
        """Whether the pages that were read name numbers of IPv4."""
        self._known_home()
        for page, ways in self._pages.items():
            note = None
            if ways.literals:
                note = Phrase("{page} 里有 {target}", page=page, target=ways.literals[0])
            found.count(passed=note is None, note=note)

    def _tls(self, found: Findings) -> None:
        """Whether the certificate is valid over IPv6."""
        if not self.site.v6:
            raise Unanswered(Phrase("没有 IPv6 地址"))
        address = self.site.url
        if not self.site.is_secure:
            address = f"https://{self.site.host}/"
        for number in self.site.v6:
            try:
                self.visitor.once(address, number, "HEAD")
                found.count(passed=True)
            except Unanswered as failure:
                if failure.blind:
                    raise
                found.count(passed=False, note=Phrase("{address}：{reason}", address=number, reason=failure.phrase))

    def _redirect(self, found: Findings) -> None:
        """Whether who comes by http is sent to https."""
        if not self.site.v6:
            raise Unanswered(Phrase("没有 IPv6 地址"))
        path = urlsplit(self.site.url).path
        address = f"http://{self.site.host}:{self.site.http_port}{path}"
        try:
            answer = self.visitor.once(address, self.site.v6[0], "HEAD")
        except Unanswered as failure:
            if failure.blind:
                raise
            found.count(passed=False, note=Phrase("http：{reason}", reason=failure.phrase))
            return
        led = whole(answer.location, address)
        if answer.status in _REDIRECTS and led.startswith("https://") and host_of(led) == self.site.host:
            found.count(passed=True)
            return
        found.count(passed=False, note=Phrase("http 的答复是 {status}，没有转到 https", status=answer.status))


def _status_note(answer: Answer) -> Phrase | None:
    """What to say of an answer that is none to the question."""
    return None if answer.status == 200 else Phrase("答复是 {status}", status=answer.status)


def _is_same(one: Answer, other: Answer) -> bool:
    """Whether two answers are one page; their headers may differ."""
    return (one.status, one.digest) == (other.status, other.digest)


def _difference(one: Answer, other: Answer) -> Phrase:
    return Phrase(
        "IPv6 的答复是 {status}，{size} 字节；IPv4 的是 {other_status}，{other_size} 字节",
        status=one.status,
        size=len(one.body),
        other_status=other.status,
        other_size=len(other.body),
    )
