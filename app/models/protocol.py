"""What the product asks of a language model."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Protocol

from app.models.records import Message, ModelUse


class LanguageModel(Protocol):
    """A model that writes text piece by piece."""

    @property
    def name(self) -> str:
        """As answers name their generator: "llm:NAME"."""

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """Pieces of the answer as they come, at most `longest` tokens together; an empty one is a sign of life.

        The first `next` makes the call, `close()` ends it at any time, and what the call took is the generator's return
        value (`use = yield from model.stream(...)`). ModelError for whatever comes instead of an answer, possibly after
        some pieces: what came before it is no whole answer.
        """
