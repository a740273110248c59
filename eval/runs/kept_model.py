"""A language model whose answers are kept in a file, as it wrote them, before anything checked them.

A run resumes where it was stopped, and checks are measured again without asking twice.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Sequence
from dataclasses import asdict
from pathlib import Path

from app.models.protocol import LanguageModel
from app.models.records import Message, ModelUse
from eval.errors import RunError

_MARK = re.compile(r"(</?(?:evidence|belege) )[0-9a-f]{8}>")
"""Stands around the evidence, another one for each request."""


class KeptModel:
    """Answers of a model by what it was asked; it is asked only what is not in the file yet."""

    def __init__(self, model: LanguageModel, file: Path) -> None:
        """Read what the file keeps; RunError for a damaged line."""
        self._model = model
        self._file = file
        self._kept: dict[str, tuple[str, ModelUse]] = {}
        self.last: ModelUse | None = None
        """What the last answer took, when it was made."""
        if file.exists():
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
                try:
                    row = json.loads(line)
                    self._kept[row["key"]] = (row["text"], ModelUse(**row["use"]))
                except (ValueError, KeyError, TypeError) as error:
                    raise RunError("a kept answer is damaged", where=f"{file}:{number}") from error

    @property
    def name(self) -> str:
        """The model's own."""
        return self._model.name

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """As the model, or from the file, in one piece; what a failure broke off is not kept."""
        key = make_key(self.name, messages, longest)
        if key not in self._kept:
            pieces: list[str] = []

            def listen() -> Generator[str, None, ModelUse]:
                stream = self._model.stream(messages, longest=longest)
                while True:
                    try:
                        pieces.append(next(stream))
                    except StopIteration as end:
                        use: ModelUse = end.value
                        return use
                    yield pieces[-1]

            try:
                use = yield from listen()
            except GeneratorExit:
                # Whoever asked has read enough; asked again he would stop at the same place.
                self._keep(key, "".join(pieces), ModelUse(None, None, 0, 0))
                raise
            self._keep(key, "".join(pieces), use)
            self.last = use
            return use
        text, self.last = self._kept[key]
        yield text
        return self.last

    def _keep(self, key: str, text: str, use: ModelUse) -> None:
        self._kept[key] = (text, use)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"key": key, "text": text, "use": asdict(use)}, ensure_ascii=False) + "\n")


def make_key(model: str, messages: Sequence[Message], longest: int) -> str:
    """What an answer depends on, as one hash; the mark around the evidence says nothing."""
    asked = "\0".join(f"{one.role}\0{_without_mark(one.text)}" for one in messages)
    return hashlib.sha256(f"{model}\0{longest}\0{asked}".encode()).hexdigest()


def _without_mark(text: str) -> str:
    return _MARK.sub(r"\1>", text)
