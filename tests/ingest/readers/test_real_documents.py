"""Real files, where `FUNDSTELLE_DOCUMENTS` names a folder: each is read or refused, and no letter vanishes unsaid."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from ingest.errors import DossierError
from ingest.readers.choose import find_media_type
from ingest.readers.isolation import IsolatedReaders
from ingest.readers.pdf.glyphs import open_pdf
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

FOLDER = os.environ.get("FUNDSTELLE_DOCUMENTS")
FILES = sorted(path for path in Path(FOLDER).iterdir() if find_media_type(path)) if FOLDER else []
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="FUNDSTELLE_DOCUMENTS names no folder of files")]
_MOST_LOST = 0.002
"""Share of a file's letters that may go: bullets that a font of signs has under a letter, and letters in two forms."""


def read(path: Path) -> Reading | DossierError:
    with IsolatedReaders() as readers:
        try:
            return readers.read(str(find_media_type(path)), path.read_bytes(), ReadingHints())
        except DossierError as error:
            return error


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_read_or_refused_with_a_remedy(path: Path) -> None:
    """Nothing brings the reader down, and whoever holds the file learns what is wrong with it."""
    result = read(path)
    if isinstance(result, DossierError):
        assert result.remedy
        assert "brought its reader down" not in result.what
    else:
        assert result.text.strip()
        assert all(result.text[block.start : block.end].strip() for block in result.blocks)


@pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".pdf"], ids=lambda path: path.name)
def test_no_letter_of_a_pdf_vanishes_unsaid(path: Path) -> None:
    """Every letter and digit of its pages stands in the text, in a note's number, or in what was left out."""
    result = read(path)
    if isinstance(result, DossierError):
        pytest.skip(result.what)
    pdf = open_pdf(path.read_bytes())
    there = Counter(char for page in pdf for char in page.get_textpage().get_text_range() if char.isalnum())
    kept = Counter(char for char in result.text + result.left_out if char.isalnum())
    kept.update(char for block in result.blocks if block.kind == "footnote" for char in str(block.number))
    assert (there - kept).total() <= _MOST_LOST * there.total()
