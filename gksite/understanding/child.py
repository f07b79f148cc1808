"""The process that reads files and understands them: as `gksite.readers.child`, with the draft in its answers."""

from gksite.model.blocks import Reading
from gksite.readers.child import serve
from gksite.readers.content import Content
from gksite.understanding.plain_draft import draft_to_plain
from gksite.understanding.understand import understand


def drafted(content: Content) -> dict[str, object]:
    """What an answer says beside the content: what that means."""
    told = (content.remarks, content.margins, content.questions)
    return {"draft": draft_to_plain(understand(Reading("", "", content.blocks, content.facts, *told)))}


if __name__ == "__main__":
    with open(0, "rb") as stdin, open(1, "wb") as stdout:
        serve(stdin, stdout, drafted)
