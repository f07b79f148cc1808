"""What is said of personal data that is about to be published, and what it is to be masked as."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from gksite.privacy.finding import Finding, Kind
from gksite.privacy.masking import Policy, shown
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable, Whole, mark_of
from gksite.provenance.pieces import NOWHERE, Piece

_WHY = "没有遮盖的个人信息公开以后，任何人都能复制、转发，无法收回；已经有单位因此被通报。"
_MEND = (
    "照提示遮盖；附件用 gksite clean 文件 --mask 做一份遮盖后的副本。"
    "是本单位公开的号码的，写进 site.yaml 的 privacy.public_contacts。"
    "依法必须原样公开的（如惩戒公示），由负责审查的人在 content/waivers.yaml 里写明记号、法律依据和影响评估。"
)
_MEND_SUSPECTED = (
    "核对是不是个人信息：是的，照提示遮盖，或者删去；不是的，由核对的人在 content/waivers.yaml 里写明记号和理由。"
)
_CLAUSE = "《中华人民共和国个人信息保护法》第二十五条、第二十八条，《中华人民共和国政府信息公开条例》第十五条"

ID = Code(
    "GK720",
    "{where}写有未遮盖的身份证号码{beside}{more}，请遮盖成 {mask}（记号 {mark}）",
    why=_WHY,
    mend=_MEND,
    clause=_CLAUSE,
    waivable=Waivable.BASIS,
    rows=("P-01", "P-02", "P-03"),
)
MOBILE = Code(
    "GK721",
    "{where}写有未遮盖的手机号码{beside}{more}，请遮盖成 {mask}（记号 {mark}）",
    why=_WHY,
    mend=_MEND,
    clause=_CLAUSE,
    waivable=Waivable.BASIS,
    rows=("P-01", "P-03", "P-05"),
)
CARD = Code(
    "GK722",
    "{where}写有未遮盖的银行卡号{beside}{more}，请遮盖成 {mask}（记号 {mark}）",
    why=_WHY,
    mend=_MEND,
    clause=_CLAUSE,
    waivable=Waivable.BASIS,
    rows=("P-01", "P-06"),
)
ADDRESS = Code(
    "GK723",
    "{where}写有详细到门牌或村组的家庭住址{beside}{more}，请只写到乡镇、街道：{mask}（记号 {mark}）",
    why=_WHY,
    mend=_MEND,
    clause=_CLAUSE,
    waivable=Waivable.BASIS,
    rows=("P-01", "P-03"),
)
SUSPECTED_ID = Code(
    "GK724",
    "{where}写有像身份证号码的数字{beside}{more}，校验码不对或者没有说明，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why="抄错一位、被表格软件截去末尾的身份证号码，仍然能认出一个人。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-02",),
)
SUSPECTED_CARD = Code(
    "GK725",
    "{where}写有像银行卡号的数字{beside}{more}，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why="银行卡号是敏感个人信息，公开以后可能被用来诈骗。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
PASSPORT = Code(
    "GK726",
    "{where}像是写有护照、通行证、军官证等证件的号码{beside}{more}，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why=_WHY,
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
PLATE = Code(
    "GK727",
    "{where}像是写有车牌号{beside}{more}，请核对；是个人的车就遮盖成 {mask}（记号 {mark}）",
    why="车牌号能查到车主和行踪。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
EMAIL = Code(
    "GK728",
    "{where}写有不是政府域名的邮箱{beside}{more}，请核对；是个人的就遮盖成 {mask}（记号 {mark}）",
    why="个人邮箱是联系方式，公开以后会收到骚扰和诈骗邮件。",
    mend="是本单位公开的邮箱的，写进 site.yaml 的 privacy.public_contacts；是个人的，照提示遮盖，或者删去。",
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
BIRTH = Code(
    "GK729",
    "{where}像是写有个人的出生日期{beside}{more}，请核对；没有必要公开的遮盖成 {mask}（记号 {mark}）",
    why="出生日期和姓名在一起就能认出一个人，也是身份证号码的一部分。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
MEDICAL = Code(
    "GK730",
    "{where}像是写有个人的健康状况或就医、残疾证件号码{beside}{more}，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why="医疗健康信息是敏感个人信息，泄露会使人受到歧视。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
MINOR = Code(
    "GK731",
    "{where}像是写有儿童的姓名{more}，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why="不满十四周岁未成年人的个人信息是敏感个人信息，公开前要有监护人同意。",
    mend=_MEND_SUSPECTED,
    clause="《中华人民共和国个人信息保护法》第二十八条、第三十一条",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
ACCOUNT = Code(
    "GK732",
    "{where}像是写有个人的银行账号{beside}{more}，请核对；是的话遮盖成 {mask}（记号 {mark}）",
    why="金融账户是敏感个人信息，公开以后可能被用来诈骗。",
    mend=_MEND_SUSPECTED,
    clause=_CLAUSE,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("P-06",),
)
CODES = (
    ID,
    MOBILE,
    CARD,
    ADDRESS,
    SUSPECTED_ID,
    SUSPECTED_CARD,
    PASSPORT,
    PLATE,
    EMAIL,
    BIRTH,
    MEDICAL,
    MINOR,
    ACCOUNT,
)
"""All of them, by number."""
_CERTAIN: MappingProxyType[Kind, Code] = MappingProxyType(
    {"id": ID, "mobile": MOBILE, "card": CARD, "address": ADDRESS}
)
"""The code of a kind of which a finding is certain."""
_SUSPECTED: MappingProxyType[Kind, Code] = MappingProxyType(
    {
        "id": SUSPECTED_ID,
        "mobile": MOBILE,
        "card": SUSPECTED_CARD,
        "address": ADDRESS,
        "passport": PASSPORT,
        "plate": PLATE,
        "email": EMAIL,
        "birth": BIRTH,
        "medical": MEDICAL,
        "minor": MINOR,
        "account": ACCOUNT,
    }
)
"""The code of a kind of which it is not."""
MOST = 20
"""Findings of a kind in a file that are told one by one; more are told as one."""


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data in a file, and in which piece of its text."""

    finding: Finding
    place: Location
    piece: Piece | None = None

    @property
    def where(self) -> Phrase:
        """Where it stands in words, which of many is made for the few that are told."""
        if self.piece is None:
            return NOWHERE
        return self.piece.where

    @property
    def code(self) -> Code:
        """What is said of it."""
        if self.finding.is_certain:
            return _CERTAIN[self.finding.kind]
        return _SUSPECTED[self.finding.kind]

    def mark(self, policy: Policy) -> str:
        """What tells it from others: made of the mask alone, for a digest of ten digits would give all of them away."""
        return mark_of(self.finding.kind, shown(self.finding.kind, self.finding.printed, policy))


def problems_of(found: Iterable[Found], policy: Policy) -> Iterator[Problem]:
    """The problems of findings: each by itself, or one for all of a code in a file where they are many."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for one in found:
        groups.setdefault((one.place.file, one.code.id), []).append(one)
    for group in groups.values():
        if len(group) > MOST:
            yield _problem(group[0], policy, group)
            continue
        for one in group:
            yield _problem(one, policy, (one,))


def _problem(first: Found, policy: Policy, group: Iterable[Found]) -> Problem:
    """One problem for a finding, or for all of a group, whose mark changes with each of them."""
    marks = [one.mark(policy) for one in group]
    mark, more = marks[0], Phrase("")
    if len(marks) > 1:
        mark = mark_of(*marks)
        more = Phrase("，连同它共 {count} 处", count=len(marks))
    beside = Phrase("")
    if first.finding.named:
        beside = Phrase("（旁边有姓名）")
    mask = Whole(shown(first.finding.kind, first.finding.printed, policy))
    told = {"where": first.where, "beside": beside, "more": more, "mask": mask, "mark": mark}
    return Problem(first.code, first.place, **told, marks=" ".join(marks))
