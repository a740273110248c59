"""Make the listener's graph once: the bundled encoder's weights, changed by the adapter that ships with the product."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import PACKAGE, build_tokenizer, bundled_path, merge_adapter
from index.encoders.bundled.making import FORMAT, ONNX_FILE, ensure_made, write_record
from index.encoders.bundled.onnx_export import write_onnx
from index.encoders.bundled.weights import read_bundled
from index.errors import EncoderError

ADAPTER = Path(__file__).parent / "weights" / "voices-e5-small.safetensors"
HEADS = ("own", "quoted", "paraphrased", "reported", "summed_up")
"""What a sentence can be, in the order of the head's rows."""
_HEAD = ("head.weight", "head.bias")
_REMEDY = "reinstall fundstelle"


@cache
def listener_identity() -> str:
    """Name the listener: base and its version, hashes of its weights and of how it reads, format; nothing is converted.

    Raises:
        EncoderError: Base or weights are missing.

    """
    try:
        base = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        bundled_path()  # says what is missing, if it is
        base = "unknown"
    return f"voices-e5-small@{base}+{_sha256()[:8]}/{_hash_reading()}/v{FORMAT}"


def ensure_listener(cache_dir: Path, *, redo: bool = False, on_message: Callable[[str], None] | None = None) -> Path:
    """Return the converted folder; make it first if it is missing, unfinished or damaged.

    Raises:
        EncoderError: Source missing or of unexpected layout, or the cache cannot be written.

    """
    folder = cache_dir / f"voices-e5-small-{_sha256()[:8]}-v{FORMAT}"
    return ensure_made(folder, _convert, what="listener", redo=redo, on_message=on_message)


@cache
def read_head() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The head that follows the mean of a sentence's tokens: weight (5, 384) and bias (5,).

    Raises:
        EncoderError: The weights are missing or damaged.

    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        parts = load_file(ADAPTER)
        weight, bias = (parts[name].astype(np.float32) for name in _HEAD)
    except (OSError, SafetensorError, KeyError) as error:
        raise EncoderError(f"The listener's weights cannot be read ({error})", where=ADAPTER, remedy=_REMEDY) from error
    return weight, bias


def _convert(folder: Path) -> None:
    source = bundled_path()
    model = read_bundled(source.read_bytes(), source)
    merge_adapter(model.weights, ADAPTER, without=_HEAD)
    (folder / "onnx").mkdir(parents=True)
    tokenizer = build_tokenizer(model.vocabulary)
    tokenizer.no_truncation()
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
    write_onnx(folder / ONNX_FILE, model.shape, model.weights, model.words, pooled=False)
    write_record(folder, {"identity": listener_identity(), "adapter_sha256": _sha256()})


@cache
def _sha256() -> str:
    try:
        return hashlib.sha256(ADAPTER.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError("The listener's weights are missing", where=ADAPTER, remedy=_REMEDY) from error


@cache
def _hash_reading() -> str:
    """What a listener hears hangs on its windows and its pooling as well: their code is part of who it is."""
    code = b"".join((Path(__file__).parent / name).read_bytes() for name in ("windows.py", "listener.py"))
    return hashlib.sha256(code).hexdigest()[:8]
