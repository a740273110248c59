"""What a language model is given, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.checking.claims.records import Ground

Task = Literal["answer", "overview", "compare"]
"""What is to be written; each has a prompt in every language of `prompts.TASK_LANGUAGES`."""


@dataclass(frozen=True, slots=True)
class ProseSettings:
    """How much a model is given and may write."""

    characters: int = 2400
    """Of evidence at most: about 600 tokens."""
    longest: int = 300
    """Tokens of an answer at most; a small model that has begun to repeat itself does not end by itself."""
    most: int = 6
    """Sentences shown at most."""
    trusted_refusal: float = 0.6
    """A model that sees no answer in the evidence is believed where the estimate that there is one is below this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A numbered piece of evidence: a quote of the answer, and whose words it gives."""

    number: int
    """That of its citation."""
    who: str
    """In the language of the answer, as it is put before the text."""
    ground: Ground


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, and the numbers it put behind it."""

    text: str
    numbers: tuple[int, ...]
