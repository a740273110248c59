"""The log of runs on `test`: nobody tunes on it, so every look at it is written down, in the repository.

`test-runs.jsonl` lies beside the cases. A run is logged when it begins, so that one that is broken off counts too, and
again with its figures when it ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.errors import RunError
from eval.records import Case
from eval.runs import RunRecord
from ingest.flow import utc_now

LEDGER = "test-runs.jsonl"


def log_test_run(
    files: Sequence[Path],
    cases: Sequence[Case],
    record: RunRecord,
    event: str,
    figures: Mapping[str, float] | None = None,
) -> None:
    """Add a line beside each case file's folder; RunError when it cannot be written, since the run is not made then."""
    if not any(case.split == "test" for case in cases):
        return
    line = {
        "event": event,
        "at": utc_now(),
        "run": record.fingerprint[:12],
        "commit": record.commit,
        "code_sha256": record.code_sha256[:12],
        "cases_sha256": record.cases_sha256[:12],
        "encoder": record.encoder,
        "generator": record.generator,
        "questions": record.questions,
        **({"figures": {name: round(value, 4) for name, value in figures.items()}} if figures else {}),
    }
    for folder in sorted({file.resolve().parent for file in files}):
        try:
            with (folder / LEDGER).open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise RunError(
                f"a run on test has to be logged, and the log cannot be written ({error.strerror})",
                where=folder / LEDGER,
                remedy="copy the cases to a folder of your own and give it: --cases FILE",
            ) from error
