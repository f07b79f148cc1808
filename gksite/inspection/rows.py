"""Every requirement by its number: what docs/standards.zh-CN.md and the inspector's report list."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from gksite.inspection.content_rows import CONTENT_ROWS
from gksite.inspection.row import Row
from gksite.inspection.site_rows import SITE_ROWS
from gksite.problems.problem import Code

ROWS: tuple[Row, ...] = (*SITE_ROWS, *CONTENT_ROWS)
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "W": "《政府网站发展指引》和网页设计规范",
        "V": "检查指标：单项否决",
        "D": "检查指标：扣分",
        "A": "无障碍和适老化",
        "I": "IPv6",
        "S": "安全和可抓取",
        "G": "政府信息公开",
        "M": "信息的元数据",
        "P": "个人信息、保密和用语",
        "O": "公共数据",
    }
)
"""What the rows of each letter are about."""


def served(codes: Iterable[Code]) -> dict[str, list[Code]]:
    """The codes that serve each row."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        for row in code.rows:
            found.setdefault(row, []).append(code)
    return found
