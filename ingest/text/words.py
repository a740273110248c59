"""Whether something is a word: of German (compounds included), English or Russian."""

from __future__ import annotations

from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import split_compound


@lru_cache(maxsize=1 << 14)
def is_word(text: str) -> bool:
    """Whether a dictionary has `text`, as it stands, small or with a capital letter, or its parts as a compound."""
    forms = {text, text.lower(), text.capitalize()}
    return any(find_lemma(form, language) for form in forms for language in ("de", "en", "ru")) or bool(
        split_compound(text.capitalize())
    )
