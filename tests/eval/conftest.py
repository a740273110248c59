"""Fixtures of the evaluation's tests: a small run with hostile texts and its page; two parallel question sets."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval.report.page import render_page
from eval.report.results import Results, compute_results
from tests.eval.reports import make_rankers, make_run
from tests.eval.squads import BRIDGE_DE, BRIDGE_EN, qa, save, table


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small run with hostile texts, an ablation and peers."""
    found = compute_results(make_run(tmp_path_factory.mktemp("run")))
    return replace(found, ablation=make_rankers(), peers=make_rankers())


@pytest.fixture(scope="session")
def page(results: Results) -> str:
    """The report of that run."""
    return render_page(results)


@pytest.fixture
def bridge(tmp_path: Path) -> dict[str, Path]:
    """The same three questions in German and English, a fourth in German only; one of the three has no answer."""
    german = [
        qa("b1", "Was kostete der Bau?", BRIDGE_DE, "90 Mio. Mark", "90 Mio."),
        qa("b2", "Von wem stammt das Bauwerk?", BRIDGE_DE, "Karl Öhm"),
        qa(
            "b3",
            "Wer riss es ab?",
            BRIDGE_DE,
            is_impossible=True,
            plausible_answers=[{"text": "Karl Öhm", "answer_start": 88}],
        ),
        qa("b4", "Wie lang ist das Bauwerk?", BRIDGE_DE, "312 m"),
    ]
    english = [
        qa("b1", "What was paid for building it?", BRIDGE_EN, "90 million marks"),
        qa("b2", "Whose work is it?", BRIDGE_EN, "Karl Öhm"),
        qa("b3", "Who tore it down?", BRIDGE_EN, is_impossible=True),
    ]
    return {
        "de": save(tmp_path / "bridge.de.json", table((BRIDGE_DE, german))),
        "en": save(tmp_path / "bridge.en.json", table((BRIDGE_EN, english))),
    }
