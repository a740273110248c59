"""Interviews and transcripts: who of those who take turns asks the questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.records import Slice

_ASKING = frozenset(
    "frage f q question interviewer interviewerin interview moderator moderatorin moderation redaktion host reporter"
    " reporterin вопрос корреспондент ведущий ведущая журналист".split()
)
_ANSWERING = frozenset("antwort a answer ответ о".split())
_DEBATE = 4
"""From so many speakers on it is a debate: there whoever presides asks, but does not write."""
_NAME = re.compile(r"[^\W\d_a-zäöüßа-яё][\w’'-]+(?:\s[^\W\d_a-zäöüßа-яё][\w’'-]+){1,2}")


@dataclass(frozen=True, slots=True)
class Interviewers:
    """The labels of those who ask, and whom a bare "A:" stands for."""

    asking: frozenset[str] = frozenset()
    answering: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, label: str) -> bool:
        return label in self.asking


def find_interviewers(text: str, turns: Sequence[tuple[str | None, Slice]]) -> Interviewers:
    """Who asks in the turns of a conversation: by his label, or because most of his turns are questions.

    Args:
        text: The document's text.
        turns: For each turn the label in front of it and where it stands.

    """
    asked: dict[str, list[bool]] = {}
    label = ""
    for speaker, extent in turns:
        label = speaker or label
        if speaker:
            asked.setdefault(speaker, []).append("?" in text[extent.start : extent.end])
    if len(asked) < 2 or sum(map(len, asked.values())) < 3:
        return Interviewers()
    asking = {label for label in asked if label.casefold().strip(".") in _ASKING}
    if not asking and len(asked) < _DEBATE:
        first = next(iter(asked))
        shares = {label: sum(marks) / len(marks) for label, marks in asked.items()}
        best = max(shares, key=lambda label: (shares[label], label == first))
        if shares[best] >= 0.5 or (best == first and shares[best] >= 0.34):
            asking = {best}
    answering = {}
    for label in asked:
        if label.casefold() in _ANSWERING:
            guest = find_guest(text[: turns[0][1].start])
            if guest:
                answering[label] = guest
    return Interviewers(frozenset(asking), answering)


def find_guest(opening: str, questions: Sequence[str] = ()) -> str | None:
    """Who is interviewed where no name stands before the answers.

    Whom the questions address by name, at its fullest in the opening; else the first full name in the opening that is
    neither a paper's ("The Northern Echo") nor that of whoever asks ("Ida Roe met her").

    Args:
        opening: What stands before the first question, title included.
        questions: The questions.

    """
    body = opening.split("\n", 1)[-1] if "\n" in opening else opening
    addressed = Counter(match["name"] for question in questions for match in _ADDRESSED.finditer(question))
    names = [match for match in _NAME.finditer(body) if not _is_paper_or_interviewer(body, match)]
    for surname, _ in addressed.most_common(1):
        full = next((match[0] for match in names if match[0].split()[-1] == surname), None)
        return full or surname
    return names[0][0] if names else None


_ADDRESSED = re.compile(
    r"(?:^|,\s)[*_]*(?:Ms|Mrs|Mr|Miss|Dr|Frau|Herr|Professor|Госпожа|Господин|госпожа|господин)\.?\s(?P<name>[^\W\d_a-zäöüßа-яё][\w’'-]+)(?=[,?!])"
)
_ARTICLE = re.compile(r"^(?:The|Der|Die|Das)\s")
_ASKS_BEFORE = re.compile(
    r"(?:Interview(?:er|erin)?(?:\sby)?|[Ii]nterviewed\sby|(?<!\w)By|Von|Gespräch\sführten?|Fragen\sstellten?|Беседовал[аи]?|Интервью)"
    r"[:\s]+(?:\w+\s)?$"
)
_ASKS_BEHIND = re.compile(
    r"\s(?:met|spoke|talked|asked|visited|interviewed|traf|sprach|fragte|befragte|besuchte|встретил\w*|беседовал\w*|поговорил\w*)(?!\w)"
)


def _is_paper_or_interviewer(body: str, match: re.Match[str]) -> bool:
    return bool(
        _ARTICLE.match(match[0])
        or _ASKS_BEFORE.search(body[max(0, match.start() - 40) : match.start()])
        or _ASKS_BEHIND.match(body, match.end())
    )


def is_stage_direction(sentence: str) -> bool:
    """Whether a sentence stands in brackets as a whole: "(He gets up.)", "[Applause]"."""
    bare = sentence.strip()
    return len(bare) > 2 and (bare[0], bare[-1]) in (("(", ")"), ("[", "]"))


_SELF = re.compile(
    r"(?<!\w)(?:I|I’\w+|I'\w+|me|my|we|us|our|ich|mir|mich|mein\w*|wir|uns|unser\w*|я|мне|меня|мы|нас|нам|мой|моя|наш\w*)(?!\w)"
)
_YOU = re.compile(r"(?<!\w)(?:you|your|yours|du|dir|dich|dein\w*|вы|вас|вам|ваш\w*)(?!\w)", re.IGNORECASE)
_YOU_DE = re.compile(r"(?<!\w)(?:Sie|Ihnen|Ihre?[nrms]?)(?!\w)")


def addresses(sentence: str) -> bool:
    """Whether an interviewer's sentence speaks to the one he asks."""
    return bool(_YOU.search(sentence) or _YOU_DE.search(sentence))


def tells_of(paragraph: str, speaker: str) -> bool:
    """Whether a paragraph behind a turn tells of the speaker ("Tolliver gets up and wipes the glass")."""
    surname = speaker.split()[-1] if speaker else ""
    opening = (
        re.match(r"(?:[^\W\d_][\w.’'-]*\s){0,2}?" + re.escape(surname) + r"\s+[a-zäöüßа-яё]", paragraph)
        if surname
        else None
    )
    return bool(opening) and not _SELF.search(paragraph)
