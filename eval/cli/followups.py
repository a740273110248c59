"""`fundstelle eval followups`: whether a message that leans on the answer before is understood so."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from app.cli.console import print_line
from app.records import Answer, Turn
from app.service import Service
from app.settings import Settings
from eval.cases.conversation import DOSSIERS
from eval.cases.followups import FOLLOWUPS, FollowUp, read_followups
from eval.compare.counts import find_worse, write_counts
from eval.errors import UsageError, require_libraries
from eval.measure.followups import Followed, count_rates, find_problems
from eval.runs.ledger import LEDGER, append_line
from eval.runs.provenance import read_commit
from ingest.flow import utc_now

BASELINE = FOLLOWUPS / "baseline.json"
"""By sort: how many of its cases on `dev` are right, and how many there are."""


def run_followups(options: argparse.Namespace, settings: Settings) -> int:
    """Print how many conversations of a split end right, by sort; every dossier has a store below `--stores`."""
    require_libraries()
    if options.split != "dev" and (options.gate or options.accept):
        raise UsageError("the baseline is one of dev", remedy="leave --split out")
    followed = list(follow(options.split, settings, options.stores))
    rates = count_rates(followed)
    if options.split == "test":
        counts = {rate.name: f"{rate.count}/{rate.number}" for rate in rates}
        append_line(FOLLOWUPS / LEDGER, {"at": utc_now(), "commit": read_commit(), "figures": counts})
    wrong = [one for one in followed if one.problems] if options.wrong else []
    if options.json:
        figures = {rate.name: {"count": rate.count, "number": rate.number} for rate in rates}
        problems = {"wrong": {one.case.id: one.problems for one in wrong}} if options.wrong else {}
        print_line(json.dumps({"figures": figures, **problems}, ensure_ascii=False))
    else:
        for rate in rates:
            print_line(rate.render())
        for one in wrong:
            print_line(f"{one.case.id} {' / '.join(one.case.messages)!r}: {'; '.join(one.problems)}")
    if options.accept:
        write_counts(rates, BASELINE)
    losses = find_worse(rates, BASELINE, remedy="fundstelle eval followups --accept") if options.gate else ()
    for loss in losses:
        print_line(f"worse: {loss}")
    return 1 if losses else 0


def follow(split: str, settings: Settings, stores: Path) -> Iterator[Followed]:
    """Hold every conversation of a split with the product, over its own dossier, ingested where that is to be done."""
    cases = read_followups(split)
    for name in dict.fromkeys(case.dossier for case in cases):
        service = Service(replace(settings, store=stores / name))
        service.ingest(DOSSIERS[name])
        for case in cases:
            if case.dossier == name:
                answers = tuple(_converse(service, case))
                yield Followed(case, answers, find_problems(case, answers))


def _converse(service: Service, case: FollowUp) -> Iterator[Answer]:
    history: tuple[Turn, ...] = ()
    for message in case.messages:
        answer = service.ask(message, history=history, id=case.id)
        history = (*history, Turn("user", message), Turn("assistant", answer.answer))
        yield answer
