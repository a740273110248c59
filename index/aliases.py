"""Aliases as terms: "Krim", "Crimea" and "Крым" become one term that a question and a passage can share."""

from __future__ import annotations

from collections.abc import Sequence

from index.terms import find_words
from ingest.records import Alias

_MARK = "@"
"""Stands before an alias' number, so that it never equals a word or a name."""
_ONE_LANGUAGE = "term"
"""Forms of this kind count in texts of their own language only; names are written in any."""


class AliasFinder:
    """Finds aliases in texts, the longest form first; a form of several words counts where they stand together."""

    def __init__(self, aliases: Sequence[Alias], languages: Sequence[str]) -> None:
        self._forms = {language: _collect(aliases, language) for language in languages}
        self._default = _collect([alias for alias in aliases if alias.kind != _ONE_LANGUAGE], "")

    def find(self, text: str, language: str) -> list[str]:
        """The terms of the aliases that a text names, in order."""
        return self.split(text, language)[0]

    def split(self, text: str, language: str) -> tuple[list[str], str]:
        """The terms of the aliases that a text names, and the text without them."""
        forms = self._forms.get(language, self._default)
        plain, words = find_words(text, language)
        found, kept, position, end = [], [], 0, 0
        while position < len(words):
            length, term = _match(forms, [word for word, _, _ in words[position : position + _LONGEST]])
            if term:
                kept.append(plain[end : words[position][1]])
                end = words[position + length - 1][2]
                found.append(term)
            position += max(length, 1)
        return found, " ".join("".join((*(part + " " for part in kept), plain[end:])).split())


_LONGEST = 8
"""Words that a form has at the most."""
_Forms = dict[str, list[tuple[tuple[str, ...], str]]]


def _collect(aliases: Sequence[Alias], language: str) -> _Forms:
    """By first word, the forms that count in a language, the longest first."""
    forms: _Forms = {}
    for number, alias in enumerate(aliases):
        for own, texts in alias.forms.items():
            if own != language and alias.kind == _ONE_LANGUAGE:
                continue
            for text in texts:
                words = tuple(word for word, _, _ in find_words(text, language)[1])[:_LONGEST]
                if words:
                    forms.setdefault(words[0], []).append((words, f"{_MARK}{number}"))
    for found in forms.values():
        found.sort(key=lambda form: (-len(form[0]), form[1]))
    return forms


def _match(forms: _Forms, words: Sequence[str]) -> tuple[int, str]:
    for form, term in forms.get(words[0], ()):
        if tuple(words[: len(form)]) == form:
            return len(form), term
    return 0, ""
