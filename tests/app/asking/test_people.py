"""Whom a question means: put in somebody's place, asked for his words, or spoken of as "she"."""

from __future__ import annotations

import pytest

from app.answering.verbatim import quote_passages
from app.asking.finding import Searcher
from app.asking.hearing import hear_speakers
from app.asking.inquiry import understand_question
from app.asking.people import People
from app.records import Answer, Question, Turn
from app.service import Service
from tests.builders import a_passage
from tests.fakes import FakeEncoder


def people_of(service: Service) -> People:
    return People(service.generation(), FakeEncoder())


def ask(service: Service, text: str, *before: str) -> Answer:
    return service.ask(text, history=tuple(Turn("user", one) for one in before))


@pytest.mark.parametrize(
    ("last", "said", "asked"),
    [
        ("Was sagt der Glockengießer zu den Hämmern?", "und die Türmerin?", "Was sagt die Türmerin zu den Hämmern?"),
        (
            "What did Petersen say about the hammers?",
            "and the tower keeper?",
            "What did the tower keeper say about the hammers?",
        ),
        ("What did Harm Petersen say?", "what about the mayor?", "What did the mayor say?"),
        (
            "Was steht im Gutachten zu den Hämmern?",
            "und die Restauratorin?",
            "Was steht die Restauratorin zu den Hämmern?",
        ),
        ("What does the expert opinion say about hammers?", "and the conservator?", None),
        (
            "Was sagt Petersen zu den Hämmern?",
            "und was sagt die Türmerin dazu?",
            "Was sagt die Türmerin zu den Hämmern?",
        ),
        ("Warum ist der Turm stumm?", "und die Türmerin?", "Warum ist der Turm stumm – die Türmerin?"),
    ],
)
def test_somebody_told_by_a_role_takes_the_place_of_whom_was_asked_about(
    last: str, said: str, asked: str | None, carillon: Service
) -> None:
    """Of a person or a text; where neither was asked about, the question is asked for him."""
    message = people_of(carillon).take_up(said, [last])
    assert message is not None
    assert last == message.follows
    if asked:
        assert asked == message.text


@pytest.mark.parametrize(
    "said",
    ["und der Organist?", "und heute?", "and a bell founder?", "and why the mayor of Uppsala?"],
)
def test_what_names_nobody_alone_takes_no_place(said: str, carillon: Service) -> None:
    """One of two, nobody, or a question of its own."""
    assert people_of(carillon).take_up(said, ["Was sagt der Glockengießer zu den Hämmern?"]) is None


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("Was sagt die Türmerin zu den Hämmern?", "Wenke Aalders"),
        ("What does the expert recommend?", "Yara Lindqvist"),
        ("Laut der Gutachterin: was ist mit den Hämmern?", "Yara Lindqvist"),
        ("What is the view of the bell founder on the hammers?", "Harm Petersen"),
        ("According to the conservator, who sold the motor?", None),
        ("Was sagt die Zeitung über die Türmerin?", None),
        ("What did the mayor say to the bell founder?", None),
        ("Wann hat die Türmerin das gesagt?", None),
        ("Was kostet die Türmerin die Stadt?", None),
        ("Was sagt der Organist?", None),
    ],
)
def test_whose_words_are_asked_for(question: str, speaker: str | None, carillon: Service) -> None:
    """Of the one who says something; not of whom it is said, to whom, nor when."""
    meant = people_of(carillon).find_meant(question)
    assert ([speaker] if speaker else []) == [one.name for one in meant.speakers]


@pytest.mark.parametrize(
    ("question", "is_who"),
    [
        ("Wer ist die Türmerin?", True),
        ("Who was the bell founder?", True),
        ("Wie heißt der Glockengießer eigentlich?", True),
        ("Who is the organist?", False),
        ("Wer ist die Nichte der Türmerin?", False),
        ("Wer hat die Türmerin gesehen?", False),
        ("Who is the tower keeper angry with?", False),
    ],
)
def test_who_somebody_is(question: str, is_who: bool, carillon: Service) -> None:
    """Whoever asks that and no more is searched for by name."""
    assert is_who == people_of(carillon).find_meant(question).is_who


def test_who_somebody_is_is_searched_for_by_name(carillon: Service) -> None:
    """The name stands beside the role in a text of the other language."""
    answer = ask(carillon, "Wer ist der Glockengießer?")
    assert any("Harm Petersen" in one.quote for one in answer.citations)


def test_several_are_heard_where_all_of_them_speak(carillon: Service) -> None:
    """Not where one is spoken of."""
    both = people_of(carillon).find_meant("What did the bell founder and the conservator say about the hammers?")
    assert ["Harm Petersen", "Elske Vollmer"] == [one.name for one in both.speakers]
    of_one = people_of(carillon).find_meant("What is said about the bell founder and the conservator?")
    assert () == of_one.speakers


@pytest.mark.parametrize(
    ("before", "question", "speaker"),
    [
        ("Wer ist Harm Petersen?", "Was hat er zu den Hämmern gesagt?", "Harm Petersen"),
        ("wer ist harm petersen", "was hat er zu den hämmern gesagt", "Harm Petersen"),
        ("Who is the tower keeper?", "What did she say about melting?", "Wenke Aalders"),
        ("Who is the tower keeper?", "Und was sagt sie zum Stuhl?", "Wenke Aalders"),
        ("Von wem ist das Gutachten?", "Und was rät sie zum Einschmelzen?", "Yara Lindqvist"),
        ("What is the Harbour Post piece about?", "What did she say about the museum?", "Wenke Aalders"),
        ("Wer sind Petersen und Vollmer?", "Was hat er gesagt?", None),
        ("Was kosten die Hämmer?", "Was hat er gesagt?", None),
        ("Wer ist Harm Petersen?", "Was kostet er?", None),
        ("Wer ist Harm Petersen?", "Was sagt der Rat zu den Hämmern?", None),
    ],
)
def test_he_is_the_one_asked_about_before(before: str, question: str, speaker: str | None, carillon: Service) -> None:
    """Where that was one, and something is said."""
    meant = people_of(carillon).find_meant(question, [before])
    assert ([speaker] if speaker else []) == [one.name for one in meant.speakers]


@pytest.mark.parametrize(
    ("question", "before", "words"),
    [
        ("What does the bell founder say about the hammers?", (), "My bells were never made"),
        ("What did he say about the hammers?", ("Who is Harm Petersen?",), "My bells were never made"),
        ("What does the tower keeper say about the museum?", (), "The museum offered me a chair"),
        ("What does the conservator say about the hammers?", (), "The hammers were chosen"),
    ],
)
def test_his_own_words_come_first(question: str, before: tuple[str, ...], words: str, carillon: Service) -> None:
    """Before what others say of the same."""
    answer = ask(carillon, question, *before)
    assert "answered" == answer.status
    assert words in answer.citations[0].quote


def test_what_answers_best_and_is_his_stays_first(carillon: Service) -> None:
    """His other words stand behind it: they come nearer by cosine alone, and may be on something else."""
    opened = carillon.generation()
    question = Question("What does the bell founder say about the hammers?")
    asked = understand_question(question, opened.corpus.manifest, people_of(carillon))
    searcher = Searcher(opened, carillon.settings, FakeEncoder(), carillon.reranker)
    fever, museum = (a_passage(opened.corpus, words)[1] for words in ("I was at home with a fever", "plenty of room"))
    own = hear_speakers(quote_passages(opened, [fever], "en"), asked, (), searcher)
    assert "I was at home with a fever" in own.citations[0].text
    assert "My bells were never made" in " ".join(one.text for one in own.citations[1:])
    others = hear_speakers(quote_passages(opened, [museum], "en"), asked, (), searcher)
    assert "plenty of room" not in others.citations[0].text


def test_two_told_by_their_roles_are_compared(carillon: Service) -> None:
    """Each with what he says."""
    question = "What does the bell founder say about the hammers, and what does the conservator say about the hammers?"
    answer = ask(carillon, question)
    assert "comparison" == answer.kind
    quotes = " ".join(one.quote for one in answer.citations)
    assert "My bells were never made" in quotes
    assert "The hammers were chosen" in quotes


def test_a_text_is_told_by_the_role_of_who_wrote_it(carillon: Service) -> None:
    """An overview of her work."""
    answer = ask(carillon, "Main findings of the professor from Uppsala?")
    assert "overview" == answer.kind
    assert {"gutachten"} == {one.source for one in answer.citations}


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("How does the professor's opinion end?", "Ich rate davon ab"),
        ("Wie endet der Text der Gutachterin?", "Ich rate davon ab"),
    ],
)
def test_a_place_is_sought_in_the_text_of_who_is_told_by_a_role(question: str, words: str, carillon: Service) -> None:
    """Its end is not the analysis' end."""
    answer = ask(carillon, question)
    assert "place" == answer.kind
    assert words in " ".join(one.quote for one in answer.citations)


def test_a_question_that_is_searched_for_as_it_stands_tells_nobody(carillon: Service) -> None:
    """Its asker wants no help."""
    plain = carillon.ask(Question("What does the bell founder say about the hammers?", plain=True).text)
    assert "answered" == plain.status


def test_those_who_speak_are_names_in_small_letters_too(carillon: Service) -> None:
    """What a dictionary has stays as it is typed, and who is not quoted."""
    people = people_of(carillon)
    assert "compare Petersen and Vollmer on the hammers" == people.spell("compare petersen and vollmer on the hammers")
    assert "was kosten die hämmer" == people.spell("was kosten die hämmer")
    assert "what did ahab say" == people.spell("what did ahab say")
