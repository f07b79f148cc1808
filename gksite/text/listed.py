"""Lists that come with the program: texts beside its modules, a line for each entry."""

from importlib.resources import files


def lines_of(package: str, name: str) -> list[str]:
    """The lines of a list of a package, without blank ones and comments (`#`)."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
