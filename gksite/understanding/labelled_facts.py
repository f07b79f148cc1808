"""The facts of a notice, and those that a file labels itself: 文号：…, 【发文字号】…, a list or a table of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from gksite.model.blocks import Paragraph
from gksite.text.breaks import bare
from gksite.text.dates import printed_date
from gksite.text.references import document_number, normalised
from gksite.understanding import letter_lines
from gksite.understanding.row_slots import Row

Fact = tuple[str, str]

FIELDS = {
    "number": ("发文字号", "文号", "发文文号", "文件编号", "政策文号", "FileNumber"),
    "issuer": (
        "发文机关", "发文机构", "发文单位", "发布机构", "制发机关", "发布单位", "发布部门", "公开责任部门", "信息来源",
    ),
    "issued": ("成文日期", "成文时间", "生成日期", "发文日期", "签发日期"),
    "printed": ("印发日期", "印发时间"),
    "disclosure": ("公开属性", "公开方式", "公开类别", "公开类型", "信息公开属性", "公开形式"),
    "index_code": ("索引号", "信息索引号", "索引编号"),
    "subject": ("主题分类", "信息分类", "内容分类", "分类"),
    "title": ("名称", "标题", "信息名称", "文件名称", "ArticleTitle"),
}  # fmt: skip
"""Fields of a notice and what files call them."""
_OTHERS = (
    "时效|关键词|主题词|体裁分类|组配分类|服务对象|服务对象分类|公文种类|信息类别|有效性|时效性|是否有效|生效日期|实施日期|废止日期|失效日期|"
    "发布日期|发布时间|公开日期|公开发布日期|公开时间|公开范围|公开时限|所属单位|文件类型|文件类别|体裁|来源|内容概述|内容概览|法宝引证码|文件状态|政策咨询机关|政策咨询电话|"
    "咨询电话|所属机构|文件分类|发布文号|所属主题|责任编辑"
)
_NAMES = {name: field for field, names in FIELDS.items() for name in names}
_KNOWN = frozenset((*_NAMES, *_OTHERS.split("|")))
_SPACED = "|".join(r"[\s\u3000]*".join(name) for name in sorted(_KNOWN, key=len, reverse=True))
_LABEL = re.compile(rf"(?<![\u3400-\u9fff])(?:({_SPACED})[\s\u3000]*[：:]|[【\[]({_SPACED})[】\]][：:]?)[\s\u3000]*")
_LONGEST = 8
"""Characters of a label in a table of facts."""
_NEXT = re.compile(r"\s+[\u3400-\u9fff]{2,6}\s*[：:]")
_BULLET = re.compile(r"^[\s•·●◆■▪*|-]+")


@dataclass(slots=True)
class Header:
    """The facts found, and the paragraphs that they were found in."""

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issued: date | None = None
    printed: date | None = None
    disclosure: str | None = None
    index_code: str | None = None
    subject: str | None = None
    addressees: str | None = None
    preamble: list[str] = field(default_factory=list)
    table_title: str | None = None
    closing: list[str] = field(default_factory=list)
    cc: list[str] = field(default_factory=list)
    borrowed: bool = False
    """Whether a letter without a title of its own has that of what is attached."""
    used: set[int] = field(default_factory=set)
    head: Paragraph | None = None
    """The paragraph that is the red head, which counts as used only while it names the issuer."""

    def use(self, paragraph: Paragraph) -> None:
        """Note that a paragraph stands in the draft."""
        self.used.add(id(paragraph))


def field_of(label: str) -> str | None:
    """The field of a notice that a label names."""
    return _NAMES.get(bare(label).strip("：:"))


def facts_in(text: str) -> list[Fact]:
    """The labels and values of a line that begins with a label and holds nothing else."""
    line = _BULLET.sub("", text)
    found = list(_LABEL.finditer(line))
    if not found or found[0].start() > 0:
        return []
    ends = [*(match.start() for match in found[1:]), len(line)]
    return [
        (bare(match[1] or match[2]), _NEXT.split(" " + line[match.end() : end])[0].strip(" \u3000\t|;；"))
        for match, end in zip(found, ends, strict=True)
    ]


def boxed(rows: Sequence[Row]) -> list[Paragraph]:
    """The facts of a table that holds labels and their values, each as a line; none for any other table."""
    found: list[Paragraph] = []
    for row in rows:
        label = ""
        for i in row.stated:
            text = " ".join(row.slots[i].text.split())
            own = bare(text).strip("：:【】")
            is_label = own in _KNOWN or (len(own) <= _LONGEST and text.endswith(("：", ":")))
            if is_label or (not label and facts_in(text)):
                found.append(Paragraph(f"{own}：" if is_label else text, row.slots[i].spot))
                label = own if is_label else ""
            elif label:
                found[-1] = Paragraph(f"{label}：{text}", row.slots[i].spot)
                label = ""
            else:
                return []
    return found if sum(len(facts_in(line.text)) for line in found) > 1 else []


def labelled(facts: Iterable[Fact], header: Header) -> None:
    """Facts that the file itself labels, where the text does not state them."""
    for label, value in facts:
        name = field_of(label)
        text = value.strip()
        if name is None or not text:
            continue
        if name in ("issued", "printed"):
            setattr(header, name, getattr(header, name) or printed_date(text))
        elif name == "disclosure":
            header.disclosure = header.disclosure or letter_lines.disclosure("公开方式：" + text) or text
        elif name == "number":
            header.number = header.number or document_number(text)
        elif getattr(header, name) is None:
            setattr(header, name, text)


def states(header: Header, facts: Iterable[Fact]) -> bool:
    """Whether all that a line of facts says stands in the header."""
    held = {field: getattr(header, field) for field in FIELDS}
    for label, value in facts:
        said = held.get(field_of(label) or "")
        same = said == printed_date(value) if isinstance(said, date) else said and said in (value, normalised(value))
        if value and not same:
            return False
    return True
