"""Who may import whom, and what importing a package may not load."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "ingest": set(),
    "index": {"ingest"},
    "prompts": set(),
    "app": {"ingest", "index", "prompts"},
    "eval": {"ingest", "index", "prompts", "app"},
}
HOMES = {
    "babel": {"app/checking/claims/cldr.py", "app/wording.py"},
    "ahocorasick": {"ingest/text/matching.py"},
    "chromadb": {"index/vectors/chroma.py"},
    "langdetect": {"ingest/text/language.py"},
    "pypdfium2": {"ingest/readers/pdf/glyphs.py"},
    "trafilatura": {"ingest/readers/html/page.py"},
    "cssselect": {"ingest/readers/html/hidden.py"},
    "mammoth": {"ingest/readers/docx.py"},
    "simplemma": {"ingest/text/dictionary.py"},
    "sentence_transformers": {"index/encoders/sentence_transformer.py", "index/encoders/bundled/conversion.py"},
    "bm25s": {"index/lexical/bm25.py", "ingest/text/terms.py"},
    "llama_index": {"app/retriever.py", "app/models/adapters.py"},
    "openai": {"app/models/adapters.py"},
    "ollama": {"app/models/adapters.py"},
    "anthropic": {"app/models/adapters.py"},
    "jinja2": {"app/web/html.py"},
    "httpcore": {"ingest/fetch/transport.py"},
    "httpx": {"ingest/fetch/transport.py", "app/models/adapters.py"},
    "protego": {"ingest/fetch/robots.py"},
    "warcio": {"ingest/fetch/archive.py"},
    "filelock": {"index/store/generations.py", "index/encoders/bundled/making.py"},
}

DOOR = frozenset(
    "app.service app.records app.settings app.errors app.wording app.feedback.store app.web app.cli"
    " app.models.environment app.models.errors app.models.protocol app.models.records"
    " index.records ingest.errors ingest.fetch.records ingest.file_matching ingest.records"
    " ingest.text.canonical"
    # The checks on prose serve any pair of sentence and evidence.
    " app.checking.claims.check app.checking.claims.meaning app.checking.claims.records app.prose.likeness".split()
)
"""What command line and page may use, and of `app` the evaluation."""
EXCEPTIONS = {
    # Expected questions are written for a dossier's folder, before there is a store.
    "app/cli/questions.py": {
        "app.models.open", "ingest.flow", "ingest.manifest", "ingest.questions.drafts", "ingest.questions.expected",
        "ingest.questions.sheet", "ingest.snapshots",
    },
    # It asks the configured language model a sentence, and what runs on this machine for its models.
    "app/cli/doctor.py": {"app.models.open", "app.models.reach"},
    # A scripted model writes, and also over more than an answer quotes.
    "eval/runs/attacking.py": {"app.prose.writing"},
    # What a model wrote is followed sentence by sentence and judged by the checks; a peer asks the same model.
    "eval/cli/prose.py": {"app.models.open"},
    "eval/measure/prose.py": {"app.prose.records"},
    "eval/runs/prose.py": {"app.asking.events", "app.prose.evidence", "app.prose.lines", "app.prose.records"},
    # It fits the model of abstention, on the very signals that the product measures.
    "eval/fit/calibrate.py": {
        "app.asking", "app.asking.abstention", "app.asking.finding", "app.asking.inquiry", "app.asking.reading",
    },
    # It fits the model of kinds, and writes it where the product reads it.
    "eval/fit/kinds.py": {"app.asking.kinds.guessing"},
    # It follows a note from a given sentence, without a question.
    "eval/measure/chain.py": {"app.answering.chain"},
    # It makes citations and frames anew from their places, to compare.
    "eval/measure/consistency.py": {
        "app.answering.citations", "app.answering.verbatim", "app.asking.missing_works", "app.checking.quotes",
    },
}  # fmt: skip


@cache
def imports_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return frozenset(plain | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)})


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_packages_import_one_way(package: str) -> None:
    """A package imports itself and those below it, never one above it."""
    own = set(ALLOWED) - ALLOWED[package] - {package}
    wrong = {
        (str(path.relative_to(ROOT)), name)
        for path in modules(package)
        for name in imports_of(path)
        if name.split(".")[0] in own
    }
    assert set() == wrong


def test_everybody_goes_through_the_one_door() -> None:
    """Command line and page ask the service and nothing below it, the evaluation nothing of `app` below it."""
    ours = {"cli": ("app", "index", "ingest"), "web": ("app", "index", "ingest"), "eval": ("app",)}
    found: dict[str, set[str]] = {}
    for room, packages in ours.items():
        for path in modules(room if room == "eval" else f"app/{room}"):
            deep = {
                name
                for name in imports_of(path)
                if name.split(".")[0] in packages and name not in DOOR and not name.startswith(("app.cli.", "app.web."))
            }
            if deep:
                found[path.relative_to(ROOT).as_posix()] = deep
    assert EXCEPTIONS == found


def test_only_one_command_can_reach_the_network() -> None:
    """What opens connections is loaded by `Service.fetch` alone, and only the command `sources fetch` calls that."""
    connecting = {"ingest.fetch.transport", "ingest.fetch.getting", "ingest.fetch.run"}
    loading = {
        path.relative_to(ROOT).as_posix()
        for package in ALLOWED
        for path in modules(package)
        if imports_of(path) & connecting
    }
    assert {"ingest/fetch/getting.py", "ingest/fetch/run.py", "app/holdings.py"} == loading
    callers = {
        path.relative_to(ROOT).as_posix()
        for package in ("app", "eval")
        for path in modules(package)
        if "fetch_chosen(" in (text := path.read_text(encoding="utf-8")) or "service.fetch(" in text
    }
    assert {"app/holdings.py", "app/service.py", "app/cli/sources.py"} == callers
    code = f"import sys, app.__main__, app.web.server; print(*[name for name in sys.modules if name in {connecting}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "" == done.stdout.strip()


def test_prompts_use_only_the_standard_library() -> None:
    """The wording can be used by anything: it needs nothing but Python."""
    names = {name.split(".")[0] for path in modules("prompts") for name in imports_of(path)}
    assert set() == names - set(sys.stdlib_module_names) - {"prompts"}


@pytest.mark.parametrize("library", sorted(HOMES))
def test_each_outside_library_has_one_home(library: str) -> None:
    """An outside library is met in the fewest files, so that it can be exchanged there."""
    found = {
        str(path.relative_to(ROOT))
        for package in ("ingest", "index", "app", "prompts")
        for path in modules(package)
        for name in imports_of(path)
        if name.split(".")[0] == library
    }
    assert set() == found - HOMES[library]


def test_gradio_stays_in_the_page() -> None:
    """Only the page knows Gradio."""
    found = {
        str(path.relative_to(ROOT))
        for package in ALLOWED
        for path in modules(package)
        for name in imports_of(path)
        if name.split(".")[0] == "gradio" and "app/web/" not in str(path)
    }
    assert set() == found


@pytest.mark.parametrize(
    "module", ["app.__main__", "app.feedback.store", "app.service", "index.search.retrieve", "ingest.flow"]
)
def test_importing_loads_nothing_heavy(module: str) -> None:
    """Work begins at first use: importing loads no model library, no database, no page."""
    heavy = (
        "torch transformers sentence_transformers chromadb gradio llama_index onnxruntime langdetect bm25s simplemma"
        " pypdfium2 trafilatura lxml mammoth httpx warcio openai ollama anthropic"
    )
    code = f"import sys, {module}; print(*[name for name in '{heavy}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "" == done.stdout.strip()


def test_files_stay_small() -> None:
    """No module is longer than 400 lines, no function longer than 50: split where the vocabulary splits."""
    long_files, long_functions = [], []
    for package in (*ALLOWED, "tests"):
        for path in modules(package):
            text = path.read_text(encoding="utf-8")
            if len(text.splitlines()) > 400:
                long_files.append(str(path.relative_to(ROOT)))
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
                    long_functions.append(f"{path.name}:{node.name}")
    assert ([], []) == (long_files, long_functions)


ORDER = {
    "ingest": (("text",), ("readers",), ("voices", "structure"), ("questions",)),
    "index": (("encoders", "lexical"), ("vectors",), ("store",), ("search",)),
}
"""Rooms of a package from the ground up: a room imports those below it, those of its own floor, and plain modules."""


@pytest.mark.parametrize("package", sorted(ORDER))
def test_rooms_import_downwards(package: str) -> None:
    """Within a package, too, imports go one way: what reads text knows nothing of documents."""
    floors = {room: floor for floor, rooms in enumerate(ORDER[package]) for room in rooms}
    wrong = [
        (str(path.relative_to(ROOT)), name)
        for room, floor in floors.items()
        for path in modules(f"{package}/{room}")
        for name in imports_of(path)
        if name.split(".")[0] == package and len(name.split(".")) > 2 and floors.get(name.split(".")[1], -1) > floor
    ]
    assert [] == wrong


def test_no_imports_in_a_circle() -> None:
    """No module needs, by way of others, itself."""
    paths = [path for package in ALLOWED for path in modules(package)]
    named = {
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".").removesuffix(".__init__"): path for path in paths
    }
    needs = {
        name: {
            one.module
            for one in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(one, ast.ImportFrom) and one.module in named
        }
        for name, path in named.items()
    }
    done: set[str] = set()
    while ready := {name for name, needed in needs.items() if name not in done and needed <= done}:
        done |= ready
    assert set() == set(needs) - done
