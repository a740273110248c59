"""Open a converted folder: its tokenizer and its graph, at first use, converted again when they cannot be read."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.encoders.bundled.making import ONNX_FILE
from index.encoders.threads import usable_cores
from index.errors import EncoderError

_tokenizers: dict[str, Any] = {}
"""Those that were read, by their digests."""
_TRUNCATION = re.compile(rb'"truncation":\s*(null|\{[^{}]*\})')


class OnnxFiles:
    """Tokenizer and ONNX session of a converted folder. May be used from several threads."""

    def __init__(self, make: Callable[[bool], Path], *, threads: int | None = None) -> None:
        """Nothing is made or loaded yet.

        Args:
            make: Returns the folder, made first when needed; made anew where it is called with True.
            threads: Threads for one run; None is `usable_cores()`.

        """
        self._make = make
        self._threads = threads
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    def load(self) -> tuple[Any, Any]:
        """Tokenizer, which cuts nothing off, and session.

        Converts first when needed, and once more when the files cannot be read.
        """
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
        folder = self._make(redo)
        import onnxruntime

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.intra_op_num_threads = self._threads or usable_cores()
        # Threads that wait for each other give up their core. Spinning ones, the default, starve whoever else is at
        # work: of two ingests side by side on 2 cores each took 2.7 times as long as one alone, without spinning 2.0;
        # with 8 threads on 2 cores 11 times and 2.2. A lone question pays .6 ms for it.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        providers = ["CPUExecutionProvider"]
        try:
            session = onnxruntime.InferenceSession(folder / ONNX_FILE, options, providers=providers)
            return _share_tokenizer((folder / "tokenizer.json").read_bytes()), session
        except Exception as error:  # both libraries raise classes of their own that share no narrower base
            raise _UnreadableModelError(folder, str(error)) from error


def _share_tokenizer(text: bytes) -> Any:  # noqa: ANN401
    """What cuts texts into tokens and leaves nothing out; one for all models, whose words are the same."""
    from tokenizers import Tokenizer

    text = _TRUNCATION.sub(b'"truncation": null', text, count=1)
    digest = hashlib.sha256(text).hexdigest()
    if digest not in _tokenizers:
        _tokenizers[digest] = Tokenizer.from_buffer(text)
    return _tokenizers[digest]


class _UnreadableModelError(Exception):
    """A converted file is there but cannot be loaded."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        super().__init__(reason)
