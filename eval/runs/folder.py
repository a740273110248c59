"""A run's folder: what was asked, under which conditions, and every answer, kept as soon as it is there.

DIR/run.json         the conditions (`RunRecord`)
DIR/cases.jsonl      the cases asked
DIR/gold.json        where their gold stands
DIR/results.jsonl    one finished question a line; a line cut off by a crash is asked again
DIR/summary.json, summary.md, report.html, ablation.json, peers.json
DIR/lock             held while a process asks
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.cases.files import read_cases, write_cases
from eval.errors import RunError
from eval.measure.metrics import score_outcome
from eval.records import Case, CaseQuestion, Gold, Outcome, Score
from eval.runs.provenance import hash_cases

SCHEMA = 1
_RECORD, _CASES, _GOLD, _RESULTS = "run.json", "cases.jsonl", "gold.json", "results.jsonl"


@dataclass(frozen=True, slots=True)
class RunRecord:
    """The conditions of a run. Two runs with one fingerprint ask the same of the same."""

    fingerprint: str
    """SHA-256 over all below but `created`, `commit`, `cases`, `generation` and `machine`."""
    created: str
    """ISO 8601, UTC."""
    split: str
    generator: str
    questions: int
    dossier: str
    """Title of the manifest."""
    dossier_sha256: str
    """Over the snapshots' hashes."""
    generation: str
    generation_sha256: str
    """The generation's own fingerprint: texts, manifest, chunking, encoder."""
    encoder: str
    cases: tuple[str, ...]
    """Names of the case files."""
    cases_sha256: str
    code_sha256: str
    settings: Mapping[str, Any]
    commit: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    machine: str = ""
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its folder holds it."""

    folder: Path
    record: RunRecord
    questions: tuple[CaseQuestion, ...]
    outcomes: Mapping[str, Outcome]
    """By question id; those not asked yet are not there."""

    @property
    def open_questions(self) -> tuple[CaseQuestion, ...]:
        """What has not been asked yet."""
        return tuple(question for question in self.questions if question.id not in self.outcomes)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """What could not be answered: asked again when the run is resumed."""
        return tuple(outcome for outcome in self.outcomes.values() if outcome.answer["status"] == "failed")

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name


_OWN = frozenset({_CASES, _GOLD, _RESULTS, _RECORD + ".part", "lock", "ablation.json", "peers.json"})
"""Files a folder may hold before there is a run in it: left by an interrupted start, or by a comparison."""
_record_json = TypeAdapter(RunRecord)
_outcome_json = TypeAdapter(Outcome)
_gold_json = TypeAdapter(dict[str, Gold])


def start_run(folder: Path, record: RunRecord, cases: Sequence[Case], questions: Sequence[CaseQuestion]) -> Run:
    """Start a run in a new folder, or resume the one in it; RunError when the folder holds a different run."""
    if (folder / _RECORD).is_file():
        run = read_run(folder)
        if run.record.fingerprint != record.fingerprint:
            raise RunError(
                f"the folder holds another run ({_describe_difference(run.record, record)})",
                where=folder,
                remedy="give a new folder: --out DIR",
            )
        return run
    if folder.is_dir() and any(path.name not in _OWN for path in folder.iterdir()):
        raise RunError("the folder is not empty and holds no run", where=folder, remedy="give a new folder: --out DIR")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_cases(folder / _CASES, cases)
        gold = {question.case.id: question.gold for question in questions}
        (folder / _GOLD).write_bytes(_gold_json.dump_json(gold))
        (folder / _RESULTS).touch()
        write_whole(folder / _RECORD, _record_json.dump_json(record, indent=2))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return read_run(folder)


def read_run(folder: Path) -> Run:
    """Read a run, finished or not; RunError when the folder holds none."""
    try:
        record = _record_json.validate_json((folder / _RECORD).read_bytes())
        cases = read_cases([folder / _CASES])
        gold = _gold_json.validate_json((folder / _GOLD).read_bytes())
        lines = (folder / _RESULTS).read_bytes().split(b"\n")
    except FileNotFoundError as error:
        raise RunError(
            "there is no run in this folder", where=folder, remedy="fundstelle eval run --out DIR"
        ) from error
    except OSError as error:
        raise RunError(f"the run cannot be read ({error.strerror})", where=folder) from error
    except (ValidationError, KeyError) as error:
        raise RunError(
            "the run was written by another version", where=folder, remedy="fundstelle eval run --out NEW"
        ) from error
    if hash_cases(cases) != record.cases_sha256 or any(case.id not in gold for case in cases):
        raise RunError(
            "the run's own cases were changed", where=folder / _CASES, remedy="fundstelle eval run --out NEW"
        )
    questions = tuple(
        CaseQuestion(f"{case.id}-{language}", case, language, gold[case.id])
        for case in cases
        for language in case.questions
    )
    return Run(folder, record, questions, _read_outcomes(folder / _RESULTS, lines))


@contextmanager
def lock_run(folder: Path) -> Iterator[None]:
    """Hold the exclusive lock of a run; RunError when another process holds it."""
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=0.5):
            yield
    except Timeout as error:
        raise RunError(
            "another process is asking for this run", where=folder, remedy="wait until it is done"
        ) from error
    except (FileExistsError, NotADirectoryError) as error:
        raise RunError("this is a file, and a run needs a folder", where=folder, remedy="--out DIR") from error
    except OSError as error:
        raise _cannot_write(folder, error) from error


def keep_outcome(folder: Path, outcome: Outcome) -> None:
    """Add a finished question to the results, on disk before this returns."""
    path = folder / _RESULTS
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - 1))
            # A line cut off when a run was killed has no line end; the next must not be appended to it.
            glue = b"" if file.read(1) in (b"", b"\n") else b"\n"
        with path.open("ab") as file:
            file.write(glue + _outcome_json.dump_json(outcome) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _cannot_write(folder, error) from error


def survives(outcome: Outcome) -> bool:
    """Whether an outcome can be read back as written: one with NaN in it cannot."""
    try:
        _outcome_json.validate_json(_outcome_json.dump_json(outcome))
    except ValidationError:
        return False
    return True


def score_run(run: Run) -> tuple[Score, ...]:
    """The metrics of all finished questions, in the order of the cases."""
    return tuple(
        score_outcome(question, run.outcomes[question.id]) for question in run.questions if question.id in run.outcomes
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody sees half of it."""
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(content)
    beside.replace(path)


def _read_outcomes(path: Path, lines: Sequence[bytes]) -> dict[str, Outcome]:
    """Outcomes by question id, the last of each; a line cut off by a crash is skipped, and asked again."""
    found = {}
    for number, line in enumerate(lines, start=1):
        try:
            json.loads(line)
        except ValueError:
            continue
        try:
            outcome = _outcome_json.validate_json(line)
        except ValidationError as error:
            raise _damaged(path, number) from error
        if not {"status", "sentences", "citations", "reason"} <= set(outcome.answer):
            raise _damaged(path, number)
        found[outcome.id] = outcome
    return found


def _damaged(path: Path, number: int) -> RunError:
    return RunError(f"line {number} is no outcome of this version", where=path, remedy="fundstelle eval run --out NEW")


def _describe_difference(old: RunRecord, new: RunRecord) -> str:
    names = (
        "split",
        "generator",
        "dossier",
        "encoder",
        "generation_sha256",
        "cases_sha256",
        "questions",
        "code_sha256",
    )
    parts = [name.removesuffix("_sha256") for name in names if getattr(old, name) != getattr(new, name)]
    before, after = dict(old.settings), json.loads(json.dumps(dict(new.settings)))
    parts += [name for name in after if before.get(name) != after[name]]
    return "other " + ", ".join(parts or ["versions"])


def _cannot_write(folder: Path, error: OSError) -> RunError:
    return RunError(
        f"the run cannot be written ({error.strerror}); what was finished before is kept",
        where=folder,
        remedy="make room or give another folder: --out DIR",
    )
