"""Which reader reads which file."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.decoding import decode_text
from ingest.readers.docx import read_docx
from ingest.readers.epub import read_epub
from ingest.readers.html.page import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.odt import read_odt
from ingest.readers.pdf.reader import read_pdf
from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import Reader

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".epub": "application/epub+zip",
}
"""By a file's ending, in small letters."""
_READERS: dict[str, Reader] = {
    "text/plain": read_plain_text,
    "text/markdown": read_markdown,
    "text/html": read_html,
    "application/pdf": read_pdf,
    MEDIA_TYPES[".docx"]: read_docx,
    MEDIA_TYPES[".odt"]: read_odt,
    MEDIA_TYPES[".epub"]: read_epub,
}


def choose_reader(media_type: str) -> Reader:
    """The reader of a media type; KeyError for one that cannot be read."""
    return _READERS[media_type]


def check_content(media_type: str, content: bytes) -> None:
    """DossierError where content cannot be what its media type says: told before it is taken in."""
    if media_type in ("text/plain", "text/markdown"):
        decode_text(content)


def find_media_type(path: Path) -> str | None:
    """The media type of a file by its ending; None where there is no reader for it."""
    return MEDIA_TYPES.get(path.suffix.lower())
