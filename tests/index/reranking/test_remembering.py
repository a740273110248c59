"""Each passage is read once with a question within a request."""

from __future__ import annotations

from collections.abc import Sequence

from index.reranking.remembering import RememberingReranker
from index.reranking.reranker import Candidate, Reading


class _Counting:
    identity = "counting"

    def __init__(self) -> None:
        self.read_so_far: list[str] = []

    def read(self, question: str, candidates: Sequence[Candidate]) -> tuple[Reading, ...]:
        self.read_so_far += [f"{question}: {one.heading}" for one in candidates]
        return tuple(Reading(float(len(one.heading)), ()) for one in candidates)


def test_a_passage_is_read_once_with_a_question() -> None:
    """What was read is not read again; with another question it is, and the order is that of the candidates."""
    counting = _Counting()
    reader = RememberingReranker(counting)
    one, other = Candidate("Kai", ("Der Kai sackt ab.",)), Candidate("Mole", ("Die Mole hält.",))
    assert [3.0, 3.0] == [reading.answers for reading in reader.read("Was sackt ab?", [one, one])]
    assert [4.0, 3.0] == [reading.answers for reading in reader.read("Was sackt ab?", [other, one])]
    assert () == reader.read("Was sackt ab?", ())
    reader.read("What holds?", [one])
    assert ["Was sackt ab?: Kai", "Was sackt ab?: Mole", "What holds?: Kai"] == counting.read_so_far
    assert "counting" == reader.identity
