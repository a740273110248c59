"""Real files, where `FUNDSTELLE_DOCUMENTS` names a folder: each is read or refused, and no letter vanishes unsaid."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium
import pytest

from ingest.errors import DossierError
from ingest.readers.choose import find_media_type
from ingest.readers.isolation import IsolatedReaders
from ingest.readers.pdf.glyphs import open_pdf, read_pages
from ingest.readers.protocol import ReadingHints
from ingest.reading import Reading

FOLDER = os.environ.get("FUNDSTELLE_DOCUMENTS")
FILES = sorted(path for path in Path(FOLDER).iterdir() if find_media_type(path)) if FOLDER else []
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="FUNDSTELLE_DOCUMENTS names no folder of files")]
PDFS = [path for path in FILES if path.suffix == ".pdf"]
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


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
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


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.name)
def test_only_what_stands_across_a_page_is_left_out_as_such(path: Path) -> None:
    """Letters on a level line within the page are its text, slanted ones too: a sentence without them misleads."""
    if isinstance(result := read(path), DossierError):
        pytest.skip(result.what)
    pdf = open_pdf(path.read_bytes())
    for page, one in zip(pdf, read_pages(pdf), strict=True):
        left_out = Counter(char for line in one.left_out for char in line if char.isalnum())
        assert left_out <= Counter(_letters_across(page)), f"page {one.number}"


def _letters_across(page: Any) -> Iterator[str]:
    """The letters whose base line does not run as that of most does, or that stand outside the page."""
    text, matrix = page.get_textpage(), pdfium.FS_MATRIX()
    left, bottom, right, top = page.get_cropbox()
    found = []
    for at in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
        if char.isalnum():
            pdfium.FPDFText_GetMatrix(text.raw, at, matrix)
            x0, y0, x1, y1 = text.get_charbox(at)
            inside = x1 > left and x0 < right and y1 > bottom and y0 < top
            found.append((char, round(math.degrees(math.atan2(matrix.b, matrix.a))) // 3, inside))
    usual = Counter(angle for _, angle, _ in found).most_common(1)[0][0] if found else 0
    yield from (char for char, angle, inside in found if angle != usual or not inside)
