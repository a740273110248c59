"""A server of a test's own on the loopback, and the settings that permit exactly it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ingest.fetch.records import FetchSettings

LOOPBACK = "127.0.0.1"
PAGE = """<!doctype html><html lang="en"><head><title>The Declaration</title></head><body><main><article>
<h1>The Declaration</h1>
<p>The signatories agree to rebuild the lighthouse of Harksiel before the next winter begins in earnest.</p>
<p>They further agree that the ferry shall run on every day of the year, storms and holidays not excepted.</p>
</article></main></body></html>"""


@dataclass
class Reply:
    """What the server answers."""

    body: bytes | str = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


Answer = Reply | Callable[[Any], Reply | None]
"""A reply, or what makes one of the request; None: it has written everything itself."""


@dataclass
class Site:
    """A running server."""

    port: int
    answers: dict[str, Answer]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and header fields (names in small letters) of each request."""

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt left aside."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def url(self, path: str, host: str = "works.example") -> str:
        """The address of a path under a name that leads here."""
        return f"http://{host}:{self.port}{path}"

    @property
    def settings(self) -> FetchSettings:
        """The usual settings without pauses; every name leads to this server, and nothing else may be connected to."""
        return FetchSettings(
            permitted=frozenset({(LOOPBACK, self.port)}),
            resolve=lambda host, port: [(int(socket.AF_INET), LOOPBACK)],
            pause=0.0,
        )

    def limit(self, **limits: Any) -> FetchSettings:
        """The same with other limits."""
        return replace(self.settings, **limits)


@contextmanager
def serve(answers: dict[str, Answer]) -> Iterator[Site]:
    """Run a server that answers these paths, and 404 to every other one."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = answers.get(self.path, Reply("no", 404))
            reply = answer(self) if callable(answer) else answer
            if reply is None:
                return
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            self.send_response(reply.status)
            for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests want."""

    with Server((LOOPBACK, 0), Handler) as server:
        site = Site(server.server_port, answers)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()


@contextmanager
def watch_connections() -> Iterator[list[Sequence[object]]]:
    """Every address that this process tries to connect to meanwhile; none but the loopback is let through."""
    seen: list[Sequence[object]] = []
    whole = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        seen.append(address)
        if address[0] != LOOPBACK:
            raise ConnectionRefusedError("a test does not leave this machine")
        whole(self, address)

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    try:
        yield seen
    finally:
        socket.socket.connect = whole  # type: ignore[method-assign]
