"""What a language model wrote as expected questions: kept where it can be one, else with the reason why not.

These checks see form, not sense: whether a sentence answers its question is for a person to judge.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.questions.sheet import SheetPassage, is_nearly
from ingest.records import ExpectedQuestion
from ingest.text.language import detect_language

LANGUAGES = ("de", "en")
"""What every draft is written in."""
_TELLABLE = (*LANGUAGES, "ru")
_SHORT = 6
"""Words; what is no longer may do without a question mark, as typed into a search field."""
_LONGEST = 250
"""Characters; what a model writes beyond that is no reader's question."""
_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f]")
"""A letter that neither German nor English has."""

_THE_TEXT = re.compile(
    r"(?i)\b(?:the|this|der|den|dem|des|dieser|diesen|diesem) (?:sentence|passage|satz|satzes|textes|text)\b"
)
"""What no reader asks about who has not the text before him."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An object of the model's answer that is no expected question."""

    reason: str
    text: str
    """What it said, cut short."""


@dataclass(frozen=True, slots=True)
class Drafts:
    """What one answer of the model came to."""

    good: tuple[ExpectedQuestion, ...]
    rejected: tuple[Rejected, ...]


def read_drafts(answer: str, passage: SheetPassage, *, request: str = "") -> Drafts:
    """Take the questions out of a model's answer about one passage: JSON objects, in whatever stands around them.

    `request` is what the model was asked: small models hand its examples back.
    """
    good: list[ExpectedQuestion] = []
    rejected = []
    examples = [str(row.get(lang)) for _, row in _find_objects(request) if row is not None for lang in LANGUAGES]
    for text, row in _find_objects(answer):
        reason = "not JSON" if row is None else _why_wrong(row, passage, good, examples)
        if reason is None and row is not None:
            texts = {language: " ".join(str(row[language]).split()) for language in LANGUAGES}
            good.append(ExpectedQuestion(passage.passage, row["sentence"], texts))  # type: ignore[arg-type]
        else:
            rejected.append(Rejected(str(reason), " ".join(text.split())[:200]))
    return Drafts(tuple(good), tuple(rejected))


def _find_objects(answer: str) -> Iterator[tuple[str, dict[str, object] | None]]:
    """Each JSON object in a text with its own words; None for what opens like one and is none."""
    decoder = json.JSONDecoder()
    place = answer.find("{")
    while place >= 0:
        try:
            row, end = decoder.raw_decode(answer, place)
        except (ValueError, RecursionError):
            line_end = answer.find("\n", place)
            end = len(answer) if line_end < 0 else line_end
            row = None
        yield answer[place:end], row
        place = answer.find("{", end)


def _why_wrong(
    row: dict[str, object], passage: SheetPassage, good: Sequence[ExpectedQuestion], examples: Sequence[str]
) -> str | None:
    number = row.get("sentence")
    sentence = next((one for one in passage.sentences if one.n == number and not isinstance(number, bool)), None)
    if sentence is None or not isinstance(number, int):
        return "no such sentence"
    texts = {language: row.get(language) for language in LANGUAGES}
    for language, text in texts.items():
        if not isinstance(text, str):
            return f"no {language}"
        reason = _why_no_question(text, language, sentence.text)
        if reason:
            return f"{language}: {reason}"
        if any(is_nearly(text, one.texts[language]) for one in good):
            return f"{language}: asked before"
        if any(is_nearly(text, example) for example in examples):
            return f"{language}: an example of the request"
    if texts["de"] == texts["en"] and len(str(texts["de"]).split()) > 2:
        return "the same in both languages"
    return None


def _why_no_question(text: str, language: str, sentence: str) -> str | None:
    words = text.split()
    if not any(char.isalnum() for char in text) or len(text) > _LONGEST:
        return "empty or too long"
    if re.search("[\ud800-\udfff]", text) or _FOREIGN.search(text):
        return "letters of another script"
    if not text.rstrip(" \"'“”»«)").endswith("?") and len(words) > _SHORT:
        return "no question"
    if _THE_TEXT.search(text) and not _THE_TEXT.search(sentence):
        return "about the text, not the matter"
    if is_nearly(text, sentence):
        return "a copy of the sentence"
    # Names and numbers alone are in no language: those count as what they are said to be.
    if detect_language(text, _TELLABLE, fallback=language) != language:
        return "another language"
    return None
