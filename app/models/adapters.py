"""llama-index's language models behind this room's protocol: each wire as it comes, called once and nowhere else.

A client is made for each call, so that ending one call ends its connection and no other. None tries again, follows a
redirect, or takes a key, an address or a proxy of this machine's own from the environment.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any

from app.models.line import Chunk, Line, Talk
from app.models.records import Message, ModelSettings

_NO_KEY = "none"
"""Sent where no key is set: with nothing given, the libraries would look for one of their own in the environment."""


def speak_openai(settings: ModelSettings) -> Talk:
    """The OpenAI-compatible wire: llama.cpp, vLLM, LM Studio, and most servers."""
    from httpx import Client as HttpClient
    from llama_index.llms.openai_like import OpenAILike
    from openai import OpenAI

    def talk(messages: Sequence[Message], longest: int, line: Line) -> Generator[Chunk, None, None]:
        with HttpClient(**_client_options(settings, line)) as http:
            client = OpenAI(
                base_url=settings.url, api_key=settings.key or _NO_KEY, max_retries=0, timeout=http.timeout,
                http_client=http,
            )  # fmt: skip
            model = OpenAILike(
                model=settings.model, api_base=settings.url, api_key=settings.key or _NO_KEY, max_retries=0,
                temperature=settings.temperature, max_tokens=longest, is_chat_model=True,
                additional_kwargs={"stream_options": {"include_usage": True}}, openai_client=client,
            )  # fmt: skip
            for response in _answers(model, messages):
                choices = getattr(response.raw, "choices", None) or []
                ended = choices[0].finish_reason if choices else None
                usage = getattr(response.raw, "usage", None)
                yield Chunk(
                    response.delta or "",
                    getattr(usage, "prompt_tokens", None),
                    getattr(usage, "completion_tokens", None),
                    ended=bool(ended),
                    cut=ended == "length",
                )

    return talk


def speak_ollama(settings: ModelSettings) -> Talk:
    """Ollama's own wire."""
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    def talk(messages: Sequence[Message], longest: int, line: Line) -> Generator[Chunk, None, None]:
        # Any header of this name keeps the library from looking for a key of its own.
        headers = {"authorization": f"Bearer {settings.key or _NO_KEY}"}
        with Client(settings.url, headers=headers, **_client_options(settings, line)) as client:
            model = Ollama(
                model=settings.model, base_url=settings.url, temperature=settings.temperature, client=client,
                # Unless told, Ollama cuts off the beginning of a long prompt in silence.
                context_window=settings.window,
                additional_kwargs={"num_predict": longest},
                # Thoughts are no answer, and nobody waits for them.
                thinking=False,
            )  # fmt: skip
            for response in _answers(model, messages):
                raw = response.raw or {}
                ended = bool(raw.get("done"))
                yield Chunk(
                    response.delta or "",
                    raw.get("prompt_eval_count"),
                    raw.get("eval_count"),
                    ended=ended,
                    cut=ended and raw.get("done_reason") == "length",
                )

    return talk


def speak_anthropic(settings: ModelSettings) -> Talk:
    """Anthropic's own wire."""
    from anthropic import Anthropic as Client
    from httpx import Client as HttpClient
    from llama_index.core.llms import LLMMetadata
    from llama_index.llms.anthropic import Anthropic

    class AnyModel(Anthropic):  # type: ignore[misc]
        @property
        def metadata(self) -> LLMMetadata:
            """Of any model: the library refuses names that are newer than itself."""
            return LLMMetadata(model_name=self.model, context_window=settings.window, is_chat_model=True)

    def talk(messages: Sequence[Message], longest: int, line: Line) -> Generator[Chunk, None, None]:
        key = settings.key or _NO_KEY
        with HttpClient(**_client_options(settings, line)) as http:
            model = AnyModel(
                model=settings.model, base_url=settings.url, api_key=key, max_retries=0,
                temperature=settings.temperature, max_tokens=longest,
            )  # fmt: skip
            # It takes no client, and its own would follow redirects.
            model._client = Client(
                base_url=settings.url, api_key=key, max_retries=0, timeout=http.timeout, http_client=http
            )
            for response in _answers(model, messages):
                told = response.message.additional_kwargs
                usage = told.get("usage") or {}
                ended = told.get("stop_reason")
                yield Chunk(
                    response.delta or "",
                    usage.get("input_tokens"),
                    usage.get("output_tokens"),
                    ended=bool(ended),
                    cut=ended == "max_tokens",
                )

    return talk


def _answers(model: Any, messages: Sequence[Message]) -> Generator[Any, None, None]:  # noqa: ANN401
    """What a model of llama-index says to these messages, event by event."""
    from llama_index.core.llms import ChatMessage

    with closing(model.stream_chat([ChatMessage(role=one.role, content=one.text) for one in messages])) as responses:
        yield from responses


def _client_options(settings: ModelSettings, line: Line) -> dict[str, Any]:
    """Options of an HTTP client; its limits end a thread that nobody listens to, the watch is the one that counts."""
    silence = max(settings.first, settings.between)
    return {
        "timeout": (settings.connect, silence, silence, settings.connect),
        "follow_redirects": False,
        "trust_env": not settings.is_local,
        "event_hooks": {"request": [line.hook]},
    }
