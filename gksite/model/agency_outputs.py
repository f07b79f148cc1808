"""What templates may see of an agency's history, of a group's scope, and of a citation."""

from dataclasses import dataclass

from gksite.model.outputs import Link


@dataclass(frozen=True, slots=True)
class SuccessionView:
    """How one agency followed another; None for the agency whose page it is, and for what nobody stated.

    `words` say how between the two; `iso` is the machine form of `on`, `url` an address outside the site, `unstated`
    what of day and source is not stated.
    """

    before: Link | None
    after: Link | None
    words: str
    on: str | None = None
    iso: str | None = None
    source: str | None = None
    url: str | None = None
    unstated: str | None = None


@dataclass(frozen=True, slots=True)
class WhoseWord:
    """On whose word a group holds whom, in words; those of a document stand behind a link to it."""

    text: str
    document: Link | None = None


@dataclass(frozen=True, slots=True)
class GroupLink:
    """A link to a group; `word` where more is known than that an editor said what it covers."""

    text: str
    url: str
    word: WhoseWord | None


@dataclass(frozen=True, slots=True)
class CitationView:
    """A citation, and the address of what it cites: whole, or a path where the portal does not state its own."""

    text: str
    address: str
    is_whole: bool
