"""What comes instead of a language model's answer."""

from __future__ import annotations

from ingest.errors import FundstelleError


class ModelError(FundstelleError):
    """The language model cannot be reached, hung, broke off, refused, or answered nothing; on one line."""
