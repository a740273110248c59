"""Files made to bring a reader down are read or refused within bounds, and whoever asked goes on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

import pytest

from ingest.errors import DossierError
from ingest.readers import isolation
from ingest.readers.isolation import IsolatedReaders
from ingest.readers.media_types import HTML
from ingest.readers.protocol import ReadingHints
from ingest.readers.worker import MEMORY
from tests.ingest.readers.bombs.all import list_bombs
from tests.ingest.readers.bombs.pages import page
from tests.ingest.readers.bombs.words import WORDS

BOMBS = {f"{kind.rpartition('.')[2].rpartition('/')[2]}: {name}": (kind, make) for name, kind, make in list_bombs()}
HINTS = ReadingHints("The lock")


def test_bombs_are_many() -> None:
    """At least 20 of PDF, 20 of HTML, 20 of zip."""
    assert len(BOMBS) >= 60


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_read_or_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is read, or refused in one line with what helps, and takes no more than it may; the next file is read."""
    kind, make = BOMBS[name]
    monkeypatch.setattr(isolation, "_MOST_SECONDS", 8.0)
    content = make()
    with IsolatedReaders() as readers:
        with watch_memory(readers) as peak:
            refused = try_to_read(readers, kind, content)
        assert refused is None or (refused.what and refused.remedy)
        assert refused is None or 1 == len(refused.line.splitlines())
        assert "lock" in readers.read(HTML, page(f"<p>{WORDS * 9}</p>"), HINTS).text
    assert max(peak) <= MEMORY


def try_to_read(readers: IsolatedReaders, kind: str, content: bytes) -> DossierError | None:
    """The refusal; None where the file was read."""
    try:
        readers.read(kind, content, HINTS)
    except DossierError as refused:
        return refused
    return None


@contextmanager
def watch_memory(readers: IsolatedReaders) -> Iterator[list[int]]:
    """Collects the most memory, in bytes, that the process that reads has held so far."""
    peak, done = [0], threading.Event()

    def look() -> None:
        while not done.is_set():
            process = readers._process
            try:
                status = Path(f"/proc/{process.pid}/status").read_text() if process else ""
            except OSError:
                status = ""
            peak.extend(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmHWM"))
            sleep(0.02)

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield peak
    finally:
        done.set()
        watching.join()
