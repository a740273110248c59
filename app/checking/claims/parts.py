"""The parts that nouns have in a clause, once their case is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.checking.claims.aligning import Clause
from app.checking.claims.words import Word, word_set

Role = Literal["agent", "patient", "recipient", "source", "other"]


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something in a clause, and its part in what happens."""

    word: Word
    role: Role
    is_subject: bool = False


def has_pronoun(clause: Clause) -> bool:
    """Whether a pronoun may be the subject of a clause: then nobody is named."""
    return any(word.low in word_set("roles", "nominative", clause.language) for word in clause.words)


def by_preposition(preposition: str, language: str, *, passive: bool) -> str:
    """The part of a noun behind a preposition: agent, recipient, source, patient or other."""
    if passive and preposition in word_set("roles", "agent_after", language):
        return "agent"
    if preposition in word_set("roles", "to", language):
        return "recipient"
    if preposition in word_set("roles", "from", language):
        return "source"
    return "patient" if preposition in word_set("roles", "against", language) else "other"


def settle(found: list[tuple[Word, str]], *, passive: bool, before: Word | None, pronoun: bool) -> list[Participant]:
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


def find_antecedent(clause: Clause, before: Clause | None) -> Word | None:
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
