"""Texts, grids and mutated notices, read, understood and written: `python tests/fuzzing_meaning.py FIRST LAST SEED`.

Each goes the way of an import, in one process: read, understood, sent in its plain form, agencies looked up, written
as YAML. It may be refused; nothing may be raised, and none may take longer than a file has.
"""

import json
import random
import signal
import sys
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from documents import Grid, as_docx, as_html, as_xlsx
from portal import REPOSITORY

from gksite.cli.import_ import comments
from gksite.documents.shapes import notice_kind, shape
from gksite.documents.yaml_reader import Document, parse
from gksite.documents.yaml_writer import notice_yaml
from gksite.drafting.draft_json import draft_json
from gksite.drafting.summary import blanks, summary
from gksite.drafting.transcribe import transcribe
from gksite.model.blocks import Cell, Paragraph, Reading, Spot, Table
from gksite.model.extents import excesses
from gksite.problems.problem import Problems
from gksite.provenance.markings import markings_of
from gksite.read import read_registries
from gksite.readers import no_progress
from gksite.readers.child import outcome, restrict
from gksite.readers.content import Content, from_plain, to_plain
from gksite.readers.limits import SECONDS
from gksite.understanding.child import drafted
from gksite.understanding.plain_draft import draft_from_plain
from gksite.understanding.understand import understand

KINDS = ("text", "grid", "mutant")
REGISTRIES = read_registries(REPOSITORY / "content", Problems())
SOURCES = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "content/sources").glob("*.txt"))]
WORDS = (
    *(
        "市财政局",
        "市审计局",
        "各县（市、区）人民政府",
        "市卫计委（牵头）",
        "市级预算部门",
        "各部门",
        "晋江市",
        "\u3000",
        " ",
    ),
    *(
        "牵头单位",
        "责任单位",
        "配合单位",
        "序号",
        "工作任务",
        "工作要求",
        "完成时限",
        "备注",
        "2018年6月底前",
        "每季度",
    ),
    *("一、", "（一）", "1.", "1．", "①", "②", "〇", "²", "Ⅳ", "㈠", "十二", "99999999999999999999", "-1", "1.5", "０"),
    *(
        "公开预算",
        "推进“放管服”改革信息公开",
        "牵头：",
        "责任单位：",
        "由市财政局牵头，市审计局配合",
        "、",
        "，",
        "；",
        "。",
        "：",
        "（",
    ),
    *(
        "）",
        "〔2018〕5号",
        "泉政办〔2018〕51号",
        "附件1",
        "主动公开",
        "此件公开发布",
        "同上",
        "〃",
        "同第3项",
        "—",
        "/",
        "|",
        "\t",
    ),
    *(
        "\u200b",
        "\u202e",
        "\ufeff",
        "\u0000",
        "\ue000",
        "\U0002a6d6",
        "é",
        "𝟏",
        "<b>",
        "&#1;",
        "\r",
        "\u2028",
        "\x0b",
        "等",
        "等部门",
    ),
    *(
        "填表说明：",
        "注：",
        "合计",
        "续表",
        "抄送：",
        "2018年13月45日",
        "二〇一八年六月十二日",
        "通知",
        "关于印发任务分解表的通知",
    ),
)
"""What notices are made of, and what they should not be."""


def some(dice: random.Random, most: int) -> str:
    """A few words put together."""
    return "".join(dice.choice(WORDS) for _ in range(dice.randint(0, most)))


def text(dice: random.Random) -> tuple[str, bytes]:
    """Lines of words, with and without cells."""
    lines = []
    sign = dice.choice(("\t", "|", "  ", "，", ",", "│"))
    width = dice.randint(1, 7)
    for _ in range(dice.randint(1, 16)):
        cells = [some(dice, 5) for _ in range(width if dice.random() < 0.9 else dice.randint(1, 9))]
        lines.append(some(dice, 12) if dice.random() < 0.3 else sign.join(cells))
    coded = dice.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return dice.choice(("text", "text", "csv")), dice.choice(("\n", "\r\n", "\n\n")).join(lines).encode(coded)


def grid(dice: random.Random) -> tuple[str, bytes]:
    """A table whose cells are merged at will: as it was read, or in a file of Word, Excel or the web."""
    cells = merged(dice, dice.randint(1, 10), dice.randint(1, 8))
    above, below = printable(some(dice, 4)) or "通知", printable(some(dice, 6))
    if dice.random() < 0.8:
        return "blocks", json.dumps([above, cells, below]).encode()
    kind, form = dice.choice((("docx", as_docx), ("xlsx", as_xlsx), ("html", as_html)))
    return kind, form([above, cells, below])


def merged(dice: random.Random, height: int, width: int) -> Grid:
    """Cells that cover a grid without overlap, with a gap here and there."""
    taken: set[tuple[int, int]] = set()
    cells: Grid = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken or dice.random() < 0.05:
                continue
            high = min(height - row, dice.choice((1, 1, 1, 1, 2, 4)))
            wide = min(width - column, dice.choice((1, 1, 1, 1, 1, 2, width)))
            covered = {(r, c) for r in range(row, row + high) for c in range(column, column + wide)}
            if covered & taken:
                covered, high, wide = {(row, column)}, 1, 1
            taken |= covered
            cells = [*cells, (row, column, high, wide, printable(some(dice, 4)))]
    return cells or [(0, 0, 1, 1, "")]  # a sheet needs a cell


def as_read(blocks: list[Any]) -> Content:
    """A table between two paragraphs, as a reader of Word files gives it."""
    above, cells, below = blocks
    height = max((row + rows for row, _, rows, _, _ in cells), default=1)
    width = max((column + columns for _, column, _, columns, _ in cells), default=1)
    read = []
    for row, column, rows, columns, words in cells:
        spot = Spot(table=1, rows=(row + 1, row + rows))
        read.append(Cell(words, row, column, spot, rows, columns))
    table = Table(tuple(read), height, width, Spot(table=1, rows=(1, height)))
    return Content((Paragraph(above, Spot(paragraphs=(1, 1))), table, Paragraph(below, Spot(paragraphs=(2, 2)))))


def answered(kind: str, data: bytes) -> Any:
    """What the process that reads and understands would send."""
    if kind != "blocks":
        return outcome(kind, data, no_progress, drafted)
    content = as_read(json.loads(data))
    return {"content": to_plain(content), **drafted(content)}


def printable(words: str) -> str:
    """Words without what XML cannot hold."""
    return "".join(sign for sign in words if sign in "\t\n" or sign >= " ")


def mutant(dice: random.Random) -> tuple[str, bytes]:
    """A piece of a real notice with lines doubled, left out, moved, and words put into them."""
    lines = dice.choice(SOURCES).split("\n")
    at = dice.randrange(len(lines))
    lines = lines[: dice.randint(0, 6)] + lines[at : at + dice.randint(1, 16)]
    for _ in range(dice.randint(1, 8)):
        place = dice.randrange(len(lines))
        line = lines[place]
        cut = dice.randrange(len(line) + 1)
        match dice.randrange(6):
            case 0:
                lines[place] = line[:cut] + some(dice, 2) + line[cut:]
            case 1:
                lines[place] = line[:cut]
            case 2:
                lines.insert(place, dice.choice(lines))
            case 3 if len(lines) > 1:
                del lines[place]
            case 4:
                lines[place] = line.replace(dice.choice(("\t", "、", "。", "（", "1")), some(dice, 1))
            case _:
                lines[place] = line[:cut] + line[cut : cut + 9] * dice.randint(1, 40) + line[cut:]
    return "text", "\n".join(lines).encode()


MAKE = {"text": text, "grid": grid, "mutant": mutant}


def carry(kind: str, data: bytes, dice: random.Random) -> str:
    """Take a file the whole way of an import; how that ended."""
    answer = json.loads(json.dumps(answered(kind, data)))
    if "code" in answer:
        return "refused"
    content = from_plain(answer["content"])
    told = (content.remarks, content.margins, content.questions)
    reading = Reading("notice.txt", "0" * 64, content.blocks, content.facts, *told)
    draft = draft_from_plain(answer["draft"])
    tuple(markings_of(reading))
    if dice.random() < 0.1:
        assert draft == understand(reading), "the plain form loses something"
    transcript = transcribe(draft, reading, dice.choice(((), REGISTRIES)), dice.choice((None, "quanzhou")))
    if not transcript.notice.sections:
        return "nothing"
    if any(True for _ in excesses(transcript.notice)):
        return "too much"
    written = notice_yaml(transcript.notice, comments(transcript), blanks(transcript))
    for phrase in summary(transcript):
        phrase.text(str)
    draft_json(transcript.notice, transcript.jurisdiction_name, transcript.directory)
    if dice.random() < 0.1:
        problems = Problems()
        document = Document("content/notices/x.yaml", written)
        parsed = parse(document, problems)
        shape(notice_kind(parsed), parsed, document, problems)
        assert problems.errors() == [], problems.errors()[0].text(str)
    return "drafted"


def _late(signum: int, frame: FrameType | None) -> None:
    raise TimeoutError


def main(first: int, last: int, seed: int) -> None:
    """Carry the files of all kinds in turn and say how each ended."""
    restrict(100_000)
    signal.signal(signal.SIGALRM, _late)
    ended: Counter[str] = Counter()
    wrong = []
    for i in range(first, last):
        dice = random.Random(f"{seed}/{i}")
        name = KINDS[i % len(KINDS)]
        signal.alarm(SECONDS)
        try:
            kind, data = MAKE[name](dice)
            ended[f"{name} {carry(kind, data, dice)}"] += 1
        except Exception as error:  # noqa: BLE001  whatever it is, it is what is looked for
            signal.alarm(0)
            frame = traceback.extract_tb(error.__traceback__)[-1]
            ended[f"{name} died"] += 1
            where = f"{Path(frame.filename).name}:{frame.lineno}"
            wrong.append(f"{name} {seed}/{i}: {type(error).__name__} {error} ({where})")
        finally:
            signal.alarm(0)
    print(json.dumps({"ended": ended, "wrong": wrong}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
