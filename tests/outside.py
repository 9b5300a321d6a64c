"""A server beyond the portal: https of a real kind on this machine, with a certificate of its own, under a name that
only its `World` knows. What it answers is a function of the path."""

import contextlib
import datetime as dt
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tyonohjaus.lib import outward

NAME = "calendar.example"
HERE = "127.0.0.1"
Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Outside:
    port: int
    world: outward.World
    answer: Answer  # may be another one from one moment to the next
    asked: list[str] = field(default_factory=list)

    def url(self, path: str = "/secret.ics") -> str:
        return f"https://{NAME}:{self.port}{path}"


@contextlib.contextmanager
def outside(folder: Path, answer: Answer, *, seconds: float = 20.0) -> Iterator[Outside]:
    certificate = _certificate(folder)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            there.asked.append(self.path)
            with contextlib.suppress(OSError):
                there.answer(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer((HERE, 0), Handler)
    server.daemon_threads = True
    theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    theirs.load_cert_chain(certificate)
    server.socket = theirs.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    there = Outside(server.server_address[1], _world(certificate, seconds), answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield there
    finally:
        server.shutdown()
        server.server_close()


def gives(body: bytes, *, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in ({"Content-Length": str(len(body))} | told).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def leads_to(url: str) -> Answer:
    return gives(b"", status=302, Location=url)


def _world(certificate: Path, seconds: float) -> outward.World:
    trust = ssl.create_default_context(cafile=str(certificate))
    return outward.World(
        resolve=lambda host, port: [HERE] if host == NAME else [_numeric(host, port)],
        is_public=lambda address: address == HERE or outward.is_public(address),
        trust=trust,
        seconds=seconds,
    )


def _numeric(host: str, port: int) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    return str(found[0][4][0])


def _certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2040, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    return file
