"""Failures told apart: they agree with the figures, name the reason and not its echoes, and mark gold by its place."""

from __future__ import annotations

from dataclasses import replace

from eval.measure.figures import METRIC_BY_NAME, find_figure
from eval.measure.metrics import score_outcome
from eval.records import Place
from eval.report.failures import KINDS, count_failures, find_failures, list_entries, mark_gold, shorten_kinds
from eval.report.results import Results
from tests.eval.reports import PASSAGES, SUM, answer, pose, stand_at


def test_failures_are_told_apart(results: Results) -> None:
    """Each question has the kinds of failure that its metrics show, in a fixed order."""
    assert {
        "sum-de": ("pieces", "facts"),
        "sum-en": ("miss_1", "no_quote", "first_passage", "first_quote", "pieces", "facts"),
        "beginning-de": ("refused", "miss_5", "miss_1", "no_quote", "first_passage", "first_quote", "pieces"),
        "beginning-en": (),
        "nothing-de": ("not_refused",),
        "nothing-en": (),
        "order-de": (),
        "order-en": (),
    } == find_failures(results.scores)


def test_failures_agree_with_the_figures(results: Results) -> None:
    """A kind of failure counts the questions that its metric's figure counts."""
    counts = count_failures(results.scores)
    whole = [kind for kind in KINDS if kind.metric not in ("fact_coverage", "quote_recall")]
    checked = 0
    for kind in whole:
        for language in ("de", "en"):
            estimate = find_figure(results.figures, kind.metric, language)
            if estimate:
                share = 1 - estimate.value if METRIC_BY_NAME[kind.metric].higher_is_better else estimate.value
                assert (kind.name, round(share * estimate.questions)) == (kind.name, counts[kind.name][language])
                checked += 1
    assert checked > 20


def test_what_follows_from_another_failure_is_not_told_twice() -> None:
    """A refusal quotes nothing and a miss among five is a miss at one: the list names the reason, not its echoes."""
    assert ("refused", "miss_5") == shorten_kinds(
        ["refused", "miss_5", "miss_1", "no_quote", "first_passage", "first_quote", "pieces", "facts"]
    )
    assert ("miss_1", "pieces") == shorten_kinds(["miss_1", "pieces"])


def test_expectations_are_told_one_by_one(results: Results) -> None:
    """Of each needed piece its rank and citations are told, of each fact whether it is shown."""
    entry = list_entries(results.scores)[0]
    assert ((1, 1), ((1,), ())) == (entry.ranks, entry.cited)
    assert (True, False) == entry.facts_shown
    assert 1.0 == entry.score.values["speaker"]


def test_gold_is_marked_by_its_place() -> None:
    """Marks stand by offsets in code points, clipped to what is shown; gold that only starts there is a part."""
    question = pose(SUM, "de", ("p1", "Das Darlehen beträgt 90 Mrd. Euro"), ("p1", "bis 2030"))
    score = score_outcome(question, answer(question, ["p1"]))
    text = PASSAGES["p1"][2]

    def marked(words: str, place: Place) -> list[tuple[str, str]]:
        parts = mark_gold(score, words, place)
        assert words == "".join(part.text for part in parts)
        return [(part.text, part.gold) for part in parts if part.gold]

    both = [("Das Darlehen beträgt 90 Mrd. Euro", "whole"), ("bis 2030", "whole")]
    assert both == marked(text, stand_at("p1"))
    assert [("Mrd. Euro", "part")] == marked("Mrd. Euro. Es", stand_at("p1", "Mrd. Euro. Es"))
    assert [] == marked(PASSAGES["p2"][2], stand_at("p2"))
    assert [] == marked(text, replace(stand_at("p1"), source="other"))


def test_gold_that_overlaps_is_marked_once() -> None:
    """Two gold quotes that share words give one mark."""
    question = pose(SUM, "de", ("p1", "Das Darlehen beträgt 90"), ("p1", "90 Mrd. Euro"))
    score = score_outcome(question, answer(question, ["p1"]))
    parts = mark_gold(score, PASSAGES["p1"][2], stand_at("p1"))
    assert ["😀 ", "Das Darlehen beträgt 90 Mrd. Euro"] == [part.text for part in parts[:2]]
    assert ["", "whole", ""] == [part.gold for part in parts]
