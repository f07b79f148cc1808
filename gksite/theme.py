"""Where the theme is, and its assets under names that change with their content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from gksite.model.outputs import Output
from gksite.problems import RequestError

FIXED = {"search.js"}
"""Assets whose names are part of the public contract and so never change."""


def theme(root: Path) -> Path:
    """The portal's own templates/ if it has one, else the theme that comes with gksite."""
    return root / "templates" if (root / "templates").is_dir() else own_theme()


def own_theme() -> Path:
    """The theme that comes with gksite: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RequestError("没有找到模板文件夹 templates；请重新安装 gksite")


def assets(folder: Path) -> tuple[Mapping[str, str], tuple[Output, ...]]:
    """The assets' addresses by name, and the assets themselves."""
    outputs = {}
    for path in sorted((folder / "assets").glob("*.*")) if (folder / "assets").is_dir() else ():
        content = path.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:10]
        name = path.name if path.name in FIXED else f"{path.stem}.{digest}{path.suffix}"
        outputs[path.name] = Output(f"assets/{name}", content=content, origin=f"templates/assets/{path.name}")
    return MappingProxyType({name: o.path for name, o in outputs.items()}), tuple(outputs.values())
