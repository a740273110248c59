"""What of a message asks, and what its writer tells of himself."""

from __future__ import annotations

import pytest

from app.asking.kinds.core import find_core
from app.asking.kinds.overview_wording import read_asking


@pytest.mark.parametrize(
    ("message", "core"),
    [
        ("Ich muss los. Worum geht es hier?", "Worum geht es hier?"),
        ("I have a train to catch, what is the report about?", "what is the report about?"),
        ("Fass mir das zusammen, so dass ich es im Zug lesen kann.", "Fass mir das zusammen"),
        ("Summarise it for my grandmother, she is ninety", "Summarise it"),
        # Nothing else is left, or it may say what of.
        ("Ich brauche eine Zusammenfassung.",) * 2,
        ("I write on eels. What are the main points?",) * 2,
        ("We need the cost of the eels, please summarise",) * 2,
        ("What did I miss?",) * 2,
        ("Part I, what is it about?",) * 2,
        ("What are the main arguments for a new wall?",) * 2,
        ("Summarise the report for a newspaper on eels",) * 2,
    ],
)
def test_only_what_asks_is_left(message: str, core: str) -> None:
    """A clause of the writer's goes where another one asks."""
    assert core == find_core(message, read_asking("whole"), lambda clause: "eels" in clause)
