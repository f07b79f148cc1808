"""What comes from outside is read and understood in a process of its own: one clock, one memory, no file, no net."""

import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from portal import gksite as gksite_run
from portal import write_portal

import gksite
from gksite.model.blocks import Paragraph
from gksite.model.draft import Draft
from gksite.model.site import Attachment
from gksite.problems.problem import Problems, RequestError
from gksite.proof.prove import prove
from gksite.provenance.disclosure import read_attachment
from gksite.provenance.read_sources import read_sources
from gksite.read import read
from gksite.readers import apart, read_data
from gksite.readers.apart import ReadingProcess, UnderstandingFault
from gksite.readers.limits import MEMORY
from gksite.understanding.apart import understand_data, understanding_process

PAGE = "<html><p>关于印发任务分解表的通知</p>".encode()
TEXT = """某市2018年政务公开工作任务分解表
序号\t工作任务\t牵头单位\t完成时限
1\t公开预算\t市财政局、市审计局\t2018年6月底前
2\t公开决算\t市财政局\t12月底前
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the program whose readers a test may replace, which is run in the place of the program."""
    copy = tmp_path / "program/gksite"
    shutil.copytree(Path(gksite.__file__).parent, copy)
    monkeypatch.setattr(apart, "_HOME", copy.parent)
    return copy


def hostile(package: Path, body: str, *, kind: str = "html") -> None:
    """Let the reader of a kind do something else; what it returns is the text of a paragraph."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    content = "Content((Paragraph(str(read_so(data)), Spot(lines=(1, 1))),))"
    (package / f"readers/{kind}.py").write_text(
        "from gksite.model.blocks import Paragraph, Spot\nfrom gksite.readers.content import Content\n"
        f"def read_so(data):\n{lines}\n\ndef read(data, progress):\n    return {content}\n",
        encoding="utf-8",
    )


def said(data: bytes, name: str, process: ReadingProcess) -> str:
    """The first text of a file, or the one problem that it is told as."""
    problems = Problems()
    reading = read_data(data, name, problems, process=process)
    if reading is None:
        (problem,) = problems.found
        assert problem.location.file == name
        return f"{problem.code.id} {problem.text(str)}"
    assert problems.found == []
    first = reading.blocks[0]
    assert isinstance(first, Paragraph)
    return first.text


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("import os; os.kill(os.getpid(), 11)", "GK031 文件已损坏或不完整，读不出来：读取程序中途停止（-11）"),
        ("import os; os._exit(0)", "GK031 文件已损坏或不完整，读不出来：读取程序中途停止（0）"),
        ("raise KeyError('/Pages')", "GK031 文件已损坏或不完整，读不出来：KeyError: '/Pages'"),
        ("import os; os.kill(os.getpid(), 24)", "GK032 读了 1 秒还没有读完，已放弃"),
        ("import time; time.sleep(60)", "GK032 读了 1 秒还没有读完，已放弃"),
        ("while True: pass", "GK032 读了 1 秒还没有读完，已放弃"),
        ("bytearray(500_000_000)", f"GK033 读取需要的内存超过 {MEMORY // 1048576} MB，已放弃"),
    ],
)
def test_a_file_that_ends_its_reader_is_one_problem_and_the_next_is_read(package: Path, body: str, told: str) -> None:
    """GK031 GK032 GK033"""
    hostile(package, body)
    with ReadingProcess(1) as process:
        assert said(PAGE, "a.html", process) == told
        assert said("公开".encode(), "b.txt", process) == "公开"


def test_a_reader_that_speaks_for_other_files_is_heard_once(package: Path) -> None:
    """Whatever a file makes its reader print, the next file is told as it is."""
    hostile(package, "import os; os.write(1, b'{\"content\": {}}\\n' * 9)\nos.write(0, b'x')", kind="html")
    with ReadingProcess(5) as process:
        with pytest.raises(KeyError):
            said(PAGE, "a.html", process)
        assert said("公开".encode(), "b.txt", process) == "公开"


def test_a_process_that_does_not_start_is_one_problem(package: Path) -> None:
    (package / "readers/child.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    with ReadingProcess() as process:
        for name in ("a.html", "b.html"):
            assert said(PAGE, name, process) == "GK031 文件已损坏或不完整，读不出来：读取程序中途停止（3）"


def test_a_library_that_is_not_installed_is_a_wrong_request(package: Path) -> None:
    (package / "readers/html.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    with ReadingProcess() as process, pytest.raises(RequestError) as raised:
        said(PAGE, "a.html", process)
    assert raised.value.text(str) == "读取这种文件要用 nothing_of_this_name；请运行 pip install 'gksite[import]' 安装"


def test_an_attachment_that_no_library_reads_does_not_leave_unseen(package: Path) -> None:
    (package / "readers/html.py").write_text("import nothing_of_this_name\n", encoding="utf-8")
    file = Attachment("files/a.html", PAGE, "content/files/a.html")
    with ReadingProcess() as process, pytest.raises(RequestError):
        read_attachment(file, process)


# What it can reach


def can_forbid(what: str) -> bool:
    """Whether `gksite doctor` says that the system forbids a reader something."""
    doctor = [sys.executable, "-m", "gksite", "doctor", "--root", tempfile.gettempdir(), "--lang", "en"]
    lines = subprocess.run(doctor, capture_output=True, text=True, check=False).stdout.splitlines()
    (line,) = [line for line in lines if f"{what} while reading" in line]
    return "forbidden" in line


def test_a_reader_opens_no_file_but_those_of_the_program(package: Path, tmp_path: Path) -> None:
    if not can_forbid("Files"):
        pytest.skip("gksite doctor says that this system cannot forbid files")
    secret = tmp_path / "secret"
    secret.write_text("secret")
    made = tmp_path / "made"
    tries = f"""
import os
found = []
for path in ("/etc/hostname", "/etc/passwd", {str(secret)!r}, "/proc/self/environ", "/dev/shm/gksite-test"):
    for mode in ("r", "w", "a"):
        try:
            open(path, mode).close()
            found.append(path)
        except OSError:
            pass
for act in (lambda: os.listdir("/etc"), lambda: os.mkdir({str(made)!r}), lambda: os.unlink({str(secret)!r})):
    try:
        act()
        found.append("folder")
    except OSError:
        pass
return found
"""
    hostile(package, tries)
    with ReadingProcess() as process:
        assert said(PAGE, "a.html", process) == "[]"
    assert secret.read_text() == "secret"
    assert not made.exists()


def test_a_reader_reaches_nothing_over_the_network(package: Path) -> None:
    if not can_forbid("Network"):
        pytest.skip("gksite doctor says that this system cannot forbid the network")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        tries = f"""
import socket
found = []
for family, kind in ((2, 1), (2, 2), (10, 1), (1, 1), (16, 3)):
    try:
        made = socket.socket(family, kind)
        found.append(family)
        made.connect(("127.0.0.1", {port}))
    except OSError:
        pass
return found
"""
        hostile(package, tries)
        with ReadingProcess() as process:
            assert said(PAGE, "a.html", process) == "[]"
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_reader_starts_no_program(package: Path) -> None:
    if not can_forbid("Files"):
        pytest.skip("gksite doctor says that this system cannot forbid files")
    hostile(package, "import subprocess\nsubprocess.run(['/bin/true'])\nreturn 'ran'")
    with ReadingProcess() as process:
        assert said(PAGE, "a.html", process).startswith("GK031 ")


# What is understood there


def drafted(process: ReadingProcess, text: str = TEXT) -> Draft:
    """What a text means."""
    problems = Problems()
    known = understand_data(text.encode(), "a.txt", problems, process)
    assert problems.found == []
    assert known is not None
    return known[1]


def test_a_draft_arrives_as_it_was_understood() -> None:
    """Texts, tuples, places, days and doubts with their phrases are the values that they were."""
    letter = f"某市人民政府文件\n某政〔2018〕5号\n{TEXT}\n某市人民政府\n2018年6月12日\n"
    with understanding_process(30) as process:
        draft = drafted(process, letter)
    (section,) = draft.sections
    first, second = section.tasks
    assert (first.title or first.requirement, first.lead.names) == ("公开预算", ("市财政局", "市审计局"))
    assert first.spot.lines == (5, 5)
    assert second.deadline == "12月底前"
    assert (draft.number, str(draft.issued)) == ("某政〔2018〕5号", "2018-06-12")
    assert any(doubt.reason.message for doubt in draft.doubts)
    assert hash(draft) == hash(draft)


@pytest.mark.parametrize(
    ("body", "code"), [("import time; time.sleep(60)", "GK032"), ("x = [0] * 200_000_000", "GK033")]
)
def test_understanding_is_under_the_clock_and_the_memory_of_its_reading(package: Path, body: str, code: str) -> None:
    understand = f"def understand(reading):\n    {body}\n"
    (package / "understanding/understand.py").write_text(understand, encoding="utf-8")
    problems = Problems()
    with understanding_process(3) as process:
        assert understand_data(TEXT.encode(), "a.txt", problems, process) is None
    assert [found.code.id for found in problems.found] == [code]


def test_a_fault_of_ours_in_understanding_is_no_damaged_file(package: Path) -> None:
    understand = "def understand(reading):\n    raise IndexError('of ours')\n"
    (package / "understanding/understand.py").write_text(understand, encoding="utf-8")
    with understanding_process(30) as process, pytest.raises(UnderstandingFault, match="of ours"):
        understand_data(TEXT.encode(), "a.txt", Problems(), process)


@pytest.mark.parametrize("body", ["import time; time.sleep(60)", "x = [0] * 200_000_000"])
def test_a_source_that_is_not_read_to_its_end_is_an_error_of_check(package: Path, tmp_path: Path, body: str) -> None:
    """GK355, with its file and what to write; what is not known to agree does not count as compared."""
    understand = f"def understand(reading):\n    {body}\n"
    (package / "understanding/understand.py").write_text(understand, encoding="utf-8")
    root = write_portal(tmp_path / "portal")
    problems = Problems()
    records = read_sources(read(root / "content", problems), problems, every=True, seconds=3)
    (problem,) = problems.errors()
    assert (problem.code.id, problem.location.file) == ("GK355", "content/notices/ceshi-2018.yaml")
    assert prove(records).proved == frozenset()


@pytest.mark.parametrize("written", ["4", "601", "30.5", "true", "三十", "30秒", "'30'"])
def test_the_clock_of_a_portal_is_a_number_of_seconds(tmp_path: Path, written: str) -> None:
    root = write_portal(tmp_path, {"site.yaml": f"name: 测试\nreading_seconds: {written}\n"})
    ran = gksite_run("build", "--root", root, "--no-search")
    assert ran.code == 1
    assert ran.lines[0].startswith("site.yaml:2:18: GK103 ")
