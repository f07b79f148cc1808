"""What can be wrong with an annual report (standards rows G-13 to G-15, G-20, W-28)."""

from gksite.problems.problem import Code, Level, Waivable

_ARTICLE_49 = "《中华人民共和国政府信息公开条例》第四十九条"
_ARTICLE_50 = "《中华人民共和国政府信息公开条例》第五十条"
_FORM = "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）"

MISSING = Code(
    "GK760",
    "没有 {year} 年的政府信息公开工作年度报告，应在 {due} 以前公布",
    why="部门和乡镇的年度报告应在每年 1 月 31 日前公布，县级以上人民政府的应在 3 月 31 日前公布。",
    mend="运行 gksite report 年度，按统计填好 content/reports/ 里的文件。",
    clause=_ARTICLE_49,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-13",),
)
LATE = Code(
    "GK761",
    "{year} 年的报告公布于 {published}，晚于规定的 {due}",
    why="部门和乡镇的年度报告应在次年 1 月 31 日前公布，县级以上人民政府的应在 3 月 31 日前公布。",
    mend="日期写错的，改正 published；确实公布晚了的，写明原因，在 content/waivers.yaml 里豁免。",
    clause=_ARTICLE_49,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-13",),
)
OTHER_YEAR = Code(
    "GK762",
    "{what}是“{stands}”，而这是 {year} 年的报告{hint}",
    why="年度写错，读者和上级会把数据当成别的年度的。文件名、year、发布日期和正文里的年度应当一致，报告在年度结束以后才公布。",
    mend="改正写错的一处；文件放错的，把文件名改成年度。",
    clause=_FORM,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-13",),
)
ABSENT = Code(
    "GK763",
    "没有填“{what}”",
    why="年度报告的六个部分和表里的每一行都是规定的，缺了的在页面上显示“未注明”。",
    mend="按统计补上；没有发生的，写 0 或“无”，没有内容的部分写明“无”。",
    clause=_ARTICLE_50,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-14", "G-15"),
)
ROW = Code(
    "GK764",
    "“{line}”的总计是 {stands}，前面各栏加起来是 {wanted}",
    why="每一行的总计应等于前面各栏之和。",
    mend="核对这一行，改正写错的数。",
    clause=_FORM,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
COLUMN = Code(
    "GK765",
    "（七）总计的“{column}”一栏是 {stands}，（一）至（六）各行加起来是 {wanted}",
    why="第三项的（七）总计应等于（一）至（六）各行之和，每一栏都是这样。",
    mend="核对这一栏，改正写错的数。",
    clause=_FORM,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
BALANCE = Code(
    "GK766",
    "“{column}”一栏：第一项加第二项是 {left}，第三项（七）加第四项是 {right}；第四项是 {stands}{hint}",
    why="本年新收加上年结转，应等于本年度办理结果的总计加结转下年度继续办理，每一栏都是这样。",
    mend="核对这一栏的四个数，改正写错的。",
    clause=_FORM,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
CARRIED = Code(
    "GK767",
    "“{column}”一栏的上年结转是 {stands}，{year} 年报告（{other}）的结转下年度继续办理是 {wanted}",
    why="上一年结转下来的申请，就是本年的上年结转。",
    mend="核对两个年度的数，改正写错的；上一年已公布的报告有误的，先更正那一份。",
    clause=_FORM,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
REVIEW = Code(
    "GK768",
    "“{line}”的总计是 {stands}，四种结果加起来是 {wanted}",
    why="行政复议、行政诉讼的总计应等于结果维持、结果纠正、其他结果、尚未审结之和。",
    mend="核对这一行，改正写错的数。",
    clause=_FORM,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
FIGURE = Code(
    "GK769",
    "正文写“{printed}”，表里的“{label}”是 {wanted}",
    why="正文里的数应与表里的一致；不一致时，读者不知道哪一个是对的。",
    mend="按统计改正写错的一处；说的不是这个数的，把话写清楚。",
    clause=_FORM,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
HEADING = Code(
    "GK770",
    "标题“{heading}”{reason}",
    why="六个部分的标题由程序按规定的文字和次序排好；写在正文里会重复或错位。小标题跳号，多半是漏了一段。",
    mend="六个部分的标题从正文里删去，它下面的文字移到相应的键；小标题按次序编号。",
    clause=_FORM,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("G-14",),
)
CONTACT = Code(
    "GK771",
    "{what}是“{stands}”，单位登记表里是“{wanted}”",
    why="报告里的单位名称、电话和地址与公布的不同，读者会找不到人。",
    mend="改正写错的一处；单位登记表（content/agencies/）过时的，改那里。单位写登记的名称或全称，不写简称。",
    clause=_ARTICLE_50,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-08",),
)
COUNTED = Code(
    "GK772",
    "“{what}”填的是 {stands}，由本站统计的是 {wanted}",
    why="写了 counted: true，就是说本站收齐了这个单位的行政规范性文件，填的数应与本站的条目一致。",
    mend="核对条目的发文机关、日期、废止日期和第二十条的类别；本站没有收齐的，删去 counted。",
    clause=_FORM,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-15",),
)
NO_SITE_REPORT = Code(
    "GK773",
    "“信息公开年报”类的栏目“{column}”里没有 {year} 年的政府网站工作年度报表",
    why="政府网站工作年度报表应在每年 1 月 31 日前公布。",
    mend="把报表作为一个条目放进这个栏目，标题写明年度和“政府网站工作年度报表”；"
    "由上级网站统一公布的，写明原因，在 content/waivers.yaml 里豁免。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-28",),
)
CLOSED = Code(
    "GK774",
    "年度报告的公开属性是“{disclosure}”，它不会出现在网站上",
    why="年度报告应当向社会公布，只能是“主动公开”。",
    mend="改成 disclosure: 主动公开；还没有定稿的报告，先放在 content/ 以外。",
    clause=_ARTICLE_49,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("G-17",),
)
CODES = (
    MISSING,
    LATE,
    OTHER_YEAR,
    ABSENT,
    ROW,
    COLUMN,
    BALANCE,
    CARRIED,
    REVIEW,
    FIGURE,
    HEADING,
    CONTACT,
    COUNTED,
    NO_SITE_REPORT,
    CLOSED,
)
"""All of them, in order."""
