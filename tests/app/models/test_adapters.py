"""The three wires, spoken to stand-ins on the loopback: what comes of a good answer and of each bad one."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from app.models.errors import ModelError
from app.models.open import open_model
from app.models.records import PROVIDERS, Message, ModelSettings, ModelUse, Provider
from tests.language_models import (
    PATHS,
    Reply,
    Server,
    hang,
    openai_piece,
    refuse,
    say,
    send_body,
    serve_model,
    write_for_ever,
)  # fmt: skip
from tests.servers import watch_connections

for _package in ("llama_index.llms.openai_like", "llama_index.llms.ollama", "llama_index.llms.anthropic"):
    pytest.importorskip(_package)

KEY = "sk-geheim-0123456789"
QUESTION = [Message("system", "Antworte kurz."), Message("user", "Wie spät ist es?")]


def hear(stream: Iterator[str]) -> str:
    """The next piece that says something: an empty one is a sign of life."""
    while not (piece := next(stream)):
        pass
    return piece


def ask(settings: ModelSettings, messages: Sequence[Message] = QUESTION) -> tuple[list[str], ModelUse]:
    """All pieces of an answer and what it took."""
    stream = open_model(settings).stream(messages, longest=50)
    pieces: list[str] = []
    while True:
        try:
            pieces.append(hear(stream))
        except StopIteration as end:
            return pieces, end.value


def fails(settings: ModelSettings) -> str:
    """The one line that a call ends in."""
    with pytest.raises(ModelError) as raised:
        ask(settings)
    line = raised.value.line
    assert 1 == len(line.splitlines())
    assert settings.url in line
    return line


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_answer_comes_piece_by_piece(provider: Provider) -> None:
    """Pieces are the server's own, umlauts and all; what it counted comes with them; only its path is asked, once."""
    pieces = ["Fünf", " nach", " zwölf – „genau“."]
    with serve_model(say(provider, pieces)) as server, watch_connections() as connected:
        got, use = ask(server.settings(provider, key=KEY))
    assert (pieces, 7, 3, False) == (got, use.prompt_tokens, use.answer_tokens, use.cut)
    assert 0 <= use.milliseconds_to_first <= use.milliseconds
    assert [PATHS[provider]] == [call.path for call in server.calls]
    assert {("127.0.0.1", server.port)} == {tuple(address[:2]) for address in connected}
    assert "llm:m" == open_model(server.settings(provider)).name


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_server_is_told_what_is_set(provider: Provider) -> None:
    """Model, messages, limit, temperature and key reach the server as they are set."""
    with serve_model(say(provider, ["Ja."])) as server:
        ask(server.settings(provider, key=KEY, temperature=0.25))
    body, text = server.calls[0].body, json.dumps(server.calls[0].body, ensure_ascii=False)
    options = body.get("options", body)
    assert ("m", True, 0.25) == (body["model"], body["stream"], options["temperature"])
    assert 50 == options.get("num_predict", options.get("max_tokens"))
    assert all(message.text in text for message in QUESTION)
    assert KEY in str(server.calls[0].headers)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_keys_and_addresses_of_the_environment_are_left_alone(
    provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the libraries would take from the environment goes to nobody, and a proxy sees nothing of the loopback."""
    for name in ("OPENAI_API_KEY", "OLLAMA_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.setenv(name, KEY)
    for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OLLAMA_HOST", "ANTHROPIC_BASE_URL"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/elsewhere")
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with serve_model(say(provider, ["Ja."])) as server:
        assert ["Ja."] == ask(server.settings(provider))[0]
    assert KEY not in str(server.calls)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_answer_that_reaches_its_longest_is_told_as_such(provider: Provider) -> None:
    """Whoever reads it knows that its last sentence may not be whole."""
    with serve_model(say(provider, ["Ja", ", aber"], ended="length")) as server:
        assert ask(server.settings(provider))[1].cut


@pytest.mark.parametrize("provider", PROVIDERS)
def test_nobody_there_is_one_line_at_once(provider: Provider) -> None:
    """A refused connection is told within five seconds, with the address, and not tried again."""
    with serve_model(say(provider, [])) as server:
        settings = server.settings(provider, key=KEY)
    started = time.monotonic()
    assert "cannot be reached (Connection refused)" in fails(settings)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "answered 401: {url}. Mend it with: FUNDSTELLE_LLM_KEY=KEY"),
        (404, "answered 404 (no model of that name)"),
        (429, "answered 429 (no model of that name): {url}. Mend it with: ask again in a while"),
        (500, "answered 500 (no model of that name)"),
    ],
)
def test_a_refusal_is_told_and_not_tried_again(provider: Provider, status: int, words: str) -> None:
    """The status, the server's own words where they hold no key, and what to do; one call in all."""
    with serve_model(refuse(status, "no model of that name")) as server:
        settings = server.settings(provider)
        assert words.format(url=settings.url) in fails(settings)
    assert 1 == len(server.calls)


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(provider: Provider, status: int) -> None:
    """Texts go to the named address and to no other, wherever that one points."""
    with serve_model(say(provider, ["Ja."])) as other:
        target = f"{other.address}{PATHS[provider]}"
        with serve_model(refuse(status, headers={"Location": target})) as server:
            assert f"answered {status}, pointing elsewhere" in fails(server.settings(provider))
    assert (1, []) == (len(server.calls), other.calls)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_breaks_off_is_no_answer(provider: Provider) -> None:
    """The pieces come, and then an error instead of an end."""
    with serve_model(say(provider, ["Es ist", " kurz"], ended=None)) as server:
        stream = open_model(server.settings(provider)).stream(QUESTION, longest=50)
        assert ["Es ist", " kurz"] == [hear(stream), hear(stream)]
        with pytest.raises(ModelError, match="broke off in mid-answer"):
            hear(stream)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_empty_answer_is_an_error(provider: Provider) -> None:
    """A model that says nothing has not answered."""
    with serve_model(say(provider, [])) as server:
        assert "answered nothing" in fails(server.settings(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    "body", [b"<html>hello</html>", b"", b"[]", b"data: {oh no\n\n", b"\xff\xfe\x00", b'data: {"choices": 1}\n\n']
)
def test_what_is_no_answer_of_that_kind_is_told(provider: Provider, body: bytes) -> None:
    """Something else that answers there is named as such, in one line, whatever it sends."""
    with serve_model(send_body(body)) as server:
        assert "sent no answer of the" in fails(server.settings(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_connection_that_is_closed_is_told(provider: Provider) -> None:
    """A server that hangs up before it says anything has broken off."""
    with serve_model(lambda handler, _: handler.connection.close()) as server:
        assert "broke off" in fails(server.settings(provider))


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize(
    ("limits", "begin", "words"),
    [
        ({"first": 2.0}, (), "did not begin to answer within 2 s"),
        ({"total": 2.5}, (), "did not begin to answer within 2.5 s"),
    ],
)
def test_a_server_that_hangs_is_left(
    provider: Provider, limits: dict[str, float], begin: tuple[str, ...], words: str
) -> None:
    """It takes the call and says nothing: after the limit, not after the server's time, there is one line.

    The limits are longer than a busy machine takes to connect.
    """
    with serve_model(hang(60, begin=begin)) as server:
        settings = server.settings(provider, **limits)
        open_model(settings)
        started = time.monotonic()
        assert words in fails(settings)
        assert time.monotonic() - started < 30


def test_a_server_that_falls_silent_is_left() -> None:
    """It begins and hangs: the pieces came, and the silence is told."""
    with serve_model(hang(5, begin=[openai_piece("Es"), openai_piece(" ist")])) as server:
        stream = open_model(server.settings(between=0.3)).stream(QUESTION, longest=50)
        assert ["Es", " ist"] == [hear(stream), hear(stream)]
        with pytest.raises(ModelError, match=r"fell silent for 0\.3 s in mid-answer"):
            hear(stream)


def test_closing_ends_the_connection_at_once() -> None:
    """Whoever has heard enough closes the stream, and the server notices: it does not write to nobody."""
    running: list[Server] = []
    with serve_model(write_for_ever(running)) as server:
        running.append(server)
        stream = open_model(server.settings()).stream(QUESTION, longest=50)
        assert "la " == hear(stream)
        stream.close()
        assert server.broken.wait(5)


def test_a_call_that_waits_for_its_first_word_is_ended_too() -> None:
    """A server that is still reading a long question is left as well: its connection ends, its thread does not stay."""
    ended: list[float] = []

    def read_on(handler: Any, _: dict[str, Any]) -> None:
        handler.connection.settimeout(10)
        handler.connection.recv(1)
        ended.append(time.monotonic())

    with serve_model(read_on) as server:
        fails(server.settings(first=0.2))
        deadline = time.monotonic() + 5
        while not ended and time.monotonic() < deadline:
            time.sleep(0.02)
    assert ended


REPEATS_KEY: list[Reply] = [refuse(status, f"the key {KEY} is wrong\n{KEY[:12]}") for status in (401, 403)]
REPEATS_KEY += [refuse(status, f"the key {KEY} is wrong") for status in (302, 400, 404, 500)]


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("reply", REPEATS_KEY)
def test_the_key_is_in_no_error(provider: Provider, reply: Reply) -> None:
    """Even a server that repeats the key does not bring it into a line, nor into how settings show themselves."""
    with serve_model(reply) as server:
        settings = server.settings(provider, key=KEY)
        line = fails(settings)
    assert KEY in str(server.calls)
    assert (False, False) == ("sk-geheim" in line, "sk-geheim" in repr(settings))


def test_a_real_model_answers_a_sentence(model_settings: ModelSettings) -> None:
    """A model that really runs says something, and its counts come with it."""
    pieces, use = ask(model_settings, [Message("user", "Say good morning in one short sentence.")])
    assert "".join(pieces).strip()
    assert 0 < use.milliseconds_to_first <= use.milliseconds
