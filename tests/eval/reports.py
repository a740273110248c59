"""Hand-made cases, answers and runs with hostile texts, for tests of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from app.records import Turn
from app.settings import Settings
from eval.compare.rankers import RANK_METRICS, RankerFigures
from eval.measure.intervals import Difference
from eval.records import Case, CaseQuestion, Estimate, Gold, Outcome, Place, Ranked, Score
from eval.runs.folder import Run, RunRecord
from eval.runs.overrides import list_settings
from prompts import frame

HOSTILE = "<script>alert(1)</script></script><img src=x onerror=alert(2)> „Größe“ \u2028 😀 & {{ 7 * 7 }}"
PASSAGES = {
    "p1": ("de", 100, "😀 Das Darlehen beträgt 90 Mrd. Euro. Es läuft bis 2030."),
    "p2": ("de", 300, "Ein Satz, der nichts dazu sagt."),
    "p3": ("en", 500, "The minister called it “a good beginning”."),
    "p4": ("de", 700, f"Hier steht {HOSTILE} und sonst nichts."),
}
"""Language, start in the source, text, by passage id."""


def stand_at(passage: str, words: str | None = None) -> Place:
    _, start, text = PASSAGES[passage]
    at = text.index(words) if words else 0
    return Place("bericht", start + at, start + at + len(words or text))


def pose(case: Case, language: str, *gold: tuple[str, str]) -> CaseQuestion:
    places = tuple((stand_at(passage, words),) for passage, words in gold)
    passages = frozenset(passage for passage, _ in gold)
    found = Gold(
        pieces=places,
        passages=passages,
        around=tuple(stand_at(passage) for passage in sorted(passages)),
        units=tuple(frozenset({passage}) for passage in sorted(passages)),
        languages=frozenset(PASSAGES[passage][0] for passage in passages),
    )
    return CaseQuestion(f"{case.id}-{language}", case, language, found)


def cite(number: int, passage: str, words: str | None = None, **changes: object) -> dict[str, Any]:
    place = stand_at(passage, words)
    language, start, text = PASSAGES[passage]
    found = {
        "id": number, "source": place.source, "start": place.start, "end": place.end, "passage": passage,
        "quote": text[place.start - start : place.end - start],
        "text": " ".join(text[place.start - start : place.end - start].split()),
        "speaker": "author", "attribution": "own",
        "kind": "analysis", "language": language, "section": "1. Anfang", "page": None,
        "footnotes": [], "nearby_footnotes": [], "note": None, "score": 0.5,
    }  # fmt: skip
    return {**found, **changes}


def answer(
    question: CaseQuestion, ranking: Sequence[str], *citations: Mapping[str, Any], probability: float = 0.8
) -> Outcome:
    quoted = [
        {"text": found["text"], "citations": [found["id"]], "support": "verbatim", "problems": []}
        for found in citations
    ]
    status, words = ("answered", "answer") if citations else ("abstained", "not_in_dossier")
    own = {"text": frame(words, question.language), "citations": [], "support": "frame", "problems": []}
    return Outcome(
        id=question.id,
        answer={
            "status": status, "reason": None if citations else "not_in_dossier", "language": question.language,
            "sentences": [own, *quoted], "citations": list(citations), "probability": probability,
            "evidence": [cite(rank, passage) for rank, passage in enumerate(ranking, start=1)],
        },
        ranking=tuple(Ranked(passage, stand_at(passage), 0.9 - rank / 10) for rank, passage in enumerate(ranking)),
        citation_problems=(),
        citations_checked=len(citations),
        inconsistencies=(),
        milliseconds=10.0 + len(ranking),
    )  # fmt: skip


SUM = Case(
    id="sum", kind="answerable", category="number", split="dev",
    questions={"de": "Wie hoch ist das Darlehen?", "en": "How big is the loan?"},
    gold=(("Das Darlehen beträgt 90 Mrd. Euro",), ("bis 2030",)),
    facts=({"de": "90 Mrd", "en": "90 billion"}, {"de": "2030"}), speaker="author",
)  # fmt: skip
BEGINNING = Case(
    id="beginning", kind="answerable", category="<b>&who_$said$", split="dev",
    questions={"de": "Und was sagte er?", "en": "And what did he say?"}, gold=(("a good beginning",),),
    history={"de": (Turn("user", "Wer sprach?"),), "en": (Turn("user", "Who spoke?"),)},
    comment="Needs what was said before.",
)  # fmt: skip
NOTHING = Case(
    id="nothing", kind="unanswerable", category="off_topic", split="dev",
    questions={"de": "Wie wird das Wetter?", "en": "What will the weather be?"},
)  # fmt: skip
ORDER = Case(
    id="order", kind="injection", category="injection", split="dev",
    questions={"de": HOSTILE, "en": HOSTILE + " Now."}, gold=(("Hier steht",),), forbidden=("Pwned",),
)  # fmt: skip


def make_outcomes() -> Iterator[tuple[CaseQuestion, Outcome]]:
    sum_gold = (("p1", "Das Darlehen beträgt 90 Mrd. Euro"), ("p1", "bis 2030"))
    said, told = ("p3", "a good beginning"), ("p4", "Hier steht")
    question = pose(SUM, "de", *sum_gold)
    yield question, answer(question, ["p1", "p2"], cite(1, "p1", "Das Darlehen beträgt 90 Mrd. Euro."))
    question = pose(SUM, "en", *sum_gold)
    yield question, answer(question, ["p2", "p1"], cite(1, "p2"), cite(2, "p1", "90 Mrd. Euro"), probability=0.7)
    question = pose(BEGINNING, "de", said)
    yield question, answer(question, ["p2"], probability=0.2)
    question = pose(BEGINNING, "en", said)
    yield question, answer(question, ["p3", "p2"], cite(1, "p3"), probability=0.9)
    question = pose(NOTHING, "de")
    yield question, answer(question, ["p2"], cite(1, "p2"), probability=0.6)
    question = pose(NOTHING, "en")
    yield question, answer(question, ["p2"], probability=0.1)
    for language in ("de", "en"):
        question = pose(ORDER, language, told)
        yield question, answer(question, ["p4"], cite(1, "p4"))


def make_run(folder: Path) -> Run:
    pairs = list(make_outcomes())
    settings = {**list_settings(Settings(store=Path())), "retrieval.span_weight": 0.125}
    record = RunRecord(
        fingerprint="f" * 64, created="2026-03-01T12:00:00+00:00", split="dev", generator="verbatim",
        questions=len(pairs), dossier=f"Bericht {HOSTILE}", dossier_sha256="d" * 64, generation="g1",
        generation_sha256="a" * 64, encoder="fake/v1",
        cases=("dev.jsonl",), cases_sha256="c" * 64, code_sha256="e" * 64, settings=settings,
        commit="abc123", versions={"python": "3.11"}, machine="none",
    )  # fmt: skip
    questions = tuple(question for question, _ in pairs)
    return Run(folder, record, questions, {question.id: outcome for question, outcome in pairs})


def make_rankers() -> tuple[RankerFigures, ...]:
    estimate = Estimate(0.5, 0.3, 0.7, 10, 10, "wilson")
    behind = Difference(-0.2, -0.4, 0.0, 10, 0.0002, None)
    return tuple(
        RankerFigures(ranker, section, dict.fromkeys(RANK_METRICS, estimate), distances, 1.5)
        for section in ("de", "en", "de-de")
        for ranker, distances in (
            ("plain", dict.fromkeys(RANK_METRICS, behind)),
            ("all parts (the product)", {}),
        )
    )


def score_with(group: str, probability: float, *, right: bool | None, answered: bool = True) -> Score:
    """A score whose best passage is right, wrong, or (None) sought in vain, because there is no answer."""
    case = replace(SUM if right is not None else NOTHING, id=group)
    question = pose(case, "de", *([] if right is None else [("p1", "bis 2030")]))
    ranking = ["p1"] if right else ["p2"]
    citations = [cite(1, ranking[0])] if answered else []
    return Score(
        question,
        answer(question, ranking, *citations, probability=probability),
        {} if right is None else {"recall_1": float(right)},
    )


class Elements(HTMLParser):
    """What a browser would build from a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        self._inside = ""

    def handle_data(self, data: str) -> None:  # noqa: D102
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside != "style":
            self.text += data
