"""The admin's commands: ingest and status."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from time import perf_counter
from typing import Any

from app.cli.console import print_line
from app.settings import Settings
from index.records import BuildResult, Generation
from ingest.flow import READING


def run_ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Read a dossier, build a generation, make it current; say what changed."""
    from app.ingestion import ingest, is_served
    from index.store.generations import current_generation

    if options.if_empty and is_served(settings):
        if options.json:
            table = {"schema": 1, "outcome": "unchanged", "generation": current_generation(settings.store).id}
            print_line(json.dumps(table))
        return 0
    started = perf_counter()
    with _Bar() as bar:
        result = ingest(settings, options.dossier, on_progress=bar.show, on_message=_say)
    seconds = perf_counter() - started
    print_line(json.dumps(_as_json(result, seconds), ensure_ascii=False) if options.json else _as_text(result, seconds))
    return 0


def run_status(options: argparse.Namespace, settings: Settings) -> int:
    """Print the current generation's record and how many others are kept."""
    from index.encoders.open import encoder_identity
    from index.store.generations import current_generation, dump_generation, generation_folder, list_generations
    from index.vectors.open import find_notice

    generation = current_generation(settings.store)
    kept = len(list_generations(settings.store))
    fits = generation.encoder == encoder_identity(settings.encoder)
    asked = _count_expected(settings, generation)
    notice = find_notice(generation_folder(settings.store, generation.id))
    if options.json:
        table = {
            "schema": 1,
            "store": str(settings.store),
            "kept_generations": kept,
            "encoder_fits": fits,
            "expected_questions": asked,
            "notice": notice,
            **dump_generation(generation),
        }
        print_line(json.dumps(table, ensure_ascii=False))
        return 0
    rows = {
        "store": settings.store,
        "generation": f"{generation.id}, built {generation.created}",
        "dossier": generation.dossier,
        "passages": f"{generation.passages} ({generation.chunks} vectors; {', '.join(generation.languages)})",
        "expected": _show_expected(asked, generation),
        "encoder": generation.encoder + ("" if fits else " - NOT the one in the settings: fundstelle ingest"),
        "snapshots": "; ".join(
            f"{snapshot.source_id} {snapshot.sha256[:12]} of {snapshot.retrieved_at}"
            for snapshot in generation.snapshots
        ),
        "kept generations": kept,
        **({"note": notice} if notice else {}),
    }
    for name, value in rows.items():
        print_line(f"{name + ':':18}{value}")
    return 0


def _count_expected(settings: Settings, generation: Generation) -> dict[str, Any] | None:
    """How many expected questions a generation has, and in how many passages; None where its texts cannot be read."""
    from index.errors import StoreError
    from index.store.generations import read_corpus_of

    try:
        corpus = read_corpus_of(settings.store, generation.id)
    except StoreError:
        return None  # Status tells what is there; whoever asks is told what is damaged.
    asked = [chunk for chunk in corpus.chunks if chunk.asked_in]
    answered = [chunk for chunk in asked if chunk.passage_id]
    return {
        "questions": len(answered),
        "languages": dict(sorted(Counter(str(chunk.asked_in) for chunk in answered).items())),
        "passages": len({chunk.passage_id for chunk in answered}),
        "gaps": len(asked) - len(answered),
    }


def _show_expected(asked: dict[str, Any] | None, generation: Generation) -> str:
    if asked is None:
        return "cannot be told, the texts are missing or damaged: fundstelle ingest"
    if not asked["questions"]:
        said = "no questions"
    else:
        spoken = ", ".join(f"{count} {language}" for language, count in asked["languages"].items())
        said = f"{asked['questions']} questions ({spoken}) in {asked['passages']} of {generation.passages} passages"
    return said + (f"; {asked['gaps']} that it leaves open" if asked["gaps"] else "")


def _say(line: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"{line}\n")


class _Bar:
    """A progress bar on standard error, one for each kind of work, shown only where a person looks."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._what = ""

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` is done."""
        if self._bar is not None and what != self._what:
            self._bar.close()
            self._bar = None
        if self._bar is None:
            from tqdm import tqdm

            unit = "source" if what == READING else "chunk"
            self._bar = tqdm(total=total, desc=what, unit=unit, file=sys.stderr, disable=None, leave=False)
            self._what = what
        self._bar.update(done - self._bar.n)


def _as_text(result: BuildResult, seconds: float) -> str:
    generation, changes = result.generation, result.changes
    if result.outcome == "unchanged":
        held = f"{generation.passages} passages; {seconds:.1f} s"
        said = f"Unchanged: generation {generation.id} already holds this dossier ({held})."
        return "\n".join((said, *(f"Note: {remark}" for remark in result.remarks)))
    verb = "Built" if result.outcome == "built" else "Went back to"
    said = (
        f"{verb} generation {generation.id}, now current: {generation.passages} passages, {generation.chunks} vectors"
        f" ({result.embedded} computed) in {', '.join(generation.languages)}; passages {changes.added} added,"
        f" {changes.removed} removed, {changes.kept} kept; {seconds:.1f} s."
    )
    return "\n".join((said, *(f"Note: {remark}" for remark in result.remarks)))


def _as_json(result: BuildResult, seconds: float) -> dict[str, object]:
    from dataclasses import asdict

    from index.store.generations import dump_generation

    return {
        "schema": 1,
        "outcome": result.outcome,
        "seconds": round(seconds, 2),
        "embedded": result.embedded,
        "changes": asdict(result.changes),
        "remarks": list(result.remarks),
        "generation": dump_generation(result.generation),
    }
