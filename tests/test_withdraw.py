"""One notice is withdrawn at once, whatever is wrong with other files, and all else is as last published."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from portal import AGENCIES_PATH, NOTICE, NOTICE_PATH, TODAY, Ran, gksite, tree

LEDGER = "content/ledger.yaml"
BAD_PATH = "content/notices/bad-2019.yaml"
BAD = NOTICE.replace("ceshi-2018", "bad-2019").replace("公开预决算", "公开甲乙丙丁")


def run(root: Path, command: str, *args: str) -> Ran:
    """A command on the portal, with search, on a fixed day."""
    return gksite(command, "--root", root, "--today", TODAY, *args)


def withdrawn(root: Path, *args: str) -> Ran:
    """The notice withdrawn, successfully."""
    ran = run(root, "withdraw", "bad-2019", *args)
    assert ran.code == 0, ran.err
    return ran


def holding(folder: Path, words: str) -> list[str]:
    """The files of a folder that hold some words."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and words.encode() in path.read_bytes():
            found.append(path.relative_to(folder).as_posix())
    return found


@pytest.fixture
def published(portal: Callable[..., Path]) -> Path:
    """A portal with two notices, built and recorded."""
    root = portal({BAD_PATH: BAD, "content/pages/about.md": "# 关于\n\n[那份通知](/notices/bad-2019/)\n"})
    assert run(root, "build", "--record").code == 0
    return root


def test_a_notice_is_withdrawn_though_other_files_have_errors(published: Path) -> None:
    root = published
    text = (root / BAD_PATH).read_text(encoding="utf-8")
    (root / "content/notices/x-2019.yaml").write_text("id: [", encoding="utf-8")
    (root / NOTICE_PATH).write_text(NOTICE.replace("公开审计结果", "还没有核对的话"), encoding="utf-8")
    (root / "site.yaml").write_text("nmae: 错", encoding="utf-8")
    assert run(root, "build").code == 1
    ran = withdrawn(root, "--reason", "含有个人信息")
    assert ran.err == ""
    assert f"{BAD_PATH} 没有改动" in ran.out
    output = root / "output"
    assert holding(output, "甲乙丙丁") == []
    assert holding(output, "还没有核对的话") == []
    for below in ("", "source/", "tasks/1/", "tasks/3/"):
        page = (output / f"notices/bad-2019/{below}index.html").read_text(encoding="utf-8")
        assert "本页内容已于2026年1月1日撤下。" in page
        assert "含有个人信息" in page
    for name in ("notices/index.html", "index.html", "sitemap/index.html", "agencies/ceshi/caizhengju/index.html"):
        assert "bad-2019" not in (output / name).read_text(encoding="utf-8")
    assert not (output / "data/notices/bad-2019.json").exists()
    assert (root / BAD_PATH).read_text(encoding="utf-8") == text
    held = yaml.load((root / LEDGER).read_text(encoding="utf-8"), yaml.BaseLoader)
    assert held["addresses"] == [
        {"address": "/notices/bad-2019/", "withdrawn": {"on": "2026-01-01", "why": "含有个人信息"}}
    ]
    assert {notice["id"] for notice in held["published"]["notices"]} == {"bad-2019", "ceshi-2018"}


def test_the_site_is_the_one_that_a_build_without_the_notice_makes(published: Path) -> None:
    withdrawn(published, "--reason", "有误")
    after = tree(published / "output")
    (published / BAD_PATH).unlink()
    assert run(published, "build").code == 0
    assert tree(published / "output") == after


def test_what_was_withdrawn_is_not_published_again_until_somebody_says_so(published: Path) -> None:
    withdrawn(published, "--reason", "含有个人信息")
    before = tree(published / "output")
    ran = run(published, "build")
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{LEDGER}:")
    assert "GK333 /notices/bad-2019/ 在这里写着已于 2026-01-01 撤下，而它的内容还在 content/ 里" in ran.lines[0]
    assert tree(published / "output") == before
    text = (published / BAD_PATH).read_text(encoding="utf-8")
    (published / BAD_PATH).write_text(text.replace("disclosure: 主动公开", "disclosure: 不予公开"), encoding="utf-8")
    assert run(published, "build").code == 0
    assert tree(published / "output") == before
    (published / BAD_PATH).write_text(text, encoding="utf-8")
    ledger = (published / LEDGER).read_text(encoding="utf-8")
    kept = [line for line in ledger.splitlines() if "withdrawn" not in line and line != "addresses:"]
    (published / LEDGER).write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert run(published, "build").code == 0
    assert "甲乙丙丁" in (published / "output/notices/bad-2019/index.html").read_text(encoding="utf-8")


def test_two_notices_are_withdrawn_one_after_the_other(published: Path) -> None:
    withdrawn(published)
    assert run(published, "withdraw", "ceshi-2018").code == 0
    home = (published / "output/index.html").read_text(encoding="utf-8")
    assert "本站还没有公布文件" in home
    again = run(published, "withdraw", "ceshi-2018")
    assert (again.code, again.err.strip()) == (2, "网站上没有编号为“ceshi-2018”的通知或信息")


def test_all_of_content_may_be_gone(published: Path) -> None:
    (published / "content").rename(published / "away")
    withdrawn(published)
    assert holding(published / "output", "甲乙丙丁") == []
    assert "bad-2019/, withdrawn" in (published / LEDGER).read_text(encoding="utf-8")


def test_a_notice_that_waited_when_the_site_was_built_still_waits(portal: Callable[..., Path]) -> None:
    waiting = NOTICE.replace("ceshi-2018", "w-2020").replace(
        "year: 2018\n", "year: 2018\npublished: 2026-01-02 09:00\n"
    )
    root = portal({BAD_PATH: BAD, "content/notices/w-2020.yaml": waiting})
    assert run(root, "build").code == 0
    assert gksite("withdraw", "bad-2019", "--root", root, "--today", "2026-03-01").code == 0
    assert holding(root / "output", "w-2020") == []


def test_a_site_is_withdrawn_from_as_it_was_built(portal: Callable[..., Path]) -> None:
    root = portal({BAD_PATH: BAD})
    assert run(root, "build", "--offline", "--no-search").code == 0
    withdrawn(root)
    assert not (root / "output/search").exists() or not holding(root / "output/search", "pagefind")
    assert "../index.html" in (root / "output/notices/ceshi-2018/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("bad-2018", "网站上没有编号为“bad-2018”的通知或信息；是否为“bad-2019”？"),
        ("../../x", "网站上没有编号为“../../x”的通知或信息"),
    ],
)
def test_a_notice_that_the_site_does_not_have_is_told(published: Path, id: str, said: str) -> None:
    before = tree(published / "output")
    ran = run(published, "withdraw", id)
    assert (ran.code, ran.err.strip()) == (2, said)
    assert tree(published / "output") == before


def test_without_what_the_site_was_built_from_the_next_best_way_is_told(published: Path) -> None:
    (published / ".gksite/output/last/built.json").write_text("{", encoding="utf-8")
    ran = run(published, "withdraw", "bad-2019")
    assert ran.code == 2
    assert f"请把 {BAD_PATH} 的 disclosure 改为“不予公开”" in ran.err


def test_a_ledger_that_cannot_be_read_stops_a_withdrawal_at_its_place(published: Path) -> None:
    before = tree(published / "output")
    (published / LEDGER).write_text("addresses:\n  - {adress: /a/}\n", encoding="utf-8")
    ran = run(published, "withdraw", "bad-2019")
    assert ran.code == 1
    assert ran.lines[0].startswith(f"{LEDGER}:2:")
    assert ran.lines[-1].startswith("没有撤下：")
    assert tree(published / "output") == before


def test_pages_changed_by_hand_are_kept_aside_and_told(published: Path) -> None:
    (published / "output/notices/bad-2019/index.html").write_text("改过", encoding="utf-8")
    ran = withdrawn(published)
    assert [line.split(": ")[1][:5] for line in ran.lines] == ["GK312"]
    assert "内容已撤下" in (published / "output/notices/bad-2019/index.html").read_text(encoding="utf-8")


def test_what_is_kept_is_for_its_user_alone_and_no_link_is_followed(published: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("别处的文件", encoding="utf-8")
    (published / "content/files").mkdir()
    (published / "content/files/a.txt").symlink_to(tmp_path / "secret")
    run(published, "build")
    last = published / ".gksite/output/last"
    assert stat.S_IMODE(last.stat().st_mode) == 0o700
    assert (last / AGENCIES_PATH).is_file()
    assert not (published / ".gksite/output/withdrawing").exists()
    assert all(
        path.is_symlink() or b"\xe5\x88\xab\xe5\xa4\x84" not in path.read_bytes() for path in last.rglob("a.txt")
    )
