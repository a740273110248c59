"""Errors of the evaluation."""

from __future__ import annotations

import importlib.util

from ingest.errors import FundstelleError, UsageError

_LIBRARIES = ("ir_measures", "jinja2", "scipy", "sklearn", "statsmodels")


class CaseError(FundstelleError):
    """A case file cannot be read, or says something that the dossier does not."""


class RunError(FundstelleError):
    """A run cannot be made, continued or read."""


def require_libraries() -> None:
    """FundstelleError when a library needed for measuring is missing: the chat is installed without them."""
    missing = [name for name in _LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise FundstelleError(
            f"measuring needs libraries that are not installed ({', '.join(missing)})",
            remedy="pip install 'fundstelle[eval]', or in a clone: make eval",
        )


__all__ = ["CaseError", "RunError", "UsageError", "require_libraries"]
