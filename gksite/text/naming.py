"""Why words are no name of an agency: a date, a figure, a role or a sentence that came along with it."""

import re
from typing import Literal, NamedTuple

from gksite.text.names import fold_name

NameFault = Literal["ditto", "date", "percent", "figure", "role", "rest", "sentence", "verb", "long"]
"""What makes words no name; `rest` is 等, which leaves others out, `long` is a name of more than LONGEST characters."""


class Suspect(NamedTuple):
    """What makes words look like no name, and those of them that tell."""

    fault: NameFault
    words: str


LONGEST = 20
"""Characters of a name; a longer official one is the full name of an agency that has a short one."""
_TRADITIONAL = (
    "負責牽頭協辦個單務實開強進組織導處鎮鄉縣區黨員會園發經產業稅風資"
    "範試驗機構關無暫時應據確報訂認為結項長續億萬條號門參與職規動數權間"
)
"""The Traditional characters of the words below."""
_SIMPLE = (
    "负责牵头协办个单务实开强进组织导处镇乡县区党员会园发经产业税风资"
    "范试验机构关无暂时应据确报订认为结项长续亿万条号门参与职规动数权间"
)
"""Their simple forms, in the same order."""
_FORMS = str.maketrans(_TRADITIONAL, _SIMPLE)
"""From the ones to the others."""
_NUMERAL = "一二两三四五六七八九十"
"""Figures as Chinese writes small ones."""
_UNIT = "(?:单位|部门|科室|处室|股室|机构|主体|领导|责任人|人员?)"
"""Those who have a role: 单位 in 责任单位."""
_ROLE = "(?:总?牵头|主办|主责|责任|负责|配合|协办|承办|协助|参与|落实)"
"""Words for a role."""
_OFFICE = (
    r"(?:局|委|办|部|厅|院|处|科|股|室|署|所|站|队|组|会|社|台|馆|校|中心|政府|单位|部门|机构|机关|公司|集团|银行|街|街道|镇|乡|村|区|县|市|州"
    r"|旗|省|园|团|班|平台|窗口|系统|大学|企业|联|海关)\)?"
)
"""What the name of an agency ends with: 局 in 市财政局, 街） in 各镇（街）."""
_DITTO = re.compile(
    r"^(?:[同仝][上前左右下](?:述|[表列格栏]|[一二]?[行项条])?|[上下]同|同第?\d+[项条行]?|[全仝]上?|见[上下].?|以上|略|无|暂无|待定|不涉及"
    r"|[\W_ˮʺ]+)$"
)
"""What stands for the cell above or for nobody, or is only a sign: 同上, 〃, —."""
_DATE = re.compile(
    rf"\d{{2,4}}年|[〇○零{_NUMERAL}]{{4}}年|\d{{1,2}}月|\d日|\d{{4}}[-/.]\d{{1,2}}"
    rf"|(?:[{_NUMERAL}]|十[一二])月(?:份|前|[上中下]旬|[{_NUMERAL}]{{1,3}}日)|[年月季]度?[底末初](?!级)|(?<![{_NUMERAL}\d])[{_NUMERAL}\d]++[日天]内"
    r"|第?[一二三四1-4]季度|(?<![A-Za-z])[Qq][1-4](?!\d)|[上下]半年|每(?:年|月|周|季|天)|次年|翌年|今年|去年|本年度"
    r"|截止|截至|工作日(?![志报])|时限|期限"
    r"|^(?:长期|常年|全年|持续|年内|近期|即时|适时|立即|实时|当年|按[时期月年])(?:坚持|推进|实施|任务|更新|完成)?$"
)
"""What tells when: 2018年, 6月底, 次年, Q1; 长期 where it stands alone."""
_PERCENT = re.compile(rf"(?<![\d.])[\d.]*+[%‰]|[百千]分之|[\d{_NUMERAL}]成(?:以上|左右|$)")
"""A share of a whole: 100%, 百分之八十."""
_COUNT = re.compile(
    rf"(?<![{_NUMERAL}百千几数多])[{_NUMERAL}百千几数多]++(?:个(?:县|区|市|镇|乡|街道|部门|单位|村|社区|科室|企业|机构|有关|功能)"
    rf"|家(?:有关|单位|部门|企业|机构|公司|银行))|若干|[万亿]元|^\(?[{_NUMERAL}]+[).]|^[{_NUMERAL}]+、(?![{_NUMERAL}])"
)
"""A count of agencies in words, a sum of money, the number of an item: 十五家企业, 万元, （一）."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
"""A figure as it is printed."""
_MEASURE = re.compile(r"[个家项件条次名位人户批份天元万亿倍分页年月日、.)]|小时|以[上内下]")
"""What a figure in front of it counts or numbers: 项 in 12项, 、 in 1、市财政局."""
_HOTLINE = re.compile(r"11[0249]|12[02]|12\d{3}|9[56]\d{3,4}")
"""The numbers by which services and their centres are called: 110, 12345."""
_NUMBERED = re.compile(
    r"医院|工?厂|所(?!学校|高校)|[大部]?队(?!伍)|中学|中(?![心小])|小学|台|团|师|旅|号[线院]|国道|省道|高速|地块|街区"
)
"""What has a number for a name: 医院 in 910医院, 号线 in 2号线建设指挥部."""
_ROADS = ("国道", "省道", "县道", "乡道")
"""What stands in front of the number that is a road's name: 国道 in 国道324线."""
_ROLES = re.compile(
    rf"^{_ROLE}{_UNIT}?(?:$|[:为是])|^由|^[★☆*▲△●]|会同(?!县)|牵头,|(?:分别|共同|联合|各自)负责"
    rf"|按照?(?:各自)?(?:工作)?(?:职责|职能|分工)|\({_ROLE}{_UNIT}?\)"
    rf"|{_OFFICE}(?P<words>(?:分别|共同|联合|各自)?(?:总?牵头|主办|负责|配合|协办|承办|协助|参与|落实)"
    r"(?:落实|实施|推进|完成|负责)?)$"
)
"""A role in front of a name, behind it or alone: 由, 牵头单位, 负责 in 市财政局负责; but 市经协办 is a name."""
_REST = re.compile(
    r"(?<![高中初平同优劣特均])等{1,3}(?:[^级离]{0,8}(?:部门|单位|机构|企业|科室|处室|镇街|街道|乡镇|县区|区县)(?:\([^()]*\))?)?$|及其他"
)
"""What leaves others out: 等部门 in 市财政局等部门; but 高等法院 is a name."""
_SENTENCE = re.compile(r"[。!?;:]|\.\.\.|——|,(?![^(]{0,60}\))|《[^《》]*》(?!社|杂志|编辑|报)")
"""The punctuation of sentences, and titles of documents."""
_STRONG = (
    "做好|抓好|办好|管好|用好|开展|加强|加快|完善|确保|切实|认真|及时|按要求|按规定|按照|按时|根据|依据|应当|应按|应及时|必须|不得|进一步|制定|修订|"
    "报送|提出|印发|下发|召开|提供|健全|定期|纳入|予以|给予|参照|梳理|细化|上报|抄送|(?<!可)持续|逐步|逐项|全面推|深入|力争|实现|不断|严格|主动|履行|涉及|发挥|增强|扩大"
)
"""What is done, and how, in words that names hardly ever hold."""
_WEAK = (
    "推进|推动|落实|建立|组织|发布|审核|整改|提升|创建|打造|促进|指导|督促|督导|督查|监督|协调|改善|优化|提高|建设|公开|公布|汇总|排查|检查|整治|"
    "保障|实施|完成|启动|明确|宣传|推广|规范|强化|深化|构建|培育|引导|支持|解决|确定|编制|审查|办理|修改|更新|维护|管理|清理|执行|贯彻|学习|拓展|"
    "解读|回应|受理|答复|回复|评估|征求|听取|调整|开设|设立|统计|监测"
)
"""What is done, in words that names hold too: 组织 in 市委组织部."""
_VERB = re.compile(
    rf"(?:{_STRONG})(?!(?:科|处|室|股|组|中心|平台|办|站|队|专班)$)|(?:{_WEAK})(?=各|有关|相关|所属|下属|全[省市县区])"
)
"""A verb that is no part of a name by itself, or by the agencies that it acts on: 督促 in 督促各单位."""
_WEAK_VERB = re.compile(_WEAK)
"""A verb that is part of a name only where that ends as names do."""
_NAME_END = re.compile(rf"(?:{_OFFICE}|各[\u3400-\u9fff]{{1,6}})(?:\([^()]*\))?$")
"""The end of a text that names an agency: 局 in 市财政局, 办公室（ in 党建办公室（宣传）."""
_DESCRIBED = re.compile(r"的[^的]{0,8}(?:部门|单位|处室|科室|机构|企业)$")
"""The end of a text that tells agencies by what they do: 涉及权责清单的业务处室."""
_PATTERNS: tuple[tuple[NameFault, re.Pattern[str]], ...] = (
    ("ditto", _DITTO),
    ("date", _DATE),
    ("percent", _PERCENT),
    ("figure", _COUNT),
    ("role", _ROLES),
    ("rest", _REST),
    ("sentence", _SENTENCE),
)
"""What names do not hold, in the order in which it is looked for."""


def suspect(name: str, *, official: bool = False) -> Suspect | None:
    """What makes words look like no name of an agency, if anything does; an `official` full name may be long."""
    text = fold_name(name)
    simple = plain_form(name)
    for fault, pattern in _PATTERNS:
        if found := pattern.search(simple):
            return Suspect(fault, _words(found, text))
    if figure := _figure(simple):
        return Suspect("figure", figure)
    if verb := _verb(simple):
        return Suspect("verb", text[verb.start() : verb.end()])
    if len(text) > LONGEST and not official:
        return Suspect("long", str(len(text)))
    return None


def plain_form(name: str) -> str:
    """A name folded, those of its Traditional characters made simple that tell what an agency is."""
    return fold_name(name).translate(_FORMS)


def _words(found: re.Match[str], text: str) -> str:
    """The words of a match as they are written: the group of that name where there is one."""
    start, end = found.span()
    if found.groupdict().get("words"):
        start, end = found.span("words")
    return text[start:end]


def _figure(text: str) -> str | None:
    """The first figure that is no part of a name, with what it counts."""
    for digits in _DIGITS.finditer(text):
        before, after = text[: digits.start()], text[digits.end() :]
        counted = _MEASURE.match(after)
        if counted:
            return digits.group() + counted.group()
        if not _names_an_office(before, digits.group(), after):
            return digits.group()
    return None


def _names_an_office(before: str, digits: str, after: str) -> bool:
    """Whether a figure is part of a name by what stands around it: 第1, 5G, 12345, 910医院."""
    around = before[-1:] + after[:1]
    if before.endswith("第") or re.search("[A-Za-z]", around):
        return True
    if _HOTLINE.fullmatch(digits):
        return around != ""
    return _NUMBERED.match(after) is not None or before.endswith(_ROADS)


def _verb(text: str) -> re.Match[str] | None:
    """The first verb that says what somebody does; what tells agencies by their duty is a name of a kind."""
    if _DESCRIBED.search(text):
        return None
    if verb := _VERB.search(text):
        return verb
    if _NAME_END.search(text):
        return None
    return _WEAK_VERB.search(text)
