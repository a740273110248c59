"""Fit the weights by which the product guesses what kind of message it gets: logistic regression on written messages.

The messages are embedded as questions. Beside their vectors count those stems of words that stand in several of them.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.asking.kinds.guessing import SHIPPED, KindModel, begin_of, find_stems, weigh_stems
from index.encoders.protocol import Encoder
from ingest.text.terms import find_content_words

KINDS = Path(__file__).parents[1] / "kinds"
MESSAGES = KINDS / "messages.jsonl"
FRESH = KINDS / "fresh.jsonl"
"""Never fitted on."""
Rows = NDArray[np.float32]
_RIDGE = 0.02
"""Weight of the squared weights; vectors are centred, with unit variance."""
_STEPS = 300
"""Of Nesterov's accelerated gradient."""
_FEWEST = 3
"""Messages that have a stem which counts."""
_STEM_SCALE = 8.0
"""What a stem weighs beside a vector's dimension."""
_OF_TEXTS = ("about", "overview", "place")
_ASKED_BY = 4
"""Messages of these kinds that have a word of asking; what stands in fewer is what they are about."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A message with what it is."""

    text: str
    label: str
    """Its kind, with its sub-kind after a dot where it has one: "fact", "about.author"."""
    split: str = "train"

    @property
    def kind(self) -> str:
        """The kind alone."""
        return self.label.partition(".")[0]


def read_samples(path: Path = MESSAGES) -> tuple[Sample, ...]:
    """The messages of a file, in its order."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Sample(row["text"], ".".join(filter(None, (row["kind"], row["sub"]))), row.get("split", "train"))
        for row in rows
    )


def fit_kinds(samples: Sequence[Sample], encoder: Encoder) -> KindModel:
    """Fit on messages with an encoder; the same messages and the same encoder give the same weights."""
    labels = tuple(sorted({one.label for one in samples}))
    wanted = np.eye(len(labels), dtype=np.float32)[[labels.index(one.label) for one in samples]]
    texts = [one.text for one in samples]
    stems = _keep(Counter(stem for text in texts for stem in find_stems(text)), _FEWEST)
    bags = np.stack([weigh_stems(text, stems) for text in texts])
    vectors = np.stack([encoder.encode_query(text) for text in texts])
    mean, spread = vectors.mean(axis=0), np.float32((vectors - vectors.mean(axis=0)).std())
    weights, bias = fit_weights(np.hstack([(vectors - mean) / spread, bags * _STEM_SCALE]), wanted, _RIDGE)
    vector_weights, stem_weights = weights[: len(mean)] / spread, weights[len(mean) :] * _STEM_SCALE
    return KindModel(
        encoder.identity,
        hash_messages(),
        labels,
        stems,
        _find_asking(one.text for one in samples if one.kind in _OF_TEXTS),
        np.asarray(vector_weights, dtype=np.float32),
        np.asarray(stem_weights, dtype=np.float32),
        np.asarray(bias - mean @ vector_weights, dtype=np.float32),
    )


def count_right(model: KindModel, samples: Sequence[Sample], encoder: Encoder) -> dict[str, tuple[int, int]]:
    """By kind: of how many samples it is the likeliest, and how many there are; no phrase is looked for."""
    kinds = sorted({label.partition(".")[0] for label in model.labels})
    counted: dict[str, tuple[int, int]] = {}
    for one in samples:
        guess = model.tell(one.text, encoder.encode_query(one.text))
        right, all_ = counted.get(one.kind, (0, 0))
        counted[one.kind] = right + (max(kinds, key=guess.of_kind) == one.kind), all_ + 1
    return dict(sorted(counted.items()))


def _find_asking(texts: Iterable[str]) -> tuple[str, ...]:
    return _keep(Counter(one for text in texts for one in set(map(begin_of, find_content_words(text)))), _ASKED_BY)


def _keep(counts: Counter[str], fewest: int) -> tuple[str, ...]:
    return tuple(sorted(one for one, count in counts.items() if count >= fewest))


def hash_messages() -> str:
    """What the messages are known by: the first 16 digits of their file's SHA-256."""
    return hashlib.sha256(MESSAGES.read_bytes()).hexdigest()[:16]


def write_model(model: KindModel, path: Path = SHIPPED) -> None:
    """Write a model where the product reads it."""
    arrays = {name: np.array(getattr(model, name)) for name in KindModel.__slots__}
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def fit_weights(rows: Rows, wanted: Rows, ridge: float) -> tuple[Rows, Rows]:
    """Multinomial logistic regression: weights (columns, labels) and bias (labels,).

    Args:
        rows: What is known of each message (messages, columns).
        wanted: 1 for each message's label, else 0 (messages, labels).
        ridge: Weight of the squared weights.

    """
    steepest = np.linalg.norm(rows, ord=2) ** 2 / len(rows)
    step = np.float32(1 / (0.5 * steepest + ridge))
    weights = ahead = np.zeros((rows.shape[1], wanted.shape[1]), dtype=np.float32)
    bias = bias_ahead = np.log(wanted.mean(axis=0))
    pace = 1.0
    for _ in range(_STEPS):
        scores = rows @ ahead + bias_ahead
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        wrong = odds / odds.sum(axis=1, keepdims=True) - wanted
        new = ahead - step * (rows.T @ wrong / np.float32(len(rows)) + np.float32(ridge) * ahead)
        new_bias = bias_ahead - wrong.mean(axis=0)
        faster = (1 + (1 + 4 * pace**2) ** 0.5) / 2
        ahead = new + np.float32((pace - 1) / faster) * (new - weights)
        bias_ahead = new_bias + np.float32((pace - 1) / faster) * (new_bias - bias)
        weights, bias, pace = new, new_bias, faster
    return weights, bias
