"""Outputs → search bundle; the only door to Pagefind.

Every character of Chinese is a word of its own in the index, and a query is a quoted phrase of such words, so that
what matches does not depend on anybody's idea of where Chinese words end.
"""

import base64
import json
import re
import subprocess
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from io import BufferedReader
from threading import Thread
from typing import IO, Any

from pagefind_bin import get_executable

from gksite.model.outputs import File, Output
from gksite.problems import Place, Problems, define

NO_INDEX = define(
    "GK304",
    "搜索索引没有做成：{reason}",
    why="索引不完整时，读者会搜不到实际存在的内容。",
    mend="再运行一次；仍然出错时，运行 make clean 后重试。",
)
_UNIT = re.compile(r"[a-z0-9]+|\w|[^\w\s]")


def index(outputs: Sequence[Output], problems: Problems) -> list[File]:
    """The search bundle over every output that has a search record, as files under pagefind/."""
    pages = [o for o in outputs if o.search and o.page]
    requests: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": "zh-cn"}}]
    requests += [_record(output) for output in pages]
    requests.append({"type": "GetFiles", "index_id": 0})
    try:
        answers = _ask(requests)
    except (OSError, ValueError) as error:
        problems.add(NO_INDEX, Place("output/pagefind"), reason=error)
        return []
    failed = [a["message"] for a in answers if a["type"] == "Error"]
    if failed:
        problems.add(NO_INDEX, Place("output/pagefind"), reason="; ".join(failed))
        return []
    return [
        File(f"pagefind/{f['path']}", base64.b64decode(f["content"]))
        for f in answers[-1]["files"]
        if not f["path"].startswith(("pagefind-ui", "pagefind-modular", "pagefind-component", "pagefind-highlight"))
    ]


def words(text: str) -> str:
    """The text as Pagefind is to see it: NFKC, lower case, every unit apart."""
    return " ".join(_UNIT.findall(unicodedata.normalize("NFKC", text).lower()))


def _record(output: Output) -> dict[str, Any]:
    assert output.search is not None  # noqa: S101  chosen so
    assert output.page is not None  # noqa: S101  chosen so
    record = output.search
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": output.page.url,
        "content": words("\n".join((record.title, *record.fields))),
        "language": "zh-cn",
        "meta": {
            "title": record.title,
            "kind": record.kind,
            "jurisdiction": record.jurisdiction,
            "year": record.year,
        },
        "filters": {},
        "sort": {},
    }


def _ask(requests: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers of Pagefind's service, in the order of the requests.

    All are sent in one stream (one at a time costs 0.1 s each), and its input stays open until the last answer is in:
    the service stops at the end of its input, whatever it still has to say. Raises OSError where it stops early.
    """
    with subprocess.Popen(
        [get_executable(), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as service:
        assert service.stdin is not None  # noqa: S101  asked for above
        assert isinstance(service.stdout, BufferedReader)  # noqa: S101  asked for above
        sender = Thread(target=_send, args=(service.stdin, requests), daemon=True)
        sender.start()
        answers: dict[int, dict[str, Any]] = {}
        rest = b""
        while len(answers) < len(requests):
            chunk = service.stdout.read1(1 << 20)
            if not chunk:
                raise OSError(f"pagefind stopped after {len(answers)} of {len(requests)} answers")
            *complete, rest = (rest + chunk).split(b",")
            for part in complete:
                answer = json.loads(base64.b64decode(part))
                answers[answer["message_id"]] = answer["payload"]
        sender.join()
        service.stdin.close()
    return [answers[i] for i in range(len(requests))]


def _send(stream: IO[bytes], requests: Sequence[dict[str, Any]]) -> None:
    with suppress(BrokenPipeError):  # the reader reports a service that has gone
        for i, request in enumerate(requests):
            stream.write(base64.b64encode(json.dumps({"message_id": i, "payload": request}).encode()) + b",")
        stream.flush()
