"""Open the language model that the settings name."""

from __future__ import annotations

import sys
from pathlib import Path
from shlex import quote

from app.models import adapters
from app.models.errors import ModelError
from app.models.protocol import LanguageModel
from app.models.records import ModelSettings, Provider
from app.models.watch import WatchedModel
from ingest.errors import UsageError

_ROOT = Path(__file__).parent.parent.parent
_WIRES = {
    "openai": adapters.speak_openai,
    "ollama": adapters.speak_ollama,
    "anthropic": adapters.speak_anthropic,
}


def open_model(settings: ModelSettings) -> LanguageModel:
    """The model, ready to be asked; contacts nothing. Opened once and kept, for its calls wait for one another.

    UsageError where no model is named; ModelError, with the command that installs it, where the provider's library is
    missing. Loads that library (a second or two).
    """
    if not settings.model:
        raise UsageError(
            "no language model is named", where=settings.url,
            remedy="FUNDSTELLE_LLM_MODEL=NAME; fundstelle doctor lists the names there",
        )  # fmt: skip
    try:
        talk = _WIRES[settings.provider](settings)
    except ImportError as error:
        raise ModelError(
            f"what speaks to {settings.kind} language models is not installed",
            where=error.name,
            remedy=install_command(settings.provider),
        ) from error
    return WatchedModel(settings, talk)


def install_command(provider: Provider) -> str:
    """The command that installs a provider's library into this very environment."""
    pip = f"{quote(sys.executable)} -m pip install"
    constraints = _ROOT / "constraints.txt"
    if constraints.is_file():
        return f"{pip} --constraint {quote(str(constraints))} --editable {quote(f'{_ROOT}[{provider}]')}"
    return f"{pip} {quote(f'fundstelle[{provider}]')}"
