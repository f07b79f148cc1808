"""依申请公开 (第二十九条至第三十六条): who takes applications and how, the terms, and the form to print."""

from collections.abc import Iterator

from gksite.model import statute
from gksite.model.disclosure import Application
from gksite.model.outputs import Link, Output
from gksite.model.statutory import Disclosure
from gksite.pages.column_frame import frame, html, output
from gksite.pages.views import Views


def pages(column: Disclosure, views: Views) -> Iterator[Output]:
    """The page, and below it the form."""
    record = column.record.application
    data = {
        **frame(views, statute.APPLICATION),
        "application": record,
        "recipient": _recipient(column, views),
        "text": html(record.text, top=3) if record else None,
        "fees": html(record.fees, top=3) if record else None,
        "form": Link(statute.FORM.title, statute.FORM.url),
        "contents": statute.CONTENTS,
        "terms": statute.TERMS,
        "receipt": statute.RECEIPT,
        "replies": statute.REPLIES,
        "orally": statute.ORALLY,
        "charge": statute.FEES,
        "remedy": statute.REMEDY,
    }
    yield output("application", statute.APPLICATION, "disclosure_application", data, views)
    data = {"recipient": _name(record), "ways": _ways(record), "terms": statute.TERMS}
    above = (Link(statute.APPLICATION.title, statute.APPLICATION.url),)
    yield output("application-form", statute.FORM, "disclosure_form", data, views, above)


def _recipient(column: Disclosure, views: Views) -> Link | None:
    """Who takes applications, with the page of that agency."""
    record = column.record.application
    if record is None or column.recipient is None:
        return None
    return Link(record.agency, views.agency_link(column.recipient).url)


def _name(record: Application | None) -> str | None:
    return record.agency if record else None


def _ways(record: Application | None) -> tuple[tuple[str, str], ...]:
    """Where the filled form can be handed in or sent, for the foot of the sheet."""
    if record is None:
        return ()
    ways = (
        ("当面提交", record.address),
        ("邮寄", record.post or record.address),
        ("传真", record.fax),
        ("电子邮件", record.email),
        ("网上提交", record.online),
        ("咨询电话", record.telephone),
    )
    return tuple((label, text) for label, text in ways if text)
