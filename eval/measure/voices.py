"""Whose words a sentence gives, measured on texts whose every sentence a reader has labelled."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.errors import CaseError
from eval.measure.intervals import wilson
from ingest.readers.choose import choose_reader
from ingest.readers.protocol import ReadingHints
from ingest.records import UNNAMED, Document, Manifest, Snapshot, Source
from ingest.structure.document import build_document
from ingest.text.language import detect_language
from ingest.text.names import name_key
from ingest.voices.hearing import Listener

VOICES = Path(__file__).parent.parent / "voices"
"""One folder a split, in it one a text: text.txt and labels.jsonl."""
LANGUAGES = ("de", "en", "ru")
_WHOSE = frozenset({"own", "quoted", "paraphrased", "reported", "summed_up"})
_SMALL = frozenset(
    "der die das den dem des ein eine einer eines einem einen the a an of for to at in by von vom im am"
    " and und its their his"
    " her ihr ihre sein seine mr mrs ms dr herr frau".split()
)
_STEM = 5
"""Letters by which two forms of one word are told to be the same: names are declined."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of one sentence."""

    sentence: str
    whose: str
    speaker: str | None
    accept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence beside what the product makes of it."""

    text: str
    """The name of its text."""
    label: Label
    speaker: str
    attribution: str
    about: str | None

    @property
    def is_own(self) -> bool:
        """Whether the reader gives it to the author."""
        return self.label.whose == "own"

    @property
    def shown_as_own(self) -> bool:
        """Whether the product gives it to the author."""
        return self.attribution == "own"

    @property
    def has_right_speaker(self) -> bool:
        """Whether the speaker is the reader's, by name or as loosely as names and descriptions vary."""
        if self.is_own or self.shown_as_own:
            return self.is_own == self.shown_as_own
        if self.label.whose == "summed_up":
            return self.attribution == "summed_up" and _is_one_of(self.about, self.label)
        if self.label.speaker is None:
            return self.speaker == UNNAMED
        return _is_one_of(self.speaker, self.label)

    @property
    def is_safe(self) -> bool:
        """The same, and an unnamed speaker where the text names one: less than is known, but nothing false."""
        unnamed = not self.is_own and not self.shown_as_own and self.speaker == UNNAMED
        return self.has_right_speaker or unnamed

    @property
    def has_right_kind(self) -> bool:
        """Whether it is quoted, paraphrased, reported or summed up as the reader says."""
        return self.attribution == self.label.whose


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of a number of sentences."""

    name: str
    count: int
    number: int

    def render(self) -> str:
        """The rate with its interval: "own as own 120/124 .97 (.92-.99)"."""
        if not self.number:
            return f"{self.name} -"
        rate = self.count / self.number
        low, high = wilson(rate, self.number)
        return f"{self.name} {self.count}/{self.number} {rate:.3f} ({low:.3f}-{high:.3f})"


_FIGURES: tuple[tuple[str, Callable[[Judged], bool], Callable[[Judged], bool]], ...] = (
    ("others shown as own", lambda one: not one.is_own, lambda one: one.shown_as_own),
    ("own as own", lambda one: one.is_own, lambda one: one.shown_as_own),
    ("right", lambda one: True, lambda one: one.has_right_speaker),
    ("right or unnamed", lambda one: True, lambda one: one.is_safe),
    ("kind right", lambda one: True, lambda one: one.has_right_kind),
)


def count_figures(judged: Sequence[Judged]) -> tuple[Figure, ...]:
    """Others' words shown as the author's, the author's recognised, speakers and kinds right."""
    return tuple(
        Figure(name, sum(hit(one) for one in judged if among(one)), sum(map(among, judged)))
        for name, among, hit in _FIGURES
    )


def judge_split(split: str, folder: Path = VOICES, *, listener: Listener | None = None) -> tuple[Judged, ...]:
    """Every labelled sentence of a split beside what the product makes of it; CaseError where there is none."""
    texts = sorted(path.parent for path in (folder / split).glob("*/labels.jsonl"))
    if not texts:
        raise CaseError(
            "there are no labelled texts", where=folder / split, remedy="one folder a text: text.txt and labels.jsonl"
        )
    return tuple(one for text in texts for one in judge_text(text, listener))


def judge_text(folder: Path, listener: Listener | None = None) -> tuple[Judged, ...]:
    """The labelled sentences of one text, read as a dossier of one source."""
    document, _, _ = read_labelled_text(folder, listener)
    sentences = sorted((s for p in document.passages for s in p.sentences), key=lambda sentence: sentence.start)
    judged = []
    for label, start, end in place_labels(folder, document.text):
        sentence = max(sentences, key=lambda one: min(one.end, end) - max(one.start, start))
        judged.append(Judged(folder.name, label, sentence.speaker, sentence.attribution, sentence.about))
    return tuple(judged)


def read_labelled_text(folder: Path, listener: Listener | None = None) -> tuple[Document, Source, Manifest]:
    """The text of a folder as a dossier of one source."""
    content = (folder / "text.txt").read_bytes()
    text = content.decode("utf-8")
    title = text.split("\n", 1)[0].strip()
    source = Source(
        folder.name, "analysis", title, path="text.txt", language=detect_language(text, LANGUAGES, fallback="de")
    )
    manifest = Manifest(title, LANGUAGES, (source,), folder)
    reading = choose_reader("text/plain")(content, ReadingHints(title))
    snapshot = Snapshot(folder.name, "", "text.txt", "", "text/plain", len(content))
    return build_document(reading, source, snapshot, manifest, listener), source, manifest


def place_labels(folder: Path, text: str) -> Iterator[tuple[Label, int, int]]:
    """The labels of a folder with where their sentences begin and end; CaseError for one that is not in its text."""
    position = 0
    path = folder / "labels.jsonl"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = json.loads(line)
        label = Label(row["sentence"], row["whose"], row["speaker"], tuple(row["accept"]))
        start = text.find(label.sentence, position)
        if label.whose not in _WHOSE or start < 0:
            raise CaseError(
                f"line {number} does not fit its text ({label.whose}: {label.sentence[:60]!r})",
                where=path,
                remedy="each sentence letter for letter as in text.txt, in order",
            )
        position = start + len(label.sentence)
        yield label, start, position


def _is_one_of(speaker: str | None, label: Label) -> bool:
    """Whether two names or descriptions mean the same: all words of one are among the other's, declined or not."""
    return speaker is not None and any(_means(speaker, other) for other in (label.speaker, *label.accept) if other)


def _means(one: str, other: str) -> bool:
    first, second = _stems(one), _stems(other)
    return bool(first and second) and (first <= second or second <= first)


def _stems(name: str) -> frozenset[str]:
    words = re.findall(r"[\w-]+", name)
    kept = [word for word in words if word.lower() not in _SMALL] or words
    return frozenset(_stem(word) for word in kept)


def _stem(word: str) -> str:
    is_cyrillic = "а" <= word[:1].lower() <= "я"
    return name_key(word.rstrip("аеёиоуыэюяйь") if is_cyrillic else word)[:_STEM]
