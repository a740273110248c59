"""Who does something in each clause of a sentence, and to whom."""

from __future__ import annotations

from collections.abc import Sequence

from app.checking.claims.aligning import Clause
from app.checking.claims.parts import Participant, Role, has_pronoun
from app.checking.claims.parts_english import read_english
from app.checking.claims.parts_german import read_german
from app.checking.claims.parts_russian import read_russian
from app.checking.claims.verbs import is_copula, is_passive
from app.checking.claims.words import Word, word_set
from ingest.voices.lexicon import find_sayings


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
        if row and _is_tag(clause):
            frames.append(())
            continue
        goes_on = bool(main) and clause.language == "de" and _opens_with_verb(clause)
        found = _read(clause, before, goes_on=goes_on)
        subject = tuple(one.word for one in found if one.is_subject)
        hangs = first in word_set("roles", "relatives", clause.language) or first in word_set(
            "particles", "cuts", clause.language
        )
        if not subject and main and not hangs and not has_pronoun(clause):
            role: Role = "patient" if is_passive(clause) else "agent"
            found = (*(Participant(word, role, is_subject=True) for word in main), *found)
        elif subject and not hangs:
            main = subject
        frames.append(found)
    return tuple(frames)


def _is_tag(clause: Clause) -> bool:
    """Whether a clause only tells who says the rest: ", said the expert"."""
    first = clause.words[0].low
    return any("clause" in one.kinds and not one.particle for one in find_sayings(first, clause.language))


def _opens_with_verb(clause: Clause) -> bool:
    """Whether a German clause goes on with its verb: its subject stands before it ("..., lobte den Lehrer")."""
    words = [word for word in clause.words if word.low not in ("und", "oder", "sowie", "aber", "doch")]
    if not words or not words[0].text[0].islower():
        return False
    low = words[0].low
    small = low in word_set("particles", "stop", "de") and low not in word_set("roles", "copulas", "de")
    return not small and any(one.endswith("n") and one != low for one in words[0].lemmas)


def _read(clause: Clause, before: Clause | None, *, goes_on: bool = False) -> tuple[Participant, ...]:
    if is_copula(clause):
        return ()
    times = word_set("roles", "times", clause.language) | word_set("direction", "numerals", clause.language)
    if clause.language == "de":
        found = read_german(clause, before, goes_on=goes_on)
    else:
        found = (read_russian if clause.language == "ru" else read_english)(clause, before)
    return tuple(one for one in found if one.role != "other" and not one.word.is_number and not one.word.lemmas & times)
