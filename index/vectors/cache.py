"""Vectors that were computed once: a cache beside the generations, keyed by encoder and text."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Encoder
from index.errors import StoreError

_BATCH = 256
_ASK = 500
"""Keys per query; SQLite takes about a thousand parameters."""


def embed_texts(
    texts: Sequence[str], encoder: Encoder, folder: Path, *, on_progress: Callable[[int], None] | None = None
) -> tuple[NDArray[np.float32], int]:
    """Return the vectors of `texts` (n, d), L2-normalised, and how many had to be computed.

    What is computed is kept at once, so that a build that is killed does not start from nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(encoder.identity.encode()).hexdigest()[:16]}.sqlite3"
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    with _open(path) as connection:
        known = dict(_read(connection, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if on_progress:
            on_progress(len(texts) - len(missing))
        pending = sorted(missing.items(), key=lambda item: len(item[1]))
        for start in range(0, len(pending), _BATCH):
            batch = pending[start : start + _BATCH]
            vectors = encoder.encode_passages([text for _, text in batch], on_progress=on_progress)
            rows = [(key, vector.astype("<f4").tobytes()) for (key, _), vector in zip(batch, vectors, strict=True)]
            with connection:
                connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
            known.update(rows)
    if not texts:
        return np.zeros((0, encoder.dimensions), dtype=np.float32), 0
    return np.frombuffer(b"".join(known[key] for key in keys), dtype="<f4").reshape(len(keys), -1), len(missing)


@contextmanager
def _open(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
            yield connection
    except sqlite3.DatabaseError as error:
        if "full" in str(error):
            raise OSError(errno.ENOSPC, "No space left on device", str(path)) from error
        raise StoreError(
            f"the cache of vectors cannot be used ({error})",
            where=path,
            remedy=f"remove {path}: it is made anew",
        ) from error


def _read(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    for start in range(0, len(keys), _ASK):
        part = keys[start : start + _ASK]
        marks = ",".join("?" * len(part))
        yield from connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part)  # noqa: S608 - only marks
