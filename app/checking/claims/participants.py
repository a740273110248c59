"""Who does something in a clause, and to whom: by word order, articles, endings and the passive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.checking.claims.aligning import Clause
from app.checking.claims.words import Word, read_table, word_set
from ingest.text.dictionary import find_lemma

Role = Literal["agent", "patient", "recipient", "source", "other"]

_PARTICIPLE_DE = re.compile(r"\w*ge\w+(?:t|en)$|^(?:be|ver|er|ent|zer|über|unter|miss|hinter)\w+(?:t|en)$|\w+iert$")
_SHORT_PASSIVE_RU = re.compile(r"(?:[аяе]н|[её]н|[яаеиыу]т)(?:а|о|ы)?$")
_INFINITIVE_RU = re.compile(r"(?:ть|ти|чь)(?:ся|сь)?$")
_VERB_RU = re.compile(r"(?:л|ла|ло|ли|ет|ёт|ит|ют|ут|ат|ят|ешь|ишь|ем|им)(?:ся|сь)?$")
_ADJECTIVE_RU = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ым|им|ых|их|ыми|ими|ую|юю)$")
_PRESENT_PLURAL_RU = re.compile(r"(?:ют|ут|ат|ят|ли)(?:ся|сь)?$")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something in a clause, and its part in what happens."""

    word: Word
    role: Role
    is_subject: bool = False


def find_frames(clauses: Sequence[Clause]) -> tuple[tuple[Participant, ...], ...]:
    """For each clause of a sentence, the participants that have a part in what happens.

    A clause without a subject of its own has that of the clause it hangs on: whom its relative pronoun means, or
    the one of the last main clause. Where a pronoun is its subject, nobody is.
    """
    frames: list[tuple[Participant, ...]] = []
    main: tuple[Word, ...] = ()
    for row, clause in enumerate(clauses):
        first = clause.words[0].low
        before = clauses[row - 1] if row else None
        goes_on = bool(main) and clause.language == "de" and _opens_with_verb(clause)
        found = _read(clause, before, goes_on=goes_on)
        subject = tuple(one.word for one in found if one.is_subject)
        hangs = first in word_set("roles", "relatives", clause.language) or first in word_set(
            "particles", "cuts", clause.language
        )
        if not subject and main and not hangs and not _has_pronoun(clause):
            role: Role = "patient" if is_passive(clause) else "agent"
            found = (*(Participant(word, role, is_subject=True) for word in main), *found)
        elif subject and not hangs:
            main = subject
        frames.append(found)
    return tuple(frames)


def _opens_with_verb(clause: Clause) -> bool:
    """Whether a German clause goes on with its verb: its subject stands before it ("..., lobte den Lehrer")."""
    words = [word for word in clause.words if word.low not in ("und", "oder", "sowie", "aber", "doch")]
    if not words or not words[0].text[0].islower():
        return False
    low = words[0].low
    small = low in word_set("particles", "stop", "de") and low not in word_set("roles", "copulas", "de")
    return not small and any(one.endswith("n") and one != low for one in words[0].lemmas)


def _has_pronoun(clause: Clause) -> bool:
    return any(word.low in word_set("roles", "nominative", clause.language) for word in clause.words)


def find_participants(clause: Clause, before: Clause | None = None) -> tuple[Participant, ...]:
    """The participants of a clause by itself; see `find_frames`."""
    return _read(clause, before)


def _read(clause: Clause, before: Clause | None, *, goes_on: bool = False) -> tuple[Participant, ...]:
    if _is_copula(clause):
        return ()
    times = word_set("roles", "times", clause.language) | word_set("direction", "numerals", clause.language)
    if clause.language == "de":
        found = _read_german(clause, before, goes_on=goes_on)
    else:
        found = (_read_russian if clause.language == "ru" else _read_english)(clause, before)
    return tuple(one for one in found if one.role != "other" and not one.word.is_number and not one.word.lemmas & times)


def _is_copula(clause: Clause) -> bool:
    """Whether a clause says what something is: nobody does anything in it."""
    lows = [word.low for word in clause.words]
    if clause.language == "de":
        named = any("heißen" in word.lemmas or "bleiben" in word.lemmas for word in clause.words)
        being = {"ist", "sind", "war", "waren", "sei", "seien", "wäre", "wären"} & set(lows)
        return named or (bool(being) and "worden" not in lows and "zu" not in lows)
    if clause.language == "ru":
        return any(one in ("являться", "явиться", "являть") for word in clause.words for one in word.lemmas)
    if clause.language == "en":
        being = {"is", "are", "was", "were", "be", "been"} & set(lows)
        return bool(being) and not is_passive(clause) and not any(low.endswith("ing") for low in lows)
    return False


def is_passive(clause: Clause) -> bool:
    """Whether what happens is told from the side of whom it happens to."""
    lows = [word.low for word in clause.words]
    if clause.language == "de":
        if {"wurde", "wurden", "worden"} & set(lows):
            return True
        if "sich" in lows and any(
            "lassen" in word.lemmas and "niederlassen" not in word.lemmas for word in clause.words
        ):
            return True  # "ließ sich vertreten"
        has = bool({"wird", "werden"} & set(lows))
        return has and any(_PARTICIPLE_DE.match(low) for low in lows)
    if clause.language == "ru":
        return any(
            _SHORT_PASSIVE_RU.search(word.low)
            and len(word.low) > 4
            and any(_INFINITIVE_RU.search(one) for one in word.lemmas)
            for word in clause.words
        ) or any(word.low.endswith(("ся", "сь")) for word in clause.words)
    being = word_set("roles", "passive", "en")
    first = next((at for at, low in enumerate(lows) if low not in ("and", "or")), 0)
    if "by" in lows[first : first + 3] and _is_participle_english(clause.words[first]):
        return True
    for at, low in enumerate(lows):
        if low in being and any(_is_participle_english(word) for word in clause.words[at + 1 : at + 4]):
            return True
    return False


def _is_participle_english(word: Word) -> bool:
    low = word.low
    if low.endswith("ly"):
        return False
    return low.endswith("ed") or (
        not low.endswith(("s", "ing"))
        and word.text[0].islower()
        and any(one != low and not one.startswith(low) for one in word.lemmas)
        and len(word.lemmas) > 1
    )


def _preposition(clause: Clause, at: int, words: Sequence[Word], stops: frozenset[str]) -> tuple[str, str]:
    """The preposition and the article that belong to the noun at `at`; "" where there is none."""
    article = ""
    known = {
        kind: word_set("roles", kind, clause.language) for kind in ("agent_after", "to", "from", "of", "prepositions")
    }
    for back in range(at - 1, max(-1, at - 6), -1):
        low = words[back].low
        kind = next((kind for kind, ones in known.items() if low in ones), None)
        if kind:
            return low, article or low
        if low in stops:
            if article:
                return "", article
            article = low
        elif words[back].text[0].isupper() and back and clause.language == "de" and words[back].is_content:
            if article or back < at - 1:
                return "", article
        elif words[back].text not in '„“”«»"' and (not words[back].text[0].isalnum() or article):
            return "", article
    return "", article


def _read_german(clause: Clause, before: Clause | None, *, goes_on: bool) -> list[Participant]:
    words, passive = clause.words, is_passive(clause)
    stops = word_set("roles", "determiners", "de")
    found: list[tuple[Word, str]] = []
    for at, word in enumerate(words):
        if not word.is_content or not word.text[0].isupper() or (at == 0 and not _is_noun_de(word)):
            continue
        preposition, article = _preposition(clause, at, words, stops)
        joined = at - 2 if at > 1 and words[at - 1].low in ("von", "zu") and words[at - 2].text[0].isupper() else at - 1
        beside = joined == at - 1 or _is_name(word)
        if found and at and found[-1][0] is words[joined] and beside:
            found.append((word, found[-1][1]))  # "des Kaufmanns Peter von Dülken"
        elif preposition:
            found.append((word, _by_preposition(preposition, "de", passive=passive)))
        elif article in word_set("roles", "genitive", "de"):
            found.append((word, "other"))
        elif article in word_set("roles", "dative", "de"):
            found.append((word, "dative"))
        elif article in word_set("roles", "accusative", "de"):
            found.append((word, "accusative"))
        elif article in ("der", "einer", "dieser", "seiner", "ihrer") and _is_feminine(word):
            after_noun = at > 1 and words[at - 2].text[0].isupper()
            found.append((word, "other" if after_noun else "dative"))
        elif article in ("der", "er", "dieser", "jener"):
            after_noun = at > 1 and words[at - 2].text[0].isupper() and words[at - 2].is_content
            found.append((word, "other" if after_noun else "nominative"))
        else:
            found.append((word, "any"))
    return _settle(found, passive=passive, before=_antecedent(clause, before), pronoun=goes_on or _has_pronoun(clause))


def _is_feminine(word: Word) -> bool:
    """Whether a German noun is feminine, by its ending or a list."""
    if any(word.low.endswith(one) for one in word_set("roles", "masculine", "de")):
        return False
    endings = word_set("roles", "feminine", "de")
    return word.low.endswith((*endings, "e")) or any(word.low.endswith(one) for one in word_set("roles", "women", "de"))


def _is_name(word: Word) -> bool:
    return find_lemma(word.text, "de") is None or not any(key[0] == "c" for key in word.keys)


def _is_noun_de(word: Word) -> bool:
    return not (
        word.lemmas
        and all(one.endswith("en") and one != word.low for one in word.lemmas - {word.low})
        and len(word.lemmas) > 1
    )


def _by_preposition(preposition: str, language: str, *, passive: bool) -> str:
    if passive and preposition in word_set("roles", "agent_after", language):
        return "agent"
    if preposition in word_set("roles", "to", language):
        return "recipient"
    if preposition in word_set("roles", "from", language):
        return "source"
    return "patient" if preposition in word_set("roles", "against", language) else "other"


def _settle(found: list[tuple[Word, str]], *, passive: bool, before: Word | None, pronoun: bool) -> list[Participant]:
    """Give each noun its part: the subject is first found by its case, else by its place."""
    at = next((row for row, (_, case) in enumerate(found) if case == "nominative"), None)
    if at is None and before is None and not pronoun:
        at = next((row for row, (_, case) in enumerate(found) if case == "any"), None)
    subject: list[Word] = []
    if at is not None:
        case = found[at][1]
        subject = [found[at][0]]
        for word, other in found[at + 1 :]:
            if other != case or word.row != subject[-1].row + 1:
                break
            subject.append(word)
    roles: dict[str, Role] = {
        "accusative": "patient",
        "any": "patient",
        "nominative": "patient",
        "dative": "recipient",
        "recipient": "recipient",
        "source": "source",
        "patient": "patient",
        "agent": "agent",
        "other": "other",
    }
    own: Role = "patient" if passive else "agent"
    result = [
        Participant(word, own, is_subject=True) if word in subject else Participant(word, roles[case])
        for word, case in found
    ]
    if before is not None and not subject:
        result.insert(0, Participant(before, own, is_subject=True))
    return result


def _antecedent(clause: Clause, before: Clause | None) -> Word | None:
    """Whom the relative pronoun at the head of a clause means, where it is its subject."""
    first = clause.words[0].low
    relatives = {"de": ("der", "die", "das"), "en": ("who", "which", "that"), "ru": ("который", "которая", "которые")}
    if before is None or first not in relatives.get(clause.language, ()) or not before.content:
        return None
    if clause.language == "de" and len(clause.words) > 1 and clause.words[1].text[0].isupper() and first != "der":
        return None
    if clause.language == "de":
        last = next((word for word in reversed(clause.words) if word.text[0].isalnum()), clause.words[-1])
        if last.text[0].isupper() or not any(one.endswith("n") and one != last.low for one in last.lemmas):
            return None
    nouns = [word for word in before.content if clause.language != "de" or word.text[0].isupper()]
    return nouns[-1] if nouns else None


def _read_english(clause: Clause, before: Clause | None) -> list[Participant]:
    words, passive = clause.words, is_passive(clause)
    verb = _verb_english(words)
    found: list[Participant] = []
    preposition, subject_done, objects = "", False, 0
    known = {kind: word_set("roles", kind, "en") for kind in ("agent_after", "to", "from", "of", "prepositions")}
    antecedent = _antecedent(clause, before)
    if antecedent is not None and len(words) > 1 and (words[1].low in word_set("roles", "copulas", "en") or verb == 1):
        found.append(Participant(antecedent, "patient" if passive else "agent", is_subject=True))
        subject_done = True
    for at, word in enumerate(words):
        if any(word.low in ones for ones in known.values()):
            preposition = word.low
            continue
        if at == verb:
            preposition = ""
            continue
        if not word.is_content or (word.text[0].islower() and _looks_verbal(words, at)):
            continue
        if preposition:
            role = _by_preposition(preposition, "en", passive=passive)
        elif at < verb:
            role = "other" if subject_done and antecedent is not None else ("patient" if passive else "agent")
        else:
            role = "patient"
            objects += 1
        is_subject = not preposition and at < verb and role in ("agent", "patient")
        found.append(Participant(word, role, is_subject=is_subject))  # type: ignore[arg-type]
        follower = words[at + 1] if at + 1 < len(words) else None
        if preposition and follower and follower.low in word_set("roles", "determiners", "en") and preposition != "of":
            preposition = ""
    return found


def _verb_english(words: Sequence[Word]) -> int:
    """The row within the clause of its first verb; its length where none is told."""
    copulas = word_set("roles", "copulas", "en")
    for at, word in enumerate(words):
        if word.low in copulas or (_looks_verbal(words, at) and not word.low.endswith("ing")):
            return at
    return len(words)


def _looks_verbal(words: Sequence[Word], at: int) -> bool:
    word = words[at]
    low = word.low
    if word.text[0].isupper() or not low[0].isalpha():
        return False
    if low.endswith(("ed", "ing")) and len(low) > 4:
        previous = words[at - 1].low if at else ""
        return previous not in word_set("roles", "determiners", "en")
    changed = any(one != low and one[0] == low[0] and not low.startswith(one) for one in word.lemmas)
    changed = changed or any(one != low and one in verbs() and not low.startswith(one) for one in word.lemmas)
    if changed and not low.endswith("s") and low not in ("men", "women", "children", "people", "feet", "mice", "geese"):
        return True
    if not at:
        return False
    previous, determiners = words[at - 1], word_set("roles", "determiners", "en")
    if low.endswith("s") and not low.endswith("ss"):
        after = words[at + 1].low if at + 1 < len(words) else ""
        if after in determiners and previous.is_content and not previous.low.endswith("s"):
            return True
        return previous.low not in determiners and bool(word.lemmas & verbs()) and low[:-1] in word.lemmas
    follower = words[at + 1] if at + 1 < len(words) else None
    before_noun = follower is not None and (follower.low in determiners or follower.text[0].isupper())
    return previous.is_content and low in verbs() and (previous.low.endswith("s") or before_noun)


@lru_cache(maxsize=1)
def verbs() -> frozenset[str]:
    """English words whose Russian is a verb."""
    lines = [line.split(" / ") for line in read_table("concepts")["words"].strip().splitlines()]
    named = (
        word for _, english, russian in lines if _INFINITIVE_RU.search(russian.split()[0]) for word in english.split()
    )
    converse = (word for axis in read_table("opposites")["converse"].values() for word in axis["en"].split())
    return frozenset((*named, *converse))


def _read_russian(clause: Clause, before: Clause | None) -> list[Participant]:
    words, passive = clause.words, is_passive(clause)
    prepositions = (
        word_set("roles", "prepositions", "ru") | word_set("roles", "to", "ru") | word_set("roles", "from", "ru")
    )
    plural = any(_PRESENT_PLURAL_RU.search(word.low) and _is_verb_ru(word) for word in words)
    gender = _gender_ru(words)
    found: list[tuple[Word, str]] = []
    for at, word in enumerate(words):
        if not word.is_content or word.is_number or _is_verb_ru(word) or _ADJECTIVE_RU.search(word.low):
            continue
        near = [one.low for one in words[max(0, at - 3) : at]]
        preposition = next((one for one in reversed(near) if one in prepositions), "")
        if preposition and all(
            _ADJECTIVE_RU.search(one) or one in prepositions
            for one in near[len(near) - near[::-1].index(preposition) - 1 :]
        ):
            found.append((word, _by_preposition(preposition, "ru", passive=False)))
            continue
        found.append((word, _case_ru(word, plural=plural, gender=gender, previous=words[at - 1] if at else None)))
    found = _with_attributes(found)
    settled: list[tuple[Word, str]] = []
    for word, case in found:
        settled.append((word, "agent" if case == "instrumental" and passive else case.replace("instrumental", "other")))
    return _settle(
        settled,
        passive=passive and any(case == "agent" for _, case in settled),
        before=_antecedent(clause, before),
        pronoun=_has_pronoun(clause),
    )


def _with_attributes(found: list[tuple[Word, str]]) -> list[tuple[Word, str]]:
    """Give each genitive the part of the noun before it: "команда Сургута"."""
    result: list[tuple[Word, str]] = []
    for word, case in found:
        result.append((word, (result[-1][1] if result else "other") if case == "attribute" else case))
    return result


def _is_verb_ru(word: Word) -> bool:
    return any(_INFINITIVE_RU.search(one) and one != word.low for one in word.lemmas) and bool(
        _VERB_RU.search(word.low) or _SHORT_PASSIVE_RU.search(word.low)
    )


def _gender_ru(words: Sequence[Word]) -> str:
    """The gender of the subject, as its verb in the past tells it; "" where none does."""
    for word in words:
        if _is_verb_ru(word):
            for ending, gender in (("ла", "f"), ("лась", "f"), ("ло", "n"), ("лось", "n"), ("л", "m"), ("лся", "m")):
                if word.low.endswith(ending):
                    return gender
    return ""


def _case_ru(word: Word, *, plural: bool, gender: str, previous: Word | None) -> str:
    low = word.low
    is_lemma = word.lemmas <= {low, low.replace("ё", "е")}
    after_noun = previous is not None and previous.is_content and not _is_verb_ru(previous)
    if is_lemma:
        own = (
            "f"
            if low.endswith(("а", "я"))
            else "n"
            if low.endswith(("о", "е", "ё"))
            else "?"
            if low.endswith("ь")
            else "m"
        )
        if plural:
            return "accusative" if own in "mn" else "any"
        if gender and own != "?":
            return "nominative" if own == gender else "accusative"
        return "nominative" if own == "f" else "any"
    if low.endswith(("ом", "ем", "ём", "ой", "ей", "ами", "ями", "ью")):
        return "instrumental"
    if low.endswith(("ы", "и")):
        if after_noun and not plural:
            return "attribute"
        return "nominative" if plural else "any"
    if low.endswith(("у", "ю")):
        feminine = any(one.endswith(("а", "я")) for one in word.lemmas)
        return "accusative" if feminine else "dative"
    if low.endswith(("а", "я", "ов", "ев", "ей")):
        return "attribute" if after_noun else "accusative"
    if low.endswith(("е", "ам", "ям")):
        return "dative"
    return "any"
