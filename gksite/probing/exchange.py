"""One request and its answer, over one connection to one address: bounded in bytes and in time, whatever is sent."""

import hashlib
import http.client
import io
import socket
import ssl
import zlib
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from gksite.probing.addresses import is_public
from gksite.probing.bounds import Bounds, Clock, Unanswered
from gksite.problems.problem import Phrase

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

AGENT = "gksite-probe"
"""What a probe calls itself, to servers and in robots.txt."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a request goes: the host it names, the address and the port it is sent to; over TLS where there is one."""

    host: str
    address: str
    port: int
    tls: ssl.SSLContext | None

    @property
    def authority(self) -> str:
        """The host as a request names it."""
        if (self.port, self.tls is None) in ((80, True), (443, False)):
            return self.host
        return f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: its status, where it leads on to, the type and bytes of its body, unpacked."""

    status: int
    location: str = ""
    type: str = ""
    body: bytes = b""

    @property
    def arrives(self) -> bool:
        """Whether it is what was asked for."""
        return 200 <= self.status < 300

    @property
    def digest(self) -> str:
        """That of its body."""
        return hashlib.sha256(self.body).hexdigest()


class _Bounded(io.RawIOBase):
    """What a socket sends, until a moment and no more than some bytes. Reading raises Unanswered beyond either."""

    def __init__(self, connection: socket.socket, until: float, bounds: Bounds, clock: Clock) -> None:
        self._connection, self._until, self._clock = connection, until, clock
        self._left = bounds.page_bytes + bounds.header_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        seconds = self._until - self._clock.now()
        if seconds <= 0:
            raise Unanswered(Phrase("太慢，没有等到答复的末尾"))
        if self._left <= 0:
            raise Unanswered(Phrase("答复太长"))
        self._connection.settimeout(seconds)
        count = self._connection.recv_into(buffer)
        self._left -= count
        return count


class _Stream:
    """What http.client takes for a socket."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw

    def makefile(self, mode: str) -> io.BufferedReader:
        """The stream to be read."""
        return io.BufferedReader(self._raw)


def ask(place: Place, method: str, path: str, bounds: Bounds, clock: Clock) -> Answer:
    """The answer to one request without a body. Raises Unanswered.

    `path` is written as it is sent, without blanks and line ends.
    """
    until = clock.now() + bounds.patience
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(_connected(place, until, clock))
            request = f"{method} {path} HTTP/1.1\r\nHost: {place.authority}\r\nUser-Agent: {AGENT}\r\n"
            request += "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode("ascii"))
            stream = cast(socket.socket, _Stream(_Bounded(connection, until, bounds, clock)))
            response = http.client.HTTPResponse(stream, method=method)
            stack.callback(response.close)
            return _answer(response, bounds)
        except (OSError, http.client.HTTPException) as error:
            raise _unanswered(error) from error


def _connected(place: Place, until: float, clock: Clock) -> socket.socket:
    """A connection to the very address that was looked at; no name is resolved. Raises Unanswered, OSError."""
    try:
        connection = socket.create_connection((place.address, place.port), timeout=_left(until, clock))
    except ConnectionRefusedError:
        raise
    except OSError as error:
        if _is_blind_to(place.address):
            raise Unanswered(Phrase("这台机器没有通到那里的网络"), blind=True) from error
        raise
    if place.tls is None:
        return connection
    try:
        connection.settimeout(_left(until, clock))
        return place.tls.wrap_socket(connection, server_hostname=place.host)
    except OSError:
        connection.close()
        raise


def _left(until: float, clock: Clock) -> float:
    """Seconds until a moment; never 0, which means none to sockets."""
    return max(until - clock.now(), 0.001)


def _is_blind_to(address: str) -> bool:
    """Whether this machine has no way to an address: no route, or no address of IPv6 to which answers come back.

    Nothing is sent: a datagram socket only asks the system from where it would send. A machine with a local address
    of IPv6 alone (ULA) may have a route by which nothing arrives, and is told that a host is unreachable.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((address, 9))
            source = asking.getsockname()[0]
    except OSError:
        return True
    return family == socket.AF_INET6 and is_public(address) and not is_public(source)


def _answer(response: http.client.HTTPResponse, bounds: Bounds) -> Answer:
    """An answer out of what is sent. Raises Unanswered, OSError and HTTPException."""
    try:
        response.begin()
        stated = response.length
        body = response.read(bounds.page_bytes + 1)
    except ValueError as error:  # http.client takes a number for one that is negative, such as the size of a chunk
        raise http.client.HTTPException from error
    if len(body) > bounds.page_bytes:
        raise Unanswered(Phrase("答复太长"))
    if stated is not None and len(body) < stated:
        raise Unanswered(Phrase("答复只到一半：说有 {stated} 字节，只有 {count} 字节", stated=stated, count=len(body)))
    body = _unpacked(body, response.getheader("Content-Encoding") or "identity", bounds)
    kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
    return Answer(response.status, _as_sent(response.getheader("Location") or ""), kind, body)


def _as_sent(header: str) -> str:
    """A header that was sent in UTF-8, which is read in Latin 1; in whatever else it was sent, as it was read."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _unpacked(body: bytes, encoding: str, bounds: Bounds) -> bytes:
    """The body of a server that packs it though it was not asked to. Raises Unanswered."""
    encoding = encoding.strip().lower()
    if encoding == "identity" or not body:
        return body
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Unanswered(Phrase("答复用了没有要求的压缩方式“{encoding}”", encoding=encoding))
    try:
        unpacked = zlib.decompressobj(wbits=47).decompress(body, bounds.page_bytes + 1)
    except zlib.error:
        raise Unanswered(Phrase("答复的压缩是坏的")) from None
    if len(unpacked) > bounds.page_bytes:
        raise Unanswered(Phrase("答复太长"))
    return unpacked


def _unanswered(error: OSError | http.client.HTTPException) -> Unanswered:
    """A failure in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unanswered(Phrase("证书不可信（{detail}）", detail=error.verify_message))
    if isinstance(error, ssl.SSLError):
        return Unanswered(Phrase("TLS 握手没有成功（{detail}）", detail=error.reason or ""))
    if isinstance(error, TimeoutError):
        return Unanswered(Phrase("太慢，没有等到答复的末尾"))
    if isinstance(error, http.client.RemoteDisconnected):
        return Unanswered(Phrase("没有答复就断开了"))
    if isinstance(error, ConnectionRefusedError):
        return Unanswered(Phrase("拒绝连接"))
    if isinstance(error, OSError):
        return Unanswered(Phrase("连接中断（{detail}）", detail=error.strerror or type(error).__name__))
    return Unanswered(Phrase("答复不合 HTTP 的写法（{detail}）", detail=type(error).__name__))
