"""What an encoder is, which one is wanted, and how it reports progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BUNDLED = "bundled"
MODEL_REMEDY = f'model "{BUNDLED}", or the folder of a sentence-transformers model'

Message = Callable[[str], None]
Advance = Callable[[int], None]
"""Gets the number of texts done since it was called last."""


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their cosine. May be used from several threads."""

    @property
    def identity(self) -> str:
        """Model, adapter, precision and format; vectors may be compared if and only if it is equal."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads, prompt included; a longer text is cut off there."""

    def encode_passages(self, texts: Sequence[str], *, on_progress: Advance | None = None) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, dimensions), in the order of `texts`."""

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the question's vector of length 1 as float32 (dimensions,)."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Which encoder, and how it runs.

    Attributes:
        model: "bundled", or the name or folder of a sentence-transformers model that is on this machine.
        adapter: Merge the shipped adapter into the bundled model; without meaning for any other.
        cache_dir: Folder for converted models; None is `default_cache_dir()`.
        threads: Threads for one run; None is `usable_cores()`.

    """

    model: str = BUNDLED
    adapter: bool = True
    cache_dir: Path | None = None
    threads: int | None = None


def default_cache_dir() -> Path:
    """Folder for converted models where the settings name none: `fundstelle/models` in the user's cache folder."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("fundstelle")) / "models"
