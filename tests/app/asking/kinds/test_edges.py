"""Where a text or a section begins and ends: the paragraph that no number names."""

from __future__ import annotations

import pytest

from app.asking.kinds.edges import find_asked_edge
from app.service import Service


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Wie fängt der Text an? Erster Absatz bitte", "Die Kaimauer von Ostwarf hat auf ganzer Länge"),
        ("What's the first sentence of the report?", "Die Kaimauer von Ostwarf hat auf ganzer Länge"),
        ("Wie endet der Bericht?", "Die Sanierung der Kaimauer wird teurer"),
        ("Show me the closing paragraph please", "Die Sanierung der Kaimauer wird teurer"),
        ("letzter Absatz von Abschnitt 1", "Im Jahr 2004 sackte ein Stück"),
        ("Mit welchen Worten beginnt Kapitel „Die Pläne“?", "Für die Sanierung nennt der Rat"),
        ("second paragraph of section 1, please", "Im Jahr 2004 sackte ein Stück"),
        ("How does the Quay Survey end?", "Divers found that the timber piles"),
        ("how does the report end? last sentence is enough", "Am Ende bezahlen die Fischer"),
        ("Womit beginnt das Fazit des Berichts?", "Die Sanierung der Kaimauer wird teurer"),
        ("Lies mir den Anfang des englischen Textes vor", "The repair of the quay wall"),
        ("Wie lautet der letzte Satz bei Diekhoff?", "Taucher haben im Sommer"),
        ("Kapitel 2, Absatz 1", "Für die Sanierung nennt der Rat"),
        ("zweiter Absatz von Abschnitt 2", "Der Bürgermeister sagte"),
        ("the second sentence of section 1", "Der Rat hat die"),
        ("letzter Satz von Abschnitt 3", "Am Ende bezahlen die"),
        ("vorletzter Absatz von Kapitel 1", "Die Kaimauer von Ostwarf"),
    ],
)
def test_a_paragraph_is_told_by_its_place(quays: Service, question: str, begins: str) -> None:
    """Of the analysis where no text is named, of a section where one is."""
    opened = quays.generation()
    found = find_asked_edge(question, opened)
    document = opened.document(found[0].source_id)
    assert document.text[found[0].start : found[0].end].startswith(begins)


@pytest.mark.parametrize(
    "question",
    [
        "Wie endete der Streit mit den Fischern?",
        "Wie beginnt die Sanierung der Kaimauer?",
        "How does the fight over the quay end?",
        "Was ist der letzte Punkt auf der Liste?",
        "Wann war die erste Sitzung des Rats?",
        "Wie lautet der letzte Satz des Briefs an das Land?",
        "Worum geht es im letzten Abschnitt?",
        "What was said at the opening of the quay?",
        "Wie begann das Ende der Fischer?",
        "How does the Hafenbuch von Tornsund end?",
    ],
)
def test_what_begins_or_ends_otherwise_is_left_to_the_search(quays: Service, question: str) -> None:
    """A quarrel, a thing, a text that is not here."""
    assert () == find_asked_edge(question, quays.generation())


def test_a_paragraph_comes_with_the_list_that_it_leads_to(quays: Service) -> None:
    """Its points are no paragraphs of their own."""
    found = find_asked_edge("first paragraph of section 2", quays.generation())
    assert ["list_intro", "list_item", "list_item", "list_item"] == [one.kind for one in found]


def test_a_sentence_is_that_sentence(quays: Service) -> None:
    """Not the paragraph around it."""
    opened = quays.generation()
    (found,) = find_asked_edge("first sentence of section 1", opened)
    assert opened.document("bericht").plain(found.start, found.end).endswith("Wasserspiegel reichen.")
