"""The facts that a file labels itself: 文号：…, 【发文字号】…, a list or a table of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare
from gksite.text.dates import printed_date
from gksite.text.references import document_number, normalised
from gksite.understanding import letter_lines
from gksite.understanding.notice_facts import NoticeFacts
from gksite.understanding.row_slots import TableRow
from gksite.understanding.text_kinds import texts_of

LabelledFact = tuple[str, str]
"""A label and its value."""

_FIELDS = {
    **dict.fromkeys(("发文字号", "文号", "发文文号", "文件编号", "政策文号", "FileNumber"), "number"),
    **dict.fromkeys(("发文机关", "发文机构", "发文单位", "发布机构", "制发机关"), "issuer"),
    **dict.fromkeys(("发布单位", "发布部门", "公开责任部门", "信息来源"), "issuer"),
    **dict.fromkeys(("成文日期", "成文时间", "生成日期", "发文日期", "签发日期"), "issued"),
    **dict.fromkeys(("印发日期", "印发时间"), "printed"),
    **dict.fromkeys(("公开属性", "公开方式", "公开类别", "公开类型", "信息公开属性", "公开形式"), "disclosure"),
    **dict.fromkeys(("索引号", "信息索引号", "索引编号"), "index_code"),
    **dict.fromkeys(("主题分类", "信息分类", "内容分类", "分类"), "subject"),
    **dict.fromkeys(("名称", "标题", "信息名称", "文件名称", "ArticleTitle"), "title"),
}
"""What files call the fields of a notice; 发布日期 is that of the web page and no field (R11)."""
_OTHERS = (
    "时效|关键词|主题词|体裁分类|组配分类|服务对象|服务对象分类|公文种类|信息类别|有效性|时效性|是否有效|生效日期|实施日期|废止日期|失效日期|"
    "发布日期|发布时间|公开日期|公开发布日期|公开时间|公开范围|公开时限|所属单位|文件类型|文件类别|体裁|来源|内容概述|内容概览|法宝引证码|文件状态|政策咨询机关|政策咨询电话|"
    "咨询电话|所属机构|文件分类|发布文号|所属主题|责任编辑"
)
"""Labels of facts that a notice has no field for."""
_KNOWN = frozenset((*_FIELDS, *_OTHERS.split("|")))
"""All labels of facts."""
_SPACED = "|".join(r"[\s\u3000]*".join(name) for name in sorted(_KNOWN, key=len, reverse=True))
"""Any label of a fact, the longest first, with blanks between its characters: 索 引 号."""
_LABEL = re.compile(rf"(?<![\u3400-\u9fff])(?:({_SPACED})[\s\u3000]*[：:]|[【\[]({_SPACED})[】\]][：:]?)[\s\u3000]*")
"""A label in front of its value: 索 引 号：, 【发文字号】."""
_LONGEST = 8
"""Characters of a label in a table of facts."""
_FEWEST = 2
"""Facts that a table holds that is no other table."""
_NEXT = re.compile(r"\s+[\u3400-\u9fff]{2,6}\s*[：:]")
"""Where the next label of a line begins, be it known or not: behind 综合 in 主题分类：综合 签发人：张某."""
_BULLET = re.compile(r"^[\s•·●◆■▪*|-]+")
"""What stands in front of an item of a list or between cells: • in • 发文字号：…."""


def _field_of(label: str) -> str | None:
    """The field of a notice that a label names."""
    return _FIELDS.get(bare(label).strip("：:"))


def facts_in(text: str) -> list[LabelledFact]:
    """The labels and values of a line that begins with a label and holds nothing else."""
    line = _BULLET.sub("", text)
    matches = list(_LABEL.finditer(line))
    if not matches or matches[0].start() > 0:
        return []
    facts = []
    ends = [*(match.start() for match in matches[1:]), len(line)]
    for match, end in zip(matches, ends, strict=True):
        value = _NEXT.split(" " + line[match.end() : end])[0]
        facts.append((bare(match[1] or match[2]), value.strip(" \u3000\t|;；")))
    return facts


def facts_in_table(rows: Sequence[TableRow]) -> list[Paragraph]:
    """The facts of a table that holds labels and their values, each as a line; none for any other table."""
    lines: list[Paragraph] = []
    for row in rows:
        label = ""
        for column in row.stated:
            text, spot = " ".join(row.text_at(column).split()), row.slots[column].spot
            own = bare(text).strip("：:【】")
            if own in _KNOWN or (len(own) <= _LONGEST and text.endswith(("：", ":"))):
                lines.append(Paragraph(f"{own}：", spot))
                label = own
            elif label:
                lines[-1] = Paragraph(f"{label}：{text}", spot)
                label = ""
            elif facts_in(text):
                lines.append(Paragraph(text, spot))
            else:
                return []
    count = sum(map(len, map(facts_in, texts_of(lines))))
    if count < _FEWEST:
        return []
    return lines


def with_labelled_facts(facts: NoticeFacts, labelled: Iterable[LabelledFact]) -> NoticeFacts:
    """The facts, those that the text does not state as the file itself labels them."""
    for label, value in labelled:
        field, text = _field_of(label), value.strip()
        if field and text:
            facts = _with_field(facts, field, text)
    return facts


def _with_field(facts: NoticeFacts, field: str, text: str) -> NoticeFacts:
    """The facts with a field as a label states it, where it is not known."""
    if getattr(facts, field):
        return facts
    value: Any = text
    if field in ("issued", "printed"):
        value = printed_date(text)
    elif field == "disclosure":
        value = letter_lines.disclosure("公开方式：" + text) or text
    elif field == "number":
        value = document_number(text)
    known: dict[str, Any] = {field: value}
    return replace(facts, **known)


def hold_all(facts: NoticeFacts, labelled: Iterable[LabelledFact]) -> bool:
    """Whether the facts hold all that a line of labels says."""
    return all(_states(facts, label, value) for label, value in labelled)


def _states(facts: NoticeFacts, label: str, value: str) -> bool:
    """Whether the facts hold what a label says, if it says anything."""
    field = _field_of(label)
    if not value:
        return True
    if field is None:
        return False
    held = getattr(facts, field)
    if isinstance(held, date):
        return held == printed_date(value)
    return bool(held) and held in (value, normalised(value))
