"""From a snapshot's text to a document: sections, passages, sentences, footnotes, all offsets into canonical text."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.errors import DossierError
from ingest.records import (
    AUTHOR,
    Document,
    Footnote,
    Manifest,
    Marker,
    Passage,
    PassageKind,
    Section,
    Sentence,
    Slice,
    Snapshot,
    Source,
)
from ingest.structure.blocks import Block, cut_debris, find_blocks
from ingest.structure.notes import Note, only_names_works, resolve_footnotes
from ingest.structure.works import find_named_works
from ingest.text.canonical import NOTE_MARKER, canonicalize
from ingest.text.language import detect_language
from ingest.text.sentences import split_sentences
from ingest.voices.leaning import points_back
from ingest.voices.speakers import (
    OWN,
    Attributed,
    Context,
    Voice,
    attribute_sentences,
    find_voices,
    match_speaker,
    sums_up,
)

_INTRODUCED = frozenset({"list_item", "block_quote", "post"})


def parse_document(raw: str, source: Source, snapshot: Snapshot, manifest: Manifest) -> Document:
    """Parse the text of an analysis (or of any plain text, which then has fewer parts)."""
    whole = canonicalize(raw).rstrip()
    text = cut_debris(whole)
    main = source.language or detect_language(text, manifest.languages, fallback=manifest.languages[0])
    blocks = _name_opening(text, find_blocks(text), source, main)
    if not any(block.kind not in ("title", "heading") for block in blocks):
        raise DossierError(f"source {source.id!r} has no text that could be asked", where=source.path)
    footnotes, unresolved = resolve_footnotes(_collect_notes(text, blocks), manifest, source)
    sections = _find_sections(text, blocks)
    draft = _Draft(text, source, manifest, main, sections, {note.number: note for note in footnotes})
    passages = draft.build(blocks)
    markers = _find_markers(text, passages, footnotes)
    lost = _unlinked(source, markers, footnotes)
    return Document(
        source_id=source.id,
        snapshot_sha256=snapshot.sha256,
        language=main,
        title=source.title,
        text=text,
        sections=sections,
        passages=passages,
        markers=markers,
        footnotes=footnotes,
        unresolved=(*unresolved, *lost),
        left_out=whole[len(text) :].strip(),
    )


def hash_passage(source_id: str, kind: str, text: str, occurrence: int) -> str:
    """A passage's id: 16 hexadecimal digits that change when, and only when, what it says does."""
    return hashlib.sha256("\0".join((source_id, kind, text, str(occurrence))).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What every passage of a document is built against."""

    text: str
    source: Source
    manifest: Manifest
    language: str
    sections: tuple[Section, ...]
    footnotes: Mapping[int, Footnote]

    def build(self, blocks: Sequence[Block]) -> tuple[Passage, ...]:
        voices = find_voices(self.manifest)
        seen: Counter[tuple[str, str]] = Counter()
        passages: list[Passage] = []
        introduction: Passage | None = None
        context = Context()
        for block in blocks:
            content = self.text[block.start : block.end]
            introduced = introduction if block.kind in _INTRODUCED else None
            if block.kind == "heading" or (block.kind == "footnote" and not self._continues(block, passages)):
                context = Context()
            sentences, context = self._sentences(block, introduced, passages, voices, context)
            if block.kind == "list_intro" and len(sentences) > 1:
                block = replace(block, kind="paragraph")
            occurrence = seen[block.kind, content]
            seen[block.kind, content] += 1
            passage = Passage(
                id=hash_passage(self.source.id, block.kind, content, occurrence),
                source_id=self.source.id,
                kind=block.kind,
                start=block.start,
                end=block.end,
                section=self._section_label(block),
                language=self._language(block, content, introduced),
                sentences=sentences,
                note=int(block.number) if block.kind == "footnote" and block.number else None,
                introduced_by=introduced.id if introduced else None,
                names_only=self._names_only(block, content),
                works=self._works(block, content, introduced),
            )
            passages.append(passage)
            if block.kind not in _INTRODUCED:
                introduction = passage
        return tuple(passages)

    def _sentences(
        self,
        block: Block,
        introduced: Passage | None,
        passages: Sequence[Passage],
        voices: Sequence[Voice],
        context: Context,
    ) -> tuple[tuple[Sentence, ...], Context]:
        slices = split_sentences(self.text, block.start, block.end)
        note_speakers = [self._note_speaker(piece, block) for piece in slices]
        if block.kind == "post" and block.speaker:
            speaker = match_speaker(block.speaker, voices)
            attributed: Sequence[Attributed] = [Attributed(speaker, "quoted") for _ in slices]
        elif block.kind == "block_quote":
            speaker = next((name for name in reversed(note_speakers) if name), None) or context.named or AUTHOR
            attributed = [Attributed(speaker, "quoted") for _ in slices]
            context = Context(attributed[-1], speaker)
        elif block.kind in ("title", "heading", "abstract", "lead"):
            attributed = [self._teaser(piece) for piece in slices]
        elif block.kind == "list_item" and introduced and context.named and sums_up(self._content(introduced)):
            attributed = [Attributed(context.named, "paraphrased") for _ in slices]
        else:
            attributed, context = attribute_sentences(
                self.text,
                slices,
                voices,
                note_speakers=note_speakers,
                context=context,
                demands=block.kind == "paragraph",
            )
        leans = self._leaning(slices, block, introduced, passages)
        sentences = tuple(
            Sentence(
                piece.start,
                piece.end,
                who.speaker,
                who.attribution,
                lean,
                names_only=self._names_only(block, self.text[piece.start : piece.end]),
            )
            for piece, who, lean in zip(slices, attributed, leans, strict=True)
        )
        return sentences, context

    def _content(self, passage: Passage) -> str:
        return self.text[passage.start : passage.end]

    def _teaser(self, piece: Slice) -> Attributed:
        """A sentence of the lead that speaks of the author is his publisher's."""
        surname = (self.source.author or "").split()[-1:]
        speaks_of_him = bool(surname) and surname[0] in self.text[piece.start : piece.end]
        return Attributed(self.source.publisher, "quoted") if speaks_of_him and self.source.publisher else OWN

    def _leaning(
        self, slices: Sequence[Slice], block: Block, introduced: Passage | None, passages: Sequence[Passage]
    ) -> list[Slice | None]:
        leans: list[Slice | None] = []
        for position, piece in enumerate(slices):
            back = points_back(self.text[piece.start : piece.end])
            if back and position:
                leans.append(slices[position - 1])
            elif introduced and introduced.sentences and (block.kind == "list_item" or not position):
                leans.append(_slice(introduced.sentences[-1]))
            elif back and block.kind in ("paragraph", "list_item"):
                leans.append(self._last_statement(passages))
            else:
                leans.append(None)
        return leans

    @staticmethod
    def _last_statement(passages: Sequence[Passage]) -> Slice | None:
        """The sentence before this passage; behind a list, the line that introduces it."""
        if not passages or passages[-1].kind in ("heading", "title", "footnote"):
            return None
        last = passages[-1]
        if last.kind == "list_item":
            last = next((passage for passage in reversed(passages) if passage.id == last.introduced_by), last)
        return _slice(last.sentences[-1]) if last.sentences else None

    def _note_speaker(self, piece: Slice, block: Block) -> str | None:
        """The speaker of the work that the sentence's last note cites; inside a note, of the work the note cites."""
        if block.kind == "footnote":
            number = int(block.number or 0)
        else:
            numbers = NOTE_MARKER.findall(self.text[piece.start : piece.end])
            if not numbers:
                return None
            number = int(numbers[-1])
        note = self.footnotes.get(number)
        if note is None or not note.references:
            return None
        return self.manifest.source(note.references[0].source_id).speaker

    @staticmethod
    def _continues(block: Block, passages: Sequence[Passage]) -> bool:
        return bool(passages) and passages[-1].note == int(block.number or 0)

    def _section_label(self, block: Block) -> str | None:
        if block.kind == "footnote":
            marker = re.search(rf"\[{block.number}\]", self.text)
            position = marker.start() if marker else block.start
        else:
            position = block.start
        return next((s.label for s in reversed(self.sections) if s.start <= position), None) if self.sections else None

    def _language(self, block: Block, content: str, introduced: Passage | None) -> str:
        # A post of one word is in the language of the exchange it stands in.
        fallback = introduced.language if introduced and block.kind == "post" else self.language
        return detect_language(content, self.manifest.languages, fallback=fallback)

    def _works(self, block: Block, content: str, introduced: Passage | None) -> tuple[str, ...]:
        numbers = {int(number) for number in NOTE_MARKER.findall(content)}
        if block.kind == "footnote" and block.number:
            numbers.add(int(block.number))
        cited = [ref.source_id for n in sorted(numbers) if n in self.footnotes for ref in self.footnotes[n].references]
        # A list is about the work that the passage before it names first; later ones it is only compared with.
        topic = introduced.works[:1] if introduced else ()
        return tuple(dict.fromkeys((*topic, *find_named_works(content, self.manifest), *cited)))

    def _names_only(self, block: Block, content: str) -> bool:
        if block.kind != "footnote":
            return False
        note = self.footnotes.get(int(block.number or 0))
        return only_names_works(content, note.references if note else (), self.manifest)


def _name_opening(text: str, blocks: Sequence[Block], source: Source, main: str) -> tuple[Block, ...]:
    """Name what stands before the first section: title, abstract (in the abstract's language), lead."""
    first_section = next((index for index, block in enumerate(blocks) if block.kind == "heading" and block.number), 0)
    named = list(blocks)
    for index, block in enumerate(blocks):
        content = text[block.start : block.end]
        if index == 0 and len(blocks) > 1 and len(content) <= 200 and not content.endswith("."):
            named[index] = replace(block, kind="title")
        elif index < first_section and block.kind == "paragraph":
            other = source.abstract_language
            language = detect_language(content, [main, other], fallback=main) if other else main
            kind: PassageKind = "abstract" if language == other else "lead"
            named[index] = replace(block, kind=kind)
    return tuple(named)


def _collect_notes(text: str, blocks: Sequence[Block]) -> tuple[Note, ...]:
    paragraphs: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "footnote" and block.number:
            paragraphs.setdefault(int(block.number), []).append(block)
    return tuple(
        Note(number, parts[0].start, parts[-1].end, " ".join(text[part.start : part.end] for part in parts))
        for number, parts in sorted(paragraphs.items())
    )


def _find_sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    headings = [block for block in blocks if block.kind == "heading" and block.number]
    notes = next((block.start for block in blocks if block.kind == "footnote"), len(text))
    ends = [*(block.start for block in headings[1:]), notes]
    return tuple(
        Section(str(block.number), text[block.start : block.end].split(".", 1)[1].strip(), block.start, end)
        for block, end in zip(headings, ends, strict=False)
    )


def _find_markers(text: str, passages: Sequence[Passage], footnotes: Sequence[Footnote]) -> tuple[Marker, ...]:
    numbers = {note.number for note in footnotes}
    return tuple(
        Marker(int(match.group(1)), match.start(), match.end(), passage.id, passage.section)
        for passage in passages
        if passage.note is None
        for match in NOTE_MARKER.finditer(text, passage.start, passage.end)
        if int(match.group(1)) in numbers
    )


def _unlinked(source: Source, markers: Sequence[Marker], footnotes: Sequence[Footnote]) -> tuple[str, ...]:
    marked = Counter(marker.number for marker in markers)
    return tuple(
        f"{source.id}: footnote {note.number}: no marker in the text" for note in footnotes if not marked[note.number]
    ) + tuple(
        f"{source.id}: footnote {number}: marked {count} times" for number, count in sorted(marked.items()) if count > 1
    )


def _slice(sentence: Sentence) -> Slice:
    return Slice(sentence.start, sentence.end)
