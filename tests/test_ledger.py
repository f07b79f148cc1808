"""Addresses last: one that was published answers, leads on, or says that its content was withdrawn."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from portal import AGENCIES, AGENCIES_PATH, NOTICE, NOTICE_PATH, Ran, build, gksite, tree, waive

LEDGER = "content/ledger.yaml"
RENAMED = "content/notices/new-2018.yaml"
MOVED = "addresses:\n  - {address: /notices/ceshi-2018/, moved: /notices/new-2018/}\n"


def codes(ran: Ran) -> list[str]:
    """The codes of the reports."""
    return re.findall(r": (GK\d{3}) ", ran.err)


def rename(root: Path) -> None:
    """Give the notice another id."""
    (root / NOTICE_PATH).unlink()
    (root / RENAMED).write_text(NOTICE.replace("id: ceshi-2018", "id: new-2018"), encoding="utf-8")
    waive(root)


def said(output: Path, address: str) -> str:
    """How an address answers: live, the address to which it leads, or withdrawn; silence is an error."""
    page = BeautifulSoup((output / address.strip("/") / "index.html").read_bytes(), "lxml")
    refresh = page.find("meta", {"http-equiv": "refresh"})
    if refresh is not None:
        assert page.main is not None
        (link,) = page.main.find_all("a")
        assert refresh["content"] == f"0; url={link['href']}"
        target = ((output / address.strip("/")) / str(link["href"])).resolve()
        assert (target / "index.html").is_file()
        return f"/{target.relative_to(output.resolve()).as_posix()}/"
    if "已撤下" in page.h1.get_text():
        assert page.find("meta", {"name": "robots", "content": "noindex"}) is not None
        return "withdrawn"
    return "live"


def test_a_build_that_loses_pages_stops_with_the_list_and_changes_nothing(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    before = tree(root / "output")
    rename(root)
    ran = build(root)
    assert (ran.code, codes(ran)) == (1, ["GK316"])
    assert ran.lines[0].startswith(f"{LEDGER}: GK316 网址 /notices/ceshi-2018/ 连同其下 4 个网址公布过")
    assert tree(root / "output") == before


@pytest.mark.parametrize(
    ("path", "old", "new", "lost"),
    [
        (NOTICE_PATH, "number: 3", "number: 4", ["/notices/ceshi-2018/tasks/3/"]),
        (AGENCIES_PATH, "id: ge-bumen", "id: bumen", ["/agencies/ceshi/ge-bumen/"]),
    ],
)
def test_tasks_and_agencies_count_too(
    portal: Callable[..., Path], path: str, old: str, new: str, lost: list[str]
) -> None:
    root = portal()
    assert build(root).code == 0
    (root / path).write_text((root / path).read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    ran = build(root)
    assert ran.code == 1
    assert [address for address in lost if address in ran.err] == lost


def test_the_ledger_is_asked_where_there_is_no_output(portal: Callable[..., Path], tmp_path: Path) -> None:
    root = portal()
    assert build(root, "--record").code == 0
    rename(root)
    assert codes(build(root, "--output", tmp_path / "elsewhere")) == ["GK316"]
    assert codes(gksite("check", "--root", root, "--today", "2026-01-01")) == ["GK316"]


def test_a_moved_notice_leads_on_with_all_that_is_below_it(portal: Callable[..., Path]) -> None:
    root = portal({"site.yaml": "name: 测试门户\nurl: https://a.example/zwgk/\n"})
    assert build(root).code == 0
    rename(root)
    (root / LEDGER).write_text(MOVED, encoding="utf-8")
    assert build(root).code == 0
    output = root / "output"
    for below in ("", "source/", "tasks/1/", "tasks/3/"):
        assert said(output, f"/notices/ceshi-2018/{below}") == f"/notices/new-2018/{below}"
    page = (output / "notices/ceshi-2018/index.html").read_text(encoding="utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../new-2018/">' in page
    assert '<link rel="canonical" href="https://a.example/zwgk/notices/new-2018/">' in page
    assert "ceshi-2018" not in (output / "sitemap.xml").read_text(encoding="utf-8")
    lines = (root / ".gksite/output/redirects.txt").read_text(encoding="utf-8").splitlines()
    assert "/zwgk/notices/ceshi-2018/ /zwgk/notices/new-2018/" in lines
    assert build(root, "--output", root / "usb", "--offline").code == 0
    page = (root / "usb/notices/ceshi-2018/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../new-2018/index.html"' in page


def test_a_withdrawn_notice_says_so_and_nothing_else_of_it_is_left(portal: Callable[..., Path]) -> None:
    root = portal(
        {"content/notices/other-2019.yaml": NOTICE.replace("ceshi-2018", "other-2019").replace("预决", "甲乙")}
    )
    assert build(root, "--record").code == 0
    (root / "content/notices/other-2019.yaml").unlink()
    entry = "addresses:\n  - {address: /notices/other-2019/, withdrawn: {on: 2025-12-31, why: 含有个人信息}}\n"
    (root / LEDGER).write_text(entry + (root / LEDGER).read_text(encoding="utf-8"), encoding="utf-8")
    assert gksite("build", "--root", root, "--today", "2026-01-01").code == 0
    page = (root / "output/notices/other-2019/index.html").read_text(encoding="utf-8")
    assert "本页内容已于2025年12月31日撤下。" in page
    assert "含有个人信息" in page
    for path in (root / "output").rglob("*"):
        assert not path.is_file() or "甲乙".encode() not in path.read_bytes(), path
    for address in ("", "tasks/1/", "source/"):
        assert said(root / "output", f"/notices/other-2019/{address}") == "withdrawn"
    lists = ("notices/index.html", "sitemap/index.html", "data/index.html", "pagefind/text.js")
    assert all("other-2019" not in (root / "output" / name).read_text(encoding="utf-8") for name in lists)


def test_a_notice_that_is_closed_is_never_asked_about(portal: Callable[..., Path]) -> None:
    """Closing must not wait for a signature; the day is shown once it is recorded."""
    root = portal()
    assert build(root, "--record").code == 0
    (root / NOTICE_PATH).write_text(NOTICE.replace("主动公开", "不予公开"), encoding="utf-8")
    ran = build(root)
    assert (ran.code, codes(ran)) == (0, ["GK701"])
    assert said(root / "output", "/notices/ceshi-2018/tasks/2/") == "withdrawn"
    assert "公开审计结果" not in (root / "output/notices/ceshi-2018/tasks/2/index.html").read_text(encoding="utf-8")
    assert build(root, "--record").code == 0
    page = (root / "output/notices/ceshi-2018/index.html").read_text(encoding="utf-8")
    assert "本页内容已于2026年1月1日撤下。" in page
    held = yaml.safe_load((root / LEDGER).read_text(encoding="utf-8"))
    assert [fate["address"] for fate in held["addresses"]] == ["/notices/ceshi-2018/"]


def test_remove_deletes_what_only_output_knows_and_withdraws_what_is_recorded(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    rename(root)
    assert build(root, "--remove").code == 0
    assert not (root / "output/notices/ceshi-2018").exists()
    assert not (root / LEDGER).exists()
    assert build(root, "--record").code == 0
    (root / RENAMED).unlink()
    (root / NOTICE_PATH).write_text(NOTICE, encoding="utf-8")
    assert build(root).code == 1
    assert build(root, "--remove").code == 0
    held = yaml.load((root / LEDGER).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert held["addresses"] == [{"address": "/notices/new-2018/", "withdrawn": {"on": "2026-01-01"}}]
    assert said(root / "output", "/notices/new-2018/tasks/1/") == "withdrawn"
    assert build(root).code == 0


def test_a_build_that_would_lose_a_third_of_the_pages_stops_with_the_list(portal: Callable[..., Path]) -> None:
    others = {f"content/notices/n{i}.yaml": NOTICE.replace("ceshi-2018", f"n{i}") for i in range(3)}
    root = portal(others)
    assert build(root).code == 0
    before = tree(root / "output")
    for name in others:
        (root / name).write_text("draft: true\n" + others[name], encoding="utf-8")
    ran = build(root)
    assert (ran.code, codes(ran)) == (1, ["GK332"] * 3 + ["GK702"] * 3)
    assert ran.lines[0].startswith(
        "content: GK332 网址 /notices/n0/ 连同其下 4 个网址的内容这一次会没有；一共会没有 15 页"
    )
    assert tree(root / "output") == before
    assert codes(gksite("check", "--root", root, "--today", "2026-01-01"))[:3] == ["GK332"] * 3
    assert build(root, "--remove").code == 0
    assert said(root / "output", "/notices/n1/tasks/1/") == "withdrawn"
    assert build(root).code == 0  # what has gone is not counted again
    (root / NOTICE_PATH).write_text("draft: true\n" + NOTICE, encoding="utf-8")
    assert build(root).code == 0  # closing a single one never waits


def test_written_pages_count_among_those_that_may_not_all_go(portal: Callable[..., Path]) -> None:
    root = portal({f"content/pages/p{i}.md": f"# 页面{i}\n\n文字。\n" for i in range(13)})
    assert build(root).code == 0
    for i in range(4):
        (root / f"content/pages/p{i}.md").unlink()
    assert build(root).code == 0
    for i in range(4, 13):
        (root / f"content/pages/p{i}.md").unlink()
    ran = build(root)
    assert (ran.code, codes(ran)) == (1, ["GK332"] * 9)
    assert build(root, "--remove").code == 0


def test_what_the_ledger_accounts_for_is_no_loss(portal: Callable[..., Path]) -> None:
    others = {f"content/notices/n{i}.yaml": NOTICE.replace("ceshi-2018", f"n{i}") for i in range(3)}
    root = portal(others)
    assert build(root).code == 0
    for name in others:
        (root / name).unlink()
    fates = "".join(f"  - {{address: /notices/n{i}/, withdrawn: {{on: 2026-01-01}}}}\n" for i in range(3))
    (root / LEDGER).write_text("addresses:\n" + fates, encoding="utf-8")
    assert build(root).code == 0


def test_what_comes_back_is_live_and_the_ledger_keeps_its_words(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root, "--record").code == 0
    (root / LEDGER).write_text(f"# 我的话\n{MOVED}\n" + (root / LEDGER).read_text(encoding="utf-8"), encoding="utf-8")
    rename(root)
    assert build(root, "--record").code == 0
    (root / NOTICE_PATH).write_text(NOTICE, encoding="utf-8")
    waive(root)
    ran = build(root, "--record")
    assert (ran.code, codes(ran)) == (0, ["GK319"])
    assert said(root / "output", "/notices/ceshi-2018/") == "live"
    text = (root / LEDGER).read_text(encoding="utf-8")
    assert text.startswith(f"# 我的话\n{MOVED}")
    assert re.findall(r"id: (\w+-\d+)", text) == ["ceshi-2018", "new-2018"]


def test_chains_are_followed_to_their_end_and_circles_are_told(portal: Callable[..., Path]) -> None:
    moves = [("a", "b"), ("b", "c"), ("c", "ceshi-2018")]
    lines = [f"  - {{address: /notices/{a}/, moved: /notices/{b}/}}\n" for a, b in moves]
    root = portal({LEDGER: "addresses:\n" + "".join(lines)})
    assert build(root).code == 0
    assert {said(root / "output", f"/notices/{name}/") for name in "abc"} == {"/notices/ceshi-2018/"}
    moves[-1] = ("c", "a")
    lines = [f"  - {{address: /notices/{a}/, moved: /notices/{b}/}}\n" for a, b in moves]
    (root / LEDGER).write_text("addresses:\n" + "".join(lines), encoding="utf-8")
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0] == f"{LEDGER}:2:15: GK317 /notices/a/ 移到 /notices/b/，又移回原处，成了循环"


def test_a_move_to_nowhere_is_told_with_the_nearest(portal: Callable[..., Path]) -> None:
    root = portal({LEDGER: "addresses:\n  - {address: /notices/old/, moved: /notices/ceshi-2108/}\n"})
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0] == (
        f"{LEDGER}:2:15: GK317 /notices/old/ 移到 /notices/ceshi-2108/，那里没有页面；是否为“/notices/ceshi-2018/”？"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("addresses:\n  - {adress: /a/, moved: /notices/}\n", "GK101"),
        ("addresses:\n  - {address: notices/a, moved: /notices/}\n", "GK103"),
        ("addresses:\n  - {address: /../a/, moved: /notices/}\n", "GK103"),
        ("addresses:\n  - {address: /a/}\n", "GK103"),
        ("addresses:\n  - {address: /a/, moved: /notices/, withdrawn: {on: 2026-01-01}}\n", "GK103"),
        ("addresses:\n" + "  - {address: /a/, moved: /notices/}\n" * 2, "GK103"),
        ("addresses:\n  - {address: /a/, withdrawn: {on: 昨天}}\n", "GK103"),
        ("addresses:\n  - {address: /a/, withdrawn: {why: 有误}}\n", "GK102"),
        ("published:\n  notices:\n    - {id: a, tasks: 3-1}\n", "GK103"),
        ("published:\n  notices:\n    - {id: a, tasks: 1-99999999}\n", "GK103"),
        ("published:\n  notices:\n    - {id: a, tasks: 1至3}\n", "GK103"),
    ],
)
def test_a_ledger_with_a_fault_is_told_at_its_place(portal: Callable[..., Path], text: str, code: str) -> None:
    ran = build(portal({LEDGER: text}))
    assert (ran.code, code in codes(ran)) == (1, True), ran.err
    assert re.match(rf"{LEDGER}:\d+:\d+: ", ran.lines[0])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 空\npublished: {}\n",
        "addresses: []\n",
        "{addresses: [], published: {notices: [{id: old, tasks: '1-3, 7', index_codes: ['01']}]}}\n",
        "published:\n  agencies:\n  - jurisdiction: ceshi\n    ids: [old]\naddresses:\n- {address: /x/, moved: /data/}",
    ],
)
def test_a_ledger_of_any_form_is_added_to(portal: Callable[..., Path], text: str) -> None:
    """Nothing that it records is lost, and it is a ledger again."""
    root = portal({LEDGER: text} if text else {})
    before = yaml.load(text, yaml.BaseLoader) or {}
    assert build(root, "--record", "--remove").code == 0
    held = yaml.load((root / LEDGER).read_text(encoding="utf-8"), yaml.BaseLoader)
    notices = {notice["id"]: notice for notice in held["published"]["notices"]}
    assert notices["ceshi-2018"] == {"id": "ceshi-2018", "tasks": "1-3", "source": "true"}
    for notice in before.get("published", {}).get("notices", []):
        assert notices[notice["id"]] == notice
    ids = {"caizhengju", "shenjiju", "ge-bumen"}
    for place in before.get("published", {}).get("agencies", []):
        ids |= set(place["ids"])
    assert {id for place in held["published"]["agencies"] for id in place["ids"]} == ids
    again = (root / LEDGER).read_text(encoding="utf-8")
    assert build(root, "--record").code == 0
    assert (root / LEDGER).read_text(encoding="utf-8") == again


def test_a_renumbering_says_which_addresses_mean_something_else(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    text = NOTICE.replace("number: 1\n", "number: 9\n").replace("number: 2\n", "number: 1\n")
    (root / NOTICE_PATH).write_text(text.replace("number: 9\n", "number: 2\n"), encoding="utf-8")
    ran = build(root)
    assert (ran.code, codes(ran)) == (0, ["GK318"])
    assert "2 个网址换了内容，2 原是“公开审计结果”，现是“公开预决算”；1 原是“公开预决算”，现是“公开审计结果”" in ran.err


def test_a_withdrawal_after_today_is_told(portal: Callable[..., Path]) -> None:
    ran = build(portal({LEDGER: "addresses:\n  - {address: /a/, withdrawn: {on: 2099-01-01}}\n"}))
    assert f"{LEDGER}:2:36: GK211 提醒：withdrawn.on 是 2099-01-01，晚于今天" in ran.err


def test_agencies_that_exchange_their_ids_are_told_and_one_with_a_new_name_is_not(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    text = AGENCIES.replace("id: caizhengju", "id: x").replace("id: shenjiju", "id: caizhengju")
    (root / AGENCIES_PATH).write_text(text.replace("id: x", "id: shenjiju"), encoding="utf-8")
    ran = build(root)
    assert (ran.code, codes(ran)) == (0, ["GK318"])
    assert f"{AGENCIES_PATH}: GK318 提醒：2 个网址换了内容，shenjiju 原是“市审计局”，现是“市财政局”" in ran.err
    (root / AGENCIES_PATH).write_text(AGENCIES.replace("name: 市审计局", "name: 市审计厅"), encoding="utf-8")
    (root / NOTICE_PATH).write_text(NOTICE.replace("市审计局", "市审计厅"), encoding="utf-8")
    assert build(root).code == 0
    assert codes(build(root)) == []


def test_a_correction_of_a_task_is_no_renumbering(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    (root / NOTICE_PATH).write_text(NOTICE.replace("公开审计结果", "公开审计的结果"), encoding="utf-8")
    assert codes(build(root)) == []


class Office:
    """An editor who renames, deletes, renumbers and restores, and accounts for it or asks for removal."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.notices = {"ceshi-2018": [1, 2, 3]}
        self.agencies = {"ge-bumen"}
        self.moves: dict[str, str] = {}
        self.ever: set[str] = set()
        self.count = 0

    def change(self) -> None:
        """One edit."""
        self.count += 1
        id = self.chance.choice(sorted(self.notices))
        match self.chance.choice(["rename", "rename", "delete", "renumber", "restore", "agency", "add"]):
            case "rename":
                self.notices[f"n{self.count}"] = self.notices.pop(id)
                self.moves[f"/notices/{id}/"] = f"/notices/n{self.count}/"
            case "delete" if len(self.notices) > 1:
                del self.notices[id]
            case "renumber":
                self.notices[id] = sorted(self.chance.sample(range(1, 9), 3))
            case "restore" if self.moves:
                self.notices[self.chance.choice(sorted(self.moves)).split("/")[2]] = [1, 2, 3]
            case "agency":
                self.agencies = {f"bumen-{self.chance.randint(1, 3)}"}
            case _:
                self.notices[f"n{self.count}"] = [1, 2, 3]

    def write(self) -> None:
        """The content as it is now, and the moves in the ledger."""
        for path in (self.root / "content/notices").iterdir():
            path.unlink()
        for id, numbers in self.notices.items():
            text = NOTICE.replace("id: ceshi-2018", f"id: {id}")
            for old, new in zip((1, 2, 3), numbers, strict=True):
                text = text.replace(f"number: {old}\n", f"number: _{new}\n")
            (self.root / f"content/notices/{id}.yaml").write_text(
                text.replace("number: _", "number: "), encoding="utf-8"
            )
        (agency,) = self.agencies
        (self.root / AGENCIES_PATH).write_text(AGENCIES.replace("ge-bumen", agency), encoding="utf-8")
        path = self.root / LEDGER
        text = path.read_text(encoding="utf-8") if path.exists() else "addresses:\n"
        held = yaml.load(text, yaml.BaseLoader).get("addresses") or []
        known = {fate["address"] for fate in held}
        lines = [f"  - {{address: {a}, moved: {b}}}\n" for a, b in self.moves.items() if a not in known]
        if "addresses:\n" not in text:
            text = "addresses:\n" + text
        path.write_text(text.replace("addresses:\n", "addresses:\n" + "".join(lines), 1), encoding="utf-8")

    def publish(self) -> None:
        """A build, after which every address of all time answers."""
        ran = build(self.root, "--record", "--remove")
        assert ran.code == 0, ran.err
        output = self.root / "output"
        live = {f"/agencies/ceshi/{agency}/" for agency in self.agencies}
        for id, numbers in self.notices.items():
            live |= {f"/notices/{id}/", *(f"/notices/{id}/tasks/{number}/" for number in numbers)}
        assert {address for address in live if said(output, address) != "live"} == set()
        self.ever |= live
        assert {address for address in self.ever - live if said(output, address) == "live"} == set()


def rounds(root: Path, seed: int, count: int) -> None:
    office = Office(root, seed)
    office.publish()
    for _ in range(count):
        office.change()
        office.write()
        office.publish()
    assert len(office.ever) > count


def test_every_address_that_was_ever_published_answers(portal: Callable[..., Path]) -> None:
    rounds(portal(), 1, 6)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(5))
def test_every_address_answers_after_fifty_rounds_of_editing(portal: Callable[..., Path], seed: int) -> None:
    rounds(portal(), seed, 50)
