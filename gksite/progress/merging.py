"""Releases of one process merged into what holds now, and into all that ever held, by the rules of OCDS 1.1.

An object is merged key by key; a list of objects that have an `id`, object by object; any other list is replaced as a
whole; null takes away. `id`, `date` and `tag` of a release are its own and are not merged.
"""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

_OWN = ("id", "date", "tag")
"""What a release says of itself."""
_PLAIN = ("ocid", "language")
"""What is the same in every release, and has no versions."""
Form = dict[str, Any]


def compiled(ocid: str, releases: Iterable[Mapping[str, Any]]) -> Form:
    """What holds after some releases, oldest first."""
    merged: Form = {}
    last = None
    for release in releases:
        _merge(merged, _content(release))
        last = release["date"] or last
    return {"ocid": ocid, "id": f"{ocid}-compiled", "date": last, "tag": ["compiled"], **merged}


def versioned(ocid: str, releases: Iterable[Mapping[str, Any]]) -> Form:
    """Every value that some releases have stated, oldest first, each with its release."""
    merged: Form = {}
    for release in releases:
        _add_versions(merged, _content(release), release)
    return {"ocid": ocid, **merged}


def _content(release: Mapping[str, Any]) -> Form:
    return {key: value for key, value in release.items() if key not in (*_OWN, "ocid")}


def _is_identified(value: object) -> bool:
    """Whether a value is a list that is merged object by object."""
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) and "id" in each for each in value)


def _merge(into: Form, new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        elif _is_identified(value):
            held = into.setdefault(key, [])
            for each in value:
                _merge(_same(held, each["id"]), each)
        else:
            into[key] = deepcopy(value)


def _same(held: list[Form], id: object) -> Form:
    """The object of a list with an id, added where it is not there."""
    for each in held:
        if each["id"] == id:
            return each
    held.append({"id": id})
    return held[-1]


def _add_versions(into: Form, new: Mapping[str, Any], release: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if key in _PLAIN or key == "id":
            into[key] = value
        elif isinstance(value, dict):
            _add_versions(into.setdefault(key, {}), value, release)
        elif _is_identified(value):
            held = into.setdefault(key, [])
            for each in value:
                _add_versions(_same(held, each["id"]), each, release)
        else:
            _add_version(into, key, value, release)


def _add_version(into: Form, key: str, value: object, release: Mapping[str, Any]) -> None:
    """A value behind those before it, unless it is the last of them; that nothing was stated is no first value."""
    versions = into.get(key, [])
    if value == next((each["value"] for each in reversed(versions)), None):
        return
    version = {
        "releaseID": release["id"],
        "releaseDate": release["date"],
        "releaseTag": release["tag"],
        "value": deepcopy(value),
    }
    into[key] = [*versions, version]
