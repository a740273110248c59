"""How alike two texts are in meaning, whatever their languages, by the product's own encoder."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from app.prose.records import Similarity
from index.encoders.protocol import Encoder
from index.vectors.protocol import Vector

_KEPT = 64


def measure_likeness(open_encoder: Callable[[], Encoder]) -> Similarity:
    """The cosine of two texts' vectors; each text is embedded once while it is among the last ones."""

    @lru_cache(maxsize=_KEPT)
    def embed(text: str) -> Vector:
        vector: Vector = open_encoder().encode_passages([text])[0]
        return vector

    return lambda one, other: float(np.dot(embed(one), embed(other)))
