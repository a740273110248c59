"""One request: what is sent, what is read, and when it is given up."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
import zlib
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch.records import Exchange, FetchError
from ingest.fetch.transport import Deadline, request_page
from tests.servers import LOOPBACK, PAGE, Reply, Site, serve, watch_connections

HTML = {"Content-Type": "text/html"}


def ask(site: Site, path: str = "/", seconds: float = 10, **limits: Any) -> Exchange:
    settings = site.limit(**limits)
    return request_page(site.url(path), [("User-Agent", "Tester/1")], settings, Deadline(seconds), lambda: "now")


def packed(body: bytes, encoding: str) -> Reply:
    return Reply(body, headers={**HTML, "Content-Encoding": encoding})


def test_a_request_carries_what_is_written_and_nothing_else() -> None:
    """The original host, the user agent; no cookie, no credentials, no referrer, even after a cookie was set."""
    with serve({"/": Reply(headers={**HTML, "Set-Cookie": "id=1; Path=/"})}) as site:
        ask(site)
        exchange = ask(site)
    assert PAGE.encode() == exchange.content == exchange.body
    sent = site.asked[-1][1]
    assert {"host", "user-agent", "accept-encoding", "connection"} == set(sent)
    assert f"works.example:{site.port}" == sent["host"]
    assert ("id=1; Path=/", "200") == (exchange.header("set-cookie"), str(exchange.status))


ENCODED = {
    "gzip": gzip.compress(PAGE.encode()),
    "deflate": zlib.compress(PAGE.encode()),
    "raw deflate": zlib.compress(PAGE.encode(), wbits=-15),
    "two members": gzip.compress(PAGE[:100].encode()) + gzip.compress(PAGE[100:].encode()),
    "identity": PAGE.encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_what_is_compressed_is_unpacked(name: str) -> None:
    """The body stays as it was transferred, for the archive; the content is what it unpacks to."""
    encoding = {"raw deflate": "deflate", "two members": "gzip"}.get(name, name)
    with serve({"/": packed(ENCODED[name], encoding)}) as site:
        exchange = ask(site)
    assert (ENCODED[name], PAGE.encode()) == (exchange.body, exchange.content)


def bomb(mebibytes: int) -> bytes:
    return gzip.compress(bytes(mebibytes * 2**20), compresslevel=9)


BAD = {
    "bomb": (packed(bomb(64), "gzip"), "too_large"),
    "bomb in members": (packed(b"".join(bomb(8) for _ in range(8)), "gzip"), "too_large"),
    "deflate bomb": (packed(zlib.compress(bytes(64 * 2**20), 9), "deflate"), "too_large"),
    "twice packed": (packed(gzip.compress(bomb(64)), "gzip, gzip"), "not_text"),
    "brotli": (packed(b"\x8b\x02\x80", "br"), "not_text"),
    "unknown encoding": (packed(b"x", "rot13"), "not_text"),
    "no gzip at all": (packed(b"<html>", "gzip"), "unreachable"),
    "cut gzip": (packed(gzip.compress(PAGE.encode())[:-20], "gzip"), "unreachable"),
    "page of 11 MB": (Reply(b"x" * (11 * 2**20), headers=HTML), "too_large"),
    "announced": (Reply(b"x", headers={**HTML, "Content-Length": str(11 * 2**20)}), "too_large"),
    "short of what was announced": (Reply(b"x" * 10, headers={**HTML, "Content-Length": "5000"}), "unreachable"),
    "garbage": (lambda handler: handler.wfile.write(b"\x00\x01garbage\r\n\r\n"), "unreachable"),
    "nothing": (lambda handler: None, "unreachable"),
    "endless header": (
        lambda handler: handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 2**20 + b"\r\n\r\n"), "unreachable",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_too_much_or_damaged_is_stopped(name: str) -> None:
    """With the kind of failure, and without unpacking more than allowed."""
    reply, status = BAD[name]
    with serve({"/": reply}) as site, pytest.raises(FetchError) as caught:
        ask(site)
    assert status == caught.value.status


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 256 MB behind 256 kB no more is held than the limit."""
    import tracemalloc

    packed_bytes = bomb(256)
    with serve({"/": packed(packed_bytes, "gzip")}) as site:
        tracemalloc.start()
        with pytest.raises(FetchError):
            ask(site)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 60 * 2**20


def test_a_pdf_may_be_larger_than_a_page() -> None:
    """50 MB, for what says that it is none of the text formats."""
    body = b"%PDF-1.7" + bytes(12 * 2**20)
    with serve({"/": Reply(body, headers={"Content-Type": "application/pdf"})}) as site:
        assert body == ask(site).content
        with pytest.raises(FetchError, match="8 MB"):
            ask(site, other_bytes=8 * 2**20)


def drip(handler: Any) -> None:
    """A byte at a time, for ever."""
    try:
        while True:
            handler.wfile.write(b"H")
            time.sleep(0.05)
    except OSError:
        return


def drip_body(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    drip(handler)


def hang(handler: Any) -> None:
    time.sleep(3)


@pytest.mark.parametrize("answer", [drip, drip_body, hang])
def test_the_wall_clock_ends_what_never_ends(answer: Any) -> None:
    """A server that sends a byte now and then, in the header or the body, or nothing, is left when time is up."""
    with serve({"/": answer}) as site:
        started = time.monotonic()
        with pytest.raises(FetchError) as caught:
            ask(site, seconds=0.5)
        assert time.monotonic() - started < 2.5
    assert "unreachable" == caught.value.status


def test_a_server_that_is_not_there_is_unreachable() -> None:
    """A refused connection is said to be one."""
    with serve({}) as site:
        pass
    with pytest.raises(FetchError, match="connection failed") as caught:
        ask(site)
    assert "unreachable" == caught.value.status


@pytest.fixture
def certified(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for works.example that signs itself, and its key."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -keyout {key} -out {certificate} -days 2 -subj /CN=works.example"
        " -addext subjectAltName=DNS:works.example"
    )
    try:
        subprocess.run(command.split(), check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("there is no openssl to make a certificate with")
    return certificate, key


def test_tls_is_spoken_with_the_original_host(certified: tuple[Path, Path]) -> None:
    """Connected by number, the certificate is asked for and checked by name; another name's is refused."""
    certificate, key = certified
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    named: list[str | None] = []
    server.sni_callback = lambda _socket, name, _context: named.append(name)
    listener = socket.create_server((LOOPBACK, 0))
    port = listener.getsockname()[1]

    def answer() -> None:
        for _ in range(2):
            connection, _ = listener.accept()
            try:
                with server.wrap_socket(connection, server_side=True) as secure:
                    secure.recv(4096)
                    secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")
            except OSError:
                continue

    threading.Thread(target=answer, daemon=True).start()
    site = Site(port, {})
    settings = site.limit(trust=ssl.create_default_context(cafile=certificate))
    with listener, watch_connections() as seen:
        exchange = request_page(f"https://works.example:{port}/", [], settings, Deadline(5), lambda: "now")
        assert b"ok" == exchange.content
        with pytest.raises(FetchError, match="certificate"):
            request_page(f"https://others.example:{port}/", [], settings, Deadline(5), lambda: "now")
    assert ["works.example", "others.example"] == named
    assert [(LOOPBACK, port)] * 2 == seen
