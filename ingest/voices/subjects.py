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
from ingest.voices.subjects_german import OBLIQUE, find_subject_german, is_verb_german, skip_small
from ingest.voices.subjects_russian import FINITE_RU, find_subject_russian, has_verb

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
        and bare_phrase(sentence, language)
        and (language == "de" or (unquoted if language == "en" else _is_aside(sentence, row)))
    ):
        return bare_phrase(sentence, language)  # "Der Verband, sonst kein Freund der Trawler, lehnt ..."
    if row > 1 and len(before) > 1 and language == "de" and before[0].text in AUXILIARY and bare_phrase(sentence, "de"):
        return bare_phrase(sentence, "de")  # "Der Hof, kein Freund der Bahn, hat das früh bemängelt."
    if language == "en" and row > 1 and len(before) > 1 and _is_further_verb(before, "en"):
        return _earlier(sentence, row, "en")  # "Mara Lund, in her thesis of 1968, sees in it ..."
    title = _title_before(sentence, row) if not before else None
    if title:
        return title
    if language == "de":
        found = find_subject_german(before, after, plural=tokens[verb].text.endswith("en"))
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
    return tokens[at].text if before[0].lower() not in PREPOSITIONS["de"] and before[0].lower() not in OBLIQUE else None


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
    return len(words) <= 2 or (words[-1] in ("und", "aber", "oder") and is_verb_german(words[0]))


_NO_ONE = frozenset("nobody none neither".split())


def _english(before: Sequence[Token], after: Sequence[Token], *, may_invert: bool) -> str | None:
    words = [token for token in before if token.kind == "word"]
    if len(words) > 2 and words[-1].text == "to" and _CATENATIVE.match(words[-2].text):
        words = words[:-2]  # "Managers tend to think"
    has_auxiliary = any(word.text.lower() in AUXILIARIES for word in words)
    while words and (words[-1].text.lower() in AUXILIARIES or words[-1].text.endswith("ly")):
        words.pop()
    if len(words) > 2 and words[-1].text in ("and", "but"):  # "The foundation gave a million and insists"
        words = words[: next((row for row, word in enumerate(words) if row and _is_past_en(word.text)), len(words))]
    cut = next((row for row in range(len(words) - 2, 0, -1) if words[row].text == "that"), None)
    words = words[cut + 1 :] if cut else words  # "claims that the bank asked"
    while words and words[0].text.lower() in OPENERS:
        words.pop(0)
    if words and words[0].text.lower() in ("who", "whom", "whose"):
        return None
    if words and words[0].text.lower() in _NO_ONE:
        return words[0].text
    if not words:
        return (
            take_phrase(after, "en")
            if may_invert and not has_auxiliary and after and after[0].text.lower() not in ("that", "this")
            else None
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
def _is_past_en(word: str) -> bool:
    """Whether a word inside a piece is a verb in the past: its lemma is another word, and no noun in the plural is."""
    lemma = find_lemma(word, "en") if word.islower() else None
    return lemma not in (None, word) and not word.endswith(("s", "ing", "er", "est"))


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
    opening = bare_phrase(sentence, language) if row > 1 else None
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
            or not _WHO.isdisjoint(word.text.lower() for word in words[:3])
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


def bare_phrase(sentence: Sentence, language: str) -> str | None:
    """The first piece, where it is nothing but a noun phrase: what follows between commas tells more of the same."""
    first, end = sentence.pieces[0]
    words = [token for token in sentence.tokens[first:end] if token.kind == "word"]
    if language == "ru":
        is_bare = bool(words) and len(words) <= _LONGEST_BARE and not has_verb(sentence, 1)
        return " ".join(token.text for token in words) if is_bare else None
    if len(sentence.pieces) > 2:  # "His predecessor, Lorna Pike, rejected": the name says more.
        second = sentence.words(*sentence.pieces[1])
        if words and _is_name(second, language) and _describes(words, language):
            return " ".join(second)
    if words and _is_participle(words, language):
        return None
    phrase = take_phrase(words, language)
    return phrase if phrase and len(phrase.split()) == len(words) else None


_LONGEST_BARE = 6
"""Words of a Russian subject before its comma."""


def _is_name(words: Sequence[str], language: str) -> bool:
    """Whether a piece is a name of several parts and nothing else."""
    if not 1 < len(words) <= _LONGEST_NAME or not all(word[0].isupper() for word in words):
        return False
    return language != "de" or not all(is_common_noun(word) for word in words)


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
    """Whether an English piece goes on with a verb of the subject before it: "..., visits each, and reports"."""
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
        behind = skip_small(after)
        is_clause = is_verb_german(verb.text) and behind and behind[0].text not in ("es", "das", "dies")
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
        if is_verb_german(sentence.tokens[position].text):
            return find_subject(sentence, position, "de", "")
    return None
