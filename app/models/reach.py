"""Which models a server has, and which servers of the usual kinds run on this machine. Nothing is sent but a GET."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

from app.models.environment import MODEL, PROVIDER, URL
from app.models.errors import ModelError
from app.models.failures import fail, tell_failure
from app.models.records import ModelSettings, Provider

_LONGEST = 1 << 20
"""Bytes of a list."""
_SOON = 0.5
"""Seconds; a server on this machine lists its models at once."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Where a kind of server listens unless somebody says otherwise."""

    what: str
    provider: Provider
    url: str


USUAL = (
    Usual("Ollama", "ollama", "http://127.0.0.1:11434"),
    Usual("llama.cpp", "openai", "http://127.0.0.1:8080/v1"),
    Usual("LM Studio", "openai", "http://127.0.0.1:1234/v1"),
    Usual("vLLM", "openai", "http://127.0.0.1:8000/v1"),
)


@dataclass(frozen=True, slots=True)
class Noticed:
    """A server that runs on this machine. It has not been asked anything but what its models are."""

    usual: Usual
    models: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """What to set in a shell so that it writes the answers."""
        provider = (f"export {PROVIDER}={self.usual.provider}",) if self.usual.provider != "openai" else ()
        return (*provider, f"export {URL}={self.usual.url}", f"export {MODEL}={quote_name(self.models)}")


def quote_name(models: Sequence[str]) -> str:
    """The first model's name as a shell takes it, or a word that stands for one."""
    return quote(models[0]) if models else "NAME"


def list_models(settings: ModelSettings, *, seconds: float = 5.0) -> tuple[str, ...]:
    """The names of the models there; ModelError when the server cannot be reached, refuses, or lists none it knows."""
    path = {"openai": "/models", "ollama": "/api/tags", "anthropic": "/v1/models"}[settings.provider]
    call = urllib.request.Request(settings.url + path, headers=_headers(settings))  # noqa: S310 - parse_url checked it
    handlers: list[urllib.request.BaseHandler] = [_StayThere()]
    if settings.is_local:
        handlers.append(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + seconds
    try:
        with urllib.request.build_opener(*handlers).open(call, timeout=seconds) as response:
            content = _read(response, deadline)
    except urllib.error.HTTPError as error:
        with error:
            raise fail(settings, f"answered {error.code} when asked for its models", "see its address") from error
    except TimeoutError as error:
        raise fail(settings, f"did not list its models within {seconds:g} s", "see that it runs") from error
    except urllib.error.URLError as error:
        reason = error.reason if isinstance(error.reason, BaseException) else error
        why = getattr(reason, "strerror", None) or type(reason).__name__
        raise fail(settings, f"cannot be reached ({why})", "start it, or see the address") from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise tell_failure(error, settings) from error
    return _names(content, settings)


def look_around(places: Sequence[Usual] | None = None, *, seconds: float = _SOON) -> tuple[Noticed, ...]:
    """The servers that run at the usual places of this machine."""
    found = []
    for usual in USUAL if places is None else places:
        try:
            models = list_models(ModelSettings(usual.provider, usual.url, ""), seconds=seconds)
        except ModelError:
            continue
        found.append(Noticed(usual, models))
    return tuple(found)


class _StayThere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as its base has it
        """Follow nothing: only the named address is contacted."""


def _headers(settings: ModelSettings) -> dict[str, str]:
    if not settings.key:
        return {}
    if settings.provider == "anthropic":
        return {"x-api-key": settings.key, "anthropic-version": "2023-06-01"}
    return {"Authorization": f"Bearer {settings.key}"}


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    content = b""
    while block := response.read1(1 << 16):
        content += block
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(content) > _LONGEST:
            raise http.client.HTTPException
    return content


def _names(content: bytes, settings: ModelSettings) -> tuple[str, ...]:
    part, name = ("models", "name") if settings.provider == "ollama" else ("data", "id")
    try:
        names = tuple(one[name] for one in json.loads(content)[part])
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise fail(settings, f"listed no models the {settings.kind} way", "see what runs there") from error
    return tuple("".join(filter(str.isprintable, one)) for one in names if isinstance(one, str))
