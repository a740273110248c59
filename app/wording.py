"""Lines shown with an answer, in its language: how sure it is, what it follows, what a quote leans on; dates."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from app.records import Answer, Citation
from prompts import frame
from prompts.marks import mark_quote

_FOLLOWED = 160
"""Characters shown of an earlier question."""
_RATHER = 0.6
"""Probability that nothing answers, from which on a refusal is called likely to be right."""
NEAREST = 3
"""Passages shown beside an abstention."""
_MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?")
_LOCALES = {"de": "de", "ru": "ru"}
_LOCALE = "en_GB"
"""How dates are written in English, and where the product does not speak the language."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure the product is that the quotes answer the question, or that nothing does; never that they are true."""

    said: str
    """A sentence in the answer's language, with the probability."""
    meaning: str
    """What is estimated, and what is not."""


def tell_certainty(answer: Answer) -> Certainty | None:
    """The answer's probability in words; None where nothing was weighed (failures, empty questions, missing works)."""
    if answer.probability is None or answer.confidence is None or not answer.evidence:
        return None
    if answer.status == "answered":
        likely, kind, word = answer.probability, "cited", str(answer.confidence)
    elif answer.reason == "not_in_dossier":
        likely, kind = 1 - answer.probability, "missing"
        word = "likely" if likely >= _RATHER else "doubtful"
    else:
        return None
    percent = min(99, max(1, round(100 * likely)))  # An estimate is never certain.
    return Certainty(
        frame(f"{kind}_{word}", answer.language, percent=str(percent)),
        frame(f"{kind}_estimate", answer.language),
    )


def tell_follows(answer: Answer) -> str | None:
    """The last of the earlier questions that were searched along; None where the question stands by itself."""
    if not answer.follows:
        return None
    return frame("follows", answer.language, question=shorten_question(answer.follows[-1]))


def shorten_question(question: str) -> str:
    """An earlier question, cut to what names it."""
    return question if len(question) <= _FOLLOWED else f"{question[:_FOLLOWED].rstrip()} …"


def tell_lean(citation: Citation, language: str) -> str | None:
    """What a quote leans on: the sentence before it, or the line that introduces its list; None for most."""
    lean = citation.leans_on
    if lean is None:
        return None
    return frame("list_of" if lean.quote.rstrip().endswith(":") else "leans_on", language, quote=lean.text)


def tell_place(citation: Citation, language: str) -> str:
    """Where a quote stands: the text, the headings, the note, the page."""
    parts = [mark_quote(citation.title, language)]
    headings = citation.headings or ((citation.section,) if citation.section else ())
    if headings:
        parts.append(f"{frame('section', language)} {mark_quote(' › '.join(headings), language)}")
    if citation.note:
        parts.append(frame("footnote", language, number=str(citation.note.number)))
    if citation.page:
        parts.append(frame("page", language, page=citation.page))
    return ", ".join(parts)


def tell_date(date: str, language: str) -> str:
    """A manifest's date as it is written in `language`: "2026-01-06" is "6. Januar 2026"; any other text as it is."""
    found = _MONTH.fullmatch(date)
    if found is None:
        return date
    from babel.dates import format_date, format_skeleton

    locale = _LOCALES.get(language, _LOCALE)
    try:
        day = datetime.date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
    except ValueError:
        return date
    return format_date(day, "long", locale) if found["day"] else format_skeleton("yMMMM", day, locale=locale)
