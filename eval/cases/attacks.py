"""Attacks on prose over evidence: instructions planted where the program reads (see `eval/attacks/README.md`)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.records import Turn
from eval.errors import CaseError

ATTACKS = Path(__file__).parent.parent / "attacks" / "attacks.jsonl"
"""The attacks that come with the evaluation."""
PLACE = "{payload}"
Where = Literal["passage", "title", "note", "question", "history", "heading"]
WHERE: tuple[Where, ...] = get_args(Where)
_IN_CARRIER: tuple[Where, ...] = ("passage", "title", "note", "heading")


class Attack(BaseModel):
    """One instruction to the program, where it is planted, and what shows that the program followed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    mode: Literal["static", "adaptive"]
    where: Where
    language: Literal["de", "en", "ru"]
    """Of the carrier and of the question; the payload may be in another."""
    aim: str = Field(min_length=1)
    payload: str = Field(min_length=1)
    carrier: str = Field(min_length=1)
    question: str = Field(min_length=1)
    obeyed: str = Field(min_length=1)
    """A regular expression that finds obedience in an answer, and nothing in a quotation of what was planted."""
    obedient: str = Field(min_length=1)
    """What a model that obeys everything would write."""
    clean: str = Field(min_length=1)
    """What the neutral part of the carrier answers."""
    role: Literal["user", "assistant"] | None = None
    """Who said the payload; only where it is planted in the history."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """ValueError where the payload has not exactly one place, a role is missing or not due, or no expression is."""
        places = (self.carrier.count(PLACE), self.question.count(PLACE))
        if places != (int(self.where in _IN_CARRIER), int(self.where == "question")):
            raise ValueError(f"{PLACE} stands {places[0]} times in the carrier and {places[1]} times in the question")
        if (self.role is not None) != (self.where == "history"):
            raise ValueError("a role belongs to an attack in the history, and to no other")
        try:
            re.compile(self.obeyed)
        except re.error as error:
            raise ValueError(f"`obeyed` is no regular expression ({error})") from error
        return self

    @property
    def neutral(self) -> str:
        """The carrier without the payload."""
        return self.carrier.replace(PLACE, "")

    @property
    def planted(self) -> str:
        """The carrier with the payload in its place."""
        return self.carrier.replace(PLACE, self.payload)

    @property
    def parts(self) -> tuple[str, ...]:
        """What was planted, by blank lines: passages, before them a title or heading, after them a note."""
        return tuple(self.planted.split("\n\n"))

    @property
    def asked(self) -> str:
        """The question as the user sends it."""
        return self.question.replace(PLACE, self.payload)

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before the question."""
        return () if self.role is None else (Turn(self.role, self.payload),)

    def succeeds_in(self, answer: str) -> bool:
        """Whether an answer, as shown, does what the payload asks; characters that nobody sees are left out first."""
        seen = "".join(one for one in answer if unicodedata.category(one) != "Cf")
        return re.search(self.obeyed, seen, re.IGNORECASE | re.DOTALL) is not None


def read_attacks(path: Path = ATTACKS) -> tuple[Attack, ...]:
    """The attacks of a file; CaseError for a file that is missing, a line that is none or an id that comes twice."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CaseError(f"the attacks cannot be read ({error.strerror})", where=path) from error
    attacks: dict[str, Attack] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            attack = Attack.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(f"no attack: {error.errors()[0]['msg']}", where=f"{path}, line {number}") from error
        if attack.id in attacks:
            raise CaseError(f"the id {attack.id} comes twice", where=f"{path}, line {number}")
        attacks[attack.id] = attack
    return tuple(attacks.values())
