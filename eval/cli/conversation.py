"""`fundstelle eval conversation`: whether each thing that people say to a chat gets its kind of answer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.cases.conversation import CONVERSATION, DOSSIERS, read_conversation
from eval.compare.conversation import find_losses, write_baseline
from eval.errors import UsageError, require_libraries
from eval.measure.conversation import Talked, count_rates, find_problems
from eval.measure.intervals import Rate
from eval.runs.ledger import LEDGER, append_line
from eval.runs.provenance import read_commit
from ingest.flow import utc_now


def run_conversation(options: argparse.Namespace, settings: Settings) -> int:
    """Print how many cases of a split are right, by type; every dossier has a store below `--stores`."""
    require_libraries()
    if options.split != "dev" and (options.gate or options.accept):
        raise UsageError("the baseline is one of dev", remedy="leave --split out")
    talked = list(talk(options.split, settings, options.stores))
    if options.split == "test":
        counts = {rate.name: f"{rate.count}/{rate.number}" for rate in count_rates(talked)}
        append_line(CONVERSATION / LEDGER, {"at": utc_now(), "commit": read_commit(), "figures": counts})
    for name in dict.fromkeys(one.dossier for one in talked):
        right = [one.is_right for one in talked if one.dossier == name]
        print_line(Rate(name, sum(right), len(right)).render())
    for rate in count_rates(talked):
        print_line(rate.render())
    if options.wrong:
        for one in talked:
            if one.problems:
                print_line(f"{one.case.id} {one.case.q!r}: {'; '.join(one.problems)}")
    return _hold(talked, options) if options.gate or options.accept else 0


def _hold(talked: Sequence[Talked], options: argparse.Namespace) -> int:
    """Compare with the baseline of `dev`, or write it; exit code 1, with the reasons, when something got worse."""
    if options.accept:
        write_baseline(talked)
        return 0
    losses = find_losses(talked)
    for loss in losses:
        print_line(f"worse: {loss}")
    return 1 if losses else 0


def talk(split: str, settings: Settings, stores: Path) -> Iterator[Talked]:
    """Say every case of a split to the product, over its own dossier, ingested where that is to be done."""
    for name, cases in read_conversation(split).items():
        service = Service(replace(settings, store=stores / name))
        service.ingest(DOSSIERS[name])
        for case in cases:
            answer = service.ask(case.q, history=case.turns, id=case.id)
            yield Talked(name, case, answer, find_problems(case, answer))
