"""Slips in the words of asking."""

from __future__ import annotations

import pytest

from app.asking.kinds.spelling import mend_asking
from app.service import Service


@pytest.mark.parametrize(
    ("text", "language", "mended"),
    [
        ("zusamenfasung von abschnit 2", "de", "zusammenfassung von abschnitt 2"),
        ("fusnote 2", "de", "fußnote 2"),
        ("overvew of sectoin 1", "en", "overview of section 1"),
        ("who is the auhtor", "en", "who is the author"),
    ],
)
def test_a_slip_is_mended(quays: Service, text: str, language: str, mended: str) -> None:
    """A letter too many, too few, another, or two the wrong way round."""
    assert mended == mend_asking(text, language, quays.generation())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Was sagt Diekhoff über die Kaimauer?", "de"),
        ("Ansatz und Hebesatz", "de"),
        ("How much suction did the votes have?", "en"),
        ("Tornsund, Ostwarf, Kollwey", "en"),
        ("абцац 2", "ru"),
    ],
)
def test_what_is_a_word_stays(quays: Service, text: str, language: str) -> None:
    """Words of a dictionary or of the dossier, names, and languages of which nothing is listed."""
    assert text == mend_asking(text, language, quays.generation())
