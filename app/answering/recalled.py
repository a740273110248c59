"""What is said of the answer before: its best sentence alone, its places and notes, one of its quotes, what is around.

Nothing is sought here and nothing is reworded: the quotes are those that were shown, and what stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.answering.citations import cite_by_voice, cite_sentence, cite_whole
from app.answering.lists import find_introduced
from app.answering.overview import Piece, choose_central, choose_throughout, gather_pieces, quote_pieces
from app.answering.verbatim import Draft, frame_quotes
from app.answering.wholes import counts, find_whole
from app.records import AnswerSentence, Citation
from app.wording import tell_place
from index.store.opened import OpenGeneration
from ingest.records import Passage, Sentence
from ingest.text.quantities import plain_numbers
from prompts import frame, is_frame

_BEST = 2
"""Quotes that are kept where the first ones answer best."""
_CORE = 3
"""Of so many quotes of an overview or a list one is kept where it is to be shorter."""
_NOTES = 3
"""Notes shown of one quote."""
_PLACES = 4
"""Quotes whose places are told."""
_SEVERAL = 2
"""Quotes of one list from which on its items are what people count."""
_AROUND = 3
"""Passages that are shown whole."""
_READ_ON = 3
"""Paragraphs shown behind a place."""
_OTHERS = 2
"""Sentences with other figures shown beside a doubted one."""
_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")
_HEARD = frozenset({"quoted", "paraphrased", "reported"})


def shorten(
    opened: OpenGeneration, quotes: Sequence[Citation], language: str, *, many: bool, single: bool = False
) -> Draft:
    """The first of the quotes, fewer and shorter than all; of `many` that are of one text the most central ones.

    Args:
        opened: The opened generation.
        quotes: Those of the answer before, best first.
        language: Of the lines.
        many: Whether they were a selection, or a list: none is better than the others.
        single: Whether one sentence is asked for.

    """
    said = [one for one in quotes if not one.text.endswith(":")] or list(quotes)
    if len(quotes) == 1:
        return _quote(quotes, language, "shortest")
    most = 1 if single else max(1, len(said) // _CORE) if many else min(_BEST, len(said) - 1) or 1
    pieces = _find_pieces(opened, said) if many else []
    if len(pieces) < most:
        return _quote(said[:most], language, "shorter")
    line = frame("shorter_some", language, shown=str(most), all=str(len(said)))
    return quote_pieces(opened, choose_central(opened, pieces, most), line, language)


def shorten_sides(
    sentences: Sequence[AnswerSentence], quotes: Sequence[Citation], language: str, written_in: str
) -> Draft | None:
    """A comparison with the first quote of each side alone; None where it has no sides, or the lines need translating.

    Args:
        sentences: The comparison's.
        quotes: What it quotes.
        language: Of the lines.
        written_in: That of the comparison's own lines.

    """
    by_id = {one.id: one for one in quotes}
    sides: list[tuple[AnswerSentence, list[Citation]]] = []
    for sentence in sentences:
        if sentence.support == "frame" and is_frame(sentence.text, ("comparison_side", "comparison_work"), written_in):
            sides.append((sentence, []))
        elif sides and sentence.citations and not sides[-1][1]:
            sides[-1][1].append(replace(by_id[sentence.citations[0]], id=len(sides)))
    kept = [(line, part) for line, part in sides if part]
    if len(kept) < len(sides) or not sides or language != written_in:
        return None
    drafts = [frame_quotes(part, language, opening=line, names_author=True) for line, part in kept]
    return Draft(
        tuple(one for draft in drafts for one in draft.sentences),
        tuple(one for draft in drafts for one in draft.citations),
    )


def _find_pieces(opened: OpenGeneration, quotes: Sequence[Citation]) -> list[Piece]:
    """The quotes as sentences of the one text that they are of; empty where they are of several."""
    if len({one.source for one in quotes}) > 1:
        return []
    passages = [opened.passages[one] for one in dict.fromkeys(one.passage for one in quotes)]
    starts = {one.start for one in quotes}
    found = gather_pieces(opened, opened.document(quotes[0].source), passages)
    return [one for one in found if one.sentence.start in starts]


def tell_places(opened: OpenGeneration, quotes: Sequence[Citation], language: str, opening: str) -> Draft:
    """The quotes, each with the place where it stands, whose words it is, and the notes behind it, whole."""
    # Whose a note is, goes without saying.
    parts: list[tuple[AnswerSentence, list[Citation], bool]] = [(_line(opening, language), [], True)]
    noted, number = set[str](), 0
    for quote in quotes[:_PLACES]:
        line = _line("place_line", language, place=tell_place(quote, language))
        if parts[-1][0] != line:
            parts.append((line, [], True))
        number += 1
        parts[-1][1].append(replace(quote, id=number))
        for note in _find_notes_once(opened, quote, noted):
            number += 1
            cited = cite_whole(opened, note, number)
            parts.append((_line("noted", language, number=str(note.note)), [cited], False))
    citations = tuple(one for _, part, _ in parts for one in part)
    if not noted and all(one.kind == "analysis" for one in citations):
        parts.append((_line("not_noted" if len(citations) == 1 else "no_notes", language), [], False))
    drafts = [frame_quotes(part, language, opening=line, names_author=named) for line, part, named in parts]
    return Draft(tuple(one for draft in drafts for one in draft.sentences), citations)


def _find_notes_once(opened: OpenGeneration, quote: Citation, noted: set[str]) -> list[Passage]:
    """The notes behind a quote that none before it had; they are added to `noted`."""
    new = [one for one in find_notes(opened, quote) if one.id not in noted]
    noted.update(one.id for one in new)
    return new


def pick(opened: OpenGeneration, quotes: Sequence[Citation], number: int, language: str) -> Draft | None:
    """The quote with a number, from 1, with the whole passage that it stands in; None where there is none such.

    Args:
        opened: The opened generation.
        quotes: Those of the answer before.
        number: Of the quote; -1: the last one.
        language: Of the lines.

    """
    counted = _find_counted(opened, quotes)
    if not counted:
        return None
    counted = find_siblings(opened, counted) if number > len(counted) else counted
    told = next((one for one in counted if number > 0 and counts(one.text, number)), None)
    if number > len(counted) and told is None:
        return None
    quote = told or counted[number - 1 if number > 0 else -1]
    shown = number if number > 0 else len(counted)
    # The passage may be long, and what was asked for is to be seen first.
    whole = cite_by_voice(opened, opened.passages[quote.passage], 2)
    around = [one for one in whole if (one.start, one.end) != (quote.start, quote.end)]
    first = _quote([quote], language, "picked", number=str(shown))
    if not around:
        return first
    rest = _quote([replace(one, id=place) for place, one in enumerate(around, start=2)], language, "around")
    return Draft((*first.sentences, *rest.sentences), (*first.citations, *rest.citations), len(around))


def _find_counted(opened: OpenGeneration, quotes: Sequence[Citation]) -> Sequence[Citation]:
    """What people count: the items of the list that quotes lead to, or of which several are; else the quotes."""
    # The line before a list counts with nobody.
    bare = [one for one in quotes if not one.text.endswith(":") and not find_introduced(opened, one)]
    wholes = [find_whole(opened, opened.passages[one.passage]) for one in bare]
    of_several = next((one for one in wholes if one and wholes.count(one) >= _SEVERAL), None)
    whole = of_several or next((one for quote in quotes if (one := find_introduced(opened, quote))), None)
    if whole is None or all(one == whole for one in wholes):
        return bare or quotes
    return [cite_by_voice(opened, one, 1)[0] for one in whole.items]


def find_siblings(opened: OpenGeneration, quotes: Sequence[Citation]) -> list[Citation]:
    """All items of the list that the first quote is one of; the quotes where it is of none."""
    whole = find_whole(opened, opened.passages[quotes[0].passage])
    return [cite_by_voice(opened, one, 1)[0] for one in whole.items] if whole else list(quotes)


def show_around(opened: OpenGeneration, quotes: Sequence[Citation], language: str) -> Draft | None:
    """The passages that the quotes stand in, whole; None where that is no more than what was shown."""
    passages = [opened.passages[one] for one in dict.fromkeys(one.passage for one in quotes)][:_AROUND]
    shown = {(one.source, one.start, one.end) for one in quotes}
    citations = _cite(opened, passages)
    if all((one.source, one.start, one.end) in shown for one in citations):
        return None
    return _quote(citations, language, "around")


def read_on(opened: OpenGeneration, quotes: Sequence[Citation], language: str) -> Draft | None:
    """What stands behind the last of the quotes in its text; None where it ends there."""
    last = opened.passages[quotes[-1].passage]
    if last.note is not None:
        bodies = [body for body in _find_bodies(opened, last) if body.id not in {one.passage for one in quotes}]
        return _quote(_cite(opened, bodies[:1]), language, "around") if bodies else None
    passages = opened.document(last.source_id).passages
    at = passages.index(last)
    behind = [one for one in passages[at + 1 :] if one.note is None and one.id in opened.passages]
    following = [one for one in behind if one.kind != "heading"][:_READ_ON]
    return _quote(_cite(opened, following), language, "reads_on") if following else None


def select_more(opened: OpenGeneration, shown: Sequence[Citation], most: int, language: str) -> Draft | None:
    """Further sentences of the section, or the text, that the shown ones were selected of; None where none is left."""
    if len({one.source for one in shown}) != 1:
        return None
    document = opened.document(shown[0].source)
    shared = _shared_headings([one.headings for one in shown])
    within = [one for one in document.passages if one.headings[: len(shared)] == shared]
    starts = {one.start for one in shown}
    left = [one for one in gather_pieces(opened, document, within) if one.sentence.start not in starts]
    if not left:
        return None
    chosen = choose_central(opened, left, most) if shared else choose_throughout(opened, left)[:most]
    return quote_pieces(opened, chosen, frame("selection_more", language), language)


def say_in(opened: OpenGeneration, quotes: Sequence[Citation], language: str, *, alike: float) -> Draft:
    """The quotes under lines in another language, before them what says the same in it, else a word that nothing does.

    Args:
        opened: The opened generation.
        quotes: Those of the answer before.
        language: The one asked for.
        alike: Cosine from which on a sentence in it says the same.

    """
    same = [one for quote in quotes[:_PLACES] for one in _find_same(opened, quote, language, alike)]
    there = {(one.source, one.start) for one in (*quotes, *same) if one.language == language}
    every = {(one.source, one.start): one for one in (*same, *quotes)}.values()
    draft = frame_quotes([replace(one, id=number) for number, one in enumerate(every, start=1)], language)
    if there or not quotes:
        return draft
    spoken = ", ".join(dict.fromkeys(_name_language(one.language, language) for one in quotes))
    opening, *rest = draft.sentences
    return replace(draft, sentences=(_line("only_in", language, spoken=spoken), opening, *rest))


def find_others(opened: OpenGeneration, quote: Citation, *, near: float) -> list[Citation]:
    """What says nearly the same as a quote with other figures: nearest first."""
    rows = [one for one in opened.rows[quote.passage] if opened.chunk(one).start == quote.start]
    figures = frozenset(_FIGURE.findall(plain_numbers(quote.text)))
    if not rows or not figures or quote.note:
        return []
    vector = opened.fetch_vectors(rows[:1])[rows[0]]
    found: list[tuple[float, Passage, Sentence]] = []
    for source, document in opened.documents.items():
        for row, cosine in opened.compare_source(source, vector).items():
            passage = opened.passages.get(opened.chunk(row).passage_id) if cosine >= near else None
            start = opened.chunk(row).start
            aside = passage is None or passage.id == quote.passage or passage.note is not None
            for one in () if aside or passage is None else passage.sentences:
                other = frozenset(_FIGURE.findall(plain_numbers(document.plain(one.start, one.end))))
                if passage and one.start == start and other and not figures <= other:
                    found.append((cosine, passage, one))
    found.sort(key=lambda one: -one[0])
    return [cite_sentence(opened, passage, one, 1) for _, passage, one in found[:_OTHERS]]


def _name_language(code: str, language: str) -> str:
    try:
        return frame(f"language_{code}", language)
    except KeyError:
        return code


def _find_same(opened: OpenGeneration, quote: Citation, language: str, alike: float) -> Iterator[Citation]:
    """The sentence in a language that says what a quote in another says; nothing where none does."""
    if quote.language == language:
        return
    rows = opened.rows[quote.passage]
    row = next((one for one in rows if opened.chunk(one).start == quote.start), None)
    if row is None:
        return
    vector = opened.fetch_vectors([row])[row]
    best, nearest = None, alike
    for source in opened.documents:
        for other, cosine in opened.compare_source(source, vector).items():
            chunk = opened.chunk(other)
            passage = opened.passages.get(chunk.passage_id)
            if cosine >= nearest and passage and passage.language == language:
                sentence = next((one for one in passage.sentences if one.start == chunk.start), None)
                best, nearest = ((passage, sentence), cosine) if sentence else (best, nearest)
    if best and best[1]:
        yield cite_sentence(opened, best[0], best[1], 1)


def find_notes(opened: OpenGeneration, quote: Citation) -> list[Passage]:
    """The passages of the notes behind a quote: those whose markers stand in it, else, of a quotation, around it."""
    links = quote.footnotes or (quote.nearby_footnotes if quote.attribution in _HEARD else ())
    numbers = dict.fromkeys(one.number for one in links)
    texts = {one.number: one.text for one in links}
    document = opened.document(quote.source)
    notes = {one.id: one for one in document.footnotes if one.number in numbers}
    # Where numbers start again, the text tells which.
    meant = [key for key, one in notes.items() if document.plain(one.start, one.end) == texts[one.number]][:_NOTES]
    return [one for one in opened.passages.values() if one.source_id == quote.source and one.note_id in meant]


def _find_bodies(opened: OpenGeneration, note: Passage) -> list[Passage]:
    """The passages that a note's marker stands in."""
    document = opened.document(note.source_id)
    return [
        one
        for one in document.passages
        if one.note is None
        and one.id in opened.passages
        and any(mark.note_id == note.note_id for mark in document.markers_in(one.start, one.end))
    ]


def _shared_headings(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shared: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)


def _cite(opened: OpenGeneration, passages: Iterable[Passage]) -> list[Citation]:
    citations: list[Citation] = []
    for one in passages:
        number = len(citations) + 1
        citations += [cite_whole(opened, one, number)] if one.note else cite_by_voice(opened, one, number)
    return citations


def _quote(quotes: Sequence[Citation], language: str, name: str, **values: str) -> Draft:
    start = quotes[0].id if name == "around" and quotes[0].id > 1 else 1
    numbered = [replace(one, id=number) for number, one in enumerate(quotes, start=start)]
    return frame_quotes(numbered, language, opening=_line(name, language, **values))


def _line(name: str, language: str, **values: str) -> AnswerSentence:
    return AnswerSentence(frame(name, language, **values), (), "frame")
