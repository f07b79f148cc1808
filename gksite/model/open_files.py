"""Open data: how its texts end, and what it is called beside pages, where servers send it as what is below `data/`."""

FEED = "feed.xml"
"""Atom: what changed, on the whole site or for an agency."""
CALENDAR = "deadlines.ics"
"""The dated time limits, of the portal, of a notice or of an agency."""
RECORD = "record.json"
"""The history of a task."""
DATA_TEXTS = (".json", ".jsonl", ".jsonld", ".xml", ".csv", ".txt", ".md", ".ics")
"""How the names of data end that are text."""
OPEN_FILES = (FEED, CALENDAR, RECORD)
ATOM = "application/atom+xml"
"""The media type of a feed (RFC 4287, 7), which its name does not end in."""
