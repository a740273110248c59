"""`fundstelle doctor`: whether the store can be asked, whether the language model answers, and what to set."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from app.cli.console import add_store, print_line
from app.models.environment import MODEL, URL
from app.models.open import open_model
from app.models.reach import Noticed, list_models, look_around, quote_name
from app.models.records import Message, ModelSettings, ModelUse
from app.records import SCHEMA
from app.service import Service
from app.settings import Settings
from ingest.errors import FundstelleError

_TRIED = "Say good morning in one short sentence."
_LISTED = 12
"""Models named on a line; some servers have hundreds."""


@dataclass(frozen=True, slots=True)
class StoreFinding:
    """What the store is like."""

    path: str
    generation: str | None = None
    passages: int | None = None
    encoder: str | None = None
    encoder_fits: bool | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ModelFinding:
    """What the configured language model is like."""

    name: str
    kind: str
    url: str
    local: bool
    models: tuple[str, ...]
    """Those that its server lists; empty where it lists none."""
    said: str | None = None
    use: ModelUse | None = None
    problem: str | None = None


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `doctor`."""
    parser = commands.add_parser(
        "doctor", help="whether the store and the language model answer, and what to set; sends the model one sentence"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    add_store(parser)
    parser.set_defaults(run=run_doctor)


def run_doctor(options: argparse.Namespace, settings: Settings) -> int:
    """Print what is found; 1 when the configured language model does not answer."""
    store = _find_store(settings)
    model = _find_model(settings.model) if settings.model else None
    noticed = () if settings.model else look_around()
    if options.json:
        print_line(json.dumps(_as_json(store, model, noticed), ensure_ascii=False))
    else:
        for line in (*_show_store(store), *(_show_model(model) if model else _show_noticed(noticed))):
            print_line(line)
    return 1 if model and model.problem else 0


def _find_store(settings: Settings) -> StoreFinding:
    try:
        status = Service(settings).status()
    except FundstelleError as error:
        return StoreFinding(str(settings.store), problem=error.line)
    generation = status.generation
    return StoreFinding(
        str(status.store), generation.id, generation.passages, generation.encoder, status.encoder_fits,
        None if status.encoder_fits else "the encoder is not the one in the settings. Mend it with: fundstelle ingest",
    )  # fmt: skip


def _find_model(settings: ModelSettings) -> ModelFinding:
    """The configured model, asked one sentence."""
    try:
        models = list_models(settings)
    except FundstelleError:
        models = ()  # Not every server lists its models; whether it answers is what counts.
    found = ModelFinding(settings.model, settings.kind, settings.url, settings.is_local, models)
    pieces: list[str] = []
    try:
        stream = open_model(settings).stream([Message("user", _TRIED)], longest=60)
        while True:
            try:
                pieces.append(next(stream))
            except StopIteration as end:
                return replace(found, said=" ".join("".join(pieces).split()), use=end.value)
    except FundstelleError as error:
        return replace(found, problem=error.line)


def _show_store(store: StoreFinding) -> Iterator[str]:
    if store.generation is None:
        yield f"store:           {store.path}: {store.problem}"
        return
    yield f"store:           {store.path}: generation {store.generation}, {store.passages} passages"
    yield f"encoder:         {store.encoder}" + (f": {store.problem}" if store.problem else "")


def _show_model(model: ModelFinding) -> Iterator[str]:
    leaves = "on this machine" if model.local else "questions and quotes are sent there"
    yield f"language model:  {model.name or 'none named'} at {model.url} ({model.kind}, {leaves})"
    if model.use:
        first, whole = (
            milliseconds / 1000 for milliseconds in (model.use.milliseconds_to_first, model.use.milliseconds)
        )
        yield f"it answers:      {model.said!r} (first word after {first:.1f} s, all after {whole:.1f} s)"
    else:
        yield f"no answer:       {model.problem}"
    if model.models:
        more = f" and {len(model.models) - _LISTED} more" if len(model.models) > _LISTED else ""
        yield f"models there:    {', '.join(model.models[:_LISTED])}{more}"
        if model.name not in model.models and not model.use:
            yield f"set:             export {MODEL}={quote_name(model.models)}"


def _show_noticed(noticed: tuple[Noticed, ...]) -> Iterator[str]:
    yield "language model:  none is set; answers are quotes"
    if not noticed:
        yield f"noticed:         none at the usual places of this machine; one elsewhere: export {URL}=... {MODEL}=..."
    for one in noticed:
        names = ", ".join(one.models[:_LISTED]) or "no models"
        yield f"noticed:         {one.usual.what}, or what speaks like it, at {one.usual.url} ({names}); to use it:"
        yield from (f"    {line}" for line in one.lines)


def _as_json(store: StoreFinding, model: ModelFinding | None, noticed: tuple[Noticed, ...]) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "store": asdict(store),
        "model": asdict(model) if model else None,
        "noticed": [
            {"what": one.usual.what, "url": one.usual.url, "models": list(one.models), "set": list(one.lines)}
            for one in noticed
        ],
    }
