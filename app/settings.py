"""Settings: frozen, built once at the entry point, passed down. Building them loads, reads and creates nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.answering.verbatim import VerbatimSettings
from app.asking.abstention import AbstentionSettings
from app.asking.reading import ReadingSettings
from app.models.environment import read_model_settings
from app.models.records import ModelSettings
from app.prose.records import ProseSettings
from app.records import CAUTIONS, DEFAULT_CAUTION, Caution
from index.encoders.protocol import EncoderSettings
from index.search.retrieve import RetrievalSettings
from ingest.errors import UsageError

_CONTACT = re.compile(r"[\w.+-]{1,80}@[\w.-]{1,120}|https?://[\w.~:/?#@!$&'*+,;=%-]{1,200}", re.ASCII)
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "ANONYMIZED_TELEMETRY": "False",
    "TOKENIZERS_PARALLELISM": "false",
}
"""What keeps the libraries on this machine, unless somebody sets it otherwise."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, passed down from the entry point."""

    store: Path
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    retrieval: RetrievalSettings = field(default_factory=RetrievalSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    verbatim: VerbatimSettings = field(default_factory=VerbatimSettings)
    abstention: AbstentionSettings = field(default_factory=AbstentionSettings)
    prose: ProseSettings = field(default_factory=ProseSettings)
    evidence: int = 8
    """Passages handed on as evidence."""
    model: ModelSettings | None = None
    """The language model that answers are written with; None: quotes only."""
    contact: str = ""
    """Address or page under which servers that are asked for works can reach the operator."""
    question_limit: int = 2000
    """Longest question, in characters after cleaning."""


def go_offline() -> None:
    """Tell the libraries to stay on this machine; a variable somebody has set himself is left alone."""
    for name, value in OFFLINE.items():
        os.environ.setdefault(name, value)


def build_settings(
    environment: Mapping[str, str], *, store: Path | None = None, caution: Caution | None = None
) -> Settings:
    """Settings from FUNDSTELLE_STORE, _CACHE, _ENCODER, _ADAPTER, _CAUTION, _CONTACT, _LLM_*; what is given is first.

    FUNDSTELLE_ENCODER: "bundled", or any sentence-transformers name or path. FUNDSTELLE_ADAPTER: "off" switches the
    bundled encoder's adapter off. FUNDSTELLE_CAUTION: see `AbstentionSettings.caution`; UsageError for another word.
    FUNDSTELLE_LLM_*: see `read_model_settings`.
    """
    cache = environment.get("FUNDSTELLE_CACHE")
    encoder = EncoderSettings(
        model=environment.get("FUNDSTELLE_ENCODER") or "bundled",
        adapter=environment.get("FUNDSTELLE_ADAPTER", "on").strip().lower() not in ("off", "0", "false", "no"),
        cache_dir=Path(cache).expanduser() if cache else None,
    )
    named = environment.get("FUNDSTELLE_STORE")
    word = environment.get("FUNDSTELLE_CAUTION", "").strip() or DEFAULT_CAUTION
    return Settings(
        store=store or (Path(named).expanduser() if named else default_store()),
        encoder=encoder,
        contact=parse_contact(environment.get("FUNDSTELLE_CONTACT", "")),
        model=read_model_settings(environment),
        abstention=AbstentionSettings(caution or parse_caution(word, where="FUNDSTELLE_CAUTION", separator="=")),
    )


def parse_caution(word: str, *, where: str, separator: str = " ") -> Caution:
    """The operating point that a word names; UsageError for any other word, with how to write it `where` it stands."""
    for caution in CAUTIONS:
        if word.strip().lower() == caution:
            return caution
    raise UsageError(
        f"caution is {', '.join(CAUTIONS[:-1])} or {CAUTIONS[-1]}, not {word!r}",
        where=where,
        remedy=f"{where}{separator}{DEFAULT_CAUTION}",
    )


def parse_contact(text: str) -> str:
    """A mail address or page as a user agent may carry it; UsageError for anything else."""
    contact = text.strip()
    if contact and not _CONTACT.fullmatch(contact):
        raise UsageError(
            "the contact is neither a mail address nor a page",
            where="FUNDSTELLE_CONTACT",
            remedy="FUNDSTELLE_CONTACT=name@example.org",
        )
    return contact


def default_store() -> Path:
    """The user's own data folder for this product, as the operating system has it."""
    from platformdirs import user_data_path

    return user_data_path("fundstelle") / "store"
