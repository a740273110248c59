"""Which lists behind a text or a chapter are its notes, and which of them each marker means: what is doubtful, none.

A list is one of notes where markers in front of it have its numbers; without a heading that says so, nearly all of them
and in their order. Where numbers count from 1 anew, only headings or the whole run of markers tell whose a note is.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.readers.note_markers import find_bracketed, read_part
from ingest.readers.pdf.endnotes import NoteList, find_lists, walk_lists
from ingest.readers.pdf.entries import NUMBER, Entry, fold, is_heading, list_lines
from ingest.readers.pdf.markers import read_marks
from ingest.readers.pdf.notes import LOWER, Note, cut_notes
from ingest.readers.pdf.records import Page

_HEADED = 1 / 3
"""Share of the notes below a heading that have markers, at the least: those of some fonts are not read as raised."""
_BRACKETED = 0.5
"""The same without a heading, where numbers and markers stand in square brackets."""
_UNHEADED = 0.9
"""The same where nothing but the markers tells notes from a list of points."""
_COUNTING = 0.7
"""Share of the numbers up to the highest that markers have which count from 1."""
_REPORTED = 6
"""Markers that are named one by one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What may be a marker."""

    row: int
    """Of its line among all lines."""
    number: int
    bracketed: bool = False
    """Whether it stands in square brackets, else it is raised."""
    doubtful: bool = False
    """Whether it stands raised behind a digit, as a power does."""
    attached: bool = False
    """Whether no space stands before its bracket."""


@dataclass(slots=True)
class Endnotes:
    """The notes behind a text, and what else the reader has to know of them."""

    pages: tuple[Page, ...]
    """Without their lines."""
    notes: tuple[Note, ...] = ()
    raised: dict[int, dict[str, str]] = field(default_factory=dict)
    """For a line, by its identity: labels of notes by what their raised markers say."""
    bracketed: dict[int, dict[str, str]] = field(default_factory=dict)
    """The same for markers in square brackets."""
    titles: Mapping[int, int] = field(default_factory=dict)
    """For each line that heads notes, by its identity: its level as a heading, the parts' below that of all notes."""
    places: Mapping[int, int] = field(default_factory=dict)
    """For each line, by its identity, its row among all."""
    remarks: tuple[str, ...] = ()


def cut_endnotes(pages: Sequence[Page], body: float) -> Endnotes:
    """The pages without the notes collected behind their text or behind a chapter, and whose markers mean them.

    Args:
        pages: Without running heads, with the notes at their feet.
        body: Size of the text, points.

    """
    entries = list_lines(pages, body)
    marks = [mark for row, entry in enumerate(entries) for mark in _read_marks(row, entry)]
    lists = [one for one in find_lists(entries, body) if not _stands_at_foot(one, entries, marks)]
    _, feet = cut_notes(_leave_out(pages, entries, lists), body, _find_titles(entries, lists))
    judged = _Judgement(entries, _leave_owned(marks, entries, feet))
    groups = list(walk_lists(lists))
    for headed in (True, False):
        judged.judge([group for group in groups if group[0].headed == headed])
    found = Endnotes(
        _leave_out(pages, entries, judged.accepted),
        tuple(note for one in sorted(judged.accepted, key=lambda one: one.start) for note in one.notes),
        titles=_find_titles(entries, judged.accepted),
        places={id(entry.line): row for row, entry in enumerate(entries)},
        remarks=(*judged.remarks, *_tell_lost(judged)),
    )
    for mark, label in judged.links:
        table = found.bracketed if mark.bracketed else found.raised
        table.setdefault(id(entries[mark.row].line), {})[str(mark.number)] = label
    return found


def _find_titles(entries: Sequence[Entry], lists: Sequence[NoteList]) -> dict[int, int]:
    """The lines that head lists of notes, and those between two lists that say whose the second one's are."""
    found = {id(entries[row].line): 2 for one in lists for row in one.parts}
    return found | {id(entries[one.title].line): 1 for one in lists if one.title is not None}


def _read_marks(row: int, entry: Entry) -> Iterator[Mark]:
    for marker, behind_digit in read_marks(entry.line):
        if marker.isdecimal():
            yield Mark(row, int(marker), doubtful=behind_digit)
    text = entry.line.text
    for start, _, number in find_bracketed(text):
        before = text[: text.rfind("[", 0, start + 1)]
        if start or entry.opening is None:
            yield Mark(row, number, bracketed=True, attached=bool(before) and not before[-1].isspace())


def _stands_at_foot(one: NoteList, entries: Sequence[Entry], marks: Sequence[Mark]) -> bool:
    """Whether a list is the notes of one page at its foot: those are told by page."""
    pages = {entry.page.number for entry in entries[one.start : one.end]}
    if one.headed or not one.small or len(pages) > 1:
        return False
    if any(entry.line.baseline > LOWER * entry.page.height for entry in entries[one.start : one.end]):
        return False
    for first in (min(pages), min(pages) - 1):
        near = [mark for mark in marks if not mark.bracketed and not one.start <= mark.row < one.end]
        near = [mark for mark in near if first <= entries[mark.row].page.number <= min(pages)]
        if {mark.number for mark in near}.issuperset(one.numbers):
            return not _count_anew(_split_rounds(entries, near))
    return False


def _leave_out(pages: Sequence[Page], entries: Sequence[Entry], lists: Sequence[NoteList]) -> tuple[Page, ...]:
    taken = {id(entry.line) for one in lists for entry in entries[one.start : one.end]}
    return tuple(replace(page, lines=tuple(line for line in page.lines if id(line) not in taken)) for page in pages)


def _leave_owned(marks: Sequence[Mark], entries: Sequence[Entry], feet: Sequence[Note]) -> list[Mark]:
    """The markers that no note at a page's foot is meant by; in such a note only brackets mean a note."""
    inside = {id(line) for note in feet for _, line in note.lines}
    outside = [mark for mark in marks if mark.bracketed or id(entries[mark.row].line) not in inside]
    by_page: dict[tuple[int, int], list[Mark]] = {}
    for mark in outside:
        if not mark.bracketed:
            by_page.setdefault((entries[mark.row].page.number, mark.number), []).append(mark)
    owned: set[int] = set()
    for note in feet:
        if note.number.isdecimal():
            number = int(note.number)
            near = by_page.get((note.page, number)) or by_page.get((note.page - 1, number), [])
            owned |= {id(mark) for mark in near}
    return [mark for mark in outside if id(mark) not in owned]


@dataclass(slots=True)
class _Judgement:
    """What has been decided so far."""

    entries: Sequence[Entry]
    marks: Sequence[Mark]
    """Those that no note at a foot is meant by."""
    accepted: list[NoteList] = field(default_factory=list)
    links: list[tuple[Mark, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    decided: set[int] = field(default_factory=set)
    """Identities of the markers that are linked, or that a remark names."""
    noted: set[int] = field(default_factory=set)
    """Rows of the lines of notes."""

    def judge(self, groups: Sequence[Sequence[NoteList]]) -> None:
        """Take or leave lists; the markers in front of a group, from the group before on, may mean its notes."""
        end = 0
        for group in groups:
            stretch = self._between(end, group[0].start)
            if len(groups) == 1 and group[0].headed:
                stretch += self._between(group[-1].end, len(self.entries))
            if self._judge_one(group, stretch):
                end = group[-1].end

    def _between(self, start: int, end: int) -> list[Mark]:
        """The markers in some rows that stand in no note, and that are not yet decided on."""
        first, last = (bisect_left(self.marks, row, key=lambda mark: mark.row) for row in (start, end))
        return [mark for mark in self.marks[first:last] if id(mark) not in self.decided and mark.row not in self.noted]

    def _judge_one(self, group: Sequence[NoteList], stretch: Sequence[Mark]) -> bool:
        numbers = Counter(number for one in group for number in one.numbers)
        marks = _choose_kind(group, stretch, numbers)
        meant = {mark.number for mark in marks}
        share = len(meant.intersection(numbers)) / len(numbers)
        if not _are_notes(self.entries, group, marks, share):
            if group[0].title is not None and share == 0:
                title = self.entries[group[0].title].line.text.strip()
                self.remarks.append(
                    f"{sum(numbers.values())} numbered paragraphs below {title!r}: no marker in the text means one of"
                    " them, so they stay part of the text"
                )
            return False
        self.accepted += group
        for one in group:
            self.noted.update(range(one.start, one.end))
            self.remarks += [f"footnote {number}: the notes go on without it" for number in one.missing]
        pairs = _pair(self.entries, group, marks)
        self.links += pairs
        self.decided.update(id(mark) for mark, _ in pairs)
        lost = [mark for mark in marks if id(mark) not in self.decided and mark.number in numbers]
        if lost:
            self.decided.update(map(id, lost))
            shown = ", ".join(str(mark.number) for mark in lost[:_REPORTED]) + (" ..." if len(lost) > _REPORTED else "")
            self.remarks.append(
                f"{len(lost)} markers ({shown}): numbers count from 1 anew, and nothing tells which of the"
                " footnotes with one number is meant; they are linked to none"
            )
        return True


def _choose_kind(group: Sequence[NoteList], stretch: Sequence[Mark], numbers: Mapping[int, int]) -> list[Mark]:
    """The raised markers or those in brackets, whichever the notes are numbered like; else the others, if any fit."""
    raised = _keep_powers_out([mark for mark in stretch if not mark.bracketed], numbers)
    bracketed = _keep_alike([mark for mark in stretch if mark.bracketed and mark.number in numbers])
    first, second = (bracketed, raised) if group[0].bracketed else (raised, bracketed)
    if any(mark.number in numbers for mark in first) or not (group[0].headed or group[0].bracketed):
        return first
    return second


def _keep_alike(marks: Sequence[Mark]) -> list[Mark]:
    """The markers in brackets that stand as most do, right behind a word or apart: "st[8]" names no work."""
    attached = 2 * sum(mark.attached for mark in marks) > len(marks)
    return [mark for mark in marks if mark.attached == attached]


def _keep_powers_out(marks: Sequence[Mark], numbers: Mapping[int, int]) -> list[Mark]:
    """The markers without those behind a digit that do not follow the one before them."""
    kept: list[Mark] = []
    sure = [mark for mark in marks if not mark.doubtful]
    rows = [mark.row for mark in sure]
    for mark in marks:
        if mark.doubtful:
            last = kept[-1].number if kept else 0
            at = bisect_right(rows, mark.row)
            is_later = at < len(sure) and sure[at].number == mark.number
            if mark.number != last + 1 or mark.number not in numbers or is_later:
                continue
        kept.append(mark)
    return kept


def _are_notes(entries: Sequence[Entry], group: Sequence[NoteList], marks: Sequence[Mark], share: float) -> bool:
    first = group[0]
    if first.headed:
        return share >= _HEADED
    if first.bracketed:
        return share >= _BRACKETED and not first.below_heading
    rounds = _split_rounds(entries, marks)
    mentioned = list(dict.fromkeys(mark.number for mark in (rounds[-1] if _count_anew(rounds) else marks)))
    in_order = all(one < other for one, other in itertools.pairwise(mentioned))
    known = sum(number in first.numbers for number in mentioned)
    return share >= _UNHEADED and in_order and not first.below_heading and known >= _UNHEADED * len(mentioned)


def _pair(entries: Sequence[Entry], group: Sequence[NoteList], marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """Each marker whose note is sure, with the note's label."""
    numbers = Counter(number for one in group for number in one.numbers)
    if max(numbers.values()) == 1:
        labels = {int(note.number): note.label for one in group for note in one.notes}
        return _pair_one(entries, labels, marks)
    stretches = _find_stretches(entries, group)
    if stretches is None:
        rounds = _split_rounds(entries, marks)
        fitting = len(rounds) == len(group) and all(
            _is_counting(one) and {mark.number for mark in one} == set(notes.numbers)
            for one, notes in zip(rounds, group, strict=True)
        )
        parts = list(zip(group, rounds, strict=True)) if fitting else []
        return [pair for notes, one in parts for pair in _pair_alone(notes, one)]
    found = []
    for one, (start, end) in zip(group, stretches, strict=True):
        labels = {int(note.number): note.label for note in one.notes}
        found += _pair_one(entries, labels, [mark for mark in marks if start <= mark.row < end])
    return found


def _pair_alone(notes: NoteList, marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    labels = {int(note.number): note.label for note in notes.notes}
    return [(mark, labels[mark.number]) for mark in marks if mark.number in labels]


def _pair_one(entries: Sequence[Entry], labels: Mapping[int, str], marks: Sequence[Mark]) -> list[tuple[Mark, str]]:
    """The markers that one list is meant by: where they count from 1 anew, the last ones, if only those fit it."""
    rounds = [list(marks)] if any(mark.bracketed for mark in marks) else _split_rounds(entries, marks)
    if _count_anew(rounds):
        fitting = [one for one in rounds if {mark.number for mark in one} == set(labels)]
        rounds = fitting if fitting == rounds[-1:] else []
    return [(mark, labels[mark.number]) for one in rounds for mark in one if mark.number in labels]


def _split_rounds(entries: Sequence[Entry], marks: Sequence[Mark]) -> list[list[Mark]]:
    """Markers parted where they begin again with 1: behind a heading, or with 2 to follow."""
    rounds: list[list[Mark]] = []
    for at, mark in enumerate(marks):
        if rounds and mark.number == 1:
            last = rounds[-1][-1].row
            plain = entries[mark.row].line
            headed = any(is_heading(entry.line, plain) for entry in entries[last + 1 : mark.row])
            follows = at + 1 < len(marks) and marks[at + 1].number == 2
            if headed or follows:
                rounds.append([])
        if not rounds:
            rounds.append([])
        rounds[-1].append(mark)
    return rounds


def _count_anew(rounds: Sequence[Sequence[Mark]]) -> bool:
    """Whether these are the markers of several parts, each with numbers from 1 on."""
    return len(rounds) > 1 and all(map(_is_counting, rounds))


def _is_counting(marks: Sequence[Mark]) -> bool:
    """Whether markers count from 1, a few of them unread."""
    numbers = [mark.number for mark in marks]
    rising = all(one < other for one, other in itertools.pairwise(numbers))
    return rising and len(numbers) >= _COUNTING * numbers[-1]


def _find_stretches(entries: Sequence[Entry], group: Sequence[NoteList]) -> list[tuple[int, int]] | None:
    """For each list the rows of the chapter that its heading names; None where one of them is not sure."""
    end = group[0].start if group[0].title is None else group[0].title
    heads = [
        row for row in range(end) if any(is_heading(entries[row].line, one.line) for one in entries[row + 1 : row + 4])
    ]
    chapters = [_find_chapter(entries, one.part, heads) for one in group]
    rows = [row for row in chapters if row is not None]
    if len(rows) < len(chapters) or rows != sorted(set(rows)):
        return None
    return [(row, _find_next_chapter(entries, row, heads, end)) for row in rows]


def _is_head(entries: Sequence[Entry], row: int) -> bool:
    """Whether one of the next few lines is plain beside a line."""
    return any(is_heading(entries[row].line, one.line) for one in entries[row + 1 : row + 4])


def _find_chapter(entries: Sequence[Entry], part: str, heads: Sequence[int]) -> int | None:
    """The row of the only heading with a number, or with a title, that a list's heading names."""
    if not part:
        return None
    number, title = read_part(part), fold(part)
    rows = []
    for row in heads:
        text = entries[row].line.text
        own = NUMBER.match(text)
        numbered = number is not None and number in (own["number"] if own else None, read_part(text))
        if numbered or (title and fold(text) == title):
            rows.append(row)
    return rows[0] if len(rows) == 1 else None


def _find_next_chapter(entries: Sequence[Entry], row: int, heads: Sequence[int], end: int) -> int:
    """The row of the next heading that is set as one is."""
    head = entries[row].line
    for other in heads[bisect_right(heads, row) :]:
        line = entries[other].line
        if line.size == head.size and line.bold == head.bold:
            return other
    return end


def _tell_lost(judged: _Judgement) -> Iterator[str]:
    """Markers that no note has the number of."""
    left = [
        mark
        for mark in judged.marks
        if not (mark.bracketed or mark.doubtful or mark.row in judged.noted or id(mark) in judged.decided)
    ]
    if not judged.accepted:
        if [mark.number for mark in left[:2]] == [1, 2]:
            yield f"{len(left)} places look like note markers, but there are no notes: they stay part of the text"
        return
    yield from (f"marker {mark.number}: there is no such footnote" for mark in left[:_REPORTED])
    if len(left) > _REPORTED:
        yield f"{len(left) - _REPORTED} more markers have no footnote"
