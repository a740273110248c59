"""Exact search over the vectors file: for stores that cannot be written to, for tests, and to check a new index by."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.errors import StoreError
from index.vectors.protocol import Near, Vector, group_rows
from ingest.records import Chunk


class ExactStore:
    """Compares with every vector of a collection: nothing is missed, and the work grows with the collection."""

    name = "exact search"

    def __init__(self, vectors: Vector, chunks: Sequence[Chunk], *, notice: str | None = None) -> None:
        """Take the vectors (chunks, d), unit length, in the order of `chunks`."""
        self.notice = notice
        self._vectors = vectors
        self._ids = [chunk.id for chunk in chunks]
        self._row = {chunk_id: row for row, chunk_id in enumerate(self._ids)}
        self._rows = {collection: np.array(part) for collection, part in group_rows(chunks).items()}

    def find_nearest(self, collection: str, vector: Vector, limit: int) -> tuple[Near, ...]:
        """The nearest chunks, nearest first, the earlier of equals first."""
        rows = self._rows.get(collection)
        if rows is None:
            return ()
        scores = self._vectors[rows] @ vector
        best = np.argsort(-scores, kind="stable")[:limit]
        return tuple(Near(self._ids[rows[place]], float(scores[place])) for place in best)

    def fetch(self, collection: str, chunk_ids: Sequence[str]) -> Vector:
        """The vectors (n, d) in the order of the ids; StoreError for an id that is not there."""
        try:
            return np.asarray(self._vectors[[self._row[chunk_id] for chunk_id in chunk_ids]])
        except KeyError as error:
            raise StoreError(f"there is no vector {error}", where=collection, remedy="fundstelle ingest") from error

    def count(self, collection: str) -> int:
        """How many vectors a collection has."""
        return len(self._rows.get(collection, ()))

    def close(self) -> None:
        """Nothing to release: the memory map goes with the object."""


def read_vectors(path: Path) -> Vector:
    """A generation's vectors (chunks, dimensions) in the order of its chunks, memory-mapped; StoreError if damaged."""
    try:
        vectors: Vector = np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise StoreError(
            "a generation's vectors are missing or damaged", where=path, remedy="fundstelle ingest"
        ) from error
    return vectors
