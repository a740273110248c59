"""`fundstelle eval prose`: whether what a language model writes over quotes is carried by them, beside a peer."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.cli.console import print_line, print_note
from app.models.open import open_model
from app.models.protocol import LanguageModel
from app.prose.likeness import EncoderLikeness
from app.service import Service
from app.settings import Settings
from eval.cases.files import case_files, read_cases
from eval.cases.gold import ask_all
from eval.cases.sample import choose_stratified
from eval.errors import RunError, UsageError, require_libraries
from eval.measure.prose import JudgedAnswer, ProseFigures, judge_answer, make_figures, make_written_figures
from eval.records import CaseQuestion
from eval.report.prose import make_prose_json, make_prose_table, make_sheet
from eval.runs.asking import choose_cases, require_sound
from eval.runs.folder import write_whole
from eval.runs.kept_model import KeptModel
from eval.runs.prose import GENERATORS, GeneratorName, Generators, tell_all
from index.encoders.open import open_encoder
from index.encoders.protocol import Encoder

_WINDOW = 8192
"""Tokens of a model that the settings do not name."""


def run_prose(
    options: argparse.Namespace,
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    model: LanguageModel | None = None,
) -> int:
    """Ask a fixed part of the bundled `dev` cases, print the table, write the sheet where one is wanted.

    Args:
        options: Of the command line.
        settings: The product's.
        encoder: Takes the place of the settings' own.
        model: Takes the place of the settings' own.

    """
    require_libraries()
    names = tuple(name for name in GENERATORS if name in (options.generator or GENERATORS))
    generators = open_generators(names, options.written, settings, encoder or open_encoder(settings.encoder), model)
    questions = choose_questions(generators.service, options.limit)
    judged = _ask_with_a_bar(questions, generators, options.written)
    rows = make_rows(names, judged)
    if options.json:
        figures = make_prose_json(rows)
        print_line(json.dumps({"questions": len(questions), "generators": figures}, ensure_ascii=False))
    else:
        print_line(make_prose_table(rows))
    if options.sheet:
        _write_sheet(options.sheet, judged)
    failures = [one.told.failure for one in judged if one.told.failure]
    if failures:
        print_note(f"{len(failures)} answers failed, the first: {failures[0]}; the same command asks them again")
    return 0


def open_generators(
    names: Sequence[GeneratorName], written: Path, settings: Settings, encoder: Encoder, model: LanguageModel | None
) -> Generators:
    """What is asked, one model for all; UsageError, with what to set, where one is needed and none is named."""
    if set(names) <= {"quotes"}:
        return Generators(Service(replace(settings, model=None), encoder=encoder), names)
    if model is None and settings.model is None:
        raise UsageError(
            "no language model is set",
            remedy="FUNDSTELLE_LLM_URL=http://127.0.0.1:8080/v1 FUNDSTELLE_LLM_MODEL=NAME fundstelle eval prose,"
            " or --generator quotes",
        )
    kept = KeptModel(model or open_model(settings.model), written)  # type: ignore[arg-type]
    service = Service(settings, encoder=encoder, model=kept)
    if "citation-engine" not in names:
        return Generators(service, names, kept)
    from eval.peers.citation_engine import CitationEngine

    window = settings.model.window if settings.model else _WINDOW
    return Generators(service, names, kept, CitationEngine(kept, window=window, longest=settings.prose.longest))


def choose_questions(service: Service, limit: int) -> tuple[CaseQuestion, ...]:
    """The sample of the bundled `dev` cases: the same questions each time."""
    cases = choose_cases(read_cases(case_files()), split="dev")
    opened = service.generation()
    require_sound(cases, opened)
    return choose_stratified(ask_all(cases, opened.corpus), limit)


def make_rows(names: Sequence[GeneratorName], judged: Sequence[JudgedAnswer]) -> list[ProseFigures]:
    """A row for each generator; for the product's model one for all that it wrote before that of what is shown."""
    rows: list[ProseFigures] = []
    for name in names:
        own = [one for one in judged if one.told.generator == name]
        if name == "llm":
            rows.append(make_written_figures("llm, all written", own))
        rows.append(make_figures("llm, as shown" if name == "llm" else name, own))
    return rows


def _ask_with_a_bar(questions: Sequence[CaseQuestion], generators: Generators, written: Path) -> list[JudgedAnswer]:
    from tqdm import tqdm

    similar = EncoderLikeness(lambda: generators.service.encoder)
    total = len(questions) * len(generators.names)
    with tqdm(total=total, unit="answer", file=sys.stderr, disable=None) as bar:
        try:
            told = tell_all(questions, generators, on_done=bar.update)
            return [judge_answer(one, similar) for one in told]
        except KeyboardInterrupt:
            bar.close()
            print_note(f"stopped; what was written is kept in {written}, the same command resumes")
            raise


def _write_sheet(file: Path, judged: Sequence[JudgedAnswer]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, make_sheet(judged).encode())
    except OSError as error:
        raise RunError(f"the sheet cannot be written ({error.strerror})", where=file) from error
