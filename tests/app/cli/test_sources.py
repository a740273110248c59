"""`fundstelle sources`: what an admin is told of each work, and getting works at the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.__main__ import main
from ingest.fetch.records import FetchSettings
from tests.fakes import FakeEncoder
from tests.servers import PAGE, Reply, Site, serve, watch_connections

Run = Callable[..., tuple[int, list[str], str]]
WORKS = ("offen", "fort", "zu")


@pytest.fixture
def site(small_dossier: Path) -> Iterator[Site]:
    """A server with one work that can be got, one that is gone, one behind a captcha; the dossier's works lie there."""
    captcha = Reply("<html><div class='h-captcha'></div></html>")
    with serve({"/offen": Reply(PAGE), "/zu": captcha}) as site:
        entries = "".join(
            f'\n[[source]]\nid = "{name}"\nkind = "cited_source"\ntitle = "Werk {name}"\nlanguage = "en"\n'
            f'url = "{site.url(f"/{name}")}"\n'
            for name in WORKS
        )
        manifest = small_dossier / "manifest.toml"
        text = manifest.read_text(encoding="utf-8").replace("https://example.org/rede", site.url("/rede"))
        text = text.replace('url = "https://example.org/beschluss-1"\n', "")
        manifest.write_text(text + entries, encoding="utf-8")
        yield site


@pytest.fixture
def run(
    site: Site, small_dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command over a store with the small dossier: exit code, lines of standard output, standard error."""
    encoder = FakeEncoder()
    monkeypatch.setattr("app.service.open_encoder", lambda *_, **__: encoder)
    monkeypatch.setattr("app.service.encoder_identity", lambda _: encoder.identity)
    monkeypatch.setattr("app.service.FetchSettings", lambda contact: site.limit(contact=contact))
    monkeypatch.setenv("FUNDSTELLE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("FUNDSTELLE_CONTACT", "desk@example.org")

    def call(*words: object) -> tuple[int, list[str], str]:
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err

    assert 0 == call("ingest", "--dossier", small_dossier)[0]
    return call


def states(run: Run) -> dict[str, dict[str, object]]:
    code, lines, _ = run("sources", "--json")
    assert 0 == code
    return {row["id"]: row for row in json.loads(lines[0])["sources"]}


def test_fetching_all_tells_of_each_work_and_an_ingest_takes_them_in(run: Run, site: Site) -> None:
    """What came of each, what to do for the others; after the ingest the work is held and answers."""
    before = states(run)
    assert ("held", "no_address", "not_fetched") == tuple(
        before[one]["status"] for one in ("bericht", "beschluss", "fort")
    )
    code, lines, errors = run("sources", "fetch")
    assert (0, "") == (code, errors)
    assert {"offen: held", "fort: gone (there is no such page)", "rede: gone (there is no such page)"} <= set(lines)
    assert "zu: needs a person (it wants proof that a person asks (a captcha page))" in lines
    assert ["2 gone, 1 held, 1 needs a person", "fundstelle ingest takes in what is new"] == lines[4:6]
    agents = {fields["user-agent"] for _, fields in site.asked}
    assert [True] == [agent.startswith("Fundstelle/") and "contact: desk@example.org" in agent for agent in agents]
    assert (False, "not_read") == (states(run)["offen"]["obtained"], states(run)["offen"]["status"])
    code, lines, _ = run("ingest")
    assert "1 of 5 works held: `fundstelle sources fetch`" == lines[1]
    after = states(run)
    assert (True, "held", "text/html") == tuple(after["offen"][key] for key in ("obtained", "status", "media_type"))
    assert site.url("/offen") == after["offen"]["origin"]
    assert "fundstelle sources add FILE --source zu" in str(after["zu"]["status_note"])
    assert "--archive" in str(after["fort"]["status_note"])
    code, lines, _ = run("ask", "Who shall rebuild the lighthouse of Harksiel?", "--json")
    assert "offen" in {citation["source"] for citation in json.loads(lines[0])["citations"]}
    assert {"offen: not modified (it is the same, byte for byte)"} <= set(run("sources", "fetch")[1])
    assert "not_modified" == states(run)["offen"]["status"]


def test_a_text_that_changed_waits_for_an_ingest(run: Run, site: Site) -> None:
    """The old text serves until then, and both are kept."""
    run("sources", "fetch", "offen")
    run("ingest")
    site.answers["/offen"] = Reply(PAGE.replace("Harksiel", "Sandholm"))
    assert (0, "offen: changed") == (lambda result: (result[0], result[1][0]))(run("sources", "fetch", "offen"))
    now = states(run)["offen"]
    assert ("changed", True) == (now["status"], now["obtained"])
    assert "fundstelle ingest" in str(now["status_note"])
    run("ingest")
    assert "held" == states(run)["offen"]["status"]


def test_a_work_that_is_named_and_cannot_be_got_is_a_failure(run: Run, tmp_path: Path) -> None:
    """For a script; JSON has the same."""
    assert 1 == run("sources", "fetch", "fort")[0]
    code, lines, _ = run("sources", "fetch", "offen", "zu", "--json")
    rows = json.loads(lines[0])["works"]
    assert (1, ["held", "needs_person"]) == (code, [row["status"] for row in rows])
    assert 0 == run("--debug", "sources", "--json")[0]


WRONG = {
    "unknown": (("fetch", "ofen"), "name one of: offen"),
    "no address": (("fetch", "beschluss"), "sources add FILE --source beschluss"),
    "the dossier's own": (("fetch", "bericht"), "take its path out of manifest.toml"),
    "no dossier": (("fetch", "--dossier", "/nowhere"), "no dossier folder"),
    "add without a source": (("add", "{file}"), "--source ID"),
    "add to nothing": (("add", "{file}", "--source", "../../etc"), "no such source"),
    "a folder with a source": (("add", "{folder}", "--source", "offen"), "of one file"),
    "an empty folder": (("add", "{empty}"), "no file that can be read"),
    "a missing file": (("add", "{folder}/none.pdf", "--source", "offen"), "is missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_one_line_with_its_cure(name: str, run: Run, site: Site, tmp_path: Path) -> None:
    """What, where, the command that mends it; nothing is asked of any server."""
    (tmp_path / "files").mkdir()
    (tmp_path / "empty").mkdir()
    file = tmp_path / "files" / "text.txt"
    file.write_text("A text.", encoding="utf-8")
    words, expected = WRONG[name]
    places = {"file": file, "folder": file.parent, "empty": tmp_path / "empty"}
    with watch_connections() as seen:
        code, lines, errors = run("sources", *(word.format(**places) for word in words))
    assert (True, [], []) == (code in (1, 2), lines, seen)
    assert expected in errors
    assert "Mend it with" in errors
    assert 1 == len(errors.splitlines())


def test_an_added_file_stands_in_for_an_address(run: Run, site: Site, tmp_path: Path) -> None:
    """A later run over all works leaves it alone; naming the work fetches it."""
    file = tmp_path / "saved.html"
    file.write_text(PAGE.replace("ferry", "steamer"), encoding="utf-8")
    code, lines, _ = run(
        "sources", "add", file, "--source", "offen", "--url", site.url("/offen"), "--retrieved", "2026-01-07"
    )
    assert 0 == code
    assert "of 2026-01-07" in lines[0]
    run("ingest")
    assert "2026-01-07" == states(run)["offen"]["retrieved_at"]
    assert not [line for line in run("sources", "fetch")[1] if line.startswith("offen")]
    assert ["offen: changed"] == run("sources", "fetch", "offen")[1][:1]


def fill_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("Werk-offen.html", "rede minister.html", "rede minister (1).html", "beschluss.html", "scan.html"):
        (folder / name).write_text(PAGE.replace("winter", name), encoding="utf-8")
    return folder


def test_a_folder_is_only_listed_where_nobody_can_be_asked(run: Run, tmp_path: Path) -> None:
    """What each file may be; nothing is taken in without a yes."""
    code, lines, _ = run("sources", "add", fill_folder(tmp_path))
    assert 0 == code
    assert "beschluss.html: beschluss" in lines
    assert "scan.html: its name means no work" in lines
    assert "Nothing was taken in" in lines[-1]
    assert {"no_address", "not_fetched"} == {states(run)[name]["status"] for name in ("beschluss", *WORKS)}


def test_yes_takes_in_what_is_clear(run: Run, tmp_path: Path) -> None:
    """A file that means one work which no other file means."""
    code, lines, _ = run("sources", "add", fill_folder(tmp_path), "--yes")
    assert 0 == code
    assert "beschluss" in {name for name, row in states(run).items() if row["status"] == "not_read"}
    assert "rede" not in {name for name, row in states(run).items() if row["status"] == "not_read"}
    assert [True] == [line.endswith("fundstelle ingest reads them") for line in lines[-1:]]


class Terminal(io.StringIO):
    """Input that says it is a person's."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_on_a_terminal_each_file_is_asked_about(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Yes, no, or another work; an id that is none is told and passed over."""
    folder = fill_folder(tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal("y\n\nrede\nj\nnirgends\n"))
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, _, errors = run("sources", "add", folder)
    waiting = {name for name, row in states(run).items() if row["status"] == "not_read"}
    assert 0 == code
    assert len(waiting) >= 2
    assert "nirgends" in errors


def test_without_a_contact_the_admin_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unreachable robot is no honest one; nonsense is refused, and can write no header field of its own."""
    monkeypatch.setenv("FUNDSTELLE_CONTACT", "")
    assert "FUNDSTELLE_CONTACT" in run("sources", "fetch", "offen")[2]
    for wrong in ("me", "a@b.example\r\nX-Injected: 1", "javascript:x", "ü@example.org"):
        monkeypatch.setenv("FUNDSTELLE_CONTACT", wrong)
        code, _, errors = run("sources", "fetch", "offen")
        assert (2, True) == (code, "FUNDSTELLE_CONTACT" in errors)


def test_the_usual_settings_permit_nothing_inside() -> None:
    """Loopback is permitted by an argument alone."""
    assert frozenset() == FetchSettings(contact="x").permitted
