"""Fit the reranker: the bundled encoder, trained to read a question and a passage together.

It learns two things at once: which sentences of the passage answer, and whether any does. Needs torch and
transformers, which the product does not. It starts from the encoder that ships, or from an earlier fit. What is written
is an adapter: for each matrix the change to the bare encoder, in low rank and float16, and the two heads that follow.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as entropy

from eval.cases.taught import Place, ReadQuestion, TaughtPassage
from eval.fit.adapter import Tensors, make_adapter, merge, to_half
from index.encoders.bundled.conversion import convert_bundled
from index.reranking.pairs import Pair, lay_pairs

_BATCH = 16
"""Pairs a step."""
_RATE = 1e-4
_HEAD_RATE = 10
"""How many times faster than the encoder the heads learn."""
_WARMING = 0.08
_FROZEN = 4
"""Layers that stay as they are: a quarter less time a step."""
_POOL = 32
"""Batches sorted by length together: less padding."""
_PADDING = 1
_HEADED = 2
"""Every second passage is read with its heading."""
_OTHERS = 1 / 3
"""Share of the answered questions that are read with another passage of their text, too: twins teach more."""
_EVERY = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A pair with what is right."""

    pair: Pair
    sentences: int
    right: tuple[int, ...]
    answers: bool


Passages = Mapping[Place, TaughtPassage]


class RerankerModel(nn.Module):
    """The encoder; a head over the mean of each sentence's tokens, one over the first token."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import AutoModel

        self.encoder = AutoModel.from_pretrained(
            folder,
            dtype=torch.float32,
            add_pooling_layer=False,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer[:_FROZEN]:
            layer.requires_grad_(False)
        self.sentence = nn.Linear(self.encoder.config.hidden_size, 1)
        self.passage = nn.Linear(self.encoder.config.hidden_size, 1)
        self.dropout = nn.Dropout(0.1)

    def set_heads(self, parts: Tensors) -> None:
        """Take the heads of an earlier fit, if it has them."""
        with torch.no_grad():
            for name, value in self.named_parameters():
                if not name.startswith("encoder.") and name in parts:
                    value.copy_(torch.from_numpy(parts[name]).float())

    def heads(self) -> Tensors:
        """The heads as they are kept."""
        return {name: to_half(value) for name, value in self.named_parameters() if not name.startswith("encoder.")}

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pool: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (pairs, sentences) and (pairs,) of pairs (pairs, tokens), pooled by (pairs, sentences, tokens)."""
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        states = states.float()
        sentences = self.sentence(self.dropout(pool @ states)).squeeze(-1)
        return sentences, self.passage(self.dropout(states[:, 0])).squeeze(-1)


def fit_reranker(
    questions: Sequence[ReadQuestion],
    passages: Passages,
    held: Sequence[ReadQuestion],
    *,
    start: Tensors,
    epochs: int,
    on_epoch: Callable[[str], None],
) -> Tensors:
    """Train and return the adapter's tensors by name.

    Args:
        questions: What is trained on.
        passages: All passages of their texts, and of those that `held` asks for.
        held: What is only measured on, after each round.
        start: The tensors of an earlier fit to go on from; empty to begin with the encoder that ships.
        epochs: Rounds over all passages.
        on_epoch: Gets a line now and then, and one after each round.

    """
    random.seed(0)
    torch.manual_seed(0)
    with TemporaryDirectory() as name:
        bare, folder = Path(name) / "bare", Path(name) / "adapted"
        convert_bundled(bare, adapter=False)
        convert_bundled(folder, adapter=True)
        tokenise = _tokeniser(bare)
        base = {name: value.detach() for name, value in RerankerModel(bare).encoder.named_parameters()}
        model = RerankerModel(bare if start else folder)
    merge(model.encoder, start)
    model.set_heads(start)
    make_row = _row_maker(tokenise, passages)
    rounds = [list(_draw(questions, passages)) for _ in range(epochs)]
    optimizer, schedule = _optimise(model, sum(-(-len(rows) // _BATCH) for rows in rounds))
    kept = [make_row(one, one.place) for one in held]
    for number, drawn in enumerate(rounds, start=1):
        _train(model, [make_row(one, place) for one, place in drawn], optimizer, schedule, on_epoch)
        on_epoch(f"round {number} of {epochs}" + (f": {measure(model, held, kept)}" if held else ""))
    return model.heads() | make_adapter(model.encoder, base)


def _tokeniser(folder: Path) -> Callable[[Sequence[str]], list[list[int]]]:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    return lambda texts: [one.ids for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def _row_maker(
    tokenise: Callable[[Sequence[str]], list[list[int]]], passages: Passages
) -> Callable[[ReadQuestion, Place], Row]:
    known = {
        place: (tokenise([one.heading])[0] if one.heading and _is_headed(one) else [], tokenise(one.sentences))
        for place, one in passages.items()
    }

    def make(question: ReadQuestion, place: Place) -> Row:
        heading, sentences = known[place]
        pair = next(lay_pairs(tokenise([question.text])[0], heading, sentences))
        answers = question.answers and place == question.place
        read = max(pair.owners) + 1
        right = tuple(one for one in question.sentences if one < read) if answers else ()
        return Row(pair, read, right, answers)

    return make


def _is_headed(passage: TaughtPassage) -> bool:
    return sum(map(ord, passage.words)) % _HEADED == 0


def _draw(questions: Sequence[ReadQuestion], passages: Passages) -> Iterator[tuple[ReadQuestion, Place]]:
    """Each question with its passage; what is answered once more with another passage of its text."""
    of_text: dict[str, list[Place]] = {}
    for place in passages:
        of_text.setdefault(place.text, []).append(place)
    for one in questions:
        yield one, one.place
        others = [place for place in of_text[one.place.text] if place != one.place]
        if one.answers and others and random.random() < _OTHERS:  # noqa: S311
            yield one, random.choice(others)  # noqa: S311 - not for secrets


def _optimise(model: RerankerModel, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    learning = [value for value in model.encoder.parameters() if value.requires_grad]
    heads = [value for name, value in model.named_parameters() if not name.startswith("encoder.")]
    groups: list[dict[str, Any]] = [{"params": learning, "lr": _RATE}, {"params": heads, "lr": _RATE * _HEAD_RATE}]

    def rate(step: int) -> float:
        return min((step + 1) / (_WARMING * steps + 1), max(0.0, (steps - step) / ((1 - _WARMING) * steps + 1)))

    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, rate)


def _batches(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Batches of like length in random order."""
    order = random.sample(list(rows), len(rows))
    for start in range(0, len(order), _BATCH * _POOL):
        pool = sorted(order[start : start + _BATCH * _POOL], key=lambda row: len(row.pair.ids))
        batches = [pool[at : at + _BATCH] for at in range(0, len(pool), _BATCH)]
        yield from random.sample(batches, len(batches))


def _train(
    model: RerankerModel,
    rows: Sequence[Row],
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    on_step: Callable[[str], None],
) -> None:
    model.train()
    losses = []
    for step, some in enumerate(_batches(rows), start=1):
        sentences, answers = model(*_collate([row.pair for row in some]))
        loss = entropy(answers, torch.tensor([float(row.answers) for row in some])) + _sentence_loss(sentences, some)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
        if step % _EVERY == 0:
            on_step(f"step {step} of {-(-len(rows) // _BATCH)}: loss {np.mean(losses[-_EVERY:]):.3f}")


def _sentence_loss(logits: torch.Tensor, rows: Sequence[Row]) -> torch.Tensor:
    """Over all sentences."""
    parts = []
    for some, row in zip(logits, rows, strict=True):
        right = torch.zeros(row.sentences)
        right[list(row.right)] = 1
        parts.append(entropy(some[: row.sentences], right, reduction="none"))
    return torch.cat(parts).mean()


def _collate(pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    length = max(len(pair.ids) for pair in pairs)
    most = max(max(pair.owners) + 1 for pair in pairs)
    ids = torch.full((len(pairs), length), _PADDING)
    mask = torch.zeros_like(ids)
    pool = torch.zeros(len(pairs), most, length)
    for row, pair in enumerate(pairs):
        ids[row, : len(pair.ids)] = torch.tensor(pair.ids)
        mask[row, : len(pair.ids)] = 1
        owners = torch.tensor(pair.owners)
        for place in range(max(pair.owners) + 1):
            pool[row, place, : len(owners)] = (owners == place).float()
    return ids, mask, pool / pool.sum(-1, keepdim=True).clamp(min=1)


def measure(model: RerankerModel, held: Sequence[ReadQuestion], rows: Sequence[Row]) -> str:
    """How often an answered question's passage is likelier to answer than an unanswered one's (the area under ROC)."""
    model.eval()
    order = sorted(range(len(rows)), key=lambda place: len(rows[place].pair.ids))
    likely = np.zeros(len(rows))
    with torch.no_grad():
        for start in range(0, len(order), _BATCH):
            some = order[start : start + _BATCH]
            likely[some] = model(*_collate([rows[place].pair for place in some]))[1].numpy()
    answered = np.array([one.answers for one in held])
    right, wrong = likely[answered], likely[~answered]
    area = float((right[:, None] > wrong[None]).mean())
    return f"area {area:.3f} of {len(right)} answered and {len(wrong)} others"
