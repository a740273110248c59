"""Fit the encoder's adapter: the bundled encoder, trained so that a question lies near the passage that answers it.

It starts from the adapter that ships. A share of the loss is how far vectors move, so that what else is told by cosines
- what says the same, what is a translation - stays as it was. Needs torch and transformers, which the product does not.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch
from torch.nn.functional import cross_entropy, normalize

from eval.cases.taught import Place, TaughtPassage, TaughtQuestion
from eval.fit.adapter import Tensors, make_adapter, merge
from index.encoders.bundled.conversion import PROMPTS, convert_bundled

_BATCH = 24
"""Questions a step, of few texts: the other passages of a text are what is mistaken for the right one."""
_MORE = 8
"""Passages beside those asked for, of the same texts."""
_TOGETHER = 8
"""Texts embedded at once, of like length."""
_TOKENS = 256
"""Of a text; what is behind them is not learned from."""
_RATE = 5e-5
_WARMING = 0.1
_TEMPERATURE = 0.01
_STAY = 6.0
"""What a vector's distance from where it was weighs: with 1, and twice the temperature, cosines spread so far that
every margin of the product would have meant something else."""
_HEADED = 2
"""Every second passage is embedded with its heading in front, as passages are at an ingest; spans are not."""
_JOINED = 3
"""Every third one has the next of its text behind it: passages of books and papers are longer than those written."""

Passages = Mapping[Place, TaughtPassage]


@dataclass(frozen=True, slots=True)
class _Model:
    encoder: Any
    tokenizer: Any

    def embed(self, texts: Sequence[str]) -> torch.Tensor:
        """Vectors of length 1 (texts, dimensions)."""
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        parts = [
            self._run([texts[row] for row in order[start : start + _TOGETHER]])
            for start in range(0, len(order), _TOGETHER)
        ]
        back = torch.tensor(order).argsort()
        return torch.cat(parts)[back]

    def _run(self, texts: Sequence[str]) -> torch.Tensor:
        rows = [one.ids for one in self.tokenizer.encode_batch(list(texts))]
        ids = torch.ones(len(rows), max(map(len, rows)), dtype=torch.long)
        mask = torch.zeros_like(ids)
        for place, row in enumerate(rows):
            ids[place, : len(row)] = torch.tensor(row)
            mask[place, : len(row)] = 1
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weights = mask[..., None].float()
        return normalize((states.float() * weights).sum(1) / weights.sum(1), dim=-1)


def fit_encoder(
    questions: Sequence[TaughtQuestion],
    passages: Passages,
    held: Sequence[TaughtQuestion],
    *,
    epochs: int,
    on_epoch: Callable[[str], None],
) -> Tensors:
    """Train and return the adapter's tensors by name.

    Args:
        questions: What is trained on.
        passages: All passages of their texts, and of those that `held` asks for.
        held: What is only measured on, before the first round and after each one.
        epochs: Rounds over all questions.
        on_epoch: Gets a line after each round.

    """
    random.seed(0)
    torch.manual_seed(0)
    with TemporaryDirectory() as name:
        model, bare = _load(Path(name) / "adapted", adapter=True), _load(Path(name) / "bare", adapter=False)
    model.encoder.embeddings.requires_grad_(False)
    if held:
        on_epoch(f"before: {_measure(model, held, passages)}")
    before = _remember(model, questions, passages)
    rounds = [batch for _ in range(epochs) for batch in _draw(questions)]
    optimizer = torch.optim.AdamW(
        [value for value in model.encoder.parameters() if value.requires_grad], lr=_RATE, weight_decay=0.01
    )
    losses = []
    for step, batch in enumerate(rounds):
        pace = min((step + 1) / (_WARMING * len(rounds)), (len(rounds) - step) / ((1 - _WARMING) * len(rounds)))
        for group in optimizer.param_groups:
            group["lr"] = _RATE * pace
        losses.append(_step(model, batch, passages, before, optimizer))
        if (step + 1) % (len(rounds) // epochs) == 0:
            figures = f"; {_measure(model, held, passages)}" if held else ""
            on_epoch(f"step {step + 1} of {len(rounds)}: loss {sum(losses) / len(losses):.3f}{figures}")
            losses = []
    parts = make_adapter(model.encoder, {name: value.detach() for name, value in bare.encoder.named_parameters()})
    if held:
        merge(bare.encoder, parts)
        on_epoch(f"as it is kept: {_measure(bare, held, passages)}")
    return parts


def _load(folder: Path, *, adapter: bool) -> _Model:
    from tokenizers import Tokenizer
    from transformers import AutoModel

    convert_bundled(folder, adapter=adapter)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(_TOKENS)
    return _Model(AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False), tokenizer)


def _as_question(question: TaughtQuestion) -> str:
    return PROMPTS["query"] + question.text


def _as_passage(places: Sequence[Place], passages: Passages) -> str:
    one = passages[places[0]]
    headed = one.heading and _number(one) % _HEADED == 0
    words = " ".join(passages[place].words for place in places)
    return PROMPTS["passage"] + (f"{one.heading}: {words}" if headed else words)


def _reach(place: Place, passages: Passages) -> tuple[Place, ...]:
    """The passages that are embedded as this one: itself, and of some the next."""
    after = replace(place, passage=place.passage + 1)
    return (place, after) if after in passages and _number(passages[place]) % _JOINED == 0 else (place,)


def find_also_right(asked: Place, candidates: Sequence[Place], passages: Passages) -> list[bool]:
    """For each candidate, whether the passage asked for stands behind it: it is neither right nor mistaken for it."""
    return [place != asked and asked in _reach(place, passages) for place in candidates]


def _number(passage: TaughtPassage) -> int:
    """Any number that is always the same for a passage."""
    return sum(map(ord, passage.words))


def _remember(model: _Model, questions: Sequence[TaughtQuestion], passages: Passages) -> dict[str, torch.Tensor]:
    """Where everything lies before."""
    texts = [_as_question(one) for one in questions] + [
        _as_passage(_reach(place, passages), passages) for place in passages
    ]
    model.encoder.eval()
    with torch.no_grad():
        return dict(zip(texts, model.embed(texts), strict=True))


def _draw(questions: Sequence[TaughtQuestion]) -> list[list[TaughtQuestion]]:
    """Batches in random order, each of questions to a few texts."""
    of_text: dict[str, list[TaughtQuestion]] = {}
    for one in questions:
        of_text.setdefault(one.place.text, []).append(one)
    texts = list(of_text.values())
    random.shuffle(texts)
    row = [one for some in texts for one in random.sample(some, len(some))]
    batches = [row[start : start + _BATCH] for start in range(0, len(row), _BATCH)]
    random.shuffle(batches)
    return batches


def _beside(batch: Sequence[TaughtQuestion], passages: Passages) -> Iterator[Place]:
    """Other passages of the texts that a batch asks about."""
    texts, asked = {one.place.text for one in batch}, {one.place for one in batch}
    others = [place for place in passages if place.text in texts and place not in asked]
    yield from random.sample(others, min(_MORE, len(others)))


def _step(
    model: _Model,
    batch: Sequence[TaughtQuestion],
    passages: Passages,
    before: Mapping[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
) -> float:
    model.encoder.train()
    places = list(dict.fromkeys(one.place for one in batch))
    asked = [_as_question(one) for one in batch]
    candidates = [*places, *_beside(batch, passages)]
    given = [_as_passage(_reach(place, passages), passages) for place in candidates]
    also_right = torch.tensor([find_also_right(one.place, candidates, passages) for one in batch])
    questions, texts = model.embed(asked), model.embed(given)
    right = torch.tensor([places.index(one.place) for one in batch])
    loss = cross_entropy((questions @ texts.T).masked_fill(also_right, -torch.inf) / _TEMPERATURE, right)
    for vectors, names in ((questions, asked), (texts, given)):
        loss = loss + _STAY * (1 - (vectors * torch.stack([before[name] for name in names])).sum(-1)).mean()
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.encoder.parameters(), 1.0)
    optimizer.step()
    return loss.item()


def _measure(model: _Model, held: Sequence[TaughtQuestion], passages: Passages) -> str:
    """The right passage first, and among five, of all passages of the texts that are asked about."""
    texts = {one.place.text for one in held}
    places = [place for place in passages if place.text in texts]
    model.encoder.eval()
    with torch.no_grad():
        scores = (
            model.embed(list(map(_as_question, held)))
            @ model.embed([_as_passage((place,), passages) for place in places]).T
        )
    ranks = [int((row > row[places.index(one.place)]).sum()) for one, row in zip(held, scores, strict=True)]
    first, five = (sum(rank < most for rank in ranks) / len(ranks) for most in (1, 5))
    return f"first {first:.3f}, among five {five:.3f} of {len(places)} passages"
