"""Where a name or a word stands in the dossier: "which footnote mentions Ostwarf?", "wo kommt das Wort Pegel vor?".

Told by the words of the texts, not by what they mean. "Wo kommt der Kiebitz vor?" asks where it lives: of what is no
name only what speaks of a text, or of mentioning, asks for this.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Literal, cast

from app.answering.mentions import AskedMention, Unit
from app.asking.kinds.subject import analysis_of
from app.asking.kinds.texts import resolve_subject
from index.store.opened import OpenGeneration
from ingest.records import Document
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.terms import find_content_words

Way = Literal["sure", "name", "on"]
"""How a question asks: surely for words, for those of a name, for what something is on."""
_PHRASES = Path(__file__).parent / "mentions.toml"
_WAYS: tuple[Way, ...] = ("sure", "name", "on")
_NAME = "[^,;:?!]{2,80}?"
_PLACES = re.compile(r"\{(name|unit|one|of|within|by|all)\}")
_AROUND = re.compile(
    r"(?i)^(?:(?:bitte|please|sag mal|und|and|so|also|tell me|sag mir|can you tell me|kannst du mir sagen)[, ]+)+"
    r"|[\s,]*(?:bitte|please|pls|eigentlich|exactly|genau)?[\s?!.]*$"
)
_WORD = re.compile(r"(?i)^(?:(?:das|the) (?:wort|word|term|name|phrase)|de[rn] (?:begriff|namen?|ausdruck))\s+")
_ARTICLE = re.compile(r"(?i)^(?:de[rmns]|die|das|the|an?|eine?[nmrs]?)\s+")
_MARKS = "„“”\"'‚‘’«» "
_POINTING = re.compile(
    r"(?i)^(?:e[rs]|sie|ihn|ihm|ihr|das|dies\w*|jene\w*|it|he|she|they|them|him|her|this|that|these|those|man|one|was"
    r"|wer|what|who|which|welche\w*|dass|there|hier|here|else|any\w*|some\w*|etwas|jemand\w*|quellen?|sources?"
    r"|im|in|am|an|auf|at|on|bei|by|von|vom|zum|zur)(?!\w)"
)
_CLAUSE = re.compile(
    r"(?i)(?<!\w)(?:dass|weil|wenn|warum|wie|that|because|when|why|how|who|was|is|are|were|wird|wurde|als|as|to|by)(?!\w)"
)
_MOST_WORDS = 4


def read_mention(question: str, opened: OpenGeneration) -> AskedMention | None:
    """What a question asks the places of; None where it asks for anything else.

    Args:
        question: The cleaned question.
        opened: The opened generation.

    """
    text = _AROUND.sub("", question)
    said = next(((way, match) for way, pattern in _read_patterns() if (match := pattern.fullmatch(text))), None)
    if said is None:
        return None
    way, match = said
    groups = {key.rstrip("0123456789"): value for key, value in match.groupdict().items() if value}
    whole = groups["name"].strip()
    is_word = bool(_WORD.match(whole)) or whole[0] in _MARKS or "within" in groups
    name = _clean(whole)
    if name is None or (way == "name" and not (is_word or _is_name(name))):
        return None
    unit = cast(Unit, next((one for one in ("note", "section", "text") if one in groups), "any"))
    container = groups.get("of") or groups.get("within") or groups.get("by") or ""
    document = _find_container(container, opened) if container else None
    if container and document is None:
        return None
    is_all = "dossier" in container.lower()
    # "Which notes cite the viola player's diary" may describe a work.
    by_word = way != "on" and (unit != "note" or is_word or _is_name(name))
    return AskedMention(_list_names(name, opened), unit, None if is_all else document, by_word)


@lru_cache(maxsize=1)
def _read_patterns() -> tuple[tuple[Way, re.Pattern[str]], ...]:
    table = tomllib.loads(_PHRASES.read_text(encoding="utf-8"))
    numbers = count(1)

    def fill(place: re.Match[str]) -> str:
        number, name = next(numbers), place[1]
        if name in ("unit", "one"):
            return f"(?:{'|'.join(f'(?P<{unit}{number}>{words})' for unit, words in table[name].items())})"
        if name == "name":
            return f"(?P<name{number}>{_NAME})"
        return table["place"][name] if name == "all" else f"(?P<{name}{number}>{table['place'][name]})"

    return tuple((way, re.compile(f"(?i){_PLACES.sub(fill, one)}")) for way in _WAYS for one in table[way]["words"])


def _clean(said: str) -> str | None:
    """A name without article and marks; None where it points at something, or is a clause."""
    name = _ARTICLE.sub("", _WORD.sub("", said.strip())).strip(_MARKS)
    words = find_content_words(name) or name.split()
    if not name or _POINTING.match(name) or _CLAUSE.search(name) or not 0 < len(words) <= _MOST_WORDS:
        return None
    return name


def _is_name(name: str) -> bool:
    """Whether some word is no German noun, and written large or in no dictionary."""
    return any(
        not is_common_noun(word.capitalize())
        and (word[0].isupper() or not any(find_lemma(word, one) for one in ("de", "en")))
        for word in re.findall(r"[^\W\d_]+", name)
    )


def _find_container(said: str, opened: OpenGeneration) -> Document | None:
    """The held text within which is looked: the one named, else the analysis; None for anything that is no text."""
    subject = resolve_subject(said, opened)
    told = subject.source or subject.by_genre
    if told or not (subject.has_genre or "autor" in said.lower() or "author" in said.lower()):
        return opened.held_document(told) if told else None
    analysis = analysis_of(opened.corpus.manifest)
    return opened.documents.get(analysis.id) if analysis else None


def _list_names(name: str, opened: OpenGeneration) -> tuple[str, ...]:
    """The name and what else the manifest calls the work that has it."""
    same = {name.casefold()}
    works = (
        one for one in opened.corpus.manifest.sources if same & {each.casefold() for each in (one.title, *one.names)}
    )
    others = [each for one in works for each in (*one.names, one.title) if each.casefold() not in same]
    return (name, *dict.fromkeys(others))
