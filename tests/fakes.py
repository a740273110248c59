"""Stand-ins for models: deterministic, without files, fast."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray


class FakeEncoder:
    """An encoder that hashes words and their character trigrams into a bag: shared words mean a high cosine."""

    identity = "fake-trigrams/v1"
    dimensions = 256
    max_tokens = 512

    def encode_passages(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, 256)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self.encode_query(text)
            if on_progress:
                on_progress(1)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of length 1 as float32 (256,); a text without words gets the first axis."""
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.casefold())[: self.max_tokens]:
            vector[_place(word)] += 1.0
            for start in range(len(word) - 2):
                vector[_place("#" + word[start : start + 3])] += 0.3
        if not vector.any():
            vector[0] = 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def _place(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "replace")) % FakeEncoder.dimensions
