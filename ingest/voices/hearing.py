"""What a listener is: something that has learned from many texts to hear where an author gives others' words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

Heard = tuple[tuple[float | None, ...], ...]
"""For each passage, for each of its sentences, how likely it gives somebody else's words (0 to 1); None: not heard."""


class Listener(Protocol):
    """Hears whose words sentences give, from the sentences around them; it does not say whose."""

    @property
    def identity(self) -> str:
        """Model, weights and format: what it hears may be kept as long as this is the same."""

    def hear(self, passages: Sequence[Sequence[str]]) -> Heard:
        """Listen to a document.

        Args:
            passages: Its passages in the order of the text, headings and notes among them, each as its sentences.

        """
