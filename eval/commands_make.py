"""`fundstelle eval calibrate`: fitting on cases."""

from __future__ import annotations

import argparse

from app.console import print_line
from app.desk import Desk
from app.settings import Settings
from eval.errors import require_libraries


def run_calibrate(options: argparse.Namespace, settings: Settings) -> int:
    """Fit the model of abstention on the dev cases, and write it where the product reads it."""
    from eval.calibrate import TARGET, calibrate
    from eval.cases import case_files, read_cases
    from eval.run import require_sound

    require_libraries()
    desk = Desk(settings)
    cases = read_cases(case_files(options.cases or ()))
    require_sound(cases, desk.generation())
    fit = calibrate(cases, desk)
    TARGET.write_text(fit.toml, encoding="utf-8")
    print_line(
        f"{TARGET}: false refusals {fit.false_refusals:.3f}, abstention recall {fit.recall:.3f}, both out of fold;"
        f" threshold {fit.threshold:.3f}"
    )
    return 0
