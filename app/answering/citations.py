"""From a piece of a document to a citation: quote, place, speaker, notes and the works behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from app.answering.chain import Claim, find_in_work
from app.answering.links import join_pages, link_place
from app.records import Citation, CitationKind, Evidence, FootnoteLink, Lean
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.reading import name_pages
from ingest.records import Document, Footnote, Marker, Passage, Reference, Sentence, Slice, Source


def cite_sentence(opened: OpenGeneration, passage: Passage, sentence: Sentence, number: int) -> Citation:
    """A citation of one sentence, numbered within its answer."""
    return _cite(opened, passage, Slice(sentence.start, sentence.end), number, sentence, sentence.leans_on)


def cite_whole(opened: OpenGeneration, passage: Passage, number: int) -> Citation:
    """A citation of a whole passage, numbered within its answer; its speaker is that of its longest sentence."""
    longest = max(passage.sentences, key=lambda sentence: sentence.end - sentence.start)
    columns = passage.sentences[0].leans_on if passage.kind == "table_row" else None
    return _cite(opened, passage, Slice(passage.start, passage.end), number, longest, columns)


def cite_by_voice(opened: OpenGeneration, passage: Passage, number: int) -> tuple[Citation, ...]:
    """Citations of a whole passage, numbered from `number`: one, or one for each run of sentences in the same voice."""
    runs = [
        list(run) for _, run in groupby(passage.sentences, key=lambda one: (one.speaker, one.attribution, one.about))
    ]
    if len(runs) == 1:
        return (cite_whole(opened, passage, number),)
    return tuple(
        cite_sentence(opened, passage, replace(run[0], end=run[-1].end), place)
        for place, run in enumerate(runs, start=number)
    )


def cite_hits(opened: OpenGeneration, hits: Sequence[Hit]) -> tuple[Evidence, ...]:
    """Whole passages as ranked evidence. The speaker of each is that of its sentences nearest to the question."""
    return tuple(_cite_hit(opened, hit, number) for number, hit in enumerate(hits, start=1))


def _cite_hit(opened: OpenGeneration, hit: Hit, number: int) -> Evidence:
    passage = hit.passage
    sentence = next((s for s in passage.sentences if s.start >= hit.best_span.start), passage.sentences[0])
    leans_on = passage.sentences[0].leans_on
    cited = _cite(opened, passage, Slice(passage.start, passage.end), number, sentence, leans_on)
    values = {name: getattr(cited, name) for name in Citation.__dataclass_fields__}
    return Evidence(**values, score=round(hit.score, 6))


def link_note(
    opened: OpenGeneration, document: Document, note: Footnote, claim: Claim | None = None
) -> tuple[FootnoteLink, ...]:
    """A note with each of the works it cites, one entry a work; one entry without a work where it cites none.

    Args:
        opened: The opened generation.
        document: The document that the note stands in.
        note: The note.
        claim: What it stands behind, to be found in the works that are held.

    """
    works = note.references or (None,)
    return tuple(_link(opened, document, note, work, claim) for work in works)


def _cite(
    opened: OpenGeneration, passage: Passage, piece: Slice, number: int, sentence: Sentence, leans_on: Slice | None
) -> Citation:
    document = opened.document(passage.source_id)
    source = opened.corpus.manifest.source(passage.source_id)
    snapshot = opened.snapshot(passage.source_id)
    own_note = link_note(opened, document, document.footnote(passage.note_id)) if passage.note_id else ()
    pages = name_pages(document.pages_in(piece.start, piece.end))
    around = (Slice(passage.start, piece.start), Slice(piece.end, passage.end))
    return Citation(
        id=number,
        source=source.id,
        kind=_kind(source.kind, passage),
        title=source.title,
        author=source.author,
        date=source.date,
        section=passage.section,
        headings=passage.headings,
        passage=passage.id,
        passage_kind=passage.kind,
        page=join_pages(pages),
        pages=pages,
        anchor=passage.anchor,
        language=passage.language,
        speaker=sentence.speaker,
        attribution=sentence.attribution,
        about=sentence.about,
        quote=document.text[piece.start : piece.end],
        start=piece.start,
        end=piece.end,
        text=document.plain(piece.start, piece.end),
        url=source.url or snapshot.address,
        link=link_place(snapshot.address or source.url, snapshot.media_type, document, passage, piece.start, piece.end),
        sha256=snapshot.sha256,
        retrieved_at=snapshot.retrieved_at,
        footnotes=_link_markers(opened, document, passage, piece),
        nearby_footnotes=tuple(link for part in around for link in _link_markers(opened, document, passage, part)),
        note=own_note[0] if own_note else None,
        leans_on=_lean(document, leans_on),
    )


def _link_markers(
    opened: OpenGeneration, document: Document, passage: Passage, piece: Slice
) -> tuple[FootnoteLink, ...]:
    """The notes whose markers stand in a piece, each with what its works say about the sentence before the marker."""
    first = {mark.note_id: mark for mark in reversed(document.markers_in(piece.start, piece.end))}
    return tuple(
        link
        for note in document.notes_in(piece.start, piece.end)
        for link in link_note(opened, document, note, _claim(document, passage, first[note.id]))
    )


def _claim(document: Document, passage: Passage, marker: Marker) -> Claim:
    sentence = next((one for one in passage.sentences if one.start <= marker.start < one.end), passage.sentences[0])
    return Claim(document, passage, Slice(sentence.start, sentence.end))


def _kind(source_kind: str, passage: Passage) -> CitationKind:
    if source_kind != "analysis":
        return "cited_source"
    return "footnote" if passage.note is not None else "analysis"


def _lean(document: Document, piece: Slice | None) -> Lean | None:
    if piece is None:
        return None
    text = document.plain(piece.start, piece.end)
    return Lean(document.text[piece.start : piece.end], piece.start, piece.end, text)


def _link(
    opened: OpenGeneration, document: Document, note: Footnote, work: Reference | None, claim: Claim | None
) -> FootnoteLink:
    source = opened.corpus.manifest.source(work.source_id) if work else None
    held = _find_held(opened, source) if source else None
    # Another edition has other pages.
    page = work.page if source and work and held == source.id else None
    passages = find_in_work(opened, claim, held, page) if held and claim else ()
    return FootnoteLink(
        number=note.number,
        text=document.plain(note.start, note.end),
        source=source.id if source else None,
        title=source.title if source else None,
        url=(source.url if source else None) or (opened.snapshot(held).address if held else None) or note.url,
        page=work.page if work else None,
        obtained=held is not None,
        passages=passages,
        without=None if passages or not source or not claim else "nothing_matches" if held else "not_held",
    )


def _find_held(opened: OpenGeneration, source: Source) -> str | None:
    """The work itself where its text is here, else another edition of it; None where there is neither."""
    if source.id in opened.documents:
        return source.id
    editions = (one.id for one in opened.corpus.manifest.sources if one.edition_of == source.id)
    return next((one for one in editions if one in opened.documents), None)
