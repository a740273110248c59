"""A question and a passage as the reranker reads them, in one row of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

ROOM = 140
"""Tokens of sentences in a row. Most of the passages that the model learned from are shorter. Area under ROC of whether
one of the two best hits answers, with room for 100, 140, 200 and 300: on `dev` of the bundled dossier .82, .82, .81 and
.81, of one without expected questions .84, .84, .83 and .83."""
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


def lay_pairs(question: Tokens, heading: Tokens, sentences: Sequence[Tokens], *, room: int = ROOM) -> Iterator[Pair]:
    """Rows that hold all sentences of a passage, mostly one; of a longer passage each begins with whole sentences.

    A sentence longer than a row has room for is read as far as it goes.
    """
    front = [_BEGINNING, *question[:_QUESTION], _END, *heading[:_HEADING], _END]
    start = 0
    while start < len(sentences):
        ids, owners = list(front), [-1] * len(front)
        stop = start
        while stop < len(sentences) and (stop == start or len(ids) - len(front) + len(sentences[stop]) <= room):
            tokens = sentences[stop][:room]
            ids += tokens
            owners += [stop] * len(tokens)
            stop += 1
        yield Pair((*ids, _END), (*owners, -1))
        start = stop
