"""`fundstelle sources`: the works, which of them are held, and how the others are got: `fetch` and `add`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from app.cli.console import add_store, print_line, print_note
from app.cli.folding import fold_notes
from app.cli.progress import Bar
from app.records import SCHEMA, SourceState
from app.service import FETCHING, Service
from app.settings import Settings
from ingest.errors import FundstelleError, UsageError
from ingest.fetch.records import GOT, Outcome
from ingest.file_matching import FileMatch
from ingest.records import Snapshot

_SAID = {
    "held": "held",
    "not_modified": "held, not modified",
    "changed": "held, changed",
    "needs_person": "needs a person",
    "gone": "gone",
    "unreachable": "unreachable",
    "too_large": "too large",
    "not_text": "not text",
    "refused": "refused",
    "not_read": "not read",
    "not_fetched": "not fetched",
    "no_address": "no address",
}


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `sources` with its commands."""
    parser = commands.add_parser(
        "sources", help="the works of the dossier, which of them are held, and how to get them"
    )
    parser.add_argument("--json", action="store_true")
    add_store(parser)
    parser.set_defaults(run=run_sources)
    below = parser.add_subparsers(title="commands", metavar="COMMAND")
    fetch = below.add_parser("fetch", help="get works from their addresses (goes to the network)")
    fetch.add_argument("ids", nargs="*", metavar="ID", help="works (default: all that have an address)")
    fetch.add_argument(
        "--archive", action="store_true", help="ask a web archive for works that cannot be got otherwise"
    )
    fetch.set_defaults(run=run_fetch)
    add = below.add_parser("add", help="take in a file that you have, or a folder of files")
    add.add_argument("path", type=Path, metavar="FILE|FOLDER")
    add.add_argument("--source", metavar="ID", help="the work whose text the file is")
    add.add_argument("--url", metavar="URL", help="where the file is from")
    add.add_argument("--retrieved", metavar="DATE", help="the day it was got there, as 2026-01-31 (default: today)")
    add.add_argument("--yes", action="store_true", help="of a folder, take in each file whose name means one work")
    add.set_defaults(run=run_add)
    for command in (fetch, add):
        command.add_argument(
            "--dossier", type=Path, metavar="DIR", help="folder with manifest.toml (default: as for ingest)"
        )
        command.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print the result as JSON")
        add_store(command, nested=True)


def run_sources(options: argparse.Namespace, settings: Settings) -> int:
    """List the works of the dossier with the notes that cite them, and how it stands with each."""
    found = Service(settings).sources()
    if options.json:
        print_line(json.dumps(found.to_json(), ensure_ascii=False))
        return 0
    for source, state in zip(found.manifest.sources, found.states, strict=True):
        notes = ", ".join(map(str, source.footnotes))
        about = ", ".join(part for part in (source.author, source.publisher, source.date) if part)
        print_line(f"{source.id}\n    {source.title}" + (f"\n    {about}" if about else ""))
        print_line(f"    {tell_state(state)}" + (f"; footnotes {notes}" if notes else ""))
        for line in (f"another edition of {source.edition_of}" if source.edition_of else None, source.url):
            if line:
                print_line(f"    {line}")
    for line in fold_notes(found.unresolved):
        print_line(f"unresolved: {line}")
    held, works = found.manifest.count_held({state.source_id for state in found.states if state.held})
    if works:
        print_line(tell_held(held, works))
    return 0


def tell_state(state: SourceState) -> str:
    """How it stands with a source, on one line."""
    said = _SAID[state.status]
    if state.snapshot and state.held:
        said += f", of {state.snapshot.retrieved_at[:10]}"
    if state.status == "not_modified" and state.checked_at:
        said += f" (asked {state.checked_at[:10]})"
        return said
    return f"{said}: {state.note}" if state.note else said


def tell_held(held: int, works: int) -> str:
    """How many works are held, and how to get the others."""
    said = f"{held} of {works} works held"
    return said if held == works else f"{said}: `fundstelle sources fetch`"


def run_fetch(options: argparse.Namespace, settings: Settings) -> int:
    """Get works, and say of each what came of it; exit code 1 when a work that was named could not be got."""
    service = Service(settings)
    with closing(Bar()) as bar:

        def tell(outcome: Outcome, done: int, total: int) -> None:
            if not options.json:
                bar.clear()
                print_line(_tell_outcome(outcome))
            bar.show(FETCHING, done, total)

        outcomes = service.fetch(options.ids, dossier=options.dossier, archive=options.archive, on_outcome=tell)
    if options.json:
        print_line(
            json.dumps({"schema": SCHEMA, "works": [asdict(outcome) for outcome in outcomes]}, ensure_ascii=False)
        )
    else:
        for line in _sum_up(outcomes):
            print_line(line)
    if outcomes and not settings.contact:
        print_note("servers were not told whom to write to: set FUNDSTELLE_CONTACT to a mail address or page of yours")
    failed = any(outcome.status not in GOT for outcome in outcomes)
    return 1 if options.ids and failed else 0


def _tell_outcome(outcome: Outcome) -> str:
    said = _SAID[outcome.status].removeprefix("held, ")
    return f"{outcome.source_id}: {said}" + (f" ({outcome.note})" if outcome.note else "")


def _sum_up(outcomes: Sequence[Outcome]) -> Iterator[str]:
    if not outcomes:
        yield "No work has an address that could be fetched: fundstelle sources add FILE --source ID"
        return
    counts = Counter(outcome.status for outcome in outcomes)
    yield ", ".join(f"{count} {_SAID[status].removeprefix('held, ')}" for status, count in counts.most_common())
    if any(outcome.status in ("held", "changed") for outcome in outcomes):
        yield "fundstelle ingest takes in what is new"
    if any(outcome.status not in GOT for outcome in outcomes):
        yield "fundstelle sources says what to do for the others"


def run_add(options: argparse.Namespace, settings: Settings) -> int:
    """Take in a file, or the files of a folder that somebody agrees to."""
    service = Service(settings)
    if options.path.is_dir():
        if options.source or options.url or options.retrieved:
            raise UsageError(
                "--source, --url and --retrieved are of one file", where=options.path, remedy="name the file"
            )
        return _add_folder(service, options)
    if not options.source:
        raise UsageError("whose text the file is, is not said", where=options.path, remedy="--source ID")
    snapshot = service.add(
        options.path, options.source, url=options.url, retrieved=options.retrieved, dossier=options.dossier
    )
    if options.json:
        print_line(json.dumps({"schema": SCHEMA, "added": [asdict(snapshot)]}, ensure_ascii=False))
    else:
        print_line(f"{_tell_added(snapshot)}\nfundstelle ingest takes it in")
    return 0


def _tell_added(snapshot: Snapshot) -> str:
    return (
        f"{snapshot.source_id}: {snapshot.origin} is its text now ({snapshot.media_type}, {snapshot.size} bytes,"
        f" SHA-256 {snapshot.sha256[:12]}, of {snapshot.retrieved_at[:10]})"
    )


def _add_folder(service: Service, options: argparse.Namespace) -> int:
    """Ask about each file on a terminal; elsewhere only list, or with --yes take in what is clear."""
    matches = service.match(options.path, dossier=options.dossier)
    meant = Counter(match.sure for match in matches if match.sure)
    asks = not options.yes and not options.json and sys.stdin.isatty() and sys.stdout.isatty()
    added: list[Snapshot] = []
    for match in matches:
        clear = match.sure if match.sure and meant[match.sure] == 1 else None
        chosen = _ask(match) if asks else clear if options.yes else None
        if not chosen:
            if not options.json and not asks:
                print_line(_tell_match(match, twice=bool(match.sure) and not clear))
            continue
        try:
            added.append(service.add(match.path, chosen, dossier=options.dossier))
        except FundstelleError as error:
            print_note(error.line)
            continue
        if not options.json:
            print_line(_tell_added(added[-1]))
    if options.json:
        listed = [{"file": str(match.path), "sources": list(match.source_ids)} for match in matches]
        table = {"schema": SCHEMA, "files": listed, "added": [asdict(snapshot) for snapshot in added]}
        print_line(json.dumps(table, ensure_ascii=False))
    elif added:
        print_line(f"{len(added)} of {len(matches)} files taken in; fundstelle ingest reads them")
    else:
        print_line("Nothing was taken in. Where a file means one work, --yes takes it in; any other: --source ID")
    return 0


def _tell_match(match: FileMatch, *, twice: bool) -> str:
    if not match.source_ids:
        return f"{match.path.name}: its name means no work"
    if twice:
        return f"{match.path.name}: {match.sure}, as another file, too"
    return f"{match.path.name}: {' or '.join(match.source_ids)}"


def _ask(match: FileMatch) -> str | None:
    """The work that a person at the terminal agrees to or names; None: leave the file out."""
    proposed = f" ({' or '.join(match.source_ids)}?)" if match.source_ids else ""
    asked = (
        f" -> {match.sure}? [y = yes, Enter = no, or another ID] " if match.sure else f"{proposed} -> [ID, Enter = no] "
    )
    try:
        typed = input(f"{match.path.name}{asked}").strip()
    except EOFError:
        return None  # Nobody answers any more.
    if match.sure and typed.lower() in ("y", "yes", "j", "ja"):
        return match.sure
    return None if typed.lower() in ("", "n", "no", "nein") else typed
