"""content/release-key.pub: the key by which readers verify what the portal has released."""

import os
from pathlib import Path

from gksite.documents.folders import RELEASE_KEY
from gksite.documents.text_file import read_text
from gksite.model.release_key import ReleaseKey, read_vkey
from gksite.problems.problem import Code, Location, Problems

BAD_KEY = Code(
    "GK830",
    "这不是发布用的公钥：应当只有一行，写成“名称+8 位编号+密钥”，密钥是 Ed25519 的公钥，编号与名称和密钥相符",
    why="读者用这把公钥核对页面；公钥写错一个字，没有人能核对，也分不清是写错还是被人换过。",
    mend="从版本库或备份里恢复 content/release-key.pub，不要手工改写；门户还没有发布过的，删去这个文件。",
)


def read_release_key(content: Path, problems: Problems) -> ReleaseKey | None:
    """The portal's public key; None without the file, or with what is wrong with it noted."""
    path = content / RELEASE_KEY
    if not os.path.lexists(path):
        return None
    document = read_text(path, content.parent, problems, within=content)
    if document is None:
        return None
    found = read_vkey(document.text.removesuffix("\n"))
    if found is None:
        problems.add(BAD_KEY, Location(document.path, 1))
    return found
