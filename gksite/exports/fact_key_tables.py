"""The keys of the forms that link facts, as `key_tables` writes them."""

UPDATES = """\
tasks.updates objects 落实情况，从早到晚
tasks.updates.date day 哪一天
tasks.updates.status string 无公开证据、未启动、有限进展、实质进展、已完成、不再推进
tasks.updates.text string 怎么样了
tasks.updates.evidence objects 公开的证据
tasks.updates.evidence.title string 名称
tasks.updates.evidence.date day 证据的日期
tasks.updates.evidence.quote string 其中的原话
tasks.updates.evidence.url string? 网址
tasks.updates.evidence.file string? 本站上的文件，从网站的根写起
tasks.updates.evidence.sha256 string 文件或存档副本的 SHA-256
tasks.updates.reason string? 原因
tasks.updates.remedy string? 补救措施
tasks.updates.corrects day? 更正的是哪一天的一条
tasks.updates.timeliness string? 提前、按时、逾期
tasks.record string? 这项任务的记录，从网站的根写起
"""
SUCCESSION = """\
{under}succession object? 什么时候、怎样、依据什么由别的单位接替
{under}succession.on string? 年-月-日，或年-月
{under}succession.kind string? 更名、合并、撤销并入、职责划入
{under}succession.source string? 依据
{under}succession.url string? 依据的网址
{under}predecessors strings 由它接替的单位，写作 地区编号/单位编号
"""
_SCOPE = """\
{under} object? {what}
{under}.notice string? 通知编号
{under}.task integer? 其中的第几项
{under}.text string? 通知的原话
{under}.by string? 录入的单位
{under}.on day? 哪一天
{under}.reason string? 理由
"""
DOCUMENTS = """\
schema string 这种格式的名称
licence string? 使用条款
documents objects 引用的文件
documents.number string 发文字号
documents.id string 编号，也是网址
documents.url string 文件的网页，从网站的根写起
documents.title string? 题名
documents.titles objects 通知印出的题名
documents.titles.title string 题名
documents.titles.where string 在哪里印出：通知编号，或者通知编号/序号
documents.address string? 全文的网址
documents.source string? 网址从哪里得知
documents.notice string? 是本站的哪一份通知
documents.cited_by objects 谁引用了它
documents.cited_by.notice string 通知编号
documents.cited_by.task integer? 第几项；通知的正文引用的为 null
documents.cited_by.place string 在哪里引用
documents.cited_by.text string 引用的那一句
"""
TOPICS = """\
schema string 这种格式的名称
licence string? 使用条款
topics objects 主题，上级在前
topics.id string 编号，也是网址
topics.title string 名称
topics.about string? 收哪些任务
topics.url string 主题的网页，从网站的根写起
topics.parent string? 上级主题的编号
topics.tasks strings 它和下级主题的任务，写作 通知编号/序号
none strings 没有归入主题的任务
"""
COMPARISONS = """\
schema string 这种格式的名称
licence string? 使用条款
comparisons objects 几份通知里的同一件事
comparisons.id string 编号，也是网址
comparisons.title string 名称
comparisons.topic string? 主题的编号
comparisons.url string 对比的网页，从网站的根写起
comparisons.tasks objects 对比的任务
comparisons.tasks.id string 通知编号/序号
comparisons.tasks.jurisdiction string 地区编号
comparisons.tasks.year integer 年份
comparisons.tasks.url string 任务的网页，从网站的根写起
"""


def scope(under: str, what: str) -> str:
    """On whose word a group stands for whom."""
    return _SCOPE.format(under=under, what=what)
