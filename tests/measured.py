"""Runs over a few dev cases, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.service import Service
from eval.cases.files import CASES, read_cases
from eval.records import Case
from eval.runs.asking import Subject, ask_questions, open_subject, plan_run, prepare
from eval.runs.folder import Run

DEV = tuple(case for case in read_cases([CASES / "dev.jsonl"]))
FEW = DEV[::12]


def run_cases(service: Service, folder: Path, cases: Sequence[Case] = FEW, subject: Subject | None = None) -> Run:
    subject = subject or open_subject(service)
    record = plan_run(service, [CASES / "dev.jsonl"], cases, split="dev")
    return ask_questions(prepare(folder, record, cases, subject.opened), subject)
