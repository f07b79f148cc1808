"""What of content/ may be public: the three words for disclosure, and drafts."""

from gksite.documents.yaml_reader import Document
from gksite.model.items import ItemFields
from gksite.model.records import CLOSED, PUBLIC, NoticeFields
from gksite.problems.problem import Code, Level, Problems, did_you_mean
from gksite.text.markings import is_request, meaning_of
from gksite.text.names import near

NOT_PUBLIC = Code(
    "GK701",
    "公开属性是“{disclosure}”，不是“主动公开”，这一份不会出现在网站的任何地方",
    why="只有主动公开的信息才能发布；其余的连标题、来源文件、附件和数据都不输出。",
    mend="如果应当公开，请核对文件上的公开属性后改为“主动公开”。",
    clause="《中华人民共和国政府信息公开条例》第十四条至第十七条",
    level=Level.WARNING,
    rows=("G-17",),
)
UNKNOWN_DISCLOSURE = Code(
    "GK708",
    "公开属性“{disclosure}”不是规定的三种之一（主动公开、依申请公开、不予公开）{hint}",
    why="公开属性决定一份通知、一条信息能不能发布；写法不同的词，程序不猜测它的意思。",
    mend="核对文件上印的公开属性，照提示改写；文件上没有印的，由负责信息公开审查的人确定。",
    clause="《中华人民共和国政府信息公开条例》第十三条至第十七条",
    rows=("G-18",),
)
DRAFT = Code(
    "GK702",
    "草稿，没有发布；{rest}",
    why="导入的内容要有人对照来源核对过才能公开；草稿的任何内容都不会出现在网站上。",
    mend="逐处核对 doubts：问题已解决的删去那一条，或写上 settled: {by: 姓名, on: 日期}；都定了再删去 draft: true。",
    level=Level.WARNING,
)
_LIKE = 0.4
"""How much a word is like the one that was meant, of so few characters."""


def is_public(document: Document, record: NoticeFields | ItemFields, problems: Problems) -> bool:
    """Whether what has one of the three words is published; noted where it is not."""
    if record.disclosure == PUBLIC:
        return True
    problems.add(NOT_PUBLIC, document.location(("disclosure",)), disclosure=record.disclosure)
    return False


def has_known_disclosure(document: Document, record: NoticeFields | ItemFields, problems: Problems) -> bool:
    """Whether the disclosure is one of the three words, or of a draft still empty; any other is noted."""
    stated = record.disclosure
    if stated is None or stated == PUBLIC or stated in CLOSED:
        return True
    hint = did_you_mean(_meant(stated))
    problems.add(UNKNOWN_DISCLOSURE, document.location(("disclosure",)), disclosure=stated, hint=hint)
    return False


def _meant(stated: str) -> list[str]:
    """The known word that another one for disclosure means, or that it looks like."""
    meaning = meaning_of(stated)
    if meaning == "open":
        return [PUBLIC]
    if meaning is not None:
        on_request, never = CLOSED
        return [on_request if is_request(stated) else never]
    return near(stated, (PUBLIC, *CLOSED), most=1, cutoff=_LIKE)
