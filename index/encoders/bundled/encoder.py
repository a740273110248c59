"""The bundled encoder: converted once, then run by ONNX Runtime, without torch or transformers.

Nothing heavy is imported with this module, and nothing is loaded before the first vector.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import MAX_TOKENS, PROMPTS, ensure_converted
from index.encoders.bundled.sessions import OnnxFiles
from index.encoders.protocol import Advance, EncoderSettings, Message, default_cache_dir
from ingest.text.canonical import mend_surrogates

BUNDLED_DIMENSIONS = 384
_TOKENS_A_BATCH = 512
"""More tokens in one run are slower: the intermediate values fall out of the cache."""
_TEXTS_AT_ONCE = 512


class OnnxEncoder:
    """The bundled encoder. Needs onnxruntime and tokenizers, neither torch nor transformers."""

    dimensions = BUNDLED_DIMENSIONS
    max_tokens = MAX_TOKENS

    def __init__(self, identity: str, settings: EncoderSettings, on_message: Message | None = None) -> None:
        self.identity = identity
        cache_dir = settings.cache_dir or default_cache_dir()

        def make(redo: bool) -> Path:
            return ensure_converted(cache_dir, adapter=settings.adapter, redo=redo, on_message=on_message)

        self._load = OnnxFiles(make, threads=settings.threads).load

    def encode_passages(self, texts: Sequence[str], *, on_progress: Advance | None = None) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, 384), in the order of `texts`."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), _TEXTS_AT_ONCE):
            numbers = order[start : start + _TEXTS_AT_ONCE]
            rows = self._tokenise([PROMPTS["passage"] + texts[number] for number in numbers])
            for batch in _batches([len(row) for row in rows]):
                vectors[[numbers[place] for place in batch]] = self._run([rows[place] for place in batch])
                if on_progress:
                    on_progress(len(batch))
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the question's vector of length 1 as float32 (384,)."""
        (vector,) = self._run(self._tokenise([PROMPTS["query"] + text]))
        return np.asarray(vector, dtype=np.float32)

    def _tokenise(self, texts: list[str]) -> list[list[int]]:
        """Ids of every text, cut off at 512."""
        tokenizer, _ = self._load()
        rows = (encoding.ids for encoding in tokenizer.encode_batch([mend_surrogates(text) for text in texts]))
        return [row if len(row) <= MAX_TOKENS else [*row[: MAX_TOKENS - 1], row[-1]] for row in rows]

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        """Vectors (n, 384) of `n` rows of token ids."""
        _, session = self._load()
        lengths = np.array([len(row) for row in rows])
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
        ids = np.ones_like(mask)
        ids[mask == 1] = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
        vectors: NDArray[np.float32] = session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group places of similar length so that a batch, padded, stays within the token budget."""
    order = sorted(range(len(lengths)), key=lambda place: lengths[place])
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) + 1) * lengths[place] > _TOKENS_A_BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch
