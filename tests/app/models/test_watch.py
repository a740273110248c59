"""The time limits by themselves: a library that does whatever it likes, without any server."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Sequence
from typing import Any

import pytest

from app.models.errors import ModelError
from app.models.line import Chunk, Line
from app.models.protocol import LanguageModel
from app.models.records import Message, ModelSettings
from app.models.watch import WatchedModel
from tests.fakes import FakeModel

Steps = Callable[[Line], Generator[Chunk, None, None]]
END = Chunk(prompt_tokens=3, answer_tokens=2, ended=True)


def watched(steps: Steps, **limits: Any) -> LanguageModel:
    """A model whose library takes these steps."""

    def talk(messages: Sequence[Message], longest: int, line: Line) -> Generator[Chunk, None, None]:
        return steps(line)

    return WatchedModel(ModelSettings("openai", "http://127.0.0.1:9/v1", "m", **limits), talk)


def fails(model: LanguageModel) -> str:
    with pytest.raises(ModelError) as raised:
        list(model.stream([], longest=5))
    return raised.value.line


def test_a_library_that_never_returns_is_left() -> None:
    """It hangs in its own code, deaf to everything: the caller has his line in time."""
    stuck = threading.Event()

    def steps(_: Line) -> Generator[Chunk, None, None]:
        stuck.wait(20)
        yield END

    started = time.monotonic()
    assert "cannot be reached" in fails(watched(steps, first=0.2))
    assert time.monotonic() - started < 5
    stuck.set()


def test_a_connection_that_does_not_come_about_is_told() -> None:
    """From the moment the library calls, the connection has its own, shorter limit."""

    class Request:
        extensions: dict[str, Any] = {}  # noqa: RUF012

    def steps(line: Line) -> Generator[Chunk, None, None]:
        line.hook(Request())
        time.sleep(3)
        yield END

    assert "cannot be reached within 0.2 s" in fails(watched(steps, connect=0.2))


def test_a_trickle_ends_with_the_whole() -> None:
    """Pieces that each come in time still end when the whole call has taken too long."""

    def steps(_: Line) -> Generator[Chunk, None, None]:
        while True:
            yield Chunk("la")
            time.sleep(0.01)

    assert "did not come to an end within 0.3 s" in fails(watched(steps, total=0.3))


def test_thoughts_are_no_answer() -> None:
    """Events without text do not count as a beginning."""

    def steps(_: Line) -> Generator[Chunk, None, None]:
        while True:
            yield Chunk()
            time.sleep(0.01)

    assert "did not begin to answer within 0.3 s" in fails(watched(steps, first=0.3))


def test_an_endless_answer_is_left() -> None:
    """A server that keeps to no limit is left before it fills the memory."""

    def steps(_: Line) -> Generator[Chunk, None, None]:
        while True:
            yield Chunk("la" * 50_000)

    assert "does not stop writing" in fails(watched(steps))


def test_calls_wait_for_their_turn_and_not_for_ever() -> None:
    """One at a time: the next is told after its wait, and goes through once the first has ended or was closed."""

    def steps(_: Line) -> Generator[Chunk, None, None]:
        yield Chunk("ja")
        yield END

    model = watched(steps, wait=0.2)
    first = model.stream([], longest=5)
    assert "ja" == next(first)
    assert "is busy with other questions for 0.2 s" in fails(model)
    first.close()
    assert ["ja"] == list(model.stream([], longest=5))
    assert ["ja"] == list(model.stream([], longest=5))


def test_a_library_that_breaks_is_one_line() -> None:
    """Whatever it raises, before a connection stands it is no fault of the server."""

    def steps(_: Line) -> Generator[Chunk, None, None]:
        raise TypeError("two\nlines")
        yield END

    line = fails(watched(steps))
    assert "was not asked, its library failed (TypeError)" in line
    assert 1 == len(line.splitlines())


def test_the_scripted_model_keeps_the_protocol() -> None:
    """What tests ask instead: pieces, what it took, errors in the middle, and who closed it."""
    broken = ModelError("the language model broke off")
    model = FakeModel(["Ja, das [1] gilt.", ["Nein", broken], "Ja, schon."])
    kept: LanguageModel = model
    assert "Ja, das [1] gilt." == "".join(kept.stream([Message("user", "Gilt das?")], longest=9))
    stream = kept.stream([], longest=9)
    assert "Nein" == next(stream)
    with pytest.raises(ModelError, match="broke off"):
        next(stream)
    stream = kept.stream([], longest=9)
    next(stream)
    stream.close()
    assert (1, 3, 9) == (model.closed, len(model.asked), model.longest[0])
