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
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy

from eval.fit.adapter import Tensors, make_adapter, merge, to_half
from eval.measure.voice_lines import VoiceLine
from index.encoders.bundled.conversion import convert_bundled
from index.listening.conversion import HEADS
from index.listening.windows import LONGEST, Sentence, Window, choose_windows, fill_window, lay_windows, reach

_BATCH = 4
"""Windows a step."""
_RATE = 1.5e-4
_HEAD_RATE = 10
"""How many times faster than the encoder the head learns."""
_WARMING = 0.1
_SMOOTHING = 0.05
_NO_LABEL = -1
_PADDING = 1

Rows = list[tuple[Window, list[int]]]
"""Windows with their sentences' labels."""


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text as tokens."""

    sentences: list[Sentence]
    labels: list[int]
    """Places in `HEADS`; -1 for what has no label."""


class VoiceModel(nn.Module):
    """The encoder, the mean over each sentence's tokens, and a linear head."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import AutoModel

        # Dropout within the encoder costs a third of the time of a step on a CPU.
        self.encoder = AutoModel.from_pretrained(
            folder,
            dtype=torch.float32,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.embeddings.requires_grad_(False)
        self.head = nn.Linear(self.encoder.config.hidden_size, len(HEADS))
        self.dropout = nn.Dropout(0.1)

    def set_head(self, parts: Tensors) -> None:
        """Take the head of an earlier fit, if it has one."""
        with torch.no_grad():
            for name, value in self.head.named_parameters():
                if f"head.{name}" in parts:
                    value.copy_(torch.from_numpy(parts[f"head.{name}"]).float())

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pool: torch.Tensor) -> torch.Tensor:
        """Scores (windows, sentences, 5) of windows (windows, tokens), pooled by (windows, sentences, tokens)."""
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        scores: torch.Tensor = self.head(self.dropout(pool @ states.float()))
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
    with TemporaryDirectory() as name:
        folder = Path(name) / "base"
        convert_bundled(folder, adapter=False)
        tokenise = _tokeniser(folder)
        model = VoiceModel(folder)
    base = {name: value.detach().clone() for name, value in model.encoder.named_parameters() if value.requires_grad}
    merge(model.encoder, start)
    model.set_head(start)
    taught, kept = [tokenise(text) for text in texts], [tokenise(text) for text in held]
    # Cut beforehand: where a text is cut is drawn, and the rate falls to nothing with the very last step.
    rounds = [_draw(taught) for _ in range(epochs)]
    optimizer, schedule = _optimise(model, sum(-(-len(rows) // _BATCH) for rows in rounds))
    for epoch, rows in enumerate(rounds, start=1):
        loss = _train(model, rows, optimizer, schedule)
        on_epoch(f"round {epoch} of {epochs}: loss {loss:.3f}" + (f"; {_measure(model, kept)}" if kept else ""))
    head = {"head.weight": to_half(model.head.weight), "head.bias": to_half(model.head.bias)}
    return head | make_adapter(model.encoder, base)


def _tokeniser(folder: Path) -> Callable[[Sequence[VoiceLine]], Text]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()

    def tokenise(lines: Sequence[VoiceLine]) -> Text:
        encoded = tokenizer.encode_batch([line.text for line in lines], add_special_tokens=False)
        sentences = [Sentence(tuple(one.ids[:LONGEST]), line.passage) for line, one in zip(lines, encoded, strict=True)]
        return Text(sentences, [HEADS.index(line.whose) if line.whose else _NO_LABEL for line in lines])

    return tokenise


def _optimise(model: VoiceModel, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    learning = [value for value in model.encoder.parameters() if value.requires_grad]
    groups = [{"params": learning, "lr": _RATE}, {"params": model.head.parameters(), "lr": _RATE * _HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)

    def rate(step: int) -> float:
        return min((step + 1) / (_WARMING * steps + 1), max(0.0, (steps - step) / ((1 - _WARMING) * steps + 1)))

    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


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
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
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
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return float(np.mean(losses))


def _collate(windows: Sequence[Window]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(window.ids) for window in windows)
    most = max(window.stop - window.start for window in windows)
    ids = torch.full((len(windows), length), _PADDING)
    mask = torch.zeros_like(ids)
    pool = torch.zeros(len(windows), most, length)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        mask[row, : len(window.ids)] = 1
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
