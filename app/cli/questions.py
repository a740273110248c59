"""The admin's side of expected questions: the sheet to write them from, the check of what was written, and drafts."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from app.cli.console import add_store, print_line, print_note, whole_number
from app.models.environment import MODEL, URL, parse_url
from app.models.errors import ModelError
from app.models.open import open_model
from app.models.protocol import LanguageModel
from app.models.records import Message, ModelSettings
from app.service import Service
from app.settings import Settings
from ingest.errors import DossierError, FundstelleError, UsageError
from ingest.flow import parse_documents, utc_now
from ingest.manifest import read_manifest
from ingest.questions.drafts import Drafts, read_drafts
from ingest.questions.expected import read_expected, read_numbered
from ingest.questions.sheet import Coverage, SheetPassage, make_sheet, measure_coverage
from ingest.records import Document, ExpectedQuestion, Manifest
from ingest.snapshots import take_snapshots
from prompts import question_guide, question_request

_IN_A_ROW = 3
"""Failed calls one after another, after which nobody seems to answer any more."""
_TOKENS = 300
"""For a sentence's questions, amply: what goes on beyond that repeats itself."""

_TEMPERATURE = 0.3
"""Of drafts: questions that differ from one another."""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `questions` with its own commands."""
    questions = commands.add_parser("questions", help="the questions that a dossier expects: sheet, check, draft")
    parts = questions.add_subparsers(title="commands", metavar="COMMAND", required=True)
    parser = parts.add_parser("sheet", help="the passages without expected questions, a JSON line each, to write from")
    parser.add_argument("--all", action="store_true", help="the passages that have some as well")
    parser.add_argument("--guide", action="store_true", help="print how questions are written, and nothing else")
    _add_place(parser, run_sheet)
    parser = parts.add_parser("check", help="how far a file of expected questions goes, and what is wrong in it")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="default: the one the manifest names")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    _add_place(parser, run_check)
    parser = parts.add_parser("draft", help="let a language model that you run write the questions of the sheet")
    parser.add_argument(
        "--url",
        help="its OpenAI-compatible address, as in http://127.0.0.1:8080/v1, which gets the passages"
        " (default: FUNDSTELLE_LLM_URL)",
    )
    parser.add_argument("--model", metavar="NAME", help="the model's name there (default: FUNDSTELLE_LLM_MODEL)")
    parser.add_argument("--limit", type=whole_number(1, 10**6), metavar="N", help="only the first N passages")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="append to FILE, leaving out passages it has (default: print)"
    )
    parser.add_argument(
        "--timeout", type=whole_number(1, 3600), default=300, metavar="S", help="seconds a passage (default: 300)"
    )
    _add_place(parser, run_draft)


def _add_place(parser: argparse.ArgumentParser, run: object) -> None:
    parser.add_argument(
        "--dossier", type=Path, metavar="DIR", help="folder with manifest.toml (default: as for ingest)"
    )
    add_store(parser)
    parser.set_defaults(run=run)


def run_sheet(options: argparse.Namespace, settings: Settings) -> int:
    """Print the passages that have no expected questions, or how to write some."""
    if options.guide:
        print_line(question_guide().rstrip())
        return 0
    manifest, documents = _read_dossier(options, settings)
    asked = frozenset() if options.all else _asked_passages(_file_of(manifest))
    for passage in make_sheet(documents, leave_out=asked):
        print_line(json.dumps(passage.to_json(), ensure_ascii=False))
    return 0


def run_check(options: argparse.Namespace, settings: Settings) -> int:
    """Print how far a file of expected questions goes; DossierError when a line of it is malformed."""
    manifest, documents = _read_dossier(options, settings)
    path = options.file or _file_of(manifest)
    if path is None:
        raise DossierError(
            "the manifest names no file of expected questions",
            where=manifest.folder / "manifest.toml",
            remedy='write questions = "questions.jsonl" at its top, or fundstelle questions check FILE',
        )
    coverage = measure_coverage(tuple(_read_numbered(path)), documents)
    if options.json:
        print_line(json.dumps({"schema": 1, "file": str(path), **coverage.to_json()}, ensure_ascii=False))
        return 0
    for line in _show_coverage(coverage, path):
        print_line(line)
    return 0


def run_draft(options: argparse.Namespace, settings: Settings) -> int:
    """Ask a language model for the questions of each passage that has none; 1 when a call failed."""
    chosen = _choose_model(options, settings)
    model = open_model(chosen)
    manifest, documents = _read_dossier(options, settings)
    asked = _asked_passages(_file_of(manifest))
    if options.out and options.out.exists():
        asked |= _asked_passages(options.out)
    sheet = make_sheet(documents, leave_out=asked)[: options.limit]
    if not sheet:
        print_note("every passage has expected questions")
        return 0
    _append((), options.out)  # A file that cannot be written is told before the first call, not after it.
    leaves = "on this machine" if chosen.is_local else "the texts of the passages are sent there"
    print_note(f"asking {chosen.model} at {chosen.url} ({leaves}) about {len(sheet)} passages")
    return _draft_all(sheet, model, options.out)


def _choose_model(options: argparse.Namespace, settings: Settings) -> ModelSettings:
    """The model that the options name, else the one of the settings; its limit is the whole passage's."""
    known = settings.model
    if options.url:
        url = parse_url(options.url, where="--url", separator=" ")
        # A key belongs to the address that it was set for.
        known = known if known and known.url == url else ModelSettings("openai", url, known.model if known else "")
    if known is None:
        raise UsageError("no language model is set", where="--url", remedy=f"--url and --model, or {URL} and {MODEL}")
    limit = float(options.timeout)
    return replace(
        known, model=options.model or known.model, temperature=_TEMPERATURE, longest=1 << 20, first=limit,
        between=limit, total=limit,
    )  # fmt: skip


def _draft_all(sheet: Sequence[SheetPassage], model: LanguageModel, out: Path | None) -> int:
    written = passages = failed = in_a_row = 0
    try:
        for number, passage in enumerate(sheet, start=1):
            place, started = f"{number}/{len(sheet)} {passage.passage}", perf_counter()
            try:
                request = _request(passage)
                longest = _TOKENS * (1 + len(passage.sentences))
                answer = "".join(model.stream([Message("user", request)], longest=longest))
            except ModelError as error:
                failed, in_a_row = failed + 1, in_a_row + 1
                print_note(f"{place}: {error.line}")
                if in_a_row == _IN_A_ROW:
                    print_note(f"stopped: {_IN_A_ROW} calls in a row failed")
                    return 1
                continue
            in_a_row = 0
            drafts = read_drafts(answer, passage, request=request)
            _append(drafts.good, out)
            written, passages = written + len(drafts.good), passages + bool(drafts.good)
            print_note(f"{place}: {_count(drafts)}; {perf_counter() - started:.0f} s")
    finally:
        print_note(
            f"{written} questions for {passages} passages" + (f", appended to {out}" if out else "") + "; read them"
        )
    return 1 if failed else 0


def _request(passage: SheetPassage) -> str:
    return question_request(
        document=passage.document,
        section=passage.section or "-",
        introduced_by=passage.introduced_by or "-",
        sentences="\n".join(f"{one.n}. [{one.speaker}] {one.text}" for one in passage.sentences),
    )


def _append(questions: Sequence[ExpectedQuestion], out: Path | None) -> None:
    """Write a passage's lines in one piece, so that what is interrupted has all of a passage or nothing."""
    rows = ({"passage": one.passage_id, "sentence": one.sentence, **one.texts} for one in questions)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    if out is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        try:
            with out.open("a+b") as file:
                if text and file.tell():
                    file.seek(-1, 2)
                    text = text if file.read(1) == b"\n" else f"\n{text}"
                file.write(text.encode())
        except OSError as error:
            raise FundstelleError(
                f"the drafts cannot be written ({error.strerror})", where=out, remedy="--out FILE in a folder of yours"
            ) from error


def _count(drafts: Drafts) -> str:
    reasons = Counter(rejected.reason for rejected in drafts.rejected)
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return f"{len(drafts.good)} questions" + (f", {len(drafts.rejected)} rejected ({why})" if why else "")


def _read_dossier(options: argparse.Namespace, settings: Settings) -> tuple[Manifest, tuple[Document, ...]]:
    """The dossier as it lies in its folder now; nothing is written into the store."""
    manifest = read_manifest(options.dossier or Service(settings).dossier_folder())
    with TemporaryDirectory(prefix="fundstelle-") as name:
        folder = Path(name) / "snapshots"
        documents, _ = parse_documents(
            manifest, take_snapshots(manifest, folder, now=utc_now, on_refused=lambda *_: None), folder
        )
        return manifest, documents


def _file_of(manifest: Manifest) -> Path | None:
    return manifest.folder / manifest.questions if manifest.questions else None


def _asked_passages(path: Path | None) -> frozenset[str]:
    return frozenset(one.passage_id for one in read_expected(path) if one.passage_id) if path else frozenset()


def _read_numbered(path: Path) -> Iterator[tuple[int, ExpectedQuestion]]:
    """The questions of a file with the numbers of their lines."""
    if not path.is_file():
        raise UsageError("there is no such file", where=path, remedy="fundstelle questions check FILE")
    return read_numbered(path)


def _show_coverage(coverage: Coverage, path: Path) -> Iterator[str]:
    spoken = ", ".join(f"{count} in {language}" for language, count in coverage.languages.items()) or "none"
    gaps = f"; {coverage.gaps} lines are gaps, which the dossier leaves open" if coverage.gaps else ""
    yield f"{path}: {coverage.lines} lines; questions: {spoken}{gaps}"
    yield (
        f"covered: {coverage.passages} of {coverage.of_passages} passages,"
        f" {coverage.sentences} of {coverage.of_sentences} sentences"
    )
    for passage in coverage.without:
        where = f"footnote {passage.note}" if passage.note else passage.kind
        yield f"without any: passage {passage.passage} ({where}): {_cut(passage.sentences[0].text)}"
    for passage_id, numbers in coverage.partly.items():
        yield f"without any: passage {passage_id}, sentences {', '.join(map(str, numbers))}"
    for number, why in coverage.stale.items():
        yield f"stale: {path.name}:{number}: {why}"
    for repeat in coverage.repeats:
        place = f"{path.name}:{repeat.second}"
        yield f"repeated: {place} asks what line {repeat.first} does ({repeat.language}): {repeat.text}"


def _cut(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:69].rstrip()}…"
