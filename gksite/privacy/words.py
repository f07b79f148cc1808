"""Wording that has to be looked at: known slips, words for Hong Kong, Macao and Taiwan, and what an office adds.

A closed list is never complete, and the context decides: whatever is found is suspected, and a person decides.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gksite.privacy.folding import fold

SLIPS = (
    *(("中共人民共和国", "中华人民共和国"), ("中国人民共和国", "中华人民共和国"), ("中华人名共和国", "中华人民共和国")),
    *(("中华人民共各国", "中华人民共和国"), ("华人民共和过", "华人民共和国"), ("中华民共和国", "中华人民共和国")),
    *(("共合国", "共和国"), ("共和囯", "共和国"), ("人名共和国", "人民共和国")),
    *(("攻府", "政府"), ("人名政府", "人民政府"), ("人民正府", "人民政府"), ("人民政俯", "人民政府")),
    *(
        ("人民政付", "人民政府"),
        ("人民整府", "人民政府"),
        ("国务园办公厅", "国务院办公厅"),
        ("国务院办公庭", "国务院办公厅"),
    ),
    *(("党中英", "党中央"), ("中共中英", "中共中央"), ("中央整治局", "中央政治局"), ("中央正治局", "中央政治局")),
    *(("人民代表大汇", "人民代表大会"), ("人民代表大全会议", "人民代表大会会议"), ("政治协商会意", "政治协商会议")),
    *(("人民检查院", "人民检察院"), ("人民法苑", "人民法院"), ("纪律检察委员会", "纪律检查委员会")),
    *(("监查委员会", "监察委员会"), ("发展和改个委员会", "发展和改革委员会"), ("领导小姐", "领导小组")),
    *(("工作小姐", "工作小组"), ("领导小祖", "领导小组"), ("领导干布", "领导干部"), ("领导班了", "领导班子")),
    *(("扫黑险恶", "扫黑除恶"), ("扫黑出恶", "扫黑除恶"), ("扫黑除饿", "扫黑除恶"), ("扫黑除厄", "扫黑除恶")),
    *(("打黑除饿", "打黑除恶"), ("特色社会注意", "特色社会主义"), ("中国特设社会主义", "中国特色社会主义")),
    *(("社会主意核心价值", "社会主义核心价值"), ("社会注意核心价值", "社会主义核心价值"), ("科学发展官", "科学发展观")),
    *(("一代一路", "一带一路"), ("脱贫公坚", "脱贫攻坚"), ("脱贫攻艰", "脱贫攻坚"), ("精准扶平", "精准扶贫")),
    *(("乡村政兴", "乡村振兴"), ("乡村震兴", "乡村振兴"), ("党风联政", "党风廉政"), ("党风廉正建设", "党风廉政建设")),
    *(("反腐昌廉", "反腐倡廉"), ("依法致国", "依法治国"), ("从严治挡", "从严治党"), ("从严制党", "从严治党")),
    *(("两学一作学习教育", "两学一做学习教育"), ("不忘初新", "不忘初心"), ("老记使命", "牢记使命")),
    *(("四个自新", "四个自信"), ("两个维沪", "两个维护"), ("中华名族", "中华民族")),
    *(
        ("总书计", "总书记"),
        ("总书纪", "总书记"),
        ("党委书计", "党委书记"),
        ("县委书计", "县委书记"),
        ("市委书计", "市委书记"),
    ),
    *(("党的十九达", "党的十九大"), ("党的二十达", "党的二十大"), ("生态文名", "生态文明"), ("放管福", "放管服")),
)
"""Known slips of the names of the state, its organs and its campaigns, with what was meant; no names of persons."""

_PLACES = "(?:台湾|香港|澳门)"
_REGION_RULES = (
    (rf"中国[和与及、]{_PLACES}", "大陆（内地）和台湾（香港、澳门）"),
    (
        rf"(?:美国|日本|韩国|英国|德国|法国|新加坡|泰国|马来西亚)[、和与及]{_PLACES}(?!地区|特别行政区|同胞|省)",
        "在后面写上“地区”",
    ),
    (rf"{_PLACES}等(?:多个)?国(?:家(?!地区|[和及或与、]地区)|(?!家))", "等国家和地区"),
    (rf"{_PLACES}国(?!民党|际|籍|语|立)", "台湾地区、香港特别行政区、澳门特别行政区"),
    ("台湾(?:总统|副总统|政府|行政院|立法院|外交部|国防部)", "台湾地区领导人、台湾当局、台湾地区有关部门"),
    ("(?:台湾|中华民国)(?:总统|副总统)", "台湾地区领导人"),
    (rf"出国(?:赴|到|前往){_PLACES}", "出境（赴台湾、香港、澳门）"),
    ("中(?:台|港)两国|台海两国|两岸两国|中港台(?!地区)|中港澳|中澳台", "大陆（内地）和台湾、香港、澳门"),
    ("(?:香港|澳门)(?:殖民地|宗主国|主权移交)|(?:香港|澳门)回归中国", "恢复对香港、澳门行使主权，香港、澳门回归祖国"),
)
"""Wording for Hong Kong, Macao and Taiwan that is to be written otherwise, with how."""
REGIONS = tuple((re.compile(pattern), instead) for pattern, instead in _REGION_RULES)
"""The same as expressions."""
_MAP = re.compile(
    "(?:区划|区位|地形|影像|水系|交通|旅游)图|(?<!网站)(?<!站点)(?<!政策)(?<!服务)(?<!办事)(?<!导航)地图(?!管理|编制)"
)
"""The name of a map."""
_APPROVED = re.compile(r"审图号|[一-龥]{0,2}S ?[(（〔\[]20\d\d[)）〕\]] ?\d{1,4} ?号")
"""The number under which a map was approved (地图管理条例 第三十七条)."""


@dataclass(frozen=True, slots=True)
class FoundWord:
    """Wording in a text: where, what is printed, what to write instead; empty where nobody says."""

    start: int
    end: int
    printed: str
    instead: str


class WordList:
    """Words that are looked for all at once, blanks between their characters or not."""

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        self._instead = {fold(wrong).text.replace(" ", ""): right for wrong, right in words}
        longest_first = sorted(self._instead, key=lambda word: (-len(word), word))
        spaced = ("[ \n]?".join(map(re.escape, word)) for word in longest_first)
        self._pattern = re.compile("|".join(spaced))

    def found_in(self, text: str) -> Iterator[FoundWord]:
        """The words that stand in a text."""
        if not self._instead:
            return
        folded = fold(text)
        for match in self._pattern.finditer(folded.text):
            start, end = folded.span(*match.span())
            instead = self._instead["".join(match[0].split())]
            yield FoundWord(start, end, text[start:end], instead)


def regions_in(text: str) -> Iterator[FoundWord]:
    """Wording for Hong Kong, Macao and Taiwan that is to be written otherwise."""
    if "台" not in text and "香港" not in text and "澳门" not in text and "中港" not in text:
        return
    for pattern, instead in REGIONS:
        for match in pattern.finditer(text):
            yield FoundWord(match.start(), match.end(), match[0], instead)


def names_map(title: str) -> bool:
    """Whether the title of a picture or a file is that of a map."""
    return _MAP.search(title) is not None


def is_approved(text: str) -> bool:
    """Whether a text states under which number a map was approved."""
    return _APPROVED.search(text) is not None
