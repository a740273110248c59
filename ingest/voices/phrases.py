"""Noun phrases: the words that name or describe somebody, told by articles, capital letters and names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.voices.clauses import Token

REFERENT = "…"
"""In place of a subject: whoever the sentences before are about ("nach ihrer Auffassung")."""
PRONOUNS = frozenset(
    "er sie es he she they it он она они оно dieser diese jener letzterer letztere ersterer erstere man"
    " wir ich we i one"
    " я мы ihm ihr ihnen".split()
)
FIRST_PERSON = frozenset("ich wir i we я мы du you вы".split())
DETERMINERS = {
    "de": frozenset(
        "der die das den dem des ein eine einer eines einem einen dieser diese dieses diesem diesen jener"
        " jene jedes jede jeder"
        " dessen deren sein seine seiner seinem seinen seines"
        " ihr ihre ihrer ihrem ihren ihres unser unsere unserer mein meine meiner kein"
        " keine keiner beide"
        " mehrere viele einige manche manch mancher andere alle wenige zahlreiche etliche zwei drei vier"
        " fünf sechs".split()
    ),
    "en": frozenset(
        "a an the his her its their our my one two three four five some several many both other others"
        " another most few all no each every any critics".split()
    ),
    "ru": frozenset(
        "его её ее их наш наша этот эта эти тот та те один одна одни другой другая другие многие некоторые".split()
    ),
}
PREPOSITIONS = {
    "de": frozenset(
        "in im an am auf aus bei beim mit nach von vom vor zu zum zur über unter gegen für durch um ohne"
        " seit während wegen"
        " trotz laut gemäß zwischen neben hinter ins ans aufs bis ab entgegen gegenüber samt statt anstelle"
        " angesichts binnen"
        " innerhalb außerhalb je pro als wie".split()
    ),
    "en": frozenset(
        "in on at by to from with of for about into over under after before since during between against"
        " among through within"
        " without around near behind across beyond despite than like as per until upon toward towards inside"
        " outside".split()
    ),
    "ru": frozenset(
        "в во на с со к ко по из из-за от до за при между после перед для без под над о об про через у".split()
    ),
}
_JOINING = frozenset(
    "und sowie & and и von vom der des of for at aus für beim bei im in to zur zum du de la van".split()
)
OPENERS = frozenset(
    "what warum wieso weshalb wann wo was wer und aber doch denn sondern oder dass daß weil da wenn ob als"
    " wie so während obwohl nachdem bevor damit falls auch nur"
    " and but yet so that if when while because as although though nor or whereas since which"
    " и а но что как если когда хотя так".split()
)
AUXILIARIES = frozenset(
    "has have had is are was were be been being will would shall should can could may might must do does did not never"
    " also now later then still even again already only once just repeatedly recently today yesterday therefore however"
    " thus simply further soon duly eventually finally cheerfully".split()
)
LONGEST = 12


def first_phrase(words: Sequence[Token], language: str) -> str | None:
    """The first noun phrase among `words` that no preposition governs."""
    prepositions = PREPOSITIONS.get(language, frozenset())
    for position, token in enumerate(words):
        governed = position > 0 and words[position - 1].text.lower() in prepositions
        if language == "de" and position > 1 and _ADJECTIVE_DE.match(words[position - 1].text):
            governed = governed or words[position - 2].text.lower() in prepositions  # "in kleinem Kreis"
        if not governed and may_begin(token.text, language, first=position == 0):
            phrase = take_phrase(words[position:], language)
            if phrase:
                return phrase
    return None


_ADJECTIVE_DE = re.compile(r"[a-zäöüß]{3,}(?:em|en|er)$")


def may_begin(word: str, language: str, *, first: bool) -> bool:
    """Whether a noun phrase may begin with `word`; `first` where it begins its piece."""
    lower = word.lower()
    if lower in PRONOUNS or lower in DETERMINERS.get(language, ()):
        return True
    if word[0].isupper():
        return lower not in PREPOSITIONS.get(language, ()) and not (first and _is_small(lower, language))
    return first and language == "en" and _is_noun_like(word)


@lru_cache(maxsize=1 << 14)
def _is_small(word: str, language: str) -> bool:
    """Whether a word with a capital letter only has it because it begins the sentence."""
    if language == "de":
        return find_lemma(word, "de") is not None and not is_common_noun(word.capitalize())
    return False


@lru_cache(maxsize=1 << 14)
def _is_noun_like(word: str) -> bool:
    lemma = find_lemma(word, "en")
    return (
        word not in AUXILIARIES
        and word not in PREPOSITIONS["en"]
        and (lemma is None or (word.endswith("s") and lemma != word))
    )


def take_phrase(tokens: Sequence[Token], language: str) -> str | None:
    """The noun phrase that `tokens` begin with, without what is said about it."""
    if not tokens or tokens[0].kind != "word" or not may_begin(tokens[0].text, language, first=True):
        return None
    first = tokens[0].text
    following = tokens[1].text if len(tokens) > 1 else ""
    if first.lower() in _PART_OF and following.lower() in ("von", "of", "unter", "among") and len(tokens) > 2:
        return " ".join(
            token.text for token in tokens[:4] if token.kind == "word" and token.text.lower() not in ("sagt", "sagte")
        )
    if (
        first.lower() in PRONOUNS
        and not (first.lower() in DETERMINERS["de"] and following[:1].isupper())
        and not (
            first.lower() == "one"
            and following.islower()
            and following not in AUXILIARIES
            and following not in PREPOSITIONS["en"] - {"of"}
        )
    ):
        return first
    taken: list[str] = []
    has_head = False
    for position, token in enumerate(tokens[:LONGEST]):
        word = token.text
        if token.kind != "word":
            break
        following = tokens[position + 1].text if position + 1 < len(tokens) else ""
        if not _belongs(word, following, taken, has_head, language):
            break
        taken.append(word)
        has_head = (
            has_head
            or (word[0].isupper() and word.lower() not in DETERMINERS.get(language, ()))
            or (language == "en" and word.lower() not in DETERMINERS["en"])
        )
    while taken and taken[-1].lower() in _JOINING:
        taken.pop()
    if taken and not has_head and taken[0].lower() in _GROUPS:
        return taken[0]
    return " ".join(taken) if taken and has_head else None


_PART_OF = frozenset(
    "einer eine eines one some many most several two both einige viele manche mehrere keiner none each".split()
)
_GROUPS = frozenset("viele manche einige andere alle beide others some many most both several critics few".split())


def _belongs(word: str, following: str, taken: Sequence[str], has_head: bool, language: str) -> bool:
    lower = word.lower()
    if not taken:
        return True
    if word[0].isupper():
        return not (language == "de" and _is_next_noun(word, taken))
    if language == "de":
        if not has_head or word.isdigit():
            return True
        if lower in _JOINING or lower in ("einer", "eines", "seiner", "ihrer"):
            return bool(following)
        return taken[-1].lower() in _JOINING or taken[-1].lower() in (
            "einer",
            "eines",
            "seiner",
            "ihrer",
            "den",
            "dem",
            "die",
        )
    if lower in AUXILIARIES or lower.endswith("ly") or lower in PRONOUNS:
        return False
    return not (has_head and lower.endswith("ed") and len(lower) > 4)


def _is_next_noun(word: str, taken: Sequence[str]) -> bool:
    """Whether a German noun in the plural begins another phrase: „nennt die Literatur | Verluste“."""
    if len(taken) != _ARTICLE_AND_NOUN or taken[0].lower() not in DETERMINERS["de"] or not is_common_noun(taken[1]):
        return False
    lemma = find_lemma(word, "de")
    return lemma not in (None, word) and word.lower() != taken[1].lower() and is_common_noun(str(lemma))


_ARTICLE_AND_NOUN = 2
_PERSON = re.compile(
    r"(?:mann|frau|leute|erin|er|in|ist|ent|ant|eur|or|kind|sprecher|wart|rat|vorstand|arzt|wirt|rätin|ärztin)$"
)


def is_person(phrase: str) -> bool:
    """Whether the last word of a German noun phrase is one for a person by its ending („die Äbtissin“)."""
    return bool(_PERSON.search(phrase.split()[-1]))


def is_first_person(phrase: str) -> bool:
    """Whether the author himself is the subject."""
    return re.split(r"[’'\s]", phrase, maxsplit=1)[0].lower() in FIRST_PERSON


def take_phrase_at(text: str, at: int, language: str) -> str | None:
    """The noun phrase that stands at offset `at` of `text` ("laut | der Kämmerin"), a German genitive as nominative."""
    tokens: list[Token] = []
    opening = _OF.match(text, at)
    at = opening.end() if opening else at
    genitive = _GENITIVE.match(text, at) if language == "de" else None
    if genitive:
        who = take_phrase_at(text, genitive.end(), language)
        return to_nominative(who) if who else None
    for match in _PHRASE_WORD.finditer(text, at):
        if match["mark"]:
            break
        tokens.append(Token("word", match[0], match.start()))
        if len(tokens) > LONGEST:
            break
    if language == "ru":
        return _russian_phrase([token.text for token in tokens])
    return take_phrase(tokens, language)


def to_nominative(phrase: str) -> str:
    """A German noun phrase in the genitive singular as it stands in a dictionary („Mitglieds Claasen“)."""
    return " ".join((find_lemma(word, "de") if word.endswith("s") else None) or word for word in phrase.split())


_OF = re.compile(r"\s*(?:von|vom|of|from)\s")
_GENITIVE = re.compile(r"\s*(?:des|eines|ihres|seines|unseres|dieses|jenes)\s", re.IGNORECASE)
_PHRASE_WORD = re.compile(r"(?P<mark>[,;:.!?()«»„“”])|[\w’'.-]*[\w’'-]+")


def _russian_phrase(words: list[str]) -> str | None:
    taken: list[str] = []
    for word in words[:7]:
        if word.lower() in PREPOSITIONS["ru"] and taken:
            break
        taken.append(word)
    return " ".join(taken) or None
