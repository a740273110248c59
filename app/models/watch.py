"""Time limits on a language model that hold whatever the library behind it does."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Literal

from app.models.errors import ModelError
from app.models.failures import fail, tell_failure
from app.models.line import Chunk, Line, Talk
from app.models.records import Message, ModelSettings, ModelUse

_LONGEST = 1 << 20
"""Characters; a server that does not keep to the number of tokens it was told is left there."""
_BEAT = 0.25
"""Seconds without a word after which an empty piece is given: whoever listens may have had enough."""
_Event = Chunk | Exception | Literal["calling", "opened", "through"]


class WatchedModel:
    """A language model whose calls begin, go on and end in time, few of them together."""

    def __init__(self, settings: ModelSettings, talk: Talk) -> None:
        self._settings = settings
        self._talk = talk
        self._turns = BoundedSemaphore(settings.at_once)

    @property
    def name(self) -> str:
        """As answers name their generator."""
        return self._settings.name

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """As `LanguageModel.stream` says."""
        settings = self._settings
        due = monotonic() + settings.wait
        while not self._turns.acquire(timeout=min(_BEAT, settings.wait)):
            if monotonic() >= due:
                raise fail(settings, f"is busy with other questions for {settings.wait:g} s", "ask again in a while")
            yield ""
        call = _Call(self._talk, messages, min(longest, settings.longest))
        try:
            return (yield from _follow(call, settings))
        finally:
            call.leave()
            self._turns.release()


class _Call:
    """One call, made in a thread of its own: the library may hang there for as long as it likes."""

    def __init__(self, talk: Talk, messages: Sequence[Message], longest: int) -> None:
        self.events: SimpleQueue[_Event] = SimpleQueue()
        self._left = False
        self._line = Line(lambda: self.events.put("opened"), lambda: self.events.put("calling"))
        Thread(target=self._run, args=(talk, tuple(messages), longest), name="language-model", daemon=True).start()

    def leave(self) -> None:
        """Nobody listens any more: end the connection, so that the server stops writing."""
        self._left = True
        self._line.cut()

    def _run(self, talk: Talk, messages: Sequence[Message], longest: int) -> None:
        try:
            with closing(talk(messages, longest, self._line)) as chunks:
                for chunk in chunks:
                    if self._left:
                        break
                    self.events.put(chunk)
        except Exception as error:  # whatever a library raises is told where somebody listens
            self.events.put(error)
        self.events.put("through")


def _follow(call: _Call, settings: ModelSettings) -> Generator[str, None, ModelUse]:
    """The pieces of a call, as long as each comes in time."""
    started = monotonic()
    end = started + settings.total
    limit, due = settings.first, started + settings.first  # a library may load for a while before it calls
    opened = heard = False
    first: float | None = None
    length = 0
    last = Chunk()
    while True:
        event = _next_event(call, min(due, end, monotonic() + _BEAT))
        now = monotonic()
        if event is None and now < min(due, end):
            yield ""
            continue
        if event is None:
            raise _late(settings, opened=opened, begun=first is not None, limit=settings.total if now >= end else limit)
        if isinstance(event, Exception):
            raise tell_failure(event, settings, opened=opened) from event
        if event == "through":
            break
        if event == "calling":
            limit, due = settings.connect, now + settings.connect
            continue
        if not opened:
            opened, limit, due = True, settings.first, now + settings.first
        if not isinstance(event, Chunk):
            continue
        heard, last = True, _add_up(last, event)
        if event.text:
            first = now if first is None else first
            length += len(event.text)
            if length > _LONGEST:
                raise fail(settings, "does not stop writing", "see what runs there")
            yield event.text
            limit, due = settings.between, monotonic() + settings.between
    if not heard:
        raise fail(settings, f"sent no answer of the {settings.kind} kind", "see what runs there: fundstelle doctor")
    if first is None:
        raise fail(settings, "answered nothing", "ask again, or name another model: FUNDSTELLE_LLM_MODEL=NAME")
    if not last.ended:
        raise fail(settings, "broke off in mid-answer", "see that it runs, then ask again")
    spent = monotonic() - started
    return ModelUse(
        last.prompt_tokens, last.answer_tokens, round((first - started) * 1000), round(spent * 1000), last.cut
    )


def _next_event(call: _Call, due: float) -> _Event | None:
    """The next event; None: there was none in time."""
    try:
        return call.events.get(timeout=max(due - monotonic(), 0.0))
    except Empty:
        return None


def _add_up(sum_: Chunk, chunk: Chunk) -> Chunk:
    """What the events so far say together; counts come with the first, the last, or both."""
    return Chunk(
        prompt_tokens=sum_.prompt_tokens if chunk.prompt_tokens is None else chunk.prompt_tokens,
        answer_tokens=sum_.answer_tokens if chunk.answer_tokens is None else chunk.answer_tokens,
        ended=sum_.ended or chunk.ended,
        cut=sum_.cut or chunk.cut,
    )


def _late(settings: ModelSettings, *, opened: bool, begun: bool, limit: float) -> ModelError:
    if not opened:
        return fail(settings, f"cannot be reached within {limit:g} s", "see that it runs: fundstelle doctor")
    if not begun:
        return fail(settings, f"did not begin to answer within {limit:g} s", "see that it is not overloaded")
    if limit == settings.total:
        return fail(settings, f"did not come to an end within {limit:g} s", "ask for less, or name a faster model")
    return fail(settings, f"fell silent for {limit:g} s in mid-answer", "see that it runs, then ask again")
