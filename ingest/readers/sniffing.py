"""What kind of file bytes are: told by themselves first, then by what a server or a file's name says."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.choose import MEDIA_TYPES, find_media_type
from ingest.readers.signatures import find_signature

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
    found = find_signature(content)
    if found is not None:
        return found.media_type
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
