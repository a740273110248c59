"""Footnotes of a plain text: runs of numbered notes, and the markers that mean them.

A run is a row of notes with rising numbers, behind a section, a page or the whole text. Numbers may begin again with
each run, and then only the markers in front of it mean it. What cannot be told is linked to nothing, and said.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.lines import Line
from ingest.readers.note_markers import (
    OWN_FORM,
    STYLES,
    Candidate,
    NoteStyle,
    find_candidates,
    is_notes_title,
    read_number,
)
from ingest.reading import NoteMark

_REPORTED = 6
"""Lost markers that are named one by one."""
_HEADING_LENGTH = 160
_NO_HEADING = ".!;,:”“»«…]⁰¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note: the rows of its paragraphs among the lines."""

    number: int
    start: int
    """Where its words begin, behind its number."""
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """The notes of a text."""

    notes: tuple[FoundNote, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    remarks: tuple[str, ...] = ()


def find_notes(text: str, lines: Sequence[Line]) -> FoundNotes:
    """The notes among `lines` and their markers, in the first of the known styles that fits."""
    for style in STYLES:
        runs = tuple(_find_runs(text, lines, style))
        if runs:
            return _link(text, lines, runs, style)
    return FoundNotes(remarks=(*_lone_markers(text, lines), *_lone_notes(text, lines)))


def _find_runs(text: str, lines: Sequence[Line], style: NoteStyle) -> Iterator[tuple[FoundNote, ...]]:
    """Rows of notes with rising numbers that markers in front of them mean."""
    used = last = 0
    for whole in _group(_find_rows(text, lines, style), text, lines, style):
        first_row = whole[0][1]
        candidates = find_candidates(text, style, lines[used:first_row])
        if used and not candidates and not style.strict:
            # Several runs at the end of the text: all its markers stand in front of the first.
            candidates = find_candidates(text, style, lines[:first_row])
        group = _marked_in_order(whole, candidates, last) if style.strict else whole
        before = {mark.number for mark in candidates}
        if any(number in before for number, _, _ in group):
            notes = tuple(_with_paragraphs(group, text, lines, style))
            used, last = notes[-1].rows[-1] + 1, notes[-1].number
            yield notes


def _find_rows(text: str, lines: Sequence[Line], style: NoteStyle) -> list[tuple[int, int, int]]:
    """The lines that look like notes: number, row, where its words begin."""
    opened = not style.titled
    found: list[tuple[int, int, int]] = []
    for row, line in enumerate(lines):
        opened = opened or is_notes_title(line.text)
        match = style.note.match(text, line.start) if opened else None
        if match and match.end() < line.end:
            found.append((read_number(match), row, match.end()))
        elif match and row + 1 < len(lines):  # The number alone on its line.
            found.append((read_number(match), row, lines[row + 1].start))
    return found


def _marked_in_order(
    group: Sequence[tuple[int, int, int]], candidates: Sequence[Candidate], last: int
) -> list[tuple[int, int, int]]:
    """The notes from 1, or from the one behind the last run's, that have their markers in the same order."""
    marked: list[tuple[int, int, int]] = []
    numbers = [mark.number for mark in candidates]
    position = 0
    for number, row, start in group:
        is_next = number == marked[-1][0] + 1 if marked else number in (1, last + 1)
        if not is_next or number not in numbers[position:]:
            break
        position = numbers.index(number, position) + 1
        marked.append((number, row, start))
    return marked if len(marked) > 1 or last or (marked and len(group) == 1) else []


def _group(
    found: Sequence[tuple[int, int, int]], text: str, lines: Sequence[Line], style: NoteStyle
) -> Iterator[list[tuple[int, int, int]]]:
    """Cut the lines that look like notes where numbers do not rise or running text stands between."""
    group: list[tuple[int, int, int]] = []
    for entry in found:
        if group and (entry[0] <= group[-1][0] or _is_body(group[-1], entry, text, lines, style)):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def _is_body(
    one: tuple[int, int, int], other: tuple[int, int, int], text: str, lines: Sequence[Line], style: NoteStyle
) -> bool:
    """Whether the lines between two notes are running text: they have the marker of a note that comes later."""
    between = find_candidates(text, style, lines[one[1] + 1 : other[1]])
    return any(mark.number >= other[0] for mark in between)


def _with_paragraphs(
    group: Sequence[tuple[int, int, int]], text: str, lines: Sequence[Line], style: NoteStyle
) -> Iterator[FoundNote]:
    """Each note with the paragraphs up to the next one; behind the last one the text goes on."""
    for position, (number, row, start) in enumerate(group):
        stands_alone = start >= lines[row].end  # Its words begin on the next line.
        last = group[position + 1][1] if position + 1 < len(group) else row + 1 + stands_alone
        yield FoundNote(number, start, tuple(range(row, last)))


def _link(text: str, lines: Sequence[Line], runs: Sequence[tuple[FoundNote, ...]], style: NoteStyle) -> FoundNotes:
    marks: list[NoteMark] = []
    remarks: list[str] = []
    lost: list[int] = []
    noted = {row for run in runs for note in run for row in note.rows}
    body = [line for row, line in enumerate(lines) if row not in noted]
    known = {note.number for run in runs for note in run}
    require_attached = _are_attached([mark for mark in find_candidates(text, style, body) if mark.number in known])
    scopes = _scopes(text, lines, runs, body, style)
    for scope, meant in scopes:
        candidates = find_candidates(text, style, scope)
        candidates = _leave_apart(candidates) if require_attached else _leave_numbers(candidates, remarks)
        by_number: dict[int, list[FoundNote]] = {}
        for run in meant:
            for note in run:
                by_number.setdefault(note.number, []).append(note)
        if len(meant) == 1:
            candidates = _leave_other_rounds(candidates, by_number, remarks, lines)
        marks += _mark(candidates, by_number, remarks, lost, require_attached=require_attached)
    if not style.strict:  # What looks like such a marker and has no note is none.
        remarks += [f"marker {number}: there is no such footnote" for number in lost[:_REPORTED]]
        if len(lost) > _REPORTED:
            remarks.append(f"{len(lost) - _REPORTED} more markers have no footnote")
    for run in runs:
        numbers = [note.number for note in run]
        gaps = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        remarks += [f"footnote {number}: the notes go on without it" for number in gaps[:_REPORTED]]
    return FoundNotes(
        tuple(note for run in runs for note in run), tuple(sorted(marks, key=lambda m: m.start)), tuple(remarks)
    )


def _leave_apart(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The markers that stand right behind something, and those before a full stop whose number no other one has."""
    numbers = {mark.number for mark in candidates if mark.attached}
    return [mark for mark in candidates if mark.attached or (mark.before_mark and mark.number not in numbers)]


def _leave_numbers(candidates: Sequence[Candidate], remarks: list[str]) -> list[Candidate]:
    """Where markers stand apart: of two with one number, only those at a punctuation mark ("lost [1] men. [1]").

    Where most of all stand there, no other one is a marker.
    """
    counts = Counter(mark.number for mark in candidates)
    punctuated = {mark.number for mark in candidates if mark.at_punctuation}
    is_rule = sum(mark.at_punctuation for mark in candidates) * 2 > len(candidates)
    left = [
        mark
        for mark in candidates
        if not mark.at_punctuation
        and not mark.attached
        and (is_rule or (counts[mark.number] > 1 and mark.number in punctuated))
    ]
    remarks += [f"[{mark.number}] in the middle of a sentence may be a number: it is linked to none" for mark in left]
    return [mark for mark in candidates if mark not in left]


def _leave_other_rounds(
    candidates: list[Candidate],
    by_number: dict[int, list[FoundNote]],
    remarks: list[str],
    lines: Sequence[Line],
) -> list[Candidate]:
    """The markers that one run of notes can mean, where those of several parts of the text count from 1 anew.

    The run is that of the last part if it has exactly the numbers of that part, and no other part has; else nobody can
    tell whose it is.
    """
    rounds = _part_rounds(candidates, lines)
    numbers = [[mark.number for mark in one] for one in rounds]
    if len(rounds) < 2 or any(one != list(range(1, len(one) + 1)) for one in numbers):
        return candidates
    fitting = [one for one in numbers if set(one) == set(by_number)]
    kept = rounds[-1] if fitting == [numbers[-1]] else []
    remarks += [
        f"marker {mark.number}: the markers count from 1 anew, the notes do not; it is linked to none"
        for one in rounds
        for mark in one
        if one is not kept
    ]
    return kept


def _part_rounds(candidates: Sequence[Candidate], lines: Sequence[Line]) -> list[list[Candidate]]:
    """The markers, parted where they begin again with 1 behind a line that may be a heading."""
    heads = [line.start for line in lines if len(line.text) <= _HEADING_LENGTH and line.text[-1] not in _NO_HEADING]
    rounds: list[list[Candidate]] = []
    for mark in candidates:
        last = rounds[-1][-1] if rounds else None
        if last is None or (mark.number == 1 and any(last.end <= head < mark.start for head in heads)):
            rounds.append([])
        rounds[-1].append(mark)
    return rounds


def _scopes(
    text: str, lines: Sequence[Line], runs: Sequence[tuple[FoundNote, ...]], body: Sequence[Line], style: NoteStyle
) -> list[tuple[list[Line], list[tuple[FoundNote, ...]]]]:
    """For each stretch of running text, the runs its markers may mean: the one behind it, or all of a row of runs.

    Behind the only run, markers may mean those of its notes that nothing in front of it does.
    """
    scopes: list[tuple[list[Line], list[tuple[FoundNote, ...]]]] = []
    previous_end = -1
    for run in runs:
        start = lines[run[0].rows[0]].start
        stretch = [line for line in body if previous_end <= line.start < start]
        numbers = {note.number for note in run}
        if not scopes or any(mark.number in numbers for mark in find_candidates(text, style, stretch)):
            scopes.append((stretch, [run]))
        else:  # Nothing but headings between two runs: they belong to the same text.
            scopes[-1][1].append(run)
        previous_end = lines[run[-1].rows[-1]].end
    rest = [line for line in body if line.start >= previous_end]
    if rest and scopes:
        marked = {mark.number for mark in find_candidates(text, style, scopes[0][0])}
        left = tuple(note for note in runs[0] if note.number not in marked)
        scopes.append((rest, [left] if len(runs) == 1 else []))
    return scopes


def _mark(
    candidates: Sequence[Candidate],
    by_number: dict[int, list[FoundNote]],
    remarks: list[str],
    lost: list[int],
    *,
    require_attached: bool,
) -> Iterator[NoteMark]:
    last = 0
    several = any(len(notes) > 1 for notes in by_number.values())
    rounds = 0
    for mark in candidates:
        notes = by_number.get(mark.number, [])
        if not require_attached and not mark.attached and not (mark.number <= last + 1):
            continue  # "We lost [12] men" among markers that stand apart: out of their order.
        if not notes:
            if mark.attached:
                lost.append(mark.number)
            continue
        if several:
            rounds += mark.number < last
        last = mark.number if several else max(last, mark.number)
        if len(notes) == 1:
            yield NoteMark(mark.start, mark.end, notes[0].start)
        elif rounds < len(notes) and _rounds(candidates) == len(notes):
            yield NoteMark(mark.start, mark.end, notes[rounds].start)
        else:
            remarks.append(f"marker {mark.number}: {len(notes)} footnotes have this number; it is linked to none")


def _rounds(candidates: Sequence[Candidate]) -> int:
    """How often the numbers of attached markers begin again."""
    numbers = [mark.number for mark in candidates]
    return 1 + sum(other < one for one, other in itertools.pairwise(numbers))


def _are_attached(candidates: Sequence[Candidate]) -> bool:
    """Whether this text's markers stand right behind what they are for: then a number that stands apart is none."""
    counts = Counter(mark.attached for mark in candidates)
    return counts[True] >= counts[False]


def _lone_markers(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """A remark where a text has markers in order but no notes."""
    for style in OWN_FORM:
        numbers = [mark.number for mark in find_candidates(text, style, lines) if mark.attached]
        if len(numbers) >= 2 and numbers[:2] == [1, 2]:
            return (
                f"{len(numbers)} places look like note markers, but there are no notes: they stay part of the text",
            )
    return ()


def _lone_notes(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """A remark for each line that looks like a note, in a text without markers."""
    for style in OWN_FORM:
        numbers = [number for number, _, _ in _find_rows(text, lines, style)]
        if numbers and numbers[0] == 1 and numbers == sorted(set(numbers)):
            yield from (
                f"footnote {number}: no marker in the text, so it stays part of the text"
                for number in numbers[:_REPORTED]
            )
            if len(numbers) > _REPORTED:
                yield f"{len(numbers) - _REPORTED} more footnotes have no marker"
            return
