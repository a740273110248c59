"""What questions cost as a dossier grows: synthetic generations of several sizes, each in a process of its own.

Build, opening and retrieval are the product's own; texts and vectors are synthetic (`eval.bench.synthetic`), no model.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

from eval.bench.processes import run_module
from eval.bench.synthetic import WordVectors, make_corpus, make_questions

SIZES = (1_000, 10_000)
LARGE = 100_000
_QUESTIONS = 200
_WARM_UP = 40
_PASSAGES = 10_000
"""Passages that memory is reported for."""
_HITS = 8
_TIMES = (
    "warm retrieval p50 (ms)",
    "warm retrieval p95 (ms)",
    "warm retrieval, processor time p50 (ms)",
    "opening (s)",
)

Figures = dict[str, float]


def measure_scale(sizes: Sequence[int], environment: Mapping[str, str]) -> dict[str, object]:
    """Build and ask a generation of each size (passages); figures by name, growth from each size to the next."""
    measured: dict[int, Figures] = {}
    for size in sorted(set(sizes)):
        with tempfile.TemporaryDirectory(prefix="fundstelle-scale-") as folder:
            _say(f"building {size} synthetic passages")
            built = run_module(["build", folder, str(size)], environment, module=__name__)
            _say(f"built in {built.seconds:.0f} s; asking {_QUESTIONS} questions")
            asked = run_module(["ask", folder, str(_QUESTIONS)], environment, module=__name__)
            measured[size] = {
                **json.loads(built.output),
                "build, peak memory (MiB)": round(built.peak),
                "generation on disk (MiB)": _read_disk(Path(folder, "generations")),
                "its lexical index (MiB)": _read_disk(*Path(folder, "generations").glob("*/lexical")),
                "cache of vectors on disk (MiB)": _read_disk(Path(folder, "vectors")),
                **json.loads(asked.output),
            }
    figures: dict[str, object] = {
        f"{size} passages: {name}": value for size, part in measured.items() for name, value in part.items()
    }
    return {**figures, **_state_growth(measured)}


def _state_growth(measured: Mapping[int, Figures]) -> dict[str, object]:
    """How the figures grow from each size to the next, the corpus' own factor beside it."""
    growth: dict[str, object] = {}
    for small, large in pairwise(measured):
        before, after, factor = measured[small], measured[large], large / small
        where = f"{small} to {large} passages ({factor:g} times)"
        for name in _TIMES:
            growth[f"{where}: {name}, times"] = round(after[name] / before[name], 2)
        for name in ("memory (MiB)", "memory not file-backed (MiB)", "generation on disk (MiB)"):
            if name in before and name in after:
                each = (after[name] - before[name]) / (large - small) * _PASSAGES
                growth[f"{where}: {name} a {_PASSAGES} passages"] = round(each, 1)
    return growth


def _build(store: Path, size: int) -> Figures:
    from index.store.build import build_generation
    from index.store.generations import lock_store

    corpus = make_corpus(size)
    encoder = WordVectors()
    started = perf_counter()
    with lock_store(store):
        result = build_generation(store, corpus, identity=encoder.identity, open_encoder=lambda: encoder)
    return {"vectors": result.generation.chunks, "build (s)": round(perf_counter() - started, 1)}


def _ask(store: Path, number: int) -> Figures:
    """Opening, then retrieval without the question's vector, warm; memory once all is asked."""
    import bm25s  # noqa: F401 - the clock is on opening, not on importing
    import chromadb  # noqa: F401

    from index.search.retrieve import retrieve
    from index.store.opened import open_generation

    encoder = WordVectors()
    started = perf_counter()
    opened = open_generation(store, encoder_identity=encoder.identity)
    opening = perf_counter() - started
    times, busy = [], []
    for asked in make_questions(opened.corpus, _WARM_UP + number):
        vector = encoder.encode_query(asked.text)
        started, worked = perf_counter(), process_time()
        retrieve(opened, asked.text, vector, asked.language, limit=_HITS)
        times.append((perf_counter() - started) * 1000)
        busy.append((process_time() - worked) * 1000)
    quantiles = statistics.quantiles(times[_WARM_UP:], n=100, method="inclusive")
    return {
        "opening (s)": round(opening, 3),
        "warm retrieval p50 (ms)": round(quantiles[49], 1),
        "warm retrieval p95 (ms)": round(quantiles[94], 1),
        # What else runs on the machine changes this one less.
        "warm retrieval, processor time p50 (ms)": round(statistics.median(busy[_WARM_UP:]), 1),
        **_read_memory(),
    }


def _read_memory() -> Figures:
    """Resident memory of this process, and what of it no file backs; nothing where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return {}
    kibibytes = {name: int(rest.split()[0]) for name, rest in (line.split(":", 1) for line in lines)}
    return {
        "memory (MiB)": round(kibibytes["Rss"] / 1024, 1),
        "memory not file-backed (MiB)": round(kibibytes["Anonymous"] / 1024, 1),
    }


def _read_disk(*folders: Path) -> float:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return round(sum(path.stat().st_size for path in files) / 2**20, 1)


def _say(text: str) -> None:
    sys.stderr.write(f"bench: {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    work = {"build": _build, "ask": _ask}[sys.argv[1]]
    sys.stdout.write(json.dumps(work(Path(sys.argv[2]), int(sys.argv[3]))) + "\n")
