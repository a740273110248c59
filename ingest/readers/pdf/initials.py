"""Large first letters that open a chapter: set beside two lines or more, and drawn apart from the word they begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.readers.pdf.records import Glyph, Page, TextLine
from ingest.text.words import is_word

_LARGER = 1.7
"""Times the size of the text that an initial has at the least: it is as tall as two lines or more."""
_BESIDE = 1.6
"""Sizes of the text between an initial and the lines beside it, at the most."""
_OVERLAP = 0.25
"""Sizes of the text by which the lines beside an initial may begin before it ends."""
_HEIGHT = 0.7
"""Share of its size that a capital is tall, about: a typeface's own differ by a tenth."""
_SAME_HEIGHT = 0.9
"""Sizes of the text by which an initial's top differs from that of the first line beside it, at the most."""
_SAME_EDGE = 1.0
"""Sizes of the text by which the lines beside an initial differ at their left edge, at the most."""
_INITIAL = re.compile(r"[„“”\"«»‚‘’'(]?[^\W\d_]")
_HEAD = re.compile(r"[^\W\d_]+")
_LANGUAGES = ("de", "en", "ru")


def join_initials(page: Page) -> Page:
    """The page with each initial at the head of the line that it opens."""
    lines = list(page.lines)
    for line in page.lines:
        if not _may_be_initial(line):
            continue
        beside = _find_beside(line, page.lines)
        if beside and _opens(line, beside):
            row = next(at for at, one in enumerate(lines) if one is beside[0])
            lines[row] = _join(line, beside[0])
            lines = [one for one in lines if one is not line]
    return page if len(lines) == len(page.lines) else replace(page, lines=tuple(lines))


def _may_be_initial(line: TextLine) -> bool:
    text = line.text.strip()
    return bool(_INITIAL.fullmatch(text)) and text[-1].isupper() and not line.divided


def _find_beside(initial: TextLine, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines that begin to the right of an initial and no higher or lower than it stands, the uppermost first."""
    found = [
        one
        for one in lines
        if one is not initial
        and initial.size >= _LARGER * one.size
        and -_OVERLAP * one.size < one.left - initial.right < _BESIDE * one.size
        and one.baseline > initial.baseline - 0.5 * one.size
        and _rise(one, initial) <= _SAME_HEIGHT * one.size
    ]
    found.sort(key=lambda one: -one.baseline)
    return [one for one in found if abs(one.left - found[0].left) <= _SAME_EDGE * one.size]


def _rise(line: TextLine, initial: TextLine) -> float:
    """By how much the capitals of a line reach above an initial, points."""
    return line.baseline + _HEIGHT * line.size - initial.baseline - _HEIGHT * initial.size


def _opens(initial: TextLine, beside: Sequence[TextLine]) -> bool:
    """Whether an initial is as tall as two lines or more, and the uppermost goes on with its word or sentence."""
    first, last = beside[0], beside[-1]
    tall = len(beside) > 1 and abs(_rise(first, initial)) <= _SAME_HEIGHT * first.size
    if not tall or abs(last.baseline - initial.baseline) > 0.5 * last.size:
        return False
    letter, head = initial.text.strip()[-1], _HEAD.match(first.text)
    if head is None or (head[0][0].isupper() and not head[0].isupper()):
        return False
    # A letter beside the entries of an index stands beside words that begin with it.
    return _known(letter + head[0]) or head[0][0].casefold() != letter.casefold()


def _known(word: str) -> bool:
    if len(word) == 1:
        return word in "AIOАВИКОСУЯ"
    return any(is_word(word.lower(), one) or is_word(word.capitalize(), one) for one in _LANGUAGES)


def _join(initial: TextLine, line: TextLine) -> TextLine:
    """The line with an initial before it, as large as the line and where it begins: the paragraph keeps its edge."""
    left, size, baseline = line.left, line.size, line.baseline
    glyphs = [replace(one, left=left, right=left, size=size, baseline=baseline) for one in initial.visible]
    head = _HEAD.match(line.text)
    letter = initial.text.strip()[-1]
    alone = head is not None and not _known(letter + head[0]) and _known(letter) and _known(head[0])
    if alone:
        glyphs.append(Glyph(" ", left, left, baseline, size, generated=True))
    return TextLine((*glyphs, *line.glyphs), line.divided)
