"""What a generation's vectors are asked for: a few verbs, whoever keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.records import Chunk

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """A chunk that was found, and how near it is."""

    chunk_id: str
    score: float
    """Cosine with the vector that was searched for."""


class VectorStore(Protocol):
    """A generation's vectors, read only; one store serves a whole question. May be used from several threads.

    A collection is a kind and language of texts, or the expected questions or gaps in a language (see
    `Chunk.collection`). Every verb raises StoreError when the store fails: no other store answers in its place.
    """

    @property
    def name(self) -> str:
        """What serves, in a word or two."""

    @property
    def notice(self) -> str | None:
        """What its owner should be told before he relies on it, in one line; None where there is nothing."""

    def find_nearest(self, collection: str, vector: Vector, limit: int) -> tuple[Near, ...]:
        """The `limit` chunks of a collection nearest to `vector` (d,), nearest first; none where it does not exist."""

    def fetch(self, collection: str, chunk_ids: Sequence[str]) -> Vector:
        """The vectors (n, d) of chunks of a collection, in the order of their ids, none named twice."""

    def count(self, collection: str) -> int:
        """How many vectors a collection has."""

    def close(self) -> None:
        """Release the files."""


def group_rows(chunks: Sequence[Chunk]) -> dict[str, list[int]]:
    """For each collection, the rows (places among `chunks`) of its chunks."""
    rows: dict[str, list[int]] = {}
    for row, chunk in enumerate(chunks):
        rows.setdefault(chunk.collection, []).append(row)
    return rows
