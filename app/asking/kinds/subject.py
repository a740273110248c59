"""Which texts of the dossier a question speaks of as texts: "the NDS", "Wennigsens Gutachten", "der Aufsatz"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.asking.kinds.words import read_phrases
from ingest.records import Manifest, Source
from ingest.structure.known_works import split_authors
from ingest.structure.works import mark_named_works
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.text.names import name_key
from ingest.text.terms import find_content_words

_PHRASES = Path(__file__).parent / "subject.toml"
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NAMED = re.compile("\x02([^\x03]+)\x03")
_ANY_TEXT = frozenset(
    "text texte textes dossier essay essays aufsatz analyse analysis bericht report artikel article papier paper"
    " beitrag dokument document piece schrift werk work veröffentlichung publication webseite internetseite seite"
    " website page".split()
)
"""Words for a text that the analysis itself may be called by."""
_OF_NAMES = frozenset("von van de der den du da di la le zu zur vom af del dos bin ibn".split())
"""Small words within people's names."""
_BODY = re.compile(
    r"(?i)\w{3,}(?:verein|verband|amt|gericht|beirat|ausschuss|kammer|gesellschaft|stiftung|ministerium|behörde|werke)$"
)
"""German words for an office or a society, by their last part: "Mühlenverein"."""
_BOUND = re.compile(r"([^\W_]+)-([^\W\d_]+)")
_IN_LANGUAGE = re.compile(
    r"(?i)(?<!\w)(?:(?P<de>deutsch(?:e[nrms]?|sprachige[nrms]?)|german)|(?P<en>englisch(?:e[nrms]?|sprachige[nrms]?)|english)"
    r"|(?P<ru>russisch(?:e[nrms]?|sprachige[nrms]?)|russian))(?=\s)"
)
_NEAR = 40
"""Characters between an author and the word for his text: "the report that Wennigsen wrote"."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The texts that a question speaks of, and what it says beside."""

    named: tuple[str, ...]
    """Ids of the sources that it names, by title or by author, in order of mention."""
    has_genre: bool
    """Whether it says "the text", "der Bericht"."""
    is_whole: bool
    """Whether it points at all that is here."""
    rest: str
    """The question without these words."""
    has_any_text: bool = False
    """Whether that is a word for any text: "the report", not "the survey"."""
    by_genre: str | None = None
    """Id of the one cited work that is called what the question calls a text: "das Gutachten", "the survey"."""

    @property
    def source(self) -> str | None:
        """The one source that is named; None where none is, or several are."""
        return self.named[0] if len(self.named) == 1 else None

    @property
    def leftover(self) -> tuple[str, ...]:
        """The words that say something and belong to no name."""
        return tuple(find_content_words(self.rest))


def spell_names(text: str, manifest: Manifest) -> str:
    """A text with the names of works that have a hyphen written with it: "witkoff papier", "28 point plan"."""
    for pattern, name, others in _hyphened_names(manifest):
        said = pattern.search(text)
        # What is one of its names already stays as it is.
        text = pattern.sub(name, text) if said and said[0].casefold() not in others else text
    return text


@lru_cache(maxsize=8)
def _hyphened_names(manifest: Manifest) -> tuple[tuple[re.Pattern[str], str, frozenset[str]], ...]:
    """Patterns for each name that has a hyphen, with it and with all the names there are."""
    all_names = frozenset(name.casefold() for source in manifest.sources for name in source.names)
    names = {name for source in manifest.sources for name in source.names if re.search(r"\w-\w", name)}
    patterns = ((re.sub(r"(?:\\[- ]|[- ])+", "[ -]", re.escape(name)), name) for name in sorted(names, key=len)[::-1])
    return tuple((re.compile(rf"(?i)(?<![\w-]){one}(?![\w-])"), name, all_names) for one, name in patterns)


def find_subject(question: str, manifest: Manifest) -> Subject:
    """The texts that a cleaned question speaks of."""
    marked = mark_named_works(question, manifest, "\x02{}\x03".format)
    if not _NAMED.search(marked):
        question = _part_genres(question)
        marked = mark_named_works(question, manifest, "\x02{}\x03".format)
    named = dict.fromkeys(_NAMED.findall(marked))
    text = _NAMED.sub(" \x02\x03 ", marked)
    for author_id, start, end in _find_authors(text, manifest):
        named[author_id] = None
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    phrases = read_phrases(_PHRASES)
    without_genre = phrases["genre"].sub(" ", text)
    rest = phrases["whole"].sub(" ", without_genre)
    genres = {one[0].casefold().rpartition(" ")[2] for one in phrases["genre"].finditer(text)}
    return Subject(
        named=tuple(named),
        has_genre=without_genre != text,
        is_whole=rest != without_genre,
        rest=" ".join(rest.replace("\x02", " ").replace("\x03", " ").split()),
        has_any_text=any(map(_is_any_text, genres)),
        by_genre=None if named else _find_by_genre(genres, manifest) or _find_by_language(question, manifest),
    )


def _is_any_text(genre: str) -> bool:
    """Whether a word for a text may be the analysis', in any case: „des Aufsatzes“."""
    return any(genre.removesuffix(ending) in _ANY_TEXT for ending in ("", "es", "s", "en", "n"))


def speaks_of_text(word: str) -> bool:
    """Whether a word is one for a text: "page", "Bericht"."""
    return read_phrases(_PHRASES)["genre"].fullmatch(word) is not None


def _part_genres(question: str) -> str:
    """A question with the words for a text that a hyphen binds to what tells which one: "the Evenett-Papier"."""
    genre = read_phrases(_PHRASES)["genre"]
    return _BOUND.sub(lambda match: f"{match[1]} {match[2]}" if genre.fullmatch(match[2]) else match[0], question)


def _find_by_language(text: str, manifest: Manifest) -> str | None:
    """The one cited work in the language that a question calls a text by: "the Russian museum page"."""
    found = _IN_LANGUAGE.search(text)
    if found is None or not read_phrases(_PHRASES)["genre"].search(text[found.start() : found.end() + _NEAR]):
        return None
    code = found.lastgroup
    works = [one for one in manifest.sources if one.language == code and one.edition_of is None]
    return works[0].id if len(works) == 1 and works[0].kind == "cited_source" else None


def _find_by_genre(genres: Iterable[str], manifest: Manifest) -> str | None:
    works = [one for one in manifest.sources if one.kind == "cited_source" and one.edition_of is None]
    telling = [genre for genre in genres if not _is_any_text(genre)]
    found = {work.id for genre in telling for work in works if _stands_in(genre, _title_words(work))}
    return found.pop() if len(found) == 1 else None


def find_author(question: str, manifest: Manifest) -> str | None:
    """Id of the one source whose author a question names: "according to Wennigsen"; None for none, or several."""
    found = set(find_authors(question, manifest).values())
    return found.pop() if len(found) == 1 else None


def find_authors(question: str, manifest: Manifest) -> dict[str, str]:
    """The authors that a question names, by the key of the name, with the id of each one's only source."""
    authors = _authors(manifest)
    found: dict[str, str] = {}
    for word in _WORD.findall(question):
        bare = re.sub("[’']s?$", "", word)
        for key in (name_key(bare), name_key(bare.removesuffix("s"))):
            ids = authors.get(key, ())
            if len(ids) == 1 and find_content_words(bare):
                found[key] = ids[0]
    return found


def find_by_title(words: tuple[str, ...], manifest: Manifest) -> Source | None:
    """The one cited work whose title, author and names have all of `words`, whatever their endings."""
    if not words:
        return None
    found = [
        work
        for work in manifest.sources
        if work.kind == "cited_source" and all(_stands_in(word, _title_words(work)) for word in words)
    ]
    return found[0] if len(found) == 1 else None


def analysis_of(manifest: Manifest) -> Source | None:
    """The dossier's analysis; None where it has none."""
    return next((one for one in manifest.sources if one.kind == "analysis"), None)


@lru_cache(maxsize=256)
def _title_words(work: Source) -> tuple[str, ...]:
    return tuple(find_content_words(" ".join((work.title, work.author or "", work.publisher or "", *work.names))))


def _stands_in(word: str, words: tuple[str, ...]) -> bool:
    stem = word[: max(4, len(word) - 2)]
    return any(one == word or (len(word) > 3 and one.startswith(stem)) for one in words)


def _find_authors(text: str, manifest: Manifest) -> Iterator[tuple[str, int, int]]:
    """Sources whose one author is named beside a word for a text, and where his name stands."""
    authors = _authors(manifest)
    genre = read_phrases(_PHRASES)["genre"]
    for word in _WORD.finditer(text):
        bare = re.sub("[’']s?$", "", word[0])
        ids = authors.get(name_key(bare)) or authors.get(name_key(bare.removesuffix("s"))) or ()
        around = text[max(0, word.start() - _NEAR) : word.end() + _NEAR]
        # "War" may be an office's last word, and is a verb.
        if len(ids) == 1 and find_content_words(bare) and genre.search(around):
            yield ids[0], word.start(), word.end()


def _is_office(words: Sequence[str], manifest: Manifest) -> bool:
    """Whether an author is no person but an office or a society, whose last word says what it is, or of where.

    Who is called by a word of the language ("Mark Twain") is a person, unless his last name is such a word, too.
    """
    if any((word[0].islower() and word not in _OF_NAMES) or _BODY.match(word) for word in words):
        return True
    if len(words) == 1 or not _is_word(words[0]):
        return False
    titles = " ".join((manifest.title, *(one.title for one in manifest.sources)))
    return _is_word(words[-1]) or words[-1] in _WORD.findall(titles)


def _is_word(name: str) -> bool:
    return is_common_noun(name) or any(find_lemma(name.lower(), language) for language in ("de", "en"))


@lru_cache(maxsize=8)
def _authors(manifest: Manifest) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for author, ids in list_authors(manifest).items():
        found.setdefault(name_key(_WORD.findall(author)[-1]), []).extend(ids)
    return {key: tuple(ids) for key, ids in found.items()}


def list_authors(manifest: Manifest) -> Mapping[str, tuple[str, ...]]:
    """The people who wrote the sources, by their full names, with the ids of what each wrote; no office or society."""
    found: dict[str, list[str]] = {}
    for source in manifest.sources:
        if source.edition_of is None:
            for author in split_authors(source.author or ""):
                words = _WORD.findall(author)
                if words and not _is_office(words, manifest):
                    found.setdefault(author, []).append(source.id)
    return {author: tuple(ids) for author, ids in found.items()}
