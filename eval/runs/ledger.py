"""The log of runs on `test`: nobody tunes on it, so every run on it is recorded in the repository.

`test-runs.jsonl` is beside the cases. A run is logged when it starts, so that an interrupted one counts too, and again
with its figures when it ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.errors import RunError
from eval.records import Case
from eval.runs.folder import RunRecord
from ingest.flow import utc_now

LEDGER = "test-runs.jsonl"


def log_test_run(
    files: Sequence[Path],
    cases: Sequence[Case],
    record: RunRecord,
    event: str,
    figures: Mapping[str, float] | None = None,
) -> None:
    """Add a line to the log in each case file's folder; RunError when it cannot be written: then there is no run."""
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
        append_line(folder / LEDGER, line)


def append_line(path: Path, line: Mapping[str, object]) -> None:
    """Add a line to a log; RunError when it cannot be written."""
    try:
        # A line cut off by a full disk has no line end; the next must not be appended to it.
        glue = "" if not path.is_file() or path.read_bytes()[-1:] in (b"", b"\n") else "\n"
        with path.open("a", encoding="utf-8") as file:
            file.write(glue + json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise RunError(
            f"a run on test has to be logged, and the log cannot be written ({error.strerror})",
            where=path,
            remedy="make the log writable: an unlogged run on test proves nothing",
        ) from error


def is_logged(files: Sequence[Path], record: RunRecord, event: str) -> bool:
    """Whether every log that should hold an event does."""
    folders = sorted({file.resolve().parent for file in files})
    return all(_holds(folder / LEDGER, record, event) for folder in folders)


def _holds(path: Path, record: RunRecord, event: str) -> bool:
    if not path.is_file():
        return False
    wanted = (f'"event": "{event}"', f'"run": "{record.fingerprint[:12]}"')
    return any(all(part in line for part in wanted) for line in path.read_text(encoding="utf-8").splitlines())
