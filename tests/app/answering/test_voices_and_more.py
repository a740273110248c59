"""Passages cited by voice, further quotes on request, and the reader's language first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.answering.citations import cite_by_voice
from app.answering.verbatim import VerbatimSettings, leave_out_shown, quote_passages, widen, write_verbatim
from app.service import Service
from index.records import Hit
from tests.app.asking.quays import find_for, make_quays
from tests.builders import a_passage
from tests.fakes import FakeEncoder

CRACKS = "Was steht über die Kaimauer und ihre Risse?"
GERMAN = "Taucher haben im Jahr 1987 unter der Kaimauer 400 Pfähle besehen und viele davon morsch gefunden."
ENGLISH = "In 1987 divers looked at {number} piles below the quay wall and found many of them to be rotten."


class Bilingual(FakeEncoder):
    """An encoder for which an English sentence means the same as its German one, whatever its numbers."""

    identity = "fake-bilingual/v1"

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """The vector of the German sentence for both."""
        for number in ("400", "900"):
            text = text.replace(ENGLISH.format(number=number), GERMAN)
        return super().encode_query(text)


def make_bilingual(folder: Path, number: str) -> Service:
    english = f"A Survey of the Quays\n\n{ENGLISH.format(number=number)}\n"
    return make_quays(folder, encoder=Bilingual(), pruefung=f"Prüfung der Kaimauer\n\n{GERMAN}\n", survey=english)


def test_two_voices_are_two_citations(quays: Service) -> None:
    """What the mayor said and what the author adds are never one quote; together they are the whole passage."""
    opened = quays.generation()
    document, passage = a_passage(opened.corpus, "keinen einzigen Meter")
    said, added = cite_by_voice(opened, passage, 4)
    assert (4, 5) == (said.id, added.id)
    assert ("quoted", "own") == (said.attribution, added.attribution)
    assert (passage.start, passage.end) == (said.start, added.end)
    assert document.text[said.end : added.start].strip() == ""
    assert [3] == [one.number for one in said.footnotes]
    assert () == added.footnotes


def test_one_voice_is_one_citation(quays: Service) -> None:
    """However many sentences."""
    opened = quays.generation()
    _, passage = a_passage(opened.corpus, "auf ganzer Länge")
    (whole,) = cite_by_voice(opened, passage, 1)
    assert 2 == len(passage.sentences)
    assert (passage.start, passage.end) == (whole.start, whole.end)


def test_passages_asked_for_are_numbered_through(quays: Service) -> None:
    """Two voices in the first one, then the second one."""
    opened = quays.generation()
    passages = [a_passage(opened.corpus, words)[1] for words in ("keinen einzigen Meter", "auf ganzer Länge")]
    draft = quote_passages(opened, passages, "de")
    assert [1, 2, 3] == [one.id for one in draft.citations]


@pytest.mark.parametrize(
    ("language", "line"),
    [("de", "Dazu steht im Dossier außerdem wörtlich:"), ("en", "The dossier also says, word for word:")],
)
def test_more_is_what_was_not_quoted_before(quays: Service, language: str, line: str) -> None:
    """The quotes that come next, numbered from 1."""
    opened, hits = quays.generation(), find_for(quays, CRACKS)
    first = write_verbatim(opened, hits, language)
    wide = write_verbatim(opened, hits, language, widen(VerbatimSettings(), 1))
    more = leave_out_shown(wide, first.citations, language, most=4)
    assert line == more.sentences[0].text
    assert more.citations
    assert {(one.source, one.start) for one in first.citations}.isdisjoint(
        (one.source, one.start) for one in more.citations
    )
    assert list(range(1, len(more.citations) + 1)) == [one.id for one in more.citations]


def test_nothing_where_there_is_no_more(quays: Service) -> None:
    """What was quoted already is not given out as something new."""
    opened = quays.generation()
    one = next(hit for hit in find_for(quays, CRACKS) if len(hit.passage.sentences) == 1)
    draft = write_verbatim(opened, [one], "de")
    assert 1 == len(draft.citations)
    assert () == leave_out_shown(draft, draft.citations, "de", most=4).citations


@pytest.mark.parametrize(("language", "source"), [("de", "pruefung"), ("en", "survey"), ("ru", "pruefung")])
def test_what_is_said_in_two_languages_comes_in_the_readers(tmp_path: Path, language: str, source: str) -> None:
    """Once: the other one says nothing new. A reader of a third language gets the best one."""
    service = make_bilingual(tmp_path, "400")
    draft = write_verbatim(service.generation(), best_of_both(service), language)
    assert [source] == [one.source for one in draft.citations]


@pytest.mark.parametrize("language", ["de", "en"])
def test_other_numbers_are_no_translation(tmp_path: Path, language: str) -> None:
    """A figure that differs is not said by the best one."""
    service = make_bilingual(tmp_path, "900")
    draft = write_verbatim(service.generation(), best_of_both(service), language)
    assert "pruefung" == draft.citations[0].source


def best_of_both(service: Service) -> list[Hit]:
    """The hits of both works, the German one best by a little."""
    hits = {one.passage.source_id: one for one in find_for(service, "Haben Taucher morsche Pfähle gefunden? Divers?")}
    german = hits["pruefung"]
    return [german, replace(hits["survey"], score=german.score - 0.01, sentence_scores=german.sentence_scores)]
