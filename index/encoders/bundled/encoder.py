"""The bundled encoder: converted once, then run by ONNX Runtime, without torch or transformers.

Nothing heavy is imported with this module, and nothing is loaded before the first vector.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import MAX_TOKENS, ONNX_FILE, PROMPTS, ensure_converted
from index.encoders.protocol import Advance, EncoderSettings, Message, default_cache_dir
from index.encoders.threads import usable_cores
from index.errors import EncoderError
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
        self._settings = settings
        self._on_message = on_message
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

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
        return [encoding.ids for encoding in tokenizer.encode_batch([mend_surrogates(text) for text in texts])]

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        """Vectors (n, 384) of `n` rows of token ids."""
        _, session = self._load()
        lengths = np.array([len(row) for row in rows])
        mask = (np.arange(lengths.max()) < lengths[:, None]).astype(np.int64)
        ids = np.ones_like(mask)
        ids[mask == 1] = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
        vectors: NDArray[np.float32] = session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors

    def _load(self) -> tuple[Any, Any]:
        """Tokenizer and session; converts first when needed, and once more when the files cannot be read."""
        with self._lock:
            if self._loaded is None:
                try:
                    self._loaded = self._open(redo=False)
                except _UnreadableModelError:
                    try:
                        self._loaded = self._open(redo=True)
                    except _UnreadableModelError as error:
                        remedy = f"rm -r '{error.folder}'; it is made anew"
                        raise EncoderError(
                            f"The converted encoder cannot be loaded ({error})", where=error.folder, remedy=remedy
                        ) from error
            return self._loaded

    def _open(self, *, redo: bool) -> tuple[Any, Any]:
        folder = ensure_converted(
            self._settings.cache_dir or default_cache_dir(),
            adapter=self._settings.adapter,
            redo=redo,
            on_message=self._on_message,
        )
        import onnxruntime
        from tokenizers import Tokenizer

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.intra_op_num_threads = self._settings.threads or usable_cores()
        # Threads that wait for each other give up their core. Spinning ones, the default, starve whoever else is at
        # work: of two ingests side by side on 2 cores each took 2.7 times as long as one alone, without spinning 2.0;
        # with 8 threads on 2 cores 11 times and 2.2. A lone question pays .6 ms for it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        providers = ["CPUExecutionProvider"]
        try:
            session = onnxruntime.InferenceSession(folder / ONNX_FILE, options, providers=providers)
            return Tokenizer.from_file(str(folder / "tokenizer.json")), session
        except Exception as error:  # both libraries raise classes of their own that share no narrower base
            raise _UnreadableModelError(folder, str(error)) from error


class _UnreadableModelError(Exception):
    """A converted file is there but cannot be loaded."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        super().__init__(reason)


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
