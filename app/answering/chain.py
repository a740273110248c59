"""From a sentence's note to the primary source: the passages of a cited work that best match what the sentence says.

What is shown here is read as proof, so that none is better than a wrong one: the words quoted are looked for letter by
letter, otherwise the nearest passages of the work count, and only from a likeness on that was measured.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.answering.links import join_pages, link_place
from app.records import CitedPassage
from index.store.opened import OpenGeneration
from ingest.reading import name_pages
from ingest.records import Document, Passage, Slice
from ingest.text.terms import find_name_terms

LEAST = 0.87
"""Likeness from which on a passage is shown (`fundstelle eval chain` prints what it separates). Of 37 places in works
28 are shown first with it, 3 times only another; of works that a note does not cite, one would be shown in .15."""
MOST = 2
"""Passages shown of one work."""
_NEAR_BEST = 0.005
"""A second passage is shown where it is as near as this to the best one."""
_SAME_PAGE = 0.02
"""What it adds to the likeness (a cosine) that a passage stands on the page that the note gives."""
_SAME_NAMES = 0.03
"""What it adds that all names and numbers of the sentence stand in the passage."""
_FEWEST_QUOTED = 4
"""Words that a quotation has at the least to be looked for letter by letter."""
_QUOTATION = re.compile(r"[„“”«»\"]([^„“”«»\"]{12,})[“”«»\"]")
_OMISSION = re.compile(r"\[?\s*(?:…|\.\.\.)\s*\]?")
_FOLLOWING = {"f": 1, "ff": 5}
"""Pages that "f." and "ff." add."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of a document that a note stands behind."""

    document: Document
    passage: Passage
    piece: Slice


def find_in_work(opened: OpenGeneration, claim: Claim, work_id: str, page: str | None) -> tuple[CitedPassage, ...]:
    """The passages of a held work that match a claim, best first; empty where none is near enough.

    Args:
        opened: The opened generation.
        claim: What the note stands behind.
        work_id: The work that the note cites.
        page: The page or pages that the note gives for it.

    """
    work = opened.document(work_id)
    cited = _page_numbers(page)
    ranked = [
        *(_cite(opened, work, passage, place, 1.0, cited) for passage, place in _find_quoted(claim, work)),
        *_find_near(opened, claim, work, cited),
    ]
    best = ranked[0].score if ranked else 0.0
    seen: dict[str, CitedPassage] = {}
    for one in ranked:
        if one.score >= best - _NEAR_BEST or one.score == 1.0:
            seen.setdefault(one.passage, one)
    return tuple(seen.values())[:MOST]


def _find_quoted(claim: Claim, work: Document) -> Iterator[tuple[Passage, Slice]]:
    """Where the work has, word for word, what the claim quotes; marks and white space may differ."""
    said = claim.document.plain(claim.piece.start, claim.piece.end)
    for quotation in _QUOTATION.finditer(said):
        for part in _OMISSION.split(quotation[1]):
            words = re.findall(r"\w+", part)
            if len(words) < _FEWEST_QUOTED:
                continue
            pattern = r"\W+(?:\d{1,3}\W+)?".join(map(re.escape, words))
            for match in re.finditer(rf"(?i)(?<!\w){pattern}(?!\w)", work.text):
                passage = _passage_at(work, match.start(), match.end())
                if passage:
                    yield passage, _whole_sentences(passage, match.start(), match.end())


def _passage_at(work: Document, start: int, end: int) -> Passage | None:
    return next((one for one in work.passages if one.start <= start and end <= one.end and one.sentences), None)


def _whole_sentences(passage: Passage, start: int, end: int) -> Slice:
    met = [one for one in passage.sentences if one.end > start and one.start < end]
    return Slice(met[0].start, met[-1].end) if met else Slice(start, end)


def _find_near(opened: OpenGeneration, claim: Claim, work: Document, cited: frozenset[int]) -> list[CitedPassage]:
    """The work's passages that are as near to the claim as `LEAST`, nearest first."""
    vector = opened.fetch_vectors([_row_of(opened, claim)])
    cosines = opened.compare_source(work.source_id, next(iter(vector.values())))
    names = set(find_name_terms(claim.document.plain(claim.piece.start, claim.piece.end)))
    best: dict[str, tuple[float, Slice]] = {}
    for row, cosine in cosines.items():
        chunk = opened.chunk(row)
        if cosine > best.get(chunk.passage_id, (-1.0, None))[0]:
            best[chunk.passage_id] = (cosine, Slice(chunk.start, chunk.end))
    found = []
    for passage_id, (cosine, place) in best.items():
        passage = opened.passages[passage_id]
        if passage.names_only or cosine + _SAME_PAGE + _SAME_NAMES < LEAST:
            continue
        here = set(find_name_terms(work.plain(passage.start, passage.end)))
        score = cosine + _SAME_NAMES * (len(names & here) / len(names) if names else 0.0)
        score += _SAME_PAGE * bool(cited & _numbers_of(work, place))
        if score >= LEAST:
            found.append(_cite(opened, work, passage, place, min(score, 0.999), cited))
    return sorted(found, key=lambda one: (-one.score, one.start))


def _row_of(opened: OpenGeneration, claim: Claim) -> int:
    """The row of the smallest chunk that holds the claim's piece whole: that of the sentence, else of the passage."""
    rows = opened.rows[claim.passage.id]
    holding = [
        row for row in rows if opened.chunk(row).start <= claim.piece.start and claim.piece.end <= opened.chunk(row).end
    ]
    return min(holding or rows[:1], key=lambda row: opened.chunk(row).end - opened.chunk(row).start)


def _cite(
    opened: OpenGeneration, work: Document, passage: Passage, place: Slice, score: float, cited: frozenset[int]
) -> CitedPassage:
    pages = name_pages(work.pages_in(place.start, place.end))
    snapshot = opened.snapshot(work.source_id)
    url = snapshot.address or opened.corpus.manifest.source(work.source_id).url
    return CitedPassage(
        source=work.source_id,
        passage=passage.id,
        page=join_pages(pages),
        anchor=passage.anchor,
        quote=work.text[place.start : place.end],
        start=place.start,
        end=place.end,
        score=round(score, 4),
        text=work.plain(place.start, place.end),
        language=passage.language,
        link=link_place(url, snapshot.media_type, work, passage, place.start, place.end),
        on_cited_page=bool(cited & _numbers_of(work, place)) if cited and pages else None,
    )


def _numbers_of(work: Document, place: Slice) -> frozenset[int]:
    """The pages of a place that are called by a number."""
    return frozenset(int(page.name) for page in work.pages_in(place.start, place.end) if page.name.isdecimal())


def _page_numbers(page: str | None) -> frozenset[int]:
    """The pages that a note gives: "19", "19-20", "19 f.", "9-15, hier 14"."""
    if page is None:
        return frozenset()
    exact = re.search(r"(?:hier|here)\s+(\d{1,4})", page)
    found = re.search(r"(\d{1,4})(?:-(\d{1,4}))?\s?(ff?)?", exact[1] if exact else page)
    if found is None:
        return frozenset()
    first = int(found[1])
    last = int(found[2]) if found[2] else first + _FOLLOWING.get(found[3] or "", 0)
    return frozenset(range(first, max(first, last) + 1))
