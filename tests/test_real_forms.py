"""One notice as real programs write it, over pages too: tests/forms/README.md says which, and how."""

from pathlib import Path

import pytest
from documents import Blocks, Placed, as_html
from sampling import some
from test_layouts import FACTS, FIELDS, bare, differences, fact, plain, truth_of, walk

from gksite.model.blocks import Reading, Table
from gksite.model.draft import Draft, DraftSection, DraftTask
from gksite.problems.problem import Problems
from gksite.readers import read_data
from gksite.understanding.understand import understand

FORMS = Path(__file__).parent / "forms"
LAID = sorted((FORMS / "layouts").glob("*.docx"))
REQUIREMENTS = (
    (
        "及时公开财政预算、决算和“三公”经费，细化说明材料（含部门、单位），按照《测试市财政预决算公开办法》"
        "（测府办〔2018〕26号）的要求，在门户网站集中展示，确保100%公开到位，方便群众“看得懂、能监督”。"
    ),
    "公开审计查出问题的整改情况。",
    (
        "对涉及群众切身利益、需要社会广泛知晓的重要改革方案、重大政策措施、重点工程项目，在决策前应当向社会公布决策草案、"
        "决策依据，通过听证座谈、调查研究、咨询协商、媒体沟通等方式广泛听取公众意见，以适当方式公布意见收集和采纳情况。"
    ),
    (
        "1．重要政策文件与解读方案、解读材料同步组织、同步审签、同步部署。\n2．政策解读材料在文件公开后3个工作日内公布，"
        "注重运用数字化、图表图解、音频视频、动漫等方式，让群众看得懂、信得过，推进政务APP与12345热线融合应用。"
    ),
    "加强舆情监测。",
    "开展专项检查，每季度1次。",
    "完善信息公开目录，全面梳理应当公开的事项，逐项明确公开的内容、主体、时限和方式，定期更新，并向社会公布。",
    "做好依申请公开工作。",
)


def rows() -> list[Placed]:
    """The table: headings over its whole width, agencies merged downward over rows 2 and 3, 5 to 7."""
    cells: list[Placed] = [
        (0, column, 1, 1, text) for column, text in enumerate(("序号", "工作任务", "工作要求", "牵头单位", "责任单位"))
    ]
    row = 1
    for number, requirement in enumerate(REQUIREMENTS, 1):
        if number in (1, 5):
            cells.append((row, 0, 1, 5, "一、推进决策公开" if number == 1 else "二、推进管理公开"))
            row += 1
        cells += [(row, 0, 1, 1, str(number)), (row, 1, 1, 1, f"落实第{number}类事项公开工作")]
        cells.append((row, 2, 1, 1, requirement))
        tall = {2: 2, 5: 3}.get(number, 1)
        if number not in (3, 6, 7):
            cells.append((row, 3, tall, 1, "市财政局、市审计局"))
            cells.append((row, 4, tall, 1, "市政府各部门，各县（市、区）人民政府"))
        row += 1
    return cells


NOTICE: Blocks = [
    " 测试市人民政府办公室关于印发2018年政务公开工作主要任务分解表的通知",
    " 测府办〔2018〕51号",
    "各县（市、区）人民政府，市人民政府各部门、各直属机构：",
    (
        "为贯彻落实《国务院办公厅关于印发2018年政务公开工作要点的通知》（国办发〔2018〕23号），经市政府同意，"
        "现将任务分解表印发给你们，请认真组织实施。"
    ),
    "测试市人民政府办公室",
    "2018年6月12日",
    "（此件主动公开）",
    " 2018年政务公开工作主要任务分解表",
    rows(),
]


def draft_of(data: bytes, name: str) -> tuple[Reading, Draft]:
    """A file as read and understood."""
    problems = Problems()
    reading = read_data(data, name, problems)
    assert problems.found == []
    assert reading is not None
    return reading, understand(reading)


def walked(sections: tuple[DraftSection, ...]) -> list[tuple[str, DraftTask]]:
    """Every task with its heading."""
    return [(section.title, task) for section in sections for task in section.tasks]


def said(draft: Draft) -> list[tuple[object, ...]]:
    """What the tasks of a draft say."""
    return [
        (title, t.number, t.title, t.requirement, t.lead.names, t.support.names, t.inherited)
        for title, t in walked(draft.sections)
    ]


def facts(draft: Draft) -> list[str | None]:
    """What its header says."""
    names = ("title", "number", "addressees", "preamble", "issued", "disclosure", "table_title")
    return [getattr(draft, name) for name in names]


@pytest.mark.parametrize("name", ["writer.docx", "calc.xlsx", "writer.pdf", "browser.pdf"])
def test_a_notice_that_a_real_program_wrote_says_what_its_page_says(name: str) -> None:
    """Rows and merged cells that pages cut in two are whole, with numbers and words that lines cut."""
    _, ours = draft_of(as_html(NOTICE), "a.html")
    assert [task.requirement for _, task in walked(ours.sections)] == list(REQUIREMENTS)
    reading, theirs = draft_of((FORMS / name).read_bytes(), name)
    assert said(theirs) == said(ours)
    assert facts(theirs) == facts(ours)
    assert sum(isinstance(block, Table) for block in reading.blocks) == 1


@pytest.mark.parametrize("path", some(LAID, 4), ids=[path.stem for path in LAID])
def test_a_web_page_that_a_word_processor_saved_says_what_the_page_says(path: Path) -> None:
    truth, (_, draft) = truth_of(path.stem), draft_of(path.read_bytes(), path.name)
    drawn = walk(draft.sections)
    assert differences(truth, {key: fact(draft, key) for key in FACTS}, path.stem) == []
    assert [plain(titles, task) for titles, task in drawn] == [
        {key: bare(task[key]) for key in FIELDS} for task in truth["tasks"]
    ]


@pytest.mark.parametrize("name", ["writer.pdf", "browser.pdf"])
def test_a_row_that_a_page_cuts_is_told_and_stands_on_both_pages(name: str) -> None:
    reading, draft = draft_of((FORMS / name).read_bytes(), name)
    cut = [task.spot for _, task in walked(draft.sections) if task.spot.pages and len(set(task.spot.pages)) == 2]
    assert cut
    assert all(spot.rows and spot.rows[0] < spot.rows[1] for spot in cut)
    assert any("行被分页断开，已接成一行" in remark.text(str) for remark in reading.remarks)
