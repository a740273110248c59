"""What a model wrote is kept in a file, so that its checks are measured again without asking twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.models.errors import ModelError
from app.models.records import Message, ModelUse
from eval.errors import RunError
from eval.runs.kept_model import Kept, KeptModel, make_key
from tests.fakes import FakeModel

ASKED = (Message("system", "Write."), Message("user", "How long is the weir?"))
LINES = ["It is ", "40 metres long. [1]\n", "It is old. [2]"]


def read(model: KeptModel, asked: tuple[Message, ...] = ASKED) -> str:
    return "".join(model.stream(asked, longest=300))


def test_the_same_is_asked_once(tmp_path: Path) -> None:
    """Here and in a later run, with what it took when it was really asked."""
    file = tmp_path / "kept" / "written.jsonl"
    asked = FakeModel([LINES])
    first = KeptModel(asked, file)
    assert "".join(LINES) == read(first) == read(first) == read(KeptModel(FakeModel([]), file))
    assert 1 == len(asked.asked)
    assert ("llm:fake", 1) == (first.name, len(file.read_text(encoding="utf-8").splitlines()))
    assert first.last is not None
    assert (ModelUse(6, 3, 0, 0), True) == (first.last.use, first.last.line is not None)


def test_another_question_is_asked(tmp_path: Path) -> None:
    """What a text depends on makes its key; the random mark around the evidence does not."""
    one, other = (Message("user", f"<evidence {mark}>x</evidence {mark}>") for mark in ("0" * 8, "a1b2c3d4"))
    assert make_key("m", [one], 300) == make_key("m", [other], 300)
    keys = {make_key("m", [one], 300), make_key("n", [one], 300), make_key("m", [one], 200), make_key("m", ASKED, 300)}
    assert 4 == len(keys)
    model = KeptModel(FakeModel(["One.", "Two."]), tmp_path / "written.jsonl")
    assert ["One.", "Two."] == [read(model, (one,)), read(model)]


def test_a_failure_is_not_kept(tmp_path: Path) -> None:
    """What came before it is no answer; the next run asks again."""
    file = tmp_path / "written.jsonl"
    model = KeptModel(FakeModel([["It is", ModelError("broke off")], "It is long."]), file)
    with pytest.raises(ModelError):
        read(model)
    assert False is file.exists()
    assert "It is long." == read(model)


def test_what_was_read_in_part_is_kept_when_that_was_enough(tmp_path: Path) -> None:
    """Not where the run was interrupted: nobody confirms it then, and the next run asks again."""
    file = tmp_path / "written.jsonl"
    fake = FakeModel([LINES, LINES])
    model = KeptModel(fake, file)
    stream = model.stream(ASKED, longest=300)
    next(stream)
    stream.close()
    assert (1, False) == (fake.closed, file.exists())
    assert Kept("It is ", ModelUse(None, None, 0, 0)) == model.last
    model.confirm()
    assert "It is " == read(model) == read(KeptModel(FakeModel([]), file))
    assert 1 == len(fake.asked)


def test_a_row_without_its_first_line_is_read(tmp_path: Path) -> None:
    """A file of before the time of the first line was kept says nothing of it."""
    file = tmp_path / "written.jsonl"
    use = {"prompt_tokens": 6, "answer_tokens": 3, "milliseconds_to_first": 5, "milliseconds": 9, "cut": False}
    file.write_text(json.dumps({"key": make_key("llm:fake", ASKED, 300), "text": "Long.", "use": use}) + "\n")
    model = KeptModel(FakeModel([]), file)
    assert "Long." == read(model)
    assert Kept("Long.", ModelUse(6, 3, 5, 9), None) == model.last


def test_a_damaged_file_is_told_with_its_line(tmp_path: Path) -> None:
    """Nothing is asked before that."""
    file = tmp_path / "written.jsonl"
    file.write_text('{"key": "a"}\n')
    with pytest.raises(RunError, match=r"written\.jsonl:1"):
        KeptModel(FakeModel([]), file)
