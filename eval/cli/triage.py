"""`fundstelle eval triage`: list, show, draft, accept, drop."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from app.cli.console import add_store, print_line
from app.feedback.store import FEEDBACK_FILE, FeedbackStore, Report
from app.service import Service
from app.settings import Settings
from eval.cases.files import CASES

_STATES = ("new", "accepted", "dropped", "all")


def add_triage(parser: argparse.ArgumentParser) -> None:
    """Add the subcommands of triage."""
    parts = parser.add_subparsers(title="triage", metavar="ACTION", required=True)
    one = parts.add_parser("list", help="readers' reports, a line each")
    one.add_argument("--state", choices=_STATES, default="new", help="default: new")
    one.set_defaults(run=run_list)
    one = parts.add_parser("show", help="one report with the answer it is about and the case it could become")
    one.add_argument("id", metavar="ID")
    one.set_defaults(run=run_show)
    one = parts.add_parser("draft", help="write the new reports as candidate cases into a file to be edited")
    one.add_argument("file", type=Path, metavar="FILE.jsonl")
    one.set_defaults(run=run_draft)
    one = parts.add_parser("accept", help="add the edited candidates to a case file")
    one.add_argument("file", type=Path, metavar="FILE.jsonl")
    one.add_argument(
        "--into", type=Path, metavar="CASES.jsonl", default=CASES / "dev.jsonl", help="default: the bundled dev cases"
    )
    one.set_defaults(run=run_accept)
    one = parts.add_parser("drop", help="settle reports that become no case; they stay in the store")
    one.add_argument("ids", nargs="+", metavar="ID")
    one.set_defaults(run=run_drop)
    for part in parts.choices.values():
        add_store(part)


def run_list(options: argparse.Namespace, settings: Settings) -> int:
    """Print reports, a line each."""
    state = None if options.state == "all" else options.state
    reports = _store(settings).list_reports(state=state)
    for report in reports:
        print_line(_line(report))
    print_line(f"{len(reports)} reports" + ("" if state is None else f", {state}"))
    return 0


def run_show(options: argparse.Namespace, settings: Settings) -> int:
    """Print one report whole."""
    from eval.cases.files import case_row
    from eval.cases.triage import draft_case, find_report

    report = find_report(options.id, _store(settings))
    answer = report.read_answer()
    print_line(_line(report))
    for turn in report.history:
        print_line(f"before: {turn.text}")
    print_line(f"{answer['status']}: {answer['answer']}")
    for citation in answer["citations"]:
        print_line(
            f"[{citation['id']}] {citation['source']} {citation['start']}-{citation['end']}: {citation['quote']}"
        )
    print_line("As a case: " + json.dumps(case_row(draft_case(report)), ensure_ascii=False))
    return 0


def run_draft(options: argparse.Namespace, settings: Settings) -> int:
    """Write the new reports as candidates."""
    from eval.cases.triage import write_drafts

    reports = _store(settings).list_reports(state="new")
    if not reports:
        print_line("There are no new reports")
        return 0
    write_drafts(options.file, reports)
    print_line(
        f"{len(reports)} candidates are in {options.file}: give them gold, narrow it, translate, or take lines out;"
        f" then fundstelle eval triage accept {options.file}"
    )
    return 0


def run_accept(options: argparse.Namespace, settings: Settings) -> int:
    """Add edited candidates to a case file."""
    from eval.cases.triage import accept_drafts

    corpus = Service(settings).generation().corpus
    accepted = accept_drafts(options.file, options.into, corpus=corpus, store=_store(settings))
    print_line(f"{len(accepted.cases)} cases are now in {accepted.file}")
    return 0


def run_drop(options: argparse.Namespace, settings: Settings) -> int:
    """Settle reports as dropped."""
    from eval.cases.triage import drop_reports

    dropped = drop_reports(options.ids, _store(settings))
    print_line(f"{len(dropped)} reports dropped; fundstelle eval triage list --state dropped shows them")
    return 0


def _store(settings: Settings) -> FeedbackStore:
    return FeedbackStore(settings.store / FEEDBACK_FILE)


def _line(report: Report) -> str:
    settled = f", {report.state} as {report.case}" if report.case else f", {report.state}"
    comment = f" - {report.comment}" if report.comment else ""
    return f"{report.id[:8]}  {report.verdict:4} {report.reported_at}{settled}: {report.question}{comment}"
