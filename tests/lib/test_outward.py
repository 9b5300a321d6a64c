"""What is fetched from an address that somebody typed: from outside alone, within bounds, and never told of."""

import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.outside import HERE, gives, leads_to, outside
from tyonohjaus.lib import outward
from tyonohjaus.lib.outward import Fault, NotFetched, World, fetch, is_public


def fault_of(url: str, world: World | None) -> Fault:
    with pytest.raises(NotFetched) as not_fetched:
        fetch(url, accept="text/calendar", world=world)
    assert "secret" not in str(not_fetched.value)
    return not_fetched.value.fault


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "127.8.8.8", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1%eth0",
     "fc00::1", "fd12::1", "fec0::1", "ff02::1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1", "2002:a00:1::",
     "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1"],
)  # fmt: skip
def test_no_inner_address_is_ever_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "185.70.40.1", "2a00:1450:400f:80d::200e"])
def test_outer_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    ["http://calendar.example/secret", "file:///etc/passwd", "ftp://calendar.example/secret", "secret", "https://",
     "https://sami:secret@calendar.example/", "https://calendar.example:99999/secret", "https://calendar.example/a b",
     "https://calendar.example/\r\nHost: secret", "https://[::1/secret", "https://" + "a" * 80 + ".example/secret"],
)  # fmt: skip
def test_what_is_no_outer_https_address_is_not_asked(url: str) -> None:
    assert fault_of(url, None) == Fault.ADDRESS


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "10.0.0.1"]
)
def test_however_an_inner_address_is_written_it_is_seen(host: str) -> None:
    assert fault_of(f"https://{host}/secret", World()) == Fault.INSIDE


def test_a_name_with_one_inner_address_among_outer_ones_is_not_asked() -> None:
    assert fault_of("https://calendar.example/", World(resolve=lambda *_: ["8.8.8.8", "10.0.0.1"])) == Fault.INSIDE


def test_a_name_that_answers_otherwise_a_moment_later_gains_nothing(tmp_path: Path) -> None:
    """It is resolved once, and the connection goes to what was checked."""
    with outside(tmp_path, gives(b"here")) as server:
        answers = iter([[HERE], ["10.0.0.1"]])
        world = World(resolve=lambda *_: next(answers), is_public=server.world.is_public, trust=server.world.trust)
        assert fetch(server.url(), accept="text/calendar", world=world) == b"here"
        assert next(answers) == ["10.0.0.1"]  # nobody asked a second time


def test_an_unknown_name_is_said() -> None:
    def resolve(*_: object) -> list[str]:
        raise socket.gaierror

    assert fault_of("https://calendar.example/", World(resolve=resolve)) == Fault.UNKNOWN


@pytest.mark.parametrize(
    "to", ["https://10.0.0.1/secret", "https://169.254.169.254/latest/", "https://[::1]/secret", "https://127.0.0.2/"]
)
def test_a_redirect_inward_is_not_followed(tmp_path: Path, to: str) -> None:
    with outside(tmp_path, leads_to(to)) as server:
        assert fault_of(server.url(), server.world) == Fault.INSIDE


@pytest.mark.parametrize("to", ["http://calendar.example/secret", "file:///etc/passwd", "gopher://secret/"])
def test_a_redirect_out_of_https_is_not_followed(tmp_path: Path, to: str) -> None:
    with outside(tmp_path, leads_to(to)) as server:
        assert fault_of(server.url(), server.world) == Fault.ADDRESS


@pytest.mark.parametrize("times, arrives", [(3, True), (4, False)])
def test_three_redirects_and_no_more(tmp_path: Path, times: int, arrives: bool) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        so_far = int(handler.path[1:])
        (gives(b"there") if so_far == times else leads_to(f"/{so_far + 1}"))(handler)

    with outside(tmp_path, answer) as server:
        if arrives:
            assert fetch(server.url("/0"), accept="text/calendar", world=server.world) == b"there"
        else:
            assert fault_of(server.url("/0"), server.world) == Fault.MOVED
        assert len(server.asked) == 4


def hangs(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.recv(1)  # until the other has gone


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    drop_by_drop(handler, b"B")


def drips_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    drop_by_drop(handler, b"X")


def drop_by_drop(handler: BaseHTTPRequestHandler, drop: bytes) -> None:
    """Until the other has gone."""
    while True:
        handler.wfile.write(drop)
        time.sleep(0.1)


@pytest.mark.parametrize("answer", [hangs, drips, drips_headers])
def test_a_server_that_hangs_or_drips_is_left_when_its_time_is_over(
    tmp_path: Path, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    with outside(tmp_path, answer, seconds=1.0) as server:
        assert fault_of(server.url(), server.world) == Fault.SLOW


def pours(handler: BaseHTTPRequestHandler) -> None:
    """200 megabytes, and no word before how many."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"X" * 1024 * 1024)
        handler.poured = getattr(handler, "poured", 0) + 1  # type: ignore[attr-defined]


def announces(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(200 * 1024 * 1024))
    handler.end_headers()


@pytest.mark.parametrize("answer", [pours, announces])
def test_of_200_megabytes_no_more_than_five_are_read(
    tmp_path: Path, answer: Callable[[BaseHTTPRequestHandler], None]
) -> None:
    with outside(tmp_path, answer) as server:
        assert fault_of(server.url(), server.world) == Fault.LARGE


@pytest.mark.parametrize(
    "answer, fault",
    [
        (gives(b"no", status=404), Fault.REFUSED),
        (gives(b"no", status=500), Fault.REFUSED),
        (gives(b"\x1f\x8b", Content_Encoding="gzip"), Fault.REFUSED),
        (gives(b"short", Content_Length="99"), Fault.UNREACHABLE),
        (lambda handler: handler.wfile.write(b"SSH-2.0 nonsense\r\n"), Fault.UNREACHABLE),
        (leads_to(""), Fault.MOVED),
    ],
)
def test_whatever_else_it_says_is_one_of_our_faults(tmp_path: Path, answer: object, fault: Fault) -> None:
    with outside(tmp_path, answer) as server:  # type: ignore[arg-type]
        assert fault_of(server.url(), server.world) == fault


def test_a_certificate_for_another_name_is_no_connection(tmp_path: Path) -> None:
    with outside(tmp_path, gives(b"here")) as server:
        world = World(resolve=lambda *_: [HERE], is_public=server.world.is_public, trust=server.world.trust)
        assert fault_of(f"https://other.example:{server.port}/secret", world) == Fault.UNREACHABLE
        assert fault_of(server.url(), World(resolve=lambda *_: [HERE], is_public=lambda _: True)) == Fault.UNREACHABLE
        assert server.asked == []


def test_the_bounds_are_those_that_are_told_to_people() -> None:
    assert (outward.SECONDS, outward.MOST_BYTES, outward.REDIRECTS) == (20, 5 * 1024 * 1024, 3)
