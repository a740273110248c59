"""Questions for the note behind something: "which footnote supports the sixty per cent?".

What is searched for is the thing; what is shown is the sentence that says it, with its place and its notes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.answering.recalled import tell_places
from app.answering.verbatim import Draft, VerbatimSettings, write_verbatim
from app.asking.kinds.subject import analysis_of
from index.records import Hit
from index.store.opened import OpenGeneration

_NOTE = r"(?:fu(?:ß|ss)noten?|anmerkung(?:en)?|foot ?notes?|endnotes?|notes?|сноск\w+)"
_BEHIND = (
    r"(?:beleg(?:t|en)|stütz(?:t|en)|gehör(?:t|en) zu[mr]?|steh(?:t|en) (?:hinter|bei|zu[mr]?)|ist (?:hinter|bei|für)"
    r"|(?:is|are|stands?) (?:given )?(?:behind|beside|for)|supports?|backs?(?: up)?|proves?|documents?|goes with"
    r"|belongs to|sources?|подтвержда\w+|относится к)"
)
_ASKS = re.compile(
    rf"(?i)^\W*(?:und |and |а )?(?:(?:in|aus|mit|from|to) )?(?:welche[rnms]?|which|what|какая|какие) {_NOTE}"
    rf" (?:that )?{_BEHIND},? (?:dass |that |что )?(?P<what>.+?)\W*$"
)
_PARTED = re.compile(
    rf"(?i)^\W*(?:womit|wodurch|mit welche[rn] {_NOTE}) (?:ist|sind|wird|werden) (?P<what>.+?) belegt\W*$"
)
"""German parts the verb: "Womit ist das Darlehen belegt?"."""


def read_noted(question: str) -> str | None:
    """What a cleaned question asks the note of; None where it asks for something else."""
    asked = _ASKS.match(question) or _PARTED.match(question)
    return asked["what"] if asked else None


def quote_noted(opened: OpenGeneration, hits: Sequence[Hit], language: str, settings: VerbatimSettings) -> Draft | None:
    """The best sentence of the analysis, with its place and its notes, or that of a note of its; None without one.

    Args:
        opened: The opened generation.
        hits: What was found for the thing, best first.
        language: Of the lines.
        settings: How sentences are chosen.

    """
    analysis = analysis_of(opened.corpus.manifest)
    own = [hit for hit in hits if analysis and hit.passage.source_id == analysis.id]
    quotes = write_verbatim(opened, own, language, settings).citations[:1] if own else ()
    return tell_places(opened, quotes, language, "stands") if quotes else None
