"""The report page: one file that calls nobody, figures and conditions as they are, gaps where something is missing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from eval.records import CaseQuestion, Outcome
from eval.report.failures import list_entries
from eval.report.page import render_page, show_p_value, show_rate, show_signed
from eval.report.results import Results, compute_results, write_report
from tests.eval.reports import HOSTILE, NOTHING, ORDER, SUM, Elements, make_run

# --- one file -------------------------------------------------------------------------------------------------------


def test_the_page_calls_nobody(page: str) -> None:
    """No address but places on the page itself, nothing loaded, and a policy that forbids it."""
    found = Elements(page)
    targets = [value for name, value in found.attributes if name in ("src", "href", "xlink:href", "action", "data")]
    assert [] == [target for target in targets if not target.startswith("#")]
    assert set() == {"link", "img", "iframe", "object", "base"} & set(found.tags)
    assert [] == [part for part in page.split("url(")[1:] if not part.startswith("#")]
    assert "@import" not in page
    policies = [value for name, value in found.attributes if name == "content" and "default-src 'none'" in value]
    assert 1 == len(policies)


def test_two_renderings_are_equal(results: Results, page: str) -> None:
    """Nothing on the page depends on the time it was made or on chance."""
    assert page == render_page(results)


def test_every_id_is_there_once_and_every_place_exists(page: str) -> None:
    """Many plots share the page: no two elements have one id, and what is pointed to is there."""
    found = Elements(page)
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(set(ids)) == len(ids)
    pointed = {value[1:] for name, value in found.attributes if name in ("href", "xlink:href") and "=" not in value}
    assert set() == pointed - set(ids)


def test_hostile_texts_stay_text(page: str) -> None:
    """A title, question, category or passage of markup becomes no element and no second script."""
    found = Elements(page)
    assert 1 == found.tags.count("script")
    assert HOSTILE in found.text
    assert "img" not in found.tags
    assert found.text.count(HOSTILE) > 4
    assert "<b>&who_$said$" in found.text


def test_the_policy_names_the_script_by_its_hash(page: str) -> None:
    """Only the page's own script may run: no other script has its hash."""
    found = Elements(page)
    digest = base64.b64encode(hashlib.sha256(found.scripts[0].encode()).digest()).decode()
    assert [True] == [
        f"script-src 'sha256-{digest}'" in value for name, value in found.attributes if "script-src" in value
    ]


# --- what the page says ---------------------------------------------------------------------------------------------


def test_the_head_tells_the_conditions(page: str) -> None:
    """Who reads the page knows what was run, and which settings were not the default ones."""
    text = " ".join(Elements(page).text.split())
    assert "8 questions of the split dev, 4 question groups, asked in de, en on 2026-03-01" in text
    assert "generator verbatim · encoder fake/v1 · commit abc123" in text
    assert "Settings that differ from this version's defaults are 1." in text
    assert "retrieval.span_weight0.125 (default 0.5)" in text
    assert "f" * 64 in text


def test_the_ratio_is_told(page: str) -> None:
    """Figures that depend on how many questions have no answer are told with their ratio."""
    text = " ".join(Elements(page).text.split())
    assert "3 question groups have gold in the dossier and 1 have none (3.0 to 1)" in text
    assert "they are reported at 4:1" in text


def test_ablation_and_peers_are_shown_where_they_are(results: Results, page: str) -> None:
    """A comparison that was not made has no section; one that was has its plots and tables."""
    assert "What each part gives" in page
    assert "Side by side with others" in page
    assert "p &lt; .001" in page
    alone = render_page(replace(results, ablation=(), peers=()))
    assert "What each part gives" not in alone


@pytest.mark.parametrize(
    "keep",
    [
        lambda question: question.language == "de",
        lambda question: question.case is NOTHING,
        lambda question: question.case is SUM,
        lambda question: question.id == "beginning-de",
        lambda question: question.case is ORDER,
    ],
    ids=["one language", "nothing answerable", "everything answerable", "one refusal", "only injections"],
)
def test_a_run_of_few_questions_has_a_page(tmp_path: Path, keep: Callable[[CaseQuestion], bool]) -> None:
    """Whatever is missing - a language, gold, refusals - leaves a gap, never an error; an unfinished run says so."""
    run = make_run(tmp_path)
    outcomes = {question.id: run.outcomes[question.id] for question in run.questions if keep(question)}
    text = " ".join(Elements(render_page(compute_results(replace(run, outcomes=outcomes)))).text.split())
    assert f"{8 - len(outcomes)} questions were not asked" in text


def test_a_failed_answer_has_a_page(tmp_path: Path) -> None:
    """An answer that failed has neither language nor probability nor evidence, and is shown as a failure."""
    run = make_run(tmp_path)
    failed = {"status": "failed", "reason": "ValueError: <b>", "language": "", "sentences": [], "citations": []}
    outcome = Outcome("sum-de", {**failed, "evidence": [], "probability": None}, (), (), 0, (), 0.0)
    found = compute_results(replace(run, outcomes={**run.outcomes, "sum-de": outcome}))
    assert ("failed",) == list_entries(found.scores)[0].brief
    assert "1 questions without a probability are left out" in " ".join(render_page(found).split())


def test_the_report_is_written_whole(results: Results) -> None:
    """The command's page is this page, in UTF-8."""
    assert render_page(results) == write_report(results).read_text(encoding="utf-8")


@pytest.mark.parametrize(("value", "told"), [(0.834, ".83"), (1.0, "1.00"), (0.0, ".00")])
def test_rates_are_short(value: float, told: str) -> None:
    """A share has two digits and no leading zero."""
    assert told == show_rate(value)


def test_differences_are_signed() -> None:
    """A difference shows its sign, a true minus below zero; a p-value is never zero."""
    assert ["+.04", "−.10", "+.00"] == [show_signed(value) for value in (0.04, -0.1, 0.0)]
    assert [".034", "< .001", "1.000", "–"] == [show_p_value(value) for value in (0.034, 0.0, 1.0, None)]
