import base64, hashlib, http.client, os, pathlib, re, shutil, subprocess, sys, tempfile, urllib.parse, urllib.request

HELP = (
    "python3 verify_log.py 网站或文件夹 [以前留下的检查点] [公钥]    核对网站的发布日志；不写公钥，就用网站上的",
    "退出码：0 都通过，1 有不符的，2 有没能检查的，3 读不到或读不懂。签名由 openssl 3 检查，别的只用 Python 3。",
)
KEY = re.compile(r"[^+]+\+[0-9a-f]{8}\+.{44}")  # name, id, 33 bytes in Base 64 (C2SP signed-note)
results = []


def say(*words):  # without what a terminal would obey
    print(*("".join(filter(str.isprintable, str(word))) for word in words))


def tell(good, text):
    results.append(good)
    say({True: "通过：", False: "不符：", None: "没有检查："}[good] + text)


def read(address):
    return urllib.request.urlopen(urllib.parse.quote(address, safe=":/[]%"), timeout=60).read()


def root(leaves):  # a tree is cut at the largest power of two below its size (RFC 9162, 2.1.1)
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256().digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def hashes(site, size):  # of all entries, 256 to a file (C2SP tlog-tiles)
    found = b""
    for n in range((size + 255) // 256):
        width = min(256, size - 256 * n)
        name = f"{n:03d}" if n < 1000 else f"x{n // 1000:03d}/{n % 1000:03d}"
        found += read(f"{site}log/tile/0/{name}" + (f".p/{width}" if width < 256 else ""))
    return [found[at : at + 32] for at in range(0, 32 * size, 32)]


def check_signature(body, signatures, vkey):
    origin, key_id, key = vkey.split("+", 2)
    lines = [line.split(" ") for line in signatures.split("\n") if line.startswith(f"— {origin} ")]
    own = [found[4:] for _, _, blob in lines if (found := base64.b64decode(blob))[:4].hex() == key_id]
    if not own or not body.startswith(origin + "\n"):
        return tell(False, "检查点不是用公钥 {key} 签的：公钥被换过，或者检查点是别人的".format(key=vkey))
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(key)[1:]  # RFC 8410
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (("key", der), ("body", body.encode()), ("sig", own[0])):
            open(os.path.join(folder, name), "wb").write(data)
        how = "openssl pkeyutl -verify -rawin -pubin -keyform DER -inkey key -in body -sigfile sig".split()
        said = subprocess.run(how, cwd=folder, capture_output=True).stdout if shutil.which("openssl") else b""
    told = {b"Signature Verified Successfully": True, b"Signature Verification Failure": False}
    tell(told.get(said.strip()), "检查点是用公钥 {key} 签的（Ed25519）".format(key=vkey))


def main(site, *rest):
    site = site if "://" in site else pathlib.Path(site).absolute().as_uri()
    site, words = site.rstrip("/") + "/", " ".join(rest).split()
    keys = [word for word in words if KEY.fullmatch(word)] or read(site + "release/release-key.pub").decode().split()
    old = [word for word in words if word not in keys]
    body, signatures = read(site + "log/checkpoint").decode().split("\n\n")
    check_signature(body + "\n", signatures, keys[0])
    new = body.split("\n")[:3]
    leaves = hashes(site, int(new[1]))
    tell(root(leaves) == base64.b64decode(new[2]), "日志的文件与检查点相符")
    if old:
        tell(old[0] == new[0] and int(old[1]) <= len(leaves), "还是那份日志，没有截短")
        tell(root(leaves[: int(old[1])]) == base64.b64decode(old[2]), "接着以前的检查点写，没有改写或分叉")
    say("请留下这一行，以后核对时写在后面：", *new)


try:
    main(*sys.argv[1:])
except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError, AttributeError, RecursionError) as why:
    print(*HELP, sep="\n") if len(sys.argv) < 2 else say("读不到或读不懂：", repr(why))
    sys.exit(3)
sys.exit(1 if False in results else 2 if None in results else 0)
