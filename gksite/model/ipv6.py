"""content/ipv6.yaml: what `gksite probe --record` measured of the portal over IPv6, and on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, model_validator

from gksite.model.positions import Record
from gksite.model.settings import Config
from gksite.model.values import Day, Number, SiteAddress, fault, none_to_empty


class Verdict(StrEnum):
    """What an indicator comes to."""

    PASSES = "通过"
    FAILS = "不通过"
    UNKNOWN = "测不了"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured, as a share of what was tried; how many of a hundred have to be right."""

    label: str
    percent: int

    def verdict(self, passed: int, total: int) -> Verdict:
        """What some figures come to; nothing tried is nothing known."""
        if total == 0:
            return Verdict.UNKNOWN
        return Verdict.PASSES if passed * 100 >= total * self.percent else Verdict.FAILS


INDICATORS: Mapping[str, Indicator] = {
    "aaaa": Indicator("网站域名有 IPv6 地址（AAAA 记录）", 100),
    "home": Indicator("首页能通过 IPv6 访问", 100),
    "success": Indicator("首页 IPv6 访问成功率", 100),
    "nameservers": Indicator("域名服务器链支持 IPv6", 100),
    "same": Indicator("首页内容 IPv6 与 IPv4 一致", 100),
    "loaded": Indicator("首页所用文件 IPv6 支持率", 100),
    "second": Indicator("二级链接 IPv6 支持率", 90),
    "third": Indicator("三级链接 IPv6 支持率", 90),
    "literals": Indicator("网页里的网址没有 IPv4 地址", 100),
    "tls": Indicator("IPv6 上的 HTTPS 证书有效", 100),
    "redirect": Indicator("IPv6 上 http 自动转到 https", 100),
}
"""By the name in the record, in the order of the report.

The first seven are those of the IPv6 monitoring of the Cyberspace Administration, with 100 % for the home page and 90 %
for the second and the third level; the thresholds of the others, and 100 % of the tries, are ours.
"""


class Measured(Record):
    """One indicator: how many of how many were right, and its verdict, which has to be that of the figures."""

    id: Literal[
        "aaaa", "home", "success", "nameservers", "same", "loaded", "second", "third", "literals", "tls", "redirect"
    ]
    passed: Number
    total: Number
    verdict: Literal["通过", "不通过", "测不了"]

    @property
    def passes(self) -> bool:
        """Whether it is as it has to be."""
        return self.verdict == Verdict.PASSES.value

    @model_validator(mode="after")
    def _agrees(self) -> "Measured":
        wanted = INDICATORS[self.id].verdict(self.passed, self.total)
        if self.passed > self.total or self.verdict != wanted:
            raise fault("figures", id=self.id, wanted=wanted)
        return self


class IPv6Record(Record):
    """content/ipv6.yaml, which `gksite probe --record` writes"""

    url: SiteAddress
    on: Day
    indicators: Annotated[tuple[Measured, ...], BeforeValidator(none_to_empty)]

    @model_validator(mode="after")
    def _complete(self) -> "IPv6Record":
        if [measured.id for measured in self.indicators] != list(INDICATORS):
            raise fault("indicators", wanted="、".join(INDICATORS))
        return self

    @property
    def passes(self) -> bool:
        """Whether every indicator does."""
        return all(measured.passes for measured in self.indicators)


def same_site(one: str | None, other: str | None) -> bool:
    """Whether two addresses are those of one site."""
    return one is not None and other is not None and one.rstrip("/") == other.rstrip("/")


def supported_as_of(record: IPv6Record | None, config: Config, today: date) -> date | None:
    """The day of a probe by which the site may say that it supports IPv6; None where there is none.

    It has to be of this very site, passing, not of a day to come, and not older than the limit.
    """
    if record is None or not record.passes or not same_site(record.url, config.url):
        return None
    if not record.on <= today <= record.on + timedelta(days=config.limits.ipv6_days):
        return None
    return record.on
