"""A file is what its bytes say: where its name says otherwise, or no reader reads it, one line says what helps."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ingest.errors import DossierError
from ingest.readers.choose import check_content, refuse_ending
from ingest.readers.media_types import DOCX, EPUB, HTML, MARKDOWN, ODT, PDF, TEXT
from ingest.readers.signatures import find_signature
from tests.ingest.readers.bombs.archives import make_docx, make_epub, make_odt, make_zip

PAGE = "<!DOCTYPE html>\n<html lang=de><body><p>Die Mühle steht am Fluss.</p></body></html>".encode()
PDF_BYTES = b"\n\n%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
KINDS = {
    PDF: PDF_BYTES,
    HTML: PAGE,
    DOCX: make_docx("<w:p/>"),
    ODT: make_odt("<text:p/>"),
    EPUB: make_epub(1, PAGE),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_called_what_it_is_passes(kind: str) -> None:
    """Each kind is told by its bytes."""
    found = find_signature(KINDS[kind])
    assert found is not None
    assert kind == found.media_type
    check_content(kind, KINDS[kind])


@pytest.mark.parametrize(
    ("kind", "content", "what", "remedy"),
    [
        (PDF, PAGE, "is a web page, not a PDF", "get the file again"),
        (PDF, b"\xef\xbb\xbf <!-- gespeichert --> <HTML><body>", "is a web page", "get the file again"),
        (TEXT, PDF_BYTES, "is a PDF, not text", "rename it to .pdf"),
        (MARKDOWN, PAGE, "is a web page, not text", "rename it to .html"),
        (TEXT, PAGE, "is a web page, not text", "rename it to .html"),
        (DOCX, OLD_OFFICE, "old binary format", "save it as .docx"),
        (DOCX, KINDS[ODT], "is an OpenDocument text, not a Word document", "rename it to .odt"),
        (ODT, KINDS[DOCX], "is a Word document, not an OpenDocument text", "rename it to .docx"),
        (EPUB, make_zip({"a.txt": b"a"}), "is a packed archive, not an EPUB book", "unpack it"),
        (DOCX, make_zip({"xl/workbook.xml": b"<a/>"}), "is a spreadsheet", "save the table"),
        (DOCX, make_zip({"mimetype": b"application/x-krita"}), "application/x-krita", "save it as .docx"),
        (PDF, b"{\\rtf1\\ansi M\\'fchle}", "is a rich text file (RTF), not a PDF", "save it as .docx"),
        (TEXT, b"{\\rtf1\\ansi M\\'fchle}", "is a rich text file (RTF)", "save it as .docx"),
        (PDF, b"\x89PNG\r\n\x1a\n\0", "is an image", "OCR"),
        (HTML, b"\xff\xd8\xff\xe0\0\x10JFIF", "is an image", "OCR"),
        (HTML, b"RIFF\0\0\0\0WEBPVP8 ", "is an image", "OCR"),
        (TEXT, gzip.compress(b"Die M", mtime=0), "is a packed archive", "unpack it"),
        (PDF, b"%!PS-Adobe-3.0", "is a PostScript file", "ps2pdf"),
        (HTML, b"From: <Saved by Blink>\nContent-Type: multipart/related;", "MHTML", "save the page as .html"),
        (EPUB, b"\0" * 60 + b"BOOKMOBI", "is an electronic book", ".epub"),
        (HTML, b"\0\0\0\x18ftypmp42", "is a recording", "what is said"),
    ],
)
def test_what_is_called_something_else_is_refused(kind: str, content: bytes, what: str, remedy: str) -> None:
    """The line names what the file is, and what helps."""
    with pytest.raises(DossierError) as refused:
        check_content(kind, content)
    assert what in refused.value.line
    assert remedy in refused.value.line


@pytest.mark.parametrize(
    "text",
    [
        "Die Mühle.\n\nFrom: the Chronicle, Subject: locks",
        "<p align=center>Ein Bericht</p>\n\n# Die Mühle",
        "PK ist eine Abkürzung",
        "BM, der Bürgermeister, sagt: <html> ist kein Wort.",
        "Ёлка стоит у реки.",
        "ID3 der Akte",
        "<!-- -->" * 500 + "Tor",
        "<!--" * 1000,
    ],
)
def test_text_bears_no_signs(text: str) -> None:
    """Words that look like a sign of another kind are words."""
    assert find_signature(text.encode()) is None
    check_content(TEXT, text.encode())


def test_damaged_archives_are_left_to_their_reader() -> None:
    """What is left of a file may bear no sign; its reader says what is wrong with it."""
    whole = KINDS[DOCX]
    assert find_signature(whole[: len(whole) // 2]) is None
    check_content(DOCX, whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("akte.doc", ".doc, in the old binary format of Word", "save it as .docx"),
        ("akte.RTF", "(RTF)", "save it as .docx"),
        ("scan.jpeg", "an image", "OCR"),
        ("alles.zip", "a packed archive", "unpack it"),
        ("werk.tex", "a LaTeX source", "PDF"),
        ("werk.xyz", "(.xyz)", ".epub"),
        ("werk", "(no ending)", ".pdf"),
    ],
)
def test_other_endings_are_named_with_what_helps(name: str, what: str, remedy: str) -> None:
    """Nothing is guessed of a file that no reader reads: the line says what to do with it."""
    refused = refuse_ending(Path(name))
    assert "cannot be read yet" in refused.line
    assert what in refused.line
    assert remedy in refused.line
