"""The form of the annual report in its own words: six parts, and the lines of its tables (国办公开办函〔2021〕30号)."""

from dataclasses import dataclass

KeyPath = tuple[str, ...]
PARTS: dict[str, str] = {
    "overview": "一、总体情况",
    "disclosed": "二、主动公开政府信息情况",
    "requests": "三、收到和处理政府信息公开申请情况",
    "reviews": "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
"""The headings in their order, by the key of what stands below."""
WRITTEN = ("overview", "problems", "other")
"""The parts that are texts."""
COLUMNS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
"""Who made an application; the second to the sixth stand below 法人或其他组织."""
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
"""What became of a review."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of part three: where its numbers stand, its words in the form, its level below the part.

    A line with others below it has no numbers of its own.
    """

    key_path: KeyPath
    label: str
    depth: int
    below: int = 0


NEW, CARRIED_IN = ("requests", "new"), ("requests", "carried_in")
RESULTS, TOTAL = ("requests", "results"), ("requests", "results", "total")
CARRIED_OVER = ("requests", "carried_over")
LINES = (
    Line(NEW, "一、本年新收政府信息公开申请数量", 0),
    Line(CARRIED_IN, "二、上年结转政府信息公开申请数量", 0),
    Line(RESULTS, "三、本年度办理结果", 0, below=22),
    Line((*RESULTS, "disclosed"), "（一）予以公开", 1),
    Line((*RESULTS, "partly"), "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 1),
    Line((*RESULTS, "refused"), "（三）不予公开", 1, below=8),
    Line((*RESULTS, "refused", "secret"), "1.属于国家秘密", 2),
    Line((*RESULTS, "refused", "forbidden"), "2.其他法律行政法规禁止公开", 2),
    Line((*RESULTS, "refused", "safety"), "3.危及“三安全一稳定”", 2),
    Line((*RESULTS, "refused", "third_party"), "4.保护第三方合法权益", 2),
    Line((*RESULTS, "refused", "internal"), "5.属于三类内部事务信息", 2),
    Line((*RESULTS, "refused", "process"), "6.属于四类过程性信息", 2),
    Line((*RESULTS, "refused", "enforcement"), "7.属于行政执法案卷", 2),
    Line((*RESULTS, "refused", "query"), "8.属于行政查询事项", 2),
    Line((*RESULTS, "unavailable"), "（四）无法提供", 1, below=3),
    Line((*RESULTS, "unavailable", "not_held"), "1.本机关不掌握相关政府信息", 2),
    Line((*RESULTS, "unavailable", "to_be_made"), "2.没有现成信息需要另行制作", 2),
    Line((*RESULTS, "unavailable", "unclear"), "3.补正后申请内容仍不明确", 2),
    Line((*RESULTS, "not_processed"), "（五）不予处理", 1, below=5),
    Line((*RESULTS, "not_processed", "petition"), "1.信访举报投诉类申请", 2),
    Line((*RESULTS, "not_processed", "repeated"), "2.重复申请", 2),
    Line((*RESULTS, "not_processed", "publication"), "3.要求提供公开出版物", 2),
    Line((*RESULTS, "not_processed", "excessive"), "4.无正当理由大量反复申请", 2),
    Line((*RESULTS, "not_processed", "reissue"), "5.要求行政机关确认或重新出具已获取信息", 2),
    Line((*RESULTS, "other"), "（六）其他处理", 1, below=3),
    Line((*RESULTS, "other", "overdue"), "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", 2),
    Line((*RESULTS, "other", "unpaid"), "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", 2),
    Line((*RESULTS, "other", "other"), "3.其他", 2),
    Line(TOTAL, "（七）总计", 1),
    Line(CARRIED_OVER, "四、结转下年度继续办理", 0),
)
"""The lines of the table of part three, in the order of the form."""
COUNTED_LINES = tuple(line for line in LINES if not line.below)
"""Those that have numbers."""
RESULT_LINES = tuple(line for line in COUNTED_LINES if line.key_path[:2] == RESULTS and line.key_path != TOTAL)
"""Those that come to （七）总计."""
REVIEWS = {
    ("reviews", "reconsideration"): "行政复议",
    ("reviews", "direct_suit"): "行政诉讼：未经复议直接起诉",
    ("reviews", "suit_after"): "行政诉讼：复议后起诉",
}
"""The three kinds of review."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of part two: where it stands, the item of 第二十条, what it is of, and what is counted."""

    key_path: KeyPath
    item: str
    matter: str
    counted: str


_RULES, _NORMATIVE = ("disclosed", "rules"), ("disclosed", "normative")
FACTS = (
    Fact((*_RULES, "made"), "第二十条第（一）项", "规章", "本年制发件数"),
    Fact((*_RULES, "repealed"), "第二十条第（一）项", "规章", "本年废止件数"),
    Fact((*_RULES, "in_force"), "第二十条第（一）项", "规章", "现行有效件数"),
    Fact((*_NORMATIVE, "made"), "第二十条第（一）项", "行政规范性文件", "本年制发件数"),
    Fact((*_NORMATIVE, "repealed"), "第二十条第（一）项", "行政规范性文件", "本年废止件数"),
    Fact((*_NORMATIVE, "in_force"), "第二十条第（一）项", "行政规范性文件", "现行有效件数"),
    Fact(("disclosed", "licences"), "第二十条第（五）项", "行政许可", "本年处理决定数量"),
    Fact(("disclosed", "penalties"), "第二十条第（六）项", "行政处罚", "本年处理决定数量"),
    Fact(("disclosed", "coercion"), "第二十条第（六）项", "行政强制", "本年处理决定数量"),
    Fact(("disclosed", "fees"), "第二十条第（八）项", "行政事业性收费", "本年收费金额（单位：万元）"),
)
"""The numbers of part two, in the order of the form."""
FIGURES = {
    "new": "本年新收",
    "dealt_with": "办理",
    "done": "办结（七）总计",
    "disclosed": "予以公开",
    "partly": "部分公开",
    "refused": "不予公开",
    "unavailable": "无法提供",
    "not_processed": "不予处理",
    "other": "其他处理",
    "made": "行政规范性文件本年制发",
    "repealed": "行政规范性文件本年废止",
    "in_force": "行政规范性文件现行有效",
    "licences": "行政许可",
    "penalties": "行政处罚",
    "coercion": "行政强制",
    "fees": "行政事业性收费",
    "reconsideration": "行政复议",
    "suits": "行政诉讼",
    "reviews": "行政复议和行政诉讼",
    "carried_in": "上年结转",
    "carried_over": "结转下年度继续办理",
    "persons": "自然人",
    "bodies": "法人或其他组织",
    "businesses": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "legal": "法律服务机构",
}
"""What a message calls the number of the table that a figure of the text is of."""
