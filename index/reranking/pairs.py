"""A question and a passage as the reranker reads them, in one row of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 320
"""Tokens of a row, its marks included."""
_QUESTION, _HEADING = 72, 24
"""Tokens of a question and of a heading; what is longer is cut off."""
_BEGINNING, _END = 0, 2
"""Ids of the tokens that open a row and close each of its parts."""

Tokens = Sequence[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """What the model reads at once.

    Attributes:
        ids: Token ids: the question, the heading, sentences.
        owners: For each token, the place of its sentence among the passage's; -1 for what belongs to none.

    """

    ids: tuple[int, ...]
    owners: tuple[int, ...]


def lay_pairs(question: Tokens, heading: Tokens, sentences: Sequence[Tokens]) -> Iterator[Pair]:
    """Rows that hold all sentences of a passage, mostly one; of a longer passage each begins with whole sentences.

    A sentence longer than a row is read as far as it goes.
    """
    front = [_BEGINNING, *question[:_QUESTION], _END, *heading[:_HEADING], _END]
    start = 0
    while start < len(sentences):
        ids, owners = list(front), [-1] * len(front)
        stop = start
        while stop < len(sentences) and (stop == start or len(ids) + len(sentences[stop]) < WIDTH):
            tokens = sentences[stop][: WIDTH - 1 - len(front)]
            ids += tokens
            owners += [stop] * len(tokens)
            stop += 1
        yield Pair((*ids, _END), (*owners, -1))
        start = stop
