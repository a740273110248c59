"""Which language model the environment names."""

import sys

import pytest

from app.errors import describe_unexpected
from app.models.errors import ModelError
from app.models.open import install_command, open_model
from app.models.records import PROVIDERS, ModelSettings, Provider
from app.settings import build_settings
from ingest.errors import UsageError


def chosen(**variables: str) -> ModelSettings | None:
    return build_settings({f"FUNDSTELLE_LLM_{name}": value for name, value in variables.items()}).model


@pytest.mark.parametrize("variables", [{}, {"MODEL": "m"}, {"KEY": "k"}, {"URL": " ", "PROVIDER": ""}])
def test_without_an_address_nothing_is_asked(variables: dict[str, str]) -> None:
    """Answers are quotes unless somebody names a server: a model's name or a key is none."""
    assert None is chosen(**variables)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"URL": "http://127.0.0.1:8080/v1/", "MODEL": "m"}, ("openai", "http://127.0.0.1:8080/v1", True)),
        ({"PROVIDER": "Ollama", "MODEL": "m"}, ("ollama", "http://127.0.0.1:11434", True)),
        ({"PROVIDER": "anthropic", "MODEL": "m"}, ("anthropic", "https://api.anthropic.com", False)),
        ({"PROVIDER": "ollama", "URL": "http://box.lan:1", "MODEL": "m"}, ("ollama", "http://box.lan:1", False)),
    ],
)
def test_the_environment_names_a_model(variables: dict[str, str], expected: tuple[str, str, bool]) -> None:
    """A URL is OpenAI-compatible unless said otherwise; Ollama and Anthropic have an address of their own."""
    model = chosen(**variables)
    assert model
    assert (*expected, "llm:m") == (model.provider, model.url, model.is_local, model.name)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"PROVIDER": "openai"}, "FUNDSTELLE_LLM_URL=http://127.0.0.1:8080/v1"),
        ({"PROVIDER": "gemini"}, "not 'gemini'"),
        ({"URL": "127.0.0.1:8080"}, "no address of a language model"),
        ({"URL": "file:///etc/passwd"}, "no address of a language model"),
        ({"URL": "http://x:y/v1"}, "no address of a language model"),
        ({"URL": "http://me:secret@host/v1"}, "no address of a language model"),
        ({"URL": "http://host/v1?key=secret"}, "no address of a language model"),
        ({"URL": "http://höst/v1"}, "no address of a language model"),
        ({"URL": "http://host/v1", "KEY": "secret\nX: y"}, "that is no key"),
        ({"URL": "http://host/v1", "KEY": "secrét"}, "that is no key"),
    ],
)
def test_what_is_wrong_is_told_on_one_line(variables: dict[str, str], words: str) -> None:
    """Wrong usage, with the line to set; what may be secret is not repeated."""
    with pytest.raises(UsageError) as raised:
        chosen(**variables)
    line = raised.value.line
    assert words in line
    assert (1, False) == (len(line.splitlines()), "secr" in line)


def test_the_key_is_never_shown() -> None:
    """Neither settings nor an unexpected exception that holds them show it."""
    settings = build_settings({"FUNDSTELLE_LLM_URL": "http://host/v1", "FUNDSTELLE_LLM_KEY": "sk-1"})
    assert settings.model
    assert "sk-1" == settings.model.key
    assert "sk-1" not in f"{settings!r}{settings.model}{describe_unexpected(RuntimeError(settings))}"


def test_a_model_without_a_name_is_not_asked() -> None:
    """Nobody guesses which of a server's models is meant."""
    with pytest.raises(UsageError, match="FUNDSTELLE_LLM_MODEL=NAME"):
        open_model(ModelSettings("openai", "http://127.0.0.1:9/v1", ""))


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_missing_library_is_told_with_its_command(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very command that installs it into this environment, the checkout's pins included."""
    package = {"openai": "openai_like", "ollama": "ollama", "anthropic": "anthropic"}[provider]
    monkeypatch.setitem(sys.modules, f"llama_index.llms.{package}", None)
    monkeypatch.setitem(sys.modules, provider, None)
    with pytest.raises(ModelError) as raised:
        open_model(ModelSettings(provider, "http://127.0.0.1:9", "m"))
    assert raised.value.line.endswith(f"Mend it with: {install_command(provider)}")
    assert f"[{provider}]" in install_command(provider)
