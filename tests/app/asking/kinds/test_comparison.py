"""Questions that compare: which two sides, and what is of each of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.comparison import (
    Side,
    asks_for_several,
    compares_loosely,
    find_parties,
    find_sides,
    find_views,
    leave_out_comparing,
    split_question,
)
from app.service import Service
from tests.app.asking.quays import find_for, make_quays
from tests.builders import a_passage


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("Vergleiche die Mauerprüfung mit dem Quay Survey", ("pruefung", "survey")),
        ("How does the Quay Survey differ from the Mauerprüfung?", ("survey", "pruefung")),
        ("Was kostet es laut Mauerprüfung, und was sagt der Quay Survey?", ("pruefung", "survey")),
        ("Widerspricht der Bericht der Mauerprüfung?", ("bericht", "pruefung")),
        ("Was sagen der Bericht und der Survey jeweils zu den Rissen?", ("bericht", "survey")),
    ],
)
def test_two_texts_are_compared(quays: Service, question: str, sides: tuple[str, str]) -> None:
    """By their names in order of mention; the report itself where "the report" is one side."""
    assert sides == tuple(one.source for one in find_sides(question, quays.generation()))


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Was war 1998 anders als 2004?", ("1998", "2004")),
        ("What is the difference between 1998 and 2004?", ("1998", "2004")),
        ("Compare Diekhoff and Pell on the piles", ("Diekhoff", "Pell")),
        ("Wie unterscheiden sich Diekhoff und Pell?", ("Diekhoff", "Pell")),
        ("Haben Diekhoff und Pell etwas gemeinsam?", ("Diekhoff", "Pell")),
        ("Was sagt Diekhoff zu den Pfählen und was sagt Pell dazu?", ("Diekhoff", "Pell")),
        ("How wide are the cracks for Diekhoff and how does Pell see them?", ("Diekhoff", "Pell")),
        ("Is Diekhoff's estimate different from Pell's estimate?", ("Diekhoff", "Pell")),
    ],
)
def test_two_times_or_people_are_compared(quays: Service, question: str, names: tuple[str, str]) -> None:
    """Each is searched for without the other one."""
    sides = find_sides(question, quays.generation())
    assert names == tuple(one.name for one in sides)
    assert [None, None] == [one.source for one in sides]
    first, second = sides
    assert (True, False) == (names[0] in first.question, names[1] in first.question)
    assert (False, True) == (names[0] in second.question, names[1] in second.question)


@pytest.mark.parametrize(
    "question",
    [
        "Was sagen Diekhoff und Pell?",
        "Was geschah 1998 und 2004?",
        "Was kostet die Sanierung laut Mauerprüfung und Quay Survey?",
        "Wie unterscheidet sich Diekhoff von anderen?",
        "Wer war Diekhoff, und was bekam er?",
        "Wann und wo trafen sich Diekhoff und Pell?",
        "Wie breit sind die Risse?",
    ],
)
def test_what_compares_nothing_is_one_question(quays: Service, question: str) -> None:
    """Two names alone are no comparison, and one name has no other side."""
    assert () == find_sides(question, quays.generation())


def test_a_text_that_is_here_holds_its_own_passages(quays: Service) -> None:
    """One that is not is told by the passages with its note."""
    opened = quays.generation()
    _, cracks = a_passage(opened.corpus, "auf ganzer Länge Risse")
    _, divers = a_passage(opened.corpus, "Taucher haben")
    _, mayor = a_passage(opened.corpus, "keinen einzigen Meter")
    check, book = Side("Prüfung", "?", "pruefung"), Side("Hafenbuch", "?", "hafenbuch")
    assert [False, True, False] == [check.holds(one, opened) for one in (cracks, divers, mayor)]
    assert [False, False, True] == [book.holds(one, opened) for one in (cracks, divers, mayor)]


def test_a_time_holds_what_names_it(quays: Service) -> None:
    """And its sentences come before the others of their passage."""
    opened = quays.generation()
    side = Side("1998", "Was war 1998?")
    hit = next(
        one
        for one in find_for(quays, "Hat der Rat die Sanierung 1998 verschoben?")
        if "1998" in _say(quays, one.passage.id)
    )
    other, named = hit.passage.sentences
    assert side.holds(hit.passage, opened)
    assert (False, True) == (side.is_of(other, hit.passage, opened), side.is_of(named, hit.passage, opened))
    before, after = hit.sentence_scores, side.weigh(hit, opened).sentence_scores
    assert before[0] == after[0]
    assert before[1] < after[1]


def _say(service: Service, passage_id: str) -> str:
    opened = service.generation()
    passage = opened.passages[passage_id]
    return opened.document(passage.source_id).plain(passage.start, passage.end)


def test_both_sides_are_quoted_in_an_answer(quays: Service) -> None:
    """Each under its own line, in its own words."""
    answer = quays.ask("Vergleiche die Mauerprüfung mit dem Quay Survey: Was kostet die Sanierung der Kaimauer?")
    assert ("answered", "comparison") == (answer.status, answer.kind)
    lines = [one.text for one in answer.sentences]
    check, survey = (
        lines.index("Zu „Mauerprüfung“ (Prüfung der Kaimauer):"),
        lines.index("Zu „Quay Survey“ (A Survey of the Quays):"),
    )
    places = {one.id: one.source for one in answer.citations}
    sources = [(row, places[one.citations[0]]) for row, one in enumerate(answer.sentences) if one.citations]
    assert {"pruefung"} == {source for row, source in sources if check < row < survey}
    more = lines.index("Dazu steht im Dossier außerdem wörtlich:")
    assert {"survey"} == {source for row, source in sources if survey < row < more}


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Was wollte der Rat, und was hielt das Land dagegen?", ("Was wollte der Rat", "was hielt das Land dagegen?")),
        ("What did it cost and who paid for it?", ("What did it cost", "who paid for it?")),
        ("Wann und wo war das Treffen?", ()),
        ("Was kostet die Sanierung?", ()),
        ("Der Rat wartet, was kostet das?", ()),
    ],
)
def test_two_questions_in_one_breath_are_told_apart(question: str, parts: tuple[str, ...]) -> None:
    """Each has a word of asking and says something; what only leads up to a question is none."""
    assert parts == split_question(question)


@pytest.mark.parametrize(
    ("question", "views"),
    [
        ("Schlickmenge: Verein gegen Gutachten", ("Schlickmenge: Verein", "Schlickmenge: Gutachten")),
        ("cost of the gate as planned vs. what was paid", ("cost of the gate as planned", "what was paid")),
        ("Was tut der Rat gegen die Risse?", ()),
        ("How wide are the cracks?", ()),
        ("Was verlangt der Vergleich vom Rat?", ()),
        ("Who compared the wall to a sieve?", ()),
    ],
)
def test_each_side_is_a_view(question: str, views: tuple[str, ...]) -> None:
    """Where a word parts two sides that have no names; "gegen" does only behind a colon."""
    assert views == find_views(question)
    assert bool(views) == compares_loosely(question)


@pytest.mark.parametrize(
    ("question", "language", "several"),
    [
        ("Ist Diekhoff mit Pell einig, was die Pfähle angeht?", "de", True),
        ("Teilt Diekhoff die Sorge von Pell um die Risse?", "de", True),
        ("Was Diekhoff as sure about the cracks as the report makes him?", "en", True),
        ("Was sagt Diekhoff zu den Rissen?", "de", False),
        ("How many piles were planned and how many were built?", "en", True),
        ("Wie viel war geplant, und wie viel wurde gebaut?", "de", True),
        ("Diekhoff und die Risse", "de", False),
        ("Die Pfähle: was sagt Diekhoff?", "de", False),
    ],
)
def test_several_words_of_asking_or_none(question: str, language: str, several: bool) -> None:
    """One word of asking asks for one thing; what is for yes or no may ask whether two agree."""
    assert several == asks_for_several(question, language)


@pytest.mark.parametrize(
    ("question", "parties"),
    [
        ("Teilt Diekhoff die Meinung der Autorin?", ("pruefung", "bericht")),
        ("Does the report agree with Pell about the piles?", ("survey", "bericht")),
        ("Was sagt Diekhoff zu den Pfählen?", ()),
        ("Wie breit sind die Risse?", ()),
    ],
)
def test_the_texts_that_a_question_names(quays: Service, question: str, parties: tuple[str, ...]) -> None:
    """By author, by what they are called, as the author's; one alone is compared with nothing."""
    assert parties == tuple(one.source for one in find_parties(question, quays.generation()))


def test_who_wrote_one_text_together_are_no_two_sides(tmp_path: Path) -> None:
    """They say the same; beside somebody else each is a side."""
    service = make_quays(tmp_path)
    manifest = tmp_path / "dossier" / "manifest.toml"
    both = manifest.read_text(encoding="utf-8").replace('"Mary Pell"', '"Mary Pell and Tom Garrow"')
    manifest.write_text(both, encoding="utf-8")
    service.ingest(tmp_path / "dossier")
    opened = service.generation()
    assert () == find_sides("Welche Lehren ziehen Pell und Garrow aus dem Vergleich?", opened)
    assert ["Pell", "Diekhoff"] == [one.name for one in find_sides("Pell und Diekhoff im Vergleich", opened)]


def test_words_that_compare_are_nothing_a_text_speaks_of() -> None:
    """The topic is left: "difference" would be found where a text has that word."""
    assert "the report and the survey on the piles" == leave_out_comparing(
        "compare the report and the survey on the piles"
    )
    assert "zwischen Bericht und Prüfung bei der Frist" == leave_out_comparing(
        "Unterschied zwischen Bericht und Prüfung bei der Frist"
    )


def test_a_sentence_may_call_a_side_what_the_asker_calls_it(quays: Service) -> None:
    """Names alone would miss "the report" where a title is long."""
    opened = quays.generation()
    passage = next(
        one
        for one in opened.document("bericht").passages
        if "Bürgermeister" in opened.document("bericht").text[one.start : one.end]
    )
    sentence = passage.sentences[0]
    assert Side("Ein langer Titel", "", called="Bürgermeister").is_named(sentence, passage, opened)
    assert not Side("Ein langer Titel", "", called="Kapitän").is_named(sentence, passage, opened)
