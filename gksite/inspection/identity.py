"""Who runs the portal: identifiers in their form and equal to the registry, and what an identity needs."""

import hashlib
from collections.abc import Iterator
from urllib.parse import urlsplit

from gksite.inspection.entries import named_agencies
from gksite.inspection.inspected import Inspected
from gksite.model.settings import Emblem, Identity
from gksite.problems.problem import Code, Level, Location, Phrase, Problem, Waivable, instead
from gksite.text.identifiers import (
    BADGE,
    ICP,
    POLICE,
    is_division,
    is_domain_of,
    is_same_telephone,
    mended_badge,
    mended_icp,
    mended_police,
    telephones,
)
from gksite.text.names import fold_name

GUIDELINES = "《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》"
"""What most of these rest on."""
NO_ICP = Code(
    "GK610",
    "identity 没有写 ICP 备案号（icp）；页脚显示“未注明”",
    why="政府网站每一页的底部要列明 ICP 备案号，并链接到备案系统。",
    mend="写上 icp: 本网站的备案号，例如 滇ICP备12345678号-1。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》；"
    "《非经营性互联网信息服务备案管理办法》第十三条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-12", "W-15", "D-9"),
)
BAD_ICP = Code(
    "GK611",
    "ICP 备案号“{number}”的写法不对{hint}",
    why="备案号写错，是检查通报里点名的问题。",
    mend="照备案通知书改正：省份简称一个字、ICP备、6 至 10 位数字、号，需要时再加 -1；用半角，中间没有空格。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》；"
    "《非经营性互联网信息服务备案管理办法》第十三条",
    rows=("W-15", "D-9"),
)
NO_POLICE = Code(
    "GK612",
    "identity 没有写公安备案号（police）；页脚显示“未注明”",
    why="网站开通后 30 日内要办理公安联网备案，并在首页底部标明备案号。",
    mend="写上 police: 本网站的备案号，例如 滇公网安备 53999902000001号；还没有办理的，先去办理。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》；"
    "《计算机信息网络国际联网安全保护管理办法》第十二条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-12", "W-16", "D-9"),
)
BAD_POLICE = Code(
    "GK613",
    "公安备案号“{number}”的写法不对{hint}",
    why="备案号写错，页脚的链接就查不到这个网站。",
    mend="照备案凭证改正：一个字的省份简称、公网安备、14 位数字、号。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》；"
    "《计算机信息网络国际联网安全保护管理办法》第十二条",
    rows=("W-16", "D-9"),
)
NO_BADGE = Code(
    "GK614",
    "identity 没有写党政机关网站标识（badge）；页脚显示“未注明”",
    why="党政机关和事业单位的网站要在页面底部加挂网站标识，并链接到标识的核验页面。",
    mend="写上 badge: {id: 标识的 32 位编号, kind: 党政机关}；事业单位写 kind: 事业单位。",
    clause="《政府网站发展指引》（国办发〔2017〕47号）附件《网页设计规范》；《互联网政务应用安全管理规定》第八条",
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-12", "W-14", "D-9"),
)
BAD_BADGE = Code(
    "GK615",
    "网站标识的编号“{number}”应是 32 位的 0 至 9 和大写 A 至 F{hint}",
    why="编号不对，读者点开标识就看不到本单位的核验信息。",
    mend="照标识代码里 id= 后面的 32 位编号改正。",
    clause=GUIDELINES,
    rows=("W-14", "D-5"),
)
ODD_SITE_CODE = Code(
    "GK616",
    "网站标识码“{number}”的前六位不像行政区划代码",
    why="地方政府网站的标识码以本地区的行政区划代码开头；多半是抄错了数字。",
    mend="照政府网站标识码的登记信息核对；国务院部门的写 bm 加 8 位数字。",
    clause=GUIDELINES,
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("W-06",),
)
BAD_DOMAIN = Code(
    "GK617",
    "{kind}网站的域名不应是“{host}”",
    why="党政机关网站用 .gov.cn 或 .政务 域名，事业单位网站用 .cn 或 .公益 域名；读者靠域名辨认真假。",
    mend="改正 url；栏目放在本单位网站的一个目录下，例如 https://www.example.gov.cn/zwgk/。",
    clause="国办函〔2018〕55号；《互联网政务应用安全管理规定》第四条、第五条",
    waivable=Waivable.REASON,
    rows=("W-20", "D-5"),
)
NO_DOMAIN = Code(
    "GK618",
    "没有写网站的网址（url），页面上缺少网站域名的标签",
    why="每一页都要有网站名称、域名和标识码三个标签（SiteName、SiteDomain、SiteIDCode）。",
    mend="写上 url: 网站首页的完整网址。",
    clause=GUIDELINES,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-01", "W-20"),
)
NO_EMBLEM = Code(
    "GK619",
    "content/files/ 里没有国徽图案的文件 {file}",
    why="《国徽法》第六条、第七条列明的机构要在网站首页显著位置使用国徽图案。",
    mend="从中国人大网下载标准图案，放进 content/files/，并核对 emblem 的 file。",
    clause="《中华人民共和国国徽法》第六条、第七条、第八条",
    rows=("W-29",),
)
OTHER_EMBLEM = Code(
    "GK620",
    "国徽图案的文件 {file} 与登记的 SHA-256 不同；现在是 {actual}",
    why="国徽图案要用标准图案，不能用改过的、截图的。",
    mend="换回标准图案的文件；登记的 sha256 写错的，照标准图案的文件改正。",
    clause="《中华人民共和国国徽法》第八条",
    rows=("W-29",),
)
OTHER_TELEPHONE = Code(
    "GK621",
    "联系方式里的电话“{number}”与单位登记表里 {agency} 的电话“{registered}”不同",
    why="同一个单位在网站各处的电话要一致；电话写错是检查通报里点名的问题。",
    mend="核实后改正其中一处：这里的 contact，或登记表里的 contact: {telephone: …}。",
    clause=GUIDELINES,
    waivable=Waivable.REASON,
    rows=("W-12", "G-08"),
)
NO_COLUMN_TEXT = Code(
    "GK635",
    "栏目“{name}”没有写{what}（{key}），网页标签 {tag} 只好用栏目的名称代替",
    why="栏目页的四个标签（ColumnName、ColumnDescription、ColumnKeywords、ColumnType）都是必选的。",
    mend="在这个栏目里写上 description: 一句话的简介，keywords: [关键词, 关键词]。",
    clause=GUIDELINES,
    level=Level.OBSTACLE,
    waivable=Waivable.REASON,
    rows=("W-02",),
)

NO_LICENCE = Code(
    "GK698",
    "没有写数据的使用条款（licence），下载数据的人不知道能怎样使用",
    why="数据旁边要写明使用条款和更新日期，别人才能放心地使用。",
    mend="在 site.yaml 里写上 licence: 使用条款的名称，例如 政府数据开放许可。",
    level=Level.WARNING,
    waivable=Waivable.REASON,
    rows=("O-04",),
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the identity of a portal, at its keys."""
    identity = inspected.settings.record.identity
    if identity is None:
        return
    yield from _filings(identity, inspected)
    yield from _badge(identity, inspected)
    yield from _address(identity, inspected)
    yield from _telephone(identity, inspected)
    yield from _columns(inspected)
    if inspected.settings.record.licence is None:
        yield Problem(NO_LICENCE, inspected.settings.document.location(()))
    if identity.emblem is not None:
        yield from _emblem(identity.emblem, inspected)
    if identity.site_code.isdigit() and not is_division(identity.site_code):
        yield Problem(ODD_SITE_CODE, _place(inspected, "site_code"), number=identity.site_code)


def _place(inspected: Inspected, *keys: str) -> Location:
    return inspected.settings.document.location(("identity", *keys))


def _filings(identity: Identity, inspected: Inspected) -> Iterator[Problem]:
    """The two filing numbers."""
    if identity.icp is None:
        yield Problem(NO_ICP, _place(inspected))
    elif not ICP.fullmatch(identity.icp):
        hint = instead(mended_icp(identity.icp))
        yield Problem(BAD_ICP, _place(inspected, "icp"), number=identity.icp, hint=hint)
    if identity.police is None:
        yield Problem(NO_POLICE, _place(inspected))
    elif not POLICE.fullmatch(identity.police):
        hint = instead(mended_police(identity.police))
        yield Problem(BAD_POLICE, _place(inspected, "police"), number=identity.police, hint=hint)


def _badge(identity: Identity, inspected: Inspected) -> Iterator[Problem]:
    if identity.badge is None:
        yield Problem(NO_BADGE, _place(inspected))
    elif not BADGE.fullmatch(identity.badge.id):
        hint = instead(mended_badge(identity.badge.id))
        yield Problem(BAD_BADGE, _place(inspected, "badge", "id"), number=identity.badge.id, hint=hint)


def _address(identity: Identity, inspected: Inspected) -> Iterator[Problem]:
    """The domain, which the kind of body decides; one that no badge tells is of the party or the government."""
    url, document = inspected.settings.record.url, inspected.settings.document
    if url is None:
        yield Problem(NO_DOMAIN, document.location(()))
        return
    host = _readable(urlsplit(url).hostname or "")
    kind = identity.badge.kind if identity.badge else "党政机关"
    if not is_domain_of(host, kind):
        yield Problem(BAD_DOMAIN, document.location(("url",)), kind=Phrase(kind), host=host)


def _columns(inspected: Inspected) -> Iterator[Problem]:
    """The columns whose tags would say nothing of their own."""
    for i, column in enumerate(inspected.settings.record.columns):
        place = inspected.settings.document.location(("columns", i))
        if column.description is None:
            told = {"what": Phrase("栏目简介"), "key": "description", "tag": "ColumnDescription"}
            yield Problem(NO_COLUMN_TEXT, place, name=column.name, **told)
        if not column.keywords:
            told = {"what": Phrase("关键词"), "key": "keywords", "tag": "ColumnKeywords"}
            yield Problem(NO_COLUMN_TEXT, place, name=column.name, **told)


def _readable(host: str) -> str:
    """A host with its labels in Chinese where they are."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _emblem(emblem: Emblem, inspected: Inspected) -> Iterator[Problem]:
    """The emblem stands among the attachments, and is the file that was looked up."""
    wanted = f"content/files/{emblem.file}"
    for attachment in inspected.site.attachments:
        if attachment.file == wanted:
            actual = hashlib.sha256(attachment.data).hexdigest()
            if actual != emblem.sha256:
                place = _place(inspected, "emblem", "sha256")
                yield Problem(OTHER_EMBLEM, place, file=emblem.file, actual=actual)
            return
    yield Problem(NO_EMBLEM, _place(inspected, "emblem", "file"), file=emblem.file)


def _telephone(identity: Identity, inspected: Inspected) -> Iterator[Problem]:
    """Every telephone number of the contact is one that the registry has of the organizer, where it has any."""
    agency = named_agencies(inspected).get(fold_name(identity.organizer))
    if agency is None or agency.contact is None or agency.contact.telephone is None:
        return
    registered = telephones(agency.contact.telephone)
    fax = agency.contact.fax if "传真" in identity.contact else None
    allowed = (*registered, *telephones(fax or ""))
    for number in telephones(identity.contact) if registered else ():
        if not any(is_same_telephone(number, other) for other in allowed):
            yield Problem(
                OTHER_TELEPHONE,
                _place(inspected, "contact"),
                number=number,
                agency=agency.name,
                registered=agency.contact.telephone,
            )
