"""What people say to a chat that asks nothing of a dossier: greetings, thanks, "who are you", "write a poem".

It gets a short reply of the product's own with questions that can be asked, and never quotes. A message counts only
where nothing of it is left over: "Hallo, was sagt der Bericht zur Brücke?" is a question, and is asked without its
greeting.
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
from ingest.text.terms import find_function_words
from prompts import LANGUAGES, frame

_PHRASES = Path(__file__).parent / "small_talk.toml"
_LONGEST = 200
"""Characters; longer messages are never only small talk."""
_BY_WEIGHT = ("order", "identity", "ability", "complaint", "goodbye", "thanks", "greeting", "acknowledgement")
"""What is replied to where a message says several things."""
_WHOLE = "order"
"""The kind whose phrases cover a whole message: what it is about may be anything."""
_ASKED = frozenset({"order", "identity", "ability", "greeting"})
"""What may end in a question mark: "Richtig?" asks something."""
_INTERROGATIVE = frozenset(
    "wer wem wen wessen was wann wo woher wohin wie warum wieso weshalb welche welcher welches welchen worum wozu wofür"
    " who whom whose what when where why how which whether because"
    " кто что когда где почему как какой какая какие зачем сколько".split()
)
"""What asks for something, even without a question mark."""
_CHAT = frozenset(
    "you u your yours yourself du dir dich dein deine deinen deiner deinem ты тебя тебе твой твои".split()
)
_WITH_EXAMPLES = frozenset({"greeting", "complaint", "identity", "ability", "order"})
_EXAMPLES = 3
_FEWEST = 3
"""Words of a sentence."""
_GREETS = re.compile(
    r"(?i)\W*(?:(?:hallo|hallöchen|hi|hey|hello|moin(?: moin)?|servus|grüezi|guten (?:tag|morgen|abend)"
    r"|grüß (?:gott|dich)|good (?:morning|afternoon|evening)|привет|здравствуйте|добрый день)"
    r"(?: (?:zusammen|there|all|team|fundstelle))?)\s+"
)
_CLAUSE_END = re.compile(r"(?<=[.!?;,:])\s+|\s+[–—-]\s+")


@dataclass(frozen=True, slots=True)
class Said:
    """A message that is nothing but small talk."""

    kind: str
    """greeting, thanks, complaint, goodbye, acknowledgement, identity, ability or order."""
    languages: tuple[str, ...]
    """Those in which it is said so; "hi" in several."""


def tell_small_talk(text: str) -> Said | None:
    """What kind of small talk a cleaned message is; None where it may be a question."""
    if len(text) > _LONGEST:
        return None
    words = _bare(text)
    if not words:
        return Said("acknowledgement", LANGUAGES) if any(unicodedata.category(one) == "So" for one in text) else None
    said: dict[str, list[str]] = {}
    for language, phrases in _read_phrases().items():
        kind = phrases.tell(words, asked=text.rstrip().endswith("?"))
        if kind:
            said.setdefault(kind, []).append(language)
    first = min(said, key=_BY_WEIGHT.index, default=None)
    return Said(first, tuple(said[first])) if first else None


def asks_by_word(text: str) -> bool:
    """Whether a message has a word that asks for something: "who", "wann"; not only "whether"."""
    return not (_INTERROGATIVE - {"whether", "because"}).isdisjoint(_bare(text).replace("'", " ").split())


def addresses_chat(text: str) -> bool:
    """Whether a message speaks to the chat: "you", "du"; "Sie" may be anybody."""
    return not _CHAT.isdisjoint(_bare(text).replace("'", " ").split())


def is_statement(text: str) -> bool:
    """Whether a message is more than keywords and asks nothing: some words, and one that only joins or points."""
    words = _bare(text).replace("'", " ").split()
    asks = "?" in text or not _INTERROGATIVE.isdisjoint(words)
    return (
        not asks and len(words) >= _FEWEST and any(not find_function_words(one).isdisjoint(words) for one in LANGUAGES)
    )


def leave_out_small_talk(text: str) -> str:
    """A question without the greetings and thanks around it; the text itself where nothing else is in it."""
    clauses = _CLAUSE_END.split(text)
    first, last = 0, len(clauses)
    while first < last and _is_aside(clauses[first]):
        first += 1
    while last > first and _is_aside(clauses[last - 1]):
        last -= 1
    if (first, last) == (0, len(clauses)) or first == last:
        return _leave_out_greeting(text)
    start = text.index(clauses[first])
    return _leave_out_greeting(text[start : text.rindex(clauses[last - 1]) + len(clauses[last - 1])])


def _leave_out_greeting(text: str) -> str:
    """A question without a greeting that no mark parts from it: "hallo wie viele fußnoten hat der text"."""
    greeting = _GREETS.match(text)
    left = text[greeting.end() :] if greeting else ""
    return left if len(left.split()) >= _FEWEST and not tell_small_talk(text) else text


def _is_aside(clause: str) -> bool:
    """A greeting or thanks beside a question; "Stimmt es, dass", "No, I meant" belong to what they open."""
    said = tell_small_talk(clause.rstrip(".,;:!"))
    if said is None or clause.endswith((":", "?")):
        return False
    return said.kind in ("greeting", "thanks", "goodbye") or (said.kind == "acknowledgement" and clause[-1] in ".!")


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


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What is said in one language."""

    patterns: Mapping[str, re.Pattern[str]]
    filler: frozenset[str]

    def tell(self, words: str, *, asked: bool) -> str | None:
        """The weightiest kind that a message is wholly of."""
        if self.patterns[_WHOLE].fullmatch(words):
            return _WHOLE
        rest, kinds = words, []
        for kind in _BY_WEIGHT[1:]:
            without = self.patterns[kind].sub(" ", rest)
            if without != rest and (kind in _ASKED or not asked):
                kinds.append(kind)
                rest = without
        return kinds[0] if kinds and self.filler.issuperset(rest.split()) else None


@lru_cache(maxsize=1)
def _read_phrases() -> Mapping[str, _Phrases]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    return {
        language: _Phrases(
            {
                kind: re.compile(rf"(?<![\w'])(?:{'|'.join(f'(?:{one})' for one in table[kind][language])})(?![\w'])")
                for kind in _BY_WEIGHT
            },
            frozenset(" ".join(words).split()) | find_function_words(language) - _INTERROGATIVE,
        )
        for language, words in table["filler"].items()
    }
