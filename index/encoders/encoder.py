"""Texts to vectors: the bundled encoder through ONNX Runtime, any other through sentence-transformers.

Nothing heavy is imported with this module and nothing is loaded before the first vector. Nothing here ever uses the
network: a model that is not on this machine is an error.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.encoders.bundled.conversion import MAX_TOKENS, ONNX_FILE, PROMPTS, bundled_identity, ensure_converted
from index.errors import EncoderError

BUNDLED = "bundled"
BUNDLED_DIMENSIONS = 384
_TOKENS_A_BATCH = 512
"""More tokens in one run are slower: the intermediate values fall out of the cache."""
_TEXTS_AT_ONCE = 512
_HASHED_WHOLE = 16 * 2**20
_SAMPLES, _SAMPLE = 1024, 4096

Message = Callable[[str], None]
Progress = Callable[[int], None]


class Encoder(Protocol):
    """Turns texts into vectors whose dot product is their cosine. May be used from several threads."""

    @property
    def identity(self) -> str:
        """Model, adapter, precision and format; vectors may be compared if and only if it is equal."""

    @property
    def dimensions(self) -> int:
        """Length of a vector."""

    @property
    def max_tokens(self) -> int:
        """Tokens the model reads, prompt included; a longer text is cut off there."""

    def encode_passages(self, texts: Sequence[str], *, on_progress: Progress | None = None) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, dimensions), in the order of `texts`.

        `on_progress` gets the number of texts done since it was called last.
        """

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the question's vector of length 1 as float32 (dimensions,)."""


@dataclass(frozen=True, slots=True)
class EncoderSettings:
    """Which encoder, and how it runs.

    Attributes:
        model: "bundled", or the name or folder of a sentence-transformers model that is on this machine.
        adapter: Merge the shipped adapter into the bundled model; without meaning for any other.
        cache_dir: Folder for converted models; None is `default_cache_dir()`.
        threads: Threads for one run; None is as many as this process may use.

    """

    model: str = BUNDLED
    adapter: bool = True
    cache_dir: Path | None = None
    threads: int | None = None


def default_cache_dir() -> Path:
    """Folder for converted models where the settings name none: `fundstelle/models` in the user's cache folder."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("fundstelle")) / "models"


def encoder_identity(settings: EncoderSettings) -> str:
    """Return the identity of the encoder that `open_encoder` would open, without loading or converting anything.

    For the bundled model: version of its package, hash of the adapter, precision, format. For any other: a hash of
    the model's files. Files above 16 MB count with their size and 1024 pages of 4 KB spread evenly over them, so that
    a copy has the same identity and a model trained further has another.

    Raises:
        EncoderError: The model is not on this machine.

    """
    if settings.model == BUNDLED:
        return bundled_identity(settings.adapter)
    folder = _find_model(settings.model)
    given = Path(settings.model).expanduser()
    name = given.resolve().name if given.is_dir() else settings.model
    return f"{name}@{_hash_folder(folder)[:12]}/sentence-transformers-float32/v1"


def open_encoder(settings: EncoderSettings, *, on_message: Message | None = None) -> Encoder:
    """Return the encoder; the bundled one is converted at its first vector, a few seconds, once.

    Args:
        settings: Which encoder.
        on_message: Gets a line before something takes seconds.

    Raises:
        EncoderError: The model is not on this machine. Later, at the first vector: it cannot be converted or loaded.

    """
    identity = encoder_identity(settings)
    if settings.model == BUNDLED:
        return OnnxEncoder(identity, settings, on_message)
    return SentenceTransformerEncoder(identity, settings, _find_model(settings.model), on_message)


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

    def encode_passages(self, texts: Sequence[str], *, on_progress: Progress | None = None) -> NDArray[np.float32]:
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
        """Ids of every text, cut off at 512; half a surrogate pair cannot be encoded and becomes a question mark."""
        tokenizer, _ = self._load()
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        return [encoding.ids for encoding in tokenizer.encode_batch(clean)]

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
        options.intra_op_num_threads = self._settings.threads or _usable_threads()
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        providers = ["CPUExecutionProvider"]
        try:
            session = onnxruntime.InferenceSession(folder / ONNX_FILE, options, providers=providers)
            return Tokenizer.from_file(str(folder / "tokenizer.json")), session
        except Exception as error:  # both libraries raise classes of their own that share no narrower base
            raise _UnreadableModelError(folder, str(error)) from error


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

    def encode_passages(self, texts: Sequence[str], *, on_progress: Progress | None = None) -> NDArray[np.float32]:
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
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
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

        torch.set_num_threads(self._settings.threads or _usable_threads())
        try:
            return SentenceTransformer(
                str(self._folder), device="cpu", local_files_only=True, model_kwargs={"dtype": torch.float32}
            )
        except Exception as error:  # whatever a foreign model folder makes the libraries raise
            raise EncoderError(
                f"The encoder cannot be loaded ({error})", where=self._settings.model, remedy=_MODEL_REMEDY
            ) from error


class _UnreadableModelError(Exception):
    """A converted file is there but cannot be loaded."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.folder = folder
        super().__init__(reason)


_MODEL_REMEDY = f'model "{BUNDLED}", or the folder of a sentence-transformers model'


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


def _usable_threads() -> int:
    """CPUs that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _stay_offline() -> None:
    """Forbid the model libraries every download; they read this when they are imported."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def _find_model(model: str) -> Path:
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
    raise EncoderError("There is no such encoder on this machine", where=model, remedy=_MODEL_REMEDY)


def _hash_folder(folder: Path) -> str:
    """SHA-256 in hex over names and contents of a model's files; see `encoder_identity` for large ones."""
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
            f"The encoder's files cannot be read ({error.strerror})", where=folder, remedy=_MODEL_REMEDY
        ) from error
    return digest.hexdigest()
