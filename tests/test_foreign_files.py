"""Other people's files in output/ stay, whatever a build does; and one portal never builds over another's."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from portal import NOTICE, NOTICE_PATH, Change, Ran, build, tree

OTHER = {"site.yaml": "name: 另一个门户\n"}
SECOND: dict[str, Change] = {
    "content/notices/ceshi-2019.yaml": NOTICE.replace("id: ceshi-2018", "id: ceshi-2019"),
    "content/pages/about.md": "# 关于\n",
}
MINE = ["MP_verify_abc.txt", "notices/附件.doc", "old/photo.jpg", "notices/.DS_Store", "data/notices/mine.json"]


def lines(ran: Ran, code: str) -> list[str]:
    """The reports of one kind."""
    return [line for line in ran.err.splitlines() if f" {code} " in line]


def put(output: Path, *paths: str) -> None:
    """Somebody's own files."""
    for path in paths:
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text("别人的", encoding="utf-8")


def test_the_list_names_every_file_with_its_digest_and_no_folder_of_this_machine(portal: Callable[..., Path]) -> None:
    root = portal()
    assert build(root).code == 0
    text = (root / "output/.gksite.json").read_text(encoding="utf-8")
    held = json.loads(text)
    assert held.keys() == {"schema", "portal", "files"}
    assert (held["schema"], held["portal"]) == ("gksite/output/1", "测试门户")
    files = [p for p in (root / "output").rglob("*") if p.is_file() and p.name != ".gksite.json"]
    assert held["files"] == {
        p.relative_to(root / "output").as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }
    assert str(root) not in text


def test_what_others_put_there_stays_and_is_told_in_one_line(portal: Callable[..., Path]) -> None:
    root = portal(SECOND)
    output = root / "output"
    assert build(root).code == 0
    put(output, *MINE)
    (output / "shared").symlink_to("/etc")
    (root / "content/pages/about.md").unlink()
    ran = build(root)
    assert ran.code == 0
    (line,) = lines(ran, "GK311")
    assert line.startswith("output: GK311 提醒：有 6 个文件不是 gksite 生成的，原样留下：")
    assert "MP_verify_abc.txt" in line
    assert line.endswith("…")
    assert all((output / path).read_text(encoding="utf-8") == "别人的" for path in MINE)
    assert (output / "shared").is_symlink()
    assert not (output / "about").exists()
    assert "更新 0 个，删除 0 个" in build(root).out


@pytest.mark.parametrize("path", ["about/index.html", "about", "about/index.html/deep.txt"])
def test_a_file_of_others_where_a_page_is_wanted_stops_the_build_with_its_name(
    portal: Callable[..., Path], path: str
) -> None:
    root = portal()
    assert build(root).code == 0
    put(root / "output", path)
    before = tree(root / "output")
    (root / "content/pages").mkdir()
    (root / "content/pages/about.md").write_text("# 关于\n", encoding="utf-8")
    ran = build(root)
    assert ran.code == 1
    assert f"output/{path}: GK310 这里有一个不是 gksite 生成的文件，占了新页面的位置" in ran.lines
    assert tree(root / "output") == before


def test_a_link_in_place_of_a_folder_of_ours_is_never_followed(portal: Callable[..., Path], tmp_path: Path) -> None:
    root = portal(SECOND)
    output = root / "output"
    assert build(root).code == 0
    shutil.move(output / "about", tmp_path / "elsewhere")
    (output / "about").symlink_to(tmp_path / "elsewhere")
    (root / "content/pages/about.md").unlink()
    assert build(root).code == 0
    assert (tmp_path / "elsewhere/index.html").exists()
    (root / "content/pages/about.md").write_text("# 新的\n", encoding="utf-8")
    ran = build(root)
    assert (ran.code, len(lines(ran, "GK310"))) == (1, 1)
    assert "新的" not in (tmp_path / "elsewhere/index.html").read_text(encoding="utf-8")


def test_a_file_that_holds_what_would_be_written_is_taken_over(portal: Callable[..., Path]) -> None:
    """As after a copy of the site without its list of files, or of half of it."""
    root = portal()
    assert build(root).code == 0
    listed = json.loads((root / "output/.gksite.json").read_text(encoding="utf-8"))
    del listed["files"]["robots.txt"]
    (root / "output/.gksite.json").write_text(json.dumps(listed), encoding="utf-8")
    ran = build(root)
    assert (ran.code, lines(ran, "GK311"), lines(ran, "GK310")) == (0, [], [])


def test_a_page_changed_by_hand_is_kept_beside_the_site_and_told(portal: Callable[..., Path]) -> None:
    root = portal(SECOND)
    output = root / "output"
    assert build(root).code == 0
    clean = tree(output)
    (output / "robots.txt").write_text("Disallow: /\n")
    (output / "about/index.html").write_text("手工改的", encoding="utf-8")
    ran = build(root)
    assert ran.code == 0
    (line,) = lines(ran, "GK312")
    assert "有 2 个页面或文件在生成以后被人改过" in line
    assert tree(output) == clean
    kept = [p.read_text(encoding="utf-8") for p in sorted((root / ".gksite/output/changed").rglob("*.*"))]
    assert kept == ["手工改的", "Disallow: /\n"]
    assert lines(build(root), "GK312") == []


def test_a_tree_of_a_version_without_a_list_is_taken_over(portal: Callable[..., Path]) -> None:
    """Its pages name their generator; what nobody can tell is left."""
    root = portal(SECOND)
    output = root / "output"
    assert build(root).code == 0
    (output / ".gksite.json").unlink()
    put(output, "notices/附件.doc", "old/mine.html")
    (output / "robots.txt").write_text("an older text")
    (root / "content/pages/about.md").unlink()
    ran = build(root)
    assert ran.code == 0
    assert "notices/附件.doc  old/mine.html" in lines(ran, "GK311")[0]
    assert not (output / "about").exists()
    assert (output / "notices/附件.doc").exists()
    assert "User-agent" in (output / "robots.txt").read_text()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"schema": "gksite/output/1", "portal": "x", "files": {"../../precious.txt": "0"}}']
)
def test_a_damaged_list_is_none(portal: Callable[..., Path], text: str) -> None:
    root = portal()
    assert build(root).code == 0
    put(root, "precious.txt")
    put(root / "output", "mine.txt")
    (root / "output/.gksite.json").write_text(text)
    assert build(root).code == 0
    assert (root / "precious.txt").exists()
    assert (root / "output/mine.txt").exists()
    assert json.loads((root / "output/.gksite.json").read_text(encoding="utf-8"))["portal"] == "测试门户"


def test_a_portal_is_never_built_over_another_one(portal: Callable[..., Path], tmp_path: Path) -> None:
    first, second = portal(), portal(OTHER, "second")
    output = tmp_path / "shared"
    assert build(first, "--output", output).code == 0
    before = tree(tmp_path / "shared")
    ran = build(second, "--output", output)
    assert ran.code == 2
    assert ran.lines == [f"{output} 里是另一个门户“测试门户”的网站，不是“另一个门户”的；请换一个输出位置，或先移走它"]
    assert tree(output) == before
    assert build(first, "--output", output).code == 0


def test_the_site_of_another_portal_is_known_wherever_it_was_copied(portal: Callable[..., Path]) -> None:
    first, second = portal(), portal(OTHER, "second")
    assert build(first).code == 0
    shutil.copytree(first / "output", second / "output")
    assert build(second).code == 2


def test_a_portal_that_moved_or_was_renamed_is_the_same(portal: Callable[..., Path], tmp_path: Path) -> None:
    root = portal()
    assert build(root).code == 0
    moved = Path(shutil.move(root, tmp_path / "moved"))
    assert build(moved).code == 0
    (moved / "site.yaml").write_text("name: 改了名的门户\n", encoding="utf-8")
    assert build(moved).code == 0
    (moved / NOTICE_PATH).write_text(NOTICE.replace("及时回应关切。", "及时回应。"), encoding="utf-8")
    assert build(moved).code == 0
