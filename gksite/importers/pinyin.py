"""Names of agencies and places → the ASCII ids that stand in addresses; the only door to `pypinyin`."""

import re
from collections.abc import Collection
from itertools import chain, count

from gksite.problems import RequestError
from gksite.text.names import fold

PLACES = {
    "厦门": "xiamen",
    "重庆": "chongqing",
    "长春": "changchun",
    "长沙": "changsha",
    "长治": "changzhi",
    "长子": "zhangzi",
    "长汀": "changting",
    "长泰": "changtai",
    "长乐": "changle",
    "长兴": "changxing",
    "长垣": "changyuan",
    "长葛": "changge",
    "六安": "luan",
    "六合": "luhe",
    "蚌埠": "bengbu",
    "东阿": "donge",
    "台州": "taizhou",
    "天台": "tiantai",
    "丽水": "lishui",
    "番禺": "panyu",
    "大埔": "dabu",
    "黄埔": "huangpu",
    "涡阳": "guoyang",
    "濮阳": "puyang",
    "亳州": "bozhou",
    "泌阳": "biyang",
    "浚县": "xunxian",
    "中牟": "zhongmu",
    "洪洞": "hongtong",
    "临汾": "linfen",
    "繁峙": "fanshi",
    "解州": "haizhou",
    "隰县": "xixian",
    "蔚县": "yuxian",
    "乐亭": "laoting",
    "乐清": "yueqing",
    "井陉": "jingxing",
    "大城": "daicheng",
    "阿城": "acheng",
    "桦甸": "huadian",
    "莘县": "shenxian",
    "单县": "shanxian",
    "单城": "shancheng",
    "莒县": "juxian",
    "牟平": "muping",
    "临朐": "linqu",
    "盱眙": "xuyi",
    "邗江": "hanjiang",
    "睢宁": "suining",
    "歙县": "shexian",
    "黟县": "yixian",
    "枞阳": "zongyang",
    "铅山": "yanshan",
    "婺源": "wuyuan",
    "弋阳": "yiyang",
    "监利": "jianli",
    "黄陂": "huangpi",
    "郧阳": "yunyang",
    "秭归": "zigui",
    "耒阳": "leiyang",
    "郴州": "chenzhou",
    "汨罗": "miluo",
    "筠连": "junlian",
    "犍为": "qianwei",
    "郫都": "pidu",
    "荥经": "yingjing",
    "荥阳": "xingyang",
    "什邡": "shifang",
    "綦江": "qijiang",
    "涪陵": "fuling",
    "儋州": "danzhou",
    "砀山": "dangshan",
    "珲春": "hunchun",
    "巴彦淖尔": "bayannaoer",
    "曾都": "zengdu",
    "会稽": "kuaiji",
    "尉犁": "yuli",
    "尉氏": "weishi",
    "柏乡": "baixiang",
    "任丘": "renqiu",
    "任城": "rencheng",
    "任县": "renxian",
    "华县": "huaxian",
    "华阴": "huayin",
    "西藏": "xizang",
    "吐鲁番": "tulufan",
    "陕西": "shaanxi",
    "澄城": "chengcheng",
    "吴堡": "wubu",
    "瓦窑堡": "wayaobu",
    "十里堡": "shilipu",
    "阆中": "langzhong",
    "会理": "huili",
    "朝阳": "chaoyang",
}
"""Places whose characters are read otherwise elsewhere, or that a dictionary may get wrong."""

_WORDS = (
    *("市委", "区委", "县委", "州委", "旗委", "省委", "党工委", "市直", "区直", "县直", "州直", "省直", "机关"),
    *("人民", "政府", "各", "有关", "相关", "和", "与", "及", "或", "的", "部门", "单位", "机构", "直属", "所属"),
    *("行政", "管理", "服务", "中心", "委员会", "管委会", "办公室", "街道", "办事处", "开发区", "投资区", "高新区"),
    *("发展", "改革", "资源", "社会", "保障", "住房", "城乡", "建设", "交通", "运输", "卫生", "健康", "文化", "旅游"),
    *("市场", "监督", "监管", "食品", "药品", "安全", "生产", "应急", "生态", "环境", "自然", "规划", "信息", "公共"),
    *("交易", "审批", "执法", "综合", "经济", "科技", "科学", "技术", "工业", "农业", "农村", "退役", "军人", "事务"),
    *("人力", "统战部", "宣传部", "组织部", "新闻", "财政", "税务", "水务", "金融", "工作", "责任", "大数据", "政务"),
    *("公安", "分局", "市政", "园林", "集团", "国土", "计划", "编制", "牵头", "清单", "业务", "涉及", "行业", "主管"),
)
_WORD = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_PLACE = re.compile("|".join(sorted(PLACES, key=len, reverse=True)))
_OWN = re.compile("^[市区县州旗盟](?=[^委直级属政场容域]|政[府务法协])")
_ENDING = re.compile("^(?:局|委|办|部|处|厅|会|室|院|馆|站|所|科|署|台)$")
_LONGEST = 80


def pinyin(text: str) -> str:
    """A text in letters without tones and spaces: 厦门 is xiamen. Raises RequestError where pypinyin is missing."""
    try:
        from pypinyin import lazy_pinyin  # needed for new agencies only
    except ModuleNotFoundError as error:
        raise RequestError("给新单位取编号要用 pypinyin；请运行 pip install pypinyin 安装") from error
    spelt, at = "", 0
    for match in [*_PLACE.finditer(text), None]:
        between = text[at : match.start() if match else len(text)]
        spelt += "".join(lazy_pinyin(between, errors=lambda other: re.sub("[^A-Za-z0-9]", "", other)))
        if match:
            spelt, at = spelt + PLACES[match.group()], match.end()
    return spelt.lower()


def place_id(name: str) -> str:
    """The id of a place: 泉州市 is quanzhou."""
    stem = re.sub("(?:特别行政区|自治[区县旗]|[省市区县旗盟])$", "", name) if len(name) > 2 else name
    return pinyin(re.sub("长(?!子)", "chang", stem))  # of all places only 长子 has another reading


def agency_id(name: str, taken: Collection[str]) -> str:
    """The id of an agency that has none yet: 市住房和城乡建设局 is zhufang-he-chengxiang-jiansheju."""
    parts = [spelt for word in _split(_OWN.sub("", fold(name))) if (spelt := pinyin(word))]
    made = "-".join(parts)
    while len(made) > _LONGEST - 4 and "-" in made:
        made = made.rpartition("-")[0]
    made = made[: _LONGEST - 4] or "danwei"
    return next(id for id in chain([made], (f"{made}-{n}" for n in count(2))) if id not in taken)


def _split(name: str) -> list[str]:
    """The words of a name, neighbours that no dictionary knows kept together, a closing 局 or 委 on its word."""
    words: list[str] = []
    at = 0
    for match in [*_WORD.finditer(name), None]:
        between = name[at : match.start() if match else len(name)]
        pieces = [p for p in re.split(r"\W+", between) if p]
        for piece in pieces:
            if words and _ENDING.match(piece):
                words[-1] += piece
            else:
                words.append(piece)
        if match:
            words.append(match.group())
            at = match.end()
    return words
