"""Who asks a site: one request after the other, slowly, never beyond the bounds, never another host's machine."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from gksite.probing.bounds import Bounds, Clock, Exhausted, Unanswered
from gksite.probing.exchange import AGENT, Answer, ask
from gksite.probing.site import Site, whole
from gksite.problems.problem import Phrase

_NO_HEAD = (405, 501)
"""What a server says that knows no HEAD."""


@dataclass(slots=True)
class Visitor:
    """Asks one site, and counts what it has asked."""

    site: Site
    bounds: Bounds
    clock: Clock
    asked: int = 0
    _begun: float | None = None
    _next: float = 0.0
    _robots: RobotFileParser | None = field(default=None)

    def once(self, address: str, number: str, method: str = "GET") -> Answer:
        """The answer of one of the site's numbers for one of its addresses. Raises Unanswered, Exhausted."""
        self._wait()
        parts = urlsplit(address)
        path = parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()
        return ask(self.site.place(address, number), method, path, self.bounds, self.clock)

    def follow(self, address: str, number: str, method: str = "GET") -> tuple[str, Answer]:
        """The answer behind redirects, and where it stands; what leads to another host counts as it is.

        Raises Unanswered, Exhausted.
        """
        for _ in range(self.bounds.redirects + 1):
            answer = self.once(address, number, method)
            if answer.status in _NO_HEAD and method == "HEAD":
                method = "GET"
                continue
            led = whole(answer.location, address) if 300 <= answer.status < 400 else ""
            if not led or not self.site.owns(led):
                return address, answer
            address = led
        raise Unanswered(Phrase("转来转去，超过 {count} 次", count=self.bounds.redirects))

    def may_ask(self, address: str) -> bool:
        """Whether robots.txt of the site lets a probe ask for an address; what it forbids is not counted at all."""
        return self._robots is None or self._robots.can_fetch(AGENT, address)

    def read_robots(self, number: str) -> None:
        """Learn what robots.txt forbids; without one nothing is. Raises Exhausted."""
        try:
            answer = self.once(whole("/robots.txt", self.site.url), number)
        except Unanswered:
            return
        if answer.status == 200:
            lines = answer.body[:500_000].decode("utf-8", "replace").splitlines()
            self._robots = RobotFileParser()
            self._robots.parse(lines[: self.bounds.robots_lines])

    def look_at_clock(self) -> float:
        """What the clock says. Raises Exhausted where the time of the whole probe is over."""
        now = self.clock.now()
        if self._begun is None:
            self._begun = self._next = now
        if now - self._begun > self.bounds.seconds:
            raise Exhausted
        return now

    def _wait(self) -> None:
        """Let the time pass that has to be between two requests. Raises Exhausted."""
        now = self.look_at_clock()
        if self.asked >= self.bounds.requests:
            raise Exhausted
        if self._next > now:
            self.clock.sleep(self._next - now)
        self._next = max(self._next, now) + 1 / self.bounds.rate
        self.asked += 1
