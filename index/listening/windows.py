"""Windows of whole sentences over a document, as a model that reads 256 tokens at once gets to see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 256
"""Tokens of a window, the marks at its ends included."""
LONGEST = 200
"""Tokens of a sentence; what is longer is cut off there, and is nothing but context for others."""
_BEGINNING, _END = 0, 2
"""Ids of the tokens that open and close a window; the second stands between passages as well."""
_BEFORE, _BEHIND = 120, 40
"""Tokens of context beyond which more does not make a window the better one for a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's tokens and the number of its passage."""

    tokens: tuple[int, ...]
    passage: int
    is_cut: bool = False
    """Whether these are not all of its tokens."""


@dataclass(frozen=True, slots=True)
class Window:
    """What the model reads at once.

    Attributes:
        ids: Token ids.
        owners: For each token, the place of its sentence within the window; -1 for what belongs to none.
        start: The first sentence's number in the document.
        stop: One behind the last one's.

    """

    ids: tuple[int, ...]
    owners: tuple[int, ...]
    start: int
    stop: int


def fill_window(sentences: Sequence[Sentence], start: int, stop: int) -> Window:
    """The window of the sentences from `start` to `stop`, exclusively; they fit."""
    ids, owners = [_BEGINNING], [-1]
    for place, sentence in enumerate(sentences[start:stop]):
        if place and sentence.passage != sentences[start + place - 1].passage:
            ids.append(_END)
            owners.append(-1)
        ids += sentence.tokens
        owners += [place] * len(sentence.tokens)
    return Window((*ids, _END), (*owners, -1), start, stop)


def reach(sentences: Sequence[Sentence], start: int) -> int:
    """One behind the last sentence that fits into a window from `start` on; at least one does."""
    used, stop = 2, start
    while stop < len(sentences) and (stop == start or used + len(sentences[stop].tokens) + 1 <= WIDTH):
        used += len(sentences[stop].tokens) + 1
        stop += 1
    return stop


def lay_windows(sentences: Sequence[Sentence]) -> list[Window]:
    """Windows over the whole document, each from the middle of the one before: every sentence has some context."""
    windows: list[Window] = []
    start = 0
    while start < len(sentences):
        stop = reach(sentences, start)
        windows.append(fill_window(sentences, start, stop))
        if stop >= len(sentences):
            break
        middle, used = start, 0
        while middle < stop - 1 and used + len(sentences[middle].tokens) < WIDTH // 2:
            used += len(sentences[middle].tokens) + 1
            middle += 1
        start = max(middle, start + 1)
    return windows


def choose_windows(sentences: Sequence[Sentence], windows: Sequence[Window]) -> list[int]:
    """For each sentence, the number of the window in which most stands around it; before it counts for more."""
    lengths = [len(sentence.tokens) for sentence in sentences]
    best, chosen = [-1] * len(sentences), [0] * len(sentences)
    for number, window in enumerate(windows):
        for place in range(window.start, window.stop):
            before = _BEFORE if window.start == 0 else min(sum(lengths[window.start : place]), _BEFORE)
            whole = window.stop == len(sentences)
            behind = _BEHIND if whole else min(sum(lengths[place + 1 : window.stop]), _BEHIND)
            if before + behind > best[place]:
                best[place], chosen[place] = before + behind, number
    return chosen
