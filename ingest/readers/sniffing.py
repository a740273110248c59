"""What kind of file bytes are: told by themselves first, then by what a server or a file's name says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from pathlib import Path

from ingest.readers.choose import MEDIA_TYPES, find_media_type

_PDF_WITHIN = 1024
"""Bytes before "%PDF-" that readers of PDF forgive."""
_HTML = re.compile(rb"(?i)<(?:!doctype\s+html|html|head|body)\b")
_BEFORE_HTML = ((b"<?xml", b"?>"), (b"<!--", b"-->"))
_LOOKED_AT = 4096
"""Bytes in which a page says that it is one."""
_ZIP = b"PK\x03\x04"
_SAID = {
    "application/xhtml+xml": "text/html",
    "text/x-markdown": "text/markdown",
    "application/x-pdf": "application/pdf",
}


def find_kind(content: bytes, *, said: str = "", name: str = "") -> str | None:
    """The media type by which a reader is chosen; None where there is no reader for it.

    Args:
        content: The bytes.
        said: A server's `Content-Type`.
        name: A file's name, or the path of an address.

    """
    if b"%PDF-" in content[:_PDF_WITHIN]:
        return "application/pdf"
    if content.startswith(_ZIP):
        return _look_into(content)
    if _is_html(content[:_LOOKED_AT]):
        return "text/html"
    by_name = find_media_type(Path(name))
    claimed = said.split(";")[0].strip().lower()
    claimed = _SAID.get(claimed, claimed)
    if claimed == "text/plain" and by_name == "text/markdown":
        return by_name
    if claimed in ("", "application/octet-stream", "binary/octet-stream"):
        claimed = by_name or ""
    # What is a PDF or a zip would have said so itself.
    return claimed if claimed in _TEXTS else None


_TEXTS = frozenset(kind for kind in MEDIA_TYPES.values() if kind.startswith("text/"))


def _is_html(start: bytes) -> bool:
    """Whether HTML begins here, after a byte-order mark, white space, a declaration and comments."""
    position = 3 if start.startswith(codecs.BOM_UTF8) else 0
    while True:
        position += len(start[position:]) - len(start[position:].lstrip())
        end = next((end for begin, end in _BEFORE_HTML if start.startswith(begin, position)), None)
        if end is None:
            return _HTML.match(start, position) is not None
        closed = start.find(end, position)
        if closed < 0:
            return False
        position = closed + len(end)


def _look_into(content: bytes) -> str | None:
    """Which of the formats that are zip files this is; only the list of names and one short entry are read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return MEDIA_TYPES[".docx"]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _PDF_WITHIN:
                kind = archive.read("mimetype").decode("ascii", "replace").strip()
                return kind if kind in MEDIA_TYPES.values() else None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return None
    return None
