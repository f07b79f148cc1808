"""Search finds exactly what the published data holds, in Chromium, whatever is typed and however the site is served."""

import gzip
import json
import random
import re
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import disclosed
import pytest
import synthetic
from pagefind_bin import get_executable
from playwright.sync_api import Browser, BrowserContext, Page, Route
from portal import (
    AGENCIES,
    FILES,
    LEAN,
    NOTICE,
    NOTICE_PATH,
    REPOSITORY,
    SITE,
    TODAY,
    Change,
    gksite,
    tree,
    write_portal,
)
from sampling import some
from serving import POLICY, serving

from gksite.build import BuildOptions, build
from gksite.model.outputs import Output, SearchRecord
from gksite.model.settings import Config
from gksite.problems.problem import Problems, Stop
from gksite.searching import index as search_index
from gksite.searching import pagefind
from gksite.searching.fold import fold_for_search
from gksite.searching.in_browser import root_hash, unproved
from gksite.searching.index import is_scanned
from gksite.searching.readings import readings
from gksite.searching.truth import Answer, TruePage, Truth, folded, sample, terms
from gksite.text.traditional import PAIRS
from gksite.workshop import in_portal

HARD = [
    *(
        "国办发〔2018〕23号",
        "国办发[2018]23号",
        "国办发（2018）23号",
        "88号",
        "8号",
        "互联网+政务服务",
        "“互联网+政务服务”",
    ),
    *(
        "市直各委、办、局",
        "权责清单",
        "市发改委",
        "扶贫",
        "公",
        "。",
        "、",
        "〔",
        "2",
        "+",
        "％",
        "IPv6",
        "ipv6",
        "ＩＰｖ６",
    ),
    *(
        "２０１８年",
        "政务公开 财政",
        '"政务公开 财政"',
        "政务公开",
        "财政局 ， 审计",
        "\u200b公\ufeff开\u3000",
        "的",
        "二维码",
    ),
    *("市、财政局", "火星移民", "", " ", '"', "公开“", "PPP", "ppp", "(一)", "（一）", "【一】", "𠀋"),
]
INDEXED = {"site.yaml": f"{LEAN}search: index\n"}
"""Settings by which the search of a small portal has an index."""
WANTED = BuildOptions(date(2026, 1, 1), jobs=2)
Ask = Callable[..., Any]


@contextmanager
def asking(context: BrowserContext, address: str, page: str = "robots.txt") -> Iterator[Ask]:
    """The site's search as a portal of others calls it: `ask("市财政局", kind="task")`."""
    tab = context.new_page()
    tab.goto(address + page)

    def ask(query: str, limit: float = float("inf"), **options: object) -> Any:
        return tab.evaluate(
            "async ([module, query, options]) => (await import(module)).search(query, options)",
            [f"{address}assets/search.js", query, {"limit": limit, **options}],
        )

    ask.tab = tab  # type: ignore[attr-defined]
    yield ask
    tab.close()


@contextmanager
def searching(browser: Browser, folder: Path, prefix: str = "/", policy: str = POLICY) -> Iterator[Ask]:
    """The same for a folder served on its own, in a window of its own, from which no request may leave the host."""
    with serving(folder, prefix, {"Content-Security-Policy": policy}) as address:
        context = browser.new_context()
        elsewhere: list[str] = []
        context.on("request", lambda r: elsewhere.append(r.url) if not r.url.startswith(address) else None)
        try:
            with asking(context, address) as ask:
                yield ask
        finally:
            context.close()
        assert [url for url in elsewhere if not url.startswith("data:")] == []


def found(answer: Mapping[str, Any]) -> set[str]:
    """The addresses of an answer's hits, which are all there and none twice."""
    urls = [hit["url"] for hit in answer["hits"]]
    assert len(set(urls)) == len(urls) == answer["total"]
    return set(urls)


def differences(truth: Truth, ask: Ask, queries: list[str]) -> list[str]:
    """Where the search and the scan disagree."""
    answers = ((query, ask(query)) for query in queries)
    judged = (truth.judge(query, Answer(frozenset(found(a)), a["exact"])) for query, a in answers)
    return [problem.text(str) for problem in judged if problem]


def built(root: Path, output: Path, *, no_cache: bool = False) -> Path:
    """Build in this process, so that a test can change a constant first."""
    problems = Problems()
    build(root, output, WANTED, problems, lambda stage: None, cache=not no_cache)
    return output


def copied(folder: Path) -> Path:
    """The repository's own portal in another folder, to edit."""
    for name in ("content", "templates"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "site.yaml", folder)
    return folder


def indexed(root: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """The tiny portal built with an index, although it is tiny."""
    return built(write_portal(root, {**INDEXED, **(changes or {})}), root / "output")


@pytest.fixture(scope="module")
def ask(browser: Browser, indexed_site: Path) -> Iterator[Ask]:
    """The real site's search."""
    with searching(browser, indexed_site) as asked:
        yield asked


@pytest.fixture(scope="module")
def truth(indexed_site: Path) -> Truth:
    """What the real site's search must find."""
    return Truth(indexed_site / "data")


# ---- fold and terms: one meaning in Python and in JavaScript


def in_browser(ask: Ask, function: str, texts: list[str]) -> list[Any]:
    """An exported function of search.js over many texts."""
    tab: Page = ask.tab  # type: ignore[attr-defined]
    address = tab.url.removesuffix("robots.txt")
    script = """async ([address, texts, name]) => {
        const module = await import(address);
        await module.names();
        return texts.map(module[name]);
    }"""
    return list(tab.evaluate(script, [f"{address}assets/search.js", texts, function]))


@pytest.mark.proof
def test_fold_is_the_same_over_the_whole_plane(ask: Ask, truth: Truth) -> None:
    """But for Traditional characters that nothing of the site answers to, which a browser does not know."""
    held = set("".join(page.folded() for page in truth.pages))
    unknown = {traditional for traditional, simple in PAIRS.items() if simple not in held}
    plane = [chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000]
    plane = [c for c in plane if unknown.isdisjoint(unicodedata.normalize("NFKC", c))]
    assert len(plane) > 50_000
    for texts in (plane, [f"a{c}b" for c in plane]):
        theirs = in_browser(ask, "fold", texts)
        assert [
            f"{ord(t[len(t) // 2]):04X}" for t, j in zip(texts, theirs, strict=True) if fold_for_search(t) != j
        ] == []


def test_fold_means_what_it_says() -> None:
    cases = {
        "ＩＰｖ６": "ipv6",
        "国办发〔2018〕23号": "国办发(2018)23号",
        "［甲］【乙】[丙]（丁）": "(甲)(乙)(丙)(丁)",
        "市 财\u3000政\u200b局\ufeff\n": "市财政局",
        "e\u0301": "é",
        "ﬁ①㎡Ⅳ": "fi1m2iv",
        "İ": "i\u0307",
        "ΟΔΟΣ": "οδοσ",
        "“互联网＋”": "“互联网+”",
        "ｶﾞ": "ガ",
        "臺灣財政廳ｘ於後": "台湾财政厅x于后",
        "着名著者": "着名著者",
        "𠁞𡞵": "𠀾㛟",
    }
    for text, wanted in cases.items():
        assert (fold_for_search(text), folded(text)) == (wanted, wanted)


def test_fold_is_the_same_over_mixed_texts(ask: Ask) -> None:
    dice = random.Random(3)
    alphabet = "aAſßİıΣσςﬁ①㎡Ⅳé\u0301\u0327\u0345가\u1100\u1161\u11a8ｶﾞ〔［【[〕］】]"
    alphabet += "（）＋％ \t\n\u3000\u200b\ufeff\u00a0\u2028公開𠀋Å"
    alphabet += "\u1c89\ua7cb\ua7dc\u0130\u0307\u1e9e\u212a\u03f4"
    texts = ["".join(dice.choices(alphabet, k=dice.randint(1, 8))) for _ in range(20_000)]
    theirs = in_browser(ask, "fold", texts)
    assert [t for t, j in zip(texts, theirs, strict=True) if fold_for_search(t) != j] == []
    old = [(t, j) for t, j in zip(texts, theirs, strict=True) if not set(t) & set("\u1c89\ua7cb\ua7dc")]
    assert [t for t, j in old if folded(t) != j] == []


TRADITIONAL = (
    "預決算",
    "財政局",
    "開平市財政局",
    "政務公开",
    "泉州 預决算",
    "國辦發〔2018〕23號",
    "權責清單",
    '"政策解讀"',
    "財",
)


@pytest.mark.parametrize("query", TRADITIONAL)
def test_traditional_simplified_and_mixed_script_find_the_same(ask: Ask, truth: Truth, query: str) -> None:
    plain = query.translate(str.maketrans(dict(PAIRS)))
    assert plain != query
    assert found(ask(query)) == found(ask(plain)) == truth.find(plain) == truth.find(query) != frozenset()


def test_an_agency_is_found_by_its_place_and_name_and_comes_first(ask: Ask, truth: Truth) -> None:
    wanted = "agencies/xiamen/caizhengju/"
    for query in ("厦门市财政局", "厦门财政局", "市财政局（厦门市）", "廈門市財政局", "厦门 财政局"):
        assert ask(query)["hits"][0]["url"] == wanted, query
        assert wanted in truth.find(query)


def test_a_query_is_cut_at_blanks_but_not_between_quotation_marks(ask: Ask) -> None:
    cases = {
        "市财政局 预算": ["市财政局", "预算"],
        "甲\u3000乙\t丙\u00a0丁\u200b戊\ufeff己": ["甲", "乙", "丙", "丁", "戊", "己"],
        '"甲 乙" 丙': ["甲乙", "丙"],
        '甲"乙': ['甲"乙'],
        '"': ['"'],
        '""': [],
        '"甲 乙" "丙 丁': ["甲乙", '"丙', "丁"],
        '甲"乙 丙"丁': ["甲乙丙丁"],
        "“甲 乙”": ["“甲", "乙”"],
        " \u3000": [],
        "ＩＰｖ６ ipv6": ["ipv6"],
    }
    assert dict(zip(cases, in_browser(ask, "terms", [*cases]), strict=True)) == cases
    assert {query: list(dict.fromkeys(terms(query))) for query in cases} == cases
    dice = random.Random(4)
    texts = ["".join(dice.choices('甲乙A"“” \t\u3000\u200b', k=dice.randint(1, 10))) for _ in range(5_000)]
    assert in_browser(ask, "terms", texts) == [list(dict.fromkeys(terms(t))) for t in texts]


# ---- exactly what the data holds


def test_hard_queries_find_exactly_what_holds_them(ask: Ask, truth: Truth) -> None:
    assert differences(truth, ask, HARD) == []
    assert sum(bool(truth.find(query)) for query in HARD) > 30


def test_every_character_is_found_on_every_page_that_has_it(ask: Ask, truth: Truth) -> None:
    """Pagefind's own search for the beginning of a word looks into one chunk only."""
    characters = sorted({c for page in truth.pages for _, text in page.fields for c in folded(text)})
    assert len(characters) > 800
    wanted = {c: len(truth.find(c)) for c in characters}
    script = """async ([module, texts]) => {
        const { search } = await import(module);
        const totals = {};
        for (const text of texts) totals[text] = (await search(text, { limit: 0 })).total;
        return totals;
    }"""
    tab: Page = ask.tab  # type: ignore[attr-defined]
    assert tab.evaluate(script, [tab.url.replace("robots.txt", "assets/search.js"), characters]) == wanted


def report_on(output: Path) -> Path:
    """Where a check of the search writes its report, in the portal where it is run."""
    return in_portal(output, REPOSITORY).folder / "search-report.json"


@pytest.mark.proof
def test_sampled_queries_find_exactly_what_holds_them(indexed_site: Path) -> None:
    ran = gksite("check", "--search", "--queries", "60", "--output", indexed_site)
    assert (ran.code, ran.err) == (0, "")
    report = json.loads(report_on(indexed_site).read_text())
    assert (report["queries"], report["differences"], report["root"]) == (60, 0, root_hash(indexed_site))
    assert "60 次搜索" in ran.out


@pytest.mark.proof
def test_thousands_of_queries_find_exactly_what_holds_them(indexed_site: Path) -> None:
    ran = gksite("check", "--search", "--queries", "5000", "--output", indexed_site)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("how", [pytest.param("offline", marks=pytest.mark.proof), "tiny"])
def test_the_plain_scan_finds_the_same(
    how: str, offline_site: Path, tmp_path: Path, run: Callable[..., Any], portal: Callable[..., Path]
) -> None:
    output = offline_site
    if how == "tiny":
        output = portal() / "output"
        assert run(output.parent, "build").code == 0
    ran = gksite("check", "--search", "--queries", "150", "--output", output)
    assert (ran.code, ran.err) == (0, "")


def test_the_sample_is_as_it_says(truth: Truth) -> None:
    queries = sample(truth.pages, 2000, 1)
    assert queries == sample(truth.pages, 2000, 1)
    assert len(set(queries)) == 2000
    assert set(range(1, 21)) <= {len(q) for q in queries if truth.find(q)}
    assert sum(" " in q for q in queries) > 100
    assert sum(q.startswith('"') for q in queries) > 100
    assert 100 < sum(not truth.find(q) for q in queries) < 500


# ---- the check fails where it must


@pytest.mark.proof
def test_stock_pagefind_fails_the_same_run(browser: Browser, indexed_site: Path, truth: Truth, tmp_path: Path) -> None:
    """Judged by the pages that are missing alone, and by those that are searchable."""
    site = shutil.copytree(indexed_site, tmp_path / "site")
    done = subprocess.run(
        [get_executable(), "--site", site, "--output-subdir", "stock"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    queries = sample(truth.pages, 300, 2018)
    script = """async (queries) => {
        const { search } = await import('/stock/pagefind.js');
        return Promise.all(queries.map(async (q) => {
            const { results } = await search(q);
            return (await Promise.all(results.map((r) => r.data()))).map((d) => d.raw_url ?? d.url);
        }));
    }"""
    with searching(browser, site) as asked:
        answers = asked.tab.evaluate(script, queries)  # type: ignore[attr-defined]
    searchable = {page.url for page in truth.pages}
    held = [{url.lstrip("/") for url in answer} & searchable for answer in answers]
    failed = [q for q, urls in zip(queries, held, strict=True) if truth.judge(q, Answer(frozenset(urls), True))]
    missed = [q for q, urls in zip(queries, held, strict=True) if truth.find(q) - urls]
    assert len(failed) > 150
    assert len(missed) > 150
    assert len(set().union(*held)) > 100


def test_a_page_that_search_misses_is_reported(
    tmp_path: Path, run: Callable[..., Any], portal: Callable[..., Path]
) -> None:
    output = portal() / "output"
    assert run(output.parent, "build").code == 0
    file = output / "data/pages.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    data["pages"].append({"id": "x", "title": "魑魅魍魉", "text": "饕餮" * 20, "url": "x/"})
    file.write_text(json.dumps(data), encoding="utf-8")
    ran = gksite("check", "--search", "--queries", "100", "--output", output)
    assert ran.code == 1
    assert re.search(
        r"^output/assets/search.js: GK307 搜索“.*”的结果与公布的数据不符：缺 x/；多 无$", ran.err, re.MULTILINE
    )
    report = json.loads(report_on(output).read_text())
    assert report["differences"] == len([line for line in ran.lines if ": GK307 " in line])


def test_without_the_data_that_it_is_compared_with_a_search_is_not_proved(
    tmp_path: Path, run: Callable[..., Any]
) -> None:
    root = write_portal(tmp_path / "portal", {"site.yaml": f"{SITE}exports: [json, sitemap]\n"})
    assert run(root, "build").code == 0
    ran = gksite("check", "--search", "--queries", "50", "--output", root / "output")
    assert (ran.code, "exports 里没有 agencies、pages" in ran.err) == (2, True)


def test_what_a_portal_does_not_have_is_no_data_that_it_lacks(tmp_path: Path, run: Callable[..., Any]) -> None:
    """The list of annual reports without a report; the address of an item that was withdrawn."""
    text = disclosed.SITE.replace(", items,", ",").replace(", reports,", ",")
    root = write_portal(tmp_path, {**disclosed.FILES, "site.yaml": text})
    assert run(root, "build").code == 0
    assert unproved(root / "output") == "items"
    for page in (root / "output/items").glob("*/index.html"):
        page.write_text(page.read_text(encoding="utf-8").replace("page-item", "page-withdrawn"), encoding="utf-8")
    assert unproved(root / "output") == ""


def test_a_search_that_does_not_answer_is_reported_and_proves_nothing(indexed_site: Path, tmp_path: Path) -> None:
    output = shutil.copytree(indexed_site, tmp_path / "output")
    (output / "pagefind/start.bin").unlink()
    ran = gksite("check", "--search", "--queries", "50", "--output", output)
    assert ran.code == 1
    assert [line for line in ran.lines if "GK308" in line]
    assert not report_on(tmp_path / "output").exists()


@pytest.mark.parametrize(
    ("env", "said"),
    [({"GKSITE_BROWSER": "", "PATH": "/nowhere"}, "核对搜索要用浏览器"), ({"GKSITE_BROWSER": "/bin/true"}, "没有启动")],
)
def test_without_a_browser_one_line_says_so(indexed_site: Path, env: dict[str, str], said: str) -> None:
    ran = gksite("check", "--search", "--output", indexed_site, env=env)
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert said in ran.err


def test_a_tree_without_search_cannot_be_checked(tiny_output: Path, tmp_path: Path) -> None:
    for output in (tiny_output, tmp_path / "nothing"):
        ran = gksite("check", "--search", "--output", output)
        assert (ran.code, len(ran.lines)) == (2, 1)
        assert "没有搜索" in ran.err


def test_the_report_is_bound_to_every_byte(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("1")
    first = root_hash(tmp_path)
    (tmp_path / "a/b").rename(tmp_path / "a/c")
    second = root_hash(tmp_path)
    (tmp_path / "a/c").write_text("2")
    assert len({first, second, root_hash(tmp_path)}) == 3


# ---- fields, order, filters, what results show


FORMS = pytest.mark.parametrize("form", ["index", "scan"])


@FORMS
def test_a_match_never_spans_two_fields(browser: Browser, tmp_path: Path, form: str) -> None:
    notice = (
        NOTICE.replace("一、公开\n", "一、甲乙\n")
        .replace("requirement: 公开财政预决算。", "requirement: 丙丁戊\n        remark: 己庚")
        .replace("title: 公开预决算", "title: 公开辛壬")
    )
    root = write_portal(tmp_path / "portal", {NOTICE_PATH: notice, "site.yaml": f"{LEAN}search: {form}\n"})
    output = built(root, root / "output")
    assert (output / "pagefind/start.bin").exists() == (form == "index")
    scan = Truth(output / "data")
    with searching(browser, output) as ask:
        for query in ("甲乙", "丙丁", "己庚", "辛壬"):
            assert ask(query)["total"] == 1 + (query == "甲乙"), query
        for query in ("乙丙", "戊己", "壬测", "庚市", "壬丙", "表一", "丁 乙丙", "市财政局市审计局", "解表一、"):
            assert ask(query)["total"] == 0, query
        assert differences(scan, ask, sample(scan.pages, 100, 5)) == []


def test_words_that_pagefind_treats_apart_are_found(browser: Browser, tmp_path: Path) -> None:
    """Every script, mark and sign is a character like any other, wherever it stands."""
    odd = "𠀋丁 é가ガβж→℃①½±×÷《〈『」…—～·￥$%&@#^_`|{}~<>\\/*'\"!?;:,.+=-0a0Zﬁ😀👨‍👩‍👧אם"
    requirement = json.dumps(odd, ensure_ascii=False)
    output = indexed(tmp_path, {NOTICE_PATH: ("requirement: 公开财政预决算。", f"requirement: {requirement}")})
    scan = Truth(output / "data")
    queries = [odd[i : i + n] for n in (1, 2, 3, 5, 9) for i in range(len(odd) - n + 1)]
    with searching(browser, output) as ask:
        assert differences(scan, ask, queries) == []


def days(output: Path) -> dict[str, str]:
    """The day of each page of a notice, by address."""
    dated = {}
    for file in (output / "data/notices").glob("*.json"):
        notice = json.loads(file.read_text(encoding="utf-8"))
        published = (notice["published"] or "")[:10]
        day = notice["issued"] or published or notice["printed"] or f"{notice['year']}-01-01"
        dated |= {record["url"]: day for record in (notice, *notice["tasks"])}
    return dated


AROUND, ABOVE, OWN, TITLE = range(4)
STANDS = {"notice_title": AROUND, "notice_number": AROUND, "sections": ABOVE}
"""How near to what a page is about its fields stand, where they are not its own."""
TITLES = {"task": "title", "notice": "title", "agency": "name", "page": "title", "topic": "title"}


def stand(page: TruePage, query: str) -> int:
    """The nearest field of a page that holds a query; of a single character only whether that is the title."""
    held = [name for name, text in page.fields if query in folded(text)]
    if TITLES[page.kind] in held:
        return TITLE
    return OWN if len(query) == 1 else max(STANDS.get(name, OWN) for name in held)


@pytest.mark.parametrize("query", ["财政", "公开", "公", "局", "依申请公开", "政务公开"])
def test_the_nearest_to_what_a_page_is_about_comes_first_then_the_newest(
    ask: Ask, truth: Truth, indexed_site: Path, query: str
) -> None:
    pages, dated = {page.url: page for page in truth.pages}, days(indexed_site)
    answer = ask(query)
    keys = [(stand(pages[h["url"]], query), dated.get(h["url"], "")) for h in answer["hits"]]
    assert keys == sorted(keys, reverse=True)
    assert len(keys) > 1
    assert [h["least"] for h in answer["hits"]] == [near for near, _ in keys]
    assert answer["around"] == sum(not near for near, _ in keys)


def test_the_agency_that_is_asked_for_by_its_name_comes_first(ask: Ask, truth: Truth) -> None:
    names = {page.url: dict(page.fields)["name"] for page in truth.pages if page.kind == "agency"}
    for name in ("市财政局", "各区人民政府", "区教育局"):
        wanted = {url for url, own in names.items() if folded(own) == folded(name)}
        hits = [hit["url"] for hit in ask(name)["hits"]]
        assert wanted
        assert set(hits[: len(wanted)]) == wanted


def traits(output: Path) -> dict[str, dict[str, list[str]]]:
    """What each page can be narrowed by, as the data has it."""
    pages: dict[str, dict[str, list[str]]] = {}
    for file in (output / "data/notices").glob("*.json"):
        notice = json.loads(file.read_text(encoding="utf-8"))
        shared = {"jurisdiction": [notice["jurisdiction"]["id"]], "year": [str(notice["year"])]}
        pages[notice["url"]] = {"kind": ["notice"], **shared}
        for task in notice["tasks"]:
            roles = {r: [f"{a['jurisdiction']}/{a['id']}" for a in task[r]] for r in ("lead", "support")}
            agency = [*roles["lead"], *roles["support"]]
            pages[task["url"]] = {
                "kind": ["task"],
                **shared,
                "section": task["sections"][:1],
                "agency": agency,
                **roles,
            }
    for file in (output / "data/agencies").glob("*.json"):
        place = json.loads(file.read_text(encoding="utf-8"))
        for agency in place["agencies"]:
            id = place["jurisdiction"]["id"]
            pages[agency["url"]] = {"kind": ["agency"], "jurisdiction": [id], "agency": [f"{id}/{agency['id']}"]}
    for page in json.loads((output / "data/pages.json").read_text(encoding="utf-8"))["pages"]:
        pages[page["url"]] = {"kind": ["page"]}
    for topic in json.loads((output / "data/topics.json").read_text(encoding="utf-8"))["topics"]:
        pages[topic["url"]] = {"kind": ["topic"]}
    return pages


FILTERS: list[dict[str, Any]] = [
    {},
    {"kind": "task"},
    {"kind": "notice"},
    {"kind": ["agency", "page"]},
    {"jurisdiction": "quanzhou"},
    {"year": 2018},
    {"year": "2016", "jurisdiction": "xiamen"},
    {"agency": "quanzhou/caizhengju"},
    {"agency": "quanzhou/caizhengju", "role": "lead"},
    {"agency": "quanzhou/caizhengju", "role": "support", "kind": "task"},
    {"agency": "quanzhou/caizhengju", "jurisdiction": "xiamen"},
    {"section": "FIRST"},
    {"section": "FIRST", "year": 2018, "kind": "task"},
    {"year": 1999},
]


@pytest.mark.parametrize("chosen", some(FILTERS, 3), ids=str)
@pytest.mark.parametrize("query", ["公开", "财政局"])
def test_filters_agree_with_the_scan(
    ask: Ask, truth: Truth, indexed_site: Path, query: str, chosen: dict[str, Any]
) -> None:
    pages = traits(indexed_site)
    first = next(
        t["section"][0] for u, t in sorted(pages.items()) if u.startswith("notices/quanzhou") and "section" in t
    )
    chosen = {k: first if v == "FIRST" else v for k, v in chosen.items()}
    role = chosen.get("role", "agency")

    def values(url: str, facet: str) -> list[str]:
        return pages[url].get(role if facet == "agency" else facet, [])

    def passing(*facets: str) -> set[str]:
        wanted = {f: [str(v) for v in (chosen[f] if isinstance(chosen[f], list) else [chosen[f]])] for f in facets}
        return {u for u in truth.find(query) if all(set(values(u, f)) & set(w) for f, w in wanted.items())}

    facets = ("kind", "jurisdiction", "year", "agency", "section")
    answer = ask(query, **chosen)
    assert found(answer) == passing(*(f for f in facets if f in chosen))
    for facet in facets:
        left = passing(*(f for f in facets if f in chosen and f != facet))
        counts: dict[str, int] = {}
        for url in left:
            for value in set(values(url, facet)):
                counts[value] = counts.get(value, 0) + 1
        if "jurisdiction" not in chosen or facet != "jurisdiction":
            assert answer["facets"][facet] == counts, facet


def test_limit_and_offset_cut_one_list(ask: Ask) -> None:
    whole = [hit["url"] for hit in ask("公开")["hits"]]
    assert len(whole) > 60
    default = ask.tab.evaluate(  # type: ignore[attr-defined]
        "async () => (await (await import('/assets/search.js')).search('公开')).hits.map((h) => h.url)"
    )
    assert default == whole[:20]
    for limit, offset in ((0, 0), (1, 0), (20, 40), (10, len(whole) - 3), (5, len(whole) + 1)):
        answer = ask("公开", limit=limit, offset=offset)
        assert [hit["url"] for hit in answer["hits"]] == whole[offset : offset + limit]
        assert answer["total"] == len(whole)


def test_a_search_can_be_given_up(ask: Ask) -> None:
    script = """async (soon) => {
        const { search } = await import('/assets/search.js');
        const control = new AbortController();
        const asked = search('公开', { limit: Infinity, signal: control.signal });
        if (soon) control.abort(); else setTimeout(() => control.abort(), 0);
        return asked.then(() => 'answered', (error) => error.name);
    }"""
    assert ask.tab.evaluate(script, True) == "AbortError"  # type: ignore[attr-defined]
    assert ask.tab.evaluate(script, False) in ("AbortError", "answered")  # type: ignore[attr-defined]
    assert ask("公开")["total"] > 0


@pytest.mark.parametrize("query", ["市财政局", "公", "ＩＰｖ６", "〔2018〕", "(一)", "政务公开", "财政 审计", "的"])
def test_marks_hold_exactly_what_was_typed(ask: Ask, truth: Truth, query: str) -> None:
    wanted = set(terms(query))
    fields = {page.url: page.fields for page in truth.pages}
    texts = {page.url: [folded(text) for _, text in page.fields] for page in truth.pages}
    hits = ask(query)["hits"]
    for hit in hits:
        marked = [hit["excerpt"][start:end] for start, end in hit["marks"]]
        assert {folded(text) for text in marked} <= wanted
        said = [folded(text) for name, text in fields[hit["url"]] if name == "requirement"]
        assert marked or not any(term in text for term in wanted for text in said), hit
        if query != "(一)":  # a task without a title shows the beginning of its requirement
            assert any(folded(hit["excerpt"]) in text for text in texts[hit["url"]]), hit
    assert len(hits) == len(truth.find(query))


# ---- punctuation ignored where exact gives nothing


def without_signs(text: str) -> str:
    return "".join(c for c in folded(text) if unicodedata.category(c)[0] not in "PS")


@pytest.mark.parametrize("where", ["index", "scan"])
@pytest.mark.parametrize(
    "query", some(["市、财政局", "国办发2018", "政务-公开", "公开、、、", "财+政+局 审、计", "，公，"], 3)
)
def test_where_nothing_matches_punctuation_is_ignored(
    browser: Browser, ask: Ask, truth: Truth, offline_site: Path, where: str, query: str
) -> None:
    assert not truth.find(query), "choose another"
    wanted = {
        page.url
        for page in truth.pages
        if all(any(without_signs(term) in without_signs(text) for _, text in page.fields) for term in terms(query))
    }
    assert wanted
    if where == "scan":
        with searching(browser, offline_site) as scan:
            answer = scan(query)
    else:
        answer = ask(query)
    assert found(answer) == wanted
    assert answer["exact"] is False
    assert any(hit["marks"] for hit in answer["hits"])


def test_what_stands_nowhere_is_not_found(ask: Ask) -> None:
    for query in ("火星移民", "、、、、、、", "zzz", "𠀋𠀋"):
        assert (ask(query)["total"], ask(query)["hits"]) == (0, [])


# ---- the bundle


def test_search_has_an_index_once_the_texts_are_long() -> None:
    cases: tuple[tuple[Literal["auto", "index", "scan"], int, bool], ...] = (
        ("auto", 249_999, True),
        ("auto", 250_000, False),
        ("scan", 250_000, True),
        ("index", 1, False),
    )
    for form, characters, scanned in cases:
        record = SearchRecord("page", "页", "页", ("字" * characters,))
        config = Config(name="门户", search=form)
        assert is_scanned(config, [Output("x/index.html", search=record), Output("y/index.html")]) == scanned


def unpacked(folder: Path) -> bytes:
    """Everything in a bundle, without compression."""
    contents = (p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file())
    return b"\n".join(gzip.decompress(c) if c[:2] == b"\x1f\x8b" else c for c in contents)


@FORMS
def test_what_is_not_public_is_in_no_index(tmp_path: Path, form: str) -> None:
    secret = (
        NOTICE.replace("id: ceshi-2018", "id: ceshi-2019")
        .replace("主动公开", "依申请公开")
        .replace("requirement: 及时回应关切。", "requirement: 魑魅魍魉。")
    )
    secret = re.sub(r"source:\n  file.*\n  sha256.*\n", "", secret)
    secret = re.sub(r" +source: \{.*\}\n", "", secret)
    settings = {"site.yaml": f"{LEAN}search: {form}\n"}
    root = write_portal(tmp_path, {"content/notices/ceshi-2019.yaml": secret, **settings})
    bundle = unpacked(built(root, root / "output") / "pagefind")
    assert "预决".encode() in bundle
    for word in ("魑魅", "魅魍", "魍", "ceshi-2019"):
        assert word.encode() not in bundle


def test_names_are_read_by_their_usual_characters_and_those_read_otherwise_are_listed() -> None:
    characters, otherwise = readings(["财政局", "银行", "行业局", "行政局", "厦门IPv6（筹）"], {})
    read = "业ye 财cai 筹chou 行hang 局ju 门men 厦xia 银yin 政zheng"
    assert sorted(re.findall("[^a-z][a-z]+", characters)) == sorted(read.split())
    assert otherwise == {"行政局": "xing zheng ju"}


def test_an_editors_reading_goes_before_the_programs(tmp_path: Path, run: Callable[..., Any]) -> None:
    agencies = AGENCIES.replace("name: 市财政局,", "name: 市财政局, pinyin: shi cai zheng qu,")
    root = write_portal(tmp_path, {"content/agencies/ceshi.yaml": agencies})
    text = (built(root, root / "output") / "pagefind/text.js").read_text(encoding="utf-8")
    assert '"市财政局":"shi cai zheng qu"' in text
    write_portal(root, {"content/agencies/ceshi.yaml": agencies.replace("zheng qu", "zhèng qu")})
    ran = run(root, "build")
    assert ran.code == 1
    assert "“pinyin”应是不带声调的小写拼音" in ran.err


def test_words_of_a_portals_own_bring_the_nearest_and_no_results(browser: Browser, tmp_path: Path) -> None:
    root = write_portal(tmp_path, {"content/synonyms.yaml": "synonyms:\n  - [查账, 审计结果]\n"})
    with searching(browser, built(root, root / "output")) as ask:
        assert ask("查账")["total"] == 0
        near = ask.tab.evaluate("async () => (await import('/assets/search.js')).nearest('查账')")  # type: ignore[attr-defined]
        assert near["hits"][0]["title"] == "公开审计结果"
        assert near["why"] == [{"kind": "word", "text": "查账", "as": "审计结果"}]


def counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the indexes that Pagefind makes from now on."""
    made: list[str] = []
    shard = pagefind.shard
    monkeypatch.setattr(pagefind, "shard", lambda name, pages: (made.append(name), shard(name, pages))[1])
    return made


def test_an_edit_makes_one_index_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = {path.replace("ceshi", "linshi"): FILES[path].replace("ceshi", "linshi") for path in FILES}
    other = {path: text.replace("file: linshi", "file: ceshi") for path, text in other.items() if path not in FILES}
    root = write_portal(tmp_path, {**INDEXED, **other})
    before = tree(built(root, root / "output") / "pagefind")
    made = counted(monkeypatch)
    assert tree(built(root, root / "output") / "pagefind") == before
    assert set(made) <= {"none"}
    made.clear()
    file = root / NOTICE_PATH
    text = file.read_text(encoding="utf-8")
    assert "及时回应关切" in text
    file.write_text(text.replace("及时回应关切", "及时答复关切"), encoding="utf-8")
    after = tree(built(root, root / "output") / "pagefind")
    changed = {p.split("/")[0] for p in before.keys() | after.keys() if before.get(p) != after.get(p)}
    assert {re.sub(r"-[0-9a-f]{12}$", "", name) for name in changed} == {"ceshi", "start.bin", "shards.json"}
    assert set(made) - {"none"} == {"ceshi"}
    fresh = tree(built(root, tmp_path / "fresh/output") / "pagefind")
    former = {path: held for path, held in before.items() if path not in fresh}  # what a page in a cache may name
    assert {path.split("-")[0] for path in former} == {"ceshi"}
    assert after == fresh | former


@pytest.mark.parametrize(
    "damage", ["truncate", "list", *(pytest.param(how, marks=pytest.mark.proof) for how in ("delete", "flip", "add"))]
)
def test_a_damaged_index_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str) -> None:
    """What somebody has put among its files is not ours to delete, and stays."""
    root = write_portal(tmp_path)
    output = indexed(root)
    before = tree(output)
    (folder,) = (output / "pagefind").glob("ceshi-*")
    file = next((folder / "index").iterdir())
    foreign = {}
    match damage:
        case "truncate":
            file.write_bytes(file.read_bytes()[:-5])
        case "delete":
            file.unlink()
        case "flip":
            file.write_bytes(file.read_bytes()[:-1] + b"x")
        case "add":
            (folder / "fragment/extra").write_bytes(b"x")
            foreign = {name: digest for name, digest in tree(output).items() if name not in before}
        case "list":
            (output / "pagefind/shards.json").write_bytes(b"{")
    made = counted(monkeypatch)
    assert tree(built(root, output)) == before | foreign
    assert "ceshi" in made


def test_without_the_cache_every_index_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    root = write_portal(tmp_path)
    before = tree(indexed(root))
    made = counted(monkeypatch)
    assert tree(built(root, root / "output", no_cache=True)) == before
    assert "ceshi" in made


def test_many_records_are_divided_by_year(browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(search_index, "SHARD", 4)
    years = {f"content/notices/ceshi-{year}.yaml": NOTICE.replace("2018", year) for year in ("2016", "2017")}
    other = {
        "content/agencies/linshi.yaml": AGENCIES.replace("ceshi", "linshi"),
        "content/notices/linshi-2018.yaml": NOTICE.replace("ceshi-2018", "linshi-2018").replace(
            "jurisdiction: ceshi", "jurisdiction: linshi"
        ),
    }
    root = write_portal(
        tmp_path, {**INDEXED, **years, **other, "content/pages/about.md": "# 关于\n\n公开预决算的页面\n"}
    )
    output = built(root, root / "output")
    names = {re.sub(r"-[0-9a-f]{12}$", "", p.name) for p in (output / "pagefind").iterdir() if p.is_dir()}
    parts = {"ceshi", "ceshi.2016", "ceshi.2017", "ceshi.2018", "linshi", "linshi.2018"}
    assert names == {*parts, "_pages", "engine"}
    scan = Truth(output / "data")
    with searching(browser, output) as ask:
        assert differences(scan, ask, [*HARD, *sample(scan.pages, 200, 6)]) == []
        assert found(ask("公开", jurisdiction="ceshi")) == {
            url for url in scan.find("公开") if re.match("(notices|agencies)/ceshi", url)
        }


@pytest.mark.parametrize(
    "id",
    [
        "none",
        "a-0123456789ab",
        *(pytest.param(id, marks=pytest.mark.proof) for id in ("pages", "engine", "constructor")),
    ],
)
def test_a_place_may_have_any_id(browser: Browser, tmp_path: Path, id: str) -> None:
    root = write_portal(tmp_path, {**INDEXED, "content/pages/about.md": "# 关于\n\n公开预决算的页面\n"})
    for old in (NOTICE_PATH, "content/agencies/ceshi.yaml"):
        text = (root / old).read_text(encoding="utf-8").replace("jurisdiction: ceshi", f"jurisdiction: {id}")
        (root / old).unlink()
        (root / old.replace("agencies/ceshi", f"agencies/{id}")).write_text(text, encoding="utf-8")
    output = built(root, root / "output")
    scan = Truth(output / "data")
    with searching(browser, output) as ask:
        assert differences(scan, ask, ["公开", "公", "市财政局", "预决算"]) == []
        assert "about/" in found(ask("预决算"))
        assert found(ask("预决算", jurisdiction=id)) == scan.find("预决算") - {"about/"}


# ---- the traps


def test_a_truncated_file_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for content in (b"pagefind_dcd" + b"content" * 40, b"other" * 40):
        packed = pagefind.pack(content)
        for end in (len(packed) - 1, len(packed) // 2, 5) if content.startswith(b"pagefind") else (len(packed),):
            with pytest.raises(OSError, match="pagefind wrote"):
                pagefind.unpacked(packed[:end])
    root = write_portal(tmp_path)
    before = tree(indexed(root))
    (root / NOTICE_PATH).write_text(NOTICE.replace("及时回应关切", "及时回应"), encoding="utf-8")
    files = pagefind._files
    monkeypatch.setattr(
        pagefind, "_files", lambda pages: {p: c[:-3] if "index/" in p else c for p, c in files(pages).items()}
    )
    problems = Problems()
    with pytest.raises(Stop):
        build(root, root / "output", WANTED, problems, lambda stage: None)
    assert [problem.code.id for problem in problems.errors()] == ["GK304"]
    assert tree(root / "output") == before


@pytest.mark.parametrize("dies", ["at once", "on the way"])
def test_a_service_that_stops_early_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dies: str) -> None:
    program = tmp_path / "pagefind"
    lines = (
        ""
        if dies == "at once"
        else "head -c 2000 >/dev/null\nprintf 'eyJtZXNzYWdlX2lkIjowLCJwYXlsb2FkIjp7InR5cGUiOiJ4In19,'\n"
    )
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo pagefind 1.5.2 && exit\n{lines}')
    program.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: str(program))
    problems = Problems()
    root = write_portal(tmp_path / "portal", INDEXED)
    with pytest.raises(Stop):
        build(root, root / "output", WANTED, problems, lambda stage: None)
    assert [problem.code.id for problem in problems.errors()] == ["GK304"]


def test_a_page_in_another_encoding_can_search(browser: Browser, offline_site: Path, tmp_path: Path) -> None:
    """The module is for other portals too, and many of them are written in GBK."""
    site = shutil.copytree(offline_site, tmp_path / "site")
    (site / "gbk.html").write_bytes("<meta charset=gbk><title>门户</title>".encode("gbk"))
    with serving(site, "/") as address:
        context = browser.new_context()
        try:
            for name, kind in (("gbk.html", "html"), ("pagefind/text.js", "javascript")):
                answer = partial(Route.fulfill, path=site / name, content_type=f"text/{kind}")
                context.route(f"**/{name}", answer)
            with asking(context, address, "gbk.html") as ask:
                assert ask.tab.evaluate("document.characterSet") == "GBK"  # type: ignore[attr-defined]
                assert differences(Truth(site / "data"), ask, ["市财政局", "公开"]) == []
        finally:
            context.close()


@pytest.mark.parametrize("prefix", [pytest.param("/", marks=pytest.mark.proof), "/a/b/"])
def test_search_works_under_a_strict_policy_from_any_path(
    browser: Browser, indexed_site: Path, truth: Truth, prefix: str
) -> None:
    with searching(browser, indexed_site, prefix) as ask:
        assert differences(truth, ask, ["市财政局", "公", "国办发〔2018〕23号"]) == []


def test_without_wasm_search_says_so_at_once(browser: Browser, indexed_site: Path) -> None:
    with searching(browser, indexed_site, policy=POLICY.replace(" 'wasm-unsafe-eval'", "")) as ask:
        said = ask.tab.evaluate(  # type: ignore[attr-defined]
            """async () => Promise.race([
                import('/assets/search.js').then((m) => m.search('公开')).then(() => 'found', (error) => error.code),
                new Promise((resolve) => setTimeout(resolve, 5000, 'hangs')),
            ])"""
        )
    assert said == "wasm"


TOTAL_OR_ERROR = """async () => {
    const { search } = await import('/assets/search.js');
    return search('财政局', { limit: 20 }).then(({ total }) => total, (error) => error.code);
}"""


def test_a_program_that_does_not_start_is_said_and_tried_again(
    browser: Browser, indexed_site: Path, truth: Truth
) -> None:
    with searching(browser, indexed_site) as ask:
        tab: Page = ask.tab  # type: ignore[attr-defined]
        tab.evaluate(
            """() => {
                const plain = WebAssembly.instantiate;
                globalThis.mend = () => { WebAssembly.instantiate = plain; };
                WebAssembly.instantiate = async () => { throw new Error('no'); };
            }"""
        )
        assert tab.evaluate(TOTAL_OR_ERROR) == "load"
        tab.evaluate("() => mend()")
        assert tab.evaluate(TOTAL_OR_ERROR) == len(truth.find("财政局"))


@pytest.mark.parametrize(
    ("file", "status"),
    [
        ("start.bin", 404),
        ("engine/pagefind.js", 500),
        pytest.param("start.bin", 0, marks=pytest.mark.proof),
        pytest.param("*/index/*.pf_index", 404, marks=pytest.mark.proof),
        ("*/index/*.pf_index", 0),
        ("*/fragment/*.pf_fragment", 500),
    ],
)
def test_a_file_that_does_not_come_is_said_and_tried_again(
    browser: Browser, indexed_site: Path, truth: Truth, file: str, status: int
) -> None:
    with searching(browser, indexed_site) as ask:
        tab: Page = ask.tab  # type: ignore[attr-defined]
        pattern = f"**/pagefind/{file}*"
        tab.route(pattern, lambda route: route.fulfill(status=status) if status else route.abort())
        assert tab.evaluate(TOTAL_OR_ERROR) == "load"
        assert tab.evaluate(TOTAL_OR_ERROR) == "load"
        tab.unroute(pattern)
        assert tab.evaluate(TOTAL_OR_ERROR) == len(truth.find("财政局"))
        assert differences(truth, ask, ["财政局"]) == []


def test_results_of_every_place_are_there(ask: Ask, truth: Truth) -> None:
    places = {hit["meta"]["jurisdiction"] for hit in ask("公开")["hits"]}
    assert places >= {"quanzhou", "xiamen", "xiamen-huoju", "kaiping", "siming"}
    assert found(ask("公开")) == truth.find("公开")


def test_many_searches_at_once_do_not_mix(ask: Ask, truth: Truth) -> None:
    queries = [*filter(None, HARD), *sample(truth.pages, 100, 7)]
    totals = ask.tab.evaluate(  # type: ignore[attr-defined]
        """async (queries) => {
            const { search } = await import('/assets/search.js');
            const answers = await Promise.all(queries.map((q) => search(q, { limit: 0 })));
            return answers.map(({ total, exact }) => (exact ? total : 0));
        }""",
        queries,
    )
    assert totals == [len(truth.find(query)) for query in queries]


def test_three_pages_open_at_once_can_each_search(browser: Browser, indexed_site: Path, truth: Truth) -> None:
    kinds = ("", "search/", "agencies/quanzhou/caizhengju/")
    with serving(indexed_site, "/", {"Content-Security-Policy": POLICY}) as address:
        context = browser.new_context()
        elsewhere: list[str] = []
        context.on("request", lambda r: elsewhere.append(r.url) if not r.url.startswith(address) else None)
        try:
            tabs = [context.new_page() for _ in kinds]
            for tab, kind in zip(tabs, kinds, strict=True):
                tab.goto(address + kind)
            start = (
                "() => { window.asked = import('/assets/search.js').then((m) => m.search('市财政局', { limit: 0 })); }"
            )
            for tab in tabs:
                tab.evaluate(start)
            totals = [tab.evaluate("async () => (await window.asked).total") for tab in tabs]
        finally:
            context.close()
    assert totals == [len(truth.find("市财政局"))] * 3
    assert elsewhere == []


# ---- ten thousand tasks


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten places, 200 notices, 10,000 tasks, as built."""
    root = synthetic.write(tmp_path_factory.mktemp("large") / "portal", REPOSITORY / "content")
    started = time.monotonic()
    command = [sys.executable, "-m", "gksite", "build", "--root", root, "--today", TODAY]
    subprocess.run(command, check=True, timeout=1800, cwd=REPOSITORY)
    files = [p for p in (root / "output/pagefind").rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files) / 1e6
    print(f"\nbuilt in {time.monotonic() - started:.1f} s; pagefind/ {size:.1f} MB in {len(files)} files")
    return root / "output"


@pytest.mark.proof
def test_ten_thousand_tasks_are_searched_exactly_and_with_little_to_load(browser: Browser, large: Path) -> None:
    scan = Truth(large / "data")
    assert sum(page.kind == "task" for page in scan.pages) == 10_000
    queries = sample(scan.pages, 500, 8)
    script = """async (query) => {
        const before = performance.now();
        const { search } = await import('/assets/search.js');
        const { total, exact } = await search(query, { limit: 0 });
        return [performance.now() - before, exact ? total : 0];
    }"""
    with searching(browser, large) as ask:
        tab: Page = ask.tab  # type: ignore[attr-defined]
        sizes: list[int] = []
        tab.on("response", lambda r: sizes.append(int(r.headers.get("content-length", "0"))))
        spent, total = tab.evaluate(script, "市财政局")
        assert total == len(scan.find("市财政局"))
        first = sum(sizes)
        print(f"\nready and first query: {first / 1000:.0f} kB in {len(sizes)} files, {spent:.0f} ms")
        times, bytes = [], []
        for query in queries:
            sizes.clear()
            spent, total = tab.evaluate(script, query)
            times.append(spent)
            bytes.append(sum(sizes))
            assert total == len(scan.find(query)), query
        times.sort()
        print(
            f"{len(times)} further queries: median {times[len(times) // 2]:.0f} ms, 99th percentile "
            f"{times[len(times) * 99 // 100]:.0f} ms; median {sorted(bytes)[len(bytes) // 2] / 1000:.0f} kB, "
            f"the first 200 {sorted(bytes[:200])[100] / 1000:.0f} kB"
        )
    assert first <= 450_000
