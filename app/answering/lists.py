"""A list whole: where items of one answer, its introducing line and all of them, in order, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.answering.citations import cite_by_voice, cite_sentence
from app.answering.verbatim import Draft, VerbatimSettings, add_behind, add_quotes, frame_quotes, write_verbatim
from app.answering.wholes import Whole, count_told, find_beside, find_whole
from app.records import AnswerSentence, Citation
from index.records import Hit
from index.store.opened import OpenGeneration
from prompts import frame

_RUNNING = frozenset({"paragraph", "abstract", "lead"})
_FEWEST = 2
_MOST_BEHIND = 8
"""Items of a list behind quotes of which a later one is its line."""
_ANNOUNCES = 8
"""Words of a sentence that says no more than how many things there are."""
_COUNT = re.compile(
    r"(?i)(?<!\w)(?:zwei|drei|vier|fünf|sechs|sieben|mehrere|two|three|four|five|six|seven|several|два|две|три|четыре)"
    r"(?=\s+[^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class ListSettings:
    """When a list is the answer."""

    looked_at: int = 8
    """Best hits among which a list's line and items are counted."""
    near: int = 3
    """Best hits beside which, under the same heading, a list may be that none of the hits belongs to."""
    unseen: float = 0.03
    """How much less than such a hit's that list's score is (a cosine)."""
    together: int = 6
    """Best hits several of which may be of one list."""
    read: int = 4
    """Best lists that are read whole, together with the question."""
    weight: float = 0.012
    """What the logit of that counts beside the score."""
    least: float = -2.5
    """Logit from which on a list that was read may be the answer."""
    each_more: float = 0.012
    """What each further one of a list among them adds to its best one's score (a cosine)."""
    most_counted: int = 3
    as_many: float = 0.02
    """What it adds that the list has as many items as the question says there are."""
    other_number: float = 0.015
    """What it loses that the list has another number of items."""
    most: int = 12
    """Items shown; of more the answer says so."""
    sentences: int = 8
    """Sentences quoted of a paragraph that may be the list."""
    sentence_margin: float = 0.07
    """How much less than the best a paragraph's first sentence may say (a cosine)."""
    beside: int = 2
    """Quotes of other passages beside such a paragraph."""


Read = Callable[[Sequence[Whole]], Sequence[float]]
"""Says of each list, read whole together with the question, how likely it answers: a logit."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """How well a list fits a question."""

    score: float
    """Comparable with that of hits."""
    logit: float | None = None
    """That it answers, from reading it whole with the question; None where it was not read."""


def write_list(
    opened: OpenGeneration,
    hits: Sequence[Hit],
    language: str,
    *,
    wanted: int | None = None,
    scored: Mapping[Whole, Weighed] | None = None,
    settings: ListSettings = ListSettings(),
) -> Draft | None:
    """The list that answers a question for several things; None where no list comes first among the hits.

    Args:
        opened: The opened generation.
        hits: What was found, best first.
        language: The asker's.
        wanted: How many things the question says there are.
        scored: The lists that may be it, where they are known; see `weigh_lists`.
        settings: When a list is the answer.

    """
    scored = weigh_lists(opened, hits, wanted, settings) if scored is None else scored
    if not scored:
        return None
    best = max(scored, key=lambda one: scored[one].score)
    logit = scored[best].logit
    if logit is not None and logit < settings.least:
        return None
    others = [hit.score for hit in hits if hit.passage not in best.members]
    if others and scored[best].score < max(others):
        return None
    return quote_list(opened, best, language, settings, wanted=wanted)


def weigh_lists(
    opened: OpenGeneration,
    hits: Sequence[Hit],
    wanted: int | None,
    settings: ListSettings = ListSettings(),
    *,
    read: Read | None = None,
) -> Mapping[Whole, Weighed]:
    """The lists that hits belong to.

    Args:
        opened: The opened generation.
        hits: What was found, best first.
        wanted: How many things the question says there are.
        settings: How lists are weighed.
        read: Reads the best lists with the question; then those that stand beside the best hits are among them.

    """
    members: dict[Whole, list[float]] = {}
    for hit in hits[: settings.looked_at]:
        found = find_whole(opened, hit.passage)
        if found:
            members.setdefault(found, []).append(hit.score)
    for hit in hits[: settings.near] if read else ():
        for beside in find_beside(opened, hit.passage):
            members.setdefault(beside, [hit.score - settings.unseen])
    scored = {
        found: max(scores)
        + settings.each_more * min(len(scores) - 1, settings.most_counted)
        + (settings.as_many if wanted == len(found.items) else -settings.other_number if wanted else 0.0)
        for found, scores in members.items()
    }
    if read is None:
        return {one: Weighed(score) for one, score in scored.items()}
    best = sorted(scored, key=lambda one: -scored[one])[: settings.read]
    read_best = zip(best, read(best), strict=True)
    return {one: Weighed(scored[one] + settings.weight * logit, logit) for one, logit in read_best}


def write_paragraph(
    opened: OpenGeneration,
    hits: Sequence[Hit],
    language: str,
    *,
    verbatim: VerbatimSettings,
    settings: ListSettings = ListSettings(),
) -> Draft | None:
    """The best paragraph's sentences and the best of other passages: a list may be running text.

    The sentence that answers best comes first, the others in the order of the text; leading ones that say little to the
    question are left out. None where the best hit is no such paragraph.
    """
    passage = hits[0].passage  # Whoever asks has hits: what has none is not answered.
    if passage.kind not in _RUNNING or len(passage.sentences) < _FEWEST:
        return None
    scores = hits[0].sentence_scores
    near = [row for row, score in enumerate(scores) if score >= max(scores) - settings.sentence_margin]
    first = max(near[0], scores.index(max(scores)) - settings.sentences + 1)
    run = passage.sentences[first : first + settings.sentences]
    kept = [one for one in run if not one.names_only]
    if not kept:
        return None
    best = passage.sentences[scores.index(max(scores))]
    if best in kept:
        kept = [best, *(one for one in kept if one is not best)]
    citations = [cite_sentence(opened, passage, one, number) for number, one in enumerate(kept, start=1)]
    others = write_verbatim(opened, hits[1:], language, verbatim).citations[: settings.beside] if hits[1:] else ()
    citations += [replace(one, id=len(citations) + number) for number, one in enumerate(others, start=1)]
    return frame_quotes(citations, language)


def complete_list(opened: OpenGeneration, draft: Draft, language: str, *, most: int) -> Draft:
    """The list where a quote only introduces one: without its items that line answers nothing.

    Where the first quote does, the list comes first; the items of a later one behind what is quoted.

    Args:
        opened: The opened generation.
        draft: Quotes that answer a question.
        language: The asker's.
        most: Quotes shown, the line included; of more items the answer says so.

    """
    introduced = [find_introduced(opened, one) for one in draft.citations]
    found = introduced[0] if introduced else None
    if found is None:
        later = next((one for one in introduced if one), None)
        return add_behind(draft, quote_list(opened, later, language), language, most=_MOST_BEHIND) if later else draft
    listed = quote_list(opened, found, language, ListSettings(most=most - 1))
    if len(found.items) >= most:
        return listed
    # Whole it is an answer like any other: nobody asked for a list.
    plain = frame_quotes(listed.citations, language)
    return add_quotes(plain, draft, language, most=most - len(listed.citations))


def find_introduced(opened: OpenGeneration, quote: Citation) -> Whole | None:
    """The list of which a quote is the line in front: "Vier Dinge:", "Its minutes record that"."""
    leads = quote.text.endswith(":") or quote.text[-1:].isalnum()
    found = find_whole(opened, opened.passages[quote.passage]) if leads else None
    return found if found and found.introduction and found.introduction.id == quote.passage else None


def add_whole(
    opened: OpenGeneration, draft: Draft, hits: Sequence[Hit], language: str, *, fewest: int = _FEWEST
) -> Draft:
    """The draft with the rest of a list of which several items are among the best hits: the others answer as well.

    Rows of a table are like one another whatever they say.

    Args:
        opened: The opened generation.
        draft: Quotes that answer a question.
        hits: What was found, best first.
        language: The asker's.
        fewest: Of how many of the best hits the list has to be.

    """
    settings = ListSettings()
    listed = [hit.passage for hit in hits[: settings.together] if hit.passage.kind != "table_row"]
    found = [find_whole(opened, one) for one in listed]
    best = next((one for one in found if one and found.count(one) >= fewest), None)
    return add_behind(draft, quote_list(opened, best, language), language, most=settings.sentences) if best else draft


def complete_told(opened: OpenGeneration, draft: Draft, language: str, *, most: int) -> Draft:
    """The draft with the rest of a paragraph of which it quotes what says how many things follow, or one of them.

    "There were two accidents." answers nothing without the sentences behind it; "Zweitens ..." is one of several.
    """
    for quote in draft.citations:
        passage = opened.passages.get(quote.passage)
        if passage is None or passage.kind not in _RUNNING or len(passage.sentences) < _FEWEST:
            continue
        said = next((row for row, one in enumerate(passage.sentences) if one.start == quote.start), None)
        if count_told(opened, passage):
            run = passage.sentences
        elif said is not None and len(quote.text.split()) <= _ANNOUNCES and _COUNT.search(quote.text):
            run = passage.sentences[said:]
        else:
            continue
        cited = [cite_sentence(opened, passage, one, number) for number, one in enumerate(run[:most], start=1)]
        return add_behind(draft, frame_quotes(cited, language), language, most=most)
    return draft


def complete_items(opened: OpenGeneration, draft: Draft, language: str, *, most: int) -> Draft:
    """The draft with the rest of a list or table of which it quotes several items."""
    quoted = (opened.passages.get(one.passage) for one in draft.citations)
    found = [find_whole(opened, one) for one in quoted if one]
    best = next((one for one in found if one and found.count(one) >= _FEWEST), None)
    return add_behind(draft, quote_list(opened, best, language), language, most=most) if best else draft


def quote_list(
    opened: OpenGeneration,
    found: Whole,
    language: str,
    settings: ListSettings = ListSettings(),
    *,
    wanted: int | None = None,
) -> Draft:
    """A list's line and its items in order, with a line above them that says how many there are, and not `wanted`."""
    citations: list[Citation] = []
    if found.introduction:
        line = found.introduction.sentences[-1]
        citations.append(cite_sentence(opened, found.introduction, line, 1))
    for one in found.items[: settings.most]:
        citations += cite_by_voice(opened, one, len(citations) + 1)
    shown, number = min(len(found.items), settings.most), len(found.items)
    name = "list_whole" if shown == number else "list_part"
    if name == "list_whole" and wanted not in (None, number):
        opening = frame("list_other", language, number=str(number), wanted=str(wanted))
        return frame_quotes(citations, language, opening=AnswerSentence(opening, (), "frame"))
    values = {"number": str(number)} if shown == number else {"shown": str(shown), "number": str(number)}
    return frame_quotes(citations, language, opening=AnswerSentence(frame(name, language, **values), (), "frame"))
