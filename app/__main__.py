"""`fundstelle`: the command line. Exit codes: 0 answered or abstained, 1 it could not be done, 2 wrong usage."""

from __future__ import annotations

import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence

from app.cli.console import print_note
from app.cli.parser import build_parser
from app.errors import describe_unexpected, is_debugging
from app.settings import build_settings, go_offline
from ingest.errors import FundstelleError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every error is one line on standard error, unless debugging."""
    go_offline()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    debug = is_debugging(None)
    try:
        options = build_parser().parse_args(arguments)
        debug = is_debugging(options)
        if debug:
            logging.basicConfig()
            logging.getLogger("app").setLevel(logging.DEBUG)
        given = {name: getattr(options, name, None) for name in ("store", "caution")}
        settings = build_settings(os.environ, **given)
        return int(options.run(options, settings))
    except FundstelleError as error:
        _tell(error.line, debug=debug)
        return error.exit_code
    except KeyboardInterrupt:
        print_note("stopped")
        return 130
    except BrokenPipeError:
        # Whoever read the output has enough of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # a traceback helps nobody who only wanted an answer
        _tell(describe_unexpected(error), debug=debug)
        return 1


def _tell(line: str, *, debug: bool) -> None:
    """Write an error's line, after its traceback when debugging."""
    if debug:
        traceback.print_exc()
    print_note(line)


if __name__ == "__main__":
    sys.exit(main())
