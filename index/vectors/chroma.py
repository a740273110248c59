"""Chroma, behind two functions: fill collections, and find the nearest chunks in one.

A source language has one, and so has each language of expected questions and of gaps.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

_PREFIX = "chunks-"
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
"""With Chroma's own 16 neighbours, one graph in seven over 400 near-duplicates had a vector that none led to."""


def fill_collections(folder: Path, rows: Mapping[str, tuple[Sequence[str], NDArray[np.float32]]]) -> None:
    """Write a Chroma database with one collection for each language: its chunk ids and vectors (n, d)."""
    folder.mkdir(parents=True, exist_ok=True)
    client = _open_client(folder)
    try:
        for name, (ids, vectors) in rows.items():
            _fill(client, folder, name, ids, vectors)
    finally:
        client.close()


def _fill(client: Any, folder: Path, name: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:  # noqa: ANN401
    # Every vector is in the graph on disk: what is not, Chroma builds again at each opening.
    hnsw = {**_HNSW, "sync_threshold": max(2, len(ids)), "batch_size": max(2, min(100, len(ids)))}
    try:
        collection = client.create_collection(_PREFIX + name, embedding_function=None, configuration={"hnsw": hnsw})
        step = client.get_max_batch_size()
        for start in range(0, len(ids), step):
            collection.add(ids=list(ids[start : start + step]), embeddings=vectors[start : start + step])
        count = collection.count()
    except Exception as error:
        raise StoreError(
            f"Chroma does not take the vectors ({error})", where=folder, remedy="fundstelle ingest"
        ) from error
    if count != len(ids):
        raise StoreError(f"Chroma kept {count} of {len(ids)} vectors", where=folder, remedy="fundstelle ingest")


class ChromaStore:
    """A generation's vectors as Chroma serves them: read only, one collection per language."""

    def __init__(self, folder: Path) -> None:
        """Open the database; StoreError when Chroma cannot (a read-only folder, a damaged file)."""
        self._client = _open_client(folder)
        try:
            self._collections = {
                collection.name.removeprefix(_PREFIX): self._client.get_collection(
                    collection.name, embedding_function=None
                )
                for collection in self._client.list_collections()
            }
        except Exception as error:
            raise StoreError(
                f"Chroma cannot read its collections ({error})", where=folder, remedy="fundstelle ingest"
            ) from error

    def count(self, language: str) -> int:
        """Vectors in a language's collection."""
        return int(self._collections[language].count()) if language in self._collections else 0

    def find_nearest(self, language: str, vector: NDArray[np.float32], limit: int) -> list[str]:
        """Ids of the `limit` chunks of a language nearest to `vector` (d,), nearest first; StoreError if it fails."""
        collection = self._collections.get(language)
        if collection is None:
            return []
        try:
            found = collection.query(query_embeddings=vector[None, :], n_results=limit, include=[])
        except Exception as error:
            raise StoreError(f"Chroma cannot search ({error})", where=language, remedy="fundstelle ingest") from error
        return [str(chunk_id) for chunk_id in found["ids"][0]]

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()


def _open_client(folder: Path) -> Any:  # noqa: ANN401 - chromadb's client type varies with its backend
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    if not os.access(folder, os.W_OK):
        # Chroma writes to its database even when it only reads.
        raise StoreError("Chroma cannot open a folder that is read-only", where=folder)
    import chromadb
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    except Exception as error:
        raise StoreError(
            f"Chroma cannot open its database ({error})", where=folder, remedy="fundstelle ingest"
        ) from error
