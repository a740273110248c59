"""What training changed is kept small, and gives the change again."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from eval.fit.adapter import RANK, make_adapter, merge  # noqa: E402

SIZE = 3 * RANK


class Encoder(torch.nn.Module):  # type: ignore[misc, name-defined]
    """A matrix, a bias and an embedding, as the encoder has them."""

    def __init__(self) -> None:
        super().__init__()
        self.embeddings = torch.nn.Embedding(4, 6)
        self.layer = torch.nn.Linear(SIZE, SIZE)


def test_change_of_low_rank_comes_back() -> None:
    torch.manual_seed(0)
    encoder = Encoder()
    base = {name: value.detach().clone() for name, value in encoder.named_parameters()}
    change = 0.01 * torch.randn(SIZE, RANK) @ torch.randn(RANK, SIZE)
    with torch.no_grad():
        encoder.layer.weight += change
        encoder.layer.bias += 0.5
        encoder.embeddings.weight += 0.25
    parts = make_adapter(encoder, base)
    assert all(part.dtype == np.float16 for part in parts.values())
    again = Encoder()
    again.load_state_dict(base)
    merge(again, parts)
    for name, value in encoder.named_parameters():
        assert torch.allclose(value, dict(again.named_parameters())[name], atol=0.01), name


def test_what_base_lacks_is_left_out() -> None:
    encoder = Encoder()
    parts = make_adapter(encoder, {"layer.bias": torch.zeros(SIZE)})
    assert ["layer.bias.delta"] == list(parts)
