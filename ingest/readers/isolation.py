"""Foreign files are read in a process of their own, bounded in time and memory: a file that kills it harms nothing.

PDF, HTML and office files come from anywhere and meet large libraries. One process reads one file after the other,
since starting it takes half a second, and is replaced where it had to be killed.
"""

from __future__ import annotations

import json
import math
import os
import selectors
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Self

from pydantic import TypeAdapter

from ingest.errors import DossierError
from ingest.readers.choose import choose_reader
from ingest.readers.media_types import TEXT
from ingest.readers.protocol import ReadingHints
from ingest.readers.worker import MOST_ANSWERED
from ingest.reading import Reading

_HERE = 2**20
"""Bytes of a text up to which code of the project's own reads it in this process, to spare starting the other one."""
_LEAST_SECONDS, _MOST_SECONDS = 20.0, 60.0
_SECONDS_PER_BYTE = 0.2 / 5000
"""A page of a PDF takes 0.2 s at the most and 5 kB at the least."""
_SECONDS_MORE = 5
"""After so many more the process ends by itself, whoever asked being gone."""
_BUSY = "it may be damaged, or made to do harm: save it anew in the program it is from, or add its text as .txt"
_reading_json = TypeAdapter(Reading)


class IsolatedReaders:
    """Reads files of any kind; `with` ends the process that does."""

    def __init__(self, *, command: tuple[str, ...] = (sys.executable, "-m", "ingest.readers.worker")) -> None:
        """No process is started before a file needs one. `command` is what is started (tests)."""
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._has_read = False

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the process."""
        self._end()

    def read(self, media_type: str, content: bytes, hints: ReadingHints) -> Reading:
        """The reading of a file; DossierError with the reason where it cannot be read, or not within the bounds."""
        if media_type == TEXT and len(content) <= _HERE:
            return choose_reader(media_type)(content, hints)
        seconds = min(_MOST_SECONDS, _LEAST_SECONDS + _SECONDS_PER_BYTE * len(content))
        used = self._has_read
        try:
            return self._read(media_type, content, hints, seconds)
        except _BroughtDownError as error:
            if used:
                # What an earlier file left in the process must not be laid at this one's door.
                return self._read_alone(media_type, content, hints, seconds)
            raise DossierError(error.args[0], remedy=_BUSY) from error

    def _read_alone(self, media_type: str, content: bytes, hints: ReadingHints, seconds: float) -> Reading:
        try:
            return self._read(media_type, content, hints, seconds)
        except _BroughtDownError as error:
            raise DossierError(error.args[0], remedy=_BUSY) from error

    def _read(self, media_type: str, content: bytes, hints: ReadingHints, seconds: float) -> Reading:
        try:
            outcome, answer = self._ask(media_type, content, hints, seconds)
            if outcome == "reading":
                return _reading_json.validate_json(answer)
        except TimeoutError as error:
            self._end()
            raise DossierError(f"reading the file took longer than {seconds:.0f} s", remedy=_BUSY) from error
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            self._end()
            raise _BroughtDownError("the file brought its reader down") from error
        if outcome == "refused":
            told = json.loads(answer)
            raise DossierError(told["what"], remedy=told["remedy"])
        self._end()
        if outcome == "memory":
            raise _BroughtDownError("reading the file took more than 1 GiB of memory")
        if outcome == "large":
            raise DossierError("the file holds more text than a work may have", remedy="add the part that is cited")
        raise DossierError(f"the file cannot be read ({answer.decode('utf-8', 'replace')})", remedy=_BUSY)

    def _ask(self, media_type: str, content: bytes, hints: ReadingHints, seconds: float) -> tuple[str, bytes]:
        process = self._start()
        deadline = monotonic() + seconds
        request = {
            "media_type": media_type,
            "length": len(content),
            "seconds": math.ceil(seconds) + _SECONDS_MORE,
            "hints": {"title": hints.title, "ends_before": hints.ends_before},
        }
        _write(process, json.dumps(request).encode() + b"\n" + content, deadline)
        header, rest = _read_until_line(process, deadline)
        told = json.loads(header)
        length = int(told["length"])
        if not 0 <= length <= MOST_ANSWERED:
            raise ValueError("an answer of that length")
        answer = _read_exactly(process, rest, length, deadline)
        self._has_read = True
        return str(told["outcome"]), answer

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            root = str(Path(__file__).parents[2])
            paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
            self._process = subprocess.Popen(  # noqa: S603 - this program's own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": paths},
                start_new_session=True,
            )
            os.set_blocking(_pipe(self._process.stdin), False)
            os.set_blocking(_pipe(self._process.stdout), False)
        return self._process

    def _end(self) -> None:
        self._has_read = False
        if self._process is not None:
            if self._process.poll() is None:
                # It leads a group of its own: whatever it started goes with it. One that has ended is left alone, since
                # its number may be another's by now.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe:
                    pipe.close()
            self._process = None


class _BroughtDownError(Exception):
    """The process ended, said nothing that can be understood, or had no memory left; the reason is its argument."""


def _pipe(stream: object) -> int:
    return stream.fileno()  # type: ignore[attr-defined, no-any-return]


def _write(process: subprocess.Popen[bytes], content: bytes, deadline: float) -> None:
    view = memoryview(content)
    while view:
        _wait(_pipe(process.stdin), selectors.EVENT_WRITE, deadline)
        view = view[os.write(_pipe(process.stdin), view[: 1 << 16]) :]


def _read_until_line(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, bytes]:
    """The first line, and what was read behind it."""
    read = b""
    while b"\n" not in read:
        read += _read_some(process, deadline)
        if len(read) > MOST_ANSWERED:
            raise ValueError("no line")
    line, _, rest = read.partition(b"\n")
    return line, rest


def _read_exactly(process: subprocess.Popen[bytes], rest: bytes, length: int, deadline: float) -> bytes:
    pieces, count = [rest], len(rest)
    while count < length:
        pieces.append(_read_some(process, deadline))
        count += len(pieces[-1])
    return b"".join(pieces)


def _read_some(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    _wait(_pipe(process.stdout), selectors.EVENT_READ, deadline)
    piece = os.read(_pipe(process.stdout), 1 << 20)
    if not piece:
        raise EOFError("the process ended")
    return piece


def _wait(descriptor: int, event: int, deadline: float) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        if not selector.select(max(0.0, deadline - monotonic())):
            raise TimeoutError
