"""What kind of file bytes are: by themselves first, then by what is said of them."""

from __future__ import annotations

import io
import time
import zipfile

import pytest

from ingest.readers.choose import MEDIA_TYPES
from ingest.readers.sniffing import find_kind


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


HTML, PDF, TEXT, MARKDOWN = "text/html", "application/pdf", "text/plain", "text/markdown"
EPUB, ODT = MEDIA_TYPES[".epub"], MEDIA_TYPES[".odt"]
FOUND: dict[str, tuple[bytes, str, str, str | None]] = {
    "pdf": (b"%PDF-1.7", "text/html", "x.html", PDF),
    "pdf after rubbish": (b"\xef\xbb\xbf\n\n%PDF-1.7", "", "", PDF),
    "page": (b"<!DOCTYPE html><p>x", "text/plain", "x.txt", HTML),
    "page with everything before it": (
        b'\xef\xbb\xbf <?xml version="1.0"?>\n<!-- a --><!-- b -->\n<HTML>',
        "",
        "",
        HTML,
    ),
    "page without a beginning": (b"<p>Hello", "text/html; charset=utf-8", "x", HTML),
    "xhtml": (b"<p>Hello", "application/xhtml+xml", "", HTML),
    "text": (b"Hello", "text/plain", "", TEXT),
    "markdown said to be text": (b"# Hello", "text/plain; charset=utf-8", "/a/README.md", MARKDOWN),
    "a stream with a name": (b"Hello", "application/octet-stream", "/a/notes.txt", TEXT),
    "a name alone": (b"Hello", "", "notes.md", MARKDOWN),
    "text that speaks of html": (b"The tag <html> begins a page.", "text/plain", "", TEXT),
    "xml": (b"<?xml version='1.0'?><rss/>", "application/rss+xml", "", None),
    "picture": (b"\x89PNG", "image/png", "x.png", None),
    "pdf by name only": (b"\x00\x01", "", "x.pdf", None),
    "pdf by type only": (b"gone", "application/pdf", "", None),
    "docx": (zipped(word__document="", **{"word/document.xml": "<w/>"}), "application/zip", "", MEDIA_TYPES[".docx"]),
    "epub": (zipped(mimetype=EPUB), "application/octet-stream", "x.zip", EPUB),
    "odt": (zipped(mimetype=ODT), "", "x.odt", ODT),
    "sheet": (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "", "x.odt", None),
    "zip": (zipped(a="b"), "", "x.docx", None),
    "torn zip": (zipped(a="b")[:20], "", "x.docx", None),
    "nothing": (b"", "", "", None),
}


@pytest.mark.parametrize("name", FOUND)
def test_bytes_come_before_what_is_said_of_them(name: str) -> None:
    """A type or a name decides only between texts."""
    content, said, called, expected = FOUND[name]
    assert expected == find_kind(content, said=said, name=called)


def test_hostile_beginnings_take_no_time() -> None:
    """Hundreds of comments and declarations before what is no page."""
    started = time.monotonic()
    for piece in (b"<!---->", b"<!-- ", b"<?xml ?>", b" ", b"<!--\n-->\n"):
        assert find_kind(piece * 500 + b"x", said="text/plain") == TEXT
    assert time.monotonic() - started < 2
