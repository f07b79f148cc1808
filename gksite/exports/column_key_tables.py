"""The keys of what is published beside notices: items, the statutory column, annual reports, the catalogue of matters.

As in `key_tables`; of what repeats a form of the State, only the outer keys are told one by one.
"""

_LINKS = """\
{name} objects {meaning}
{name}.title string 标题
{name}.url string 网址
"""
ITEM = f"""\
schema string 这种格式的名称
id string 永久编号，也是网址
kind string 哪一类信息
column object 栏目
column.id string 栏目编号
column.name string? 栏目名称
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string 地区名称
title string 标题
number string? 发文字号
issuer string? 发文机关
agency object? 发文机关在登记表里的单位
agency.id string 单位编号
agency.jurisdiction string 地区编号
agency.name string 名称
agency.as_written string 信息里的写法
issued day? 成文日期
published string? 发布时间
content_source string? 信息来源
author string? 作者
disclosure string 公开属性
status string? 有效性
superseded_by object? 由哪一件代替
superseded_by.title string 标题
superseded_by.url string 网址
repealed day? 废止日期
subject string? 主题分类
index_code string? 索引号
document_type string? 公文种类
summary string? 内容概述
keywords strings 关键词
art20 integers 属于《政府信息公开条例》第二十条的哪几项
{_LINKS.format(name="interprets", meaning="解读的是什么")}\
{_LINKS.format(name="interprets_outside", meaning="解读的是别的网站上的什么")}\
{_LINKS.format(name="interpreted_by", meaning="有哪些解读")}\
original string? 转载的原文的网址
url string 网页，从网站的根写起
licence string? 使用条款
corrections objects 勘误
corrections.date day 哪一天
corrections.text string 改正了什么
note string? 说明：读者应当知道的
body string? 正文，Markdown
text string? 正文的文字
attachments objects 附件
attachments.title string 名称
attachments.file string 文件名
attachments.url string 地址，从网站的根写起
attachments.format string 格式
attachments.size integer 多少字节
attachments.sha256 string 文件的 SHA-256
"""
DISCLOSURE = f"""\
schema string 这种格式的名称
jurisdiction string 地区编号
url string 专栏的网页
guide object? 政府信息公开指南
institutions strings 政府信息公开制度，信息的编号
statutory objects 法定主动公开内容，第二十条的各项
statutory.class integer 第几项
statutory.words string 条例的原文
statutory.items strings 属于这一项的信息的编号
statutory.columns strings 属于这一项的栏目的编号
{_LINKS.format(name="statutory.links", meaning="在别的网站上的")}\
statutory.text string? 说明
statutory.not_applicable string? 为什么没有这一项
local objects 第二十一条和地方规定的各项
application object? 依申请公开
terms objects 答复等事的期限
terms.matter string 什么事
terms.working_days integer 几个工作日
terms.article string 依据哪一条
clarifications strings 澄清的信息的编号
publishers string? 公开的主体
reading_places objects 查阅场所
correcting string? 更正
assistance string? 便民
proposals object 建议提案办理
proposals.text string? 说明
proposals.items strings 信息的编号
absent object? 还没有的部分
parent_messages string? 上级的留言板
pages objects 专栏的各页
pages.id string 编号
pages.title string 标题
pages.text string 文字
pages.url string 网页
licence string? 使用条款
"""
REPORT = """\
schema string 这种格式的名称
title string 标题
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string 地区名称
agency object 哪个单位的
agency.id string 单位编号
agency.jurisdiction string 地区编号
agency.name string 名称
published string? 发布时间
url string 网页
licence string? 使用条款
year integer 年度
level any 级别
telephone string? 电话
address string? 地址
overview string? 一、总体情况
problems string? 五、存在的主要问题及改进情况
other string? 六、其他需要报告的事项
disclosed any 二、主动公开政府信息情况，与年报的格式相同
requests any 三、收到和处理政府信息公开申请情况，每行按格式的次序
reviews any 四、因政府信息公开工作被申请行政复议、提起行政诉讼情况
counted_here object? 本站自己数出来的规范性文件和信息
text strings 各部分的文字
"""
CATALOGUE = """\
schema string 这种格式的名称
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string? 地区名称
updated day? 更新日期
licence string? 使用条款
rows objects 事项
rows.id string 编号
rows.matter string 一级事项
rows.detail string? 二级事项
rows.origin string? 事项来源
rows.content string? 公开内容
rows.basis objects 公开依据
rows.basis.title string 名称
rows.basis.clause string? 条款
rows.basis.text string? 条款的内容
rows.disclosure string 公开属性
rows.audience string? 公开对象
rows.time_limit string? 公开时限
rows.update string? 更新周期
rows.due object? 每年的截止日期
rows.due.month integer 月
rows.due.day integer 日
rows.owner string? 责任科室
rows.agency string? 公开主体
rows.levels strings 公开层级
rows.channels strings 公开渠道
rows.pages strings 对应的网页
rows.last day? 最近一次公开的日期
"""
