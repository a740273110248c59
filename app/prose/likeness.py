"""How alike two texts are in meaning, whatever their languages, by the product's own encoder."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from index.encoders.protocol import Encoder
from index.vectors.protocol import Vector

_KEPT = 4096
_WORD = re.compile(r"[^\W\d_]{4,}")


class EncoderLikeness:
    """Cosines of vectors; each text is embedded once while it is among the last ones. Safe for many threads."""

    def __init__(self, open_encoder: Callable[[], Encoder]) -> None:
        self._open = open_encoder
        self._kept: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, one: str, other: str) -> float:
        """The cosine of two texts."""
        first, second = self._embed((one, other))
        return float(np.dot(first, second))

    def cover(self, statement: str, ground: str) -> float:
        """The mean, over the words of `statement`, of the cosine to the nearest word of `ground`; 1 without words."""
        said, given = (list(dict.fromkeys(_WORD.findall(text))) for text in (statement, ground))
        if not said or not given:
            return 1.0
        cosines = self._embed(said) @ self._embed(given).T
        return float(cosines.max(axis=1).mean())

    def _embed(self, texts: Sequence[str]) -> Vector:
        """Vectors of length 1 as float32 (n, dimensions)."""
        with self._lock:
            new = list(dict.fromkeys(text for text in texts if text not in self._kept))
            if new:
                self._kept.update(zip(new, self._open().encode_passages(new), strict=True))
            vectors = np.stack([self._kept[text] for text in texts])
            for text in texts:
                self._kept.move_to_end(text)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return vectors
