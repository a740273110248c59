"""Vectors that were computed once: a cache beside the generations, keyed by encoder and text."""

from __future__ import annotations

import errno
import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.encoders.protocol import Encoder
from index.errors import StoreError
from index.vectors.protocol import Vector
from index.vectors.shipped import SHIPPED, Shipped, find_shipped

_BATCH = 256
_ASK = 500
"""Keys per query; SQLite takes about a thousand parameters."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """Vectors of texts, and where they came from."""

    vectors: Vector
    """(n, d), unit length, in the order of the texts."""
    computed: int
    """How many were neither kept here nor shipped with the package."""
    remark: str | None = None
    """What the admin should know of the shipped ones."""


def embed_texts(
    texts: Sequence[str],
    encoder: Encoder,
    folder: Path,
    *,
    shipped: Path | None = SHIPPED,
    on_progress: Callable[[int], None] | None = None,
) -> Embedded:
    """The vectors of `texts`: kept ones, else shipped ones, else computed.

    What is computed is kept at once, so that a killed build does not start from scratch.

    Args:
        texts: What to embed; a text may come more than once.
        encoder: Whose vectors are wanted; used for what is missing only.
        folder: Where the vectors are kept.
        shipped: The file that ships with the package; None to do without.
        on_progress: Gets the number of texts done since it was called last.

    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(encoder.identity.encode()).hexdigest()[:16]}.sqlite3"
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    with _open(path) as connection:
        known = dict(_read(connection, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        found = find_shipped(tuple(missing.values()), encoder, shipped) if missing and shipped else Shipped({})
        _keep(connection, known, {key: found.vectors[text] for key, text in missing.items() if text in found.vectors})
        if on_progress:
            on_progress(len(texts) - len(missing) + len(found.vectors))
        pending = sorted(
            ((key, text) for key, text in missing.items() if key not in known), key=lambda one: len(one[1])
        )
        for start in range(0, len(pending), _BATCH):
            batch = pending[start : start + _BATCH]
            vectors = encoder.encode_passages([text for _, text in batch], on_progress=on_progress)
            _keep(connection, known, {key: vector for (key, _), vector in zip(batch, vectors, strict=True)})
    if not texts:
        return Embedded(np.zeros((0, encoder.dimensions), dtype=np.float32), 0)
    joined = np.frombuffer(b"".join(known[key] for key in keys), dtype="<f4").reshape(len(keys), -1)
    return Embedded(joined, len(pending), found.remark)


def _keep(connection: sqlite3.Connection, known: dict[bytes, bytes], vectors: Mapping[bytes, Vector]) -> None:
    rows = [(key, vector.astype("<f4").tobytes()) for key, vector in vectors.items()]
    with connection:
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
    known.update(rows)


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
