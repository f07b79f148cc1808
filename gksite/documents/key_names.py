"""The keys of the content files by what an editor may call them: in Chinese, or in another case."""

import re
import unicodedata
from collections.abc import Collection

from gksite.text.fact_labels import FIELDS
from gksite.text.names import near

_NAMES = {
    "id": ("编号", "单位编号"),
    "jurisdiction": ("地区", "地区编号"),
    "name": ("名称", "单位名称", "网站名称", "地区名称"),
    "title": ("标题", "题目", "任务名称", "工作任务", "文件标题"),
    "number": ("序号", "任务序号", "文号", "发文字号"),
    "year": ("年份", "年度", "年"),
    "issued": ("成文日期", "发文日期"),
    "printed": ("印发日期",),
    "published": ("发布日期", "发布时间"),
    "publish_at": ("定时发布",),
    "disclosure": ("公开", "属性"),
    "status": ("有效性", "状态", "时效性"),
    "superseded_by": ("代替", "替代"),
    "document_type": ("公文种类", "文种"),
    "summary": ("内容概述", "概述", "摘要"),
    "keywords": ("主题词", "关键词"),
    "url": ("网址", "原发布网址", "链接"),
    "source": ("来源", "来源文件", "出处"),
    "file": ("文件", "文件名"),
    "addressees": ("主送", "主送单位", "主送机关"),
    "preamble": ("正文", "前言"),
    "table_title": ("表名", "表题"),
    "note": ("说明", "校注"),
    "review": ("审校备注", "审校"),
    "draft": ("草稿",),
    "doubts": ("待定", "疑问"),
    "settled": ("已定",),
    "place": ("位置",),
    "other": ("还可能",),
    "differs": ("不同", "差异"),
    "field": ("哪一项",),
    "reason": ("原因", "理由"),
    "omitted": ("未录入", "省略"),
    "covers": ("范围",),
    "covers_source": ("范围依据", "范围出处"),
    "signed": ("签字",),
    "corrections": ("勘误", "更正"),
    "cleared": ("审查", "信息公开审查"),
    "sections": ("部分", "各部分"),
    "tasks": ("任务", "各项任务"),
    "closing": ("落款", "结尾"),
    "cc": ("抄送", "抄送单位"),
    "label": ("原序号",),
    "requirement": ("工作要求", "要求", "任务要求", "内容"),
    "lead": ("牵头单位", "牵头", "主办单位", "牵头部门"),
    "support": ("责任单位", "配合单位", "协办单位", "责任", "配合", "责任部门"),
    "remark": ("备注",),
    "deadlines": ("时限", "完成时限"),
    "documents": ("引用文件", "引用的文件"),
    "comparisons": ("对比", "对照", "各组对比"),
    "topic": ("主题编号",),
    "reviewed": ("复核", "已复核"),
    "topics": ("主题", "所属主题", "下级主题"),
    "about": ("主题说明",),
    "words": ("提示词",),
    "updates": ("落实情况", "进展", "落实"),
    "evidence": ("证据",),
    "quote": ("引文",),
    "remedy": ("补救措施",),
    "corrects": ("更正哪一条",),
    "progress": ("跟踪落实",),
    "lines": ("行", "行号", "起止行"),
    "table": ("表格", "表"),
    "pages": ("页", "页码"),
    "rows": ("表格的行",),
    "paragraphs": ("段", "段落"),
    "as": ("简称", "写作", "原文写法"),
    "text": ("原话", "原文"),
    "date": ("日期",),
    "basis": ("依据",),
    "kind": ("类别", "类型"),
    "parent": ("上级", "上级地区"),
    "agencies": ("单位", "各单位"),
    "full_name": ("全称",),
    "aliases": ("别名",),
    "members": ("成员", "成员单位"),
    "members_source": ("成员依据", "成员出处"),
    "notice": ("通知", "通知编号"),
    "task": ("任务序号",),
    "succeeded_by": ("继任", "承接单位"),
    "organizer": ("主办单位", "主办者"),
    "site_code": ("标识码", "网站标识码"),
    "contact": ("联系方式", "电话"),
    "description": ("简介", "网站简介"),
    "licence": ("许可", "数据许可"),
    "lang": ("语言",),
    "printed_in": ("印出处", "印在"),
    "by": ("审查人",),
    "result": ("结果",),
}
"""What the handbook and printed notices call each key."""
KEYS = frozenset(_NAMES)
"""All keys that have such names."""
CHINESE_NAMES = frozenset(name for names in _NAMES.values() for name in names) | frozenset(FIELDS)
"""All Chinese names of keys."""


def meant(key: str, known: Collection[str]) -> list[str]:
    """The known keys that an unknown one could stand for, best first, at most one where it is only near."""
    typed = re.sub(r"[\s\-]+", "_", unicodedata.normalize("NFKC", key).strip().lower())
    if typed in known:
        return [typed]
    named = [name for name in known if key.strip() in _NAMES.get(name, ())]
    if named:
        return named
    if FIELDS.get(key.strip()) in known:
        return [FIELDS[key.strip()]]
    return near(typed, known, most=1)
