"""Who says it: the subject of a verb of saying, found by word order, articles and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.voices.clauses import Sentence, Token
from ingest.voices.phrases import (
    AUXILIARIES,
    DETERMINERS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    first_phrase,
    may_begin,
    take_phrase,
)
from ingest.voices.subjects_russian import FINITE_RU, find_subject_russian, has_verb

_OBLIQUE = frozenset(
    "den dem des einem einen diesem diesen jenem jenen keinem keinen ihm ihn ihnen mir mich uns seinem seinen".split()
)
_RELATIVES = frozenset(
    "der die das den dem deren dessen who which whose whom that welcher welche welches который которая которые".split()
)
AUXILIARY = frozenset("hat haben hatte hatten wird werden will wollen möchte kann können soll".split())
_SAYERS = frozenset("er she he they он она они ich wir i we я мы".split())
"""Right behind a verb that opens its piece they can only be its subject: ", считает она,"."""
_INVERTING = frozenset(
    "say add ask write reply insist warn note argue recall claim explain remark observe joke recount go"
    " come shout laugh answer".split()
)


def find_subject(sentence: Sentence, verb: int, language: str, lemma: str) -> str | None:
    """The words that name or describe whoever the verb at token `verb` belongs to; None where nothing does."""
    row = sentence.piece_of(verb)
    first, end = sentence.pieces[row]
    tokens = sentence.tokens
    before, after = tokens[first:verb], tokens[verb + 1 : end]
    if not before and row and after and after[0].text.lower() in _SAYERS:
        return after[0].text
    unquoted = all(token.kind != "quote" for token in tokens)
    if (
        row > 1
        and not before
        and _bare_phrase(sentence, language)
        and (language == "de" or (unquoted if language == "en" else _is_aside(sentence, row)))
    ):
        return _bare_phrase(sentence, language)  # "Der Verband, sonst kein Freund der Trawler, lehnt ..."
    if (
        row > 1
        and len(before) > 1
        and language == "de"
        and before[0].text in AUXILIARY
        and _bare_phrase(sentence, "de")
    ):
        return _bare_phrase(sentence, "de")  # "Der Hof, kein Freund der Bahn, hat das früh bemängelt."
    title = _title_before(sentence, row) if not before else None
    if title:
        return title
    if language == "de":
        found = _german(before, after, plural=tokens[verb].text.endswith("en"))
    elif language == "en":
        quoted = row > 0 or any(token.kind == "quote" for token in tokens[:verb])
        found = _english(before, after, may_invert=lemma in _INVERTING and quoted)
    else:
        found = find_subject_russian(before, after)
    enclosed = end < len(tokens) and tokens[end].text == "," and first > 0 and tokens[first - 1].text == ","
    if language == "ru" and not before and row and not enclosed and not has_verb(sentence, row):
        found = None
    return found or (_earlier(sentence, row, language) if _opens_with_verb(before, language) else None)


def _title_before(sentence: Sentence, row: int) -> str | None:
    """„Die »Wasserstrategie«, vor Jahren beschlossen, nennt“: a quoted title as the subject."""
    tokens = sentence.tokens
    at = next((position for position, token in enumerate(tokens[:4]) if token.kind == "quote"), -1)
    if at < 1 or tokens[at].inside > _LONGEST_TITLE or sentence.pieces[row][0] <= at or row > 3:
        return None
    before = [token.text for token in tokens[:at]]
    if not may_begin(before[0], "de", first=True) or any(token.kind != "word" for token in tokens[:at]):
        return None
    return (
        tokens[at].text if before[0].lower() not in PREPOSITIONS["de"] and before[0].lower() not in _OBLIQUE else None
    )


_LONGEST_TITLE = 6
"""In words."""


def _opens_with_verb(before: Sequence[Token], language: str) -> bool:
    """Whether the piece goes on with what stands before the comma: only small words precede its verb."""
    words = [token.text.lower() for token in before if token.kind == "word"]
    if language == "en" and words and _is_verb_en(next((word for word in words if word not in OPENERS), "")):
        return True
    return all(
        word in OPENERS or word in _RELATIVES or word in AUXILIARIES or word.endswith("ly") or word in ("sich", "schon")
        for word in words
    ) or (language != "en" and _is_short(before) and not any(word in PRONOUNS for word in words))


def _is_aside(sentence: Sentence, row: int) -> bool:
    """Whether only a word or two between commas stand between the first piece and piece `row`: ", впрочем,"."""
    first, end = sentence.pieces[1]
    return row == 2 and end - first <= 2 and sentence.tokens[first - 1].text == ","


def _is_short(before: Sequence[Token]) -> bool:
    """Whether hardly anything stands before the verb, or another verb of the same subject."""
    words = [token.text for token in before if token.kind == "word"]
    return len(words) <= 2 or (words[-1] in ("und", "aber", "oder") and _is_verb(words[0]))


def _german(before: Sequence[Token], after: Sequence[Token], *, plural: bool) -> str | None:
    words = list(before)
    while words and words[0].text.lower() in OPENERS:
        words = words[1:]
    if _is_object_first(before):
        words = words[1:]
    late = take_phrase(_skip_small(after), "de")
    if before and before[-1].text in ("und", "oder", "aber", "sondern"):
        late = None  # "eröffnete die Sitzung und begrüßte die Gäste"
        if _is_verb(before[0].text):
            return None
    joint = _behind_auxiliary(words) or _pronoun_behind_auxiliary(words)
    if joint:
        return joint
    if late and late.split()[0].lower() in _OBLIQUE:
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
    if opening in _OBLIQUE or opening in PREPOSITIONS["de"] or (opening in ("das", "dies", "es") and len(words) == 1):
        inner = _last_nominative(words) if len(before) > len(words) else None
        return late or inner
    early = take_phrase(words, "de")
    if early and opening not in PRONOUNS and late and not plural and _is_plural_before_singular(words, late):
        return late
    if early:
        return early
    return late or first_phrase(words, "de")


def _is_object_first(before: Sequence[Token]) -> bool:
    """„..., wie sie das Landesamt vorgeschlagen hat“: the pronoun takes up what stands before, the noun is the subject."""
    small = [token.text.lower() for token in before[:3]]
    return len(small) == 3 and small[0] == "wie" and small[1] in ("sie", "es", "ihn") and small[2] in _DEFINITE


_DEFINITE = frozenset("der die das ein eine".split())


def _behind_auxiliary(words: Sequence[Token]) -> str | None:
    """„In einem Schreiben hatte der Verband mitgeteilt“: the subject behind the auxiliary, where none stands before."""
    if not words or words[0].text.lower() not in PREPOSITIONS["de"] | _OBLIQUE:
        return None
    for row, token in enumerate(words):
        if token.text in _AUXILIARY_DE:
            phrase = take_phrase(_skip_small(words[row + 1 :]), "de")
            return phrase if phrase and phrase.split()[0].lower() not in _OBLIQUE else None
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


def _skip_small(after: Sequence[Token]) -> Sequence[Token]:
    """Without what may stand between verb and subject: "sich", "auch", "dagegen"."""
    position = 0
    while position < len(after) and position < 3:
        word = after[position].text
        if word in (
            "sich",
            "auch",
            "nun",
            "dann",
            "daraufhin",
            "dagegen",
            "wiederum",
            "jetzt",
            "hingegen",
            "ihm",
            "uns",
            "mir",
            "dazu",
            "dabei",
            "jedoch",
            "aber",
            "etwa",
            "schon",
            "heute",
            "gestern",
            "später",
        ):
            position += 1
        else:
            break
    return after[position:]


def _english(before: Sequence[Token], after: Sequence[Token], *, may_invert: bool) -> str | None:
    words = [token for token in before if token.kind == "word"]
    if len(words) > 2 and words[-1].text == "to" and _CATENATIVE.match(words[-2].text):
        words = words[:-2]  # "Managers tend to think"
    has_auxiliary = any(word.text.lower() in AUXILIARIES for word in words)
    while words and (words[-1].text.lower() in AUXILIARIES or words[-1].text.endswith("ly")):
        words.pop()
    cut = next((row for row in range(len(words) - 2, 0, -1) if words[row].text == "that"), None)
    words = words[cut + 1 :] if cut else words  # "claims that the bank asked"
    while words and words[0].text.lower() in OPENERS:
        words.pop(0)
    if words and words[0].text.lower() in ("who", "whom", "whose"):
        return None
    if not words:
        return (
            take_phrase(after, "en") if may_invert and not has_auxiliary and after and after[0].text.lower() not in ("that", "this") else None
        )
    if _is_verb_en(words[0].text):
        return None
    for position, token in enumerate(words):
        word = token.text
        governed = position > 0 and words[position - 1].text.lower() in PREPOSITIONS["en"]
        named_place = position > 1 and word[0].isupper() and words[position - 1].text.lower() in ("the", "a", "an")
        if named_place and words[position - 2].text.lower() in PREPOSITIONS["en"]:
            continue  # "On the Dörve we found"
        if governed or not may_begin(word, "en", first=position == 0):
            continue
        if position and words[position - 1].text[0].isupper() and word[0].isupper():
            continue
        phrase = take_phrase(words[position:], "en")
        if phrase:
            return phrase
    return None


_CATENATIVE = re.compile(r"(?:tend|seem|appear|continue|begin|began|love|like|used|prefer)(?:e?d|s)?$")


@lru_cache(maxsize=1 << 14)
def _is_verb_en(word: str) -> bool:
    """Whether a piece that begins with this word begins with a verb ("opened the meeting and said")."""
    known = word in PREPOSITIONS["en"] or word in AUXILIARIES or word in DETERMINERS["en"] or word in PRONOUNS
    if known or not word.islower() or word.endswith(("ly", "ing")):
        return False
    lemma = find_lemma(word, "en")
    return word.endswith("ed") or (lemma not in (None, word) and not word.endswith("s"))


def _earlier(sentence: Sentence, row: int, language: str) -> str | None:
    """The subject that stands before commas: "Nora Beck, die Leiterin, sagte"."""
    opening = _bare_phrase(sentence, language) if row > 1 else None
    if opening:
        return opening
    if language == "ru":
        opened = sentence.words(*sentence.pieces[0])
        return " ".join(opened[1:3]) if len(opened) > 2 and opened[0].lower() in ("в", "во", "на") else None
    for first, end in reversed(sentence.pieces[:row]):
        words = [token for token in sentence.tokens[first:end] if token.kind == "word"]
        while words and words[0].text.lower() in (
            "und",
            "and",
            "aber",
            "but",
            "doch",
            "denn",
            "yet",
            "so",
            "auch",
            "и",
            "а",
            "но",
        ):
            words.pop(0)
        if (
            not words
            or words[0].text.lower() in _WHO
            or _is_relative(words, language)
            or _is_participle(words, language)
        ):
            continue
        if first and (_is_apposition(words, language) or _is_further_verb(words, language)):
            continue
        phrase = first_phrase(words, language)
        if phrase:
            return phrase
    return None


_WHO = frozenset(("who", "which", "whose", "whom"))


def _is_participle(words: Sequence[Token], language: str) -> bool:
    """Whether a piece opens with an English participle: "Asked why, the deputy said"."""
    opening = words[0].text.lower()
    lemma = find_lemma(opening, "en") if language == "en" else None
    is_form = lemma is not None and lemma.islower() and lemma != opening
    return is_form and (opening.endswith(("ed", "ing")) or _is_verb_en(opening))


def _bare_phrase(sentence: Sentence, language: str) -> str | None:
    """The first piece, where it is nothing but a noun phrase: what follows between commas tells more of the same."""
    first, end = sentence.pieces[0]
    words = [token for token in sentence.tokens[first:end] if token.kind == "word"]
    if language == "ru":
        return (
            " ".join(token.text for token in words) if words and len(words) <= 6 and not has_verb(sentence, 1) else None
        )
    if len(sentence.pieces) > 2:  # "His predecessor, Lorna Pike, rejected": the name says more.
        second = sentence.words(*sentence.pieces[1])
        if words and _is_name(second, language) and _describes(words, language):
            return " ".join(second)
    if words and _is_participle(words, language):
        return None
    phrase = take_phrase(words, language)
    return phrase if phrase and len(phrase.split()) == len(words) else None


def _is_name(words: Sequence[str], language: str) -> bool:
    """Whether a piece is a name of several parts and nothing else."""
    return 1 < len(words) <= _LONGEST_NAME and all(
        word[0].isupper() and not (language == "de" and is_common_noun(word)) for word in words
    )


_LONGEST_NAME = 4


def _describes(words: Sequence[Token], language: str) -> bool:
    """Whether a noun phrase describes somebody ("Sein Leiter", "his predecessor") and does not name him."""
    if language == "de":
        return words[0].text.lower() in DETERMINERS["de"] and is_common_noun(words[-1].text)
    return not words[-1].text[0].isupper()


def _is_relative(words: Sequence[Token], language: str) -> bool:
    """Whether a piece begins like a relative clause: a pronoun, and a verb at its end."""
    governed = len(words) > 2 and words[0].text in PREPOSITIONS["de"] and words[1].text in _RELATIVES
    return (
        language == "de"
        and (words[0].text in _RELATIVES or governed)
        and not words[-1].text[0].isupper()
        and len(words) > 2
    )


def _is_further_verb(words: Sequence[Token], language: str) -> bool:
    """Whether an English piece goes on with a verb of the subject before it: "..., visits each of them, and reports"."""
    opening = words[0].text
    following = words[1].text.lower() if len(words) > 1 else ""
    is_form = opening.islower() and opening.endswith("s") and find_lemma(opening, "en") not in (None, opening)
    return language == "en" and is_form and (following in DETERMINERS["en"] or following in PRONOUNS | {"that"})


def _is_apposition(words: Sequence[Token], language: str) -> bool:
    opening = words[0].text
    return opening.lower() in DETERMINERS.get(language, ()) or (opening[0].isdigit() and len(words) == 1)


def find_inverted(sentence: Sentence, quote: int, first: int, end: int, language: str) -> str | None:
    """The subject behind the verb that a piece right behind a quotation opens with; None where it opens otherwise."""
    tokens = sentence.tokens
    verb = tokens[first]
    mark = tokens[quote].text.rstrip('”“»«"’ ')[-1:]
    if verb.kind != "word" or not verb.text.islower() or not (first > quote + 1 or mark in ",!?.…"):
        return None
    after = tokens[first + 1 : end]
    if language == "de":
        behind = _skip_small(after)
        is_clause = _is_verb(verb.text) and behind and behind[0].text not in ("es", "das", "dies")
        return take_phrase(behind, "de") if is_clause else None
    if language == "ru":
        return find_subject_russian([], after) if FINITE_RU.search(verb.text) and len(verb.text) > 4 else None
    is_verb = _is_verb_en(verb.text) or (
        verb.text.endswith("s") and find_lemma(verb.text, "en") not in (None, verb.text)
    )
    return (
        take_phrase(after, "en") if is_verb and after and after[0].text.lower() not in ("that", "this", "it") else None
    )


def find_first_subject(sentence: Sentence, language: str) -> str | None:
    """The subject of the sentence's first verb, where it has one that its form tells."""
    if not sentence.pieces or language == "ru":
        return None
    first, end = sentence.pieces[0]
    if language == "en":
        words = [token for token in sentence.tokens[first:end] if token.kind == "word"]
        return first_phrase(words, "en")
    for position in range(first + 1, end):
        if _is_verb(sentence.tokens[position].text):
            return find_subject(sentence, position, "de", "")
    return None


@lru_cache(maxsize=1 << 14)
def _is_verb(word: str) -> bool:
    """Whether a German word is a finite verb by its form."""
    if not word.islower():
        return False
    lemma = find_lemma(word, "de")
    return word in _PAST or (lemma is not None and lemma != word and lemma.endswith("n") and lemma.islower())


_PAST = frozenset("stand saß lag trat kam ging war blieb sprach gab nahm fuhr lief hielt".split())
