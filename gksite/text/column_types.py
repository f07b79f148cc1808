"""The kinds of column of 《网页设计规范》, and which of them have to be brought up to date how often."""

import unicodedata
from typing import Literal

TYPES = (
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
    "通知公告",
)
"""The values of ColumnType that the annex names, its misprints corrected, and one of 国办秘函〔2019〕19号."""
OTHER_NAMES = {
    "概括信息": "概况信息",
    "依法申请公开": "依申请公开",
    "依法申请": "依申请公开",
    "数据开发": "数据开放",
    "领导信息": "负责人信息",
    "领导之窗": "负责人信息",
    "领导简介": "负责人信息",
    "机构设置": "机构职能",
    "动态要闻": "工作动态",
    "政务动态": "工作动态",
    "政务要闻": "工作动态",
    "新闻动态": "工作动态",
    "规范性文件": "政策文件",
    "文件通知": "政策文件",
    "公告公示": "通知公告",
    "公示公告": "通知公告",
    "解读": "政策解读",
    "解读回应": "政策解读",
    "民意征集": "征集调查",
    "意见征集": "征集调查",
    "咨询建议": "咨询投诉",
    "信息公开年度报告": "信息公开年报",
    "政府信息公开年报": "信息公开年报",
    "政府信息公开指南": "信息公开指南",
    "政府信息公开目录": "信息公开目录",
}
"""What offices write for them."""
Freshness = Literal["news", "documents"]
_NEWS, _DOCUMENTS = ("动态", "要闻", "新闻"), ("政策文件", "规范性文件", "通知公告", "公告公示", "公示公告", "文件通知")
"""Words of the kinds that 国办秘函〔2019〕19号 wants new every two weeks, and every six months."""


def folded_type(text: str) -> str:
    """A kind as it is compared: no blanks, one form of each character."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def freshness(text: str) -> Freshness | None:
    """How often a kind of column has to be brought up to date, whatever its name says; None where that is not fixed."""
    kind = folded_type(text)
    if any(word in kind for word in _NEWS):
        return "news"
    if any(word in kind for word in _DOCUMENTS):
        return "documents"
    return None


def is_type(text: str, kind: str) -> bool:
    """Whether a text names a kind, by one of its names."""
    folded = folded_type(text)
    return OTHER_NAMES.get(folded, folded) == kind
