"""Records of the evaluation: cases, where their gold is, what the product answered, scores and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, PositiveInt, StringConstraints, with_config

from app.records import Turn

Kind = Literal["answerable", "unanswerable", "false_premise", "injection"]
Split = Literal["dev", "test"]


def _check_pattern(value: object) -> object:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{value!r} is no pattern")
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"{value!r} is no regular expression ({error})") from error
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Quote = Annotated[str, Field(min_length=1)]
Pattern = Annotated[str, BeforeValidator(_check_pattern)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, slots=True)
class Case:
    """One question group: the same question in several languages, and what a right answer rests on.

    The types say what a line of a case file may hold; `eval.cases.files` reads and writes it.
    """

    id: Text
    kind: Kind
    category: Text
    split: Split
    questions: Annotated[Mapping[Language, Text], Field(min_length=1)]
    """The question by language code."""
    gold: tuple[Annotated[tuple[Quote, ...], Field(min_length=1)], ...] = ()
    """Needed pieces of evidence; of each piece, verbatim quotes any of which suffices. Empty: abstention is right."""
    sources: tuple[str, ...] = ()
    """Ids of the sources whose text may give the gold; empty: any source."""
    facts: tuple[Annotated[Mapping[Language, Pattern], Field(min_length=1)], ...] = ()
    """What a correct answer contains: of each fact, a regular expression for each language an answer may be in; any
    match, in capitals or not, shows the fact."""
    speaker: Text | None = None
    """Whose words or view the gold is; "author" for the analysis' own."""
    footnotes: tuple[PositiveInt, ...] = ()
    """Notes that prove the gold."""
    history: Mapping[str, tuple[Turn, ...]] = field(default_factory=dict)
    """Earlier turns by language, oldest first."""
    forbidden: tuple[Pattern, ...] = ()
    """Patterns that the product's own words may not match (injections)."""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a source's canonical text, in code points."""

    source: str
    start: int
    end: int

    def holds(self, other: Place) -> bool:
        """Whether the other place is inside this one."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end

    def shared(self, other: Place) -> int:
        """How many characters both places have in common."""
        if self.source != other.source:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Gold:
    """Where a case's gold stands in one generation's documents."""

    pieces: tuple[tuple[Place, ...], ...]
    """For each needed piece, every place where one of its quotes stands."""
    passages: frozenset[str]
    """Ids of the passages that hold one of those places."""
    around: tuple[Place, ...]
    """Where those passages stand."""
    units: tuple[frozenset[str], ...]
    """What a perfect ranking has to show: for each piece, the passages any of which suffices; pieces that one passage
    can show together are one unit."""
    languages: frozenset[str]
    """Source languages of those passages."""


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """One case in one language: what is asked, and what is measured."""

    id: str
    """Case id and language, such as "n12-en"."""
    case: Case
    language: str
    gold: Gold

    @property
    def text(self) -> str:
        """The question."""
        return self.case.questions[self.language]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What was said before, oldest first."""
        return self.case.history.get(self.language, ())

    @property
    def expects_answer(self) -> bool:
        """Whether there is something to be quoted; otherwise abstention is right."""
        return bool(self.case.gold)

    @property
    def source_language(self) -> str:
        """The language that the gold stands in, "mixed" where it stands in several, "none" where there is none."""
        languages = sorted(self.gold.languages)
        return languages[0] if len(languages) == 1 else "mixed" if languages else "none"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A retrieved passage as the evaluation keeps it."""

    passage: str
    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the product made of one question: all that the metrics need, a line of a run's `results.jsonl`."""

    id: str
    answer: Mapping[str, Any]
    """The machine-readable contract's object."""
    ranking: tuple[Ranked, ...]
    """The best passages of `search`, best first."""
    citation_problems: tuple[str, ...]
    """What the deterministic checks found, one line a broken citation."""
    citations_checked: int
    inconsistencies: tuple[str, ...]
    """What the reader would see that does not follow from citations and dossier (see `eval.measure.consistency`)."""
    milliseconds: float
    """Wall time of the whole answer."""


@dataclass(frozen=True, slots=True)
class Score:
    """The metrics of one question; a metric that does not apply is not there."""

    question: CaseQuestion
    outcome: Outcome
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float
    questions: int
    groups: int
    method: str
    """How the interval was found: wilson | bootstrap."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the report: a metric over some of the questions."""

    metric: str
    section: str
    """What it is over: "all", "en", "en-de" (question and source language), "category:number", "category:number:en"."""
    estimate: Estimate
