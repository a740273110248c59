"""`--set key=value`: one setting of a run changed, such as `retrieval.span_weight=0.3`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from app.settings import Settings
from ingest.errors import UsageError

_OF_THIS_MACHINE = frozenset({"store", "encoder.cache_dir", "encoder.threads"})


def list_settings(settings: Settings) -> dict[str, Any]:
    """Every setting that shapes an answer, by its dotted name; folders of this machine are left out."""
    return {name: value for name, value in _flatten(settings, "") if name not in _OF_THIS_MACHINE}


def override_settings(settings: Settings, assignments: Sequence[str]) -> Settings:
    """Settings with some changed; UsageError when a name is unknown or a value is not of its type."""
    for assignment in assignments:
        name, found, text = assignment.partition("=")
        if not found:
            raise UsageError(
                "a setting is given as name=value", where=assignment, remedy="--set retrieval.asked_share=0.5"
            )
        known = list_settings(settings)
        if name.strip() not in known:
            raise UsageError(
                f"there is no setting {name.strip()!r}", where="--set", remedy=f"one of: {', '.join(sorted(known))}"
            )
        settings = _replace_at(settings, name.strip().split("."), text.strip(), assignment)
    return settings


def _flatten(record: Any, prefix: str) -> list[tuple[str, Any]]:  # noqa: ANN401 - any dataclass of settings
    found: list[tuple[str, Any]] = []
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            found += _flatten(value, f"{prefix}{field.name}.")
        else:
            found.append((prefix + field.name, value))
    return found


def _replace_at(record: Any, path: Sequence[str], text: str, assignment: str) -> Any:  # noqa: ANN401 - any dataclass
    name, *rest = path
    if rest:
        return replace(record, **{name: _replace_at(getattr(record, name), rest, text, assignment)})
    return replace(record, **{name: _parse(text, get_type_hints(type(record))[name], assignment)})


def _parse(text: str, wanted: Any, assignment: str) -> Any:  # noqa: ANN401 - a type as annotated
    if type(None) in get_args(wanted) and text.lower() == "none":
        return None
    try:
        value = TypeAdapter(wanted).validate_python(text)
    except ValidationError as error:
        raise UsageError(f"the value does not fit ({error.errors()[0]['msg']})", where=assignment) from error
    if isinstance(value, int | float) and not 0 <= value < math.inf:
        raise UsageError("the value is negative or not a number", where=assignment)
    return value
