"""Weigh the sign that a rule has found against what the listener hears."""

from __future__ import annotations

from typing import Literal

from ingest.records import UNNAMED
from ingest.voices.clauses import Sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.reporting import give_to
from ingest.voices.whom import find_focus

Sign = Literal["quotation", "summing up", "saying", "hearsay", "mood", "going on", "list", "none"]
"""By what a rule tells whose words a sentence gives."""

_OTHERS = 0.75
"""From here on a sentence without any sign gives others' words."""
_OWN: dict[Sign, float] = {"going on": 0.45, "list": 0.2, "saying": 0.3}
"""Below it a sentence is the author's own though there is this sign. Both are where a logistic model over what is heard and
the sign gives one half, on texts that neither the listener nor the rules had seen (README of `eval/voices`)."""


def weigh(
    dossier: Dossier, sentence: Sentence, sign: Sign, attributed: Attributed, note_speaker: str | None, context: Context
) -> Attributed:
    """What the rules say of a sentence, or the other thing where the listener is sure enough of it."""
    heard = dossier.heard.get(sentence.start)
    if heard is None:
        return attributed
    if sign == "none":
        return _give(dossier, sentence, note_speaker, context) if heard >= _OTHERS else attributed
    return OWN if heard < _OWN.get(sign, 0) else attributed


def _give(dossier: Dossier, sentence: Sentence, note_speaker: str | None, context: Context) -> Attributed:
    """Whose a sentence is that nothing in it gives to anybody: who speaks in its paragraph, who is named, who spoke."""
    last = context.last.speaker if context.last.attribution not in ("own", "summed_up") else None
    last = None if last == UNNAMED else last
    here = last if context.last_paragraph == context.paragraph else None
    focus = find_focus(dossier, sentence, context)
    named = focus if focus and dossier.people.knows(focus.split()[-1]) else None
    return give_to(note_speaker or here or named or last or context.announced or context.focus or context.speaker)
