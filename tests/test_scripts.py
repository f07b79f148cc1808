"""The parts of the search and of /verify/, tried in Node without a browser: tests/web/unit has what each promises."""

import shutil
import subprocess

import pytest
from portal import REPOSITORY

from gksite.theming.assets import INDEXED, SCANNED, VERIFYING


def test_the_parts_of_the_scripts_do_what_they_promise() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.fail("找不到 Node.js；请用 make test 运行测试", pytrace=False)
    files = sorted((REPOSITORY / "tests/web/unit").glob("*.test.mjs"))
    assert len(files) > 4
    ran = subprocess.run([node, "--test", *files], capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "# fail 0" in ran.stdout


def test_every_part_of_the_search_is_sent_in_some_form() -> None:
    """A file that no form is joined from would be dead."""
    sent = {part for form in (INDEXED, SCANNED) for parts in form.values() for part in parts}
    assert {path.name for path in (REPOSITORY / "templates/assets/search").glob("*.js")} == sent


def test_every_part_of_the_page_for_verifying_is_sent() -> None:
    """The same for what readers verify pages with."""
    names = {path.name for path in (REPOSITORY / "templates/assets/verify").glob("*.js")}
    assert names == {part for parts in VERIFYING.values() for part in parts}
