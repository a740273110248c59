"""The gate of conversation: how many cases of each type are right, against a baseline."""

from __future__ import annotations

from collections.abc import Sequence

from eval.cases.conversation import CONVERSATION
from eval.compare.counts import find_worse, write_counts
from eval.measure.conversation import Talked, count_rates

BASELINE = CONVERSATION / "baseline.json"
"""By type: how many of its cases on `dev` are right, and how many there are."""
_LOWER_IS_BETTER = frozenset({"wrong premises answered at .60 or more", "right premises refused"})


def find_losses(talked: Sequence[Talked]) -> tuple[str, ...]:
    """What got worse than the baseline, a line each; RunError where it is missing, damaged or of other cases."""
    remedy = "fundstelle eval conversation --accept"
    return find_worse(count_rates(talked), BASELINE, remedy=remedy, lower_is_better=_LOWER_IS_BETTER)


def write_baseline(talked: Sequence[Talked]) -> None:
    """Write the figures as the new baseline."""
    write_counts(count_rates(talked), BASELINE)
