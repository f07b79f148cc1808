"""Requirements of sites: their design, their yearly inspection, accessibility, IPv6 and security."""

from gksite.inspection.row import Met, Row

_LIVE = "要在网站上线以后，从网上去试才知道"
_TIMES = "实际的打开时间要在网上测；这里按页面大小估计"
_OUTSIDE = "别的网站上的页面是否还打得开、有没有变样，要上网去看"
_STATUS = "服务器是否真的答 404，要上线以后去试"
_READ = "文字是否恰当要由人读过才知道；程序只找词表里的词"
_PARENT = "静态网站不接收留言；留言在上级网站办理，这里只看有没有链接"
_SERVICE = "本程序不做办事指南；办事服务在政务服务网"
_STATIC = "登录、问答、外文版不属于静态的公开专栏"
_NOTEXT = "没有找到标准的原文"
_ASSESS = "由测评机构评定"
_HOSTING = "由部署的单位安排；程序看不到服务器在哪里"
_HOST = "属于服务器的设置，不在生成的文件里"
_HIDDEN = "等级保护由运营单位落实，不在生成的文件里"
_PROBED = "上线以后用 gksite probe 从网上测"
_LISTENS = "能否访问，上线以后用 gksite probe 从网上测；日志要看服务器"
_SPEECH = "朗读、盲文、手语由人准备"
_PLAN = "协会的计划，没有可检查的条款"
_TARGET = "全国的目标数字，不是对一个网站的要求"
_ARCHIVE = "归档打包由发布流程做；这里不检查"
_ABOVE = "报表多由上级网站统一公布；只有公布过报表的网站才看有没有上一年的"

SITE_ROWS: tuple[Row, ...] = (
    Row("W-01", "E", Met.CODES, "网站标签 SiteName、SiteDomain、SiteIDCode 每页齐全"),
    Row("W-02", "E", Met.CODES, "栏目标签 ColumnName、ColumnDescription、ColumnKeywords、ColumnType 齐全"),
    Row("W-03", "E/W", Met.CODES, "内容页标签 ArticleTitle、PubDate、ContentSource 齐全"),
    Row("W-04", "E", Met.CODES, "PubDate 写成“年-月-日 时:分”"),
    Row("W-05", "W", Met.CODES, "ColumnType 用规定的栏目类别"),
    Row("W-06", "E", Met.CODES, "网站标识码格式正确，各页一致"),
    Row("W-07", "E", Met.CODES, "页面上写明发布时间，与 PubDate 一致"),
    Row("W-08", "W", Met.CODES, "总色调不超过 3 种"),
    Row("W-09", "W/L", Met.CODES, "页面不过大，3 秒内能打开", why=_TIMES),
    Row(
        "W-10",
        "W",
        Met.BUILT,
        "同类页面用同一个模板",
        test="tests/test_site.py::test_there_is_no_inline_script_style_or_handler_and_no_other_host",
    ),
    Row("W-11", "E", Met.CODES, "页头、正文、页脚各有一个，页头有网站名称"),
    Row("W-12", "E", Met.CODES, "页脚列明主办单位、联系方式、标识码、备案号、找错和标识"),
    Row("W-13", "E", Met.CODES, "“我为政府网站找错”入口"),
    Row("W-14", "E", Met.CODES, "党政机关网站标识链接到登记页"),
    Row("W-15", "E", Met.CODES, "ICP 备案号正确，各页一致，并链接到备案网站"),
    Row("W-16", "E", Met.CODES, "公安联网备案号正确，各页一致"),
    Row("W-17", "E", Met.CODES, "打开非政府网站的链接有提示"),
    Row("W-18", "E", Met.CODES, "没有暗链、错链、断链；外部网站逐个登记", why=_OUTSIDE),
    Row("W-19", "W", Met.CODES, "网址简短、小写、没有参数，公布以后不变"),
    Row("W-20", "E", Met.CODES, "域名是政府网站的域名"),
    Row("W-21", "E", Met.CODES, "没有空白栏目"),
    Row("W-22", "E", Met.CODES, "修改、废止、失效的文件写明；转载注明来源"),
    Row("W-23", "E", Met.CODES, "每页有“当前位置”、回首页的链接和搜索框"),
    Row("W-24", "W", Met.CODES, "没有商业广告、飘窗和弹窗"),
    Row("W-25", "W", Met.CODES, "适应各种屏幕，能打印"),
    Row("W-26", "W", Met.CODES, "任何内容从首页点几次就能到"),
    Row("W-27", "W/L", Met.CODES, "“找不到页面”有回首页的链接和搜索", why=_STATUS),
    Row("W-28", "W", Met.CODES, "1 月 31 日前公布上一年的政府网站年度工作报表", why=_ABOVE),
    Row("W-29", "E", Met.CODES, "首页显著位置有国徽，图案是标准文件"),
    Row("W-30", "I", Met.NOT, "网页归档", why=_ARCHIVE),
    Row("W-31", "W", Met.CODES, "同一栏目里没有重复发布的稿件"),
    Row("V-1", "W/H", Met.CODES, "没有伪造的发稿日期、泄密和严重表述错误", why=_READ),
    Row("V-2", "L", Met.PROBE, "网站能够访问", why=_LIVE),
    Row("V-3", "E", Met.CODES, "首页两周内有更新"),
    Row("V-4", "E", Met.CODES, "栏目按时更新，没有长期不更新和空白的"),
    Row("V-5", "W", Met.CODES, "有互动渠道，留言按时答复", why=_PARENT),
    Row("V-6", "W", Met.NOT, "办事指南要素齐全", why=_SERVICE),
    Row("V-7", "E", Met.CODES, "每条信息注明发布时间"),
    Row("D-1", "E", Met.CODES, "政策文件栏目 6 个月内有更新"),
    Row("D-2", "W", Met.NOT, "办事统计数据 3 个月内有更新", why=_SERVICE),
    Row("D-3", "W", Met.CODES, "留言公开 2 个月内有更新"),
    Row("D-4", "E", Met.CODES, "概况、机构职能、领导信息、动态、政策文件、政策解读齐全"),
    Row("D-5", "E", Met.CODES, "域名、标识、搜索、找错入口规范"),
    Row("D-6", "E/L", Met.CODES, "图片、附件和站内链接都打得开", why=_OUTSIDE),
    Row("D-7", "I", Met.PROBE, "什么算打不开", why=_LIVE),
    Row("D-8", "W", Met.NOT, "办事指南准确", why=_SERVICE),
    Row("D-9", "E", Met.CODES, "页脚标识齐全"),
    Row("D-10", "E", Met.CODES, "用标题搜索，第一页就有这一条"),
    Row("D-11", "E", Met.CODES, "内容页的标签齐全"),
    Row("D-12", "E", Met.CODES, "政策文件和解读互相链接"),
    Row("D-13", "I", Met.NOT, "兼容性、一号登录、智能问答、外文版", why=_STATIC),
    Row(
        "A-01",
        "W",
        Met.BUILT,
        "有无障碍声明",
        test="tests/test_components.py::test_the_statement_says_what_the_tests_ran",
    ),
    Row("A-02", "I", Met.PERSON, "应急信息同时有语音、大字、盲文、手语", why=_SPEECH),
    Row("A-03", "I", Met.NOT, "GB/T 37668—2019 的等级", why=_NOTEXT),
    Row("A-04", "I", Met.PERSON, "适老化和无障碍测评", why=_ASSESS),
    Row("A-05", "E", Met.CODES, "没有广告、弹窗和诱导按键"),
    Row(
        "A-06",
        "E/W",
        Met.BUILT,
        "全部能用键盘操作；有大字、高对比度和朗读",
        test="tests/test_wcag.py::test_a_task_is_reached_from_the_home_page_by_keyboard_alone",
    ),
    Row(
        "A-07",
        "E",
        Met.BUILT,
        "行距、对比度、按钮大小",
        test="tests/test_theme.py::test_text_contrasts_with_every_ground_it_stands_on",
    ),
    Row("A-08", "E", Met.CODES, "网页无障碍：替代文字、表头、标题、语言、标签"),
    Row(
        "A-09",
        "E",
        Met.BUILT,
        "焦点不被遮住，目标不小于 24 像素",
        test="tests/test_wcag.py::test_every_target_is_large_enough_for_a_thumb",
    ),
    Row("A-10", "E", Met.CODES, "表格每一格都有表头，没有重叠"),
    Row("A-11", "W", Met.CODES, "PDF 附件有网页文字"),
    Row("A-12", "I", Met.NOT, "协会的适老化计划", why=_PLAN),
    Row("I-01", "L", Met.PROBE, "IPv6 解析、可达、内容一致，二级三级链接支持率", why=_PROBED),
    Row("I-02", "L", Met.PROBE, "IPv6 监测平台的八项指标", why=_LIVE),
    Row("I-03", "I", Met.NOT, "IPv6 支持率的目标", why=_TARGET),
    Row("I-04", "I", Met.NOT, "新应用默认开启 IPv6", why=_HOST),
    Row("I-05", "E", Met.CODES, "不从别的网站取任何东西，链接里没有 IPv4 地址，本站链接不用 http"),
    Row("I-06", "E", Met.PROBE, "服务器监听 IPv6，日志记录 IPv6 地址", why=_LISTENS),
    Row("I-07", "W", Met.CODES, "“支持 IPv6”的标识属实：有通过的检测记录，没有过期"),
    Row("I-08", "I", Met.NOT, "通知里要求的 IPv6 改造", why=_HOST),
    Row("S-01", "I/L", Met.PERSON, "部署在境内", why=_HOSTING),
    Row("S-02", "I", Met.PERSON, "等级保护", why=_HIDDEN),
    Row(
        "S-03",
        "E",
        Met.BUILT,
        "公布的文件能核对有没有被改",
        test="tests/test_verify.py::test_random_changes_are_all_found_by_name",
    ),
    Row("S-04", "E", Met.CODES, "不用别的网站的脚本、字体、统计"),
    Row("S-05", "E", Met.CODES, "没有行内脚本、样式和事件，安全策略可以开到最严"),
    Row("S-06", "E", Met.CODES, "没有 javascript: 和 data: 链接，新窗口不带来路"),
    Row(
        "S-07",
        "W",
        Met.BUILT,
        "列表完整写在网页里，不靠滚动加载",
        test="tests/test_site.py::test_a_notice_page_shows_every_task_in_its_section_in_order",
    ),
    Row("S-08", "E", Met.CODES, "搜索可用；没有脚本时有目录可查"),
)
"""In the order of their numbers."""
