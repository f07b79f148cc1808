"""Outputs → search bundle: an index per jurisdiction, and one table of what results can be narrowed by."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from gksite.documents.files import content_of, is_free
from gksite.model.outputs import File, Output, SearchRecord
from gksite.model.settings import Config
from gksite.model.site import Site
from gksite.pages.views import DEADLINES
from gksite.problems.problem import Code, Location, Problems
from gksite.searching import pagefind
from gksite.searching.table import FORMAT, search_table, shown
from gksite.searching.tokens import words

FOLDER = "pagefind"
SHARD = 1500
"""Records of a jurisdiction above which its index is divided by year."""

SMALL = 750_000
"""Bytes of text up to which a site is searched by a plain scan: sent, the file of the scan is no more than 250 kB.

Texts that repeat nothing shrink to a third; the sample's, whose tasks repeat their notice's title, to a fifth. On a
slow line the sample's first hit is drawn in 3 s by a scan, in 5 to 6 s by an index (tests/first_hit.py).
"""

_FIRST = ("/pagefind-entry.json", ".pf_meta", "/wasm.unknown.pagefind")
"""How the names of the files end that Pagefind wants before its first query."""

NO_INDEX = Code(
    "GK304",
    "搜索索引没有做成：{reason}",
    why="索引不完整时，读者会搜不到实际存在的内容。",
    mend="再运行一次；仍然出错时，运行 make clean 后重试。",
)


def index(site: Site, outputs: Sequence[Output], jobs: int, previous: Path | None, problems: Problems) -> list[File]:
    """The search bundle over every output with a search record, as files under pagefind/.

    An index whose records have not changed is taken from `previous`, the site as it stands, if it is whole there.
    """
    shards = _shards(outputs)
    try:
        version = pagefind.version()
        kept = _kept(previous)
        make = partial(_shard, version=version, previous=previous, kept=kept)
        with ThreadPoolExecutor(jobs) as pool:
            built = list(pool.map(make, shards, shards.values()))
        files = {f"engine/{path}": content for path, content in pagefind.engine().items()}
    except (OSError, ValueError) as error:
        problems.add(NO_INDEX, Location(f"output/{FOLDER}"), reason=error)
        return []
    for folder, content in built:
        files |= {f"{folder}/{path}": data for path, data in content.items()}
    listed = {folder: _digest(content) for folder, content in built}
    files["shards.json"] = _json({"format": FORMAT, "shards": listed})
    folders = [(folder, shards[name]) for (folder, _), name in zip(built, shards, strict=True)]
    table, records = search_table(site, folders, _months(outputs))
    files["start.bin"] = _start(table, records, files)
    return [File(f"{FOLDER}/{path}", content) for path, content in sorted(files.items())]


def _start(table: Mapping[str, Any], records: Sequence[Sequence[int]], files: Mapping[str, bytes]) -> bytes:
    """What a browser needs before its first query, in one file instead of two requests per index.

    Gzip of: the length of a JSON text (4 bytes, little endian), the JSON text {table, files: [[path, length], …]},
    and those files one behind the other, unpacked. `<folder>/records` holds an index's records as variable-length
    numbers (seven bits a byte, least first, the eighth bit where more follow).
    """
    wanted = {path: pagefind.unpacked(files[path]) for path in sorted(files) if path.endswith(_FIRST)}
    wanted |= {
        f"{folder}/records": b"".join(map(_varint, numbers))
        for (folder, *_), numbers in zip(table["shards"], records, strict=True)
    }
    head = _json({"table": table, "files": [[path, len(blob)] for path, blob in wanted.items()]})
    return pagefind.pack(b"".join([len(head).to_bytes(4, "little"), head, *wanted.values()]))


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _shards(outputs: Sequence[Output]) -> dict[str, list[Output]]:
    """The outputs of each index, oldest first: a jurisdiction's, by year where they are many; the rest in one."""
    found: dict[str, list[Output]] = defaultdict(list)
    for output in outputs:
        if output.search:
            found[output.search.jurisdiction or "_pages"].append(output)  # no id has an underscore
    divided: dict[str, list[Output]] = defaultdict(list)
    for name, records in sorted(found.items()):
        for output in sorted(records, key=_age):
            record, _, _ = shown(output)
            by_year = record.year is not None and len(records) > SHARD
            divided[f"{name}.{record.year}" if by_year else name].append(output)
    return dict(divided)


def _age(output: Output) -> tuple[str, str]:
    """What puts outputs in order, the oldest first."""
    record, _, _ = shown(output)
    return record.day, output.path


def _page(output: Output) -> pagefind.IndexedPage:
    record, url, fragment = shown(output)
    return pagefind.IndexedPage(url, words(record.title, record.texts), fragment)


def _shard(
    name: str, outputs: Sequence[Output], version: str, previous: Path | None, kept: Mapping[str, str]
) -> tuple[str, dict[str, bytes]]:
    """One index and the folder it stands in, whose name changes with its records."""
    made_of = [FORMAT, version, pagefind.CHUNK_SIZE, name, [shown(output)[1:] for output in outputs]]
    folder = f"{name}-{hashlib.sha256(_json(made_of)).hexdigest()[:12]}"
    if previous is not None and folder in kept:
        content = _read(previous, f"{FOLDER}/{folder}")
        if _digest(content) == kept[folder]:
            return folder, content
    return folder, pagefind.shard(name, [_page(output) for output in outputs])


def _kept(previous: Path | None) -> dict[str, str]:
    """The digests of the indexes in the site as it stands, by folder; none where their list is missing or damaged."""
    if previous is None:
        return {}
    try:
        listed = json.loads(content_of(previous, f"{FOLDER}/shards.json") or b"")
        return dict(listed["shards"]) if listed["format"] == FORMAT else {}
    except (ValueError, TypeError, KeyError):
        return {}  # every index is made anew, which is all that keeping them saves


def _read(previous: Path, folder: str) -> dict[str, bytes]:
    """The files of an index; none that only a link leads to."""
    found = {}
    for path in sorted((previous / folder).rglob("*")) if is_free(previous, f"{folder}/x") else ():
        content = content_of(previous, path.relative_to(previous).as_posix())
        if content is not None:
            found[path.relative_to(previous / folder).as_posix()] = content
    return found


def _digest(content: Mapping[str, bytes]) -> str:
    """One digest over all files of an index, their names and lengths included."""
    whole = hashlib.sha256()
    for path, data in sorted(content.items()):
        whole.update(f"{path}\0{len(data)}\0".encode())
        whole.update(data)
    return whole.hexdigest()


def _months(outputs: Iterable[Output]) -> list[tuple[str, int, str]]:
    """The months with time limits as the page of these lists them: month, how many, address."""
    pages: list[Any] = [output.data for output in outputs if output.page and output.page.url == DEADLINES.url]
    lines = chain.from_iterable(page["years"] for page in pages)
    marks = [(line.year, mark) for line in lines for mark in line.months]
    return [(f"{year}-{mark.month:02}", mark.count, mark.url) for year, mark in marks if mark.url]


def searched(outputs: Iterable[Output]) -> dict[str, SearchRecord]:
    """What the search is built from, by address."""
    return {output.page.url: output.search for output in outputs if output.search and output.page}


def is_scanned(config: Config, outputs: Sequence[Output]) -> bool:
    """Whether a site is searched by a plain scan: as its settings say, else where the texts are little to load."""
    if config.search != "auto":
        return config.search == "scan"
    records = [output.search for output in outputs if output.search]
    texts = chain.from_iterable((record.title or "", *record.texts) for record in records)
    return sum(len(text.encode()) for text in texts) <= SMALL


def text(site: Site, outputs: Sequence[Output]) -> File:
    """Every record's text as a classic script, for the plain scan of an offline tree and of a small site."""
    shards = _shards(outputs)
    pages = []
    for shard in shards.values():
        pages.append([{"url": url, **fragment} for _, url, fragment in map(shown, shard)])
    table, records = search_table(site, list(shards.items()), _months(outputs))
    content = {"table": table, "records": records, "pages": pages}
    return File(f"{FOLDER}/text.js", b"globalThis.gksiteText=" + _json(content) + b";\n")
