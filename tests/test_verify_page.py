"""The page /verify/ and its programs: what is right is verified, what is wrong is named, at low cost."""

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from portal import LEAN, TODAY, gksite, put, write_portal
from released import ORIGIN, SIGNER, Released, address_of, canonical, change_extra, release, release_entry, resign
from releases import checkpoint_of, environment, new_portal, released
from sampling import some
from second_reader import (
    Log,
    Signer,
    check_proof,
    inclusion_path,
    leaf_hash,
    newest,
    state_hash,
    tree_hash,
    verifier,
    write_log,
)
from serving import POLICY, serving
from tools import axe
from windows import watched

from gksite.model.release_key import read_vkey

PAGE, FILE = "/notices/ceshi-2018/", "notices/ceshi-2018/index.html"
BEFORE = [canonical({"address": f"/a/{n}/", "day": "2026-06-01", "event": "added", "release": 1}) for n in range(300)]
"""Entries of earlier days, enough for tiles on two levels."""
STRICT = re.sub(r"'wasm-unsafe-eval'|worker-src 'self';| data:", "", POLICY)
MOST = 20_000
"""Bytes that verifying a page may take beside the page itself and what every page loads."""


def keep(entries: Sequence[bytes]) -> str:
    """The line that somebody keeps of a log of these entries."""
    return " ".join(resign(Released(Path()), entries).splitlines()[:3])


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with a key, as built; nothing is released yet."""
    root = write_portal(
        tmp_path_factory.mktemp("verify"),
        {
            "site.yaml": f"{LEAN}url: https://www.ceshi.gov.cn/\n",
            "content/release-key.pub": SIGNER.public.line + "\n",
        },
    )
    ran = gksite("build", "--root", root, "--today", TODAY)
    assert (ran.code, ran.err) == (0, "")
    return root / "output"


@pytest.fixture(scope="module")
def whole(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Released:
    """The same, released; never write into it."""
    return release(Path(shutil.copytree(tree, tmp_path_factory.mktemp("whole") / "site")), BEFORE)


@pytest.fixture
def made(whole: Released, tmp_path: Path) -> Released:
    """A copy to spoil."""
    folder = Path(shutil.copytree(whole.folder, tmp_path / "site"))
    return Released(folder, whole.signer, list(whole.entries), dict(whole.index))


@contextmanager
def window(browser: Browser, width: int = 1280, **how: object) -> Iterator[Page]:
    """A window in which things may go wrong."""
    viewport: ViewportSize = {"width": width, "height": 900}
    context = browser.new_context(viewport=viewport, locale="zh-CN", **how)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def status(page: Page) -> str:
    """What the page says in the end."""
    expect(page.locator("[data-verify-status]")).not_to_have_text(re.compile(r"^$|正在|Verifying"))
    return page.locator("[data-verify-status]").inner_text()


def asked(page: Page, base: str, old: str = "", address: str = PAGE) -> tuple[str, list[str]]:
    """What the page says of an address, as a whole and of each part."""
    page.goto(f"{base}verify/?page={quote(address)}")
    status(page)
    if old:
        page.get_by_label("以前留下的检查点").fill(old)
        page.get_by_role("button", name="核对", exact=True).click()
    said = status(page)
    return said, page.locator("[data-verify-checks] li:visible").all_inner_texts()


def kept(page: Page) -> str:
    """The line that the page asks to keep; nothing where it offers none."""
    expect(page.locator("[data-verify-result]")).to_be_visible()
    assert page.get_by_text("请留下这一行").is_visible() == page.locator("[data-verify-keep]").is_visible()
    return page.locator("[data-verify-keep]").inner_text()


PROGRAMS = Path(__file__).parent.parent / "templates/assets/verify"


def run(program: Path, site: str | Path, *words: str, **env: str) -> tuple[int, list[str]]:
    """How a program ends, and what it says."""
    done = subprocess.run(
        [sys.executable, program, site, *words],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=60, env=env or None,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout.splitlines()


def ran(site: str | Path, page: str, *words: str) -> tuple[int, list[str]]:
    """How both programs end, and what they say, where there is openssl for the signature."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl")
    code, lines = run(PROGRAMS / "verify_page.py", site, page)
    of_log, more = run(PROGRAMS / "verify_log.py", site, *words)
    return code or of_log, [*lines, *more]


# ---- what is wrong is named


def rewrite(made: Released, entries: Sequence[bytes], signer: Signer | None = None) -> None:
    """The log written anew by whoever has the key, with proofs that fit it."""
    *rest, last = entries
    made.entries, made.signer = [*rest, release_entry(rest, json.loads(last))], signer or made.signer
    shutil.rmtree(made.folder / "log/tile")
    write_log(made.folder / "log", made.signer, made.entries)
    index = next(at for at, entry in enumerate(made.entries) if b'"/notices/ceshi-2018/"' in entry)
    made.write_proof(FILE, index)


def other_entry(n: int) -> bytes:
    return canonical({"address": f"/b/{n}/", "day": "2026-06-01", "event": "added", "release": 1})


def flip_page(made: Released) -> None:
    data = (made.folder / FILE).read_bytes()
    put(made.folder / FILE, data[:-10] + bytes([data[-10] ^ 1]) + data[-9:])


def edit(made: Released, path: str, old: str, new: str) -> None:
    text = (made.folder / path).read_text(encoding="utf-8")
    assert old in text
    put(made.folder / path, text.replace(old, new))


def edit_proof(made: Released, old: str, new: str) -> None:
    edit(made, made.proof_of(FILE).relative_to(made.folder).as_posix(), old, new)


def proof_of_another(made: Released) -> None:
    shutil.copy(made.proof_of("notices/index.html"), made.proof_of(FILE))


def spoil_path(made: Released) -> None:
    lines = made.proof_of(FILE).read_text(encoding="utf-8").split("\n")
    lines[3], lines[4] = lines[4], lines[3]
    put(made.proof_of(FILE), "\n".join(lines))


def swap_root(made: Released) -> None:
    text = made.checkpoint
    other = resign(made, made.entries[:-1]).splitlines()[2]
    for path in (made.proof_of(FILE), made.folder / "log/checkpoint"):
        put(path, path.read_text(encoding="utf-8").replace(text.splitlines()[2], other))


def swap_signature(made: Released) -> None:
    good, other = made.checkpoint.splitlines()[4], resign(made, made.entries[:-1]).splitlines()[4]
    for path in ("log/checkpoint", made.proof_of(FILE).relative_to(made.folder).as_posix()):
        edit(made, path, good, other)


def swap_key(made: Released) -> None:
    """Somebody who took the server signs with a key of their own, and shows it."""
    thief = Signer(ORIGIN, 99)
    rewrite(made, made.entries, thief)
    put(made.folder / "release/release-key.pub", thief.public.line + "\n")


def old_proof(made: Released) -> None:
    """The log has gone on, the proof was left behind."""
    write_log(made.folder / "log", made.signer, [*made.entries, other_entry(1)])


OTHER = "/notices/"
"""The address of another page."""


def put_back(made: Released, fact: Mapping[str, object], place_of: str = PAGE) -> None:
    """Somebody without the key serves an old page after the next release, proved by public files as well as can be."""
    made.go_on({"address": PAGE, **fact})
    made.write_proof(FILE, made.index[FILE], newest(place_of, made.entries))


def changed(made: Released) -> None:
    put_back(made, {"event": "changed", "hash": "0" * 64})


def replay_release(made: Released) -> None:
    """As before, and the release that the old page was of is said to be the newest."""
    before = list(made.entries)
    changed(made)
    change_extra(made.proof_of(FILE), "newest", newest(PAGE, before))


def change_newest(made: Released, key: str, value: object) -> None:
    change_extra(made.proof_of(FILE), "newest", {**newest(PAGE, made.entries), key: value})


def forge_state(made: Released) -> None:
    """The entry of the newest release is given a state in which the old page stands alone."""
    changed(made)
    facts = {"logged": 1, "state": state_hash({PAGE: made.index[FILE]}).hex()}
    last = {**newest(PAGE, made.entries), "place": 0, "proof": []}
    entry = canonical({**json.loads(made.entries[-1]), **facts}).decode()
    change_extra(made.proof_of(FILE), "newest", {**last, "entry": entry})


def call_another_newest(made: Released) -> None:
    """An entry that ends the log, but is of no release."""
    before = newest(PAGE, made.entries)
    made.entries.append(other_entry(1))
    write_log(made.folder / "log", made.signer, made.entries)
    path = newest_path(made)
    made.write_proof(FILE, made.index[FILE], {**before, "entry": made.entries[-1].decode(), "path": path})


def newest_path(made: Released) -> list[str]:
    """That of the last entry of a log, whatever it is."""
    leaves = [leaf_hash(each) for each in made.entries]
    return [base64.b64encode(each).decode() for each in inclusion_path(len(leaves) - 1, leaves)]


@dataclass(frozen=True)
class Case:
    """What somebody has done, the checkpoint that a reader kept, what the page and the program have to say."""

    spoil: Callable[[Released], object]
    says: str
    program: str
    old: str = ""
    is_right: bool = False


STALE = "不符：这是旧的一版：日志里后来还有这个网址的登记"
NO_END = "不符：证明里的最近一次发布不是日志的最后一条"


REWRITTEN = [*BEFORE[:5], other_entry(5), *BEFORE[6:]]
CASES = {
    "the right page": Case(lambda _: None, "通过：内容与登记的一致", "通过：内容与登记的一致", is_right=True),
    "a flipped byte": Case(flip_page, "不符：内容与登记的不同", "不符：内容与登记的一致"),
    "another salt": Case(
        lambda made: change_extra(made.proof_of(FILE), "salt", "0" * 64),
        "不符：内容与登记的不同：文件被改过，或者证明里的盐不对",
        "不符：内容与登记的一致",
    ),
    "the entry of another page": Case(
        proof_of_another, "不符：这份证明是另一个网址的：/notices/", "不符：登记的正是这个网址"
    ),
    "another entry": Case(
        lambda made: change_extra(
            made.proof_of(FILE), "entry", made.entries[made.index[FILE]].decode().replace("2026-06-15", "2026-06-16")
        ),
        "不符：这条登记不在检查点所说的日志里",
        "不符：这条登记在日志里",
    ),
    "another index": Case(
        lambda made: edit_proof(made, f"index {made.index[FILE]}\n", f"index {made.index[FILE] + 1}\n"),
        "不符：这条登记不在检查点所说的日志里",
        "不符：这条登记在日志里",
    ),
    "an index outside": Case(
        lambda made: edit_proof(made, f"index {made.index[FILE]}\n", "index 9999\n"),
        "不符：这条登记不在检查点所说的日志里",
        "不符：这条登记在日志里",
    ),
    "another proof": Case(spoil_path, "不符：这条登记不在检查点所说的日志里", "不符：这条登记在日志里"),
    "another root": Case(swap_root, "不符：检查点的签名不对", "不符：检查点是用公钥 "),
    "another signature": Case(swap_signature, "不符：检查点的签名不对", "不符：检查点是用公钥 "),
    "a swapped key": Case(
        swap_key,
        "不符：网站上的公钥不是下面这一把：公钥被换过",
        "不符：检查点不是用公钥 ",
    ),
    "an old page that has changed since": Case(changed, STALE, STALE),
    "a page put back after it was withdrawn": Case(
        lambda made: put_back(made, {"event": "withdrawn", "hash": "0" * 64, "why": "含有个人信息"}), STALE, STALE
    ),
    "a page put back after it went without a trace": Case(
        lambda made: put_back(made, {"event": "withdrawn"}, OTHER), STALE, STALE
    ),
    "an old page with the release that it is of": Case(replay_release, NO_END, NO_END),
    "an old page with a forged state": Case(forge_state, NO_END, NO_END),
    "an end of the log that is no release": Case(call_another_newest, NO_END, NO_END),
    "a wrong place": Case(lambda made: change_newest(made, "place", 3), STALE, STALE),
    "a place outside": Case(lambda made: change_newest(made, "place", 9999), STALE, STALE),
    "a wrong proof of the state": Case(lambda made: change_newest(made, "proof", []), STALE, STALE),
    "a wrong path of the newest release": Case(lambda made: change_newest(made, "path", []), NO_END, NO_END),
    "an old proof": Case(old_proof, "不符：证明是旧的", "不符：证明是按网站现在的检查点做的"),
    "a log that goes on": Case(
        lambda _: None,
        "通过：接得上：您留下的检查点里的 300 条登记，一条也没有改",
        "通过：接着以前的检查点写",
        keep(BEFORE),
        is_right=True,
    ),
    "a log that goes on from a power of two": Case(
        lambda _: None, "通过：接得上", "通过：接着以前的检查点写", keep(BEFORE[:256]), is_right=True
    ),
    "a log rewritten by its key": Case(
        lambda made: rewrite(made, [*REWRITTEN, *made.entries[300:]]),
        "不符：被改写过：您留下的检查点里的 300 条登记，与现在的不同",
        "不符：接着以前的检查点写",
        keep(BEFORE),
    ),
    "a log rewritten within a power of two": Case(
        lambda made: rewrite(made, [*REWRITTEN, *made.entries[300:]]),
        "不符：被改写过",
        "不符：接着以前的检查点写",
        keep(BEFORE[:256]),
    ),
    "a log cut off": Case(
        lambda made: rewrite(made, made.entries[300:]),
        "不符：被截短：您留下的检查点有 300 条登记",
        "不符：还是那份日志，没有截短",
        keep(BEFORE),
    ),
    "a log of another": Case(
        lambda _: None,
        "不符：您留下的检查点是另一份日志的：www.other.gov.cn/log",
        "不符：还是那份日志",
        keep(BEFORE).replace(ORIGIN, "www.other.gov.cn/log"),
    ),
}


@pytest.mark.parametrize("name", some(CASES, 2))
def test_what_is_wrong_is_named_by_the_page_and_by_the_program(browser: Browser, made: Released, name: str) -> None:
    case = CASES[name]
    case.spoil(made)
    with serving(made.folder, "/a/", {"Content-Security-Policy": STRICT}) as base, window(browser) as page:
        said, checks = asked(page, base, case.old)
        line = kept(page)
        code, lines = ran(base, PAGE, *filter(None, [case.old]), SIGNER.public.line)
    assert any(check.startswith(case.says) for check in checks), checks
    assert any(line.startswith(case.program) for line in lines), lines
    wrong = [check for check in checks if not check.startswith("通过：")]
    assert (wrong == []) == case.is_right
    assert ("核对通过" in said) == case.is_right
    assert line == (made.line if case.is_right else "")
    assert code == (0 if case.is_right else 1)


def test_a_fork_is_told_from_one_that_was_kept(browser: Browser, made: Released) -> None:
    old = made.line
    rewrite(made, [*REWRITTEN, *made.entries[300:]])
    with serving(made.folder) as base, window(browser) as page:
        _, checks = asked(page, base, old)
        code, lines = ran(base, PAGE, old)
    assert any(check.startswith("不符：分叉：登记一样多") for check in checks), checks
    assert (code, any(line.startswith("不符：接着以前的检查点写，没有改写或分叉") for line in lines)) == (1, True)


def test_a_checkpoint_is_known_in_one_line_or_as_it_was_published(browser: Browser, made: Released) -> None:
    with serving(made.folder) as base, window(browser) as page:
        for old in (made.line, made.checkpoint.replace("\n", " ")):
            said, checks = asked(page, base, old)
            assert "核对通过" in said
            assert any("接得上" in check for check in checks)


@pytest.mark.parametrize(
    ("address", "arrange", "says"),
    [
        (PAGE, lambda made: made.proof_of(FILE).unlink(), "没有证明：它从来没有登记过，或者证明被人拿走了"),
        ("/404.html", lambda _: None, "这个文件从来不登记"),
        ("/assets/search.js", lambda _: None, "这个文件从来不登记"),
        ("/notices/none/", lambda _: None, "没有读到这一页（404）"),
        ("https://www.other.gov.cn/a/", lambda _: None, "别的网站的网址"),
        ("//www.other.gov.cn/", lambda _: None, "没有读到这一页（404）"),
        ("../../../etc/passwd", lambda _: None, "别的网站的网址"),
        ("javascript:alert(1)", lambda _: None, "没有读到这一页（404）"),
        ("/%ff/", lambda _: None, "这不是网址"),
        (PAGE, lambda made: put(made.proof_of(FILE), "<html>"), "读不懂"),
        (PAGE, lambda made: edit_proof(made, "\n\n", "\n"), "读不懂"),
        (PAGE, lambda made: change_extra(made.proof_of(FILE), "salt", "00"), "读不懂"),
        (PAGE, lambda made: change_extra(made.proof_of(FILE), "entry", "[1"), "读不懂"),
        (PAGE, lambda made: change_extra(made.proof_of(FILE), "entry", made.entries[0].decode() + " "), "读不懂"),
        (PAGE, lambda made: change_extra(made.proof_of(FILE), "newest", None), "读不懂"),
        (PAGE, lambda made: change_newest(made, "place", -1), "读不懂"),
        (PAGE, lambda made: put(made.proof_of(FILE), "x" * 20_000), "读不懂"),
    ],
)
def test_what_cannot_be_verified_says_why(
    browser: Browser, made: Released, address: str, arrange: Callable[[Released], object], says: str
) -> None:
    arrange(made)
    with serving(made.folder, "/a/") as base, window(browser) as page:
        said, checks = asked(page, base, address=address)
    assert says in said
    assert checks == []


def test_a_missing_tile_is_told_with_an_old_checkpoint(browser: Browser, made: Released) -> None:
    shutil.rmtree(made.folder / "log/tile/0")
    with serving(made.folder) as base, window(browser) as page:
        said, _ = asked(page, base, keep(BEFORE))
    assert "日志的文件缺了或者不完整" in said


def test_tiles_that_do_not_fit_their_checkpoint_are_told(browser: Browser, made: Released) -> None:
    (tile,) = (made.folder / "log/tile/0").glob("001.p/*")
    put(tile, bytes(tile.stat().st_size))
    with serving(made.folder) as base, window(browser) as page:
        _, checks = asked(page, base, keep(BEFORE))
    assert any("日志的文件与它自己的检查点对不上" in check for check in checks)


@pytest.mark.parametrize(("missing", "says"), [("release/release-key.pub", "公钥"), ("log/checkpoint", "检查点")])
def test_what_was_not_checked_never_counts_as_passed(browser: Browser, made: Released, missing: str, says: str) -> None:
    (made.folder / missing).unlink()
    with serving(made.folder) as base, window(browser) as page:
        said, checks = asked(page, base)
        assert kept(page) == ""
    assert "不能算核对通过" in said
    assert any(check.startswith("没有检查：") and says in check for check in checks)


def test_a_browser_without_ed25519_says_that_the_signature_was_not_checked(browser: Browser, whole: Released) -> None:
    with serving(whole.folder) as base, window(browser) as page:
        page.add_init_script(
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'));"
        )
        said, checks = asked(page, base)
    assert "不能算核对通过" in said
    assert any(check.startswith("没有检查：这个浏览器不会检查 Ed25519 签名") for check in checks)


def test_without_a_secure_context_the_page_says_so(browser: Browser, whole: Released) -> None:
    with serving(whole.folder) as base, window(browser) as page:
        page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
        said, _ = asked(page, base)
    assert "不是 https" in said


# ---- how it is used


def test_every_page_leads_to_its_own_verification(browser: Browser, whole: Released) -> None:
    with serving(whole.folder, "/a/") as base:
        context = browser.new_context(locale="zh-CN")
        with watched(context, urlsplit(base).netloc) as page:
            page.goto(base + PAGE[1:])
            page.get_by_role("link", name="核对本页").click()
            assert "核对通过" in status(page)
            assert page.get_by_label("要核对的网址").input_value() == PAGE
            names, values = (page.locator(f"[data-verify-facts] {tag}").all_inner_texts() for tag in ("dt", "dd"))
            facts = dict(zip(names, values, strict=True))
            assert facts["登记的是"] == "新发布"
            assert facts["日期"] == "2026-06-15"
            assert facts["第几次发布"] == "1"
            assert page.locator("[data-verify-keep]").inner_text() == whole.line
        context.close()


@pytest.mark.parametrize(
    ("fact", "event", "more"),
    [
        (
            {"event": "withdrawn", "since": "2026-01-02", "why": "<b>含有个人信息</b>"},
            "内容已撤下",
            "<b>含有个人信息</b>",
        ),
        ({"event": "moved", "to": "/notices/"}, "网址已变更", "新的网址"),
    ],
)
def test_what_stands_for_a_page_that_has_gone_is_verified_and_said_to_be_that(
    browser: Browser, tree: Path, tmp_path: Path, fact: Mapping[str, object], event: str, more: str
) -> None:
    """What was withdrawn is served with 410; what the log says of it is shown as text."""
    site = release(Path(shutil.copytree(tree, tmp_path / "site")), BEFORE, {FILE: fact})
    gone = {FILE} if event == "内容已撤下" else ()
    with serving(site.folder, gone=gone) as base, window(browser) as page:
        said, _ = asked(page, base)
        facts = page.locator("[data-verify-facts]").inner_text()
        code, lines = ran(base, PAGE)
    assert said == f"{PAGE} 核对通过：{event}，日志里最后登记的就是这份说明。"
    assert event in facts
    assert more in facts
    assert ("从哪一天起" in facts, "2026-01-02" in facts) == ("since" in fact, "since" in fact)
    assert (code, lines[0].startswith(f"{PAGE}：{event}，2026-06-15，第 1 次发布，日志第 ")) == (0, True)


def test_a_page_that_came_back_is_verified_as_it_stands_now(browser: Browser, made: Released) -> None:
    facts = json.loads(made.entries[made.index[FILE]])
    made.go_on({"address": PAGE, "event": "withdrawn"})
    made.go_on({"address": PAGE, "event": "added", "hash": facts["hash"]})
    made.write_proof(FILE, len(made.entries) - 2)
    with serving(made.folder) as base, window(browser) as page:
        said, checks = asked(page, base)
        code, lines = ran(base, PAGE)
    assert "核对通过" in said
    assert any(check.endswith("网站最近一次发布是第 2 次，2026-07-01") for check in checks), checks
    assert (code, "通过：网站最近一次发布是第 2 次，2026-07-01" in lines) == (0, True), lines


def test_an_address_that_leads_on_says_where(browser: Browser, made: Released) -> None:
    with serving(made.folder, "/a/") as base, window(browser) as page:
        page.route(base + PAGE[1:], lambda route: route.fulfill(status=301, headers={"Location": "/a/notices/"}))
        said, _ = asked(page, base)
    assert "已转到 /notices/" in said


@pytest.mark.parametrize(
    "typed",
    [
        "notices/ceshi-2018",
        "/a/notices/ceshi-2018/",
        "/notices/ceshi-2018/index.html",
        "{base}notices/ceshi-2018/?a=1#t1",
    ],
)
def test_an_address_may_be_typed_as_people_do(browser: Browser, whole: Released, typed: str) -> None:
    with serving(whole.folder, "/a/") as base, window(browser) as page:
        said, _ = asked(page, base, address=typed.format(base=base))
    assert said.startswith(f"{PAGE} 核对通过")


def test_a_file_with_chinese_in_its_name_is_verified(browser: Browser, tree: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(tree, tmp_path / "site"))
    put(folder / "files/附件 1.pdf", b"%PDF-1.4\n")
    site = release(folder)
    with serving(site.folder) as base, window(browser) as page:
        said, _ = asked(page, base, address="/files/附件 1.pdf")
        code, lines = ran(base, "files/附件 1.pdf")
    assert "核对通过" in said
    assert (code, lines[1]) == (0, "通过：内容与登记的一致")


LONG = [*BEFORE, *map(other_entry, range(300, 1_540))]
"""Entries of earlier days, so many that the tiles of all of them take 49 kB."""


@pytest.fixture(scope="module")
def long(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Released:
    """A site whose log is long; never write into it."""
    return release(Path(shutil.copytree(tree, tmp_path_factory.mktemp("long") / "site")), LONG)


def fetched(browser: Browser, site: Released, old: str) -> dict[str, int]:
    """The bytes that verifying a page takes beside the page itself and what every page loads, by file."""
    with serving(site.folder) as base, window(browser) as page:
        page.goto(base + PAGE[1:])
        usual = set(page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)"))
        answers: dict[str, int] = {}
        page.on("response", lambda answer: answers.update({answer.url: int(answer.headers["content-length"])}))
        said, _ = asked(page, base, old)
        page.wait_for_load_state("networkidle")
    assert "核对通过" in said
    beside = {url[len(base) :]: size for url, size in answers.items() if url not in usual and url != base + PAGE[1:]}
    return {name: size for name, size in beside.items() if not name.startswith(("verify/", "favicon"))}


def test_verifying_a_page_is_cheap(browser: Browser, whole: Released) -> None:
    files = fetched(browser, whole, "")
    assert {name.split("/")[0] for name in files} == {"assets", "log", "release"}
    assert sum(files.values()) <= MOST, files
    assert sum(size for name, size in files.items() if not name.startswith("assets/")) <= 4_000, files


KEPT = {1: ["0/000", "1/000.p/6"], 1_000: ["0/003", "1/000.p/6"], 1_536: [], 1_535: ["0/005", "1/000.p/6"]}
"""The tiles that tell whether a long log continues one of so many entries: one a level, and not the last."""


@pytest.mark.parametrize("size", KEPT)
def test_verifying_a_page_of_a_long_log_against_an_old_checkpoint_is_cheap(
    browser: Browser, long: Released, size: int
) -> None:
    """The script counts as servers send it, as release has compressed it."""
    files = fetched(browser, long, keep(LONG[:size]))
    assert tiles_among(files) == KEPT[size]
    (script,) = (name for name in files if name.startswith("assets/"))
    packed = len(gzip.compress((long.folder / script).read_bytes()))
    assert sum(files.values()) - files[script] + packed <= MOST, (files, packed)


@pytest.mark.parametrize("size", KEPT)
def test_the_command_verifies_a_page_of_a_long_log_as_cheaply(long: Released, size: int) -> None:
    sent: dict[str, int] = {}
    with serving(long.folder, sent=sent) as base:
        told = gksite("verify", base, "--page", PAGE, "--key", SIGNER.public.line, "--checkpoint", keep(LONG[:size]))
    assert told.code == 0, told.err
    files = {path[1:]: size for path, size in sent.items() if path != PAGE}
    assert tiles_among(files) == KEPT[size]
    assert sum(files.values()) <= MOST, files


def test_the_checkpoint_of_now_takes_no_tile(browser: Browser, long: Released) -> None:
    sent: dict[str, int] = {}
    with serving(long.folder, sent=sent) as base:
        told = gksite("verify", base, "--page", PAGE, "--key", SIGNER.public.line, "--checkpoint", long.line)
    assert (told.code, tiles_among(sent)) == (0, [])
    assert tiles_among(fetched(browser, long, long.line)) == []


def tiles_among(files: Collection[str]) -> list[str]:
    """The tiles among files, without the folder that all stand in."""
    return sorted(name.split("log/tile/")[1] for name in files if "log/tile/" in name)


def test_the_page_works_by_keyboard_alone(browser: Browser, whole: Released) -> None:
    with serving(whole.folder) as base, window(browser) as page:
        page.goto(f"{base}verify/")
        page.get_by_label("要核对的网址").focus()
        page.keyboard.type(PAGE)
        page.keyboard.press("Tab")
        page.keyboard.type(keep(BEFORE))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert "核对通过" in status(page)
        expect(page.get_by_role("heading", name="核对的结果")).to_be_focused()
        assert page.get_by_role("status").filter(has_text="核对通过").count() == 1


def test_without_javascript_the_other_two_ways_are_told(browser: Browser, whole: Released) -> None:
    with serving(whole.folder) as base, window(browser, java_script_enabled=False) as page:
        page.goto(f"{base}verify/?page={PAGE}")
        text = page.locator("main").inner_text()
        assert "没有开启 JavaScript" in text
        assert "sha256sum -c release/SHA256SUMS" in text
        assert "python3 verify_page.py https://www.ceshi.gov.cn/ notices/" in text
        assert "python3 verify_log.py https://www.ceshi.gov.cn/" in text
        assert not page.get_by_label("要核对的网址").is_visible()


@pytest.mark.parametrize("spoil", [lambda _: None, flip_page], ids=["right", "wrong"])
@pytest.mark.parametrize("theme", some(["light", "dark", "contrast"], 3))
def test_what_is_shown_is_accessible(
    browser: Browser, made: Released, spoil: Callable[[Released], object], theme: str
) -> None:
    spoil(made)
    with serving(made.folder) as base, window(browser) as page:
        page.add_init_script(f"localStorage.setItem('gksite-reading', JSON.stringify({{ theme: '{theme}' }}));")
        asked(page, base, keep(BEFORE))
        verdict = axe(page)
    assert [each.rule for each in (*verdict.violations, *verdict.incomplete)] == []


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_a_phone(browser: Browser, made: Released, width: int) -> None:
    flip_page(made)
    with serving(made.folder) as base, window(browser, width) as page:
        asked(page, base, keep(BEFORE))
        assert page.evaluate("document.documentElement.scrollWidth") <= width


# ---- the program and the sums


def test_the_programs_are_short_and_published_as_they_are(whole: Released) -> None:
    for name in ("verify_page.py", "verify_log.py"):
        published = (whole.folder / "verify" / name).read_text(encoding="utf-8")
        assert published == (PROGRAMS / name).read_text("utf-8")
        assert len([line for line in published.splitlines() if line.strip()]) <= 60


def test_the_program_reads_a_site_in_a_folder(made: Released) -> None:
    code, lines = ran(made.folder, PAGE)
    assert code == 0, lines
    assert lines[0].startswith(f"{PAGE}：新发布，2026-06-15，第 1 次发布")
    code, lines = run(PROGRAMS / "verify_page.py", made.folder, "files/none.pdf")
    assert (code, len(lines)) == (3, 1)
    code, lines = run(PROGRAMS / "verify_log.py", made.folder / "none")
    assert (code, len(lines)) == (3, 1)


def test_a_program_that_is_asked_nothing_says_how_it_is_asked() -> None:
    for name in ("verify_page.py", "verify_log.py"):
        done = subprocess.run([sys.executable, PROGRAMS / name], capture_output=True, check=False, timeout=60)
        assert (done.returncode, f"python3 {name} " in done.stdout.decode("utf-8")) == (3, True)


@pytest.mark.parametrize("page", ["{base}notices/ceshi-2018/", "notices/ceshi-2018/", "/notices/ceshi%2D2018/"])
def test_the_program_takes_an_address_as_people_have_it(whole: Released, page: str) -> None:
    with serving(whole.folder, "/a/") as base:
        code, lines = ran(base, page.format(base=base))
    assert (code, lines[0].startswith(f"{PAGE}：新发布")) == (0, True), lines


def test_the_program_says_which_key_it_used_and_takes_one_that_was_kept(made: Released) -> None:
    with serving(made.folder) as base:
        for words in ((), (SIGNER.public.line,), (*made.line.split(), SIGNER.public.line)):
            code, lines = ran(base, PAGE, *words)
            assert (code, f"通过：检查点是用公钥 {SIGNER.public.line} 签的（Ed25519）" in lines) == (0, True), lines
        assert any(line.startswith("通过：接着以前的检查点写") for line in lines)
        swap_key(made)
        code, lines = ran(base, PAGE)
        other = Signer(ORIGIN, 99).public.line
        assert (code, f"通过：检查点是用公钥 {other} 签的（Ed25519）" in lines) == (0, True)
        code, lines = ran(base, PAGE, SIGNER.public.line)
    said = f"不符：检查点不是用公钥 {SIGNER.public.line} 签的：公钥被换过，或者检查点是别人的"
    assert (code, said in lines) == (1, True)


def test_what_a_site_says_cannot_pass_for_what_the_program_says(made: Released) -> None:
    entry = {**json.loads(made.entries[made.index[FILE]]), "day": "2026-06-15\n通过：\x1b[2J"}
    change_extra(made.proof_of(FILE), "entry", canonical(entry).decode())
    with serving(made.folder) as base:
        code, lines = ran(base, PAGE)
    assert code == 1
    assert lines[0].startswith(f"{PAGE}：新发布，2026-06-15通过：[2J，第 1 次发布")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: put(made.proof_of(FILE), "<html>"),
        lambda made: edit_proof(made, "\n\n", "\n"),
        lambda made: change_extra(made.proof_of(FILE), "entry", "[1]"),
        lambda made: change_extra(made.proof_of(FILE), "entry", "[" * 200_000),
        lambda made: change_extra(made.proof_of(FILE), "entry", "[1"),
        lambda made: change_extra(made.proof_of(FILE), "newest", []),
        lambda made: change_newest(made, "entry", "[]"),
        lambda made: (made.folder / "log/checkpoint").unlink(),
    ],
)
def test_the_program_says_in_one_line_what_it_cannot_read(made: Released, spoil: Callable[[Released], object]) -> None:
    spoil(made)
    code, lines = run(PROGRAMS / "verify_page.py", made.folder, PAGE)
    assert (code, lines[-1].startswith("读不到或读不懂：")) == (3, True), lines


def test_the_program_without_openssl_says_that_the_signature_was_not_checked(made: Released, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    where = {"PATH": str(tmp_path / "empty"), "PYTHONIOENCODING": "utf-8"}
    code, lines = run(made.folder / "verify/verify_log.py", made.folder, **where)
    assert code == 2
    assert f"没有检查：检查点是用公钥 {SIGNER.public.line} 签的（Ed25519）" in lines


def test_the_sums_are_those_that_sha256sum_knows(whole: Released) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("no sha256sum")
    command = ["sha256sum", "--quiet", "-c", "release/SHA256SUMS"]
    assert subprocess.run(command, cwd=whole.folder, check=False, timeout=60).returncode == 0


# ---- the key


def test_the_page_shows_the_key_and_its_fingerprint(whole: Released) -> None:
    text = (whole.folder / "verify/index.html").read_text(encoding="utf-8")
    line = SIGNER.public.line
    digits = hashlib.sha256(line.encode()).hexdigest()
    assert line.replace("+", "&#43;") in text or line in text
    assert " ".join(digits[at : at + 4] for at in range(0, 64, 4)) in text


def test_a_portal_without_a_key_has_no_such_page(tiny_output: Path) -> None:
    assert not (tiny_output / "verify").exists()
    assert not list((tiny_output / "assets").glob("verify.*"))
    assert "核对本页" not in (tiny_output / "index.html").read_text(encoding="utf-8")


def test_a_portal_with_a_key_passes_its_checks(tree: Path) -> None:
    checked = gksite("check", "--root", tree.parent, "--today", TODAY)
    assert checked.code == 0, checked.err
    assert "GK372" not in checked.err


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: line[:-4],
        lambda line: line.replace(ORIGIN, "www.other.gov.cn/log"),
        lambda line: line.replace("+", " ", 1),
        lambda line: line + "\n" + line,
        lambda line: line + " ",
        lambda line: Signer(ORIGIN, 1, kind=4).public.line,
        lambda line: "",
        lambda line: re.sub(r"\+[0-9a-f]{8}\+", "+00000000+", line),
    ],
)
def test_a_key_that_is_none_is_told(tmp_path: Path, spoil: Callable[[str], str]) -> None:
    root = write_portal(tmp_path / "p", {"content/release-key.pub": spoil(SIGNER.public.line) + "\n"})
    told = gksite("build", "--root", root, "--no-search", "--today", TODAY)
    assert told.code == 1
    assert [line[:36] for line in told.err.splitlines()[:1]] == ["content/release-key.pub:1: GK830 这不是"]


def test_a_key_is_read_as_it_is_written() -> None:
    found = read_vkey(SIGNER.public.line)
    assert found is not None
    assert (found.origin, found.key, found.line) == (ORIGIN, SIGNER.public.key, SIGNER.public.line)


def test_a_site_in_english_verifies_in_english(tmp_path: Path, browser: Browser) -> None:
    root = write_portal(
        tmp_path / "p",
        {"site.yaml": "name: Test\nlang: en\n", "content/release-key.pub": SIGNER.public.line + "\n"},
    )
    built = gksite("build", "--root", root, "--no-search", "--today", TODAY)
    assert built.code == 0, built.err
    site = release(root / "output")
    with serving(site.folder) as base, window(browser) as page:
        page.goto(f"{base}verify/?page={PAGE}")
        assert "is verified" in status(page)
    for name in ("verify_page.py", "verify_log.py"):
        assert not re.search(r"[\u2e80-\u9fff\uff00-\uffef]", (site.folder / "verify" / name).read_text("utf-8"))
    code, lines = run(site.folder / "verify/verify_page.py", site.folder, PAGE)
    assert (code, "Passed: the content is what was registered" in lines) == (0, True), lines
    code, lines = run(site.folder / "verify/verify_log.py", site.folder)
    assert (code, "Passed: the files of the log fit the checkpoint" in lines) == (0, True), lines


def read_by_a_stranger(output: Path) -> None:
    """The second reader reads a log, what its releases state, and every proof."""
    known = verifier((output / "release/release-key.pub").read_text(encoding="utf-8"))
    log = Log(output / "log", known)
    log.check()
    log.check_releases()
    proofs = sorted((output / "log/proofs").rglob("*.tlog-proof"))
    assert len(proofs) > 9
    for place in proofs:
        path = place.relative_to(output / "log/proofs").as_posix().removesuffix(".tlog-proof")
        data = (output / path).read_bytes()
        assert check_proof(place.read_text(encoding="utf-8"), known, address_of(path), data) == log.head


def test_what_a_release_makes_is_read_by_the_page_the_program_and_a_stranger(browser: Browser, tmp_path: Path) -> None:
    root = new_portal(tmp_path)
    output = released(root)
    old = checkpoint_of(output)
    read_by_a_stranger(output)
    with serving(output) as base, window(browser) as page:
        said, _ = asked(page, base)
        code, lines = ran(base, PAGE)
    assert ("核对通过" in said, code) == (True, 0), lines
    env = environment(root)
    gone = gksite("withdraw", "ceshi-2018", "--root", root, "--today", "2026-01-05", "--reason", "有误", env=env)
    assert gone.code == 0, gone.err
    read_by_a_stranger(output)
    with serving(output, gone={FILE}) as base, window(browser) as page:
        said, checks = asked(page, base, old)
        code, lines = ran(base, PAGE, old)
    assert said == f"{PAGE} 核对通过：内容已撤下，日志里最后登记的就是这份说明。"
    assert any(check.endswith("网站最近一次发布是第 2 次，2026-01-05") for check in checks), checks
    assert (code, lines[0].startswith(f"{PAGE}：内容已撤下，2026-01-05，第 2 次发布")) == (0, True), lines


def test_the_trees_here_are_those_of_the_second_reader(made: Released) -> None:
    """What the page is tried with is a log that a stranger reads."""
    log = Log(made.folder / "log", SIGNER.public)
    log.check()
    assert tree_hash([leaf_hash(each) for each in made.entries]) == log.head.root
    text = made.proof_of(FILE).read_text(encoding="utf-8")
    assert check_proof(text, SIGNER.public, PAGE, (made.folder / FILE).read_bytes()) == log.head
