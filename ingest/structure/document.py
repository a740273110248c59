"""From a reading to a document: sections, passages, sentences, notes and works, all offsets into canonical text."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.errors import DossierError
from ingest.reading import Block, Reading, name_pages, pages_in
from ingest.records import Document, Footnote, Manifest, Marker, Passage, Sentence, Slice, Snapshot, Source
from ingest.structure.bare_numbers import head_bare_numbers
from ingest.structure.bounding import bound_blocks
from ingest.structure.contents import name_contents
from ingest.structure.known_works import know_works
from ingest.structure.note_links import Note, only_names_works, resolve_footnotes
from ingest.structure.opening import name_opening
from ingest.structure.sections import Place, find_places, find_sections
from ingest.structure.works import WorkNames, compile_names
from ingest.text.language import detect_language
from ingest.text.sentences import split_sentences
from ingest.voices.attribution import Stretch, attribute_passages
from ingest.voices.context import Attributed
from ingest.voices.hearing import Listener
from ingest.voices.leaning import points_back

_INTRODUCED = frozenset({"list_item", "table_row", "block_quote", "post"})
_NO_TEXT = frozenset({"title", "heading", "contents_entry", "label"})
_ASIDE = frozenset({"contents_entry", "caption", "label"})
"""What stands between two paragraphs and belongs to neither."""


def build_document(
    reading: Reading, source: Source, snapshot: Snapshot, manifest: Manifest, listener: Listener | None = None
) -> Document:
    """Make a document of what a reader found; DossierError when there is nothing in it that could be asked."""
    main = source.language or detect_language(reading.text, manifest.languages, fallback=manifest.languages[0])
    named = name_contents(reading.text, head_bare_numbers(reading.text, reading.blocks), reading.pages)
    blocks = name_opening(reading.text, bound_blocks(reading.text, named), source, main)
    if not any(block.kind not in _NO_TEXT for block in blocks):
        raise DossierError(f"source {source.id!r} has no text that could be asked", where=source.path)
    footnotes, unresolved = resolve_footnotes(_collect_notes(reading, blocks, source), manifest, source)
    draft = _Draft(
        reading,
        source,
        manifest,
        main,
        {note.start: note for note in footnotes},
        find_places(reading, blocks),
        know_works(manifest).by_id,
        compile_names(manifest),
        listener,
    )
    passages = draft.build(blocks)
    markers = _find_markers(reading, passages, draft.footnotes)
    return Document(
        source_id=source.id,
        snapshot_sha256=snapshot.sha256,
        language=main,
        title=source.title,
        text=reading.text,
        sections=find_sections(reading.text, blocks),
        passages=passages,
        markers=markers,
        footnotes=footnotes,
        unresolved=(*unresolved, *_unlinked(source, markers, footnotes)),
        pages=reading.pages,
        left_out=reading.left_out,
        guessed=tuple(f"{source.id}: {remark}" for remark in reading.remarks),
        repairs=reading.repairs,
        recognised=reading.recognised,
    )


def hash_passage(source_id: str, kind: str, text: str, occurrence: int) -> str:
    """A passage's id: 16 hexadecimal digits that change when, and only when, what it says does."""
    return hashlib.sha256("\0".join((source_id, kind, text, str(occurrence))).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every passage of a document is built against."""

    reading: Reading
    source: Source
    manifest: Manifest
    language: str
    footnotes: Mapping[int, Footnote]
    """By the offset where the note begins."""
    places: Sequence[Place]
    """For each block, where it stands."""
    works: Mapping[str, Source]
    """The cited works by id."""
    names: WorkNames
    listener: Listener | None

    def build(self, blocks: Sequence[Block]) -> tuple[Passage, ...]:
        text = self.reading.text
        pieces = [split_sentences(text, block.start, block.end, self.reading.marks) for block in blocks]
        introductions = _find_introductions(blocks)
        voices = attribute_passages(
            text,
            [self._stretch(row, blocks, pieces, introductions) for row in range(len(blocks))],
            self.source,
            self.manifest,
            self.listener,
        )
        seen: Counter[tuple[str, str]] = Counter()
        passages: list[Passage] = []
        for row, block in enumerate(blocks):
            content = text[block.start : block.end]
            introduction = introductions[row]
            introduced = passages[introduction] if introduction is not None else None
            leans = self._leaning(pieces[row], block, introduced, passages)
            kind = "paragraph" if block.kind == "list_intro" and len(pieces[row]) > 1 else block.kind
            occurrence = seen[kind, content]
            seen[kind, content] += 1
            note = self.footnotes.get(block.note) if block.note is not None else None
            place = self.places[row]
            passages.append(
                Passage(
                    id=hash_passage(self.source.id, kind, content, occurrence),
                    source_id=self.source.id,
                    kind=kind,
                    start=block.start,
                    end=block.end,
                    section=place.section,
                    language=self._detect(block, content, introduced),
                    sentences=self._sentences(block, pieces[row], voices[row], leans),
                    headings=place.headings,
                    pages=name_pages(pages_in(self.reading.pages, block.start, block.end)),
                    anchor=block.anchor,
                    note=note.number if note else None,
                    note_id=note.id if note else None,
                    introduced_by=introduced.id if introduced else None,
                    names_only=self._names_only(block, content),
                    works=self._works(block, content, introduced),
                )
            )
        return tuple(passages)

    def _stretch(
        self,
        row: int,
        blocks: Sequence[Block],
        pieces: Sequence[Sequence[Slice]],
        introductions: Sequence[int | None],
    ) -> Stretch:
        block, introduction = blocks[row], introductions[row]
        opens_note = block.note is not None and (row == 0 or blocks[row - 1].note != block.note)
        return Stretch(
            kind=block.kind,
            sentences=tuple(pieces[row]),
            note_speakers=tuple(self._note_speaker(piece, block) for piece in pieces[row]),
            speaker=block.speaker,
            introduction=None if introduction is None else Slice(blocks[introduction].start, blocks[introduction].end),
            opens=block.kind == "heading" or opens_note,
        )

    def _sentences(
        self, block: Block, pieces: Sequence[Slice], voices: Sequence[Attributed], leans: Sequence[Slice | None]
    ) -> tuple[Sentence, ...]:
        return tuple(
            Sentence(
                piece.start,
                piece.end,
                voice.speaker,
                voice.attribution,
                voice.about,
                lean,
                names_only=self._names_only(block, self.reading.text[piece.start : piece.end]),
            )
            for piece, voice, lean in zip(pieces, voices, leans, strict=True)
        )

    def _leaning(
        self, slices: Sequence[Slice], block: Block, introduced: Passage | None, passages: Sequence[Passage]
    ) -> list[Slice | None]:
        leans: list[Slice | None] = []
        for position, piece in enumerate(slices):
            back = points_back(self.reading.text[piece.start : piece.end])
            if back and position:
                leans.append(slices[position - 1])
            elif introduced and introduced.sentences and (block.kind in ("list_item", "table_row") or not position):
                leans.append(_slice(introduced.sentences[-1]))
            elif back and block.kind in ("paragraph", "list_item"):
                leans.append(_last_statement(passages))
            else:
                leans.append(None)
        return leans

    def _note_speaker(self, piece: Slice, block: Block) -> str | None:
        """The speaker of the work that the sentence's last note cites; inside a note, of the work the note cites."""
        at = block.note
        if at is None:
            marks = self._marked_in(piece.start, piece.end)
            at = marks[-1] if marks else None
        note = self.footnotes.get(at) if at is not None else None
        if note is None or not note.references:
            return None
        return self.works[note.references[0].source_id].speaker

    def _marked_in(self, start: int, end: int) -> list[int]:
        """The notes whose markers stand within `text[start:end]`, by where the note begins, in order."""
        marks = self.reading.marks
        first = bisect_left(marks, start, key=lambda mark: mark.start)
        last = bisect_left(marks, end, lo=first, key=lambda mark: mark.start)
        return [mark.note for mark in marks[first:last] if mark.end <= end]

    def _detect(self, block: Block, content: str, introduced: Passage | None) -> str:
        # A post of one word is in the language of the exchange it stands in.
        fallback = introduced.language if introduced and block.kind == "post" else self.language
        return detect_language(content, self.manifest.languages, fallback=fallback)

    def _works(self, block: Block, content: str, introduced: Passage | None) -> tuple[str, ...]:
        marked = set(self._marked_in(block.start, block.end))
        if block.note is not None:
            marked.add(block.note)
        cited = [
            ref.source_id for at in sorted(marked) if at in self.footnotes for ref in self.footnotes[at].references
        ]
        # A list is about the work that the passage before it names first; later ones it is only compared with.
        topic = introduced.works[:1] if introduced else ()
        return tuple(dict.fromkeys((*topic, *self.names.find(content), *cited)))

    def _names_only(self, block: Block, content: str) -> bool:
        if block.kind != "footnote":
            return False
        note = self.footnotes.get(block.note) if block.note is not None else None
        return only_names_works(content, note.references if note else (), self.works)


def _find_introductions(blocks: Sequence[Block]) -> list[int | None]:
    """For each block the row of what introduces it: the last one that is no list item, table row, quotation or post."""
    found: list[int | None] = []
    last: int | None = None
    for row, block in enumerate(blocks):
        found.append(last if block.kind in _INTRODUCED else None)
        if block.kind not in _INTRODUCED and block.kind not in _ASIDE:
            last = row
    return found


def _last_statement(passages: Sequence[Passage]) -> Slice | None:
    """The sentence before this passage; behind a list, the line that introduces it."""
    last = next((passage for passage in reversed(passages) if passage.kind not in _ASIDE), None)
    if last is None or last.kind in ("heading", "title", "footnote", "table_header"):
        return None
    if last.kind in ("list_item", "table_row"):
        last = next((passage for passage in reversed(passages) if passage.id == last.introduced_by), last)
    return _slice(last.sentences[-1]) if last.sentences else None


def _collect_notes(reading: Reading, blocks: Sequence[Block], source: Source) -> tuple[Note, ...]:
    paragraphs: dict[int, list[Block]] = {}
    for block in blocks:
        if block.note is not None:
            paragraphs.setdefault(block.note, []).append(block)
    seen: Counter[str] = Counter()
    notes: list[Note] = []
    for at, parts in paragraphs.items():
        text = " ".join(reading.text[part.start : part.end] for part in parts)
        number = str(parts[0].number)
        note_id = hash_passage(source.id, f"note {number}", text, seen[f"{number}\0{text}"])
        seen[f"{number}\0{text}"] += 1
        count = _count_note(number, len(notes) + 1)
        notes.append(Note(note_id, count, at, parts[-1].end, text, numbered=number.isdecimal()))
    return tuple(notes)


def _count_note(label: str, place: int) -> int:
    """A note's number: the one it has, the value of a letter ("b" is 2), or its place among the notes ("*")."""
    if label.isdecimal():
        return int(label)
    return ord(label) - ord("a") + 1 if len(label) == 1 and "a" <= label <= "z" else place


def _find_markers(
    reading: Reading, passages: Sequence[Passage], footnotes: Mapping[int, Footnote]
) -> tuple[Marker, ...]:
    markers = []
    rows = iter(passages)
    passage = next(rows, None)
    for mark in reading.marks:
        while passage is not None and passage.end < mark.end:
            passage = next(rows, None)
        if passage is None or mark.note not in footnotes:
            continue
        note = footnotes[mark.note]
        markers.append(Marker(note.number, mark.start, mark.end, note.id, passage.id, passage.section))
    return tuple(markers)


def _unlinked(source: Source, markers: Sequence[Marker], footnotes: Sequence[Footnote]) -> tuple[str, ...]:
    marked = Counter(marker.note_id for marker in markers)
    return tuple(
        f"{source.id}: footnote {note.number}: no marker in the text" for note in footnotes if not marked[note.id]
    ) + tuple(
        f"{source.id}: footnote {note.number}: marked {marked[note.id]} times"
        for note in footnotes
        if marked[note.id] > 1
    )


def _slice(sentence: Sentence) -> Slice:
    return Slice(sentence.start, sentence.end)
