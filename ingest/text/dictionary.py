"""Which words a language has: simplemma's dictionaries behind one function, read at first use."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import lru_cache

from ingest.text.kept_words import find_kept, keep

_lock = threading.Lock()


def find_lemma(word: str, language: str) -> str | None:
    """The dictionary form of `word` as it is written, capitals included; None for a word or language not in there."""
    return _find_lemma(word, language)


@lru_cache(maxsize=1 << 16)
def _find_lemma(word: str, language: str) -> str | None:
    words = _words(language)
    return words.get(word) if words is not None else None


def has_dictionary(language: str) -> bool:
    """Whether there is a dictionary of `language`."""
    return _words(language) is not None


def _words(language: str) -> Mapping[str, str] | None:
    with _lock:  # Half a second for German: once, not once a thread.
        return _read_words(language)


@lru_cache(maxsize=16)
def _read_words(language: str) -> Mapping[str, str] | None:
    from simplemma.strategies import LOW_MEMORY_DICTIONARY_FACTORY
    from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

    kept = find_kept(language, StreamMap)
    if kept is not None:
        return kept
    try:
        words = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(language)
    except ValueError:  # No such dictionary.
        return None
    keep(words, language)
    return words
