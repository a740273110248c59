"""Text that is no language, as of files put into text: a document is made of it in time that grows with its length."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from unicodedata import normalize

import pytest

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import ReadingHints
from ingest.records import Manifest, Snapshot, Source
from ingest.structure.chunks import make_chunks
from ingest.structure.document import build_document

SOURCE = Source("w", "cited_source", "W", language="de")
SNAPSHOT = Snapshot("w", "0" * 64, "w.txt", "2026-01-01", "text/plain", 1)
LENGTH = 300_000
TEXTS = {
    "one word": "MühleRat",
    "titles": "Dr. ",
    "marks": "a\u0301",
    "brackets": "[",
    "opened quotes": "„Tor ",
    "sayings": "Er sagt: ",
    "digits": "1.",
    "capitals": "Herr ",
    "hyphens": "Ab-",
    "Cyrillic": "Мельница",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_text_without_sense_takes_no_time_without_end(name: str) -> None:
    """What took hours, a pattern going to the end from each letter, takes seconds; the words stay as they are."""
    text = TEXTS[name] * (LENGTH // len(TEXTS[name]))
    started = process_time()
    reading = read_plain_text(text.encode(), ReadingHints())
    document = build_document(reading, SOURCE, SNAPSHOT, Manifest("T", ("de",), (SOURCE,), Path()))
    assert make_chunks(document)
    assert document.text.startswith(normalize("NFC", text[:100])[:40].strip())
    assert process_time() - started < 60
