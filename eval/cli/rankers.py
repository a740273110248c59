"""`fundstelle eval ablate` and `peers`: rankers side by side over the same questions."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.cli.run import Plan, make_plan
from eval.compare.rankers import CachingEncoder, Ranker, RankerScore
from eval.records import CaseQuestion


def run_ablate(options: argparse.Namespace, settings: Settings) -> int:
    """Rank with parts of the retrieval switched off."""
    from eval.compare.ablate import FULL, measure_steps

    plan = make_plan(options, settings)
    service = _caching(plan.service)

    def measure(questions: Sequence[CaseQuestion]) -> Iterator[RankerScore]:
        scores: list[RankerScore] = []
        measure_steps(service, lambda ranker: scores.extend(_measure(ranker, questions)))
        yield from scores

    return _compare(plan, measure, FULL, "ablation")


def run_peers(options: argparse.Namespace, settings: Settings) -> int:
    """Rank with other people's pipelines, over the same passages, with the same encoder."""
    from eval.compare.ablate import FULL, ServiceRanker
    from eval.peers import open_peers

    plan = make_plan(options, settings)
    service = _caching(plan.service)
    peers = open_peers(service.generation(), service.encoder)

    def measure(questions: Sequence[CaseQuestion]) -> Iterator[RankerScore]:
        rankers: list[Ranker] = [*peers, ServiceRanker(FULL, service)]
        for ranker in rankers:
            yield from _measure(ranker, questions)

    return _compare(plan, measure, FULL, "peers")


def _compare(
    plan: Plan, measure: Callable[[Sequence[CaseQuestion]], Iterable[RankerScore]], product: str, name: str
) -> int:
    from eval.cases.gold import ask_all
    from eval.compare.rankers import compare_rankers, write_rankers
    from eval.report.markdown import make_ranker_table
    from eval.report.results import compute_results, write_report
    from eval.runs.folder import read_run
    from eval.runs.ledger import log_test_run

    _require_same_run(plan)
    log_test_run(plan.files, plan.cases, plan.record, name)
    questions = [q for q in ask_all(plan.cases, plan.service.generation().corpus) if q.case.kind == "answerable"]
    rows = compare_rankers(list(measure(questions)), product)
    write_rankers(plan.folder / f"{name}.json", plan.record.fingerprint, rows)
    print_line(make_ranker_table(name, rows))
    if (plan.folder / "run.json").is_file():
        run = read_run(plan.folder)
        if run.outcomes and not run.open_questions:
            print_line(f"The report is {write_report(compute_results(run))}")
    return 0


def _require_same_run(plan: Plan) -> None:
    """RunError when the folder holds another run: a comparison belongs to the run beside it."""
    from eval.errors import RunError
    from eval.runs.folder import read_run

    if (plan.folder / "run.json").is_file() and read_run(plan.folder).record.fingerprint != plan.record.fingerprint:
        raise RunError("the folder holds a run of other questions or settings", where=plan.folder, remedy="--out DIR")


def _caching(service: Service) -> Service:
    return Service(service.settings, encoder=CachingEncoder(service.encoder), reranker=service.reranker)


def _measure(ranker: Ranker, questions: Sequence[CaseQuestion]) -> list[RankerScore]:
    from eval.compare.rankers import measure_ranker

    sys.stderr.write(f"{ranker.name} ...\n")
    return measure_ranker(ranker, questions)
