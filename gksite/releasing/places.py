"""Where the files of a release stand, and which files of a site it lists and logs."""

import re

from gksite.manifest import NAME

HISTORY = "content/log"
"""Where a portal keeps its log."""
RELEASE, LOG = "release/", "log/"
MANIFEST = "release/manifest.json"
SUMS = "release/SHA256SUMS"
STATEMENT = "release/release.txt"
KEY = "release/release-key.pub"
CHECKPOINT = "log/checkpoint"
WITNESSED = "log/witnessed/"
"""Checkpoints of before that a witness has cosigned, each named by its size."""
PACKED = (".gz", ".br")
"""What precompressed files end in, behind the whole name of the file."""
_PAGE = "index.html"
_NOT_LOGGED = re.compile(
    r"(?:assets|pagefind|\.well-known)/.*+|404\.html|robots\.txt|sitemap[^/.]*+\.xml|favicon\.\w++"
)
"""What carries no content of its own: the look, the search, what is made for programs that walk the site."""


def is_listed(path: str) -> bool:
    """Whether the manifest names a file of the tree; that which a build keeps there for itself, no server sends."""
    return not path.startswith((RELEASE, LOG)) and path != NAME


def is_logged(path: str) -> bool:
    """Whether a file of the manifest has an entry of its own in the log."""
    return not path.endswith(PACKED) and not _NOT_LOGGED.fullmatch(path)


def address_of(path: str) -> str:
    """The address of a file from the root of the site: that of a page is its folder's."""
    if path == _PAGE or path.endswith(f"/{_PAGE}"):
        return "/" + path.removesuffix(_PAGE)
    return f"/{path}"


def path_of(address: str) -> str:
    """The file that answers at an address."""
    path = address.removeprefix("/")
    return path + _PAGE if not path or path.endswith("/") else path


def proof_path(path: str) -> str:
    """Where the proof of a logged file stands."""
    return f"log/proofs/{path}.tlog-proof"
