"""Points of a list that a question names by what the list is, not by its work."""

from __future__ import annotations

import pytest

from app.asking.kinds.items import find_asked_item
from app.service import Service


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Wie lautet Punkt 2 der drei Bedingungen, die der Rat nennt?", "Die Fischer behalten"),
        ("Was ist die dritte Bedingung, die der Rat für die Sanierung nennt?", "Die Arbeiten beginnen"),
        ("Bedingung nummer 1 im zweiten Kapitel, wie geht die?", "Das Land zahlt"),
        ("What is condition 3 in section 2?", "Die Arbeiten beginnen"),
    ],
)
def test_the_line_above_a_list_or_its_section_tells_which_list_is_meant(
    quays: Service, question: str, begins: str
) -> None:
    """By number where the items have one, else by place."""
    opened = quays.generation()
    (found,) = find_asked_item(question, opened)
    document = next(one for one in opened.documents.values() if found in one.passages)
    assert begins in document.text[found.start : found.end]


@pytest.mark.parametrize(
    "question",
    [
        "Was kostet die Mauer?",
        "Wie lautet Punkt 2?",
        "Wie lautet Punkt 9 der drei Bedingungen, die der Rat nennt?",
        "Was steht in Artikel 3 der Verfassung?",
        "Was steht in Punkt 2 der Fischereiordnung des Landes?",
    ],
)
def test_a_list_that_is_not_surely_meant_is_left_to_the_search(quays: Service, question: str) -> None:
    """No number, no list named, one that has no such point, or another text's."""
    assert () == find_asked_item(question, quays.generation())
