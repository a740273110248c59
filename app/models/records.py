"""What a language model is asked with, and what a call took."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

Provider = Literal["openai", "ollama", "anthropic"]
"""The wire that an address speaks: OpenAI-compatible, Ollama's own, Anthropic's own."""
PROVIDERS: tuple[Provider, ...] = ("openai", "ollama", "anthropic")
Role = Literal["system", "user", "assistant"]
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of what a model reads."""

    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What one call took."""

    prompt_tokens: int | None
    """None: the server did not say."""
    answer_tokens: int | None
    milliseconds_to_first: int
    """From the call to the first piece of text."""
    milliseconds: int
    """From the call to its end."""
    cut: bool = False
    """The answer reached its longest and ends where it happened to be."""


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Which model answers where, and how long anybody waits for it. Making one contacts nothing."""

    provider: Provider
    url: str
    """Base address without a slash at its end, as in http://127.0.0.1:8080/v1."""
    model: str
    """The model's name there; "" where none is named: `open_model` refuses that."""
    key: str = field(default="", repr=False)
    """Never printed, never part of an error."""
    temperature: float = 0.0
    connect: float = 5.0
    """Seconds until a connection stands; like the three below a limit, whatever the library behind it does."""
    first: float = 60.0
    """Seconds until the first piece of text."""
    between: float = 20.0
    """Seconds from one piece to the next."""
    total: float = 180.0
    """Seconds of a whole call."""
    wait: float = 60.0
    """Seconds until it is a call's turn, before that."""
    at_once: int = 1
    """Calls that run together; whoever comes later waits."""
    longest: int = 800
    """Tokens of an answer at most, whatever a call asks for."""
    window: int = 8192
    """Tokens of question and answer together; told to Ollama, which else takes fewer."""

    @property
    def name(self) -> str:
        """What answers name as their generator."""
        return f"llm:{self.model}"

    @property
    def kind(self) -> str:
        """The provider as people call it."""
        return {"openai": "OpenAI-compatible", "ollama": "Ollama", "anthropic": "Anthropic"}[self.provider]

    @property
    def is_local(self) -> bool:
        """Whether nothing leaves this machine."""
        return urlsplit(self.url).hostname in _LOOPBACK
