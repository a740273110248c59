"""Who was at a meeting, and who spoke."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.asking.kinds.present import find_present
from app.service import Service
from tests.app.asking.carillon import HEARING, make_carillon


@pytest.mark.parametrize(
    "question",
    [
        "Who was present at the hearing?",
        "Wer war bei der Anhörung anwesend?",
        "Who attended the public hearing on 4 March 2019?",
        "who took part in the hearing in room 12? names please",
        "Welche Personen sind zur Anhörung erschienen?",
    ],
)
def test_who_was_there_is_the_list_in_the_minutes(question: str, carillon: Service) -> None:
    """With the line before it, whatever the language of the question."""
    draft = find_present(question, "en", carillon.generation())
    assert draft is not None
    assert 5 == len(draft.citations)
    assert "bell founder" in draft.citations[1].quote


@pytest.mark.parametrize("question", ["Who spoke at the hearing?", "Wer kam bei der Anhörung zu Wort?"])
def test_who_spoke_is_each_ones_first_words(question: str, carillon: Service) -> None:
    """One quote for each, in order."""
    draft = find_present(question, "en", carillon.generation())
    assert draft is not None
    assert ["Tamm", "Petersen", "Vollmer", "Dirks", "Janssen"] == [one.speaker.split()[-1] for one in draft.citations]


@pytest.mark.parametrize(
    "question",
    [
        "Who was present at the hearing of 2014?",
        "Wer war bei der zweiten Anhörung anwesend?",
        "Who attended the meeting in Uppsala?",
        "Who was absent from the hearing?",
        "Who chaired the hearing?",
        "Wer fehlte bei der Anhörung?",
        "Who was present when the bells were cast?",
        "Who spoke about the hammers at the hearing?",
        "Why was the mayor present at the hearing?",
        "What was present at the hearing?",
    ],
)
def test_another_meeting_or_another_question_is_handed_on(question: str, carillon: Service) -> None:
    """Of another day or place, of who was away, of what was said."""
    assert find_present(question, "en", carillon.generation()) is None


def test_a_line_of_names_will_do(tmp_path: Path) -> None:
    """Without any, nobody knows."""
    start, end = HEARING.index("The following"), HEARING.index("2. The hammers")
    line = "Present: Harm Petersen, Elske Vollmer and Onno Dirks.\n\n"
    opened = make_carillon(tmp_path / "line", hearing=HEARING[:start] + line + HEARING[end:]).generation()
    draft = find_present("Who was present at the hearing?", "en", opened)
    assert draft is not None
    assert "Present: Harm Petersen" in draft.citations[0].quote
    opened = make_carillon(tmp_path / "none", hearing=HEARING[:start] + HEARING[end:]).generation()
    assert find_present("Who was present at the hearing?", "en", opened) is None
