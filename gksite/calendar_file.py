"""Days as a calendar that other programs read (RFC 5545); the only door to `icalendar`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_DAY = timedelta(days=1)
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class WholeDay:
    """What is on a day: the same `uid` in every calendar is the same event; `stamp` is since when it is known."""

    uid: str
    day: date
    stamp: date
    summary: str
    description: str
    url: str | None = None


def event_bytes(event: WholeDay) -> bytes:
    """A day as part of calendars: lines folded at 75 octets, texts escaped."""
    from icalendar import Event  # whose modules take longer to load than a small site to build

    made = Event()
    made.add("uid", event.uid)
    made.add("dtstamp", datetime.combine(event.stamp, time(), UTC))
    made.add("dtstart", event.day)
    if event.day < date.max:  # without an end it lasts the day all the same
        made.add("dtend", event.day + _DAY)
    made.add("summary", event.summary)
    made.add("description", event.description)
    if event.url is not None:
        made.add("url", event.url)
    made.add("transp", "TRANSPARENT")
    return bytes(made.to_ical())


def calendar_file(product: str, name: str, events: Iterable[bytes]) -> bytes:
    """A calendar of such parts in the order given; `product` says which list of ours it is."""
    from icalendar import Calendar  # as above

    made = Calendar()
    made.add("prodid", f"-//gksite//{product}//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    head = bytes(made.to_ical()).removesuffix(_END)
    return b"".join([head, *events, _END])
