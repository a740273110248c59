"""No figure of the product is worse than its baseline: the gates, over all development cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import main
from app.settings import Settings

pytestmark = [pytest.mark.model, pytest.mark.slow]


def run_gate(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code, and what was said: with a failure it tells which figures are worse."""
    code = main(["eval", *words])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_answers_hold_against_their_baseline(
    real_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fundstelle eval gate`: every bundled development question is asked."""
    code, said = run_gate(capsys, "gate", "--store", str(real_settings.store), "--out", str(tmp_path / "run"))
    assert 0 == code, said


@pytest.mark.usefixtures("real_settings")
def test_checks_on_prose_hold_against_their_baseline(capsys: pytest.CaptureFixture[str]) -> None:
    """`fundstelle eval claims --gate`: every planted error and every right sentence is judged."""
    code, said = run_gate(capsys, "claims", "--gate")
    assert 0 == code, said


def test_conversations_hold_against_their_baseline(
    real_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fundstelle eval conversation --gate`: every message is sent, over three dossiers; the bundled one is there."""
    (tmp_path / "bundled").symlink_to(real_settings.store, target_is_directory=True)
    code, said = run_gate(capsys, "conversation", "--gate", "--stores", str(tmp_path))
    assert 0 == code, said


def test_follow_ups_hold_against_their_baseline(
    real_settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`fundstelle eval followups --gate`: every conversation of `dev` is held; the bundled dossier is there."""
    (tmp_path / "bundled").symlink_to(real_settings.store, target_is_directory=True)
    code, said = run_gate(capsys, "followups", "--gate", "--stores", str(tmp_path))
    assert 0 == code, said
