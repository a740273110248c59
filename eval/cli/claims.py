"""`fundstelle eval claims`: whether the checks on prose find planted errors, and how often they object to nothing."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from app.cli.console import print_line
from app.prose.likeness import EncoderLikeness
from app.settings import Settings
from eval.cases.claims import CLAIMS, read_claims
from eval.compare.claims import find_losses, write_baseline
from eval.errors import UsageError, require_libraries
from eval.measure.claims import FALSE_ALARMS, Judged, count_pairs, count_rates, judge_claim
from eval.runs.ledger import LEDGER, append_line
from eval.runs.provenance import read_commit
from index.encoders.open import open_encoder
from ingest.flow import utc_now


def run_claims(options: argparse.Namespace, settings: Settings) -> int:
    """Print what the checks find in the cases of a split; with the product's encoder unless told otherwise."""
    require_libraries()
    held = options.gate or options.accept
    if held and (options.split != "dev" or options.family or not options.encoder):
        raise UsageError("the baseline is one of all of dev", remedy="leave --split, --family and --no-encoder out")
    encoder = open_encoder(settings.encoder)
    similar = EncoderLikeness(lambda: encoder) if options.encoder else None
    judged = [judge_claim(case, similar) for case in read_claims(options.split, options.family)]
    if options.split == "test":
        _log(judged, options)
    if options.json:
        print_line(json.dumps(_to_json(judged, options), ensure_ascii=False))
    else:
        _print(judged, wrong=options.wrong)
    return _hold(judged, options) if held else 0


def _log(judged: Sequence[Judged], options: argparse.Namespace) -> None:
    counts = {rate.name: f"{rate.count}/{rate.number}" for rate in count_rates(judged) if rate.number}
    line = {"at": utc_now(), "commit": read_commit(), "family": options.family, "encoder": options.encoder}
    append_line(CLAIMS / LEDGER, {**line, "figures": counts})


def _print(judged: Sequence[Judged], *, wrong: bool) -> None:
    for rate in (*count_rates(judged), *count_pairs(judged)):
        if rate.count or not rate.name.startswith(f"{FALSE_ALARMS} by"):
            print_line(rate.render())
    for one in judged if wrong else ():
        if not one.is_right:
            print_line(f"{one.case.id} {one.case.sentence!r}: {_tell(one)}")


def _tell(one: Judged) -> str:
    """What was found and is not there, or was not found; a line."""
    if one.problems:
        return "; ".join(f"{problem.family} {problem.said!r} {problem.note}" for problem in one.problems)
    return f"{one.case.family} not found ({one.case.note})"


def _to_json(judged: Sequence[Judged], options: argparse.Namespace) -> dict[str, object]:
    rows = [
        {"id": one.case.id, "sentence": one.case.sentence, "family": one.case.family, "found": sorted(one.raised)}
        for one in judged
        if not one.is_right
    ]
    figures = [rate.to_json() for rate in (*count_rates(judged), *count_pairs(judged))]
    return {"split": options.split, "figures": figures, **({"wrong": rows} if options.wrong else {})}


def _hold(judged: Sequence[Judged], options: argparse.Namespace) -> int:
    """Compare with the baseline of `dev`, or write it; exit code 1, with the reasons, when something got worse."""
    if options.accept:
        write_baseline(judged)
        return 0
    losses = find_losses(judged)
    for loss in losses:
        print_line(f"worse: {loss}")
    return 1 if losses else 0
