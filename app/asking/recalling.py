"""What a message asks of the answer before it ("shorter", "source?", "the second one"), said of that answer.

The answer is given again from the earlier question: the browser's copy of it need not be trusted, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from app.answering.nearby import find_nearby
from app.answering.recalled import (
    find_others,
    pick,
    read_on,
    say_in,
    select_more,
    shorten,
    shorten_sides,
    show_around,
    tell_places,
)
from app.answering.verbatim import Draft, VerbatimSettings, add_behind, frame_quotes
from app.asking.inquiry import Inquiry, has_words
from app.asking.kinds.small_talk import tell_small_talk
from app.asking.referring import NEARBY, Reference, Sort, read_reference
from app.records import Answer, AnswerSentence, Citation, Question
from index.store.opened import OpenGeneration
from ingest.text.terms import find_content_words
from prompts import frame

_SELECTED = frozenset({"overview", "list"})
_OF_WHOLE: frozenset[Sort] = frozenset({"nth", "shorter", "more", "detail"})
"""What is asked of a whole answer, whatever was said of it since."""
_PICKS: frozenset[Sort | None] = frozenset({"nth", "shorter"})
_SAYS_LESS: frozenset[Sort | None] = frozenset({"where", "who", "sure", "when", "why", "how_much"})
"""What is shown then is beside the answer's own quotes."""
_ALIKE = 0.8
"""Cosine from which on a sentence with other figures speaks of the same."""
_LONGEST = 24
"""Messages of a conversation that are looked back on."""
_LOOKED_BACK = 3
"""Answers among which a list is sought when one of its points is asked for."""


Known = dict[int, Answer]
"""Answers of one conversation by the number of turns before them: one that refers to another needs it again."""


@dataclass(frozen=True, slots=True)
class Referred:
    """What is said of an earlier answer."""

    of: Answer
    draft: Draft | None = None
    reply: str = ""
    """Said without evidence, where there is nothing to show."""
    reason: str | None = None
    """Why that answer had nothing to show, where it abstained."""


class Recall:
    """The answers of a conversation before its last message, small talk aside: each given again when it is needed."""

    def __init__(self, question: Question, ask: Callable[[Question, Known], Answer], known: Known) -> None:
        """Args: question: The last message with its history. ask: Gives an answer. known: Those that were given."""
        self._question = question
        self._ask = ask
        self._known = known

    def answers(self) -> Iterator[Answer]:
        """The last one first."""
        for row in reversed(self._rows):
            # The oldest first: one that refers to another finds it known, however long the chain is.
            for before in self._find_chain(row):
                self._give(before)
            answer = self._known[row]
            if answer.kind != "small_talk":
                yield answer

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        """Where the messages stand that were asked, the last ones only, oldest first."""
        turns = enumerate(self._question.history)
        asked = [
            row
            for row, turn in turns
            if turn.role == "user" and has_words(turn.text) and not tell_small_talk(turn.text)
        ]
        return tuple(asked[-_LONGEST:])

    def _find_chain(self, row: int) -> tuple[int, ...]:
        """The messages up to this one from the last on that asks nothing of an answer, as far as they are not known."""
        place = first = self._rows.index(row)
        while (
            first
            and self._rows[first] not in self._known
            and read_reference(self._question.history[self._rows[first]].text)
        ):
            first -= 1
        return self._rows[first : place + 1]

    def _give(self, row: int) -> None:
        if row not in self._known:
            history = self._question.history
            before = Question(history[row].text, history=history[:row], language=self._question.language)
            self._known[row] = self._ask(before, self._known)

    def find_before(self, sort: Sort) -> Answer | None:
        """The answer that such a message is about; None where there is none.

        "The last one" after "the second one" is of the list, "source?" after it is that point's.
        """
        skipped = _SAYS_LESS | _PICKS if sort in _OF_WHOLE else _SAYS_LESS if sort in ("sure", "who") else frozenset()
        return next((one for one in self.answers() if _tell_sort(one) not in skipped), None)

    @cached_property
    def shown(self) -> tuple[Citation, ...]:
        """What "more" is not to show again: the last answer's quotes, and those before it that it was more of."""
        found: list[Citation] = []
        for answer in self.answers():
            found += answer.citations
            if _tell_sort(answer) in _SAYS_LESS | _PICKS:
                continue
            asked = read_reference(answer.question)
            if asked is None or asked.sort not in ("more", "detail"):
                break
        return tuple(found)


def _tell_sort(answer: Answer) -> Sort | None:
    """What it was asked for of the answer before it; None where it was asked for something else."""
    asked = read_reference(answer.question) if answer.follows else None
    return asked.sort if asked else None


def refer(inquiry: Inquiry, recall: Recall, opened: OpenGeneration, settings: VerbatimSettings) -> Referred | None:
    """What is said of the answer before; None where it had no quotes, or the question has to be sought for again."""
    asked = inquiry.refers
    last = recall.find_before(asked.sort) if asked else None
    if asked and last and last.status == "replied" and asked.sort in ("more", "detail"):
        return Referred(last, reply=frame("no_more", inquiry.spoken))
    # "Why?" alone of what nothing answers; "why did he say so?" is sought for.
    by_itself = asked is not None and asked.sort in NEARBY and bool(find_content_words(inquiry.text))
    if asked and last and last.status == "abstained" and not by_itself:
        same = last.language == inquiry.spoken and last.sentences
        said = last.sentences[0].text if same else frame("not_in_dossier", inquiry.spoken)
        return Referred(last, reply=said, reason=last.reason)
    if asked is None or last is None or last.status != "answered" or not last.citations:
        return None
    language = inquiry.spoken
    if asked.sort == "nth":
        return _pick(asked, recall, last, opened, language)
    draft = _say(asked, recall, last, opened, language, settings)
    return Referred(last, draft) if draft else None


def _say(
    asked: Reference, recall: Recall, last: Answer, opened: OpenGeneration, language: str, settings: VerbatimSettings
) -> Draft | None:
    quotes = _leading(last)
    match asked.sort:
        case "shorter" if sides := shorten_sides(last.sentences, last.citations, language, last.language):
            return sides
        case "shorter":
            return shorten(opened, quotes, language, many=last.kind in _SELECTED, single=asked.number == 1)
        case "where" | "who":
            return tell_places(opened, quotes, language, "stands")
        case "sure":
            draft = tell_places(opened, quotes, language, "sure")
            others = find_others(opened, quotes[0], near=_ALIKE)
            return add_behind(draft, frame_quotes(others, language), language, most=len(others), name="elsewhere")
        case "when" | "why" | "how_much":
            return find_nearby(opened, quotes, asked.sort, language, of_saying=asked.of_saying)
        case "spoken":
            return say_in(opened, last.citations, language, alike=settings.translated_cosine)
        case "detail" if around := show_around(opened, quotes, language):
            return around
    # More of the same kind; of anything else the next best is sought.
    if last.kind == "overview":
        return select_more(opened, recall.shown, len(last.citations), language)
    return read_on(opened, last.citations, language) if last.kind == "place" else None


def _pick(asked: Reference, recall: Recall, last: Answer, opened: OpenGeneration, language: str) -> Referred | None:
    """The quote that is meant, of the last answer, or of a list not long before it."""
    before = list(islice((one for one in recall.answers() if _tell_sort(one) not in _SAYS_LESS | _PICKS), _LOOKED_BACK))
    lists = [one for one in before if one.status == "answered" and one.kind == "list"]
    for answer in (*lists, last) if asked.listed else (last, *lists):
        draft = pick(opened, _leading(answer), asked.number, language)
        if draft:
            return Referred(answer, draft)
    said = frame("not_picked", language, number=str(asked.number), all=str(len(_leading(last))))
    return Referred(last, reply=said)


def _leading(answer: Answer) -> Sequence[Citation]:
    """An answer's quotes up to the line that says what else there is."""
    line = frame("more", answer.language)
    kept: set[int] = set()
    for sentence in answer.sentences:
        if sentence.support == "frame" and sentence.text == line and kept:
            break
        kept.update(sentence.citations)
    return [one for one in answer.citations if one.id in kept]


def reply_of(referred: Referred) -> tuple[AnswerSentence, ...]:
    """The sentences that are said without evidence; empty where there are quotes."""
    return (AnswerSentence(referred.reply, (), "frame"),) if referred.reply else ()
