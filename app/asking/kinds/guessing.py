"""How likely a message is of each kind: multinomial logistic regression on its vector and on the stems of its words.

It is asked only where no phrase tells the kind. The vector is the one that is searched for anyway. The weights ship
with the package and are those of the bundled encoder; `fundstelle eval fit-kinds` writes them anew. With any other
encoder nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.asking.kinds.subject import Subject
from ingest.text.german import is_common_noun
from ingest.text.terms import find_names

SHIPPED = Path(__file__).parent / "kinds.npz"
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[?!]")
_STEM = 6
"""Letters of a word that count, whatever its ending."""
_YEAR = 4
_FEWEST = 3
"""Words by which a message's stems are weighed at the least: one alone is not the whole message."""
_FEW = 2
"""Words beside those of asking that say nothing."""
_ASKING = 4
"""Letters by which the words of asking are known, whatever their endings."""


@dataclass(frozen=True, slots=True)
class Guess:
    """How likely a message is of each kind."""

    labels: Mapping[str, float]
    """By label ("fact", "about.author"); they add up to 1."""

    def of_kind(self, kind: str) -> float:
        """The probability of a kind, all its sub-kinds together."""
        return sum(value for label, value in self.labels.items() if label.partition(".")[0] == kind)

    def likeliest(self, kind: str) -> str:
        """The likeliest sub-kind of a kind."""
        own = [label for label in self.labels if label.startswith(f"{kind}.")]
        return max(own, key=lambda label: self.labels[label]).partition(".")[2]


@dataclass(frozen=True, slots=True, eq=False)
class KindModel:
    """Weights for a message's vector and its stems."""

    identity: str
    """The encoder's whose vectors it was fitted on."""
    messages: str
    """Hash of the messages that it was fitted on."""
    labels: tuple[str, ...]
    stems: tuple[str, ...]
    asking: tuple[str, ...]
    """Beginnings of the words by which people ask for a text, or about one."""
    vector_weights: NDArray[np.float32]
    """(dimensions, labels)."""
    stem_weights: NDArray[np.float32]
    """(stems, labels)."""
    bias: NDArray[np.float32]
    """(labels,)."""

    def tell(self, text: str, vector: NDArray[np.float32]) -> Guess:
        """How likely a message is of each kind, by its words and its vector (dimensions,) as a question."""
        scores = vector @ self.vector_weights + weigh_stems(text, self.stems) @ self.stem_weights + self.bias
        odds = np.exp(scores - scores.max())
        return Guess(dict(zip(self.labels, map(float, odds / odds.sum()), strict=True)))


def find_topic(subject: Subject) -> tuple[str, ...]:
    """The words of a question that say what it asks about, where it surely asks for a text or about one.

    Those are not the words by which people do. One or two others that are nobody's name say nothing, either, unless
    they stand beside a word for a text: they may tell which one is meant.
    """
    asking = frozenset(read_model(SHIPPED).asking)
    left = tuple(word for word in subject.leftover if begin_of(word) not in asking)
    names = {one.casefold() for one in find_names(subject.rest) if not is_common_noun(one)}
    return () if len(left) <= _FEW and not subject.has_genre and names.isdisjoint(left) else left


def begin_of(word: str) -> str:
    """What a word of asking is known by."""
    return word[:_ASKING]


def find_stems(text: str) -> frozenset[str]:
    """The beginnings of a text's words, numbers and years as such, and where it begins and ends."""
    tokens = _TOKEN.findall(text.lower())
    stems = (("##" if len(one) == _YEAR else "#") if one[0].isdigit() else one[:_STEM] for one in tokens)
    return frozenset(("^", *stems, "$"))


def weigh_stems(text: str, stems: tuple[str, ...]) -> NDArray[np.float32]:
    """A vector (stems,) that has a share for each stem which the text has."""
    places = _place_stems(stems)
    own = [places[one] for one in find_stems(text) if one in places]
    bag = np.zeros(len(stems), dtype=np.float32)
    bag[own] = 1 / max(len(own), _FEWEST) ** 0.5
    return bag


@lru_cache(maxsize=4)
def _place_stems(stems: tuple[str, ...]) -> Mapping[str, int]:
    return {stem: place for place, stem in enumerate(stems)}


@lru_cache(maxsize=2)
def read_model(path: Path) -> KindModel:
    """A model from its file."""
    with np.load(path, allow_pickle=False) as stored:
        return KindModel(
            identity=str(stored["identity"]),
            messages=str(stored["messages"]),
            labels=tuple(map(str, stored["labels"])),
            stems=tuple(map(str, stored["stems"])),
            asking=tuple(map(str, stored["asking"])),
            vector_weights=stored["vector_weights"],
            stem_weights=stored["stem_weights"],
            bias=stored["bias"],
        )
