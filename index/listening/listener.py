"""The listener that ships with the product, run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.sessions import OnnxFiles
from index.encoders.protocol import EncoderSettings, Message, default_cache_dir
from index.listening.conversion import HEADS, ensure_listener, listener_identity, read_head
from index.listening.windows import LONGEST, Sentence, Window, choose_windows, lay_windows
from ingest.text.canonical import mend_surrogates
from ingest.voices.hearing import Heard

_AT_ONCE = 2
"""Windows in one run: more are slower, as with the encoder."""
_PADDING = 1
_OWN = HEADS.index("own")


class OnnxListener:
    """Hears where others' words are given. May be used from several threads; loads at first use."""

    def __init__(self, settings: EncoderSettings, on_message: Message | None = None) -> None:
        """Nothing is converted or loaded yet.

        Args:
            settings: Where converted models are kept and how many threads run; which encoder does not matter.
            on_message: Gets a line before something takes seconds.

        """
        cache_dir = settings.cache_dir or default_cache_dir()

        def make(redo: bool) -> Path:
            return ensure_listener(cache_dir, redo=redo, on_message=on_message)

        self._load = OnnxFiles(make, threads=settings.threads).load

    @cached_property
    def identity(self) -> str:
        """Base, weights, precision, format."""
        return listener_identity()

    def hear(self, passages: Sequence[Sequence[str]]) -> Heard:
        """How likely each sentence gives somebody else's words, passage by passage.

        Raises:
            EncoderError: The model cannot be converted or loaded.

        """
        if not any(passages):
            return tuple(() for _ in passages)
        sentences = self._tokenise(passages)
        likely = iter(1 - self._weigh(sentences)[:, _OWN])
        read = iter(sentences)
        return tuple(
            tuple(None if next(read).is_cut else float(value) for _, value in zip(passage, likely, strict=False))
            for passage in passages
        )

    def _tokenise(self, passages: Sequence[Sequence[str]]) -> list[Sentence]:
        tokenizer, _ = self._load()
        texts = [(number, text) for number, passage in enumerate(passages) for text in passage]
        encoded = tokenizer.encode_batch([mend_surrogates(text) for _, text in texts], add_special_tokens=False)
        return [
            Sentence(tuple(one.ids[:LONGEST]), number, is_cut=len(one.ids) > LONGEST)
            for (number, _), one in zip(texts, encoded, strict=True)
        ]

    def _weigh(self, sentences: Sequence[Sentence]) -> NDArray[np.float32]:
        """How likely each sentence is each of `HEADS`, float32 (sentences, 5)."""
        weighed = np.zeros((len(sentences), len(HEADS)), np.float32)
        windows = lay_windows(sentences)
        chosen = choose_windows(sentences, windows)
        for number, pooled in enumerate(self._read(windows)):
            places = [place for place in range(windows[number].start, windows[number].stop) if chosen[place] == number]
            weighed[places] = pooled[[place - windows[number].start for place in places]]
        return weighed

    def _read(self, windows: Sequence[Window]) -> Iterator[NDArray[np.float32]]:
        """For each window, in order, the weights of its sentences, float32 (sentences, 5)."""
        _, session = self._load()
        weight, bias = read_head()
        for first in range(0, len(windows), _AT_ONCE):
            some = windows[first : first + _AT_ONCE]
            length = max(len(window.ids) for window in some)
            ids = np.full((len(some), length), _PADDING, np.int64)
            for row, window in enumerate(some):
                ids[row, : len(window.ids)] = window.ids
            mask = (np.arange(length) < np.array([[len(window.ids)] for window in some])).astype(np.int64)
            states = session.run(["states"], {"input_ids": ids, "attention_mask": mask})[0]
            for row, window in enumerate(some):
                owners = np.array(window.owners)
                mean = [
                    states[row, : len(owners)][owners == place].mean(axis=0)
                    if (owners == place).any()
                    else weight[0] * 0
                    for place in range(window.stop - window.start)
                ]
                scores = np.array(mean) @ weight.T + bias
                powers = np.exp(scores - scores.max(axis=1, keepdims=True))
                yield powers / powers.sum(axis=1, keepdims=True)
