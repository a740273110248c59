"""Cases of claims: sentences over evidence, with what is wrong with them (see `eval/claims/README.md`)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from app.checking.claims.records import Family, Ground, Statement
from eval.cases.pairs import read_pairs
from eval.errors import CaseError

CLAIMS = Path(__file__).parent.parent / "claims"
"""Where the cases are."""
_FOLDERS = {"open": "pairs", "sealed": "pairs", "taught": "taught"}
"""Splits in the compact form, and their folders in there. `taught`: for a model to learn from."""
FILES = ("figures.jsonl", "meaning.jsonl", "fresh-a.jsonl", "fresh-b.jsonl")


class GroundLine(BaseModel):
    """One passage that a sentence cites; see `app.checking.claims.records.Ground`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1)
    language: Literal["de", "en", "ru"]
    speaker: str
    attribution: Literal["own", "quoted", "paraphrased", "reported", "summed_up"]
    author: str | None = None
    about: str | None = None
    context: str = ""


class ClaimCase(BaseModel):
    """One sentence over its evidence: right, or with exactly one error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(min_length=1)
    split: Literal["dev", "test", "fresh", "open", "sealed", "taught"]
    family: Family | None
    """Which check has to object; None: the sentence is right."""
    near: Family | None = None
    """Of a right sentence: the family whose check it tempts; None: of none in particular."""
    correct: bool
    sentence: str = Field(min_length=1)
    language: Literal["de", "en"]
    evidence: tuple[GroundLine, ...] = Field(min_length=1)
    note: str = ""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """ValueError where the sentence is right and has an error, or is wrong and has none or tempts a check."""
        if self.correct != (self.family is None) or (self.near is not None and not self.correct):
            raise ValueError("a wrong sentence has a family and is near none; a right one has no family")
        return self

    @property
    def statement(self) -> Statement:
        """The sentence, as a check takes it."""
        return Statement(self.sentence, self.language)

    @property
    def issued(self) -> dict[int, Ground]:
        """The evidence by number, from 1; the sentence cites all of it."""
        return {number: Ground(**one.model_dump()) for number, one in enumerate(self.evidence, start=1)}

    @property
    def pair(self) -> str:
        """Languages, evidence to sentence: "ru-de"."""
        return f"{self.evidence[0].language}-{self.language}"


def read_claims(split: str, family: str | None = None) -> tuple[ClaimCase, ...]:
    """The cases of a split; with a family, its wrong sentences and the right ones near it.

    CaseError for a file that is missing, a line that is no case or an id that comes twice.
    """
    cases: dict[str, ClaimCase] = {}
    read = [_read_pairs(_FOLDERS[split])] if split in _FOLDERS else [_read(CLAIMS / name) for name in FILES]
    for where, case in chain.from_iterable(read):
        if case.id in cases:
            raise CaseError(f"the id {case.id} comes twice", where=where)
        cases[case.id] = case
    chosen = [one for one in cases.values() if one.split == split]
    return tuple(one for one in chosen if family in (None, one.near if one.correct else one.family))


def _read_pairs(name: str) -> Iterator[tuple[str, ClaimCase]]:
    for where, fields in read_pairs(CLAIMS / name, ("taught", "taught") if name == "taught" else ("open", "sealed")):
        try:
            yield where, ClaimCase.model_validate(fields)
        except ValidationError as error:
            raise CaseError(f"no case: {error.errors()[0]['msg']}", where=where) from error


def _read(path: Path) -> Iterator[tuple[str, ClaimCase]]:
    """The cases of a file, each with its place."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseError(f"the cases cannot be read ({error.strerror})", where=path) from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}, line {number}"
        try:
            yield where, ClaimCase.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(f"no case: {error.errors()[0]['msg']}", where=where) from error
