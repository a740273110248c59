"""Notes that stand together behind a text or a chapter: rows of numbered paragraphs, told by how they are set.

What is found here only looks like notes: a list of points does too. Whether it is notes the markers tell (`end_links`).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.note_markers import heads_notes, read_part
from ingest.readers.pdf.entries import LARGER, Entry, heads_part, is_heading, is_set_apart
from ingest.readers.pdf.notes import SMALLER, Note
from ingest.readers.pdf.records import TextLine

_SAME_EDGE = 2.5
"""Points by which the numbers of notes in one column differ at most, at their left, their right or behind them."""
_SET_IN = 3.0
"""Points by which the further lines of notes are set in at the least, if they are."""
_SPACED = 1.12
"""Times the step from line to line from which on a gap parts two notes."""
_APART = 1.3
"""Times that step from which on a gap ends the last note."""
_LONGEST_STEP = 1.7
"""Sizes between two lines of the last note at the most."""
_SHORT = 0.75
"""Share of the longest line below which a line ends its paragraph."""
_BETWEEN = 4
"""Lines between a heading and the notes it heads: a word on them, headings of parts."""
_MOST_MISSING = 2
"""Numbers in a row that notes below a heading may be without."""
_MOST_LINES = 200
"""Of a note."""
_ENDS = '.!?…)]”“»"'


@dataclass(slots=True)
class NoteList:
    """Paragraphs that may be notes, one a number."""

    notes: list[Note]
    start: int
    """Row of its first line among all lines."""
    end: int
    """Behind its last one."""
    headed: bool
    """Whether a heading says that notes follow, over it or over the list in front of it."""
    title: int | None
    """Row of the heading that is its own; None where it goes on below the one in front of it, or has none."""
    part: str = ""
    """What stands between it and the notes' heading, or the list in front: the title of a chapter."""
    parts: tuple[int, ...] = ()
    """Rows of the lines that say so."""
    bracketed: bool = False
    """Whether its numbers stand in square brackets."""
    raised: bool = False
    small: bool = False
    """Whether its type is smaller than the text's."""
    below_heading: bool = False
    """Whether a heading that says something else, or a line with a colon, stands right above it."""
    missing: tuple[int, ...] = ()

    @property
    def numbers(self) -> list[int]:
        """Of its notes, in order."""
        return [int(note.number) for note in self.notes]


def find_lists(entries: Sequence[Entry], body: float) -> list[NoteList]:
    """The lists in order; the numbers of one begin with 1, or go on from the one in front of it."""
    found: list[NoteList] = []
    at = 0
    while at < len(entries):
        one = _read_list(entries, at, body, found[-1] if found else None) if _may_begin(entries[at], found) else None
        if one is not None:
            found.append(one)
        at = one.end if one is not None else at + 1
    return found


def _may_begin(entry: Entry, found: Sequence[NoteList]) -> bool:
    opening = entry.opening
    if opening is None or not opening.number.isdecimal() or not any(map(str.isalpha, entry.line.text)):
        return False
    if entry.repeats:
        return False
    return opening.number == "1" or bool(found and int(opening.number) == found[-1].numbers[-1] + 1)


def _read_list(entries: Sequence[Entry], at: int, body: float, last: NoteList | None) -> NoteList | None:
    """The list that begins with a line, if there is one."""
    first = entries[at]
    opening = first.opening
    assert opening is not None
    above = _look_above(entries, at, last, body)
    small = first.line.size <= body - SMALLER
    if not (above.headed or small or opening.raised or opening.bracket == "["):
        return None
    if above.title is None and not above.headed and opening.number != "1":
        return None
    limit = _find_limit(entries, at)
    openings, missing = _choose(entries, at, limit, _Measures(entries, at, limit), headed=above.headed)
    if len(openings) < 2 and not (above.headed or (small and opening.raised)):
        return None
    end = _find_end(entries, openings, limit)
    if not (above.headed or small or opening.bracket == "[" or _nothing_follows(entries, end, body)):
        return None
    notes = [_make_note(entries, row, following) for row, following in itertools.pairwise([*openings, end])]
    return NoteList(
        notes,
        at,
        end,
        above.headed,
        above.title,
        above.part,
        bracketed=opening.bracket == "[",
        raised=opening.raised,
        small=small,
        below_heading=above.misleading,
        parts=above.parts,
        missing=tuple(missing),
    )


def _make_note(entries: Sequence[Entry], row: int, following: int) -> Note:
    first = entries[row]
    assert first.opening is not None
    lines = [(entry.page.number, entry.line) for entry in entries[row:following]]
    return Note(first.opening.number, first.page.number, lines, first.opening.length, first.opening.raised, place=row)


@dataclass(slots=True)
class _Above:
    """What stands in front of a list."""

    headed: bool = False
    title: int | None = None
    part: str = ""
    parts: tuple[int, ...] = ()
    misleading: bool = False


def _look_above(entries: Sequence[Entry], at: int, last: NoteList | None, body: float) -> _Above:
    """The heading over a list: that of notes, or the one of the list in front, with nothing but a part's between."""
    parts: list[str] = []
    opening, first = entries[at].opening, entries[at].line
    number = int(opening.number) if opening else 0
    for row in range(at - 1, max(-1, at - 2 - _BETWEEN), -1):
        line = entries[row].line
        if last is not None and row < last.end:
            between = entries[last.end : at]
            if between and number == 1 and not any(map(heads_part, between)):
                break
            rows = tuple(at for at, entry in enumerate(between, start=last.end) if heads_part(entry))
            return _Above(last.headed, None, " ".join(reversed(parts)), rows)
        if heads_notes(line.text):
            part = line.text if read_part(line.text) else ""
            rows = tuple(one for one in range(row + 1, at) if heads_part(entries[one]))
            return _Above(headed=True, title=row, part=" ".join([part, *reversed(parts)]).strip(), parts=rows)
        parts.append(line.text.strip())
    before = entries[at - 1].line if at else None
    misleading = before is not None and (before.text.rstrip().endswith(":") or is_set_apart(before, first, body))
    return _Above(misleading=misleading)


def _find_limit(entries: Sequence[Entry], at: int) -> int:
    """How far lines may belong to the list: up to larger type, a heading, another list, a marker of a later note."""
    first = entries[at]
    assert first.opening is not None
    highest, following, begun = 0, int(first.opening.number), at
    for row in range(at, len(entries)):
        entry = entries[row]
        line = entry.line
        opens = entry.opening is not None and _is_alike(entry, first)
        if row > at and (is_heading(line, first.line) or heads_part(entry) or heads_notes(line.text)):
            return row
        if opens and row > at and highest > 1 and _begins_anew(entries, row, first):
            return row
        if opens and entry.opening is not None:
            number = int(entry.opening.number)
            highest = max(highest, number)
            if following <= number <= following + _MOST_MISSING:
                following, begun = number + 1, row
        if row - begun > _MOST_LINES:
            return row
        if any(sure and marker > highest for marker, sure in entry.raised):
            return row
    return len(entries)


def _is_alike(entry: Entry, first: Entry) -> bool:
    """Whether a number opens a line in the way that the first note's does."""
    one, other = entry.opening, first.opening
    if one is None or other is None or not one.number.isdecimal() or not any(map(str.isalpha, entry.line.text)):
        return False
    return (one.raised, one.bracket, one.mark) == (other.raised, other.bracket, other.mark)


def _begins_anew(entries: Sequence[Entry], row: int, first: Entry) -> bool:
    """Whether a 1 opens another list: 2 is the next number that opens a line so."""
    opening = entries[row].opening
    if opening is None or opening.number != "1":
        return False
    following = next((one.opening for one in entries[row + 1 :] if _is_alike(one, first)), None)
    return following is None or following.number == "2"


class _Measures:
    """How the lines of a list are set."""

    def __init__(self, entries: Sequence[Entry], at: int, limit: int) -> None:
        first = entries[at]
        steps: list[float] = []
        numbered: list[float] = []
        for row in range(at + 1, limit):
            step = _step(entries[row - 1], entries[row])
            if step is None:
                continue
            steps.append(step)
            if _is_alike(entries[row], first):
                numbered.append(step)
        self.step = min(steps, default=1.3 * first.line.size)
        self.spaced = bool(numbered) and 2 * sum(self.is_gap(step) for step in numbered) > len(numbered)
        """Whether a gap parts the notes."""

    def is_gap(self, step: float) -> bool:
        return step > _SPACED * self.step


def _step(before: Entry, entry: Entry) -> float | None:
    """From a line to the one below it, points; None where it stands in another column or on another page."""
    step = before.line.baseline - entry.line.baseline
    return step if before.page.number == entry.page.number and step > 0.4 * entry.line.size else None


def _choose(
    entries: Sequence[Entry], at: int, limit: int, measures: _Measures, *, headed: bool
) -> tuple[list[int], list[int]]:
    """The rows where notes begin, and the numbers that none begins with though later ones follow."""
    first = entries[at]
    by_number: dict[int, list[int]] = {}
    for row in range(at + 1, limit):
        opening = entries[row].opening
        if opening is not None and _is_alike(entries[row], first):
            by_number.setdefault(int(opening.number), []).append(row)
    assert first.opening is not None
    chosen, missing = [at], list[int]()
    number, skipped = int(first.opening.number), 0
    while skipped <= (_MOST_MISSING if headed else 0):
        number += 1
        found = _choose_one(entries, chosen[-1], by_number.get(number, ()), by_number.get(number + 1, ()), measures)
        if found is None:
            skipped += 1
            continue
        missing += range(number - skipped, number)
        chosen.append(found)
        skipped = 0
    return chosen, missing


def _choose_one(
    entries: Sequence[Entry], last: int, rows: Sequence[int], later: Sequence[int], measures: _Measures
) -> int | None:
    """The row where the next note begins; None where none does, or several may: a day of a month is a number too."""
    rows = [row for row in rows if row > last and _is_aligned(entries[last], entries[row])]
    if not rows:
        return None
    limit = next((row for row in later if row > rows[0]), len(entries))
    scored = {row: _tell_beginning(entries, row, measures) for row in rows if row < limit}
    best = max(scored.values())
    fitting = [row for row, score in scored.items() if score == best]
    return fitting[0] if len(fitting) == 1 else None


def _tell_beginning(entries: Sequence[Entry], row: int, measures: _Measures) -> int:
    """How much speaks for a line to begin a note: the line above is at its end, and a gap stands between."""
    before = entries[row - 1]
    step = _step(before, entries[row])
    spaced = measures.spaced and (step is None or measures.is_gap(step))
    return int(_is_closed(before.line)) + int(spaced)


def _is_closed(line: TextLine) -> bool:
    """Whether nothing has to follow a line: a sentence or an address ends there."""
    text = line.text.rstrip()
    return not line.divided and (text[-1:] in _ENDS or "/" in text.split()[-1] or "www." in text.split()[-1])


def _is_aligned(last: Entry, entry: Entry) -> bool:
    """Whether two numbers stand below each other: at their left, their right, or where the words begin behind them."""
    if last.page.number != entry.page.number or entry.line.baseline >= last.line.baseline:
        return True
    return any(abs(one - other) <= _SAME_EDGE for one, other in zip(_edges(last), _edges(entry), strict=True))


def _edges(entry: Entry) -> tuple[float, float, float]:
    """Left and right edge of the number that opens a line, and where the words begin."""
    length = entry.opening.length if entry.opening else 0
    count, number, words = 0, entry.line.left, None
    for glyph in entry.line.glyphs:
        if count >= length:
            words = glyph
            break
        number = number if glyph.text.isspace() else glyph.right
        count += len(glyph.text)
    return entry.line.left, number, words.left if words else number


def _find_end(entries: Sequence[Entry], openings: Sequence[int], limit: int) -> int:
    """Behind the last line of the last note: what follows in the same type need not be its own."""
    measures = _Measures(entries, openings[0], openings[-1] + 1) if len(openings) > 1 else None
    step = measures.step if measures else 1.3 * entries[openings[0]].line.size
    inner = [row for row in range(openings[0], openings[-1]) if row not in set(openings)]
    set_in = bool(inner) and all(_is_set_in(entries, row, openings) for row in inner)
    widest = max(entry.line.right - entry.line.left for entry in entries[openings[0] : openings[-1] + 1])
    row = openings[-1] + 1
    while row < limit and _goes_on(entries, row, step, widest):
        if set_in and not _is_set_in(entries, row, openings):
            break
        row += 1
    return row


def _is_set_in(entries: Sequence[Entry], row: int, openings: Sequence[int]) -> bool:
    """Whether a line stands further right than the number of its note; in another column that cannot be told."""
    start = max(one for one in openings if one < row)
    first, entry = entries[start], entries[row]
    beside = first.page.number == entry.page.number and entry.line.baseline < first.line.baseline
    return not beside or entry.line.left > first.line.left + _SET_IN


def _goes_on(entries: Sequence[Entry], row: int, usual: float, widest: float) -> bool:
    before, entry = entries[row - 1], entries[row]
    closed = _is_closed(before.line)
    step = _step(before, entry)
    if step is None:
        return not closed
    if step > min(_APART * usual, _LONGEST_STEP * entry.line.size):
        return False
    return not (closed and before.line.right - before.line.left < _SHORT * widest)


def _nothing_follows(entries: Sequence[Entry], end: int, body: float) -> bool:
    """Whether a list in the type of the text ends the file, or a chapter."""
    return end == len(entries) or entries[end].line.size > body + LARGER or entries[end].line.bold


def walk_lists(lists: Sequence[NoteList]) -> Iterator[list[NoteList]]:
    """Lists that stand below one heading, together."""
    group: list[NoteList] = []
    for one in lists:
        goes_on = group and one.start - group[-1].end <= _BETWEEN and one.headed == group[-1].headed
        if goes_on and (one.title is None or one.part):
            group.append(one)
            continue
        if group:
            yield group
        group = [one]
    if group:
        yield group
