"""Questions that are sent while another is worked on: they wait in a line of their own for each conversation."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from threading import Lock

from app.records import Caution

MOST_WAITING = 5
"""Questions that one conversation may have waiting."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was sent, with what its reader had chosen at that moment."""

    text: object
    """What the browser sent: for a question of the page a text."""
    labels: str
    caution: Caution
    alone: bool = False
    """Whether what was asked before is not handed to the ask-flow."""
    prose: bool = True
    """Whether the language model may write, where there is one."""
    plain: bool = False
    """Whether it is searched for as it stands, whatever kind of thing it seems to ask."""


class Line:
    """The questions of one conversation that wait: several of its events may run at once, and one works them off."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Asked] = deque()
        self._at_work: Asked | None = None
        self._busy = False
        self.stopped = False
        """Whether its reader wants no more prose for the question at work."""
        self.failed = ""
        """The last question, where it failed: it goes back to its reader."""

    def __deepcopy__(self, memo: object) -> Line:
        """A new line for each conversation: Gradio copies a state's first value."""
        return Line()

    def add(self, asked: Asked) -> bool:
        """Put a question at the end; False when too many wait. One sent twice in a row waits once."""
        with self._lock:
            last = self._waiting[-1] if self._waiting else self._at_work
            if asked == last:
                return True
            if len(self._waiting) >= MOST_WAITING:
                return False
            self._waiting.append(asked)
            return True

    def begin(self) -> bool:
        """Whether the caller is to work it off: there is something to do, and nobody does it."""
        with self._lock:
            if self._busy or not self._waiting:
                return False
            self._busy = True
            return True

    def next(self) -> Asked | None:
        """The next question; None ends the work."""
        with self._lock:
            self._at_work = self._waiting.popleft() if self._waiting else None
            self.stopped = False
            self._busy = self._at_work is not None
            return self._at_work

    def stop(self) -> None:
        """End the work early; what waits goes on with the next question sent."""
        with self._lock:
            self._at_work, self._busy = None, False

    def waiting(self) -> tuple[Asked, ...]:
        """What waits, first come first."""
        with self._lock:
            return tuple(self._waiting)
