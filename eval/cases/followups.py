"""Conversations whose last message leans on the answer before (see `eval/followups/README.md`)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.records import Status
from eval.errors import CaseError

FOLLOWUPS = Path(__file__).parent.parent / "followups"
Sort = Literal[
    "shorter", "more", "language", "source", "nth", "circumstance", "doubt", "correction", "ellipsis", "after_thanks",
    "near_miss",
]  # fmt: skip
SORTS: tuple[Sort, ...] = get_args(Sort)
Relation = Literal["shorter", "more", "same", "source", "narrow", "doubt", "other", "new", "nothing"]
_Text = Annotated[str, Field(min_length=1)]


class FollowUp(BaseModel):
    """What a user types, message by message, and what a right answer to the last has and has not."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    dossier: Literal["bundled", "tidemill", "doervemoor", "lauterfelde"]
    sort: Sort
    split: Literal["dev", "test"]
    language: str
    messages: Annotated[tuple[_Text, ...], Field(min_length=2)]
    relation: Relation
    """How the answer stands to the one before."""
    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    """Any of these is right."""
    reply_language: str
    """Of the answer's own words; quotes stay in that of their text."""
    some: tuple[_Text, ...] = Field(default=(), alias="any")
    """One of these is shown."""
    every: tuple[_Text, ...] = Field(default=(), alias="all")
    """All of these are shown."""
    forbidden: tuple[_Text, ...] = ()
    comment: str = ""


def read_followups(split: str, path: Path = FOLLOWUPS / "followups.jsonl") -> tuple[FollowUp, ...]:
    """The cases of a split; CaseError for a file that is missing or a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseError(f"the cases cannot be read ({error.strerror})", where=path) from error
    cases = []
    for number, line in enumerate(lines, start=1):
        try:
            cases.append(FollowUp.model_validate_json(line))
        except ValidationError as error:
            raise CaseError(f"no case: {error.errors()[0]['msg']}", where=f"{path}, line {number}") from error
    return tuple(case for case in cases if case.split == split)
