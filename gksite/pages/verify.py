"""The page by which readers verify others: what a release and its log are, three ways to hold a page against them."""

from collections.abc import Iterator

from gksite.model.outputs import Output, PageInfo
from gksite.pages.views import HOME, Views
from gksite.problems.problem import Phrase

VERIFY = "verify/"
LOGGED = (
    ("release/SHA256SUMS", "每个文件的 SHA-256，供 sha256sum 核对"),
    ("release/manifest.json", "文件清单：路径、大小和 SHA-256"),
    ("release/release.txt", "这次发布的签名（C2SP signed-note）：清单的摘要，上一次发布的摘要"),
    ("release/release-key.pub", "公钥"),
    ("log/checkpoint", "日志的检查点：有多少条登记，全部登记的根"),
)
"""The files of a release that the page names, each with what it is."""
EXAMPLE = "notices/"
"""The address that commands on the page name; every site has it."""


def pages(views: Views) -> Iterator[Output]:
    """The page and its programs; nothing where the portal has no key for releases."""
    key = views.site.release_key
    if key is None:
        return
    info = PageInfo("verify", "核对页面", VERIFY, crumbs=(HOME,))
    data = {
        "key": key,
        "fingerprint": " ".join(key.fingerprint[at : at + 4] for at in range(0, len(key.fingerprint), 4)),
        "programs": views.programs,
        "logged": LOGGED,
        "site_address": views.site.config.base or None,
        "example": EXAMPLE,
    }
    yield Output("verify/index.html", "pages/verify.html", info, data, origin=Phrase("核对页"))
    for name, text in views.programs.items():
        yield Output(VERIFY + name, content=text.encode(), origin=Phrase("核对页"))
