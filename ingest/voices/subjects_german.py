"""The subject of a German verb, found by articles, pronouns and word order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Token
from ingest.voices.phrases import OPENERS, PREPOSITIONS, PRONOUNS, first_phrase, take_phrase

OBLIQUE = frozenset(
    "den dem des einem einen diesem diesen jenem jenen keinem keinen ihm ihn ihnen mir mich uns seinem seinen".split()
)


def find_subject_german(before: Sequence[Token], after: Sequence[Token], *, plural: bool) -> str | None:
    """The words that name or describe whoever does it, among those before and after the verb in its piece."""
    words = list(before)
    while words and words[0].text.lower() in OPENERS:
        words = words[1:]
    if _is_object_first(before):
        words = words[1:]
    late = take_phrase(skip_small(after), "de")
    if before and before[-1].text in ("und", "oder", "aber", "sondern"):
        late = None  # "eröffnete die Sitzung und begrüßte die Gäste"
        if is_verb_german(before[0].text):
            return None
    joint = _behind_auxiliary(words) or _pronoun_behind_auxiliary(words)
    if joint:
        return joint
    if late and late.split()[0].lower() in OBLIQUE:
        late = None
    if not words:
        return late
    opening = words[0].text.lower()
    if len(words) == 1 and opening in ("einer", "eine", "jemand"):
        return words[0].text  # „Eine sagte“
    if before[0].text in ("Als", "Wie") and late and len(before) <= _SHORT_OPENING:
        return late  # "Als Kompromiss schlägt Ahrendt vor"
    if late and late.lower() in PRONOUNS and late.lower() != "es":
        return late
    if opening in OBLIQUE or opening in PREPOSITIONS["de"] or (opening in ("das", "dies", "es") and len(words) == 1):
        inner = _last_nominative(words) if len(before) > len(words) else None
        return late or inner
    early = take_phrase(words, "de")
    if early and opening not in PRONOUNS and late and not plural and _is_plural_before_singular(words, late):
        return late
    if early:
        return early
    return late or first_phrase(words, "de")


def _is_object_first(before: Sequence[Token]) -> bool:
    """„..., wie sie das Landesamt vorgeschlagen hat“: the noun is the subject, the pronoun what was told."""
    small = [token.text.lower() for token in before[:3]]
    return len(small) == 3 and small[0] == "wie" and small[1] in ("sie", "es", "ihn") and small[2] in _DEFINITE


_DEFINITE = frozenset("der die das ein eine".split())


def _behind_auxiliary(words: Sequence[Token]) -> str | None:
    """„In einem Schreiben hatte der Verband mitgeteilt“: the subject behind the auxiliary, where none stands before."""
    if not words or words[0].text.lower() not in PREPOSITIONS["de"] | OBLIQUE:
        return None
    for row, token in enumerate(words):
        if token.text in _AUXILIARY_DE:
            phrase = take_phrase(skip_small(words[row + 1 :]), "de")
            return phrase if phrase and phrase.split()[0].lower() not in OBLIQUE else None
    return None


def _pronoun_behind_auxiliary(words: Sequence[Token]) -> str | None:
    """„Drei Angebote hat sie verglichen“: a pronoun behind the auxiliary is the subject, whatever stands before."""
    for row, token in enumerate(words[:-1]):
        if row and token.text in _AUXILIARY_DE and words[row + 1].text in _NOMINATIVES:
            return words[row + 1].text
    return None


_NOMINATIVES = frozenset("er sie ich wir man".split())
_AUXILIARY_DE = frozenset(
    "hat haben hatte hatten habe will wollen wollte wollten kann konnte muss musste soll sollte".split()
)
_SHORT_OPENING = 4
"""Words that „Als Kompromiss“ or „Wie immer“ have at the most."""


def _is_plural_before_singular(words: Sequence[Token], late: str) -> bool:
    """Whether the first phrase is the object ("Die Kosten beziffert das Büro"): only the later one can be subject."""
    opening = late.split()[0].lower()
    noun = words[1].text if len(words) == 2 else ""
    if not noun or (find_lemma(noun, "de") == noun and noun not in ("Kosten", "Leute", "Eltern")):
        return False
    return words[0].text.lower() == "die" and opening in ("der", "das", "er") and late.count(" ") >= 1


def _last_nominative(words: Sequence[Token]) -> str | None:
    return first_phrase(words, "de")


def skip_small(after: Sequence[Token]) -> Sequence[Token]:
    """Without what may stand between verb and subject: "sich", "auch", "dagegen"."""
    position = 0
    while position < min(len(after), 3) and after[position].text in _BETWEEN:
        position += 1
    return after[position:]


_BETWEEN = frozenset(
    "sich auch nun dann daraufhin dagegen wiederum jetzt hingegen ihm uns mir dazu dabei jedoch aber etwa schon heute"
    " gestern später".split()
)


@lru_cache(maxsize=1 << 14)
def is_verb_german(word: str) -> bool:
    """Whether a German word is a finite verb by its form."""
    if not word.islower():
        return False
    lemma = find_lemma(word, "de")
    return word in _PAST or (lemma is not None and lemma != word and lemma.endswith("n") and lemma.islower())


_PAST = frozenset("stand saß lag trat kam ging war blieb sprach gab nahm fuhr lief hielt".split())
