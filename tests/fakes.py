"""Stand-ins for models: deterministic, without files, fast."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from app.models.records import Message, ModelUse
from index.reranking.reranker import Candidate, Reading


class FakeEncoder:
    """An encoder that hashes words and their character trigrams into a bag: shared words mean a high cosine."""

    identity = "fake-trigrams/v1"
    dimensions = 256
    max_tokens = 512

    def encode_passages(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Return vectors of length 1 as float32 (n, 256)."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for number, text in enumerate(texts):
            vectors[number] = self.encode_query(text)
            if on_progress:
                on_progress(1)
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Return the vector of length 1 as float32 (256,); a text without words gets the first axis."""
        vector = np.zeros(self.dimensions, dtype=np.float32)
        for word in re.findall(r"\w+", text.casefold())[: self.max_tokens]:
            vector[_place(word)] += 1.0
            for start in range(len(word) - 2):
                vector[_place("#" + word[start : start + 3])] += 0.3
        if not vector.any():
            vector[0] = 1.0
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


class FakeReranker:
    """Says that one passage after the other is less likely to answer, and keeps what it was given."""

    identity = "fake-reranker/v1"

    def __init__(self, first: float = 3.0, *, step: float = 1.0, sentence: float = 0.0) -> None:
        self.first, self.step, self.sentence = first, step, sentence
        self.read_with: list[tuple[str, tuple[Candidate, ...]]] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> tuple[Reading, ...]:
        """Readings from `first` down, `step` by `step`; all sentences alike."""
        self.read_with.append((question, tuple(candidates)))
        return tuple(
            Reading(self.first - place * self.step, (self.sentence,) * len(one.sentences))
            for place, one in enumerate(candidates)
        )


def _place(feature: str) -> int:
    return zlib.crc32(feature.encode("utf-8", "replace")) % FakeEncoder.dimensions


Script = str | BaseException | Sequence[str | BaseException]
"""An answer, its pieces, or what is raised instead, after some pieces too."""


class FakeModel:
    """A language model that says what is written down for it, one script a call, or what a function makes of a call."""

    name = "llm:fake"

    def __init__(self, script: Sequence[Script] | Callable[[Sequence[Message]], Script]) -> None:
        self.asked: list[tuple[Message, ...]] = []
        """What it was asked, call by call."""
        self.longest: list[int] = []
        self.closed = 0
        """Calls that somebody ended before they were through."""
        self._answer = script if callable(script) else self._next_of(script)

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """Give the call's pieces; a text is cut at its spaces. A call beyond the script is a test's mistake."""
        self.asked.append(tuple(messages))
        self.longest.append(longest)
        script = self._answer(messages)
        pieces = re.findall(r"\s*\S+|\s+$", script) if isinstance(script, str) else script
        words = 0
        try:
            for piece in [pieces] if isinstance(pieces, BaseException) else pieces:
                if isinstance(piece, BaseException):
                    raise piece
                yield piece
                words += 1
        except GeneratorExit:
            self.closed += 1
            raise
        return ModelUse(sum(len(message.text.split()) for message in messages), words, 0, 0)

    @staticmethod
    def _next_of(scripts: Sequence[Script]) -> Callable[[Sequence[Message]], Script]:
        rest = iter(scripts)

        def answer(messages: Sequence[Message]) -> Script:
            for script in rest:
                return script
            raise AssertionError(f"one call more than the script has: {messages}")

        return answer
