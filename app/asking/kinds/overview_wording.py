"""How an overview is asked for, and what a question says beside that: nothing, which text or section, or more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from app.asking.kinds.guessing import find_topic
from app.asking.kinds.ordinals import ORDINAL
from app.asking.kinds.sections import describe_section
from app.asking.kinds.subject import Subject
from app.asking.kinds.words import read_phrases
from app.checking.claims.cldr import name_months
from ingest.records import Source
from ingest.text.german import is_common_noun
from ingest.text.names import name_key
from ingest.text.terms import find_content_words, find_function_words, find_names

_PHRASES = Path(__file__).parent / "overview.toml"
_WORD = re.compile(r"[\w’'-]+")
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_ABOUT = re.compile(
    r"(?i)(?<!\w)(?:about|on|regarding|concerning|über|zu[rm]?|bezüglich|hinsichtlich|wegen|о|об|про)(?!\w)"
)
_INTERROGATIVE = re.compile(
    r"(?i)(?<!\w)(?:w(?:er|em|en|ann|arum|ieso|eshalb|o|oher|ohin|ie ?viele?)|welche\w*"
    r"|who|whom|when|why|where|which|how)(?!\w)"
)
"""What a question asks by that is no overview."""
_ASKS_ONE = re.compile(
    r"(?i)\W*(?:(?:und|aber|and|but|а|и)\s+)?(?:(?:seit|bis|since|until)\s+)?(?:wann|we[rmn]|wo|woher|wohin|when|whom?|where"
    r"|wie (?:lange?|viele?)|how (?:long|many|much)|когда|кто|где|сколько)(?!\w)"
)
"""How a question begins that asks for a day, a person, a place, a number: "when did it end?" asks for no conclusion."""
_SHORTEST_END = 5
"""Letters of a word that may be a compound's last."""
_NTH = re.compile(rf"(?i)(?<!\w)(?:{ORDINAL})(?!\w)")
"""One thing of several is asked for."""
_WITH_WHOM = re.compile(r"(?i)(?<!\w)(?:with|mit|for|für|bei[m]?|from|vo[mn]|to|an)\s+(?:[^\W\d]+\s+){0,2}[^\W\d]+")
"""What tells of a named interview or letter for whom it was: "Lavrov's interview with the Iranian broadcaster"."""
_ONE_ON = re.compile(
    r"(?i),\s*(?:the (?:one|part|chapter|section)|de[rmn]|die|das)\s+(?:on|about|with|über|zu[rm]?|mit|von)(?!\w)"
    r"|\d\s*\([^)\d]+\)"
)
"""\"Section 2, the one on the pond\", "section 2 (pond, sluice)": what the number means is said once more."""


_OF_WHAT = re.compile(
    r"(?i)^\W*(?:what(?:['’]?s| is| are| was)\s+(?P<en>.+?)\s+(?:(?:all|really|actually)\s+)?about\W*$"
    r"|(?:(?:worum|um was) (?:geht|ging|dreht)(?: ?['’]?s| es| sich)*(?: (?:hier|denn|eigentlich|genau))*"
    r" (?:bei[m]?|mit|in|im)|wovon handel[nt]+)\s+(?P<de>.+?)\W*$)"
)
"""What a question asks what it is about."""


def read_asking(name: str) -> re.Pattern[str]:
    """The words by which people ask for an overview of the `whole`, or of the `end`."""
    return read_phrases(_PHRASES)[name]


def asks_for_end(question: str, rest: str) -> bool:
    """Whether a question asks what a text ends with, by its words beside those for the text, the `rest`."""
    return not _ASKS_ONE.match(question) and bool(read_asking("end").search(rest))


def says_more(subject: Subject, source: Source, *, guessed: bool, of_dossier: str = "") -> bool:
    """Whether something is left of a question but the asking; author, title, publisher and date are no more."""
    subject = replace(subject, rest=_leave_out_asking(subject))
    told = (of_dossier, source.title, source.author, source.publisher, *source.names, *_say_date(source.date))
    own = {name_key(word) for word in re.findall(r"\w+", " ".join(filter(None, told)))}
    words = find_topic(subject) if guessed else subject.leftover
    return any(own.isdisjoint(map(name_key, (one, one.removesuffix("s")))) and not _ends_one(one, own) for one in words)


def _ends_one(word: str, own: Iterable[str]) -> bool:
    """Whether a word is what one of the others ends in: "of the Verein", of what the Mühlenverein has written."""
    key = name_key(word)
    stem = key[: max(_SHORTEST_END, len(key) - 2)]
    if len(key) < _SHORTEST_END:
        return len(key) == _SHORTEST_END - 1 and any(one[1:].removesuffix("s").endswith(key) for one in own)
    return any(stem in one[1:] for one in own)


def describe(subject: Subject) -> tuple[str, ...]:
    """What a question says that a text is about, as it stands and in its telling words alone; empty for nothing."""
    text = _leave_out_asking(subject)
    words = [word for word in _WORD.findall(text) if find_content_words(word)]
    return (text, " ".join(words)) if words else ()


def asks_of_term(question: str, subject_of: Callable[[str], Subject], source: Source) -> bool:
    """Whether a question asks what something is about that is no text: "what is do ut des about?".

    Such words may say nothing in the languages of the product, so that nothing seems to be left beside the asking.

    Args:
        question: The cleaned question.
        subject_of: Tells texts apart from the rest in a piece of it.
        source: The text that would be meant, whose title and author name no term.

    """
    found = _OF_WHAT.match(question)
    if found is None:
        return False
    language, what = ("en", found["en"]) if found["en"] else ("de", found["de"])
    subject = subject_of(what)
    if subject.named or subject.has_genre or subject.is_whole:
        return False
    own = {
        name_key(one) for one in re.findall(r"\w+", f"{source.title} {source.author or ''} {' '.join(source.names)}")
    }
    small = find_function_words(language)
    words = [one for one in _WORD.findall(_leave_out_asking(subject)) if one.casefold() not in small]
    return any(own.isdisjoint({name_key(one), name_key(one.removesuffix("s"))}) for one in words)


def says_once_more(question: str) -> bool:
    """Whether a question says once more which section it means, behind its number."""
    return _ONE_ON.search(question) is not None


def without_tail(question: str) -> str:
    """A question without what says once more which section it means: a work named there is not whose section it is."""
    again = _ONE_ON.search(question)
    return question[: again.start()] if again and describe_section(question[: again.start()]) else question


def asks_nothing_else(rest: str, left: Subject) -> bool:
    """Whether a question says no more beside a section than what it is of, or for what: nothing of something in it.

    Args:
        rest: The question without the words that name the section.
        left: The same, its texts told apart.

    """
    said = _leave_out_asking(left)
    return not (_ABOUT.search(rest) or _INTERROGATIVE.search(said) or _NTH.search(said))


def means_whole(subject: Subject) -> bool:
    """Whether a question speaks of a text or of all that is here, and of nobody and nothing in it."""
    names = [one for one in find_names(subject.rest) if not is_common_noun(one)]
    is_text = subject.has_any_text or subject.is_whole
    return is_text and not names and _ABOUT.search(subject.rest) is None


def tells_no_topic(subject: Subject) -> bool:
    """Whether a question asks for nothing in a text, and about nothing: "what the bog bylaw regulates, broadly"."""
    rest = _WITH_WHOM.sub(" ", subject.rest, count=1)
    return _ABOUT.search(rest) is None and _INTERROGATIVE.search(rest) is None


def leave_out_asking(question: str) -> str:
    """What a question asks an overview of, in its own words; empty where nothing telling is left of it."""
    text = question
    for name in ("whole", "end", "beside"):
        text = read_asking(name).sub(" ", text)
    text = " ".join(text.split()).strip(" ,.;:?!–-")
    return text if find_content_words(text) else ""


def _leave_out_asking(subject: Subject) -> str:
    """What a question says beside the texts that it names and the phrases that ask for an overview."""
    text = _WITH_WHOM.sub(" ", subject.rest, count=1) if subject.source and subject.has_genre else subject.rest
    text = _HYPHEN.sub(" ", text)
    for name in ("whole", "end", "beside"):
        text = read_asking(name).sub(" ", text)
    return text


def _say_date(date: str | None) -> Iterator[str]:
    """The year and the names of the month of an ISO date."""
    year, month = [*(date or "").split("-"), ""][:2]
    yield year
    yield from (name for name, number in name_months().items() if month.isdecimal() and number == int(month))
