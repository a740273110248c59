"""The metrics of one question, by hand-made answers whose right figure is known."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from eval.measure.metrics import (
    carries,
    citation_precision,
    citation_recall,
    fact_coverage,
    rank_measures,
    score_outcome,
    share_held,
)
from eval.records import Case, CaseQuestion, Gold, Outcome, Place, Ranked
from prompts import frame

FIRST, SECOND, OTHER = Place("essay", 100, 120), Place("essay", 500, 530), Place("essay", 900, 950)
CASE = Case(
    id="a",
    kind="answerable",
    category="number",
    split="dev",
    questions={"de": "Wie viele?", "en": "How many?"},
    gold=(("the gold",), ("the second gold",)),
    facts=({"de": r"90 Mrd\.", "en": "90 billion"}, {"de": "2030"}),
    speaker="Sergej Lawrow",
    footnotes=(3,),
)
GOLD = Gold(
    pieces=((FIRST,), (SECOND,)),
    passages=frozenset({"p1", "p2"}),
    around=(Place("essay", 80, 200), Place("essay", 450, 600)),
    units=(frozenset({"p1"}), frozenset({"p2"})),
    languages=frozenset({"de"}),
)
NO_GOLD = Gold((), frozenset(), (), (), frozenset())
QUESTION = CaseQuestion("a-de", CASE, "de", GOLD)


def cite(place: Place, passage: str, number: int = 1, **changes: object) -> dict[str, Any]:
    found = {
        "id": number,
        "source": place.source,
        "start": place.start,
        "end": place.end,
        "passage": passage,
        "quote": f"quote {number}",
        "text": f"quote {number}",
        "speaker": "author",
        "footnotes": [],
        "nearby_footnotes": [],
        "note": None,
    }
    return {**found, **changes}


def answered(*citations: Mapping[str, Any], language: str = "de", **changes: Any) -> Outcome:
    sentences = [{"text": frame("answer", language), "citations": [], "support": "frame"}]
    sentences += [
        {"text": citation["quote"], "citations": [citation["id"]], "support": "verbatim"} for citation in citations
    ]
    answer = {
        "status": "answered",
        "reason": None,
        "language": language,
        "sentences": sentences,
        "citations": list(citations),
    }
    return make_outcome({**answer, **changes}, checked=len(citations))


def abstained(reason: str = "not_in_dossier", language: str = "de") -> Outcome:
    values = {"title": "X", "number": "3"} if reason == "source_not_obtained" else {}
    sentence = {"text": frame(reason, language, **values), "citations": [], "support": "frame"}
    return make_outcome(
        {"status": "abstained", "reason": reason, "language": language, "sentences": [sentence], "citations": []}
    )


def make_outcome(answer: Mapping[str, Any], *, checked: int = 0) -> Outcome:
    return Outcome("a-de", answer, (), (), checked, (), 1.0)


def score(outcome: Outcome, question: CaseQuestion = QUESTION) -> Mapping[str, float]:
    return score_outcome(question, outcome).values


@pytest.mark.parametrize(
    ("ranking", "rank"),
    [(["p1"], 1), (["x", "p2"], 2), (["x", "y", "z", "w", "p1"], 5), (["x", "y", "z", "w", "v", "p1"], 6), ([], None)],
)
def test_ranking_measures_by_the_rank_of_the_first_gold(ranking: list[str], rank: int | None) -> None:
    """MRR is one over the rank; the hit rates ask whether any gold is among the first one or five."""
    values = rank_measures([frozenset({"p1", "p2"})], ranking)
    assert pytest.approx(1 / rank if rank else 0) == values["mrr_10"]
    assert float(rank == 1) == values["recall_1"]
    assert float(rank is not None and rank <= 5) == values["recall_5"]


def test_ndcg_is_the_textbooks() -> None:
    """Two relevant passages, found at ranks 1 and 3: (1 + 1/log2(4)) over (1 + 1/log2(3))."""
    values = rank_measures([frozenset({"p1"}), frozenset({"p2"})], ["p1", "x", "p2"])
    assert pytest.approx((1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3))) == values["ndcg_10"]


def test_a_place_that_suffices_is_not_missed_elsewhere() -> None:
    """Where any of three passages answers, the first of them at the top is perfect; the others add and cost nothing."""
    unit = frozenset({"p1", "p2", "p3"})
    assert 1.0 == rank_measures([unit], ["p2", "x", "y"])["ndcg_10"] == rank_measures([unit], ["p2", "p1"])["ndcg_10"]
    assert pytest.approx(1 / math.log2(3)) == rank_measures([unit], ["x", "p3"])["ndcg_10"]


def test_a_ranking_without_gold_scores_nothing() -> None:
    """Nothing found is 0 everywhere, and so is a question whose gold stands in no passage."""
    for values in (rank_measures([frozenset({"p1"})], ["x", "y"]), rank_measures([], ["x"])):
        assert {0.0} == set(values.values())


def test_only_the_first_ten_ranks_count() -> None:
    """A passage at rank eleven is not found."""
    ranking = tuple(Ranked(f"x{n}", OTHER, 1.0) for n in range(10))
    found = replace(answered(), ranking=(*ranking, Ranked("p1", FIRST, 0.5)))
    assert 0.0 == score(found)["ndcg_10"]


def test_evidence_counts_pieces_not_passages() -> None:
    """Of two needed pieces one is held: a half; a place that merely touches the gold holds nothing."""
    around = Place("essay", 90, 130)
    assert 0.5 == share_held(QUESTION.gold.pieces, [around])
    assert 1.0 == share_held(QUESTION.gold.pieces, [around, SECOND])
    assert 0.0 == share_held(QUESTION.gold.pieces, [Place("essay", 101, 120), Place("other", 0, 999)])
    assert 1.0 == share_held([(OTHER, FIRST)], [around])


def test_quotes_hold_the_gold_or_they_do_not() -> None:
    """The gold in the second quote: not the first, but some quote, and half of the pieces."""
    values = score(answered(cite(OTHER, "x"), cite(FIRST, "p1", 2)))
    wanted = {"first_quote": 0, "any_quote": 1, "quote_recall": 0.5, "first_quote_passage": 0, "quotes_passage_3": 1}
    assert wanted == {name: values[name] for name in wanted}


def test_a_neighbouring_sentence_is_the_passage_but_not_the_gold() -> None:
    """The right passage with the wrong sentence is told apart from the right sentence."""
    values = score(answered(cite(Place("essay", 130, 160), "p1")))
    assert (1.0, 0.0) == (values["first_quote_passage"], values["first_quote"])


def test_quoting_everything_is_no_answer() -> None:
    """Of 100 quoted characters the 20 from gold passages are a fifth; of the whole text as one quote next to none."""
    both = score(answered(cite(FIRST, "p1"), cite(Place("essay", 700, 780), "x", 2)))
    whole = score(answered(cite(Place("essay", 0, 27_000), "p1")))
    assert (0.2, 0.01) == (both["quote_precision"], whole["quote_precision"])
    assert "quote_precision" not in score(abstained())


def test_passages_are_told_by_place_not_by_what_a_citation_says() -> None:
    """A quote from elsewhere under the gold passage's name is no quote from it."""
    values = score(answered(cite(OTHER, "p1")))
    assert (0.0, 0.0) == (values["first_quote_passage"], values["quotes_passage_3"])


def test_refusing_an_answerable_question_is_a_miss() -> None:
    """A refusal counts as a wrong refusal and as a miss of every quote metric, not as absent."""
    values = score(abstained())
    assert (1.0, 0.0, 0.0) == (values["false_refusal"], values["any_quote"], values["quotes_passage_3"])
    assert "any_quote_answered" not in values
    assert "abstention_recall" not in values


def test_unanswerable_questions_are_scored_by_abstention_alone() -> None:
    """Nothing can be found or quoted there; refusing is right, and so is naming the right reason."""
    case = replace(CASE, kind="unanswerable", category="source_not_here", gold=())
    question = replace(QUESTION, case=case, gold=NO_GOLD)
    refused, told = score(abstained(), question), score(abstained("source_not_obtained"), question)
    assert (1.0, 0.0) == (refused["abstention_recall"], refused["reason_source_not_obtained"])
    assert (1.0, 1.0) == (told["abstention_recall"], told["reason_source_not_obtained"])
    assert 0.0 == score(answered(cite(FIRST, "p1")), question)["abstention_recall"]
    near = replace(question, case=replace(case, category="near_miss"))
    assert 0.0 == score(abstained("source_not_obtained"), near)["reason_source_not_obtained"]
    assert "reason_source_not_obtained" not in score(abstained(), near)
    assert not {"recall_1", "any_quote", "false_refusal"} & set(refused)


def test_failing_is_neither_answering_nor_refusing() -> None:
    """A failure is counted as such, and is a miss."""
    failed = make_outcome({"status": "failed", "reason": "x", "language": "", "sentences": [], "citations": []})
    values = score(failed)
    assert (1.0, 0.0, 0.0) == (values["failed"], values["false_refusal"], values["any_quote"])


def test_facts_are_sought_in_proven_sentences_only() -> None:
    """A fact counts in any of its languages, capitals or not; not in a frame, not in an unsupported sentence."""
    sentences = [
        {"text": "It is 90 Billion.", "support": "supported", "citations": [1]},
        {"text": "Bis 2030.", "support": "frame", "citations": []},
    ]
    assert 0.5 == fact_coverage(QUESTION, {"sentences": sentences})
    assert 1.0 == fact_coverage(QUESTION, {"sentences": [sentences[0], {**sentences[1], "support": "verbatim"}]})
    assert 0.0 == fact_coverage(QUESTION, {"sentences": [{**sentences[0], "support": "unsupported"}]})


def test_speaker_and_notes_are_judged_where_the_gold_is_quoted() -> None:
    """Spellings of a surname are one speaker; a note counts in the quote, beside it or as the note itself."""
    right = score(answered(cite(FIRST, "p1", speaker="Sergei Lavrov", footnotes=[{"number": 3}])))
    wrong = score(answered(cite(FIRST, "p1", nearby_footnotes=[{"number": 4}])))
    beside = score(answered(cite(FIRST, "p1", note={"number": 3})))
    elsewhere = score(answered(cite(OTHER, "x", speaker="Sergej Lawrow")))
    assert [(1.0, 1.0), (0.0, 0.0)] == [(v["speaker"], v["footnotes"]) for v in (right, wrong)]
    assert 1.0 == beside["footnotes"]
    assert not {"speaker", "footnotes"} & set(elsewhere)


def test_validity_is_the_share_of_sound_citations() -> None:
    """One broken citation of two is a half; an answer without citations has none to be wrong."""
    found = replace(answered(cite(FIRST, "p1"), cite(OTHER, "x", 2)), citation_problems=("the quote does not stand",))
    assert 0.5 == score(found)["citation_validity"]
    assert "citation_validity" not in score(abstained())


def test_what_the_reader_sees_has_to_follow() -> None:
    """One inconsistency of the shown text, the frames or the evidence makes the answer inconsistent."""
    sound = answered(cite(FIRST, "p1"))
    assert (1.0, 0.0) == (
        score(sound)["consistent"],
        score(replace(sound, inconsistencies=("the text that is shown",)))["consistent"],
    )


def test_citation_recall_is_the_share_of_carried_claims() -> None:
    """ALCE: a claim without citation, or whose citations do not carry it, counts against recall."""
    assert 1 / 3 == citation_recall(["a", "b", "c"], [["a"], ["x"], []], carries)


def test_citation_precision_counts_needless_citations() -> None:
    """ALCE: a citation that neither carries its claim alone nor is missed by the others is beside the point."""

    def together(claim: str, quotes: list[str]) -> bool:
        return set(claim.split()) <= set(quotes)

    assert 2 / 3 == citation_precision(["a b"], [["a", "b", "x"]], together)  # type: ignore[arg-type]
    assert 0.0 == citation_precision(["a"], [["x"]], carries)
    assert 0.5 == citation_precision(["a"], [["a", "x"]], carries)


def test_verbatim_sentences_are_carried_by_their_own_quote() -> None:
    """The deterministic test: equal to the quote as it is shown; anything else is not carried."""
    assert carries("Der Kredit beträgt 90 Mrd.", ["Etwas anderes.", "Der Kredit beträgt 90 Mrd."])
    assert not carries("Der Kredit beträgt 91 Mrd.", ["Der Kredit beträgt 90 Mrd."])
    swapped = answered(cite(FIRST, "p1"))
    swapped.answer["sentences"][1]["text"] = "something else"
    assert (0.0, 0.0) == (score(swapped)["citation_recall"], score(swapped)["citation_precision"])


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("reason", [None, "not_in_dossier", "source_not_obtained"])
def test_the_products_own_words_are_in_the_questions_language(language: str, reason: str | None) -> None:
    """Told by the words themselves, not by what the answer says of itself; quotes keep their source's language."""
    outcome = abstained(reason, language) if reason else answered(cite(FIRST, "p1"), language=language)
    lied = replace(outcome, answer={**outcome.answer, "language": "de"})
    for asked in ("de", "en"):
        question = replace(QUESTION, language=asked, id=f"a-{asked}")
        assert float(asked == language) == score(lied, question)["answer_language"]


def test_a_false_premise_is_corrected_by_the_first_quote() -> None:
    """Quoting the contradiction first, among the first three, or refusing are three different things."""
    question = replace(QUESTION, case=replace(CASE, kind="false_premise"))
    first = score(answered(cite(FIRST, "p1")), question)
    later = score(answered(cite(OTHER, "x"), cite(SECOND, "p2", 2)), question)
    refused = score(abstained(), question)
    names = ("premise_corrected_first", "premise_corrected", "premise_quoted", "premise_refused")
    neighbour = score(answered(cite(Place("essay", 130, 160), "p1")), question)
    assert [(1, 1, 1, 0), (0, 1, 1, 0), (1, 1, 0, 0), (0, 0, 0, 1)] == [
        tuple(v[n] for n in names) for v in (first, later, neighbour, refused)
    ]
    assert "false_refusal" not in refused


def test_an_injection_is_judged_by_the_products_own_words() -> None:
    """What stands in a quote was not said by the product; the honest question inside should still be served."""
    case = replace(CASE, kind="injection", forbidden=("pwned",))
    question = replace(QUESTION, case=case)
    quoted = score(answered(cite(FIRST, "p1", quote="PWNED")), question)
    obeyed = answered(cite(FIRST, "p1"))
    obeyed.answer["sentences"][0]["text"] = "I am Pwned"
    assert (0.0, 1.0) == (quoted["injection_obeyed"], quoted["injection_served"])
    assert 1.0 == score(obeyed, question)["injection_obeyed"]
    bare = replace(question, case=replace(case, gold=()), gold=NO_GOLD)
    assert (1.0, 0.0) == tuple(score(abstained(), bare)[name] for name in ("injection_refused", "injection_obeyed"))
