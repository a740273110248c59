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

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits as entropy

from eval.cases.taught import Place, ReadQuestion, TaughtPassage
from eval.fit.adapter import Tensors
from eval.fit.training import (
    HeadedEncoder,
    Learning,
    Tokenise,
    fill_rows,
    go_back,
    open_model,
    optimise,
    remember,
    take_step,
)
from index.reranking.pairs import Pair, lay_pairs

_BATCH = 16
"""Pairs a step."""
_RATE = 1e-4
_ROOM = 220
"""Tokens of a passage's sentences; what is longer is cut off."""
_FROZEN = 4
"""Layers that stay as they are: a quarter less time a step."""
_POOL = 32
"""Batches sorted by length together: less padding."""
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


class RerankerModel(HeadedEncoder):
    """A head over the mean of each sentence's tokens, one over the first token."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, frozen=_FROZEN)
        self.sentence = nn.Linear(self.width, 1)
        self.passage = nn.Linear(self.width, 1)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, pool: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (pairs, sentences) and (pairs,) of pairs (pairs, tokens), pooled by (pairs, sentences, tokens)."""
        states = self.read(ids, mask)
        sentences = self.sentence(self.dropout(pool @ states)).squeeze(-1)
        return sentences, self.passage(self.dropout(states[:, 0])).squeeze(-1)


def fit_reranker(
    questions: Sequence[ReadQuestion],
    passages: Passages,
    held: Sequence[ReadQuestion],
    *,
    strangers: Sequence[Place],
    start: Tensors,
    epochs: int,
    back: float,
    on_epoch: Callable[[str], None],
) -> Tensors:
    """Train and return the adapter's tensors by name.

    Args:
        questions: What is trained on.
        passages: All passages of their texts, and of those that `held` asks for.
        held: What is only measured on, after each round.
        strangers: For each question a passage of another text, which does not answer (see `find_strangers`).
        start: The tensors of an earlier fit to go on from; empty to begin with the encoder that ships.
        epochs: Rounds over all passages.
        back: How far to go back, in the end, to where it began (0 to 1).
        on_epoch: Gets a line now and then, and one after each round.

    """
    random.seed(0)
    torch.manual_seed(0)
    model, base, tokenise = open_model(RerankerModel, adapter=not start)
    model.take(start)
    before = remember(model) if back else {}
    make_row = _row_maker(tokenise, passages)
    rounds = [list(_draw(questions, strangers, passages)) for _ in range(epochs)]
    learning = optimise(model, sum(-(-len(rows) // _BATCH) for rows in rounds), _RATE)
    kept = [make_row(one, one.place) for one in held]
    for number, drawn in enumerate(rounds, start=1):
        _train(model, [make_row(one, place) for one, place in drawn], learning, on_epoch)
        on_epoch(f"round {number} of {epochs}" + (f": {measure(model, held, kept)}" if held else ""))
    if back:
        go_back(model, before, back)
        on_epoch(f"gone back by {back}: {measure(model, held, kept)}")
    return model.keep(base)


def _row_maker(tokenise: Tokenise, passages: Passages) -> Callable[[ReadQuestion, Place], Row]:
    known = {
        place: (tokenise([one.heading])[0] if one.heading and _is_headed(one) else [], tokenise(one.sentences))
        for place, one in passages.items()
    }

    def make(question: ReadQuestion, place: Place) -> Row:
        heading, sentences = known[place]
        pair = next(lay_pairs(tokenise([question.text])[0], heading, sentences, room=_ROOM))
        answers = question.answers and place == question.place
        read = max(pair.owners) + 1
        right = tuple(one for one in question.sentences if one < read) if answers else ()
        return Row(pair, read, right, answers)

    return make


def _is_headed(passage: TaughtPassage) -> bool:
    return sum(map(ord, passage.words)) % _HEADED == 0


def _draw(
    questions: Sequence[ReadQuestion], strangers: Sequence[Place], passages: Passages
) -> Iterator[tuple[ReadQuestion, Place]]:
    """Each question with its passage and its stranger; what is answered, now and then with another one of its text."""
    of_text: dict[str, list[Place]] = {}
    for place in passages:
        of_text.setdefault(place.text, []).append(place)
    for one, stranger in zip(questions, strangers, strict=True):
        yield one, one.place
        yield one, stranger
        others = [place for place in of_text[one.place.text] if place != one.place]
        if one.answers and others and random.random() < _OTHERS:  # noqa: S311
            yield one, random.choice(others)  # noqa: S311 - not for secrets


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
    learning: Learning,
    on_step: Callable[[str], None],
) -> None:
    model.train()
    losses = []
    for step, some in enumerate(_batches(rows), start=1):
        sentences, answers = model(*_collate([row.pair for row in some]))
        loss = entropy(answers, torch.tensor([float(row.answers) for row in some])) + _sentence_loss(sentences, some)
        losses.append(take_step(model, loss, learning))
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
    ids, mask = fill_rows([pair.ids for pair in pairs])
    most = max(max(pair.owners) + 1 for pair in pairs)
    pool = torch.zeros(len(pairs), most, ids.shape[1])
    for row, pair in enumerate(pairs):
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
