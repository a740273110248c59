"""`fundstelle eval prose` with a scripted model: asked once, judged again as often as one likes."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.models.errors import ModelError
from app.models.records import Message
from app.settings import Settings
from eval.cli.prose import run_prose
from eval.errors import UsageError
from tests.fakes import FakeEncoder, FakeModel

WRONG = "Das kostete 987654 Euro."


def write(messages: Sequence[Message]) -> str:
    """The first piece of the evidence as it stands there, and a sum of nobody's, both citing it."""
    text = messages[-1].text
    given = re.search(r"^\[1\] [^:\n]+: (.+)$", text, re.MULTILINE) or re.search(r"Now.*Source 1:\n(.+)", text, re.S)
    assert given
    return f"{given[1].splitlines()[0]} [1]\n{WRONG} [1]"


def call(
    store: Path, folder: Path, model: FakeModel | None, capsys: pytest.CaptureFixture[str], **changed: object
) -> tuple[list[dict[str, object]], str]:
    usual = {"limit": 4, "generator": None, "written": folder / "w.jsonl", "sheet": None, "json": True}
    options = Namespace(**usual | changed)
    assert 0 == run_prose(options, Settings(store), encoder=FakeEncoder(), model=model)
    said = capsys.readouterr()
    return json.loads(said.out)["generators"], said.err


def rates(row: dict[str, object]) -> dict[str, tuple[int, int]]:
    return {one["name"]: (one["count"], one["number"]) for one in row["rates"]}  # type: ignore[attr-defined]


def test_every_generator_is_asked_once_and_judged_alike(
    fake_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row each, two for the product's model, which shows nothing that is wrong; asked again, nobody is."""
    model = FakeModel(write)
    rows, err = call(fake_store, tmp_path, model, capsys, sheet=tmp_path / "out" / "sheet.md")
    _, written, shown, engine = rows
    assert ["quotes", "llm, all written", "llm, as shown", "citation-engine"] == [row["name"] for row in rows]
    assert "failed" not in err
    asked = len(model.asked)
    assert 0 < asked == len((tmp_path / "w.jsonl").read_text(encoding="utf-8").splitlines())
    wrong, of_all = rates(written)["wrong detail"]
    assert 0 < wrong <= of_all == written["sentences"]
    assert shown["sentences"] + shown["rejected"] == written["sentences"]  # type: ignore[operator]
    assert 0 == rates(shown)["wrong detail"][0] < rates(engine)["wrong detail"][0]
    assert rates(shown)["carried"] == (shown["sentences"], shown["sentences"])
    assert all(count == number for count, number in (rates(row)["valid"] for row in rows))
    sheet = (tmp_path / "out" / "sheet.md").read_text(encoding="utf-8").partition("## citation-engine")[0]
    for letter, number in (("S", "sentences"), ("R", "rejected")):
        lines = [line for line in sheet.splitlines() if line.startswith(f"| {letter}")]
        assert shown[number] == len(lines)
        assert (letter == "R") is any(WRONG in line for line in lines)
    again, _ = call(fake_store, tmp_path, FakeModel([]), capsys)
    assert [rates(row) for row in rows] == [rates(row) for row in again]


def test_quotes_alone_need_no_model(fake_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is asked and nothing is kept; the table is for people."""
    (row,), _ = call(fake_store, tmp_path, None, capsys, generator=["quotes"])
    assert (0, None, False) == (row["rejected"], row["answer_tokens"], (tmp_path / "w.jsonl").exists())
    assert 0 < row["sentences"] == rates(row)["valid"][1]  # type: ignore[operator]


def test_without_a_model_it_is_said_what_to_set(tmp_path: Path) -> None:
    """Before anything is opened."""
    options = Namespace(limit=4, generator=["llm"], written=tmp_path / "w.jsonl", sheet=None, json=False)
    with pytest.raises(UsageError, match=r"FUNDSTELLE_LLM_URL=.* FUNDSTELLE_LLM_MODEL="):
        run_prose(options, Settings(tmp_path), encoder=FakeEncoder())


def test_failures_are_counted_and_asked_again(
    fake_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing of them is kept; one line says so."""
    model = FakeModel(lambda _: ["Ein halber", ModelError("the language model broke off")])
    (_, shown, engine), err = call(fake_store, tmp_path, model, capsys, generator=["llm", "citation-engine"])
    failed = rates(shown)["failed"][0] + rates(engine)["failed"][0]
    assert len(model.asked) == failed > 0
    assert f"{failed} answers failed, the first: the language model broke off" in err
    assert False is (tmp_path / "w.jsonl").exists()
