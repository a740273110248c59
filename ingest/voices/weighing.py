"""Weigh the sign that a rule has found against what the listener hears."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ingest.voices.clauses import Sentence
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.lexicon import find_sayings, may_say
from ingest.voices.reporting import give_to
from ingest.voices.saying import Said, is_text
from ingest.voices.whom import find_focus, resolve

Sign = Literal["quotation", "summing up", "saying", "hearsay", "mood", "going on", "points", "list", "woven", "none"]
"""By what a rule tells whose words a sentence gives."""

_GOES_ON = 0.7
"""From here on a sentence that follows others' words in its paragraph goes on with them, without a sign of its own. In
the 40 texts of `later` and `unseen` .6 gives 2 more of the author's 894 sentences to another and finds one of others
more."""
_BY_ITSELF = 0.95
"""From here on one that follows nobody's words gives somebody's, and nobody can say whose. In these 40 texts, which the
listener had not learned from, 42 of 594 sentences of others are shown as the author's without this, 28 with it, and 7
more of his 894 as another's."""
_TOLD = 0.5
"""From here on one with somebody and a word of saying tells what he says, though no rule finds that it does: „Das
Amt schließt einen Verkauf aus“."""
_OWN: dict[Sign, float] = {"list": 0.2, "saying": 0.15, "woven": 0.15, "going on": 0.45}
"""Below it a sentence is the author's own though there is this sign; "woven" is a quotation within a sentence that
names nobody. That a report goes on is a weak sign: with .1 in place of .45, 5 more of the author's sentences in four
splits are another's and 2 fewer of others his."""


def weigh(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    sign: Sign,
    attributed: Attributed,
    note_speaker: str | None,
    context: Context,
) -> Attributed:
    """What the rules say of a sentence, or the other thing where the listener is sure enough of it."""
    heard = dossier.heard.get(sentence.start)
    if heard is None:
        return attributed
    if sign != "none":
        spoken = any(one.is_tag and one.by_clause for one in said)  # „..., sagt er, ...“
        of_dossier = _is_of_dossier(attributed, said, note_speaker, dossier)
        doubted = heard < _OWN.get(sign, 0) and not spoken and not of_dossier
        return OWN if doubted else attributed
    who = next((one.who for one in said if one.who), None)
    if who and heard >= _TOLD:
        return give_to(resolve(dossier, who, sentence, context))
    goes_on = context.last.attribution not in ("own", "summed_up") and context.last_paragraph == context.paragraph
    if heard < (_GOES_ON if goes_on else _BY_ITSELF):
        return attributed
    teller = _find_teller(dossier, sentence, context)
    if teller or not goes_on:
        return give_to(teller)
    if (context.was_indirect and context.language == "de") or _comments(sentence, context):
        return attributed
    # „Das Papier ...“ is the work named in the paragraph.
    spoke_text = is_text(context.last.speaker, context.language)
    return give_to(note_speaker or (context.topic if spoke_text else None) or context.last.speaker)


# Behind a report that no rule goes on with, in the 800 texts for models, 35 of 43 such sentences are the author's.
_COMMENTING = re.compile(r"(?:This|That|These|Those)\s(?:is|was|are|were)(?!\w)")
_SPEAKING_OF_IT = re.compile(r"(?:It|They)\s(?:is|are)(?!\w)")


def _comments(sentence: Sentence, context: Context) -> bool:
    """Whether an author comments: "That is one way of putting it", behind a report in the past "They are ..."."""
    if context.language != "en":
        return False
    text = sentence.outside
    return bool(_COMMENTING.match(text) or (not context.in_present and _SPEAKING_OF_IT.match(text)))


def _find_teller(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """Whom the sentence is about, where it has a word that may tell what he says („die Volkskundlerin vergleicht“)."""
    words = frozenset(re.findall(r"[^\W\d_]+", sentence.outside))
    tells = may_say(words, context.language) or any(find_sayings(word, context.language) for word in words)
    return find_focus(dossier, sentence, context) if tells else None


def _is_of_dossier(attributed: Attributed, said: Sequence[Said], note_speaker: str | None, dossier: Dossier) -> bool:
    """Whether it is a work that the dossier has, or its author: what a text tells of these is theirs.

    The listener has learned from texts without works, where whoever tells what a paper does tells a fact. An author
    whom neither the sentence nor its note names is nobody of whom it tells.
    """
    voices = dossier.voices
    if attributed.speaker in voices.papers:
        return True
    named = attributed.speaker == note_speaker or any(one.who for one in said)
    return named and attributed.speaker in voices.by_surname.values()
