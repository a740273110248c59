"""What an asker calls a work, and the times that he sets side by side: sides are named in his own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.asking.kinds.subject import find_authors, speaks_of_text
from ingest.records import Manifest
from ingest.structure.works import find_calls
from ingest.text.names import name_key

_WORD = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_RANGE = re.compile(
    r"(?i)(?<!\w)(?:zwischen|between|von|from)\s+(?:1[5-9]|20)\d\d\s+(?:und|and|bis|to)\s+(?:1[5-9]|20)\d\d"
)
_MOST_BETWEEN = 5
"""Words between two years that are compared: "the strategy of 2018 differ from the one of 2026"."""
_BESIDE = re.compile(r"[\s(-]*(?:(?:von|of|from|aus)\s+)?(?:the\s+|dem\s+)?")
"""What may stand between a work's name and its year: "the NDS of 2018"."""


def call_works(question: str, works: Sequence[str], manifest: Manifest) -> Mapping[str, str]:
    """The asker's word for each of the works, by its id: its name, its author, "the survey"; else its title."""
    named = find_calls(question, manifest)
    words = _WORD.findall(question)
    authors = {source: word for key, source in find_authors(question, manifest).items() for word in words
               if name_key(word) in (key, f"{key}s")}  # fmt: skip
    genres = [word for word in words if speaks_of_text(word)]
    called: dict[str, str] = {}
    for work in works:
        title = manifest.source(work).title
        genre = next((word for word in genres if name_key(word) in name_key(title)), None)
        called[work] = named.get(work) or authors.get(work) or genre or title
    return called


def find_years(question: str) -> tuple[str, ...]:
    """The years that a question names, each once."""
    return tuple(dict.fromkeys(_YEAR.findall(question)))


def stand_together(question: str, years: Sequence[str]) -> bool:
    """Whether two years are what is compared, not times at which two others said something."""
    between = question[question.index(years[0]) + len(years[0]) : question.rindex(years[1])]
    return len(_WORD.findall(between)) <= _MOST_BETWEEN


def is_span(question: str) -> bool:
    """Whether two years only say how long something took: "between 2016 and 2021"."""
    return _RANGE.search(question) is not None


def call_years(question: str, years: Sequence[str], manifest: Manifest) -> Mapping[str, str]:
    """What the asker calls each year's side: "NDS 2018" where he says of which work; else the year."""
    named = [*find_calls(question, manifest).values()]
    called = dict.fromkeys(years, "")
    for year in years:
        for name in named:
            behind = re.search(rf"{re.escape(name)}{_BESIDE.pattern}{year}", question)
            before = re.search(rf"{year}[\s-]+{re.escape(name)}", question)
            found = before or behind
            called[year] = called[year] or (found[0] if found else "")
    of_one = named[0] if len(named) == 1 and any(called.values()) else ""
    return {year: said or (f"{of_one} {year}" if of_one else year) for year, said in called.items()}


def works_of_year(works: Sequence[str], year: str, manifest: Manifest) -> tuple[str, ...]:
    """Those of the works that are of that year by the manifest's date."""
    return tuple(one for one in works if (manifest.source(one).date or "").startswith(year))
