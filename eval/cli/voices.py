"""`fundstelle eval voices`: whose words each sentence of the labelled texts gives."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence

from app.cli.console import print_line
from app.settings import Settings
from eval.measure.voices import VOICES, Judged, count_figures, judge_split
from eval.runs.ledger import LEDGER, append_line
from eval.runs.provenance import read_commit
from index.listening.listener import OnnxListener
from ingest.flow import utc_now


def run_voices(options: argparse.Namespace, settings: Settings) -> int:
    """Print the figures of a split by text and together, a run on test logged; no index is needed."""
    listener = None if options.no_listener else OnnxListener(settings.encoder)
    judged = judge_split(options.split, listener=listener)
    if options.split == "test":
        counts = {figure.name: f"{figure.count}/{figure.number}" for figure in count_figures(judged)}
        heard_by = listener.identity if listener else None
        run = {"at": utc_now(), "commit": read_commit(), "listener": heard_by, "figures": counts}
        append_line(VOICES / LEDGER, run)
    for name in dict.fromkeys(one.text for one in judged):
        print_line(f"{name}: {_one_line([one for one in judged if one.text == name])}")
    for figure in count_figures(judged):
        print_line(figure.render())
    if options.wrong:
        for line in _wrong(judged):
            print_line(line)
    return 0


def _one_line(judged: Sequence[Judged]) -> str:
    return ", ".join(f"{figure.name} {figure.count}/{figure.number}" for figure in count_figures(judged))


def _wrong(judged: Sequence[Judged]) -> Iterator[str]:
    for one in judged:
        if not one.has_right_speaker:
            got = f"{one.attribution} {one.about or one.speaker}"
            yield f"{one.text}: {one.label.whose} {one.label.speaker or '-'}, got {got}: {one.label.sentence}"
