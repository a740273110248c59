"""What every reader is: bytes in, a reading out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ingest.reading import Reading


@dataclass(frozen=True, slots=True)
class ReadingHints:
    """What the manifest says that helps a reader."""

    title: str = ""
    """The work's title: a first line that says the same is it."""
    ends_before: str | None = None
    """How the first line begins that is not the text's any more."""


class Reader(Protocol):
    """Reads one kind of file. Pure: the same bytes give the same reading."""

    def __call__(self, content: bytes, hints: ReadingHints) -> Reading:
        """Read `content`; DossierError, with a reason an admin understands, when it cannot be read."""
