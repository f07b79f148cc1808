"""What files and web pages call the facts of a notice that they state beside a label: 文号, 索引号, 公开方式."""

LabelledFact = tuple[str, str]
"""A label and its value."""

FIELDS = {
    **dict.fromkeys(("发文字号", "文号", "发文文号", "文件编号", "政策文号", "FileNumber"), "number"),
    **dict.fromkeys(("发文机关", "发文机构", "发文单位", "发布机构", "制发机关"), "issuer"),
    **dict.fromkeys(("发布单位", "发布部门", "公开责任部门", "信息来源"), "issuer"),
    **dict.fromkeys(("成文日期", "成文时间", "生成日期", "发文日期", "签发日期"), "issued"),
    **dict.fromkeys(("印发日期", "印发时间"), "printed"),
    **dict.fromkeys(("公开属性", "公开方式", "公开类别", "公开类型", "信息公开属性", "公开形式"), "disclosure"),
    **dict.fromkeys(("索引号", "信息索引号", "信息索引", "索引编号"), "index_code"),
    **dict.fromkeys(("主题分类", "信息分类", "内容分类", "分类"), "subject"),
    **dict.fromkeys(("名称", "标题", "信息名称", "文件名称", "ArticleTitle"), "title"),
}
"""The field of a notice that a label names; 发布日期 is that of the web page and no field (R11)."""
_OTHERS = (
    *("时效", "有效性", "时效性", "是否有效", "文件状态", "生效日期", "实施日期", "废止日期", "失效日期"),
    *("发布日期", "发布时间", "公开日期", "公开发布日期", "公开时间", "公开范围", "公开时限"),
    *("关键词", "主题词", "体裁", "体裁分类", "组配分类", "服务对象", "服务对象分类", "公文种类", "信息类别"),
    *("文件类型", "文件类别", "文件分类", "所属单位", "所属机构", "所属主题", "来源", "内容概述", "内容概览"),
    *("法宝引证码", "发布文号", "政策咨询机关", "政策咨询电话", "咨询电话", "责任编辑"),
)
"""Labels of facts that a notice has no field for."""
LABELS = frozenset((*FIELDS, *_OTHERS))
"""All labels."""
