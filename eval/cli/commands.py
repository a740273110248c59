"""`fundstelle eval`: check cases, run them, compare, gate, ablate, set beside peers, triage, import, calibrate."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.cli.console import add_store, whole_number


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `eval` with its subcommands to the command line (entry point `fundstelle.commands`)."""
    parser = commands.add_parser("eval", help="measure answers on labelled questions")
    parts = parser.add_subparsers(title="evaluation", metavar="COMMAND", required=True)
    _add_measuring(parts)
    _add_judging(parts)
    _add_comparing(parts)
    _add_making(parts)


def _add_measuring(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import run

    parser = parts.add_parser("check", help="whether the dossier carries the cases")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="case files (default: the bundled ones)")
    add_store(parser)
    parser.set_defaults(run=run.run_check)
    _add_voices(parts)
    _add_conversation(parts)
    _add_followups(parts)
    _add_claims(parts)
    _add_attacks(parts)
    _add_prose(parts)
    _add_chain(parts)
    parser = parts.add_parser("run", help="ask every question and write a report")
    _add_cases(parser)
    _add_settings(parser)
    _add_out(parser)
    parser.set_defaults(run=run.run_run)
    parser = parts.add_parser("report", help="write the report of a run again")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.set_defaults(run=run.run_report)


def _add_voices(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import voices as run

    parser = parts.add_parser("voices", help="whose words each sentence of the labelled texts gives")
    parser.add_argument(
        "--split",
        choices=("dev", "fresh", "later", "written", "unseen", "aside", "test"),
        default="dev",
        help="default: dev",
    )
    parser.add_argument("--wrong", action="store_true", help="print every sentence that is not right")
    parser.add_argument("--no-listener", action="store_true", help="by the rules alone")
    parser.set_defaults(run=run.run_voices)


def _add_conversation(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import conversation as run

    parser = parts.add_parser("conversation", help="whether each thing said to the chat gets its kind of answer")
    parser.add_argument(
        "--split", choices=("dev", "open", "sealed", "test"), default="dev", help="default: dev; test is logged"
    )
    parser.add_argument("--wrong", action="store_true", help="print every case that is not right, and why")
    parser.add_argument(
        "--stores", type=Path, default=Path("runs") / "conversation", metavar="DIR",
        help="one store a dossier is kept here (default: runs/conversation)",
    )  # fmt: skip
    parser.add_argument("--gate", action="store_true", help="exit code 1 when a type is worse than the baseline")
    parser.add_argument("--accept", action="store_true", help="write the figures as the new baseline")
    parser.set_defaults(run=run.run_conversation)


def _add_followups(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import followups as run

    parser = parts.add_parser("followups", help="whether a message that leans on the answer before is understood so")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="default: dev; test is logged")
    parser.add_argument("--wrong", action="store_true", help="print every conversation that ends wrong, and why")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument(
        "--stores", type=Path, default=Path("runs") / "conversation", metavar="DIR",
        help="one store a dossier is kept here (default: runs/conversation)",
    )  # fmt: skip
    parser.add_argument("--gate", action="store_true", help="exit code 1 when a sort is worse than the baseline")
    parser.add_argument("--accept", action="store_true", help="write the figures as the new baseline")
    parser.set_defaults(run=run.run_followups)


def _add_claims(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from app.checking.claims.records import FAMILIES
    from eval.cli import claims as run

    parser = parts.add_parser("claims", help="whether the checks on prose find the errors planted in sentences")
    splits = ("dev", "fresh", "open", "sealed", "test")
    parser.add_argument("--split", choices=splits, default="dev", help="default: dev; test is logged")
    parser.add_argument("--family", choices=FAMILIES, metavar="F", help="its wrong sentences, and right ones near it")
    parser.add_argument("--no-encoder", dest="encoder", action="store_false", help="compare no meanings: fast")
    parser.add_argument("--wrong", action="store_true", help="print every case that is not right, and what was found")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--gate", action="store_true", help="exit code 1 when a figure is worse than the baseline")
    parser.add_argument("--accept", action="store_true", help="write the figures as the new baseline")
    parser.set_defaults(run=run.run_claims)


def _add_attacks(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import attacks as run

    parser = parts.add_parser("attacks", help="whether instructions planted in texts and questions are obeyed")
    parser.add_argument("--mode", choices=("static", "adaptive"), help="default: both")
    parser.add_argument("--limit", type=whole_number(1, 10**6), metavar="N", help="only N, evenly from all")
    parser.add_argument(
        "--model", choices=("scripted", "settings"), default="scripted",
        help="who writes: one that obeys everything (default), or the one of FUNDSTELLE_LLM_*",
    )  # fmt: skip
    parser.add_argument("--whole", action="store_true", help="show the model whole passages, not only what is quoted")
    parser.add_argument(
        "--answers", type=Path, default=Path("runs") / "attacks" / "answers.jsonl", metavar="FILE",
        help="what the model of the settings wrote is kept here (default: runs/attacks/answers.jsonl)",
    )  # fmt: skip
    parser.add_argument("--wrong", action="store_true", help="print every attack that had an effect, and what is shown")
    parser.add_argument("--json", action="store_true", help="the figures and every attack as JSON")
    parser.set_defaults(run=run.run_attack_command)


def _add_prose(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import prose as run
    from eval.runs.prose import GENERATORS

    parser = parts.add_parser("prose", help="whether what a language model writes over quotes is carried by them")
    parser.add_argument(
        "--limit", type=whole_number(1, 10**6), default=100, metavar="N",
        help="questions, evenly from every kind of the dev cases (default: 100)",
    )  # fmt: skip
    parser.add_argument(
        "--generator", choices=GENERATORS, action="append", metavar="G",
        help=f"{', '.join(GENERATORS)}; may be repeated (default: all)",
    )  # fmt: skip
    parser.add_argument(
        "--written", type=Path, default=Path("runs") / "prose" / "written.jsonl", metavar="FILE",
        help="what the model wrote is kept here and not asked again (default: runs/prose/written.jsonl)",
    )  # fmt: skip
    parser.add_argument("--sheet", type=Path, metavar="FILE", help="write every sentence with its evidence (Markdown)")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    add_store(parser)
    parser.set_defaults(run=run.run_prose)


def _add_chain(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import chain as run

    parser = parts.add_parser("chain", help="whether notes lead to the right place in the works they cite")
    parser.add_argument("pairs", type=Path, metavar="FILE", help="pairs of a dossier (eval/doervemoor/chain.jsonl)")
    parser.add_argument("--wrong", action="store_true", help="print every pair that is not right")
    add_store(parser)
    parser.set_defaults(run=run.run_chain)


def _add_judging(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import gate as run

    parser = parts.add_parser("compare", help="two runs in pairs: differences, tests, questions that changed")
    parser.add_argument("before", type=Path, metavar="A")
    parser.add_argument("after", type=Path, metavar="B")
    parser.set_defaults(run=run.run_compare)
    parser = parts.add_parser("gate", help="exit code 1 when something got worse than a baseline")
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="default: the one of the bundled dossier")
    parser.add_argument("--run", dest="folder", type=Path, metavar="DIR", help="a finished run (default: run it now)")
    parser.add_argument("--accept", action="store_true", help="write the run's figures as the new baseline")
    _add_cases(parser)
    _add_out(parser)
    parser.set_defaults(run=run.run_gate, settings=[])


def _add_comparing(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import rankers as run

    for name, function, text in (
        ("ablate", run.run_ablate, "what each part of retrieval gives"),
        ("peers", run.run_peers, "side by side with a plain llama-index and a Haystack pipeline"),
    ):
        parser = parts.add_parser(name, help=text)
        _add_cases(parser)
        _add_settings(parser)
        _add_out(parser)
        parser.set_defaults(run=function)


def _add_making(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import calibrate as run
    from eval.cli.import_squad import add_squad
    from eval.cli.triage import add_triage

    add_triage(parts.add_parser("triage", help="readers' reports become cases: list, show, draft, accept, drop"))
    parser = parts.add_parser("import", help="a labelled set in another format becomes a dossier with cases")
    formats = parser.add_subparsers(title="formats", metavar="FORMAT", required=True)
    add_squad(formats.add_parser("squad", help="SQuAD-format JSON"))
    parser = parts.add_parser("calibrate", help="fit the model that decides between an answer and an abstention")
    parser.add_argument("--cases", type=Path, action="append", metavar="FILE", help="case files (default: the bundled)")
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write the model (default: where the product reads it)"
    )
    parser.add_argument(
        "--company", action="store_true", help="ask every question with hundreds of other texts beside the dossier, too"
    )
    add_store(parser)
    parser.set_defaults(run=run.run_calibrate)
    _add_fits(parts)


def _add_fits(parts: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from eval.cli import calibrate as run

    parser = parts.add_parser("fit-kinds", help="fit the model that guesses what kind of message is sent")
    parser.set_defaults(run=run.run_fit_kinds)
    parser = parts.add_parser("fit-encoder", help="fit the encoder's adapter by which questions find their passages")
    _add_fitting(parser, epochs=1, minutes="25 minutes for 5,500 questions on 2 cores")
    parser.add_argument(
        "--questions",
        type=Path,
        action="append",
        metavar="FILE",
        help="questions to learn from (default: all there are)",
    )
    parser.set_defaults(run=run.run_fit_encoder)
    parser = parts.add_parser("fit-reranker", help="fit the reranker that reads a question and a passage together")
    _add_fitting(parser, epochs=1, minutes="35 minutes for 12,000 questions on 2 cores")
    parser.add_argument(
        "--most", type=whole_number(1, 10**6), help="of so many questions, drawn by chance; default: all"
    )
    parser.add_argument(
        "--back",
        type=whole_number(0, 99),
        default=0,
        metavar="PERCENT",
        help="go back so far, in the end, to the weights it began with; default: 0",
    )
    parser.add_argument("--anew", action="store_true", help="begin with the encoder, not with the reranker that ships")
    parser.set_defaults(run=run.run_fit_reranker)
    parser = parts.add_parser("fit-voices", help="fit the listener that hears where others' words are given")
    _add_fitting(parser, epochs=3, minutes="14 to 20 minutes for 824 texts on 2 cores")
    parser.add_argument(
        "--hold", type=whole_number(2, 1000), help="leave every n-th text out, and measure on these; default: none"
    )
    parser.set_defaults(run=run.run_fit_voices)


def _add_fitting(parser: argparse.ArgumentParser, *, epochs: int, minutes: str) -> None:
    text = f"default: {epochs}; each took {minutes}"
    parser.add_argument("--epochs", type=whole_number(1, 100), default=epochs, help=text)
    parser.add_argument("--out", type=Path, help="where to write the weights; default: where the product reads them")


def _add_cases(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--cases",
        type=Path,
        action="append",
        metavar="FILE",
        help="case file or folder, may be repeated (default: the bundled cases)",
    )
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="default: dev; runs on test are logged")
    parser.add_argument("--limit", type=whole_number(1, 10**6), metavar="N", help="only the first N question groups")
    add_store(parser)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a setting for this run, may be repeated",
    )


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="the run's folder (default: one of its own under runs/)"
    )
