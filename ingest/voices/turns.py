"""Who speaks where people take turns: names before a colon, at the head of a paragraph or within it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ingest.reading import PassageKind
from ingest.records import Slice
from ingest.text.german import is_common_noun
from ingest.voices.phrases import DETERMINERS, is_person

QUESTIONER = "?"
"""In place of a label: whoever asks where no name stands before the questions."""
_LABEL = re.compile(
    r"\*{0,2}(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_a-zäöüа-я][\w.'’-]*){0,3})(?: \([^()]{1,40}\))?"
    r"\*{0,2}:\*{0,2}\s+(?=\S)"
)
_LABEL_IN_CAPITALS = re.compile(
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Senator|Representative|Chair\w*|Secretary|Ambassador|General)\.? )?"
    r"[^\W\d_a-zäöüßа-яё](?:[^\W\d_a-zäöüßа-яё]|[. ’'-]){2,40})(?: of (?:[A-Z][a-z]+ ?){1,2})?\.$"
)
"""A whole sentence: "MR SMITH. The bridge was closed.", "Mr. SMITH of New Jersey. I thank the chair."."""
_ENDS = re.compile(r"[.!?…:;][\"'“”‘’»«)\]]*$")
_FEWEST_TURNS = 4
_FEWEST_ANSWERS = 3
"""Answers of one name, each behind a question of nobody, from which on a text is an interview."""
_MIN_ASKED = 0.5
_LONGEST_TURN = 3
"""Paragraphs behind a label that may still be its turn."""
_FEWEST_SPEAKERS = 3
_FEWEST_APART = 8
_MAX_BARE = 0.25
_LONGEST_LINE = 8
_SPEAKABLE = frozenset({"paragraph", "post", "block_quote", "list_item"})
_QUOTED = re.compile(r"[„“\"«»][^„“”\"«»]*[“”\"«»]")
_HIMSELF = re.compile(
    r"(?<!\w)(?:I|I[’']\w+|me|my|mine|ich|mir|mich|mein\w*|я|мне|меня|мной|мо[йяеёюи]\w*)(?!\w)", re.IGNORECASE
)
_SAYS_I = re.compile(
    r"(?<!\w)(?:I|I[’']\w+|me|my|mine|we|us|our|ich|mir|mich|mein\w*|wir|uns|unser\w*|я|мне|меня|мной|мо[йяеёюи]\w*|мы|нас|нам|наш\w*)(?!\w)",
    re.IGNORECASE,
)
_THIRD = re.compile(
    r"(?<!\w)(?:she|he|her|his|him|sie|er|ihr\w{0,2}|ihm|sein\w{0,2}|она|он|его|её|ее)(?!\w)", re.IGNORECASE
)

Passages = Sequence[tuple[PassageKind, Sequence[Slice]]]
"""The kind of each passage and its sentences."""


@dataclass(frozen=True, slots=True)
class Turns:
    """Whose turn the sentences of a document belong to, by passage; passages without one have no entry."""

    labels: Mapping[int, tuple[str | None, ...]]
    """For a passage's row the label of each sentence; None where a sentence is nobody's turn."""

    def cut(self, row: int, sentences: Sequence[Slice]) -> Iterator[tuple[str | None, slice]]:
        """The runs of sentences in a passage that have the same label."""
        places = enumerate(self.labels.get(row, (None,) * len(sentences)))
        for label, run in groupby(places, key=lambda place: place[1]):
            positions = [position for position, _ in run]
            yield label, slice(positions[0], positions[-1] + 1)


def find_turns(text: str, passages: Passages) -> Turns:
    """The turns of an interview or a transcript; none where the text is neither.

    Args:
        text: The document's text.
        passages: Kind and sentences of each passage, in order.

    """
    named = _find_labels(text, passages)
    rows = sorted({row for row, _ in named})
    distinct = set(named.values())
    if len(distinct) == 1:
        return _answers_of_one(text, passages, named)
    if len(named) < _FEWEST_TURNS or len(distinct) < 2:
        return Turns({})
    named |= _single_labels(text, passages, rows, named)
    apart = _stand_apart(text, passages, rows, {row for row, _ in named})
    labels: dict[int, tuple[str | None, ...]] = {}
    speaker: str | None = None
    spoken = 0
    """The last row with a label."""
    for row in range(rows[0], len(passages)):
        kind, sentences = passages[row]
        spoken = row if any((row, position) in named for position in range(len(sentences))) else spoken
        is_set_as_heading = kind == "heading" and (row, 0) in named
        is_line = row != spoken and _is_line(text, sentences)
        if is_line or not (kind in _SPEAKABLE or is_set_as_heading) or not sentences or row - spoken > _LONGEST_TURN:
            speaker = None
            continue
        told = (row, 0) not in named and (row > rows[-1] or is_told_between(text, sentences, apart=apart))
        held = None if told else speaker
        found = []
        for position in range(len(sentences)):
            held = speaker = named.get((row, position), held)
            found.append(held)
        speaker = held or speaker
        if any(found):
            labels[row] = tuple(found)
    return Turns(labels)


def is_told_between(text: str, sentences: Sequence[Slice], *, apart: bool = False) -> bool:
    """Whether a paragraph between two turns tells of the guest instead of letting him speak on.

    Where nearly every paragraph has a label (`apart`), one without tells, unless somebody says "I" in it.
    """
    passage = text[sentences[0].start : sentences[-1].end]
    bare = _QUOTED.sub(" ", passage)
    return (
        bare[:1] in "(["
        or (apart and not _SAYS_I.search(bare))
        or (bool(_THIRD.search(bare)) and not _HIMSELF.search(bare))
    )


def _stand_apart(text: str, passages: Passages, rows: Sequence[int], labelled: set[int]) -> bool:
    """Whether turns are set a paragraph each: hardly any between the first and the last label has none."""
    between = [
        row
        for row in range(rows[0], rows[-1])
        if passages[row][0] in ("paragraph", "post") and passages[row][1] and not _is_line(text, passages[row][1])
    ]
    bare = sum(row not in labelled for row in between)
    return len(between) >= _FEWEST_APART and bare <= len(between) * _MAX_BARE


def _is_line(text: str, sentences: Sequence[Slice]) -> bool:
    """Whether a passage is a heading by its look: one line of few words without a mark at its end."""
    if len(sentences) != 1:
        return False
    line = text[sentences[0].start : sentences[0].end]
    return not _ENDS.search(line) and len(line.split()) <= _LONGEST_LINE


def _single_labels(
    text: str, passages: Passages, rows: Sequence[int], named: Mapping[tuple[int, int], str]
) -> dict[tuple[int, int], str]:
    """In a transcript of several, whoever speaks but once: a name and his office in brackets open the paragraph."""
    if len(set(named.values())) < _FEWEST_SPEAKERS:
        return {}
    found = {}
    for row in range(rows[0], rows[-1]):
        kind, sentences = passages[row]
        if kind not in ("paragraph", "post") or not sentences or (row, 0) in named:
            continue
        match = _LABEL.match(text, sentences[0].start, sentences[0].end)
        if match and ("(" in match[0] or match["name"].casefold() in _ROLES) and _may_speak(match["name"], text):
            found[row, 0] = match["name"]
    return found


def says_i(passage: str) -> bool:
    """Whether somebody says "I" or "we" outside quotations."""
    return bool(_SAYS_I.search(_QUOTED.sub(" ", passage)))


def speaks_of_himself(passage: str) -> bool:
    """Whether somebody says "I" outside quotations, and nobody is spoken of as she or he."""
    bare = _QUOTED.sub(" ", passage)
    return bool(_HIMSELF.search(bare)) and not _THIRD.search(bare)


def _find_labels(text: str, passages: Passages) -> dict[tuple[int, int], str]:
    """The label that opens a sentence, by row and place of the sentence, where it comes again."""
    found: dict[tuple[int, int], str] = {}
    asks: defaultdict[str, list[bool]] = defaultdict(list)
    for row, (kind, sentences) in enumerate(passages):
        if kind not in _SPEAKABLE | {"heading"} or not sentences or (kind == "list_item" and len(sentences) == 1):
            continue
        if len(sentences) == 1 and not _ENDS.search(text[sentences[0].start : sentences[0].end]):
            continue  # A heading or a row of data.
        for position, piece in enumerate(sentences):
            match = _LABEL.match(text, piece.start, piece.end) or _LABEL_IN_CAPITALS.match(
                text[piece.start : piece.end]
            )
            if match:
                found[row, position] = match["name"]
                asks[match["name"]].append("?" in text[piece.start : sentences[-1].end])
    speaking = {name for name, marks in asks.items() if sum(marks) * 2 > len(marks) or _may_speak(name, text)}
    found = {place: name for place, name in found.items() if name in speaking}
    keys = Counter(_key(name) for name in found.values())
    names = Counter(found.values())
    best = {_key(name): name for name, _ in reversed(names.most_common())}
    return {place: best[_key(name)] for place, name in found.items() if keys[_key(name)] > 1}


def _key(name: str) -> str:
    """The last word: "THE LONGSHORE REVIEW" and "REVIEW" are one label."""
    words = name.casefold().strip(".").split()
    return f"{words[-2]} {words[-1]}" if words[-1].isdigit() and len(words) > 1 else words[-1]


def _may_speak(name: str, text: str) -> bool:
    """Whether a label may be a person's: "Beschluss" and "Kasten" are none, "Wolf" behind a first name is."""
    if " " in name or name.isupper() or not is_common_noun(name) or is_person(name) or name.casefold() in _ROLES:
        return True
    before = re.finditer(rf"([^\W\d_a-zäöüßа-яё][\w-]+) {re.escape(name)}(?!\w)", text)
    return any(not is_common_noun(match[1]) and match[1].lower() not in DETERMINERS["de"] for match in before)


_ROLES = frozenset(
    "frage antwort redaktion interview moderation reporter host vorsitz präsident publikum zuruf zwischenruf heckler"
    " реплика".split()
)


def _answers_of_one(text: str, passages: Passages, named: Mapping[tuple[int, int], str]) -> Turns:
    """Turns where a name stands before the answers only: the paragraph before each asks."""
    answers = sorted({row for row, position in named if position == 0})
    before = [row - 1 for row in answers if row and row - 1 not in answers]
    asked = [row for row in before if _last_words(text, passages[row][1]).endswith("?")]
    if len(answers) < _FEWEST_ANSWERS or len(asked) < _MIN_ASKED * len(answers):
        return Turns({})
    speaker = next(iter(named.values()))
    labels: dict[int, tuple[str | None, ...]] = {row: (speaker,) * len(passages[row][1]) for row in answers}
    labels |= {row: (QUESTIONER,) * len(passages[row][1]) for row in before}
    for row in range(answers[0], len(passages)):
        kind, sentences = passages[row]
        goes_on = row not in labels and row - 1 in labels and labels[row - 1][0] == speaker and kind in _SPEAKABLE
        if goes_on and sentences and speaks_of_himself(text[sentences[0].start : sentences[-1].end]):
            labels[row] = (speaker,) * len(sentences)
    return Turns(labels)


def _last_words(text: str, sentences: Sequence[Slice]) -> str:
    return text[sentences[-1].start : sentences[-1].end].rstrip(' ”“»«"*)') if sentences else ""
