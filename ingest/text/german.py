"""German nouns: which words are common ones, and which common ones a compound is made of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ingest.text.dictionary import find_lemma

_SHORTEST, _SHORTEST_PART = 8, 4
_LONGEST = 60
"""In letters. What is longer is no word."""
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORT_PARTS = frozenset("amt art bad bau eis gas hof not öl ost rat rad süd tag tat tor uno weg west zug".split())
"""Parts shorter than `_SHORTEST_PART` that are parts all the same."""
_SHORT_HEADS = frozenset(
    "amt art bank bau chef fall flug form frau gas geld haus hof idee jahr kauf kern klub kurs lage land last lauf"
    " lied list lohn mann mark maß netz not ort pakt pass plan post rad rang rat raum rede rest satz see sitz stab"
    " tag tat team teil text tier ton tor typ uhr wahl ware weg welt werk wert wort zahl zeit ziel zoll zone zug"
    " öl".split()
)
"""Heads of fewer than five letters that an unknown compound may have: names are made of short words, too."""
_HEADS_OF_NAMES = frozenset(
    "bach baden bauer baum berg berger brunn brunnen brück burg dorf feld fels furt garten gitter hafen hain hausen"
    " heim hof hofer holz horn huber kamp kirchen knecht land maier mann mark mayer meier meister metall meyer moor"
    " müller reich richter rode roth schmid schmidt see stadt stein stock stätten tal thal vogel wald weiler werder"
    " wolf".split()
)
"""Heads of surnames and places. A dictionary has the compounds that end in them; what it has not is a name."""
_NOUN_ENDINGS = (
    *("ung", "ungen", "heit", "heiten", "keit", "keiten", "schaft", "schaften", "tum", "nis", "nisse", "tion", "sion"),
    *("tionen", "sionen", "tät", "täten", "ismus", "ment", "mente", "enz", "enzen", "anz", "anzen", "ling", "linge"),
    *("tik", "sik", "mik", "kratie", "tie", "gie", "phie", "ium", "endum", "andum", "eur", "ator"),
)
_UNDECLINED = frozenset(
    "alter angst ausland auto baby beginn budget bus büro chaos chef club comeback dank datum deal detail dollar"
    " druck ehre embargo essay etat euro export foto frieden geduld gegenwart geld glück gold hass hitze hotel"
    " hunger import inland interview job jugend kilo klima komitee kosten kraft kälte label leute liebe luft macht"
    " milch mitte mut niveau norden obst osten park polizei restaurant ruhe status streik süden taxi team tempo test"
    " tod trend treue trost tweet umwelt verkehr veto video vieh volk westen willkür wut zeug zorn zukunft"
    " zwang".split()
)
"""Common nouns that a dictionary gives no plural, or one that looks like a name's genitive."""
_NAMES = frozenset(
    "amazonas bayern elbe franken hannes hessen jens johannes klaus kreml lukas markus mars matthias merkur mosel"
    " neptun niederlande oder pentagon peter polen pommern preußen rhein riad sachsen saturn schlesien schwaben"
    " schweden schweiz thomas tobias ungarn ural venus wolga zugspitze".split()
)
"""Names that a dictionary declines like common nouns."""
_NO_HEADS = frozenset("ache ion ionen ster schaft heit keit ling tion ismus ment nis tum rung lung".split())
"""Endings of words that happen to be nouns, too."""
_NO_FIRSTS = frozenset("alter doku fest ober ford fort grün hemi konto para russ tran turbo wider wied".split())
"""Beginnings of words that happen to be nouns, too."""
_ADJECTIVES = ("ische", "ischer", "liche", "ige", "ierte", "ende", "bare", "same", "ativ", "tiv")
"""Endings of adjectives that a dictionary has as nouns."""
_ADJECTIVE_FIRSTS = ("al", "iv", "är")  # "Territorialfrage", "Exekutivgewalt", "Sekundärsanktion"
_DECLENSIONS = ("en", "n", "er", "es", "nen", "ern", "se", "ien")
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü"}


@lru_cache(maxsize=1 << 14)
def is_common_noun(word: str) -> bool:
    """Whether a dictionary has `word` as a noun that is declined as names are not.

    It has names, too ("Ukraine", "Merkel"): what has no plural and no ending of nouns but is known counts as a name.
    """
    noun = word[:1].upper() + word[1:]
    lemma = find_lemma(noun, "de")
    if lemma is None or lemma.lower() in _NAMES or word.lower() in _NAMES:
        return False
    if lemma not in (noun, noun.removesuffix("s")) or lemma[:1].islower() or lemma.lower() in _UNDECLINED:
        return True
    infinitive = lemma.lower()  # "das Vermögen", "das Treffen"
    if infinitive.endswith("en") and find_lemma(infinitive, "de") == infinitive:
        return True
    if _is_declined(lemma) or (len(lemma) > 5 and lemma.endswith(_NOUN_ENDINGS)):
        return True
    return len(word) >= _SHORTEST and bool(_halve(word.lower(), known=False))  # "Kriegskosten", not "Russland"


def _is_declined(lemma: str) -> bool:
    return any(find_lemma(form, "de") == lemma for form in _forms(lemma))


def _forms(lemma: str) -> Iterator[str]:
    yield from (lemma + ending for ending in _DECLENSIONS)
    at = max(lemma.rfind(vowel) for vowel in _UMLAUTS)
    if at > 0:
        at -= lemma[at - 1 : at + 1] == "au"
        changed = lemma[:at] + _UMLAUTS.get(lemma[at], lemma[at]) + lemma[at + 1 :]
        yield from (changed + ending for ending in ("e", "er", "", "n"))
    yield lemma.removesuffix("um").removesuffix("us").removesuffix("a").removesuffix("o") + "en"  # Themen, Museen


@lru_cache(maxsize=1 << 14)
def split_compound(word: str) -> tuple[str, ...]:
    """The words that a German compound is made of, in dictionary form; a part not in the dictionary is split again.

    "Truppenobergrenze" gives "Truppe" and "Obergrenze". Empty for a word that is no compound, for a name, and for one
    whose parts are not all known: the last one must be a common noun.
    """
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or word.isupper():
        return ()
    if word[0].islower() and find_lemma(word, "de"):
        return ()  # A verb or an adjective.
    if find_lemma(word.capitalize(), "de") and not is_common_noun(word.capitalize()):
        return ()  # "Russland", "Rosenberg"
    known = is_common_noun(word.capitalize())
    # "Forderungen" has no parts because "Forderung" has none.
    whole = (find_lemma(word.capitalize(), "de") if known else None) or word
    parts = _halve(whole.lower(), known=known)
    if parts and word[0].islower() and find_lemma(parts[1].lower(), "de"):
        return ()  # "regelbasiert"
    return tuple(dict.fromkeys(piece for part in parts for piece in (part, *_split_further(part))))


def _split_further(part: str) -> tuple[str, ...]:
    return () if find_lemma(part, "de") else split_compound(part)


def _halve(word: str, *, known: bool) -> tuple[str, str] | tuple[()]:
    """The two parts of a compound, by the most even of the possible cuts; fewer are where the word is not `known`."""
    for at in sorted(range(2, len(word) - 1), key=lambda at: abs(2 * at - len(word) - 1)):
        # "Kriegs-ende" rather than "Krieg-sende"
        for cut in (at + 1, at) if word[at] == "s" and at >= _SHORTEST_PART else (at,):
            head = _find_head(word[cut:], known=known)
            first = head and _find_first(word[:cut])
            if head and first:
                return first, head
    return ()


def _find_head(part: str, *, known: bool) -> str | None:
    if len(part) < _SHORTEST_PART and part not in _SHORT_PARTS:
        return None
    noun = part.capitalize()
    if part in _NO_HEADS or not is_common_noun(noun):
        return None
    lemma = find_lemma(noun, "de") or noun
    bare = lemma.lower()
    if bare in _NO_HEADS or lemma[0].islower() or (len(bare) > 6 and bare.endswith(_ADJECTIVES)):
        return None
    if not known and (bare in _HEADS_OF_NAMES or (len(bare) < 5 and bare not in _SHORT_HEADS)):
        return None
    return lemma


def _find_first(part: str) -> str | None:
    for link in _LINKS:
        stem = part.removesuffix(link) if link else part
        if link and stem == part:
            continue
        if len(stem) < _SHORTEST_PART and stem not in _SHORT_PARTS:
            continue
        lemma = find_lemma(stem.capitalize(), "de")
        if lemma is not None and lemma[0].isupper() and lemma.lower() not in _NO_FIRSTS:
            return lemma
    return part if part.endswith(_ADJECTIVE_FIRSTS) and len(part) > 4 and find_lemma(part, "de") == part else None
