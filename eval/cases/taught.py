"""Questions written for encoder and reranker to learn from, each with its passage, some with the sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CaseError
from eval.measure.voice_lines import VoiceLine

_FOLDER = Path(__file__).parents[1] / "finding"
QUESTIONS = (_FOLDER / "taught.tsv", _FOLDER / "taught-2.tsv")
HELD = _FOLDER / "held.tsv"
"""Those of one more writer to texts of their own: the encoder is never fitted on them, abstention is."""
UNANSWERED = _FOLDER / "unanswered.tsv"
"""Questions that none of the held texts answers, and some, by the same writer, that one does."""
SENTENCES = _FOLDER / "sentences.tsv"
"""For the reranker: which sentences of the passage answer, and twins of such questions that nothing answers."""
_COLUMNS = ("text", "passage", "language", "question")
_UNANSWERED_COLUMNS = ("text", "passage", "language", "kind", "question")
_SENTENCE_COLUMNS = ("text", "passage", "kind", "sentences", "question")
_ANSWERED = "answered"
_NUMBERS = re.compile(r"([1-9]\d*(,[1-9]\d*)*)?")
_WITH_KIND = frozenset({"near", "wrong", "field", "world", _ANSWERED})


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A passage of a labelled text."""

    text: str
    """The name of its file and its own: "a/01.de"."""
    passage: int


@dataclass(frozen=True, slots=True)
class TaughtPassage:
    """A passage's sentences, and the heading above it; empty where none is."""

    sentences: tuple[str, ...]
    heading: str

    @property
    def words(self) -> str:
        """The whole passage."""
        return " ".join(self.sentences)


@dataclass(frozen=True, slots=True)
class TaughtQuestion:
    """A question and its place."""

    place: Place
    language: str
    text: str


def read_questions(path: Path) -> tuple[TaughtQuestion, ...]:
    """The questions of a file, a line each; CaseError for a file that cannot be read, and a line of another form."""
    rows = _read_rows(path, _COLUMNS, lambda row: row[1].isdecimal())
    return tuple(TaughtQuestion(Place(text, int(passage)), language, words) for text, passage, language, words in rows)


@dataclass(frozen=True, slots=True)
class HeldQuestion:
    """A question asked where the held texts are."""

    text: str
    group: str
    """The text that it was written to."""
    answerable: bool


def read_held(path: Path = UNANSWERED) -> tuple[HeldQuestion, ...]:
    """The questions that the held texts answer, and those of `path`; CaseError as `read_questions`."""
    rows = _read_rows(path, _UNANSWERED_COLUMNS, lambda row: row[3] in _WITH_KIND)
    return (
        *(HeldQuestion(one.text, one.place.text, answerable=True) for one in read_questions(HELD)),
        *(HeldQuestion(question, text, answerable=kind == _ANSWERED) for text, _, _, kind, question in rows),
    )


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question, the passage that it is about, and the sentences of that one which answer."""

    text: str
    place: Place
    answers: bool
    """Whether the passage does."""
    sentences: tuple[int, ...]
    """Places from 0; empty where none answers."""


def read_sentences(path: Path = SENTENCES) -> tuple[ReadQuestion, ...]:
    """The questions of which it is known what answers; CaseError as `read_questions`."""
    rows = _read_rows(
        path,
        _SENTENCE_COLUMNS,
        lambda row: row[1].isdecimal() and row[2] in _WITH_KIND and _NUMBERS.fullmatch(row[3]) is not None,
    )
    return tuple(
        ReadQuestion(
            question,
            Place(text, int(passage)),
            kind == _ANSWERED,
            tuple(int(one) - 1 for one in said.split(",") if one),
        )
        for text, passage, kind, said, question in rows
    )


def read_held_passages() -> tuple[ReadQuestion, ...]:
    """The held questions about one passage: those it answers, and those that it only seems to."""
    rows = _read_rows(UNANSWERED, _UNANSWERED_COLUMNS, lambda row: row[3] in _WITH_KIND)
    return (
        *(ReadQuestion(one.text, one.place, True, ()) for one in read_questions(HELD)),
        *(
            ReadQuestion(question, Place(text, int(passage)), kind == _ANSWERED, ())
            for text, passage, _, kind, question in rows
            if passage.isdecimal()
        ),
    )


def _read_rows(path: Path, columns: Sequence[str], fits: Callable[[Sequence[str]], bool]) -> list[list[str]]:
    """The lines of a file as their columns."""
    try:
        rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CaseError(
            f"the questions cannot be read ({reason})", where=path, remedy="name a file of questions"
        ) from None
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns) or not fits(row):
            raise CaseError(f"line {number} has another form: {row}", where=path, remedy=", ".join(columns))
    return rows


def gather_passages(texts: Mapping[str, tuple[VoiceLine, ...]]) -> dict[Place, TaughtPassage]:
    """The passages of texts by their places.

    Args:
        texts: Labelled texts by file and name ("a/01.de").

    """
    found: dict[Place, list[str]] = {}
    headings: dict[Place, str] = {}
    for name, lines in texts.items():
        heading = ""
        for line in lines:
            if line.whose is None:
                heading = line.text
            else:
                place = Place(name, line.passage)
                found.setdefault(place, []).append(line.text)
                headings.setdefault(place, heading)
    return {place: TaughtPassage(tuple(sentences), headings[place]) for place, sentences in found.items()}
