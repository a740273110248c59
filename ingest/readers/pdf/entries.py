"""The lines of a PDF as the search for notes behind its text sees them: what opens them, and which are headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.readers.note_markers import read_part
from ingest.readers.pdf.markers import Opening, find_markers, read_opening
from ingest.readers.pdf.records import Page, TextLine

LARGER = 0.7
"""Points by which a line is larger than the notes at the least that is none of theirs."""
_FEWEST_CAPITALS = 5
"""Letters, all of them capitals, that make a line a heading."""
NUMBER = re.compile(r"\s*(?P<number>\d{1,2}|[IVX]{1,5})(?:[.:)]|\s)(?!\d)\s*")
"""What numbers a heading."""


class Entry:
    """A line with its page."""

    __slots__ = ("line", "opening", "page", "raised", "repeats")

    def __init__(self, page: Page, line: TextLine) -> None:
        self.page = page
        self.line = line
        self.opening: Opening | None = read_opening(line)
        self.raised = [(int(marker), sure) for marker, sure in find_markers(line) if marker.isdecimal()]
        """What may be the raised markers in it say, and whether what stands before tells that they are."""
        self.repeats = False
        """Whether it says what a heading further up says: over notes it tells whose they are."""


def list_lines(pages: Sequence[Page], body: float) -> list[Entry]:
    """All lines in the order of the file."""
    entries = [Entry(page, line) for page in pages for line in page.lines]
    heads: set[str] = set()
    for entry in entries:
        said = fold(entry.line.text)
        entry.repeats = said in heads
        if said and (entry.line.bold or entry.line.size > body + LARGER):
            heads.add(said)
    return entries


def fold(text: str) -> str:
    """The letters of a heading, without the number in front."""
    match = NUMBER.match(text)
    return "".join(re.findall(r"[^\W\d_]+", text[match.end() if match else 0 :].casefold()))


def heads_part(entry: Entry) -> bool:
    """Whether a line tells whose notes follow: by a chapter's number, or its title."""
    return entry.repeats or read_part(entry.line.text) is not None


def is_heading(line: TextLine, plain: TextLine) -> bool:
    """Whether a line is set apart from plain ones: larger, bold or in capitals."""
    return is_set_apart(line, plain, plain.size)


def is_set_apart(line: TextLine, plain: TextLine, size: float) -> bool:
    """The same, where plain lines have another size than the text."""
    letters = [char for char in line.text if char.isalpha()]
    capitals = len(letters) >= _FEWEST_CAPITALS and all(map(str.isupper, letters))
    return bool(letters) and (line.size > size + LARGER or (line.bold and not plain.bold) or capitals)
