"""Whether an answer is right for what was said: status, kind, needed quotes and values, nothing forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.records import Answer, Citation
from eval.cases.conversation import CASE_TYPES, TalkCase
from eval.measure.intervals import Rate

CLAIMED = 0.6
"""Likelihood from which on an answer to a wrong premise misleads."""


@dataclass(frozen=True, slots=True)
class Talked:
    """A case with its answer and what is wrong with it; nothing: it is right."""

    dossier: str
    case: TalkCase
    answer: Answer
    problems: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether all that the case asks for holds."""
        return not self.problems


def find_problems(case: TalkCase, answer: Answer) -> tuple[str, ...]:
    """What is wrong with an answer, a line each; empty when it is right."""
    return tuple(_find(case, answer))


def _find(case: TalkCase, answer: Answer) -> Iterator[str]:
    if answer.status not in case.status:
        yield f"status {answer.status}, wanted {' or '.join(case.status)}"
    if answer.kind not in case.kind:
        yield f"kind {answer.kind}, wanted {' or '.join(case.kind)}"
    if answer.status == "failed":
        return
    said = _even(answer.answer)
    yield from (f"says {one!r}" for one in case.forbidden if _even(one).casefold() in said.casefold())
    if answer.status == "abstained" and "abstained" in case.status:
        return
    yield from (f"does not say {' / '.join(some)!r}" for some in case.says if not any(_says(said, one) for one in some))
    if case.type == "wrong_premise":
        yield from _judge_premise(case, answer)
        return
    quotes = [_even(citation.text) for citation in answer.citations]
    for some in case.quotes:
        if not any(_even(one) in quote for one in some for quote in quotes):
            yield f"no quote has {' / '.join(some[:2])!r}"
    if case.first and not _leads(case, answer):
        yield f"the first quote has not {case.first[0]!r}"
    for citation in answer.citations:
        if case.sources and citation.source not in case.sources:
            yield f"quotes {citation.source}"
        if case.section and not _is_under(citation, case.section):
            yield f"quotes from {' > '.join(citation.headings)!r}"


def _judge_premise(case: TalkCase, answer: Answer) -> Iterator[str]:
    """A wrong premise is set right by the first quote, or not answered with confidence."""
    if answer.status == "answered" and not _leads(case, answer) and (answer.probability or 0.0) >= CLAIMED:
        yield f"the wrong premise is answered at {answer.probability:.2f}"


def _leads(case: TalkCase, answer: Answer) -> bool:
    return bool(answer.citations) and any(_even(one) in _even(answer.citations[0].text) for one in case.first)


def _is_under(citation: Citation, heading: str) -> bool:
    return any(_even(heading) in _even(one) for one in (*citation.headings, citation.section or ""))


def _says(text: str, value: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(_even(value))}(?!\w)", text, re.IGNORECASE))


def _even(text: str) -> str:
    return " ".join(text.split())


def count_rates(talked: Sequence[Talked]) -> tuple[Rate, ...]:
    """The figures: right by type and in all, lists whole, wrong premises claimed, right ones refused."""
    rates = [Rate(name, *_count(one for one in talked if one.case.type == name)) for name in CASE_TYPES]
    wrong = [one for one in talked if one.case.type == "wrong_premise"]
    right = [one for one in talked if one.case.type == "right_premise"]
    claimed = sum(any("wrong premise" in line for line in one.problems) for one in wrong)
    refused = sum(one.answer.status == "abstained" for one in right)
    return (
        *rates,
        Rate("all", *_count(talked)),
        Rate("wrong premises answered at .60 or more", claimed, len(wrong)),
        Rate("right premises refused", refused, len(right)),
    )


def _count(talked: Iterator[Talked] | Sequence[Talked]) -> tuple[int, int]:
    rows = [one.is_right for one in talked]
    return sum(rows), len(rows)
