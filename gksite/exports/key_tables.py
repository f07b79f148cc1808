"""The keys of every form of JSON that is published, in words: what the schemas and the page that explains them say.

One key a line: its name with those of the keys above it, its type, what it means. `?` behind a type: may be null; `*`
behind a name: may be absent. `objects`, `strings` and `integers` are lists.
"""

from gksite.exports.fact_key_tables import SUCCESSION, UPDATES, scope

_DEADLINES = """\
{under}deadlines objects 时限
{under}deadlines.text string 来源的原话
{under}deadlines.kind string 类别，见“时限的类别”
{under}deadlines.date day? 最后一天；年、月、日都能从原话和通知推出时才有
{under}deadlines.basis string? 日期怎样由原话得出，或者为什么没有
{under}deadlines.clause string? 写着它的那一句
{under}deadlines.place string 写在哪里：title、requirement、remark、preamble、closing，或者录入的一项 entry
"""
_DOCUMENTS = """\
{under}documents objects 引用的文件
{under}documents.number string? 发文字号
{under}documents.title string? 标题
{under}documents.text string 来源的原话
"""
_AGENCIES = """\
{under} objects {role}
{under}.id string 单位在其地区里的编号
{under}.jurisdiction string 单位所属地区的编号
{under}.name string 单位在登记表里的名称
{under}.as_written string 通知里的写法
"""
_FILE = """\
{under}source object? 录入所据的来源文件
{under}source.file string 收到时的文件名
{under}source.sha256 string 文件的 SHA-256，64 位十六进制数
{under}source.published* object 公布的是清理后的副本时，副本的 file 和 sha256
{under}source.published.file string 副本的文件名
{under}source.published.sha256 string 副本的 SHA-256
"""
_PLACE = """\
{under}lines* integers 起止行，从 1 数起
{under}table* integer 第几个表格
{under}pages* integers 起止页
{under}rows* integers 起止行（表格的）
{under}paragraphs* integers 起止段（表格以外的）
{under}lead string? 牵头单位一格的原样，有不同时才有
{under}support string? 责任单位一格的原样，有不同时才有
"""
NOTICE = f"""\
schema string 这种格式的名称
id string 永久编号，也是网址
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string 地区名称
title string 标题
number string? 发文字号
issuer string? 发文机关
year integer 年份
issued day? 成文日期
printed day? 印发日期
published string? 发布时间，如 2018-06-13 09:00，当地时间
disclosure string 公开属性，总是“主动公开”
status string? 有效性，见“有效性”
subject string? 主题分类
index_code string? 索引号
summary string? 内容概述
addressees string? 主送
preamble string? 表前的正文，Markdown
closing string? 表后的文字，Markdown
cc strings 抄送
url string 通知的网页，从网站的根写起
licence string? 使用条款
updated day? 成文、印发、发布、勘误的日期中最晚的一个
{_FILE.format(under="")}\
table_title string? 表名
note string? 说明：读者应当知道的
{_DEADLINES.format(under="")}\
{_DOCUMENTS.format(under="")}\
citation string? 引用格式
verified day? 从哪一天起，每个字都与来源核对一致
corrections objects 勘误
corrections.date day 哪一天
corrections.text string 改正了什么
tasks objects 任务，按来源的次序
tasks.id string 通知编号加序号，如 quanzhou-2018/3
tasks.number integer 序号，在通知里不重复
tasks.label string? 来源印的序号，与 number 不同时才有
tasks.url string 任务的网页，从网站的根写起
tasks.sections strings 各级标题，从上到下，照录
tasks.title string? 题目
tasks.summary string? 编者的概括：没有题目的任务才有
tasks.requirement string? 工作要求，可有多行
{_AGENCIES.format(under="tasks.lead", role="牵头单位")}\
{_AGENCIES.format(under="tasks.support", role="责任、协办、配合单位")}\
tasks.remark string? 备注
{_DEADLINES.format(under="tasks.")}\
{_DOCUMENTS.format(under="tasks.")}\
tasks.source object? 任务在来源里的位置：lines，或 table 和 rows，或 pages 和 rows，或 paragraphs
{_PLACE.format(under="tasks.source.")}\
tasks.inherited strings lead、support：这一格与上一行合并
tasks.note string? 说明：读者应当知道的
tasks.topics strings 所属主题的编号
{UPDATES}\
tasks.citation string? 引用格式
"""
_REGISTERED = f"""\
{{under}}id string 编号，在地区里不重复
{{under}}name string 名称
{{under}}full_name string? 全称
{{under}}aliases strings 又称
{{under}}names_with_place strings 名称和又称前面加上地区的叫法，由名称得出
{{under}}kind string 类别，见“单位的类别”
{{under}}covers strings 统称包括哪几类单位；空的是不知道
{scope("{under}covers_source", "covers 依据谁的话")}\
{{under}}covered_as strings 这个单位算哪几类；与统称的 covers 有一个词相同，统称就可能包括它
{{under}}members strings 统称的成员，写作 地区编号/单位编号
{scope("{under}members_source", "members 依据谁的话")}\
{{under}}succeeded_by string? 现由哪个单位接替
{SUCCESSION}\
{{under}}url string 单位的网页，从网站的根写起
"""
_OF_PLACE = """\
schema string 这种格式的名称
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string 地区名称
"""
REGISTRY = f"""\
{_OF_PLACE}\
parent string? 上级地区的编号
licence string? 使用条款
agencies objects 单位，按登记表的次序
{_REGISTERED.format(under="agencies.")}"""
_DUTY = """\
{under}id string 通知编号加序号
{under}notice object 所在的通知
{under}notice.id string 通知编号
{under}notice.title string 通知标题
{under}notice.year integer 年份
{under}number integer 序号
{under}label string? 来源印的序号，与 number 不同时才有
{under}title string? 题目
{under}requirement string? 工作要求
"""


def _duties(role: str, meaning: str) -> str:
    under = f"{role}."
    deadlines = _DEADLINES.format(under=under)
    return f"{role} objects {meaning}\n{_DUTY.format(under=under)}{deadlines}{under}url string 任务的网页\n"


AGENCY = f"""\
{_OF_PLACE}\
licence string? 使用条款
updated day? 有它的任务的通知中，最晚的日期
{_REGISTERED.format(under="")}\
{_duties("lead", "它牵头的任务")}\
{_duties("support", "它负责、协办、配合的任务")}\
through objects 以它为成员的统称的任务
through.group string 统称，写作 地区编号/单位编号
through.name string 统称的名称
{_duties("through.tasks", "统称的任务")}"""
CORPUS = f"""\
schema string 这种格式的名称
id string 通知编号，任务再加序号
kind string task 是任务，letter 是通知的正文
text string 文字：任务的题目和工作要求，或正文
sha256 string text 的 UTF-8 编码的 SHA-256
notice object 所在的通知
notice.id string 通知编号
notice.title string 通知标题
notice.number string? 发文字号
issuer string? 发文机关
jurisdiction object 地区
jurisdiction.id string 地区编号
jurisdiction.name string 地区名称
year integer 年份
number integer? 任务的序号；正文没有
sections strings 任务上面的各级标题
lead strings 牵头单位
support strings 责任、协办、配合单位
deadlines strings 时限，来源的原话
status string? 有效性；失效、废止的，不要当作现行的回答
disclosure string 公开属性，总是“主动公开”
{_FILE.format(under="")}\
source.place object? 任务在来源里的位置；正文没有
{_PLACE.format(under="source.place.")}\
url string 网页；本站没有填写网址时，从网站的根写起
licence string? 使用条款
updated day? 通知最近的日期
"""
INDEX = """\
schema string 这种格式的名称
title string 网站名称
publisher object? 主办单位
publisher.name string 名称
publisher.site_code string 网站标识码
licence string? 使用条款
updated day? 所有通知中最晚的日期
files objects 数据文件，按路径排列
files.path string 从网站的根写起的路径
files.url string? 完整的网址；本站没有填写网址时没有
files.title string 叫什么
files.media_type string 媒体类型
files.bytes integer 多少字节
files.sha256 string 文件的 SHA-256
files.schema string? JSON 文件的格式的名称
files.about object 说的是什么
files.about.kind string site 网站、jurisdiction 地区、agency 单位、notice 通知、task 任务、item 信息
files.about.id string? 编号；网站没有
files.about.name string 名称
files.updated day? 更新日期
files.licence string? 使用条款
"""
PAGES = """\
schema string 这种格式的名称
licence string? 使用条款
pages objects 自编页面
pages.id string 编号
pages.title string 标题
pages.text string 文字
pages.url string 网页，从网站的根写起
"""
