"""Whether an answer is right for a message that leans on the one before: what it shows, how it stands to that."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.records import Answer, Citation
from eval.cases.followups import SORTS, FollowUp
from eval.measure.intervals import Rate


@dataclass(frozen=True, slots=True)
class Followed:
    """A case with its answers, one a message, and what is wrong with the last; nothing: it is right."""

    case: FollowUp
    answers: tuple[Answer, ...]
    problems: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether all that the case asks for holds."""
        return not self.problems


def find_problems(case: FollowUp, answers: Sequence[Answer]) -> tuple[str, ...]:
    """What is wrong with the last of a conversation's answers, a line each; empty when it is right."""
    return (*_find_in_words(case, answers[-1]), *_find_in_relation(case, answers))


def count_rates(followed: Sequence[Followed]) -> tuple[Rate, ...]:
    """Right by sort, and in all."""
    rows: list[tuple[str, list[bool]]]
    rows = [(sort, [one.is_right for one in followed if one.case.sort == sort]) for sort in SORTS]
    rows.append(("all", [one.is_right for one in followed]))
    return tuple(Rate(name, sum(right), len(right)) for name, right in rows)


def _find_in_words(case: FollowUp, last: Answer) -> Iterator[str]:
    if last.status not in case.status:
        yield f"status {last.status}, wanted {' or '.join(case.status)}"
    if last.language != case.reply_language:
        yield f"speaks {last.language}, wanted {case.reply_language}"
    said = _even(last.answer)
    yield from (f"says {one!r}" for one in case.forbidden if _even(one) in said)
    # A source may be named in a reply of its own words; any other reply says that nothing is there to be shown.
    if last.status == "answered" or (case.sort == "source" and last.status == "replied"):
        shown = _even(" ".join(_show(last)))
        if case.some and not any(_even(one) in shown for one in case.some):
            yield f"shows none of {' / '.join(case.some[:2])!r}"
        yield from (f"does not show {one!r}" for one in case.every if _even(one) not in shown)


def _find_in_relation(case: FollowUp, answers: Sequence[Answer]) -> Iterator[str]:
    last, earlier = answers[-1], answers[:-1]
    before = _find_before(earlier)
    several = len(before.citations) > 1
    match case.relation:
        case "shorter" if last.status == "answered":
            # A single quote cannot be cut: it is shown whole or not at all.
            if _count_words(last) > _count_words(before) or (several and _count_words(last) == _count_words(before)):
                yield "is not shorter"
            if _passages(last) - _passages(before):
                yield "quotes other passages"
        case "more" if last.status == "answered":
            if not _places(last) - {place for answer in earlier for place in _places(answer)}:
                yield "quotes nothing new"
        case "same":
            known = _passages(before)
            if any(one.passage not in known and one.language != case.reply_language for one in last.citations):
                yield "quotes another passage, not in the language asked for"
        case "source":
            if last.citations and not _passages(last) & _passages(before):
                yield "quotes other passages"
        case "narrow":
            if several and _places(before) <= _places(last):
                yield "quotes all of it again"
        case "doubt":
            if last.status == "answered" and not _passages(last) & _passages(before):
                yield "does not quote the place that is doubted"
        case "nothing" if last.citations:
            yield "quotes"


def _find_before(earlier: Sequence[Answer]) -> Answer:
    """The answer a message leans on: thanks and their reply stand between, and are none."""
    return next((one for one in reversed(earlier) if one.kind != "small_talk"), earlier[-1])


def _show(answer: Answer) -> Iterator[str]:
    """All that a reader sees: the answer, and under it the line of each citation with its notes."""
    yield answer.answer
    for one in answer.citations:
        yield from (one.text, one.title, one.author or "", one.section or "", *one.headings)
        if one.page:
            yield f"S. {one.page} p. {one.page} Seite {one.page} page {one.page}"
        yield from _show_notes(one)


def _show_notes(citation: Citation) -> Iterator[str]:
    for note in (*citation.footnotes, *citation.nearby_footnotes, *([citation.note] if citation.note else [])):
        yield f"Fußnote {note.number} Anmerkung {note.number} footnote {note.number}"
        yield from (note.text, note.title or "")


def _count_words(answer: Answer) -> int:
    return sum(len(one.text.split()) for one in answer.citations)


def _passages(answer: Answer) -> frozenset[str]:
    return frozenset(one.passage for one in answer.citations)


def _places(answer: Answer) -> frozenset[tuple[str, int, int]]:
    return frozenset((one.source, one.start, one.end) for one in answer.citations)


def _even(text: str) -> str:
    """Composed, without soft hyphens and the marks of notes, spaces made one."""
    plain = unicodedata.normalize("NFC", text).replace("\u00ad", "")
    return " ".join(re.sub(r"\[\^?\d+\]", "", plain).split())
