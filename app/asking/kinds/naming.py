"""Whether a piece of a message names something that the dossier's texts speak of."""

from __future__ import annotations

import re

from index.store.opened import OpenGeneration
from ingest.records import Source
from ingest.text.german import is_common_noun
from ingest.text.terms import find_content_words, find_function_words, find_name_terms, find_names, find_terms

_YEAR = 4
_CAPITAL = re.compile(r"(?<!\w)[A-ZÄÖÜ]\w+")
_OF = re.compile(r"(?i)(?<!\w)(?:about|on|of|for|into|regarding|over|über|zu[rm]?|um|für|von|vom|wegen)(?!\w)")
"""Behind these stands what somebody works on, or asks about."""


def names_something(text: str, opened: OpenGeneration, *, beside: Source | None = None, anywhere: bool = False) -> bool:
    """Whether a name in `text` stands in the dossier's texts, or a telling word behind "about", "of", "zum".

    Args:
        text: A message or a clause of one.
        opened: The opened generation.
        beside: A source whose title and author name nothing more.
        anywhere: Whether a telling word counts wherever it stands.

    """
    said = f"{beside.title} {beside.author or ''}" if beside else ""
    # "Ich les keine 50 Seiten" names nothing; a year does.
    numbers = (one for one in find_names(text) if not (one.isdigit() and len(one) < _YEAR))
    names = " ".join(one for one in numbers if not is_common_noun(one))
    of = _OF.search(text)
    behind = text if anywhere else text[of.end() :] if of else ""
    for language in opened.lexical.languages:
        own = {*find_terms(said, language), *find_name_terms(said)}
        if any(opened.lexical.knows_name(one, language) for one in find_name_terms(names) if one not in own):
            return True
        words = find_terms(" ".join(find_content_words(_leave_nouns(behind))), language)
        if any(opened.lexical.knows(one, language) for one in words if one not in own):
            return True
    return False


def _leave_nouns(text: str) -> str:
    """The nouns of a German clause, where it writes them large: what is done with them is no topic."""
    words = text.lower().split()
    is_german = len(find_function_words("de").intersection(words)) > len(find_function_words("en").intersection(words))
    nouns = _CAPITAL.findall(text) if is_german else []
    return " ".join(nouns) or text
