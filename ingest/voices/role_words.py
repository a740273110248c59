"""Which words call people by what they do or hold, and one key for all of a role's: "Dirigentin", "conductor".

A table knows the usual ones in both languages. What stands in no row is told by its ending, and has a key of its own,
so that it is known again in its own language alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun

_TABLE = Path(__file__).parent / "roles.toml"
_SHORTEST_FIRST = 3
"""Letters of a German compound's first part: "Chefdirigent"."""
_SHORTEST_HEAD = 4
"""Letters of its last: "Hilfskoch"; "abt" and "vogt" end words that are no roles, but "Moorvogt" is one."""
_UMLAUTS = (("äu", "au"), ("ä", "a"), ("ö", "o"), ("ü", "u"))
_NOMINAL = re.compile(r"(?:end|ordnet|auftragt|klagt|ständig|sandt|viewt|stellt)$")
"""How participles and adjectives end that are nouns for people: "Vorsitzende", not "Lehre", "Gutachten"."""
_TITLES = {"prof": "professor"}
"""Short forms of titles that are roles, too."""
_PERSON_DE = re.compile(r"(?:ist|ent|ant|eur|or|er|oge|ome|wart|meister|rat|sprecher|beauftragter)$")
_PERSON_EN = re.compile(r"(?:[^aeiou]er|or|ist|ian|eer|ess|man|woman|keeper|master|maker|wright|monger)$")
_THINGS_DE = frozenset("motor faktor sektor reaktor traktor tutor anker ordner".split())
_THINGS_EN = frozenset(
    "water river winter summer paper number letter order matter power tower border corner offer charter chapter"
    " quarter register computer counter shelter gutter weather danger anger error floor door corridor sector"
    " factor harbor motor mirror harbour other another latter former whatever ever never over under after rather"
    " together theatre center cover lower upper higher further larger smaller greater better longer shorter"
    " later earlier newer older outer inner proper per her their answer layer plaster timber chamber member"
    " players mother father sister brother daughter business process access success address press loss mess less"
    " list minor major interior exterior prior superior human german roman italian russian american european"
    " canadian australian norwegian indian ocean median civilian career engineer beer december november october"
    " september".split()
)
"""English words with such endings that are no roles, or that tell nobody."""


@lru_cache(maxsize=1 << 14)
def tell_role(word: str, language: str, *, surely: bool = False) -> frozenset[str]:
    """The keys of the role that a noun in the singular stands for; empty where it stands for none.

    Args:
        word: A noun as it stands in a text; in English of several words, too ("viola player").
        language: "de" or "en"; other languages have no roles.
        surely: Whether its place tells that it is no name ("die Türmerin Wenke Aalders"): its ending will do.

    """
    if language == "en":
        return _tell_english(word.lower().rstrip("."))
    return _tell_german(word.rstrip("."), surely=surely) if language == "de" else frozenset()


def is_listed(word: str, language: str) -> bool:
    """Whether a role's word stands in the table, or ends in one that does, so that it is known in both languages."""
    return any(":" not in key for key in tell_role(word, language))


def split_role(word: str) -> tuple[str, str]:
    """A German role's word as its first part and the listed word that it ends in: "chef" and "dirigent"."""
    known = _read_words("de")
    for form in _masculine_forms(word.lower()):
        if form in known:
            return "", form
        heads = [one for one in _heads() if form.endswith(one) and len(form) >= len(one) + _SHORTEST_FIRST]
        if heads:
            head = max(heads, key=len)
            return form.removesuffix(head), head
    return "", word.lower()


def is_feminine(word: str) -> bool:
    """Whether a German role's word is of a woman: "Dirigentin", "Ratsfrau"."""
    low = word.lower()
    return low.endswith(("frau", "hebamme", "schwester")) or (low.endswith("in") and not low.endswith("kapitain"))


def _tell_english(word: str) -> frozenset[str]:
    known = _read_words("en")
    word = _TITLES.get(word, word)
    joined = word.replace(" ", "-")
    if joined in known:
        return known[joined]
    if "-" in word and joined.rpartition("-")[2] in known:
        return known[joined.rpartition("-")[2]]
    if " " in word or word in _THINGS_EN or len(word) <= _SHORTEST_HEAD or not _PERSON_EN.search(word):
        return frozenset()
    # "the winner" is a person; "bigger" is no noun.
    return frozenset((f"en:{word}",)) if find_lemma(word, "en") == word else frozenset()


def _tell_german(word: str, *, surely: bool) -> frozenset[str]:
    known = _read_words("de")
    low = word.lower()
    low = _TITLES.get(low, low)
    for form in _masculine_forms(low):
        if form in known:
            return known[form]
    first, head = split_role(low)
    if first and head in known and (len(first) >= _SHORTEST_FIRST):
        return known[head]
    if low in _THINGS_DE or not (_is_person(word) or (surely and _PERSON_DE.search(low.removesuffix("in")))):
        return frozenset()
    return frozenset((f"de:{_find_masculine(low)}",))


def _find_masculine(low: str) -> str:
    _, *others = _masculine_forms(low)
    return next((one for one in others if find_lemma(one.capitalize(), "de")), others[0] if others else low)


def _masculine_forms(low: str) -> Iterator[str]:
    """A German noun, and what it may be the feminine or another case of."""
    yield low
    if low.endswith("in") and not low.endswith("innen"):
        stem = low.removesuffix("in")
        yield stem
        yield f"{stem}e"  # Zeugin, Biologin
        yield f"{stem}er"  # Kämmerin
        for changed, plain in _UMLAUTS:
            if changed in stem:
                before, _, after = stem.rpartition(changed)
                yield before + plain + after
                yield f"{before}{plain}{after}e"
    elif low.endswith("frau"):
        yield from (low.removesuffix("frau") + one for one in ("mann", "herr"))
    elif low.endswith(("e", "en", "em")) and not low.endswith("innen"):
        # "die Vorsitzende", "dem Sachverständigen".
        stem = re.sub("e[nm]?$", "", low)
        yield from (f"{stem}er",) if _NOMINAL.search(stem) else ()
        yield from (stem, f"{stem}e") if low.endswith("en") else ()
    elif low.endswith("n"):
        yield low.removesuffix("n")
    elif low.endswith("s"):
        yield low.removesuffix("s")
        yield low.removesuffix("es")


def _is_person(word: str) -> bool:
    """Whether a German noun that no row has is one for a person: there is a feminine of it."""
    if not word[:1].isupper() or not is_common_noun(word):
        return False
    low = word.lower()
    if low.endswith("erin"):
        return True
    if low.endswith("in"):
        return bool(_PERSON_DE.search(low.removesuffix("in"))) and find_lemma(word, "de") in (word, None)
    return bool(_PERSON_DE.search(low)) and find_lemma(f"{word}in", "de") is not None


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """What a German compound may end in."""
    return frozenset(one for one in _read_words("de") if len(one) >= _SHORTEST_HEAD)


@lru_cache(maxsize=2)
def _read_words(language: str) -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    known: dict[str, set[str]] = {}
    for key, words in table.items():
        for word in words.get(language, "").split():
            known.setdefault(word, set()).add(key)
    return {word: frozenset(keys) for word, keys in known.items()}
