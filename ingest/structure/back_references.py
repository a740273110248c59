"""Notes that name no work but refer back: "Ebd., S. 4", "Wie Anm. 1", "Hollander, supra note 1, at 40", «там же»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_LEAD_WORDS = (
    r"vgl\.?(?:\s+(?:auch|dazu|hierzu))?|siehe(?:\s+(?:auch|dazu|hierzu))?|s\.(?:\s+(?:auch|dazu))?|so\s+auch|so|auch|dazu|hierzu"
    r"|ferner|sowie|ebenso|außerdem|ähnlich|anders|dagegen|zit(?:iert|\.)\s+nach|z\.\s?b\.|und|cf\.?|see(?:\s+(?:also|generally))?"
    r"|but\s+see|also|e\.g\.|and|quoted\s+in|см\.(?:\s+также)?|ср\.|также|и"
)
_LEAD = re.compile(rf"(?:(?:{_LEAD_WORDS}),?\s+)*", re.IGNORECASE)
"""What may stand before a citation."""

_NOTE_WORD = (
    r"(?:anm(?:\.|erkung(?:en)?)|fn\.?|fußn(?:\.|oten?)|endn(?:\.|oten?)|footnotes?|endnotes?|notes?|nn?\.|прим(?:\.|ечани[еяю])|примеч\."
    r"|сноск[аиу]|сн\.)"
)
_NUMBERS = r"(?P<numbers>\d{1,4}(?:\s*(?:und|u\.|and|&|и)\s*\d{1,4})*)(?![\w–-])"
_BACK_WORDS = r"(?:(?:wie|siehe|s\.|vgl\.|oben|ob\.|in|see|cf\.|above|supra|at|как|см\.|выше|ср\.)[,:]?\s+)"
_WHO = r"(?P<who>[^;()\[\]]{2,80}?)"
_BY_NUMBER = (
    re.compile(rf"{_BACK_WORDS}*{_NOTE_WORD}\s*{_NUMBERS}", re.IGNORECASE),
    re.compile(rf"{_WHO}\s*[(\[]\s*{_BACK_WORDS}*{_NOTE_WORD}\s*{_NUMBERS}[^()\[\]]{{0,12}}[)\]]", re.IGNORECASE),
    re.compile(rf"{_WHO},?\s+{_BACK_WORDS}+{_NOTE_WORD}\s*{_NUMBERS}", re.IGNORECASE),
)
_SAME = re.compile(
    r"(?:ebd|ebenda|ebendort|ibid|ibidem|ib|там\s+же|a\.\s?a\.\s?o|aao|am\s+angegebenen\s+ort|loc\.\s?cit|l\.\s?c|op\.\s?cit"
    r"|указ\.\s?соч|цит\.\s?соч)(?:\.|(?!\w))"
    r"|id\.(?=\s*(?:$|[,;:.]?\s*(?:at\b|¶|§|pp?\.|s\.\s*\d|\d)|[(\[]))",
    re.IGNORECASE,
)
_AUTHOR_AGAIN = re.compile(
    rf"{_WHO},?\s+(?:(?:in|wie|s\.|siehe|see):?\s+)?(?P<form>a\.\s?a\.\s?o\.?|aao\.?|am\s+angegebenen\s+ort|loc\.\s?cit\.?|op\.\s?cit\.?"
    r"|указ\.\s?соч\.?|цит\.\s?соч\.?|ebd\.?|ebenda|ibid\.?|там\s+же|supra(?!\s+(?:note|n\.|fn))|oben(?=\s*(?:$|[,.(]))|above(?=\s*(?:$|[,.(])))"
    r"(?!\w)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"(?:siehe|s\.|vgl\.|wie|see|cf\.|см\.)?\s*(?:oben|supra|above|выше)(?=\s*(?:$|[.;]\s*$|,?\s*(?:s\.|pp?\.|at|с\.)\s*\d))",
    re.IGNORECASE,
)
_SAME_AUTHOR = re.compile(
    r"(?:ders|dies|dass|derselbe|dieselben?|dasselbe|idem|eadem|ebd|ebenda|ibid|id|он\s+же|она\s+же)\.?", re.IGNORECASE
)
_PAGE_BEFORE = re.compile(r"(?:(?<!\w)(?:s|pp?|с|bl|rn|art)\.\s*\d|,\s*\d+[^,]*$)", re.IGNORECASE)
_SENTENCE_INSIDE = re.compile(r"[^\W\d_]{4,}[.!?]\s+\w|[“”\"«»]\s*$")
_LONGEST_NAME = 7
"""Words; what stands before "Anm. 1" and is longer is a sentence of its own, not a name."""


@dataclass(frozen=True, slots=True)
class BackReference:
    """A reference to an earlier note or to the citation before."""

    kind: Literal["same", "author", "number", "above", "passing"]
    """same: the work cited just before. author: the last one cited of `who`. number: what the notes `numbers` cite.
    above: something earlier that it does not name. passing: a note spoken of in running text."""
    start: int
    end: int
    who: str | None = None
    """The author or short title in front, as printed; None where there is none."""
    numbers: tuple[int, ...] = ()


def find_back_reference(text: str, start: int, end: int) -> BackReference | None:
    """The reference back that opens `text[start:end]`, behind words like "Vgl."; None where none does."""
    opening = skip_lead(text, start, end)
    for pattern in _BY_NUMBER:
        # Both with and without the lead: "Siehe Anm. 3" and "Siehe oben, Anm. 3".
        match = pattern.match(text, opening, end)
        if match:
            found = _by_number(match)
            if found:
                return found
    same = _SAME.match(text, opening, end)
    if same:
        return BackReference("same", same.start(), same.end())
    again = _AUTHOR_AGAIN.match(text, opening, end)
    if again and not _PAGE_BEFORE.search(again["who"]) and not _SENTENCE_INSIDE.search(again["who"]):
        who = again["who"].strip(" ,:")
        if _SAME_AUTHOR.fullmatch(who):
            return BackReference("same", again.start(), again.end())
        if len(who.split()) <= _LONGEST_NAME:
            return BackReference("author", again.start(), again.end(), who)
    above = _ABOVE.match(text, opening, end) or _ABOVE.match(text, start, end)
    return BackReference("above", above.start(), above.end()) if above else None


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the citation begins in `text[start:end]`, behind words like "Vgl.", "Ferner", "See also"."""
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


def is_same_author(text: str) -> bool:
    """Whether `text` stands for the author named before: "Ders.", "Dies.", "Idem"."""
    return bool(_SAME_AUTHOR.fullmatch(text.strip(" ,:")))


def _by_number(match: re.Match[str]) -> BackReference | None:
    who = (match.groupdict().get("who") or "").strip(" ,:")
    # "Hollander, Tagebuch, S. 31 (Anm. 5)" means a note of the diary.
    if _PAGE_BEFORE.search(who):
        return None
    numbers = tuple(int(number) for number in re.findall(r"\d+", match["numbers"]))
    if _SENTENCE_INSIDE.search(who) or len(who.split()) > _LONGEST_NAME:
        return BackReference("passing", match.start(), match.end(), numbers=numbers)
    name = None if not who or _SAME_AUTHOR.fullmatch(who) else who
    return BackReference("number", match.start(), match.end(), name, numbers)
