"""site.yaml: one portal's name, address and identity."""

from pathlib import Path
from urllib.parse import urlsplit

from gksite.model.records import Config
from gksite.problems import Problems, RequestError
from gksite.shapes import shape
from gksite.source import parse, read_text


def read_config(path: Path, problems: Problems) -> Config | None:
    """The portal's settings; None with problems noted where it is bad. Raises RequestError where there is none."""
    if not path.exists():
        raise RequestError(
            "在 {folder} 中没有找到 site.yaml；请在门户所在的文件夹里运行，或用 --root 指明它", folder=path.parent
        )
    document = read_text(path, path.parent, problems, within=path.parent)
    data = parse(document, problems) if document else None
    if document is None or data is None:
        return None
    config = shape(Config, data, document, problems)
    if config and config.url and "base_path" not in config.model_fields_set:
        path_part = urlsplit(config.url).path.rstrip("/") + "/"
        return config.model_copy(update={"base_path": path_part})
    return config
