"""Weigh the sign that a rule has found against what the listener hears."""

from __future__ import annotations

from typing import Literal

from ingest.voices.clauses import Sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.reporting import give_to
from ingest.voices.saying import is_text

Sign = Literal["quotation", "summing up", "saying", "hearsay", "mood", "going on", "list", "none"]
"""By what a rule tells whose words a sentence gives."""

_OTHERS = 0.6
"""From here on a sentence that follows others' words in its paragraph goes on with them, without a sign of its own."""
_OWN: dict[Sign, float] = {"going on": 0.45, "list": 0.2, "saying": 0.2}
"""Below it a sentence is the author's own though there is this sign: about where a logistic model over what is heard
and the sign gives one half. All were set on texts that neither listener nor rules had seen."""


def weigh(
    dossier: Dossier, sentence: Sentence, sign: Sign, attributed: Attributed, note_speaker: str | None, context: Context
) -> Attributed:
    """What the rules say of a sentence, or the other thing where the listener is sure enough of it.

    Alone the listener makes nobody's words another's: in an essay it takes the author's own argument for one that he
    reports, sure as it is of that.
    """
    heard = dossier.heard.get(sentence.start)
    if heard is None:
        return attributed
    if sign != "none":
        return OWN if heard < _OWN.get(sign, 0) else attributed
    goes_on = context.last.attribution not in ("own", "summed_up") and context.last_paragraph == context.paragraph
    if not goes_on or heard < _OTHERS:
        return attributed
    # „Das Papier ...“ is the work named in the paragraph.
    spoke_text = is_text(context.last.speaker, context.language)
    return give_to(note_speaker or (context.topic if spoke_text else None) or context.last.speaker)
