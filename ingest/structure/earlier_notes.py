"""What the notes before a note cite, and which of it a reference back means."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.records import Footnote
from ingest.structure.back_references import BackReference
from ingest.structure.known_works import KnownWorks


@dataclass(frozen=True, slots=True)
class CitedHere:
    """What a note cites before a reference back within it."""

    ids: tuple[str, ...] = ()
    """Works, in order."""
    ends_unlinked: bool = False
    """Whether its last citation so far is linked to no work."""


class EarlierNotes:
    """The linked notes of a document so far. Where numbers begin again, a number means the nearest note before."""

    def __init__(self) -> None:
        self._last: Footnote | None = None
        self._ends_unlinked = False
        self._has_unlinked: dict[int, bool] = {}
        """By number: whether the note cites other works, too, that are linked to nothing."""
        self._by_number: dict[int, Footnote] = {}
        self._count = 0
        self._turn: dict[str, int] = {}
        """For each cited work, when it was last cited."""

    def add(self, note: Footnote, *, has_unlinked: bool = False, ends_unlinked: bool = False) -> None:
        """Take in the next note of the document.

        Args:
            note: The note with its works.
            has_unlinked: Whether it cites works, too, that are linked to nothing.
            ends_unlinked: Whether such a one is the last it cites.

        """
        self._ends_unlinked = ends_unlinked
        self._has_unlinked[note.number] = has_unlinked
        self._last = note
        self._by_number[note.number] = note
        for work_id in _works_of(note):
            self._count += 1
            self._turn[work_id] = self._count

    def resolve(
        self, back: BackReference, here: CitedHere, works: KnownWorks, *, with_page: bool
    ) -> tuple[tuple[str, ...], str | None]:
        """The works that a reference back means; where it cannot be told, none and the reason.

        Args:
            back: The reference.
            here: What the same note cites before it.
            works: The dossier's cited works.
            with_page: Whether a page is given: then it means one work.

        """
        if back.kind == "same":
            return self._resolve_same(here)
        if back.kind == "author":
            return self._resolve_author(str(back.who), here, works)
        if back.kind == "number":
            return self._resolve_numbers(back, works, with_page=with_page)
        if back.kind == "forward":
            return (), f"refers forward to footnote {back.numbers[0]}, which is not followed"
        return (), "refers to something above, and does not say to what"

    def titled(self, name: str, works: KnownWorks) -> tuple[str, ...]:
        """Ids of the works cited so far whose title begins with `name`."""
        return tuple(work_id for work_id in self._turn if works.has_short_title(work_id, name))

    def last_cited(self, here: CitedHere) -> str | None:
        """The one work cited just before; None where there is none, or several at once."""
        ids, _ = self._resolve_same(here)
        return ids[0] if ids else None

    def _resolve_same(self, here: CitedHere) -> tuple[tuple[str, ...], str | None]:
        if here.ends_unlinked:
            return (), "refers to the citation before it, which is linked to no work"
        if here.ids:
            return (here.ids[-1],), None
        cited = _works_of(self._last)
        if not cited:
            return (), "refers to the note before, which names no work"
        if len(cited) > 1:
            return (), f"refers to the note before, which cites {len(cited)} works"
        if self._ends_unlinked:
            return (), "refers to the note before, whose last citation is linked to no work"
        return cited, None

    def _resolve_author(self, who: str, here: CitedHere, works: KnownWorks) -> tuple[tuple[str, ...], str | None]:
        meant = works.meant_by(who) or frozenset(self.titled(who, works))
        again = [work_id for work_id in here.ids if work_id in meant]
        if again:
            return (again[-1],), None
        cited = [work_id for work_id in meant if work_id in self._turn]
        if not cited:
            return (), f"no earlier note names a work by {who!r}"
        return (max(cited, key=self._turn.__getitem__),), None

    def _resolve_numbers(
        self, back: BackReference, works: KnownWorks, *, with_page: bool
    ) -> tuple[tuple[str, ...], str | None]:
        meant = works.meant_by(back.who) or frozenset(self.titled(back.who, works)) if back.who else None
        found: list[str] = []
        for number in back.numbers:
            note = self._by_number.get(number)
            if note is None:
                return (), f"refers to footnote {number}, and there is none before it"
            cited = _works_of(note)
            if not cited:
                return (), f"refers to footnote {number}, which is linked to no work"
            fitting = [work_id for work_id in cited if meant is None or work_id in meant]
            if not fitting:
                return (), f"refers to footnote {number}, which cites no work by {back.who!r}"
            if with_page and not back.who and self._has_unlinked[number]:
                return (), f"refers to footnote {number}, which cites other works, too, that are linked to nothing"
            if len(fitting) > 1 and (with_page or back.who):
                return (), f"refers to footnote {number}, which cites {len(fitting)} works it may mean"
            found += fitting
        return tuple(dict.fromkeys(found)), None


def _works_of(note: Footnote | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reference.source_id for reference in note.references)) if note else ()
