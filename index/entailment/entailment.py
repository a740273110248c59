"""The model that ships for telling whether evidence carries a statement, run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.derived import DerivedModel
from index.encoders.bundled.sessions import OnnxFiles
from index.encoders.protocol import EncoderSettings, Message, default_cache_dir
from index.entailment.rows import lay_row
from ingest.text.canonical import mend_surrogates

_ROOM = Path(__file__).parent
ADAPTER = _ROOM / "weights" / "carries-e5-small.safetensors"
_HEADS = ("carried.weight", "carried.bias")
_MODEL = DerivedModel("carries-e5-small", "entailment model", ADAPTER, _HEADS, (_ROOM / "rows.py", Path(__file__)))


class Entailment(Protocol):
    """Reads a statement and its evidence together."""

    @property
    def identity(self) -> str:
        """Model, weights and format."""

    def carries(self, statement: str, evidence: str) -> float:
        """Logit that the evidence carries all that the statement says, whatever their languages."""


class OnnxEntailment:
    """The shipped model. May be used from several threads; loads at first use."""

    def __init__(self, settings: EncoderSettings, on_message: Message | None = None) -> None:
        """Nothing is converted or loaded yet.

        Args:
            settings: Where converted models are kept and how many threads run; which encoder does not matter.
            on_message: Gets a line before something takes seconds.

        """
        cache_dir = settings.cache_dir or default_cache_dir()

        def make(redo: bool) -> Path:
            return _MODEL.ensure(cache_dir, redo=redo, on_message=on_message)

        self._load: Callable[[], tuple[object, object]] = OnnxFiles(make, threads=settings.threads).load

    @cached_property
    def identity(self) -> str:
        """Base, weights, how it reads, format."""
        return entailment_identity()

    def carries(self, statement: str, evidence: str) -> float:
        """Logit that the evidence carries all that the statement says.

        Raises:
            EncoderError: The model cannot be converted or loaded.

        """
        tokenizer, session = self._load()
        texts = [mend_surrogates(statement), mend_surrogates(evidence)]
        said, given = (one.ids for one in tokenizer.encode_batch(texts, add_special_tokens=False))  # type: ignore[attr-defined]
        row = lay_row(said, given)
        ids = np.array([row.ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        states: NDArray[np.float32] = session.run(["states"], inputs)[0][0]  # type: ignore[attr-defined]
        heads = _MODEL.read_heads()
        read = np.concatenate([states[0], states[1 : 1 + row.said].mean(axis=0)])
        return float(read @ heads["carried.weight"][0] + heads["carried.bias"][0])


def entailment_identity() -> str:
    """Name the shipped model; EncoderError when base or weights are missing."""
    return _MODEL.identity()
