"""The notes at a page's foot, told by size, place and number, and what of them runs on over the page's end."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.note_markers import heads_notes
from ingest.readers.pdf.markers import Opening, find_markers, read_opening
from ingest.readers.pdf.records import Page, TextLine

SMALLER = 0.9
"""Points by which notes are smaller than the text at the least."""
LOWER = 0.62
"""Share of a page's height below which notes begin; in narrow columns they take more than half of it."""
_FOOT = 0.3
"""Share of a page's height below which notes as large as the text stand."""
_GAP = 2.2
"""Line heights between two lines of one note, at the most."""
_OFTEN = 2
"""Times that a note's marker stands on a page at the most, where it may be a power."""
_BESIDE = 1.0
"""Sizes between a line and the piece of it that the file has set by itself, at the most."""
_SAME_LINE = 0.5
"""Sizes by which the baselines of the pieces of one line differ at the most: exponents are raised."""
_WORD = re.compile(r"[^\W\d_]{3}")
_ENDS = '.!?…)]”“»"'


@dataclass(slots=True)
class Note:
    """A note under construction."""

    number: str
    page: int
    lines: list[tuple[int, TextLine]]
    """Page and line, in order; the number and its gap still stand in the first one."""
    skip: int
    """Characters of the first line that are the number and its gap."""
    raised: bool = False
    """Whether its number is."""
    at_foot: bool = False
    """Whether it is told by standing below everything else, its type being as large as the text's."""

    is_marked: bool = False
    """Whether its page has a marker that says its number: then none of the page before means it."""
    place: int | None = None
    """Of a note behind the text: the row of its first line among all lines."""

    @property
    def label(self) -> str:
        """Its name within the file."""
        return f"{self.page}:{self.number}" if self.place is None else f"{self.page}:{self.number}:{self.place}"

    @property
    def is_open(self) -> bool:
        """Whether it seems to go on."""
        last = self.lines[-1][1]
        return last.divided or last.text.rstrip()[-1:] not in _ENDS


@dataclass(slots=True)
class _Search:
    body: float
    notes: list[Note] = field(default_factory=list)


def cut_notes(
    pages: Sequence[Page], body: float, titles: Container[int] = ()
) -> tuple[tuple[Page, ...], tuple[Note, ...]]:
    """The pages without their notes, and the notes.

    Args:
        pages: Without running heads.
        body: Size of the text, points.
        titles: Identities of lines that are none.

    """
    search = _Search(body)
    marked = [_markers_of(page) for page in pages]
    kept = []
    for row, page in enumerate(pages):
        nearby = marked[row] | (marked[row - 1] if row else set())
        before = len(search.notes)
        shown = tuple(line for line in page.lines if id(line) not in titles)
        taken = _take_notes(search, replace(page, lines=shown), nearby)
        for note in search.notes[before:]:
            note.is_marked = note.number in marked[row]
        kept.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in taken)))
    return tuple(kept), tuple(search.notes)


def _markers_of(page: Page) -> set[str]:
    """What the markers on a page say: a number that is raised again and again behind signs is a power."""
    found = [one for line in page.lines for one in find_markers(line)]
    counts = Counter(marker for marker, _ in found)
    return {marker for marker, sure in found if sure or counts[marker] <= _OFTEN}


def _take_notes(search: _Search, page: Page, marked: set[str]) -> set[int]:
    """Add a page's notes to those found; the ids of their lines."""
    taken: set[int] = set()
    open_: Note | None = None
    before: TextLine | None = None
    first_of_page = True
    points = _find_points(page.lines, search.body)
    for at, line in enumerate(page.lines):
        opening = read_opening(line) if at not in points else None
        small = line.size <= search.body - SMALLER and line.baseline <= LOWER * page.height
        last = not small and _stands_last(line, page, opening, marked, search.body)
        if not small and not last and not (open_ and open_.at_foot):
            open_ = before = None
            continue
        goes_on = open_ is not None and before is not None and _goes_on(before, line)
        inside = _continues_line(line, page) or (goes_on and open_ is not None and _counts_something(opening, open_))
        if opening is not None and not inside and _begins(opening, line, search, marked):
            lines = [(page.number, line)]
            open_ = Note(opening.number, page.number, lines, opening.length, opening.raised, at_foot=not small)
            search.notes.append(open_)
        elif open_ is not None and goes_on:
            open_.lines.append((page.number, line))
        elif first_of_page and small and not inside and _runs_over(search, page, page.lines[at:]):
            open_ = search.notes[-1]
            open_.lines.append((page.number, line))
        else:
            open_ = before = None
            continue
        first_of_page = False
        before = line
        taken.add(id(line))
    return taken


def _find_points(lines: Sequence[TextLine], body: float) -> set[int]:
    """Rows of lines that numbers with a mark open, right below a colon or a heading: points of a list in small type."""
    found: set[int] = set()
    inside = False
    for at, (before, line) in enumerate(itertools.pairwise(lines), start=1):
        opening = read_opening(line)
        numbered = opening is not None and bool(opening.mark) and not opening.raised
        if numbered and opening is not None and opening.number == "1":
            headed = before.size > body + SMALLER or (before.bold and not line.bold)
            introduced = before.text.rstrip().endswith(":") or (headed and not heads_notes(before.text))
            inside = introduced and _goes_on(before, line)
        inside = inside and _goes_on(before, line) and line.size <= before.size + SMALLER
        if inside and numbered:
            found.add(at)
    return found


def _stands_last(line: TextLine, page: Page, opening: Opening | None, marked: set[str], body: float) -> bool:
    """Whether a line as large as the text opens a note: at the foot of the page, below all that comes before it."""
    if opening is None or opening.mark or opening.number not in marked or line.baseline > _FOOT * page.height:
        return False  # "2." numbers a point.
    if line.bold or line.size > body + SMALLER:
        return False  # "2 Finance" heads a chapter.
    row = next(at for at, one in enumerate(page.lines) if one is line)
    return all(one.baseline > line.baseline for one in page.lines[:row])


def _begins(opening: Opening, line: TextLine, search: _Search, marked: set[str]) -> bool:
    """Whether a number opens a note: a marker nearby says the same, or it follows the last note's."""
    if not any(map(str.isalpha, line.text)):
        return False
    if opening.number in marked:
        return True
    last = search.notes[-1].number if search.notes else ""
    follows = last.isdecimal() and opening.number.isdecimal() and int(opening.number) == int(last) + 1
    return follows and (opening.raised or len(line.text) > opening.length + 3)


def _continues_line(line: TextLine, page: Page) -> bool:
    """Whether the same line of print begins further left: the number that opens a piece of it opens no note."""
    return any(
        abs(one.baseline - line.baseline) < _SAME_LINE * max(one.size, line.size)
        and -_BESIDE * line.size < line.left - one.right < _BESIDE * line.size
        for one in page.lines
        if one is not line
    )


def _counts_something(opening: Opening | None, note: Note) -> bool:
    """Whether the number that opens a line is a word of the note above, whose sentence is not at its end there."""
    if opening is None or opening.raised or not note.is_open:
        return False
    numbers = opening.number, note.number
    return note.raised or (all(map(str.isdecimal, numbers)) and int(opening.number) <= int(note.number))


def _is_lowest(line: TextLine, page: Page, body: float) -> bool:
    """Whether no text stands below a line, in its column."""
    return not any(
        one.size > body - SMALLER
        and one.baseline < line.baseline
        and min(one.right, line.right) > max(one.left, line.left)
        for one in page.lines
    )


def _goes_on(before: TextLine, line: TextLine) -> bool:
    """Whether a line stands below another of the same note, in the same column."""
    step = before.baseline - line.baseline
    overlaps = min(before.right, line.right) - max(before.left, line.left) > 0
    same_line = abs(step) < 0.5 * line.size
    return same_line or (overlaps and 0 < step < _GAP * line.size) or (step < 0 and line.left > before.right)


def _runs_over(search: _Search, page: Page, lines: Sequence[TextLine]) -> bool:
    """Whether lines go on with the last note of the page before: it has no end there, or they lead to the next one."""
    if not search.notes or search.notes[-1].lines[-1][0] != page.number - 1 or not _WORD.search(lines[0].text):
        return False
    return (search.notes[-1].is_open and _is_lowest(lines[0], page, search.body)) or _leads_on(search, lines)


def _leads_on(search: _Search, lines: Sequence[TextLine]) -> bool:
    """Whether lines lead, without a gap, to the note that follows the last one."""
    if not search.notes[-1].number.isdecimal():
        return False
    follows = str(int(search.notes[-1].number) + 1)
    for before, line in itertools.pairwise(lines):
        if not _goes_on(before, line) or line.size > search.body - SMALLER:
            return False
        opening = read_opening(line)
        if opening is not None:
            return opening.number == follows
    return False
