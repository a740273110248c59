"""Questions about the dossier itself: who wrote it and when, its sections, the works it cites, which notes cite them.

Answered from the manifest and the parsed structure, without evidence: nothing is quoted, and nothing is estimated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from app.asking.kinds.core import find_asking_alone, find_core
from app.asking.kinds.counts import COUNTED
from app.asking.kinds.data import OF_THEMSELVES, REPLIES, AskedOf
from app.asking.kinds.guessing import find_topic
from app.asking.kinds.meant import find_by_author, find_meant, is_no_noun, names_one
from app.asking.kinds.naming import names_something
from app.asking.kinds.subject import analysis_of, find_by_title
from app.asking.kinds.texts import resolve_subject
from app.asking.kinds.words import read_phrases
from app.records import AnswerSentence
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Source
from ingest.text.terms import find_content_words
from prompts import LANGUAGES

_PHRASES = Path(__file__).parent / "about.toml"
_MOST_LINES = 60
_MOST_WORDS = 22
"""A longer question asks for more than the dossier's data tell."""
_FEW = 2
_NOTHING = re.compile(r"(?!)")
_NOT = re.compile(r"(?i)(?<!\w)(?:nicht|kein\w*|außer|not|non|except|не|кроме)(?!\w)")
"""Not in a language: nothing is told of that."""
_AND_WHAT = re.compile(r"(?i)(?<!\w)(?:und|and|а|и)\s+(?:was|wie|wo|wer|what|how|where|who|why|что|как)(?!\w)")
"""What goes on to ask something else."""
_WHO = re.compile(
    r"(?i)(?<!\w)(?:we[rmn]|wessen|who(?:m|se|'s)?|autor\w*|author\w*|verfass\w+|urheber\w*|кто|автор\w*)(?!\w)"
)
_WHAT = re.compile(r"(?i)(?<!\w)(?:was|worüber|what|что)(?!\w)")
_IS_HELD = re.compile(
    r"(?i)(?<!\w)(?:volltext\w*|full ?text|in full|wortlaut|vorhanden|verfügbar|available|do you have|have you got"
    r"|(?:hast|habt|haben) (?:du|ihr|sie)|(?:im|teil des|in (?:the|your)|part of (?:the|your)) dossier|included"
    r"|hinterlegt|gespeichert|stored|on file|enthalten(?=\W*$)|liegt (?=.*(?<!\w)vor\W*$))(?!\w)"
)
"""Whether the one work that is named is here; "was fehlt im Gutachten?" asks for what it leaves out."""
_BARE = re.compile(
    r"(?i)^\W*(?:wann|wo|when|where)(?: (?:und wo|and where))? (?:erschienen|veröffentlicht|publiziert|published)"
    r"(?: (?:und|and) (?:wo|wann|where|when|von wem|by whom))?\W*$"
)
"""What asks for a text's own data without a word for it: "wann erschienen und wo?"."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A date of which nothing more is to be told."""
_ASKS = re.compile(r"(?i)(?<!\w)(?:warum|wieso|weshalb|why|how come|почему)(?!\w)")
"""What no data of a dossier answer."""
_COUNTED_ALONE = frozenset(COUNTED) - {"length"}
_MEANT_ALONE = {
    **{name: tuple(other for other in REPLIES if other != name) for name in (*COUNTED, "reference")},
    "citing": ("notes", "works", "title", "date", "author", "held"),
    "held": ("works", "notes", "sections", "title"),
    "notes": ("works", "sections"),
    "sections": ("title", "author", "works", "notes"),
    "works": ("author", "title"),
    "languages": ("author", "works", "title", "date", "held"),
}
"""What asks for more than its own name: "which works are missing" does not ask for all of them."""
_TOLD_BY_TEXTS = (("date",), ("address",))
"""What of a work is told by the texts and their notes, with the place."""


def reply_about(
    question: str,
    language: str,
    opened: OpenGeneration,
    *,
    guessed: tuple[str, ...] = (),
    sure: bool = False,
    points: bool = True,
    encoder: Encoder | None = None,
) -> tuple[AnswerSentence, ...]:
    """What the dossier's own data say to a question about it; empty where it is no such question.

    Args:
        question: The cleaned question.
        language: The asker's, for the product's words.
        opened: The opened generation.
        guessed: What it surely asks for ("author", "date", ...), though no phrase says so.
        sure: Whether it is so sure that words which tell of no text here do not count.
        points: Whether "this" and "it" mean the analysis.
        encoder: Tells which text a question describes in its own words; None: it has to name it.

    """
    core = find_core(question, _NOTHING, lambda clause: names_something(clause, opened))
    whole = _reply(question, language, opened, guessed, encoder, points=points, sure=sure)
    if whole or guessed:
        return whole or (_reply(core, language, opened, guessed, encoder, sure=sure) if core != question else ())
    alone = find_asking_alone(question, opened.corpus.manifest)
    told = _reply(alone, language, opened, points=False) if alone else ()
    return told or (_reply(core, language, opened, points=points) if core != question else ())


def _reply(
    question: str,
    language: str,
    opened: OpenGeneration,
    guessed: tuple[str, ...] = (),
    encoder: Encoder | None = None,
    *,
    points: bool = True,
    sure: bool = False,
) -> tuple[AnswerSentence, ...]:
    """Args: points: whether "this" and "it" mean the analysis. sure: words that tell of no text do not count."""
    manifest = opened.corpus.manifest
    analysis = analysis_of(manifest)
    if len(question.split()) > _MOST_WORDS or _ASKS.search(question) or analysis is None:
        return ()
    document = opened.documents.get(analysis.id)
    subject = resolve_subject(question, opened, encoder)
    wanted, left = (guessed, find_topic(subject)) if guessed else _read_wanted(question, subject.rest)
    if document is None or not wanted or len(subject.named) > 1:
        return ()
    of_works = subject.has_genre or read_phrases(_PHRASES)["works"].search(question)
    if "held" in wanted and not guessed and not (_IS_HELD.search(question) if subject.named else of_works):
        return ()  # "Was fehlt?" asks for anything, and so does "was fehlt im Gutachten?".
    told = subject.source or subject.by_genre
    named = manifest.source(told) if told else None
    if wanted == ("length",) and not (named or subject.has_genre):
        return ()  # "How long is it?"
    if wanted == ("bare",) and find_by_author(question, manifest):
        return ()  # "Which notes do not cite Brandis?"
    is_of_text = subject.has_genre or guessed or wanted == ("citing",)
    if left and named is None and is_of_text and (sure or "title" not in wanted):
        left = () if _tells_which(left, analysis, wanted) else left
        named = find_by_title(left, manifest) or find_by_author(question, manifest)
        left = tuple(word for word in left if not (guessed and is_no_noun(word)))
        if left and named is None and encoder:
            named = find_meant(left, subject, opened, encoder, guessed=bool(guessed))
        left = () if sure and not names_one(subject.rest, left) else left
    elif left and named and not sure and not _tells_which(left, named, wanted):
        return ()
    if (left and named is None) or _asks_more(question, wanted, named, guessed):
        return ()
    is_whole = (subject.is_whole and points) or _BARE.search(question) is not None
    if named is None and not (guessed or subject.has_genre or is_whole or set(wanted) & OF_THEMSELVES):
        return ()
    dossier = AskedOf(opened, document, named or analysis, language, _find_tongues(question))
    return _tell(dossier, wanted, is_named=named is not None)


def _asks_more(question: str, wanted: Sequence[str], named: Source | None, guessed: Sequence[str]) -> bool:
    """Whether a question asks for what the texts tell, for something else besides, or for what is not in a language."""
    of_day = tuple(wanted) == ("date",) and named is not None and _DAY.fullmatch(named.date or "")
    if named and named.kind == "cited_source" and tuple(wanted) in _TOLD_BY_TEXTS and not of_day:
        return True
    if len(wanted) == 1 and not (guessed and wanted[0] in OF_THEMSELVES) and _AND_WHAT.search(question):
        return True
    return bool(_find_tongues(question) and _NOT.search(question))


def _tell(dossier: AskedOf, wanted: Sequence[str], *, is_named: bool) -> tuple[AnswerSentence, ...]:
    told = [REPLIES[name](dossier) for name in wanted]
    if not (all(told) or (any(told) and not is_named)):
        return ()  # What the data do not tell, the texts may.
    return tuple(AnswerSentence(line, (), "frame") for line in [line for lines in told for line in lines][:_MOST_LINES])


def _read_wanted(question: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which data a question asks for, and the words of `rest` that ask for none."""
    phrases = read_phrases(_PHRASES)
    found = [name for name in REPLIES if phrases[name].search(question)]
    if found == ["author"] and _WHAT.search(question) and not _WHO.search(question):
        return (), ()  # "Was schrieb er in sein Tagebuch?"
    if _COUNTED_ALONE.intersection(found):
        return tuple(found[:1]), ()  # The whole question says what is counted.
    left = rest
    if found and "author" not in found and phrases["behind"].search(question):
        found, left = ["author", *found], phrases["behind"].sub(" ", left)
    tongues = [f"in_{one}" for one in LANGUAGES] if "works" in found else []
    for name in (*found, *tongues, "beside"):
        left = phrases[name].sub(" ", left)
    for name, others in _MEANT_ALONE.items():
        if name in found:
            found = [one for one in found if one not in others]
    return tuple(found), tuple(find_content_words(left))


def _find_tongues(text: str) -> tuple[str, ...]:
    """The codes of the languages that a text names."""
    phrases = read_phrases(_PHRASES)
    return tuple(one for one in LANGUAGES if phrases[f"in_{one}"].search(text))


def _tells_which(words: Sequence[str], work: Source, wanted: Sequence[str]) -> bool:
    """Whether words beside a work's name only say more of which one it is: "the report to the creditors"."""
    if wanted == ("citing",) and len(words) <= _FEW:
        return True
    title = set(find_content_words(" ".join((work.title, work.author or "", work.publisher or "", work.date or ""))))
    return all(any(one.startswith(word[: max(4, len(word) - 2)]) for one in title) for word in words)
