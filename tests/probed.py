"""Sites to be probed on this machine: an authority for certificates, a name server, and servers over IPv6 and IPv4."""

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import dns.message
import dns.rcode
import dns.rrset
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "www.ceshi.test"
RECORDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    (HOST, "AAAA"): ("::1",),
    (HOST, "A"): ("127.0.0.1",),
    ("ceshi.test", "NS"): ("ns1.ceshi.test.", "ns2.ceshi.test."),
    ("test", "NS"): ("a.test.", "b.test."),
    ("ns1.ceshi.test", "AAAA"): ("::1",),
    ("ns2.ceshi.test", "AAAA"): ("::1",),
    ("a.test", "AAAA"): ("::1",),
}
"""A site in a zone whose servers all have IPv6, below a zone in which one of two has it."""


def has_ipv6() -> bool:
    """Whether this machine has the loopback of IPv6."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="这台机器没有 IPv6（::1）")


@dataclass(frozen=True)
class Certificates:
    """The root of an authority as a file, and a server's context with a certificate by it for HOST."""

    root: Path
    server: ssl.SSLContext


def certificates(folder: Path) -> Certificates:
    """A fresh authority and what it has signed."""
    key, leaf_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Test root", key, "Test root", key, ca=True)
    leaf = _certificate(HOST, leaf_key, "Test root", key, ca=False)
    (folder / "root.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "leaf.pem").write_bytes(
        leaf.public_bytes(serialization.Encoding.PEM)
        + leaf_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "leaf.pem")
    return Certificates(folder / "root.pem", context)


def _certificate(
    name: str, key: ec.EllipticCurvePrivateKey, by: str, by_key: ec.EllipticCurvePrivateKey, *, ca: bool
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=ca,
        crl_sign=ca,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by_key.public_key()), critical=False)
    )
    if not ca:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return builder.sign(by_key, hashes.SHA256())


Answers = Callable[[str, str, int], tuple[str, ...] | None]
"""The answer to a name and a kind, asked so many times before; None for no answer at all, or REFUSED."""
REFUSED = ("refused",)


@dataclass
class NameServer:
    """A name server that runs: where, and what it was asked."""

    address: str
    asked: list[tuple[str, str]] = field(default_factory=list)


def answers(records: Mapping[tuple[str, str], tuple[str, ...]]) -> Answers:
    """Always the same."""
    return lambda name, kind, _: records.get((name, kind), ())


@contextmanager
def name_server(reply: Answers, port: int = 0) -> Iterator[NameServer]:
    """A name server over UDP and TCP on a port of this machine; 0 for one that is free."""
    found = NameServer("")

    def answer(data: bytes) -> bytes:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name, kind = question.name.to_text().rstrip("."), dns.rdatatype.to_text(question.rdtype)
        texts = reply(name, kind, found.asked.count((name, kind)))
        found.asked.append((name, kind))
        if texts is None:
            return b""
        response = dns.message.make_response(query)
        if texts == REFUSED:
            response.set_rcode(dns.rcode.REFUSED)
            return response.to_wire()
        if texts:
            response.answer.append(dns.rrset.from_text_list(question.name, 60, "IN", kind, texts))
        return response.to_wire()

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data, connection = self.request
            if reply_ := answer(data):
                connection.sendto(reply_, self.client_address)

    class Stream(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            size = int.from_bytes(self.rfile.read(2), "big")
            if reply_ := answer(self.rfile.read(size)):
                self.wfile.write(len(reply_).to_bytes(2, "big") + reply_)

    with ExitStack() as stack:
        udp, tcp = _bound(Datagram, Stream, port)
        port = udp.server_address[1]
        stack.enter_context(udp)
        stack.enter_context(tcp)
        stack.enter_context(_running(udp))
        stack.enter_context(_running(tcp))
        found.address = f"127.0.0.1:{port}"
        yield found


def _bound(
    datagram: type[socketserver.BaseRequestHandler], stream: type[socketserver.BaseRequestHandler], port: int
) -> tuple[socketserver.ThreadingUDPServer, socketserver.ThreadingTCPServer]:
    """Both servers on one port; a port that is free for one may be taken for the other, and then another will do."""
    for _ in range(20):
        udp = socketserver.ThreadingUDPServer(("127.0.0.1", port), datagram)
        try:
            return udp, socketserver.ThreadingTCPServer(("127.0.0.1", udp.server_address[1]), stream)
        except OSError:
            udp.server_close()
    raise OSError("no port is free for both")


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


@dataclass
class Served:
    """A site that is served: the port of https (or of http alone), that of http, and each request it had.

    A request is the family (6 or 4), its method and its path.
    """

    port: int
    http_port: int
    asked: list[tuple[int, str, str]] = field(default_factory=list)


LOOPBACK = {6: "::1", 4: "127.0.0.1"}
Pages = Mapping[str, bytes | int | str]
"""By path: a body, a status alone, or where it leads on."""


@contextmanager
def site(
    pages: Pages,
    certificates: Certificates | None,
    *,
    other: Pages | None = None,
    families: tuple[int, ...] = (6, 4),
    ports: tuple[int, int] | None = None,
    numbers: Mapping[int, str] = LOOPBACK,
) -> Iterator[Served]:
    """Serve some pages over IPv6 and IPv4, `other` of them over IPv4; with certificates https, http leading there.

    `ports` are those of https and http, else free ones; `numbers` the addresses by family.
    """
    with ExitStack() as stack:
        port, http_port = ports or (_free_port(), _free_port())
        served = Served(port, http_port)
        for family in families:
            shown = pages if family == 6 or other is None else other
            stack.enter_context(_listening(numbers[family], port, _handler(shown, family, served), certificates))
            if certificates is not None:
                led = _handler({}, family, served, always=f"https://{HOST}:{port}")
                stack.enter_context(_listening(numbers[family], http_port, led, None))
        yield served


def _free_port() -> int:
    """A port that is free in both families."""
    while True:
        with socket.create_server(("::1", 0), family=socket.AF_INET6) as six:
            port = int(six.getsockname()[1])
            try:
                with socket.create_server(("127.0.0.1", port)):
                    return port
            except OSError:
                continue


@contextmanager
def _listening(
    number: str, port: int, handler: type[BaseHTTPRequestHandler], certificates: Certificates | None
) -> Iterator[None]:
    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in number else socket.AF_INET
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            pass  # a probe that turns away is no fault

    with Server((number, port), handler) as server:
        if certificates is not None:
            server.socket = certificates.server.wrap_socket(server.socket, server_side=True)
        with _running(server):
            yield


def _handler(pages: Pages, family: int, served: Served, always: str | None = None) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((family, self.command, self.path))
            held = pages.get(self.path, 404)
            if always is not None:
                held = always + self.path
            if isinstance(held, str):
                self.answer(301, b"", Location=held)
            elif isinstance(held, int):
                self.answer(held, b"")
            else:
                self.answer(200, held)

        do_HEAD = do_GET  # noqa: N815

        def answer(self, status: int, body: bytes, **headers: str) -> None:
            self.send_response(status)
            kind = "text/html; charset=utf-8" if self.path.endswith(("/", ".html")) else "application/octet-stream"
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def raw_server(send: Callable[[socket.socket], None]) -> Iterator[tuple[int, list[bytes]]]:
    """A server over IPv6 that sends what it likes to each request; its port, and the requests."""
    asked: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            asked.append(self.request.recv(65536))
            with suppress(OSError):  # the probe turned away
                send(self.request)

    class Server(socketserver.ThreadingTCPServer):
        address_family = socket.AF_INET6
        daemon_threads = True

    with Server(("::1", 0), Handler) as server, _running(server):
        yield server.server_address[1], asked
