"""Questions for an overview: which text or section is meant, and which questions ask for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.overview import documents_meant, find_overview
from app.asking.kinds.subject import find_subject
from app.service import Service
from tests.app.asking.quays import REPORT, make_quays


@pytest.mark.parametrize(
    ("question", "source", "title"),
    [
        ("Worum geht es?", "bericht", "Worum es in „Die Kaimauer von Ostwarf“ geht"),
        ("Worum geht es im Bericht von Jette Brunken?", "bericht", "Worum es in „Die Kaimauer von Ostwarf“ geht"),
        ("Fass mir den Text bitte kurz zusammen", "bericht", "Worum es in „Die Kaimauer von Ostwarf“ geht"),
        ("Worum geht es in der Mauerprüfung?", "pruefung", "Worum es in „Prüfung der Kaimauer“ geht"),
        ("Give me a summary of the Quay Survey", "survey", "Worum es in „A Survey of the Quays“ geht"),
        ("Fasse Abschnitt 2 zusammen", "bericht", "Der Abschnitt „2. Die Pläne“"),
        ("Summarise section 2 please", "bericht", "Der Abschnitt „2. Die Pläne“"),
        ("Zeig mir mal den Abschnitt über die Pläne", "bericht", "Der Abschnitt „2. Die Pläne“"),
        ("Was regelt die Mauerprüfung?", "pruefung", "Worum es in „Prüfung der Kaimauer“ geht"),
        ("Worum geht es im englischen Text?", "survey", "Worum es in „A Survey of the Quays“ geht"),
        ("Ich bräuchte einen Überblick über das Dossier", "bericht", "Worum es in „Die Kaimauer von Ostwarf“ geht"),
        ("Was ist das Fazit des Berichts?", "bericht", "Wohin „Die Kaimauer von Ostwarf“ am Ende kommt"),
        ("What does the Quay Survey conclude?", "survey", "Wohin „A Survey of the Quays“ am Ende kommt"),
    ],
)
def test_what_is_meant_is_shown(quays: Service, question: str, source: str, title: str) -> None:
    """The line says of what it is, and every quote is from there."""
    draft = find_overview(question, "de", quays.generation())
    assert draft is not None
    assert draft.sentences[0].text.startswith(title)
    assert {source} == {one.source for one in draft.citations}


@pytest.mark.parametrize(
    "question",
    [
        "Worum geht es in dem Bericht über Fischer?",
        "Was sagt Abschnitt 2 über die Fischer?",
        "Was steht auf Seite 12 des Hafenbuchs von Tornsund?",
        "Worum geht es im Hafenbuch von Tornsund bei den Fischern?",
        "Fasse alle Bedingungen im Hafenbuch von Tornsund zusammen",
        "Was ist das Fazit der Taucher?",
        "Wie breit sind die Risse?",
        "Was steht auf Seite 3 der Mauerprüfung?",
        "Was ist das Bußgeld?",
        "Summarise the risks for divers",
        "Worauf lief der Streit im Hafen hinaus?",
    ],
)
def test_other_questions_are_handed_on(quays: Service, question: str) -> None:
    """Whoever asks for one thing in a text does not get all of it, nor an overview of a text that is not here."""
    assert find_overview(question, "de", quays.generation()) is None


def test_the_analysis_comes_first_where_no_text_is_named(quays: Service) -> None:
    """And a work that is not here stands for no other one."""
    opened = quays.generation()

    def meant(question: str) -> list[str]:
        return [one.source_id for one in documents_meant(find_subject(question, opened.corpus.manifest), opened)]

    assert ["bericht", "pruefung", "survey"] == meant("Worum geht es?")
    assert ["survey"] == meant("Was steht im Quay Survey?")
    assert [] == meant("Was steht im Hafenbuch von Tornsund?")


@pytest.mark.parametrize(("question", "language"), [("Worum geht es?", "de"), ("What is this report about?", "en")])
def test_an_overview_is_answered_without_an_estimate(quays: Service, question: str, language: str) -> None:
    """In the asker's language, with quotes, and nothing weighed."""
    answer = quays.ask(question)
    assert ("answered", "overview", language) == (answer.status, answer.kind, answer.language)
    assert (None, None) == (answer.probability, answer.confidence)
    assert all("unsupported" != one.support for one in answer.sentences)


def test_of_a_work_that_is_not_here_the_reports_are_quoted(quays: Service) -> None:
    """Under a line that says so, from the texts that are here, and never in the work's name."""
    draft = find_overview("Worum geht es im Hafenbuch von Tornsund?", "de", quays.generation())
    assert draft is not None
    assert draft.sentences[0].text.startswith("„Hafenbuch von Tornsund“ liegt dem Dossier selbst nicht vor.")
    assert {"bericht"} == {one.source for one in draft.citations}
    assert ["Der Bürgermeister sagte"] == [one.text[:23] for one in draft.citations]
    assert "Die Gemeinde hat ihm" not in " ".join(one.text for one in draft.sentences)


def test_a_list_of_what_such_a_work_says_is_a_report_of_it(tmp_path: Path) -> None:
    """Its items name it no more, but the line before them does."""
    report = REPORT.replace("nennt der Rat drei", "nennt das Hafenbuch von Tornsund drei")
    opened = make_quays(tmp_path, bericht=report).generation()
    draft = find_overview("Worum geht es im Hafenbuch von Tornsund?", "de", opened)
    assert draft is not None
    assert any("Das Land zahlt die Hälfte" in one.text for one in draft.citations)


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("Ich bin in Eile. Worum geht es im Bericht?", "Worum es in „Die Kaimauer von Ostwarf“"),
        ("Sum up the report for someone who has never been to a port", "Worum es in „Die Kaimauer von Ostwarf“"),
        ("Can you boil section 2 down, I have to catch a train", "Der Abschnitt „2. Die Pläne“"),
        ("Fasse Abschnitt 2 (Pläne, Geld) zusammen", "Der Abschnitt „2. Die Pläne“"),
    ],
)
def test_what_a_writer_says_of_himself_is_no_topic(quays: Service, question: str, title: str) -> None:
    """Nor is it for whom he asks."""
    draft = find_overview(question, "de", quays.generation())
    assert draft is not None
    assert draft.sentences[0].text.startswith(title)


def test_a_summary_that_a_text_has_is_its_overview(tmp_path: Path) -> None:
    """What stands below "Zusammenfassung", before what is most central; an abstract comes before it."""
    text = """Prüfung der Kaimauer

1. Zusammenfassung

Die Mauer ist zu retten, wenn die Arbeiten noch in diesem Jahr beginnen. Der Kran muss vom Nordkai abgezogen werden.

2. Die Pfähle

Die Pfähle aus Eiche stehen seit achtzig Jahren im Wasser und sind an der Oberkante weich. Sie tragen noch.

"""
    draft = find_overview("Worum geht es in der Mauerprüfung?", "de", make_quays(tmp_path, pruefung=text).generation())
    assert draft is not None
    assert {"1. Zusammenfassung"} == {one.section for one in draft.citations}


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("what is quid pro quo about?", False),
        ("Worum geht es bei quid pro quo?", False),
        ("what's ad hoc about", False),
        ("what is it about?", True),
        ("what's the report about", True),
        ("Worum geht es hier eigentlich?", True),
        ("Wovon handelt der Bericht?", True),
        ("what is Die Kaimauer von Ostwarf about?", True),
    ],
)
def test_what_a_term_is_about_is_no_overview_of_the_whole(quays: Service, question: str, *, whole: bool) -> None:
    """Words that say nothing in the product's languages are a term all the same; what means the text is none."""
    assert whole == (find_overview(question, "en", quays.generation()) is not None)
