"""`fundstelle bench`: what ingest and questions cost on this machine, measured in fresh processes.

Each figure is printed with what it is: whole-process wall times are those of a new Python, memory is the highest
resident set of that process, warm times are of one process that has answered before.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import numpy as np

from app.cli.console import print_line, whole_number
from app.settings import Settings
from eval.bench.processes import run_module
from eval.bench.scale import LARGE, SIZES, measure_scale
from ingest.errors import FundstelleError

QUESTIONS = (
    "Auf wie viele Soldaten begrenzt der 28-Punkte-Plan die ukrainische Armee?",
    "What troop limit does the 28-point plan set for Ukraine?",
    "Warum scheiterte die Nutzung der russischen Guthaben an Belgien?",
    "Why did Belgium block the use of the assets held at Euroclear?",
    "Welche Mehrheit braucht die Ratifizierung im Senat?",
    "How many senators have to agree to ratify security guarantees?",
    "Welchen Rang hat Europa in der Verteidigungsstrategie der USA?",
    "Where does Europe rank in the US defence strategy?",
    "Was sagt Lawrow über Europa?",
    "What is the population of Brazil?",
)

_PASSAGE_TOKENS = 200


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `bench` to the command line (entry point `fundstelle.commands`)."""
    parser = commands.add_parser("bench", help="measure ingest and questions on this machine")
    parser.add_argument("--runs", type=whole_number(1, 50), default=5, help="cold runs of each kind (default: 5)")
    parser.add_argument("--dossier", type=Path, help="what is ingested and asked (default: the bundled one)")
    parser.add_argument("--warm", type=whole_number(10, 10_000), default=200, help="warm questions (default: 200)")
    parser.add_argument(
        "--sizes",
        type=whole_number(10, 1_000_000),
        nargs="*",
        default=list(SIZES),
        metavar="N",
        help=f"passages of the synthetic dossiers that growth is measured on (default: {' '.join(map(str, SIZES))})",
    )
    parser.add_argument("--large", action="store_true", help=f"one of {LARGE} passages too (minutes, 4 GB of memory)")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.set_defaults(run=run_bench)


def run_bench(options: argparse.Namespace, settings: Settings) -> int:
    """Measure with a store of its own; the user's store is not touched."""
    with tempfile.TemporaryDirectory(prefix="fundstelle-bench-") as folder:
        environment = {**os.environ, "FUNDSTELLE_STORE": str(Path(folder) / "store")}
        figures = {**_measure_ingest(environment, options.dossier), **_measure_questions(environment, options.runs)}
        figures |= _measure_warm(environment, options.warm)
        figures |= measure_scale([*options.sizes, *([LARGE] if options.large else [])], environment)
    if options.json:
        print_line(json.dumps(figures))
        return 0
    width = max(map(len, figures))
    for name, value in figures.items():
        print_line(f"{name:{width}}  {value}")
    return 0


def _measure_ingest(environment: Mapping[str, str], dossier: Path | None) -> dict[str, object]:
    command = ["ingest", "--json", *(["--dossier", str(dossier)] if dossier else [])]
    # One ingest into another store, so that the encoder is converted before the clock runs.
    other = {**environment, "FUNDSTELLE_STORE": environment["FUNDSTELLE_STORE"] + "-warm-up"}
    run_module(command, other)
    first = run_module(command, environment)
    result = json.loads(first.output)
    second = run_module(command, environment)
    again = json.loads(second.output)
    if (result["outcome"], again["outcome"]) != ("built", "unchanged"):
        got = f"{result['outcome']} and {again['outcome']}"
        raise FundstelleError(
            f"a first and a second ingest should be built and unchanged, they were {got}", where="bench"
        )
    generation = result["generation"]
    return {
        "encoder": generation["encoder"],
        "passages / vectors": f"{generation['passages']} / {generation['chunks']}",
        "first ingest, whole process (s)": round(first.seconds, 2),
        "first ingest, work (s)": result["seconds"],
        "first ingest, vectors a second": round(generation["chunks"] / result["seconds"], 1),
        "first ingest, passages a second": round(generation["passages"] / result["seconds"], 1),
        "first ingest, peak memory (MiB)": round(first.peak),
        "unchanged ingest, whole process (s)": round(second.seconds, 2),
        "unchanged ingest, work (s)": again["seconds"],
    }


def _measure_questions(environment: Mapping[str, str], runs: int) -> dict[str, object]:
    cold = [run_module(["ask", "--json", QUESTIONS[number % len(QUESTIONS)]], environment) for number in range(runs)]
    return {
        "cold ask, whole process, median (s)": round(statistics.median(run.seconds for run in cold), 2),
        "cold ask, whole process, slowest (s)": round(max(run.seconds for run in cold), 2),
        "cold ask, peak memory (MiB)": round(max(run.peak for run in cold)),
    }


def _measure_warm(environment: Mapping[str, str], number: int) -> dict[str, object]:
    done = run_module(["--warm-questions", str(number)], environment, module="eval.bench.bench")
    figures: dict[str, object] = json.loads(done.output)
    return {**figures, "warm process, peak memory (MiB)": round(done.peak)}


def _embed_passages() -> dict[str, float]:
    """What the bundled encoder makes of passages of 200 tokens, cut from the essay without regard to sentences."""
    from app.settings import build_settings
    from index.encoders.bundled.encoder import OnnxEncoder
    from index.encoders.open import open_encoder
    from ingest.flow import BUNDLED_DOSSIER

    encoder = open_encoder(build_settings(os.environ).encoder)
    if not isinstance(encoder, OnnxEncoder):
        return {}
    words = (BUNDLED_DOSSIER / "systemic-chaos.txt").read_text(encoding="utf-8").split()
    # Each text has two ids of its own, for its beginning and its end.
    ends = np.cumsum([len(ids) - 2 for ids in encoder._tokenise(words)])
    cuts = np.searchsorted(ends, np.arange(0, ends[-1], _PASSAGE_TOKENS))
    passages = [" ".join(words[start:end]) for start, end in pairwise(cuts)]
    encoder.encode_passages(passages[:4])
    started = perf_counter()
    encoder.encode_passages(passages)
    rate = len(passages) / (perf_counter() - started)
    return {f"warm encoder, passages of {_PASSAGE_TOKENS} tokens a second": round(rate, 1)}


def _ask_warm(number: int) -> dict[str, float]:
    """Retrieval and whole answers, warm, in this process; milliseconds."""
    from app.service import Service
    from app.settings import build_settings

    service = Service(build_settings(os.environ))
    for text in QUESTIONS:
        service.ask(text)
    vectors, retrievals, answers = [], [], []
    for position in range(number):
        text = QUESTIONS[position % len(QUESTIONS)]
        started = perf_counter()
        service.encoder.encode_query(text)
        embedded = perf_counter()
        service.search(text, limit=service.settings.evidence)
        found = perf_counter()
        service.ask(text)
        vectors.append((embedded - started) * 1000)
        retrievals.append((found - embedded) * 1000)
        answers.append((perf_counter() - found) * 1000)
    return {
        "warm query vector p50 (ms)": _percentile(vectors, 50),
        "warm retrieval, vector included, p50 (ms)": _percentile(retrievals, 50),
        "warm retrieval, vector included, p95 (ms)": _percentile(retrievals, 95),
        "warm ask p50 (ms)": _percentile(answers, 50),
        "warm ask p95 (ms)": _percentile(answers, 95),
    }


def _percentile(values: Sequence[float], percent: int) -> float:
    return round(statistics.quantiles(values, n=100, method="inclusive")[percent - 1], 1)


if __name__ == "__main__":
    print_line(json.dumps({**_embed_passages(), **_ask_warm(int(sys.argv[2]))}))
