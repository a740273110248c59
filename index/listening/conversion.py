"""The listener's weights: the bundled encoder's, changed by the adapter that ships with the product."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.derived import DerivedModel

_ROOM = Path(__file__).parent
ADAPTER = _ROOM / "weights" / "voices-e5-small.safetensors"
HEADS = ("own", "quoted", "paraphrased", "reported", "summed_up")
"""What a sentence can be, in the order of the head's rows."""
_HEAD = ("head.weight", "head.bias")
_CODE = (_ROOM / "windows.py", _ROOM / "listener.py")


def _model() -> DerivedModel:
    return DerivedModel("voices-e5-small", "listener", ADAPTER, _HEAD, _CODE)


def listener_identity() -> str:
    """Name the listener; EncoderError when base or weights are missing."""
    return _model().identity()


def ensure_listener(cache_dir: Path, *, redo: bool = False, on_message: Callable[[str], None] | None = None) -> Path:
    """Return the converted folder; made first when needed. EncoderError as `DerivedModel.ensure`."""
    return _model().ensure(cache_dir, redo=redo, on_message=on_message)


def read_head() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The head that follows the mean of a sentence's tokens: weight (5, 384) and bias (5,)."""
    heads = _model().read_heads()
    weight, bias = (heads[name] for name in _HEAD)
    return weight, bias
