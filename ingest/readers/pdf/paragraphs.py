"""Lines put together to paragraphs: by distance, indent, and whether the next line's first word would have fitted."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.readers.lines import BULLETS
from ingest.readers.pdf.records import Page, TextLine

_SAME_SIZE = 0.7
"""Points by which the lines of one paragraph differ in size at most."""
_FAR = 1.35
"""Times the usual step from line to line from which on a gap parts paragraphs."""
_INDENT = 0.7
"""Indent of a paragraph's first line at the least, in sizes."""
_HANGS = 4.0
"""Sizes by which the lines of one entry of a table of contents are set in at most."""
_WIDE = 3.0
"""Sizes that are free behind a line which ends its paragraph, where its last character does not tell."""
_SHORT = 0.3
"""Share of the column that is free behind a line which ends its paragraph without a mark, as headings do."""
_BESIDE = 3.0
"""Sizes above and below a line in which the column beside it has lines."""
_AFTER_SENTENCE = 2.2
"""Sizes between two sentences of a line that no columns part, at the most."""
_ENDS = ".!?:;…"
_STOPS = ".!?"
_CLOSING = ")]”“»«\"'’"
_BULLET = re.compile(rf"[{BULLETS}]\s*\S|[–—*-]\s+\S")
_DASH = re.compile(r"[–—]\s+[^\W\d_A-ZÄÖÜ]")
_POINT = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)\s+\S")
_OPENS = re.compile(
    rf"(?:[{BULLETS}–—*-]|[(\[]?(?:\d{{1,4}}(?:\.\d{{1,3}}|\.[IVX]{{1,5}})*|[a-zA-Z]|[ivxIVX]{{1,5}})[.)\]]{{0,2}}|§+\s?[\d.]+)(?=\s)"
)
LEADER = re.compile(r"(?:\.\s?){5,}")
"""The dots of a table of contents."""
CELL_GAP = 1.6
"""Sizes between two words of a line that stand in different columns of a table."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, with the page that each stands on."""

    lines: tuple[tuple[Page, TextLine], ...]
    is_row: bool = False
    """Whether it is a row of a table."""

    @property
    def first(self) -> TextLine:
        """Its first line."""
        return self.lines[0][1]

    @property
    def last(self) -> TextLine:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def text(self) -> str:
        """Its words, roughly: what it looks like tells what it is."""
        return " ".join(line.text.strip() for _, line in self.lines)


def is_point(line: TextLine) -> bool:
    """Whether a bullet or a number opens a line."""
    return bool(_BULLET.match(line.text) or _POINT.match(line.text))


def join_lines(pages: Sequence[Page]) -> list[Paragraph]:
    """The paragraphs of pages without heads and notes, in the order of the file."""
    steps = _usual_steps(pages)
    found: list[Paragraph] = []
    for page in pages:
        columns = _Columns(page.lines)
        open_: list[tuple[Page, TextLine]] = []
        for line in page.lines:
            if open_ and not _goes_on(open_, line, columns, steps):
                found.append(_close(open_))
                open_ = []
            open_.append((page, line))
        if open_:
            found.append(_close(open_))
    return list(_join_parted(found))


def _close(lines: list[tuple[Page, TextLine]]) -> Paragraph:
    return Paragraph(
        tuple(lines), is_row=bool(LEADER.search(lines[-1][1].text)) or _count_cells([line for _, line in lines]) > 1
    )


class _Columns:
    """How far the text runs to the left and right where a line stands."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._lines = lines
        self._edges: dict[int, float] = {}

    def right_of(self, line: TextLine) -> float:
        """The right edge of the lines that begin about where this one does, and do not reach into the column beside."""
        known = self._edges.get(id(line))
        if known is None:
            near = (one for one in self._lines if abs(one.baseline - line.baseline) < _BESIDE * line.size)
            limit = min((one.left for one in near if one.left > line.right), default=math.inf)
            beside = [one.right for one in self._lines if abs(one.left - line.left) < 3 * line.size]
            edges = sorted(edge for edge in beside if edge < limit)
            known = self._edges[id(line)] = edges[min(len(edges) - 1, len(edges) * 9 // 10)]
        return known


def _usual_steps(pages: Sequence[Page]) -> Mapping[float, float]:
    """For each size of type, the usual distance of two lines."""
    steps: dict[float, Counter[float]] = {}
    for page in pages:
        for one, other in zip(page.lines, page.lines[1:], strict=False):
            step = one.baseline - other.baseline
            if one.size == other.size and 0.7 * one.size < step < 2.5 * one.size:
                steps.setdefault(one.size, Counter())[round(step * 2) / 2] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _goes_on(
    open_: Sequence[tuple[Page, TextLine]], line: TextLine, columns: _Columns, steps: Mapping[float, float]
) -> bool:
    """Whether a line belongs to the paragraph of those before it, on the same page."""
    last = open_[-1][1]
    step = last.baseline - line.baseline
    if abs(step) < 0.4 * max(line.size, last.size):
        return line.left >= last.right - line.size
    usual = steps.get(line.size, 1.3 * line.size)
    if differ_in_size(last, line) or step < 0 or step > _FAR * usual:
        return False
    if last.bold != line.bold and _looks_closed(last, line, columns, looser=step > 1.1 * usual):
        return False
    if is_point(line) and (_BULLET.match(line.text) or _is_over(last, line, columns)):
        return _is_aside(line) and not is_point(open_[0][1]) and _is_cut(last, line, columns)
    ends_word = len(open_) > 1 and open_[-2][1].divided
    if LEADER.search(last.text) or (_count_cells([last]) > 1 and not ends_word):
        return False
    if LEADER.search(line.text):
        return _ends_entry(last, line, columns)
    if _count_cells([line]) > 1 and not last.divided:
        return False
    if line.left > last.left + _INDENT * line.size and not is_point(open_[0][1]) and len(open_) > 1:
        return not _ends_sentence(last.text)
    if line.left > last.left + _INDENT * line.size and not is_point(open_[0][1]) and _ends_sentence(last.text):
        return False
    return not _is_over(last, line, columns)


def _is_aside(line: TextLine) -> bool:
    """Whether a dash opens a line, and a small letter follows: a point of a list, or the rest of a sentence."""
    return bool(_DASH.match(line.text))


def _is_cut(last: TextLine, line: TextLine, columns: _Columns) -> bool:
    """Whether a line is full and its sentence goes on, in the next one and as far left."""
    open_ = last.text.rstrip()[-1:].isalnum() and abs(last.left - line.left) < _INDENT * line.size
    return open_ and not last.bold and last.right > columns.right_of(last) - _first_word(line, 2) - line.size


def _ends_entry(last: TextLine, line: TextLine, columns: _Columns) -> bool:
    """Whether a line with dots up to a page's number is the end of an entry that begins on the line before it."""
    beside = abs(line.left - last.left) < _HANGS * line.size
    return beside and not is_point(line) and not _ends_sentence(last.text) and not _is_over(last, line, columns)


def _looks_closed(last: TextLine, line: TextLine, columns: _Columns, *, looser: bool) -> bool:
    """Whether a change between bold and plain parts two paragraphs, and not two words of one."""
    short = last.right < columns.right_of(last) - _WIDE * last.size
    return not last.divided and (short or (looser and line.text[:1].isupper()))


def _is_over(last: TextLine, line: TextLine, columns: _Columns) -> bool:
    """Whether a paragraph ends with `last`: the next line's first word would have fitted behind it."""
    if last.divided:
        return False
    free = columns.right_of(last) - last.right
    first = _first_word(line)
    if _ends_sentence(last.text):
        return free > first + 0.6 * line.size
    width = columns.right_of(last) - last.left
    return free > max(_WIDE * line.size, first + line.size, _SHORT * width) and not line.text[:1].islower()


def _first_word(line: TextLine, count: int = 1) -> float:
    """How wide the first word of a line is, or the first few, points."""
    glyphs = line.visible
    gap = 0.15 * line.size
    ends = (one.right for one, other in itertools.pairwise(glyphs) if other.left - one.right > gap)
    return next(itertools.islice(ends, count - 1, None), line.right) - line.left


def differ_in_size(one: TextLine, other: TextLine) -> bool:
    """Whether two lines are set in different sizes; those with small capitals in them are not."""
    return abs(one.size - other.size) > _SAME_SIZE and abs(one.largest - other.largest) > _SAME_SIZE


def _ends_sentence(text: str) -> bool:
    bare = re.sub(r"\s*\d{1,3}$", "", text.rstrip()) if re.search(r"[.!?…”“»\"]\s*\d{1,3}$", text.rstrip()) else text
    return bare.rstrip().rstrip(_CLOSING)[-1:] in _ENDS or text.rstrip()[-1:] in _ENDS


def _count_cells(lines: Sequence[TextLine]) -> int:
    """Into how many columns wide gaps part a line; 1 for running text.

    Justified lines have gaps too, but even ones; a divided word goes on in the next line; a sign by itself at a line's
    end, as behind a proof, is no cell.
    """
    if any(line.divided for line in lines):
        return 1
    size = lines[0].size
    gaps = [gap for line in lines for gap in _word_gaps(line) if gap > 0.12 * size]
    wide = [gap for gap in gaps if gap > CELL_GAP * size]
    spaces = [gap for gap in gaps if gap <= CELL_GAP * size]
    even = spaces and wide and max(wide) < 2.5 * (sum(spaces) / len(spaces))
    return 1 if even else 1 + len(wide)


def _word_gaps(line: TextLine) -> Iterator[float]:
    """The gaps between the words of a line behind its bullet or number, points."""
    glyphs = line.visible[_length_of_point(line) :]
    last = max((at for at, glyph in enumerate(glyphs) if glyph.text.isalnum()), default=0)
    for at, (one, other) in enumerate(itertools.pairwise(glyphs)):
        gap = other.left - one.right
        if gap > CELL_GAP * line.size and (at >= last or (one.text in _STOPS and gap < _AFTER_SENTENCE * line.size)):
            continue
        yield gap


def _length_of_point(line: TextLine) -> int:
    """How many characters the bullet or number takes that opens words: the gap behind it parts no columns."""
    match = _OPENS.match(line.text)
    return len(match[0].replace(" ", "")) if match and any(map(str.isalpha, line.text[match.end() :])) else 0


def _join_parted(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Put together what a column's or a page's end parts, also where something else is set in between."""
    done: list[Paragraph] = []
    for one in paragraphs:
        row = _find_open(done, one)
        if row is None:
            done.append(one)
        else:
            done[row] = Paragraph((*done[row].lines, *one.lines))
    yield from done


_LOOSE = 2.0
"""Sizes from a line to the one above it that stands in the same text, at the most."""
_WORDS = re.compile(r"[^\W\d_]{2,}[\s,;]")
_LABEL = 20
"""Letters below which a paragraph may be a figure's label."""
_FARTHEST = 60
_BACK = 4
"""Paragraphs back among which the beginning of a sentence is looked for: figures, boxes and tables come between."""


def _find_open(done: Sequence[Paragraph], one: Paragraph) -> int | None:
    """The paragraph, one of the last few, that goes on in this one; None where this one begins by itself."""
    first = one.first
    if one.is_row or is_point(first) or not any(map(str.isalpha, one.text)):
        return None
    for row in _rows_back(done):
        before = done[row]
        last = before.last
        leaps = before.lines[-1][0].number != one.lines[0][0].number or first.baseline > last.baseline
        near = one.lines[0][0].number - before.lines[-1][0].number <= 1
        if row == len(done) - 1 and not leaps and _is_cut_above(last, first):
            return None
        if before.is_row or not leaps or not near or differ_in_size(last, first):
            continue
        if last.bold != first.bold:
            continue
        if row < len(done) - _BACK and not (_is_prose(before) and _is_prose(one) and _is_full(before)):
            continue
        if last.divided or not _ends_sentence(last.text):
            small = first.text[:1].islower()
            if last.divided or small or (row == len(done) - 1 and _is_full(before) and len(before.text) > 60):
                return row
        if row == len(done) - 1 and first.text[:1].islower():
            return row
    return None


def _is_prose(paragraph: Paragraph) -> bool:
    """Whether it has lines of words, and is no formula and no label."""
    letters = sum(map(str.isalpha, paragraph.text))
    return letters >= _LABEL and letters > 0.7 * len(paragraph.text) and bool(_WORDS.match(paragraph.first.text))


def _rows_back(done: Sequence[Paragraph]) -> Iterator[int]:
    """The last few paragraphs from the end; the labels of a figure, a few letters each, do not count."""
    left = _BACK
    for row in range(len(done) - 1, max(-1, len(done) - 1 - _FARTHEST), -1):
        yield row
        left -= sum(map(str.isalpha, done[row].text)) >= _LABEL or row == len(done) - 1
        if not left:
            return


def _is_cut_above(last: TextLine, first: TextLine) -> bool:
    """Whether the line above, of the same size, has no end: what stands before it does not go on below."""
    step = last.baseline - first.baseline
    return step < _LOOSE * first.size and not differ_in_size(last, first) and not _ends_sentence(last.text)


def _is_full(paragraph: Paragraph) -> bool:
    """Whether its last line is about as long as its longest, or as long as a line within it: lines may be ragged."""
    *widths, last = (line.right - line.left for _, line in paragraph.lines)
    within = min(widths[1:], default=math.inf)
    return last >= 0.85 * max((*widths, last)) or last >= within
