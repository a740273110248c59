"""The commands with their options."""

from __future__ import annotations

import argparse
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from app.cli import ask, doctor, ingest, questions, read, sources
from app.cli.console import add_store, whole_number
from app.records import CAUTIONS, DEFAULT_CAUTION
from app.settings import parse_caution


class CommandParser(argparse.ArgumentParser):
    """A parser whose commands, at every level, take `--debug`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as argparse has it
        super().__init__(**options)
        self.add_argument(
            "--debug",
            action="store_true",
            default=argparse.SUPPRESS,
            help="show the traceback of an error (also: FUNDSTELLE_DEBUG=1)",
        )


def build_parser() -> argparse.ArgumentParser:
    """The parser with all commands, those of other packages (entry points `fundstelle.commands`) included."""
    parser: argparse.ArgumentParser = CommandParser(
        prog="fundstelle", description="Questions and answers over a dossier, proven by verbatim quotes."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_ingest(commands)
    _add_reading(commands)
    sources.add_command(commands)
    _add_asking(commands)
    questions.add_command(commands)
    doctor.add_command(commands)
    for entry in sorted(entry_points(group="fundstelle.commands"), key=lambda entry: entry.name):
        entry.load()(commands)
    return parser


def _add_ingest(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("ingest", help="read a dossier and build a new generation of the index")
    parser.add_argument(
        "--dossier",
        type=Path,
        metavar="DIR",
        help="folder with manifest.toml (default: the one the store was built from, else the bundled one)",
    )
    parser.add_argument(
        "--if-empty", action="store_true", help="do nothing when the store has a generation that can be asked"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    add_store(parser)
    parser.set_defaults(run=ingest.run_ingest)
    parser = commands.add_parser("switch", help="let another generation serve (`status --json` lists them)")
    parser.add_argument("generation", metavar="GENERATION")
    add_store(parser)
    parser.set_defaults(run=ingest.run_switch)
    parser = commands.add_parser("status", help="what is ingested, and with what")
    parser.add_argument("--json", action="store_true")
    add_store(parser)
    parser.set_defaults(run=ingest.run_status)


def _add_reading(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("show", help="print a slice of a document")
    parser.add_argument("source", metavar="SOURCE")
    parser.add_argument("start", metavar="START", type=whole_number(0, 10**9))
    parser.add_argument("end", metavar="END", type=whole_number(0, 10**9))
    parser.add_argument("--generation", metavar="ID", help="the generation a citation was made from (default: current)")
    add_store(parser)
    parser.set_defaults(run=read.run_show)
    parser = commands.add_parser("chat", help="open the chat page")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=whole_number(1, 65535), default=7860)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    _add_caution(parser, "what the page starts with; readers may choose another one for themselves")
    add_store(parser)
    parser.set_defaults(run=read.run_chat)


def _add_asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, words, text in (
        ("ask", "QUESTION", "answer a question in verbatim quotes"),
        ("search", "QUERY", "the best passages for a query"),
    ):
        parser = commands.add_parser(name, help=text)
        parser.add_argument("words", nargs="*", metavar=words)
        parser.add_argument(
            "--batch",
            type=Path,
            metavar="FILE.jsonl",
            help='a line each: {"id": ..., "q": ..., "history": [...]}; "-" reads standard input',
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        add_store(parser)
        parser.set_defaults(run=ask.run_ask if name == "ask" else ask.run_search)
        if name == "ask":
            _add_caution(parser, "holds for every line of a batch")
            parser.add_argument(
                "--plain", action="store_true",
                help="search for it as it stands: neither small talk nor an overview, a list or a comparison",
            )  # fmt: skip
            parser.add_argument(
                "--quotes-only", action="store_true", help="ask no language model, even where one is set"
            )
        else:
            parser.add_argument(
                "-k", type=whole_number(1, 1000), default=10, metavar="N", help="how many passages (default: 10)"
            )


def _add_caution(parser: argparse.ArgumentParser, note: str) -> None:
    parser.add_argument(
        "--caution",
        type=partial(parse_caution, where="--caution"),
        metavar="|".join(CAUTIONS),
        help="what to risk where it is unsure whether the dossier answers: bold leaves fewer answerable questions"
        " unanswered, careful gives fewer answers to questions that the dossier does not answer, balanced lies between"
        f" (default: FUNDSTELLE_CAUTION, else {DEFAULT_CAUTION}); {note}",
    )
