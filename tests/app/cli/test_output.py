"""Answers as plain text: how sure they are, what they follow, and that both are said in every language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import prompts
from app.cli.output import place, show_answer
from app.records import Answer, AnswerSentence, Confidence
from app.wording import tell_certainty, tell_follows
from tests.exchanges import ANSWER, CITATION, EVIDENCE

ANSWERED = replace(ANSWER, evidence=(EVIDENCE,), probability=0.9, confidence="likely")
ABSTAINED = replace(
    ANSWER, status="abstained", reason="not_in_dossier", answer="Nein.", citations=(), evidence=(EVIDENCE,),
    sentences=(AnswerSentence("Nein.", (), "frame"),), probability=0.1, confidence="doubtful",
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "confidence", "probability", "expected"),
    [
        ("de", "likely", 0.876, "Das Zitierte beantwortet die Frage wahrscheinlich (geschätzt 88\u00a0%)."),
        ("de", "possible", 0.7, "vielleicht (geschätzt 70\u00a0%); prüfen Sie, ob es das Gefragte sagt."),
        ("de", "doubtful", 0.4, "ist unsicher (geschätzt 40\u00a0%)."),
        ("en", "likely", 0.876, "What is quoted probably answers the question (estimated at 88%)."),
        ("en", "possible", 0.7, "may answer the question (estimated at 70%); check whether"),
        ("en", "doubtful", 0.4, "It is uncertain whether"),
        ("ru", "likely", 0.876, "Процитированное, вероятно, отвечает на вопрос (оценка: 88\u00a0%)."),
        ("ru", "possible", 0.7, "возможно"),
        ("ru", "doubtful", 0.4, "Неясно"),
        ("fr", "likely", 0.876, "probably"),
    ],
)
def test_an_answer_says_how_sure_it_is(
    language: str, confidence: Confidence, probability: float, expected: str
) -> None:
    """One sentence in the question's language, with the estimate: about answering, never about being true."""
    answer = replace(ANSWERED, language=language, confidence=confidence, probability=probability)
    certainty = tell_certainty(answer)
    assert certainty
    assert expected in certainty.said
    assert prompts.frame("cited_estimate", language) == certainty.meaning


@pytest.mark.parametrize(
    ("language", "probability", "expected"),
    [
        ("de", 0.04, "Wahrscheinlich beantwortet keine der gefundenen Stellen die Frage (geschätzt 96\u00a0%)."),
        ("de", 0.55, "ist unsicher (geschätzt 45\u00a0%)."),
        ("en", 0.04, "Probably none of the passages found answers the question (estimated at 96%)."),
        ("en", 0.55, "It is uncertain whether really none"),
        ("ru", 0.04, "Вероятно, ни одно"),
        ("ru", 0.55, "Неясно, действительно ли"),
    ],
)
@pytest.mark.parametrize("confidence", ["likely", "possible", "doubtful"])
def test_a_refusal_says_how_sure_it_is_that_nothing_answers(
    language: str, probability: float, expected: str, confidence: Confidence
) -> None:
    """A refusal's estimate is about there being no answer, whatever word belongs to the evidence."""
    certainty = tell_certainty(replace(ABSTAINED, language=language, probability=probability, confidence=confidence))
    assert certainty
    assert expected in certainty.said


@pytest.mark.parametrize(("probability", "expected"), [(1.0, "99"), (0.9999, "99"), (0.0, "1"), (0.505, "50")])
def test_no_estimate_is_certain(probability: float, expected: str) -> None:
    """Nothing is said to be 0 or 100 per cent sure."""
    certainty = tell_certainty(replace(ANSWERED, probability=probability))
    assert certainty
    assert [expected] == re.findall(r"\d+", certainty.said)


@pytest.mark.parametrize(
    "answer",
    [
        replace(ANSWERED, probability=None),
        replace(ANSWERED, confidence=None),
        replace(ANSWERED, status="failed", reason="zu lang"),
        replace(ABSTAINED, reason="empty_question"),
        replace(ABSTAINED, reason="source_not_obtained"),
        replace(ABSTAINED, evidence=(), probability=0.0),
    ],
)
def test_nothing_is_said_where_nothing_was_weighed(answer: Answer) -> None:
    """Failures, empty questions, works that are not here, and an index without hits have no line."""
    assert tell_certainty(answer) is None


def test_the_lines_stand_in_their_places() -> None:
    """What the question follows comes first, how sure the answer is behind the quotes and before their places."""
    answer = replace(ANSWERED, follows=("Wer war das?", "Was sagte er 2024?"))
    lines = show_answer(answer).splitlines()
    assert "Verstanden als Anschluss an: „Was sagte er 2024?“" == lines[0]
    sure = next(number for number, line in enumerate(lines) if "geschätzt" in line)
    assert ["", ""] == [lines[sure - 1], lines[sure + 1]]
    assert lines[sure + 2].startswith("[1] ")
    refused = show_answer(replace(ABSTAINED, follows=("Wer war das?",))).splitlines()
    assert ["Verstanden als Anschluss an: „Wer war das?“", "Nein.", ""] == refused[:3]
    assert "geschätzt 90" in refused[3]


def test_a_question_that_stands_by_itself_follows_nothing() -> None:
    """Without earlier questions there is no line; a very long one is cut."""
    assert tell_follows(ANSWERED) is None
    line = tell_follows(replace(ANSWERED, language="en", follows=("why " * 500,)))
    assert line
    assert 250 > len(line)
    assert line.endswith(" …”")


def test_all_languages_have_the_same_frames_with_the_same_places() -> None:
    """Whatever frames an answer in one language does so in every other."""
    folder = Path(prompts.__file__).parent
    found = [
        {name: set(re.findall(r"\$\w+", text)) for name, text in tomllib.loads(path.read_text("utf-8")).items()}
        for path in sorted(folder.glob("frames.*.toml"))
    ]
    assert len(prompts.LANGUAGES) == len(found)
    assert all(found[0] == other for other in found)


@pytest.mark.parametrize(("language", "expected"), [("de", "S. 19-20"), ("en", "p. 19-20"), ("ru", "с. 19-20")])
def test_a_place_names_its_pages_where_there_are_any(language: str, expected: str) -> None:
    """Whoever holds the printed text finds the quote; a text without pages names none."""
    citation = replace(CITATION, page="19-20", pages=("19", "20"))
    assert expected in place(citation, language)
    assert expected not in place(replace(CITATION, page=None, pages=()), language)
