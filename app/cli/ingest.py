"""`fundstelle ingest`, `switch` and `status`: what an admin does with a store."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from time import perf_counter

from app.cli.console import print_line
from app.cli.folding import fold_notes
from app.cli.progress import Bar
from app.cli.sources import tell_held
from app.records import SCHEMA, StoreStatus
from app.service import Service
from app.settings import Settings
from index.records import BuildResult
from ingest.records import Snapshot

_SNAPSHOTS_SHOWN = 3
"""With many works a line of all of them would hide the others."""


def run_ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Build a generation from a dossier, make it current; say what changed, was guessed, and cannot be found."""
    service = Service(settings)
    if options.if_empty and service.is_ready():
        if options.json:
            table = {"schema": SCHEMA, "outcome": "unchanged", "generation": service.status().generation.id}
            print_line(json.dumps(table))
        return 0
    started = perf_counter()
    with closing(Bar()) as bar:
        result = service.ingest(options.dossier, on_progress=bar.show, on_message=_say)
    seconds = perf_counter() - started
    print_line(json.dumps(_as_json(result, seconds), ensure_ascii=False) if options.json else _as_text(result, seconds))
    return 0


def run_switch(options: argparse.Namespace, settings: Settings) -> int:
    """Let another generation serve."""
    generation = Service(settings).switch(options.generation)
    print_line(f"Generation {generation.id} serves now: {generation.dossier}, built {generation.created}")
    return 0


def run_status(options: argparse.Namespace, settings: Settings) -> int:
    """Print the current generation's record and how many others are kept."""
    status = Service(settings).status()
    if options.json:
        print_line(json.dumps(status.to_json(), ensure_ascii=False))
        return 0
    generation = status.generation
    rows = {
        "store": status.store,
        "generation": f"{generation.id}, built {generation.created}",
        "dossier": generation.dossier,
        "passages": f"{generation.passages} ({generation.chunks} vectors; {', '.join(generation.languages)})",
        "expected": _show_expected(status),
        "encoder": generation.encoder
        + ("" if status.encoder_fits else " - NOT the one in the settings: fundstelle ingest"),
        "snapshots": _show_snapshots(generation.snapshots),
        "kept generations": len(status.kept),
        **({"note": status.notice} if status.notice else {}),
    }
    for name, value in rows.items():
        print_line(f"{name + ':':18}{value}")
    return 0


def _show_snapshots(snapshots: Sequence[Snapshot]) -> str:
    shown = [f"{one.source_id} {one.sha256[:12]} of {one.retrieved_at}" for one in snapshots[:_SNAPSHOTS_SHOWN]]
    more = len(snapshots) - len(shown)
    return "; ".join((*shown, f"and {more} more: fundstelle status --json") if more else shown)


def _show_expected(status: StoreStatus) -> str:
    asked = status.expected
    if asked is None:
        return "cannot be told, the texts are missing or damaged: fundstelle ingest"
    if not asked.questions:
        said = "no questions"
    else:
        spoken = ", ".join(f"{count} {language}" for language, count in asked.languages.items())
        said = f"{asked.questions} questions ({spoken}) in {asked.passages} of {status.generation.passages} passages"
    return said + (f"; {asked.gaps} that it leaves open" if asked.gaps else "")


def _say(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{line}\n")


def _as_text(result: BuildResult, seconds: float) -> str:
    generation, changes = result.generation, result.changes
    if result.outcome == "unchanged":
        held = f"{generation.passages} passages; {seconds:.1f} s"
        said = f"Unchanged: generation {generation.id} already holds this dossier ({held})."
    else:
        verb = "Built" if result.outcome == "built" else "Went back to"
        said = (
            f"{verb} generation {generation.id}, now current: {generation.passages} passages, {generation.chunks}"
            f" vectors ({result.embedded} computed) in {', '.join(generation.languages)}; passages {changes.added}"
            f" added, {changes.removed} removed, {changes.kept} kept; {seconds:.1f} s."
        )
    notes = (f"Note: {remark}" for remark in fold_notes(result.remarks))
    return "\n".join((said, *([tell_held(result.held, result.works)] if result.works else ()), *notes))


def _as_json(result: BuildResult, seconds: float) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "outcome": result.outcome,
        "seconds": round(seconds, 2),
        "embedded": result.embedded,
        "works": {"held": result.held, "total": result.works},
        "changes": asdict(result.changes),
        "remarks": list(result.remarks),
        "generation": asdict(result.generation),
    }
