"""Cases of conversation: what people say to a chat, and what answer is right (see `eval/conversation/README.md`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.records import Kind, Status, Turn
from eval.errors import CaseError
from ingest.flow import BUNDLED_DOSSIER

CONVERSATION = Path(__file__).parent.parent / "conversation"
"""One file of cases a dossier, named like the dossier's folder."""
_EVAL = Path(__file__).parent.parent
DOSSIERS = {
    "bundled": BUNDLED_DOSSIER,
    "tidemill": _EVAL / "tidemill",
    "lauterfelde": _EVAL / "lauterfelde",
    "doervemoor": _EVAL / "doervemoor",
    "kornhalle": _EVAL / "kornhalle",
}
CaseType = Literal[
    "small_talk", "about", "place", "overview", "list", "comparison", "follow_up", "wrong_premise", "right_premise"
]
CASE_TYPES: tuple[CaseType, ...] = get_args(CaseType)
_Any = tuple[Annotated[str, Field(min_length=1)], ...]


class TurnLine(BaseModel):
    """One earlier message."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["user", "assistant"]
    text: str


class TalkCase(BaseModel):
    """One message with what a right answer to it has and has not."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    id: str
    group: str
    type: CaseType
    split: Literal["dev", "open", "sealed", "test"]
    language: str
    q: str
    history: tuple[TurnLine, ...] = ()
    status: tuple[Status, ...]
    """Any of these is right."""
    kind: tuple[Kind, ...]
    quotes: tuple[_Any, ...] = ()
    """Pieces that an answer needs; of each one of its alternatives stands within a quote."""
    first: _Any = ()
    """One of these stands within the first quote."""
    says: tuple[_Any, ...] = ()
    """Like `quotes`, in the answer's whole text."""
    forbidden: tuple[str, ...] = ()
    sources: tuple[str, ...] = Field(default=(), alias="from")
    """Ids of the sources that every quote comes from; empty: any."""
    section: str | None = None
    """A part of a heading that every quote stands under."""
    premise: Literal["contradicted", "never_said"] | None = None
    comment: str = ""

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before it."""
        return tuple(Turn(one.role, one.text) for one in self.history)


def read_conversation(split: str, names: Sequence[str] = tuple(DOSSIERS)) -> dict[str, tuple[TalkCase, ...]]:
    """The cases of a split by dossier that has some; CaseError for a file that is missing or a line that is none."""
    found = {name: tuple(_read(CONVERSATION / f"{name}.jsonl", split)) for name in names}
    return {name: cases for name, cases in found.items() if cases}


def _read(path: Path, split: str) -> Iterator[TalkCase]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CaseError(f"the cases cannot be read ({error.strerror})", where=path) from error
    for number, line in enumerate(lines, start=1):
        try:
            case = TalkCase.model_validate_json(line)
        except ValidationError as error:
            raise CaseError(f"no case: {error.errors()[0]['msg']}", where=f"{path}, line {number}") from error
        if case.split == split:
            yield case
