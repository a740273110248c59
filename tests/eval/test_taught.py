"""Questions written for the encoder to learn from: each has its passage, and none of the held ones is taught."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eval.cases.taught import (
    HELD,
    QUESTIONS,
    Place,
    TaughtPassage,
    gather_passages,
    read_held,
    read_held_passages,
    read_questions,
    read_sentences,
)
from eval.errors import CaseError
from eval.measure.voice_lines import VoiceLine, read_all_taught
from eval.measure.voices import VOICES


def test_every_question_has_its_passage_and_held_ones_their_own_texts() -> None:
    passages = gather_passages(read_all_taught(VOICES / "taught"))
    taught, held = [one for path in QUESTIONS for one in read_questions(path)], read_questions(HELD)
    assert all(one.place in passages for one in (*taught, *held))
    assert {one.place.text for one in taught}.isdisjoint(one.place.text for one in held)
    assert {"de", "en"} == {one.language for one in (*taught, *held)}


def test_questions_without_answer_are_of_the_held_texts() -> None:
    held = {one.place.text for one in read_questions(HELD)}
    rows = read_held()
    assert held == {one.group for one in rows}
    assert {True, False} == {one.answerable for one in rows}


def test_sentences_that_answer_are_there_and_none_is_of_a_held_text() -> None:
    passages = gather_passages(read_all_taught(VOICES / "taught"))
    questions, held = read_sentences(), read_held_passages()
    assert all(max(one.sentences, default=0) < len(passages[one.place].sentences) for one in questions)
    assert all(bool(one.sentences) == one.answers for one in questions)
    assert {one.place.text for one in questions}.isdisjoint(one.place.text for one in held)
    assert {True, False} == {one.answers for one in questions} == {one.answers for one in held}
    assert all(one.place in passages for one in held)


def test_passages_have_their_sentences_and_the_heading_above() -> None:
    lines = (
        VoiceLine("Der Deich", None, (), 0),
        VoiceLine("Er hält.", "own", (), 1),
        VoiceLine("Noch.", "own", (), 1),
        VoiceLine("Wer zahlt?", "own", (), 2),
    )
    expected = {
        Place("a/1", 1): TaughtPassage(("Er hält.", "Noch."), "Der Deich"),
        Place("a/1", 2): TaughtPassage(("Wer zahlt?",), "Der Deich"),
    }
    assert expected == gather_passages({"a/1": lines})


_READ = "a/1\t2\tanswered\t1,2\tWer zahlt?"
_TAUGHT, _HELD = "a/1\t2\tde\tWer zahlt?", "a/1\t-\tde\tworld\tWer zahlt?"


@pytest.mark.parametrize(
    ("read", "first", "line"),
    [
        (read_questions, _TAUGHT, "a/1\t2\tde"),
        (read_questions, _TAUGHT, "a/1\tzwei\tde\tWer zahlt?"),
        (read_held, _HELD, "a/1\t2\tde\tnear"),
        (read_held, _HELD, "a/1\t2\tde\tfar\tWer zahlt?"),
        (read_sentences, _READ, "a/1\t2\tanswered\tWer zahlt?"),
        (read_sentences, _READ, "a/1\t2\tfar\t1\tWer zahlt?"),
        (read_sentences, _READ, "a/1\t2\tanswered\t1,x\tWer zahlt?"),
    ],
)
def test_line_of_another_form_is_named(read: Callable[[Path], object], first: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "questions.tsv"
    path.write_text(f"{first}\n{line}\n", encoding="utf-8")
    with pytest.raises(CaseError, match="line 2"):
        read(path)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="cannot be read"):
        read_questions(tmp_path / "nowhere.tsv")


def test_passage_behind_another_is_not_mistaken_for_it() -> None:
    """Of joined passages the second is no wrong answer to a question for it; the one asked for never is."""
    pytest.importorskip("torch")
    from eval.fit.encoder import find_also_right

    first, second, third = (Place("a/1", number) for number in (1, 2, 3))
    passages = {place: TaughtPassage((chr(3) * place.passage,), "") for place in (first, second, third)}
    assert [True, False, False] == find_also_right(second, [first, second, third], passages)
    assert [False, False, False] == find_also_right(first, [first, second, third], passages)
    apart = {place: TaughtPassage((chr(4),), "") for place in passages}
    assert [False, False, False] == find_also_right(second, [first, second, third], apart)
