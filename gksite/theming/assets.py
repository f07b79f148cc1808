"""The theme's assets: joined, scripts without comments, under names that change with their content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from rjsmin import jsmin

from gksite.model.outputs import Output
from gksite.problems.problem import Problems

FIXED = {"search.js": "assets/search.js", "pagefind.js": "pagefind/pagefind.js"}
"""Assets whose addresses are part of the public contract and so never change."""
JOINED = {
    "site.css": ("tokens.css", "site.css", "print.css"),
    "site.js": ("site.js", "reading.js", "table.js", "search-page.js"),
}
"""Assets written as several files and sent as one."""
_MODULE_END = "const root = new URL('../', import.meta.url).href;\nconst scan = false;\n"
"""How the search module ends; a site that searches a text file gets another end."""


def assets(
    folder: Path, problems: Problems, *, search: bool, scan: bool
) -> tuple[Mapping[str, str], tuple[Output, ...]]:
    """The assets' addresses by name, and the assets themselves; `scan` where search reads a text file, not an index."""
    paths = sorted((folder / "assets").glob("*.*"))
    found = {path.name: path.read_bytes() for path in paths if search or path.name not in FIXED}
    for name, parts in JOINED.items():
        if name in found:
            found[name] = b"\n".join(found.pop(part) for part in parts if part in found)
    if scan and "search.js" in found:
        module = found["search.js"].decode()
        found["search.js"] = module.replace("const scan = false;\n", "const scan = true;\n").encode()
        found["search-classic.js"] = _classic(module).encode()
    sent = {name: jsmin(content) if name.endswith(".js") else content for name, content in found.items()}
    outputs = {
        name: Output(_address(name, content), content=content, origin=f"templates/assets/{name}")
        for name, content in sent.items()
    }
    return MappingProxyType({name: o.path for name, o in outputs.items()}), tuple(outputs.values())


def _address(name: str, content: bytes) -> str:
    if name in FIXED:
        return FIXED[name]
    stem, _, suffix = name.rpartition(".")
    return f"assets/{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"


def _classic(module: str) -> str:
    """The search module as a classic script, which also runs on a page opened from disk: `globalThis.gksite`."""
    body = module.replace(_MODULE_END, "").replace("\nexport ", "\n")
    end = "const root = new URL('../', document.currentScript.src).href;\nconst scan = true;\n"
    return f"(() => {{\n{body}{end}globalThis.gksite = {{ search, find, suggest, names }};\n}})();\n"
