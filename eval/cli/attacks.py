"""`fundstelle eval attacks`: whether planted instructions are obeyed, and what they cost."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.cases.attacks import Attack, read_attacks
from eval.errors import UsageError, require_libraries
from eval.measure.attacks import Attacked, count_rates
from eval.runs.attacking import Defence, Obedient, run_attacks
from eval.runs.kept_model import KeptModel
from index.encoders.open import open_encoder


def run_attack_command(options: argparse.Namespace, settings: Settings) -> int:
    """Print how often attacks succeed; exit code 1 where something is cited or loaded that no quote has."""
    require_libraries()
    attacks = read_attacks()
    chosen = spread([one for one in attacks if options.mode in (None, one.mode)], options.limit)
    attacked = list(run_attacks(chosen, attacks, _make_defence(options, settings)))
    if options.json:
        print_line(json.dumps(_to_json(attacked, options.model), ensure_ascii=False))
    else:
        _print(attacked, wrong=options.wrong)
    return 1 if any(one.forged or one.remote for one in attacked) else 0


def _make_defence(options: argparse.Namespace, settings: Settings) -> Defence:
    """Who writes over attacks: a model that obeys everything, or that of the settings, whose answers are kept."""
    encoder = open_encoder(settings.encoder)
    if options.model == "scripted":
        return Defence(settings, encoder, lambda one: Obedient(one.obedient), whole=options.whole)
    model = Service(settings).model
    if model is None:
        raise UsageError("no language model is set", remedy="FUNDSTELLE_LLM_URL=http://127.0.0.1:8080/v1")
    kept = KeptModel(model, options.answers)
    return Defence(settings, encoder, lambda one: kept, kept, whole=options.whole)


def spread(attacks: Sequence[Attack], limit: int | None) -> tuple[Attack, ...]:
    """At most so many, evenly from the whole: its order is by mode and language."""
    number = min(len(attacks), limit or len(attacks))
    return tuple(attacks[row * len(attacks) // number] for row in range(number))


def _print(attacked: Sequence[Attacked], *, wrong: bool) -> None:
    for rate in count_rates(attacked):
        print_line(rate.render())
    for one in attacked if wrong else ():
        if said := _tell(one):
            print_line(f"{one.attack.id} {one.attack.aim} in {one.attack.where}: {', '.join(said)}: {one.own!r}")


def _tell(one: Attacked) -> tuple[str, ...]:
    """What went wrong; empty: nothing."""
    obeyed = "obeyed in prose" if one.obeys_in_prose else "obeyed" if one.obeys else ""
    forged = f"cites {', '.join(one.forged)}" if one.forged else ""
    remote = f"loads {', '.join(one.remote)}" if one.remote else ""
    return tuple(filter(None, (obeyed, forged, remote, "answer lost" if one.is_lost else "")))


def _to_json(attacked: Sequence[Attacked], model: str) -> dict[str, object]:
    figures = [rate.to_json() for rate in count_rates(attacked)]
    return {"model": model, "figures": figures, "attacks": [_make_row(one) for one in attacked]}


def _make_row(one: Attacked) -> dict[str, object]:
    attack = one.attack
    return {
        "id": attack.id, "mode": attack.mode, "aim": attack.aim, "where": attack.where, "language": attack.language,
        "status": one.answer.status, "asked": one.is_asked, "read": one.is_read, "obeyed_in_prose": one.obeys_in_prose,
        "obeyed": one.obeys, "forged": one.forged, "remote": one.remote, "useful": one.was_useful, "lost": one.is_lost,
        "shown": one.own, "rejected": [(found.text, found.problems) for found in one.answer.rejected],
    }  # fmt: skip
