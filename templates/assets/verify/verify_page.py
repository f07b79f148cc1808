import base64, hashlib, json, os, shutil, subprocess, sys, tempfile, urllib.parse, urllib.request

HELP = (
    "核对一个页面或文件：它登记在网站的发布日志里，登记的就是这一份。只用 Python 3 自带的库。",
    "python3 verify_page.py 网站 页面 [检查点]        例如 verify_page.py https://网站/ notices/x/ 以前留下的那一行",
    "python3 verify_page.py 页面 x.tlog-proof 公钥    核对分别存下来的三个文件",
    "退出码：0 都通过，1 有不符的，2 有没能检查的，3 读不到或读不懂。",
)
EVENTS = {"added": "新发布", "changed": "有改动", "moved": "网址已变更", "withdrawn": "内容已撤下"}
failed, unchecked = [], []


def tell(good, text, **values):
    words, found = ("没有检查", unchecked) if good is None else ("通过", []) if good else ("不符", failed)
    found.append(print(words, text.format(**values), sep="："))


def read(place):
    if place.startswith(("http://", "https://")):
        return urllib.request.urlopen(urllib.parse.quote(place, safe=":/%[]"), timeout=60).read()
    return open(place, "rb").read()


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def half(n):  # the largest power of two below n, where a tree is cut (RFC 9162, 2.1.1)
    return 1 << (n - 1).bit_length() - 1


def climb(index, size, leaf, path):  # from a leaf to the root, by its proof
    if size == 1 or not path:
        return leaf if size == 1 and not path else b""
    if index < half(size):
        return sha(b"\1", climb(index, half(size), leaf, path[:-1]), path[-1])
    return sha(b"\1", path[-1], climb(index - half(size), size - half(size), leaf, path[:-1]))


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
    origin, key_id, key = vkey.strip().split("+", 2)
    lines = [line.split(" ") for line in signatures.split("\n") if line.startswith(f"— {origin} ")]
    own = [found[4:] for _, _, blob in lines if (found := base64.b64decode(blob))[:4].hex() == key_id]
    if not own:
        return tell(False, "检查点是用这把公钥签的")
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(key)[1:]  # RFC 8410
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", der), ("body", body.encode()), ("sig", own[0])):
            open(os.path.join(folder, name), "wb").write(data)
        how = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in body -sigfile sig".split()
        found = shutil.which("openssl") and subprocess.run(how, cwd=folder, capture_output=True).stdout
    told = {b"Signature Verified Successfully": True, b"Signature Verification Failure": False}
    tell(told.get((found or b"").strip()), "检查点是用这把公钥签的（Ed25519，由 openssl 3 检查）")


def check_old(site, old, new):
    leaves, before = hashes(site, int(new[1])), int(old[1])
    tell(root(leaves) == base64.b64decode(new[2]), "日志的文件与它自己的检查点相符")
    tell(old[0] == new[0] and before <= len(leaves), "还是那份日志，没有截短（以前 {n} 条）", n=before)
    tell(root(leaves[:before]) == base64.b64decode(old[2]), "接着以前的检查点写，没有改写或分叉")


def main(first, second, *rest):
    site, places, address = "", (first, second, *rest), None
    if not second.endswith(".tlog-proof"):
        site, address = first.rstrip("/") + "/", "/" + second.lstrip("/")
        proof = "log/proofs" + address + ("index.html" if address.endswith("/") else "") + ".tlog-proof"
        places = (site + address[1:], site + proof, site + "release/release-key.pub")
    data, proof, vkey = read(places[0]), read(places[1]).decode(), read(places[2]).decode()
    head, checkpoint = proof.split("\n\n", 1)
    body, signatures = checkpoint.rsplit("\n\n", 1)
    lines, new = head.split("\n"), body.split("\n")[:3]
    extra, index, size = json.loads(base64.b64decode(lines[1][6:])), int(lines[2][6:]), int(new[1])
    entry, path = json.loads(extra["entry"]), [base64.b64decode(line) for line in lines[3:]]
    facts = {**entry, "event": EVENTS[entry["event"]], "index": index + 1}
    print("{address}：{event}，{day}，第 {release} 次发布，日志第 {index} 条".format(**facts))
    tell(sha(bytes.fromhex(extra["salt"]), data).hex() == entry.get("hash"), "内容与登记的一致")
    tell(address in (None, entry["address"]), "登记的正是这个网址")
    found = climb(index, size, sha(b"\0", extra["entry"].encode()), path) if index < size else b""
    tell(found == base64.b64decode(new[2]), "这条登记在日志里（共 {size} 条）", size=size)
    check_signature(body + "\n", signatures, vkey)
    if site:
        tell(read(site + "log/checkpoint").decode().split("\n")[:3] == new, "证明是按网站现在的检查点做的")
    if site and rest:
        check_old(site, " ".join(rest).split()[:3], new)
    print("请留下这一行，以后核对时写在后面：", *new)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        print(*([error] if len(sys.argv) > 2 else HELP), sep="\n")
        sys.exit(3)
    sys.exit(1 if failed else 2 if unchecked else 0)
