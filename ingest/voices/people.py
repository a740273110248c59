"""Who is who in a document: names by their last part, offices by their holders, papers by their fullest description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.voices.lexicon import is_text_noun

_CAPITAL = r"[^\W\d_a-zäöüßа-яё]"
# The bounds keep a word without an end, as of base64, and a row of titles from being gone through at each capital anew.
_NAME = re.compile(
    rf"(?:Dr\.\s|Prof\.\s){{0,9}}{_CAPITAL}[\w’'-]{{0,80}}(?:\s(?:von|van|van\sder|de|al-|of|&)\s{_CAPITAL}[\w’'-]+|\s{_CAPITAL}\.|\s{_CAPITAL}[\w’'-]+){{1,4}}"
)
_TITLES = frozenset(
    "Dr Prof Herr Herrn Frau Mr Mrs Ms Miss Sir Lord Lady Cllr Madam Dame Fürst Graf Baron Господин Госпожа".split()
)
_ARTICLES = frozenset(
    "der die das den dem des ein eine einer eines einem einen the a an this that these those his her its their our my"
    " sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren".split()
)
_RUSSIAN_ENDINGS = tuple(
    "ого ому ыми ами ями ой ый ий ым им ом ем ую юю ая яя ою ею ах ях ов ев а я у ю ы и е о й ь".split()
)
_DESCRIPTION = re.compile(
    r"(?<!\w)(?:ein|eine|einer|einem|einen|eines|der|die|das|dem|den|des|a|an|the|its|their)\s(?:[\w-]+\s){0,3}?"
    r"(?P<head>[\w-]{4,})(?P<of>\s(?:(?:der|des|von|vom|of|by|from)\s(?:the\s|a\s)?)[^\W\d_][\w’-]*(?:\s"
    + _CAPITAL
    + r"[\w’-]*){0,3}|\s»[^«»]{3,60}«|\s„[^“]{3,60}“)"
)


_EMPHASIS = frozenset("himself herself itself themselves too also again".split())
_BELONGING = frozenset("of at from for in who von vom der des aus bei beim im".split())


@dataclass(slots=True)
class People:
    """The names of one document, gathered before its sentences are attributed."""

    language: str
    names: dict[str, str] = field(default_factory=dict)
    """By the key of its last part (and of its first, where nobody else has that) the fullest name."""
    offices: dict[str, str | None] = field(default_factory=dict)
    """By office the one who holds it; None where several do."""
    papers: dict[str, str] = field(default_factory=dict)
    """By its noun the first full description of a paper ("ein Gutachten der Beratungsgesellschaft X")."""
    places: set[str] = field(default_factory=set)
    """Names that something is in: no he or she."""
    feminine: set[str] = field(default_factory=set)
    masculine: set[str] = field(default_factory=set)

    def resolve(self, phrase: str) -> str:
        """How the document calls at its fullest whom `phrase` names or describes."""
        words = re.findall(r"[\w’'&.-]+", phrase)
        # "Teodora Lund of the Observatory": who it is stands before what he belongs to.
        cut = next((row for row, word in enumerate(words) if row and word in _BELONGING), len(words))
        # "A senior League official": a name before a noun only tells to whom he belongs.
        head = words[cut - 1] if words else ""
        is_modified = (
            self.language == "en" and head.islower() and head not in _EMPHASIS and words[0].lower() in _ARTICLES
        )
        is_office = self.language == "en" and cut < len(words) and find_lemma(words[cut - 1].lower(), "en") is not None
        is_body = self.language == "en" and names_body(words[:cut]) and not self.knows(head)
        is_office = is_office or is_modified or is_body
        named = None if is_office else self._find_name(words[:cut]) or self._find_name(words)
        if named:
            return _as_subject(named, words[-1]) if self.language == "ru" else named
        bare = [word for word in words if word.lower() not in _ARTICLES]
        if len(bare) == 1:
            office = self.offices.get(bare[0].lower())
            if office:
                return office
            paper = self.papers.get(bare[0].lower())
            if paper:
                return paper
        return phrase

    def _find_name(self, words: list[str]) -> str | None:
        for position in range(len(words) - 1, -1, -1):
            word = words[position]
            if not word[:1].isupper() or (
                position and words[position - 1].lower() in ("des", "of", "for", "von", "at")
            ):
                continue
            found = self.names.get(name_stem(word))
            if found and not self._is_genitive(words, position):
                return found
        return None

    def _is_genitive(self, words: list[str], position: int) -> bool:
        """Whether the name only tells whose ("der Vorsitzende Müllers")."""
        word = words[position]
        declined = re.search(r"(?:’s|'s|’)$", word) or (self.language == "de" and self.is_genitive(word))
        return bool(declined) and position + 1 < len(words)

    def meet(self, speaker: str) -> None:
        """Know a speaker of one word ("Orbicast") again, wherever the text names it later."""
        is_name = (
            speaker.isalpha() and speaker[:1].isupper() and not (self.language == "de" and is_common_noun(speaker))
        )
        if is_name and find_lemma(speaker.lower(), self.language) is None:
            self.names.setdefault(name_stem(speaker), speaker)

    def is_genitive(self, word: str) -> bool:
        """Whether a name's part only tells whose ("Mascheks"): its own ending is no "s"."""
        full = self.names.get(name_stem(word), word)
        return word.endswith("s") and not any(part == word for part in full.split())

    def gender(self, name: str) -> str:
        """Return "f" or "m" where titles, offices or the words themselves tell, else ""."""
        if name in self.feminine or name in self.masculine:
            return "f" if name in self.feminine else "m"
        if _FEMININE.search(name) or _OBLIQUE_FEMININE.match(name):
            return "f"
        if _MASCULINE.search(name):
            return "m"
        first = name.split()[0] if name else ""
        return "f" if len(name.split()) > 1 and re.search(r"[a-zäöü]{2}a$", first) and first[:1].isupper() else ""

    def knows(self, word: str) -> bool:
        """Whether `word` is a name's last part."""
        return name_stem(word) in self.names


def names_body(words: Sequence[str]) -> bool:
    """Whether English words name a body: with "The Ruland Foundation" the person whose name it has is not meant."""
    return len(words) > 1 and bool(_BODY.fullmatch(words[-1]))


@lru_cache(maxsize=1 << 15)
def name_stem(word: str) -> str:
    """A key of a name's part that its genitive and its Russian cases share."""
    bare = re.sub(r"(?:’s|'s|’|')$", "", word).lower()
    if re.search(r"[а-яё]", bare):
        for ending in _RUSSIAN_ENDINGS:
            if bare.endswith(ending) and len(bare) - len(ending) > 2:
                return bare.removesuffix(ending)
        return bare
    return bare[:-1] if bare.endswith("s") and len(bare) > 4 and not bare.endswith("ss") else bare


def _as_subject(full: str, word: str) -> str:
    """«Ольги Лодкиной», called «Лодкина» as a subject: the nominative, as far as the dictionary knows it."""
    *firsts, last = full.split()
    feminine = word.endswith("а") and last.endswith(("ой", "у"))
    masculine = last.startswith(word) and last.endswith(("а", "у", "ом", "ым", "е"))
    if word == last or name_stem(word) != name_stem(last) or not (feminine or masculine):
        return full
    lemmas = [find_lemma(first.lower(), "ru") or find_lemma(first, "ru") for first in firsts]
    return " ".join([*(lemma.capitalize() for lemma in lemmas if lemma), word]) if all(lemmas) else word


def gather_people(text: str, language: str) -> People:
    """Gather names, offices and papers of `text` in one pass."""
    people = People(language)
    firsts: dict[str, set[str]] = {}
    words = frozenset(re.findall(r"\w+", text))
    for match in _NAME.finditer(text):
        parts = match[0].split()
        title = [part for part in parts if part.rstrip(".") in _TITLES]
        parts, office = _trim(parts, language, words, begins=_begins(text, match.start()))
        if not office:
            office = _office_before(text, match.start(), language)
        if parts and parts[-1].lower() in _PRONOUNS:
            continue  # "Who Should Have Seen It"
        while len(parts) > 1 and parts[-1].lower() in _BELONGING:
            parts = parts[:-1]  # „Wessenbrück von Grund auf“
        if len(parts) < 2:
            if len(parts) == 1 and title:
                _note_titles(people, title, people.names.setdefault(name_stem(parts[0]), parts[0]))
            continue
        if language == "de" and parts[-1].endswith("s") and parts[-1][:-1] in words:
            continue  # "Verhandlungsprofis Moskaus": whose, not who.
        if (
            language == "de"
            and is_common_noun(parts[-1])
            and _ARTICLE_BEFORE.search(text[max(0, match.start() - 12) : match.start()])
        ):
            continue  # "anhand einer Folienpräsentation Stellung"
        if language == "de" and parts[0].isupper() and len(parts[0]) > 2:
            continue  # "... NATO Russland ...": two names side by side.
        full = re.sub(r"(?:’s|'s|’)$", "", " ".join(parts))
        key = name_stem(parts[-1])
        full = people.names.setdefault(key, full)
        firsts.setdefault(name_stem(parts[0]), set()).add(full)
        if not title and not office and _is_located(text, match):
            people.places.add(full)
        _note_office(people, office, full)
        _note_titles(people, title, full)
    for first, names in firsts.items():
        if len(names) == 1:
            people.names.setdefault(first, next(iter(names)))
    for match in _DESCRIPTION.finditer(text):
        head = match["head"]
        if is_text_noun(head, language):
            people.papers.setdefault(head.lower(), match[0])
    return people


_LOCATED = re.compile(r"(?<!\w)(?:in|near|im)\s$", re.IGNORECASE)


def _is_located(text: str, name: re.Match[str]) -> bool:
    """Whether a name stands behind "in" and not as somebody's whose something is: "in Ada Roe’s report"."""
    owned = re.search(r"[’']s?$|s$", name[0])
    return not owned and bool(_LOCATED.search(text[max(0, name.start() - 8) : name.start()]))


_BODY = re.compile(
    r"(?:Foundation|Institute|Institution|Commission|Committee|Trust|Fund|Group|Bank|University|College|School|Company|Society"
    r"|Association|Federation|Union|League|Party|Museum|Library|Council|Ministry|Office|Agency|Authority|Board|Court)"
)
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:k?eine?[mnrs]?|jede[mnrs]?|diese[mnrs]?)\s$")
_FEMALE_TITLES = frozenset("Frau Mrs Ms Miss Lady Dame Madam Госпожа".split())
_MALE_TITLES = frozenset("Herr Herrn Mr Sir Lord Baron Graf Fürst Господин".split())
_MASCULINE = re.compile(
    r"^(?:ihr|sein|his|her|the|a|an)\s(?:[\w-]+\s)*?(?:Mann|Vater|Sohn|Bruder|husband|father|son|brother|\w*(?<!wo)man|boy)(?:\s|$)|^(?:der|ein|dieser)\s",
    re.IGNORECASE,
)
_OBLIQUE_FEMININE = re.compile(
    r"(?:der|einer|dieser)\s(?:[\w-]+\s)?\w+(?:ung|heit|keit|schaft|ion|tät|in|ei|enz|anz)(?:\s|$)"
)
"""„der Begründung“: a feminine in another case than a subject's."""
_FEMININE = re.compile(
    r"^(?:die|eine|diese)\s(?:[\w-]+\s)*?\w*(?:in|frau)(?:\s|$)|(?:Frau|Mutter|Tochter|Schwester|woman|wife|mother|daughter|sister)(?:\s|$)",
    re.IGNORECASE,
)


def _note_titles(people: People, titles: list[str], full: str) -> None:
    bare = {title.rstrip(".") for title in titles}
    if bare & _FEMALE_TITLES:
        people.feminine.add(full)
    elif bare & _MALE_TITLES:
        people.masculine.add(full)


def _note_office(people: People, office: str, full: str) -> None:
    if not office:
        return
    key = office.lower()
    held = people.offices.get(key, full)
    people.offices[key] = full if held == full else None
    if people.language != "de":
        return  # An English office has no gender.
    if office.endswith(("in", "frau")):
        people.feminine.add(full)
    elif re.search(r"(?:er|rat|herr|mann|ist|ent|ant|or|eur|minister|präsident)$", office):
        people.masculine.add(full)


def _begins(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()
    return not before or before[-1] in '.!?:\n“”"«»—'


def _office_before(text: str, start: int, language: str) -> str:
    before = re.search(r"(\w[\w-]*) $", text[max(0, start - 40) : start])
    if not before:
        return ""
    word = before[1]
    if language == "de" and word[0].isupper() and is_common_noun(word):
        return word
    return word if language != "de" and word.islower() and len(word) > 4 else ""


def _trim(parts: list[str], language: str, words: frozenset[str], *, begins: bool) -> tuple[list[str], str]:
    """The parts that are the name, and the office before it: "Stadtrat Cem Özkaner", "In Genoa"."""
    office = ""
    while parts and (parts[0].rstrip(".") in _TITLES or _is_no_name(parts[0], language, begins=begins)):
        bare = parts[0].rstrip(".")
        if language == "de" and bare not in _TITLES and is_common_noun(bare):
            office = bare
        parts = parts[1:]
        begins = False
    if language == "de":
        # "Putins Maximalforderungen", "Rieke Alsdorf Hebamme": a name ends before the noun.
        cut = next(
            (row for row, part in enumerate(parts) if part not in ("&", "of") and is_common_noun(part)), len(parts)
        )
        parts = parts[:cut] if cut > 1 or len(parts) == cut else parts
        if cut == 1 and len(parts) > 1:  # "Eva Holm" is a name, "Putins Forderungen", "Vier Maßnahmen" are not.
            owned = parts[0].endswith("s") and parts[0][:-1] in words
            parts = parts[: 1 if owned or find_lemma(parts[1], "de") not in (None, parts[1]) else 2]
    return parts, office


def _is_no_name(word: str, language: str, *, begins: bool) -> bool:
    if word.lower() in _SMALL:
        return True
    if language == "de":
        return is_common_noun(word) or (begins and find_lemma(word.lower(), "de") is not None)
    if begins and find_lemma(word.lower(), language) is not None:
        return find_lemma(word, language) is None
    return False


_PRONOUNS = frozenset("it he she they we you him them us me".split())
_SMALL = frozenset(
    "in on at by the a an of for to from with and but or when while if as after before since until both"
    " many most some two"
    " according under over his her its their this that these those why what how who where there then now yet still one"
    " no not nor so also only even according asked mr mrs ms"
    " am im auf aus bei mit nach von vom vor zum zur über der die das den dem des ein eine und aber doch"
    " auch als wie wenn"
    " dass weil während seit durch für gegen ohne um bis dort hier dann nun"
    " в на по с из от до за при между после перед но и а как это для без над под о об".split()
)
