"""Releases made up for publishing, and who looks on while they are published.

Run as a program it is one of three: `watch DIR` reads the site in DIR/current again and again until it is told to end,
and prints what it saw; `run WORD…` loads gksite, says so, waits for a line and runs the command; `faults` reads an
order, as JSON, and forks a publish for each fault that it names.
"""

import hashlib
import json
import os
import select
import shutil
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from portal import put

from gksite.model.outputs import File
from gksite.release import _release_files
from gksite.releasing.history import Happening, History, cosigned, extended
from gksite.releasing.listing import list_of, listed
from gksite.tlog.notes import Signer, cosignature


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def site(number: int, size: int = 12) -> dict[str, bytes]:
    """The files of a made-up site: a third of its pages change with its number."""
    pages = {
        f"notices/n{i}/index.html": f"<p>{i} {number if i % 3 == 0 else ''}</p>".encode() * 40 for i in range(size)
    }
    own = {"index.html": b"<h1>%d</h1>" % number, ".well-known/security.txt": b"Contact: tel:1\n"}
    return {**pages, **own, "files/2024年 公报'\"$(x).pdf": b"%PDF", f"assets/site.{number:08x}.css": b"a{}"}


SIGNER = Signer("a.example/log", bytes(range(32)))
DAY = date(2026, 6, 15)


def write_release(
    output: Path,
    number: int,
    *,
    withdrawn: Mapping[str, int] = MappingProxyType({}),
    notes: Mapping[int, str] = MappingProxyType({}),
    signer: Signer = SIGNER,
    witness: Signer | None = None,
) -> str:
    """A released site in a folder, the last of so many releases, and the name that it is to have on the server.

    `withdrawn` are paths with the release that first lacks them; other `notes` or another `signer` make another log.
    A `witness` has signed its checkpoint.
    """
    shutil.rmtree(output, ignore_errors=True)
    history = History(signer.name)
    for i in range(1, number + 1):
        paths = site(i)
        held = {path: File(path, paths[path]) for path in paths if withdrawn.get(path, i + 1) > i}
        listing = list_of(signer.seed, signer.name, i, DAY, listed(held.values(), sm3=False))
        history = extended(history, listing, held, Happening(DAY, notes.get(i), {}), signer)
    if witness is not None and history.checkpoint is not None:
        note = history.checkpoint
        history = cosigned(history, note.with_signature(cosignature(note, witness, 1)))
    made = [*held.values(), *_release_files(signer, history, listing)]
    for file in (*made, File(".gksite.json", b"{}"), File(".DS_Store", b"x")):
        put(output / file.path, file.content)
    return f"{number:04d}-{listing.digest[:12]}"


def faults_of(site_folder: str | Path) -> list[str]:
    """What is wrong with a site as a visitor gets it: its folder is looked up once, as a server does for a request."""
    folder = os.open(site_folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        manifest = _content(folder, "release/manifest.json")
        entries = json.loads(manifest)["files"]
        wrong = [each["path"] for each in entries if sha256(_content(folder, each["path"])) != each["sha256"]]
        return wrong + [path for path in ("release/release.txt", "log/checkpoint") if not _content(folder, path)]
    except (OSError, ValueError) as error:
        return [repr(error)]
    finally:
        os.close(folder)


def _content(folder: int, path: str) -> bytes:
    with open(os.open(path, os.O_RDONLY, dir_fd=folder), "rb") as stream:
        return stream.read()


def watch(folder: Path) -> None:
    looks, wrong, seen = 0, [], set()
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], 0)[0]:
        try:
            seen.add(os.readlink(folder / "current"))
            wrong += faults_of(folder / "current")
        except OSError as error:
            wrong.append(repr(error))
        looks += 1
    print(json.dumps({"looks": looks, "wrong": wrong[:20], "seen": sorted(seen)}), flush=True)


def run(words: list[str]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who runs the tests may ignore it
    from gksite import cli
    from gksite.cli import publish

    assert publish
    sys.argv = ["gksite", *words]
    print("ready", flush=True)
    sys.stdin.readline()
    cli.main()


def state(folder: Path) -> dict[str, Any]:
    """What is published in a folder, whether it is whole, and what stands beside it."""
    names = sorted(path.name for path in (folder / "releases").iterdir())
    return {"current": os.readlink(folder / "current"), "wrong": faults_of(folder / "current"), "names": names}


def met(words: list[str], root: Path, at: int, fault: str) -> tuple[int, str, int]:
    """How a publish ends that meets a fault, in a process of its own; what it said, and the calls that it made."""
    from faults import Door

    from gksite import cli

    said = root / "said"
    count = root / "count"
    pid = os.fork()
    if pid == 0:
        status = 70
        descriptor = os.open(said, os.O_CREAT | os.O_TRUNC | os.O_WRONLY)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        sys.argv = ["gksite", *words]
        door = Door(root / "www", at, fault)
        door.stand()
        try:
            cli.main()
        except SystemExit as end:
            status = int(end.code or 0)
        sys.stdout.flush()
        count.write_text(str(len(door.calls)))
        os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    calls = 0
    with suppress(FileNotFoundError):
        calls = int(count.read_text())
    return status, said.read_text(encoding="utf-8"), calls


def meet(root: Path, share: list[tuple[float, str]], every: str | None) -> None:
    """Publish release 2, which withdraws a page, over release 1 for each fault, and once more."""
    from gksite.cli import publish

    assert publish
    words = ["publish", str(root / "www"), "--root", str(root), "--output"]
    write_release(root / "one", 1)
    write_release(root / "two", 2, withdrawn={"notices/n1/index.html": 2})

    def reset() -> None:
        shutil.rmtree(root / "www", ignore_errors=True)
        status, said, _ = met([*words, str(root / "one")], root, 0, "COUNT")
        assert status == 0, said

    reset()
    status, said, calls = met([*words, str(root / "two")], root, 0, "COUNT")
    assert status == 0, said
    points = [(1 + int(at * (calls - 1)), fault) for at, fault in share]
    if every is not None:
        points += [(at, every) for at in range(1, calls + 1)]
    for at, fault in points:
        reset()
        status, said, _ = met([*words, str(root / "two")], root, at, fault)
        report = {"at": at, "fault": fault, "status": status, "said": said, **state(root / "www")}
        status, said, _ = met([*words, str(root / "two")], root, 0, "COUNT")
        print(json.dumps({**report, "next": status, "then": said, "final": state(root / "www")}), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "watch":
        watch(Path(sys.argv[2]))
    elif sys.argv[1] == "run":
        run(sys.argv[2:])
    else:
        order = json.loads(sys.stdin.read())
        meet(Path(order["root"]), order["share"], order["every"])
