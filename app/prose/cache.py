"""What a model wrote to what it was asked: the same question over the same evidence costs nothing the second time."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence

from app.prose.records import Piece, Task
from prompts import task_prompt

_MOST = 256


class ProseCache:
    """Texts by what was asked, the least recently used forgotten first. Safe for many threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._most = most
        self._lock = threading.Lock()

    def get(self, key: str) -> str | None:
        """The text, None where there is none."""
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def put(self, key: str, text: str) -> None:
        """Remember a text that was written to its end."""
        with self._lock:
            self._texts[key] = text
            self._texts.move_to_end(key)
            while len(self._texts) > self._most:
                self._texts.popitem(last=False)


def make_key(
    model: str, generation: str, task: Task, language: str, question: str, pieces: Sequence[Piece], settings: object
) -> str:
    """What a written text depends on, as one hash."""
    parts = (model, generation, task_prompt(task, language).version, language, question, repr(pieces), repr(settings))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
