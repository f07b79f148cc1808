"""site.yaml: one portal's name, address and identity."""

from pathlib import Path
from urllib.parse import urlsplit

from gksite.documents.shapes import Entry, read_entry
from gksite.model.settings import Config
from gksite.problems.problem import Problems, RequestError


def reading_seconds(config: Config | None) -> int:
    """The seconds that a file from outside may take to be read; the usual ones where the settings are bad."""
    if config is None:
        return int(Config.model_fields["reading_seconds"].default)
    return config.reading_seconds


def settings_of(root: Path) -> Config | None:
    """The settings of a folder that may be no portal; None without them, or where they are bad, as a check tells."""
    path = root / "site.yaml"
    return read_config(path, Problems()) if path.exists() else None


def read_config(path: Path, problems: Problems) -> Config | None:
    """The portal's settings; None with problems noted where it is bad. Raises RequestError where there is none."""
    entry = read_settings(path, problems)
    return entry.record if entry else None


def read_settings(path: Path, problems: Problems) -> Entry[Config] | None:
    """The portal's settings with their document. Raises RequestError where there are none."""
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
        return Entry(entry.document, config.model_copy(update={"base_path": path_part}))
    return entry
