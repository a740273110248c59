"""What the fits of small heads on the bundled encoder share: the model, its tokens, a step, how fast it learns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import torch
from torch import nn

from eval.fit.adapter import Tensors, make_adapter, merge, to_half
from index.encoders.bundled.conversion import convert_bundled

HEAD_RATE = 10
"""How many times faster than the encoder the heads learn."""
WARMING = 0.08
"""Part of the steps in which the rate rises; then it falls to nothing."""
PADDING = 1
"""Id of the token that fills rows up."""
_ENCODER = "encoder."

Tokenise = Callable[[Sequence[str]], list[list[int]]]
Model = TypeVar("Model", bound="HeadedEncoder")
Learning = tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]


class HeadedEncoder(nn.Module):
    """The encoder; who derives from it adds the heads. Dropout within the encoder costs a third of a step's time."""

    def __init__(self, folder: Path, *, frozen: int = 0) -> None:
        """Args: folder: a converted encoder. frozen: how many of its lower layers stay as they are."""
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
        for layer in self.encoder.encoder.layer[:frozen]:
            layer.requires_grad_(False)
        self.width = int(self.encoder.config.hidden_size)
        self.dropout = nn.Dropout(0.1)

    def read(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Every token's state, float32 (rows, tokens, width)."""
        with torch.autocast("cpu", torch.bfloat16):
            states: torch.Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return states.float()

    def heads(self) -> dict[str, nn.Parameter]:
        """All that is not the encoder's, by name."""
        return {name: value for name, value in self.named_parameters() if not name.startswith(_ENCODER)}

    def take(self, parts: Tensors) -> None:
        """Take over an earlier fit: its changes to the encoder, and the heads that it has."""
        merge(self.encoder, parts)
        with torch.no_grad():
            for name, value in self.heads().items():
                if name in parts:
                    value.copy_(torch.from_numpy(parts[name]).float())

    def keep(self, base: dict[str, torch.Tensor]) -> Tensors:
        """What is written: heads in float16, and what differs from the bare encoder."""
        return {name: to_half(value) for name, value in self.heads().items()} | make_adapter(self.encoder, base)


def open_model(
    make: Callable[[Path], Model], *, adapter: bool = False
) -> tuple[Model, dict[str, torch.Tensor], Tokenise]:
    """A new model, the bare encoder's parameters, and what cuts texts into tokens. Args: adapter: start from it."""
    with TemporaryDirectory() as name:
        bare, start = Path(name) / "bare", Path(name) / "start"
        convert_bundled(bare, adapter=False)
        if adapter:
            convert_bundled(start, adapter=True)
        base = {name: value.detach() for name, value in HeadedEncoder(bare).encoder.named_parameters()}
        return make(start if adapter else bare), base, _tokeniser(bare)


def _tokeniser(folder: Path) -> Tokenise:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    return lambda texts: [one.ids for one in tokenizer.encode_batch(list(texts), add_special_tokens=False)]


def optimise(model: HeadedEncoder, steps: int, rate: float) -> Learning:
    """What changes the model, and how fast: the heads `HEAD_RATE` times as fast as the encoder."""
    learning = [value for value in model.encoder.parameters() if value.requires_grad]
    heads = list(model.heads().values())
    groups: list[dict[str, Any]] = [{"params": learning, "lr": rate}, {"params": heads, "lr": rate * HEAD_RATE}]

    def slow(step: int) -> float:
        return min((step + 1) / (WARMING * steps + 1), max(0.0, (steps - step) / ((1 - WARMING) * steps + 1)))

    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, slow)


def remember(model: nn.Module) -> dict[str, torch.Tensor]:
    """A copy of all parameters and buffers by name."""
    return {name: value.clone() for name, value in model.state_dict().items()}


def go_back(model: nn.Module, before: dict[str, torch.Tensor], share: float) -> None:
    """Set every parameter between where it was before and where it is: 0 leaves it, 1 takes it back whole.

    What was learned before is not forgotten for what was learned last, and much of either is kept (weight averaging).
    """
    now = model.state_dict()
    mixed = {name: torch.lerp(value, before[name], share) for name, value in now.items() if value.is_floating_point()}
    model.load_state_dict(now | mixed)


def take_step(model: HeadedEncoder, loss: torch.Tensor, learning: Learning) -> float:
    """One step down the loss, which is returned."""
    optimizer, schedule = learning
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return loss.item()


def fill_rows(rows: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids and mask (rows, tokens) of rows of different lengths."""
    ids = torch.full((len(rows), max(map(len, rows))), PADDING)
    mask = torch.zeros_like(ids)
    for number, row in enumerate(rows):
        ids[number, : len(row)] = torch.tensor(row)
        mask[number, : len(row)] = 1
    return ids, mask
