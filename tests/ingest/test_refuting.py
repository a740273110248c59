"""Sentences that deny what stands before them."""

from __future__ import annotations

import pytest

from ingest.text.refuting import refutes


@pytest.mark.parametrize(
    "sentence",
    [
        "Das ist falsch, wie sich leicht prüfen lässt; es ist ein Siebtel.",
        "Das stimmt nicht.",
        "Diese Zahl war nie richtig, sie ist schlicht falsch.",
        "In Wahrheit waren es drei.",
        "This is not true.",
        "That was plainly wrong.",
        "In reality nobody came.",
        "Это неверно: мельница стояла дальше.",
    ],
)
def test_a_denial_is_told(sentence: str) -> None:
    assert refutes(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Das ist der älteste Hof der Insel.",
        "Es ist ein Siebtel.",
        "Falschgeld wurde nicht gefunden.",
        "This is the third wheel.",
        "It was wrong of him to leave, said the warden, but this is the third wheel.",
        "Das Haus ist nicht so alt.",
    ],
)
def test_what_only_sounds_like_one_is_not(sentence: str) -> None:
    assert not refutes(sentence)
