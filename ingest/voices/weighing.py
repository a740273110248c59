"""Own or somebody else's, weighed over a whole paragraph: what one sentence shows counts for its neighbours.

The rules read a sentence by itself and what came before. Here their findings are signs among others in a chain of two
states (a linear-chain conditional random field after Lafferty et al. 2001), whose weights `eval.fit.voices` fits on
labelled texts. A sentence without a word of saying between two that have one is more often reported than one that
opens a paragraph.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log

from ingest.reading import PassageKind
from ingest.records import Slice
from ingest.voices.context import Attributed

WEIGHTS = "weights.toml"
_WEIGHED = frozenset({"paragraph", "list_item", "list_intro", "lead", "abstract"})
_BEFORE = re.compile(r"rule|said|ends|mark|announce|quotes$|subject|main mood|loose")
"""Signs of the sentence before that are signs of this one, too; the other patterns likewise."""
_BEHIND = re.compile(r"rule|said|quotes$|subject|main mood")
_WITH_RULE = re.compile(
    r"said|mood|subject|first|quotes$|en tense|before|ends|claim|text noun|main mood|loose|names|speaks|comments"
)
_JOINING = re.compile(
    r"subject |main mood|first|rule |en t|(?:de|en|ru) |names|speaks|comments|number|year|quotes$|ends|loose|verb"
    r"|mark|length"
)
_JOINED = re.compile(r"rule|said|subject|ends|quotes$|announces|loose")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence in its paragraph, as the chain reads it."""

    paragraph: int
    position: int
    """In the paragraph, from 0."""
    number: int
    """Sentences in the paragraph."""
    signs: tuple[str, ...]
    is_other: bool
    """What the rules say."""


Passages = Sequence[tuple[PassageKind, Sequence[Slice], Sequence[Attributed]]]
"""Of each passage its kind, its sentences, and what the rules make of them."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign weighs for somebody else, and what each joint of two sentences weighs for staying."""

    bias: float
    threshold: float
    """Probability from which on a sentence is somebody else's."""
    signs: Mapping[str, float]
    other: Mapping[str, float]
    """By sign of a joint, for two sentences that are both somebody else's."""
    own: Mapping[str, float]
    """The same, both the author's."""


@lru_cache(maxsize=1)
def read_weights() -> Weights:
    """The fitted weights, read at first use."""
    table = tomllib.loads((files(__package__) / WEIGHTS).read_text(encoding="utf-8"))
    return Weights(table["bias"], table["threshold"], table["signs"], table["other"], table["own"])


def weigh_sentences(passages: Passages) -> dict[int, bool]:
    """By the beginning of each sentence that has signs, whether it is somebody else's."""
    weights = read_weights()
    return {
        start: chance >= weights.threshold
        for chain in link_sentences(passages)
        for start, chance in zip(chain, weigh_chain(tuple(chain.values()), weights), strict=True)
    }


def link_sentences(passages: Passages) -> Iterator[dict[int, Weighed]]:
    """The chains of a document by the beginnings of their sentences; headings, turns and quotations end one."""
    chain: dict[int, Weighed] = {}
    for row, (kind, sentences, attributed) in enumerate(passages):
        for position, (piece, one) in enumerate(zip(sentences, attributed, strict=True)):
            if kind not in _WEIGHED or not one.signs:
                if chain:
                    yield chain
                chain = {}
                continue
            chain[piece.start] = Weighed(row, position, len(sentences), one.signs, one.attribution != "own")
    if chain:
        yield chain


def weigh_chain(chain: Sequence[Weighed], weights: Weights) -> list[float]:
    """For each sentence of a chain the probability that it is somebody else's, given all others."""
    if not chain:
        return []
    nodes = [
        weights.bias + sum(weights.signs.get(sign, 0.0) for sign in read_around(chain, row))
        for row in range(len(chain))
    ]
    joints = [tuple(read_joint(before, after)) for before, after in pairwise(chain)]
    other = [0.0, *(sum(weights.other.get(sign, 0.0) for sign in joint) for joint in joints)]
    own = [0.0, *(sum(weights.own.get(sign, 0.0) for sign in joint) for joint in joints)]
    forward = [(0.0, nodes[0])]
    for row in range(1, len(chain)):
        was_own, was_other = forward[-1]
        stays_own = _add(was_own + own[row], was_other)
        forward.append((stays_own, _add(was_own, was_other + other[row]) + nodes[row]))
    backward = [(0.0, 0.0)]
    for row in range(len(chain) - 1, 0, -1):
        is_own, is_other = backward[-1]
        is_other += nodes[row]
        backward.append((_add(is_own + own[row], is_other), _add(is_own, is_other + other[row])))
    return [
        1 / (1 + exp(min(700.0, ahead[0] + behind[0] - ahead[1] - behind[1])))
        for ahead, behind in zip(forward, reversed(backward), strict=True)
    ]


def _add(one: float, other: float) -> float:
    """The logarithm of the sum of two numbers given by theirs."""
    high, low = max(one, other), min(one, other)
    return high + log(1 + exp(low - high))


def read_around(chain: Sequence[Weighed], row: int) -> frozenset[str]:
    """The signs of a sentence with those that its neighbours and its place lend it."""
    one = chain[row]
    before = chain[row - 1] if row else None
    after = chain[row + 1] if row + 1 < len(chain) else None
    inside = before is not None and before.paragraph == one.paragraph
    goes_on = after is not None and after.paragraph == one.paragraph
    found = {*one.signs, "place later" if one.position else "place first"}
    if one.position == one.number - 1:
        found.add("place last")
    if one.number == 1:
        found.add("place alone")
    found.add(f"prev {_tell(before, same=inside)}")
    found.add(f"next {_tell(after, same=goes_on)}")
    if before and after and inside and goes_on:
        found.add(f"around {before.is_other} {after.is_other}")
    found |= set(_of_paragraph(chain, row))
    if before and inside:
        found |= {f"prev: {sign}" for sign in before.signs if _BEFORE.match(sign)}
    if after and goes_on:
        found |= {f"next: {sign}" for sign in after.signs if _BEHIND.match(sign)}
    rule = next((sign for sign in one.signs if sign.startswith("rule")), "rule -")
    found |= {f"{rule} & {sign}" for sign in one.signs if _WITH_RULE.match(sign) or sign.startswith("language")}
    return frozenset(found)


def _tell(neighbour: Weighed | None, *, same: bool) -> str:
    if neighbour is None:
        return "none"
    return f"{'same' if same else 'other paragraph'} {'other' if neighbour.is_other else 'own'}"


def _of_paragraph(chain: Sequence[Weighed], row: int) -> Iterator[str]:
    """Whether anybody else speaks before the sentence in its paragraph, and behind it."""
    one = chain[row]
    start = row
    while start and chain[start - 1].paragraph == one.paragraph:
        start -= 1
    end = row + 1
    while end < len(chain) and chain[end].paragraph == one.paragraph:
        end += 1
    yield "others before" if any(other.is_other for other in chain[start:row]) else "no others before"
    yield "others behind" if any(other.is_other for other in chain[row + 1 : end]) else "no others behind"


def read_joint(before: Weighed, after: Weighed) -> Iterator[str]:
    """The signs of the joint between two sentences: within a paragraph what opens the second one tells."""
    if before.paragraph != after.paragraph:
        yield "joint of paragraphs"
        return
    yield "joint"
    yield from (f"joint {sign}" for sign in after.signs if _JOINING.match(sign))
    yield from (f"joint behind {sign}" for sign in before.signs if _JOINED.match(sign))
    if after.position == after.number - 1:
        yield "joint last"
