"""A language model whose answers are kept in a file, as it wrote them, before anything checked them.

A run resumes where it was stopped, and checks are measured again without asking twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from app.models.protocol import LanguageModel
from app.models.records import Message, ModelUse
from eval.errors import RunError

_MARK = re.compile(r"(</?(?:evidence|belege) )[0-9a-f]{8}>")
"""Stands around the evidence, another one for each request."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was written."""

    text: str
    use: ModelUse
    """Nothing in it where whoever asked broke off."""
    line: int | None = None
    """Milliseconds until its first line was whole: nothing of an answer is checked before. None: not known."""


class KeptModel:
    """Answers of a model by what it was asked; it is asked only what is not in the file yet."""

    def __init__(self, model: LanguageModel, file: Path) -> None:
        """Read what the file keeps; RunError for a damaged line."""
        self._model = model
        self._file = file
        self._kept: dict[str, Kept] = {}
        self.last: Kept | None = None
        """The last answer, with what it took when it was made; set to None by whoever wants to see the next."""
        self._broken_off: tuple[str, Kept] | None = None
        if file.exists():
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                try:
                    row = json.loads(line)
                    self._kept[row["key"]] = Kept(row["text"], ModelUse(**row["use"]), row.get("line"))
                except (ValueError, KeyError, TypeError) as error:
                    raise RunError("a kept answer is damaged", where=f"{file}:{number}") from error

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """As the model, or from the file, in one piece; what a failure broke off is not kept."""
        self.confirm()
        key = make_key(self.name, messages, longest)
        if key in self._kept:
            self.last = self._kept[key]
            yield self.last.text
            return self.last.use
        heard = _Heard()
        try:
            use = yield from heard.listen(self._model.stream(messages, longest=longest))
        except GeneratorExit:
            # Whoever asked has read enough, and asked again would stop at the same place; or he was interrupted.
            self.last = Kept(heard.text, ModelUse(None, None, 0, 0), heard.line)
            self._broken_off = key, self.last
            raise
        self._keep(key, Kept(heard.text, use, use.milliseconds if heard.line is None else heard.line))
        return use

    def confirm(self) -> None:
        """Keep an answer that was read only in part: it was enough. The next call does it, too."""
        if self._broken_off:
            self._keep(*self._broken_off)
            self._broken_off = None

    def _keep(self, key: str, kept: Kept) -> None:
        self.last = self._kept[key] = kept
        self._file.parent.mkdir(parents=True, exist_ok=True)
        row = {"key": key, "text": kept.text, "use": asdict(kept.use), "line": kept.line}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


class _Heard:
    """What came of a stream so far."""

    def __init__(self) -> None:
        self.text = ""
        self.line: int | None = None
        self._started = perf_counter()

    def listen(self, stream: Generator[str, None, ModelUse]) -> Generator[str, None, ModelUse]:
        with closing(stream):
            while True:
                try:
                    piece = next(stream)
                except StopIteration as end:
                    use: ModelUse = end.value
                    return use
                self.text += piece
                if self.line is None and "\n" in self.text.lstrip():
                    self.line = round((perf_counter() - self._started) * 1000)
                yield piece


def make_key(model: str, messages: Sequence[Message], longest: int) -> str:
    """What an answer depends on, as one hash; the mark around the evidence says nothing."""
    asked = "\0".join(f"{one.role}\0{_without_mark(one.text)}" for one in messages)
    return hashlib.sha256(f"{model}\0{longest}\0{asked}".encode()).hexdigest()


def _without_mark(text: str) -> str:
    return _MARK.sub(r"\1>", text)
