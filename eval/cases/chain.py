"""Pairs of a note's sentence and the place in the work that it rests on (`eval/doervemoor/README.md`)."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import CaseError


class OtherPlace(BaseModel):
    """Where something stands that another work is cited for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    work: str
    quotes: tuple[str, ...]
    page: str | None = None


class ChainPair(BaseModel):
    """A sentence of the analysis, the work that its note cites, and the right place there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    note: int
    sentence: str
    """Letter for letter, without the note's marker."""
    work: str
    quotes: tuple[str, ...] = ()
    """Pieces of the right place, any of which marks it; empty where the work says nothing of it."""
    page: str | None = None
    planted: str = ""
    """Which error of the analysis was planted here."""
    elsewhere: tuple[OtherPlace, ...] = ()
    """What does say it, where another work is cited."""


def read_chain(path: Path) -> tuple[ChainPair, ...]:
    """The pairs of a file; CaseError for a file that is missing or a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseError(f"the pairs cannot be read ({error.strerror})", where=path) from error
    pairs = []
    for number, line in enumerate(lines, start=1):
        try:
            pairs.append(ChainPair.model_validate_json(line))
        except ValidationError as error:
            raise CaseError(f"no pair: {error.errors()[0]['msg']}", where=f"{path}, line {number}") from error
    return tuple(pairs)
