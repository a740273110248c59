"""Peers: what ordinary pipelines of other projects find, over the same passages with the same encoder.

Each is set up the way its own documentation starts, with that library's defaults; nothing is tuned, for or against it.
Their libraries are imported when the peers are opened, not with this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.compare.rankers import Ranker
    from index.encoders.protocol import Encoder
    from index.store.opened import OpenGeneration


def open_peers(opened: OpenGeneration, encoder: Encoder) -> list[Ranker]:
    """Build every peer over a generation's passages; the encoder must be the one the generation was built with.

    Raises:
        FundstelleError: The optional extra `peers` is not installed.

    """
    from eval.peers.haystack_hybrid import open_haystack_hybrid
    from eval.peers.plain_llama_index import open_plain_llama_index

    # Haystack first: if it is missing, that is reported before anything is embedded.
    hybrid = open_haystack_hybrid(opened, encoder)
    return [open_plain_llama_index(opened, encoder), hybrid]
