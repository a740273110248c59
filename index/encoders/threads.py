"""How many cores this process may use: what the system allows it, a container's quota included."""

from __future__ import annotations

import os
from pathlib import Path

_QUOTA_V2 = Path("/sys/fs/cgroup/cpu.max")
_QUOTA_V1 = Path("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
_PERIOD_V1 = Path("/sys/fs/cgroup/cpu/cpu.cfs_period_us")


def usable_cores() -> int:
    """Cores that this process may use, at least one.

    A container that may use two cores of sixty-four still sees them all; threads beyond its quota only wait.
    """
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(allowed, _read_quota() or allowed))


def _read_quota() -> int | None:
    """Whole cores of the control group's quota, rounded up; None where there is none or it cannot be read."""
    for paths in ((_QUOTA_V2,), (_QUOTA_V1, _PERIOD_V1)):
        try:
            quota, period = map(int, " ".join(path.read_text(encoding="ascii") for path in paths).split())
        except (OSError, ValueError):
            continue  # "max 100000", or no such file
        if quota > 0 < period:
            return -(-quota // period)
    return None
