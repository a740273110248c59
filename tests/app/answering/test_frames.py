"""The lines above quotes: whose words, in which work, once for several in a row; and how surely they answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.citations import cite_sentence
from app.answering.verbatim import Draft, frame_quotes, hedge
from app.records import AnswerSentence, Citation
from app.service import Service
from prompts import frame


@pytest.fixture
def mayor(quays: Service) -> Citation:
    """What the mayor says in the report."""
    opened = quays.generation()
    return next(
        cite_sentence(opened, passage, one, 1)
        for passage in opened.passages.values()
        for one in passage.sentences
        if one.attribution == "quoted"
        and "Ohne das Land" in opened.document(passage.source_id).text[one.start : one.end]
    )


def lines(*citations: Citation, language: str = "de") -> list[str]:
    numbered = [replace(one, id=number) for number, one in enumerate(citations, start=1)]
    return [one.text for one in frame_quotes(numbered, language).sentences if one.support == "frame"]


def test_a_line_holds_for_all_that_the_same_one_says(mayor: Citation) -> None:
    mayor = replace(mayor, speaker="der Bürgermeister")
    other = replace(mayor, speaker="die Kämmerin")
    assert ["Der Bürgermeister, im Text zitiert:"] == lines(mayor, mayor)[1:]
    assert 3 == len(lines(mayor, other, mayor)[1:])


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_quote_that_names_its_speaker_needs_no_line(mayor: Citation, language: str) -> None:
    """Of the analysis, and not below what another says: there the line shows where that ends."""
    named = replace(mayor, speaker="Gesa Lohmann", text="Gesa Lohmann: „Nicht mit uns.“")
    short = replace(named, text="Lohmann: „Nicht mit uns.“")
    other = replace(mayor, speaker="die Kämmerin")
    own = replace(mayor, attribution="own", speaker="author")
    assert [] == lines(named, language=language)[1:]
    assert [] == lines(short, language=language)[1:]
    assert [] == lines(own, named, language=language)[1:]
    assert 2 == len(lines(other, named, language=language)[1:])
    assert 1 == len(lines(replace(named, text="Lohmanns Satz: „Nicht mit uns.“"), language=language)[1:])
    assert 1 == len(lines(replace(named, kind="cited_source"), language=language)[1:])


@pytest.mark.parametrize(
    ("attribution", "language", "line"),
    [
        ("quoted", "de", "Der Bürgermeister, zitiert in „Prüfung der Kaimauer“:"),
        ("paraphrased", "en", "Der Bürgermeister, as reported in “Prüfung der Kaimauer”:"),
        ("reported", "de", "In „Prüfung der Kaimauer“ wiedergegeben, ohne dass dort steht, von wem:"),
    ],
)
def test_what_a_work_quotes_is_not_said_to_stand_in_the_analysis(
    attribution: str, language: str, line: str, mayor: Citation
) -> None:
    work = "Prüfung der Kaimauer"
    there = replace(mayor, kind="cited_source", title=work, speaker="der Bürgermeister", attribution=attribution)
    assert [line] == lines(there, language=language)[1:]


def test_what_may_not_answer_is_said_to_come_closest(mayor: Citation) -> None:
    draft = frame_quotes([mayor], "de")
    assert frame("closest", "de") == hedge(draft, "de").sentences[0].text
    assert draft.sentences[1:] == hedge(draft, "de").sentences[1:]
    listed = Draft((AnswerSentence("Das Dossier zählt auf:", (), "frame"),), ())
    assert listed == hedge(listed, "de")
