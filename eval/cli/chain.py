"""`fundstelle eval chain`: whether notes lead to the right place in the works they cite."""

from __future__ import annotations

import argparse

from app.cli.console import print_line
from app.service import Service
from app.settings import Settings
from eval.cases.chain import read_chain
from eval.errors import require_libraries
from eval.measure.chain import count_chain, follow_chain


def run_chain(options: argparse.Namespace, settings: Settings) -> int:
    """Print the figures of a dossier's pairs; with `--wrong` each pair that is not right."""
    require_libraries()
    followed = list(follow_chain(read_chain(options.pairs), Service(settings).generation()))
    for rate in count_chain(followed):
        print_line(rate.render())
    for one in followed if options.wrong else ():
        if one.holds[:1] != (True,) and (one.pair.quotes or one.shown):
            shown = "; ".join(f"{place.score:.3f} {place.text[:80]}" for place in one.shown) or "nothing"
            print_line(f"{one.pair.id} (note {one.pair.note}, {one.pair.work}) {one.pair.planted}: {shown}")
    return 0
