"""From the quotes of an answer to prose: ask the model, read its lines as they come, check each."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import takewhile
from time import perf_counter

from app.checking.claims.check import check_statement
from app.checking.claims.meaning import Likeness
from app.checking.claims.records import Statement
from app.models.protocol import LanguageModel
from app.models.records import ModelUse
from app.prose.asking import make_messages
from app.prose.cache import ProseCache, make_key
from app.prose.evidence import list_evidence
from app.prose.lines import read_lines, read_sentences
from app.prose.records import Piece, ProseSettings, Task, Written
from app.records import AnswerSentence, Citation, Prose, ProseOutcome, Rejected
from ingest.errors import FundstelleError
from prompts import frame, task_prompt

_WORD = re.compile(r"\w+")
_SAME = 0.75
"""Share of the words of two sentences that both have, from which on the later one is a repetition."""
_PUNCTUATION = " .!*_\"'“”„"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written, over which quotes."""

    task: Task
    question: str
    language: str
    """One of `prompts.TASK_LANGUAGES`."""
    citations: tuple[Citation, ...]
    generation: str


@dataclass(frozen=True, slots=True)
class Writer:
    """A language model with what it needs to be heard: its limits, the check of meaning, what it wrote before."""

    model: LanguageModel
    settings: ProseSettings
    similar: Likeness | None = None
    cache: ProseCache | None = None
    stopped: Callable[[], bool] = lambda: False
    """Whether whoever asked wants no more of it."""


def write_prose(order: Order, writer: Writer) -> Iterator[AnswerSentence | Rejected | Prose]:
    """The sentences that stood up to their checks, as they come, and those that did not; at last what came of it all.

    No failure of the model's leaves here: it ends in a `Prose` that says so.
    """
    pieces = list_evidence(order.citations, order.language, writer.settings)
    started = perf_counter()
    first: int | None = None
    used: list[ModelUse] = []
    said: list[str] = []
    shown, rejected = 0, 0
    outcome: ProseOutcome = "written"
    note = ""
    try:
        with closing(_read_written(order, pieces, writer, used)) as written:
            for one in written:
                if one is None:
                    outcome = "refused"
                    break
                if writer.stopped():
                    break
                judged = judge_sentence(one, order.language, pieces, writer.similar, said)
                said.append(one.text)
                first = first if first is not None else _since(started)
                shown, rejected = shown + isinstance(judged, AnswerSentence), rejected + isinstance(judged, Rejected)
                yield judged
                if shown >= writer.settings.most:
                    break
    except FundstelleError as error:
        outcome, note = "failed", error.line
    if writer.stopped():
        outcome = "stopped"
    elif outcome == "written" and not shown:
        outcome = "nothing" if rejected else "failed"
    version = task_prompt(order.task, order.language).version
    use = used[0] if used else None
    yield Prose(
        writer.model.name, version, outcome, note, shown, rejected, first, _since(started),
        prompt_tokens=use.prompt_tokens if use else None, answer_tokens=use.answer_tokens if use else None,
    )  # fmt: skip


def judge_sentence(
    written: Written, language: str, pieces: Sequence[Piece], similar: Likeness | None, said: Sequence[str] = ()
) -> AnswerSentence | Rejected:
    """A sentence with its citations where its checks find nothing against it. Args: said: the ones before it."""
    if any(_says_the_same(written.text, one) for one in said):
        return Rejected(written.text, written.numbers, ("repetition: says what was said before",))
    issued = {piece.number: piece.ground for piece in pieces}
    statement = Statement(written.text, language)
    problems = check_statement(statement, written.numbers, issued, similar=similar)
    if not problems:
        return AnswerSentence(written.text, written.numbers, "supported")
    if problems[0].family != "marker":
        # Small models often say what one piece says and number another: every check holds for the one it is put to.
        for number in issued:
            if (number,) != written.numbers and not check_statement(statement, (number,), issued, similar=similar):
                return AnswerSentence(written.text, (number,), "supported")
    return Rejected(written.text, written.numbers, tuple(f"{one.family}: {one.note}" for one in problems))


def _read_written(
    order: Order, pieces: Sequence[Piece], writer: Writer, used: list[ModelUse]
) -> Generator[Written | None, None, None]:
    """The sentences as the model writes them; None where it says that the evidence does not answer."""
    refusal = frame("model_refusal", order.language).casefold()
    begun = False
    with closing(_read_lines(order, pieces, writer, used)) as lines:
        for line in lines:
            if not begun and line.strip(_PUNCTUATION).casefold().startswith(refusal):
                yield None
                return
            begun = True
            yield from read_sentences(line)


def _read_lines(
    order: Order, pieces: Sequence[Piece], writer: Writer, used: list[ModelUse]
) -> Generator[str, None, None]:
    """The model's lines, from the cache where the same was asked before; remembered once they are all there.

    What the call took is put into `used` when it has come to its end.
    """
    key = make_key(
        writer.model.name, order.generation, order.task, order.language, order.question, pieces, writer.settings
    )
    kept = writer.cache.get(key) if writer.cache else None
    if kept is not None:
        yield from kept.split("\n")
        return
    messages = make_messages(order.task, order.language, order.question, pieces)
    lines: list[str] = []
    with closing(_keep_use(writer.model.stream(messages, longest=writer.settings.longest), used)) as stream:
        for line in read_lines(takewhile(lambda _: not writer.stopped(), stream)):
            lines.append(line)
            yield line
    if writer.cache and lines and not writer.stopped():
        writer.cache.put(key, "\n".join(lines))


def _keep_use(stream: Generator[str, None, ModelUse], used: list[ModelUse]) -> Generator[str, None, None]:
    used.append((yield from stream))


def _says_the_same(text: str, other: str) -> bool:
    """Whether a sentence has nearly the words of another: small models repeat themselves."""
    one, two = ({word.casefold() for word in _WORD.findall(said)} for said in (text, other))
    return len(one & two) >= _SAME * max(len(one | two), 1)


def _since(started: float) -> int:
    return round((perf_counter() - started) * 1000)
