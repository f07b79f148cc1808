"""What may be doubtful, in the words that an editor reads (R10)."""

from collections.abc import Sequence

from gksite.model.draft import Doubt, Role
from gksite.model.signatures import DoubtKind
from gksite.problems.problem import Phrase
from gksite.understanding.vocabulary import column_kind


def doubt(kind: DoubtKind, message: str, *, other: str = "", **values: object) -> Doubt:
    """One doubt, and what else it could be where that can be said; every call states both in full."""
    return Doubt(kind, Phrase(message, **values), Phrase(other) if other else None)


def unknown_column(label: str) -> Doubt:
    """A column whose heading says nothing that we know."""
    return doubt("column", "表头“{label}”不知是哪一栏，各格录入备注，请核对", label=label)


def text_column(label: str, *, titles: bool) -> Doubt:
    """A column that is taken for titles or requirements by its place and its texts."""
    if titles:
        return doubt("column", "表头“{label}”不知是哪一栏，各格录为题目，请核对", other="各格是工作要求", label=label)
    return doubt("column", "表头“{label}”不知是哪一栏，各格录为工作要求，请核对", other="各格是题目", label=label)


def kept_column(label: str) -> Doubt:
    """A column that has no field of its own."""
    return doubt("column", "“{label}”一栏没有对应的项目，各格录入备注，请核对", label=label)


def column_doubt(label: str) -> Doubt:
    """Why a column went into the remark."""
    if column_kind(label) is None:
        return unknown_column(label)
    return kept_column(label)


SLIPPED = doubt("slipped", "各格与表头错开，按内容归位，请与来源核对")
"""A row whose texts stand beside their columns."""
JOINED = doubt("joined", "来源中几行连在一起，按内容分开，请核对各格归属")
"""One of several rows that run together in one."""
CONTINUED = doubt("joined", "跨页的一行接合为一项，请核对接合处", other="两项任务")
"""A row that goes on with the one above, as over a page (R9)."""
SHORT = doubt("other", "本行缺少单元格，缺的各格按未列录入，请核对")
"""A row that ends early."""
OR_TASKS = doubt("role", "编号的各条录为本项的工作要求，请核对", other="各条各是一项任务，都由本项的单位负责")
"""A task with numbered lines that may be tasks."""
NO_AGENCY = doubt("merged", "单位一格空白，其上没有可承接的单位，按未列录入")
"""A task for which nobody is named, nor above it."""
ACROSS = doubt("merged", "单位各格空白，与上面各行之间隔着标题，按未列录入", other="与上面的行合并")
"""A row with blank agency cells below a heading, which ends what they may take over (R7)."""
TOGETHER = doubt("role", "“会同”之前的单位录为牵头、之后的录为责任（牵头另列一栏时都录为责任），请核对")
"""Agencies on both sides of 会同 (R5)."""
STARRED = doubt("role", "名称前有“★”等记号的单位录为牵头，请核对", other="记号另有含义")
"""An agency that a mark in front of its name makes lead."""
UNCLEAR = doubt("role", "单位一格没有写明谁牵头、谁配合，都录为牵头，请核对", other="第一个单位牵头，其余配合")
"""Agencies in a column of both roles, without a word for either (R5, R21)."""
AND_OTHERS = doubt("agency", "“等”所省的单位没有列明，未录")
"""A list of agencies that ends in 等 or 等部门 (R16)."""
ELIDED = doubt("agency", "承前省略“市”“区”等字的单位中有“市政……”，请核对", other="这个名称并未省略")
"""A name that may be short for another: 市政园林局 behind 市卫健委、建设局."""
SEVERAL_BRACKETS = doubt("role", "正文当中也有写明单位的括号，各括号的单位合录在一起，请核对各管哪一句")
"""A bracket with roles inside a paragraph (R17)."""
SENTENCE = doubt("role", "单位一格是分工说明，单位从句中析出，请核对")
"""A cell of agencies that says in sentences what each does."""


DITTO_LOST = doubt("merged", "“同上”“〃”之类所指的单位没有找到，按未列录入，请核对")
"""An agency cell that repeats one that is not there (R40)."""
DITTO_ACROSS = doubt("merged", "“同上”“〃”之类与上面各行之间隔着标题，按上面的内容录入，请核对")
"""A cell that repeats one above a heading (R40)."""


def ditto_text(label: str, words: str, *, found: bool) -> Doubt:
    """A text that repeats another one, which was found or was not."""
    if not found:
        return doubt("merged", "“{label}”一格印的是“{words}”，所指的一格没有找到，照录", label=label, words=words)
    return doubt("merged", "“{label}”一格印的是“{words}”，按所指的一格录入，请核对", label=label, words=words)


def ditto_name(words: str) -> Doubt:
    """A name that repeats others, among names or words for roles."""
    return doubt("agency", "单位一格中的“{words}”指上面的单位，没有录入，请核对", words=words)


def person_named(name: str) -> Doubt:
    """A name behind an agency that is a person's."""
    return doubt("agency", "单位后面的“{name}”像是人名，没有录为单位", other="单位的名称", name=name)


def name_twice(name: str) -> Doubt:
    """A name that one cell lists twice."""
    return doubt("agency", "单位一格中“{name}”出现不止一次，疑为重复，只录一次", name=name)


def name_doubled(name: str) -> Doubt:
    """A name that repeats a part of itself."""
    return doubt("agency", "“{name}”中有重复的字，疑误，照录", name=name)


def requirement_moved(start: str) -> Doubt:
    """A requirement that stands on another row than its number."""
    return doubt(
        "slipped",
        "工作要求与序号不在同一行，要求取自以“{start}”开头的一格",
        other="各格并未错位，这段要求属于另一项",
        start=start,
    )


UNNUMBERED = doubt("section", "标题没有编号，级别按所在位置判断，请核对")
"""A heading without a number."""
BLANK_REQUIREMENT = doubt(
    "merged",
    "工作要求一格空白，上面各行印有工作要求；单位按与上面合并录入，工作要求按未列录入",
    other="工作要求同样与上面的行合并",
)
"""A requirement that is blank beside blank agency cells (R10)."""
BLANK_TITLE = doubt("merged", "题目一格空白，按与上一项合并录入，请核对", other="本项没有题目")
"""A blank title, which is taken to be that of the row above (R14)."""


def blank_lead(number: int) -> Doubt:
    """A blank cell of a table in which cells are merged elsewhere."""
    return doubt(
        "merged",
        "牵头单位一格空白，上面第{number}项印有牵头单位；按未列牵头单位录入",
        other="与上面的行合并",
        number=number,
    )


def number_gap(before: int, value: int) -> Doubt:
    """Numbers left out."""
    return doubt("number", "序号从{before}跳到{value}，请核对是否有缺漏", before=before, value=value)


def number_missing(position: int) -> Doubt:
    """A task without a number among tasks that have one."""
    return doubt("number", "来源缺序号，按次序定为第{position}项", position=position)


def number_repeated(value: int, position: int) -> Doubt:
    """A number that stands twice in a row."""
    return doubt(
        "number",
        "序号{value}与上一项重复，按次序定为第{position}项",
        other="与上一项是同一项",
        value=value,
        position=position,
    )


def near_heading(title: str, other: str) -> Doubt:
    """A heading that almost repeats one above."""
    return doubt(
        "section",
        "标题“{title}”与前面的“{earlier}”几乎相同，另立一部分，请核对",
        other="同属前面的部分",
        title=title,
        earlier=other,
    )


def no_second_level(title: str) -> Doubt:
    """Tasks directly under a heading whose neighbours have sub-headings."""
    return doubt("section", "此处没有第二级标题，疑来源缺失，直接归在“{title}”之下", title=title)


def unlike_heading(title: str) -> Doubt:
    """A heading that ends otherwise than those of its level."""
    return doubt("section", "标题“{title}”的标点与同级标题不同，级别不明，请核对", title=title)


def slip(text: str) -> Doubt:
    """Punctuation that the original seems to lack."""
    return doubt("other", "“{text}”处疑缺标点或括号，照录", text=text)


def variant(title: str, text: str) -> Doubt:
    """A term that title and requirement spell differently."""
    return doubt("other", "题目作“{title}”，工作要求作“{text}”，疑有一误，照录", title=title, text=text)


def variant_name(name: str, other: str) -> Doubt:
    """A name that may be another spelling of one used more often."""
    return doubt(
        "agency",
        "此处作“{name}”，他处作“{elsewhere}”，来源未说明是否同一单位，照录",
        other="同一个单位",
        name=name,
        elsewhere=other,
    )


LOOSE = doubt("column", "来源的表格没有分清行和格，按换行、空白、序号和各格的内容分开，请核对")
"""A table whose rows and cells were told apart by what its lines hold."""
LEFT_OUT = doubt("slipped", "来源的表格有些行缺了前面的格（多是合并的格），各格按内容归到所属的栏，请核对")
"""A table in which texts were moved to their columns."""
UNWRAPPED = doubt("joined", "来源的文字按版面宽度断行，已按句接成段，请核对各段的起止")
"""A text whose lines were broken at the width of a page."""
FIRST_LEADS = doubt("role", "来源说明列第一位的单位牵头，没有写明牵头的各项按此录入，请核对")
"""A notice that says that the first agency leads (R15)."""
GUESSED = doubt("column", "表格没有认得出的表头，各栏按内容判断，请核对")
"""A table without a header."""
UNDISCLOSED = doubt("fact", "来源未印公开属性，没有录入，请核实后填写", other="主动公开、依申请公开或不予公开")
"""A notice that does not say how it may be published (R11)."""
BORROWED_TITLE = doubt("fact", "没有找到通知的标题，暂用所附方案或表格的标题，请补上")
"""A letter without a title, which has that of what is attached (R12)."""
UNTITLED = doubt("fact", "没有找到通知的标题，请补上")
"""A notice without any title."""


def alike_names(short: str, long: str) -> Doubt:
    """Two names that may be one agency's."""
    return doubt(
        "agency", "“{short}”和“{long}”并见，来源未说明是否同一单位，请核对", other="同一个单位", short=short, long=long
    )


def duty_leads(label: str) -> Doubt:
    """A column of responsible agencies beside one of those that support them."""
    return doubt(
        "role",
        "没有牵头单位一栏，“{label}”一栏与配合单位并列，录为牵头，请核对",
        other="这一栏也是配合的单位",
        label=label,
    )


def agency_cell_missing(label: str) -> Doubt:
    """A row with fewer cells of agencies than columns."""
    return doubt("other", "本行缺少单位的格，印出的单位按“{label}”一栏录入，请核对", other="属于另一栏", label=label)


def from_above(roles: Sequence[Role]) -> Doubt:
    """Roles whose agencies are those that are named once for several tasks."""
    if len(roles) > 1:
        return doubt("role", "本项没有写明单位，按上面统一写明的录入，请核对")
    if "lead" in roles:
        return doubt("role", "本项没有写明牵头单位，按上面统一写明的录入，请核对")
    return doubt("role", "本项没有写明责任单位，按上面统一写明的录入，请核对")


def not_from_above(names: Sequence[str]) -> Doubt:
    """Agencies of a heading above a task that has some of its own."""
    listed = "、".join(names)
    return doubt("role", "上面统一写明的单位“{names}”没有录入本项，本项另有写明的单位，请核对", names=listed)
