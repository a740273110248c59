"""An encoder that embeds each question once, however many parts of an answer ask for its vector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoders.protocol import Advance, Encoder


class RememberingEncoder:
    """Opens an encoder when it is first needed, and remembers its vectors of questions. For one request, one thread."""

    def __init__(self, open_encoder: Callable[[], Encoder]) -> None:
        """Nothing is opened yet."""
        self._open = open_encoder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    @property
    def identity(self) -> str:
        """The encoder's."""
        return self._open().identity

    @property
    def dimensions(self) -> int:
        """The encoder's."""
        return self._open().dimensions

    @property
    def max_tokens(self) -> int:
        """The encoder's."""
        return self._open().max_tokens

    def encode_passages(self, texts: Sequence[str], *, on_progress: Advance | None = None) -> NDArray[np.float32]:
        """As the encoder does; not remembered."""
        return self._open().encode_passages(texts, on_progress=on_progress)

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The question's vector (dimensions,), embedded at the first call for it."""
        if text not in self._vectors:
            self._vectors[text] = self._open().encode_query(text)
        return self._vectors[text]
