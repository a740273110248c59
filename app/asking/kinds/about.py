"""Questions about the dossier itself: who wrote it and when, its sections, the works it cites, which notes cite them.

Answered from the manifest and the parsed structure, without evidence: nothing is quoted, and nothing is estimated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.asking.kinds.core import find_asking_alone, find_core
from app.asking.kinds.counts import COUNTED, tell_counted
from app.asking.kinds.guessing import find_topic
from app.asking.kinds.meant import find_by_author, find_meant, is_no_noun, names_one
from app.asking.kinds.naming import names_something
from app.asking.kinds.sections import list_titles
from app.asking.kinds.subject import analysis_of, find_by_title
from app.asking.kinds.texts import resolve_subject
from app.asking.kinds.words import read_phrases
from app.records import AnswerSentence
from app.wording import tell_date, tell_work
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.records import Document, Source
from ingest.text.terms import find_content_words
from prompts import LANGUAGES, frame

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


@dataclass(frozen=True, slots=True)
class _Dossier:
    opened: OpenGeneration
    document: Document
    """The analysis'."""
    source: Source
    """What is asked about: the analysis, or the one work that is named."""
    language: str
    tongues: tuple[str, ...] = ()
    """Codes of the languages that the question names."""

    @property
    def is_analysis(self) -> bool:
        """Whether it is the analysis."""
        return self.source.kind == "analysis"


def reply_about(
    question: str,
    language: str,
    opened: OpenGeneration,
    *,
    guessed: tuple[str, ...] = (),
    sure: bool = False,
    encoder: Encoder | None = None,
) -> tuple[AnswerSentence, ...]:
    """What the dossier's own data say to a question about it; empty where it is no such question.

    Args:
        question: The cleaned question.
        language: The asker's, for the product's words.
        opened: The opened generation.
        guessed: What it surely asks for ("author", "date", ...), though no phrase says so.
        sure: Whether it is so sure that words which tell of no text here do not count.
        encoder: Tells which text a question describes in its own words; None: it has to name it.

    """
    core = find_core(question, _NOTHING, lambda clause: names_something(clause, opened))
    whole = _reply(question, language, opened, guessed, encoder, sure=sure)
    if whole or guessed:
        return whole or (_reply(core, language, opened, guessed, encoder, sure=sure) if core != question else ())
    alone = find_asking_alone(question, opened.corpus.manifest)
    told = _reply(alone, language, opened, points=False) if alone else ()
    return told or (_reply(core, language, opened) if core != question else ())


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
    dossier = _Dossier(opened, document, named or analysis, language, _find_tongues(question))
    return _tell(dossier, wanted, is_named=named is not None)


def _asks_more(question: str, wanted: Sequence[str], named: Source | None, guessed: Sequence[str]) -> bool:
    """Whether a question asks for what the texts tell, for something else besides, or for what is not in a language."""
    of_day = tuple(wanted) == ("date",) and named is not None and _DAY.fullmatch(named.date or "")
    if named and named.kind == "cited_source" and tuple(wanted) in _TOLD_BY_TEXTS and not of_day:
        return True
    if len(wanted) == 1 and not (guessed and wanted[0] in OF_THEMSELVES) and _AND_WHAT.search(question):
        return True
    return bool(_find_tongues(question) and _NOT.search(question))


def _tell(dossier: _Dossier, wanted: Sequence[str], *, is_named: bool) -> tuple[AnswerSentence, ...]:
    told = [_REPLIES[name](dossier) for name in wanted]
    if not (all(told) or (any(told) and not is_named)):
        return ()  # What the data do not tell, the texts may.
    return tuple(AnswerSentence(line, (), "frame") for line in [line for lines in told for line in lines][:_MOST_LINES])


def _read_wanted(question: str, rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which data a question asks for, and the words of `rest` that ask for none."""
    phrases = read_phrases(_PHRASES)
    found = [name for name in _REPLIES if phrases[name].search(question)]
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


def _author(dossier: _Dossier) -> Sequence[str]:
    author = dossier.source.author
    return [_say(dossier, "about_author", title=dossier.source.title, author=author)] if author else ()


def _date(dossier: _Dossier) -> Sequence[str]:
    title, date = dossier.source.title, dossier.source.date
    if date:
        return [_say(dossier, "about_date", title=title, date=tell_date(date, dossier.language))]
    # Of a work the notes may tell more than the manifest does.
    return [_say(dossier, "about_no_date", title=title)] if dossier.is_analysis else ()


def _publisher(dossier: _Dossier) -> Sequence[str]:
    publisher = dossier.source.publisher
    return [_say(dossier, "about_publisher", title=dossier.source.title, publisher=publisher)] if publisher else ()


def _title(dossier: _Dossier) -> Sequence[str]:
    return [_say(dossier, "about_title", title=dossier.source.title)]


def _address(dossier: _Dossier) -> Sequence[str]:
    title, url = dossier.source.title, dossier.source.url
    return [_say(dossier, "about_address", title=title, url=url)] if url else ()


def _languages(dossier: _Dossier) -> Sequence[str]:
    """The source's own language, and for the analysis those of the whole dossier."""
    own = dossier.source.language
    lines = [_say(dossier, "about_language", title=dossier.source.title, spoken=_name(dossier, own))] if own else []
    return [*lines, *_all_languages(dossier)]


def _name(dossier: _Dossier, code: str) -> str:
    return _say(dossier, f"language_{code}") if code in LANGUAGES else code


def _all_languages(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    manifest = dossier.opened.corpus.manifest
    codes = dict.fromkeys((*manifest.languages, *(one.language for one in dossier.opened.documents.values())))
    spoken = ", ".join(_name(dossier, one) for one in codes)
    return [_say(dossier, "about_languages", languages=spoken)]


def _sections(dossier: _Dossier) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    sections = list_titles(text)
    if not sections:
        return ()
    head = _say(dossier, "about_sections", title=dossier.source.title, number=str(len(sections)))
    return [head, *(f"• {label}" for label in sections)]


def _notes(dossier: _Dossier) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    if text is None:
        return ()
    number = str(len(text.footnotes))
    return [_say(dossier, "about_notes", title=dossier.source.title, number=number)]


def _works(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return ()
    works = _cited(dossier)
    if dossier.tongues:
        unknown = any(_language_of(one, dossier) is None for one in works)
        works = [one for one in works if _language_of(one, dossier) in dossier.tongues]
        if unknown and not works:
            return ()  # There may be some.
        spoken = ", ".join(_name(dossier, one) for one in dossier.tongues)
        if not works:
            return [_say(dossier, "about_no_works_in", spoken=spoken)]
        head = _say(dossier, "about_works_in", number=str(len(works)), spoken=spoken)
        return [head, *(_list_work(dossier, one) for one in works)]
    held = str(sum(one.id in dossier.opened.documents for one in works))
    head = _say(dossier, "about_works", title=dossier.source.title, number=str(len(works)), held=held)
    return [head, *(_list_work(dossier, one) for one in works)]


def _language_of(work: Source, dossier: _Dossier) -> str | None:
    held = dossier.opened.documents.get(work.id)
    return held.language if held else work.language


def _held(dossier: _Dossier) -> Sequence[str]:
    if not dossier.is_analysis:
        return [_tell_held(dossier)]
    works = _cited(dossier)
    here = [one for one in works if one.id in dossier.opened.documents]
    missing = [one for one in works if one.id not in dossier.opened.documents]
    lines = [_say(dossier, "about_held", number=str(len(here)), all=str(len(works)))] if here else []
    lines += [_list_work(dossier, one) for one in here]
    if missing:
        lines += [
            _say(dossier, "about_missing", number=str(len(missing))),
            *(_list_work(dossier, one) for one in missing),
        ]
    return lines


def _tell_held(dossier: _Dossier) -> str:
    """Whether the text of the one work that the question names is here."""
    work = dossier.source
    if dossier.opened.held_document(work.id):
        return _say(dossier, "about_work_held", title=work.title)
    numbers = ", ".join(map(str, work.footnotes))
    notes = f" ({_say(dossier, 'footnote', number=numbers)})" if numbers else ""
    return _say(dossier, "about_work_missing", title=work.title, notes=notes)


def _citing(dossier: _Dossier) -> Sequence[str]:
    """The notes that cite the one work that the question names."""
    work = dossier.source
    if dossier.is_analysis:
        return ()
    cited = [
        note.number
        for note in dossier.document.footnotes
        if any(reference.source_id == work.id for reference in note.references)
    ]
    numbers = sorted({*cited, *work.footnotes})
    if not numbers:
        return [_say(dossier, "about_not_cited", work=work.title)]
    name = "about_citing" if len(numbers) > 1 else "about_citing_one"
    return [_say(dossier, name, work=work.title, numbers=", ".join(map(str, numbers)))]


def _cited(dossier: _Dossier) -> list[Source]:
    return [one for one in dossier.opened.corpus.manifest.sources if one.kind == "cited_source"]


def _list_work(dossier: _Dossier, work: Source) -> str:
    """A work on one line: author, title, date, the notes that cite it."""
    notes = ", ".join(map(str, work.footnotes))
    cited = f" ({_say(dossier, 'footnote', number=notes)})" if notes else ""
    return f"• {tell_work(work.title, work.author, work.date, dossier.language)}{cited}"


def _say(dossier: _Dossier, name: str, **values: str) -> str:
    return frame(name, dossier.language, **values)


def _refer(dossier: _Dossier) -> Sequence[str]:
    """All that a reference to the text needs, as far as the manifest tells it."""
    return [line for tell in (_author, _date, _publisher, _address) for line in tell(dossier)]


def _count(dossier: _Dossier, what: str) -> Sequence[str]:
    text = dossier.opened.held_document(dossier.source.id)
    analysis = dossier.document if dossier.is_analysis else None
    return tell_counted(what, dossier.source, text, analysis, dossier.opened.corpus.manifest, dossier.language)


_COUNTED_ALONE = frozenset(COUNTED) - {"length"}
_REPLIES: dict[str, Callable[[_Dossier], Sequence[str]]] = {
    **{name: partial(_count, what=name) for name in COUNTED},
    "reference": _refer,
    "title": _title,
    "author": _author,
    "publisher": _publisher,
    "date": _date,
    "address": _address,
    "languages": _languages,
    "sections": _sections,
    "citing": _citing,
    "notes": _notes,
    "held": _held,
    "works": _works,
}
_MEANT_ALONE = {
    **{name: tuple(other for other in _REPLIES if other != name) for name in (*COUNTED, "reference")},
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
OF_THEMSELVES = frozenset({"sections", "notes", "held", "works", "languages", "citing", *COUNTED} - {"length"})
"""What a dossier alone has, so that it need not be named."""
