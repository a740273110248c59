"""People whom a question tells by their role: "the conductor", "der Gutachterin", "the professor from Basel".

Who has which role is read from the dossier's texts and from who wrote which kind of text. A role that several have
means nobody, and neither does one without a determiner that points at one person: "What does a conductor do?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from app.asking.kinds.genres import find_genres
from app.asking.kinds.guessing import SHIPPED, read_model
from app.asking.kinds.subject import list_authors
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.text.names import name_key
from ingest.text.terms import find_content_words
from ingest.voices.holders import Holder, gather_holders
from ingest.voices.role_words import is_feminine, split_role, tell_role
from ingest.voices.roles import Role, find_roles

_DOERS = {"opinion": "expert", "audit": "auditor", "diary": "diarist", "speech": "speaker"}
"""What whoever wrote a text of some kind is called by it."""
_SURVEY = re.compile(r"(?i)(?<!\w)survey(?!\w)")
_DETERMINER = re.compile(
    r"(?i)(?<![\w’'-])(?:(?P<en>the|this|that|our|your|their|its)|(?P<de>der|die|dem|den|des|vom|zum|zur|beim|diese[mnrs]?|unser\w{0,2}))"
    r" (?=(?P<words>[\w’'-]+(?: [\w’'-]+){0,8}))"
)
_OWNED = re.compile(
    r"(?i)(?<![\w’'-])(?P<en>)(?P<de>)(?=(?P<words>[a-z-]+)[’']s "
    r"(?:view|opinion|account|version|figure|position|findings|words|take)s?\b)"
)
_BARE = re.compile(
    r"(?i)(?P<en>)(?P<de>)^\W*(?:(?:[\w-]+ )?[\w-]+ (?:und|and|vs\.?|versus|gegen|against|,) )?"
    r"(?=(?P<words>[a-zäöüß-]{4,})"
    r"(?:,|:| (?:zu[rm]?|über|und|and|on|about|vs\.?|versus|gegen|against|nenn\w+|sag\w+|says?)(?!\w)))"
)
"""In notes nobody writes articles: "the screens - expert's view", "Dirigentin zur Orgel?"."""
_WORD = re.compile(r"[\w’'-]+")
_POSSESSIVE = re.compile(r"[’']s?$")
_OF = {"en": re.compile(r"(?:of|from)$"), "de": re.compile(r"(?:aus|des|der)$")}
_SMALL = frozenset("the a an der die das des dem den".split())
_NEUTRAL = frozenset(
    "own famous poor old young good great dear same said whole alt gut jung arm berühmt eigen hiesig zuständig genannt"
    " lieb befragt geladen".split()
)
"""Adjectives that say nothing of which one of several is meant, by their stem."""
_OTHERS = frozenset(
    "former previous late last next new first second third deputy vice other ex ehemalig früher damalig vorig vorherig"
    " neu nächst erst zweit dritt stellvertretend ander einstig designiert künftig future acting".split()
)
"""Adjectives by which somebody else is meant than the one who has the role, by their stem."""
_ADJECTIVE = re.compile(r"e[nrms]?$")
_AUTHORS = frozenset(
    "autor autorin verfasser verfasserin author writer erzähler erzählerin narrator schreiber schreiberin reader leser"
    " leserin user nutzer nutzerin".split()
)
"""Whoever wrote the analysis, who is told otherwise, and whoever reads it."""
_MODIFIERS, _OF_WORDS = 3, 3
"""Words before a role's noun, and of what hangs on it, that may tell which one is meant."""
_OF_BOTH = ("e", "en", "vorstand", "wart", "rat", "vorsitz", "führung", "leitung", "person", "kraft", "mitglied", ".")
"""How German roles end, and short forms of titles, that are a man's or a woman's."""
_STEM = 5
"""Letters by which a word is known again whatever its ending."""
_KEPT = 512
"""Roles as they are spoken of that are kept."""
_SAME_ROLE = 0.89
"""Cosine from which on two phrases of one role in two languages tell the same one: of 24 pairs ("Leiterin des
Rechtsamts" beside "head of the legal department" and of the finance department) the 12 that do are above it, and 2
that do not."""
_NEAR_WORD, _NEARER = 0.92, 0.03
"""The same of two nouns that no table has, and how much nearer than the next: of 50 nouns 24 are so near to theirs in
the other language, and none to another's."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a question tells somebody by his role."""

    holder: Holder
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A role as a question speaks of it."""

    head: str
    keys: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    language: str
    start: int
    end: int
    ends: tuple[int, ...]
    """Where it ends with so many of the words in `after`."""


def find_told(question: str, opened: OpenGeneration, encoder: Encoder | None = None) -> tuple[Telling, ...]:
    """The people whom a cleaned question tells by their role, in order.

    Args:
        question: The cleaned question.
        opened: The opened generation.
        encoder: Knows a role again in the other language, where words do not; None: these mean nobody.

    """
    found: list[Telling] = []
    for spoken in _find_spoken(question):
        if found and spoken.start < found[-1].end:
            continue
        meant = _find_meant(spoken, opened, encoder)
        if meant:
            found.append(Telling(meant[0], spoken.start, meant[1]))
    return tuple(found)


def put_names(question: str, told: Sequence[Telling]) -> str:
    """A question with last names in the place of the roles by which it tells people."""
    for one in reversed(told):
        question = f"{question[: one.start]}{one.holder.last}{question[one.end :]}"
    return question


def read_holders(opened: OpenGeneration) -> Mapping[str, tuple[Holder, ...]]:
    """By a role's key those who have it; read once for a generation."""
    known = opened.holders
    if "" not in known:
        roles = [one for document in opened.documents.values() for one in find_roles(document.text, document.language)]
        manifest = opened.corpus.manifest
        authors = list_authors(manifest)
        for author, ids in authors.items():
            for source in (manifest.source(one) for one in ids):
                roles += _roles_by_text(author, f"{source.title} {' '.join(source.names)}")
        everybody = gather_holders(roles, authors)
        having: dict[str, list[Holder]] = {}
        for one in everybody:
            for key in {key for role in one.roles for key in role.keys}:
                having.setdefault(key, []).append(one)
        known.update((key, tuple(people)) for key, people in having.items())
        known[""] = everybody  # Last: another thread that sees it finds the rest.
    return known


def _roles_by_text(author: str, title: str) -> Iterator[Role]:
    keys = {_DOERS[one] for one in find_genres(title) if one in _DOERS}
    if keys and _SURVEY.search(title):
        keys.add("surveyor")
    if keys:
        yield Role(author, frozenset(keys), "", "", "")


def _find_spoken(question: str) -> Iterator[_Spoken]:
    matches = [one for pattern in (_DETERMINER, _OWNED, _BARE) for one in pattern.finditer(question)]
    for match in sorted(matches, key=lambda one: one.start("words")):
        languages = ("en",) if match["en"] else ("de",) if match["de"] else ("de", "en")
        offset = match.start("words")
        words = [(one[0], offset + one.start(), offset + one.end()) for one in _WORD.finditer(match["words"])]
        start = match.start("words") if len(languages) > 1 else match.start()
        determiner = match["de"] or match["en"]
        read = (_read_spoken(words, start, determiner, one) for one in languages)
        spoken = next(filter(None, read), None)
        if spoken:
            yield spoken


def _read_spoken(words: Sequence[tuple[str, int, int]], start: int, determiner: str, language: str) -> _Spoken | None:
    for row in range(min(_MODIFIERS + 1, len(words))):
        pair = " ".join(one for one, _, _ in words[row : row + 2])
        size = 2 if language == "en" and row + 1 < len(words) and tell_role(_POSSESSIVE.sub("", pair), "en") else 1
        head = pair if size == 2 else words[row][0]
        bare = _POSSESSIVE.sub("", head)
        keys = _tell(bare, language)
        if not keys:
            if language == "de" and bare[:1].isupper():
                return None  # Another noun stands there.
            continue
        behind = words[row + size :]
        # Behind a role, a capital begins a name: the question says itself who is meant.
        is_named = behind and behind[0][0][:1].isupper()
        if bare.lower() in _AUTHORS or not _is_one(bare, determiner, language) or is_named:
            return None
        end = words[row][1] + len(bare)
        after, ends = ((), ()) if bare != head else _read_of(behind, language)
        before = tuple(one for one, _, _ in words[:row])
        return _Spoken(bare, keys, before, after, language, start, end, ends)
    return None


def _tell(word: str, language: str) -> frozenset[str]:
    # Small letters are usual in a chat.
    return tell_role(word, language) or (
        tell_role(word.capitalize(), "de", surely=True) if language == "de" else frozenset()
    )


def _is_one(word: str, determiner: str, language: str) -> bool:
    """Whether a German noun behind its article is of one: "die Dirigenten" are several."""
    if language != "de":
        return True
    low = determiner.lower()
    if low in ("die", "diese", "zur"):
        return is_feminine(word) or word.endswith(("e", "n") if low == "zur" else ("e",))
    return low != "der" or not word.endswith(("nen", "ten", "gen"))


def _read_of(behind: Sequence[tuple[str, int, int]], language: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of what hangs on a role ("from Basel", "des Rechtsamts"), and where each of them ends."""
    if not behind or not _OF[language].match(behind[0][0].lower()):
        return (), ()
    said = [one for one in behind[1:] if one[0].lower() not in _SMALL]
    taken = []
    for one in said[:_OF_WORDS]:
        if not find_content_words(one[0]) and not one[0][:1].isupper():
            break
        taken.append(one)
    return tuple(one for one, _, _ in taken), tuple(end for _, _, end in taken)


def _find_meant(spoken: _Spoken, opened: OpenGeneration, encoder: Encoder | None) -> tuple[Holder, int] | None:
    """Who is meant, and where the words end that tell it; None where it is nobody here, or one of several."""
    holders = read_holders(opened)
    having = {one.name: one for key in spoken.keys for one in holders.get(key, ())}
    if not having:
        holder = _find_by_vector(spoken, opened, encoder)
        return (holder, spoken.end) if holder else None
    fits = {name: _fit(spoken, one) for name, one in having.items()}
    best = max(fits.values())
    if best > 0:
        names = [name for name, fit in fits.items() if fit == best]
        told = (
            spoken.ends[-1 if len(spoken.ends) == 1 else _count_told(spoken, having[names[0]]) - 1]
            if spoken.after
            else spoken.end
        )
        return (having[names[0]], told) if len(names) == 1 else None
    if not (spoken.before or spoken.after):
        return None
    return _find_translated(spoken, list(having.values()), opened, encoder)


def _count_told(spoken: _Spoken, holder: Holder) -> int:
    """How many of the words that hang on a role are told of its holder."""
    said = holder.said
    return max(1, sum(_is_said(one, said) for one in spoken.after))


def _fit(spoken: _Spoken, holder: Holder) -> int:
    """How well a role as it is spoken of is a person's.

    3: all that is said of it is told of him; 2: it is his; 1: a narrower one is ("Chefdirigentin"); 0: it is not.
    """
    if spoken.language == "de" and not _is_of_gender(spoken.head, holder):
        return 0
    first, _ = split_role(spoken.head) if spoken.language == "de" else ("", "")
    before = [one for one in (*spoken.before, *((first,) if first else ())) if not _is_neutral(one)]
    said = holder.said
    parts = frozenset(
        split_role(word)[0]
        for role in holder.roles
        if role.language == "de" and role.keys
        for word in role.phrase.split()
    )
    named = [*before, *spoken.after[:1]]
    if named:
        return 3 if all(_is_said(one, said) or one.lower() in parts for one in named) else 0
    narrower = [_is_narrower(role) for role in holder.roles if not role.keys.isdisjoint(spoken.keys)]
    return 2 if not all(narrower) else 1


def _is_narrower(role: Role) -> bool:
    """Whether something stands before a role's noun, or in it, that makes it one of several: "chief conductor"."""
    if role.language == "de":
        return bool(split_role(role.head)[0])
    before = role.phrase.split(role.head)[0].split() if role.head else []
    return bool(before) and before[-1].lower() not in _SMALL


def _is_of_gender(head: str, holder: Holder) -> bool:
    """Whether a German word for a man or a woman may be said of somebody: whom a text calls "Architekt" is no woman."""
    if head.lower().endswith(_OF_BOTH):
        return True
    heads = [one.head for one in holder.roles if one.language == "de" and one.keys and one.head]
    told = [one for one in heads if not one.lower().endswith(_OF_BOTH)]
    return any(map(is_feminine, told)) == is_feminine(head) if told else True


def _is_said(word: str, said: frozenset[str]) -> bool:
    key = name_key(_POSSESSIVE.sub("", word))
    stem = key[: max(_STEM, len(key) - 2)]
    return any(one == key or (len(key) >= _STEM and one.startswith(stem)) for one in said)


def _is_neutral(word: str) -> bool:
    return _ADJECTIVE.sub("", word.lower()) in _NEUTRAL or word.lower() in _NEUTRAL


def _find_translated(
    spoken: _Spoken, having: Sequence[Holder], opened: OpenGeneration, encoder: Encoder | None
) -> tuple[Holder, int] | None:
    """Who has, in the other language, the role with all that is said of it; names in it have to be told of him."""
    if encoder is None or encoder.identity != read_model(SHIPPED).identity:
        return None
    if any(_ADJECTIVE.sub("", one.lower()) in _OTHERS or one.lower() in _OTHERS for one in spoken.before):
        return None
    phrases = [
        (one, role.phrase)
        for one in having
        for role in one.roles
        if role.head and role.language != spoken.language and not role.keys.isdisjoint(spoken.keys)
    ]
    if not phrases or any(
        one[:1].isupper() and spoken.language == "en" and not _is_said(one, having[0].said) for one in spoken.after
    ):
        return None
    front = " ".join((*spoken.before, spoken.head))
    # Nobody says where what hangs on it ends: "the head of the legal department say".
    said = [f"{front} of {' '.join(spoken.after[: row + 1])}" for row in range(len(spoken.after))] or [front]
    kept = f"{spoken.language}:{said[-1]}"
    _make_room(opened)
    if kept not in opened.told_by_role:
        vectors = encoder.encode_passages([*said, *(phrase for _, phrase in phrases)])
        near = vectors[len(said) :] @ vectors[: len(said)].T
        holders = {phrases[row][0].name: phrases[row][0] for row in np.flatnonzero(near.max(axis=1) >= _SAME_ROLE)}
        opened.told_by_role[kept] = next(iter(holders.values())) if len(holders) == 1 else None
    holder = opened.told_by_role.get(kept)
    return (holder, spoken.ends[0] if spoken.ends else spoken.end) if holder else None


def _find_by_vector(spoken: _Spoken, opened: OpenGeneration, encoder: Encoder | None) -> Holder | None:
    """Who has a role that no table has, in the other language; None where none is clearly nearest."""
    if any(":" not in key for key in spoken.keys) or encoder is None or spoken.before or spoken.after:
        return None
    kept = f"{spoken.language}:{spoken.head}"
    _make_room(opened)
    if kept not in opened.told_by_role:
        heads = _list_unknown(opened, spoken.language)
        holder = _choose_nearest(spoken.head, heads, encoder) if heads else None
        opened.told_by_role[kept] = holder
    return opened.told_by_role.get(kept)


def _make_room(opened: OpenGeneration) -> None:
    """Forget all that was asked: what is asked again comes back."""
    if len(opened.told_by_role) >= _KEPT:
        opened.told_by_role.clear()


def _list_unknown(opened: OpenGeneration, language: str) -> dict[str, Holder | None]:
    """The nouns for roles in the other language that no table has, each with the one who has it."""
    found: dict[str, Holder | None] = {}
    for one in read_holders(opened)[""]:
        for role in one.roles:
            if role.head and role.language != language and all(":" in key for key in role.keys):
                found[role.head] = one if found.get(role.head, one) == one else None
    return found


def _choose_nearest(head: str, heads: Mapping[str, Holder | None], encoder: Encoder) -> Holder | None:
    if encoder.identity != read_model(SHIPPED).identity:
        return None
    vectors = encoder.encode_passages([head, *heads])
    near = vectors[1:] @ vectors[0]
    order = np.argsort(-near)
    clear = len(order) == 1 or near[order[0]] - near[order[1]] >= _NEARER
    return list(heads.values())[int(order[0])] if near[order[0]] >= _NEAR_WORD and clear else None
