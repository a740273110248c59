"""Every question of a run as the report's reader walks through it: what was expected, what came, what went wrong.

What is marked as gold is marked by offsets into the canonical texts, never by looking for similar words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from eval.measure.metrics import CUT, fact_coverage, place_of
from eval.records import Fact, Place, Score
from eval.measure.figures import METRIC_BY_NAME, languages_of, metric_values


@dataclass(frozen=True, slots=True)
class FailureKind:
    """One way in which an answer falls short: a metric that is not at its best."""

    name: str
    title: str
    metric: str
    implies: tuple[str, ...] = ()
    """Kinds that follow from this one and need not be told beside it."""


KINDS = (
    FailureKind(
        "failed",
        "Failed",
        "failed",
        implies=("miss_5", "miss_1", "no_quote", "first_passage", "first_quote", "pieces", "facts", "premise"),
    ),
    FailureKind(
        "refused",
        "Wrongly refused",
        "false_refusal",
        implies=("no_quote", "first_passage", "first_quote", "pieces", "facts"),
    ),
    FailureKind("not_refused", "Unanswerable, yet not refused", "abstention_recall"),
    FailureKind("reason", "Does not say that a work's text is not here", "reason_source_not_obtained"),
    FailureKind("miss_5", "Gold not among the five best passages", "recall_5", implies=("miss_1",)),
    FailureKind("miss_1", "Gold not in the best passage", "recall_1"),
    FailureKind("no_quote", "No quote holds the gold", "any_quote", implies=("first_quote", "pieces")),
    FailureKind("first_passage", "First quote from another passage", "first_quote_passage", implies=("first_quote",)),
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
    languages = languages_of(scores)
    counts = {kind.name: dict.fromkeys(languages, 0) for kind in KINDS}
    failures = find_failures(scores)
    for score in scores:
        for name in failures[score.question.id]:
            counts[name][score.question.language] += 1
    return counts


def tell_briefly(kinds: Sequence[str]) -> list[str]:
    """The kinds without those that follow from others."""
    implied = {name for kind in KINDS if kind.name in kinds for name in kind.implies}
    return [name for name in kinds if name not in implied]


def list_entries(scores: Sequence[Score]) -> dict[str, Any]:
    """All questions as the page's data (plain JSON types): `kinds`, `passages` by id, `entries` in their order."""
    failures = find_failures(scores)
    passages = _collect_passages(scores)
    return {
        "kinds": {kind.name: kind.title for kind in KINDS},
        "passages": passages,
        "entries": [_make_entry(score, failures[score.question.id], passages) for score in scores],
    }


def dump_data(data: Mapping[str, Any]) -> Markup:
    """JSON that may stand in a script element: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - escaped above


def gold_ranges(score: Score, place: Place) -> list[list[int]]:
    """Stretches of gold inside a place, those that overlap joined.

    Each is [start, end, 1 where a whole gold quote stands in the place, else 0], in code points from the place's start.
    """
    found = []
    for gold in (gold for piece in score.question.gold.pieces for gold in piece):
        start, end = max(gold.start, place.start), min(gold.end, place.end)
        if gold.source == place.source and start < end:
            found.append([start - place.start, end - place.start, int(place.holds(gold))])
    joined: list[list[int]] = []
    for start, end, whole in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = [joined[-1][0], max(end, joined[-1][1]), max(whole, joined[-1][2])]
        else:
            joined.append([start, end, whole])
    return joined


def _collect_passages(scores: Sequence[Score]) -> dict[str, dict[str, Any]]:
    """The text of every passage that was evidence for some question; a run keeps no others."""
    found: dict[str, dict[str, Any]] = {}
    for score in scores:
        for evidence in score.outcome.answer["evidence"]:
            if evidence["passage"] not in found:
                kept = ("source", "kind", "section", "page", "language", "speaker", "start", "end")
                found[evidence["passage"]] = {name: evidence[name] for name in kept} | {"text": evidence["quote"]}
    return found


def _make_entry(score: Score, kinds: tuple[str, ...], passages: Mapping[str, Any]) -> dict[str, Any]:
    question, answer = score.question, score.outcome.answer
    return {
        "id": question.id,
        "case": question.case.id,
        "text": question.text,
        "language": question.language,
        "source": question.source_language,
        "category": question.case.category,
        "kind": question.case.kind,
        "failures": list(kinds),
        "brief": tell_briefly(kinds),
        "history": [list(turn) for turn in question.case.history.get(question.language, ())],
        "expected": _tell_expected(score),
        "status": answer["status"],
        "reason": answer["reason"],
        "probability": answer.get("probability"),
        "milliseconds": round(score.outcome.milliseconds, 1),
        "sentences": [
            {name: sentence[name] for name in ("text", "citations", "support", "problems")}
            for sentence in answer["sentences"]
        ],
        "citations": {str(citation["id"]): _tell_citation(score, citation) for citation in answer["citations"]},
        "problems": list(score.outcome.citation_problems),
        "ranking": _tell_ranking(score),
        "other_evidence": _tell_other_evidence(score),
    }


def _tell_expected(score: Score) -> dict[str, Any]:
    case = score.question.case
    return {
        "answer": score.question.expects_answer,
        "pieces": [
            {"quotes": list(quotes), "rank": _rank_of(score, places), "cited": _cited_by(score, places)}
            for quotes, places in zip(case.gold, score.question.gold.pieces, strict=True)
        ],
        "sources": list(case.sources),
        "facts": [{"patterns": dict(fact.patterns), "shown": _is_shown(score, fact)} for fact in case.facts],
        "speaker": case.speaker,
        "speaker_right": _verdict(score, "speaker"),
        "footnotes": list(case.footnotes),
        "footnotes_right": _verdict(score, "footnotes"),
        "forbidden": list(case.forbidden),
        "comment": case.comment,
    }


def _verdict(score: Score, metric: str) -> bool | None:
    """Whether a metric is at its best; None where it says nothing about the question."""
    return score.values[metric] == 1.0 if metric in score.values else None


def _is_shown(score: Score, fact: Fact) -> bool:
    alone = replace(score.question, case=replace(score.question.case, facts=(fact,)))
    return fact_coverage(alone, score.outcome.answer) == 1.0


def _rank_of(score: Score, places: Sequence[Place]) -> int | None:
    """The best rank, from 1, of a passage that holds one of the places."""
    for rank, ranked in enumerate(score.outcome.ranking[:CUT], start=1):
        if any(ranked.place.holds(place) for place in places):
            return rank
    return None


def _cited_by(score: Score, places: Sequence[Place]) -> list[int]:
    return [
        citation["id"]
        for citation in score.outcome.answer["citations"]
        if any(place_of(citation).holds(place) for place in places)
    ]


def _tell_citation(score: Score, citation: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("source", "section", "page", "language", "speaker", "attribution", "quote", "start", "end")
    return {
        **{name: citation.get(name) for name in kept},
        "notes": [note["number"] for note in citation["footnotes"]],
        "gold": gold_ranges(score, place_of(citation)),
        "gold_passage": citation["passage"] in score.question.gold.passages,
    }


def _tell_ranking(score: Score) -> list[dict[str, Any]]:
    speakers = {evidence["passage"]: evidence["speaker"] for evidence in score.outcome.answer["evidence"]}
    return [
        {
            "passage": ranked.passage,
            "score": round(ranked.score, 4),
            "place": [ranked.place.source, ranked.place.start, ranked.place.end],
            "speaker": speakers.get(ranked.passage),
            "gold_passage": ranked.passage in score.question.gold.passages,
            "gold": gold_ranges(score, ranked.place),
        }
        for ranked in score.outcome.ranking[:CUT]
    ]


def _tell_other_evidence(score: Score) -> list[dict[str, Any]]:
    """Evidence that the answer was made from and that is not among the ranked passages; empty when all are."""
    ranked = {found.passage for found in score.outcome.ranking[:CUT]}
    return [
        {
            "passage": evidence["passage"],
            "score": round(evidence["score"], 4),
            "place": [evidence["source"], evidence["start"], evidence["end"]],
            "speaker": evidence["speaker"],
            "gold_passage": evidence["passage"] in score.question.gold.passages,
            "gold": gold_ranges(score, place_of(evidence)),
        }
        for evidence in score.outcome.answer["evidence"]
        if evidence["passage"] not in ranked
    ]
