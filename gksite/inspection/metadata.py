"""The particulars of notices and items: what an official document has to state, and the words it may state it in."""

from collections.abc import Iterator, Mapping
from datetime import date

from gksite.inspection.entries import Published, is_document, named_agencies, place, published
from gksite.inspection.inspected import Inspected
from gksite.model.items import ItemRecord
from gksite.model.records import AgencyRecord, NoticeRecord
from gksite.problems.problem import Code, Level, Phrase, Problem, Waivable, did_you_mean, instead
from gksite.text.names import fold_name, near
from gksite.text.official_documents import bare_words, is_number_of_rules, is_titled_as, joint_issuers
from gksite.text.subjects import is_subject, meant_subjects

CATALOGUE = "《政府信息公开目录系统实施指引（试行）》"
"""What most of these rest on."""
NO_ISSUER = Code(
    "GK627",
    "没有写发文机关（issuer）；页面的信息栏里显示“未注明”",
    why="读者要知道这份文件是谁发的；发文机关（发布机构）是政府信息必有的要素。",
    mend="写上 issuer: 发文机关的全称。来源确实没有的，在 content/waivers.yaml 里写明理由。",
    clause=CATALOGUE,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("M-01", "M-07"),
)
NO_NUMBER = Code(
    "GK628",
    "没有写发文字号（number）；页面的信息栏里显示“未注明”",
    why="读者按发文字号查找和引用文件。",
    mend="写上 number: 发文字号，例如 云政发〔2026〕3号。文件确实没有文号的，在 content/waivers.yaml 里写明理由。",
    clause=CATALOGUE,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("M-01",),
)
NO_SUBJECT = Code(
    "GK630",
    "没有写主题分类（subject）；页面的信息栏里显示“未注明”",
    why="主题分类是政府信息必有的要素，读者按它浏览。",
    mend=r"写上 subject: 主题分类，例如 综合政务\政务公开。",
    clause=CATALOGUE,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("M-01", "M-12"),
)
NO_STATUS = Code(
    "GK631",
    "规范性文件没有写有效性（status）",
    why="读者要知道一份规范性文件现在还管不管用；没有标明有效性，是检查通报里点名的问题。",
    mend="写上 status: 有效、已修改、失效、废止之一。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-22", "M-13"),
)
BAD_SUBJECT = Code(
    "GK637",
    "主题分类“{subject}”不在规定的分类里{hint}",
    why="主题分类共 22 类，多数再分第二级，写作“第一级\\第二级”；写法不同的，读者按分类就找不到。",
    mend="照提示改正；第二级要属于它前面的第一级。",
    clause=CATALOGUE,
    waivable=Waivable.REASON,
    rows=("M-12",),
)
OTHER_TYPE = Code(
    "GK638",
    "公文种类是“{kind}”，而标题不是以它结尾的",
    why="公文标题由发文机关、事由和文种组成；二者不一致，多半有一处写错了。",
    mend="核对 document_type 和 title；确实如此的不用改。",
    clause="《党政机关公文处理工作条例》第八条、第九条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-11",),
)
NO_SUCCESSOR = Code(
    "GK639",
    "写了“废止”，而没有写由哪一份代替（superseded_by），也没有写废止的日期（repealed）",
    why="读者要知道从哪一天起不再有效，现在看哪一份。",
    mend="写上 superseded_by: 代替它的编号，或 repealed: 废止的日期，例如 2026-03-01。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("M-13",),
)
STATUS_AGAINST_DATES = Code(
    "GK696",
    "有效性写的是“{status}”，{reason}",
    why="有效性、废止的日期和代替它的文件要说同一件事；说法不一，读者就不知道文件还算不算数。",
    mend="改正写错的一处：不再有效的改 status，还有效的删去 superseded_by 和 repealed。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    waivable=Waivable.REASON,
    rows=("M-13",),
)
LONG_SUMMARY = Code(
    "GK640",
    "内容概述{reason}",
    why="概述让读者不打开全文就知道讲什么；太长或照抄标题，就没有用处。",
    mend="用一两句话写明主要内容；字数的上限是 site.yaml 的 limits: summary_characters。",
    clause=CATALOGUE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("M-06",),
)
UNKNOWN_ISSUER = Code(
    "GK641",
    "发文机关“{name}”不在单位登记表里{hint}",
    why="发文机关要写规范的全称，并且在登记表里，读者才能找到这个单位。",
    mend="写错的，改正；确实是这个单位的，登记到 content/agencies/ 里。",
    clause=CATALOGUE,
    waivable=Waivable.REASON,
    rows=("M-07",),
)
SHORT_ISSUER = Code(
    "GK642",
    "发文机关“{name}”不是全称{hint}",
    why="发文机关要写规范的全称，不用简称和别名。",
    mend="改成登记表里的 full_name；登记表里没有全称的，先补上。",
    clause=CATALOGUE,
    waivable=Waivable.REASON,
    rows=("M-07",),
)
NO_CONTENT_SOURCE = Code(
    "GK648",
    "没有写信息来源（content_source）",
    why="每条信息都要注明来源，转载的更要写明转自哪里；页面上要有 ContentSource 标签。",
    mend="写上 content_source: 提供这条信息的单位或媒体。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-03", "W-22"),
)
NO_CONTENT = Code(
    "GK697",
    "只有标题，没有正文（body），也没有附件（attachments）",
    why="读者点开以后什么也看不到；检查时按空白内容计。",
    mend="写上 body 或 attachments；还没有内容的，先不要放进 content/items/。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-21",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is missing or wrong among the particulars of each notice and item."""
    known = named_agencies(inspected)
    for entry in published(inspected):
        yield from _absent(entry)
        if inspected.settings.record.lang == "zh":
            yield from _subject(entry)
            yield from _type(entry)
        yield from _status(entry, inspected.today)
        yield from _summary(entry, inspected.settings.record.limits.summary_characters)
        yield from _issuers(entry, known)


def _absent(entry: Published) -> Iterator[Problem]:
    record = entry.record
    if isinstance(record, ItemRecord) and record.content_source is None:
        yield Problem(NO_CONTENT_SOURCE, entry.document.location(()))
    if isinstance(record, ItemRecord) and not record.body and not record.attachments:
        yield Problem(NO_CONTENT, entry.document.location(()))
    if not is_document(record):
        return
    for key, code in (("issuer", NO_ISSUER), ("number", NO_NUMBER), ("subject", NO_SUBJECT)):
        if getattr(record, key) is None:
            yield Problem(code, entry.document.location(()))


def _subject(entry: Published) -> Iterator[Problem]:
    subject = entry.record.subject
    if subject is None or is_subject(subject):
        return
    hint = did_you_mean(meant_subjects(subject)[:2])
    yield Problem(BAD_SUBJECT, place(entry, "subject"), subject=subject, hint=hint)


def _type(entry: Published) -> Iterator[Problem]:
    kind = entry.record.document_type
    if kind is None or is_titled_as(entry.record.title, kind):
        return
    yield Problem(OTHER_TYPE, place(entry, "document_type"), kind=kind)


def is_normative(record: NoticeRecord | ItemRecord) -> bool:
    """Whether something is a 规范性文件: by its class of 第二十条, or by its number."""
    if isinstance(record, ItemRecord) and record.kind == "document" and 1 in record.art20:
        return True
    return is_document(record) and is_number_of_rules(record.number or "")


def _status(entry: Published, today: date) -> Iterator[Problem]:
    record = entry.record
    if record.status is None and is_normative(record):
        yield Problem(NO_STATUS, entry.document.location(()))
    if record.status == "废止" and record.superseded_by is None and record.repealed is None:
        yield Problem(NO_SUCCESSOR, place(entry, "status"))
    for key, reason in _against(record, today):
        yield Problem(STATUS_AGAINST_DATES, place(entry, key), status=record.status or "", reason=reason)


def _against(record: NoticeRecord | ItemRecord, today: date) -> Iterator[tuple[str, Phrase]]:
    """What is said of the end of a document that its status, its issue or the day contradicts, by the key."""
    day, issued = record.repealed, record.issued
    if day is not None and issued is not None and day < issued:
        yield "repealed", Phrase("废止的日期 {day} 却早于成文日期 {issued}", day=day, issued=issued)
    elif day is not None and day > today and record.status in _ENDED:
        yield "repealed", Phrase("废止的日期 {day} 却还没有到", day=day)
    elif day is not None and day <= today and record.status == "有效":
        yield "status", Phrase("{day} 却已经废止", day=day)
    elif day is None and record.superseded_by is not None and record.status == "有效":
        yield "status", Phrase("却写了由 {successor} 代替", successor=record.superseded_by)


_ENDED = frozenset({"失效", "废止"})
"""What is said of a document that is not in force any more."""


def _summary(entry: Published, most: int) -> Iterator[Problem]:
    summary = entry.record.summary
    if summary is None:
        return
    count = len(fold_name(summary))
    if count > most:
        reason = Phrase("有 {count} 个字，超过 {most} 个", count=count, most=most)
        yield Problem(LONG_SUMMARY, place(entry, "summary"), reason=reason)
    elif bare_words(fold_name(summary)) == bare_words(fold_name(entry.record.title)):
        yield Problem(LONG_SUMMARY, place(entry, "summary"), reason=Phrase("与标题相同"))


def _issuers(entry: Published, known: Mapping[str, AgencyRecord]) -> Iterator[Problem]:
    """Each issuer is an agency of a registry, and named in full."""
    issuer = entry.record.issuer
    if issuer is None:
        return
    for name in [issuer] if fold_name(issuer) in known else joint_issuers(issuer):
        agency = known.get(fold_name(name))
        if agency is None:
            likely = {other.full_name or other.name for other in known.values()}
            hint = did_you_mean(near(name, sorted(likely), most=1))
            yield Problem(UNKNOWN_ISSUER, place(entry, "issuer"), name=name, hint=hint)
            continue
        full_name = agency.full_name or agency.name
        if fold_name(name) != fold_name(full_name):
            yield Problem(SHORT_ISSUER, place(entry, "issuer"), name=name, hint=instead(full_name))
