"""What a text or a section is about, in its own sentences: those that its authors set in front, and the most central.

Nothing is summed up here: a selection of sentences is quoted, in the order of the text, and said to be one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

import numpy as np

from app.answering.citations import cite_sentence
from app.answering.verbatim import Draft, frame_quotes, sentence_row
from app.records import AnswerSentence
from index.store.opened import OpenGeneration
from index.vectors.protocol import Vector
from ingest.records import Document, Passage, Sentence
from ingest.text.aboutness import states_subject
from ingest.text.closing import opens_conclusion, opens_summary
from ingest.voices.leaning import opens_midway
from prompts import frame

_PROSE = frozenset({"paragraph", "list_item", "abstract", "lead", "block_quote", "table_row"})
_OPENING = frozenset({"abstract", "lead"})
_OF_WHOLE = 6
_OF_SECTION = 5
_OF_END = 5
_MOST_OF_PART, _SHARE = 8, 0.4
"""Sentences of a part that are shown at the most, and the share of a long one."""
_FEWEST_AT_END = 3
"""Sentences of a last section that may be a text's end."""
_AT_END = 5
"""Last passages that are a text's end where no heading says so."""
_SHORTEST = 45
"""Characters of a sentence that says something by itself."""
_NAMES = 0.6
"""Share of words with a capital from which on a sentence is a byline; in German every noun has one."""
_WORD = re.compile(r"[^\W\d_]+")
_OTHERS = 0.02
"""What it takes from a sentence's centrality that it gives somebody else's words."""
_SAME = 0.4
"""How much being near a chosen sentence counts against one, for each unit of cosine (maximal marginal relevance)."""
_FIGURE = 0.02
"""What a figure adds to a sentence's centrality: of 203 overviews of `dev`, `open` and `sealed` 197 were right with
.02, 195 with 0 and 193 with .04."""
_EDGE = 0.03
"""What opening or closing a section adds to a sentence's centrality: with .03 and .05 56 of the 73 overviews of `dev`
and `open` were right, with .012 53."""

_LEANS = 0.03
"""What it takes from a sentence's centrality that it cannot be read without the one before it: with .03 as many
overviews of `open` were right as without, 187 of 192."""
_MOST_BEFORE = 2
"""Sentences that may stand before one which leans on them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence and the passage that it stands in."""

    passage: Passage
    sentence: Sentence


def overview_of_document(opened: OpenGeneration, document: Document, language: str) -> Draft:
    """The text's own abstract or lead, in the asker's language where it has one; else what is most central in it."""
    pieces = gather_pieces(opened, document, document.passages)
    front = _find_summary(document, pieces) or [one for one in pieces if one.passage.kind in _OPENING]
    spoken = [one for one in front if one.passage.language == language] or front
    chosen = choose_central(opened, spoken, _OF_WHOLE) if spoken else choose_throughout(opened, pieces)
    return _draft(opened, document, chosen, pieces, "overview_whole", language)


def _find_summary(document: Document, pieces: Sequence[Piece]) -> list[Piece]:
    """What stands below a heading that says a summary follows, where the text has no abstract; empty without one."""
    if any(one.passage.kind == "abstract" for one in pieces):
        return []
    headings = (one for one in document.passages if one.kind == "heading" and opens_summary(_say(document, one)))
    below = ([one for one in pieces if heading.headings[-1] in one.passage.headings] for heading in headings)
    return next((found for found in below if found), [])


def overview_of_end(opened: OpenGeneration, document: Document, language: str) -> Draft:
    """What a text concludes: what stands under its conclusion's heading, else at its end."""
    pieces = gather_pieces(opened, document, document.passages)
    headings = [one for one in document.passages if one.kind == "heading"]
    closing = next((one for one in reversed(headings) if opens_conclusion(_say(document, one))), None)
    outermost = min((len(one.headings) for one in headings), default=0)
    final = closing or next((one for one in reversed(headings) if len(one.headings) == outermost), None)
    below = [one for one in pieces if final.headings[-1] in one.passage.headings] if final else []
    if closing is None and len(below) < _FEWEST_AT_END:
        last = list(dict.fromkeys(one.passage.id for one in pieces if one.passage.kind not in _OPENING))[-_AT_END:]
        below = [one for one in pieces if one.passage.id in last]
    chosen = choose_central(opened, below, _count_for(below, _OF_END))
    return _draft(opened, document, chosen, below, "overview_end", language)


def overview_of_section(
    opened: OpenGeneration, document: Document, heading: Passage, passages: Sequence[Passage], language: str
) -> Draft:
    """What opens and closes a section, and what is most central in it, all from there."""
    pieces = gather_pieces(opened, document, passages)
    chosen = choose_central(opened, pieces, _count_for(pieces, _OF_SECTION))
    return _draft(opened, document, chosen, pieces, "overview_section", language, title=_say(document, heading))


def _count_for(pieces: Sequence[Piece], least: int) -> int:
    """How many sentences are shown of so many: nearly all of a short part, more of a long one."""
    return min(_MOST_OF_PART, len(pieces) if len(pieces) <= _MOST_OF_PART else max(least, round(_SHARE * len(pieces))))


def _say(document: Document, passage: Passage) -> str:
    return document.plain(passage.start, passage.end)


def _draft(
    opened: OpenGeneration,
    document: Document,
    chosen: Sequence[Piece],
    of: Sequence[Piece],
    name: str,
    language: str,
    *,
    title: str | None = None,
) -> Draft:
    said = title or opened.corpus.manifest.source(document.source_id).title
    line = frame(name, language, title=said, shown=str(len(chosen)), all=str(len({*map(_place, (*of, *chosen))})))
    return quote_pieces(opened, chosen, line, language)


def quote_pieces(opened: OpenGeneration, chosen: Sequence[Piece], line: str, language: str) -> Draft:
    """The pieces as quotes, numbered in their order, under a line that says what they are."""
    citations = tuple(
        cite_sentence(opened, one.passage, one.sentence, number) for number, one in enumerate(chosen, start=1)
    )
    return frame_quotes(citations, language, opening=AnswerSentence(line, (), "frame"))


def gather_pieces(opened: OpenGeneration, document: Document, passages: Sequence[Passage]) -> list[Piece]:
    """The sentences of `passages` that say something by themselves, notes aside."""
    return [
        Piece(passage, sentence)
        for passage in passages
        if passage.kind in _PROSE and passage.note is None and passage.id in opened.passages
        for sentence in passage.sentences
        if _says_something(document, sentence)
    ]


def _says_something(document: Document, sentence: Sentence) -> bool:
    text = document.plain(sentence.start, sentence.end)
    return len(text) >= _SHORTEST and not text.endswith((":", "?")) and not _is_byline(text)


def _is_byline(text: str) -> bool:
    """Whether there is hardly more than names: "Ann Lee and Jo Hart, Institute of Peat. Papers 9, May 2021".

    Of a text in capitals throughout, capitals tell nothing.
    """
    words: list[str] = _WORD.findall(text)
    return not text.isupper() and sum(word[0].isupper() for word in words) > _NAMES * len(words)


def choose_throughout(opened: OpenGeneration, pieces: Sequence[Piece]) -> list[Piece]:
    """Sentences from the beginning, from every part and from the end, so many as a whole text is given."""
    parts = list(_parts(pieces))
    most = max(_OF_WHOLE, len(parts))
    shares = [1] * len(parts)
    in_turn = cycle(dict.fromkeys((0, len(parts) - 1, *range(1, len(parts) - 1))))
    while parts and sum(shares) < most:
        shares[next(in_turn)] += 1
    chosen = [one for part, share in zip(parts, shares, strict=True) for one in choose_central(opened, part, share)]
    return _state_subject(opened, chosen, pieces)


def _state_subject(opened: OpenGeneration, chosen: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """The chosen ones with the text's own word on what it is about, in the place of another of that part."""
    stated = next((one for one in pieces if states_subject(_tell(opened, one))), None)
    if stated is None or _place(stated) in map(_place, chosen):
        return list(chosen)
    part = stated.passage.headings[:1]
    other = next((one for one in chosen if one.passage.headings[:1] == part), None)
    return _in_order(opened, [stated, *(one for one in chosen if one is not other)])


def _tell(opened: OpenGeneration, piece: Piece) -> str:
    return opened.document(piece.passage.source_id).plain(piece.sentence.start, piece.sentence.end)


def _parts(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces by the outermost heading that they stand under."""
    current: list[Piece] = []
    for one in pieces:
        if current and one.passage.headings[:1] != current[-1].passage.headings[:1]:
            yield current
            current = []
        current.append(one)
    if current:
        yield current


def choose_central(opened: OpenGeneration, pieces: Sequence[Piece], most: int) -> list[Piece]:
    """The most central of `pieces`, none like another, in their order; what leans on another stands behind that one.

    They may be a few more than `most`: what the last one leans on comes, too.
    """
    if len(pieces) <= most:
        return _in_order(opened, [one for piece in pieces for one in _with_those_before(opened, piece)])
    vectors = _vectors(opened, pieces)
    alike = vectors @ vectors.T
    central = alike.mean(axis=1)
    central -= [_OTHERS * (one.sentence.attribution != "own") for one in pieces]
    document = opened.documents[pieces[0].passage.source_id]
    central += [_FIGURE * any(map(str.isdigit, document.text[one.sentence.start : one.sentence.end])) for one in pieces]
    for edge in (0, len(pieces) - 1):
        central[edge] += _EDGE
    runs = [_with_those_before(opened, one) for one in pieces]
    central -= [_LEANS * _opens_midway(document, run[0]) for run in runs]
    chosen: list[int] = []
    shown: dict[tuple[str, int], Piece] = {}
    while len(shown) < most and len(chosen) < len(pieces):
        nearest = alike[:, chosen].max(axis=1) if chosen else np.zeros(len(pieces), np.float32)
        value = central - _SAME * (nearest - alike.mean()).clip(min=0)
        value -= [_LEANS * any(_place(each) not in shown for each in run[:-1]) for run in runs]
        value[chosen] = -np.inf
        best = int(value.argmax())
        chosen.append(best)
        shown |= {_place(one): one for one in runs[best]}
    return _in_order(opened, shown.values())


def _place(piece: Piece) -> tuple[str, int]:
    return piece.passage.id, piece.sentence.start


def _in_order(opened: OpenGeneration, pieces: Iterable[Piece]) -> list[Piece]:
    """Each of the pieces once, text by text."""
    texts = list(opened.documents)
    once = {_place(one): one for one in pieces}.values()
    return sorted(once, key=lambda one: (texts.index(one.passage.source_id), one.sentence.start))


def _with_those_before(opened: OpenGeneration, piece: Piece) -> tuple[Piece, ...]:
    """A piece behind the sentences that it leans on, of its own passage or the one before under the same heading."""
    document = opened.documents[piece.passage.source_id]
    run = [piece]
    while len(run) <= _MOST_BEFORE and _opens_midway(document, run[0]):
        before = _find_line(opened, document, run[0]) or _find_before(opened, document, run[0])
        if before is None:
            break
        run.insert(0, before)
    return tuple(run)


def _opens_midway(document: Document, piece: Piece) -> bool:
    text = document.plain(piece.sentence.start, piece.sentence.end)
    return opens_midway(text) or _goes_on(document, piece)


def _goes_on(document: Document, piece: Piece) -> bool:
    """Whether a point only goes on with the line above its list: "the academy was last mentioned in March"."""
    text = document.plain(piece.sentence.start, piece.sentence.end)
    return piece.passage.kind == "list_item" and text.lstrip("•–- ")[:1].islower()


def _find_line(opened: OpenGeneration, document: Document, piece: Piece) -> Piece | None:
    """The line above the list that a point goes on with."""
    line = opened.passages.get(piece.passage.introduced_by or "") if _goes_on(document, piece) else None
    return Piece(line, line.sentences[-1]) if line and line.sentences else None


def _find_before(opened: OpenGeneration, document: Document, piece: Piece) -> Piece | None:
    passage = piece.passage
    position = passage.sentences.index(piece.sentence)
    if position:
        return Piece(passage, passage.sentences[position - 1])
    place = bisect_left(document.passages, passage.start, key=lambda one: one.start)
    above = document.passages[place - 1] if place else None
    if above is None or above.kind not in _PROSE or above.note is not None or above.headings != passage.headings:
        return None
    return Piece(above, above.sentences[-1]) if above.id in opened.passages and above.sentences else None


def _vectors(opened: OpenGeneration, pieces: Sequence[Piece]) -> Vector:
    rows = [sentence_row(opened, one.passage, one.sentence) for one in pieces]
    found = opened.fetch_vectors(rows)
    return np.stack([found[row] for row in rows])
