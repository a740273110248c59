"""From a reader's report to a case: drafts that an evaluator edits, then accepts into a case file, or drops.

A draft is a line of a case file. What the reader liked comes with the quotes as gold, for the evaluator to narrow. What
the reader did not like comes with the reader's comment and without gold: where to look is for a person to say.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.feedback.store import FeedbackStore, Report
from eval.cases.files import case_row, read_cases
from eval.cases.gold import check_cases
from eval.errors import CaseError
from eval.records import Case
from eval.runs.folder import write_whole
from ingest.errors import FundstelleError
from ingest.records import Corpus

_PREFIX = "reader-"
"""Before a report's id in the id of its case."""
CATEGORY = "reader"


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance did."""

    cases: tuple[Case, ...]
    file: Path


def draft_case(report: Report) -> Case:
    """A candidate case: the question as it was asked, and what the reader's verdict says about its answer."""
    answer = report.read_answer()
    liked = report.verdict == "good"
    quotes = tuple(dict.fromkeys(citation["quote"] for citation in answer["citations"])) if liked else ()
    refused = liked and answer["status"] == "abstained"
    language = report.language or "de"
    said = f"{report.verdict}, {report.reported_at}, generation {report.generation}"
    return Case(
        id=_PREFIX + report.id,
        kind="unanswerable" if refused else "answerable",
        category=CATEGORY,
        split="dev",
        questions={language: report.question},
        gold=(quotes,) if quotes else (),
        history={language: report.history} if report.history else {},
        comment=f"A reader: {said}." + (f" {report.comment}" if report.comment else ""),
    )


def write_drafts(path: Path, reports: Sequence[Report]) -> None:
    """Write one candidate a report into a new file; CaseError when there is a file of that name."""
    if path.exists():
        raise CaseError(
            "there is a file of this name, perhaps with drafts somebody has edited",
            where=path,
            remedy="name another file",
        )
    lines = [json.dumps(case_row(draft_case(report)), ensure_ascii=False) + "\n" for report in reports]
    try:
        write_whole(path, "".join(lines).encode())
    except OSError as error:
        raise CaseError(f"the drafts cannot be written ({error.strerror})", where=path) from error


def accept_drafts(drafts: Path, into: Path, *, corpus: Corpus, store: FeedbackStore) -> Accepted:
    """Add edited drafts to a case file and settle their reports; nothing is added when one of them is not sound.

    A line that was taken out of the drafts leaves its report as it was.
    """
    cases = read_cases([drafts])
    if not cases:
        raise CaseError("there is no draft in the file", where=drafts, remedy=f"fundstelle eval triage draft {drafts}")
    for case in cases:
        _require_new(case, store, drafts)
    problems = check_cases(cases, corpus)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise CaseError(f"{problems[0]}{more}", where=drafts, remedy="mend or take out that line, then accept again")
    read_cases([into] if into.is_file() else [])  # What is there already has to be readable.
    try:
        write_whole(into, _put_in(into.read_text(encoding="utf-8-sig") if into.is_file() else "", cases).encode())
    except OSError as error:
        raise CaseError(f"the cases cannot be written ({error.strerror})", where=into) from error
    for case in cases:
        store.settle_report(case.id.removeprefix(_PREFIX), state="accepted", case=case.id)
    return Accepted(cases, into)


def drop_reports(ids: Sequence[str], store: FeedbackStore) -> tuple[Report, ...]:
    """Settle reports as dropped; they stay in the store. An id may be shortened as long as one report has it."""
    chosen = [find_report(name, store) for name in ids]
    return tuple(store.settle_report(report.id, state="dropped") for report in chosen)


def find_report(name: str, store: FeedbackStore) -> Report:
    """The report whose id is, or begins with, `name`."""
    found = [report for report in store.list_reports() if name and report.id.startswith(name.removeprefix(_PREFIX))]
    if len(found) != 1:
        what = "several reports begin with this id" if found else "there is no such report"
        raise FundstelleError(what, where=name, remedy="fundstelle eval triage list --state all")
    return found[0]


def _put_in(text: str, cases: Sequence[Case]) -> str:
    """The file's lines with the cases: in the place of one of the same id (a report that changed), else at its end."""
    fresh = {case.id: json.dumps(case_row(case), ensure_ascii=False) for case in cases}
    kept = text.removesuffix("\n").split("\n") if text else []
    lines = [fresh.pop(json.loads(line)["id"], line) if line.strip() else line for line in kept]
    return "".join(line + "\n" for line in (*lines, *fresh.values()))


def _require_new(case: Case, store: FeedbackStore, drafts: Path) -> None:
    report = store.get_report(case.id.removeprefix(_PREFIX)) if case.id.startswith(_PREFIX) else None
    if report is None:
        raise CaseError(
            f"{case.id}: no report of this store has this id",
            where=drafts,
            remedy="leave the ids of drafts as they are",
        )
    if report.state == "dropped":
        raise CaseError(f"{case.id}: this report was dropped", where=drafts, remedy="take that line out")
    if report.state == "accepted":
        raise CaseError(f"{case.id}: this report was accepted before", where=drafts, remedy="take that line out")
