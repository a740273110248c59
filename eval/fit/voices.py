"""Fit the listener: the bundled encoder, trained on labelled texts to tell whose words each sentence gives.

Needs torch and transformers, which the product does not. It goes on from the listener that ships, if there is one. What
is written is an adapter: for each matrix the change to the bare encoder, in low rank and float16, and the head that
follows.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from eval.fit.adapter import Tensors
from eval.fit.training import HeadedEncoder, Learning, Tokenise, fill_rows, open_model, optimise, take_step
from eval.measure.voice_lines import VoiceLine
from index.listening.conversion import HEADS
from index.listening.windows import LONGEST, Sentence, Window, choose_windows, fill_window, lay_windows, reach

_BATCH = 4
"""Windows a step."""
_RATE = 1.5e-4
_SMOOTHING = 0.05
_NO_LABEL = -1

Rows = list[tuple[Window, list[int]]]
"""Windows with their sentences' labels."""


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text as tokens."""

    sentences: list[Sentence]
    labels: list[int]
    """Places in `HEADS`; -1 for what has no label."""


class VoiceModel(HeadedEncoder):
    """The mean over each sentence's tokens, and a linear head."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.head = nn.Linear(self.width, len(HEADS))

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pool: torch.Tensor) -> torch.Tensor:
        """Scores (windows, sentences, 5) of windows (windows, tokens), pooled by (windows, sentences, tokens)."""
        scores: torch.Tensor = self.head(self.dropout(pool @ self.read(ids, mask)))
        return scores


def fit_listener(
    texts: Sequence[Sequence[VoiceLine]],
    held: Sequence[Sequence[VoiceLine]],
    *,
    start: Tensors,
    epochs: int,
    on_epoch: Callable[[str], None],
) -> Tensors:
    """Train and return the adapter's tensors by name.

    Args:
        texts: What is trained on.
        held: What is only measured on, after each round.
        start: The tensors of an earlier fit to go on from; empty to begin with the bare encoder.
        epochs: Rounds over all texts.
        on_epoch: Gets a line after each round.

    """
    random.seed(0)
    torch.manual_seed(0)
    model, base, tokens = open_model(VoiceModel)
    model.take(start)
    tokenise = _tokeniser(tokens)
    taught, kept = [tokenise(text) for text in texts], [tokenise(text) for text in held]
    # Cut beforehand: where a text is cut is drawn, and the rate falls to nothing with the very last step.
    rounds = [_draw(taught) for _ in range(epochs)]
    learning = optimise(model, sum(-(-len(rows) // _BATCH) for rows in rounds), _RATE)
    for epoch, rows in enumerate(rounds, start=1):
        loss = _train(model, rows, learning)
        on_epoch(f"round {epoch} of {epochs}: loss {loss:.3f}" + (f"; {_measure(model, kept)}" if kept else ""))
    return model.keep(base)


def _tokeniser(tokens: Tokenise) -> Callable[[Sequence[VoiceLine]], Text]:
    def tokenise(lines: Sequence[VoiceLine]) -> Text:
        cut = zip(lines, tokens([line.text for line in lines]), strict=True)
        sentences = [Sentence(tuple(ids[:LONGEST]), line.passage) for line, ids in cut]
        return Text(sentences, [HEADS.index(line.whose) if line.whose else _NO_LABEL for line in lines])

    return tokenise


def _cut(text: Text, first: int) -> Rows:
    """The text in windows that do not overlap, the first one `first` sentences long."""
    rows: Rows = []
    start = 0
    while start < len(text.sentences):
        stop = reach(text.sentences, start)
        stop = min(stop, first) if first and start == 0 else stop
        rows.append((fill_window(text.sentences, start, stop), text.labels[start:stop]))
        start = stop
    return rows


def _draw(texts: Sequence[Text]) -> Rows:
    """The windows of all texts in random order, each text cut elsewhere than in other rounds."""
    rows = [row for text in texts for row in _cut(text, random.randrange(6))]  # noqa: S311 - not for secrets
    random.shuffle(rows)
    return rows


def _train(
    model: VoiceModel,
    rows: Rows,
    learning: Learning,
) -> float:
    model.train()
    losses = []
    for start in range(0, len(rows), _BATCH):
        some = rows[start : start + _BATCH]
        scores = model(*_collate([window for window, _ in some]))
        labels = torch.full(scores.shape[:2], _NO_LABEL)
        for row, (_, given) in enumerate(some):
            labels[row, : len(given)] = torch.tensor(given)
        if not (labels != _NO_LABEL).any():
            continue
        loss = cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=_NO_LABEL, label_smoothing=_SMOOTHING)
        losses.append(take_step(model, loss, learning))
    return float(np.mean(losses))


def _collate(windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    ids, mask = fill_rows([window.ids for window in windows])
    most = max(window.stop - window.start for window in windows)
    pool = torch.zeros(len(windows), most, ids.shape[1])
    for row, window in enumerate(windows):
        owners = torch.tensor(window.owners)
        for place in range(window.stop - window.start):
            pool[row, place, : len(owners)] = (owners == place).float()
    return ids, mask, pool / pool.sum(-1, keepdim=True).clamp(min=1)


def _measure(model: VoiceModel, texts: Sequence[Text]) -> str:
    """Figures on held texts at one half: others' words taken for the author's, the author's recognised."""
    model.eval()
    others: list[bool] = []
    own: list[bool] = []
    for text in texts:
        windows = lay_windows(text.sentences)
        chosen = choose_windows(text.sentences, windows)
        with torch.no_grad():
            scores = [model(*_collate([window]))[0].softmax(-1)[:, 0] for window in windows]
        for place, label in enumerate(text.labels):
            if label != _NO_LABEL:
                window = windows[chosen[place]]
                likely = float(scores[chosen[place]][place - window.start]) > 0.5
                (own if HEADS[label] == "own" else others).append(likely)
    return f"others as own {sum(others)}/{len(others)}, own as own {sum(own)}/{len(own)}"
