"""What can go wrong between chunks and hits."""

from __future__ import annotations

from ingest.errors import FundstelleError


class EncoderError(FundstelleError):
    """The encoder cannot be loaded, converted, or is not the one a generation was built with."""


class StoreError(FundstelleError):
    """The store cannot be read or written."""


class NoGenerationError(StoreError):
    """Nothing has been ingested into this store yet."""


class StoreBusyError(StoreError):
    """Another process is writing to this store."""
