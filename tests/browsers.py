"""Which Chromium the tests drive."""

import os
import shutil

import pytest

from gksite.searching.in_browser import BROWSERS


def chromium() -> str:
    """Its path: GKSITE_BROWSER, else the first that is installed."""
    for name in (os.environ.get("GKSITE_BROWSER"), *BROWSERS):
        path = shutil.which(name) if name else None
        if path is not None:
            return path
    pytest.fail("找不到浏览器；请用 make test 运行测试，或用 GKSITE_BROWSER=路径 指定 Chromium", pytrace=False)
