"""Which vector store serves a generation: decided once, when it is opened."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from index.errors import StoreError
from index.vectors.chroma import ChromaStore, open_client
from index.vectors.exact import ExactStore, read_vectors
from index.vectors.protocol import VectorStore, group_rows
from ingest.records import Chunk

CHROMA, VECTORS = "chroma", "vectors.npy"
_log = logging.getLogger(__name__)


def find_notice(folder: Path) -> str | None:
    """What to tell of the store that will serve a generation (its folder), before anything is opened; None: nothing."""
    chroma = folder / CHROMA
    if not chroma.is_dir() or os.access(chroma, os.W_OK):
        return None  # What is missing is said when it is opened.
    return f"exact search serves instead of Chroma, which cannot open a folder that is read-only: {folder}"


def open_vectors(folder: Path, chunks: Sequence[Chunk]) -> VectorStore:
    """Chroma; exact search, with a warning in the log, where the generation's folder cannot be written to.

    Args:
        folder: The generation's.
        chunks: All of its chunks, in the order of the vectors file.

    Raises:
        StoreError: What should serve is missing or damaged, or holds other vectors than the chunks'.

    """
    chroma = folder / CHROMA
    if not chroma.is_dir():
        raise StoreError("a generation's Chroma folder is missing", where=chroma, remedy="fundstelle ingest")
    store: VectorStore
    notice = find_notice(folder)
    if notice is None:
        store = ChromaStore(open_client(chroma), where=chroma)
    else:
        _log.warning(notice)
        vectors = read_vectors(folder / VECTORS)
        if len(vectors) != len(chunks):
            raise StoreError("the vectors do not fit the texts", where=folder, remedy="fundstelle ingest")
        store = ExactStore(vectors, chunks, notice=notice)
    for collection, rows in group_rows(chunks).items():
        if store.count(collection) != len(rows):
            raise StoreError("the vectors do not fit the texts", where=folder, remedy="fundstelle ingest")
    return store
