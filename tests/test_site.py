"""The real site says what the YAML says, on pages that anybody can read: counted and compared independently."""

import gzip
import hashlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from portal import REPOSITORY, build

CONTENT = REPOSITORY / "content"
Pages = dict[str, BeautifulSoup]


class Plain(yaml.SafeLoader):
    """YAML in which a date is the text that it is."""


Plain.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if "timestamp" not in tag]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(folder: str, key: str) -> dict[str, dict[str, Any]]:
    """The YAML files of a folder by their own key."""
    found = [yaml.load(p.read_text(encoding="utf-8"), Plain) for p in sorted((CONTENT / folder).glob("*.yaml"))]
    return {each[key]: each for each in found}


NOTICES, REGISTRIES = loaded("notices", "id"), loaded("agencies", "jurisdiction")


def walk(
    sections: list[dict[str, Any]], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every task with its headings, in reading order."""
    for section in sections:
        path = (*above, section["title"])
        yield from ((path, task) for task in section.get("tasks", ()))
        yield from walk(section.get("sections", []), path)


TASKS = {
    (id, task["number"]): (path, task) for id, notice in NOTICES.items() for path, task in walk(notice["sections"])
}


def bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def key_of(jurisdiction: str | None, name: str) -> tuple[str, str]:
    """The agency that a name means: in its jurisdiction, else in the parents'."""
    while jurisdiction:
        for agency in REGISTRIES[jurisdiction]["agencies"]:
            if bare(name) in {
                bare(n) for n in (agency["name"], agency.get("full_name") or "", *agency.get("aliases", ()))
            }:
                return jurisdiction, agency["id"]
        jurisdiction = REGISTRIES[jurisdiction].get("parent")
    raise AssertionError(name)


def mentions(id: str, task: dict[str, Any], role: str) -> list[tuple[tuple[str, str], str]]:
    """The agencies of a cell with the words written there."""
    entries = [e if isinstance(e, dict) else {"name": e} for e in task.get(role) or ()]
    return [(key_of(NOTICES[id]["jurisdiction"], e["name"]), e.get("as", e["name"])) for e in entries]


AGENCIES = {(j, a["id"]): a for j, registry in REGISTRIES.items() for a in registry["agencies"]}
ROLES: dict[str, dict[tuple[str, str], set[tuple[str, int]]]] = {role: defaultdict(set) for role in ("lead", "support")}
for (_id, _number), (_, _task) in TASKS.items():
    for _role, _index in ROLES.items():
        for _key, _ in mentions(_id, _task, _role):
            _index[_key].add((_id, _number))


def text_of(element: Any) -> str:
    return " ".join(element.get_text().split())


def test_there_are_245_tasks_and_5_notices_and_each_has_its_page(real_pages: Pages) -> None:
    assert len(TASKS) == 245
    tasks = {p for p in real_pages if re.fullmatch(r"notices/[^/]+/tasks/\d+/index\.html", p)}
    assert tasks == {f"notices/{id}/tasks/{number}/index.html" for id, number in TASKS}
    notices = {p for p in real_pages if re.fullmatch(r"notices/[^/]+/index\.html", p)}
    assert notices == {f"notices/{id}/index.html" for id in NOTICES}
    assert len(notices) == 5


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_what_the_build_says(real_site: Path, readme: str) -> None:
    count = sum(path.is_file() for path in real_site.rglob("*")) - 1  # the list of them is none of the site's files
    said = f"已生成 5 份通知、245 项任务、142 个单位；{count} 个文件，更新 {count} 个，删除 0 个\n"
    assert said in (REPOSITORY / readme).read_text(encoding="utf-8")


def test_every_agency_has_its_page_and_every_jurisdiction_too(real_pages: Pages) -> None:
    pages = {p for p in real_pages if re.fullmatch(r"agencies/[^/]+/[^/]+/index\.html", p)}
    assert pages == {f"agencies/{j}/{a}/index.html" for j, a in AGENCIES}
    assert {p for p in real_pages if re.fullmatch(r"agencies/[^/]+/index\.html", p)} == {
        f"agencies/{j}/index.html" for j in REGISTRIES
    }


def test_no_other_page_is_there(real_pages: Pages) -> None:
    rest = {
        p
        for p in real_pages
        if not p.startswith(("notices/", "agencies/", "topics/", "tasks/", "deadlines/", "documents/", "compare/"))
    }
    written = {f"{p.stem}/index.html" for p in (CONTENT / "pages").glob("*.md")}
    generated = {f"{name}/index.html" for name in ("search", "sitemap", "data", "data/schema", "accessibility")}
    assert rest == {"index.html", "404.html"} | generated | written
    lists = {f"tasks/{notice['jurisdiction']}/index.html" for notice in NOTICES.values()}
    pages = {p for p in real_pages if p.startswith("tasks/")}
    assert {p for p in pages if not re.search(r"/\d+/", p)} == {"tasks/index.html"} | lists
    following = {f"tasks/{n}/index.html" for n in range(2, 7)}
    assert {p for p in pages if re.fullmatch(r"tasks/\d+/index\.html", p)} == following


@pytest.mark.parametrize("id", NOTICES)
def test_a_source_has_a_page_with_an_anchor_per_line_and_the_file_itself(
    real_site: Path, real_pages: Pages, id: str
) -> None:
    source = NOTICES[id]["source"]
    original = (CONTENT / "sources" / source["file"]).read_bytes()
    copy = (real_site / "notices" / id / "source" / source["file"]).read_bytes()
    assert copy == original
    assert hashlib.sha256(copy).hexdigest() == source["sha256"]
    page = real_pages[f"notices/{id}/source/index.html"]
    assert source["sha256"] in page.get_text()
    lines = original.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n").split("\n")
    anchors = [tag["id"] for tag in page.find_all(id=re.compile(r"^L\d+$"))]
    assert anchors == [f"L{i}" for i in range(1, len(lines) + 1)]
    for number, line in enumerate(lines, 1):
        assert bare(line) in bare(page.find(id=f"L{number}").get_text()), number


NOTICE_KEYS = {
    *("id", "jurisdiction", "title", "number", "issuer", "year", "issued", "printed", "published", "disclosure"),
    *("status", "subject", "index_code", "addressees", "preamble", "closing", "cc", "url", "licence", "source"),
    *("table_title", "deadlines", "documents", "corrections", "tasks"),
}
TASK_KEYS = {
    *("id", "number", "label", "url", "sections", "title", "requirement", "lead", "support", "remark", "deadlines"),
    *("source", "inherited", "note"),
}


def exported(site: Path, id: str) -> dict[str, Any]:
    return json.loads((site / f"data/notices/{id}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("id", NOTICES)
def test_the_data_keeps_every_key_of_its_contract(real_site: Path, id: str) -> None:
    data = exported(real_site, id)
    assert data["schema"] == "gksite/notice/2"
    assert set(data) >= NOTICE_KEYS
    assert set(data["jurisdiction"]) >= {"id", "name"}
    assert set(data["source"]) >= {"file", "sha256"}
    for key in ("cc", "deadlines", "documents", "corrections", "tasks"):
        assert isinstance(data[key], list), key
    for task in data["tasks"]:
        assert set(task) >= TASK_KEYS
        for key in ("sections", "lead", "support", "deadlines", "inherited"):
            assert isinstance(task[key], list), key
        for agency in (*task["lead"], *task["support"]):
            assert set(agency) >= {"id", "name", "as_written"}
        assert task["url"].endswith("/")
        assert not task["url"].startswith("/")
    assert "" not in _values(data)


def _values(data: Any) -> Iterator[Any]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    else:
        yield data


@pytest.mark.parametrize("id", NOTICES)
def test_the_data_says_what_the_yaml_says(real_site: Path, id: str) -> None:
    notice, data = NOTICES[id], exported(real_site, id)
    for key in NOTICE_KEYS - {
        "jurisdiction",
        "url",
        "licence",
        "tasks",
        "cc",
        "deadlines",
        "documents",
        "corrections",
        "source",
    }:
        wanted = notice.get(key)
        assert data[key] == (wanted.strip() if isinstance(wanted, str) else wanted), key
    assert data["url"] == f"notices/{id}/"
    assert data["cc"] == notice.get("cc", [])
    assert data["source"] == notice["source"]
    assert data["jurisdiction"] == {"id": notice["jurisdiction"], "name": REGISTRIES[notice["jurisdiction"]]["name"]}
    assert [t["number"] for t in data["tasks"]] == [number for i, number in TASKS if i == id]
    for task in data["tasks"]:
        path, wanted = TASKS[id, task["number"]]
        assert task["id"] == f"{id}/{task['number']}"
        assert task["url"] == f"notices/{id}/tasks/{task['number']}/"
        assert task["sections"] == list(path)
        for key in ("title", "label", "requirement", "remark", "note"):
            assert task[key] == (wanted[key].strip() if wanted.get(key) else None), (task["id"], key)
        assert task["inherited"] == wanted.get("inherited", [])
        assert task["source"]["lines"] == wanted["source"]["lines"]
        for role in ("lead", "support"):
            found = [(a["id"], a["name"], a["as_written"]) for a in task[role]]
            assert found == [(k[1], AGENCIES[k]["name"], words) for k, words in mentions(id, wanted, role)], task["id"]


def test_a_portal_without_facts_exports_null_and_empty_lists(portal: Callable[..., Path]) -> None:
    text = """\
id: bare-2018
jurisdiction: ceshi
title: 只有必填项
year: 2018
disclosure: 主动公开
sections: [{title: 一, tasks: [{number: 1, title: 甲}]}]
"""
    root = portal({"content/notices/bare-2018.yaml": text})
    assert build(root).code == 0
    data = exported(root / "output", "bare-2018")
    assert set(data) >= NOTICE_KEYS
    absent = NOTICE_KEYS - {"id", "jurisdiction", "title", "year", "disclosure", "url", "tasks"}
    assert {key: data[key] for key in absent if data[key] not in (None, [])} == {}
    (task,) = data["tasks"]
    assert {
        k: task[k] for k in TASK_KEYS - {"id", "number", "url", "sections", "title"} if task[k] not in (None, [])
    } == {}
    assert not (root / "output/notices/bare-2018/source").exists()


@pytest.mark.parametrize("id", NOTICES)
def test_a_notice_page_shows_every_task_in_its_section_in_order(real_pages: Pages, id: str) -> None:
    page = real_pages[f"notices/{id}/index.html"]
    rows = page.select("tr[id]")
    numbers = [int(row["id"][1:]) for row in rows if re.fullmatch(r"t\d+", row["id"])]
    assert numbers == [number for i, number in TASKS if i == id]
    heading = ""
    for row in page.select("[data-part] > h3, table.tasks tr"):
        head = row if row.name == "h3" else row.find("th", scope="rowgroup")
        if head:
            heading = "".join(head.find_all(string=lambda text: not text.find_parent(class_="count")))
        elif "id" in row.attrs:
            path, task = TASKS[id, int(row["id"][1:])]
            assert bare(heading) == bare(path[-1])
            for line in (task.get("title"), *(task.get("requirement") or "").splitlines()):
                assert bare(line or "") in bare(row.get_text())
            for role in ("lead", "support"):
                for key, _ in mentions(id, task, role):
                    assert bare(AGENCIES[key]["name"]) in bare(row.get_text())


@pytest.mark.parametrize("id", NOTICES)
def test_a_task_page_shows_its_text_its_agencies_and_its_source(real_pages: Pages, id: str) -> None:
    lines = (CONTENT / "sources" / NOTICES[id]["source"]["file"]).read_text(encoding="utf-8-sig").split("\n")
    for (other, number), (path, task) in TASKS.items():
        if other != id:
            continue
        page = real_pages[f"notices/{id}/tasks/{number}/index.html"]
        main = bare(page.main.get_text())
        texts = [
            *path,
            *(task.get(k) for k in ("title", "remark", "note")),
            *(task.get("requirement") or "").splitlines(),
        ]
        for text in texts:
            assert bare(text or "") in main, (id, number, text)
        links = {urljoin(f"/notices/{id}/tasks/{number}/", a["href"]) for a in page.main.find_all("a")}
        for role in ("lead", "support"):
            for (place, agency), _ in mentions(id, task, role):
                assert f"/agencies/{place}/{agency}/" in links
        first, last = task["source"]["lines"]
        assert f"/notices/{id}/source/#L{first}" in links
        for n in range(first, last + 1):
            assert bare(lines[n - 1]) in main, (id, number, n)


def test_neighbours_form_one_chain(real_pages: Pages) -> None:
    chains = [[f"notices/{id}/tasks/{number}/" for i, number in TASKS if i == id] for id in NOTICES]
    listed = [urljoin("/notices/", a["href"])[1:] for a in real_pages["notices/index.html"].main.select("li h2 a")]
    assert sorted(listed) == sorted(f"notices/{id}/" for id in NOTICES)
    for chain in (*chains, listed):
        for i, url in enumerate(chain):
            page = real_pages[f"{url}index.html"]
            found = {
                rel: urljoin(f"/{url}", a["href"])[1:]
                for rel in ("prev", "next")
                for a in page.select(f"a[rel~={rel}]")
            }
            wanted = {"prev": chain[i - 1] if i else None, "next": chain[i + 1] if i + 1 < len(chain) else None}
            assert found == {rel: to for rel, to in wanted.items() if to}, url


def test_an_agencys_page_counts_its_tasks_and_links_each(real_pages: Pages) -> None:
    for (place, id), agency in AGENCIES.items():
        page = real_pages[f"agencies/{place}/{id}/index.html"]
        lead, support = ROLES["lead"][place, id], ROLES["support"][place, id]
        headings = [text_of(h) for h in page.main.find_all("h2")]
        titles = (f"牵头 {len(lead)} 项", f"参与（责任、协办、配合）{len(support)} 项")
        assert [title in headings for title in titles] == [bool(lead), bool(support)]
        told = text_of(page.find(class_="lead"))
        if lead or support:
            assert f"牵头 {len(lead)} 项，参与（责任、协办、配合）{len(support)} 项" in told
        else:
            assert told == "原文没有点名由该单位承担的任务。"
        assert text_of(page.h1).endswith(agency.get("full_name") or agency["name"])
        url = f"/agencies/{place}/{id}/"
        under: dict[str, set[str]] = defaultdict(set)
        heading = ""
        for tag in page.main.find_all(["h2", "a"]):
            if tag.name == "h2":
                heading = text_of(tag)
            else:
                under[heading].add(urljoin(url, tag["href"]))
        for title, tasks in zip(titles, (lead, support), strict=True):
            linked = {u for u in under[title] if "/tasks/" in u}
            assert linked == {f"/notices/{n}/tasks/{number}/" for n, number in tasks}, url


def test_every_page_has_one_h1_a_language_landmarks_and_a_skip_link_first(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        assert page.html["lang"] == "zh-CN", path
        assert len(page.find_all("h1")) == 1, path
        assert page.main.find("h1"), path
        for tag in ("header", "main", "footer"):
            assert len(page.body.find_all(tag, recursive=True)) == 1, (path, tag)
        first = page.body.find(["a", "button", "input"])
        assert first["href"].startswith("#"), path
        assert page.find(id=first["href"][1:]).name == "main", path
        assert first.find_parent("header") is None, path
        labels = [nav.get("aria-label") for nav in page.find_all("nav")]
        assert all(labels), path
        assert len(set(labels)) == len(labels), path
        assert page.find("meta", charset=True)["charset"] == "utf-8", path
        assert "initial-scale=1" in page.find("meta", attrs={"name": "viewport"})["content"], path
        assert "user-scalable" not in page.find("meta", attrs={"name": "viewport"})["content"], path


def test_headings_never_skip_a_level(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        levels = [int(h.name[1]) for h in page.main.find_all(re.compile(r"^h[1-6]$"))]
        assert levels[0] == 1, path
        assert all(after - before <= 1 for before, after in pairwise(levels)), (path, levels)


def test_titles_are_unique_and_name_the_site(real_pages: Pages) -> None:
    titles = {path: text_of(page.title) for path, page in real_pages.items()}
    assert len(set(titles.values())) == len(titles)
    assert all("政务公开任务清单" in title for title in titles.values())
    assert all(text_of(page.title) for page in real_pages.values())


def test_ids_are_unique_on_each_page(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(set(ids)) == len(ids), path


def test_tables_have_a_caption_and_scoped_headers(real_pages: Pages) -> None:
    tables = 0
    for path, page in real_pages.items():
        for table in page.find_all("table"):
            tables += 1
            assert text_of(table.caption), path
            heads = table.find_all("th")
            assert heads, path
            assert all(head.get("scope") in ("col", "row", "colgroup", "rowgroup") for head in heads), path
            assert all(len(row.find_all("th")) == 1 for row in table.select("tbody tr")), path
    assert tables >= 255


def test_forms_have_labels(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        for field in page.find_all(["input", "select", "textarea"]):
            is_shown = field.get("type") != "hidden"
            assert not is_shown or page.find("label", attrs={"for": field["id"]}), path


def test_there_is_no_inline_script_style_or_handler_and_no_other_host(real_site: Path, real_pages: Pages) -> None:
    for path, page in real_pages.items():
        assert page.find_all("style") == [], path
        for script in page.find_all("script"):
            assert script.get("src"), path
            assert not (script.string or "").strip(), path
        for tag in page.find_all(True):
            assert not [a for a in tag.attrs if a.startswith("on") or a == "style"], (path, tag.name)
            if tag.name != "a" and not (tag.name == "link" and "canonical" in tag.get("rel", [])):
                for attribute in ("src", "href", "action", "srcset", "data", "poster"):
                    parts = urlsplit(tag.get(attribute, ""))
                    assert not parts.scheme, (path, tag)
                    assert not parts.netloc, (path, tag)
        for a in page.find_all("a"):
            assert not urlsplit(a["href"]).netloc or page.find(class_="prose"), (path, a)
    for css in (real_site / "assets").glob("*.css"):
        text = css.read_text(encoding="utf-8")
        assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", text)


def test_assets_are_named_by_their_content(real_site: Path) -> None:
    names = {p.name for p in (real_site / "assets").iterdir()}
    assert "search.js" in names
    for name in names - {"search.js"}:
        digest = name.split(".")[-2]
        assert hashlib.sha256((real_site / "assets" / name).read_bytes()).hexdigest().startswith(digest)
        assert len(digest) >= 8


def test_a_sample_says_so_on_every_page(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        assert "示例站点，非政府网站" in page.header.get_text(), path


def test_with_an_identity_no_page_calls_itself_a_sample(portal: Callable[..., Path]) -> None:
    identity = "identity: {organizer: 测试市人民政府办公室, site_code: '3505000000', contact: 0595-00000000}\n"
    root = portal({"site.yaml": "name: 测试\n" + identity})
    ran = build(root)
    assert ran.code == 0
    assert "示例站点" not in ran.out
    pages = list((root / "output").rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        page = BeautifulSoup(path.read_bytes(), "lxml")
        assert "示例站点" not in page.get_text()
        if page.find(class_="page-card"):
            assert "测试市人民政府办公室" in page.get_text()
            continue
        for text in ("测试市人民政府办公室", "3505000000", "0595-00000000"):
            assert text in page.footer.get_text()


def test_the_sitemap_for_search_engines_lists_every_page(real_site: Path, real_pages: Pages) -> None:
    base = yaml.safe_load((REPOSITORY / "site.yaml").read_text(encoding="utf-8"))["url"]
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [e.text for e in ElementTree.parse(real_site / "sitemap.xml").iter(f"{space}loc")]
    assert len(set(listed)) == len(listed)
    assert set(listed) == {base + p.removesuffix("index.html") for p in real_pages if p != "404.html"}
    assert f"Sitemap: {base}sitemap.xml" in (real_site / "robots.txt").read_text(encoding="utf-8").splitlines()
    for path, page in real_pages.items():
        canonical = page.find("link", rel="canonical")
        if path == "404.html":
            assert canonical is None
            assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        else:
            assert canonical["href"] == base + path.removesuffix("index.html")


def test_without_an_address_nothing_pretends_to_know_it(portal: Callable[..., Path]) -> None:
    root = portal()
    ran = build(root)
    assert ran.code == 0
    assert "没有生成 sitemap.xml" in ran.out
    assert not (root / "output/sitemap.xml").exists()
    assert "Sitemap" not in (root / "output/robots.txt").read_text(encoding="utf-8")
    for path in (root / "output").rglob("*.html"):
        assert b"canonical" not in path.read_bytes()


def test_every_page_is_reached_by_links_from_the_home_page(real_pages: Pages) -> None:
    seen, waiting = set(), ["index.html"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for a in real_pages[path].find_all("a"):
            parts = urlsplit(urljoin(f"http://site/{path}", a["href"]))
            target = parts.path[1:] + ("index.html" if parts.path.endswith("/") else "")
            if parts.netloc == "site" and target in real_pages:
                waiting.append(target)
    assert set(real_pages) - seen == {"404.html"}


def test_links_inside_the_site_are_relative(real_pages: Pages) -> None:
    for path, page in real_pages.items():
        if path != "404.html":
            for tag in page.find_all(["a", "link", "script", "form", "img"]):
                link = tag.get("href") or tag.get("src") or tag.get("action")
                assert not (link or "").startswith("/"), (path, link)


@pytest.mark.parametrize("id", NOTICES)
def test_the_metadata_box_has_what_the_source_has_and_says_what_it_lacks(real_pages: Pages, id: str) -> None:
    notice = NOTICES[id]
    box = real_pages[f"notices/{id}/index.html"].find("dl", class_="meta")
    rows = {text_of(dt): text_of(dt.find_next("dd")) for dt in box.find_all("dt")}
    keys = {
        "发文机关": "issuer",
        "发文字号": "number",
        "公开属性": "disclosure",
        "标题": "title",
        "索引号": "index_code",
    }
    absent = dict.fromkeys(("索引号", "主题分类", "发文机关", "成文日期", "发文字号"), "未注明")
    for label, key in {**keys, "主题分类": "subject", "有效性": "status"}.items():
        assert rows.get(label) == notice.get(key, absent.get(label)), label
    for label, key in {"成文日期": "issued", "印发日期": "printed"}.items():
        wanted = "{}年{}月{}日".format(*(int(n) for n in notice[key].split("-"))) if notice.get(key) else None
        assert rows.get(label) == (wanted or absent.get(label)), label
    assert rows["发布日期"] == "未注明"


def test_doubts_are_shown_as_notes(real_pages: Pages) -> None:
    doubtful = {key: task["note"] for key, (_, task) in TASKS.items() if task.get("note")}
    assert len(doubtful) > 20
    for (id, number), review in doubtful.items():
        for path in (f"notices/{id}/tasks/{number}/index.html", f"notices/{id}/index.html"):
            assert bare(review) in bare(real_pages[path].main.get_text()), (path, number)
            assert "说明" in real_pages[path].main.get_text()


def numbers(figure: Any) -> dict[str, tuple[int, ...]]:
    """A figure's table."""
    return {
        text_of(row.th): tuple(int(text_of(cell)) for cell in row.find_all("td")) for row in figure.select("tbody tr")
    }


@pytest.mark.parametrize("id", NOTICES)
def test_a_notices_figures_count_what_the_yaml_says(real_pages: Pages, id: str) -> None:
    page = real_pages[f"notices/{id}/index.html"]
    roles = {
        role: Counter(
            key for (i, _), (_, task) in TASKS.items() if i == id for key in {k for k, _ in mentions(id, task, role)}
        )
        for role in ROLES
    }
    named = roles["lead"] | roles["support"]
    both = {key: (roles["lead"][key], roles["support"][key]) for key in named if AGENCIES[key].get("kind") != "group"}
    figure = page.find("figure", id="by-agency")
    found = numbers(figure)
    assert len(found) == min(8, len(both))
    for link in figure.select("tbody a"):
        key = tuple(urljoin(f"/notices/{id}/", link["href"]).strip("/").split("/")[1:])
        assert found[text_of(link)] == both[key]
    fewest = min(sum(n) for n in found.values())
    assert fewest == sorted(map(sum, both.values()), reverse=True)[len(found) - 1]
    if len(both) > 8:
        assert f"另有 {len(both) - 8} 个单位" in text_of(figure)
    if len(named) > len(both):
        assert f"另有 {len(named) - len(both)} 个统称" in text_of(figure)


def test_an_agency_of_one_notice_has_no_figure(real_pages: Pages) -> None:
    for place, id in AGENCIES:
        assert real_pages[f"agencies/{place}/{id}/index.html"].find("figure") is None


@pytest.mark.parametrize("id", NOTICES)
def test_rows_carry_what_the_table_is_narrowed_by(real_pages: Pages, id: str) -> None:
    page = real_pages[f"notices/{id}/index.html"]
    tool = page.find(attrs={"data-narrow": True})
    assert tool.has_attr("hidden")
    titles = [bare(s["title"]) for s in NOTICES[id]["sections"]]
    parts = page.select("select[name=section] option[value]:not([value=''])")
    names = {option["value"]: bare(text_of(option)) for option in parts}
    agencies: Counter[str] = Counter()
    for row in page.select("[data-narrow-table] tr.task"):
        path, task = TASKS[id, int(row["id"][1:])]
        wanted = [f"{role}:{'/'.join(key)}" for role in ROLES for key, _ in mentions(id, task, role)]
        assert row["data-agencies"].split() == wanted
        agencies.update({token.split(":")[1] for token in wanted})
        if len(titles) > 1:
            assert names[row["data-section"]].startswith(bare(path[0]))
    options = page.select("select[name=agency] option[value]:not([value=''])")
    assert {o["value"]: text_of(o) for o in options} == {
        key: f"{AGENCIES[tuple(key.split('/'))]['name']}（{n}）" for key, n in agencies.items()
    }
    assert len(parts) == (len(titles) if len(titles) > 1 else 0)


def test_no_page_of_a_notice_is_heavy(real_site: Path) -> None:
    """The longest notice has 66 tasks."""
    sizes = {
        p.relative_to(real_site).as_posix(): len(gzip.compress(p.read_bytes()))
        for p in real_site.glob("notices/*/index.html")
    }
    assert max(sizes.values()) <= 60_000, sizes


def test_every_page_says_where_it_stands_and_leads_to_the_statement(real_pages: Pages) -> None:
    places = set()
    for path, page in real_pages.items():
        assert (page.find("nav", class_="crumbs") is None) == (path in ("index.html", "404.html")), path
        links = [text_of(a) for a in page.footer.find_all("a")]
        places.add(links.index("无障碍声明"))
        assert (page.find(class_="toolbar") is None) == (path in ("index.html", "404.html")), path
        assert page.header.find(attrs={"data-reading": True}).has_attr("hidden"), path
    assert len(places) == 1


@pytest.mark.parametrize("id", NOTICES)
def test_the_head_of_a_row_names_its_column_and_its_sections(real_pages: Pages, id: str) -> None:
    for table in real_pages[f"notices/{id}/index.html"].find_all("table", class_="tasks"):
        for head in table.find_all("th", scope="row"):
            path, _ = TASKS[id, int(head.parent["id"][1:])]
            column, *sections = (table.find("th", id=each) for each in head["headers"])
            assert column["scope"] == "col"
            told = [text_of(table.caption), *map(text_of, sections)]
            assert list(map(bare, told)) == list(map(bare, path))
