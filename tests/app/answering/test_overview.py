"""Overviews: a text's own sentences, a selection that says how much of it is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.overview import (
    _is_byline,
    choose_central,
    gather_pieces,
    overview_of_document,
    overview_of_end,
    overview_of_section,
)
from app.asking.kinds.sections import find_section
from app.service import Service
from tests.app.asking.quays import REPORT, make_quays

LEADS = """Dieser Bericht erzählt, warum niemand die Kaimauer bezahlen will und wer darunter leidet.

Nobody wants to pay for the quay wall, and the fishermen are the ones who have to suffer for it.

1. Der Zustand
"""
WEATHER = "\n\n".join(f"Am {day}. Tag stand das Wasser {day * 7} Zentimeter unter der Kante." for day in range(1, 13))


def test_a_text_is_given_in_its_order_from_every_part(quays: Service) -> None:
    """Verbatim, from each section, and the line tells how many sentences of how many."""
    opened = quays.generation()
    report = opened.documents["bericht"]
    draft = overview_of_document(opened, report, "de")
    places = [one.start for one in draft.citations]
    assert sorted(places) == places
    assert ["1. Der Zustand", "2. Die Pläne", "3. Fazit"] == list(dict.fromkeys(one.section for one in draft.citations))
    assert all(one.quote == report.text[one.start : one.end] for one in draft.citations)
    assert "(6 von 11)" in draft.sentences[0].text
    assert 6 == len(draft.citations)


def test_a_short_text_is_given_whole(quays: Service) -> None:
    """In the asker's language as far as it is the product's own words."""
    opened = quays.generation()
    draft = overview_of_document(opened, opened.documents["survey"], "en")
    assert "What “A Survey of the Quays” is about, in its own sentences (3 of 3):" == draft.sentences[0].text
    assert ["The repair", "The cracks", "Divers fou"] == [one.quote[:10] for one in draft.citations]


@pytest.mark.parametrize(("language", "begins"), [("de", "Dieser Bericht"), ("en", "Nobody wants"), ("ru", "Dieser")])
def test_a_texts_own_lead_comes_in_the_askers_language(tmp_path: Path, language: str, begins: str) -> None:
    """Its authors' words for what it is about; all of them where none are in that language."""
    service = make_quays(tmp_path, bericht=REPORT.replace("1. Der Zustand\n", LEADS, 1))
    opened = service.generation()
    draft = overview_of_document(opened, opened.documents["bericht"], language)
    assert draft.citations[0].quote.startswith(begins)
    assert (2 if language == "ru" else 1) == len(draft.citations)


def test_the_end_is_what_stands_under_the_conclusion(quays: Service) -> None:
    """And nothing else."""
    opened = quays.generation()
    draft = overview_of_end(opened, opened.documents["bericht"], "de")
    assert {"3. Fazit"} == {one.section for one in draft.citations}
    assert "(2 von 2 des Schlussteils)" in draft.sentences[0].text


def test_the_end_without_a_conclusion_is_the_last_passages(tmp_path: Path) -> None:
    """What comes long before the end is none of it."""
    opened = make_quays(tmp_path, pruefung=f"Prüfung der Kaimauer\n\n{WEATHER}\n").generation()
    draft = overview_of_end(opened, opened.documents["pruefung"], "de")
    assert [f"Am {day}." for day in range(8, 13)] == [" ".join(one.quote.split()[:2]) for one in draft.citations]


def test_a_section_is_given_from_there_alone(quays: Service) -> None:
    """Named by its heading; a line that only opens a list says nothing by itself."""
    opened = quays.generation()
    found = find_section("Abschnitt 2", [opened.documents["bericht"]])
    assert found is not None
    draft = overview_of_section(opened, found.document, found.heading, found.passages, "de")
    assert "Der Abschnitt „2. Die Pläne“ in seinen eigenen Sätzen (5 von 5):" == draft.sentences[0].text
    assert {"2. Die Pläne"} == {one.section for one in draft.citations}
    assert not any(one.quote.endswith(":") for one in draft.citations)


def test_a_selection_says_nothing_twice(tmp_path: Path) -> None:
    """A sentence that comes again, however central, gives its place to another one."""
    again = "Am Morgen stand das Wasser sieben Zentimeter unter der Kante der Mauer."
    check = "\n\n".join(("Prüfung der Kaimauer", *[again] * 8, WEATHER))
    opened = make_quays(tmp_path, pruefung=f"{check}\n").generation()
    draft = overview_of_document(opened, opened.documents["pruefung"], "de")
    assert draft.citations
    assert len({one.quote for one in draft.citations}) == len(draft.citations)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Ann Lee and Jo Hart, Institute of Peat. Papers 9, May 2021, pp. 3-8", True),
        ("Der Rat der Stadt Ostwarf verschiebt die Sanierung der Kaimauer seit dem Jahr 1998.", False),
        ("THE COUNCIL HAS PUT OFF THE REPAIR OF THE QUAY SINCE 1998.", False),
        ("1998, 2004, 2011: 14 %, 17 %, 21 %.", False),
    ],
)
def test_bylines(text: str, is_one: bool) -> None:
    assert is_one == _is_byline(text)


LEANING = """Prüfung der Kaimauer

Der Rat hat die Sanierung der Kaimauer im Jahr 2019 beschlossen und 40 Millionen Euro dafür vorgesehen. Sie soll bis \
zum Jahr 2031 dauern und die Kaimauer auf 300 Meter Länge erneuern. Darüber hinaus sollen 20 Pfähle der Kaimauer \
ersetzt werden.

Es ist daher nur folgerichtig, dass die Kaimauer seit dem Jahr 2020 für Schiffe über 90 Tonnen gesperrt ist.

Die Fischer verlangen für die gesperrte Kaimauer 12 Liegeplätze am Südkai und einen Zuschuss.

Der Hafenmeister misst an der Kaimauer jeden Monat 14 Risse und trägt sie in ein Buch ein.
"""


def test_a_sentence_that_leans_on_another_stands_behind_it(tmp_path: Path) -> None:
    """Both verbatim and in the text's order; the line counts both."""
    opened = make_quays(tmp_path, pruefung=LEANING).generation()
    document = opened.documents["pruefung"]
    draft = overview_of_document(opened, document, "de")
    shown = [one.quote.split()[0] for one in draft.citations]
    places = [one.start for one in draft.citations]
    assert sorted(places) == places
    before = {"Sie": "Der", "Darüber": "Sie", "Es": "Darüber"}
    assert all(shown[row - 1] == before[word] for row, word in enumerate(shown) if word in before)
    assert "Sie" in shown
    assert f"({len(shown)} von" in draft.sentences[0].text


def test_what_leans_on_nothing_here_is_shown_without_it(tmp_path: Path) -> None:
    """A text that opens with a pronoun has nothing to be put before it."""
    text = "Sie ist alt und hat auf ganzer Länge Risse bis unter den Wasserspiegel.\n"
    opened = make_quays(tmp_path, pruefung=text).generation()
    draft = overview_of_document(opened, opened.documents["pruefung"], "de")
    assert [text.strip()] == [one.quote for one in draft.citations]


def test_a_text_says_itself_what_it_is_about(tmp_path: Path) -> None:
    """That sentence is shown, wherever it stands in its part."""
    stated = "Dieser Bericht fragt, wer für die Risse in der Kaimauer aufkommt und wer nicht."
    text = REPORT.replace(" Der Rat hat die Sanierung", f" {stated} Der Rat hat die Sanierung", 1)
    opened = make_quays(tmp_path, bericht=text).generation()
    quotes = [one.text for one in overview_of_document(opened, opened.documents["bericht"], "de").citations]
    assert 1 == quotes.count(stated)
    assert 6 == len(quotes)


def test_a_point_that_goes_on_with_its_line_stands_below_it(tmp_path: Path) -> None:
    """Alone it would be half a sentence."""
    points = [f"  • dass er {one} noch vor dem Winter und auf eigene Kosten besorgt;" for one in ("Pfähle", "Sand")]
    text = "\n".join(("Prüfung der Kaimauer", "", "Der Kreis verlangt vom Hafen zwei Dinge:", "", *points))
    opened = make_quays(tmp_path, pruefung=f"{text}\n").generation()
    check = opened.documents["pruefung"]
    point = next(one for one in gather_pieces(opened, check, check.passages) if one.passage.kind == "list_item")
    shown = choose_central(opened, [point], 1)
    assert ["Der Kreis verlangt", "dass er Pfähle"] == [
        check.text[one.sentence.start : one.sentence.end].lstrip("• ")[: len(begins)]
        for one, begins in zip(shown, ("Der Kreis verlangt", "dass er Pfähle"), strict=True)
    ]
