"""The theme's parts with their examples, in a build that theme makers ask for."""

from pathlib import Path, PurePosixPath
from typing import Any

from gksite.documents.text_file import read_text
from gksite.documents.yaml_reader import parse
from gksite.model.outputs import Link, Output, PageInfo
from gksite.pages.views import HOME
from gksite.problems.problem import Phrase, Problems
from gksite.text.dates import parse_date
from gksite.theming.theme import Theme

GALLERY = Link("主题部件", "components/")


def gallery(theme: Theme, root: Path, problems: Problems) -> Output:
    """The page of all examples; it is in no list of pages, and search engines are asked to leave it."""
    info = PageInfo("components", GALLERY.text, GALLERY.url, crumbs=(HOME,), robots=False)
    data = {"components": examples(theme, root, problems)}
    return Output("components/index.html", "pages/components.html", info, data, origin=Phrase("主题部件"))


def examples(theme: Theme, root: Path, problems: Problems) -> dict[str, dict[str, dict[str, Any]]]:
    """The arguments of every example by its name, by component; a bad file is noted and left out."""
    found = {}
    for name, path in theme.files().items():
        if not PurePosixPath(name).match("components/*/examples.yaml"):
            continue
        document = read_text(path, root, problems, within=theme.folder(name))
        data = parse(document, problems) if document else None
        if isinstance(data, dict):
            found[path.parent.name] = {example: _dated(arguments) for example, arguments in data.items()}
    return found


def _dated(value: Any) -> Any:
    """The same with dates where days are written; YAML's own dates are texts here."""
    if isinstance(value, dict):
        return {key: _dated(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_dated(each) for each in value]
    if not isinstance(value, str):
        return value
    try:
        return parse_date(value)
    except ValueError:
        return value
