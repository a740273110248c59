"""The indirect mood of German ("sei", "habe", "verkürze"), told by the dictionary: form against infinitive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from ingest.text.dictionary import find_lemma

Mood = Literal["indirect", "unreal"]
"""indirect: a form that reports what somebody else says. unreal: one that may report, or say what would be."""

_INDIRECT = frozenset(
    "sei seien habe werde könne müsse solle wolle dürfe möge mögen wisse gebe gehe komme stehe liege lasse tue"
    " seiest habest".split()
)
_UNREAL = frozenset(
    "wäre wären hätte hätten würde würden könnte könnten müsste müssten dürfte dürften käme kämen gäbe gäben ginge"
    " ließe ließen fände fänden läge lägen stünde stünden bräuchte bräuchten wüsste wüssten täte täten bliebe"
    " möchte".split()
)
_NO_VERBS = frozenset(
    "bitte danke heute gerade lange gerne ohne beide solche welche jene diese keine eine meine deine seine ihre unsere"
    " viele wenige andere einige etliche mehrere sämtliche alle halbe ganze gute neue alte hohe große"
    " kleine erste zweite"
    " dritte letzte nächste eigene beinahe nahe lose leise müde feste reine böse irre trübe fremde nütze spitze zuliebe"
    " schade pleite zugute zustande imstande zugrunde zunutze zutage infrage anstelle mitte ende seite"
    " statte sowie wie die sie"
    " eure bange enge schnelle bloße volle freie offene rege träge gelte bereite gemeinsame weite breite spielte seite"
    " statte leere klare sichere besondere rare leichte letztere erstere".split()
) - {"gelte"}
_PREFIXES = tuple(
    "zurück herunter heraus hinaus herein hinein hervor wieder zusammen entgegen auseinander voraus"
    " vorbei weiter über unter"
    " nieder durch fest fort nach aus auf vor ein mit her hin los weg bei ab an zu um".split()
)
# Set expressions and comparisons in which these forms report nothing.
_SET = re.compile(
    r"(?<!\w)(?:es\s+sei\s+denn|sei\s+es\s+(?:nun|durch|in|im|aus|als|weil|dass|auf|mit|bei|aufgrund|wegen|um|zur|zum)|wie\s+dem\s+auch\s+sei|dem\s+sei|gott\s+sei|koste\s+es|komme,?\s+was|man\s+nehme"
    r"|es\s+sei\s+(?:hier\s+|nur\s+|daran\s+|darauf\s+)?(?:erwähnt|angemerkt|erinnert|gesagt|hingewiesen|vermerkt|betont)"
    r"|sei\s+(?:hier|nur|daran|darauf|noch)\s+(?:\w+\s+)?(?:erwähnt|angemerkt|erinnert|gesagt|hingewiesen|vermerkt|betont)"
    r"|als\s+(?:ob\s+(?:\w+\s+){0,6}?)?(?:sei|habe|werde|könne|müsse|wolle|gehe|wäre|hätte|würde|könnte)"
    r"|,\s+als\s+\w+e\s+(?=\w)"
    r"|wer\s+(?:auch\s+)?immer\s+(?:\w+\s+){0,3}?(?:sei|möge)|möge[n]?\s+(?:er|sie|es|man)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_FIRST_PERSON = frozenset(("ich", "Ich"))
# "Sollte das stimmen, wäre ...", "Träfe das zu": the author weighs what he has heard.
_WEIGHING = re.compile(
    r"(?:(?:sollte|falls|wenn|stimmt|stimmte|träfe|trifft|wäre)\s+(?:das|dies|es|diese\s+\w+)\s+(?:\w+\s+){0,2}?"
    r"(?:stimm\w*|zutr[eä]f\w*|zu|so|wahr|richtig|korrekt))",
    re.IGNORECASE,
)


def find_mood(words: Sequence[str], outside: str) -> Mood | None:
    """The strongest mood among the words of a German sentence outside its quotations."""
    text = _SET.sub(" ", outside) if _SET.search(outside) else outside
    words = _WORD.findall(text) if text is not outside else words
    if _opens_indirectly(words, outside):
        return "indirect"
    first_person = not _FIRST_PERSON.isdisjoint(words)
    found: Mood | None = None
    for word in words:
        mood = read_mood(word)
        if mood == "indirect" and not (first_person and word not in ("sei", "seien")):
            return "indirect"
        found = found or (mood if mood == "unreal" else None)
    return found


def _opens_indirectly(words: Sequence[str], outside: str) -> bool:
    """„Lehne das Amt ab, so fehle das Geld“: a condition that its verb opens, in the indirect mood."""
    if len(words) < 3 or not words[0][0].isupper() or "," not in outside or outside.rstrip().endswith("!"):
        return False
    return words[1] in _BEHIND_VERB and read_mood(words[0].lower()) == "indirect"


_BEHIND_VERB = frozenset("der die das ein eine er sie es man dieser diese dieses".split())


def weighs_report(outside: str) -> bool:
    """Whether the sentence asks what would follow if a report were true."""
    return bool(_WEIGHING.search(outside))


@lru_cache(maxsize=1 << 16)
def read_mood(word: str) -> Mood | None:
    """Which mood `word` has by its form; None where it has none, or where other forms look the same."""
    if word.lower() in _UNREAL and (word.islower() or word in ("Hätte", "Wäre", "Würde", "Könnte", "Müsste")):
        return "unreal" if word.islower() else None
    if not word.islower() or len(word) < 3:
        return None
    if word in _INDIRECT:
        return "indirect"
    if word in _NO_VERBS or not word.endswith(("e", "en")):
        return None
    if word.endswith("e") and _is_third_person(word):
        return "indirect"
    return "unreal" if _is_changed(word) else None


def _is_third_person(word: str) -> bool:
    """Whether it is an infinitive without its last letter, and that is the only verb it can be a form of."""
    lemma = find_lemma(word, "de")
    if lemma is None:
        bare = _without_prefix(word)
        return bare is not None and find_lemma(bare, "de") == bare + "n" and find_lemma(bare + "n", "de") == bare + "n"
    if lemma not in (word + "n", word[:-2] + word[-2:-1] + "eln", _elision(word)):
        return False
    # "warte" is of "warten"; "sagte" would be of "sagten" if that were an infinitive.
    return find_lemma(lemma, "de") == lemma and not _is_adjective(word)


def _elision(word: str) -> str:
    """The infinitive of "handle", "erneuere"."""
    if word.endswith("le"):
        return word[:-2] + "eln"
    return word[:-1] + "n"


def _is_adjective(word: str) -> bool:
    return find_lemma(word + "s", "de") not in (None, word + "n") and find_lemma(word + "r", "de") not in (
        None,
        word + "n",
    )


def _without_prefix(word: str) -> str | None:
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) > 3:
            return word[len(prefix) :]
    return None


def _is_changed(word: str) -> bool:
    """Whether it is a past form with its vowel changed ("träten"): the dictionary's infinitive has the plain one."""
    if not any(vowel in word for vowel in "äöü"):
        return False
    lemma = find_lemma(word, "de")
    if lemma is None or not lemma.endswith("n") or not lemma.islower() or lemma == word:
        return False
    stem = word.removesuffix("n").removesuffix("e")
    return not any(vowel in lemma for vowel in "äöü") and lemma[0] == word[0] and not stem.endswith("t" * 2)
