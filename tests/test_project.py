"""Set-up, locks and packaging: make is tried in a checkout of its own with a false Python and false tools, offline."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.version import Version

from gksite.searching.pagefind import engine

ROOT = Path(__file__).resolve().parent.parent
GOALS = ["site", "check", "test", "proof", "statement", "lighthouse", "bench", "lint", "format", "clean", "lock"]
FAKE = """\
#!/bin/sh
printf '%s\\n' "$*" >>"$CALLS"
case "$*" in
*'-m venv .venv'*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    chmod +x .venv/bin/python
    ;;
*' install '*)
    echo "${NOISE:-pip says much}"
    [ -z "${HANG:-}" ] || sleep 60
    exit "${PIP_STATUS:-0}"
    ;;
*'-m gksite '*)
    shift 3
    echo "gksite $*"
    exit "${BUILD_STATUS:-0}"
    ;;
*'import click'*) exit "${ELSEWHERE:-0}" ;;
*version_info*) exit "${TOO_OLD:-0}" ;;
esac
"""
"""A program that stands for Python: it notes each call, and copies itself where an environment is made."""
STEPS = {
    "-m venv .venv": "venv",
    "site.txt": "site",
    "dev.txt": "dev",
    "-e .": "project",
    "ci": "web",
    "pytest": "pytest",
}
"""What a call is for, by how it ends or begins."""


class Checkout:
    """A checkout with only what set-up needs, in a folder with a blank and Chinese in its name, and false programs."""

    def __init__(self, scratch: Path) -> None:
        self.folder = scratch / "新 检出"
        self.tools = scratch / "tools"
        self.calls = scratch / "calls"
        self.python = self.tools / "fake-python"
        self.folder.mkdir()
        self.tools.mkdir()
        self.program("fake-python", FAKE)
        for name in ("chromium", "firefox-esr", "java", "node", "WebKitWebDriver", "Xvfb"):
            self.program(name, "#!/bin/sh\n")
        self.program("fc-list", "#!/bin/sh\necho font\n")
        self.program("npm", '#!/bin/sh\necho "npm $*" >>"$CALLS"\n[ "$1" != ci ] || exit "${NPM_STATUS:-0}"\n')
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, self.folder / name)
        for name in ("make", "requirements", "tests/web"):
            shutil.copytree(ROOT / name, self.folder / name)

    def program(self, name: str, text: str) -> None:
        """Put a false program on the path."""
        path = self.tools / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def environment(self, **extra: str) -> dict[str, str]:
        """The false programs before the true ones; no browser is named."""
        path = f"{self.tools}:{os.environ['PATH']}"
        return {"PATH": path, "PYTHON": str(self.python), "CALLS": str(self.calls), **extra}

    def make(self, *goals: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run make there."""
        return subprocess.run(
            ["make", *goals],
            cwd=self.folder,
            env=self.environment(**extra),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
        )

    def steps(self) -> list[str]:
        """What has been installed or run so far; asked again, what came since."""
        if not self.calls.exists():
            return []
        lines = self.calls.read_text(encoding="utf-8").splitlines()
        self.calls.unlink()
        found = []
        for line in lines:
            if line.startswith("npm ci"):
                found.append("web" if "--omit=dev" in line else "web-proof")
            elif "-m pytest" in line:
                found.append("pytest")
            else:
                found += [step for sign, step in STEPS.items() if line.endswith(sign)]
        return found


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """One that nothing has been set up in."""
    return Checkout(tmp_path)


def told(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What a user sees, without the line of make's own."""
    lines = (result.stdout + result.stderr).splitlines()
    return [line for line in lines if not line.startswith("make:")]


def complaint(result: subprocess.CompletedProcess[str]) -> str:
    """The one line in which a failure is told."""
    assert result.returncode != 0
    lines = [line for line in told(result) if not line.startswith("正在")]
    assert len(lines) == 1, lines
    assert lines[0].startswith("错误：")
    return lines[0]


def tracked() -> list[Path]:
    """The files of the repository; what the notices as received say is not the project's."""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no git checkout")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=30,
    )
    names = [os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]
    return [ROOT / name for name in names if not name.startswith("content/sources/") and (ROOT / name).is_file()]


def test_make_alone_lists_every_goal_in_one_line_each(checkout: Checkout) -> None:
    result = checkout.make()
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert [line.split()[1] for line in lines] == ["help", *GOALS]
    assert all(re.search(r"\t.*[一-鿿]", line) for line in lines)
    assert checkout.make("help").stdout == result.stdout


def test_an_unknown_goal_is_refused_in_one_line(checkout: Checkout) -> None:
    assert "publish" in complaint(checkout.make("publish"))


def test_a_python_that_will_not_do_is_told_in_one_line(checkout: Checkout) -> None:
    """Too old, without venv, or not there at all: nothing is installed."""
    for extra in ({"TOO_OLD": "1"}, {"PYTHON": "nowhere"}):
        line = complaint(checkout.make("site", **extra))
        assert "3.11" in line
        assert "python3-venv" in line
        assert not (checkout.folder / ".venv").exists()


def test_the_second_run_installs_nothing(checkout: Checkout) -> None:
    first = checkout.make("site")
    assert first.returncode == 0, first.stderr
    assert "pip says much" not in first.stdout + first.stderr
    calls = checkout.calls.read_text(encoding="utf-8")
    assert "--require-hashes -r requirements/site.txt" in calls
    assert "--no-deps --no-build-isolation -e ." in calls
    assert checkout.steps() == ["venv", "site", "project"]
    second = checkout.make("site", "ARGS=--jobs 1")
    assert told(second) == ["gksite build --jobs 1"]
    assert checkout.steps() == []


def test_the_status_of_a_failed_build_is_passed_on(checkout: Checkout) -> None:
    assert checkout.make("site", BUILD_STATUS="3").returncode != 0


def test_a_failed_download_is_told_in_one_line_and_tried_again(checkout: Checkout) -> None:
    """The line names the log, in which the reason stands; what failed is not taken for done."""
    noise = "NewConnectionError: Failed to establish a new connection"
    result = checkout.make("site", PIP_STATUS="1", NOISE=noise)
    line = complaint(result)
    assert "网络" in line
    assert noise in (checkout.folder / line.rpartition("详情见 ")[2]).read_text(encoding="utf-8")
    assert noise not in result.stdout + result.stderr
    checkout.steps()
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]


def test_the_tests_add_their_own_to_what_the_site_needs(checkout: Checkout) -> None:
    """Each once; a proof adds more, and afterwards nothing is installed for any goal."""
    checkout.make("site")
    checkout.steps()
    assert checkout.make("test").returncode == 0
    assert checkout.steps() == ["dev", "web", "pytest"]
    assert checkout.make("proof").returncode == 0
    assert checkout.steps() == ["web-proof", "pytest"]
    for goal in ("test", "proof", "site"):
        checkout.make(goal)
    assert checkout.steps() == ["pytest", "pytest"]


def test_an_addition_that_failed_leaves_the_site_usable(checkout: Checkout) -> None:
    checkout.make("site")
    complaint(checkout.make("format", PIP_STATUS="1"))
    checkout.steps()
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == []


def test_web_tools_that_failed_are_told_in_one_line_and_tried_again(checkout: Checkout) -> None:
    checkout.make("format")
    checkout.steps()
    assert "网页工具" in complaint(checkout.make("test", NPM_STATUS="1"))
    assert checkout.steps() == ["web"]
    assert checkout.make("test").returncode == 0
    assert checkout.steps() == ["web", "pytest"]


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("requirements/site.txt", ["venv", "site", "project", "dev", "web"]),
        ("pyproject.toml", ["project", "dev", "web"]),
        ("requirements/dev.txt", ["dev", "web"]),
        ("tests/web/package-lock.json", ["web"]),
    ],
)
def test_what_has_changed_is_installed_again(checkout: Checkout, name: str, steps: list[str]) -> None:
    checkout.make("test")
    checkout.steps()
    os.utime(checkout.folder / name, (time.time() + 5, time.time() + 5))
    assert checkout.make("test").returncode == 0
    assert checkout.steps() == [*steps, "pytest"]


def test_an_install_that_was_killed_is_repeated(checkout: Checkout) -> None:
    process = subprocess.Popen(
        ["make", "site"],
        cwd=checkout.folder,
        env=checkout.environment(HANG="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not (checkout.calls.exists() and "install" in checkout.calls.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, "make did not come to the installation"
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)
    checkout.steps()
    result = checkout.make("site")
    assert result.returncode == 0, result.stderr
    assert checkout.steps() == ["venv", "site", "project"]


def test_a_moved_checkout_and_a_vanished_python_are_set_up_again(checkout: Checkout) -> None:
    checkout.make("site")
    checkout.steps()
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("搬走的检出"))
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]
    linked = checkout.folder / ".venv/bin/python"
    linked.unlink()
    linked.symlink_to(checkout.folder / "gone")
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]


MISSING = {
    "chromium": ("chromium-headless-shell", "test"),
    "fc-list": ("fontconfig fonts-noto-cjk", "test"),
    "java": ("default-jre-headless", "test"),
    "node": ("nodejs npm", "test"),
    "firefox-esr": ("firefox-esr", "proof"),
    "WebKitWebDriver": ("webkit2gtk-driver xvfb", "proof"),
}
"""A program, the packages that bring it, and the goal that needs it."""


def without(checkout: Checkout, program: str, root: bool, install: str = "") -> subprocess.CompletedProcess[str]:
    """What make/tools says where a program is missing, as root or without the right to install."""
    bare = checkout.tools.parent / "bare"
    bare.mkdir(exist_ok=True)
    for name in ("sh", "env", "mv", "chmod", "printf"):
        if (found := shutil.which(name)) and not (bare / name).exists():
            (bare / name).symlink_to(found)
    for path in checkout.tools.iterdir():
        if path.name != program and not (bare / path.name).exists():
            shutil.copy(path, bare / path.name)
    checkout.tools = bare
    checkout.program("id", f"#!/bin/sh\necho {0 if root else 1000}\n")
    if root:
        checkout.program("apt-get", f"#!/bin/sh\n{install}\n")
    return subprocess.run(
        [bare / "sh", "make/tools", MISSING[program][1]],
        cwd=checkout.folder,
        env={"PATH": str(bare), "CALLS": str(checkout.calls)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
    )


@pytest.mark.parametrize("program", MISSING)
def test_a_missing_program_is_told_with_its_package(checkout: Checkout, program: str) -> None:
    assert f"apt install {MISSING[program][0]}，" in complaint(without(checkout, program, root=False))


@pytest.mark.parametrize("program", MISSING)
def test_a_missing_program_is_installed_where_that_is_allowed(checkout: Checkout, program: str) -> None:
    packages = MISSING[program][0]
    text = "echo font" if program == "fc-list" else ":"
    install = f"""here=${{0%/*}}/{program}
        case "$*" in
        *' install '*' {packages}') printf '#!/bin/sh\\n{text}\\n' >"$here"; chmod +x "$here" ;;
        esac
        echo much"""
    result = without(checkout, program, root=True, install=install)
    assert (result.returncode, len(told(result))) == (0, 1), result
    assert told(result)[0].startswith("正在安装")


def test_a_named_browser_counts_and_a_broken_one_does_not(checkout: Checkout) -> None:
    (checkout.tools / "chromium").rename(checkout.tools / "mine")
    named = {"GKSITE_BROWSER": "mine"}
    assert checkout.make("test", **named).returncode == 0


def test_clean_leaves_the_content_the_environment_and_what_others_put_there(checkout: Checkout) -> None:
    """make clean removes what gksite wrote and the caches, nothing else; nothing there is no error."""
    assert checkout.make("clean").returncode == 0
    kept = [checkout.folder / name for name in ("content/notices/甲.md", ".venv/bin/python", "gksite/__init__.py")]
    kept += [checkout.folder / name for name in ("output/notices/己.txt", "output/.htaccess")]
    gone = [
        checkout.folder / name
        for name in (
            "output/old/甲.html",
            ".gksite/output/lock",
            ".output.gksite/lock",
            "gksite/__pycache__/丙",
            ".ruff_cache/丁",
        )
    ]
    for path in kept + gone:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    names = {"old/甲.html": "", "../content/notices/甲.md": "", "notices/gone.html": ""}
    (checkout.folder / "output/.gksite.json").write_text(json.dumps({"files": names}), encoding="utf-8")
    result = checkout.make("clean", PYTHON=sys.executable)
    assert result.returncode == 0
    assert "output/ 里有 2 个文件不是 gksite 生成的，没有动：.htaccess  notices/己.txt" in result.stdout
    assert all(path.exists() for path in kept)
    assert not any(path.parent.exists() for path in gone)
    assert not (checkout.folder / "output/.gksite.json").exists()


def test_clean_leaves_a_folder_alone_that_has_no_list(checkout: Checkout) -> None:
    page = checkout.folder / "output/index.html"
    page.parent.mkdir()
    page.touch()
    result = checkout.make("clean", PYTHON=sys.executable)
    assert result.returncode == 0
    assert page.exists()
    assert "没有动：index.html" in result.stdout


@pytest.mark.parametrize("name", ["site", "dev"])
def test_the_lock_has_hashes_for_everything_and_no_address(name: str) -> None:
    """Every lock pins a version and a digest, states no download address and not the machine it was made on."""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text))
    entries = [entry for entry in entries if entry.strip()]
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.+!-]+( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+\Z", entry), entry
    assert "://" not in text
    assert "index" not in text.lower()


def test_the_two_locks_agree() -> None:
    """The lock for tests has all that the site needs, in the same versions."""
    site, dev = (
        set(re.findall(r"(?m)^\w.*$", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")))
        for name in ("site", "dev")
    )
    assert site <= dev


def test_the_lock_covers_what_the_project_declares() -> None:
    """Every dependency in pyproject.toml is locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[^\w.-]", item)[0].lower().replace("_", "-") for item in wanted}

    def locked(name: str) -> set[str]:
        return set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")))

    assert names(project["dependencies"]) <= locked("site")
    assert names(project["optional-dependencies"]["import"]) <= locked("site")
    assert names(project["optional-dependencies"]["dev"]) - {"gksite"} <= locked("dev")


def test_no_file_names_a_private_path_or_a_package_registry() -> None:
    """No path of anybody's machine and no host of a package registry stands in the repository."""
    homes = "|".join(["ro" + "ot", "ho" + "me", "Us" + "ers", "wo" + "rk", "opt/py" + "pi"])
    hosts = "|".join(["py" + "pi", "files.python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian"])
    # a folder of that name inside an address (something stands before it) is no path
    private = re.compile(rf"(?<![\w.)}}*/-])/(?:{homes})/|\b(?:{hosts})\.\w".encode())
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if private.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


def test_the_web_tools_are_locked_with_hashes_and_no_address() -> None:
    """The web tools are pinned; every entry of their lock has a digest and no download address."""
    project, lock = (
        json.loads((ROOT / "tests/web" / name).read_text(encoding="utf-8"))
        for name in ("package.json", "package-lock.json")
    )
    wanted = {**project["dependencies"], **project["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values()), wanted
    root, *packages = lock["packages"].items()
    assert {**root[1]["dependencies"], **root[1]["devDependencies"]} == wanted
    assert len(packages) > len(wanted)
    for name, package in packages:
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name


def test_the_wheel_carries_the_templates(tmp_path: Path) -> None:
    """A built package carries the templates, and builds a site where it is installed."""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")}
    assert {f"gksite/templates/{name}" for name in templates} <= names
    assert "gksite/__init__.py" in names
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "THIRD-PARTY-NOTICES"}


def test_what_is_set_for_another_python_or_pip_reaches_nothing_that_make_runs(checkout: Checkout) -> None:
    (checkout.folder / "show.mk").write_text("show:\n\t@env\n", encoding="utf-8")
    foreign = ("PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "PIP_ROOT")
    shown = checkout.make(
        "-s", "-f", "Makefile", "-f", "show.mk", "show", **dict.fromkeys((*foreign, "PIP_REQUIRE_VIRTUALENV"), "1")
    )
    assert shown.returncode == 0, shown.stderr
    assert not [line for line in shown.stdout.splitlines() if line.startswith((*foreign, "PIP_REQUIRE"))]
    assert "PIP_INDEX_URL=x" in checkout.make("-s", "-f", "Makefile", "-f", "show.mk", "show", PIP_INDEX_URL="x").stdout


def test_dependencies_that_pip_has_put_elsewhere_are_not_taken_for_installed(checkout: Checkout) -> None:
    assert "安装依赖没有成功" in complaint(checkout.make("site", ELSEWHERE="1"))
    assert not (checkout.folder / ".venv/site").exists()
    checkout.steps()
    assert checkout.make("site").returncode == 0
    assert "site" in checkout.steps()


SAFE = {
    "cbor2": "5.8.0",  # CVE-2025-68131
    "jinja2": "3.1.6",  # CVE-2025-27516
    "lxml": "6.1.0",  # CVE-2026-41066
    "markdown": "3.8.1",  # CVE-2025-69534
    "pdfminer-six": "20251230",  # before, character maps were loaded as pickles
}
"""The first version without the vulnerabilities that are known."""


def test_no_bound_lets_in_a_version_with_a_known_vulnerability_or_is_above_the_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["import"]]
    bounds = {item.split(">=")[0]: Version(item.split(">=")[1]) for item in wanted if ">=" in item}
    lock = (ROOT / "requirements/site.txt").read_text(encoding="utf-8")
    locked = {name: Version(version) for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", lock)}
    assert {name for name, bound in bounds.items() if bound > locked[name]} == set()
    assert {name for name, first in SAFE.items() if bounds[name] < Version(first)} == set()


def test_what_is_carried_of_others_is_named_with_its_licence() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES").read_text(encoding="utf-8")
    head = engine()["pagefind.js"].decode()
    for line in notices.partition("Copyright 2022")[2].splitlines():
        assert line in head
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        assert "(THIRD-PARTY-NOTICES)" in text
        assert "(SECURITY.md)" in text


def test_a_build_loads_nothing_of_what_releases_probes_and_publishes() -> None:
    """Who builds a site waits for no signatures, compression or name servers."""
    asked = "import sys, gksite.cli.build; print({'cryptography', 'brotli', 'dns'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said == "set()\n"
