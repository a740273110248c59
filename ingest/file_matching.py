"""Which work a file is likely to be, by its name alone: a proposal that a person agrees to, never a decision."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ingest.readers.choose import find_media_type
from ingest.records import Source
from ingest.text.names import name_key, surname_key

_LEAST = 0.5
"""Share of a file name's telling words, by weight, that a work has to explain to be proposed."""
_LEAD = 0.15
"""By so much more than the second best, or it is open which is meant."""
_FEWEST_WORDS = 2
_RARE = 8
"""A word tells a work from others if at most one work in so many has it, or two."""
_BETWEEN_AUTHORS = re.compile(r"[/,&]| und | and ")
_TWICE_SAVED = re.compile(r"\s*(?:\(\d+\)|[-_ ]copy|[-_ ]Kopie)$")
_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_MOST_FILES = 5000


@dataclass(frozen=True, slots=True)
class FileMatch:
    """A file with the works it may be, the likeliest first: none, one, or several that its name does not tell apart."""

    path: Path
    source_ids: tuple[str, ...]

    @property
    def sure(self) -> str | None:
        """The one work it may be; None where there is none or more than one."""
        return self.source_ids[0] if len(self.source_ids) == 1 else None


def list_files(folder: Path) -> tuple[Path, ...]:
    """The files below a folder that there is a reader for, hidden ones and links left out, by name."""
    found = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_symlink() and path.is_file() and find_media_type(path):
            found.append(path)
            if len(found) == _MOST_FILES:
                break
    return tuple(found)


def match_files(paths: Sequence[Path], works: Sequence[Source]) -> tuple[FileMatch, ...]:
    """For each file the works its name speaks of; two files for the same work leave open which of them it is."""
    known = [_Named(work) for work in works]
    spread = Counter(word for one in known for word in one.words)
    weights = {word: math.log(1 + len(known) / count) for word, count in spread.items()}
    return tuple(FileMatch(path, _find_works(path, known, weights)) for path in paths)


class _Named:
    """A work by everything a file may be named after."""

    def __init__(self, work: Source) -> None:
        self.id = work.id
        texts = (work.id, work.title, work.author or "", work.date or "", *work.names, _last_part(work.url))
        self.words = frozenset(word for text in texts for word in _words(text))
        names = (work.id, work.title, *work.names, _last_part(work.url))
        self.names = {squeezed for text in names if (squeezed := _squeeze(text))}
        authors = [name for name in _BETWEEN_AUTHORS.split(work.author or "") if name.strip()]
        # "Ukraine" beside others is a state or a body; by itself, or with a first name, a person.
        self.surnames = {surname_key(name) for name in authors if len(authors) == 1 or " " in name.strip()}


def _find_works(path: Path, known: Sequence[_Named], weights: dict[str, float]) -> tuple[str, ...]:
    stem = _TWICE_SAVED.sub("", path.stem)
    exact = [one.id for one in known if _squeeze(stem) in one.names]
    if exact:
        return tuple(exact)
    words = frozenset(_words(stem))
    # A word that no work has tells as much as the rarest one that a work has.
    most = max(weights.values(), default=1.0)
    total = sum(weights.get(word, most) for word in words)
    scored = sorted(
        ((sum(weights[word] for word in words & one.words) / total, one) for one in known if words & one.words),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    rare = {word for word, weight in weights.items() if weight >= math.log(1 + min(len(known) / 2, _RARE))}
    telling = [pair for pair in scored if pair[0] >= _LEAST and _is_telling(words & pair[1].words, rare, pair[1])]
    return tuple(one.id for score, one in telling if score >= telling[0][0] - _LEAD)


def _is_telling(shared: frozenset[str], rare: set[str], work: _Named) -> bool:
    """An author's surname, or two words that few works have, dates left aside."""
    return bool(shared & work.surnames) or sum(not word.isdigit() for word in shared & rare) >= _FEWEST_WORDS


def _words(text: str) -> list[str]:
    spelled = re.sub(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", unicodedata.normalize("NFC", text))
    return [name_key(word) for word in _WORD.findall(spelled)]


def _squeeze(text: str) -> str:
    return "".join(_words(text))


def _last_part(url: str | None) -> str:
    """What a browser names a file after that is saved from this address."""
    if not url:
        return ""
    path = unquote(urlsplit(url).path).rstrip("/")
    name = path.rsplit("/", 1)[-1]
    return re.sub(r"\.[A-Za-z0-9]{2,5}$", "", name)
