"""Any encoder that sentence-transformers can load from this machine.

Nothing here ever uses the network: a model that is not on this machine is an error.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import MAX_TOKENS, PROMPTS
from index.encoders.protocol import MODEL_REMEDY, Advance, EncoderSettings, Message
from index.encoders.threads import usable_cores
from index.errors import EncoderError
from ingest.text.canonical import mend_surrogates

_HASHED_WHOLE = 16 * 2**20
_SAMPLES, _SAMPLE = 1024, 4096


class SentenceTransformerEncoder:
    """Any model that sentence-transformers can load from this machine, on the CPU in float32."""

    def __init__(
        self, identity: str, settings: EncoderSettings, folder: Path, on_message: Message | None = None
    ) -> None:
        self.identity = identity
        self._settings = settings
        self._folder = folder
        self._on_message = on_message
        self._lock = threading.Lock()
        self._loaded: Any = None

    @property
    def dimensions(self) -> int:
        """Length of a vector; loads the model."""
        return int(self._load().get_embedding_dimension())

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads; loads the model."""
        return int(self._load().max_seq_length or MAX_TOKENS)

    def encode_passages(self, texts: Sequence[str], *, on_progress: Advance | None = None) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, dimensions), in the order of `texts`."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        for start in range(0, len(order), 4):
            numbers = order[start : start + 4]
            vectors[numbers] = self._encode([texts[number] for number in numbers], "passage", "document")
            if on_progress:
                on_progress(len(numbers))
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the question's vector of length 1 as float32 (dimensions,)."""
        (vector,) = self._encode([text], "query")
        return np.asarray(vector, dtype=np.float32)

    def _encode(self, texts: list[str], *kinds: str) -> NDArray[np.float32]:
        """Vectors (n, dimensions), with the first prompt among `kinds` that the model has."""
        model = self._load()
        prompts: dict[str, str] = {kind: text for kind, text in model.prompts.items() if text}
        if not prompts and "e5" in self.identity.partition("@")[0].lower():
            prompts = PROMPTS
        prompt = next((prompts[kind] for kind in kinds if kind in prompts), "")
        clean = [mend_surrogates(text) for text in texts]
        with self._lock:
            vectors = model.encode(clean, prompt=prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def _load(self) -> Any:  # noqa: ANN401
        with self._lock:
            if self._loaded is None:
                if self._on_message:
                    self._on_message(f"Loading the encoder (up to ten seconds): {self._settings.model}")
                self._loaded = self._open()
            return self._loaded

    def _open(self) -> Any:  # noqa: ANN401
        _stay_offline()
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(self._settings.threads or usable_cores())
        try:
            return SentenceTransformer(
                str(self._folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
            )
        except Exception as error:  # whatever a foreign model folder makes the libraries raise
            raise EncoderError(
                f"The encoder cannot be loaded ({error})", where=self._settings.model, remedy=MODEL_REMEDY
            ) from error


def _stay_offline() -> None:
    """Forbid the model libraries every download; they read this when they are imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def find_model(model: str) -> Path:
    """Folder of a model given by folder or by a name in the local Hugging Face cache.

    Raises:
        EncoderError: It is neither.

    """
    folder = Path(model).expanduser()
    if (folder / "config.json").is_file() or (folder / "modules.json").is_file():
        return folder
    _stay_offline()
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    names = [model] if "/" in model else [f"sentence-transformers/{model}"]
    try:
        for name in names:
            found = try_to_load_from_cache(name, "config.json")
            if isinstance(found, str):
                return Path(found).parent
    except HFValidationError:
        pass  # not the form of a name: the error below says all there is to say
    raise EncoderError("There is no such encoder on this machine", where=model, remedy=MODEL_REMEDY)


def hash_model(folder: Path) -> str:
    """SHA-256 in hex over names and contents of a model's files; see `index.encoders.open` for large ones."""
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            skipped = name.parts[0] in {"onnx", "openvino"} or any(part.startswith(".") for part in name.parts)
            if skipped or not path.is_file():
                continue
            size = path.stat().st_size
            digest.update(f"{name.as_posix()}\0{size}\0".encode())
            with path.open("rb") as file:
                if size <= _HASHED_WHOLE:
                    digest.update(file.read())
                    continue
                for sample in range(_SAMPLES):
                    file.seek((size - _SAMPLE) * sample // (_SAMPLES - 1))
                    digest.update(file.read(_SAMPLE))
    except OSError as error:
        raise EncoderError(
            f"The encoder's files cannot be read ({error.strerror})", where=folder, remedy=MODEL_REMEDY
        ) from error
    return digest.hexdigest()
