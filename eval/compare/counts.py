"""A gate over counts: how many cases of each type are right, against a baseline."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.errors import RunError
from eval.measure.intervals import Rate
from eval.runs.folder import write_whole

_TOLERATED = 1
"""Cases of a type that may get worse: processors round the last digits differently."""
_counts = TypeAdapter(dict[str, tuple[int, int]])


def find_worse(
    rates: Sequence[Rate], path: Path, *, remedy: str, lower_is_better: Collection[str] = ()
) -> tuple[str, ...]:
    """What got worse than the baseline, a line each; RunError where it is missing, damaged or of other cases."""
    try:
        known = _counts.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError("there is no baseline that can be read", where=path, remedy=remedy) from error
    losses = []
    for rate in rates:
        count, number = known.get(rate.name, (0, -1))
        if number != rate.number:
            raise RunError("the baseline was taken with other cases", where=path, remedy=remedy)
        worse = rate.count - count if rate.name in lower_is_better else count - rate.count
        if worse > _TOLERATED:
            losses.append(f"{rate.render()}, was {count}/{number}")
    return tuple(losses)


def write_counts(rates: Sequence[Rate], path: Path) -> None:
    """Write the figures as the new baseline."""
    counts = {rate.name: (rate.count, rate.number) for rate in rates}
    try:
        write_whole(path, (json.dumps(counts, indent=1) + "\n").encode())
    except OSError as error:
        raise RunError(f"the baseline cannot be written ({error.strerror})", where=path) from error
