"""Models that ship as what training changed in the bundled encoder, and heads behind it: converted once, then kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import PACKAGE, build_tokenizer, bundled_path, merge_adapter
from index.encoders.bundled.making import FORMAT, ONNX_FILE, ensure_made, write_record
from index.encoders.bundled.onnx_export import quantise_onnx, write_onnx
from index.encoders.bundled.weights import read_bundled
from index.errors import EncoderError

_REMEDY = "reinstall fundstelle"
Heads = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class DerivedModel:
    """A model of the bundled encoder's shape that gives every token's vector, and heads that follow.

    Attributes:
        name: In its identity and its folder.
        what: For messages.
        adapter: The file that ships: changes to the bare encoder's weights, and the heads.
        heads: Their names in the file.
        code: Files that decide what it reads; they are part of who it is.
        eight_bits: Whether its matrices are kept and multiplied in int8.

    """

    name: str
    what: str
    adapter: Path
    heads: tuple[str, ...]
    code: tuple[Path, ...]
    eight_bits: bool = False

    def identity(self) -> str:
        """Base and its version, hashes of the weights and of how it reads, format; nothing is converted.

        Raises:
            EncoderError: Base or weights are missing.

        """
        return _name(self)

    def ensure(self, cache_dir: Path, *, redo: bool = False, on_message: Callable[[str], None] | None = None) -> Path:
        """Return the converted folder; make it first if it is missing, unfinished or damaged.

        Raises:
            EncoderError: Source missing or of unexpected layout, or the cache cannot be written.

        """
        folder = cache_dir / f"{self.name}-{_hash_weights(self)[:8]}{'-int8' if self.eight_bits else ''}-v{FORMAT}"
        return ensure_made(folder, self._convert, what=self.what, redo=redo, on_message=on_message)

    def read_heads(self) -> Heads:
        """The heads by name, float32.

        Raises:
            EncoderError: The weights are missing or damaged.

        """
        return _read_heads(self)

    def _convert(self, folder: Path) -> None:
        source = bundled_path()
        model = read_bundled(source.read_bytes(), source)
        merge_adapter(model.weights, self.adapter, without=self.heads)
        (folder / "onnx").mkdir(parents=True)
        tokenizer = build_tokenizer(model.vocabulary)
        tokenizer.no_truncation()
        (folder / "tokenizer.json").write_text(tokenizer.to_str(), "utf-8")
        write_onnx(folder / ONNX_FILE, model.shape, model.weights, model.words, pooled=False)
        if self.eight_bits:
            quantise_onnx(folder / ONNX_FILE)
        write_record(folder, {"identity": self.identity(), "adapter_sha256": _hash_weights(self)})


@cache
def _name(model: DerivedModel) -> str:
    try:
        base = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        bundled_path()  # says what is missing, if it is
        base = "unknown"
    code = hashlib.sha256(b"".join(path.read_bytes() for path in model.code)).hexdigest()
    return f"{model.name}@{base}+{_hash_weights(model)[:8]}/{code[:8]}{'/int8' if model.eight_bits else ''}/v{FORMAT}"


@cache
def _read_heads(model: DerivedModel) -> Heads:
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        parts = load_file(model.adapter)
        return {name: parts[name].astype(np.float32) for name in model.heads}
    except (OSError, SafetensorError, KeyError) as error:
        problem = f"The {model.what}'s weights cannot be read ({error})"
        raise EncoderError(problem, where=model.adapter, remedy=_REMEDY) from error


@cache
def _hash_weights(model: DerivedModel) -> str:
    try:
        return hashlib.sha256(model.adapter.read_bytes()).hexdigest()
    except OSError as error:
        raise EncoderError(f"The {model.what}'s weights are missing", where=model.adapter, remedy=_REMEDY) from error
