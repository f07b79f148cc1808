"""Writes the attachments of the fictitious portal: a .docx, an .xlsx and a .pdf without anything that names a person.

`python tests/sites/make_attachments.py` makes the same bytes each time; their text repeats what the items say.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from documents import as_pdf, p, plain, raw_docx

FILES = Path(__file__).resolve().parent / "yunling" / "content" / "files"
MEASURE = (
    "云岭县政务公开办法",
    "第一条 为了规范政务公开工作，根据《中华人民共和国政府信息公开条例》，制定本办法。",
    "第二条 主动公开的政府信息，自形成或者变更之日起20个工作日内公开。",
    "第三条 政策文件与解读材料同步起草、同步审签、同步发布。",
    "第四条 本办法自2026年4月1日起施行，《云岭县政务公开暂行办法》同时废止。",
)
OPINION = (
    " 云岭县人民政府办公室关于推进养老服务发展的实施意见",
    "一、工作目标。到2028年，全县养老机构护理型床位达到300张，老年食堂覆盖所有乡镇。",
    "二、主要措施。新建老年食堂给予建设补助，护理人员参加培训的给予培训补贴。",
    "三、组织实施。县民政局负责督促落实。本意见自2026年5月20日起施行，有效期五年。",
)
BUDGET = (
    ("科目", "预算数（万元）"),
    ("基本支出", 498.1),
    ("项目支出", 114.3),
    ("合计", 612.4),
    ("三公经费", 6.2),
)


def workbook() -> bytes:
    """The budget as a workbook of one sheet."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 2, 26, tzinfo=UTC).replace(tzinfo=None)})
    sheet = book.add_worksheet("部门预算")
    for number, row in enumerate(BUDGET):
        sheet.write_row(number, 0, row)
    book.close()
    return stream.getvalue()


def opinion() -> bytes:
    """The opinion as a PDF, with a table of its figures."""
    return as_pdf(
        (*OPINION, plain((("指标", "2028年"), ("护理型床位", "300张"), ("老年食堂", "覆盖所有乡镇")))), (200, 200)
    )


def main() -> None:
    """Write all three."""
    FILES.mkdir(parents=True, exist_ok=True)
    (FILES / "zhengwu-gongkai-banfa.docx").write_bytes(raw_docx("".join(map(p, MEASURE))))
    (FILES / "bumen-yusuan-2026.xlsx").write_bytes(workbook())
    (FILES / "yanglao-fuwu-yijian.pdf").write_bytes(opinion())


if __name__ == "__main__":
    main()
