"""Whether what an answer says is carried by the quotes it cites: one measure for prose, for quotes and for a peer.

The figures are those of Gao et al., "Enabling Large Language Models to Generate Text with Citations" (ALCE), 2023,
section 4, with the product's own checks in the place of a model of entailment: evidence carries a sentence where
`check_statement` finds nothing against it. What the checks cannot see is not seen here either; the sheet for a person
(`eval.report.prose`) is there for that.

Citation recall: the share of sentences that all they cite, taken together, carries.
Citation precision: of the citations of carried sentences, the share that carries its sentence alone, or without which
the others do not carry it. ALCE counts the citations of sentences that are not carried as imprecise, too; here they are
left out, since recall has counted those sentences already.

Sentences of one answer are not independent: their intervals (Wilson) are somewhat too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from app.checking.claims.check import check_statement
from app.checking.claims.meaning import Likeness
from app.checking.claims.records import FAMILIES, Family, Statement
from app.prose.records import Piece
from app.records import Citation
from eval.measure.intervals import Rate
from eval.measure.metrics import share_held
from eval.records import CaseQuestion, Place
from ingest.text.language import tell_language

VALIDITY, RECALL, PRECISION, DETAILS = "valid", "carried", "precise", "wrong detail"
PROSE, LANGUAGE, FALSE_REFUSAL, REFUSED, GOLD, FAILED = (
    "shown", "language", "false refusal", "refused", "gold cited", "failed"
)  # fmt: skip
_DETAILS: frozenset[Family] = frozenset({"number", "name", "date"})
_LANGUAGES = ("de", "en", "ru")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that a generator wrote, whether or not a reader sees it."""

    text: str
    numbers: tuple[int, ...]
    """What it cites."""
    language: str
    """What it is checked as: the question's; of a quote, its source's."""
    shown: bool
    problems: tuple[str, ...] = ()
    """Why it is not shown, a line each."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What the answer took when the model was really asked; None: not known, or nothing was asked."""

    first: float | None = None
    """Seconds to the first sentence."""
    whole: float | None = None
    """Seconds to the end."""
    prompt_tokens: int | None = None
    answer_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What one generator made of one question."""

    generator: str
    question: CaseQuestion
    said: tuple[Said, ...] = ()
    pieces: tuple[Piece, ...] = ()
    """The evidence that it was given, by number."""
    citations: tuple[Citation, ...] = ()
    """Where the pieces stand."""
    broken: frozenset[int] = frozenset()
    """Numbers of citations that are not what their places make them."""
    refused: bool = False
    failure: str = ""
    """Why the model did not answer, on one line."""
    cost: Cost = Cost()


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with what the checks find."""

    said: Said
    families: frozenset[Family]
    """Those that object; empty: the evidence carries it."""
    wrong_detail: bool
    """Whether it has a number, name or date that what it cites does not carry; where it cites nothing that was given,
    that nothing of what was given carries."""
    needed: tuple[bool, ...]
    """For each citation of a carried sentence, whether it carries alone or the others do not without it."""


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer with its sentences judged."""

    told: Told
    sentences: tuple[JudgedSentence, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Seconds over so many answers."""

    number: int
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class ProseFigures:
    """A row of the table."""

    name: str
    sentences: int
    """Shown; where all that was written is counted, written."""
    rejected: int
    rates: tuple[Rate, ...]
    objections: dict[Family, int]
    """Sentences that a family of checks objects to; one may be objected to by several."""
    first: Spread | None = None
    whole: Spread | None = None
    prompt_tokens: int | None = None
    """All together; None: nothing was counted."""
    answer_tokens: int | None = None


def judge_answer(told: Told, similar: Likeness | None) -> JudgedAnswer:
    """Check every sentence against the evidence that its generator was given."""
    return JudgedAnswer(told, tuple(_judge(one, told.pieces, similar) for one in told.said))


def _judge(said: Said, pieces: Sequence[Piece], similar: Likeness | None) -> JudgedSentence:
    issued = {piece.number: piece.ground for piece in pieces}
    statement = Statement(said.text, said.language)

    def object_to(numbers: Sequence[int]) -> frozenset[Family]:
        return frozenset(one.family for one in check_statement(statement, numbers, issued, similar=similar))

    families = object_to(said.numbers)
    against = object_to(tuple(issued)) if issued and "marker" in families else families
    needed = () if families else _find_needed(said.numbers, object_to)
    return JudgedSentence(said, families, bool(against & _DETAILS), needed)


def _find_needed(numbers: Sequence[int], object_to: Callable[[Sequence[int]], frozenset[Family]]) -> tuple[bool, ...]:
    """For each citation of a carried sentence, whether it is to the point; a single one is."""
    if len(numbers) == 1:
        return (True,)
    return tuple(
        not object_to([number]) or bool(object_to([other for other in numbers if other != number]))
        for number in numbers
    )


def count_sentences(answers: Sequence[JudgedAnswer], *, written: bool = False) -> tuple[Rate, ...]:
    """Validity, recall, precision, wrong details: of what is shown, or of all that was `written`."""
    rows = [(one.told, each) for one in answers for each in one.sentences if written or each.said.shown]
    valid = [
        number in {piece.number for piece in told.pieces} - told.broken
        for told, one in rows
        for number in one.said.numbers
    ]
    return (
        _count(VALIDITY, valid),
        _count(RECALL, (not one.families for _, one in rows)),
        _count(PRECISION, (needed for _, one in rows for needed in one.needed)),
        _count(DETAILS, (one.wrong_detail for _, one in rows)),
    )


def count_objections(answers: Sequence[JudgedAnswer], *, written: bool = False) -> dict[Family, int]:
    """How many sentences each family of checks objects to, the most frequent first."""
    rows = [each for one in answers for each in one.sentences if written or each.said.shown]
    counts = {family: sum(family in one.families for one in rows) for family in FAMILIES}
    return dict(sorted(((name, count) for name, count in counts.items() if count), key=lambda pair: -pair[1]))


def count_answers(answers: Sequence[JudgedAnswer]) -> tuple[Rate, ...]:
    """Shown at all, language, refusals, gold and failures: of what a reader sees."""
    told = [one.told for one in answers]
    answerable = [one for one in told if one.question.case.kind == "answerable"]
    return (
        _count(PROSE, (bool(_show(one)) for one in told)),
        _count(LANGUAGE, (_is_in_its_language(one) for one in told if _show(one))),
        _count(FALSE_REFUSAL, (one.refused for one in answerable)),
        _count(REFUSED, (one.refused for one in told if one.question.case.kind == "unanswerable")),
        _count(GOLD, map(_cites_gold, answerable)),
        _count(FAILED, (bool(one.failure) for one in told)),
    )


def make_figures(name: str, answers: Sequence[JudgedAnswer]) -> ProseFigures:
    """The row of a generator, as it is shown."""
    said = [each for one in answers for each in one.told.said]
    costs = [one.told.cost for one in answers]
    return ProseFigures(
        name=name,
        sentences=sum(one.shown for one in said),
        rejected=sum(bool(one.problems) for one in said),
        rates=(*count_sentences(answers), *count_answers(answers)),
        objections=count_objections(answers),
        first=_spread(one.first for one in costs),
        whole=_spread(one.whole for one in costs),
        prompt_tokens=_sum(one.prompt_tokens for one in costs),
        answer_tokens=_sum(one.answer_tokens for one in costs),
    )


def make_written_figures(name: str, answers: Sequence[JudgedAnswer]) -> ProseFigures:
    """The row of all that a generator wrote, before its checks."""
    said = [each for one in answers for each in one.told.said]
    return ProseFigures(
        name, len(said), 0, count_sentences(answers, written=True), count_objections(answers, written=True)
    )


def _show(told: Told) -> tuple[Said, ...]:
    return tuple(one for one in told.said if one.shown)


def _is_in_its_language(told: Told) -> bool:
    asked = told.question.language
    found = tell_language(" ".join(one.text for one in _show(told)), _LANGUAGES, fallback=asked)
    return found.known and found.language == asked


def _cites_gold(told: Told) -> bool:
    cited = {number for one in _show(told) for number in one.numbers}
    places = [Place(one.source, one.start, one.end) for one in told.citations if one.id in cited]
    return share_held(told.question.gold.pieces, places) > 0


def _spread(values: Iterable[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return Spread(len(known), float(np.percentile(known, 50)), float(np.percentile(known, 90)))


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _count(name: str, found: Iterable[bool]) -> Rate:
    rows = list(found)
    return Rate(name, sum(rows), len(rows))
