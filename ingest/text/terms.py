"""From text to the terms that lexical search compares: folded, stemmed by language, without stop words.

Beside the words stand the parts of German compounds; numbers have one spelling.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ingest.text.german import split_compound
from ingest.text.names import find_capitalized, name_key
from ingest.text.quantities import plain_numbers

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)?")
_STEMMERS = {"de": "german", "en": "english", "ru": "russian"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ё": "е"})
_NAME_MARK = "="
"""Stands before a name's key, so that it never equals a word."""
_lock = threading.Lock()  # a PyStemmer object is not safe to share between threads
# Words of questions that say nothing about what is asked for.
_ASKING = {
    "de": "wer was wann wo wie warum wieso weshalb welche welcher welches welchen wieviel viel viele sagt sagte steht"
    " gibt laut bitte erklär erkläre erklären heißt eigentlich text"
    " essay analyse autor dossier artikel frage genau denn mal zitat zitate quelle quellen beleg belege fußnote stammt"
    " rolle spielt",
    "en": "who what when where why how which whom whose say says said does did tell told according please explain many"
    " much text essay analysis author dossier article question exactly quote quotes source sources footnote come"
    " role play",
    "ru": "кто что когда где почему как какой какая какие сколько говорит текст автор",
}


def find_terms(text: str, language: str) -> list[str]:
    """The terms of `text`: its words in order, folded and stemmed, without stop words.

    A number has no thousands separators. The nouns in a German compound follow it.
    """
    plain = plain_numbers(text)
    stop = _stop_words(language)
    kept = [word for word in _words(plain, language) if word not in stop]
    stemmer = _stemmer(language)
    if stemmer is not None:
        with _lock:
            kept = list(stemmer.stemWords(kept))
    return kept


def find_names(text: str) -> list[str]:
    """The names and numbers of `text`, as written: what is spelt alike in any language.

    A name is a word with a capital letter. German common nouns are among them: where names are searched for, one that
    no other language spells alike does no harm.
    """
    common = _question_words()
    return [word for word in find_capitalized(plain_numbers(text)) if _fold(word) not in common]


def find_name_terms(text: str) -> list[str]:
    """The names and numbers of `text` as terms that all languages share: numbers as they are, names by their key."""
    return [_NAME_MARK + (word if word[0].isdigit() else name_key(word)) for word in find_names(text)]


def find_content_words(text: str) -> list[str]:
    """The words of `text`, folded, that are no stop word and no word of asking in any language."""
    common = _question_words()
    return [word for token in _TOKEN.findall(text) if (word := _fold(re.sub("[’']s$", "", token))) not in common]


def _words(plain: str, language: str) -> Iterator[str]:
    # "US-Verhandlungen", "28-Punkte-Plan": hyphens part words, so that their parts are found too.
    for token in _TOKEN.findall(plain):
        yield _fold(token.removesuffix("'s").removesuffix("’s"))
        if language == "de":
            yield from map(_fold, split_compound(token))


@lru_cache(maxsize=1 << 14)
def _fold(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold().translate(_UMLAUTS)
    decomposed = unicodedata.normalize("NFKD", folded)
    # й is a letter of its own; other marks (é, ó) are spelling.
    return unicodedata.normalize(
        "NFC", "".join(char for char in decomposed if char == "\u0306" or not unicodedata.combining(char))
    )


@lru_cache(maxsize=8)
def find_function_words(language: str) -> frozenset[str]:
    """The words of a language that say nothing by themselves, as they are written; none of those that ask."""
    from bm25s import stopwords

    lists = {"de": stopwords.STOPWORDS_GERMAN, "en": stopwords.STOPWORDS_EN_PLUS, "ru": stopwords.STOPWORDS_RUSSIAN}
    return frozenset(lists.get(language, ())) - frozenset(_ASKING.get(language, "").split())


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    words = (*find_function_words(language), *_ASKING.get(language, "").split())
    return frozenset(_fold(word) for word in words)


@lru_cache(maxsize=1)
def _question_words() -> frozenset[str]:
    return frozenset().union(*(_stop_words(language) for language in _STEMMERS))


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Any:  # noqa: ANN401 - PyStemmer has no types
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language]) if language in _STEMMERS else None
