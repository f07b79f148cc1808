"""Real web servers under the configuration that gksite prints, on free ports of this machine; and plain requests."""

import datetime
import gzip
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPResponse
from ipaddress import ip_address
from pathlib import Path

import brotli
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from portal import LIMITED, NOTICE_PATH, gksite, put, write_portal

NAME = "www.ceshi.example"
V4, V6 = "127.0.0.1", "::1"
DEBIAN = Path("/etc/nginx/nginx.conf")
TODAY = "2026-01-01"
LEDGER = """\
addresses:
  - {address: /notices/yijiu-2018/, moved: /notices/ceshi-2018/}
  - {address: /notices/chexia-2018/, withdrawn: {on: 2025-12-31, why: 含有个人信息}}
"""
FILES = {
    NOTICE_PATH: LIMITED,
    "content/ledger.yaml": LEDGER,
    "content/files/fujian.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]"
    b"/Count 0>>endobj trailer<</Root 1 0 R>>\n%%EOF\n",
    "content/files/shuju.csv": "年度,件数\n2025,3\n".encode(),
    "content/files/luyin.mp3": (b"\xff\xfb\x90\x00" + bytes(413)) * 40,
    "content/files/luxiang.mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2",
}
LOG = {
    "log/checkpoint": b"www.ceshi.example/log\n1\nAAAA\n",
    "log/tile/0/000": bytes(range(32)),
    "log/tile/0/000.p/1": bytes(range(32)),
    "log/proofs/index.html.tlog-proof": b"c2sp.org/tlog-proof@v1\n",
    "log/witnessed/1": b"www.ceshi.example/log\n1\nAAAA\n",
    "release/manifest.json": b"{}\n",
    "release/SHA256SUMS": b"0 index.html\n",
    "release/release-key.pub": b"www.ceshi.example/log+00000000+AAAA\n",
}
"""What a release adds, made up."""
VALIDATION = {
    ".well-known/acme-challenge/Zm9v-_": b"Zm9v-_.YmFy\n",
    ".well-known/pki-validation/fileauth.txt": b"202601010000-abc\n",
}
"""What those who give out certificates look for."""


def program(name: str) -> str:
    """The path of a server's program; a test is skipped where it is not installed."""
    found = shutil.which(name) or shutil.which(f"/usr/sbin/{name}")
    if found is None:
        pytest.skip(f"{name} is not installed: make proof installs it on Debian")
    return found


def free_port() -> int:
    """A port that nobody listens at, of either family."""
    with socket.socket(socket.AF_INET6) as free:
        free.bind(("::", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Place:
    """A portal with its site as a server has it, and the ports for it."""

    portal: Path
    root: Path
    https: int
    http: int
    base: str


def made_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine alone, valid for a day, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    alternatives = [x509.DNSName(NAME), x509.DNSName("localhost"), *(x509.IPAddress(ip_address(a)) for a in (V4, V6))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    put(folder / "site.pem", certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    put(folder / "site.key", key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return folder / "site.pem", folder / "site.key"


def settings(place: Place, certificate: Path, key: Path, more: str = "") -> str:
    """site.yaml of a portal for a host on free ports."""
    return (
        f"name: 测试门户\nurl: https://{NAME}:{place.https}{place.base}\nbase_path: {place.base}\nhosting:\n"
        f"  names: [{NAME}, localhost]\n  root: {place.root}\n  certificate: {certificate}\n  key: {key}\n"
        f"  validation: {certificate.parent}/validation\n"
        f"  hsts: 63072000\n  security: {{contact: 'mailto:a@ceshi.example', expires: 2026-12-31}}\n{more}"
    )


def placed(folder: Path, base: str, more: str = "") -> Place:
    """The tiny portal built, with what a release adds, at the place from which a server takes it."""
    place = Place(folder / "portal", folder / "site/current", free_port(), free_port(), base)
    site = settings(place, *made_certificate(folder), more)
    write_portal(place.portal, {**FILES, "site.yaml": site})
    ran = gksite("build", "--root", place.portal, "--today", TODAY)
    assert ran.code == 0, ran.err
    shutil.copytree(place.portal / "output", place.root)
    for name, data in LOG.items():
        put(place.root / name, data)
    for name, data in VALIDATION.items():
        put(folder / "validation" / name, data)
    put(place.root / ".git/config", "secret")
    (place.root / "empty").mkdir()
    compress(place.root)
    return place


def compress(root: Path) -> None:
    """Put .gz and .br beside what a release compresses."""
    for path in sorted(root.rglob("*")):
        if path.suffix in (".html", ".css", ".js", ".json", ".csv", ".txt", ".svg"):
            put(path.with_name(f"{path.name}.gz"), gzip.compress(path.read_bytes(), mtime=0))
            put(path.with_name(f"{path.name}.br"), brotli.compress(path.read_bytes()))


def printed(place: Place, server: str, *more: str) -> str:
    """What gksite prints for a server."""
    ran = gksite("hosting", server, "--root", place.portal, "--today", TODAY, *more)
    assert ran.code == 0, ran.err
    return ran.out


def nginx_conf(folder: Path, site: str, place: Place) -> Path:
    """Debian's own nginx.conf with the printed text as conf.d/gksite.conf; only paths and the port 80 are others."""
    if not DEBIAN.exists():
        pytest.skip("no nginx.conf of Debian")
    conf, own = DEBIAN.read_text(encoding="utf-8"), folder / "conf.d/gksite.conf"
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""
    for pattern, text in (
        (r"user \S+;", user),
        (r"pid \S+;", f"pid {folder}/nginx.pid;"),
        (r"/var/log/nginx", str(folder)),
        (r"include /etc/nginx/conf\.d/\*\.conf;", f"{temporary}include {folder}/conf.d/*.conf;"),
        (r"include /etc/nginx/sites-enabled/\*;", ""),
    ):
        conf = re.sub(pattern, text, conf)
    put(own, with_ports(site, place).replace("/var/log/nginx", str(folder)).replace("/etc/nginx/gksite.d", str(folder)))
    put(folder / "nginx.conf", conf)
    return folder / "nginx.conf"


def with_ports(site: str, place: Place) -> str:
    """The printed text at the ports of this test."""
    return re.sub(r"(?m)^(\s*listen (?:\[::\]:)?)80\b", rf"\g<1>{place.http}", site)


@contextmanager
def nginx(folder: Path, site: str, place: Place) -> Iterator[Place]:
    """nginx under the printed text, which it has to accept."""
    conf = nginx_conf(folder, site, place)
    checked = subprocess.run([program("nginx"), "-t", "-c", conf], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    with running([program("nginx"), "-c", str(conf), "-g", "daemon off;"], folder, place):
        yield place


@contextmanager
def caddy(folder: Path, site: str, place: Place) -> Iterator[Place]:
    """Caddy under the printed text, which it has to accept; above it the options of this test."""
    options = f"{{\n\tadmin off\n\thttp_port {place.http}\n\thttps_port {place.https}\n\tskip_install_trust\n}}\n"
    put(folder / "Caddyfile", options + site.replace("/etc/caddy/gksite.d", str(folder)))
    run = [program("caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    checked = subprocess.run([*run[:1], "validate", *run[2:]], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr[-2000:]
    with running(run, folder, place):
        yield place


@contextmanager
def running(command: list[str], folder: Path, place: Place) -> Iterator[None]:
    """A server while it runs."""
    environment = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        try:
            for _ in range(200):
                assert server.poll() is None, (folder / "said").read_text(encoding="utf-8")[-2000:]
                if all(is_open(port) for port in (place.http, place.https)):
                    break
                time.sleep(0.05)
            else:
                raise AssertionError("the server does not answer")
            yield
        finally:
            server.terminate()
            server.wait(10)


def is_open(port: int) -> bool:
    """Whether somebody listens at a port, over both families."""
    for family, host in ((socket.AF_INET, V4), (socket.AF_INET6, V6)):
        with socket.socket(family) as probe:
            if probe.connect_ex((host, port)) != 0:
                return False
    return True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    repeated: tuple[str, ...] = ()
    """The names of headers that came more than once."""


def ask(place: Place, path: str, method: str = "GET", *, host: str = V6, tls: bool = True, **headers: str) -> Answer:
    """Send a request as it is written: no path is made tidy. Names of headers are lower-case in the answer."""
    port = place.https if tls else place.http
    with socket.create_connection((host, port), timeout=10) as plain:
        # else most of the time is waited for delayed acknowledgements
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        stream = TRUSTING.wrap_socket(plain, server_hostname=NAME) if tls else plain
        with stream:
            sent = {"Host": f"{NAME}:{port}", "Connection": "close"}
            sent |= {name.replace("_", "-"): value for name, value in headers.items()}
            lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
            stream.sendall("\r\n".join(lines).encode())
            response = HTTPResponse(stream, method=method)
            response.begin()
            names = [name.lower() for name, _ in response.getheaders()]
            found = {name.lower(): value for name, value in response.getheaders()}
            twice = tuple(sorted({name for name in names if names.count(name) > 1}))
            return Answer(response.status, found, response.read(), twice)


TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Takes any certificate; made once, for a request takes less time than one of these."""
TRUSTING.check_hostname = False
TRUSTING.verify_mode = ssl.CERT_NONE


def at(place: Place, **changes: object) -> Place:
    """The place with something changed."""
    return replace(place, **changes)  # type: ignore[arg-type]
