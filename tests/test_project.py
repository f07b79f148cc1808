"""安装、锁定与打包：在临时的检出里用假的解释器试 make，不连网，也不装真东西。"""

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
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOALS = [
    "help",
    "site",
    "test",
    "proof",
    "statement",
    "lighthouse",
    "bench",
    "check",
    "lint",
    "format",
    "clean",
    "lock",
]

# 冒充 Python：报出版本，记下每次调用；建“虚拟环境”时把自己抄进去
FAKE = """\
#!/bin/sh
printf '%s\\n' "$*" >>"$FAKE_CALLS"
case "$*" in
*'-m venv .venv'*)
    mkdir -p .venv/bin
    cp "$0" .venv/bin/python
    printf '#!/bin/sh\\necho "gksite $*"\\nexit "${FAKE_BUILD:-0}"\\n' >.venv/bin/gksite
    chmod +x .venv/bin/python .venv/bin/gksite
    ;;
*'-m pip '*)
    echo "${FAKE_NOISE:-pip says much}"
    [ -z "${FAKE_HANG:-}" ] || sleep 60
    exit "${FAKE_PIP:-0}"
    ;;
*) echo "${FAKE_VERSION:-3.11 yes}" ;;
esac
"""


class Checkout:
    """一份只有安装所需文件的检出，配一个假解释器。"""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder = folder
        self.python = scratch / "fake-python"
        self.calls = scratch / "calls"
        self.python.write_text(FAKE, encoding="utf-8")
        self.python.chmod(0o755)
        for name in ("Makefile", "pyproject.toml"):
            shutil.copy(ROOT / name, folder / name)
        for name in ("make", "requirements", "tests/web"):
            shutil.copytree(ROOT / name, folder / name)

    def environment(self, **extra: str) -> dict[str, str]:
        return {"PATH": os.environ["PATH"], "PYTHON": str(self.python), "FAKE_CALLS": str(self.calls), **extra}

    def make(self, *goals: str, **extra: str) -> subprocess.CompletedProcess[str]:
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
        """至今走过的安装步骤；看过即清零。"""
        if not self.calls.exists():
            return []
        signs = {"-m venv .venv": "venv", "site.txt": "site", "dev.txt": "dev", "-e .": "project"}
        lines = self.calls.read_text(encoding="utf-8").splitlines()
        self.calls.unlink()
        return [step for line in lines for sign, step in signs.items() if line.endswith(sign)]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """检出所在的路径里有空格，也有汉字。"""
    folder = tmp_path / "新 检出"
    folder.mkdir()
    return Checkout(folder, tmp_path)


def said(result: subprocess.CompletedProcess[str]) -> list[str]:
    """用户看到的话，不算 make 自己报的那一行。"""
    lines = (result.stdout + result.stderr).splitlines()
    return [line for line in lines if not line.startswith("make:")]


def complaint(result: subprocess.CompletedProcess[str]) -> str:
    """失败时说的唯一一句话。"""
    assert result.returncode != 0
    lines = [line for line in said(result) if not line.startswith("正在")]
    assert len(lines) == 1, lines
    assert lines[0].startswith("错误：")
    return lines[0]


def tracked() -> list[Path]:
    """仓库里的文件；收到的原文除外，它们写了什么不归本项目管。"""
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("不是 git 检出")
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
    """单写 make 就列出全部目标，每个一行。"""
    result = checkout.make()
    assert result.returncode == 0
    lines = result.stdout.splitlines()
    assert [line.split()[1] for line in lines] == GOALS
    assert all(re.search(r"\t.*[一-鿿]", line) for line in lines)
    assert checkout.make("help").stdout == result.stdout


def test_an_unknown_goal_is_refused_in_one_line(checkout: Checkout) -> None:
    """写错目标时说一句话，并指向目标表。"""
    assert "publish" in complaint(checkout.make("publish"))


@pytest.mark.parametrize("version", ["3.9 yes", "3.10 yes", "2.7 no"])
def test_an_old_python_is_refused_in_one_line(checkout: Checkout, version: str) -> None:
    """Python 太旧时说明要哪个版本，什么也不装。"""
    line = complaint(checkout.make("site", FAKE_VERSION=version))
    assert "3.11" in line
    assert version.split()[0] in line
    assert not (checkout.folder / ".venv").exists()


def test_a_missing_python_is_told_in_one_line(checkout: Checkout) -> None:
    """PYTHON 指的程序不存在时说一句话。"""
    assert "没有的解释器" in complaint(checkout.make("site", PYTHON="没有的解释器"))


def test_a_python_without_venv_names_the_package_to_install(checkout: Checkout) -> None:
    """缺 venv 时说出该装哪个包。"""
    assert "python3-venv" in complaint(checkout.make("site", FAKE_VERSION="3.12 no"))


def test_a_failed_download_is_told_in_one_line_and_tried_again(checkout: Checkout) -> None:
    """装依赖失败只说一句话并指出记录在哪；下次重来，不当作已装好。"""
    noise = "NewConnectionError: Failed to establish a new connection"
    result = checkout.make("site", FAKE_PIP="1", FAKE_NOISE=noise)
    line = complaint(result)
    assert "网络" in line
    log = checkout.folder / line.rpartition("详情见 ")[2]
    assert noise in log.read_text(encoding="utf-8")
    assert noise not in result.stdout + result.stderr
    assert checkout.steps() == ["venv", "site"]
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["site", "project"]


def test_the_second_site_installs_nothing(checkout: Checkout) -> None:
    """第一次装好，第二次直接生成，选项照传。"""
    first = checkout.make("site")
    assert first.returncode == 0, first.stderr
    assert "pip says much" not in first.stdout + first.stderr
    calls = checkout.calls.read_text(encoding="utf-8")
    assert "--require-hashes -r requirements/site.txt" in calls
    assert "--no-deps --no-build-isolation -e ." in calls
    assert checkout.steps() == ["venv", "site", "project"]
    second = checkout.make("site", "ARGS=--jobs 1")
    assert said(second) == ["gksite build --jobs 1"]
    assert checkout.steps() == []


def test_the_status_of_a_failed_build_is_passed_on(checkout: Checkout) -> None:
    """gksite 失败，make 也失败。"""
    assert checkout.make("site", FAKE_BUILD="3").returncode != 0


def test_tests_add_their_own_packages_to_those_of_the_site(checkout: Checkout) -> None:
    """先生成过网站的，跑检查时只添一次依赖；之后两边都不再装。"""
    checkout.make("site")
    checkout.steps()
    checkout.make("lint")
    assert checkout.steps() == ["dev"]
    checkout.make("lint")
    checkout.make("site")
    assert checkout.steps() == []


def test_a_failed_addition_leaves_the_site_usable(checkout: Checkout) -> None:
    """测试用的依赖没装上（比如断了网），生成网站照旧。"""
    checkout.make("site")
    complaint(checkout.make("lint", FAKE_PIP="1"))
    checkout.steps()
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == []


def test_several_goals_at_once_install_once(checkout: Checkout) -> None:
    """make -j4 同时要几个目标，也只装一次。"""
    result = checkout.make("-j4", "site", "check", "lint")
    assert result.returncode == 0, result.stderr
    assert checkout.steps() == ["venv", "dev", "project"]


@pytest.mark.parametrize(
    ("name", "steps"), [("requirements/site.txt", ["venv", "site", "project"]), ("pyproject.toml", ["project"])]
)
def test_a_changed_lock_or_project_is_installed_again(checkout: Checkout, name: str, steps: list[str]) -> None:
    """锁定的版本改了就全部重装；只改项目设置就只重装本项目。"""
    checkout.make("site")
    checkout.steps()
    with (checkout.folder / name).open("a", encoding="utf-8") as file:
        file.write("# 改动\n")
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == steps


def test_a_killed_install_is_repeated(checkout: Checkout) -> None:
    """装到一半被强行结束的，下次从头再装。"""
    process = subprocess.Popen(
        ["make", "site"],
        cwd=checkout.folder,
        env=checkout.environment(FAKE_HANG="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 20
    while not (checkout.calls.exists() and "-m pip" in checkout.calls.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, "没有走到安装这一步"
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)
    checkout.steps()
    result = checkout.make("site")
    assert result.returncode == 0, result.stderr
    assert checkout.steps() == ["venv", "site", "project"]


def test_a_moved_checkout_is_set_up_again(checkout: Checkout) -> None:
    """检出换了地方，.venv 就重建。"""
    checkout.make("site")
    checkout.steps()
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("搬走的检出"))
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]


def test_a_vanished_interpreter_is_replaced(checkout: Checkout) -> None:
    """.venv 背后的解释器没了，就重建。"""
    checkout.make("site")
    checkout.steps()
    linked = checkout.folder / ".venv/bin/python"
    linked.unlink()
    linked.symlink_to(checkout.folder / "已经删除的解释器")
    assert checkout.make("site").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]


def test_another_python_version_rebuilds_the_environment(checkout: Checkout) -> None:
    """用 PYTHON 换一个版本，就用它重建。"""
    checkout.make("site")
    checkout.steps()
    assert checkout.make("site", FAKE_VERSION="3.13 yes").returncode == 0
    assert checkout.steps() == ["venv", "site", "project"]


def test_clean_leaves_the_content_and_the_environment(checkout: Checkout) -> None:
    """make clean 删掉生成物和缓存，不动 content/ 与 .venv；什么都没有时也不算错。"""
    assert checkout.make("clean").returncode == 0
    kept = [checkout.folder / name for name in ("content/notices/甲.md", ".venv/bin/python", "gksite/__init__.py")]
    gone = [
        checkout.folder / name
        for name in ("output/甲.html", ".output.gksite/乙", "gksite/__pycache__/丙", ".ruff_cache/丁")
    ]
    for path in kept + gone:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert checkout.make("clean").returncode == 0
    assert all(path.exists() for path in kept)
    assert not any(path.parent.exists() for path in gone)


@pytest.mark.parametrize("name", ["site", "dev"])
def test_the_lock_has_hashes_for_everything_and_no_address(name: str) -> None:
    """锁定文件里每一项都有确定的版本和校验值，没有下载地址，也不写是在哪台机器上做的。"""
    text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", re.sub(r"(?m)^\s*#.*\n", "", text))
    entries = [entry for entry in entries if entry.strip()]
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[\w.-]+==[\w.+!-]+( ; [^\\]+)? \\\n(    --hash=sha256:[0-9a-f]{64}( \\)?\n)+\Z", entry), entry
    assert "://" not in text
    assert "index" not in text.lower()


def test_the_two_locks_agree() -> None:
    """测试用的锁定包括生成网站的全部依赖，版本相同。"""
    site, dev = (
        set(re.findall(r"(?m)^\w.*$", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")))
        for name in ("site", "dev")
    )
    assert site <= dev


def test_the_lock_covers_what_the_project_declares() -> None:
    """pyproject.toml 里写的依赖都已锁定。"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(wanted: list[str]) -> set[str]:
        return {re.split(r"[^\w.-]", item)[0].lower().replace("_", "-") for item in wanted}

    def locked(name: str) -> set[str]:
        return set(re.findall(r"(?m)^([\w.-]+)==", (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8")))

    assert names(project["dependencies"]) <= locked("site")
    assert names(project["optional-dependencies"]["import"]) <= locked("site")
    assert names(project["optional-dependencies"]["dev"]) - {"gksite"} <= locked("dev")


def test_no_file_names_a_private_path_or_a_package_registry() -> None:
    """仓库里没有谁家机器上的路径，也没有软件源的主机名。"""
    homes = "|".join(["ro" + "ot", "ho" + "me", "Us" + "ers", "wo" + "rk", "opt/py" + "pi"])
    hosts = "|".join(["py" + "pi", "files.python" + "hosted", "registry.npm" + "js", "deb.deb" + "ian"])
    # 网址里的同名目录（前面还连着别的字）不算路径
    private = re.compile(rf"(?<![\w.)}}*/-])/(?:{homes})/|\b(?:{hosts})\.\w".encode())
    found = []
    for path in tracked():
        for number, line in enumerate(path.read_bytes().splitlines(), 1):
            if private.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}")
    assert found == []


BROWSERS = pytest.mark.parametrize(
    ("kind", "package", "variable"),
    [("chromium", "chromium", "GKSITE_BROWSER"), ("firefox", "firefox-esr", "GKSITE_FIREFOX")],
)


def scripts(folder: Path, **bodies: str) -> None:
    """在一个文件夹里放几个假的程序。"""
    folder.mkdir(exist_ok=True)
    for name, body in bodies.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def browser(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """在只有空 PATH 的环境里找浏览器。"""
    (tmp_path / "empty").mkdir()

    def find(kind: str = "chromium", **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", "make/browser", kind],
            cwd=ROOT,
            env={"PATH": str(tmp_path / "empty"), **extra},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=30,
        )

    return find


@BROWSERS
def test_a_missing_browser_is_told_in_one_line(
    browser: Callable[..., subprocess.CompletedProcess[str]], kind: str, package: str, variable: str
) -> None:
    """没有浏览器又装不了时说一句话，不印出路径。"""
    result = browser(kind)
    assert variable in complaint(result)
    assert result.stdout == ""


@BROWSERS
def test_a_missing_browser_is_installed_where_that_is_allowed(
    browser: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path, kind: str, package: str, variable: str
) -> None:
    """管理员身份下没有浏览器就自动安装，印出的只有它的路径。"""
    tools = tmp_path / "tools"
    install = f"""case "$*" in
        *'install'*' {package}') printf '#!/bin/sh\\n' >"{tools}/{package}"; /bin/chmod +x "{tools}/{package}" ;;
        esac
        echo 很多话"""
    scripts(tools, id="echo 0", env='shift\n"$@"', apt_get=install)
    result = browser(kind, PATH=str(tools))
    assert result.stdout == f"{tools}/{package}\n"
    assert len(result.stderr.splitlines()) == 1
    again = browser(kind, PATH=str(tools))
    assert (again.stdout, again.stderr) == (result.stdout, "")


def test_a_browser_without_windows_is_preferred_where_the_system_has_one(
    browser: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """Debian 的无窗口 Chromium 快得多：能装就装，装不上就用已有的。"""
    tools = tmp_path / "tools"
    shell = tools / "chromium-headless-shell"
    install = f"""case "$*" in
        *'install'*' {shell.name}') printf '#!/bin/sh\n' >"{shell}"; /bin/chmod +x "{shell}" ;;
        esac"""
    scripts(tools, id="echo 0", env='shift\n"$@"', chromium="exit 0", apt_get=install, apt_cache="exit 1")
    assert browser(PATH=str(tools)).stdout == f"{tools}/chromium\n"
    scripts(tools, apt_cache="exit 0", apt_get="exit 1")
    failed = browser(PATH=str(tools))
    assert (failed.stdout, len(failed.stderr.splitlines())) == (f"{tools}/chromium\n", 2)
    scripts(tools, apt_get=install)
    assert browser(PATH=str(tools)).stdout == f"{shell}\n"
    assert browser(PATH=str(tools)).stderr == ""


def test_an_unknown_browser_is_refused_in_one_line(browser: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    """没有的浏览器名字说一句话。"""
    assert "netscape" in complaint(browser("netscape"))


def test_a_named_browser_is_used_and_a_broken_one_refused(
    browser: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    """GKSITE_BROWSER 指名的浏览器能运行就用它，不能运行就说一句话。"""
    named = tmp_path / "浏览 器"
    named.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    named.chmod(0o755)
    assert browser(GKSITE_BROWSER=str(named)).stdout == f"{named}\n"
    named.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    assert str(named) in complaint(browser(GKSITE_BROWSER=str(named)))


class Web:
    """在检出里装网页工具：Java、Node.js 和 npm 都是假的，npm 记下每次调用。"""

    REAL = ("cat", "chmod", "cksum", "cp", "flock", "grep", "mkdir", "mv", "rm", "sh", "tr")

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder, self.tools, self.calls = folder, scratch / "工 具", scratch / "npm-calls"
        self.tools.mkdir()
        for name in self.REAL:
            if found := shutil.which(name):
                (self.tools / name).symlink_to(found)
        install = "mkdir -p node_modules/vnu-jar/build/dist && echo 好 >node_modules/vnu-jar/build/dist/vnu.jar"
        npm = f'echo "$*" >>"{self.calls}"\n[ -z "${{FAKE_NPM:-}}" ] || {{ echo "$FAKE_NPM"; exit 1; }}\n{install}'
        scripts(self.tools, java='[ "$1" != -jar ] || [ -z "${FAKE_OLD:-}" ]', node="exit 0", npm=npm)

    def __call__(self, level: str = "test", **extra: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.tools / "sh", "make/web", level],
            cwd=self.folder,
            env={"PATH": str(self.tools), **extra},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=30,
        )

    def steps(self) -> list[str]:
        """至今装过哪些；看过即清零。"""
        lines = self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []
        self.calls.unlink(missing_ok=True)
        return ["test" if "--omit=dev" in line else "proof" for line in lines]


@pytest.fixture
def web(checkout: Checkout, tmp_path: Path) -> Web:
    """还没有装网页工具的检出。"""
    (checkout.folder / ".venv").mkdir()
    return Web(checkout.folder, tmp_path)


def test_the_web_tools_are_installed_once(web: Web) -> None:
    """第一次装平时要用的，第二次什么也不装、什么也不说；全量清点另添，之后两边都够用。"""
    first = web()
    assert (first.returncode, len(said(first))) == (0, 1), first
    assert web.steps() == ["test"]
    assert said(web()) == []
    assert web.steps() == []
    assert web("proof").returncode == 0
    assert web.steps() == ["proof"]
    assert said(web()) + said(web("proof")) == []
    assert web.steps() == []


@pytest.mark.parametrize("name", ["package.json", "package-lock.json"])
def test_changed_web_tools_are_installed_again(web: Web, name: str) -> None:
    """锁定的版本改了就重装。"""
    web()
    web.steps()
    with (web.folder / "tests/web" / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert web().returncode == 0
    assert web.steps() == ["test"]


@pytest.mark.parametrize(
    ("noise", "told"),
    [
        ("npm error code EINTEGRITY", "校验值"),
        ("npm error code EUSAGE", "make lock"),
        ("npm error code ENOTFOUND", "网络"),
        ("npm error code ENOSPC", "磁盘"),
    ],
)
def test_failed_web_tools_are_told_in_one_line_and_tried_again(web: Web, noise: str, told: str) -> None:
    """装不上只说一句话，说出原因和记录在哪；下次重来，不当作已装好。"""
    line = complaint(web(FAKE_NPM=noise))
    assert told in line
    assert noise in (web.folder / line.rpartition("详情见 ")[2]).read_text(encoding="utf-8")
    web.steps()
    assert web().returncode == 0
    assert web.steps() == ["test"]


@pytest.mark.parametrize(("program", "package"), [("java", "default-jre-headless"), ("npm", "nodejs npm")])
def test_a_missing_program_is_told_in_one_line_or_installed(web: Web, program: str, package: str) -> None:
    """没有 Java 或 npm：装不了就说该装什么；管理员身份下自动装。"""
    away = (web.tools / program).rename(web.tools.parent / program)
    assert f"apt install {package}" in complaint(web())
    assert web.steps() == []
    install = f"""case "$*" in *' install '*' {package}') mv "{away}" "{web.tools}/{program}" ;; esac"""
    scripts(web.tools, id="echo 0", env='shift\n"$@"', apt_get=install)
    result = web()
    assert (result.returncode, len(said(result))) == (0, 2), result
    assert web.steps() == ["test"]


def test_an_old_java_is_told_in_one_line(web: Web) -> None:
    """Java 太旧、运行不了检查程序的，说出要哪个版本。"""
    assert "17" in complaint(web(FAKE_OLD="yes"))
    assert web().returncode == 0


def test_the_tests_get_their_web_tools_before_they_run(checkout: Checkout, tmp_path: Path) -> None:
    """make test 和 make proof 先备好各自的网页工具，再运行 pytest；备不好就不运行。"""
    checkout.make("lint")
    web = Web(checkout.folder, tmp_path)
    named = {"GKSITE_BROWSER": "/bin/true", "GKSITE_FIREFOX": "/bin/true", "PATH": f"{web.tools}:{os.environ['PATH']}"}

    def tested(goal: str, **extra: str) -> tuple[int, list[str], bool]:
        checkout.calls.write_text("", encoding="utf-8")
        result = checkout.make(goal, **named, **extra)
        return result.returncode, web.steps(), "-m pytest" in checkout.calls.read_text(encoding="utf-8")

    assert tested("test", FAKE_NPM="坏了") == (2, ["test"], False)
    assert tested("test") == (0, ["test"], True)
    assert tested("proof", FAKE_NPM="坏了") == (2, ["proof"], False)
    assert tested("proof") == (0, ["proof"], True)


def test_the_web_tools_are_locked_with_hashes_and_no_address() -> None:
    """网页工具指定确切的版本；锁定文件里每一项都有校验值，没有下载地址。"""
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
    """打成的包里带着模板，装到别处也能生成网站。"""
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    templates = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.html")}
    assert {f"gksite/templates/{name}" for name in templates} <= names
    assert "gksite/__init__.py" in names
