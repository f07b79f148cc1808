import base64, hashlib, http.client, json, os, re, shutil, subprocess, sys, tempfile, urllib.parse, urllib.request

HELP = (
    "核对一个页面或文件：它登记在网站的发布日志里，登记的就是这一份，后来没有新的登记。只用 Python 3 自带的库。",
    "python3 verify_page.py 网站 页面 [检查点] [公钥]    例如 verify_page.py https://网站/ notices/x/ 以前留下的那一行",
    "检查点和公钥是以前留下的，不写公钥就用网站上的。退出码：0 都通过，1 有不符的，2 有没能检查的，3 读不到或读不懂。",
)
EVENTS = {"added": "新发布", "changed": "有改动", "moved": "网址已变更", "withdrawn": "内容已撤下"}
KEY = re.compile(r"[^+]+\+[0-9a-f]{8}\+.{44}")  # name, id, 33 bytes in Base 64 (C2SP signed-note)
results = []


def say(*words):  # without what a terminal would obey
    print(*("".join(filter(str.isprintable, str(word))) for word in words))


def tell(good, text, bad=None, **values):
    results.append(good)
    say({True: "通过：", False: "不符：", None: "没有检查："}[good] + (text if good else bad or text).format(**values))


def read(place):
    if not place.startswith(("http://", "https://")):
        return open(os.path.join(place, "index.html") if os.path.isdir(place) else place, "rb").read()
    try:
        return urllib.request.urlopen(urllib.parse.quote(place, safe=":/[]"), timeout=60).read()
    except urllib.request.HTTPError as error:
        if error.code != 410:  # so servers send the page of what was withdrawn
            raise
        return error.read()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def half(n):  # the largest power of two below n, where a tree is cut (RFC 9162, 2.1.1)
    return 1 << (n - 1).bit_length() - 1


def climb(index, size, leaf, path):  # from a leaf to the root, by its proof
    if size < 2 or not path or not 0 <= index < size:
        return leaf if (index, size, path) == (0, 1, []) else b""
    if index < half(size):
        return sha(b"\1", climb(index, half(size), leaf, path[:-1]), path[-1])
    return sha(b"\1", path[-1], climb(index - half(size), size - half(size), leaf, path[:-1]))


def is_in(index, size, text, path, top):
    return climb(index, size, sha(b"\0", text.encode()), [base64.b64decode(each) for each in path]) == top


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha()
    return sha(b"\1", root(leaves[: half(len(leaves))]), root(leaves[half(len(leaves)) :]))


def hashes(site, size):  # of all entries, 256 to a file (C2SP tlog-tiles)
    found = b""
    for n in range((size + 255) // 256):
        width = min(256, size - 256 * n)
        name = f"{n:03d}" if n < 1000 else f"x{n // 1000:03d}/{n % 1000:03d}"
        found += read(f"{site}log/tile/0/{name}" + (f".p/{width}" if width < 256 else ""))
    return [found[at : at + 32] for at in range(0, 32 * size, 32)]


def check_signature(body, signatures, vkey):
    say("公钥：" + vkey)
    origin, key_id, key = vkey.split("+", 2)
    lines = [line.split(" ") for line in signatures.split("\n") if line.startswith(f"— {origin} ")]
    own = [found[4:] for _, _, blob in lines if (found := base64.b64decode(blob))[:4].hex() == key_id]
    if not own or not body.startswith(origin + "\n"):
        return tell(False, "检查点不是用这把公钥签的：公钥被换过，或者检查点是别人的")
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(key)[1:]  # RFC 8410
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", der), ("body", body.encode()), ("sig", own[0])):
            open(os.path.join(folder, name), "wb").write(data)
        how = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in body -sigfile sig".split()
        found = shutil.which("openssl") and subprocess.run(how, cwd=folder, capture_output=True).stdout
    told = {b"Signature Verified Successfully": True, b"Signature Verification Failure": False}
    tell(told.get((found or b"").strip()), "检查点是用这把公钥签的（Ed25519，由 openssl 3 检查）")


def check_newest(newest, leaf, size, top):  # the log ends with a release, which states the last entry of each address
    last = json.loads(newest["entry"])
    ends = is_in(size - 1, size, newest["entry"], newest["path"], top) and last["event"] == "release"
    tell(ends, "网站最近一次发布是第 {release} 次，{day}", "证明里的最近一次发布不是日志的最后一条", **last)
    good = ends and is_in(newest["place"], last["logged"], leaf, newest["proof"], bytes.fromhex(last["state"]))
    tell(good, "这是日志里这个网址最后的登记", "这是旧的一版：日志里后来还有这个网址的登记；不然就是证明被改过")


def check_old(site, old, new):
    leaves, before = hashes(site, int(new[1])), int(old[1])
    tell(root(leaves) == base64.b64decode(new[2]), "日志的文件与它自己的检查点相符")
    tell(old[0] == new[0] and before <= len(leaves), "还是那份日志，没有截短（以前 {n} 条）", n=before)
    tell(root(leaves[:before]) == base64.b64decode(old[2]), "接着以前的检查点写，没有改写或分叉")


def main(site, page, *rest):
    site = urllib.parse.unquote(site).rstrip("/") + "/"
    page = urllib.parse.unquote(page).removeprefix(site).lstrip("/")
    keys = [word for word in " ".join(rest).split() if KEY.fullmatch(word)]
    old = [word for word in " ".join(rest).split() if word not in keys]
    file = page if page and not page.endswith("/") else page + "index.html"
    head, body, signatures = read(f"{site}log/proofs/{file}.tlog-proof").decode().split("\n\n")
    lines, new = head.split("\n"), body.split("\n")[:3]
    extra, index, size = json.loads(base64.b64decode(lines[1][6:])), int(lines[2][6:]), int(new[1])
    entry, top = json.loads(extra["entry"]), base64.b64decode(new[2])
    facts = {**entry, "event": EVENTS[entry["event"]], "index": index + 1}
    say("{address}：{event}，{day}，第 {release} 次发布，日志第 {index} 条".format(**facts))
    tell(sha(bytes.fromhex(extra["salt"]), read(site + page)).hex() == entry.get("hash"), "内容与登记的一致")
    tell(entry["address"] == "/" + page, "登记的正是这个网址")
    tell(is_in(index, size, extra["entry"], lines[3:], top), "这条登记在日志里（共 {size} 条）", size=size)
    check_newest(extra["newest"], f"{entry['address']}\n{index}", size, top)
    keys = keys or [read(site + "release/release-key.pub").decode().strip()]
    check_signature(body + "\n", signatures, keys[0])
    tell(read(site + "log/checkpoint").decode().split("\n")[:3] == new, "证明是按网站现在的检查点做的")
    if old:
        check_old(site, old, new)
    say("请留下这一行，以后核对时写在后面：", *new)


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError, RecursionError) as why:
    print(*HELP, sep="\n") if len(sys.argv) < 3 else say("读不到或读不懂：", repr(why))
    sys.exit(3)
sys.exit(1 if False in results else 2 if None in results else 0)
