"""The reranker that ships tells an answer from what is merely about the same things, across languages."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from app.asking import abstention
from index.encoders.protocol import EncoderSettings
from index.errors import EncoderError
from index.reranking import reranker
from index.reranking.reranker import Candidate, OnnxReranker, reranker_identity

LIGHTHOUSE = Candidate(
    "Der Leuchtturm",
    (
        "Der Leuchtturm von Hallig Süderoog wurde 1907 aus Backstein gebaut.",
        "Seine Laterne sieht man zwanzig Seemeilen weit.",
        "Der letzte Wärter, Boy Petersen, zog im Herbst 1978 aufs Festland.",
    ),
)
FERRY = Candidate(
    "The ferry",
    ("The ferry ran twice a day until the storm of 1962.", "Its captain sold the boat to a museum in Kiel."),
)


@pytest.fixture(scope="module")
def shipped(cache_dir: Path) -> OnnxReranker:
    """The shipped one."""
    return OnnxReranker(EncoderSettings(cache_dir=cache_dir))


def test_identity_needs_no_model(tmp_path: Path) -> None:
    assert OnnxReranker(EncoderSettings(cache_dir=tmp_path)).identity == reranker_identity()
    assert [] == list(tmp_path.iterdir())


def test_abstention_was_fitted_on_what_ships() -> None:
    """Its weights; a change of the code that reads them shows in the figures."""
    with (Path(abstention.__file__).parent / "abstention.toml").open("rb") as file:
        fitted = tomllib.load(file)["provenance"]["reranker"]
    assert fitted.split("/")[0] == reranker_identity().split("/")[0]


@pytest.mark.model
@pytest.mark.parametrize(
    ("answered", "unanswered", "sentence"),
    [
        ("Wann wurde der Leuchtturm gebaut?", "Wann wurde der Leuchtturm abgerissen?", 0),
        ("How far can the lantern be seen?", "How much did the lantern cost?", 1),
        ("Wann verließ der letzte Wärter die Hallig?", "Warum wurde der letzte Wärter verhaftet?", 2),
    ],
)
def test_an_answer_is_told_from_the_same_things(
    answered: str, unanswered: str, sentence: int, shipped: OnnxReranker
) -> None:
    there, elsewhere = shipped.read(answered, [LIGHTHOUSE, FERRY])
    (not_there,) = shipped.read(unanswered, [LIGHTHOUSE])
    assert there.answers > max(elsewhere.answers, not_there.answers)
    assert [3, 2] == [len(there.sentences), len(elsewhere.sentences)]
    assert sentence == there.sentences.index(max(there.sentences))


@pytest.mark.model
def test_every_sentence_has_its_score(shipped: OnnxReranker) -> None:
    long = Candidate("", tuple(f"Zeile {number} der Liste nennt wieder einen anderen Deich." for number in range(60)))
    empty = Candidate("", ("", "Ein Satz."))
    assert [60, 2] == [len(one.sentences) for one in shipped.read("Welcher Deich?", [long, empty])]
    assert () == shipped.read("Welcher Deich?", [])


def test_missing_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(reranker._MODEL, adapter=tmp_path / "none.safetensors")
    monkeypatch.setattr(reranker, "_MODEL", missing)
    with pytest.raises(EncoderError, match="weights are missing"):
        reranker_identity()
    with pytest.raises(EncoderError, match="cannot be read"):
        missing.read_heads()
