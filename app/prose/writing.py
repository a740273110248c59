"""From the quotes of an answer to prose: ask the model, read its lines as they come, check each."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import takewhile
from time import perf_counter

from app.checking.claims.check import check_statement
from app.checking.claims.meaning import Likeness
from app.checking.claims.records import Ground, Statement
from app.errors import describe_unexpected
from app.models.protocol import LanguageModel
from app.models.records import ModelUse
from app.prose.asking import make_messages
from app.prose.cache import ProseCache, make_key
from app.prose.evidence import list_evidence
from app.prose.lines import read_lines, read_sentences
from app.prose.records import Piece, ProseSettings, Task, Written
from app.records import Answer, AnswerSentence, Citation, Prose, ProseOutcome, Rejected, render_answer
from ingest.errors import FundstelleError
from prompts import frame, task_prompt

_log = logging.getLogger(__name__)
_WORD = re.compile(r"\w+")
_SAME = 0.75
"""Share of the words of two sentences that both have, from which on the later one is a repetition."""
_NEAR = 0.9
"""Likeness from which on a sentence may be put to a piece it did not cite itself: nine in ten right ones have it."""
_OPENERS = frozenset("der die das dies diese dieser ein eine es er sie the this these that it he she they a an".split())
"""Words that have a capital where they open a sentence."""
_NUMBERED = re.compile(r"\[\d+\]")
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
                if isinstance(judged, AnswerSentence):
                    said.append(one.text)
                first = first if first is not None else _since(started)
                shown, rejected = shown + isinstance(judged, AnswerSentence), rejected + isinstance(judged, Rejected)
                yield judged
                if shown >= writer.settings.most:
                    break
    except FundstelleError as error:
        outcome, note = "failed", error.line
        _log.warning("the language model wrote no answer: %s", error.line)
    except Exception as error:
        # Whatever a library or a check does: the quotes have been shown, and stay.
        outcome, note = "failed", describe_unexpected(error)
        _log.error("prose failed: %s", note)
        _log.debug("where it failed", exc_info=True)
    if writer.stopped():
        outcome = "stopped"
    elif outcome == "written" and not shown:
        outcome = "nothing" if rejected else "failed"
    version = task_prompt(order.task, order.language).version
    use = used[0] if used else None
    if outcome == "failed":
        shown = 0  # What came before is taken back.
    yield Prose(
        writer.model.name, version, outcome, note, shown, rejected, first, _since(started),
        prompt_tokens=use.prompt_tokens if use else None, answer_tokens=use.answer_tokens if use else None,
    )  # fmt: skip


def confirm_prose(answer: Answer, settings: ProseSettings, similar: Likeness | None) -> Answer:
    """An answer that comes from outside, with only so much of its prose as stands up to the checks again."""
    pieces = list_evidence(answer.citations, answer.language, settings)
    kept = tuple(
        one
        for one in answer.sentences
        if one.support != "supported"
        or judge_sentence(Written(one.text, one.citations), answer.language, pieces, similar) == one
    )
    return answer if kept == answer.sentences else replace(answer, sentences=kept, answer=render_answer(kept))


def judge_sentence(
    written: Written, language: str, pieces: Sequence[Piece], similar: Likeness | None, said: Sequence[str] = ()
) -> AnswerSentence | Rejected:
    """A sentence with its citations where its checks find nothing against it. Args: said: the ones before it."""
    if any(_says_the_same(written.text, one) for one in said):
        return Rejected(written.text, written.numbers, ("repetition: says what was said before",))
    issued = {piece.number: piece.ground for piece in pieces}
    statement = Statement(written.text, language)
    problems = check_statement(statement, written.numbers, issued, similar=similar)
    if not problems and len(written.numbers) > 1:
        # Two pieces together may carry what neither says: the one's subject and the other's figure.
        alone = (n for n in written.numbers if not check_statement(statement, (n,), issued, similar=similar))
        number = next(alone, None)
        if number is None:
            return Rejected(written.text, written.numbers, ("meaning: none of what it cites carries it alone",))
        return AnswerSentence(written.text, (number,), "supported")
    if not problems:
        return AnswerSentence(written.text, written.numbers, "supported")
    nearest = _find_nearest(statement, issued, similar) if problems[0].family != "marker" else ()
    if nearest and nearest != written.numbers and not check_statement(statement, nearest, issued, similar=similar):
        # Small models often say what one piece says and number another: every check holds for the one it is put to.
        return AnswerSentence(written.text, nearest, "supported")
    return Rejected(written.text, written.numbers, tuple(f"{one.family}: {one.note}" for one in problems))


def _read_written(
    order: Order, pieces: Sequence[Piece], writer: Writer, used: list[ModelUse]
) -> Generator[Written | None, None, None]:
    """The sentences as the model writes them; None where it says that the evidence does not answer."""
    refusal = frame("model_refusal", order.language).casefold()
    begun = False
    with closing(_read_lines(order, pieces, writer, used)) as lines:
        for line in lines:
            if not begun and _NUMBERED.sub("", line).strip(_PUNCTUATION).casefold() == refusal:
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
        for line in read_lines(takewhile(lambda _: not writer.stopped(), stream), is_whole=lambda: not _is_cut(used)):
            lines.append(line)
            yield line
    if writer.cache and lines and not writer.stopped() and not _is_cut(used):
        writer.cache.put(key, "\n".join(lines))


def _is_cut(used: Sequence[ModelUse]) -> bool:
    """Whether the answer ended because it was as long as it may be."""
    return any(use.cut for use in used)


def _keep_use(stream: Generator[str, None, ModelUse], used: list[ModelUse]) -> Generator[str, None, None]:
    used.append((yield from stream))


def _find_nearest(statement: Statement, issued: Mapping[int, Ground], similar: Likeness | None) -> tuple[int, ...]:
    """The piece that a sentence is nearest to, if it is near; none without an encoder."""
    if similar is None:
        return ()
    likeness, number = max((similar(statement.text, ground.text), -number) for number, ground in issued.items())
    return (-number,) if likeness >= _NEAR else ()


def _says_the_same(text: str, other: str) -> bool:
    """Whether a sentence has nearly the words of another: small models repeat themselves."""
    one, two = (set(_WORD.findall(said)) for said in (text, other))
    if any(word[0].isdigit() or word[0].isupper() for word in one ^ two if word.casefold() not in _OPENERS):
        return False  # Another year, another country.
    one, two = ({word.casefold() for word in words} for words in (one, two))
    return len(one & two) >= _SAME * max(len(one | two), 1)


def _since(started: float) -> int:
    return round((perf_counter() - started) * 1000)
