"""The command line as its users type it: what it prints, its exit codes, and one clear line for every mistake."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.settings import Settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]


def run(*arguments: str, store: Path, given: str | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FUNDSTELLE_STORE": str(store), **variables}
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        capture_output=True,
        text=True,
        input=given,
        env=environment,
        cwd=ROOT,
        timeout=3600,  # guards against hanging only
    )


def assert_one_line(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert (code, 1) == (done.returncode, len(done.stderr.strip().splitlines())), done.stderr
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr


@pytest.fixture(scope="module")
def store(real_settings: Settings) -> Path:
    """The store of the session with the bundled encoder."""
    return real_settings.store


@pytest.mark.model
def test_ask_prints_one_object_of_the_contract(store: Path) -> None:
    """`ask --json` prints one object with the fields that other programs rely on, and nothing else."""
    done = run("ask", "--json", "Was sagt Medwedew?", store=store)
    answer = json.loads(done.stdout)
    assert (0, "") == (done.returncode, done.stderr)
    assert {
        "schema", "id", "question", "language", "status", "reason", "generator", "generation", "answer", "sentences",
        "citations", "evidence", "timings_ms",
    } <= set(answer)  # fmt: skip
    assert {
        "id", "source", "kind", "title", "author", "date", "section", "passage", "page", "language", "speaker", "quote",
        "start", "end", "url", "sha256", "retrieved_at", "footnotes",
    } <= set(answer["citations"][0])  # fmt: skip
    assert {"number", "text", "source", "url", "page", "obtained"} <= set(answer["citations"][0]["footnotes"][0])
    assert {"retrieve", "generate", "check", "write", "total"} == set(answer["timings_ms"])
    assert (1, "answered", "verbatim", "de") == tuple(answer[k] for k in ("schema", "status", "generator", "language"))
    assert "score" in answer["evidence"][0]
    assert (None, None) == (answer["citations"][0]["url"], answer["citations"][0]["date"])


@pytest.mark.model
def test_show_prints_what_a_citation_names(store: Path) -> None:
    """`show SOURCE START END` prints a citation's quote, letter for letter."""
    answer = json.loads(run("ask", "--json", "What majority is needed in the Senate?", store=store).stdout)
    cited = answer["citations"][0]
    shown = run("show", cited["source"], str(cited["start"]), str(cited["end"]), store=store)
    assert cited["quote"] + "\n" == shown.stdout


@pytest.mark.model
def test_batch_answers_each_line_and_fails_bad_ones_alone(store: Path) -> None:
    """Every line yields its own object with its id; a bad line fails alone, and the exit code tells that one did."""
    lines = [
        {"id": "a", "q": "Was sagt Medwedew?"},
        {"id": 7, "q": "And NATO?", "history": [{"role": "user", "text": "What about Ukraine?"}]},
        {"id": "b"},
        {"id": "c", "q": "x", "history": "no"},
        {"id": "d", "q": ""},
        {"id": "e", "q": "Wie " * 6000},
    ]
    given = "\n".join([*(json.dumps(line) for line in lines), "no json", "[]", ""])
    done = run("ask", "--batch", "-", store=store, given=given)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["a", 7, "b", "c", "d", "e", None, None] == [answer["id"] for answer in answers]
    assert ["answered", "failed", "failed", "abstained", "failed", "failed", "failed"] == [
        answer["status"] for answer in answers if answer["id"] != 7
    ]
    assert "en" == answers[1]["language"]
    assert 1 == done.returncode
    assert "" == done.stderr
    assert 1 == len({frozenset(answer) for answer in answers})


@pytest.mark.model
def test_search_prints_evidence_and_takes_batches(store: Path, tmp_path: Path) -> None:
    """`search -k` prints that many passages, best first, alone or by the batch."""
    done = run("search", "Euroclear", "-k", "3", "--json", store=store)
    result = json.loads(done.stdout)
    assert {"schema", "query", "language", "generation", "hits"} <= set(result)
    assert 3 == len(result["hits"])
    assert [hit["score"] for hit in result["hits"]] == sorted((hit["score"] for hit in result["hits"]), reverse=True)
    batch = tmp_path / "batch.jsonl"
    batch.write_text('{"id": "1", "q": "Euroclear"}\n', encoding="utf-8")
    assert "1" == json.loads(run("search", "--batch", str(batch), store=store).stdout)["id"]
    assert "Euroclear" in run("search", "Euroclear", "-k", "1", store=store).stdout


@pytest.mark.model
def test_answers_read_well_in_both_languages(store: Path) -> None:
    """The plain face frames in the question's language, numbers its quotes and names their places and works."""
    german = run("ask", "Was sagte Putin im Juli 2024 über Europa?", store=store).stdout
    english = run("ask", "What did Putin say about Europe in July 2024?", store=store).stdout
    assert "Dazu steht im Dossier wörtlich:" in german
    assert "The dossier says, word for word:" in english
    assert re.search(r"\(geschätzt\s\d+\s%\)", german)
    assert re.search(r"\(estimated\sat\s\d+%\)", english)
    assert german.index("geschätzt") < german.index("\n[1] ")
    assert "[1]" in german
    assert "Abschnitt 3." in german
    assert "section 3." in english


@pytest.mark.model
def test_status_sources_and_unchanged_ingest(store: Path) -> None:
    """`status` and `sources` tell what is there; a second ingest says that nothing changed."""
    status = json.loads(run("status", "--json", store=store).stdout)
    assert ("systemic-chaos", True) == (status["snapshots"][0]["source_id"], status["encoder_fits"])
    assert status["id"] in run("status", store=store).stdout
    sources = json.loads(run("sources", "--json", store=store).stdout)
    assert [] == sources["unresolved"]
    by_id = {source["id"]: source for source in sources["sources"]}
    assert [2, 37, 38] == by_id["paris-declaration"]["footnotes"]
    assert by_id["systemic-chaos"]["obtained"] is True
    assert "footnotes 2, 37, 38" in run("sources", store=store).stdout
    assert "Unchanged" in run("ingest", store=store).stdout
    assert "unchanged" == json.loads(run("ingest", "--json", store=store).stdout)["outcome"]
    assert "" == run("ingest", "--if-empty", store=store).stdout


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    """Unknown commands, missing words and numbers out of bounds are wrong usage."""
    assert 2 == run(store=tmp_path).returncode
    assert 2 == run("fly", store=tmp_path).returncode
    assert 2 == run("search", "x", "-k", "0", store=tmp_path).returncode
    assert 2 == run("search", "x", "-k", "many", store=tmp_path).returncode
    assert 2 == run("show", "systemic-chaos", "a", "b", store=tmp_path).returncode
    assert_one_line(run("ask", store=tmp_path), 2, "nothing to look for", "fundstelle ask")


@pytest.mark.parametrize("word", ["reckless", "", "bold,careful"])
@pytest.mark.parametrize("command", [("ask", "Warum?"), ("ask", "--batch", "-"), ("chat", "--no-browser")])
def test_unknown_caution_is_one_line(command: tuple[str, ...], word: str, tmp_path: Path) -> None:
    """A word that is no operating point is wrong usage, said in one line that names the three, before anything else."""
    done = run(*command, "--caution", word, store=tmp_path)
    assert_one_line(done, 2, "bold, balanced or careful", "--caution", repr(word))
    assert "" == done.stdout


def test_unknown_caution_in_the_environment_is_one_line(tmp_path: Path) -> None:
    """The variable is checked as well, and the option takes its place."""
    done = run("status", store=tmp_path, FUNDSTELLE_CAUTION="reckless")
    assert_one_line(done, 2, "bold, balanced or careful", "FUNDSTELLE_CAUTION", "'reckless'")
    done = run("ask", "Warum?", "--caution", "bold", store=tmp_path, FUNDSTELLE_CAUTION="reckless")
    assert_one_line(done, 1, "nothing has been ingested")


@pytest.mark.parametrize(
    ("variable", "option", "expected"),
    [
        (None, (), "balanced"),
        ("careful", (), "careful"),
        ("careful", ("--caution", "bold"), "bold"),
        (None, ("--caution", "Careful"), "careful"),
    ],
)
@pytest.mark.parametrize("command", [("ask", "Warum?"), ("ask", "--batch", "-"), ("chat",)])
def test_caution_reaches_the_settings(
    command: tuple[str, ...],
    variable: str | None,
    option: tuple[str, ...],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The option decides, then the variable, then the product's own."""
    seen: list[str] = []

    def listen(_: object, settings: Settings) -> int:
        seen.append(settings.abstention.caution)
        return 0

    for name in ("ask.run_ask", "read.run_chat"):
        monkeypatch.setattr(f"app.cli.{name}", listen)
    monkeypatch.delenv("FUNDSTELLE_CAUTION", raising=False)
    if variable:
        monkeypatch.setenv("FUNDSTELLE_CAUTION", variable)
    assert 0 == main([*command, *option])
    assert [expected] == seen


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "Warum?"),
        ("search", "Warum"),
        ("status",),
        ("sources",),
        ("show", "a", "0", "1"),
        ("chat", "--no-browser"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_nothing_ingested_yet_is_one_line_with_the_cure(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Before the first ingest every command says so and names `fundstelle ingest`."""
    assert_one_line(run(*arguments, store=tmp_path / "store"), 1, "nothing has been ingested", "fundstelle ingest")


def test_failed_ask_prints_a_failed_object_too(tmp_path: Path) -> None:
    """With --json even a failure is one object of the contract, and the line goes to standard error."""
    done = run("ask", "--json", "Warum?", store=tmp_path / "store")
    assert_one_line(done, 1, "nothing has been ingested")
    assert ("failed", "Warum?") == tuple(json.loads(done.stdout)[key] for key in ("status", "question"))


@pytest.mark.model
def test_show_refuses_what_is_not_there(store: Path) -> None:
    """An unknown source or a slice beyond the text is wrong usage, said in one line."""
    assert_one_line(run("show", "nowhere", "0", "1", store=store), 2, "no document", "systemic-chaos")
    assert_one_line(run("show", "systemic-chaos", "5", "2", store=store), 2, "no slice")
    assert_one_line(run("show", "systemic-chaos", "0", "99999999", store=store), 2, "no slice")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["is missing", "bericht.txt"]),
        (b"", ["is empty"]),
        (b"\x00\x01", ["is binary"]),
        ("Größe".encode("latin-1"), ["is not UTF-8", "iconv"]),
    ],
    ids=["missing", "empty", "binary", "encoding"],
)
def test_bad_dossier_file_is_one_line_and_loses_nothing(
    content: bytes | None, words: list[str], small_dossier: Path, fake_store: Path
) -> None:
    """A bad file is refused with its cure, and the generation that serves goes on serving."""
    text = small_dossier / "bericht.txt"
    text.unlink() if content is None else text.write_bytes(content)
    before = (fake_store / "current").read_bytes()
    assert_one_line(run("ingest", "--dossier", str(small_dossier), store=fake_store), 1, *words)
    assert before == (fake_store / "current").read_bytes()


def test_other_encoder_than_the_generations_is_said(fake_store: Path) -> None:
    """Asking with another encoder than the generation's is an error that says so."""
    done = run("ask", "Warum?", store=fake_store)
    assert_one_line(done, 1, "was built with the encoder", "fake-trigrams", "fundstelle ingest")


def test_unknown_model_is_one_line(small_dossier: Path, tmp_path: Path) -> None:
    """A model that is not on this machine is not looked for elsewhere: one line says what to do."""
    done = run("ingest", "--dossier", str(small_dossier), store=tmp_path / "store", FUNDSTELLE_ENCODER="nobody/nothing")
    assert_one_line(done, 1, "nobody/nothing")


def test_store_in_a_files_place_is_one_line(small_dossier: Path, tmp_path: Path) -> None:
    """A store that cannot be made is refused with its path."""
    (tmp_path / "file").write_text("x")
    done = run("ingest", "--dossier", str(small_dossier), store=tmp_path / "file" / "store")
    assert_one_line(done, 1, "cannot be written", str(tmp_path / "file"))


def test_reader_who_has_enough_ends_it_quietly(fake_store: Path) -> None:
    """A closed pipe is no error."""
    done = subprocess.run(
        f"{sys.executable} -m app sources | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "FUNDSTELLE_STORE": str(fake_store)},
    )
    assert ("systemic-chaos\n", "") == (done.stdout, done.stderr)


@pytest.mark.model
@pytest.mark.slow
def test_bench_measures_every_figure_and_leaves_the_store_alone(store: Path, small_dossier: Path) -> None:
    """`bench --json` gives positive figures for ingest, cold and warm questions and growth, in stores of its own."""
    before = (store / "current").read_bytes()
    small = ("--dossier", str(small_dossier), "--runs", "1", "--warm", "10", "--sizes", "200")
    done = run("bench", *small, "--json", store=store)
    figures = json.loads(done.stdout)
    assert all(value > 0 for value in figures.values() if not isinstance(value, str))
    assert {"cold ask, whole process, median (s)", "warm retrieval, vector included, p50 (ms)"} <= set(figures)
    assert {"200 passages: opening (s)", "200 passages: warm retrieval p50 (ms)"} <= set(figures)
    assert before == (store / "current").read_bytes()
