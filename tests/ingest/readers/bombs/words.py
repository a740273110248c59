"""What bombs of all kinds are made of."""

from __future__ import annotations

from collections.abc import Callable

MEGA = 2**20
WORDS = "The council of the two mills granted a sum for the repair of the lock in spring. "
Maker = Callable[[], bytes]
"""Makes the bytes of a file."""
