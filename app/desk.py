"""The desk that questions are asked at: settings, the encoder, and the generation that serves right now."""

from __future__ import annotations

import threading
from pathlib import Path

from app.settings import Settings
from index.encoders.open import encoder_identity, open_encoder
from index.encoders.protocol import Encoder
from index.store.generations import current_generation
from index.store.opened import OpenGeneration, open_generation


class Desk:
    """Opens what is needed at first use and shares it; a new generation is noticed at the next question."""

    def __init__(self, settings: Settings, *, encoder: Encoder | None = None) -> None:
        """Nothing is opened yet. `encoder` stands in for the one the settings name (tests, evaluation)."""
        self.settings = settings
        self._encoder = encoder
        self._opened: OpenGeneration | None = None
        self._lock = threading.RLock()

    @property
    def store(self) -> Path:
        """The store's folder."""
        return self.settings.store

    @property
    def encoder(self) -> Encoder:
        """The encoder, opened at first use."""
        with self._lock:
            if self._encoder is None:
                self._encoder = open_encoder(self.settings.encoder)
            return self._encoder

    @property
    def encoder_identity(self) -> str:
        """The encoder's identity, known without opening it."""
        return self._encoder.identity if self._encoder else encoder_identity(self.settings.encoder)

    def generation(self) -> OpenGeneration:
        """The current generation, opened. A request that holds an older one goes on reading it undisturbed."""
        current = current_generation(self.store)
        with self._lock:
            if self._opened is None or self._opened.generation.id != current.id:
                self._opened = open_generation(
                    self.store, encoder_identity=self.encoder_identity, generation_id=current.id
                )
            return self._opened
