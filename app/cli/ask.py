"""The reader's commands: ask, search, show, sources, chat."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.console import print_line
from app.cli.text import show_answer, show_hits
from app.desk import Desk
from app.records import SCHEMA, Question, Turn, make_failure
from app.settings import Settings
from ingest.errors import FundstelleError, UsageError

_LINE_LIMIT = 1_000_000
"""Longest line of a batch, in characters."""


def run_ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or each line of a batch."""
    from app.asking.pipeline import ask

    desk = Desk(settings)
    if options.batch:
        return _run_batch(options.batch, lambda question: ask(question, desk).to_json())
    question = Question(_words(options, "ask"))
    try:
        answer = ask(question, desk)
    except FundstelleError as error:
        if options.json:
            print_line(json.dumps(make_failure(question.text, error.line).to_json(), ensure_ascii=False))
        raise
    print_line(json.dumps(answer.to_json(), ensure_ascii=False) if options.json else show_answer(answer))
    return 1 if answer.status == "failed" else 0


def run_search(options: argparse.Namespace, settings: Settings) -> int:
    """Print the best passages for one query, or for each line of a batch."""
    from app.asking.pipeline import search

    desk = Desk(settings)
    if options.batch:
        return _run_batch(options.batch, lambda query: search(query, desk, limit=options.k).to_json())
    result = search(Question(_words(options, "search")), desk, limit=options.k)
    print_line(json.dumps(result.to_json(), ensure_ascii=False) if options.json else show_hits(result))
    return 0


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Print a slice of a document, as a citation names it, from the current generation or the one a citation names."""
    from index.store.generations import current_generation, list_generations, read_corpus_of

    wanted = options.generation or current_generation(settings.store).id
    kept = [generation.id for generation in list_generations(settings.store)]
    if wanted not in kept:
        raise UsageError(
            "there is no such generation", where=wanted, remedy=f"fundstelle show with one of: {', '.join(kept)}"
        )
    corpus = read_corpus_of(settings.store, wanted)
    document = next((document for document in corpus.documents if document.source_id == options.source), None)
    if document is None:
        known = ", ".join(document.source_id for document in corpus.documents)
        raise UsageError(
            "there is no document of that source", where=options.source, remedy=f"fundstelle show with one of: {known}"
        )
    if not options.start <= options.end <= len(document.text):
        raise UsageError(
            f"{options.start}-{options.end} is no slice of a document of {len(document.text)} characters",
            where=options.source,
            remedy=f"give START <= END <= {len(document.text)}",
        )
    print_line(document.text[options.start : options.end])
    return 0


def run_sources(options: argparse.Namespace, settings: Settings) -> int:
    """List the works of the dossier with the notes that cite them."""
    from index.store.generations import current_generation, read_corpus_of

    corpus = read_corpus_of(settings.store, current_generation(settings.store).id)
    unresolved = [line for document in corpus.documents for line in document.unresolved]
    if options.json:
        rows = [{**asdict(source), "obtained": source.path is not None} for source in corpus.manifest.sources]
        print_line(json.dumps({"schema": SCHEMA, "sources": rows, "unresolved": unresolved}, ensure_ascii=False))
        return 0
    for source in corpus.manifest.sources:
        notes = ", ".join(map(str, source.footnotes))
        held = "text in the dossier" if source.path else "text not in the dossier"
        about = ", ".join(part for part in (source.author, source.publisher, source.date) if part)
        print_line(f"{source.id}\n    {source.title}" + (f"\n    {about}" if about else ""))
        print_line(
            f"    {held}" + (f"; footnotes {notes}" if notes else "") + (f"\n    {source.url}" if source.url else "")
        )
    for line in unresolved:
        print_line(f"unresolved: {line}")
    return 0


def run_chat(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the chat page until it is stopped."""
    from app.web.server import serve_chat

    serve_chat(Desk(settings), host=options.host, port=options.port, open_browser=not options.no_browser)
    return 0


def _words(options: argparse.Namespace, command: str) -> str:
    if not options.words:
        raise UsageError(
            "there is nothing to look for",
            remedy=f'fundstelle {command} "..." or fundstelle {command} --batch FILE.jsonl',
        )
    return " ".join(options.words)


def _run_batch(path: Path, answer: Callable[[Question], dict[str, Any]]) -> int:
    """Print one object a line; a bad line or a failed question yields its own `failed` object, and exit code 1."""
    failed = False
    for number, line in enumerate(_read_lines(path), start=1):
        if not line.strip():
            continue
        row: dict[str, Any] = {}
        try:
            row = _parse_line(line, number)
            table = answer(_question(row))
        except FundstelleError as error:
            table = _fail(row, error.line)
        except Exception as error:  # one line must not take the others with it
            sys.stderr.write(f"fundstelle: line {number}: {type(error).__name__}: {error}\n")
            table = _fail(row, f"line {number} could not be answered ({type(error).__name__})")
        failed |= table.get("status") == "failed"
        print_line(json.dumps(table, ensure_ascii=False))
    return 1 if failed else 0


def _fail(row: dict[str, Any], reason: str) -> dict[str, Any]:
    text, name = row.get("q"), row.get("id")
    known_id = name if isinstance(name, str | int) else None
    return make_failure(_sayable(text) if isinstance(text, str) else "", reason, id=known_id).to_json()


def _sayable(text: str) -> str:
    """`text` without halves of surrogate pairs, which JSON can escape and nothing can print."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _read_lines(path: Path) -> Iterator[str]:
    try:
        if str(path) == "-":
            yield from sys.stdin
            return
        with path.open(encoding="utf-8", errors="replace") as file:
            yield from file
    except OSError as error:
        raise FundstelleError(
            f"the batch cannot be read ({error.strerror})", where=path, remedy="fundstelle ask --batch FILE.jsonl"
        ) from error


def _parse_line(line: str, number: int) -> dict[str, Any]:
    if len(line) > _LINE_LIMIT:
        raise UsageError(f"line {number} is longer than {_LINE_LIMIT} characters")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"line {number} is not JSON ({error})", remedy='write {"id": "1", "q": "..."}') from error
    if not isinstance(row, dict):
        raise UsageError(f"line {number} is not an object", remedy='write {"id": "1", "q": "..."}')
    return row


def _question(row: dict[str, Any]) -> Question:
    text, history, name = row.get("q"), row.get("history") or [], row.get("id")
    if not isinstance(text, str):
        raise UsageError('the line has no question "q"', remedy='write {"id": "1", "q": "..."}')
    if name is not None and not isinstance(name, str | int):
        raise UsageError('"id" is neither a text nor a number')
    turns = []
    for turn in history if isinstance(history, list) else [None]:
        if not (
            isinstance(turn, dict) and turn.get("role") in ("user", "assistant") and isinstance(turn.get("text"), str)
        ):
            raise UsageError('"history" is not a list of {"role": "user" | "assistant", "text": "..."}')
        turns.append(Turn(turn["role"], turn["text"]))
    return Question(_sayable(text), id=name, history=tuple(turns))
