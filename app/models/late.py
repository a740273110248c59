"""A language model that is opened when it is first asked: the library behind one takes seconds to load."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from threading import Lock

from app.models.open import open_model
from app.models.protocol import LanguageModel
from app.models.records import Message, ModelSettings, ModelUse


class LateModel:
    """The model that settings name; what is wrong with them shows when it is asked. Safe for many threads."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._model: LanguageModel | None = None
        self._lock = Lock()

    @property
    def name(self) -> str:
        """As answers name their generator."""
        return self._settings.name

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """As `LanguageModel.stream` says; UsageError too, as `open_model` has it."""
        with self._lock:
            model = self._model = self._model or open_model(self._settings)
        return (yield from model.stream(messages, longest=longest))
