"""What a note says only for whoever looks a quotation up is told from what it states."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.scraps import is_scrap
from app.answering.verbatim import VerbatimSettings, write_verbatim
from app.service import Service
from ingest.records import Passage
from tests.app.asking.quays import find_for
from tests.builders import a_passage

NOTE = Passage("n", "s", "footnote", 0, 1, None, "de", (), note=1)


@pytest.mark.parametrize(
    "text",
    [
        "Ebd.",
        "Ebd., S. 4.",
        "A.a.O., 25–27.",
        "Ibid., p. 7.",
        "Там же, с. 12.",
        "Alle folgenden Zitate sind diesem Abschnitt entnommen.",
        "Hervorhebung durch Verf.",
        "All quotations below are taken from the second edition.",
        "Emphasis mine.",
        "Kreisarchiv Ostwarf, Bestand 4, Nr. 131, Bl. 7.",
        "Interview with Olga Lind, Director, October 7, 2002.",
        "Jette Brunken, Schreiben an den Rat vom 20. Februar 2017.",
    ],
)
def test_citations_and_where_quotations_come_from_are_scraps(text: str) -> None:
    """A reference back, an entry, a word on the quotations."""
    assert is_scrap(NOTE, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ebd. Der Rat widersprach dem freilich.",
        "Das Darlehen läuft bis 2031, mit zwei Verlängerungen.",
        "The northern polder only.",
        "Ten of twelve.",
        "In 2003 it was said to have increased to 13.",
        "Gerechnet mit der Verdunstung des Sommers 2015.",
        "Mit dem Mittel der Sommer 2014 und 2016 wären es 0,4 Millionen.",
        "There were 90 abstentions.",
        "Er zitiert den Brief, ohne ihn gesehen zu haben.",
        "Die Übersetzung des Vertrags fehlt bis heute.",
        "«Все полагали, что за короткий период времени Россию они разрушат».",
    ],
)
def test_what_a_note_states_is_none(text: str) -> None:
    """However short it is, and whatever numbers it has."""
    assert not is_scrap(NOTE, text)


def test_only_notes_have_scraps() -> None:
    """In the text the same words are its own."""
    assert not is_scrap(replace(NOTE, kind="paragraph", note=None), "Ebd., S. 4.")


def test_a_scrap_is_not_quoted_beside_a_statement(quays: Service) -> None:
    """Alone it may be what was asked for."""
    opened = quays.generation()
    hit = find_for(quays, "Risse der Kaimauer")[0]
    note = a_passage(opened.corpus, "Hafenbuch von Tornsund, S. 7")[1]
    scrap = replace(hit, passage=note, score=hit.score + 1, sentence_scores=(1.0,) * len(note.sentences))
    both = write_verbatim(opened, [scrap, hit], "de", VerbatimSettings())
    assert note.id not in {one.passage for one in both.citations}
    assert [note.id] == [one.passage for one in write_verbatim(opened, [scrap], "de").citations]
