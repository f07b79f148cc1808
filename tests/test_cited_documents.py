"""Cited documents: each reference on both its pages, titles and addresses as somebody says them, nothing closed."""

import json
import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml
from bs4 import BeautifulSoup, Tag
from portal import NOTICE, NOTICE_PATH, SITE, Change, build, gksite, put, write_whole
from test_references import LABELS

from gksite.link_documents import derived_id

pytestmark = pytest.mark.exports

DOCUMENTS_PATH = "content/documents.yaml"
FRONT = "按照《关于公开的意见》（国办发〔2016〕80 号）和闽政办[2018]25号、26号要求，"
CITING = NOTICE.replace("公开财政预决算。", f"{FRONT}公开财政预决算。")
"""The tiny notice whose first task cites three documents, of which one with a title."""


def portal(root: Path, **changes: Change) -> Path:
    """The tiny portal with a task that cites, without a source that would say otherwise."""
    files: dict[str, Change] = {NOTICE_PATH: _without_source(CITING), **changes}
    return write_whole(root, files)


def _without_source(text: str) -> str:
    """A notice that has no source."""
    bare = re.sub(r"source:\n  file: .*\n  sha256: .*\n", "", text)
    bare = re.sub(r"\n +source: .*", "", bare)
    return bare.replace("preamble:", "source: {none: true, reason: 测试, by: 测试, on: 2026-01-01}\npreamble:")


def page(output: Path, url: str) -> BeautifulSoup:
    """A page of a site."""
    return BeautifulSoup((output / url / "index.html").read_text(encoding="utf-8"), "lxml")


def data(output: Path) -> dict[str, dict[str, Any]]:
    """The documents of data/documents.json by their numbers."""
    found = json.loads((output / "data/documents.json").read_text(encoding="utf-8"))
    assert found["schema"] == "gksite/documents/1"
    return {document["number"]: document for document in found["documents"]}


def addresses(output: Path, url: str) -> set[str]:
    """Where the links of the main part of a page lead, from the site's root."""
    main = page(output, url).find("main")
    assert isinstance(main, Tag)
    return {urljoin(f"/{url}/".replace("//", "/"), str(link["href"])) for link in main.find_all("a", href=True)}


def on_both_pages(output: Path) -> int:
    """Hold that each reference stands on its document's page and on that of what cites it; how many there are."""
    notices = {path.stem: json.loads(path.read_bytes()) for path in (output / "data/notices").glob("*.json")}
    documents, seen = data(output), 0
    for id, notice in notices.items():
        for owner, number in [(notice, None), *((task, task["number"]) for task in notice["tasks"])]:
            for cited in owner["documents"]:
                document = documents[cited["number"]]
                assert any((c["notice"], c["task"]) == (id, number) for c in document["cited_by"])
                url = owner["url"]
                back = f"/{url}" + ("#text" if number is None else "")
                assert back in addresses(output, document["url"])
                wanted = f"/notices/{document['notice']}/" if document["notice"] else f"/{document['url']}"
                assert wanted in addresses(output, url)
                assert wanted in addresses(output, notice["url"])
                seen += 1
    for document in documents.values():
        soup = page(output, document["url"])
        marks = [mark.get_text() for mark in soup.find_all("mark")]
        assert len(marks) == len([c for c in document["cited_by"] if c["place"] != "documents"])
        quoted = [quote.get_text().strip() for quote in soup.find_all("blockquote")]
        assert quoted == [c["text"] for c in document["cited_by"]]
    return seen


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own site."""
    output = tmp_path_factory.mktemp("sample") / "output"
    ran = gksite("build", "--no-search", "--output", output)
    assert ran.code == 0, ran.err
    return output


def test_each_reference_of_the_five_notices_is_on_both_its_pages(sample: Path) -> None:
    assert on_both_pages(sample) == len(LABELS)
    documents = data(sample)
    assert set(documents) == {label["number"] for label in LABELS}
    for label in LABELS:
        document = documents[label["number"]]
        places = [(c["notice"], str(c["task"] or c["place"])) for c in document["cited_by"]]
        assert (label["notice"], label["place"]) in places
        where = f"{label['notice']}/{label['place']}"
        assert {"title": label["title"], "where": where} in document["titles"]


def test_the_list_has_every_document_under_its_year(sample: Path) -> None:
    soup = page(sample, "documents")
    for number, document in data(sample).items():
        link = soup.find("a", href=document["url"].removeprefix("documents/"))
        assert link is not None
        assert link.get_text().startswith(number)
        heading = link.find_previous("h2")
        assert heading is not None
        assert re.search(r"〔(\d{4})〕", number)[1] in heading.get_text()  # type: ignore[index]


def test_a_task_and_its_document_lead_to_each_other_with_the_sentence_that_cites(tmp_path: Path) -> None:
    root = portal(tmp_path)
    assert build(root).code == 0
    output = root / "output"
    assert on_both_pages(output) == 3
    documents = data(output)
    assert list(documents) == ["国办发〔2016〕80号", "闽政办〔2018〕25号", "闽政办〔2018〕26号"]
    first, last = documents["国办发〔2016〕80号"], documents["闽政办〔2018〕26号"]
    assert first["title"] == "关于公开的意见"
    assert first["titles"] == [{"title": "关于公开的意见", "where": "ceshi-2018/1"}]
    assert (last["title"], last["titles"], last["address"], last["notice"]) == (None, [], None, None)
    (cited,) = first["cited_by"]
    assert cited == {"notice": "ceshi-2018", "task": 1, "place": "requirement", "text": f"{FRONT}公开财政预决算。"}
    soup = page(output, last["url"])
    assert [mark.get_text() for mark in soup.find_all("mark")] == ["26号"]
    assert "原文没有印出题名" in soup.get_text()
    picture = soup.find("svg", role="img")
    assert picture is not None
    assert len(picture.find_all("line")) == 2
    assert "第 1 项" in picture.get_text()


def test_a_document_without_an_entry_has_an_address_made_of_its_number() -> None:
    assert derived_id("国发〔2016〕55号") == "2016-55-1f3ac3"
    assert derived_id("国发〔2016〕55号") != derived_id("国办发〔2016〕55号")
    assert re.fullmatch(r"document-[0-9a-f]{6}", derived_id("国令第711号"))


def test_an_entry_names_a_document_and_says_who_says_where_it_is(tmp_path: Path) -> None:
    entry = """\
documents:
  - number: 国办发[2016]80号
    id: guobanfa-2016-80
    title: 关于公开的意见
    printed_in: ceshi-2018
    url: https://www.example.gov.cn/1.html
    source: 测试市政府办公室
"""
    root = portal(tmp_path, **{DOCUMENTS_PATH: entry})
    ran = build(root)
    assert (ran.code, ran.err) == (0, "")
    document = data(root / "output")["国办发〔2016〕80号"]
    assert document["url"] == "documents/guobanfa-2016-80/"
    assert (document["address"], document["source"]) == ("https://www.example.gov.cn/1.html", "测试市政府办公室")
    text = page(root / "output", document["url"]).get_text()
    assert "据测试市政府办公室" in text


def test_an_editors_list_wins_and_an_empty_one_says_that_nothing_is_cited(tmp_path: Path) -> None:
    for entered, wanted in [
        ("documents: []", set()),
        ("documents: [{number: '国办发[2016]80号', text: 国办发〔2016〕80 号}]", {"国办发〔2016〕80号"}),
        ("documents: [{title: 关于公开的意见, text: 《关于公开的意见》}]", set()),
    ]:
        text = CITING.replace(
            "        lead: [市财政局]\n        support:",
            f"        {entered}\n        lead: [市财政局]\n        support:",
        )
        root = portal(tmp_path / str(len(entered)), **{NOTICE_PATH: _without_source(text)})
        assert build(root).code == 0
        assert set(data(root / "output")) == wanted


def test_a_number_that_is_a_notice_of_the_portal_leads_to_it_and_back(tmp_path: Path) -> None:
    other = _without_source(NOTICE.replace("id: ceshi-2018", "id: earlier-2016").replace("year: 2018", "year: 2016"))
    other = other.replace("issued: 2018-06-12", "number: 国办发〔2016〕80号\nissued: 2016-06-12")
    root = portal(tmp_path, **{"content/notices/earlier-2016.yaml": other})
    assert build(root).code == 0
    output = root / "output"
    assert on_both_pages(output) == 3
    assert data(output)["国办发〔2016〕80号"]["notice"] == "earlier-2016"
    soup = page(output, "notices/earlier-2016")
    heading = soup.find("h2", id="cited-by")
    assert heading is not None
    assert "/notices/ceshi-2018/tasks/1/" in addresses(output, "notices/earlier-2016")
    assert [mark.get_text() for mark in soup.find_all("mark")] == ["国办发〔2016〕80 号"]
    assert "/notices/earlier-2016/" in addresses(output, "notices/ceshi-2018/tasks/1")


def test_a_notice_never_cites_itself(tmp_path: Path) -> None:
    text = _without_source(CITING).replace("issued:", "number: 国办发〔2016〕80号\nissued:")
    root = portal(tmp_path, **{NOTICE_PATH: text})
    assert build(root).code == 0
    assert list(data(root / "output")) == ["闽政办〔2018〕25号", "闽政办〔2018〕26号"]


@pytest.mark.parametrize(
    "hide", ["draft: true\nid:", "publish_at: 2027-01-01 09:00\nid:", "closed"], ids=["draft", "waiting", "closed"]
)
def test_what_a_notice_cites_that_is_not_public_is_nowhere(tmp_path: Path, hide: str) -> None:
    hidden = _without_source(CITING).replace("id: ceshi-2018", "id: hidden-2018")
    hidden = hidden.replace("id:", hide, 1) if hide != "closed" else hidden.replace("主动公开", "不予公开")
    entry = "documents:\n  - {number: 国办发〔2016〕80号, id: secret, title: 关于公开的意见, printed_in: hidden-2018}\n"
    changes: dict[str, Change] = {"content/notices/hidden-2018.yaml": hidden, DOCUMENTS_PATH: entry}
    root = write_whole(tmp_path, {NOTICE_PATH: _without_source(NOTICE), **changes})
    ran = build(root)
    assert ran.code == 0, ran.err
    assert data(root / "output") == {}
    for path in (root / "output").rglob("*"):
        if path.is_file():
            assert "2016-80" not in path.as_posix()
            assert "国办发〔2016〕80".encode() not in path.read_bytes()
            assert "关于公开的意见".encode() not in path.read_bytes()
            assert b"secret" not in path.read_bytes()


def test_nothing_of_it_is_made_where_exports_do_not_name_it(tmp_path: Path) -> None:
    root = portal(tmp_path, **{"site.yaml": SITE + "exports: [json, sitemap]\n"})
    ran = build(root)
    assert ran.code == 0, ran.err
    output = root / "output"
    assert not (output / "documents").exists()
    assert not (output / "data/documents.json").exists()
    for path in output.rglob("*.html"):
        assert "documents/" not in path.read_text(encoding="utf-8"), path
    notice = json.loads((output / "data/notices/ceshi-2018.json").read_text(encoding="utf-8"))
    assert len(notice["tasks"][0]["documents"]) == 3
    assert "国办发〔2016〕80号" in page(output, "notices/ceshi-2018/tasks/1").get_text()


def test_many_tasks_are_drawn_in_part_and_listed_in_full(tmp_path: Path) -> None:
    tasks = "".join(f"      - {{number: {n}, requirement: 落实国办发〔2016〕80号第{n}条。}}\n" for n in range(10, 40))
    text = _without_source(NOTICE).replace(
        "  - title: 二、回应\n", f"  - title: 二、更多\n    tasks:\n{tasks}  - title: 三、回应\n"
    )
    root = portal(tmp_path, **{NOTICE_PATH: text})
    ran = build(root)
    assert ran.code == 0, ran.err
    output = root / "output"
    assert on_both_pages(output) == 30
    soup = page(output, data(output)["国办发〔2016〕80号"]["url"])
    picture = soup.find("svg", role="img")
    assert picture is not None
    assert len(picture.find_all("line")) == 13
    assert "另有 18 项任务，见下面的列表。" in soup.get_text()


def test_what_a_document_is_called_is_shown_as_text(tmp_path: Path) -> None:
    text = CITING.replace("关于公开的意见", "<script>alert(1)</script>").replace(
        "requirement: 按照", "requirement: >-\n          按照"
    )
    root = portal(tmp_path, **{NOTICE_PATH: _without_source(text)})
    ran = build(root)
    assert ran.code == 0, ran.err
    for path in (root / "output").rglob("*.html"):
        assert "<script>alert" not in path.read_text(encoding="utf-8")


ENTRY = "documents:\n  - {{number: 国办发〔2016〕80号, {more}}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            ENTRY.format(more="title: 关于公开的决定, printed_in: ceshi-2018"),
            ":2:35: GK245 printed_in 所写的通知里没有印出《关于公开的决定》",
        ),
        (ENTRY.format(more="title: 关于公开的意见"), ":2:35: GK245 printed_in 所写的通知里没有印出《关于公开的意见》"),
        (
            ENTRY.format(more="url: 'https://www.example.gov.cn/'"),
            ":2:33: GK246 “国办发〔2016〕80号”写了网址，没有写 source",
        ),
        (
            "documents:\n  - number: 国办发〔2016〕80号\n  - number: 国办发(2016)80号\n",
            f":3:13: GK247 文号“国办发(2016)80号”已经写过（{DOCUMENTS_PATH}:2:13）",
        ),
        (
            "documents:\n  - {number: 国办发〔2016〕80号, id: a}\n  - {number: 闽政办〔2018〕25号, id: a}\n",
            ":3:32: GK248 编号“a”已经是“国办发〔2016〕80号”的",
        ),
    ],
    ids=["invented title", "title printed nowhere", "address without source", "number twice", "id twice"],
)
def test_an_entry_that_nobody_vouches_for_is_refused(tmp_path: Path, text: str, said: str) -> None:
    ran = build(portal(tmp_path, **{DOCUMENTS_PATH: text}))
    assert ran.code == 1
    assert ran.lines[0] == f"{DOCUMENTS_PATH}{said}"
    assert not (tmp_path / "output/index.html").exists()


def test_an_entry_that_no_notice_cites_is_told_and_makes_no_page(tmp_path: Path) -> None:
    ran = build(portal(tmp_path, **{DOCUMENTS_PATH: "documents:\n  - {number: 国办发〔2016〕81号, id: a}\n"}))
    assert ran.code == 0
    said = "GK249 提醒：没有公开的通知引用“国办发〔2016〕81号”；是否为“国办发〔2016〕80号”？"
    assert ran.lines[0] == f"{DOCUMENTS_PATH}:2:14: {said}"
    assert not (tmp_path / "output/documents/a").exists()


def random_portal(root: Path, seed: int) -> Path:
    """A portal of a few notices that cite each other and others, some of them hidden."""
    dice = random.Random(seed)
    numbers = [f"{issuer}〔{year}〕{n}号" for issuer in ("国办发", "测政办") for year in (2016, 2018) for n in (1, 2)]
    changes: dict[str, Change] = {NOTICE_PATH: None}
    for n in range(dice.randint(1, 4)):
        tasks = []
        for number in range(1, dice.randint(2, 5)):
            cited = dice.sample(numbers, dice.randint(0, 3))
            named = "、".join(
                f"《题名{dice.randint(1, 3)}》（{each}）" if dice.random() < 0.5 else each for each in cited
            )
            tasks.append({"number": number, "requirement": f"按照{named}要求公开。", "lead": ["市财政局"]})
        notice: dict[str, Any] = {
            "id": f"n-{n}",
            "jurisdiction": "ceshi",
            "title": f"第{n}份",
            "year": 2018,
            "disclosure": dice.choice(["主动公开", "主动公开", "不予公开"]),
            "source": {"none": True, "reason": "测试", "by": "测试", "on": "2026-01-01"},
            "preamble": f"根据{dice.choice(numbers)}，现印发给你们。",
            "sections": [{"title": "一、公开", "tasks": tasks}],
        }
        if dice.random() < 0.6:
            notice["number"] = numbers[n]
        changes[f"content/notices/n-{n}.yaml"] = yaml.safe_dump(notice, allow_unicode=True, sort_keys=False)
    return write_whole(root, changes)


@pytest.mark.parametrize("seed", range(6))
def test_each_reference_of_any_portal_is_on_both_its_pages(tmp_path: Path, seed: int) -> None:
    root = random_portal(tmp_path, seed)
    ran = build(root)
    assert ran.code == 0, ran.err
    on_both_pages(root / "output")


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(6, 200))
def test_each_reference_of_two_hundred_portals_is_on_both_its_pages(tmp_path: Path, seed: int) -> None:
    test_each_reference_of_any_portal_is_on_both_its_pages(tmp_path, seed)


def test_a_document_that_is_no_longer_cited_does_not_stop_a_build(tmp_path: Path) -> None:
    root = portal(tmp_path)
    assert build(root).code == 0
    url = data(root / "output")["国办发〔2016〕80号"]["url"]
    assert (root / "output" / url).exists()
    put(root / NOTICE_PATH, _without_source(NOTICE))
    ran = build(root)
    assert ran.code == 0, ran.err
    assert not (root / "output/documents").exists()
