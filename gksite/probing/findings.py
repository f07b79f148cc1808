"""What was measured of one indicator, and what was wrong, by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from gksite.model.ipv6 import INDICATORS, IPv6Record, Measured, Verdict
from gksite.problems.problem import Phrase

HEAD = "# 由 gksite probe --record 写入，不要手工改动；数字和结论对不上的，生成网站时会报错。\n"


@dataclass(slots=True)
class Findings:
    """What was measured of one indicator, and what was wrong."""

    id: str
    passed: int = 0
    total: int = 0
    notes: list[Phrase] = field(default_factory=list)
    blind: bool = False
    """Whether it was this machine that could not ask."""

    @property
    def verdict(self) -> Verdict:
        """What the figures come to."""
        return INDICATORS[self.id].verdict(self.passed, self.total)

    def count(self, *, passed: bool, note: Phrase | None = None) -> None:
        """One more that was tried; `note` says what was wrong with it, or what is worth knowing."""
        self.total += 1
        self.passed += passed
        if note is not None:
            self.notes.append(note)

    def give_up(self, note: Phrase, *, blind: bool = False) -> None:
        """Nothing can be said of it; `blind` where the reason is this machine."""
        self.blind = blind
        self.passed = self.total = 0
        self.notes.append(note)


def record_of(url: str, day: date, found: Iterable[Findings]) -> IPv6Record:
    """What was found, as it is kept."""
    measured = [
        Measured(id=each.id, passed=each.passed, total=each.total, verdict=each.verdict.value) for each in found
    ]
    return IPv6Record(url=url, on=day, indicators=tuple(measured))


def record_yaml(record: IPv6Record) -> str:
    """The text of content/ipv6.yaml."""
    lines = [f"url: '{record.url}'", f"on: {record.on.isoformat()}", "indicators:"]
    for each in record.indicators:
        figures = f"passed: {each.passed}, total: {each.total}"
        lines.append(f"  - {{id: {each.id}, {figures}, verdict: {each.verdict}}}")
    return HEAD + "\n".join(lines) + "\n"
