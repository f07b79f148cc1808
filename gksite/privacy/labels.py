"""What labels say: whose number follows, that it is the number of a thing, or that it counts something."""

import re

_ID = "身份证|公民身份|居民身份|证件号|身份号|证件编号"
_MOBILE = "手机|移动电话|联系电话|联系方式|联络电话|电话|微信|tel|phone|mobile"
_CARD = (
    "银行卡|储蓄卡|信用卡|借记卡|卡号|一卡通|一折通|工资卡|存折|折号"
    "|(?:农行|工行|建行|中行|交行|邮储|信用社|农商行|农信|银行)卡|社保卡|社会保障卡|金融账号|打款卡|惠农卡"
)
_ACCOUNT = "[账帐]号|[账帐]户|银行[账帐]"
PERSONAL = re.compile(f"{_ID}|{_MOBILE}|{_CARD}|{_ACCOUNT}|护照|学籍号", re.IGNORECASE)
"""The label of a number of a person."""
ID = re.compile(_ID)
"""The label of an identity number."""
CARD = re.compile(_CARD)
"""The label of a bank card."""
ACCOUNT = re.compile(_ACCOUNT)
"""The label of an account."""
THING = re.compile(
    r"(?:订单|流水|采购|发票|招标|投标|标段|合同|快递|运单|物流|项目|单元|宗地|不动产权?|许可证?|档案|案件|登记|"
    r"受理|批次|批准|学校|学籍|设备|证书|执照|"
    r"注册|标识|缴款|物料|资产|索引|信用|机构|纳税人识别|税务|书|准考证|报名|考试|条形|追溯|备案|核准|票据|凭证|"
    r"工单|事项|办件|业务|存货|产品|规格|图|"
    r"文件|发文|收文|立案|处罚|决定书|车架|发动机|井盖|电表|水表|户表|表|仪器|序列|岗位|职位|政采|财产|股票|债券|"
    r"基金|期刊|国家标准|区划|地区|相对人|统一|ISBN|ISSN|DOI|CN)"
    r"(?:[\u4e00-\u9fffA-Za-z]{0,6}(?:号码?|代码|编码|编号|码|号))?[:： ]*$|(?:代码|编码|编号|序号|文号|货号|"
    r"型号|批号|期号|卷号|页码|码)[:： ]*$",
    re.IGNORECASE,
)
"""The label of the number of a thing: 订单号, 项目编号, 统一社会信用代码."""
CREDIT = re.compile("信用代码|纳税人识别|相对人代码|统一代码|组织机构")
"""The label of a credit code."""
COUNTS = re.compile(
    r"[(（][^()（）]{0,6}?(?:元|人|户|个|度|吨|公斤|千克|公里|平方米|平方公里|立方米|亩|公顷|件|次|例|头|只|株|"
    r"千瓦时?|千瓦小时|%|％|‰)[^()（）]{0,3}[)）]"
)
"""A header that says in what its column counts: 投资（元）."""
SUM = re.compile("[预决]算|金额|数额|总额|合计|总计|收入|支出|余额|资金|产值|造价|总投资")
"""A header of a column of money that does not say in what it counts."""
UNIT = re.compile(
    r" ?[(]?(?:[万亿千百]|元(?!旦)|人(?!民)|户(?!主)|个|度|吨|公斤|千克|公里|公顷|平方|立方|亩|件|次|例|头|只|株|"
    r"千瓦|kwh|kg|km|美元|%|‰|期|版|年|月|日|倍|份|页|字|台|套|辆|条|项|处|米|[°′″'\"])",
    re.IGNORECASE,
)
"""What stands behind a number that counts."""
VALUE = re.compile("[¥￥$＄=<>°′″]|人民币 ?$")
"""What stands in front of a number that counts or measures."""
OWN = re.compile("(?:个人|本人)[^，,；;]{0,6}[账帐]")
"""The label of an account that says that it is a person's."""
OFFICE = re.compile(
    "局|厅|委员会|委|办公室|中心|法院|检察院|政府|财政|国库|非税|专户|公司|企业|合作社|协会|红十字|慈善|基金会|"
    "学校|小学|中学|大学|医院|银行.{0,4}户|"
    "单位|机构|总队|支队|大队|集团|村委会|居委会|[处站所院会部]$|厂$|店$|(?:镇|乡|街道)$"
)
"""Whose account is published so that people can pay: an office, a company."""
_LATIN_LABEL = re.compile(r"(?:tel|phone|mobile|mob|ph|id|no|qq|wx|vx|card|m|t)[.:]?$", re.IGNORECASE)
"""Latin letters right before a number that are its label."""

_MARK = r"(?:\*\*|`|</?[A-Za-z][^<>]{0,30}>)"
"""A mark of Markdown or HTML."""
MARKS_BEFORE = re.compile(rf"{_MARK}{{1,3}}$")
"""Marks that end a text."""
MARKS_BEHIND = re.compile(rf"{_MARK}{{1,3}}")
"""Marks that begin a text."""


def may_follow(before: str) -> bool:
    """Whether a number of a person may begin behind a text: no letter of another number, no sign that measures."""
    last = before[-1:]
    if last in "°′″¥￥$=<>%&#":
        return not last
    if last.isascii() and last.isalpha():
        return _LATIN_LABEL.search(before) is not None
    if last == "_":
        return not (before[-2:-1].isascii() and before[-2:-1].isalnum())
    return True
