"""The language model that the environment names."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from app.models.records import PROVIDERS, ModelSettings, Provider
from ingest.errors import UsageError

URL, MODEL, KEY, PROVIDER = (f"FUNDSTELLE_LLM_{name}" for name in ("URL", "MODEL", "KEY", "PROVIDER"))
DEFAULT_URLS: dict[Provider, str] = {"ollama": "http://127.0.0.1:11434", "anthropic": "https://api.anthropic.com"}
"""Where a provider answers unless somebody says otherwise; an OpenAI-compatible server may be anywhere."""


def read_model_settings(environment: Mapping[str, str]) -> ModelSettings | None:
    """The model that FUNDSTELLE_LLM_URL, _MODEL, _KEY, _PROVIDER name; None: quotes only. UsageError for a wrong one.

    A URL makes it OpenAI-compatible, unless the provider says otherwise; Ollama and Anthropic have an address of their
    own. A model's name or a key by itself names no model.
    """
    url, word = (environment.get(name, "").strip() for name in (URL, PROVIDER))
    if not url and not word:
        return None
    provider = parse_provider(word or "openai", where=PROVIDER)
    if not url and provider not in DEFAULT_URLS:
        raise UsageError(
            "an OpenAI-compatible language model has no address", where=URL, remedy=f"{URL}=http://127.0.0.1:8080/v1"
        )
    return ModelSettings(
        provider=provider,
        url=parse_url(url, where=URL) if url else DEFAULT_URLS[provider],
        model=environment.get(MODEL, "").strip(),
        key=_parse_key(environment.get(KEY, "")),
    )


def _parse_key(text: str) -> str:
    """A key as a header may carry it; the error does not repeat it."""
    key = text.strip()
    if key.isascii() and (key.isprintable() and " " not in key):
        return key
    raise UsageError("that is no key: one word of plain letters, digits and signs", where=KEY, remedy=f"{KEY}=KEY")


def parse_provider(word: str, *, where: str) -> Provider:
    """The provider that a word names; UsageError for any other word."""
    for provider in PROVIDERS:
        if word.strip().lower() == provider:
            return provider
    raise UsageError(
        f"a provider is {', '.join(PROVIDERS[:-1])} or {PROVIDERS[-1]}, not {word!r}",
        where=where,
        remedy=f"{where}={PROVIDERS[0]}",
    )


def parse_url(text: str, *, where: str, separator: str = "=") -> str:
    """A base address without the slash at its end; UsageError for what is no plain http address.

    The error does not repeat the text: a name and a password may stand in it.
    """
    try:
        parts = urlsplit(text)
        plain = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port or 1) > 0
            and text.isascii()
            and text.isprintable()
            and " " not in text
        )
    except ValueError:
        plain = False
    if not plain or parts.username is not None or parts.query or parts.fragment:
        raise UsageError(
            "that is no address of a language model (http or https, without name, password, ? or #)",
            where=where,
            remedy=f"{where}{separator}http://127.0.0.1:8080/v1",
        )
    return text.rstrip("/")
