"""Weigh the sign that a rule has found against what the listener hears."""

from __future__ import annotations

from typing import Literal

from ingest.voices.clauses import Sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.reporting import chain_speaker, give_to, subject_of_main_clause

Sign = Literal["quotation", "summing up", "saying", "hearsay", "mood", "going on", "list", "none"]
"""By what a rule tells whose words a sentence gives."""

_OTHERS = 0.5
"""From here on a sentence without any sign gives others' words."""
_OWN = {"going on": 0.5, "list": 0.5, "saying": 0.2, "hearsay": 0.2, "mood": 0.2}
"""Below it a sentence is the author's own though there is this sign."""


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
    """Whose a sentence is that nothing in it gives to anybody: who spoke last."""
    return give_to(
        note_speaker or subject_of_main_clause(dossier, sentence, context) or chain_speaker(context) or context.speaker
    )
