"""Damage on purpose: the metric that should fall falls, and the gate shuts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.records import Answer, Question, SearchResult, render_answer
from app.service import Service
from eval.cases.files import CASES
from eval.compare.gate import find_losses, make_baseline
from eval.compare.two_runs import compare_scores, find_flips
from eval.errors import RunError
from eval.measure.figures import METRIC_BY_NAME, find_figure, summarize
from eval.records import Figure, Score
from eval.runs.asking import Subject, ask_questions, open_subject, plan_run, prepare
from eval.runs.folder import Run, score_run
from eval.runs.overrides import override_settings
from prompts import frame
from tests.measured import DEV, run_cases


class DeafEncoder:
    """An encoder that hears the same words whatever is asked."""

    def __init__(self, service: Service) -> None:
        self._encoder = service.encoder
        self.identity, self.dimensions = self._encoder.identity, self._encoder.dimensions
        self.max_tokens = self._encoder.max_tokens
        self.encode_passages = self._encoder.encode_passages

    def encode_query(self, text: str) -> np.ndarray:
        """The same vector, always."""
        return self._encoder.encode_query("Rezept für Apfelkuchen")


def cite_the_wrong_passage(service: Service) -> Subject:
    """Answers as they are, each citation pointing to the place of the next one."""
    whole = open_subject(service)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        places = [*answer.evidence[-1:], *answer.citations]
        moved = tuple(
            replace(c, quote=p.quote, text=p.text, start=p.start, end=p.end, passage=p.passage)
            for c, p in zip(answer.citations, places, strict=False)
        )
        return replace(answer, citations=moved)

    return replace(whole, ask=ask)


def misplace_quotes(service: Service) -> Subject:
    """Answers whose offsets are one character off."""
    whole = open_subject(service)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        return replace(answer, citations=tuple(replace(c, start=c.start + 1, end=c.end + 1) for c in answer.citations))

    return replace(whole, ask=ask)


def speak_the_other_language(service: Service) -> Subject:
    """German questions framed in English and the other way round, while the answer claims to be in the right one."""
    whole = open_subject(service)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        name = "answer" if answer.status == "answered" else "not_in_dossier"
        swapped = frame(name, "en" if answer.language == "de" else "de")
        first = replace(answer.sentences[0], text=swapped)
        kept = [sentence for sentence in answer.sentences[1:] if sentence.support == "verbatim"]
        return replace(answer, sentences=(first, *kept))

    return replace(whole, ask=ask)


def rank_backwards(service: Service) -> Subject:
    """The right passages, the worst first."""
    whole = open_subject(service)

    def search(question: Question) -> SearchResult:
        found = whole.search(question)
        return replace(found, hits=tuple(reversed(found.hits)))

    return replace(whole, search=search)


def never_abstain(service: Service) -> Subject:
    """A line drawn so low that everything is answered."""
    return open_subject(
        Service(override_settings(service.settings, ["abstention.threshold=0"]), encoder=service.encoder)
    )


def always_abstain(service: Service) -> Subject:
    """A line drawn so high that nothing is answered."""
    return open_subject(
        Service(override_settings(service.settings, ["abstention.threshold=1"]), encoder=service.encoder)
    )


def hear_nothing(service: Service) -> Subject:
    """Retrieval whose question vector says nothing."""
    return open_subject(Service(service.settings, encoder=DeafEncoder(service)))  # type: ignore[arg-type]


def change_answers(service: Service, change: Callable[[Answer], Answer]) -> Subject:
    """The product with every answer that quotes something changed."""
    whole = open_subject(service)

    def ask(question: Question) -> Answer:
        answer = whole.ask(question)
        return change(answer) if answer.status == "answered" else answer

    return replace(whole, ask=ask)


def quote_everything(service: Service) -> Subject:
    """No end of quotes: the gold is always among them."""
    many = ["verbatim.most=30", "verbatim.margin=1", "verbatim.passages=8", "verbatim.of_one_passage=99"]
    return open_subject(Service(override_settings(service.settings, many), encoder=service.encoder))


def say_something_else(service: Service) -> Subject:
    """Sound sentences and citations, and another text for the reader."""
    return change_answers(service, lambda answer: replace(answer, answer="The moon is made of cheese [1]."))


def claim_in_a_frame(service: Service) -> Subject:
    """A claim of nobody's, dressed as wording of the product's own."""

    def change(answer: Answer) -> Answer:
        claim = replace(answer.sentences[0], text="The president resigned yesterday, word for word:")
        sentences = (claim, *answer.sentences[1:])
        return replace(answer, sentences=sentences, answer=render_answer(sentences))

    return change_answers(service, change)


def put_words_into_other_mouths(service: Service) -> Subject:
    """Right quotes, all of them said to be Trump's."""
    return change_answers(
        service, lambda answer: replace(answer, citations=tuple(replace(c, speaker="Trump") for c in answer.citations))
    )


def show_other_evidence(service: Service) -> Subject:
    """Evidence that is cut in the middle of a passage."""
    return change_answers(
        service,
        lambda answer: replace(answer, evidence=tuple(replace(e, quote=e.quote[1:]) for e in answer.evidence)),
    )


def lose_the_notes(service: Service) -> Subject:
    """Citations without the way to their sources."""
    return change_answers(
        service,
        lambda answer: replace(
            answer,
            citations=tuple(replace(c, footnotes=(), nearby_footnotes=(), note=None) for c in answer.citations),
        ),
    )


DAMAGE: dict[Callable[[Service], Subject], tuple[str, ...]] = {
    hear_nothing: (
        "recall_1",
        "recall_5",
        "ndcg_10",
        "mrr_10",
        "evidence_recall_5",
        "any_quote",
        "first_quote_passage",
    ),
    rank_backwards: ("recall_1", "ndcg_10", "mrr_10"),
    cite_the_wrong_passage: ("citation_recall", "citation_precision", "first_quote", "first_quote_passage"),
    misplace_quotes: ("citation_validity", "any_quote"),
    never_abstain: ("abstention_recall", "abstention_f1_4_1"),
    always_abstain: ("false_refusal", "any_quote", "abstention_precision_4_1", "abstention_f1_4_1"),
    speak_the_other_language: ("answer_language", "consistent"),
    quote_everything: ("quote_precision",),
    say_something_else: ("consistent",),
    claim_in_a_frame: ("consistent",),
    put_words_into_other_mouths: ("citation_validity", "speaker"),
    show_other_evidence: ("consistent",),
    lose_the_notes: ("citation_validity",),
}
MANY = tuple(case for case in DEV if case.kind in ("answerable", "unanswerable"))[::12]


@pytest.fixture(scope="module")
def sound(real_service: Service, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run of the product as it is, over a quarter of the dev cases."""
    return run_cases(real_service, tmp_path_factory.mktemp("runs") / "sound", MANY)


def estimate(figures: Sequence[Figure], metric: str) -> float:
    found = find_figure(figures, metric, "all")
    assert found is not None
    return found.value


@pytest.mark.model
@pytest.mark.parametrize("damage", DAMAGE, ids=lambda damage: damage.__name__)
def test_damage_shows_in_the_metric_it_is_about(
    damage: Callable[[Service], Subject], sound: Run, real_service: Service, tmp_path: Path
) -> None:
    """A retriever, generator or judgement broken on purpose makes its own figures fall, and the gate shut."""
    subject = damage(real_service)
    record = plan_run(real_service, [CASES / "dev.jsonl"], MANY, split="dev")
    broken = ask_questions(prepare(tmp_path / "broken", record, MANY, subject.opened), subject)
    before, after = (summarize(score_run(run)) for run in (sound, broken))
    for metric in DAMAGE[damage]:
        sign = 1 if METRIC_BY_NAME[metric].higher_is_better else -1
        assert sign * (estimate(before, metric) - estimate(after, metric)) > 0.1, metric
    losses = find_losses(make_baseline(sound.record, before, score_run(sound)), broken.record, after)
    assert any(loss.startswith(DAMAGE[damage]) for loss in losses)


@pytest.mark.model
def test_the_gate_lets_the_same_through(sound: Run) -> None:
    """A run holds against its own baseline, and against one that is a little worse."""
    figures = summarize(score_run(sound))
    baseline = make_baseline(sound.record, figures, score_run(sound))
    assert () == find_losses(baseline, sound.record, figures)
    assert {"de", "en", "de-de", "en-de"} == {name.split(".")[1] for name in baseline.bounds}


@pytest.mark.model
def test_comparing_finds_the_questions_that_changed(sound: Run, real_service: Service, tmp_path: Path) -> None:
    """A run against one that never abstains: refusals differ with certainty, retrieval not at all, flips are named."""
    subject = never_abstain(real_service)
    record = plan_run(real_service, [CASES / "dev.jsonl"], MANY, split="dev")
    other = ask_questions(prepare(tmp_path / "other", record, MANY, subject.opened), subject)
    scores: list[tuple[Score, ...]] = [score_run(sound), score_run(other)]
    rows = {(row.metric, row.section): row for row in compare_scores(*scores)}
    assert (0.0, 1.0) == (rows["recall_5", "all"].difference.value, rows["recall_5", "all"].difference.p_value)
    refused = rows["abstention_recall", "de"]
    assert refused.difference.value < 0
    assert refused.adjusted >= refused.difference.p_value
    flips = find_flips(*scores)
    lost = [flip for flip in flips if flip.metric == "abstention_recall"]
    assert lost
    assert {(1.0, 0.0)} == {(flip.before, flip.after) for flip in lost}
    with pytest.raises(RunError, match="no question in common"):
        compare_scores(scores[0][:1], scores[1][1:2])
