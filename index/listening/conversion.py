"""Make the listener's graph once: the bundled encoder's weights, changed by the adapter that ships with the product."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import PACKAGE, build_tokenizer, bundled_path, merge_adapter
from index.encoders.bundled.making import FORMAT, ONNX_FILE, ensure_made, write_record
from index.encoders.bundled.onnx_export import write_onnx
from index.encoders.bundled.weights import read_bundled

ADAPTER = Path(__file__).parent / "weights" / "voices-e5-small.safetensors"
LAYERS = 12
"""Of the encoder's layers, those that it reads with."""
HEADS = ("own", "quoted", "paraphrased", "reported", "summed_up")
"""What a sentence can be, in the order of the head's rows."""
_HEAD = ("head.weight", "head.bias")


@cache
def listener_identity() -> str:
    """Name the listener: base and its version, the adapter's hash, format; nothing is converted."""
    return f"voices-e5-small@{metadata.version(PACKAGE)}+{_sha256()[:8]}/v{FORMAT}"


def ensure_listener(cache_dir: Path, *, redo: bool = False, on_message: Callable[[str], None] | None = None) -> Path:
    """Return the converted folder; make it first if it is missing, unfinished or damaged.

    Raises:
        EncoderError: Source missing or of unexpected layout, or the cache cannot be written.

    """
    folder = cache_dir / listener_identity().replace("/", "-")
    return ensure_made(folder, _convert, redo=redo, on_message=on_message)


@cache
def read_head() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The head that follows the mean of a sentence's tokens: weight (5, 384) and bias (5,)."""
    from safetensors.numpy import load_file

    parts = load_file(ADAPTER)
    weight, bias = (parts[name].astype(np.float32) for name in _HEAD)
    return weight, bias


def _convert(folder: Path) -> None:
    source = bundled_path()
    model = read_bundled(source.read_bytes(), source)
    merge_adapter(model.weights, ADAPTER, without=_HEAD)
    (folder / "onnx").mkdir(parents=True)
    tokenizer = build_tokenizer(model.vocabulary)
    tokenizer.no_truncation()
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
    write_onnx(folder / ONNX_FILE, replace(model.shape, layers=LAYERS), model.weights, model.words, pooled=False)
    write_record(folder, {"identity": listener_identity(), "adapter_sha256": _sha256()})


@cache
def _sha256() -> str:
    return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()
