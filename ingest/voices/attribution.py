"""Whose words each sentence of a document gives: one pass over its passages, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import AUTHOR, Manifest, PassageKind, Slice, Source
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


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage as far as attribution looks at it."""

    kind: PassageKind
    sentences: tuple[Slice, ...]
    note_speakers: tuple[str | None, ...]
    """For each sentence, the speaker of the work that its last note cites; within a note, of the work it cites."""
    speaker: str | None = None
    """The name in front of a post or of a turn in an interview, as written."""
    introduction: Slice | None = None
    """The passage that introduces this list item, quotation or post."""
    opens: bool = False
    """Whether a section or a note begins here: whoever spoke before it does not speak on."""


def attribute_passages(
    text: str, stretches: Sequence[Stretch], source: Source, manifest: Manifest
) -> tuple[tuple[Attributed, ...], ...]:
    """Attribute every sentence of a document, passage by passage.

    Args:
        text: The document's canonical text.
        stretches: Its passages, in the order of the text.
        source: Whose document it is.
        manifest: Names and voices of the dossier's works.

    """
    voices = find_voices(manifest)
    context = Context()
    found: list[tuple[Attributed, ...]] = []
    for stretch in stretches:
        if stretch.opens:
            context = Context()
        attributed, context = _attribute(text, stretch, voices, context, source)
        found.append(tuple(attributed))
    return tuple(found)


def _attribute(
    text: str, stretch: Stretch, voices: Sequence[Voice], context: Context, source: Source
) -> tuple[Sequence[Attributed], Context]:
    sentences, introduction = stretch.sentences, stretch.introduction
    if stretch.kind == "post" and stretch.speaker:
        return [Attributed(match_speaker(stretch.speaker, voices), "quoted") for _ in sentences], context
    if stretch.kind == "block_quote":
        speaker = next((name for name in reversed(stretch.note_speakers) if name), None) or context.named or AUTHOR
        attributed = Attributed(speaker, "quoted")
        return [attributed for _ in sentences], Context(attributed, speaker)
    if stretch.kind in ("title", "heading", "abstract", "lead"):
        return [_teaser(text, piece, source) for piece in sentences], context
    if stretch.kind == "list_item" and introduction and sums_up(text[introduction.start : introduction.end]):
        return [Attributed(context.named, "paraphrased") if context.named else OWN for _ in sentences], context
    return attribute_sentences(
        text,
        sentences,
        voices,
        note_speakers=stretch.note_speakers,
        context=context,
        demands=stretch.kind == "paragraph",
    )


def _teaser(text: str, piece: Slice, source: Source) -> Attributed:
    """A sentence of the lead that speaks of the author is his publisher's."""
    surname = (source.author or "").split()[-1:]
    speaks_of_him = bool(surname) and surname[0] in text[piece.start : piece.end]
    return Attributed(source.publisher, "quoted") if speaks_of_him and source.publisher else OWN
