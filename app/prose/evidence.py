"""The quotes of an answer as numbered evidence for a language model, short, and without anything that could command."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.checking.claims.records import Ground
from app.prose.records import Piece, ProseSettings
from app.records import Citation
from prompts import frame

_ROW = re.compile(r"([#=*_`~-])\1{2,}")
"""What draws a line between parts of a prompt."""
_HARMLESS = str.maketrans(
    {"[": "(", "]": ")", "<": "‹", ">": "›", "|": "¦", "{": "(", "}": ")", "【": "(", "】": ")", "［": "(", "］": ")"}
)
"""Bracketed numbers of a source are no citations here, and no mark of a model's own format keeps its form."""


def list_evidence(citations: Sequence[Citation], language: str, settings: ProseSettings) -> tuple[Piece, ...]:
    """The quotes, best first, as many as there is room for; the first one always.

    Args:
        citations: Those of the answer.
        language: Of the answer; whose words a quote gives is said in it.
        settings: How much there is room for.

    """
    pieces: list[Piece] = []
    room = settings.characters
    for citation in citations:
        piece = _make_piece(citation, language)
        room -= len(piece.ground.text)
        if pieces and room < 0:
            break
        pieces.append(piece)
    return tuple(pieces)


def show_evidence(pieces: Sequence[Piece]) -> str:
    """The pieces as they stand in the prompt, a line each."""
    return "\n".join(f"[{one.number}] {make_harmless(one.who)}: {make_harmless(one.ground.text)}" for one in pieces)


def make_harmless(text: str) -> str:
    """A text of somebody else's as it may stand in a prompt: on one line, without brackets of its own."""
    return _ROW.sub(r"\1", " ".join(text.translate(_HARMLESS).split()))


def _make_piece(citation: Citation, language: str) -> Piece:
    lean = citation.leans_on.text if citation.leans_on else ""
    ground = Ground(
        # An item of a list says nothing without the line that introduces it.
        text=f"{lean} {citation.text}".strip(),
        language=citation.language,
        speaker=citation.speaker,
        attribution=citation.attribution,
        author=citation.author,
        about=citation.about,
        context=" ".join((citation.title, *citation.headings, citation.date or "")),
    )
    return Piece(citation.id, _tell_who(citation, language), ground)


def _tell_who(citation: Citation, language: str) -> str:
    author = citation.author or citation.title
    if citation.attribution == "own":
        return frame("evidence_own", language, author=author)
    if citation.attribution == "reported":
        return frame("evidence_reported", language)
    if citation.attribution == "summed_up":
        return frame("evidence_summed_up", language, author=author, about=citation.about or citation.title)
    return citation.speaker
