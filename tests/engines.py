"""Three engines that share nothing, driven alike: Chromium by Playwright, Firefox by Puppeteer, WebKit by WebDriver.

No one library drives all three as Debian has them: Playwright and Puppeteer know no WebKitGTK, and Selenium reaches
Firefox only by geckodriver, which Debian lacks. What is asked of an engine here is five methods, so that each has few.
"""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from glob import glob
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.error import HTTPError

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page as ChromiumPage
from portal import REPOSITORY
from tools import MODULES, module

FIREFOX = ("firefox-esr", "firefox")
MINI_BROWSER = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
"""The browser that comes with WebKitGTK and its driver; no path leads to it."""
PATIENCE = 20.0
"""Seconds until what was waited for does not come."""
SLIM = "* { min-width: 0; min-height: 0; margin: 0; padding: 0; font-size: 1px; }\n"
"""Without it the bar of MiniBrowser, though it is not shown, keeps a window from being as narrow as a phone."""

NEAR = "(selector) => document.querySelector(selector).scrollIntoView({ block: 'center', behavior: 'instant' })"


class Failed(Exception):
    """What an engine could not do."""


class Engine(ABC):
    """A browser with one window."""

    name: str
    version: str

    @abstractmethod
    def size(self, width: int, height: int) -> None:
        """Give the page this much room, in CSS pixels."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Open an address and wait until it has loaded."""

    @abstractmethod
    def run(self, source: str, *args: object) -> Any:
        """What a JavaScript function, which may be asynchronous, gives for arguments."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Click the first element of a CSS selector, in its middle."""

    @abstractmethod
    def type(self, selector: str, words: str) -> None:
        """Type into the first element of a CSS selector; a line feed is Enter."""

    def back(self) -> None:
        """One page back in the history, as by the button."""
        self.run("() => { setTimeout(() => history.back()); }")

    def until(self, condition: str, *args: object) -> Any:
        """Wait until a JavaScript function gives something true, through pages that come and go; what it gives."""
        end = time.monotonic() + PATIENCE
        said: object = None
        while time.monotonic() < end:
            try:
                said = self.run(condition, *args)
            except Failed as error:
                said = error
            else:
                if said:
                    return said
            time.sleep(0.05)
        raise AssertionError(f"{self.name}: {condition} {args}: {said}")


def _call(source: str, args: tuple[object, ...]) -> str:
    return f"({source})(...{json.dumps(args)})"


class Chromium(Engine):
    """The tests' own."""

    name = "Chromium"

    def __init__(self, browser: Browser) -> None:
        self.version = browser.version.partition(".")[0]
        self._page: ChromiumPage = browser.new_context(
            locale="zh-CN", permissions=["clipboard-read", "clipboard-write"]
        ).new_page()

    def size(self, width: int, height: int) -> None:
        self._page.set_viewport_size({"width": width, "height": height})

    def go(self, address: str) -> None:
        self._page.goto(address)

    def run(self, source: str, *args: object) -> Any:
        try:
            return self._page.evaluate(_call(source, args))
        except PlaywrightError as error:
            raise Failed(str(error)) from None

    def click(self, selector: str) -> None:
        self._page.locator(selector).first.click()

    def type(self, selector: str, words: str) -> None:
        self._page.locator(selector).first.press_sequentially(words.rstrip("\n"))
        if words.endswith("\n"):
            self._page.keyboard.press("Enter")


class Firefox(Engine):
    """Debian's, or one whose path GKSITE_FIREFOX is."""

    name = "Firefox"

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.version = self._ask("version").partition("/")[2].partition(".")[0]

    def _ask(self, *order: object) -> Any:
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"error": "gone"}')
        if "error" in answer:
            raise Failed(answer["error"])
        return answer.get("value")

    def size(self, width: int, height: int) -> None:
        self._ask("size", width, height)

    def go(self, address: str) -> None:
        self._ask("go", address)

    def run(self, source: str, *args: object) -> Any:
        return self._ask("run", _call(source, args))

    def click(self, selector: str) -> None:
        self._ask("click", selector)

    def type(self, selector: str, words: str) -> None:
        self._ask("type", selector, words)


class WebKit(Engine):
    """WebKitGTK's MiniBrowser, by the W3C's WebDriver."""

    name = "WebKitGTK"

    def __init__(self, address: str, browser: str) -> None:
        self._driver = address
        options = {"binary": browser, "args": ["--automation", "--full-screen"]}
        begun = self._ask("POST", "/session", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self._session = f"/session/{begun['sessionId']}"
        self.version = begun["capabilities"]["browserVersion"]
        self._do("timeouts", script=600_000)

    def _ask(self, method: str, path: str, **body: object) -> Any:
        data = json.dumps(body).encode() if method == "POST" else None
        request = urllib.request.Request(self._driver + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            said = json.load(error)["value"]
            raise Failed(f"{said['error']}: {said['message']}") from None

    def _do(self, what: str, **body: object) -> Any:
        return self._ask("POST", f"{self._session}/{what}", **body)

    def _element(self, selector: str) -> str:
        (name,) = self._do("element", using="css selector", value=selector).values()
        return f"element/{name}"

    def size(self, width: int, height: int) -> None:
        self._do("window/rect", width=width, height=height)

    def go(self, address: str) -> None:
        self._do("url", url=address)

    def run(self, source: str, *args: object) -> Any:
        script = f"""
          const done = arguments[arguments.length - 1];
          (async () => {_call(source, args)})().then((value) => done({{ value }}), (e) => done({{ error: String(e) }}));
        """
        said = self._do("execute/async", script=script, args=[])
        if "error" in said:
            raise Failed(said["error"])
        return said.get("value")

    def click(self, selector: str) -> None:
        self.run(NEAR, selector)  # the driver does not wait until a page has scrolled smoothly
        self._do(f"{self._element(selector)}/click")

    def type(self, selector: str, words: str) -> None:
        self._do(f"{self._element(selector)}/value", text=words.replace("\n", "\ue007"))

    def close(self) -> None:
        """Close the window; the driver goes on."""
        self._ask("DELETE", self._session)


def _started(stack: ExitStack, command: list[str], **how: Any) -> "subprocess.Popen[str]":
    """A program that ends with the stack."""
    process = subprocess.Popen(command, text=True, encoding="utf-8", **how)
    stack.callback(process.wait, 60)
    stack.callback(process.terminate)
    return process


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Firefox without a window."""
    browser = os.environ.get("GKSITE_FIREFOX") or next(filter(None, map(shutil.which, FIREFOX)), None)
    if browser is None:
        pytest.fail("找不到 Firefox；请用 make proof 运行，或用 GKSITE_FIREFOX=路径 指定", pytrace=False)
    module("puppeteer-core", "package.json")
    command = ["node", str(REPOSITORY / "tests/web/drive.mjs"), str(MODULES), browser]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Firefox(process)
        process.stdin.close()  # it closes the browser, then ends


def _display(stack: ExitStack) -> str:
    """A screen of its own, that nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    _started(stack, command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with open(reading, encoding="ascii") as said:
        return f":{said.readline().strip()}"


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _listening(port: int) -> None:
    """Wait until a port of this machine is listened at."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionError:
            assert time.monotonic() < end, "the driver does not start"
            time.sleep(0.05)


@contextmanager
def webkit() -> Iterator[WebKit]:
    """WebKitGTK on a screen that nobody sees, with nothing that it remembers."""
    browser = next(iter(sorted(glob(MINI_BROWSER))), None)
    if browser is None or shutil.which("WebKitWebDriver") is None or shutil.which("Xvfb") is None:
        pytest.fail("找不到 WebKitGTK 的浏览器、驱动或者 Xvfb；请用 make proof 运行", pytrace=False)
    with ExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory())
        style = Path(home, "gtk-3.0/gtk.css")
        style.parent.mkdir()
        style.write_text(SLIM, encoding="ascii")
        folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
        surroundings = {**os.environ, **folders, "DISPLAY": _display(stack)}
        port = _free_port()
        _started(stack, ["WebKitWebDriver", f"--port={port}"], env=surroundings, stderr=subprocess.DEVNULL)
        _listening(port)
        engine = WebKit(f"http://127.0.0.1:{port}", browser)
        stack.callback(engine.close)
        yield engine
