"""Chroma, the vector store by default: embedded in a folder, or a server's.

One collection for each language of the analysis, of the works, of the expected questions and of the gaps. Its distances
are the scores: nothing is compared a second time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from index.errors import StoreError
from index.vectors.protocol import Near, Vector

PREFIX = "chunks-"
"""Stands before the name of each collection; what several generations share needs one for each."""
_MOST_FETCHED = 5000
"""Ids in one request: of tens of thousands it makes more variables than its database takes."""
_HNSW = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}
"""With Chroma's own 16 neighbours, one graph in seven over 400 near-duplicates had a vector that none led to."""


def open_client(where: Path | str) -> Any:  # noqa: ANN401 - chromadb's client type varies with its backend
    """A client for a folder (Chroma runs in this process and writes there even when it only reads), or for a server.

    Args:
        where: The folder, or the server's address as "http://HOST:PORT".

    Raises:
        StoreError: The database cannot be opened, or the server does not answer.

    """
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    with _reported("Chroma cannot be opened", where):
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if isinstance(where, Path):
            return chromadb.PersistentClient(path=str(where), settings=settings)
        address = urlsplit(where)
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or 8000,
            ssl=address.scheme == "https",
            settings=settings,
        )


def fill_collections(
    client: Any,  # noqa: ANN401 - see `open_client`
    rows: Mapping[str, tuple[Sequence[str], Vector]],
    *,
    where: Path | str,
    prefix: str = PREFIX,
) -> None:
    """Make a collection for each name: its chunk ids and vectors (n, d); StoreError where Chroma does not take them."""
    for name, (ids, vectors) in rows.items():
        # Every vector is in the graph on disk: what is not, Chroma builds again at each opening.
        hnsw = {**_HNSW, "sync_threshold": max(2, len(ids)), "batch_size": max(2, min(100, len(ids)))}
        with _reported("Chroma does not take the vectors", where):
            collection = client.create_collection(prefix + name, embedding_function=None, configuration={"hnsw": hnsw})
            step = client.get_max_batch_size()
            for start in range(0, len(ids), step):
                collection.add(ids=list(ids[start : start + step]), embeddings=vectors[start : start + step])
            count = collection.count()
        if count != len(ids):
            raise StoreError(f"Chroma kept {count} of {len(ids)} vectors", where=where, remedy="fundstelle ingest")


class ChromaStore:
    """A generation's vectors as Chroma serves them."""

    name = "Chroma"
    notice = None

    def __init__(self, client: Any, *, where: Path | str, prefix: str = PREFIX) -> None:  # noqa: ANN401
        """Take a client and find the collections whose names begin with `prefix`; StoreError when Chroma fails."""
        self._client = client
        self._where = where
        with _reported("Chroma cannot read its collections", where):
            self._collections = {
                collection.name.removeprefix(prefix): client.get_collection(collection.name, embedding_function=None)
                for collection in client.list_collections()
                if collection.name.startswith(prefix)
            }

    def find_nearest(self, collection: str, vector: Vector, limit: int) -> tuple[Near, ...]:
        """The nearest chunks with their cosines, nearest first: approximate, as the graph leads to them."""
        found = self._collections.get(collection)
        if found is None:
            return ()
        with _reported("Chroma cannot search", self._where):
            table = found.query(query_embeddings=vector[None, :], n_results=limit, include=["distances"])
        return tuple(
            Near(str(chunk_id), 1 - float(distance))
            for chunk_id, distance in zip(table["ids"][0], table["distances"][0], strict=True)
        )

    def fetch(self, collection: str, chunk_ids: Sequence[str]) -> Vector:
        """The vectors (n, d) in the order of the ids; StoreError for an id that is not there."""
        found: dict[str, Vector] = {}
        with _reported("Chroma cannot read vectors", self._where):
            for start in range(0, len(chunk_ids), _MOST_FETCHED):
                part = list(chunk_ids[start : start + _MOST_FETCHED])
                table = self._collections[collection].get(ids=part, include=["embeddings"])
                found.update(zip(map(str, table["ids"]), table["embeddings"], strict=True))
            return np.asarray([found[chunk_id] for chunk_id in chunk_ids], dtype=np.float32)

    def count(self, collection: str) -> int:
        """How many vectors a collection has."""
        with _reported("Chroma cannot count", self._where):
            return int(self._collections[collection].count()) if collection in self._collections else 0

    def close(self) -> None:
        """Release the files."""
        self._client.close()


@contextmanager
def _reported(what: str, where: Path | str) -> Iterator[None]:
    """What Chroma raises, as one line: its own classes and those of its parts share no narrower base."""
    try:
        yield
    except Exception as error:
        raise StoreError(f"{what} ({' '.join(str(error).split())})", where=where, remedy="fundstelle ingest") from error
