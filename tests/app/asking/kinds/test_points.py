"""Points of a list that is told by its section, quoted or described, and by their place in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.points import find_described_item
from app.service import Service
from tests.app.asking.quays import REPORT, make_quays


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Der letzte Punkt in der Liste „nennt der Rat drei Bedingungen“, wie lautet der?", "Die Arbeiten beginnen"),
        ("last bullet after 'Für die Sanierung nennt der Rat drei Bedingungen'", "Die Arbeiten beginnen"),
        ("Wie lautet die zweite der drei Bedingungen in Abschnitt 2?", "Die Fischer behalten"),
        ("What's the second of the three conditions in section 2?", "Die Fischer behalten"),
        ("erster Spiegelstrich unter Bedingungen der Sanierung", "Das Land zahlt"),
        ("die zweite der drei Bedingungen", "Die Fischer behalten"),
        ("What is the third condition?", "Die Arbeiten beginnen"),
        ("the first of the three conditions the council sets", "Das Land zahlt"),
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
        "die zweite der vier Bedingungen",
        "the second of the three mayors",
        "What was the second reason for the delay?",
        "What is the third demand?",
        "Artikel 2 der Hafenordnung von Tornsund",
        "Absatz 2 von Abschnitt 2",
    ],
)
def test_no_list_no_point(quays: Service, question: str) -> None:
    """None named, none so long, a text that is not here, a section without one."""
    assert () == find_described_item(question, quays.generation(), None)


def test_a_point_is_shown_with_its_number_and_what_is_listed(quays: Service) -> None:
    """So that who reads it sees which list it is of, and how many it has."""
    answer = quays.ask("die zweite der drei Bedingungen")
    assert ("answered", "place") == (answer.status, answer.kind)
    assert "Punkt 2 von 3" in answer.sentences[0].text
    assert "drei Bedingungen" in answer.sentences[0].text
    assert answer.citations[0].text.startswith("Die Fischer behalten")


def test_a_work_that_is_told_of_in_one_list_has_its_points_there(tmp_path: Path) -> None:
    """Where its text is not here; one that counts its points otherwise has others."""
    listed = REPORT.replace("Verdienst.\n", "Verdienst.\n\n4. Anhang\n\nDas Hafenbuch von Tornsund nennt Gebühren:\n\n"
                            "  • Zwei Taler für jedes Schiff.\n  • Ein Taler für jedes Boot.\n", 1)  # fmt: skip
    service = make_quays(tmp_path, bericht=listed)
    opened = service.generation()
    (found,) = find_described_item("second bullet of the Hafenbuch von Tornsund", opened, None)
    assert "Ein Taler" in opened.documents["bericht"].text[found.start : found.end]
    assert () == find_described_item("point 2 of the Hafenbuch von Tornsund and its 12-point plan", opened, None)


def test_how_many_points_there_are_is_not_said_where_a_list_goes_on(tmp_path: Path) -> None:
    """Behind another paragraph: of those of its line there are fewer."""
    rules = (
        "4. Regeln\n\nDer Rat gibt Regeln vor:\n\n1. Kein Anker am Nordkai.\n2. Kein Feuer an Bord.\n\n"
        "Das gilt seit 1998 überall:\n\n3. Kein Lärm bei Nacht.\n"
    )
    listed = REPORT.replace("Verdienst.\n", f"Verdienst.\n\n{rules}", 1)
    answer = make_quays(tmp_path, bericht=listed).ask("Regel 2 in Abschnitt 4")
    assert "Kein Feuer" in answer.answer
    assert "von 2" not in answer.answer
