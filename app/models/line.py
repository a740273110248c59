"""Between a library that speaks a wire and the watch over it: the pieces of one call, and its connection."""

from __future__ import annotations

import socket
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.models.records import Message


@dataclass(frozen=True, slots=True)
class Chunk:
    """What one event of a stream says."""

    text: str = ""
    prompt_tokens: int | None = None
    answer_tokens: int | None = None
    ended: bool = False
    """The server said that its answer ends here; a stream that stops without was cut off."""
    cut: bool = False
    """It ends because it has reached the longest."""


class Line:
    """One call's connection: another thread sees that it stands, and can cut it."""

    def __init__(self, on_open: Callable[[], None], on_call: Callable[[], None] = lambda: None) -> None:
        self._on_open = on_open
        self._on_call = on_call
        self._socket: socket.socket | None = None
        self._cut = False

    def hook(self, request: Any) -> None:  # noqa: ANN401 - a request of httpx or of httpx2, which have no common base
        """Listen in on a request; for `event_hooks={"request": [line.hook]}` of a client made for this call alone."""
        self._on_call()
        request.extensions = {**request.extensions, "trace": self._notice}

    def cut(self) -> None:
        """End the connection now or, where there is none yet, as soon as it stands.

        Closing a socket does not wake a thread that reads from it, and the server would go on writing; shutting it
        down does both.
        """
        self._cut = True
        if self._socket is not None:
            with suppress(OSError):
                # Of the socket below TLS: that one's own would let a write that is under way go out in the clear.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _notice(self, event: str, info: dict[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            found = info["return_value"].get_extra_info("socket")
            self._socket = found if isinstance(found, socket.socket) else None
        elif not event.startswith("connection."):
            self._on_open()
        if self._cut:
            self.cut()


Talk = Callable[[Sequence[Message], int, Line], Generator[Chunk, None, None]]
"""How a wire is spoken: messages and the answer's longest in tokens -> its events. May raise anything."""
