"""Which reader reads which file."""

from __future__ import annotations

from pathlib import Path

from ingest.readers.plain_text import read_plain_text
from ingest.readers.protocol import Reader

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}
"""By a file's ending, in small letters."""
_READERS: dict[str, Reader] = {"text/plain": read_plain_text, "text/markdown": read_plain_text}


def choose_reader(media_type: str) -> Reader:
    """The reader of a media type; KeyError for one that cannot be read."""
    return _READERS[media_type]


def find_media_type(path: Path) -> str | None:
    """The media type of a file by its ending; None where there is no reader for it."""
    return MEDIA_TYPES.get(path.suffix.lower())
