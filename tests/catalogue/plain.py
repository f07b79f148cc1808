"""300 rows of a catalogue as plain data, written as YAML and as the sheet 底账 without any code of ours."""

import json
from io import BytesIO
from random import Random
from typing import Any

import openpyxl

Row = dict[str, Any]
SEED = 20261130
COUNT = 300
HEAD = (
    "编号",
    "一级事项",
    "二级事项",
    "产生环节",
    "公开内容（要素）",
    "公开依据",
    "条款",
    "条款内容",
    "公开属性",
    "公开对象",
    "公开时限",
    "更新周期",
    "截止日期",
    "责任科室",
    "公开主体",
    "公开层级",
    "公开渠道",
    "对应页面",
)
"""The columns of the full sheet, A to R."""
COLUMNS = {
    "id": "A",
    "matter": "B",
    "detail": "C",
    "origin": "D",
    "content": "E",
    "basis": "F",
    "clause": "G",
    "text": "H",
    "disclosure": "I",
    "audience": "J",
    "time_limit": "K",
    "update": "L",
    "due": "M",
    "owner": "N",
    "agency": "O",
    "levels": "P",
    "channels": "Q",
    "pages": "R",
}
"""Which column holds which key."""
RHYTHMS = {
    "fortnightly": "每两周",
    "monthly": "每月",
    "quarterly": "每季度",
    "half-yearly": "每半年",
    "yearly": "每年",
    "on change": "变更时",
}
CHANNELS = (
    "政府网站",
    "政府公报",
    "两微一端",
    "发布会/听证会",
    "广播电视",
    "纸质媒体",
    "公开查阅点",
    "政务服务中心",
    "便民服务站",
    "入户/现场",
    "社区/企事业单位/村公示栏",
    "精准推送",
    "其他",
)
_MATTERS = (
    "财政预决算",
    "重大建设项目",
    "公共资源交易",
    "义务教育",
    "户籍管理",
    "社会救助",
    "养老服务",
    "公共法律服务",
    "就业",
    "社会保险",
    "国有土地上房屋征收与补偿",
    "保障性住房",
    "城市综合执法",
    "涉农补贴",
    "公共文化服务",
    "医疗卫生",
    "安全生产",
    "救灾",
    "食品药品监管",
    "生态环境",
)
_DETAILS = (
    "政策文件",
    "办事指南",
    "办理结果",
    "年度计划",
    "检查结果",
    "资金分配",
    "补贴发放",
    "名单公示",
    "收费标准",
    "监督电话",
    "部门预算",
    "部门决算",
    "绩效评价",
    "征求意见",
    "统计数据",
)
_LAWS = (
    ("《中华人民共和国政府信息公开条例》（国务院令第711号）", "第二十条"),
    ("《中华人民共和国预算法》", "第十四条"),
    ("《社会救助暂行办法》（国务院令第649号）", "第五条第二款"),
    ("《中华人民共和国义务教育法》", "第十二条"),
    ("《财政部关于印发〈地方预决算公开操作规程〉的通知》（财预〔2016〕143号）", "第六条至第九条"),
)
_SPECIAL = (
    "=预算批复后公开",
    "+86 之类的号码不公开",
    "-",
    "@全体居民",
    "第一行\n第二行",
    "①收支总表；②收入总表\n③支出总表",
    '带"引号"和‘单引号’',
    "金额：#1、50%、a: b",
    "001",
    "2026-03-31",
    "1.0",
    "是",
)
"""Texts that a spreadsheet or YAML could take for something else."""


def rows() -> list[Row]:
    """The catalogue: every value that a row may have, some rows with all of them, some with few."""
    random = Random(SEED)
    made = []
    for n in range(COUNT):
        matter, detail = _MATTERS[n // len(_DETAILS)], _DETAILS[n % len(_DETAILS)]
        row: Row = {
            "id": f"row-{n + 1:03}",
            "matter": matter,
            "detail": detail,
            "origin": f"{detail}形成",
            "content": f"{matter}的{detail}：名称、依据、对象、标准、程序、结果",
            "basis": _bases(random),
            "disclosure": "主动公开",
            "audience": random.choice(["全社会", "全社会", "全社会", "符合条件的家庭"]),
            "time_limit": random.choice(["信息形成或者变更之日起20个工作日内", "批复后20日内", "每年3月31日前"]),
            "update": "on change",
            "owner": random.choice(["预算股", "办公室", "社会救助股"]),
            "agency": random.choice(["市财政局", "市审计局"]),
            "levels": random.choice([["县级"], ["乡级"], ["县级", "乡级"]]),
            "channels": ["政府网站", *random.sample(CHANNELS[1:-1], random.randrange(4))],
            "pages": [f"/m-{n + 1:03}/"],
        }
        if n % 7 == 3:
            row["content"] = _SPECIAL[(n // 7) % len(_SPECIAL)]
        if n % 10 == 4:
            row["update"] = random.choice(["yearly", "monthly", "quarterly", "half-yearly", "fortnightly"])
        if row["update"] == "yearly":
            row["due"] = {"month": 3, "day": 31}
        if n % 25 == 9:
            row["disclosure"] = "依申请公开"
            del row["pages"]
        if n % 50 == 11:
            row["channels"].append("其他：投资项目在线审批监管平台")
        made.append(row)
    return made


def _bases(random: Random) -> list[dict[str, str]]:
    chosen = random.sample(_LAWS, random.choice([1, 1, 2, 3]))
    bases = []
    for title, clause in chosen:
        basis = {"title": title, "clause": clause}
        if random.random() < 0.4:
            basis["text"] = "应当主动公开下列政府信息：\n（一）名称；\n（二）结果。"
        bases.append(basis)
    return bases


def as_yaml(catalogue: list[Row]) -> tuple[str, dict[tuple[int, str], int]]:
    """The file, and the line from 1 on which the value of a row's key begins; "row" is the place of the row itself."""
    lines = ["jurisdiction: ceshi", "updated: '2025-12-01'", "rows:"]
    places: dict[tuple[int, str], int] = {}
    for n, row in enumerate(catalogue):
        sign = "  - "
        for key, value in row.items():
            lines.append(f"{sign}{key}: {json.dumps(value, ensure_ascii=False)}")
            places[n, key] = len(lines)
            places.setdefault((n, "row"), len(lines))
            sign = "    "
    return "\n".join(lines) + "\n", places


def cells(row: Row) -> list[str]:
    """A row of the sheet."""
    due = row.get("due")
    return [
        row["id"],
        row.get("matter", ""),
        row.get("detail", ""),
        row.get("origin", ""),
        row.get("content", ""),
        *(_numbered([basis.get(key, "") for basis in row.get("basis", [])]) for key in ("title", "clause", "text")),
        row.get("disclosure", ""),
        row.get("audience", ""),
        row.get("time_limit", ""),
        RHYTHMS.get(row.get("update", ""), row.get("update", "")),
        f"{due['month']}月{due['day']}日" if due else "",
        row.get("owner", ""),
        row.get("agency", ""),
        "\n".join(row.get("levels", [])),
        "\n".join(row.get("channels", [])),
        "\n".join(row.get("pages", [])),
    ]


def _numbered(texts: list[str]) -> str:
    if len(texts) < 2 or not any(texts):
        return "".join(texts)
    return "\n".join(f"【{n}】{text}" for n, text in enumerate(texts, 1))


def as_sheet(catalogue: list[Row]) -> openpyxl.Workbook:
    """The full sheet as openpyxl writes it; texts stay texts. Row n of the catalogue is row n + 2."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "底账"
    sheet.append(list(HEAD))
    for n, row in enumerate(catalogue):
        for column, text in enumerate(cells(row), 1):
            if text:
                cell = sheet.cell(n + 2, column)
                cell.value, cell.data_type = text, "s"
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def pages(catalogue: list[Row]) -> dict[str, str]:
    """A Markdown page for every address that rows name."""
    return {
        f"content/pages/{address.strip('/')}.md": f"# 页面 {address.strip('/')}\n\n内容。\n"
        for row in catalogue
        for address in row.get("pages", [])
        if address.startswith("/m-")
    }
