"""A tiny valid portal to break and build, the program as a person runs it, and trees to compare."""

import atexit
import ctypes
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
TODAY = "2026-01-01"
SOURCE = """\
测试市2018年政务公开工作任务分解表 2018年6月12日 现将任务分解表印发给你们。 \
一、公开 1 公开预决算 公开财政预决算。 市财政局 市审计局、市政府各部门
2 公开审计结果 审计局
二、回应 3 及时回应
关切。 市财政局
"""
SITE = "name: 测试门户\n"
"""Settings with every export."""
LEAST = "exports: [json, agencies, pages, sitemap]\n"
"""Those that the search is proved against, which take half the time: for whatever speaks of pages and messages."""
OF_COLUMNS = "exports: [json, items, agencies, pages, disclosure, reports, sitemap]\n"
"""The same where there are columns."""
LEAN = f"{SITE}{LEAST}"
AGENCIES = """\
jurisdiction: ceshi
name: 测试市
agencies:
  - {id: caizhengju, name: 市财政局, full_name: 测试市财政局}
  - {id: shenjiju, name: 市审计局, aliases: [审计机关]}
  - {id: ge-bumen, name: 市政府各部门, kind: group}
"""
NOTICE = f"""\
id: ceshi-2018
jurisdiction: ceshi
title: 测试市2018年政务公开工作任务分解表
year: 2018
issued: 2018-06-12
disclosure: 主动公开
source:
  file: ceshi.txt
  sha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}
preamble: 现将任务分解表印发给你们。
sections:
  - title: 一、公开
    tasks:
      - number: 1
        title: 公开预决算
        requirement: 公开财政预决算。
        lead: [市财政局]
        support: [市审计局, 市政府各部门]
        source: {{lines: [1, 1]}}
      - number: 2
        title: 公开审计结果
        lead: [{{name: 市审计局, as: 审计局}}]
        source: {{lines: [2, 2]}}
  - title: 二、回应
    tasks:
      - number: 3
        requirement: 及时回应关切。
        lead: [市财政局]
        source: {{lines: [3, 4]}}
"""
FILES: Mapping[str, str] = {
    "site.yaml": LEAN,
    "content/agencies/ceshi.yaml": AGENCIES,
    "content/notices/ceshi-2018.yaml": NOTICE,
    "content/sources/ceshi.txt": SOURCE,
}
LIMITED = f"""\
{NOTICE.rstrip()}
        deadlines:
          - {{text: 2026年1月20日前, kind: fixed, date: 2026-01-20}}
          - {{text: 2018年底前, kind: derived, date: 2018-12-31, basis: 年底前即12月31日}}
          - {{text: 每季度一次, kind: recurring}}
"""
"""The notice with time limits in its last task: one soon up as of TODAY, one long past, one without a day."""
NOTICE_PATH, AGENCIES_PATH = "content/notices/ceshi-2018.yaml", "content/agencies/ceshi.yaml"

FACTS = {
    "GK625": "published",
    "GK626": "issued",
    "GK627": "issuer",
    "GK628": "number",
    "GK629": "index_code",
    "GK630": "subject",
    "GK750": "cleared",
}
"""The code of what stops a release where a public notice lacks a fact, and the key that states it."""
WAIVERS_PATH = "content/waivers.yaml"

Change = str | bytes | tuple[str, str] | None
"""A file's new text or bytes; (old, new) for one replacement in the text it has; None to delete it."""


def write_portal(root: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """The tiny portal in `root`, with some files added, replaced, edited or deleted."""
    for name, text in FILES.items():
        put(root / name, text)
    for name, change in (changes or {}).items():
        apply(root / name, change)
    if WAIVERS_PATH not in (changes or {}):
        waive(root)
    return root


def write_whole(root: Path, changes: Mapping[str, Change] | None = None) -> Path:
    """The same with every export."""
    return write_portal(root, {"site.yaml": SITE, **(changes or {})})


def waive(root: Path, *more: tuple[str, str]) -> None:
    """Answer for the facts that the notices of a portal lack, so that a test may speak of something else.

    `more` are codes with the files in which they may stand.
    """
    waivers = []
    for code, place in more:
        waivers.append(
            f"  - {{code: {code}, place: '{place}', expires: 2999-01-01, reason: 测试, by: 测试, on: 2026-01-01}}\n"
        )
    for path in sorted((root / "content/notices").glob("*.yaml")):
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        place = path.relative_to(root).as_posix()
        if re.search(r"(?m)^published:", text):  # years after its issue, in most tests
            waivers.append(
                f"  - {{code: GK636, place: {place}, archive: true, reason: 测试, by: 测试, on: 2026-01-01}}\n"
            )
        for code, key in FACTS.items():
            if re.search(r"(?m)^disclosure: 主动公开", text) and not re.search(rf"(?m)^(draft: true|{key}:)", text):
                waivers.append(
                    f"  - {{code: {code}, place: {place}, archive: true, reason: 测试, by: 测试, on: 2026-01-01}}\n"
                )
    own = [root / f"content/{name}.yaml" for name in ("catalogue", "disclosure")]
    files = [*(root / "content/pages").glob("*.md"), *(root / "content/files").rglob("*.*")]
    for path in sorted([*files, *(each for each in own if each.exists())]):
        place = path.relative_to(root).as_posix()
        if re.fullmatch(r"[\w./-]+", place):
            waivers.append(
                f"  - {{code: GK750, place: {place}, expires: 2999-01-01, reason: 测试, by: 测试, on: 2026-01-01}}\n"
            )
    put(root / WAIVERS_PATH, "".join(["waivers:\n", *waivers]))


def put(path: Path, content: str | bytes) -> None:
    """Write a file as given, its folders made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def apply(path: Path, change: Change) -> None:
    """Make one change to one file; an edit must hit exactly one place."""
    if change is None:
        path.unlink()
    elif isinstance(change, tuple):
        old, new = change
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        put(path, text.replace(old, new))
    else:
        put(path, change)


@dataclass(frozen=True)
class Ran:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Standard error, line by line."""
        return self.err.splitlines()


_AS_OTHERS = """
import ctypes, os, sys
for capability in (1, 2):
    ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Root passes over permissions; without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH it is bound by them like anybody."""


def gksite(
    *args: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, bound: bool = False
) -> Ran:
    """Run gksite; never may it end in a traceback. `bound`: file permissions bind it even as root."""
    words = list(map(str, args))
    where = cwd or REPOSITORY
    cold = bound or any(name.startswith("PYTHON") for name in env or ())  # what Python reads as it starts
    ran = _cold(words, where, env or {}, bound) if cold else _warm(words, where, env or {})
    assert "Traceback" not in ran.err + ran.out, ran.err
    assert ran.code in (0, 1, 2), ran
    return ran


def _environment() -> dict[str, str]:
    """This machine's, without a language."""
    rest = {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LC_MESSAGES", "LANG", "PYTHONPATH")}
    return {**rest, "PYTHONIOENCODING": "utf-8"}


def _cold(words: list[str], cwd: Path, env: Mapping[str, str], bound: bool) -> Ran:
    """`python -m gksite` in a process from scratch."""
    command = [sys.executable, "-m", "gksite", *words]
    if bound and os.geteuid() == 0 and hasattr(ctypes.CDLL(None), "prctl"):
        command = [sys.executable, "-c", _AS_OTHERS, *command[1:]]
    done = subprocess.run(
        command,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
        timeout=120,
        cwd=cwd,
        env={**_environment(), **env},
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@cache
def _warmed() -> tuple[subprocess.Popen[str], Path]:
    """The process that forks commands, and the folder for what they say."""
    folder = tempfile.TemporaryDirectory(prefix="gksite-tests-")
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "warm.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_environment(),
    )

    def end() -> None:
        process.communicate()
        folder.cleanup()

    atexit.register(end)
    return process, Path(folder.name)


def _warm(words: list[str], cwd: Path, env: Mapping[str, str]) -> Ran:
    """The same in a fork of a process that has gksite loaded."""
    process, folder = _warmed()
    out, err = folder / "out", folder / "err"
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(
        json.dumps({"args": words, "cwd": str(cwd), "env": {**env}, "out": str(out), "err": str(err)}) + "\n"
    )
    process.stdin.flush()
    code = int(process.stdout.readline())
    return Ran(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))


def build(root: Path, *args: str | Path, env: Mapping[str, str] | None = None, bound: bool = False) -> Ran:
    """Build a portal, without search, on a fixed day."""
    return gksite("build", "--root", root, "--no-search", "--today", TODAY, *args, env=env, bound=bound)


def tree(folder: Path) -> dict[str, str]:
    """Every file, link and folder below a folder: its path, and a digest of what it holds."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {os.readlink(path)}"
        elif path.is_dir():
            found[name + "/"] = ""
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
