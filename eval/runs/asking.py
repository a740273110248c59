"""Ask every question of a run, each saved as soon as it is answered; a finished one is never asked again."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from app.records import GENERATOR, Answer, Evidence, Question, SearchResult, make_failure
from app.service import Service
from eval.cases.gold import ask_all, check_cases
from eval.errors import CaseError, RunError, UsageError
from eval.measure import consistency
from eval.measure.metrics import CUT
from eval.records import Case, CaseQuestion, Outcome, Place, Ranked
from eval.runs.folder import Run, RunRecord, keep_outcome, read_run, start_run, survives
from eval.runs.overrides import list_settings
from eval.runs.provenance import hash_cases, hash_code, read_commit, read_versions
from index.store.opened import OpenGeneration
from ingest.errors import FundstelleError
from ingest.flow import utc_now


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: the product's own two questions. Tests put damaged ones in their place."""

    opened: OpenGeneration
    ask: Callable[[Question], Answer]
    search: Callable[[Question], SearchResult]
    """The best `CUT` passages."""


def open_subject(service: Service) -> Subject:
    """The product itself, over the generation that serves."""
    return Subject(
        opened=service.generation(),
        ask=lambda one: service.ask(one.text, history=one.history, language=one.language, id=one.id),
        search=lambda one: service.search(one.text, limit=CUT, history=one.history, language=one.language, id=one.id),
    )


def choose_cases(cases: Sequence[Case], *, split: str, limit: int | None = None) -> tuple[Case, ...]:
    """The cases of a split, at most `limit` groups; UsageError when there are none."""
    chosen = tuple(case for case in cases if case.split == split)[:limit]
    if not chosen:
        others = sorted({case.split for case in cases})
        raise UsageError(
            f"there are no cases of the split {split!r}",
            remedy=f"the cases there are of the split {others[0]}" if others else "add cases to the file",
        )
    return chosen


def require_sound(cases: Sequence[Case], opened: OpenGeneration) -> None:
    """CaseError, in one line, when the dossier does not carry the cases."""
    problems = check_cases(cases, opened.corpus)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise CaseError(
            f"the cases do not fit the dossier {opened.generation.dossier!r}: {problems[0]}{more}",
            remedy="fundstelle eval check, or give --store DIR and --cases FILE that belong together",
        )


def plan_run(service: Service, files: Sequence[Path], cases: Sequence[Case], *, split: str) -> RunRecord:
    """The conditions of a run over the generation that serves."""
    generation = service.generation().generation
    snapshots = "\n".join(sorted(f"{snapshot.source_id} {snapshot.sha256}" for snapshot in generation.snapshots))
    record = RunRecord(
        fingerprint="",
        created=utc_now(),
        split=split,
        generator=GENERATOR,
        questions=sum(len(case.questions) for case in cases),
        dossier=generation.dossier,
        dossier_sha256=hashlib.sha256(snapshots.encode()).hexdigest(),
        generation=generation.id,
        generation_sha256=generation.fingerprint,
        encoder=generation.encoder,
        cases=tuple(file.name for file in files),
        cases_sha256=hash_cases(cases),
        code_sha256=hash_measured_code(),
        settings=list_settings(service.settings),
        commit=read_commit(),
        versions=read_versions(),
        machine=f"{platform.machine()}, {os.cpu_count()} cores",
    )
    ignored = ("fingerprint", "created", "commit", "cases", "machine", "generation")
    parts: dict[str, Any] = {name: value for name, value in asdict(record).items() if name not in ignored}
    fingerprint = hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
    return replace(record, fingerprint=fingerprint)


def hash_measured_code() -> str:
    """The hash of the product and of the evaluation's own modules that make outcomes; all others only read them."""
    return hash_code((sys.modules[__name__], consistency))


def ask_questions(run: Run, subject: Subject, *, on_done: Callable[[], None] | None = None) -> Run:
    """Ask the open questions and those that failed before; returns the finished run."""
    again = {outcome.id for outcome in run.failed}
    for question in run.questions:
        if question.id not in run.outcomes or question.id in again:
            outcome = ask_one(question, subject)
            _require_same_store(run, outcome, subject)
            keep_outcome(run.folder, outcome)
            if on_done:
                on_done()
    finished = read_run(run.folder)
    if finished.open_questions:
        raise RunError(f"{len(finished.open_questions)} questions were asked and are not there", where=run.folder)
    return finished


def prepare(folder: Path, record: RunRecord, cases: Sequence[Case], opened: OpenGeneration) -> Run:
    """The run in a folder, new or resumed."""
    return start_run(folder, record, cases, ask_all(cases, opened.corpus))


def ask_one(question: CaseQuestion, subject: Subject) -> Outcome:
    """Search and ask for one question; a fault of this question alone is a failed answer, and the run continues.

    A fault of the machine - no encoder, no store - ends the run: it says nothing about the question.
    """
    asked = Question(question.text, id=question.id, history=question.turns)
    started = perf_counter()
    hits: Sequence[Evidence] = ()
    try:
        answer = subject.ask(asked)
        elapsed = (perf_counter() - started) * 1000
        hits = subject.search(asked).hits
    except FundstelleError:
        raise
    except Exception as error:  # one question must not take the others with it
        answer, elapsed = make_failure(question.text, f"{type(error).__name__}: {error}", id=question.id), 0.0
    outcome = _make_outcome(question, answer, hits, elapsed, subject.opened)
    if survives(outcome):
        return outcome
    failure = make_failure(question.text, "the answer holds a number that is not finite", id=question.id)
    return _make_outcome(question, failure, (), 0.0, subject.opened)


def _make_outcome(
    question: CaseQuestion, answer: Answer, hits: Sequence[Evidence], elapsed: float, opened: OpenGeneration
) -> Outcome:
    return Outcome(
        id=question.id,
        answer=answer.to_json(),
        ranking=tuple(Ranked(hit.passage, Place(hit.source, hit.start, hit.end), hit.score) for hit in hits),
        citation_problems=tuple(consistency.find_broken(answer, opened).values()),
        citations_checked=len(answer.citations),
        inconsistencies=consistency.find_inconsistencies(answer, opened),
        milliseconds=elapsed,
    )


def _require_same_store(run: Run, outcome: Outcome, subject: Subject) -> None:
    answered = outcome.answer["generation"]
    if answered not in (None, subject.opened.generation.id):
        raise RunError(
            f"the store changed while it was measured ({run.record.generation} was asked, {answered} answers now)",
            where=run.folder,
            remedy="start a new run: the same command, with another --out DIR if you gave one",
        )
