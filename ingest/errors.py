"""Errors that end as one line for a person: what, where, and the command that mends it."""

from __future__ import annotations


class FundstelleError(Exception):
    """Base of every error this product raises on purpose.

    Args:
        what: What went wrong, as a full clause without a full stop.
        where: The path, value or address it happened at.
        remedy: The command or action that mends it.

    """

    exit_code = 1

    def __init__(self, what: str, *, where: object | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = None if where is None else str(where)
        self.remedy = remedy
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The whole message on one line."""
        parts = [self.what if self.where is None else f"{self.what}: {self.where}"]
        if self.remedy:
            parts.append(f"Mend it with: {self.remedy}")
        return " ".join(". ".join(parts).split())


class UsageError(FundstelleError):
    """The call itself is wrong (exit code 2)."""

    exit_code = 2


class DossierError(FundstelleError):
    """The dossier folder, its manifest or one of its files cannot be used."""
