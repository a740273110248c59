"""What people say to a chat that asks nothing of a dossier: greetings, thanks, "who are you", "write a poem".

It gets a short reply of the product's own with questions that can be asked, and never quotes. A message counts only
where a phrase covers all of it: "Hallo, was sagt der Bericht zur Brücke?" is a question.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.records import AnswerSentence
from ingest.records import Manifest
from prompts import frame

_PHRASES = Path(__file__).parent / "small_talk.toml"
_LONGEST = 200
"""Characters; longer messages are never only small talk."""
_WITH_EXAMPLES = frozenset({"greeting", "identity", "ability", "order"})
_EXAMPLES = 3
_LEADING = re.compile(r"^(?:hallo|hi|hey|hello|guten (?:tag|morgen|abend)|good (?:morning|evening|afternoon)|привет) ")


@dataclass(frozen=True, slots=True)
class Said:
    """A message that is nothing but small talk."""

    kind: str
    """greeting, thanks, goodbye, acknowledgement, identity, ability or order."""
    languages: tuple[str, ...]
    """Those in which it is said so; "hi" in several."""


def tell_small_talk(text: str) -> Said | None:
    """What kind of small talk a cleaned message is; None where it may be a question."""
    if len(text) > _LONGEST:
        return None
    words = _bare(text)
    for candidate in dict.fromkeys((words, _LEADING.sub("", words))):
        for kind, by_language in _read_phrases().items():
            languages = tuple(one for one, pattern in by_language.items() if pattern.fullmatch(candidate))
            if languages:
                return Said(kind, languages)
    return None


def reply_to(said: Said, language: str, manifest: Manifest) -> tuple[AnswerSentence, ...]:
    """A short, friendly reply, with questions that the dossier's owner suggests where they help."""
    kind = said.kind
    lines = [frame(f"reply_{kind}", language, title=manifest.title)]
    examples = manifest.examples.get(language, ())[:_EXAMPLES]
    if kind in _WITH_EXAMPLES and examples:
        lines += [frame("reply_examples", language), *(f"• {example}" for example in examples)]
    return tuple(AnswerSentence(line, (), "frame") for line in lines)


def _bare(text: str) -> str:
    """The words in small letters; marks and pictures aside."""
    text = text.replace("’", "'").lower()
    kept = "".join(char if unicodedata.category(char)[0] in "LN" or char in "' " else " " for char in text)
    return " ".join(kept.split())


@lru_cache(maxsize=1)
def _read_phrases() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    return {
        kind: {
            language: re.compile("|".join(f"(?:{_loose(one)})" for one in phrases))
            for language, phrases in rows.items()
        }
        for kind, rows in table.items()
    }


def _loose(phrase: str) -> str:
    """A phrase with its own commas aside, as the message's are."""
    return re.sub(r",\??(?= )", "", phrase)
