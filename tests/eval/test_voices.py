"""Whose words a sentence gives, on texts labelled by hand."""

import argparse
from pathlib import Path

import pytest

from app.settings import Settings
from eval.cli.voices import run_voices
from eval.errors import CaseError
from eval.measure.voices import Judged, Label, count_figures, judge_split, judge_text
from index.listening.listener import OnnxListener


def test_dev_figures_hold() -> None:
    """Of the labelled development sentences hardly one of another's is shown as own; no encoder is needed."""
    figures = {figure.name: figure for figure in count_figures(judge_split("dev"))}
    assert figures["others shown as own"].number >= 650
    assert figures["others shown as own"].count <= 0.02 * figures["others shown as own"].number
    assert figures["own as own"].count >= 0.965 * figures["own as own"].number
    assert figures["right"].count >= 0.945 * figures["right"].number
    assert figures["kind right"].count >= 0.965 * figures["kind right"].number


@pytest.mark.model
def test_listener_does_better_than_rules_alone_on_unseen_texts(real_settings: Settings) -> None:
    """It finds a quarter of what they miss at least, and costs none of the author's own."""
    listener = OnnxListener(real_settings.encoder)
    alone = {figure.name: figure.count for figure in count_figures(judge_split("unseen"))}
    both = {figure.name: figure for figure in count_figures(judge_split("unseen", listener=listener))}
    assert both["others shown as own"].count <= 0.75 * alone["others shown as own"]
    assert both["own as own"].count >= max(alone["own as own"], 0.94 * both["own as own"].number)
    assert both["right"].count >= alone["right"] + 20


@pytest.mark.parametrize(
    ("label", "speaker", "attribution", "right"),
    [
        (Label("x", "own", None, ()), "author", "own", True),
        (Label("x", "own", None, ()), "unnamed", "reported", False),
        (Label("x", "reported", None, ()), "unnamed", "reported", True),
        (Label("x", "paraphrased", "die Kämmerin", ("Ute Brand",)), "Ute Brand", "paraphrased", True),
        (Label("x", "paraphrased", "die Kämmerin", ()), "Die Kämmerin", "quoted", True),
        (Label("x", "paraphrased", "Ute Brand", ()), "Otto Beck", "paraphrased", False),
        (Label("x", "paraphrased", "Ute Brand", ()), "author", "own", False),
        (Label("x", "paraphrased", "Вера Стахова", ()), "Веры Стаховой", "paraphrased", True),
    ],
)
def test_names_are_compared_loosely_and_own_strictly(label: Label, speaker: str, attribution: str, right: bool) -> None:
    """A name may be declined or shortened; the author and another are never the same."""
    assert right == Judged("t", label, speaker, attribution, None).has_right_speaker


def test_label_that_is_not_in_its_text_is_named(tmp_path: Path) -> None:
    """A set that does not fit its text is an error with the line, not a figure."""
    (tmp_path / "text.txt").write_text("Titel\n\nEin Satz steht hier. Noch einer folgt.\n", encoding="utf-8")
    row = '{"sentence": "Kein Satz.", "whose": "own", "speaker": null, "accept": []}\n'
    (tmp_path / "labels.jsonl").write_text(row, encoding="utf-8")
    with pytest.raises(CaseError, match="line 1 does not fit"):
        judge_text(tmp_path)


def test_command_prints_figures_with_intervals(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """`fundstelle eval voices` needs no store."""
    assert 0 == run_voices(argparse.Namespace(split="dev", wrong=True, no_listener=True), Settings(store=tmp_path))
    assert "others shown as own" in capsys.readouterr().out
