"""Fit the weights that decide whether a sentence is the author's own, and write them as data with their provenance.

`python -m eval.fit.voices` fits the chain of `ingest.voices.weighing` on the labelled texts of `dev` and `fresh`, by
penalised maximum likelihood. The rules were written for `dev`, so that what they say there is righter than on texts of
others: its texts weigh less. The figures in the file are those of texts left out one at a time, of `fresh` alone.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from app.cli.console import print_line
from eval.measure.voices import VOICES, place_labels, read_labelled_text
from ingest.records import Slice
from ingest.voices import weighing
from ingest.voices.attribution import Stretch, link_passages
from ingest.voices.weighing import WEIGHTS, Weighed, Weights, read_around, read_joint, weigh_chain

SPLITS = {"dev": 0.5, "fresh": 1.0}
"""What a sentence of each split weighs."""
PENALTY = 1.0
FEWEST = 4
"""Sentences that a sign stands in at the least."""
THRESHOLD = 0.4
"""Lower shows fewer words of others as the author's, and calls more of the author's reported."""
_SHOWN = (0.5, 0.4, 0.3, 0.2)
"""Thresholds whose figures are written beside the weights."""
_ITERATIONS = 150
_SMALLEST = 0.01
"""Lighter weights are not written."""
TARGET = Path(weighing.__file__).parent / WEIGHTS
Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text as chains of sentences, and of each whether a reader gives it to somebody else."""

    name: str
    split: str
    chains: tuple[tuple[tuple[Weighed, bool], ...], ...]


def read_labelled_texts() -> tuple[LabelledText, ...]:
    """All texts that the weights are fitted on."""
    return tuple(
        _read_text(path.parent, split) for split in SPLITS for path in sorted((VOICES / split).glob("*/labels.jsonl"))
    )


def _read_text(folder: Path, split: str) -> LabelledText:
    document, source, manifest = read_labelled_text(folder)
    where = {passage.id: Slice(passage.start, passage.end) for passage in document.passages}
    stretches = [
        Stretch(
            kind=one.kind,
            sentences=tuple(Slice(sentence.start, sentence.end) for sentence in one.sentences),
            note_speakers=(None,) * len(one.sentences),
            introduction=where[one.introduced_by] if one.introduced_by else None,
            opens=one.kind == "heading",
        )
        for one in document.passages
    ]
    starts = sorted(sentence.start for one in stretches for sentence in one.sentences)
    others: dict[int, bool] = {}
    for label, start, end in place_labels(folder, document.text):
        begins = [one for one in starts if start <= one < end] or [starts[bisect_right(starts, start) - 1]]
        others |= dict.fromkeys(begins, label.whose != "own")
    chains = link_passages(document.text, stretches, source, manifest)
    labelled = (tuple((one, others[start]) for start, one in chain.items() if start in others) for chain in chains)
    return LabelledText(folder.name, split, tuple(chain for chain in labelled if chain))


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Texts as numbers: the rows of all chains one below the other."""

    signs: Any
    """Sparse, a row a sentence, a column a sign."""
    joints: Any
    """The same for the joint before each sentence; none at a chain's beginning."""
    other: Row
    weight: Row
    bounds: tuple[tuple[int, int], ...]
    """Where each chain begins and ends."""


def fit_weights(texts: Sequence[LabelledText]) -> Weights:
    """The weights under which the labels of the texts are likeliest, large weights penalised."""
    signs = _frequent(sign for text in texts for chain in text.chains for found in _around(chain) for sign in found)
    joints = _frequent(sign for text in texts for chain in text.chains for found in _joints(chain) for sign in found)
    rows = _number(texts, signs, joints)
    count, more = len(signs), len(joints)

    def loss(values: Row) -> tuple[float, Row]:
        cost, gradient = _loss(rows, values, count, more)
        penalised = values.copy()
        penalised[count] = 0.0
        return cost + PENALTY / 2 * float(penalised @ penalised), gradient + PENALTY * penalised

    start = np.zeros(count + 1 + 2 * more)
    values = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}).x
    return Weights(
        bias=float(values[count]),
        threshold=THRESHOLD,
        signs=_named(signs, values[:count]),
        other=_named(joints, values[count + 1 : count + 1 + more]),
        own=_named(joints, values[count + 1 + more :]),
    )


def _frequent(signs: Iterable[str]) -> dict[str, int]:
    counts = Counter(signs)
    return {sign: number for number, sign in enumerate(sorted(sign for sign in counts if counts[sign] >= FEWEST))}


def _around(chain: Sequence[tuple[Weighed, bool]]) -> list[frozenset[str]]:
    sentences = [one for one, _ in chain]
    return [read_around(sentences, row) for row in range(len(sentences))]


def _joints(chain: Sequence[tuple[Weighed, bool]]) -> list[tuple[str, ...]]:
    return [(), *(tuple(read_joint(before, after)) for (before, _), (after, _) in pairwise(chain))]


def _named(signs: dict[str, int], values: Row) -> dict[str, float]:
    return {sign: round(float(values[column]), 3) for sign, column in signs.items() if abs(values[column]) > _SMALLEST}


def _number(texts: Sequence[LabelledText], signs: dict[str, int], joints: dict[str, int]) -> _Numbered:
    around: list[frozenset[str]] = []
    between: list[tuple[str, ...]] = []
    other: list[bool] = []
    weight: list[float] = []
    bounds = []
    for text in texts:
        for chain in text.chains:
            bounds.append((len(other), len(other) + len(chain)))
            around += _around(chain)
            between += _joints(chain)
            other += [is_other for _, is_other in chain]
            weight += [SPLITS[text.split]] * len(chain)
    return _Numbered(
        _sparse(around, signs), _sparse(between, joints), np.array(other, float), np.array(weight), tuple(bounds)
    )


def _sparse(found: Sequence[Iterable[str]], columns: dict[str, int]) -> Any:  # noqa: ANN401
    places = [(row, columns[sign]) for row, signs in enumerate(found) for sign in set(signs) if sign in columns]
    rows, cells = zip(*places, strict=True)
    return csr_matrix((np.ones(len(places)), (rows, cells)), shape=(len(found), len(columns)))


def _loss(rows: _Numbered, values: Row, count: int, more: int) -> tuple[float, Row]:
    """The negative logarithm of the labels' likelihood, and its gradient."""
    nodes = rows.signs @ values[:count] + values[count]
    stay_other = rows.joints @ values[count + 1 : count + 1 + more]
    stay_own = rows.joints @ values[count + 1 + more :]
    cost = 0.0
    by_node, by_other, by_own = np.zeros_like(nodes), np.zeros_like(nodes), np.zeros_like(nodes)
    for start, end in rows.bounds:
        place = slice(start, end)
        truth, weight = rows.other[place], rows.weight[start]
        norm, chance, both, neither = _expect(nodes[place], stay_other[place], stay_own[place])
        are_both = np.r_[0.0, truth[1:] * truth[:-1]]
        are_neither = np.r_[0.0, (1 - truth[1:]) * (1 - truth[:-1])]
        score = nodes[place] @ truth + stay_other[place] @ are_both + stay_own[place] @ are_neither
        cost += weight * (norm - float(score))
        by_node[place] = weight * (chance - truth)
        by_other[place] = weight * (both - are_both)
        by_own[place] = weight * (neither - are_neither)
    gradient = np.r_[rows.signs.T @ by_node, by_node.sum(), rows.joints.T @ by_other, rows.joints.T @ by_own]
    return cost, gradient


def _expect(nodes: Row, other: Row, own: Row) -> tuple[float, Row, Row, Row]:
    """Of a chain the logarithm of its norm, and the chances of each sentence and of each joint's two equal states."""
    number = len(nodes)
    ahead, behind = np.zeros((number, 2)), np.zeros((number, 2))
    ahead[0, 1] = nodes[0]
    for row in range(1, number):
        was_own, was_other = ahead[row - 1]
        ahead[row, 0] = np.logaddexp(was_own + own[row], was_other)
        ahead[row, 1] = np.logaddexp(was_own, was_other + other[row]) + nodes[row]
    for row in range(number - 1, 0, -1):
        is_own, is_other = behind[row, 0], behind[row, 1] + nodes[row]
        behind[row - 1, 0] = np.logaddexp(own[row] + is_own, is_other)
        behind[row - 1, 1] = np.logaddexp(is_own, other[row] + is_other)
    norm = float(np.logaddexp(ahead[-1, 0], ahead[-1, 1]))
    chance = np.exp(ahead[:, 1] + behind[:, 1] - norm)
    both, neither = np.zeros(number), np.zeros(number)
    both[1:] = np.exp(ahead[:-1, 1] + other[1:] + nodes[1:] + behind[1:, 1] - norm)
    neither[1:] = np.exp(ahead[:-1, 0] + own[1:] + behind[1:, 0] - norm)
    return norm, chance, both, neither


def leave_one_out(texts: Sequence[LabelledText]) -> list[tuple[LabelledText, Weights]]:
    """Each text with the weights fitted on all others."""
    return [(text, fit_weights([other for other in texts if other is not text])) for text in texts]


def describe_left_out(left_out: Sequence[tuple[LabelledText, Weights]]) -> list[str]:
    """A line a split and threshold: others shown as own, own as own, of texts that their weights have not seen."""
    lines = []
    for split in SPLITS:
        judged = [
            (is_other, chance)
            for text, weights in left_out
            if text.split == split
            for chain in text.chains
            for (_, is_other), chance in zip(chain, weigh_chain([one for one, _ in chain], weights), strict=True)
        ]
        for threshold in _SHOWN if judged else ():
            missed = sum(is_other and chance < threshold for is_other, chance in judged)
            kept = sum(not is_other and chance < threshold for is_other, chance in judged)
            others = sum(is_other for is_other, _ in judged)
            own = len(judged) - others
            lines.append(
                f"{split}, threshold {threshold}: others shown as own {missed}/{others} {missed / others:.3f},"
                f" own as own {kept}/{own} {kept / own:.3f}"
            )
    return lines


def write_weights(weights: Weights, remarks: Sequence[str], target: Path = TARGET) -> None:
    """Write the weights with what they were fitted on."""
    lines = [f"# {remark}" for remark in remarks]
    lines += ["", f"bias = {weights.bias:.3f}", f"threshold = {weights.threshold}"]
    for name, table in (("signs", weights.signs), ("other", weights.other), ("own", weights.own)):
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(sign, ensure_ascii=False)} = {table[sign]}" for sign in sorted(table)]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, judge on texts left out, and write the weights."""
    texts = read_labelled_texts()
    remarks = [
        "Weights of ingest.voices.weighing, fitted by `python -m eval.fit.voices` on eval/voices/dev and fresh.",
        f"Weights of the splits {SPLITS}, penalty {PENALTY}, signs of {FEWEST} sentences and more.",
        "Sentences that the chains weigh, each text left out of its own fit:",
        *describe_left_out(leave_one_out(texts)),
    ]
    for remark in remarks:
        print_line(remark)
    write_weights(fit_weights(texts), remarks)


if __name__ == "__main__":
    main()
