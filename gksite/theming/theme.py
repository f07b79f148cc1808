"""Where the theme is: the portal's own, else the one that comes with gksite."""

from pathlib import Path

from gksite.problems.problem import RequestError


def theme(root: Path) -> Path:
    """The portal's own templates/ if it has one, else the theme that comes with gksite."""
    own = root / "templates"
    if own.is_dir():
        return own
    return own_theme()


def own_theme() -> Path:
    """The theme that comes with gksite: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent.parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RequestError("没有找到模板文件夹 templates；请重新安装 gksite")
