import base64, hashlib, http.client, json, os, sys, urllib.parse, urllib.request

HELP = (
    "核对一个页面或文件：它登记在网站的发布日志里，登记的就是这一份，后来没有新的登记。只用 Python 3 自带的库。",
    "python3 verify_page.py 网站 页面    例如 verify_page.py https://网站/ notices/x/；网站也可以是一个文件夹",
    "退出码：0 都通过，1 有不符的，3 读不到或读不懂。检查点是谁签的、有没有改写以前的，用 verify_log.py 核对。",
)
EVENTS = {"added": "新发布", "changed": "有改动", "moved": "网址已变更", "withdrawn": "内容已撤下"}
results = []


def say(*words):  # without what a terminal would obey
    print(*("".join(filter(str.isprintable, str(word))) for word in words))


def tell(good, text, bad=None):
    results.append(good)
    say("通过：" + text if good else "不符：" + (bad or text))


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


def climb(index, size, leaf, path):  # from a leaf to the root, by its proof; a tree is cut as RFC 9162, 2.1.1 says
    if size < 2 or not path or not 0 <= index < size:
        return leaf if (index, size, path) == (0, 1, []) else b""
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return sha(b"\1", climb(index, half, leaf, path[:-1]), path[-1])
    return sha(b"\1", path[-1], climb(index - half, size - half, leaf, path[:-1]))


def is_in(index, size, text, path, root):
    return climb(index, size, sha(b"\0", text.encode()), [base64.b64decode(each) for each in path]) == root


def main(site, page):
    site = urllib.parse.unquote(site).rstrip("/") + "/"
    page = urllib.parse.unquote(page).removeprefix(site).lstrip("/")
    file = page if page and not page.endswith("/") else page + "index.html"
    head, body, _ = read(f"{site}log/proofs/{file}.tlog-proof").decode().split("\n\n")
    lines, checkpoint = head.split("\n"), body.split("\n")[:3]
    extra, index = json.loads(base64.b64decode(lines[1][6:])), int(lines[2][6:])
    size, root = int(checkpoint[1]), base64.b64decode(checkpoint[2])
    entry, newest = json.loads(extra["entry"]), extra["newest"]
    what = "{address}：{event}，{day}，第 {release} 次发布，日志第 {index} 条"
    say(what.format(**{**entry, "event": EVENTS[entry["event"]], "index": index + 1}))
    tell(sha(bytes.fromhex(extra["salt"]), read(site + page)).hex() == entry.get("hash"), "内容与登记的一致")
    tell(entry["address"] == "/" + page, "登记的正是这个网址")
    tell(is_in(index, size, extra["entry"], lines[3:], root), "这条登记在日志里（共 {size} 条）".format(size=size))
    last, leaf = json.loads(newest["entry"]), f"{entry['address']}\n{index}"
    ends = last["event"] == "release" and is_in(size - 1, size, newest["entry"], newest["path"], root)
    tell(ends, "网站最近一次发布是第 {release} 次，{day}".format(**last), "证明里的最近一次发布不是日志的最后一条")
    ends = ends and is_in(newest["place"], last["logged"], leaf, newest["proof"], bytes.fromhex(last["state"]))
    tell(ends, "这是日志里这个网址最后的登记", "这是旧的一版：日志里后来还有这个网址的登记；不然就是证明被改过")
    tell(read(site + "log/checkpoint").decode().split("\n")[:3] == checkpoint, "证明是按网站现在的检查点做的")
    say("检查点（请用 verify_log.py 核对）：", *checkpoint)


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError, RecursionError) as why:
    print(*HELP, sep="\n") if len(sys.argv) != 3 else say("读不到或读不懂：", repr(why))
    sys.exit(3)
sys.exit(1 if False in results else 0)
