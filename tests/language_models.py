"""Stand-ins for servers of language models on the loopback: each wire as it comes, well or badly."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app.models.records import ModelSettings, Provider

Handler = http.server.BaseHTTPRequestHandler
Reply = Callable[[Handler, dict[str, Any]], None]
"""What a server does with a call and its body."""
PATHS: dict[Provider, str] = {"openai": "/v1/chat/completions", "ollama": "/api/chat", "anthropic": "/v1/messages"}


@dataclass
class Asked:
    """A call that came."""

    path: str
    body: dict[str, Any]
    headers: dict[str, str]


@dataclass
class Server:
    """A running stand-in."""

    port: int
    calls: list[Asked] = field(default_factory=list)
    broken: threading.Event = field(default_factory=threading.Event)
    """Set once a client has hung up on `write_for_ever`."""

    @property
    def address(self) -> str:
        """Its address without a path."""
        return f"http://127.0.0.1:{self.port}"

    def settings(self, provider: Provider = "openai", **others: Any) -> ModelSettings:
        """Settings that name a model there."""
        url = f"{self.address}/v1" if provider == "openai" else self.address
        return ModelSettings(provider, **{"url": url, "model": "m", **others})


@contextmanager
def serve_model(reply: Reply, *, get: Reply | None = None) -> Iterator[Server]:
    """Run a server that does this with every call (and that with every GET, else 404)."""

    class Answering(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.calls.append(Asked(self.path, body, {name.lower(): text for name, text in self.headers.items()}))
            reply(self, body)

        def do_GET(self) -> None:
            server.calls.append(Asked(self.path, {}, {name.lower(): text for name, text in self.headers.items()}))
            (get or refuse(404, "no such page"))(self, {})

        def log_message(self, *_: object) -> None:
            """Quiet."""

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """A client that hangs up is what some tests want."""

    with Quiet(("127.0.0.1", 0), Answering) as http_server:
        server = Server(http_server.server_port)
        threading.Thread(target=http_server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield server
        finally:
            http_server.shutdown()


def say(provider: Provider, pieces: Sequence[str], *, ended: str | None = "stop") -> Reply:
    """Stream these pieces; `ended`: why they end, None: cut off in the middle."""

    def reply(handler: Handler, _: dict[str, Any]) -> None:
        start(handler)
        for line in _WIRES[provider](pieces, ended):
            write(handler, line)

    return reply


def refuse(status: int, message: str = "no", headers: dict[str, str] | None = None) -> Reply:
    """Answer with a status and a message as servers of all three kinds put it."""

    def reply(handler: Handler, _: dict[str, Any]) -> None:
        body = json.dumps({"error": {"message": message, "type": "x"}}).encode()
        send(handler, body, status, headers or {})

    return reply


def send_body(body: bytes, status: int = 200) -> Reply:
    """Answer with these very bytes."""
    return lambda handler, _: send(handler, body, status, {})


def hang(seconds: float, *, begin: Sequence[str] = ()) -> Reply:
    """Take the call, write these lines, and then say nothing for that long."""

    def reply(handler: Handler, _: dict[str, Any]) -> None:
        if begin:
            start(handler)
            for line in begin:
                write(handler, line)
        time.sleep(seconds)

    return reply


def write_for_ever(server: list[Server]) -> Reply:
    """Stream until the client hangs up, and note that it did."""

    def reply(handler: Handler, _: dict[str, Any]) -> None:
        start(handler)
        try:
            while True:
                write(handler, openai_piece("la "))
                time.sleep(0.01)
        except OSError:
            server[0].broken.set()

    return reply


def send(handler: Handler, body: bytes, status: int, headers: dict[str, str]) -> None:
    """Write a whole response."""
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), "Content-Type": "application/json", **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


def start(handler: Handler) -> None:
    """Begin a response that ends where the connection does."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()


def write(handler: Handler, line: str) -> None:
    """Write a line of a response that has begun."""
    handler.wfile.write(line.encode())
    handler.wfile.flush()


def openai_piece(text: str, finish: str | None = None) -> str:
    """An event of the OpenAI-compatible wire."""
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": finish}
    return _event({"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]})


def _openai(pieces: Sequence[str], ended: str | None) -> Iterator[str]:
    for piece in pieces:
        yield openai_piece(piece)
    if ended:
        yield openai_piece("", ended)
        usage = {"prompt_tokens": 7, "completion_tokens": len(pieces), "total_tokens": 7 + len(pieces)}
        last = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [], "usage": usage}
        yield _event(last)
        yield "data: [DONE]\n\n"


def _ollama(pieces: Sequence[str], ended: str | None) -> Iterator[str]:
    head = {"model": "m", "created_at": "2026-01-01T00:00:00Z"}
    for piece in pieces:
        yield json.dumps({**head, "message": {"role": "assistant", "content": piece}, "done": False}) + "\n"
    if ended:
        counts = {"prompt_eval_count": 7, "eval_count": len(pieces)}
        message = {"role": "assistant", "content": ""}
        yield json.dumps({**head, "message": message, "done": True, "done_reason": ended, **counts}) + "\n"


def _anthropic(pieces: Sequence[str], ended: str | None) -> Iterator[str]:
    usage = {"input_tokens": 7, "output_tokens": 1}
    message = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": [], "usage": usage}
    yield _event({"type": "message_start", "message": message}, name=True)
    block = {"type": "text", "text": ""}
    yield _event({"type": "content_block_start", "index": 0, "content_block": block}, name=True)
    for piece in pieces:
        delta = {"type": "text_delta", "text": piece}
        yield _event({"type": "content_block_delta", "index": 0, "delta": delta}, name=True)
    if ended:
        yield _event({"type": "content_block_stop", "index": 0}, name=True)
        why = {"stop_reason": {"stop": "end_turn", "length": "max_tokens"}[ended], "stop_sequence": None}
        yield _event({"type": "message_delta", "delta": why, "usage": {"output_tokens": len(pieces)}}, name=True)
        yield _event({"type": "message_stop"}, name=True)


def _event(data: dict[str, Any], *, name: bool = False) -> str:
    return (f"event: {data['type']}\n" if name else "") + f"data: {json.dumps(data)}\n\n"


_WIRES: dict[Provider, Callable[[Sequence[str], str | None], Iterator[str]]] = {
    "openai": _openai, "ollama": _ollama, "anthropic": _anthropic,
}  # fmt: skip
