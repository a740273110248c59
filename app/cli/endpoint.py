"""One question to a language model that the admin runs himself, over the OpenAI-compatible interface.

No other part of the product speaks to anything. The address is the one that was named and no other: no redirect is
followed, and an address of this machine is never asked by way of a proxy.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ingest.errors import FundstelleError, UsageError

_LONGEST_ANSWER = 1 << 20
"""Bytes."""
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class EndpointError(FundstelleError):
    """The language model did not answer, or with something else than an answer."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model answers."""

    url: str
    """Base address, as in http://127.0.0.1:8080/v1."""
    model: str
    timeout: float = 300.0
    """Seconds for a whole call."""
    temperature: float = 0.3

    @property
    def address(self) -> str:
        """What is contacted; UsageError when the base is no http address."""
        try:
            parts = urlsplit(self.url)
            known = (
                parts.scheme in ("http", "https")
                and bool(parts.hostname)
                and (parts.port or 1) > 0
                and self.url.isascii()
            )
        except ValueError:
            known = False
        if not known or parts.username or parts.query or parts.fragment:
            raise UsageError(
                "that is no address of an OpenAI-compatible endpoint",
                where=self.url,
                remedy="fundstelle questions draft --url http://127.0.0.1:8080/v1",
            )
        return self.url.rstrip("/") + "/chat/completions"

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine."""
        return urlsplit(self.url).hostname in _LOOPBACK


def ask_endpoint(endpoint: Endpoint, request: str, *, longest: int) -> str:
    """The model's answer to one message; EndpointError, on one line, for whatever comes instead. Tried once.

    `longest`: tokens of the answer at most; a small model that has begun to repeat itself does not end by itself.
    """
    body = {
        "model": endpoint.model,
        "messages": [{"role": "user", "content": request}],
        "max_tokens": longest,
        "temperature": endpoint.temperature,
    }
    call = urllib.request.Request(  # noqa: S310 - the scheme is checked by `address`
        endpoint.address, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    handlers: list[urllib.request.BaseHandler] = [_StayThere()]
    if endpoint.is_local:
        handlers.append(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + endpoint.timeout
    try:
        with urllib.request.build_opener(*handlers).open(call, timeout=endpoint.timeout) as response:
            content = _read(response, deadline)
    except urllib.error.HTTPError as error:
        with error:
            raise _failed(endpoint, f"answered {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise _failed(endpoint, f"did not answer within {endpoint.timeout:g} s") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _failed(endpoint, f"did not answer within {endpoint.timeout:g} s") from error
        raise _failed(endpoint, f"cannot be reached ({error.reason})") from error
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        raise _failed(endpoint, f"broke off ({type(error).__name__})") from error
    return _message(content, endpoint)


class _StayThere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - as its base has it
        """Follow nothing: only the named address is contacted."""


def _read(response: http.client.HTTPResponse, deadline: float) -> bytes:
    content = b""
    while block := response.read1(1 << 16):
        content += block
        if time.monotonic() > deadline:
            raise TimeoutError
        if len(content) > _LONGEST_ANSWER:
            raise http.client.HTTPException
    return content


def _message(content: bytes, endpoint: Endpoint) -> str:
    try:
        message = json.loads(content)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _failed(endpoint, "sent no answer of the OpenAI-compatible kind") from error
    if not isinstance(message, str):
        raise _failed(endpoint, "sent an answer without text")
    return message


def _failed(endpoint: Endpoint, what: str) -> EndpointError:
    return EndpointError(f"the language model {what}", where=endpoint.url, remedy="see that it runs, then call again")
