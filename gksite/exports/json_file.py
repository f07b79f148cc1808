"""A form as the JSON file that is published of it: UTF-8, indented, a line break at its end."""

import json
from collections.abc import Mapping
from typing import Any

from gksite.model.outputs import Output
from gksite.problems.problem import Phrase


def json_file(path: str, form: Mapping[str, Any], origin: Phrase) -> Output:
    """The file of a form, which it keeps for the catalogue of data."""
    text = json.dumps(form, ensure_ascii=False, indent=2) + "\n"
    return Output(path, data=form, content=text.encode(), origin=origin)
