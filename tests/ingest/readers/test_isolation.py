"""Foreign files are read in a process that may die: what it does is bounded, and each end has its reason."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from ingest.errors import DossierError
from ingest.readers import isolation
from ingest.readers.isolation import IsolatedReaders
from ingest.readers.protocol import ReadingHints

PAGE = (
    "<html><head><title>Der Deich</title></head><body><article><h1>Der Deich</h1><p>"
    + "Der Deichverband hat im vergangenen Winter an drei Stellen nachgearbeitet. " * 8
    + "</p></article></body></html>"
).encode()
HINTS = ReadingHints("Der Deich")


@pytest.fixture
def readers() -> Iterator[IsolatedReaders]:
    with IsolatedReaders() as opened:
        yield opened


def pretend(code: str) -> IsolatedReaders:
    """Readers whose process runs `code` in place of a reader."""
    return IsolatedReaders(command=(sys.executable, "-c", code))


ANSWER = (
    "import sys, json; line = sys.stdin.buffer.readline(); sys.stdin.buffer.read(json.loads(line)['length']);"
    " body = {body!r}; sys.stdout.buffer.write(json.dumps({{'outcome': {outcome!r}, 'length': {length}}}).encode()"
    " + b'\\n' + body); sys.stdout.flush()"
)


def test_a_page_is_read_as_without_isolation(readers: IsolatedReaders) -> None:
    """The reading comes back whole, and the same process reads the next file."""
    first = readers.read("text/html", PAGE, HINTS)
    assert "nachgearbeitet" in first.text
    assert first == readers.read("text/html", PAGE, HINTS)


def test_a_refusal_comes_with_its_reason(readers: IsolatedReaders) -> None:
    """What the reader says of the file is what the admin is told; the process goes on."""
    with pytest.raises(DossierError, match="no PDF"):
        readers.read("application/pdf", b"nothing of the kind", HINTS)
    assert readers.read("text/html", PAGE, HINTS).text


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits is told so, and the process is gone."""
    monkeypatch.setattr(isolation, "_LEAST_SECONDS", 0.5)
    with pretend("import time; time.sleep(60)") as readers, pytest.raises(DossierError, match="longer than"):
        readers.read("text/html", PAGE, HINTS)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "import sys; sys.exit(3)",
        "import sys; sys.stdout.write('no json\\n')",
        'import sys; sys.stdout.write(\'{"outcome": "reading", "length": 99999999999}\\n\'); sys.stdout.flush()',
        ANSWER.format(outcome="reading", length=9, body=b'{"a": 1}\n'),
    ],
)
def test_a_file_that_kills_its_reader_harms_nothing(code: str) -> None:
    """A crash, an end, and an answer that is none are one refusal in one line."""
    with pretend(code) as readers, pytest.raises(DossierError, match="brought its reader down") as refused:
        readers.read("text/html", PAGE, HINTS)
    assert refused.value.remedy


def test_memory_is_bounded() -> None:
    """A reader that asks for more than it may have is refused, and the machine does not notice."""
    code = (
        "import ingest.readers.worker as worker\n"
        "def eat(content, hints): return [bytearray(1 << 20) for _ in range(4096)]\n"
        "worker.choose_reader = lambda kind: eat\nworker.main()"
    )
    with pretend(code) as readers, pytest.raises(DossierError, match="memory"):
        readers.read("text/html", PAGE, HINTS)


@pytest.mark.parametrize(
    "deed",
    [
        "__import__('socket').create_connection(('127.0.0.1', 9))",
        "__import__('subprocess').run(['true'])",
        "[__import__('os').fork() for _ in range(50)]",
        "open('{folder}/written', 'w').write('x' * 10000)",
    ],
)
def test_a_reader_reaches_neither_network_nor_disk(deed: str, tmp_path: Path) -> None:
    """Whatever a file makes its reader do stays in the process."""
    code = (
        "import ingest.readers.worker as worker\n"
        f"def act(content, hints): {deed.format(folder=tmp_path)}\n"
        "worker.choose_reader = lambda kind: act\nworker.main()"
    )
    with pretend(code) as readers, pytest.raises(DossierError):
        readers.read("text/html", PAGE, HINTS)
    assert not any(path.stat().st_size for path in tmp_path.iterdir())


def test_what_a_file_leaves_behind_is_not_laid_at_the_next_ones_door() -> None:
    """A process that fails at a file after others is replaced, and the file is read once more in the new one."""
    code = (
        "import ingest.readers.worker as worker\n"
        "real, count = worker.choose_reader, []\n"
        "def tire(kind):\n"
        "    count.append(kind)\n"
        "    if len(count) == 2: raise MemoryError\n"
        "    return real(kind)\n"
        "worker.choose_reader = tire\nworker.main()"
    )
    with pretend(code) as readers:
        first = readers.read("text/html", PAGE, HINTS)
        process = readers._process
        assert first == readers.read("text/html", PAGE, HINTS)
        assert process is not readers._process


def test_a_reader_whose_owner_is_gone_ends() -> None:
    """Nobody is left to end a reader that never comes back: the kernel does."""
    read, write = os.pipe()
    code = (
        "import ingest.readers.worker as worker\n"
        "def spin(content, hints):\n"
        "    while True: pass\n"
        "worker.choose_reader = lambda kind: spin\nworker.main()"
    )
    request = {"media_type": "text/html", "length": 0, "seconds": 1, "hints": {"title": "", "ends_before": None}}
    process = subprocess.Popen([sys.executable, "-c", code], stdin=read, stdout=subprocess.DEVNULL)
    os.write(write, json.dumps(request).encode() + b"\n")
    os.close(write)
    os.close(read)
    assert -signal.SIGALRM == process.wait(60)


def test_a_reading_may_not_be_larger_than_can_be_taken() -> None:
    """A text that would fill this process is refused by the one that reads."""
    code = "import ingest.readers.worker as worker\nworker.MOST_ANSWERED = 99\nworker.main()"
    with pretend(code) as readers, pytest.raises(DossierError, match="more text than"):
        readers.read("text/html", PAGE, HINTS)


def test_markdown_meets_a_library_and_is_read_in_the_process(readers: IsolatedReaders) -> None:
    """Only text is read by code of the project's own."""
    assert "Deich" in readers.read("text/markdown", b"# Der Deich\n\nEr steht.", HINTS).text
    assert readers._process is not None


def test_the_process_ends_with_its_owner() -> None:
    """Nothing is left running."""
    with IsolatedReaders() as readers:
        readers.read("text/html", PAGE, HINTS)
        process = readers._process
        assert process is not None
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


def test_text_is_read_without_a_process(readers: IsolatedReaders) -> None:
    """Text meets no library: starting a process for it would only cost time, unless it is very long."""
    started = monotonic()
    assert readers.read("text/plain", b"Ein Satz.", HINTS).text
    assert readers._process is None
    assert monotonic() - started < 60
    assert readers.read("text/plain", b"Ein Satz. " * 110_000, HINTS).text
    assert readers._process is not None
