"""The entailment model that ships tells what a text says from what it does not, across languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.encoders.protocol import EncoderSettings
from index.entailment import entailment
from index.entailment.entailment import OnnxEntailment, entailment_identity
from index.errors import EncoderError

EVIDENCE = (
    "Der Hafenrat lehnte den Antrag der Fischer ab, die Fahrrinne bis April zu vertiefen. Hafenmeisterin Brodersen "
    "hatte davor gewarnt, dass die Muschelbänke darunter leiden könnten."
)


@pytest.fixture(scope="module")
def shipped(cache_dir: Path) -> OnnxEntailment:
    """The shipped one."""
    return OnnxEntailment(EncoderSettings(cache_dir=cache_dir))


def test_identity_needs_no_model(tmp_path: Path) -> None:
    assert OnnxEntailment(EncoderSettings(cache_dir=tmp_path)).identity == entailment_identity()
    assert [] == list(tmp_path.iterdir())


@pytest.mark.model
@pytest.mark.parametrize(
    ("carried", "not_carried"),
    [
        ("Der Hafenrat wies den Antrag der Fischer zurück.", "Der Hafenrat nahm den Antrag der Fischer an."),
        ("The fishermen had asked for a deeper channel.", "The harbour council had asked for a deeper channel."),
        ("Brodersen feared for the mussel beds.", "The mussel beds suffered from the deeper channel."),
    ],
)
def test_what_is_said_is_told_from_what_is_not(carried: str, not_carried: str, shipped: OnnxEntailment) -> None:
    assert shipped.carries(carried, EVIDENCE) > shipped.carries(not_carried, EVIDENCE)


@pytest.mark.model
def test_nothing_said_and_much_given_have_a_score(shipped: OnnxEntailment) -> None:
    assert all(isinstance(shipped.carries(*texts), float) for texts in (("", ""), ("\ud800 x", EVIDENCE * 40)))


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(entailment._MODEL, adapter=tmp_path / "none.safetensors")
    monkeypatch.setattr(entailment, "_MODEL", missing)
    with pytest.raises(EncoderError, match="weights are missing"):
        entailment_identity()
    with pytest.raises(EncoderError, match="cannot be read"):
        missing.read_heads()
