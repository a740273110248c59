"""`fundstelle ask` and `search`: one question, or each line of a batch."""

from __future__ import annotations

import argparse
import json

from app.cli.batch import run_batch
from app.cli.console import print_line
from app.cli.output import show_answer, show_hits
from app.errors import is_debugging
from app.records import make_failure
from app.service import Service
from app.settings import Settings
from ingest.errors import FundstelleError, UsageError


def run_ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one question, or each line of a batch."""
    service = Service(settings)
    if options.batch:
        return run_batch(
            options.batch,
            lambda question: service.ask(
                question.text,
                history=question.history,
                plain=options.plain,
                prose=not options.quotes_only,
                id=question.id,
            ).to_json(),
            debug=is_debugging(options),
        )
    text = _words(options, "ask")
    try:
        answer = service.ask(text, plain=options.plain, prose=not options.quotes_only)
    except FundstelleError as error:
        if options.json:
            print_line(json.dumps(make_failure(text, error.line).to_json(), ensure_ascii=False))
        raise
    print_line(json.dumps(answer.to_json(), ensure_ascii=False) if options.json else show_answer(answer))
    return 1 if answer.status == "failed" else 0


def run_search(options: argparse.Namespace, settings: Settings) -> int:
    """Print the best passages for one query, or for each line of a batch."""
    service = Service(settings)
    if options.batch:
        return run_batch(
            options.batch,
            lambda query: service.search(query.text, limit=options.k, history=query.history, id=query.id).to_json(),
            debug=is_debugging(options),
        )
    result = service.search(_words(options, "search"), limit=options.k)
    print_line(json.dumps(result.to_json(), ensure_ascii=False) if options.json else show_hits(result))
    return 0


def _words(options: argparse.Namespace, command: str) -> str:
    if not options.words:
        raise UsageError(
            "there is nothing to look for",
            remedy=f'fundstelle {command} "..." or fundstelle {command} --batch FILE.jsonl',
        )
    return " ".join(options.words)
