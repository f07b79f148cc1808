"""site.yaml: one portal's name, address and identity."""

from pathlib import Path
from urllib.parse import urlsplit

from gksite.documents.shapes import read_entry
from gksite.model.records import Config
from gksite.problems.problem import Problems, RequestError


def read_config(path: Path, problems: Problems) -> Config | None:
    """The portal's settings; None with problems noted where it is bad. Raises RequestError where there is none."""
    if not path.exists():
        raise RequestError(
            "在 {folder} 中没有找到 site.yaml；请在门户所在的文件夹里运行，或用 --root 指明它", folder=path.parent
        )
    entry = read_entry(Config, path, path.parent, problems, within=path.parent)
    if entry is None:
        return None
    config = entry.record
    if config.url and "base_path" not in config.model_fields_set:
        path_part = urlsplit(config.url).path.rstrip("/") + "/"
        return config.model_copy(update={"base_path": path_part})
    return config
