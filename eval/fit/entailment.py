"""Fit the entailment model: the bundled encoder, trained to read a statement and its evidence together.

It learns whether the evidence carries all that is said, and beside that, only while it is fitted, which family of error
a wrong statement has. Needs torch and transformers, which the product does not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from app.checking.claims.records import FAMILIES
from eval.fit.adapter import Tensors
from eval.fit.training import HeadedEncoder, Learning, Tokenise, fill_rows, open_model, optimise, take_step
from index.entailment.rows import EvidenceRow, lay_row

_RATE = 1e-4
_FROZEN = 6
"""Layers that stay as they are."""
_TOGETHER = 2
"""Passages a step, each with all that is said of it: right and wrong side by side."""
_POOL = 64
"""Passages sorted by length together: less padding."""
_CARRIED = 2.0
"""Weight of what is carried: there is less of it."""
_FAMILY = 0.3
"""Weight of the family."""
_EVERY = 50
_AT_ONCE = 24
_ALARMS = 0.05
"""Of right statements objected to, where what is caught is told."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement over its evidence. Attributes: family: the error's; None: it is carried."""

    text: str
    evidence: str
    family: str | None


class EntailmentModel(HeadedEncoder):
    """Heads over the first token and the mean of the statement's."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, frozen=_FROZEN)
        self.carried = nn.Linear(2 * self.width, 1)
        self.family = nn.Linear(2 * self.width, len(FAMILIES) + 1)

    def forward(self, rows: Sequence[EvidenceRow]) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits (rows,) of being carried, and (rows, families + 1) of the error, the last for none."""
        states = self.read(*fill_rows([row.ids for row in rows]))
        means = torch.stack([one[1 : 1 + row.said].mean(0) for one, row in zip(states, rows, strict=True)])
        read = self.dropout(torch.cat([states[:, 0], means], 1))
        return self.carried(read).squeeze(-1), self.family(read)


def fit_entailment(
    taught: Sequence[Said],
    held: Sequence[Said],
    *,
    start: Tensors,
    epochs: int,
    on_epoch: Callable[[str], None],
) -> Tensors:
    """Train and return the adapter's tensors by name.

    Args:
        taught: What is trained on.
        held: What is only measured on, after each round.
        start: The tensors of an earlier fit, of this model or of another that reads two texts together; empty to begin
            with the encoder that ships.
        epochs: Rounds over all passages.
        on_epoch: Gets a line now and then, and one after each round.

    """
    random.seed(0)
    torch.manual_seed(0)
    model, base, tokenise = open_model(EntailmentModel, adapter=not start)
    model.take(start)
    groups: dict[str, list[Said]] = {}
    for one in taught:
        groups.setdefault(one.evidence, []).append(one)
    rounds = [list(_draw(list(groups))) for _ in range(epochs)]
    learning = optimise(model, sum(map(len, rounds)), _RATE)
    for number, steps in enumerate(rounds, start=1):
        _train(
            model,
            [[one for text in texts for one in groups[text]] for texts in steps],
            tokenise,
            learning,
            on_epoch,
        )
        on_epoch(f"round {number} of {epochs}" + (f": {measure(model, held, tokenise)}" if held else ""))
    return {name: value for name, value in model.keep(base).items() if not name.startswith("family.")}


def _draw(texts: Sequence[str]) -> Iterator[list[str]]:
    """Passages of like length together, in random order."""
    order = random.sample(list(texts), len(texts))
    for start in range(0, len(order), _POOL):
        pool = sorted(order[start : start + _POOL], key=len)
        steps = [pool[at : at + _TOGETHER] for at in range(0, len(pool), _TOGETHER)]
        yield from random.sample(steps, len(steps))


def _train(
    model: EntailmentModel,
    steps: Sequence[Sequence[Said]],
    tokenise: Tokenise,
    learning: Learning,
    on_step: Callable[[str], None],
) -> None:
    model.train()
    losses = []
    for step, some in enumerate(steps, start=1):
        carried, families = model(_lay(some, tokenise))
        right = torch.tensor([float(one.family is None) for one in some])
        places = torch.tensor([FAMILIES.index(one.family) if one.family else len(FAMILIES) for one in some])
        weights = torch.where(right > 0, _CARRIED, 1.0)
        loss = binary_cross_entropy_with_logits(carried, right, weight=weights)
        losses.append(take_step(model, loss + _FAMILY * cross_entropy(families, places), learning))
        if step % _EVERY == 0:
            on_step(f"step {step} of {len(steps)}: loss {np.mean(losses[-_EVERY:]):.3f}")


def _lay(some: Sequence[Said], tokenise: Tokenise) -> list[EvidenceRow]:
    said, given = tokenise([one.text for one in some]), tokenise([one.evidence for one in some])
    return [lay_row(one, other) for one, other in zip(said, given, strict=True)]


def measure(model: EntailmentModel, held: Sequence[Said], tokenise: Tokenise) -> str:
    """How often what is carried is held for likelier than what is not (area under ROC), and what a bound catches."""
    model.eval()
    order = sorted(held, key=lambda one: len(one.evidence))
    with torch.no_grad():
        logits = torch.cat(
            [model(_lay(order[at : at + _AT_ONCE], tokenise))[0] for at in range(0, len(order), _AT_ONCE)]
        ).numpy()
    right = np.array([one.family is None for one in order])
    area = float((logits[right][:, None] > logits[~right][None]).mean())
    bound = np.quantile(logits[right], _ALARMS)
    return f"area {area:.3f}; caught with {_ALARMS:.0%} false alarms {float((logits[~right] < bound).mean()):.3f}"
