"""The house in figures, room by room: `python tests/house.py`.

It measures and prints; tests/test_architecture.py holds the limits. Code lines are those without docstrings, comments
and blank lines. Branches of a function are counted as McCabe does, each comprehension, each condition in one and each
operand of `and` and `or` behind the first too.
"""

import ast
import io
import tokenize
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "gksite"
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_BRANCH = (ast.If, ast.IfExp, ast.For, ast.While, ast.ExceptHandler, ast.Assert, ast.match_case)


@dataclass
class Figures:
    """What was counted of some modules."""

    code: int = 0
    ternaries: int = 0
    nested_ternaries: int = 0
    comprehensions: int = 0
    modules: list[int] = field(default_factory=list)
    functions: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)

    def add(self, source: str) -> None:
        """Take in one module."""
        tree = ast.parse(source)
        self.modules.append(source.count("\n"))
        self.code += len(code_lines(source, tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.IfExp):
                self.ternaries += 1
                self.nested_ternaries += any(
                    isinstance(inner, ast.IfExp) for inner in ast.walk(node) if inner is not node
                )
            elif isinstance(node, COMPREHENSIONS):
                self.comprehensions += 1
            elif isinstance(node, ast.FunctionDef):
                self.functions.append((node.end_lineno or node.lineno) - node.lineno + 1)
                self.branches.append(branches(node))

    def per_thousand(self, count: int) -> float:
        """A count over 1,000 code lines."""
        return 1000 * count / max(self.code, 1)


def code_lines(source: str, tree: ast.AST) -> set[int]:
    """The numbers of the lines that hold code."""
    docstrings: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            docstrings |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    blank = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    lines: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in blank:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return lines - docstrings


def branches(function: ast.FunctionDef) -> int:
    """The ways through a function."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, _BRANCH):
            count += 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
    return count


def whole() -> Figures:
    """The figures of the package."""
    figures = Figures()
    for path in sorted(PACKAGE.rglob("*.py")):
        figures.add(path.read_text(encoding="utf-8"))
    return figures


def rooms() -> dict[str, Figures]:
    """The figures of each room and of all; the single files at the top are the spine."""
    found: dict[str, Figures] = defaultdict(Figures, all=whole())
    for path in sorted(PACKAGE.rglob("*.py")):
        first, *rest = path.relative_to(PACKAGE).parts
        found[first if rest else "spine"].add(path.read_text(encoding="utf-8"))
    return dict(found)


def at(values: list[int], share: float) -> int:
    """The value that a share of all lie below."""
    return sorted(values)[int(len(values) * share)] if values else 0


def spread(values: list[int]) -> str:
    """Median, 90th percentile and most."""
    return f"{at(values, 0.5)}/{at(values, 0.9)}/{max(values, default=0)}"


def table() -> Iterator[str]:
    """The figures as lines of a table."""
    counted = f"{'room':14}{'files':>6}{'code':>7}{'function lines':>16}{'branches':>10}"
    yield f"{counted}{'ternaries':>11}{'comprehensions':>16}"
    for room, figures in sorted(rooms().items(), key=lambda item: (item[0] == "all", item[0])):
        size = f"{room:14}{len(figures.modules):6}{figures.code:7}"
        functions = f"{spread(figures.functions):>16}{spread(figures.branches):>10}"
        ternaries = f"{figures.per_thousand(figures.ternaries):11.1f}"
        yield f"{size}{functions}{ternaries}{figures.per_thousand(figures.comprehensions):16.1f}"


if __name__ == "__main__":
    print("median/90th percentile/most; ternaries and comprehensions per 1,000 code lines")
    print("\n".join(table()))
