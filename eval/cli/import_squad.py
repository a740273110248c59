"""`fundstelle eval import squad`: a SQuAD-format question set becomes a dossier with cases."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.console import print_line, whole_number
from app.settings import Settings
from ingest.errors import UsageError

if TYPE_CHECKING:
    from eval.cases.squad import LeftOut
    from eval.cases.squad_files import LabelledFile


def add_squad(parser: argparse.ArgumentParser) -> None:
    """Add the options of `eval import squad`."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="each gives questions and paragraphs; ids align languages"
    )
    parser.add_argument(
        "--questions", nargs="+", type=Path, action="extend", default=[], metavar="FILE", help="questions only"
    )
    parser.add_argument(
        "--sources",
        nargs="+",
        type=Path,
        action="extend",
        default=[],
        metavar="FILE",
        help="paragraphs and answers only",
    )
    parser.add_argument(
        "--language",
        action="append",
        default=[],
        metavar="FILE=de",
        help="a file's language, or FILE=de,en: that of its paragraphs, then that of its questions"
        " (default: what its name tells, else its text)",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new folder for dossier and cases")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="of the cases (default: dev)")
    parser.add_argument(
        "--limit",
        type=whole_number(1, 10**6),
        metavar="N",
        help="only the first N question groups, with no paragraphs but theirs",
    )
    parser.add_argument("--title", metavar="TEXT", help="the dossier's title (default: the files' names)")
    parser.set_defaults(run=run_squad)


def run_squad(options: argparse.Namespace, _settings: Settings) -> int:
    """Write dossier and cases; say what was taken for what, and what was left out."""
    from eval.cases.squad import LEFT_OUT, import_squad

    questions, sources = [*options.files, *options.questions], [*options.files, *options.sources]
    if not questions or not sources:
        raise UsageError("there are no files for questions and sources", remedy="FILE..., or --questions and --sources")
    labelled = _read_files(list(dict.fromkeys((*questions, *sources))), options.language)
    for path, one in labelled.items():
        print_line(
            f"{path}: paragraphs {one.context_language}, questions {one.question_language}, {one.how};"
            f" {len(one.file.paragraphs)} paragraphs, {len(one.file.asked)} questions"
        )
    imported = import_squad(
        [labelled[path] for path in dict.fromkeys(questions)],
        [labelled[path] for path in dict.fromkeys(sources)],
        options.out,
        split=options.split,
        limit=options.limit,
        title=options.title or ", ".join(path.stem for path in labelled),
    )
    for line in (*_reasons(imported.left_out), *imported.remarks):
        print_line(line)
    if imported.left_out:
        print_line(f"{imported.folder / LEFT_OUT} names all that were left out")
    impossible = sum(case.kind == "unanswerable" for case in imported.cases)
    asked = "/".join(sorted({language for case in imported.cases for language in case.questions}))
    written = "/".join(sorted({str(source.language) for source in imported.sources}))
    print_line(
        f"{len(imported.cases)} cases ({impossible} of them unanswerable), questions in {asked};"
        f" {len(imported.sources)} sources in {written}: {imported.folder}"
    )
    print_line(f"Next: fundstelle ingest --dossier {imported.folder} --store STORE")
    test = " --split test" if options.split == "test" else ""
    print_line(f"Then: fundstelle eval run --cases {imported.folder / 'cases.jsonl'}{test} --store STORE")
    return 0


def _read_files(paths: Sequence[Path], languages: Sequence[str]) -> dict[Path, LabelledFile]:
    from eval.cases.squad_files import label_languages, read_squad

    given: dict[Path, tuple[str, str]] = {}
    for option in languages:
        name, _, codes = option.rpartition("=")
        match = re.fullmatch(r"([a-z]{2})(?:,([a-z]{2}))?", codes)
        meant = [path for path in paths if name in (str(path), path.name)]
        if not match or not meant:
            raise UsageError(
                f"--language {option!r} does not name one of the files and its language",
                remedy=f"--language {paths[0]}=de",
            )
        given |= dict.fromkeys(meant, (match[1], match[2] or match[1]))
    return {path: label_languages(read_squad(path), given.get(path)) for path in paths}


def _reasons(left_out: Sequence[LeftOut]) -> list[str]:
    """A line for each reason: how often, and of whom. What quotes a text or a question counts as one reason."""
    from eval.cases.squad import name_some

    groups: dict[str, list[str]] = {}
    for left in left_out:
        groups.setdefault(re.sub(r": '.*|: \".*| by \S+ already| fact .*", "", left.reason), []).append(left.id)
    return [f"left out, {reason}: {name_some(ids, 'question')}" for reason, ids in groups.items()]
