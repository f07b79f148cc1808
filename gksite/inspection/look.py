"""The picture beside the portal's name: it stands among the attachments, and is the file that was meant."""

import hashlib
from collections.abc import Iterator

from gksite.inspection.inspected import Inspected
from gksite.problems.problem import Code, Problem

NO_LOGO = Code(
    "GK405",
    "content/files/ 里没有标志的图片 {file}",
    why="标志在每一页的页首；没有图片，页首就是一个打不开的图。",
    mend="把图片放进 content/files/，或者改正 site.yaml 里 theme 的 logo；不要标志的，删去 logo。",
)
OTHER_LOGO = Code(
    "GK406",
    "标志的图片 {file} 不是 sha256 所说的那一个；现在的是 {actual}",
    why="标志在每一页的页首；图片被换过而没有人知道，整个网站都会显示别的图。",
    mend="图片是对的，就把 sha256 改成提示的这一个；不对的，换回原来的图片。",
)


def check(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong with the picture that site.yaml names."""
    logo, document = inspected.settings.record.theme.logo, inspected.settings.document
    if logo is None:
        return
    found = {attachment.file: attachment.data for attachment in inspected.site.attachments}
    data = found.get(f"content/files/{logo.file}")
    if data is None:
        yield Problem(NO_LOGO, document.location(("theme", "logo", "file")), file=logo.file)
        return
    actual = hashlib.sha256(data).hexdigest()
    if actual != logo.sha256:
        place = document.location(("theme", "logo", "sha256"))
        yield Problem(OTHER_LOGO, place, file=logo.file, actual=actual)
