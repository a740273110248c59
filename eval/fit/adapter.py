"""What training changed in the bundled encoder, as its adapters keep it: low rank, float16."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import torch
from torch import nn

RANK = 48
"""Of a matrix's change as it is kept."""
_EMBEDDINGS = "embeddings."
_WORDS = "embeddings.word_embeddings.weight"
"""Never trained, and 90 MB."""

Tensors = dict[str, np.ndarray[Any, Any]]


def make_adapter(encoder: nn.Module, base: Mapping[str, torch.Tensor]) -> Tensors:
    """What differs from `base`: `up @ down` for matrices, `delta` for everything else.

    Args:
        encoder: A trained `transformers.BertModel`.
        base: Parameters by name of the one that the adapter will be merged into; what it lacks, or what did not
            change, is left out.

    """
    return dict(
        part
        for name, value in encoder.named_parameters()
        if name in base and name != _WORDS and not torch.equal(value, base[name])
        for part in _keep(name, (value - base[name]).detach())
    )


def merge(encoder: nn.Module, parts: Tensors) -> None:
    """Add an adapter in place to the encoder that it was made against."""
    with torch.no_grad():
        for name, value in encoder.named_parameters():
            if f"{name}.up" in parts:
                up, down = (torch.from_numpy(parts[f"{name}.{role}"]).float() for role in ("up", "down"))
                value.add_(up @ down)
            elif f"{name}.delta" in parts:
                value.add_(torch.from_numpy(parts[f"{name}.delta"]).float())


def to_half(value: torch.Tensor) -> np.ndarray[Any, Any]:
    """A tensor as it is kept."""
    return np.ascontiguousarray(value.detach().half().numpy())


def _keep(name: str, change: torch.Tensor) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    if change.dim() != 2 or name.startswith(_EMBEDDINGS):
        yield f"{name}.delta", to_half(change)
        return
    left, sizes, right = torch.linalg.svd(change, full_matrices=False)
    yield f"{name}.up", to_half(left[:, :RANK] * sizes[:RANK].sqrt())
    yield f"{name}.down", to_half(sizes[:RANK].sqrt()[:, None] * right[:RANK])
