"""Batches: whatever an editor or a shell makes of a file, each line is asked as it was meant or fails by itself."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from app.cli.batch import run_batch
from app.records import Question, make_failure

LINES = ({"id": "a", "q": "Größe „zwei“?"}, {"id": 7, "q": "Сколько? – 90 Mrd."})
PLAIN = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)


class Sink:
    """Answers nothing and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def __call__(self, question: Question) -> dict[str, Any]:
        """Keep the question; the object says only whose it is."""
        self.asked.append(question)
        if question.text == "boom":
            raise RuntimeError("boom")
        return {"id": question.id, "status": "answered"}


def run(
    content: bytes, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]], list[Question], str]:
    """Exit code, printed objects, questions that were asked, and what was said on standard error."""
    path = Path("-")
    if way == "file":
        path = tmp_path / "batch.jsonl"
        path.write_bytes(content)
    else:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
    sink = Sink()
    code = run_batch(path, sink)
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], sink.asked, told.err


in_both_ways = pytest.mark.parametrize("way", ["file", "-"])


@in_both_ways
@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r\n").encode("utf-8-sig"),
        ("\n" + PLAIN).encode("utf-8-sig"),
        b"".join((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8-sig") for line in LINES),
        PLAIN.rstrip("\n").encode(),
        json.dumps(LINES[0]).encode() + b"\n \n" + json.dumps(LINES[1]).encode(),
    ],
    ids=["plain", "mark", "crlf", "mark, crlf", "mark, empty line", "two files in one", "no last line end", "escaped"],
)
def test_utf_8_is_asked_as_it_was_meant(
    content: bytes, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A byte-order mark, Windows' line ends and empty lines are no part of any question."""
    code, rows, asked, _ = run(content, way, tmp_path, monkeypatch, capsys)
    assert (0, ["a", 7]) == (code, [row["id"] for row in rows])
    assert [line["q"] for line in LINES] == [question.text for question in asked]


@in_both_ways
def test_windows_1252_fails_by_line_with_the_remedy(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line with an umlaut fails under its own id and is not asked; those in plain letters are answered."""
    lines = ['{"id": "x", "q": "Wer?"}', '{"id": "y", "q": "Größe „zwei“?"}', '{"id": "z", "q": "Wo?"}']
    content = "\r\n".join(lines).encode("cp1252")
    code, rows, asked, _ = run(content, way, tmp_path, monkeypatch, capsys)
    assert (1, ["x", "y", "z"]) == (code, [row["id"] for row in rows])
    assert ["answered", "failed", "answered"] == [row["status"] for row in rows]
    assert ["Wer?", "Wo?"] == [question.text for question in asked]
    assert "line 2 is not UTF-8" in rows[1]["reason"]
    assert "iconv -f CP1252 -t UTF-8" in rows[1]["reason"]
    assert "\ufffd" not in json.dumps(rows, ensure_ascii=False)
    assert set(make_failure("", "").to_json()) == set(rows[1])


@in_both_ways
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16LE"),
        ("utf-16-be", "UTF-16BE"),
        ("utf-32", "UTF-32"),
    ],
)
def test_utf_16_is_one_failure(
    encoding: str,
    named: str,
    way: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """No line of such a batch can be told: one failed object with the remedy, exit code 1, and nothing is asked."""
    code, rows, asked, _ = run(PLAIN.encode(encoding), way, tmp_path, monkeypatch, capsys)
    assert (1, [], 1) == (code, asked, len(rows))
    assert ("failed", None) == (rows[0]["status"], rows[0]["id"])
    assert f"iconv -f {named} -t UTF-8" in rows[0]["reason"]
    assert 1 == len(rows[0]["reason"].splitlines())


@in_both_ways
def test_one_line_takes_no_other_with_it(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What nobody has foreseen fails by line too, told on standard error in one line with its place."""
    content = b'{"id": 1, "q": "boom"}\n{"id": 2, "q": "Wer?"}\nnothing\n'
    code, rows, _, said = run(content, way, tmp_path, monkeypatch, capsys)
    assert (1, [1, 2, None]) == (code, [row["id"] for row in rows])
    assert ["failed", "answered", "failed"] == [row["status"] for row in rows]
    assert 1 == len(said.splitlines())
    assert all(word in said for word in ("line 1", "RuntimeError: boom", "app/cli/batch.py:"))
    assert "Traceback" not in said
