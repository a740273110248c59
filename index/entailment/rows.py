"""A statement and its evidence as the entailment model reads them, in one row of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_STATEMENT, _EVIDENCE = 96, 400
"""Tokens of each; what is longer is cut off."""
_BEGINNING, _END = 0, 2
"""Ids of the tokens that open a row and close each of its parts."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What the model reads at once.

    Attributes:
        ids: Token ids: the statement, the evidence.
        said: How many of them are the statement's; they begin at 1. At least one.

    """

    ids: tuple[int, ...]
    said: int


def lay_row(statement: Sequence[int], evidence: Sequence[int]) -> EvidenceRow:
    """The row of a statement and its evidence."""
    said = tuple(statement[:_STATEMENT]) or (_END,)
    return EvidenceRow((_BEGINNING, *said, _END, _END, *evidence[:_EVIDENCE], _END), len(said))
