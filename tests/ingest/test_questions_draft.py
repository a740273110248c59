"""`fundstelle questions draft`: a language model that the admin runs writes lines, and what becomes of them."""

import http.server
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from app.__main__ import main
from app.models.records import ModelSettings
from ingest.flow import read_corpus
from ingest.questions.drafts import read_drafts
from ingest.questions.expected import read_expected
from ingest.questions.sheet import SheetPassage, make_sheet
from tests.language_models import openai_piece

pytest.importorskip("llama_index.llms.openai_like")

ROOT = Path(__file__).parent.parent.parent
COMMAND = [sys.executable, "-m", "app", "questions", "draft"]
Reply = Callable[[http.server.BaseHTTPRequestHandler, str], None]


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store, so that no test touches the user's."""
    monkeypatch.setenv("FUNDSTELLE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


@pytest.fixture
def small_sheet(small_dossier: Path, tmp_path: Path) -> tuple[SheetPassage, ...]:
    """The small dossier's passages that questions are written for."""
    return make_sheet(read_corpus(small_dossier, tmp_path / "snapshots").documents)


@contextmanager
def endpoint(reply: Reply) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """A language model's stand-in: its base address, and the bodies it was sent."""
    asked: list[dict[str, object]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({**body, "path": self.path, "key": self.headers["Authorization"]})
            reply(self, body["messages"][0]["content"])

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1", asked
    finally:
        server.shutdown()
        server.server_close()


def answer(handler: http.server.BaseHTTPRequestHandler, content: str) -> None:
    send(handler, (openai_piece(content) + openai_piece("", "stop")).encode())


def send(handler: http.server.BaseHTTPRequestHandler, body: bytes, status: int = 200) -> None:
    handler.send_response(status)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def good_answer(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
    line = {"sentence": 1, "de": "Wer hat das Darlehen beschlossen?", "en": "Who decided on the loan?"}
    answer(handler, json.dumps(line))


def draft(dossier: Path, url: str, *options: object) -> int:
    return main(["questions", "draft", "--dossier", str(dossier), "--url", url, "--model", "m", *map(str, options)])


def test_draft_writes_lines_that_ingest_reads(
    small_dossier: Path, small_sheet: tuple[SheetPassage, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every passage is asked about once, at the address that is told; what is written can be read and is not stale."""
    out = tmp_path / "drafts.jsonl"
    with endpoint(good_answer) as (url, asked):
        assert 0 == draft(small_dossier, url, "--out", out)
    done = capsys.readouterr()
    assert "" == done.out
    assert f"{url} (" in done.err.splitlines()[0]
    assert "on this machine" in done.err
    assert {("/v1/chat/completions", "m")} == {(body["path"], body["model"]) for body in asked}
    assert [one.passage for one in small_sheet] == [question.passage_id for question in read_expected(out)]
    code = main(["questions", "check", str(out), "--dossier", str(small_dossier)])
    assert (0, False) == (code, "stale" in capsys.readouterr().out)


def test_draft_goes_on_where_it_stopped(
    small_dossier: Path, small_sheet: tuple[SheetPassage, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the file has stays as it is, byte for byte, and is not asked again; a missing last line end is mended."""
    out = tmp_path / "drafts.jsonl"
    before = json.dumps({"passage": small_sheet[0].passage, "sentence": 1, "de": "Wie viel Geld fließt?"})
    out.write_text(before, encoding="utf-8")
    with endpoint(good_answer) as (url, asked):
        assert 0 == draft(small_dossier, url, "--out", out, "--limit", 2)
        assert 2 == len(asked)
        assert 0 == draft(small_dossier, url, "--out", out)
        assert len(small_sheet) - 1 == len(asked)
        assert 0 == draft(small_dossier, url, "--out", out)
        assert len(small_sheet) - 1 == len(asked)
    assert out.read_text(encoding="utf-8").startswith(f"{before}\n")
    assert len(small_sheet) == len(read_expected(out))
    assert "every passage has expected questions" in capsys.readouterr().err


def test_draft_prints_where_no_file_is_named(
    small_dossier: Path, small_sheet: tuple[SheetPassage, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --out the lines, and nothing else, are on standard output."""
    with endpoint(good_answer) as (url, _):
        assert 0 == draft(small_dossier, url, "--limit", 1)
    assert small_sheet[0].passage == json.loads(capsys.readouterr().out)["passage"]


def test_a_file_that_cannot_be_written_is_told_before_anything_is_asked(
    small_dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody waits for a model whose answer has no place: one line, exit code 1, and no call."""
    with endpoint(good_answer) as (url, asked):
        assert 1 == draft(small_dossier, url, "--out", tmp_path / "nowhere" / "o.jsonl")
    err = capsys.readouterr().err
    assert ([], 1, True) == (asked, len(err.splitlines()), "cannot be written" in err)


def test_draft_says_when_texts_leave_the_machine(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An address that is not this machine's is told as such before it is contacted."""
    assert 1 == draft(small_dossier, "http://fundstelle.invalid/v1", "--limit", 1)
    first, second = capsys.readouterr().err.splitlines()[:2]
    assert "fundstelle.invalid" in first
    assert "are sent there" in first
    assert "cannot be reached" in second


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (lambda handler, _: send(handler, b"oh no", 500), "answered 500"),
        (lambda handler, _: send(handler, b"<html>"), "no answer of the OpenAI-compatible kind"),
        (lambda handler, _: send(handler, b"[]"), "no answer of the OpenAI-compatible kind"),
        (lambda handler, _: answer(handler, ""), "answered nothing"),
        (lambda handler, _: time.sleep(3), "did not begin to answer within 1 s"),
        (lambda handler, _: handler.connection.close(), "broke off"),
    ],
)
def test_a_failed_call_is_one_line_and_the_next_passage(
    reply: Reply, words: str, small_dossier: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One call fails, whatever way: one line says so, the others go on, and the exit code tells."""
    calls: list[str] = []

    def first_fails(handler: http.server.BaseHTTPRequestHandler, request: str) -> None:
        calls.append(request)
        (reply if len(calls) == 1 else good_answer)(handler, request)

    with endpoint(first_fails) as (url, asked):
        assert 1 == draft(small_dossier, url, "--out", tmp_path / "o.jsonl", "--limit", 3, "--timeout", 1)
    lines = capsys.readouterr().err.splitlines()
    assert 5 == len(lines), lines  # the address, three passages, the sum
    assert words in lines[1]
    assert (3, 2) == (len(asked), len(read_expected(tmp_path / "o.jsonl")))


def test_nobody_is_called_again_and_again(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody answers three times in a row, the rest is not tried."""
    with endpoint(lambda handler, _: send(handler, b"", 503)) as (url, asked):
        assert 1 == draft(small_dossier, url)
    assert (3, True) == (len(asked), "3 calls in a row failed" in capsys.readouterr().err)


def test_no_redirect_is_followed(small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Texts go to the named address and to no other, wherever that one points."""
    with endpoint(good_answer) as (other, reached):

        def redirect(handler: http.server.BaseHTTPRequestHandler, _: str) -> None:
            handler.send_response(302)
            handler.send_header("Location", f"{other}/chat/completions")
            handler.end_headers()

        with endpoint(redirect) as (url, _):
            assert 1 == draft(small_dossier, url, "--limit", 1)
    assert ([], True) == (reached, "answered 302" in capsys.readouterr().err)


def test_this_machine_is_not_asked_by_way_of_a_proxy(
    small_dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A proxy in the environment sees nothing of what stays on this machine."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    with endpoint(good_answer) as (url, asked):
        assert 0 == draft(small_dossier, url, "--limit", 1)
    assert 1 == len(asked)


def test_the_settings_name_what_the_options_leave_out(
    small_dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --url and --model the configured model writes, with its key; another address does not get that key."""
    place = ["questions", "draft", "--dossier", str(small_dossier), "--limit", "1"]
    assert 2 == main(place)
    assert "FUNDSTELLE_LLM_URL" in capsys.readouterr().err
    with endpoint(good_answer) as (url, asked), endpoint(good_answer) as (other, elsewhere):
        for name, value in (("URL", url), ("MODEL", "mine"), ("KEY", "secret")):
            monkeypatch.setenv(f"FUNDSTELLE_LLM_{name}", value)
        assert 0 == main(place)
        assert 0 == main([*place, "--url", other])
    assert [("mine", "Bearer secret")] == [(body["model"], body["key"]) for body in asked]
    assert [("mine", "Bearer none")] == [(body["model"], body["key"]) for body in elsewhere]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "127.0.0.1:8080", "http://", "http://x:y/v1", "http://a:b@c/v1"])
def test_what_is_no_address_is_wrong_usage(url: str, small_dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Only http and https are addresses of an endpoint; exit code 2 and one line."""
    assert 2 == draft(small_dossier, url)
    assert 1 == len(capsys.readouterr().err.splitlines())


SENTENCE_1 = "Der Rat hat am 14. Juni 2024 ein Darlehen von 90 Mrd. Euro beschlossen."
REJECTED = {
    "no such sentence": '{"sentence": 3, "de": "Wer zahlt das?", "en": "Who pays for it?"}',
    "no en": '{"sentence": 1, "de": "Wer zahlt das?"}',
    "de: another language": '{"sentence": 1, "de": "Who has decided on the loan?", "en": "Who has decided on it?"}',
    "en: another language": '{"sentence": 1, "de": "Wer hat das beschlossen?", "en": "Wer hat es beschlossen?"}',
    "de: letters of another script": '{"sentence": 1, "de": "Кто решил?", "en": "Who decided on the loan?"}',
    "en: no question": '{"sentence": 1, "de": "Wer zahlt?", "en": "The council has decided on a loan in June 2024."}',
    "de: a copy of the sentence": json.dumps({"sentence": 1, "de": f"{SENTENCE_1[:-1]}?", "en": "Who decided?"}),
    "de: empty or too long": '{"sentence": 1, "de": "?", "en": "Who decided?"}',
    "de: about the text, not the matter": '{"sentence": 1, "de": "Wer schrieb den Satz?", "en": "Who wrote this?"}',
    "the same in both languages": '{"sentence": 1, "de": "Putin, Rubio, NATO", "en": "Putin, Rubio, NATO"}',
    "de: an example of the request": '{"sentence": 1, "de": "Wer baut die Brücke?", "en": "Who is building it?"}',
    "not JSON": '{"sentence": 1, "de": "Wer zahlt das',
}


@pytest.mark.parametrize("reason", REJECTED)
def test_drafts_that_are_no_questions_are_rejected(reason: str, small_sheet: tuple[SheetPassage, ...]) -> None:
    """Each draft that cannot be an expected question is left out with its reason, and the others stay."""
    fine = '{"sentence": 2, "de": "Wofür ist das Geld da?", "en": "What is the money for?"}'
    request = 'Like this: {"sentence": 1, "de": "Wer baut die Brücke?", "en": "Who is building the bridge?"}'
    drafts = read_drafts(f"{fine}\n{REJECTED[reason]}", small_sheet[0], request=request)
    assert ([2], [reason]) == (
        [one.sentence for one in drafts.good],
        [rejected.reason for rejected in drafts.rejected],
    )


def test_drafts_are_found_in_whatever_stands_around_them(small_sheet: tuple[SheetPassage, ...]) -> None:
    """A code fence, an array, talk and an object over several lines hide nothing; a repeat is left out."""
    one = {"sentence": 1, "de": "Wie hoch ist das Darlehen?", "en": "How big is the loan?"}
    two = {"sentence": 2, "de": "Wofür ist das Geld da?", "en": "What is the money for?"}
    text = f"Sure!\n```json\n{json.dumps([one, two], indent=2)}\n```\n{json.dumps(one)}"
    drafts = read_drafts(text, small_sheet[0])
    assert [1, 2] == [question.sentence for question in drafts.good]
    assert ["de: asked before"] == [rejected.reason for rejected in drafts.rejected]


def test_short_queries_and_names_are_questions(small_sheet: tuple[SheetPassage, ...]) -> None:
    """What is typed into a search field needs no question mark, and names alone are in no language."""
    lines = [
        {"sentence": 1, "de": "Darlehen 90 Mrd. Euro", "en": "90 billion euro loan"},
        {"sentence": 1, "de": "Euroclear", "en": "Euroclear"},
        {"sentence": 2, "de": "Was meint er mit „Wiederaufbau“?", "en": "What does “Wiederaufbau” mean?"},
    ]
    drafts = read_drafts("\n".join(map(json.dumps, lines)), small_sheet[0])
    assert (3, ()) == (len(drafts.good), drafts.rejected)


def test_stopping_keeps_what_is_done(small_dossier: Path, tmp_path: Path) -> None:
    """Ctrl+C ends with what is finished in the file, the sum on standard error, and no traceback."""
    out = tmp_path / "o.jsonl"
    calls: list[str] = []

    def second_hangs(handler: http.server.BaseHTTPRequestHandler, request: str) -> None:
        calls.append(request)
        if len(calls) > 1:
            time.sleep(10)
        good_answer(handler, request)

    with endpoint(second_hangs) as (url, _):
        done = subprocess.Popen(
            [*COMMAND, "--dossier", str(small_dossier), "--url", url, "--model", "m", "--out", str(out)],
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            # Started in the background, a shell's children are told to ignore it.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        deadline = time.monotonic() + 60
        while len(calls) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        done.send_signal(signal.SIGINT)
        _, err = done.communicate(timeout=60)
    assert (130, 1) == (done.returncode, len(read_expected(out)))
    assert "1 questions for 1 passages" in err
    assert "Traceback" not in err


@pytest.mark.slow
def test_a_real_model_writes_lines_that_can_be_read(
    model_settings: ModelSettings, small_dossier: Path, tmp_path: Path
) -> None:
    """Whatever a small model makes of it, the command ends well, and every line it keeps passes the reader."""
    out = tmp_path / "drafts.jsonl"
    options = ("--model", model_settings.model, "--out", out, "--limit", 1, "--timeout", 600)
    assert 0 == draft(small_dossier, model_settings.url, *options)
    assert {("de", "en")} >= {tuple(sorted(question.texts)) for question in read_expected(out)}
