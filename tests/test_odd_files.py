"""Whatever stands in the place of a file or a folder of the portal gives one message: no wait, nothing from outside."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from portal import AGENCIES_PATH, NOTICE_PATH, REPOSITORY, SOURCE, TODAY, build, gksite, put, tree, write_portal
from sampling import some

SECRET = "外面的文字"


def a_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{(folder := os.open(path.parent, os.O_RDONLY))}/{path.name}")
        os.close(folder)


def sparse(path: Path) -> None:
    """A file of 100 GB that takes no room."""
    with path.open("wb") as stream:
        stream.truncate(100 << 30)


def outside(path: Path) -> Path:
    """A folder beside the portal, with files as a portal has them."""
    root = next(parent for parent in path.parents if (parent / "content").exists() or parent.name == "portal")
    folder = root.parent / "outside"
    put(folder / "x.yaml", f"id: x\ntitle: {SECRET}\n")
    put(folder / "a.txt", SECRET)
    put(folder / "about.md", f"# {SECRET}\n\n{SECRET}\n")
    return folder


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a socket": a_socket,
    "100 GB": sparse,
    "a loop": lambda path: path.symlink_to(path.name),
    "a loop of two": lambda path: (path.symlink_to(f"{path.name}.b"), Path(f"{path}.b").symlink_to(path.name)),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to a file outside": lambda path: path.symlink_to(outside(path) / "a.txt"),
    "a link to a folder outside": lambda path: path.symlink_to(outside(path)),
}
if os.geteuid() == 0:
    ODD["a device"] = lambda path: os.mknod(path, 0o20666, os.makedev(1, 5))
FOLDERS = ("content", *(f"content/{name}" for name in ("notices", "agencies", "pages", "sources", "files")))
FILES = (
    *("site.yaml", NOTICE_PATH, AGENCIES_PATH, "content/pages/about.md", "content/sources/ceshi.txt"),
    *("content/files/a.pdf", "content/files/root/favicon.ico", "content/ledger.yaml", "content/verified.yaml"),
)
THEME = (
    *("base.html", "assets/site.css", "assets/extra.js", "assets/search/engine.js", "strings/en.po"),
    *("accessibility.json", "components/breadcrumb"),
)


def put_oddity(root: Path, place: str, odd: str) -> None:
    """Replace what stands at a place of the portal."""
    path = root / place
    if path.is_dir():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    ODD[odd](path)


def holds(output: Path, text: str) -> bool:
    """Whether any file of a tree holds a text, in its bytes or in its name."""
    wanted = text.encode()
    return any(wanted in path.read_bytes() for path in output.rglob("*") if path.is_file())


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", some([*FOLDERS, *FILES], 3))
def test_what_is_no_file_of_the_portal_is_told_in_one_line(tmp_path: Path, place: str, odd: str) -> None:
    root = write_portal(tmp_path / "portal")
    put_oddity(root, place, odd)
    ran = build(root)
    assert ran.code in (1, 2), ran
    named = [line for line in ran.lines if place.split("/")[-1] in line]
    assert named, ran.err
    assert len(ran.lines) <= 4
    assert not (root / "output").exists()
    assert SECRET not in ran.err


@pytest.mark.parametrize("odd", ["a pipe", "100 GB", "a loop", "a link to a file outside"])
@pytest.mark.parametrize("place", THEME)
def test_what_is_no_file_of_the_theme_is_told_before_anything_opens_it(tmp_path: Path, place: str, odd: str) -> None:
    root = write_portal(tmp_path / "portal")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    put_oddity(root, f"templates/{place}", odd)
    ran = build(root)
    assert ran.code == 1
    assert ran.lines[0].startswith(f"templates/{place}: GK00"), ran.err
    assert not (root / "output").exists()


def test_a_theme_that_lies_elsewhere_is_none_of_the_portals(tmp_path: Path) -> None:
    root = write_portal(tmp_path / "portal")
    shutil.copytree(REPOSITORY / "templates", tmp_path / "templates")
    (root / "templates").symlink_to(tmp_path / "templates")
    ran = build(root)
    assert ran.lines[0].startswith("templates: GK002 ")
    (root / "templates").unlink()
    shutil.copytree(tmp_path / "templates", root / "own")
    (root / "templates").symlink_to("own")
    assert build(root).code == 0


@pytest.mark.parametrize("odd", ["a pipe", "a socket", "100 GB", "a loop", "a link to nothing"])
def test_a_stranger_of_an_odd_kind_is_neither_read_nor_kept(tmp_path: Path, odd: str) -> None:
    root = write_portal(tmp_path / "portal")
    for place in ("content/stray", "content/sources/stray.bin", "content/notices/stray"):
        ODD[odd](root / place)
    ran = build(root)
    assert ran.code == 0, ran.err
    assert not list((root / "output").rglob("stray*"))


@pytest.mark.parametrize("odd", [odd for odd in ODD if "folder" not in odd])
def test_an_import_of_what_is_no_file_is_one_line(tmp_path: Path, odd: str) -> None:
    root = write_portal(tmp_path / "portal")
    ODD[odd](root / "content/sources/x.docx")
    if "outside" in odd:
        return
    ran = gksite("import", root / "content/sources/x.docx", cwd=root)
    assert ran.code in (1, 2)
    assert len(ran.lines) <= 2, ran.err


# ---- nothing outside is read, written or deleted


def canaries(folder: Path) -> dict[Path, tuple[bytes, int]]:
    """Files that nobody may touch: what they hold, and when they were last read."""
    outside = folder / "canaries"
    put(outside / "a.txt", SECRET)
    put(outside / "notices/x.yaml", f"id: x\ntitle: {SECRET}\n")
    put(outside / "about.md", f"# {SECRET}\n")
    put(outside / "index.html", SECRET)
    put(outside / "a.pdf", b"%PDF-1.4 " + SECRET.encode())
    found = {}
    for path in sorted(outside.rglob("*")):
        if path.is_file():
            os.utime(path, (1_000_000, 2_000_000))
            found[path] = (path.read_bytes(), 0)
            os.utime(path, (1_000_000, 2_000_000))
    return found


HOSTILE: dict[str, Callable[[Path, Path], object]] = {
    "a linked notice": lambda root, far: (root / "content/notices/x.yaml").symlink_to(far / "notices/x.yaml"),
    "linked notices": lambda root, far: (
        shutil.rmtree(root / "content/notices"),
        (root / "content/notices").symlink_to(far / "notices"),
    ),
    "a linked page": lambda root, far: put_link(root / "content/pages/about.md", far / "about.md"),
    "linked pages": lambda root, far: (root / "content/pages").symlink_to(far),
    "a linked source": lambda root, far: (
        (root / "content/sources/ceshi.txt").unlink(),
        (root / "content/sources/ceshi.txt").symlink_to(far / "a.txt"),
    ),
    "linked sources": lambda root, far: (
        shutil.rmtree(root / "content/sources"),
        (root / "content/sources").symlink_to(far),
    ),
    "a linked attachment": lambda root, far: put_link(root / "content/files/a.pdf", far / "a.pdf"),
    "linked attachments": lambda root, far: (root / "content/files").symlink_to(far),
    "a linked ledger": lambda root, far: (root / "content/ledger.yaml").symlink_to(far / "notices/x.yaml"),
    "a linked theme": lambda root, far: (root / "templates").symlink_to(far),
    "a source above": lambda root, far: renamed(root, f"../../../{far.name}/a.txt"),
    "an absolute source": lambda root, far: renamed(root, str(far / "a.txt")),
    "a linked page of output": lambda root, far: put_link(root / "output/index.html", far / "index.html"),
    "a linked folder of output": lambda root, far: put_link(root / "output/notices", far),
    "a linked output": lambda root, far: (root / "output").symlink_to(far),
    "a linked workshop": lambda root, far: put_link(root / ".gksite/output", far),
    "linked workshops": lambda root, far: (root / ".gksite").symlink_to(far),
    "a linked workshop of before": lambda root, far: (root / ".output.gksite").symlink_to(far),
}


def put_link(path: Path, target: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


def renamed(root: Path, name: str) -> None:
    """Let the notice name another file as its source."""
    path = root / NOTICE_PATH
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("file: ceshi.txt", f"file: {name}"), encoding="utf-8")


COMMANDS = (("build", "--no-search"), ("check",), ("build", "--no-search", "--remove"))


@pytest.mark.parametrize("hostile", some(HOSTILE, 3))
def test_nothing_outside_the_portal_is_published_changed_or_deleted(tmp_path: Path, hostile: str) -> None:
    root = write_portal(tmp_path / "portal")
    far = canaries(tmp_path)
    before = tree(tmp_path / "canaries")
    HOSTILE[hostile](root, tmp_path / "canaries")
    for command in COMMANDS:
        ran = gksite(*command, "--root", root, "--today", TODAY)
        assert SECRET not in ran.err + ran.out
    gksite("import", "content/sources/ceshi.txt", cwd=root)
    assert tree(tmp_path / "canaries") == before
    for path in far:
        assert path.stat().st_mtime == 2_000_000
    if (root / "output").is_dir() and not (root / "output").is_symlink():
        real = [path for path in (root / "output").rglob("*") if not path.is_symlink() and path.is_file()]
        assert not [
            path for path in real if path.resolve().is_relative_to(root) and SECRET.encode() in path.read_bytes()
        ]


STRACE = shutil.which("strace")
CALLS = "open,openat,creat,unlink,unlinkat,rename,renameat,renameat2,link,linkat,truncate,mkdir,rmdir,chmod,fchmodat"
"""What opens, changes or deletes by a name."""


@pytest.mark.proof
@pytest.mark.parametrize("hostile", [name for name in HOSTILE if name != "a linked output"])
def test_no_call_of_the_system_opens_anything_outside(tmp_path: Path, hostile: str) -> None:
    """But for an output/ that is a link: where it leads is the output."""
    if STRACE is None:
        pytest.skip("strace is not installed: make proof installs it on Debian")
    root = write_portal(tmp_path / "portal", {"received.txt": SOURCE})
    canaries(tmp_path)
    HOSTILE[hostile](root, tmp_path / "canaries")
    for command in (*COMMANDS, ("import", "received.txt")):
        log = tmp_path / f"calls-{'-'.join(command).replace('/', '')}"
        words = command if command[0] == "import" else (*command, "--today", TODAY)
        traced = subprocess.run(
            [STRACE, "-f", "-y", "-qq", "-e", f"trace={CALLS}", "-o", log, sys.executable, "-m", "gksite", *words],
            cwd=root,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert traced.returncode in (0, 1, 2), traced.stderr
        lines = log.read_text("utf-8", "replace").splitlines()
        assert [line for line in lines if "/gksite/cli/" in line]  # so it was traced
        assert not [line for line in lines if touches(line, tmp_path)]


def touches(line: str, folder: Path) -> bool:
    """Whether a call that succeeded opened a canary to read or write it, or changed one; -y shows what was opened."""
    if " = -1 " in line or "O_DIRECTORY" in line:
        return False
    return f"{folder}/canaries" in line
