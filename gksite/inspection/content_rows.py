"""Requirements of what is published: disclosure, its metadata, privacy and data."""

from gksite.inspection.row import Met, Row

_READ = "文字是否恰当要由人读过才知道；程序只找词表里的词"
_CLOSED = "没有一份能列全的词表，联系上下文才能判断；由人决定，并写明是谁"
_DONE = "任务完成得怎样、年度报告里写了没有，由人核对"
_LAYOUT = "附件的版式没有能核对的原文；栏目名称和次序已经检查"
_NOTEXT = "没有找到标准的原文"
_LATER = "本版本还没有做"
_MAPS = "地图审图号要由人看图才知道"

CONTENT_ROWS: tuple[Row, ...] = (
    Row("G-01", "E", Met.CODES, "专栏名为“政府信息公开”，在本网站之内"),
    Row("G-02", "E", Met.CODES, "指南、制度、法定主动公开内容、年报四个子栏目，次序不变"),
    Row("G-03", "E", Met.CODES, "能检索、查阅、下载，首页有入口"),
    Row("G-04", "I", Met.NOT, "专栏的版式", why=_LAYOUT),
    Row("G-05", "W", Met.CODES, "专栏里只有法定公开的内容"),
    Row("G-06", "W", Met.CODES, "第二十条的十五类逐类有内容，或者写明不适用"),
    Row("G-07", "W", Met.CODES, "形成之日起 20 个工作日内公开"),
    Row("G-08", "E", Met.CODES, "公开指南内容齐全，与单位登记一致"),
    Row("G-09", "E", Met.CODES, "公开目录有索引、名称、内容概述、生成日期"),
    Row("G-10", "W", Met.CODES, "指南和目录及时更新"),
    Row("G-11", "E", Met.CODES, "依申请公开的申请表、渠道和地址齐全"),
    Row("G-12", "W", Met.CODES, "写明补正、答复、第三方意见的期限"),
    Row("G-13", "E", Met.CODES, "按时公布年度报告"),
    Row("G-14", "E", Met.CODES, "年度报告的部分齐全"),
    Row("G-15", "E", Met.CODES, "年度报告的表格填写完整，勾稽关系正确"),
    Row("G-16", "E", Met.CODES, "逐件审查后公开"),
    Row("G-17", "E", Met.CODES, "不予公开的不在网站上，每年复核"),
    Row("G-18", "E/W", Met.CODES, "文件上注明公开属性"),
    Row("G-19", "E", Met.CODES, "基层政务公开标准目录和主动公开事项目录"),
    Row(
        "G-20",
        "W",
        Met.BUILT,
        "任务分解表与年度报告、各单位清单相连",
        test="tests/test_site.py::test_an_agencys_page_counts_its_tasks_and_links_each",
        why=_DONE,
    ),
    Row("G-21", "W", Met.NOT, "规章、规范性文件集中公开", why=_NOTEXT),
    Row("G-22", "E", Met.CODES, "澄清虚假和不完整信息"),
    Row("G-23", "E", Met.CODES, "写明由谁公开"),
    Row("G-24", "E", Met.CODES, "写明查阅场所"),
    Row("G-25", "E", Met.CODES, "写明怎样申请更正"),
    Row("G-26", "E", Met.CODES, "写明怎样帮助有困难的人"),
    Row("G-27", "E", Met.CODES, "写明怎样建议纳入主动公开，以及采纳情况"),
    Row("M-01", "E", Met.CODES, "索引号、名称等元数据齐全"),
    Row("M-02", "E", Met.CODES, "索引号格式统一、不重复、不改变"),
    Row("M-03", "E", Met.CODES, "信息要素框的名称和次序"),
    Row("M-04", "E", Met.CODES, "信息要素框用地方的名称"),
    Row("M-05", "E", Met.CODES, "成文日期不晚于发布日期，发布日期不晚于今天"),
    Row("M-06", "W", Met.CODES, "内容概述简短，不只是重复标题"),
    Row("M-07", "E", Met.CODES, "发布机构用全称"),
    Row("M-08", "E", Met.CODES, "发文字号的写法"),
    Row("M-09", "W", Met.CODES, "成文日期的写法"),
    Row("M-10", "W", Met.CODES, "发文字号的年份与成文日期一致"),
    Row("M-11", "W", Met.CODES, "公文种类，与标题末尾一致"),
    Row("M-12", "E", Met.CODES, "主题分类用规定的类别"),
    Row("M-13", "E", Met.CODES, "有效性标明，废止的写明由什么代替"),
    Row("M-14", "I", Met.NOT, "国家标准 GB/T 21063", why=_NOTEXT),
    Row("P-01", "E", Met.CODES, "公布之前去标识化；放行的写明依据"),
    Row("P-02", "E", Met.CODES, "没有身份证号"),
    Row("P-03", "E", Met.CODES, "手机号、身份证号、住址按规定遮盖"),
    Row("P-04", "W", Met.CODES, "同一个人在全站遮盖得一样"),
    Row("P-05", "E", Met.CODES, "没有个人手机号"),
    Row("P-06", "E/W", Met.CODES, "没有银行卡号、护照、车牌、邮箱等"),
    Row("P-07", "E", Met.CODES, "附件里没有作者、批注、修订和隐藏的行列"),
    Row("P-08", "E", Met.CODES, "没有密级和内部资料的标记"),
    Row("P-09", "E", Met.CODES, "没有严重错别字", why=_READ),
    Row("P-10", "W", Met.CODES, "疑似的用语由人决定", why=_CLOSED),
    Row("P-11", "W", Met.CODES, "涉港澳台的用语，地图审图号", why=_MAPS),
    Row(
        "O-01",
        "E",
        Met.BUILT,
        "数据能机器读取，与内容一致",
        test="tests/test_site.py::test_the_data_says_what_the_yaml_says",
    ),
    Row("O-02", "E", Met.NOT, "数据目录的元数据", why=_LATER),
    Row("O-03", "E", Met.NOT, "CSV 的编码、引号和公式", why=_LATER),
    Row("O-04", "W", Met.NOT, "数据写明使用条款和更新日期", why=_LATER),
    Row(
        "O-05",
        "W",
        Met.BUILT,
        "每项任务有固定的网址，可以核查",
        test="tests/test_site.py::test_a_task_page_shows_its_text_its_agencies_and_its_source",
    ),
    Row("O-06", "I", Met.NOT, "供别处使用的语料", why=_LATER),
)
"""In the order of their numbers."""
