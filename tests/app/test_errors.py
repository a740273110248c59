"""What nobody has foreseen ends in one line: what, where, and how to report it; the traceback is for those who ask."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import pytest

from app.__main__ import main
from app.cli.parser import build_parser
from app.errors import describe_unexpected

CALLS = {
    "app.cli.ask.run_ask": ("ask", "Warum?"),
    "app.cli.ask.run_search": ("search", "Warum?"),
    "app.cli.ingest.run_ingest": ("ingest",),
    "app.cli.ingest.run_status": ("status",),
    "app.cli.ingest.run_switch": ("switch", "g"),
    "app.cli.sources.run_sources": ("sources",),
    "app.cli.read.run_show": ("show", "a", "0", "1"),
    "app.cli.read.run_chat": ("chat",),
    "app.cli.questions.run_sheet": ("questions", "sheet"),
    "eval.cli.run.run_run": ("eval", "run"),
}


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of whoever runs the tests, and a store that is not there."""
    monkeypatch.delenv("FUNDSTELLE_DEBUG", raising=False)
    monkeypatch.setenv("FUNDSTELLE_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(logging, "basicConfig", lambda: None)


def fail(_: object, __: object) -> int:
    raise ZeroDivisionError("no\nsuch luck")


@pytest.mark.parametrize("place", CALLS)
def test_every_command_ends_in_one_line(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; the line names the exception, our own file and line, the versions, and how to see more."""
    monkeypatch.setattr(place, fail)
    assert 1 == main(CALLS[place])
    out, said = capsys.readouterr()
    assert ("", 1) == (out, len(said.splitlines()))
    words = ("ZeroDivisionError: no such luck", "app/__main__.py:", "report", "fundstelle ", "Python 3.", "--debug")
    assert [] == [word for word in words if word not in said]


@pytest.mark.parametrize("arguments", [("--debug", "status"), ("status", "--debug"), ("eval", "run", "--debug")])
def test_the_traceback_is_shown_where_it_is_asked_for(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--debug` stands before or after any command, and the line still comes last."""
    monkeypatch.setattr("app.cli.ingest.run_status", fail)
    monkeypatch.setattr("eval.cli.run.run_run", fail)
    assert 1 == main(arguments)
    said = capsys.readouterr().err
    assert "Traceback" in said
    assert said.splitlines()[-1].startswith("fundstelle: unexpected ZeroDivisionError")


@pytest.mark.parametrize(("value", "shown"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_variable_does_the_same(
    value: str, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """FUNDSTELLE_DEBUG=1 shows tracebacks of expected errors too; 0 and nothing do not."""
    monkeypatch.setenv("FUNDSTELLE_DEBUG", value)
    assert 1 == main(["status"])
    said = capsys.readouterr().err
    assert shown == ("Traceback" in said)
    assert said.splitlines()[-1].startswith("fundstelle: nothing has been ingested")


def test_every_parser_knows_debug() -> None:
    """Commands of other packages too, at every level."""
    parsers: list[argparse.ArgumentParser] = [build_parser()]
    seen = 0
    while parsers:
        parser, seen = parsers.pop(), seen + 1
        assert "--debug" in parser.format_help(), parser.prog
        groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        parsers += [child for group in groups for child in group.choices.values()]
    assert seen > 20


def test_an_error_without_words_or_place_is_told_too() -> None:
    """An exception that says nothing and comes from nowhere of ours still has its line."""
    line = describe_unexpected(KeyError())
    assert line.startswith("unexpected KeyError at an unknown place.")
    assert 1 == len(line.splitlines())
