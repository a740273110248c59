"""Whether something is a word of a language, German compounds included."""

from __future__ import annotations

from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import split_compound


@lru_cache(maxsize=1 << 14)
def is_word(text: str, language: str) -> bool:
    """Whether a dictionary has `text` as it stands, small or with a capital letter; for German, or its parts."""
    forms = {text, text.lower(), text.capitalize()}
    return any(find_lemma(form, language) for form in forms) or (
        language == "de" and bool(split_compound(text.capitalize()))
    )
