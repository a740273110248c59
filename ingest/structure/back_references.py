"""Notes that name no work but refer back: "Ebd., S. 4", "Wie Anm. 1", "Hollander, supra note 1, at 40", «там же»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LEAD_WORDS = (
    r"vgl\.?(?:\s+(?:auch|dazu|hierzu))?|siehe(?:\s+(?:auch|dazu|hierzu))?|s\.(?!\s?[ou]\.)(?:\s+(?:auch|dazu))?|so\s+auch|so|auch|dazu|hierzu"
    r"|ferner|sowie|ebenso|außerdem|ähnlich|anders|dagegen|zit(?:iert|\.)\s+nach|z\.\s?b\.|und|cf\.?|see(?:\s+(?:also|generally))?"
    r"|but\s+see|also|e\.g\.|and|quoted\s+in|см\.(?:\s+также)?|ср\.|также|и"
)
_LEAD = re.compile(rf"(?:(?:{_LEAD_WORDS}),?\s+)*", re.IGNORECASE)
"""What may stand before a citation."""

_NOTE_WORD = (
    r"(?:anm(?:\.|erkung(?:en)?)|fn\.?|fußn(?:\.|oten?)|endn(?:\.|oten?)|footnotes?|endnotes?|notes?|nn?\.?"
    r"|прим(?:\.|ечани[еяю])|примеч\.|сноск[аиу]|сн\.)"
)
_NUMBERS = r"(?P<numbers>\d{1,4}(?:\s*(?:und|u\.|and|&|и|–|-)\s*\d{1,4})*)(?!\w)"
_BACK_WORDS = (
    r"(?:(?:wie|siehe|s\.\s?[ou]\.|s\.|vgl\.|oben|ob\.|in|see|cf\.|above|supra|at|cited|quoted|zit(?:iert|\.)|как|см\.|выше|ср\."
    r"|unten|below|infra|ниже)[,:]?\s+)"
)
_FORWARD = re.compile(r"(?<!\w)(?:unten|s\.\s?u\.|below|infra|ниже)(?!\w)", re.IGNORECASE)
_AFTER = r"(?:,?\s+(?:above|oben|below|unten|выше|ниже)(?!\w))?"
_WHO = r"(?P<who>[^;()\[\]]{2,80}?)"
_PAGE_NEXT = r"(?=,\s+(?:s\.|pp?\.|at|с\.)\s*\d)"
_BY_NUMBER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BACK_WORDS}*{_NOTE_WORD}\s*{_NUMBERS}{_AFTER}",
        rf"{_WHO}\s*[(\[]\s*{_BACK_WORDS}*{_NOTE_WORD}\s*{_NUMBERS}[^()\[\]]{{0,12}}[)\]]",
        rf"{_WHO},?\s+{_BACK_WORDS}+{_NOTE_WORD}\s*{_NUMBERS}",
        rf"{_WHO},\s+{_NOTE_WORD}\s*{_NUMBERS}(?:,?\s+(?:above|oben|выше)(?!\w)|{_PAGE_NEXT})",
    )
)
_SPOKEN_OF = re.compile(rf"(?<!\w){_NOTE_WORD}\s*(?P<number>\d{{1,4}})(?!\w)", re.IGNORECASE)
# "Wie in Anm. 1 bemerkt": a sentence goes on, it is no citation.
_SENTENCE_GOES_ON = re.compile(
    r"\s+(?!(?:und|and|sowie|above|oben|hier|here|dort|at|pp?|und)(?!\w))[^\W\d_A-ZÄÖÜА-Я]{3,}"
)
_AGAIN = (
    r"a\.\s?a\.\s?o|aao|am\s+angegebenen\s+ort|loc\.\s?cit|op\.\s?cit|указ\.\s?соч|цит\.\s?соч|ebd|ebenda|ibid|там\s+же"
)
_NOTE_BEFORE = (
    r"(?:wie\s+)?(?:in\s+)?(?:the\s+)?(?:vorige|vorherige|vorhergehende|vorstehende|previous|preceding|предыдущ)\w*\s+"
    + _NOTE_WORD
)
_SAME = re.compile(
    rf"(?:{_AGAIN}|{_NOTE_BEFORE}|ebendort|ibidem|ib|l\.\s?c)(?:\.|(?!\w))"
    r"|id\.(?=\s*(?:$|[,;:.]?\s*(?:at\b|¶|§|pp?\.|s\.\s*\d|\d)|[(\[]))",
    re.IGNORECASE,
)
_ENDS_THERE = r"(?=\s*(?:$|[,.(]))"
_AUTHOR_AGAIN = re.compile(
    rf"{_WHO}[,:]?\s+(?:(?:in|wie|s\.|siehe|see):?\s+)?(?:(?:{_AGAIN})\.?|(?P<above>supra(?!\s+(?:note|n\.|fn))|s\.\s?o\.{_ENDS_THERE}"
    rf"|(?:oben|above){_ENDS_THERE}))(?!\w)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:(?:siehe|s\.|vgl\.|wie|see|cf\.|см\.)?\s*(?:oben|supra|above|выше)|s\.\s?o\.)"
    r"(?=\s*(?:$|[.;]\s*$|,?\s*(?:s\.|pp?\.|at|с\.)\s*\d))",
    re.IGNORECASE,
)
_SAME_AUTHOR = re.compile(
    r"(?:ders|dies|dass|derselbe|dieselben?|dasselbe|idem|eadem|ebd|ebenda|ibid|id|он\s+же|она\s+же)\.?", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:(?:von|van|vom|zu|de|der|den|du|und|and|et|al\.|u\.|a\.|aus|of|the|[^\W\d_a-zäöüßа-яё][\w.’'/-]*)(?:,?\s+|$))+"
)
_TRAILING = re.compile(rf"(?:^|[,:]?\s+)(?:{_AGAIN})\.?$", re.IGNORECASE)
_PAGE_BEFORE = re.compile(r"(?:(?<!\w)(?:s|pp?|с|bl|rn|art)\.\s*\d|,\s*\d+[^,]*$)", re.IGNORECASE)
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\w|[“”\"«»]\s*$")
_LONGEST_NAME = 7
"""Words; what stands before "Anm. 1" and is longer is a sentence of its own, not a name."""
_LONGEST_RANGE = 10
"""Notes; "Anm. 3-250" is no row of notes that one could mean."""


@dataclass(frozen=True, slots=True)
class BackReference:
    """A reference to an earlier note or to the citation before."""

    kind: Literal["same", "author", "number", "forward", "above", "passing"]
    """same: the work cited just before. author: the last one cited of `who`. number: what the notes `numbers` cite.
    forward: a later note. above: something earlier that it does not name. passing: a note spoken of in running text."""
    start: int
    end: int
    who: str | None = None
    """The author or short title in front, as printed; None where there is none."""
    numbers: tuple[int, ...] = ()


def find_back_reference(text: str, start: int, end: int) -> BackReference | None:
    """The reference back that opens `text[start:end]`, behind words like "Vgl."; None where none does."""
    # With the lead skipped and with it: in "Siehe oben, S. 3" it is part of the reference.
    for opening in dict.fromkeys((skip_lead(text, start, end), start)):
        for pattern in _BY_NUMBER:
            match = pattern.match(text, opening, end)
            found = _by_number(match) if match else None
            if found:
                return found
        match = _SAME.match(text, opening, end)
        if match:
            return BackReference("same", match.start(), match.end())
        match = _ABOVE.match(text, opening, end)
        if match:
            return BackReference("above", match.start(), match.end())
    return _by_author(text, skip_lead(text, start, end), end)


def find_note_spoken_of(text: str) -> int | None:
    """The number of another note that `text` speaks of anywhere; None for a note of a cited page ("S. 31, Anm. 5")."""
    match = _SPOKEN_OF.search(text)
    return int(match["number"]) if match and not _PAGE_BEFORE.search(text[: match.start()]) else None


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the citation begins in `text[start:end]`, behind words like "Vgl.", "Ferner", "See also"."""
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


def is_same_author(text: str) -> bool:
    """Whether `text` stands for the author named before: "Ders.", "Dies.", "Idem"."""
    return bool(_SAME_AUTHOR.fullmatch(text.strip(" ,:")))


def _by_author(text: str, opening: int, end: int) -> BackReference | None:
    match = _AUTHOR_AGAIN.match(text, opening, end)
    if not match or _PAGE_BEFORE.search(match["who"]) or _SENTENCE_INSIDE.search(match["who"]):
        return None
    who = match["who"].strip(" ,:")
    if match["above"] and not _NAME.fullmatch(who):
        return None  # "Der Damm lag weiter oben."
    if is_same_author(who):
        return BackReference("same", match.start(), match.end())
    return BackReference("author", match.start(), match.end(), who) if len(who.split()) <= _LONGEST_NAME else None


def _by_number(match: re.Match[str]) -> BackReference | None:
    who = (match.groupdict().get("who") or "").strip(" ,:")
    # "Hollander, Tagebuch, S. 31 (Anm. 5)" means a note of the diary.
    if _PAGE_BEFORE.search(who):
        return None
    numbers = _read_numbers(match["numbers"])
    who = _TRAILING.sub("", who)
    at = (match.start(), match.end())
    if _FORWARD.search(match.group()[len(who) :]):
        return BackReference("forward", *at, numbers=numbers)
    goes_on = _SENTENCE_GOES_ON.match(match.string, match.end(), match.endpos)
    if goes_on or _SENTENCE_INSIDE.search(who) or len(who.split()) > _LONGEST_NAME:
        return BackReference("passing", *at, numbers=numbers)
    return BackReference("number", *at, None if not who or is_same_author(who) else who, numbers)


def _read_numbers(text: str) -> tuple[int, ...]:
    """The numbers in "3", "3 und 5" or "3-5"."""
    found: list[int] = []
    for part in re.finditer(r"(\d+)(?:\s*[–-]\s*(\d+))?", text):
        first, last = int(part[1]), int(part[2] or part[1])
        found += range(first, min(last, first + _LONGEST_RANGE) + 1)
    return tuple(found)
