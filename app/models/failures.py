"""What a library raised, as one line for a person; the libraries' classes are told apart by their names alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.models.errors import ModelError
from app.models.records import ModelSettings

_REMEDIES = {
    401: "FUNDSTELLE_LLM_KEY=KEY, with one that it accepts",
    403: "FUNDSTELLE_LLM_KEY=KEY, with one that may use this model",
    404: "see FUNDSTELLE_LLM_URL and FUNDSTELLE_LLM_MODEL: fundstelle doctor lists the models there",
    429: "ask again in a while",
}
_SECRET = (401, 403)
"""What a server says with these may repeat a part of the key."""
_SAID = 160
"""Characters of a server's own words."""


def fail(settings: ModelSettings, what: str, remedy: str) -> ModelError:
    """The error that "the language model `what`"."""
    return ModelError(f"the language model {what}", where=settings.url, remedy=remedy)


def tell_failure(error: BaseException, settings: ModelSettings, *, opened: bool = True) -> ModelError:
    """The error that an exception of a library means. Neither the key nor a part of it stands in it.

    `opened`: whether a connection stood before; without one, what cannot be told is no fault of the server.
    """
    chain = tuple(_causes(error))
    for one in chain:
        status = getattr(one, "status_code", None)
        if isinstance(status, int):
            return _refused(one, status, settings)
    names = {kind.__name__ for one in chain for kind in type(one).__mro__}
    if "ConnectTimeout" in names:
        return fail(settings, f"cannot be reached within {settings.connect:g} s", "see that it runs: fundstelle doctor")
    if names & {"ConnectError", "ProxyError"}:
        why = _reason(chain)
        return fail(settings, f"cannot be reached ({why})", "start it, or see the address: fundstelle doctor")
    if names & {"TimeoutException", "TimeoutError"}:
        return fail(settings, "did not answer in time", "see that it runs, then ask again")
    if names & {"TransportError", "OSError"}:
        return fail(settings, f"broke off ({type(chain[-1]).__name__})", "see that it runs, then ask again")
    if "APIError" in names:  # an event of the stream that tells of an error
        return _refused(error, 200, settings)
    if not opened:
        what = f"was not asked, its library failed ({type(chain[-1]).__name__})"
        return fail(settings, what, f"install the version that fits: pip install 'fundstelle[{settings.provider}]'")
    what = f"sent no answer of the {settings.kind} kind ({type(chain[-1]).__name__})"
    return fail(settings, what, "see what runs there: fundstelle doctor")


def _refused(error: BaseException, status: int, settings: ModelSettings) -> ModelError:
    said = "" if status in _SECRET else _said(error, settings.key)
    if 300 <= status < 400:
        what, remedy = f"answered {status}, pointing elsewhere", "name the address itself: FUNDSTELLE_LLM_URL"
    elif status < 300:
        what, remedy = "reported an error", "see what it says there, then ask again"
    else:
        what, remedy = f"answered {status}", _REMEDIES.get(status, "see what it says there, then ask again")
    return fail(settings, f"{what} ({said})" if said else what, remedy)


def _said(error: BaseException, key: str) -> str:
    """The server's own words, short, printable, and without the key."""
    body = getattr(error, "body", None) or getattr(error, "error", None)
    while isinstance(body, Mapping):
        body = body.get("message") or body.get("error") or body.get("detail")
    text = body if isinstance(body, str) else ""
    if key:
        text = text.replace(key, "***")
    words = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * _SAID]).split()
    line = " ".join(words)
    return line if len(line) <= _SAID else f"{line[:_SAID].rstrip()} ..."


def _reason(chain: tuple[BaseException, ...]) -> str:
    """Why no connection came to be: the operating system's words where it has some."""
    for one in reversed(chain):
        if isinstance(one, OSError) and one.strerror:
            return one.strerror
    return type(chain[-1]).__name__


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and what led to it, from the outside in."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__
