"""Nothing leaves this machine: no command connects to, or even looks up, anything but the loopback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.settings import OFFLINE

ROOT = Path(__file__).parent.parent.parent
# An audit hook sees every address that Python code connects to or looks up, in every library.
WATCHED = """
import sys
def watch(event, args):
    if event == "socket.connect":
        address = args[1]
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        address = args
    else:
        return
    host = address[0] if isinstance(address, tuple) else ""
    if host not in ("127.0.0.1", "::1", "localhost", ""):
        sys.stderr.write(f"LEFT THE MACHINE: {event} {address}\\n")
sys.addaudithook(watch)
from app.__main__ import main
for arguments in %r:
    main(arguments)
"""
COMMANDS = [
    ["ingest"],
    ["ask", "Wie viele Soldaten darf die Ukraine haben?"],
    ["search", "Euroclear", "-k", "2"],
    ["status"],
    ["sources"],
]


@pytest.mark.model
def test_no_command_leaves_the_machine(tmp_path: Path) -> None:
    """Ingest, ask, search, status and sources connect to nothing and look nothing up: works are not fetched unasked."""
    environment = {name: value for name, value in os.environ.items() if name not in OFFLINE}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED % COMMANDS],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**environment, "FUNDSTELLE_STORE": str(tmp_path / "store")},
        timeout=3600,  # guards against hanging only
    )
    assert 0 == done.returncode, done.stderr
    assert "600.000" in done.stdout
    assert "LEFT THE MACHINE" not in done.stderr


def test_the_watch_sees_a_connection() -> None:
    """The hook that the test above relies on does report a lookup and a connection."""
    code = (
        WATCHED % []
        + "\nimport socket\ntry: socket.create_connection(('192.0.2.1', 9), timeout=0.01)\nexcept OSError: pass"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert "LEFT THE MACHINE" in done.stderr


@pytest.mark.model
@pytest.mark.slow
def test_everything_works_without_any_network(tmp_path: Path, small_dossier: Path) -> None:
    """In a network namespace that has no interface at all, the encoder is converted, a dossier ingested and asked."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode:
        pytest.skip("this machine does not allow network namespaces")
    environment = {
        **os.environ,
        "FUNDSTELLE_STORE": str(tmp_path / "store"),
        "FUNDSTELLE_CACHE": str(tmp_path / "cache"),
    }
    commands = [["ingest", "--dossier", str(small_dossier)], *COMMANDS[1:]]
    code = f"from app.__main__ import main; print([main(arguments) for arguments in {commands!r}])"
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=3600,  # guards against hanging only
    )
    assert 0 == done.returncode, done.stderr
    assert done.stdout.rstrip().endswith(str([0] * len(commands)))


def test_libraries_are_told_to_stay_by_default() -> None:
    """The product itself sets the switches, unless somebody has set them."""
    code = f"import os; from app.settings import go_offline; go_offline(); print(*map(os.environ.get, {list(OFFLINE)}))"
    environment = {name: value for name, value in os.environ.items() if name not in OFFLINE}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=environment)
    assert " ".join(OFFLINE.values()) == done.stdout.strip()
