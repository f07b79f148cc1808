"""Mutated files for every reader, read in one process: `python tests/fuzzing.py COUNT SEED` prints what came of them.

Readers of our own making may only refuse; what a library for PDF raises ends the process that reads, which the
program tells as a damaged file, so here it is counted apart.
"""

import json
import random
import re
import signal
import sys
import zipfile
from base64 import b64encode
from collections import Counter
from io import BytesIO
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).parent))

from documents import archive, as_docx, as_html, as_pdf, as_xlsx, p, raw_docx, tbl, tc, tr

from gksite.readers.child import outcome, restrict
from gksite.readers.limits import REFUSALS

KINDS = ("docx", "xlsx", "html", "pdf", "text", "csv", "mhtml")
SLOWEST = 10
"""Seconds that reading one small file may take on a busy machine."""
NOTICE = [
    " 关于印发任务分解表的通知",
    "各县（市、区）人民政府：现将任务分解表印发给你们。",
    [
        *((0, 0, 1, 1, "序号"), (0, 1, 1, 1, "工作任务"), (0, 2, 1, 2, "责任单位")),
        *((1, 0, 1, 4, "一、公开"), (2, 0, 1, 1, "1"), (2, 1, 1, 1, "预决算公开")),
        *((2, 2, 2, 1, "市财政局\n市审计局"), (2, 3, 1, 1, "各部门"), (3, 0, 1, 1, "2"), (3, 1, 1, 1, "项目")),
        (3, 3, 1, 1, "各县"),
    ],
]
NUMBERED = raw_docx(
    p("公开", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    + tbl(
        tr(tc("甲", '<w:vMerge w:val="restart"/>'), tc("乙", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        tr(tc("", "<w:vMerge/>"), tc(tbl(tr(tc("内"), tc("表")))), tc("丙")),
    ),
    numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)
SEEDS: dict[str, list[bytes]] = {
    "docx": [NUMBERED, as_docx(NOTICE)],
    "xlsx": [as_xlsx(NOTICE)],
    "html": [as_html(NOTICE), as_html(NOTICE).decode().encode("gb18030")],
    "pdf": [as_pdf(NOTICE)],
    "csv": ['序号,工作任务,牵头单位\n1,"公开，\n""解读""",市财政局\n,,\n'.encode()],
    "mhtml": [
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
        b"Content-Transfer-Encoding: base64\n\n" + b64encode(as_html(NOTICE)) + b"\n--b--\n"
    ],
    "text": [
        text.encode()
        for text in (
            "# 通知\n\n工作任务\t责任单位\n1. 公开\t市财政局\n| a | b |\n|---|---|\n| 1 | 2 |\n",
            "\t序号\n\t任务\n\t责任单位\n\n\t1\n\t公开预\n\n决算\n\t市财政局\n\n\t2\n\t解读\n\t\n",
            "序号\n|\n任务\n|\n单位\n|\n1\n|\n公开\n|\n\n|\n",
            "┌──┬──┐\n│任务│单位│\n├──┼──┤\n│公开│财政│\n│    │局  │\n└──┴──┘\n",
            '任务\t单位\n"公开\n解读"\t市财政局\n<table><tr><td>甲<td>乙<tr><td colspan=2>丙</table>\n',
        )
    ],
}
_PIECES = (
    b"",
    b"\0",
    b"\xff\xfe",
    b"99999999999",
    b"-1",
    b"<",
    b">",
    b"&#x0;",
    b"<w:p>",
    b"<table>",
    b"<td rowspan=0>",
    *(piece.encode() for piece in ("\n", "\t", "|", '"', "│", "\u3000", "\n\u3000\n", "\n\n", "\u2028", "\x0c")),
)


def scrambled(data: bytes, dice: random.Random) -> bytes:
    """Bytes changed in one to four places: flipped, cut, doubled, moved, replaced."""
    made = bytearray(data)
    for _ in range(dice.randint(1, 4)):
        if not made:
            break
        at = dice.randrange(len(made))
        end = min(len(made), at + dice.choice((1, 2, 8, 40, 400)))
        match dice.randrange(6):
            case 0:
                made[at] = dice.randrange(256)
            case 1:
                del made[at:end]
            case 2:
                made[at:at] = made[at:end] * dice.randint(1, 20)
            case 3:
                made[at:end] = dice.choice(_PIECES)
            case 4:
                to = dice.randrange(len(made))
                made[to:to] = made[at:end]
            case 5 if dice.random() < 0.3:
                del made[at:]
    return bytes(made)


_ELEMENT = re.compile(rb"<(?:w:)?(tc|tr|p|r|td|row|c|mergeCell|lvl)\b[^>]*>.*?</(?:w:)?\1>", re.DOTALL)
_NUMBER = re.compile(rb"\d+")


def rearranged(data: bytes, dice: random.Random) -> bytes:
    """Still well-formed where it was: numbers made absurd, whole elements left out, doubled or put elsewhere."""
    for _ in range(dice.randint(1, 4)):
        pattern = dice.choice((_ELEMENT, _NUMBER))
        found = list(pattern.finditer(data))
        if not found:
            return scrambled(data, dice)
        one, other = dice.choice(found), dice.choice(found)
        if pattern is _NUMBER:
            absurd = dice.choice((b"0", b"1", b"7", b"-1", b"65535", b"1048576", b"99999999999999999999"))
            data = data[: one.start()] + absurd + data[one.end() :]
        else:
            copy = dice.choice((b"", one[0] * 2, one[0] * 30, other[0]))
            data = data[: one.start()] + copy + data[one.end() :]
    return data


def mutant(kind: str, dice: random.Random) -> bytes:
    """A small file of a kind with something wrong in it; in an archive mostly in one of its members."""
    data = dice.choice(SEEDS[kind])
    change = dice.choice((scrambled, rearranged))
    if kind not in ("docx", "xlsx") or dice.random() < 0.2:
        return change(data, dice)
    with zipfile.ZipFile(BytesIO(data)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    wanted = [name for name in parts if "document" in name or "sheet" in name or "hared" in name or "umbering" in name]
    name = dice.choice(wanted if dice.random() < 0.8 else sorted(parts))
    parts[name] = change(parts[name], dice)
    return archive(parts)


def _late(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main(count: int, seed: int) -> None:
    """Read the mutants of every kind in turn and say how each ended."""
    restrict(count * SLOWEST)  # the processor limit is of the process, which here reads all of them
    signal.signal(signal.SIGALRM, _late)
    ended: Counter[str] = Counter()
    wrong = []
    for i in range(count):
        kind = KINDS[i % len(KINDS)]
        data = mutant(kind, random.Random(f"{seed}/{i}"))
        signal.alarm(SLOWEST)
        try:
            answer = outcome(kind, data, lambda done, total: None)
            json.dumps(answer).encode()
            assert "content" in answer or str(answer["code"]) in {code.id for code in REFUSALS}
            ended[f"{kind} {'read' if 'content' in answer else 'refused'}"] += 1
        except Exception as error:  # noqa: BLE001  anything may come out of a library
            ended[f"{kind} died"] += 1
            if kind != "pdf" or isinstance(error, TimeoutError):
                wrong.append(f"{kind} {seed}/{i}: {type(error).__name__} {error}")
        finally:
            signal.alarm(0)
    print(json.dumps({"ended": ended, "wrong": wrong}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
