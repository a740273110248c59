"""Where a document quotes: one way of reading its quotation marks, decided for the document as a whole.

»German« and «French» marks are the same two characters, and “ closes a German quotation and opens an English one. So
the direction is counted over the document before any mark is read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Slice

_DOUBLE = re.compile(r"[„“”«»\"]")
_SINGLE = re.compile(r"(?<!\w)[‘‚](?=\w)|(?<=[\w.,!?…])’(?!\w)|(?<![\w’'])'(?=[^\W\d])|(?<=[\w.,!?…])'(?!\w)")
_LONGEST = 6
"""Paragraphs that one quotation may run over."""


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotations of a document in order, marks included; none overlaps another."""

    spans: tuple[Slice, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> tuple[Slice, ...]:
        """The parts of quotations between `start` and `end`."""
        found = []
        row = max(0, bisect_right(self.starts, start) - 1)
        while row < len(self.spans) and self.spans[row].start < end:
            span = self.spans[row]
            if span.end > start:
                found.append(Slice(max(span.start, start), min(span.end, end)))
            row += 1
        return tuple(found)

    def run(self, at: int) -> Slice | None:
        """The whole quotation that goes on at `at`."""
        row = bisect_right(self.starts, at) - 1
        return self.spans[row] if row >= 0 and at < self.spans[row].end else None


def find_quotations(text: str, paragraphs: Sequence[Slice]) -> Quotations:
    """Read the quotation marks of `text` paragraph by paragraph; a quotation may run on over paragraphs.

    Where no mark closes it, it ends with its paragraph, unless the next one begins with a mark that opens once more.
    """
    pointing_in = _guillemets_point_in(text)
    double = bool(re.search(r"[„“«»\"]", text))
    spans: list[Slice] = []
    opened: int | None = None
    opened_in = 0
    for row, paragraph in enumerate(paragraphs):
        for start, mark in _marks(text, paragraph, double=double):
            opens = _opens(text, start, mark, pointing_in, inside=opened is not None)
            if opens and opened is None:
                opened, opened_in = start, row
            elif not opens and opened is not None:
                spans.append(Slice(opened, start + 1))
                opened = None
        if opened is not None and not _goes_on(text, paragraphs, row, row - opened_in, pointing_in):
            spans.append(Slice(opened, paragraph.end))
            opened = None
    return Quotations(tuple(spans), tuple(span.start for span in spans))


def _marks(text: str, paragraph: Slice, *, double: bool) -> list[tuple[int, str]]:
    pattern = _DOUBLE if double else _SINGLE
    return [(match.start(), match[0]) for match in pattern.finditer(text, paragraph.start, paragraph.end)]


def _guillemets_point_in(text: str) -> bool:
    """Whether this document quotes »so« and not «so»: which of the two stands before words after a space."""
    inward = len(re.findall(r"(?<![\w.,!?…])»(?=\w)", text)) + len(re.findall(r"(?<=[\w.,!?…])«(?!\w)", text))
    outward = len(re.findall(r"(?<![\w.,!?…])«(?=\w)", text)) + len(re.findall(r"(?<=[\w.,!?…])»(?!\w)", text))
    return inward > outward


def _opens(text: str, at: int, mark: str, pointing_in: bool, *, inside: bool) -> bool:
    if mark in "„‚":
        return True
    if mark in "«»":
        return (mark == "»") == pointing_in
    if mark in "”’":
        # „So” and “so” close with it; Swedish and typewritten texts open with it, too.
        return mark == "”" and not inside and _stands_before_word(text, at)
    if mark == "‘":
        return True
    if mark == "'":
        return not inside and _stands_before_word(text, at) and not _stands_behind_word(text, at)
    if inside and mark == "“":
        return _stands_before_word(text, at) and not _stands_behind_word(text, at)
    return not inside and (mark == "“" or _stands_before_word(text, at))


def _stands_before_word(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace() and after not in ".,;:!?)]"


def _stands_behind_word(text: str, at: int) -> bool:
    return at > 0 and not text[at - 1].isspace() and text[at - 1] not in "([–—-"


def _goes_on(text: str, paragraphs: Sequence[Slice], row: int, length: int, pointing_in: bool) -> bool:
    """Whether the quotation left open in paragraph `row` runs on: the next one opens it again or closes it first."""
    if row + 1 >= len(paragraphs) or length >= _LONGEST:
        return False
    following = paragraphs[row + 1]
    for start, mark in _marks(text, following, double=True):
        if start == following.start:
            return True
        return not _opens(text, start, mark, pointing_in, inside=True)
    return False
