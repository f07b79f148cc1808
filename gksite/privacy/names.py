"""Names of persons: a surname with one or two characters behind it that make no other word."""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟"
    "姜崔谭陆范汪廖石金韦贾夏付方邹"
    "熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳"
    "翟殷詹申耿关焦左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍成苗涂谷曲盛冉蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车"
    "项连芦麦褚娄窦戚岑景党宫费"
    "卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠"
    "荆乐冀胥南班储原栗燕楚鄢闻"
    "萧阎"
)
_DOUBLE = "欧阳|司马|上官|诸葛|慕容|东方|皇甫|令狐|夏侯|尉迟|公孙|司徒|长孙"
"""Surnames of two characters."""
_NAME = (
    rf"(?:(?:{_DOUBLE})[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|"
    r"[\u4e00-\u9fff]{2,5}[·•][\u4e00-\u9fff]{2,6})"
)
"""The form of a name."""
_WHOLE = re.compile(_NAME)
"""A text that is a name and nothing else, blanks between its characters left out."""
_BEHIND = re.compile(
    r"(?<![\u4e00-\u9fff])"
    rf"(?P<name>{_NAME})"
    r"(?=[,，。、；;：:（()）\[\]【】“”\"'/\s|0-9]|$|同志|同学|先生|女士|已|系|患|因|身份证|联系|电话|手机|账号|"
    r"卡号|住|男|女|的|收|被|每月|每年|领取|获得|获评|溺水|就读|在读|参加|享受|失踪|死亡|受伤|等(?:[0-9一二两三四五六七八九十]|同学))"
)
"""A name that stands by itself in a sentence."""
_OTHER_WORDS = (
    "申请 申请人 申报 关爱 关于 关系 程序 高级 高度 高中 高校 高龄 方案 方法 方式 项目 "
    "时间 时限 时候 安全 安置 安排 金额 金融 任务 任何 任职 成立 成员 成果 成功 全部 全县 "
    "全市 全面 全体 全年 管理 管委会 单位 单据 常住 常见 常务 万元 万人 解决 解释 解读 "
    "查询 查处 查看 查阅 计划 经费 年龄 明确 明细 应当 应急 应聘 和谐 向上 路线 路段 路口 "
    "文件 文化 文号 文明 文书 方面 方向 方便 马上 白天 高风险 平台 平均 黄色 金卡 江河 "
    "江苏 江西 林业 林地 石油 石材 田间 水利 池塘 温度 康复 康养 施工 施行 施策 牛羊 安装 "
    "章程 章节 申诉 申领 关注 关键 关闭 左右 包括 包含 包装 宁夏 尚未 符合 纪律 纪检 纪委 "
    "纪念 单独 季度 成本 成绩 成年 成年人 路灯 游客 管道 管辖 管护 蒙古 华侨 房屋 房产 "
    "解除 时期 农业 农村 农户 农民 农民工 司法 司机 古树 简单 简介 车辆 车主 车牌 车间 "
    "连续 连接 党员 党委 党组 党政 党支部 费用 卫生 卫健 卫生院 席位 米面 全国 全省 全区 "
    "全程 应对 应用 边境 师资 师生 师傅 商品 商户 商务 荣誉 沙石 明显 明星 查验 官网 官方 "
    "封闭 谈话 原因 原则 原件 原告 班级 班主任 班子 储备 南方 南部 南北 闻名 周期 周边 "
    "周岁 周转 周一 周五 高温 高压 高血压 胡同 石头 金属 水平 方位 任期 安心 安保 党建 "
    "项目部 余额 余地 于是 田地 段落 雷电 龙头 史料 毛利 顾客 万亩 武装 武器 钱款 严格 "
    "严重 严禁 严肃 江水 江边 乐器 连队 左侧 甘蔗 包干 包保 童年 凌晨 毕业 毕业生 单元 "
    "盛大 游戏 管网 房间 阳光 阳性 农药 卓越 吉祥 简历 车位 车型 项链 麦田 景区 景点 "
    "宫颈癌 冷链 冷库 宗地 宗教 全额 全家 应届 应税 边界 师德 和解 和平 商业 商会 荣获 "
    "桑蚕 甄别 明年 查封 麻醉 官员 封存 匡算 惠民 惠农 乐园 原定 原文 班车 储蓄 储蓄卡 "
    "燕窝 闻讯 阎罗 温馨 易地 殷实 詹姆 白血病 黄疸 石膏 高新 方可 方能 程度 任意 姓名 "
    "许可 许可证 谢绝 曾经 曾任 何时 何种 付款 付费 贺信 常年 常规 顾问 向社会 向我 文本 "
    "文档 安徽 申办 申明 关口 关联 左岸 柳州 祝贺 包裹 阮某 梅雨 单亲 单次 单价 季节 成人 "
    "路径 管控 鲍鱼 华东 滕州 解答 时段 时效 农历 司局 古城 简易 车票 连片 党史 费率 卜算 "
    "卫星 米线 席卷 全科 应收 边防 师范 商标 明码 查收 麻疹 官兵 封面 原籍 原住 班组 于某 "
    "王某 李某 张某 刘某 陈某 杨某 黄某 赵某 吴某 周某 徐某 马某 何某 高某 林某 某某 程某 "
    "国家 水库 家庭 "
)
_WORDS = frozenset(_OTHER_WORDS.split())
"""Words that begin as names do."""
_ENDS = re.compile(r"(?:[局厅部委办处科股室站所院校会社村镇乡县市区省街路组公司]|公司|中心|学校|医院)$")
"""How the names of offices and places end."""
_BLANK = re.compile(r"\s+")
"""What is typed between the two characters of a short name."""


def is_name(text: str) -> bool:
    """Whether a folded text is the name of a person and nothing else."""
    close = _BLANK.sub("", text)
    if not 2 <= len(close) <= 12 or _WHOLE.fullmatch(close) is None:
        return False
    return not is_word(close)


def is_word(name: str) -> bool:
    """Whether what has the form of a name is another word, or the name of an office or a place."""
    return name in _WORDS or name[:2] in _WORDS or _ENDS.search(name) is not None


def names_in(text: str) -> list[tuple[int, int]]:
    """Where names stand by themselves in a folded text."""
    found = []
    for match in _BEHIND.finditer(text):
        if not is_word(match["name"]):
            found.append(match.span("name"))
    return found


def name_at(text: str, at: int) -> str:
    """The name that begins at a place of a folded text, empty where none does."""
    match = _AT.match(text, at)
    if match is None or is_word(match["name"]):
        return ""
    return match["name"]


_AT = re.compile(_BEHIND.pattern.removeprefix(r"(?<![\u4e00-\u9fff])"))
"""The same behind a word that says who it is: 患者, 学生."""
