"""Footnotes of a plain text: runs of numbered notes, and the markers that mean them.

A run is a row of notes with rising numbers, behind a section, a page or the whole text. Numbers may begin again with
each run, and then only the markers in front of it mean it. What cannot be told is linked to nothing, and said.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.readers.lines import Line
from ingest.records import NoteMark

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TITLE = re.compile(
    r"(?i)(?:#+ )?(?:anmerkungen|endnoten|fußnoten|fussnoten|nachweise|belege|notes|endnotes|footnotes|references"
    r"|примечания|сноски)\W*"
)
_REPORTED = 6
"""Lost markers that are named one by one."""


@dataclass(frozen=True, slots=True)
class _Style:
    """One way to print notes and their markers."""

    note: re.Pattern[str]
    marker: re.Pattern[str]
    titled: bool = False
    """Whether such notes are taken for notes only below a heading that says so: their form is that of a list, too."""


_N = r"(?P<number>\d{1,3})"
_STYLES = (
    _Style(re.compile(rf"\[{_N}\][ \t\u00a0]*"), re.compile(rf"\[{_N}\]")),
    _Style(re.compile(rf"\[\^{_N}\]:[ \t\u00a0]*(?=\S)"), re.compile(rf"\[\^{_N}\](?!:)")),
    _Style(
        re.compile(r"(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[ \t\u00a0]*(?=\S)"),
        re.compile(r"(?<=[^\s\d])(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"),
    ),
    _Style(
        re.compile(rf"(?:Anm|Fn|Fußn|Note|Прим)\.?[ \u00a0]{_N}(?:[:.)][ \t\u00a0]+|[ \t\u00a0]+(?=[A-ZÄÖÜА-Я]))"),
        re.compile(rf"\((?:s\.[ \u00a0])?(?:Anm|Fn|Fußn|Note|Прим)\.?[ \u00a0]{_N}\)"),
    ),
    _Style(re.compile(rf"{_N}\)[ \t\u00a0]+(?=\S)"), re.compile(rf"(?<=[^\s\d(\[]){_N}\)"), titled=True),
    _Style(
        re.compile(rf"{_N}\.?[ \t\u00a0]+(?=\S)"),
        re.compile(r"(?<=[^\s\d])(?P<number>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})"),
        titled=True,
    ),
    _Style(re.compile(rf"{_N}\.?[ \t\u00a0]+(?=\S)"), re.compile(rf"\[{_N}\]"), titled=True),
    _Style(
        re.compile(rf"{_N}[.)][ \t\u00a0]+(?=\S)"),
        re.compile(rf"\((?:s\.[ \u00a0])?(?:Anm|Fn|Fußn|Note|Прим)\.?[ \u00a0]{_N}\)"),
        titled=True,
    ),
)


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


@dataclass(frozen=True, slots=True)
class _Candidate:
    number: int
    start: int
    end: int
    attached: bool
    """Whether it stands right behind a letter or a punctuation mark."""


def find_notes(text: str, lines: Sequence[Line]) -> FoundNotes:
    """The notes among `lines` and their markers, in the first of the known styles that fits."""
    for style in _STYLES:
        runs = tuple(_find_runs(text, lines, style))
        if runs:
            return _link(text, lines, runs, style)
    return FoundNotes(remarks=_lone_markers(text, lines))


def _find_runs(text: str, lines: Sequence[Line], style: _Style) -> Iterator[tuple[FoundNote, ...]]:
    """Rows of notes with rising numbers that markers in front of them mean."""
    opened = not style.titled
    found: list[tuple[int, int, int]] = []  # number, row, where its words begin
    for row, line in enumerate(lines):
        opened = opened or bool(_TITLE.fullmatch(line.text))
        match = style.note.match(text, line.start) if opened else None
        if match and match.end() < line.end:
            found.append((_number(match), row, match.end()))
        elif match and row + 1 < len(lines):  # The number alone on its line.
            found.append((_number(match), row, lines[row + 1].start))
    used = 0
    for group in _group(found, text, lines, style):
        first_row = group[0][1]
        before = {mark.number for mark in _candidates(text, style, lines[used:first_row])}
        if used and not before:  # Several runs at the end of the text: all its markers stand in front of the first.
            before = {mark.number for mark in _candidates(text, style, lines[:first_row])}
        if any(number in before for number, _, _ in group):
            notes = tuple(_with_paragraphs(group, text, lines, style))
            used = notes[-1].rows[-1] + 1
            yield notes


def _group(
    found: Sequence[tuple[int, int, int]], text: str, lines: Sequence[Line], style: _Style
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
    one: tuple[int, int, int], other: tuple[int, int, int], text: str, lines: Sequence[Line], style: _Style
) -> bool:
    """Whether the lines between two notes are running text: they have the marker of a note that comes later."""
    between = _candidates(text, style, lines[one[1] + 1 : other[1]])
    return any(mark.number >= other[0] for mark in between)


def _with_paragraphs(
    group: Sequence[tuple[int, int, int]], text: str, lines: Sequence[Line], style: _Style
) -> Iterator[FoundNote]:
    """Each note with the paragraphs up to the next one; behind the last one the text goes on."""
    for position, (number, row, start) in enumerate(group):
        stands_alone = start >= lines[row].end  # Its words begin on the next line.
        last = group[position + 1][1] if position + 1 < len(group) else row + 1 + stands_alone
        yield FoundNote(number, start, tuple(range(row, last)))


def _link(text: str, lines: Sequence[Line], runs: Sequence[tuple[FoundNote, ...]], style: _Style) -> FoundNotes:
    marks: list[NoteMark] = []
    remarks: list[str] = []
    lost: list[int] = []
    noted = {row for run in runs for note in run for row in note.rows}
    body = [line for row, line in enumerate(lines) if row not in noted]
    known = {note.number for run in runs for note in run}
    require_attached = _are_attached([mark for mark in _candidates(text, style, body) if mark.number in known])
    scopes = _scopes(text, lines, runs, body, style)
    for scope, meant in scopes:
        candidates = _candidates(text, style, scope)
        by_number: dict[int, list[FoundNote]] = {}
        for run in meant:
            for note in run:
                by_number.setdefault(note.number, []).append(note)
        marks += _mark(candidates, by_number, remarks, lost, require_attached=require_attached)
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


def _scopes(
    text: str, lines: Sequence[Line], runs: Sequence[tuple[FoundNote, ...]], body: Sequence[Line], style: _Style
) -> list[tuple[list[Line], list[tuple[FoundNote, ...]]]]:
    """For each stretch of running text, the runs its markers may mean: the one behind it, or all of a row of runs."""
    scopes: list[tuple[list[Line], list[tuple[FoundNote, ...]]]] = []
    previous_end = -1
    for run in runs:
        start = lines[run[0].rows[0]].start
        stretch = [line for line in body if previous_end <= line.start < start]
        numbers = {note.number for note in run}
        if not scopes or any(mark.number in numbers for mark in _candidates(text, style, stretch)):
            scopes.append((stretch, [run]))
        else:  # Nothing but headings between two runs: they belong to the same text.
            scopes[-1][1].append(run)
        previous_end = lines[run[-1].rows[-1]].end
    rest = [line for line in body if line.start >= previous_end]
    if rest and scopes:
        scopes.append((rest, scopes[-1][1] if len(scopes) == 1 else []))
    return scopes


def _mark(
    candidates: Sequence[_Candidate],
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
        if require_attached and not mark.attached:
            continue
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


def _rounds(candidates: Sequence[_Candidate]) -> int:
    """How often the numbers of attached markers begin again."""
    numbers = [mark.number for mark in candidates]
    return 1 + sum(other < one for one, other in itertools.pairwise(numbers))


def _are_attached(candidates: Sequence[_Candidate]) -> bool:
    """Whether this text's markers stand right behind what they are for: then a number that stands apart is none."""
    counts = Counter(mark.attached for mark in candidates)
    return counts[True] >= counts[False]


def _candidates(text: str, style: _Style, scope: Sequence[Line]) -> list[_Candidate]:
    found = []
    for line in scope:
        end_of_last = -1
        for match in style.marker.finditer(text, line.start, line.end):
            start = match.start()
            attached = start == end_of_last or (start > line.start and not text[start - 1].isspace())
            found.append(_Candidate(_number(match), start, match.end(), attached))
            end_of_last = match.end()
    return found


def _number(match: re.Match[str]) -> int:
    return int(match["number"].translate(_RAISED))


def _lone_markers(text: str, lines: Sequence[Line]) -> tuple[str, ...]:
    """A remark where a text has markers in order but no notes."""
    for style in _STYLES[:4]:
        numbers = [mark.number for mark in _candidates(text, style, lines) if mark.attached]
        if len(numbers) >= 2 and numbers[:2] == [1, 2]:
            return (
                f"{len(numbers)} places look like note markers, but there are no notes: they stay part of the text",
            )
    return ()
