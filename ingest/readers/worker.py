"""The process in which foreign files are read: started by `ingest.readers.isolation`, it may die without harm.

It reads requests from standard input and answers on standard output, each a line of JSON with lengths, then the bytes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from typing import Any, BinaryIO

from pydantic import TypeAdapter

from ingest.errors import DossierError
from ingest.readers.choose import choose_reader
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

MEMORY = 2**30
"""Bytes of address space: the libraries, all of them loaded, take 71 MB of it."""
_FORBIDDEN = (
    "socket.connect",
    "socket.bind",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.spawn",
    "os.kill",
    "os.remove",
    "os.rename",
)
MOST_ANSWERED = 128 * 2**20
"""Bytes of a reading: a text of 40 MB, each of its words a block, has fewer."""
reading_json = TypeAdapter(Reading)


def main() -> None:
    """Serve until standard input ends."""
    _confine()
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints must not stand among the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in requests:
        request = json.loads(line)
        content = requests.read(request["length"])
        # Whoever asked may be gone: then nobody but the kernel ends what would never end by itself.
        signal.alarm(request["seconds"])
        outcome, answer = _read(content, request)
        signal.alarm(0)
        _answer(answers, outcome, answer)


def _confine() -> None:
    """Bound memory, write no files and no core, open no connection."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a reader may not do this: {event}")


def _read(content: bytes, request: dict[str, Any]) -> tuple[str, bytes]:
    hints = ReadingHints(**request["hints"])
    try:
        answer = reading_json.dump_json(choose_reader(request["media_type"])(content, hints))
        return ("reading", answer) if len(answer) <= MOST_ANSWERED else ("large", b"")
    except DossierError as error:
        return "refused", json.dumps({"what": error.what, "remedy": error.remedy}).encode()
    except MemoryError:
        return "memory", b""
    except RecursionError:
        return "refused", json.dumps({"what": "the file is nested too deep", "remedy": "save it anew"}).encode()
    except Exception as error:  # a library's own failure is the file's, as far as an admin is concerned
        return "failed", f"{type(error).__name__}: {error}".encode()[:500]


def _answer(answers: BinaryIO, outcome: str, content: bytes) -> None:
    answers.write(json.dumps({"outcome": outcome, "length": len(content)}).encode() + b"\n" + content)
    answers.flush()


if __name__ == "__main__":
    main()
