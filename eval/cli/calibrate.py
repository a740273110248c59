"""`fundstelle eval calibrate`: fitting on cases."""

from __future__ import annotations

import argparse
import os
import random
from pathlib import Path

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.errors import RunError, require_libraries


def run_calibrate(options: argparse.Namespace, settings: Settings) -> int:
    """Fit the model of abstention on the dev cases, and write it where the product reads it."""
    from eval.cases.files import case_files, read_cases
    from eval.cases.taught import read_held
    from eval.fit.calibrate import TARGET, calibrate
    from eval.runs.asking import require_sound
    from eval.runs.company import with_company
    from eval.runs.folder import write_whole

    require_libraries()
    target = _find_target(options.out, TARGET)
    service = Service(settings)
    cases = read_cases(case_files(options.cases or ()))
    require_sound(cases, service.generation())
    if options.company:
        fit = calibrate(cases, service, company=with_company, company_questions=read_held())
    else:
        fit = calibrate(cases, service)
    write_whole(target, fit.toml.encode())
    print_line(f"{target}; refused of the questions with an answer, and of those without, out of fold:")
    for model in fit.models:
        points = ", ".join(f"{name} {wrong:.3f} / {right:.3f}" for name, (wrong, right) in model.refused.items())
        said = ", ".join(f"{word} {share:.2f}" for word, share in model.shares.items())
        print_line(f"  {model.name}: {points}; answerable where said to be {said}")
    return 0


def _find_target(out: Path | None, shipped: Path) -> Path:
    """Where a fit is written; RunError, before its minutes are spent, where nothing can be."""
    target = out or shipped
    if not os.access(target.parent, os.W_OK):
        raise RunError("the fit cannot be written there", where=target, remedy="--out FILE")
    return target


def run_fit_kinds(_: argparse.Namespace, settings: Settings) -> int:
    """Fit the model of kinds on the written messages with the configured encoder, and write it where it is read."""
    from eval.fit.kinds import FRESH, count_right, fit_kinds, read_samples, write_model

    samples, encoder = read_samples(), Service(settings).encoder
    model = fit_kinds(samples, encoder)
    write_model(model)
    print_line(f"{len(samples)} messages, {len(model.labels)} labels, encoder {model.identity}")
    right = count_right(model, [one for one in read_samples(FRESH) if one.split == "dev"], encoder)
    told = ", ".join(f"{kind} {count} of {of}" for kind, (count, of) in right.items())
    print_line(f"Likeliest by the weights alone, on dev of what is never fitted on: {told}")
    return 0


def run_fit_voices(options: argparse.Namespace, _: Settings) -> int:
    """Fit the listener on the texts that are there for it, from the one that ships, and write its weights there."""
    from safetensors.numpy import load_file, save

    from eval.fit.voices import fit_listener
    from eval.measure.voice_lines import read_all_taught, read_labelled_folder
    from eval.measure.voices import VOICES
    from eval.runs.folder import write_whole
    from index.listening.conversion import ADAPTER

    target = _find_target(options.out, ADAPTER)
    texts = list(read_all_taught(VOICES / "taught").values())
    texts += [read_labelled_folder(path.parent) for path in sorted((VOICES / "dev").glob("*/labels.jsonl"))]
    held = texts[:: options.hold] if options.hold else []
    taught = [text for text in texts if text not in held]
    print_line(f"{len(taught)} texts, {sum(line.whose is not None for text in taught for line in text)} sentences")
    # The shipped one may have learned from the texts that are held out.
    start = load_file(ADAPTER) if ADAPTER.is_file() and not held else {}
    parts = fit_listener(taught, held, start=start, epochs=options.epochs, on_epoch=print_line)
    write_whole(target, save(parts))
    print_line(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


def run_fit_reranker(options: argparse.Namespace, settings: Settings) -> int:
    """Fit the reranker on the questions whose sentences are known, and write its weights where they are read."""
    from safetensors.numpy import load_file, save

    from eval.cases.taught import gather_passages, read_held_passages, read_sentences
    from eval.fit.reranker import fit_reranker
    from eval.fit.strangers import find_strangers
    from eval.measure.voice_lines import read_all_taught
    from eval.measure.voices import VOICES
    from eval.runs.folder import write_whole
    from index.reranking.reranker import ADAPTER

    target = _find_target(options.out, ADAPTER)
    passages = gather_passages(read_all_taught(VOICES / "taught"))
    questions, held = read_sentences(), read_held_passages()
    if options.most:
        questions = tuple(random.Random(0).sample(questions, min(options.most, len(questions))))  # noqa: S311 - no secrets
    print_line(f"{len(questions)} questions; {len(held)} held out")
    start = load_file(ADAPTER) if ADAPTER.is_file() and not options.anew else {}
    measured_on = {one.place.text for one in held}
    encoder = Service(settings).encoder
    strangers = find_strangers(questions, passages, encoder, without=measured_on, on_step=print_line)
    parts = fit_reranker(
        questions,
        passages,
        held,
        strangers=strangers,
        start=start,
        epochs=options.epochs,
        back=options.back / 100,
        on_epoch=print_line,
    )
    write_whole(target, save(parts))
    print_line(f"{target}: {target.stat().st_size / 1e6:.1f} MB; fundstelle eval calibrate --company")
    return 0


def run_fit_encoder(options: argparse.Namespace, _: Settings) -> int:
    """Fit the encoder's adapter on the questions that are there for it, from the one that ships, and write it there."""
    from safetensors.numpy import save

    from eval.cases.taught import HELD, QUESTIONS, gather_passages, read_questions
    from eval.fit.encoder import fit_encoder
    from eval.measure.voice_lines import read_all_taught
    from eval.measure.voices import VOICES
    from eval.runs.folder import write_whole
    from index.encoders.bundled.conversion import ADAPTER_PATH

    target = _find_target(options.out, ADAPTER_PATH)
    texts = read_all_taught(VOICES / "taught")
    questions = [one for path in options.questions or QUESTIONS for one in read_questions(path)]
    held = read_questions(HELD)
    print_line(f"{len(questions)} questions; {len(held)} held out")
    parts = fit_encoder(questions, gather_passages(texts), held, epochs=options.epochs, on_epoch=print_line)
    write_whole(target, save(parts))
    print_line(f"{target}: {target.stat().st_size / 1e6:.1f} MB; it is another encoder now: make vectors,")
    print_line("fundstelle eval fit-kinds, fundstelle eval calibrate --company")
    return 0
