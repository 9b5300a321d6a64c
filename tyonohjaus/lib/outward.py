"""Reading an address that somebody typed, out in the world: never one inside (E-class: the server asks for others).

https alone. A name is resolved once, each of its addresses is checked, and the connection goes to the checked one, so a
name that answers otherwise a moment later gains nothing; after a redirect the same again. The address may be a secret:
no fault tells it, and nothing here logs.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

Resolve = Callable[[str, int], list[str]]
REDIRECTS = 3
SECONDS = 20.0
MOST_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024
MOVED = {301, 302, 303, 307, 308}
# IPv4 inside IPv6, which a gateway would take on to wherever it says.
_NAT64 = [ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48")]


class Fault(StrEnum):
    """Why nothing came of it: each asks the person for something else."""

    ADDRESS = "address"
    INSIDE = "inside"
    UNKNOWN = "unknown"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    LARGE = "large"
    REFUSED = "refused"
    MOVED = "moved"


class NotFetched(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def resolved(host: str, port: int) -> list[str]:
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """No private, loopback, link-local, shared, multicast or reserved one, nor one that hides another in itself."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local or any(ip in net for net in _NAT64)
    ):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


@dataclass(frozen=True, kw_only=True)
class World:
    """What is outside. Tests bring one of their own, with a server of this machine in it."""

    resolve: Resolve = resolved
    is_public: Callable[[str], bool] = is_public
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = SECONDS


def checked(url: str) -> SplitResult:
    """An https address with a name, and without a user. Raises NotFetched."""
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" and parts.hostname and "@" not in parts.netloc and parts.port != 0
        parts.hostname and parts.hostname.encode("idna")
    except ValueError:  # UnicodeError too
        raise NotFetched(Fault.ADDRESS) from None
    if not fine or any(ord(letter) <= ord(" ") or ord(letter) == 127 for letter in url):
        raise NotFetched(Fault.ADDRESS)
    return parts


def fetch(url: str, *, accept: str, world: World | None = None) -> bytes:
    """What stands there, at most `MOST_BYTES`, within the world's seconds for all of it. Raises NotFetched."""
    world = world or World()
    until = time.monotonic() + world.seconds
    for _ in range(REDIRECTS + 1):
        parts = checked(url)
        body: bytes | None = None
        with _asked(parts, accept, world, until) as answer:
            if answer.status in MOVED:
                url = urljoin(url, answer.getheader("Location") or "")
            else:
                body = _read(answer)
        if body is not None:
            return body
    raise NotFetched(Fault.MOVED)


class _Checked(HTTPSConnection):
    """To this address and no other, by the name's certificate."""

    def __init__(self, host: str, port: int, *, address: str, trust: ssl.SSLContext) -> None:
        super().__init__(host, port, context=trust)
        self.address, self.trust = address, trust
        # http.client lets go of `sock` where the answer ends with the connection.
        self.line: ssl.SSLSocket | None = None

    def connect_within(self, seconds: float) -> None:
        plain = socket.create_connection((self.address, self.port), timeout=seconds)
        try:
            line = self.trust.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        except BaseException:
            plain.close()
            raise
        self.sock = self.line = line

    def handshake(self) -> None:
        if self.line:
            self.line.do_handshake()

    def cut(self) -> None:
        """From another thread, whatever is being waited for: a drop a second would outwait any time-out of a read."""
        if self.line:
            with suppress(OSError):  # closed already
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)

    def end(self) -> None:
        self.close()
        if self.line:
            self.line.close()


@contextmanager
def _asked(parts: SplitResult, accept: str, world: World, until: float) -> Any:
    host, port = (parts.hostname or "").encode("idna").decode(), parts.port or 443
    address = _address(host, port, world)
    connection = _Checked(host, port, address=address, trust=world.trust)
    watch: threading.Timer | None = None
    try:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.connect_within(left)
        watch = threading.Timer(max(until - time.monotonic(), 0), connection.cut)
        watch.daemon = True
        watch.start()
        connection.handshake()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", _ascii(path), headers={"Accept": accept, "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        with answer:
            yield answer
        if time.monotonic() >= until:  # what was cut looks as if it had ended
            raise TimeoutError
    except (OSError, HTTPException, ValueError) as fault:
        slow = isinstance(fault, TimeoutError) or time.monotonic() >= until
        raise NotFetched(Fault.SLOW if slow else Fault.UNREACHABLE) from None
    finally:
        if watch:
            watch.cancel()
        connection.end()


def _address(host: str, port: int, world: World) -> str:
    try:
        found = world.resolve(host, port)
    except (OSError, UnicodeError):
        raise NotFetched(Fault.UNKNOWN) from None
    if not found:
        raise NotFetched(Fault.UNKNOWN)
    if not all(world.is_public(address) for address in found):
        raise NotFetched(Fault.INSIDE)
    return found[0]


def _read(answer: HTTPResponse) -> bytes:
    if answer.status != 200 or (answer.getheader("Content-Encoding") or "identity") != "identity":
        raise NotFetched(Fault.REFUSED)
    if (answer.length or 0) > MOST_BYTES:
        raise NotFetched(Fault.LARGE)
    body = bytearray()
    while chunk := answer.read(CHUNK):
        body += chunk
        if len(body) > MOST_BYTES:
            raise NotFetched(Fault.LARGE)
    if answer.length:  # cut off before its announced end
        raise HTTPException
    return bytes(body)


def _ascii(path: str) -> str:
    return quote(path, safe="/?&=%:;,@+$!*'()~#[]-._")
