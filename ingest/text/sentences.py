"""Where sentences end, in German, English and Russian text that is full of abbreviations, dates and note markers.

Scripts without capital letters (Chinese, Arabic, Hebrew, Hindi, Georgian) have marks of their own, or a full stop and
white space, whatever follows.

A sentence is the smallest thing this product quotes, so the rule errs on the long side: a wrong cut would put half a
statement into an answer, a missing one only quotes more than needed. Text without any punctuation is cut into windows.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.reading import NoteMark
from ingest.records import Slice
from ingest.text.full_stops import MONTHS, QUOTES_AND_BRACKETS, ends_at_full_stop, is_abbreviation
from ingest.text.windows import cut_windows

__all__ = ["MONTHS", "split_sentences"]

_OWN_MARKS = "؟۔।॥։።፧。༎"
_WIDE_MARKS = "。！？｡"
# A possible end: terminal punctuation and what closes after it (quotes, brackets). A quotation mark right behind a full
# stop closes whichever way it points; French ones stand apart from what they close.
_STOP = re.compile(
    rf"(?P<stop>[.!?…{_OWN_MARKS}{_WIDE_MARKS}]++)"
    r"(?P<close>(?:[\"'“”‘’»«›‹)\]」』）】》〉]|[ \u00a0\u202f][»›](?=\s|$))*+)"
)
_CLOSED_WIDE = re.compile(rf"[{_WIDE_MARKS}」』）】》〉”’\]]")
"""Behind these a sentence may follow without white space, if its punctuation is wide."""
_NOTES = re.compile(r"(?:\[\^?\d{1,3}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})+")
_SPACE = re.compile(r"\s*")
_SIGHT = 80
"""Characters looked at before and after a full stop."""


def split_sentences(text: str, start: int, end: int, marks: Sequence[NoteMark] = ()) -> tuple[Slice, ...]:
    """Cut `text[start:end]` into sentences that touch no white space at their borders and cover all else.

    Note markers that follow a sentence belong to it: those right behind it, and any of `marks`, the declared ones of
    the whole text in order, even after a space. Offsets are those of `text`.
    """
    declared = _declared(marks, start, end)
    slices, begin = [], start
    for match in _STOP.finditer(text, start, end):
        if match.start() < begin:
            continue
        stop = _skip_notes(text, match.end(), end, declared)
        gap = Slice(stop, _skip_space(text, stop, end))
        if _is_cut(text, begin, match, gap, end):
            slices.append(_trim(text, begin, stop))
            begin = gap.end
    slices.append(_trim(text, begin, end))
    return tuple(window for piece in slices if piece.start < piece.end for window in cut_windows(text, piece))


def _declared(marks: Sequence[NoteMark], start: int, end: int) -> dict[int, int]:
    first = bisect_left(marks, start, key=lambda mark: mark.start)
    last = bisect_left(marks, end, key=lambda mark: mark.start)
    return {mark.start: mark.end for mark in marks[first:last] if mark.end <= end}


def _skip_notes(text: str, position: int, end: int, declared: dict[int, int]) -> int:
    """The end of the note markers that stand at a position; the position itself where there are none."""
    while position < end:
        match = _NOTES.match(text, position, end)
        if position in declared:
            position = declared[position]
        elif match:
            position = match.end()
        elif (apart := _skip_space(text, position, end)) in declared:
            position = declared[apart]
        else:
            break
    return position


def _skip_space(text: str, position: int, end: int) -> int:
    match = _SPACE.match(text, position, end)
    return match.end() if match else position


def _is_cut(text: str, begin: int, match: re.Match[str], gap: Slice, end: int) -> bool:
    """Whether the sentence that begins at `begin` ends at `match`; `gap` is the white space behind it."""
    has_gap = gap.start < gap.end
    is_wide = match["stop"][-1] in _WIDE_MARKS
    if gap.end == end or not (has_gap or (is_wide and _CLOSED_WIDE.match(text, gap.start - 1))):
        return False
    before = text[max(begin, match.start() - _SIGHT) : match.start()]
    after = text[gap.end : min(end, gap.end + _SIGHT)]
    follower = after.lstrip(QUOTES_AND_BRACKETS + " \u00a0")
    if not follower or follower.startswith(("http://", "https://", "www.")):
        return False
    if is_wide:
        # “你好！”他说。: with what is called or asked in quotation marks, its sentence may go on.
        return has_gap or match["stop"][-1] in "。｡" or not match["close"]
    if match["stop"][-1] in _OWN_MARKS:
        return True
    return _ends_sentence(before, match["stop"], match["close"], after, follower, has_notes=gap.start > match.end())


def _ends_sentence(before: str, stop: str, close: str, after: str, follower: str, *, has_notes: bool) -> bool:
    if stop.endswith("…") and not close:
        return after[0].isupper() and before.endswith((".", "!", "?"))
    if not (follower[0].isupper() or follower[0].isdecimal() or _has_no_case(follower[0])):
        return False
    if before.endswith(("(", "[")):  # "(!)" stands in a sentence, and so may "[...]", unless one ends before it.
        return before[:-1].rstrip().endswith((".", "!", "?", "…"))
    if stop != "." or close or has_notes:
        # "wären!)" or "Punkte).[2]" end a sentence; a quotation mark after a question inside a title may not.
        if close and after.startswith(("In:", "in:")):
            return False
        in_brackets = stop == "." and close[:1] in (")", "]") and is_abbreviation(before)  # "Moor (Hrsg.)"
        return not in_brackets or ends_at_full_stop(before, after)
    return ends_at_full_stop(before, after)


def _has_no_case(letter: str) -> bool:
    """Whether a letter's script has no capitals in running text (Georgian has some, for headlines only)."""
    return (letter.isalpha() and not letter.isupper() and not letter.islower()) or "\u10d0" <= letter <= "\u10ff"


def _trim(text: str, start: int, end: int) -> Slice:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Slice(start, end)
