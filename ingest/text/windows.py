"""Text without full stops, as speech recognition writes it: cut into windows that a reader can take in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.records import Slice

_LONGEST_SENTENCE = 1200
"""Characters. With its inner punctuation, a sentence of a statute is whole up to here."""
_LONGEST_WINDOW = 500
_SHORTEST_WINDOW = 300
"""Characters: two or three spoken sentences. The first good place behind it is taken, not the last one before the
limit: in a longer window, a fact weighs less against what stands around it."""
_RUN = 600
"""Characters within which running text with punctuation has a comma or the like."""
_INNER = re.compile(r"[,;:()–—]")
_JOINTS = (
    re.compile(r"\s*\n\s*|\s*\t\s*|(?<=\s\|)\s+"),
    re.compile(r"(?<=[.!?;:…])\s+"),
    re.compile(r"(?<=[,–—])\s+"),
    re.compile(r"\s+(?=(?:und|oder|aber|sondern|weil|dass|and|or|but|because|и|или|но|потому)\s)"),
    re.compile(r"\s+"),
)
"""Where a window may end, best first: at a line's end, behind a mark, before a word that joins, at any space."""


def cut_windows(text: str, piece: Slice) -> Iterator[Slice]:
    """The sentence itself, or windows of `_SHORTEST_WINDOW` to `_LONGEST_WINDOW` characters where it is none.

    It is none where it is longer than a window and without inner punctuation, or longer than any sentence. A run of
    letters without white space is cut only where it is itself longer than a sentence.
    """
    if not _is_too_long(text, piece):
        yield piece
        return
    begin = piece.start
    while piece.end - begin > _LONGEST_WINDOW:
        stop, resume = _find_joint(text, begin, piece.end)
        if resume >= piece.end:
            break
        yield Slice(begin, stop)
        begin = resume
    yield Slice(begin, piece.end)


def _is_too_long(text: str, piece: Slice) -> bool:
    length = piece.end - piece.start
    if length <= _LONGEST_WINDOW:
        return False
    if length > _LONGEST_SENTENCE:
        return True
    return len(_INNER.findall(text, piece.start, piece.end)) * _RUN < length


def _find_joint(text: str, begin: int, end: int) -> tuple[int, int]:
    """Where a window that begins at `begin` ends, and where the next one begins."""
    # What is left over is no scrap: the last two windows share what there is.
    last = min(begin + _LONGEST_WINDOW, end - min(_SHORTEST_WINDOW, (end - begin) // 2))
    first = min(begin + _SHORTEST_WINDOW, last - 1)
    for joint in _JOINTS:
        found = joint.search(text, first, last)
        if found is not None and found.end() < last:
            return found.start(), found.end()
    far = _JOINTS[-1].search(text, last - 1, min(begin + _LONGEST_SENTENCE, end))
    if far is not None:
        resume = far.end()
        while resume < end and text[resume].isspace():
            resume += 1
        return far.start(), resume
    return (begin + _LONGEST_SENTENCE,) * 2 if begin + _LONGEST_SENTENCE < end else (end, end)
