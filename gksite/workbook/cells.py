"""The cells of a notice's workbook that can be edited: what each is called there, and where it stands in the YAML."""

from collections.abc import Iterator
from dataclasses import dataclass

from gksite.model.records import NoticeFields, TaskRecord
from gksite.model.walk import KeyPath, walk_sections
from gksite.time_limits import of_task, open_year

MARKER = "gksite/workbook/1"
"""The first cell of the hidden sheet that holds what every cell said when it was exported."""
FACTS = {
    "title": "标题",
    "number": "发文字号",
    "issuer": "发文机关",
    "issued": "成文日期",
    "printed": "印发日期",
    "addressees": "主送",
    "preamble": "正文",
    "table_title": "表名",
    "note": "说明（给读者）",
    "review": "审校备注（不公开）",
    "closing": "落款",
    "cc": "抄送",
}
TASK = {
    "title": "题目",
    "requirement": "工作要求",
    "lead": "牵头单位",
    "support": "责任单位",
    "remark": "备注",
    "note": "说明（给读者）",
    "summary": "编者概括",
    "review": "审校备注（不公开）",
}
LATER = ("summary", "review")
"""The fields of a task that workbooks of old have no column for."""
FORMER_HEADS = {"校注": TASK["note"]}
"""What workbooks of old call a column, and what it is called now."""
ABOVE = "above"
"""The field of the headings that a row stands under, which nobody may change."""
LIMITS = "limits"
"""The field of a task's time limits, which is there to be read."""
LIMITS_HEAD = "时限（只供查看）"
AGENCY_FIELDS = ("lead", "support")
TASK_HEAD = ("序号", "所属部分")
SECTION_HEAD = ("部分", "上级", "标题")
FACT_HEAD = ("项目", "名称", "内容")


@dataclass(frozen=True, slots=True)
class WorkCell:
    """A cell that can be edited: its key in the workbook, its place in the YAML, and its text."""

    key: str
    key_path: KeyPath
    text: str


def cells(record: NoticeFields) -> Iterator[WorkCell]:
    """Every cell that can be edited: the facts of the header, the headings, the tasks."""
    for field in FACTS:
        value = getattr(record, field)
        text = "\n".join(value) if field == "cc" else str(value or "")
        yield WorkCell(f"notice/{field}", (field,), text)
    for number, step in enumerate(walk_sections(record.sections), 1):
        yield WorkCell(f"section/{number}/title", (*step.key_path, "title"), step.section.title or "")
        for i, task in enumerate(step.section.tasks):
            for field in TASK:
                yield WorkCell(f"task/{task.number}/{field}", (*step.key_path, "tasks", i, field), _text(task, field))


def limits_in_words(task: TaskRecord, notice: NoticeFields) -> str:
    """The time limits of a task, one a line, each with its day where it has one."""
    lines = []
    for deadline in of_task(task, open_year(notice), notice.issued):
        line = deadline.text
        if deadline.date:
            line += f" {deadline.date.isoformat()}"
        lines.append(line)
    return "\n".join(lines)


def _text(task: TaskRecord, field: str) -> str:
    value = getattr(task, field)
    if field in AGENCY_FIELDS:
        return "\n".join(mention.name for mention in value)
    return value or ""
