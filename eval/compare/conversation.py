"""The gate of conversation: how many cases of each type are right, against a baseline."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from eval.cases.conversation import CONVERSATION
from eval.errors import RunError
from eval.measure.conversation import Talked, count_rates
from eval.runs.folder import write_whole

BASELINE = CONVERSATION / "baseline.json"
"""By type: how many of its cases on `dev` are right, and how many there are."""
_TOLERATED = 1
"""Cases of a type that may get worse: processors round the last digits differently."""
_LOWER_IS_BETTER = frozenset({"wrong premises answered at .60 or more", "right premises refused"})
_counts = TypeAdapter(dict[str, tuple[int, int]])


def find_losses(talked: Sequence[Talked]) -> tuple[str, ...]:
    """What got worse than the baseline, a line each; RunError where it is missing, damaged or of other cases."""
    remedy = "fundstelle eval conversation --accept"
    try:
        known = _counts.validate_json(BASELINE.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError("there is no baseline that can be read", where=BASELINE, remedy=remedy) from error
    losses = []
    for rate in count_rates(talked):
        count, number = known.get(rate.name, (0, -1))
        if number != rate.number:
            raise RunError("the baseline was taken with other cases", where=BASELINE, remedy=remedy)
        worse = rate.count - count if rate.name in _LOWER_IS_BETTER else count - rate.count
        if worse > _TOLERATED:
            losses.append(f"{rate.render()}, was {count}/{number}")
    return tuple(losses)


def write_baseline(talked: Sequence[Talked]) -> None:
    """Write the figures as the new baseline."""
    counts = {rate.name: (rate.count, rate.number) for rate in count_rates(talked)}
    try:
        write_whole(BASELINE, (json.dumps(counts, indent=1) + "\n").encode())
    except OSError as error:
        raise RunError(f"the baseline cannot be written ({error.strerror})", where=BASELINE) from error
