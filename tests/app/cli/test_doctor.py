"""`fundstelle doctor`: what it says of store and language model, and what it contacts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.models import reach
from app.models.reach import Usual
from tests.language_models import Reply, refuse, say, send_body, serve_model
from tests.servers import watch_connections

pytest.importorskip("llama_index.llms.openai_like")

LISTED = send_body(b'{"object": "list", "data": [{"id": "gross"}, {"id": "klein 2"}]}')


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, fake_store: Path) -> None:
    """No model is configured, and nothing of this machine is looked at."""
    for name in ("URL", "MODEL", "KEY", "PROVIDER"):
        monkeypatch.delenv(f"FUNDSTELLE_LLM_{name}", raising=False)
    monkeypatch.setenv("FUNDSTELLE_STORE", str(fake_store))
    monkeypatch.setattr(reach, "USUAL", ())


def configure(monkeypatch: pytest.MonkeyPatch, url: str, model: str = "gross", key: str = "sk-1") -> None:
    for name, value in (("URL", url), ("MODEL", model), ("KEY", key)):
        monkeypatch.setenv(f"FUNDSTELLE_LLM_{name}", value)


def test_without_a_model_nothing_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Quotes need none: exit code 0, the store's state, and what could be set."""
    assert 0 == main(["doctor"])
    out = capsys.readouterr().out
    assert "answers are quotes" in out
    assert "passages" in out
    assert "FUNDSTELLE_LLM_URL" in out


def test_a_store_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its line names the command that builds one."""
    monkeypatch.setenv("FUNDSTELLE_STORE", str(tmp_path / "none"))
    assert 0 == main(["doctor"])
    assert "fundstelle ingest" in capsys.readouterr().out


def test_a_model_that_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 0, what it said and how long it took; only its own address is contacted, and its key is not shown."""
    with serve_model(say("openai", ["Good", " morning."]), get=LISTED) as server, watch_connections() as connected:
        configure(monkeypatch, f"{server.address}/v1")
        assert 0 == main(["doctor"])
        told = capsys.readouterr().out
        assert 0 == main(["doctor", "--json"])
    assert "'Good morning.' (first word after" in told
    assert "models there:    gross, klein 2" in told
    found = json.loads(capsys.readouterr().out)["model"]
    assert ("Good morning.", None, ["gross", "klein 2"]) == (found["said"], found["problem"], found["models"])
    assert {server.port} == {address[1] for address in connected}
    assert "sk-1" not in f"{told}{found}"


@pytest.mark.parametrize(
    ("reply", "words"),
    [(refuse(500, "out of memory"), "answered 500 (out of memory)"), (say("openai", []), "answered nothing")],
)
def test_a_model_that_does_not_answer(
    reply: Reply, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1 and why."""
    with serve_model(reply, get=LISTED) as server:
        configure(monkeypatch, f"{server.address}/v1")
        assert 1 == main(["doctor"])
    assert words in capsys.readouterr().out


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1, one line, and nobody else is looked for."""
    with serve_model(LISTED) as server:
        url = f"{server.address}/v1"
    configure(monkeypatch, url)
    assert 1 == main(["doctor"])
    assert f"cannot be reached (Connection refused): {url}" in capsys.readouterr().out


def test_a_model_without_a_name_gets_one_offered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the address is set alone, the names there are listed, with the line to set."""
    with serve_model(LISTED, get=LISTED) as server:
        configure(monkeypatch, f"{server.address}/v1", model="")
        assert 1 == main(["doctor"])
    assert "export FUNDSTELLE_LLM_MODEL=gross" in capsys.readouterr().out
    assert ["/v1/models"] == [call.path for call in server.calls]


def test_what_runs_here_is_offered_and_not_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With none configured the usual places are asked for their models, and for nothing else."""
    tags = send_body(b'{"models": [{"name": "klein:1b"}]}')
    with serve_model(LISTED, get=LISTED) as one, serve_model(tags, get=tags) as two, serve_model(LISTED) as other:
        places = (
            Usual("llama.cpp", "openai", f"{one.address}/v1"),
            Usual("Ollama", "ollama", two.address),
            Usual("vLLM", "openai", f"{other.address}/v1"),
        )
        monkeypatch.setattr(reach, "USUAL", places)
        assert 0 == main(["doctor"])
        out = capsys.readouterr().out
        assert 0 == main(["doctor", "--json"])
    lines = [line.strip() for line in out.splitlines()]
    assert f"export FUNDSTELLE_LLM_URL={one.address}/v1" in lines
    assert "export FUNDSTELLE_LLM_MODEL=gross" in lines
    assert {"export FUNDSTELLE_LLM_PROVIDER=ollama", "export FUNDSTELLE_LLM_MODEL=klein:1b"} <= set(lines)
    assert "vLLM" not in out
    assert ({"/v1/models"}, {"/api/tags"}) == tuple({call.path for call in server.calls} for server in (one, two))
    assert 2 == len(json.loads(capsys.readouterr().out)["noticed"])


def test_what_is_silent_is_passed_over(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Something else that listens there, and says nothing or nonsense, is no language model."""
    with serve_model(LISTED, get=send_body(b'{"data": 3}')) as one, serve_model(LISTED, get=refuse(302)) as two:
        monkeypatch.setattr(
            reach, "USUAL", tuple(Usual("vLLM", "openai", f"{server.address}/v1") for server in (one, two))
        )
        assert 0 == main(["doctor"])
    assert "noticed:         none" in capsys.readouterr().out
