"""What 《中华人民共和国政府信息公开条例》 (2019) says of the statutory column, in its words and numbers."""

from dataclasses import dataclass

CLASSES: tuple[str, ...] = (
    "行政法规、规章和规范性文件",
    "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
    "国民经济和社会发展规划、专项规划、区域规划及相关政策",
    "国民经济和社会发展统计信息",
    "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
    "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    "财政预算、决算信息",
    "行政事业性收费项目及其依据、标准",
    "政府集中采购项目的目录、标准及实施情况",
    "重大建设项目的批准和实施情况",
    "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
    "突发公共事件的应急预案、预警信息及应对情况",
    "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
    "公务员招考的职位、名额、报考条件等事项以及录用结果",
    "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息",
)
"""第二十条, its fifteen points in order."""
ORDINALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
"""How the points are numbered."""


@dataclass(frozen=True, slots=True)
class Term:
    """A time limit of the procedure on request: of what, how many working days, where it is written, from when."""

    matter: str
    days: int
    article: str
    words: str


TERMS: tuple[Term, ...] = (
    Term(
        "告知补正",
        7,
        "第三十条",
        "申请内容不明确的，行政机关自收到申请之日起一次性告知申请人作出补正；答复期限自收到补正的申请之日起计算。",
    ),
    Term("答复", 20, "第三十三条", "能够当场答复的，当场予以答复；不能当场答复的，自收到申请之日起计算。"),
    Term(
        "延长答复期限",
        20,
        "第三十三条",
        "需要延长的，经政府信息公开工作机构负责人同意并告知申请人；这是延长的最长期限。",
    ),
    Term(
        "第三方提出意见",
        15,
        "第三十二条",
        "公开会损害第三方合法权益的，书面征求第三方的意见；第三方自收到征求意见书之日起提出，所需时间不计入答复期限。",
    ),
    Term(
        "共同制作机关提出意见",
        15,
        "第三十四条",
        "由两个以上行政机关共同制作的，被征求意见的机关自收到征求意见书之日起提出，逾期未提出的视为同意公开。",
    ),
)
"""第三十条 to 第三十四条: all in working days."""
REPLIES: tuple[str, ...] = (
    "所申请公开信息已经主动公开的，告知申请人获取该政府信息的方式、途径；",
    "所申请公开信息可以公开的，向申请人提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间；",
    "行政机关依据条例的规定决定不予公开的，告知申请人不予公开并说明理由；",
    "经检索没有所申请公开信息的，告知申请人该政府信息不存在；",
    (
        "所申请公开信息不属于本行政机关负责公开的，告知申请人并说明理由；能够确定负责公开该政府信息的行政机关的，"
        "告知申请人该行政机关的名称、联系方式；"
    ),
    "行政机关已就申请人提出的政府信息公开申请作出答复、申请人重复申请公开相同政府信息的，告知申请人不予重复处理；",
    (
        "所申请公开信息属于工商、不动产登记资料等信息，有关法律、行政法规对信息的获取有特别规定的，"
        "告知申请人依照有关法律、行政法规的规定办理。"
    ),
)
"""第三十六条, its seven points in order."""
CONTENTS: tuple[str, ...] = (
    "申请人的姓名或者名称、身份证明、联系方式；",
    "申请公开的政府信息的名称、文号或者便于行政机关查询的其他特征性描述；",
    "申请公开的政府信息的形式要求，包括获取信息的方式、途径。",
)
"""第二十九条: what an application holds, its three groups."""
RECEIPT: tuple[str, ...] = (
    "当面提交的，以提交之日为收到申请之日；",
    (
        "邮寄的，以行政机关签收之日为收到申请之日；以平常信函等无需签收的方式邮寄的，"
        "政府信息公开工作机构于收到申请的当日与申请人确认，确认之日为收到申请之日；"
    ),
    "通过互联网渠道或者传真提交的，以双方确认之日为收到申请之日。",
)
"""第三十一条: from when the terms run."""
ORALLY = "采用书面形式确有困难的，申请人可以口头提出，由受理该申请的政府信息公开工作机构代为填写政府信息公开申请。"
"""第二十九条."""
FEES = (
    "行政机关依申请提供政府信息，不收取费用；但是，申请人申请公开政府信息的数量、频次明显超过合理范围的，"
    "行政机关可以收取信息处理费。"
)
"""第四十二条."""
REMEDY = (
    "公民、法人或者其他组织认为行政机关在政府信息公开工作中侵犯其合法权益的，可以向上一级行政机关或者"
    "政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。"
)
"""第五十一条."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of the column: its key in content/disclosure.yaml, its title, its article, and what that says.

    `type` is the nearest ColumnType of 《政府网站发展指引》.
    """

    key: str
    title: str
    url: str
    article: str = ""
    words: str = ""
    type: str = "信息公开目录"


COLUMN = Part("", "政府信息公开", "disclosure/")
"""The column itself (国办公开办函〔2019〕61号)."""
GUIDE = Part("guide", "政府信息公开指南", "disclosure/guide/", "第十二条", type="信息公开指南")
INSTITUTIONS = Part("institutions", "政府信息公开制度", "disclosure/institutions/", type="政策文件")
STATUTORY = Part("statutory", "法定主动公开内容", "disclosure/statutory/", "第二十条、第二十一条")
REPORTS = Part("reports", "政府信息公开年报", "disclosure/reports/", "第四十九条、第五十条", type="信息公开年报")
APPLICATION = Part("application", "依申请公开", "disclosure/application/", "第二十九条至第三十六条", type="依申请公开")
FORM = Part("form", "政府信息公开申请表", "disclosure/application/form/", "第二十九条", type="依申请公开")
CATALOGUE = Part("catalogue", "主动公开目录", "disclosure/catalogue/", "第十二条")
CLARIFICATIONS = Part(
    "clarifications",
    "虚假或者不完整信息的澄清",
    "disclosure/clarifications/",
    "第六条",
    "行政机关发现影响或者可能影响社会稳定、扰乱社会和经济管理秩序的虚假或者不完整信息的，"
    "应当发布准确的政府信息予以澄清。",
    "回应关切",
)
PUBLISHERS = Part(
    "publishers",
    "公开主体",
    "disclosure/publishers/",
    "第十条",
    "行政机关制作的政府信息，由制作该政府信息的行政机关负责公开；从公民、法人和其他组织获取的，"
    "由保存该政府信息的行政机关负责公开；获取的其他行政机关的政府信息，由制作或者最初获取该政府信息的行政机关负责公开；"
    "两个以上行政机关共同制作的，由牵头制作的行政机关负责公开。",
    "信息公开指南",
)
PLACES = Part(
    "reading_places",
    "政府信息查阅场所",
    "disclosure/places/",
    "第二十五条",
    "各级人民政府应当在国家档案馆、公共图书馆、政务服务场所设置政府信息查阅场所，并配备相应的设施、设备，"
    "为公民、法人和其他组织获取政府信息提供便利；行政机关应当及时向国家档案馆、公共图书馆提供主动公开的政府信息。",
    "信息公开指南",
)
CORRECTING = Part(
    "correcting",
    "更正政府信息",
    "disclosure/correcting/",
    "第四十一条",
    "公民、法人或者其他组织有证据证明行政机关提供的与其自身相关的政府信息记录不准确的，可以要求行政机关更正。"
    "有权更正的行政机关审核属实的，应当予以更正并告知申请人；不属于本行政机关职能范围的，行政机关可以转送有权更正的"
    "行政机关处理并告知申请人，或者告知申请人向有权更正的行政机关提出。",
    "依申请公开",
)
ASSISTANCE = Part(
    "assistance",
    "为申请人提供帮助",
    "disclosure/assistance/",
    "第四十三条",
    "申请公开政府信息的公民存在阅读困难或者视听障碍的，行政机关应当为其提供必要的帮助。",
    "依申请公开",
)
PROPOSALS = Part(
    "proposals",
    "建议纳入主动公开",
    "disclosure/proposals/",
    "第四十四条",
    "对行政机关依申请公开的政府信息，申请人认为涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的，"
    "可以建议行政机关将该信息纳入主动公开的范围；行政机关经审核认为属于主动公开范围的，应当及时主动公开。",
    "征集调查",
)
MAIN_PARTS = (GUIDE, INSTITUTIONS, STATUTORY, REPORTS)
"""The four of 61号, in its order."""
PARTS = (*MAIN_PARTS, APPLICATION, CATALOGUE)
"""With what the regulation asks for beside them."""
SERVICES = (CLARIFICATIONS, PUBLISHERS, PLACES, CORRECTING, ASSISTANCE, PROPOSALS)
"""The pages of single articles."""
ALL_PAGES = (COLUMN, *PARTS, FORM, *SERVICES)
"""Every page of the column."""

GUIDE_FIELDS: tuple[tuple[str, str], ...] = (
    ("classification", "政府信息的分类"),
    ("arrangement", "政府信息的编排体系"),
    ("access", "政府信息的获取方式"),
    ("office", "机构名称"),
    ("address", "办公地址"),
    ("hours", "办公时间"),
    ("telephone", "联系电话"),
    ("fax", "传真号码"),
    ("internet", "互联网联系方式"),
)
"""第十二条: what a guide holds, by its key."""
GUIDE_TEXTS = 3
"""The first so many are texts of their own, the others lines of a box."""
