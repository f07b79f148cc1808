"""A tiny portal that keeps track of a task: updates to change, forge and add to."""

from portal import NOTICE, NOTICE_PATH, Change

PAGE = """\
              - title: 财政局公告
                date: {day}
                quote: 现予公布。
                url: https://czj.ceshi.example/{day}.html
                sha256: 0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0
"""
LIMIT = "        deadlines: [{text: 2018年8月底前, kind: derived, date: 2018-08-31}]\n"
BEGUN = f"""\
          - date: 2018-07-02
            status: 有限进展
            text: 公开了一半。
            evidence:
{PAGE.format(day="2018-07-01")}"""
DONE = f"""\
          - date: 2018-08-20
            status: 已完成
            text: 全部公开。
            evidence:
{PAGE.format(day="2018-08-19")}"""
FIRST = "        source: {lines: [1, 1]}\n"
"""The last line of the first task."""


def notice(*updates: str, limit: str = LIMIT, more: str = "") -> str:
    """The notice of the tiny portal, its first task with some updates; `more` stands before its sections."""
    assert NOTICE.count(FIRST) == 1
    told = "".join(["        updates:\n", *updates]) if updates else ""
    return NOTICE.replace(FIRST, FIRST + limit + told).replace("sections:\n", f"{more}sections:\n", 1)


def changes(*updates: str, limit: str = LIMIT, more: str = "", **files: Change) -> dict[str, Change]:
    """The files of the tiny portal with these updates."""
    return {NOTICE_PATH: notice(*updates, limit=limit, more=more), **files}
