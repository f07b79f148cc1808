"""Pagefind: its service as a client, its files as data; the only door to it.

Its index is kept as it makes it. What it leaves open is settled here, so that the same records give the same bytes
everywhere: pages and chunks are named by their order, and a page's fragment holds what results show.
"""

import base64
import gzip
import json
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from threading import Thread
from typing import IO, Any

import cbor2
import deflate
from pagefind_bin import get_executable

from gksite.theming.assets import without_comments

CHUNK_SIZE = 2000
"""Bytes of postings in one index file: small ones are less to fetch per query, large ones less to know before it."""
_LICENCE = b"""/*! Pagefind (https://pagefind.app), changed where gksite says so

Copyright 2022 CloudCannon

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the
Software, and to permit persons to whom the Software is furnished to do so, subject to the following
conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions
of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED
TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL
THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF
CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER
DEALINGS IN THE SOFTWARE.
*/
"""
"""What whoever hands on the program of Pagefind hands on with it; THIRD-PARTY-NOTICES has the same."""
_BEGINNING = Path(__file__).with_name("program.js")
"""What the program begins with as it is sent: what it uses in place of the page's own fetch and WebAssembly."""
_SIGNATURE = b"pagefind_dcd"
_LANGUAGE = "unknown"  # no stemming, and no cutting of words here or in the browser


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """One page to index: its words, and what its fragment holds."""

    url: str
    words: str
    fragment: Mapping[str, Any]


def shard(name: str, pages: Sequence[IndexedPage]) -> dict[str, bytes]:
    """The files of one index by path; page n has the id `<name>.<n>`. Raises OSError where Pagefind fails."""
    found = _files(pages)
    entry = json.loads(found["pagefind-entry.json"])
    meta_name = f"pagefind.{entry['languages'][_LANGUAGE]['hash']}.pf_meta"
    meta = _load(found[meta_name])
    files = {f"fragment/{name}.{i}.pf_fragment": _fragment(page) for i, page in enumerate(pages)}
    if len(meta[1]) != len(pages):
        raise OSError(f"pagefind indexed {len(meta[1])} of {len(pages)} pages")
    for i, (_, _, chunk) in enumerate(meta[2]):
        files[f"index/{i}.pf_index"] = found[f"index/{chunk}.pf_index"]
        unpacked(files[f"index/{i}.pf_index"])
    # one length for all: only Pagefind's ranking asks, which the search does not use, and it is much to load
    length = round(sum(n for _, n in meta[1]) / max(1, len(pages)))
    meta[1] = [[f"{name}.{i}", length] for i in range(len(pages))]
    meta[2] = [[first, last, str(i)] for i, (first, last, _) in enumerate(meta[2])]
    files["pagefind.all.pf_meta"] = pack(_SIGNATURE + cbor2.dumps(meta))
    entry["languages"] = {_LANGUAGE: {"hash": "all", "wasm": None, "page_count": len(pages)}}
    files["pagefind-entry.json"] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return files


def engine() -> dict[str, bytes]:
    """Pagefind's own program for browsers, with an index of one page that no query matches."""
    pages = [IndexedPage("", "ꙮ", {})]
    found = _files(pages)
    program = {
        "pagefind.js": _LICENCE + without_comments(_BEGINNING.read_bytes()) + b"\n" + found["pagefind.js"],
        "wasm.unknown.pagefind": found["wasm.unknown.pagefind"],
    }
    return program | shard("none", pages)


def version() -> str:
    """The version of Pagefind's program. Raises OSError where it does not run."""
    asked = subprocess.run([get_executable(), "--version"], capture_output=True, text=True, check=False)
    if asked.returncode != 0:
        raise OSError(f"pagefind --version ended with {asked.returncode}")
    return asked.stdout.strip()


def _fragment(page: IndexedPage) -> bytes:
    shown = {"url": page.url, "content": "", "word_count": 0, "filters": {}, "meta": {}, "anchors": []}
    return pack(_SIGNATURE + json.dumps({**shown, **page.fragment}, ensure_ascii=False).encode())


def pack(data: bytes) -> bytes:
    """The data as gzip, the same bytes on every machine (zlib's differ from one build of it to another)."""
    return bytes(deflate.gzip_compress(data, 12))


def unpacked(data: bytes) -> bytes:
    """One of Pagefind's files without its compression. Raises OSError where it is truncated."""
    if data.startswith(b"{"):
        return data
    try:
        content = gzip.decompress(data)
    except (EOFError, zlib.error) as error:
        raise OSError(f"pagefind wrote a broken file: {error}") from error
    if not content.startswith(_SIGNATURE):
        raise OSError("pagefind wrote a file without its signature")
    return content


def _load(packed: bytes) -> Any:
    return cbor2.loads(unpacked(packed)[len(_SIGNATURE) :])


def _files(pages: Sequence[IndexedPage]) -> dict[str, bytes]:
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {}}]
    requests += [
        {
            "type": "AddRecord",
            "index_id": 0,
            "url": f"/{i}",
            "content": page.words,
            "language": _LANGUAGE,
            "meta": {},
            "filters": {},
            "sort": {},
        }
        for i, page in enumerate(pages)
    ]
    requests.append({"type": "GetFiles", "index_id": 0})
    answers = _ask(requests)
    failed = [answer["message"] for answer in answers if answer["type"] == "Error"]
    if failed:
        raise OSError("; ".join(failed))
    return {file["path"]: base64.b64decode(file["content"]) for file in answers[-1]["files"]}


def _ask(requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of Pagefind's service, in the order of the requests.

    All are sent in one stream (one at a time costs 0.1 s each), and its input stays open until the last answer is in:
    the service stops at the end of its input, whatever it still has to say. Raises OSError where it stops early.
    """
    settings = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": str(CHUNK_SIZE)}
    command = [get_executable(), "--service"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=settings
    ) as service:
        assert service.stdin is not None  # noqa: S101  asked for above
        assert isinstance(service.stdout, BufferedReader)  # noqa: S101  asked for above
        sender = Thread(target=_send, args=(service.stdin, requests), daemon=True)
        sender.start()
        answers: dict[int, dict[str, Any]] = {}
        rest = bytearray()
        try:
            while len(answers) < len(requests):
                chunk = service.stdout.read1(1 << 20)
                if not chunk:
                    raise OSError(f"pagefind stopped after {len(answers)} of {len(requests)} answers")
                rest += chunk
                if b"," in chunk:
                    *complete, rest = rest.split(b",")
                    for part in complete:
                        answer = json.loads(base64.b64decode(part))
                        answers[answer["message_id"]] = answer["payload"]
        finally:
            if len(answers) < len(requests):
                service.kill()  # the sender may wait for it
            sender.join()
            with suppress(BrokenPipeError):
                service.stdin.close()
    return [answers[i] for i in range(len(requests))]


def _send(stream: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    with suppress(BrokenPipeError):  # the reader reports a service that has gone
        for i, request in enumerate(requests):
            stream.write(base64.b64encode(json.dumps({"message_id": i, "payload": request}).encode()) + b",")
        stream.flush()
