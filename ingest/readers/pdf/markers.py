"""Raised numbers: the markers of notes within a line, and at the beginning of a note."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from ingest.readers.note_markers import RAISED, find_bracketed
from ingest.readers.pdf.records import Glyph, TextLine

_SMALL = 0.82
"""Share of its line's size below which a digit may be a marker."""
_RAISED = 0.15
"""Share of its line's size by which a marker stands above the line at the least."""
_SIGNS = "*†‡"
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""Digits that are raised by themselves, wherever they stand."""
_BETWEEN = ",;–-‐ \u00a0"
"""What stands raised between the numbers of two notes."""
_CLOSING = ".,;:!?)]”“\"»«’'%…"
_OPENING = re.compile(
    rf"\s*(?:(?P<bracket>[\[(])(?P<inner>[1-9]\d{{0,2}}|[*†‡]{{1,3}})[\])]|(?P<plain>[1-9]\d{{0,2}}|[*†‡]{{1,3}})"
    rf"|(?P<raised>[{_DIGITS}]{{1,3}}))(?P<mark>[.:)\]]?)(?P<gap>\s*)(?=\S)"
)
_UNIT = re.compile(r"(?<!\w)(?:\w|[kcdmµn]m|[кмсд]м|sin|cos|tan|cot|log|exp)$")
"""What a power stands behind: a letter by itself, as quantities are called, a measure, a function."""
_NAME = re.compile(r"(?:[^\W\d_]{4,}|[^\W\d_)\]]\W*[^\w\s)\]])\s*$")
"""What no power stands behind: a word longer than "cos", or a closing mark behind a word, brackets aside."""


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a line: text, or a marker."""

    text: str
    marker: str | None = None
    """What the marker says: a number or a sign."""
    bracketed: bool = False
    """Whether it stands in square brackets, else it is raised."""


def is_raised(glyph: Glyph, line: TextLine) -> bool:
    """Whether a character stands small and high in its line."""
    return glyph.size <= _SMALL * line.size and glyph.baseline >= line.baseline + _RAISED * line.size


def is_raised_digit(glyph: Glyph) -> bool:
    """Whether a character is a digit that is raised by itself."""
    return bool(glyph.text) and glyph.text in _DIGITS


def cut_runs(line: TextLine, known: Container[str] = (), bracketed: Container[str] = ()) -> Iterator[Run]:
    """A line as running text and markers, in order; a gap before a marker goes.

    Args:
        line: The line.
        known: Numbers of notes that are near: what says the same is a marker behind a digit too ("2021¹").
        bracketed: Numbers whose markers stand in brackets: "[12]".

    """
    glyphs = line.glyphs
    if not any(_marks(glyph, line) for glyph in glyphs):
        yield from _cut_bracketed(line.text, bracketed)
        return
    text: list[str] = []
    at = 0
    marked = False
    while at < len(glyphs):
        end = at
        while end < len(glyphs) and _marks(glyphs[end], line):
            end += 1
        digits = "".join(glyph.text for glyph in glyphs[at:end])
        number = digits.translate(RAISED)
        follows = marked and bool(text) and all(char in _BETWEEN for char in text)
        if digits and (follows or _stands_behind_word(text, known=number in known)):
            while text and text[-1].isspace():
                text.pop()
            yield from _cut_bracketed("".join(text), bracketed)
            yield Run(digits, number)
            text, at, marked = [], end, True
            continue
        text.append(glyphs[at].text)
        at += 1
        marked = marked and is_raised(glyphs[at - 1], line)
    yield from _cut_bracketed("".join(text), bracketed)


def _cut_bracketed(text: str, numbers: Container[str]) -> Iterator[Run]:
    """Running text, and the markers in brackets with the gap before them: without them no gap is left."""
    done = 0
    for start, end, number in find_bracketed(text) if numbers else ():
        if str(number) in numbers:
            gap = len(text[done:start]) - len(text[done:start].rstrip())
            yield Run(text[done : start - gap])
            yield Run(text[start - gap : end], str(number), bracketed=True)
            done = end
    yield Run(text[done:])


def _marks(glyph: Glyph, line: TextLine) -> bool:
    return is_raised_digit(glyph) or ((glyph.text.isdecimal() or glyph.text in _SIGNS) and is_raised(glyph, line))


def _stands_behind_word(text: list[str], *, known: bool) -> bool:
    """Whether a letter or a closing mark stands before: "10²" is a power, and what opens a line is no marker."""
    before = "".join(text[-4:]).rstrip()
    if before[-1:].isalpha():
        return not _UNIT.search(before)
    return bool(before) and ((known and before[-1].isdecimal()) or before[-1] in _CLOSING)


def find_markers(line: TextLine) -> Iterator[tuple[str, bool]]:
    """What may be the markers in a line say, powers included, and whether what stands before tells that it is none."""
    before = ""
    for run in cut_runs(line, _ANYTHING):
        if run.marker:
            yield run.marker, bool(_NAME.search(before))
        else:
            before = run.text


def read_marks(line: TextLine) -> Iterator[tuple[str, bool]]:
    """What may be the markers in a line say, and whether a digit stands before: then it may be a power ("10²")."""
    before = ""
    for run in cut_runs(line, _ANYTHING):
        if run.marker:
            yield run.marker, before[-1:].isdecimal()
            before = ""
        else:
            before = run.text


class _Anything:
    def __contains__(self, item: object) -> bool:
        return True


_ANYTHING = _Anything()


@dataclass(frozen=True, slots=True)
class Opening:
    """How a note begins."""

    number: str
    length: int
    """Characters of its line that number and gap take."""
    raised: bool
    mark: str
    """A full stop, colon or bracket behind the number; empty where only a gap follows."""
    bracket: str = ""
    """The bracket that opens before the number, if it stands in two."""


def read_opening(line: TextLine) -> Opening | None:
    """The number that opens a line, if one does: raised, or behind it a mark or a gap and a word."""
    match = _OPENING.match(line.text)
    if match is None:
        return None
    number = match["inner"] or match["plain"] or match["raised"].translate(RAISED)
    first = line.visible[0]
    raised = is_raised(first, line) or (first.baseline > line.baseline + 0.5 and first.size < line.size)
    raised = raised or bool(match["raised"])
    follows = line.text[match.end() :][:1]
    if not raised and not match["gap"] and not match["mark"]:
        return None
    if match["mark"] == "." and follows.isdecimal():
        return None
    return Opening(number, match.end(), raised, match["mark"], match["bracket"] or "")
