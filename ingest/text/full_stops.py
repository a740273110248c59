"""Whether a full stop ends a sentence, or belongs to an abbreviation, an ordinal number, an initial or a label.

German writes "der 47. Präsident" as it writes "Es waren 47. Dann kam ...": what stands around the number decides. In
doubt the sentence goes on.
"""

from __future__ import annotations

import re

from ingest.text.abbreviations import LABELS, MAY_BE_LAST, NEVER_LAST, OPENERS, WITH_A_NUMBER
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun

MONTHS = frozenset(
    "januar jänner februar märz april mai juni juli august september oktober november dezember"
    " january february march may june july october december"
    " января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
_SHORT_MONTHS = frozenset("jan jän feb febr mär apr jun jul aug sep sept okt oct nov dez dec".split())
_ENGLISH_MONTH_BEFORE = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)\.?\s\d{1,2}$"
)
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
QUOTES_AND_BRACKETS = "„“”‚‘’«»‹›\"'([…–—"
"""What may stand in front of a sentence's first word."""
_TOKEN = re.compile(r"[^\s(„“”‚‘«»‹›\"'\[]+$")
_PARTS = re.compile(r"[-‑–/]")
_FIRST = re.compile(r"""[^\s.,;:!?)\]“”«»"'’]*""")
_SPACED = re.compile(r"(?:\b[^\W\d_]{1,3}\.[ \u00a0\u202f]){1,3}[^\W\d_]{1,3}$")
_DOTTED = re.compile(r"(?:\w\.)+\w")
_ROMAN = re.compile(r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_CONSONANTS = "b-df-hj-np-tv-xzßб-джзй-нп-тф-щ"
_WITHOUT_VOWEL = re.compile(rf"[{_CONSONANTS}{_CONSONANTS.upper().replace('SS', '')}][{_CONSONANTS}]{{1,4}}")
_GAZETTE = re.compile(r"[^\W\d_]+[A-Z][bcdfghjklmnpqrtvwxz]{1,3}")
"""Like "NdsVBl", "MwSt": capitals inside, and no vowel behind the last one."""
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_CLOSE_ENUMERATIONS = frozenset("usw usf etc u.s.w u.s.f u.v.m u.v.a u.a.m uvm".split())
_SUBJECTS = frozenset(
    "der die das er sie es ein eine wir dann danach auch doch aber the he she it they we his her their then but and"
    " он она они оно это его её но".split()
)
"""Words that follow an initial only in a new sentence, since no surname is like them."""

_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+|\d+[-–]\d+")
_NUMBER = re.compile(r"(?:\d{1,4}\.?[-–/])*\d{1,4}")
_LABEL_ENDS = ":;.!?•–—-(§/"
_ARTICLES = frozenset(
    "der die das dem den des am im zum zur vom beim ins ans aufs fürs ein eine einem einen einer eines jeder jede jedem"
    " jeden jedes dieser diese diesem diesen dieses jener jene jenem jenen jenes welcher welche welchem welchen welches"
    " kein keine keinem keinen keiner keines mein meine meinem meinen meiner dein deine deinem deinen deiner sein seine"
    " seinem seinen seiner seines ihr ihre ihrem ihren ihrer ihres unser unsere unserem unseren unserer unseres euer"
    " eure deren dessen".split()
)
_TO_BE = frozenset("als bin ist war wird wurde werde sei wäre".split())
_JOINING = re.compile(r"\d\.,? (?:und|oder|bis|sowie|bzw\.) $")
_ORDINAL_NOUNS = frozenset(
    "mal jahrhundert jahrhunderts jahrestag geburtstag todestag hochzeitstag auflage ausgabe sitzung legislaturperiode"
    " wahlperiode längengrad breitengrad minute spielminute spieltag lebensjahr jahrgang".split()
)
_ENGLISH = frozenset(
    "was were is are to of than the at about only nearly some over under from with number turned aged and by".split()
)


def ends_at_full_stop(before: str, after: str) -> bool:
    """Whether a sentence ends at a full stop between `before`, what it has so far, and `after`, white space left out.

    `after` begins with a capital letter, a digit or a letter of a script without capitals, quotation marks aside.
    """
    token = _TOKEN.search(before)
    word = token.group() if token else ""
    follower = after.lstrip(QUOTES_AND_BRACKETS + " \u00a0")
    opens = after[0] not in "…–—" and _opens(follower)
    if not word:
        return after[0].isupper() or after[0] in QUOTES_AND_BRACKETS or opens
    if word[-1] in RAISED:  # A note marker, or a square or cubic measure.
        return True
    if word[-1].isdecimal():
        return _ends_at_number(before, word, after, follower, opens=opens)
    if _ROMAN.fullmatch(word) or (len(word) == 1 and word.isalpha()):
        return _ends_at_letter(before, word, follower, opens=opens)
    bare = _spaced(before, word).strip("()[]")
    if _is_listed(bare, WITH_A_NUMBER):
        return not (follower[0].isdecimal() or follower[0] == "§" or _ROMAN.fullmatch(_first(follower)))
    if _is_listed(bare, NEVER_LAST):
        return False
    if bare.lower() in _CLOSE_ENUMERATIONS:
        return follower[0].isupper()
    if _may_go_on(bare):
        return opens
    return True


def is_abbreviation(before: str) -> bool:
    """Whether a text ends in an abbreviation, its full stop left out."""
    token = _TOKEN.search(before)
    if not token:
        return False
    bare = _spaced(before, token.group()).strip("()[]")
    return len(bare) == 1 or _is_listed(bare, NEVER_LAST) or _may_go_on(bare)


def _may_go_on(word: str) -> bool:
    """Whether a word is an abbreviation that may end a sentence: a listed one, one like "e.V", or one without vowel."""
    if _is_listed(word, MAY_BE_LAST) or _DOTTED.fullmatch(word) or word.lower().endswith("str"):
        return True
    return bool(_WITHOUT_VOWEL.fullmatch(word) or _GAZETTE.fullmatch(word))


def _is_listed(word: str, listed: frozenset[str]) -> bool:
    small = word.lower()
    last = _PARTS.split(word)[-1]
    return word in listed or small in listed or (len(last) > 1 and (last in listed or last.lower() in listed))


def _spaced(before: str, word: str) -> str:
    """The whole of an abbreviation written with spaces ("v. Chr", "z. B"), else its last word."""
    if len(word) > 3:
        return word
    match = _SPACED.search(before)
    whole = re.sub(r"\s", "", match.group()) if match else word
    return whole if match and (_is_listed(whole, NEVER_LAST) or _is_listed(whole, MAY_BE_LAST)) else word


def _first(follower: str) -> str:
    match = _FIRST.match(follower)
    return match.group() if match else ""


def _opens(follower: str) -> bool:
    """Whether a sentence begins here: a word that has a capital letter for no other reason, and is no initial."""
    first = _first(follower)
    return first[:1].isupper() and first.lower() in OPENERS and not (len(first) == 1 and follower[1:2] == ".")


def _ends_at_letter(before: str, word: str, follower: str, *, opens: bool) -> bool:
    """A single letter or a Roman number: an initial, a label, part of an abbreviation; or "Wilhelm II. Er ging"."""
    if not opens:
        return False
    whole = _spaced(before, word)
    if whole != word:
        return not _is_listed(whole, NEVER_LAST)
    lead = before[: len(before) - len(word)].rstrip()
    if not lead or lead[-1] in _LABEL_ENDS:
        return (len(word) > 1 or word.islower()) and _is_reference(lead)  # "Vol. II", "Buchst. b"
    if word in MAY_BE_LAST or (word.islower() and lead[-1].isdecimal()):  # "100 m"
        return True
    return word.isupper() and (len(word) > 1 or _first(follower).lower() in _SUBJECTS)


def _ends_at_number(before: str, word: str, after: str, follower: str, *, opens: bool) -> bool:
    first = _first(follower).lower()
    lead = before[: len(before) - len(word)].rstrip()
    if _ENGLISH_MONTH_BEFORE.search(before) or _AMOUNT.fullmatch(word):
        return True
    if first in MONTHS or first in _SHORT_MONTHS:
        return False
    if first[:1].isdecimal():
        return word.isdecimal() and len(word) > 2
    if lead and not _NUMBER.fullmatch(word):
        return "." not in word or opens
    if not lead or lead[-1] in _LABEL_ENDS:
        is_year = bool(lead) and len(word) == len("1911")  # "Feb. 1911"; no list has so many points.
        return is_year or (opens and _is_reference(lead))
    place = _LAST_WORD.search(lead)
    name = place.group() if place else ""
    if name.lower() in LABELS or name.lower() in MONTHS:
        return len(name) < len(lead)  # "Artikel 5. Der Rat ...": a label.
    if opens and after[0] not in QUOTES_AND_BRACKETS:
        return True
    value = int(re.split(r"\D", word)[-1])
    if _is_ordinal(lead, name, value, first):
        return False
    is_foreign = name.lower() in _ENGLISH or "\u0400" <= name[:1] <= "\u04ff"
    # A number that may be a day's is an ordinal in doubt.
    return is_foreign or value > 31


def _is_reference(lead: str) -> bool:
    """Whether a number stands behind an abbreviation ("S. 8", "Art. 5") or a paragraph sign; not at a sentence's head.

    Otherwise it is a label: "1. Die Stadt kauft", "drei Punkte: 1. Die Stadt kauft".
    """
    if lead.endswith("§"):
        return bool(lead.strip("§"))
    token = _TOKEN.search(lead[:-1]) if lead.endswith(".") else None
    word = token.group().strip("()[]") if token else ""
    listed = len(word) == 1 or any(_is_listed(word, words) for words in (NEVER_LAST, MAY_BE_LAST, WITH_A_NUMBER))
    return listed and len(word) + 1 < len(lead)


def _is_ordinal(lead: str, name: str, value: int, first: str) -> bool:
    """Whether a German number has what an ordinal has: an article or a genitive before it, a noun behind it."""
    if first in _ORDINAL_NOUNS or lead.endswith(","):
        return True
    small = name.lower()
    if small in _ARTICLES or _JOINING.search(lead + " "):
        return True
    is_noun = is_common_noun(first.capitalize())
    before_name = _LAST_WORD.search(lead[: len(lead) - len(name)].rstrip())
    previous = before_name.group().lower() if before_name else ""
    if small in _TO_BE:  # "war 47. Präsident"; not "mehr als 47. Boote"
        return is_noun and not (small == "als" and (previous == "mehr" or previous.endswith("er")))
    if name and name[0].isupper():
        return is_noun and value < 1000 and _is_genitive(name)
    return is_noun and previous in _ARTICLES and small.endswith(("e", "en", "er", "em", "es"))


def _is_genitive(name: str) -> bool:
    return name.endswith("s") and not name.isupper() and find_lemma(name, "de") != name
