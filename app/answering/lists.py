"""A list whole: where items of one answer, its introducing line and all of them, in order, each with its citation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.citations import cite_by_voice, cite_sentence
from app.answering.verbatim import Draft, VerbatimSettings, add_quotes, frame_quotes, write_verbatim
from app.records import AnswerSentence, Citation
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Passage
from prompts import frame

_RUNNING = frozenset({"paragraph", "abstract", "lead"})
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class ListSettings:
    """When a list is the answer."""

    looked_at: int = 8
    """Best hits among which a list's line and items are counted."""
    each_more: float = 0.012
    """What each further one of a list among them adds to its best one's score (a cosine)."""
    most_counted: int = 3
    as_many: float = 0.02
    """What it adds that the list has as many items as the question says there are."""
    most: int = 12
    """Items shown; of more the answer says so."""
    sentences: int = 8
    """Sentences quoted of a paragraph that may be the list."""
    sentence_margin: float = 0.07
    """How much less than the best a paragraph's first sentence may say (a cosine)."""
    beside: int = 2
    """Quotes of other passages beside such a paragraph."""


@dataclass(frozen=True, slots=True)
class _List:
    introduction: Passage | None
    items: tuple[Passage, ...]


def write_list(
    opened: OpenGeneration,
    hits: Sequence[Hit],
    language: str,
    *,
    wanted: int | None,
    settings: ListSettings = ListSettings(),
) -> Draft | None:
    """The list that answers a question for several things; None where no list comes first among the hits.

    Args:
        opened: The opened generation.
        hits: What was found, best first.
        language: The asker's.
        wanted: How many things the question says there are.
        settings: When a list is the answer.

    """
    if not hits:
        return None
    scored = dict(_score_lists(opened, hits[: settings.looked_at], wanted, settings))
    if not scored:
        return None
    best = max(scored, key=lambda one: scored[one])
    others = [hit.score for hit in hits if hit.passage != best.introduction and hit.passage not in best.items]
    if others and scored[best] < max(others):
        return None
    return _quote_list(opened, best, language, settings)


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
    """The list where the first quote only introduces one: without its items that line answers nothing.

    Args:
        opened: The opened generation.
        draft: Quotes that answer a question.
        language: The asker's.
        most: Quotes shown, the line included; of more items the answer says so.

    """
    first = draft.citations[0] if draft.citations else None
    if first is None or not first.text.endswith(":"):
        return draft
    found = find_list(opened, opened.passages[first.passage])
    if found is None or found.introduction is None or found.introduction.id != first.passage:
        return draft
    listed = _quote_list(opened, found, language, ListSettings(most=most - 1))
    if len(found.items) >= most:
        return listed
    # Whole it is an answer like any other: nobody asked for a list.
    plain = frame_quotes(listed.citations, language)
    return add_quotes(plain, draft, language, most=most - len(listed.citations))


def _score_lists(
    opened: OpenGeneration, hits: Sequence[Hit], wanted: int | None, settings: ListSettings
) -> Iterator[tuple[_List, float]]:
    members: dict[_List, list[float]] = {}
    for hit in hits:
        found = find_list(opened, hit.passage)
        if found:
            members.setdefault(found, []).append(hit.score)
    for found, scores in members.items():
        more = settings.each_more * min(len(scores) - 1, settings.most_counted)
        yield found, max(scores) + more + settings.as_many * (wanted == len(found.items))


def find_list(opened: OpenGeneration, passage: Passage) -> _List | None:
    """The list that a passage introduces or is an item of; None where it is neither, or the list has one item."""
    if passage.kind == "list_item" and passage.introduced_by not in opened.passages:
        found = _List(None, _neighbours(opened, passage))
    else:
        introduction = opened.passages.get(passage.introduced_by or "", passage)
        if passage.kind != "list_item" and passage != introduction:
            return None
        items = (one for one in opened.introduced.get(introduction.id, ()) if one.kind == "list_item")
        found = _List(introduction, tuple(items))
    return found if len(found.items) > 1 else None


def _neighbours(opened: OpenGeneration, item: Passage) -> tuple[Passage, ...]:
    """The items around one that nothing introduces."""
    passages = opened.document(item.source_id).passages
    first = last = passages.index(item)
    while first > 0 and passages[first - 1].kind == "list_item":
        first -= 1
    while last + 1 < len(passages) and passages[last + 1].kind == "list_item":
        last += 1
    return tuple(one for one in passages[first : last + 1] if one.id in opened.passages)


def _quote_list(opened: OpenGeneration, found: _List, language: str, settings: ListSettings) -> Draft:
    citations: list[Citation] = []
    if found.introduction:
        line = found.introduction.sentences[-1]
        citations.append(cite_sentence(opened, found.introduction, line, 1))
    for one in found.items[: settings.most]:
        citations += cite_by_voice(opened, one, len(citations) + 1)
    shown, number = min(len(found.items), settings.most), len(found.items)
    name = "list_whole" if shown == number else "list_part"
    values = {"number": str(number)} if shown == number else {"shown": str(shown), "number": str(number)}
    return frame_quotes(citations, language, opening=AnswerSentence(frame(name, language, **values), (), "frame"))
