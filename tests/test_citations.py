"""How notices and tasks are cited: with what the record has, and with nothing else."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from portal import NOTICE, NOTICE_PATH, SITE, build

from gksite.text.citation import Cited, citation

TITLE = "测试市人民政府办公室关于印发2018年政务公开工作任务分解表的通知"
WHOLE = {
    "title": TITLE,
    "year": 2018,
    "issuer": "测试市人民政府办公室",
    "number": "测政办〔2018〕51号",
    "issued": date(2018, 6, 12),
    "in_annex": True,
    "item": "26",
}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, "测试市人民政府办公室：测政办〔2018〕51号附件第26项，2018年6月12日。"),
        ({"item": None}, "测试市人民政府办公室：测政办〔2018〕51号，2018年6月12日。"),
        ({"issuer": None}, "测政办〔2018〕51号附件第26项，2018年6月12日。"),
        ({"number": None}, f"测试市人民政府办公室：《{TITLE}》附件第26项，2018年6月12日。"),
        ({"issued": None}, "测试市人民政府办公室：测政办〔2018〕51号附件第26项，2018年。"),
        ({"in_annex": False}, "测试市人民政府办公室：测政办〔2018〕51号第26项，2018年6月12日。"),
        ({"item": "（三）"}, "测试市人民政府办公室：测政办〔2018〕51号附件第（三）项，2018年6月12日。"),
        ({"section": "二、回应"}, "测试市人民政府办公室：测政办〔2018〕51号附件“二、回应”第26项，2018年6月12日。"),
        (
            {"issuer": None, "number": None, "issued": None, "in_annex": False, "title": "2018年任务分解表"},
            "《2018年任务分解表》第26项，2018年。",
        ),
        (
            {"number": None, "title": "关于印发《分工方案》的通知", "item": None},
            "测试市人民政府办公室：《关于印发〈分工方案〉的通知》，2018年6月12日。",
        ),
    ],
)
def test_what_is_not_known_is_left_out(changes: dict[str, object], text: str) -> None:
    assert citation(Cited(**{**WHOLE, **changes})) == text  # type: ignore[arg-type]


WORDS = st.text("甲乙丙丁0189AB{}()", min_size=1, max_size=6)


@given(
    st.builds(
        Cited,
        title=WORDS,
        year=st.integers(1949, 2100),
        issuer=st.none() | WORDS,
        number=st.none() | WORDS,
        issued=st.none() | st.dates(date(1949, 1, 1), date(2100, 1, 1)),
        in_annex=st.booleans(),
        section=st.none() | WORDS,
        item=st.none() | WORDS,
    )
)
def test_a_citation_holds_only_strings_of_the_record(cited: Cited) -> None:
    """Its record read in order between the fixed signs gives it back whole; braces in a text are text."""
    issuer = f"{cited.issuer}：" if cited.issuer else ""
    document = cited.number or f"《{cited.title}》"
    section = f"“{cited.section}”" if cited.section else ""
    item = f"{'附件' if cited.in_annex else ''}{section}第{cited.item}项" if cited.item else ""
    day = f"{cited.year}年"
    if cited.issued:
        day = f"{cited.issued.year}年{cited.issued.month}月{cited.issued.day}日"
    assert citation(cited) == f"{issuer}{document}{item}，{day}。"


def test_every_citation_of_the_real_notices_holds_only_strings_of_its_notice(real_site: Path) -> None:
    seen = 0
    for path in (real_site / "data/notices").glob("*.json"):
        notice = json.loads(path.read_bytes())
        for part in (notice, *notice["tasks"]):
            rest = part["citation"].removesuffix(f"https://gksite.example/{part['url']}")
            assert rest != part["citation"]
            for known in (notice["issuer"], notice["number"], notice["title"]):
                rest = rest.replace(known or "—", "")
            year, month, day = (notice["issued"] or f"{notice['year']}-0-0").split("-")
            for known in (f"{year}年{int(month)}月{int(day)}日", f"{year}年", f"第{part.get('number')}项", "附件"):
                rest = rest.replace(known, "", 1)
            assert re.fullmatch("[：《》，。]*", rest), rest
            seen += 1
    assert seen == 250


LETTER = NOTICE.replace(
    "year: 2018\n", "year: 2018\nnumber: 测政办〔2018〕51号\nissuer: 测试市财政局\ntable_title: 任务分解表\n"
).replace("- number: 3\n", "- number: 3\n        label: '2'\n")
LETTER_CITED = {
    "notices/ceshi-2018/": "测试市财政局：测政办〔2018〕51号，2018年6月12日。",
    "notices/ceshi-2018/tasks/1/": "测试市财政局：测政办〔2018〕51号附件第1项，2018年6月12日。",
    "notices/ceshi-2018/tasks/2/": "测试市财政局：测政办〔2018〕51号附件“一、公开”第2项，2018年6月12日。",
    "notices/ceshi-2018/tasks/3/": "测试市财政局：测政办〔2018〕51号附件“二、回应”第2项，2018年6月12日。",
}
"""A number that is printed twice is told apart by its heading."""


def cited(root: Path) -> dict[str, str]:
    """What each page of the notice shows as its citation."""
    found = {}
    for url in LETTER_CITED:
        page = BeautifulSoup((root / "output" / url / "index.html").read_bytes(), "lxml")
        (text,) = page.select("[data-cite-text]")
        found[url] = text.get_text()
    return found


def test_pages_and_data_cite_with_the_whole_address(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": SITE + "url: https://a.example/zwgk/\n", NOTICE_PATH: LETTER})
    ran = build(root)
    assert ran.code == 0, ran.err
    wanted = {url: f"{text}https://a.example/zwgk/{url}" for url, text in LETTER_CITED.items()}
    assert cited(root) == {url: f"{text}（访问日期：____年__月__日）" for url, text in wanted.items()}
    notice = json.loads((root / "output/data/notices/ceshi-2018.json").read_bytes())
    assert {part["url"]: part["citation"] for part in (notice, *notice["tasks"])} == wanted


def test_without_the_portals_address_pages_cite_the_path_and_say_so(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": SITE + "base_path: /zwgk/\n", NOTICE_PATH: LETTER})
    ran = build(root)
    assert ran.code == 0, ran.err
    assert cited(root) == {url: f"{text}/zwgk/{url}（访问日期：____年__月__日）" for url, text in LETTER_CITED.items()}
    page = (root / "output/notices/ceshi-2018/index.html").read_text(encoding="utf-8")
    assert "引用时，请在“/zwgk/notices/ceshi-2018/”前面补上网站的域名" in page
    notice = json.loads((root / "output/data/notices/ceshi-2018.json").read_bytes())
    assert {part["url"]: part["citation"] for part in (notice, *notice["tasks"])} == LETTER_CITED


def test_a_table_that_is_its_own_notice_has_no_annex(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    notice = json.loads((root / "output/data/notices/ceshi-2018.json").read_bytes())
    assert notice["tasks"][0]["citation"] == "《测试市2018年政务公开工作任务分解表》第1项，2018年6月12日。"
