"""What has to be found: templates by hand, filled by dice. `V` stands for the value, `N` for a person's name."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import made_up

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向常"
)
GIVEN = (
    *("建国", "桂芳", "秀英", "伟", "敏", "志强", "丽华", "小红", "文斌", "春梅", "永福", "海燕", "德明", "淑珍"),
    *("晓东", "婷婷", "国庆", "玉兰", "浩然", "子涵", "雨桐", "梓轩", "欣怡", "一诺", "阿妹", "依波", "军", "芳"),
)
WIDE = str.maketrans("0123456789Xx+-", "０１２３４５６７８９Ｘｘ＋－")


def name(dice: random.Random) -> str:
    """A made-up name."""
    return dice.choice(SURNAMES) + dice.choice(GIVEN)


def parts(value: str, lengths: tuple[int, ...], sign: str) -> str:
    """A number in groups."""
    found, at = [], 0
    for length in lengths:
        found.append(value[at : at + length])
        at += length
    return sign.join((*found, value[at:])) if at < len(value) else sign.join(found)


ID_LINES = (
    "身份证号：V",
    "公民身份号码V",
    "N（身份证号码：V）",
    "申请人N，身份证V，因家庭困难提出申请。",
    "V",
    "被执行人N，男，汉族，初中文化，V，住本县。",
    "居民身份证编号 V",
    "身份證號碼：V",
    "ID:V",
    "证件号码:V",
    "法定代表人身份证件号码　V",
    "经查，V号居民身份证的持有人未到场。",
    "【身份证】V",
    "“V”",
    "N V",
    "户主：N；身份证：V；人口：3人",
    "N，女，V。",
    "拟享受低保对象：N（V），每月补助480元。",
    "特此证明N(V)系我村村民。",
    "1. N，V，一次性补贴600元",
    "身份证件类型：居民身份证，号码：V",
    "受益人:N/V",
    "兹有N同志（身份证号：V）前往贵处办理。",
    "N身份证号码V手续已齐",
    "V（N）",
    "姓名N 性别女 民族汉 身份证 V",
)
ID_TYPED: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    str.lower,
    lambda v: v.translate(WIDE),
    lambda v: parts(v, (6, 8, 4), " "),
    lambda v: parts(v, (6, 8, 4), "-"),
    lambda v: parts(v, (6, 8, 4), "\u3000"),
    lambda v: parts(v, (4, 4, 4, 4, 2), " "),
    lambda v: parts(v, (6, 4, 4, 4), " "),
    lambda v: parts(v, (6, 8, 4), "－"),
    lambda v: parts(v, (6, 8, 4), "\xa0"),
    lambda v: parts(v, (6, 8, 4), "\u2013"),
    lambda v: v[:9] + "\u200b" + v[9:],
    lambda v: parts(v, (3, 3, 4, 4, 4), " "),
    lambda v: " ".join(v),
)
ID_HEADS = (
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "证件号码",
    "身份证",
    "居民身份证号码",
    "身份證字號",
    "户主身份证",
    "监护人身份证号",
)
ID15_LINES = (
    "身份证号：V",
    "N，身份证号码V（15位）",
    "原身份证号V，已换证。",
    "身份证V，N",
    "居民身份证：V",
    "（旧身份证号码 V）",
)

MOBILE_LINES = (
    "联系电话：V",
    "N V",
    "手机V",
    "联系人：N，V",
    "有意者请与N联系，电话V。",
    "N（V）",
    "手机号码:V（微信同号）",
    "V",
    "咨询电话：0870-2123456，V",
    "请拨打V转N",
    "NV",
    "电话/微信：V",
    "負責人手機：V",
    "负责人N，联系方式V；",
    "村民小组长N：V",
    "举报请打V，署名优先。",
    "举报电话：12345、V",
    "移动电话 V",
    "Tel:V",
    "中标人联系人N电话V，地址另附",
    "现场负责人 N V",
)
MOBILE_TYPED: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    lambda v: f"+86{v}",
    lambda v: f"+86 {v}",
    lambda v: f"86-{v}",
    lambda v: f"(+86){v}",
    lambda v: f"0086{v}",
    lambda v: parts(v, (3, 4, 4), " "),
    lambda v: parts(v, (3, 4, 4), "-"),
    lambda v: v.translate(WIDE),
    lambda v: parts(v, (3, 4, 4), "－"),
    lambda v: parts(v, (3, 4, 4), "\u3000"),
    lambda v: parts(v, (3, 8), " "),
    lambda v: parts(v, (7, 4), " "),
    lambda v: f"0{v}",
    lambda v: parts(v, (3, 4, 4), "."),
    lambda v: f"+86-{parts(v, (3, 4, 4), '-')}",
    lambda v: parts(v, (4, 3, 4), " "),
    lambda v: v[:5] + "\u200b" + v[5:],
)
MOBILE_HEADS = ("联系电话", "手机", "手机号码", "联系方式", "电话", "移动电话", "聯絡電話", "家长电话")

CARD_LINES = (
    "银行卡号：V",
    "N，农业银行卡号V",
    "社保卡金融账号 V",
    "户名N，卡号：V",
    "开户行：云岭县农村信用社，账号：V，户名：N",
    "补贴发放至一卡通账户V（N）",
    "收款账户：V（N）",
    "工资卡V",
    "銀行卡號：V",
    "打款卡号 V",
    "储蓄卡：V",
    "惠农一卡通 V N",
)
CARD_TYPED: tuple[Callable[[str], str], ...] = (
    str,
    str,
    lambda v: parts(v, (4, 4, 4, 4), " "),
    lambda v: parts(v, (4, 4, 4, 4), "-"),
    lambda v: v.translate(WIDE),
    lambda v: parts(v, (6, 13), " "),
    lambda v: parts(v, (4, 4, 4, 4), "\u3000"),
)
CARD_HEADS = ("银行卡号", "银行账号", "卡号", "一卡通账号", "开户账号", "社保卡号", "个人账户")

PASSPORT_LINES = (
    "护照号：V",
    "N，护照V",
    "护照号码 V，国籍加拿大",
    "護照號碼：V",
    "（护照：V）",
    "持V号护照入境",
    "因私护照 V 遗失，声明作废",
    "passport No. V",
)
PLATE_LINES = (
    "车牌号：V",
    "车牌V的小型轿车",
    "V违法停车，请车主N自行驶离。",
    "號牌號碼：V",
    "N驾驶V号小型普通客车",
    "机动车号牌 V",
    "在人民路查获V一辆",
    "肇事车辆V",
    "车主N，车牌号码V",
)
PLATES = (
    "云A·8X123",
    "云C12345",
    "云CD12345",
    "云AF12345",
    "闽C 8X123",
    "粤B-12345",
    "皖A·1234学",
    "鲁Q0123挂",
    "川AA12345",
    "京N·8KM12",
    "冀R９Ｘ１２３",
    "藏A12345",
)
MAIL_LINES = (
    "邮箱：V",
    "电子邮箱 V",
    "请将材料发至V（N收）",
    "E-mail:V",
    "N V",
    "联系邮箱:V，过时不候",
    "意见请发 V。",
)
MAILS = (
    "zhangsan_1980@163.com",
    "10001234@qq.com",
    "li.guifang@126.com",
    "wangwei@sina.com.cn",
    "chen88@gmail.com",
    "zhao-min@139.com",
    "liu＠163.com",
    "HuangLi@foxmail.com",
    "sun@outlook.com",
    "zhoujie@yeah.net",
)
ADDRESS_LINES = (
    "家庭住址：V",
    "户籍地址：V",
    "现住址:V",
    "N，住V。",
    "N，男，汉族，家住V",
    "户籍所在地：V",
    "住址　V",
    "被告N，户籍地V，现下落不明。",
    "戶籍地址：V",
    "通讯地址（本人）：V；N",
    "申请人住所地：V，申请人：N",
    "经常居住地：V",
    "安置地址：V（N户）",
)
ADDRESSES = (
    "云岭县太平镇向阳路12号3单元502室",
    "云南省昭通市云岭县太平镇红星村三组15号",
    "太平镇红星村委会大寨村民小组8号",
    "云岭县城关街道人民路88号2栋1单元301室",
    "云岭县龙山乡石桥村5组",
    "云岭县太平镇向阳社区幸福小区6幢2-501",
    "城关镇北门街17号附2号",
    "云岭县三合乡下寨村上坪组３１号",
    "云南省云岭县沙坝镇街子村一社22号",
    "城关镇翠屏花园A区9号楼1203室",
)
BIRTH_LINES = (
    "N，男，V出生，汉族。",
    "出生日期：V",
    "N（V生）",
    "出生年月日 V",
    "被处罚人N，女，V出生，小学文化",
    "N，V出生，云岭县人",
    "生日:V",
    "出生：V，N",
)
BIRTHDAYS = ("1968年3月5日", "1990-01-02", "1985.12.30", "1972/6/8", "１９８８年１月２日", "19750612", "1959年11月")
MINOR_LINES = (
    "学生N，三年级（2）班",
    "N，8岁，孤儿",
    "困境儿童N",
    "未成年人N，2015年3月4日出生",
    "留守儿童：N",
    "N（12岁）",
    "事实无人抚养儿童N，每月补助900元",
    "N，云岭县第一小学五年级3班学生",
    "学生姓名：N，班级：初一（4）班",
    "被收养人N，女，3周岁",
    "患儿N，5岁",
    "适龄儿童N已被录取",
)
MEDICAL_LINES = (
    "病历号：V",
    "住院号V，患者N",
    "患者N，诊断：肺结核",
    "N，诊断为精神分裂症，需监护",
    "残疾证号：V",
    "残疾人证号V，二级肢体残疾，N",
    "N患尿毒症，申请大病救助",
    "疾病诊断：糖尿病；姓名：N",
    "病案号 V",
    "门诊号：V",
    "医保卡号V",
    "N，二级精神残疾",
    "N因患肺癌申请临时救助",
    "艾滋病感染者N",
    "残疾类别：视力残疾，等级：一级，姓名：N",
    "社会保障号码：V（N）",
)
ACCOUNT_LINES = (
    "户名：N 账号：V",
    "收款人：N，开户行：云岭县农村信用合作联社，账号V",
    "账户名称N，账号：V",
    "戶名：N，帳號：V",
    "开户名:N 开户银行:邮储银行 帐号:V",
    "N 账号V 金额600元",
)


def made(dice: random.Random) -> Iterator[dict[str, Any]]:
    """All cases: each kind in lines, then in tables."""
    yield from _lines(dice, "id", "error", ID_LINES, ID_TYPED, lambda: made_up.id18(dice), 48)
    yield from _lines(
        dice,
        "id",
        "error",
        ID_LINES,
        (str, str.lower, lambda v: v.translate(WIDE), lambda v: v[:-1] + "×"),
        lambda: made_up.id18_ending_in_x(dice),
        10,
    )
    yield from _tables(dice, "id", "error", ID_HEADS, ID_TYPED, lambda: made_up.id18(dice), 22)
    yield from _numbers(dice)
    yield from _broken(dice)
    yield from _lines(
        dice, "id", "error", ID15_LINES, (str, lambda v: parts(v, (6, 6, 3), " ")), lambda: made_up.id15(dice), 9
    )
    yield from _tables(dice, "id", "error", ID_HEADS[:6], (str,), lambda: made_up.id15(dice), 5)
    yield from _lines(dice, "id", "warning", ID_LINES, ID_TYPED[:6], lambda: made_up.id18_wrong(dice), 10)
    yield from _lines(dice, "mobile", "error", MOBILE_LINES, MOBILE_TYPED, lambda: made_up.mobile(dice), 44)
    yield from _tables(dice, "mobile", "error", MOBILE_HEADS, MOBILE_TYPED, lambda: made_up.mobile(dice), 18)
    yield from _lines(
        dice, "card", "error", CARD_LINES, CARD_TYPED, lambda: made_up.card(dice, dice.choice((16, 19))), 22
    )
    yield from _tables(
        dice, "card", "error", CARD_HEADS, CARD_TYPED, lambda: made_up.card(dice, dice.choice((16, 19))), 12
    )
    yield from _lines(
        dice,
        "passport",
        "warning",
        PASSPORT_LINES,
        (str, str, lambda v: v.translate(WIDE)),
        lambda: _passport(dice),
        12,
    )
    yield from _tables(
        dice, "passport", "warning", ("护照号码", "护照号", "護照號碼"), (str,), lambda: _passport(dice), 6
    )
    yield from _lines(dice, "plate", "warning", PLATE_LINES, (str,), lambda: dice.choice(PLATES), 14)
    yield from _tables(dice, "plate", "warning", ("车牌号", "号牌号码", "车牌"), (str,), lambda: dice.choice(PLATES), 6)
    yield from _lines(dice, "email", "warning", MAIL_LINES, (str,), lambda: dice.choice(MAILS), 12)
    yield from _tables(dice, "email", "warning", ("电子邮箱", "邮箱"), (str,), lambda: dice.choice(MAILS), 5)
    yield from _lines(dice, "address", "error", ADDRESS_LINES, (str,), lambda: dice.choice(ADDRESSES), 24)
    yield from _tables(
        dice,
        "address",
        "error",
        ("家庭住址", "户籍地址", "住址", "现居住地址"),
        (str,),
        lambda: dice.choice(ADDRESSES),
        9,
    )
    yield from _lines(dice, "birth", "warning", BIRTH_LINES, (str,), lambda: dice.choice(BIRTHDAYS), 14)
    yield from _tables(
        dice, "birth", "warning", ("出生日期", "出生年月", "出生年月日"), (str,), lambda: dice.choice(BIRTHDAYS), 6
    )
    yield from _lines(dice, "minor", "warning", MINOR_LINES, (str,), lambda: "", 14)
    yield from _pupils(dice)
    yield from _lines(dice, "medical", "warning", MEDICAL_LINES, (str,), lambda: _medical(dice), 18)
    yield from _tables(
        dice,
        "medical",
        "warning",
        ("诊断", "病种", "疾病名称"),
        (str,),
        lambda: dice.choice(("肺结核", "高血压三级", "白血病", "尿毒症")),
        6,
    )
    yield from _tables(dice, "medical", "warning", ("残疾证号", "住院号"), (str,), lambda: _medical(dice), 4)
    yield from _lines(
        dice,
        "account",
        "warning",
        ACCOUNT_LINES,
        (str, lambda v: parts(v, (4, 4, 4, 4), " ")),
        lambda: made_up.not_luhn(dice, 17),
        9,
    )
    yield from _accounts(dice)


def _lines(
    dice: random.Random, kind: str, level: str, lines: tuple[str, ...], typed: Any, value: Callable[[], str], count: int
) -> Iterator[dict[str, Any]]:
    for place in range(count):
        person = name(dice)
        printed = typed[place % len(typed)](value())
        line = lines[(place * 7 + place // len(lines)) % len(lines)]
        text = line.replace("V", printed).replace("N", person)
        yield {"kind": kind, "level": level, "text": text, "value": printed if "V" in line else person}


def _tables(
    dice: random.Random, kind: str, level: str, heads: tuple[str, ...], typed: Any, value: Callable[[], str], count: int
) -> Iterator[dict[str, Any]]:
    """A sheet of persons, of which one row is asked for; as a table of two columns too, label beside value."""
    for place in range(count):
        printed = typed[place % len(typed)](value())
        head = heads[place % len(heads)]
        town = dice.choice(("太平镇", "龙山乡", "城关街道"))
        layouts = (
            [["序号", "姓名", head, "备注"], ["1", name(dice), printed, ""]],
            [["乡镇", "姓名", "性别", head], [town, name(dice), "女", printed]],
            [["姓名", name(dice)], [head, printed]],
            [["附件1", "", "", ""], ["序号", head, "姓名", "金额（元）"], ["1", printed, name(dice), "600"]],
        )
        yield {"kind": kind, "level": level, "rows": layouts[place % len(layouts)], "value": printed}


def _numbers(dice: random.Random) -> Iterator[dict[str, Any]]:
    """Cells of workbooks that hold numbers; of eighteen digits a workbook keeps fifteen."""
    for place in range(4):
        made_one = made_up.mobile(dice)
        rows = [["姓名", ("手机号", "联系电话")[place % 2]], [name(dice), {"number": made_one}]]
        yield {"kind": "mobile", "level": "error", "rows": rows, "value": made_one, "form": "xlsx"}
    for _ in range(3):
        kept = made_up.id18(dice)[:15] + "000"
        yield {
            "kind": "id",
            "level": "warning",
            "rows": [["姓名", "身份证号"], [name(dice), {"number": kept}]],
            "value": kept[:15],
            "form": "xlsx",
        }


def _broken(dice: random.Random) -> Iterator[dict[str, Any]]:
    """Numbers broken over lines, with and without a hyphen, in texts and in narrow cells."""
    for place in range(8):
        number = made_up.id18(dice)
        sign = ("\n", "-\n")[place % 2]
        printed = number[:10] + sign + number[10:]
        if place % 4 < 2:
            yield {
                "kind": "id",
                "level": "error",
                "text": f"{name(dice)}，身份证号{printed}，补助480元",
                "value": printed,
                "form": "text",
            }
        else:
            yield {
                "kind": "id",
                "level": "error",
                "rows": [["姓名", "身份证号"], [name(dice), printed]],
                "value": printed,
                "form": ("table", "docx")[place % 2],
            }


def _passport(dice: random.Random) -> str:
    return dice.choice(("E", "G", "D", "S", "P", "EA", "EB")) + made_up.digits(dice, 7)


def _medical(dice: random.Random) -> str:
    return dice.choice((made_up.id18(dice, "19660301") + "43", "ZY" + made_up.digits(dice, 8), made_up.digits(dice, 8)))


def _pupils(dice: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(6):
        rows = (
            [["序号", "学生姓名", "班级"], ["1", name(dice), "三（2）班"]],
            [["姓名", "年龄", "就读学校"], [name(dice), "9岁", "云岭县第一小学"]],
            [["儿童姓名", "监护人", "补助标准"], [name(dice), name(dice), "900元/月"]],
        )[place % 3]
        yield {"kind": "minor", "level": "warning", "rows": rows, "value": rows[1][1] if place % 3 == 0 else rows[1][0]}


def _accounts(dice: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(5):
        number = made_up.not_luhn(dice, 19)
        rows = [["户名", "开户行", ("账号", "银行账号", "帐号")[place % 3]], [name(dice), "云岭县农村信用社", number]]
        yield {"kind": "account", "level": "warning", "rows": rows, "value": number}
