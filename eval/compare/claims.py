"""The gate of claims: how many errors the checks on prose catch, and how often they object to nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from eval.cases.claims import CLAIMS
from eval.errors import RunError
from eval.measure.claims import FALSE_ALARMS, Judged, count_rates
from eval.runs.folder import write_whole

BASELINE = CLAIMS / "baseline.json"
"""By figure: how many cases of `dev` count for it, and how many there are."""
_TOLERATED = 1
"""Cases that a figure may get worse by: processors round the likeness of two texts differently."""
_counts = TypeAdapter(dict[str, tuple[int, int]])


def find_losses(judged: Sequence[Judged]) -> tuple[str, ...]:
    """What got worse than the baseline, a line each; RunError where it is missing, damaged or of other cases."""
    remedy = "fundstelle eval claims --accept"
    try:
        known = _counts.validate_json(BASELINE.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError("there is no baseline that can be read", where=BASELINE, remedy=remedy) from error
    losses = []
    for rate in count_rates(judged):
        count, number = known.get(rate.name, (0, -1))
        if number != rate.number:
            raise RunError("the baseline was taken with other cases", where=BASELINE, remedy=remedy)
        worse = rate.count - count if rate.name.startswith(FALSE_ALARMS) else count - rate.count
        if worse > _TOLERATED:
            losses.append(f"{rate.render()}, was {count}/{number}")
    return tuple(losses)


def write_baseline(judged: Sequence[Judged]) -> None:
    """Write the figures as the new baseline."""
    counts = {rate.name: (rate.count, rate.number) for rate in count_rates(judged)}
    try:
        write_whole(BASELINE, (json.dumps(counts, indent=1) + "\n").encode())
    except OSError as error:
        raise RunError(f"the baseline cannot be written ({error.strerror})", where=BASELINE) from error
