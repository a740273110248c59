"""Weigh the sign that a rule has found against what the listener hears."""

from __future__ import annotations

from typing import Literal

from ingest.voices.clauses import Sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.reporting import give_to
from ingest.voices.saying import is_text

Sign = Literal["quotation", "summing up", "saying", "hearsay", "mood", "going on", "list", "none"]
"""By what a rule tells whose words a sentence gives."""

_GOES_ON = 0.6
"""From here on a sentence that follows others' words in its paragraph goes on with them, without a sign of its own."""
_BY_ITSELF = 0.9
"""From here on one that follows nobody's words gives somebody's, and nobody can say whose. In 40 texts that the
listener had not learned from, 86 of 594 sentences of others are shown as the author's without this, 44 with it, and 8
more of his 894 as another's."""
_OWN: dict[Sign, float] = {"list": 0.2, "saying": 0.15}
"""Below it a sentence is the author's own though there is this sign. That a report goes on is not taken back: in the
bundled essay what the listener took back was the papers' words, more often than not."""


def weigh(
    dossier: Dossier, sentence: Sentence, sign: Sign, attributed: Attributed, note_speaker: str | None, context: Context
) -> Attributed:
    """What the rules say of a sentence, or the other thing where the listener is sure enough of it."""
    heard = dossier.heard.get(sentence.start)
    if heard is None:
        return attributed
    if sign != "none":
        doubted = heard < _OWN.get(sign, 0) and not _is_of_dossier(attributed, dossier)
        return OWN if doubted else attributed
    goes_on = context.last.attribution not in ("own", "summed_up") and context.last_paragraph == context.paragraph
    if not goes_on:
        return give_to(None) if heard >= _BY_ITSELF else attributed
    if heard < _GOES_ON:
        return attributed
    # „Das Papier ...“ is the work named in the paragraph.
    spoke_text = is_text(context.last.speaker, context.language)
    return give_to(note_speaker or (context.topic if spoke_text else None) or context.last.speaker)


def _is_of_dossier(attributed: Attributed, dossier: Dossier) -> bool:
    """Whether it is a work that the dossier has, or its author: what a text tells of these is theirs.

    The listener has learned from texts without works, where whoever tells what a paper does tells a fact.
    """
    voices = dossier.voices
    return attributed.speaker in voices.papers or attributed.speaker in voices.by_surname.values()
