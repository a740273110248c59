"""Vectors that ship with the package: those of the bundled dossier, so that a first ingest need not embed it.

One file: the identity of the encoder they are of, a key for each text (the first 8 bytes of its SHA-256, sorted), and
the vectors in float16. `make vectors` writes it anew.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Encoder
from index.vectors.protocol import Vector
from ingest.files import write_file

SHIPPED = Path(__file__).parent / "shipped.npz"
_KEY_BYTES = 8
_SAMPLES = 8
"""Texts that are embedded to see whether the shipped vectors are this encoder's."""
_SAME = 0.999
"""Cosine of a vector with itself, computed on another machine and kept in float16: .9999 and more."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """What the package has for some texts."""

    vectors: Mapping[str, Vector]
    """By text, its vector (d,), unit length."""
    remark: str | None = None
    """What the admin should know: they are there, but of no use."""


def find_shipped(texts: Sequence[str], encoder: Encoder, path: Path = SHIPPED) -> Shipped:
    """The shipped vectors of those of `texts` that have one; none where they are not this encoder's.

    The encoder is used for a sample only, and only when there is something to check.
    """
    try:
        found = read_shipped(texts, encoder.identity, path)
    except FileNotFoundError:
        return Shipped({})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        return Shipped({}, f"{path}: the vectors that ship with the package cannot be read and are computed ({error})")
    sample = sorted(found)[:: max(1, len(found) // _SAMPLES)][:_SAMPLES]
    if sample:
        computed = encoder.encode_passages(sample)
        cosines = (computed * np.array([found[text] for text in sample])).sum(axis=1)
        if cosines.min() < _SAME:
            return Shipped({}, f"{path}: the vectors that ship are not this encoder's and are computed")
    return Shipped(found)


def write_shipped(texts: Sequence[str], vectors: Vector, identity: str, path: Path = SHIPPED) -> int:
    """Write the vectors (n, d) of `texts`, each once, for the encoder of that identity; returns how many they are."""
    rows = {_key(text): row for row, text in enumerate(texts)}
    keys = sorted(rows)
    content = io.BytesIO()
    np.savez(
        content,
        identity=np.array(identity),
        keys=np.frombuffer(b"".join(keys), dtype=np.uint8).reshape(-1, _KEY_BYTES),
        vectors=vectors[[rows[key] for key in keys]].astype(np.float16),
    )
    write_file(path, content.getvalue())
    return len(keys)


def read_shipped(texts: Sequence[str], identity: str, path: Path = SHIPPED) -> dict[str, Vector]:
    """By text, the shipped vectors (d,), unit length, of those of `texts` that have one; none for another encoder.

    Raises:
        OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile: The file is missing or damaged.

    """
    with np.load(path) as archive:
        if str(archive["identity"]) != identity:
            return {}
        keys: NDArray[np.uint8] = archive["keys"]
        vectors: NDArray[Any] = archive["vectors"]
    if keys.shape != (len(vectors), _KEY_BYTES) or vectors.ndim != 2:
        raise ValueError("its parts do not fit each other")
    rows = {bytes(key): row for row, key in enumerate(keys)}
    found = {text: rows[key] for text in dict.fromkeys(texts) if (key := _key(text)) in rows}
    whole = vectors[list(found.values())].astype(np.float32)
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    return dict(zip(found, whole, strict=True))


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_KEY_BYTES]
