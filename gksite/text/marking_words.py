"""The words with which a document says who may read it, cut from a folded text one after the other."""

import re
from dataclasses import dataclass
from typing import Literal

from gksite.text.marking_signs import CROSS, EMPTY, STAR, TICK

Meaning = Literal["closed", "partly", "open", "neutral"]
"""What a word says: not for the public, not all of it, for the public, or nothing of that."""

_NUMBER = rf"[\d一二三四五六七八九十百两零〇壹贰叁肆伍陆柒捌玖拾{EMPTY}]+"
"""A number in figures or Chinese numerals."""
_WHO = (
    r"(?:附[件表]:?(?:略)?(?:\d{1,3}(?:[,、和及至到~-]+(?:附[件表])?\d{1,3}){0,9})?(?:的?内容)?|"
    r"(?:此|本|该|全|上述|以上|以下)?(?:文件|通知|资料|材料|信息|公文|文本|全文|正文|方案|内容|名单|文|件|稿|表|页)"
    r"(?:及(?:其)?附件|附件)?|此|本)"
)
"""What a marking speaks of: 此件, 本文件, 附件1、2."""
_HOW = (
    "(?:拟|建议|同意|决定|属于|属|为|系|是|作为|作|列为|定为|标注为|含有|含|涉及|均|皆|都|暂时|暂|一律|全部|仅|只|"
    "须|需|应)"
)
"""What stands between that and the word: 属 in 此件属机密."""
_LEVEL = (
    "(?:国家秘密|(?:警务)?工作秘密|工作国家秘密|内部秘密|商业秘密|核心秘密|核心商密|普通商密|[商普核]密|"
    "[绝机秘][·•./|-]?密|密件)"
)
"""The levels of secrets (保守国家秘密法 第十四条, 第六十四条)."""
_THING = "(?:级|类|件|文件|资料|材料|信息|文稿|事项|范围|内容)"
"""What a level may stand in front of: 机密级, 内部资料."""
_TERM = (
    rf"[{STAR}{EMPTY}{TICK}{CROSS}▲△*:·•/|—(\[〔-]{{0,9}}(?:保密期限?:?|至)?(?:{_NUMBER}(?:年|个?月|[日天])(?:{_NUMBER}(?:个?月|[日号])){{0,9}}"
    rf"(?:{_NUMBER}日)?(?:前|解密|止)?|最?长期限?|永久|解密时间另行通知|[\u4e00-\u9fff]{{0,6}}(?:启用|解密|公布|考试|开考|发布|会议)前)"
    r"(?:保密|解密)?[)\]〕]?"
)
"""How long a secret is kept: ★1年, ★长期, ★启用前, ★2025年12月31日."""
_KINDS_OF_INTERNAL = (
    "学习资料|学习材料|工作资料|工作文件|工作方案|管理文件|办公文件|资料汇编|征求意见稿?|讨论稿|明电|电传|传真|电报|"
    "事项|公文|通知|信息|资料|材料|文件|文稿|文档|文本|刊物|读物|"
    "使用|参考|参阅|传阅|阅读|阅知|阅|发行|发放|印发|交流|掌握|公开|知悉|专用|件|稿|用|版"
)
"""What 内部 stands in front of where it marks a document; 内部控制 is none of them."""
_ONLY = "(?:仅供|只供|仅限于|仅限|只限|限于|限|供|仅|只)"
"""What narrows those who may read: 仅供 in 仅供内部参考."""
_INSIDE = (
    "(?:机关|本机关|单位|本单位|系统|本系统|部门|本部门|党内|党政机关|局|委|办|院|校|公司|工作|"
    "(?:各级|有关)?领导(?:干部|同志)?|内部(?:工作)?人员|(?:政务|电子政务)?内网)"
)
"""Whose inside it is: 机关 in 限机关内部使用."""
_NOT = (
    "(?:不予以?|不宜|不得|不能|不可以?|不便|不准|不应|不许|不要|禁止|严禁|请勿|切勿|勿|免予|免于|暂缓|缓|非|"
    "未经(?:批准|许可|同意|授权)不?得?|不)"
)
"""A word that forbids: 不予 in 不予公开."""
_WHERE = (
    "(?:擅自|随意|任意|主动|对外|向社会|向外|在?网上|"
    "(?:在|向|通过)?(?:互联网|网络|网站|媒体|社会|境外|公众号|微信)(?:上|中)?)"
)
"""Where or how something is not to be done: 在互联网上, 向社会."""
_DONE = (
    "(?:公开发布|公开传播|公开报道|公开|公布|发布|外传|外泄|外发|扩散|传播|传递|转发|上网|上传|泄露|泄密|外借|外带|外流|"
    "散发|披露|提供|见报|登报|刊登|刊发|报道|(?:拍照|截屏|截图)(?:上传|外发|转发))"
)
"""What is forbidden of a document: 外传 in 不得外传."""
_PLACE = "(?:到|至|在|给)?(?:互联网|网络|网站|外网|朋友圈|微信群?|媒体)"
"""Where what is forbidden would lead: 朋友圈 in 严禁转发朋友圈."""
_OF = rf"(?:{_WHO})?{_HOW}{{0,3}}"
"""What may stand in front of any word that marks."""
_CLOSED = (
    rf"{STAR}{{0,9}}{_OF}{_LEVEL}{_THING}?(?:国家秘密)?{_THING}?(?:{_TERM})?{STAR}{{0,9}}",
    r"(?:[\u4e00-\u9fff]{1,16}(?:政府|办公室|委员会|[局厅委院处]))?内部(?:资料|材料|文件|刊物|读物|使用|发行)",
    r"[\u4e00-\u9fff]{0,10}(?:[绝机秘]?密|\(密\))[〔\[(【](?:19|20)\d\d[〕\])】]第?\d+号",
    r"[\u4e00-\u9fff]{0,10}[〔\[(【](?:19|20)\d\d[〕\])】]密字?第?\d+号",
    "密码电报|密电|内参",
    rf"{_OF}涉密",
    "(?:定密责任人|定密授权|定密依据|知悉范围):.{1,40}",
    rf"{STAR}{{0,9}}{_OF}{_ONLY}?{_INSIDE}?内部(?:{_KINDS_OF_INTERNAL}){{0,3}}{STAR}{{0,9}}",
    rf"{_ONLY}在?{_INSIDE}(?:内部|内)?(?:使用|专用|参考|参阅|传阅|审阅|阅读|掌握|知悉|公开){{1,9}}",
    rf"{_ONLY}(?:政务|电子政务)?内网|(?:政务|电子政务)内网专用",
    rf"在?{_INSIDE}内部?公开",
    rf"{_OF}{_NOT}{_WHERE}{{0,3}}(?:{_DONE}|对外|外)(?:[和或及与]?{_DONE}){{0,9}}{_PLACE}?{_THING}?",
    rf"{_OF}(?:依法?|应|按)?申请(?:予以|后|方可|才)?(?:可以?)?公开(?:类|件|文件)?",
    rf"{_OF}依(?:法)?申请(?:提供|获取)?",
    rf"{_OF}(?:保密|涉密|涉及?国家秘密)(?:件|文件|资料|材料)",
    rf"(?:{_WHO})?(?:请|严格|注意|务必|切实|严守){{1,9}}保(?:守秘)?密",
    "(?:请)?(?:阅|会|用)(?:后|毕)(?:请)?(?:及时|即|立即)?(?:销毁|收回|退回|退还|交回|回收|清退|焚毁|焚)",
    rf"(?:其中)?{_WHO}(?:内容)?(?:除外|不含|不在公开范围|不随文公开)|不(?:含|包括)附[件表]\d*",
    "(?:strictly|top)?(?:confidential|secret)|(?:for)?(?:internal|official)use(?:only)?|notforpublic(?:ation|release)",
)
"""Words that say that a document is not for the public."""
_PARTLY = (rf"{_OF}(?:删减|部分|节选|摘要|删节|脱敏|区分|处理|有条件)(?:处理)?后?(?:予以)?(?:主动)?公开",)
"""Words that say that not all of it is."""
_OPEN = (
    rf"{_OF}(?:全文|同意|可以|可|准予|予以|主动|向社会|社会|对外|全部|依法|应当){{0,9}}公开(?:发布)?(?:类|件|文件)?",
)
"""Words that say that it is."""
TELLING = (*_CLOSED, *_PARTLY, *_OPEN)
"""All words that say who may read."""
_NEUTRAL = (
    "特急|特提|加急|平急|紧急|急件|急|份号|编号|密级|保密期限|谢谢|请|注意|其中|但|并|和|及|或",
    "(?:特别|温馨|重要|友情)?提[示醒]|(?:备|附)?注|说明|声明|警告|免费(?:交流|赠阅)|(?:此|本)件只发电子公文|选:?[a-d]|[a-d]",
    "(?:根据|按照|经)?(?:(?:保密|公开|发布|信息公开)?(?:审查|审核)|研究)(?:意见|结果)?",
    r"\([^()]{0,20}(?:19|20)\d\d年\d{1,2}月\d{1,2}日\)",
    r"\d+(?:号|份)?|第\d+[号份]|共\d+份",
    r"[\u4e00-\u9fff]{1,12}[〔\[(【](?:19|20)\d\d[〕\])】]第?\d+号",
    "(?:请|注意|妥善|务必|认真){0,9}(?:保存|保管|存档)",
    "(?:不得|请勿|严禁|不准|禁止|未经许可不得){1,9}(?:翻印|复印|复制|转载|拍照|摘抄|抄录){1,9}",
    rf"[ ,;。、!?/|·\-—–~.:…\"'“”‘’「」『』()\[\]{{}}〔〕【】〖〗《》<>〈〉«»*=#+•{STAR}]+",
)
"""What may stand beside such words: how urgent a document is, its number, marks of punctuation."""
_WORDS: tuple[tuple[Meaning, re.Pattern[str]], ...] = (
    *(("closed", re.compile(pattern)) for pattern in _CLOSED),
    *(("partly", re.compile(pattern)) for pattern in _PARTLY),
    *(("open", re.compile(pattern)) for pattern in _OPEN),
    *(("neutral", re.compile(pattern)) for pattern in _NEUTRAL),
)
"""All of them by what they say; of those that fit, the longest counts."""
_WEAK = re.compile(
    rf"依?法?申请公开|依申请|申请公开|不公开|不予公开|非公开|不对外公开|内部|内部公开|{_LEVEL}|"
    "部分公开|删减后公开"
)
"""A word that says no more than a heading could: 依申请公开 in （三）依申请公开."""
_FORBIDS = re.compile(_NOT)
"""How a word begins that forbids."""
_REQUEST = re.compile("(?:依法?|应|按)?申请公开|依申请")
"""What is also a part of the work that tasks are about: 依申请公开."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a folded text and what it says."""

    text: str
    meaning: Meaning

    @property
    def closes(self) -> bool:
        """Whether it says that not all of a document is for the public."""
        return self.meaning in ("closed", "partly")

    @property
    def is_weak(self) -> bool:
        """Whether it may as well be a heading."""
        return _WEAK.fullmatch(self.text.strip(STAR)) is not None

    @property
    def forbids(self) -> bool:
        """Whether it says what must not be done: 不得外传, which has an object in 不得外传工作秘密."""
        return _FORBIDS.match(self.text) is not None

    @property
    def is_request(self) -> bool:
        """Whether it may as well be a part of the work."""
        return _REQUEST.fullmatch(self.text) is not None


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a folded text without blanks; none where anything else stands in it."""
    words: list[Word] = []
    at = 0
    while at < len(text):
        word = _word_at(text, at)
        if word is None:
            return ()
        words.append(word)
        at += len(word.text)
    return tuple(words)


def _word_at(text: str, at: int) -> Word | None:
    """The longest word that begins at a place."""
    best: Word | None = None
    for meaning, pattern in _WORDS:
        match = pattern.match(text, at)
        if match and match.group() and (best is None or len(match.group()) > len(best.text)):
            best = Word(match.group(), meaning)
    return best


def find_closed(text: str) -> Word | None:
    """The first word that closes anywhere in a folded text without blanks, for the values of fields alone."""
    for at in range(len(text)):
        word = _word_at(text, at)
        if word is not None and word.closes:
            return word
    return None
