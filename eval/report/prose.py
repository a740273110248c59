"""Prose beside quotes and a peer: the table that the command line prints, and the sheet that a person judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from eval.measure.intervals import Rate
from eval.measure.prose import (
    DETAILS,
    FAILED,
    FALSE_REFUSAL,
    GOLD,
    LANGUAGE,
    PRECISION,
    PROSE,
    RECALL,
    REFUSED,
    VALIDITY,
    JudgedAnswer,
    ProseFigures,
    Said,
    Spread,
    Told,
)

_SENTENCES = (VALIDITY, RECALL, PRECISION, DETAILS)
_ANSWERS = (PROSE, LANGUAGE, GOLD, FALSE_REFUSAL, REFUSED, FAILED)
_NOTE = (
    "valid: markers at an issued quote that stands at its place; carried, precise: citation recall, precision (ALCE)",
    "by the product's checks; wrong detail: sentences with a number, name or date that the evidence does not carry;",
    "objections: sentences by check (it does not see the line above a quote that says whose words these are);",
    "shown, language: answers with a sentence, in the language asked for; refused: unanswerable ones. 95%, Wilson.",
)


def make_prose_table(rows: Sequence[ProseFigures]) -> str:
    """A row for each generator, in three parts: its sentences, its answers, what they took."""
    parts = (
        [("", "sentences", "rejected", *_SENTENCES), *map(_sentence_cells, rows)],
        [("", *_ANSWERS), *(_rate_cells(row, _ANSWERS) for row in rows if _has(row, PROSE))],
        [
            ("", "first sentence (s), median / p90", "whole answer (s)", "tokens read", "written"),
            *(_cost_cells(row) for row in rows if _has(row, PROSE)),
        ],
    )
    objections = [f"{row.name}: {_show_objections(row)}" for row in rows]
    return "\n".join([*(f"{_align(part)}\n" for part in parts), "objections", *objections, "", *_NOTE])


def make_prose_json(rows: Sequence[ProseFigures]) -> list[dict[str, object]]:
    """The same as plain JSON types."""
    return [{**asdict(row), "rates": [rate.to_json() for rate in row.rates]} for row in rows]


def make_sheet(answers: Sequence[JudgedAnswer]) -> str:
    """Every sentence that a model wrote with its evidence, numbered, what is shown and what is rejected apart."""
    lines = ["# Prose and its evidence", "", "Verdict: does the evidence say what the sentence says? yes, no, in part."]
    told = [one.told for one in answers if one.told.generator != "quotes"]
    for name in dict.fromkeys(one.generator for one in told):
        own = [one for one in told if one.generator == name]
        shown = [(one, said) for one in own for said in one.said if said.shown]
        others = [(one, said) for one in own for said in one.said if not said.shown]
        lines += ["", f"## {name}: shown ({len(shown)})", "", *_list(shown, "S")]
        if others:
            lines += ["", f"## {name}: not shown ({len(others)})", "", *_list(others, "R")]
    return "\n".join(lines) + "\n"


def _list(rows: Iterable[tuple[Told, Said]], letter: str) -> Iterator[str]:
    yield "| No. | Question | Sentence | Evidence | Verdict |"
    yield "| --- | --- | --- | --- | --- |"
    for number, (told, said) in enumerate(rows, start=1):
        marks = " ".join(f"[{one}]" for one in said.numbers)
        problems = "".join(f"<br>({_even(one)})" for one in said.problems)
        question = f"{told.question.id}: {_even(told.question.text)}"
        sentence = f"{_even(said.text)} {_even(marks)}{problems}"
        yield f"| {letter}{number} | {question} | {sentence} | {_show_evidence(told, said)} | |"


def _show_evidence(told: Told, said: Said) -> str:
    pieces = {piece.number: piece for piece in told.pieces}
    return "<br>".join(
        f"[{number}] {_even(pieces[number].who)}: {_even(pieces[number].ground.text)}"
        if number in pieces
        else f"[{number}] was not given"
        for number in said.numbers
    )


def _even(text: str) -> str:
    """A text as it may stand in a cell: on one line, no mark of the table's or of HTML's in it."""
    plain = " ".join(text.split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")


def _has(row: ProseFigures, name: str) -> bool:
    return any(rate.name == name for rate in row.rates)


def _sentence_cells(row: ProseFigures) -> tuple[str, ...]:
    _, *rates = _rate_cells(row, _SENTENCES)
    return (row.name, str(row.sentences), str(row.rejected) if _has(row, PROSE) else "", *rates)


def _rate_cells(row: ProseFigures, names: Sequence[str]) -> tuple[str, ...]:
    rates = {rate.name: rate for rate in row.rates}
    return (row.name, *(_show_rate(rates[name]) for name in names))


def _show_rate(rate: Rate) -> str:
    if rate.interval is None:
        return "-"
    low, high = rate.interval
    share = rate.count / rate.number
    return f"{share:.3f} {rate.count}/{rate.number} ({low:.2f}-{high:.2f})"


def _cost_cells(row: ProseFigures) -> tuple[str, ...]:
    tokens = ("-" if one is None else str(one) for one in (row.prompt_tokens, row.answer_tokens))
    return (row.name, _show_spread(row.first), _show_spread(row.whole), *tokens)


def _show_spread(spread: Spread | None) -> str:
    return f"{spread.median:.2f} / {spread.p90:.2f} ({spread.number} answers)" if spread else "-"


def _show_objections(row: ProseFigures) -> str:
    return ", ".join(f"{family} {count}" for family, count in row.objections.items()) or "none"


def _align(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
