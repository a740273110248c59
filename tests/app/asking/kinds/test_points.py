"""Points of a list that is told by its section, quoted or described, and by their place in it."""

from __future__ import annotations

import pytest

from app.asking.kinds.points import find_described_item
from app.service import Service


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Der letzte Punkt in der Liste „nennt der Rat drei Bedingungen“, wie lautet der?", "Die Arbeiten beginnen"),
        ("last bullet after 'Für die Sanierung nennt der Rat drei Bedingungen'", "Die Arbeiten beginnen"),
        ("Wie lautet die zweite der drei Bedingungen in Abschnitt 2?", "Die Fischer behalten"),
        ("What's the second of the three conditions in section 2?", "Die Fischer behalten"),
        ("erster Spiegelstrich unter Bedingungen der Sanierung", "Das Land zahlt"),
    ],
)
def test_a_point_is_told_by_its_list(quays: Service, question: str, begins: str) -> None:
    """Its line is quoted, its section named, or both have all the words."""
    opened = quays.generation()
    (found,) = find_described_item(question, opened, None)
    assert begins in opened.documents["bericht"].text[found.start : found.end]


@pytest.mark.parametrize(
    "question",
    [
        "Was ist der letzte Punkt?",
        "Wie lautet Punkt 9 in Abschnitt 2?",
        "Punkt 3 vom Hafenbuch von Tornsund?",
        "Was kostet die Sanierung?",
        "Wie lautet die zweite der Bedingungen in Abschnitt 1?",
    ],
)
def test_no_list_no_point(quays: Service, question: str) -> None:
    """None named, none so long, a text that is not here, a section without one."""
    assert () == find_described_item(question, quays.generation(), None)
