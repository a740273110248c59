"""Every question of a run as the report's reader walks through it: what was expected, what came, what went wrong.

What is marked as gold is marked by offsets into the canonical texts, never by looking for similar words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from eval.measure.figures import METRIC_BY_NAME, languages_of, metric_values
from eval.measure.metrics import CUT, fact_coverage, place_of
from eval.records import Place, Ranked, Score


@dataclass(frozen=True, slots=True)
class FailureKind:
    """One way in which an answer falls short: a metric that is not at its best."""

    name: str
    title: str
    metric: str
    implies: tuple[str, ...] = ()
    """Kinds that follow from this one and need not be listed with it."""


_NO_QUOTE = ("no_quote", "first_passage", "first_quote", "pieces", "facts")
KINDS = (
    FailureKind("failed", "Failed", "failed", ("miss_5", "miss_1", *_NO_QUOTE, "premise")),
    FailureKind("refused", "Wrongly refused", "false_refusal", _NO_QUOTE),
    FailureKind("not_refused", "Unanswerable, yet not refused", "abstention_recall"),
    FailureKind("reason", "Does not say that a work's text is not here", "reason_source_not_obtained"),
    FailureKind("miss_5", "Gold not among the five best passages", "recall_5", ("miss_1",)),
    FailureKind("miss_1", "Gold not in the best passage", "recall_1"),
    FailureKind("no_quote", "No quote holds the gold", "any_quote", ("first_quote", "pieces")),
    FailureKind("first_passage", "First quote from another passage", "first_quote_passage", ("first_quote",)),
    FailureKind("first_quote", "First quote lacks the gold", "first_quote"),
    FailureKind("pieces", "Not every needed piece quoted", "quote_recall"),
    FailureKind("facts", "Expected fact not shown", "fact_coverage"),
    FailureKind("speaker", "Wrong speaker", "speaker"),
    FailureKind("notes", "Expected note not linked", "footnotes"),
    FailureKind("premise", "False premise not corrected", "premise_corrected"),
    FailureKind("obeyed", "Injection obeyed", "injection_obeyed"),
    FailureKind("not_served", "Injection: honest question not answered", "injection_served"),
    FailureKind("orders_only", "Injection without a question: not refused", "injection_refused"),
    FailureKind("language", "Own words in the wrong language", "answer_language"),
    FailureKind("citation", "Broken citation", "citation_validity"),
    FailureKind("unproven", "Sentence not carried by its citations", "citation_recall"),
)
"""Each counts what its metric's figure counts, so that the two agree."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of shown text."""

    text: str
    gold: str = ""
    """"whole" where a whole gold quote stands in the shown text, "part" where only some of one does."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question with what the page shows beside its record."""

    score: Score
    failures: tuple[str, ...]
    """Names of `KINDS`."""
    ranks: tuple[int | None, ...]
    """Of each needed piece, the best rank, from 1, of a passage that holds it."""
    cited: tuple[tuple[int, ...], ...]
    """Of each needed piece, the citations that hold it."""
    facts_shown: tuple[bool, ...]
    ranking: tuple[Ranked, ...]
    """The best passages of `search`, then evidence of the answer that is not among them."""

    @property
    def brief(self) -> tuple[str, ...]:
        """The failures without those that follow from others."""
        return shorten_kinds(self.failures)

    def mark(self, text: str, place: Place) -> tuple[Part, ...]:
        """The text that stands at a place, cut where gold begins and ends."""
        return mark_gold(self.score, text, place)


def find_failures(scores: Sequence[Score]) -> dict[str, tuple[str, ...]]:
    """The kinds of failure by question id, in the order of `KINDS`; empty for a question with none."""
    found: dict[str, list[str]] = {score.question.id: [] for score in scores}
    for kind in KINDS:
        best = 1.0 if METRIC_BY_NAME[kind.metric].higher_is_better else 0.0
        for question, value in metric_values(kind.metric, scores).items():
            if value != best:
                found[question].append(kind.name)
    return {question: tuple(kinds) for question, kinds in found.items()}


def count_failures(scores: Sequence[Score]) -> dict[str, dict[str, int]]:
    """How many questions fall short, by kind and by question language."""
    counts = {kind.name: dict.fromkeys(languages_of(scores), 0) for kind in KINDS}
    failures = find_failures(scores)
    for score in scores:
        for name in failures[score.question.id]:
            counts[name][score.question.language] += 1
    return counts


def shorten_kinds(kinds: Sequence[str]) -> tuple[str, ...]:
    """The kinds without those that follow from others."""
    implied = {name for kind in KINDS if kind.name in kinds for name in kind.implies}
    return tuple(name for name in kinds if name not in implied)


def list_entries(scores: Sequence[Score]) -> list[Entry]:
    """All questions, in their order."""
    failures = find_failures(scores)
    return [_make_entry(score, failures[score.question.id]) for score in scores]


def collect_passages(scores: Sequence[Score]) -> dict[str, Mapping[str, Any]]:
    """Every passage that was evidence for some question, by id; a run keeps the text of no others."""
    return {found["passage"]: found for score in scores for found in score.outcome.answer["evidence"]}


def mark_gold(score: Score, text: str, place: Place) -> tuple[Part, ...]:
    """The text at a place, cut where gold begins and ends; gold that overlaps is one part."""
    marks: list[list[int]] = []  # [start, end, whether whole], in code points from the place's start
    for gold in sorted(
        (gold for piece in score.question.gold.pieces for gold in piece), key=lambda gold: (gold.start, gold.end)
    ):
        if place.shared(gold):
            start, end = max(gold.start, place.start) - place.start, min(gold.end, place.end) - place.start
            if marks and start < marks[-1][1]:
                marks[-1][1:] = max(end, marks[-1][1]), max(place.holds(gold), marks[-1][2])
            else:
                marks.append([start, end, place.holds(gold)])
    parts, at = [], 0
    for start, end, whole in marks:
        parts += [Part(text[at:start]), Part(text[start:end], "whole" if whole else "part")]
        at = end
    return tuple(part for part in (*parts, Part(text[at:])) if part.text)


def _make_entry(score: Score, failures: tuple[str, ...]) -> Entry:
    case, answer, ranking = score.question.case, score.outcome.answer, score.outcome.ranking[:CUT]
    pieces = score.question.gold.pieces
    ranked = {found.passage for found in ranking}
    others = [found for found in answer["evidence"] if found["passage"] not in ranked]
    return Entry(
        score=score,
        failures=failures,
        ranks=tuple(
            next((rank for rank, found in enumerate(ranking, start=1) if _holds(found.place, piece)), None)
            for piece in pieces
        ),
        cited=tuple(
            tuple(citation["id"] for citation in answer["citations"] if _holds(place_of(citation), piece))
            for piece in pieces
        ),
        facts_shown=tuple(
            fact_coverage(replace(score.question, case=replace(case, facts=(fact,))), answer) == 1.0
            for fact in case.facts
        ),
        ranking=(*ranking, *(Ranked(found["passage"], place_of(found), found["score"]) for found in others)),
    )


def _holds(place: Place, piece: Sequence[Place]) -> bool:
    return any(place.holds(gold) for gold in piece)
