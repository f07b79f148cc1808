"""Where the theme is: the portal's own, else the one that comes with gksite."""

from pathlib import Path

from gksite.documents.files import LARGEST_SOURCE, check_folder
from gksite.problems.problem import Problems, RequestError


def theme(root: Path, problems: Problems) -> Path:
    """The portal's own templates/ if it has one, else the theme that comes with gksite.

    Its files are looked at before anything opens one of them. Raises Stop where some cannot be read.
    """
    own = root / "templates"
    if not own.is_dir():
        return own_theme()
    check_folder(own, root, problems, LARGEST_SOURCE)
    problems.gate()
    return own


def own_theme() -> Path:
    """The theme that comes with gksite: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RequestError("没有找到模板文件夹 templates；请重新安装 gksite")
