"""The words by which official texts say that something is done: what tells a time for it from a time in a name."""

import re

HOW = (
    r"(?:全[面部力]|基本|力争|争取|确保|必须|务必|须|需|要|应当?|再|将|可|逐[步项]|陆续|分别|统一|集中|组织|并|完全|初步|实质性|"
    r"深入|深度|有效|有序|大力|扎实|切实|进一步|稳步|不断|持续|认真|积极|加快|及时|按时|如期|同步|重点|带头|牵头|自行|严格|"
    r"先行|率先|至少|原则上|均|都|各|[,、])"
)
"""What may stand between a time and what is to be done by it."""
DEED = (
    r"(?:完成|建成|办结|报送|上报|报|提交|公布|公开|公示|公告|发布|印发|出台|制[定作发]|编[制印]|形成|建[立设]|开展|启动|开工|竣工|"
    r"投用|投入|实现|达到|取得|落实|落地|到位|验收|通过|整[改治合]|见效|上线|开[通放]|结束|实施|推[进动广行]|召开|举[办行]|交付|"
    r"更新|组织|做[好到]|抓[好紧实]|加[强大快密]|强化|深化|优化|细化|完善|提[升高供]|规范|扩大|拓展|跟踪|跟进|督[办查促导]|监[测督管]|"
    r"关注|改[进善造]|坚持|保[持留存障]|巩固|健全|丰富|创新|回应|清[理查]|排查|抽查|检查|核[查对]|巡[查检]|自查|宣传|运[行营]|维护|"
    r"管理|支持|指导|培[训育]|评[估议查选]|考[核评]|通报|解读|汇总|总结|梳理|调整|调度|研[判究]|接[受入]|受理|反馈|答复|处理|"
    r"配备|配合|引导|发挥|营造|打[造击好赢]|补[齐充]|纠正|修[订改]|审[查核]|统计|收集|征[求集]|执行|贯彻|履行|满足|服务|对接|迁移|改版)"
)
"""What is to be done."""
DOES = rf"(?>{HOW}*){DEED}"
"""All of it: 全面完成."""
_PHRASE = re.compile(DOES)
"""The same, as it stands at the beginning of a text."""


def does(text: str) -> re.Match[str] | None:
    """The words at the beginning of a plain text that say what is to be done: 全面完成."""
    return _PHRASE.match(text)
