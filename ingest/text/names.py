"""Which words are names, and one key for the spellings of one: Saporischschja and Zaporizhzhia, Lawrow and Лавров."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i j k l m n o p r s t u f ch ts tsch sch sch - y - e ju ja i ji je g".split(),
        strict=True,
    )
)
# Spellings that German, English and transliterated Russian use for the same sound, longest first.
_SOUNDS = (
    ("tsch", "c"),
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("sh", "s"),
    ("zh", "s"),
    ("kh", "c"),
    ("ch", "c"),
    ("ts", "s"),
    ("tz", "s"),
    ("z", "s"),
    ("w", "v"),
    ("ph", "f"),
    ("y", "i"),
    ("j", "i"),
    ("ae", "a"),  # Bürgenstock, Buergenstock, Burgenstock
    ("oe", "o"),
    ("ue", "u"),
    ("-", ""),
)

_NAME_OR_NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_TITLES = frozenset(
    "dr doktor prof professor professorin herr herrn frau präsident präsidentin minister ministerin kanzler kanzlerin"
    " general außenminister außenministerin verteidigungsminister verteidigungsministerin senator senatorin"
    " botschafter botschafterin richter richterin könig königin papst familie firma graf".split()
)
"""What stands before names in German."""
_UNITS = frozenset("Mio Mrd Bio Tsd Nr Abs Art Kap Ziff".split())


def find_likely_names(text: str, language: str | None = None) -> list[str]:
    """The numbers of `text` and its words with a capital letter; in German only those that are likely to be names.

    A common noun of the dictionary is none, nor a compound of such nouns, nor a word that is only large because it
    begins the sentence. A word that no dictionary has is one, and so is what follows a title or another name.
    """
    found: list[str] = []
    before, before_is_name, end = "", False, 0
    for match in _NAME_OR_NUMBER.finditer(text):
        word, between = match.group(), text[end : match.start()]
        end = match.end()
        if word[0].isdigit() or language != "de":
            if word[0].isdigit() or word[0].isupper():
                found.append(word)
            before, before_is_name = word, False
            continue
        follows_name = between == " " and (before_is_name or before.lower() in _TITLES)
        is_name = word[0].isupper() and _may_be_name(word, follows_name=follows_name, begins=not text[: match.start()])
        if is_name:
            found.append(word)
        # "Putins Plan", "NATO Gipfel": what these names stand before is something of theirs.
        before, before_is_name = word, is_name and not (word.endswith("s") or word.isupper())
    return found


def _may_be_name(word: str, *, follows_name: bool, begins: bool) -> bool:
    if word.isupper() and len(word) > 1:
        return True  # "NATO", "EU"
    if word in _UNITS:
        return False
    if is_common_noun(word):
        return follows_name and find_lemma(word, "de") == word  # "Angela Müller"
    if begins and find_lemma(word.lower(), "de"):
        return False
    return bool(find_lemma(word, "de")) or not split_compound(word)


def name_key(word: str) -> str:
    """A key that the usual German, English and Russian spellings of a name share; lower case, at least as short."""
    text = "".join(_CYRILLIC.get(char, char) for char in word.casefold())
    text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    for spelling, sound in _SOUNDS:
        text = text.replace(spelling, sound)
    return re.sub(r"(.)\1+", r"\1", text)


@lru_cache(maxsize=1 << 16)
def surname_key(name: str) -> str:
    """The key of a full name's last word."""
    words = re.findall(r"[^\W\d_]+", name)
    return name_key(words[-1]) if words else name.casefold()
