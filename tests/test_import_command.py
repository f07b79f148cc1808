"""gksite import: a draft on standard output or in a new file, what to look at beside it, and nothing overwritten."""

import errno
import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest
from documents import Blocks, as_docx, as_pdf
from portal import AGENCIES_PATH, NOTICE_PATH, REPOSITORY, TODAY, Ran, gksite, put, tree, waive, write_portal
from sampling import some

from gksite.problems.problem import Problems
from gksite.write import save

PAGE = """\
<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>任务分解表</title></head><body>
<h1>测试市2019年政务公开工作任务分解表</h1>
<table>
<tr><th>序号</th><th>工作任务</th><th>工作要求</th><th>牵头单位</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td colspan="6">一、公开</td></tr>
<tr><td>1</td><td>公开预决算</td><td>公开财政预决算。</td><td>市财政局</td><td>市政府各部门</td><td>6月底前</td></tr>
<tr><td>2</td><td>公开审计结果</td><td>及时公开审计结果。</td><td>市审计局</td><td>市税务局</td><td>每季度</td></tr>
</table></body></html>
"""
TARGET = "content/notices/ceshi-2019.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The tiny portal, with a notice just received beside it."""
    put(tmp_path / "received/tasks.html", PAGE)
    return write_portal(tmp_path / "portal")


def run(root: Path, *args: str | Path, file: Path | None = None, bound: bool = False) -> Ran:
    return gksite("import", file or root.parent / "received/tasks.html", "--root", root, *args, bound=bound)


def test_a_draft_goes_to_standard_output_and_its_summary_beside_it(root: Path) -> None:
    before = tree(root)
    ran = run(root)
    assert ran.code == 0
    assert "jurisdiction: ceshi\ndraft: true\ntitle: 测试市2019年政务公开工作任务分解表\nyear: 2019\n" in ran.out
    assert "        source: {table: 1, rows: [3, 3]}\n" in ran.out
    assert ran.lines[0] == "tasks.html：1 个部分、2 项任务、4 个单位"
    assert "  - id: shuiwuju\n    name: 市税务局\n    kind: department\n" in ran.err
    assert ran.lines[-1] == "来源还不在 content/sources/ 里；请把 tasks.html 原样复制进去"
    assert "读取来源" not in ran.err
    assert tree(root) == before


def test_json_is_all_that_standard_output_holds(root: Path) -> None:
    ran = run(root, "--json")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert (data["schema"], data["id"], data["url"]) == ("gksite/notice/2", "ceshi-2019", None)
    assert [task["title"] for task in data["tasks"]] == ["公开预决算", "公开审计结果"]
    assert data["tasks"][1]["support"][0] == {
        "id": None,
        "jurisdiction": None,
        "name": "市税务局",
        "as_written": "市税务局",
    }


def test_a_folder_without_a_portal_serves_too(root: Path) -> None:
    ran = gksite("import", root.parent / "received/tasks.html", "--json", "--root", root.parent)
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["jurisdiction"] == {"id": "ceshi", "name": "测试市"}
    assert {agency["id"] for task in data["tasks"] for agency in (*task["lead"], *task["support"])} == {None}


def test_the_first_notice_of_a_place_brings_a_whole_registry_to_paste(root: Path) -> None:
    ran = run(root, "--jurisdiction", "other")
    assert ran.code == 0
    assert "id: other-2019\njurisdiction: other\n" in ran.out
    assert (
        "存为 content/agencies/other.yaml：\njurisdiction: other\nname: 测试市\nagencies:\n  - id: caizhengju\n"
        in ran.err
    )


def confirm(path: Path) -> str:
    """Do by hand what an editor does with a draft that is all right; its text then."""
    text = path.read_text(encoding="utf-8").replace("draft: true\n", "")
    signed = "differs: [{field: disclosure, reason: 已由发文机关公开, by: 编辑, on: 2026-01-05}]"
    text = re.sub(r"^disclosure:  #.*$", f"disclosure: 主动公开\n{signed}", text, flags=re.MULTILINE)
    text = re.sub(r"^( *)- kind: .*$", r"\g<0>\n\1  settled: {by: 编辑, on: 2026-01-05}", text, flags=re.MULTILINE)
    put(path, text)
    return text


def test_a_draft_in_the_portal_brings_its_source_and_builds_once_its_agencies_exist(root: Path) -> None:
    ran = run(root, "-o", root / TARGET)
    assert ran.code == 0, ran.err
    assert ran.out == ""
    assert ran.lines[-2:] == ["来源已原样复制到 content/sources/tasks.html", f"→ {root / TARGET}"]
    assert (root / "content/sources/tasks.html").read_text(encoding="utf-8") == PAGE
    build = ("build", "--root", root, "--today", TODAY, "--no-search")
    assert [line.split(": ")[1][:5] for line in gksite(*build).lines] == ["GK702"]
    assert not (root / "output/notices/ceshi-2019").exists()
    confirm(root / TARGET)
    waive(root)
    assert [line.split(": ")[1][:5] for line in gksite(*build).lines[:-1]] == ["GK201"]
    proposed = ran.err[ran.err.index("  - id: ") :].partition("来源")[0]
    agencies = root / AGENCIES_PATH
    put(agencies, agencies.read_text(encoding="utf-8") + proposed)
    done = gksite(*build)
    assert (done.code, done.err) == (0, "")
    assert (root / "output/notices/ceshi-2019/tasks/2/index.html").is_file()


PROSE: Blocks = (
    "测试市2019年政务公开工作要点",
    "一、加强公开",
    "1.公开财政预决算和三公经费，说明与上年相比增减的原因，接受社会各界的监督。（责任单位：市财政局）",
    "2.及时公开审计结果，每季度向市人民政府报告一次办理的情况，并抄送各县区。（责任单位：市审计局）",
)


@pytest.mark.parametrize(("name", "data"), [("a.docx", as_docx(PROSE)), ("a.pdf", as_pdf(PROSE))])
def test_tasks_written_as_prose_cite_their_paragraphs_and_are_compared_with_them(
    root: Path, name: str, data: bytes
) -> None:
    file = root.parent / "received" / name
    file.write_bytes(data)
    assert run(root, "-o", root / TARGET, file=file).code == 0
    text = (root / TARGET).read_text(encoding="utf-8")
    assert [line.strip() for line in text.splitlines() if "source: {" in line] == [
        'source: {paragraphs: [3, 3], support: "责任单位：市财政局"}',
        'source: {paragraphs: [4, 4], support: "责任单位：市审计局"}',
    ]
    text = confirm(root / TARGET)
    check = ("check", "--root", root, "--today", TODAY)
    assert "GK2" not in gksite(*check).err
    put(root / TARGET, text.replace("及时公开审计结果", "及时公开审核结果"))
    ran = gksite(*check)
    assert ran.code == 1
    assert [line for line in ran.lines if "GK220" in line and "第 4 段" in line]


def test_a_draft_elsewhere_copies_nothing(root: Path) -> None:
    target = root.parent / "ceshi-2019.yaml"
    ran = run(root, "-o", target)
    assert ran.code == 0
    assert target.is_file()
    assert "来源还不在 content/sources/ 里；请把 tasks.html 原样复制进去" in ran.lines
    assert [path.name for path in (root / "content/sources").iterdir()] == ["ceshi.txt"]


def test_a_source_that_the_portal_has_is_named_as_it_is_there(root: Path) -> None:
    put(root / "content/sources/kept.html", PAGE)
    ran = run(root, "-o", root / TARGET)
    assert "  file: kept.html\n" in (root / TARGET).read_text(encoding="utf-8")
    assert not (root / "content/sources/tasks.html").exists()
    assert ran.lines[-1] == f"→ {root / TARGET}"
    assert "复制" not in ran.err


def test_another_source_of_the_same_name_stops_the_import(root: Path) -> None:
    put(root / "content/sources/tasks.html", "别的")
    before = tree(root)
    ran = run(root, "-o", root / TARGET)
    assert (ran.code, len(ran.lines)) == (2, 1)
    assert "tasks.html" in ran.err
    assert tree(root) == before


def imported(root: Path) -> Path:
    """The notice as first imported, its source in the portal."""
    assert run(root, "-o", root / TARGET).code == 0
    return root / TARGET


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    put(path, text.replace(old, new))


def test_importing_again_changes_nothing_and_finds_no_difference(root: Path) -> None:
    target = imported(root)
    before = tree(root)
    ran = run(root, "-o", target)
    assert (ran.code, ran.out) == (0, f"{target} 已经存在，没有改动它。\n与来源没有差异。\n")
    assert tree(root) == before


def test_what_an_editor_changed_is_kept_and_shown(root: Path) -> None:
    target = imported(root)
    edit(target, "公开财政预决算。", "公开财政预算和决算。")
    before = tree(root)
    ran = run(root, "-o", target)
    assert ran.code == 0
    assert ran.out.splitlines()[1:] == [
        "== 编辑改过，来源没有变：保留（1 处）",
        "第 1 项 工作要求",
        "  现有：公开财政预算和决算。",
        "  来源：公开财政预决算。",
    ]
    assert tree(root) == before


def test_a_changed_source_is_compared_with_the_old_one_and_the_edited_notice(root: Path) -> None:
    target = imported(root)
    edit(target, "公开财政预决算。", "公开财政预算和决算。")
    changed = PAGE.replace("公开财政预决算。", "公开财政预决算和政府债务。").replace(
        "<td>市审计局</td>", "<td>市财政局</td>"
    )
    put(root.parent / "again/tasks.html", changed)
    before = tree(root)
    ran = run(root, "-o", target, file=root.parent / "again/tasks.html")
    assert ran.code == 1
    assert ran.out.splitlines()[1:] == [
        "== 来源和编辑都改了，两者不同：请决定（1 处）",
        "第 1 项 工作要求",
        "  原来：公开财政预决算。",
        "  现有：公开财政预算和决算。",
        "  来源：公开财政预决算和政府债务。",
        "== 来源有变，编辑没有改过：请照来源改（2 处）",
        "通知 来源文件",
        f"  现有：tasks.html {hashlib.sha256(PAGE.encode()).hexdigest()}",
        f"  来源：tasks.html {hashlib.sha256(changed.encode()).hexdigest()}",
        "第 2 项 牵头单位",
        "  现有：市审计局",
        "  来源：市财政局",
    ]
    assert tree(root) == before


def test_without_the_old_source_only_two_are_compared_and_that_is_said(root: Path) -> None:
    target = imported(root)
    (root / "content/sources/tasks.html").unlink()
    put(root.parent / "received/tasks.html", PAGE.replace("每季度", "长期坚持"))
    ran = run(root, "-o", target)
    assert ran.code == 1
    first, second, *_ = ran.out.splitlines()
    assert first == f"{target} 已经存在，没有改动它；找不到它原来的来源，只能比较两者。"
    assert second == "== 现有文件与来源不同：请核对（2 处）"


def test_with_json_the_differences_go_to_standard_error(root: Path) -> None:
    target = imported(root)
    ran = run(root, "-o", target, "--json")
    assert json.loads(ran.out)["id"] == "ceshi-2019"
    assert ran.lines[-1] == "与来源没有差异。"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-o", "Ceshi 2019.yaml"], "-o 的文件名就是通知的编号，应像 quanzhou-2018.yaml，而不是“Ceshi 2019.yaml”"),
        (["-o", "ceshi-2019.yml"], "-o 的文件名就是通知的编号，应像 quanzhou-2018.yaml，而不是“ceshi-2019.yml”"),
        (["-o", "nowhere/ceshi-2019.yaml"], "没有文件夹 nowhere"),
        (["--jurisdiction", "测试"], "--jurisdiction 应是地区编号，如 quanzhou，而不是“测试”"),
        (["--root", "/nowhere"], "没有文件夹 /nowhere"),
        (["--jsno"], "没有选项 --jsno；是否为“--json”？"),
    ],
)
def test_a_wrong_request_is_refused_in_one_line(root: Path, args: list[str], said: str) -> None:
    ran = run(root, *args)
    assert (ran.code, ran.out, ran.lines) == (2, "", [said])


def test_a_file_that_is_not_there_is_refused_in_one_line(root: Path) -> None:
    ran = run(root, file=Path("nowhere.docx"))
    assert (ran.code, ran.out, ran.lines) == (2, "", ["没有文件 nowhere.docx"])


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ\x90\x00\x03" * 50), ("a.docx", b"PK\x03\x04 broken")])
def test_a_file_that_cannot_be_read_is_a_problem_with_a_code(root: Path, name: str, content: bytes) -> None:
    put(root.parent / name, content)
    before = tree(root)
    ran = run(root, "-o", root / TARGET, file=root.parent / name)
    assert (ran.code, ran.out) == (1, "")
    assert f"{root.parent / name}: GK0" in ran.lines[0]
    assert tree(root) == before


@pytest.mark.parametrize("more", [[], ["--json"], ["-o", "ceshi-2019.yaml"]])
def test_a_file_without_tasks_gives_no_draft(root: Path, more: list[str]) -> None:
    put(root.parent / "letter.txt", "关于召开会议的通知\n各单位：\n请准时参加。\n")
    before = tree(root)
    ran = run(root, *more, file=root.parent / "letter.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.lines[0].endswith("letter.txt: GK050 没有认出任何任务")
    assert tree(root) == before


def test_a_broken_registry_stops_the_import(root: Path) -> None:
    edit(root / AGENCIES_PATH, "jurisdiction: ceshi", "jurisdictoin: ceshi")
    ran = run(root)
    assert (ran.code, ran.out) == (1, "")
    assert f"{AGENCIES_PATH}:1:1: GK101" in ran.err


def test_a_broken_notice_is_not_compared(root: Path) -> None:
    edit(root / NOTICE_PATH, "disclosure: 主动公开\n", "")
    ran = run(root, "-o", root / NOTICE_PATH)
    assert (ran.code, ran.out) == (1, "")
    assert f"{NOTICE_PATH}:1:1: GK102" in ran.err


def test_a_folder_that_cannot_be_written_leaves_nothing_behind(root: Path) -> None:
    folder = root / "content/notices"
    folder.chmod(0o555)
    try:
        ran = run(root, "-o", root / TARGET, bound=True)
    finally:
        folder.chmod(0o755)
    assert ran.code == 1
    assert "GK012" in ran.lines[0]
    assert [path.name for path in folder.iterdir()] == ["ceshi-2018.yaml"]
    assert [path.name for path in (root / "content/sources").iterdir()] == ["ceshi.txt"]


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a.yaml", "old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    problems = Problems()
    assert not save(tmp_path / "a.yaml", b"new", problems)
    assert [problem.code.id for problem in problems.found] == ["GK012"]
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.yaml", "old")]


def test_everything_but_content_is_said_in_english_when_asked(root: Path) -> None:
    ran = run(root, "--lang", "en")
    assert ran.lines[0] == "tasks.html: sections 1, tasks 2, agencies 4"
    assert ran.lines[-1] == "The source is not in content/sources/ yet; copy tasks.html there as it is"
    assert run(root).out == ran.out


@pytest.mark.parametrize("place", some(["kaiping", "quanzhou", ""], 3))
def test_the_notices_import_to_drafts_that_the_check_accepts(tmp_path: Path, place: str) -> None:
    """From their sources alone, once the agencies that the summary proposes are in the registry."""
    content = tmp_path / "content"
    put(tmp_path / "site.yaml", "name: 门户\n")
    shutil.copytree(REPOSITORY / "content/agencies", content / "agencies")
    shutil.copytree(REPOSITORY / "content/sources", content / "sources")
    (content / "notices").mkdir()
    reviewed = {
        path.stem: path.read_text(encoding="utf-8") for path in (REPOSITORY / "content/notices").glob(f"{place}*")
    }
    for id, text in reviewed.items():
        source = next(path for path in (content / "sources").iterdir() if path.name in text)
        ran = gksite("import", source, "-o", content / f"notices/{id}.yaml", "--root", tmp_path)
        assert ran.code == 0, ran.err
        confirm(content / f"notices/{id}.yaml")
        entries = [
            line for line in ran.lines if line.startswith(("  - id:", "    name:", "    kind:", "    full_name:"))
        ]
        registry = content / f"agencies/{id.rpartition('-')[0]}.yaml"
        put(registry, "\n".join([registry.read_text(encoding="utf-8").rstrip(), *entries]) + "\n")
    checked = gksite("check", "--root", tmp_path, "--today", TODAY)
    assert checked.code == 0, checked.err
