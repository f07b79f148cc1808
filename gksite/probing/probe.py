"""Every indicator of one site, in its order: what was measured, and what was found wrong, by name."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gksite.model.ipv6 import INDICATORS
from gksite.probing.bounds import Exhausted, Unanswered
from gksite.probing.exchange import Answer
from gksite.probing.findings import Findings
from gksite.probing.levels import Levels, fault_of
from gksite.probing.site import Site, whole
from gksite.probing.visitor import Visitor
from gksite.problems.problem import Phrase
from gksite.text.hosts import host_of, is_ipv4

if TYPE_CHECKING:
    from gksite.probing.names import Names

_REDIRECTS = (301, 302, 303, 307, 308)
"""By which a server sends readers on."""


@dataclass(slots=True)
class Probe:
    """One probe of one site; `found` grows in the order of INDICATORS."""

    site: Site
    names: "Names"
    visitor: Visitor
    tell: Callable[[str], None]
    found: dict[str, Findings] = field(default_factory=dict)
    _home: tuple[str, Answer] | None = None
    """The address of IPv6 that first showed the home page, and what it showed."""
    _levels: Levels = field(init=False)

    def run(self) -> tuple[Findings, ...]:
        """Every indicator; what was not reached within the bounds is unknown."""
        self.found = {id: Findings(id) for id in INDICATORS}
        levels = self._levels = Levels(self.site, self.names, self.visitor)
        steps = (
            ("aaaa", self._addresses),
            ("home", self._reach),
            ("success", self._success),
            ("nameservers", self._servers),
            ("same", self._same),
            ("loaded", levels.loaded),
            ("second", levels.second),
            ("third", levels.third),
            ("literals", levels.literals),
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
                self.found[id].give_up(failure.phrase, blind=failure.blind)
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
                self._home = number, answer
                self._levels.read_home(at, answer)
            return
        found.count(passed=False, note=Phrase("{address}：{reason}", address=number, reason=fault_of(answer)))

    def _success(self, found: Findings) -> None:
        """How many of some tries are answered, each address in its turn."""
        for i in range(self.visitor.bounds.tries if self.site.v6 else 0):
            number = self.site.v6[i % len(self.site.v6)]
            try:
                _, answer = self.visitor.follow(self.site.url, number)
                is_there = answer.status == 200
                found.count(passed=is_there, note=None if is_there else fault_of(answer))
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
        zones = self.names.zones(self.site.host, self.visitor.look_at_clock)
        if not zones:
            found.give_up(Phrase("没有查到 {host} 的域名服务器", host=self.site.host))
        for i, zone in enumerate(zones):
            lacking = [server for server in zone.servers if server not in zone.reachable]
            for server in lacking:
                found.notes.append(Phrase("{zone} 的域名服务器 {server} 没有 IPv6 地址", zone=zone.name, server=server))
            found.count(passed=not lacking if i == 0 else bool(zone.reachable))

    def _same(self, found: Findings) -> None:
        """Whether every address shows the same home page; one that never is the same cannot be compared.

        A site without IPv4 shows nobody anything else, which is what is asked.
        """
        if self.found["home"].blind:
            raise Unanswered(Phrase("这台机器没有通到那里的网络"), blind=True)
        if self._home is None:
            found.count(passed=False, note=Phrase("首页通过 IPv6 打不开"))
            return
        for number in (*self.site.v6, *self.site.v4):
            if number != self._home[0]:
                self._compare(found, *self._home, number)
        if not self.site.v4:
            found.count(passed=True, note=Phrase("{host} 只有 IPv6，没有别的内容可比", host=self.site.host))

    def _compare(self, found: Findings, first: str, one: Answer, number: str) -> None:
        """Hold what another address shows against the home page. Raises Unanswered where they cannot be compared."""
        try:
            other = self._ask_home(number)
        except Unanswered:
            if number in self.site.v4:
                raise
            return  # that an address of IPv6 does not answer is said with the home page
        if _is_same(one, other):
            found.count(passed=True)
            return
        again = self._ask_home(first), self._ask_home(number)
        if _is_same(*again):
            found.count(passed=True)
        elif not _is_same(again[0], one) or not _is_same(again[1], other):
            raise Unanswered(Phrase("首页每次打开都不同，没法比较"))
        else:
            found.count(passed=False, note=_difference(first, one, number, other))

    def _ask_home(self, number: str) -> Answer:
        return self.visitor.follow(self.site.url, number)[1]

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


def _is_same(one: Answer, other: Answer) -> bool:
    """Whether two answers are one page; their headers may differ."""
    return (one.status, one.digest) == (other.status, other.digest)


def _difference(first: str, one: Answer, number: str, other: Answer) -> Phrase:
    return Phrase(
        "{address} 和 {other} 的首页不同：前者 {status}，{size} 字节；后者 {other_status}，{other_size} 字节",
        address=first,
        status=one.status,
        size=len(one.body),
        other=number,
        other_status=other.status,
        other_size=len(other.body),
    )
