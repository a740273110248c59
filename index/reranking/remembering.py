"""A reranker that reads each passage once with a question, however many parts of an answer ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from index.reranking.reranker import Candidate, Reading, Reranker


class RememberingReranker:
    """Remembers what came of each question and passage. For one request, one thread."""

    def __init__(self, reranker: Reranker) -> None:
        """Nothing is read yet."""
        self._reranker = reranker
        self._readings: dict[tuple[str, Candidate], Reading] = {}

    @property
    def identity(self) -> str:
        """The reranker's."""
        return self._reranker.identity

    def read(self, question: str, candidates: Sequence[Candidate]) -> tuple[Reading, ...]:
        """As the reranker does, each candidate once."""
        new = [one for one in dict.fromkeys(candidates) if (question, one) not in self._readings]
        for one, reading in zip(new, self._reranker.read(question, new) if new else (), strict=True):
            self._readings[question, one] = reading
        return tuple(self._readings[question, one] for one in candidates)
