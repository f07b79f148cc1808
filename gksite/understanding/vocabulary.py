"""What column headings, agencies and sentences look like: the vocabulary of task tables, in any order and mixture."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from gksite.text.breaks import bare

ColumnKind = Literal[
    "number", "section", "title", "requirement", "lead", "support", "duty", "host", "first", "both", "deadline",
    "remark", "other",
]  # fmt: skip
"""What a column holds. `duty` 责任单位 and `host` 承办单位 are lead or support by what stands beside them; `first`: the
first name leads; `both`: roles in words; `other`: kept in the remark under its own heading."""

HOLDERS: tuple[ColumnKind, ...] = ("lead", "support", "duty", "host", "both", "first")
"""Columns of agencies, also before it is settled who leads."""
TASKS: tuple[ColumnKind, ...] = ("title", "requirement", "section", "number")
"""Columns that tell a task from its neighbours."""

_UNIT = (
    r"(?:单位|部门|科室|处室|处[(（]室[)）]|股室|科股室|站所|机构|主体|机关|局办|办公室|镇街|单位部门|部门单位|"
    r"单位或部门|部门[(（]单位[)）]|单位[(（]部门[)）])"
)
"""What a heading calls those who hold a task: 单位 in 牵头单位, 科室（单位） in a department's own table."""
_AND = r"(?:及|和|与|、|/|／|或|以及|\(|（|,|，|;|；|—|-)"
"""What joins two roles in one heading: 牵头及责任单位, 配合/责任单位, 牵头（责任）单位."""
_TASK = (
    r"(?:重点|主要|年度|工作|具体|目标|任务|公开|改革|落实|推进|实施|整改|整治|完成|分解|责任|关键|建设|创建|阶段性?|本年度?|全年|"
    r"\d{4}年)"
)
"""Words in front of the word that tells the column: 重点工作 in 重点工作任务, 2018年 in 2018年目标."""
_TITLE = r"(?:任务|事项|项目|名称|工作|要点|题目|主题|任务分解|重点|问题)"
"""What a column of titles is headed by: 任务, 公开事项, 存在问题."""
_REQUIREMENT = r"(?:要求|举措|措施|内容|标准|做法|目标|成果|细则|安排|任务及要求|指标|方法|路径|说明)"
"""What a column of requirements is headed by: 工作要求, 具体举措."""
_HELP = r"(?:协办|配合|协助|参与|参加|协同|协作|会办|支持|其他责任|相关责任|共同责任)"
"""Words for those who support: 配合 in 配合单位."""
_DO = r"(?:负责|责任|主办|组织|推进|实施|落实|承办){0,4}"
"""Words that may follow a role without changing it: 组织实施 in 牵头组织实施单位."""
_MORE = r"(?:责任|负责|配合|协办|参与|协同|参加|承办|协作|落实|协助)"
"""The second role in a heading of two: 责任 in 牵头及责任单位."""
_FIRST = r"(?:总?牵头|主办|主责|主抓|主要责任|第一责任|主管|主要负责|首要责任)"
"""Words for the one who leads: 牵头 in 牵头单位."""
_PATTERNS: dict[ColumnKind, tuple[str, ...]] = {
    # 序号, 任务编号
    "number": (r"(?:(?:任务|项目|工作|事项)?(?:序号|编号)|项号|项次|序|号|No\.?)",),
    # 完成时限, 活动时间, 办结时限 (R29)
    "deadline": (
        rf"(?:{_TASK}|办理|办结|时间|进度|计划|截止|预计|活动|举办|开展|起止){{0,6}}(?:时限|时间|期限|节点|时间表|进度|日期|频次)(?:要求|安排|节点|及?进度|及要求)?",
    ),
    # 备注
    "remark": (r"(?:备注|附注|备考|备注说明)",),
    # what a notice has no field for: 第一季度目标, 责任领导, 任务来源, 活动地点, 成果形式 (R13, R32)
    "other": (
        r"(?:第?[一二三四1-4]季度|[上下]半年)(?:工作|阶段|计划)?(?:目标|任务|进度|计划|节点|安排|要求)?",
        r"(?!.*(?:单位|部门))(?>.*?(?:领导|责任人|负责人|联系人|联络员|电话|联系方式|签字|分管)).*",
        r"(?:任务|工作|事项|资金|项目)来源|(?:活动|举办|实施|建设|工作|项目)?(?:地点|地址|位置)",
        r".*(?:成果形式|形式|依据|进展情况|完成情况|督导单位|督办单位|监督单位|验收单位|督导部门|监管单位)",
    ),
    # 责任单位（排第一的为牵头单位） (R15)
    "first": (r"(?>.*?(?:责任|负责))(?>.*?(?:第一|首位|首个|排名?在?前|列首|加粗|黑体|\*))(?>.*?牵头).*",),
    # 牵头及责任单位, 责任分工, 责任（牵头）单位 (R5)
    "both": (
        rf"(?:总?牵头|主办|主责|主要责任)(?:责任)?{_UNIT}?{_AND}(?:其他|相关)?{_MORE}.*",
        rf"(?:责任|任务|职责|工作)?分工(?:情况)?|(?:责任|职责|工作)落实(?:情况)?|{_UNIT}(?:及|和|与)?(?:职责)?分工|责任{_UNIT}(?:及|和|与)(?:职责)?分工",
        rf"(?:责任|负责|承办){_UNIT}?{_AND}牵头.*",
    ),
    # 牵头单位, 主办科室 (R5)
    "lead": (rf"{_FIRST}{_DO}{_UNIT}?\)?",),
    # 承办单位 (R29)
    "host": (rf"(?:承办|具体承办|负责|具体负责){_UNIT}?", rf"(?:组织|归口|主管){_UNIT}"),
    # 协办单位, 配合/责任单位 (R5)
    "support": (
        rf"{_HELP}(?:{_AND}?(?:{_HELP}|责任|落实)[)）]?){{0,4}}{_DO}{_UNIT}?",
        rf"(?:责任|落实){_AND}(?:配合|协办|参与|协助){_UNIT}?",
        rf"(?:配合|协办|参与|协助){_UNIT}?{_AND}责任{_UNIT}?",
    ),
    # 责任单位, 落实单位, 责任主体 (R16, R25, R29)
    "duty": (
        rf"{_TASK}{{0,6}}(?:责任|落实|承担|实施|完成|办理|公开){_UNIT}",
        rf"{_UNIT}|责任(?:者|方)?|责任主体(?:单位)?|责任清单|责任{_UNIT}{_AND}?(?:责任人|负责人|联系人)\)?",
    ),
    # 类别, 一级指标
    "section": (
        rf"(?:{_TASK}|所属|事项|涉及|指标|一级|二级|三级){{0,6}}(?:类别|分类|领域|类型|板块|大类|小类|方面|章节|类)",
        r"[一二三]级(?:指标|目录|事项|标题|任务|分类)",
    ),
    # 工作任务, 项目名称, 存在问题
    "title": (
        rf"(?:{_TASK}|{_TITLE}){{0,6}}{_TITLE}",
        r"[\u3400-\u9fff]{2,10}(?:名称|事项)|(?:存在|主要|反馈)(?:的)?问题",
    ),
    # 具体措施, 整治内容, 考核指标
    "requirement": (
        rf"(?:{_TASK}|{_TITLE}|{_REQUIREMENT}|及|和|与|、|/|主要|具体|细化){{0,6}}{_REQUIREMENT}",
        r"[\u3400-\u9fff]{2,6}(?:内容|措施|要求|举措)",
        r"(?:考核|量化|预期|绩效)(?:指标|目标|成果)|目标值|(?:细化|分项|子)任务",
    ),
}
"""What the heading of a column of each kind may be, in the order in which they are tried."""
_COLUMNS = tuple((kind, re.compile("|".join(patterns))) for kind, patterns in _PATTERNS.items())
"""The kinds with their patterns, compiled."""
_ALONE: dict[str, ColumnKind] = {"牵头": "lead", "配合": "support", "责任": "duty", "主办": "lead", "协办": "support"}
"""Roles that head a column without 单位 behind them."""
_LONGEST_HEADER = 24
"""Characters of a column heading; the longest tells who of several leads."""
_ASIDE = re.compile(r"[（(](?![^（）()]*(?:牵头|责任|配合))[^（）()]{0,12}[）)]$")
"""A bracket at the end of a heading that says nothing of roles: （可加页） in 工作内容（可加页）."""
_STOPS = re.compile("[。；]")
"""Signs that no heading holds."""
_LEANS = re.compile(rf"{_REQUIREMENT}$|^具体|^细化")
"""Headings of what is to be done: 具体任务, 主要举措."""


def column_kind(text: str) -> ColumnKind | None:
    """What a column headed so holds; None where the words are not those of a heading."""
    whole = bare(text).strip("：:*★")
    words = _ASIDE.sub("", whole)
    if not words or len(words) > _LONGEST_HEADER or _STOPS.search(words):
        return None
    if words in _ALONE:
        return _ALONE[words]
    for heading in (words, whole):
        for kind, pattern in _COLUMNS:
            if pattern.fullmatch(heading):
                return kind
    return None


def kinds_of(headings: Sequence[str]) -> tuple[ColumnKind, ...]:
    """What the columns under some headings hold, `other` under words that are not known."""
    return tuple(column_kind(heading) or "other" for heading in headings)


def headers(texts: Sequence[str]) -> Iterator[range]:
    """The runs of texts that are all headings of columns, if they name tasks and agencies."""
    for named, run in groupby(enumerate(map(column_kind, texts)), _is_heading):
        places, kinds = zip(*run, strict=True)
        if named and not {*kinds}.isdisjoint(HOLDERS) and not {*kinds}.isdisjoint(TASKS):
            yield range(places[0], places[-1] + 1)


def _is_heading(place_and_kind: tuple[int, ColumnKind | None]) -> bool:
    """Whether the text at a place heads a column, by its kind."""
    return place_and_kind[1] is not None


def leans_to_requirement(text: str) -> bool:
    """Whether a text column is headed by a word for what is to be done rather than for what it is about."""
    return _LEANS.search(bare(text)) is not None


_ENDINGS = "|".join(
    (
        "局|委|办|部|厅|院|处|科|室|股|站|所|队|中心|政府|单位|部门|机构|机关|公司|集团|街道|镇|乡|区|县|市|省|州|旗",
        "银行|分行|支行|学校|大学|学院|中学|小学|党校|馆|台|社|会|联|署|团|平台|医院|公园|园区|[业新技]园|农场|林场|机场|基地|窗口",
        "村|社区|组|企业|军分区|专班|领导|专员|人员|组织|工委|党委|政协|人大|残联|文联|妇联|科协|团市委|总站|指挥部",
        "行业|主体|成员|责任人|媒体|牵头人|市直|县直|区直|各地|地区|全市|全县|全区|各级",
    )
)
"""What names of agencies end with: 局 in 市财政局, 各级 in 市县各级."""
_AGENCY = re.compile(rf"(?:.*(?:{_ENDINGS})|各[\u3400-\u9fff]{{1,6}})(?:[（(][^（）()]*[）)])?")
"""A name of an agency, with a bracket behind it: 市委编办（市审改办）, 各乡镇."""
_LONGEST_NAME = 40
"""Characters of a name; the longest list several levels: 各县（市、区）人民政府、市直各部门."""
_SENTENCE_SIGNS = re.compile("[。；：！？《》]")
"""Signs that no name of an agency holds."""
_VERBS = re.compile(
    r"做好|负责(?=[^、，,；;。）)\s])|按要求|按照|要按|应当|应按|设置|开展|推进|加强|完善|组织(?!部|委|处|人|办|科|$)|及时|定期|提供|清单发|制定|公开(?!办|处|科|中心|局)|"
    r"落实(?=[^、，,；;。）)\s])|建立|推动|督促|指导(?!处|科|中心|组|站|办)|配合(?=做|开|完|落|推|提|抓)|协助(?=做|开|完|落|推|提|抓)|具体(?!负责|落实)|根据|抓好|研究(?!院|所|室|中心|会)|汇总|将"
)
"""Words that say what somebody does, but not where they are part of a name: 组织 of 组织开展 and not of 组织部."""


def agency_like(name: str) -> bool:
    """Whether a text may name an agency: short, without a sentence's marks, ending as such names do."""
    name = bare(name)
    short = 1 < len(name) <= _LONGEST_NAME
    return short and not _SENTENCE_SIGNS.search(name) and _AGENCY.fullmatch(name) is not None


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹"
    "熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文芮"
)
"""The surnames of most people."""
_PERSON = re.compile(rf"[{_SURNAMES}][\u3400-\u9fff]{{1,2}}")
"""A person's name: 李小明."""


def person_like(name: str) -> bool:
    """Whether a text may be a person's name: two or three characters that begin with a surname and name no agency."""
    return _PERSON.fullmatch(bare(name)) is not None and not agency_like(name)


def first_verb(text: str) -> int:
    """Where in a sentence what somebody does begins, -1 where nothing is done."""
    verb = _VERBS.search(text)
    if verb is None:
        return -1
    return verb.start()
