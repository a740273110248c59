"""From a reader's report to a case: drafted, edited, accepted or dropped, and never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.__main__ import main
from app.feedback.store import FEEDBACK_FILE, FeedbackStore, Report, make_report
from app.records import Turn
from app.service import Service
from eval.cases.files import case_row, read_cases
from eval.cases.triage import accept_drafts, draft_case, drop_reports, find_report, write_drafts
from eval.errors import CaseError
from ingest.errors import FundstelleError

ASKED = "Auf wie viele Soldaten begrenzt der 28-Punkte-Plan die ukrainische Armee?"
GOLD = "fordert der 28 Punkte-Plan eine Begrenzung der ukrainischen Truppenzahl auf 600.000"


@pytest.fixture
def store(tmp_path: Path) -> FeedbackStore:
    return FeedbackStore(tmp_path / FEEDBACK_FILE)


@pytest.fixture
def liked(store: FeedbackStore, fake_service: Service) -> Report:
    """A thumb up for an answer with quotes."""
    answer = fake_service.ask(ASKED)
    quote = answer.evidence[0]
    cited = tuple(replace(c, quote=GOLD, passage=quote.passage) for c in answer.citations[:1])
    answer = replace(answer, status="answered", citations=cited, language="de")
    return store.add_report(make_report(answer, "good"))


@pytest.fixture
def disliked(store: FeedbackStore, fake_service: Service) -> Report:
    """A thumb down with a comment, in the middle of a conversation."""
    answer = replace(fake_service.ask("Und bis wann?"), language="de")
    history = (Turn("user", "Was fordert der Plan?"),)
    return store.add_report(make_report(answer, "bad", history=history, comment="Steht in Abschnitt 2."))


def edit(path: Path, report: Report, **changes: object) -> None:
    """Change one draft in the file, as an evaluator would in an editor."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{**row, **changes} if row["id"].endswith(report.id) else row for row in rows]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def test_what_a_reader_liked_comes_with_its_quotes(liked: Report) -> None:
    """A thumb up proposes the quotes as gold, any of which suffices; the question as it was asked, in its language."""
    case = draft_case(liked)
    assert ({"de": ASKED}, "answerable", "dev") == (case.questions, case.kind, case.split)
    assert all(GOLD in piece for piece in case.gold)


def test_what_a_reader_did_not_like_comes_with_the_comment(disliked: Report) -> None:
    """A thumb down has no gold yet; what the reader said and asked before is there for whoever decides."""
    case = draft_case(disliked)
    assert () == case.gold
    assert "Steht in Abschnitt 2." in case.comment
    assert {"de": (Turn("user", "Was fordert der Plan?"),)} == case.history


def test_a_praised_refusal_is_a_candidate_for_unanswerable(store: FeedbackStore, fake_service: Service) -> None:
    """Who says that a refusal was right says that the dossier does not answer."""
    answer = replace(fake_service.ask("Wie backe ich einen Apfelkuchen?"), status="abstained", citations=())
    assert "unanswerable" == draft_case(make_report(answer, "good")).kind


def test_edited_drafts_are_accepted_and_their_reports_settled(
    store: FeedbackStore, liked: Report, disliked: Report, fake_service: Service, tmp_path: Path
) -> None:
    """A draft with gold becomes a case and its report says which; a line taken out leaves its report as it was."""
    corpus = fake_service.generation().corpus
    drafts, into = tmp_path / "drafts.jsonl", tmp_path / "mine.jsonl"
    into.write_text(json.dumps(case_row(replace(draft_case(liked), id="older"))), encoding="utf-8")
    write_drafts(drafts, store.list_reports(state="new"))
    edit(drafts, disliked, gold=[[GOLD]], questions={"de": "Und bis wann?", "en": "And by when?"})
    kept = [line for line in drafts.read_text(encoding="utf-8").splitlines() if disliked.id in line]
    drafts.write_text("\n".join(kept), encoding="utf-8")
    accept_drafts(drafts, into, corpus=corpus, store=store)
    assert ["older", f"reader-{disliked.id}"] == [case.id for case in read_cases([into])]
    assert [liked] == list(store.list_reports(state="new"))
    assert f"reader-{disliked.id}" == find_report(disliked.id, store).case
    with pytest.raises(CaseError, match="accepted before"):
        accept_drafts(drafts, into, corpus=corpus, store=store)


def test_a_report_that_changed_replaces_its_case(
    store: FeedbackStore, liked: Report, fake_service: Service, tmp_path: Path
) -> None:
    """A reader who thinks again reopens the report; accepting it again puts the case in the place of the old one."""
    corpus = fake_service.generation().corpus
    drafts, into = tmp_path / "drafts.jsonl", tmp_path / "mine.jsonl"
    write_drafts(drafts, [liked])
    edit(drafts, liked, gold=[[GOLD]])
    accept_drafts(drafts, into, corpus=corpus, store=store)
    store.change_report(liked.id, verdict="bad", comment="Doch nicht.")
    edit(drafts, liked, comment="Doch nicht.")
    accept_drafts(drafts, into, corpus=corpus, store=store)
    assert ["Doch nicht."] == [case.comment for case in read_cases([into])]


def test_nothing_is_accepted_while_a_draft_is_not_sound(
    store: FeedbackStore, liked: Report, disliked: Report, fake_service: Service, tmp_path: Path
) -> None:
    """A draft without gold, or whose gold is nowhere, is named; no case is written, no report settled."""
    drafts, into = tmp_path / "drafts.jsonl", tmp_path / "mine.jsonl"
    write_drafts(drafts, store.list_reports(state="new"))
    for gold, said in (([], "without gold"), ([["Das steht nirgends."]], "not in the dossier")):
        edit(drafts, disliked, gold=gold)
        edit(drafts, liked, gold=[[GOLD]])
        with pytest.raises(CaseError, match=said):
            accept_drafts(drafts, into, corpus=fake_service.generation().corpus, store=store)
        assert not into.exists()
    assert (liked, disliked) == store.list_reports(state="new")


def test_drafts_somebody_edited_are_never_overwritten(store: FeedbackStore, liked: Report, tmp_path: Path) -> None:
    """A file that is there is left alone."""
    path = tmp_path / "drafts.jsonl"
    write_drafts(path, [liked])
    before = path.read_bytes()
    with pytest.raises(CaseError, match="there is a file of this name"):
        write_drafts(path, [liked])
    assert before == path.read_bytes()


def test_dropped_reports_stay_in_the_store(store: FeedbackStore, liked: Report, disliked: Report) -> None:
    """Dropping settles a report, it does not delete it; an id may be shortened while it is clear."""
    drop_reports([liked.id[:8]], store)
    assert ["dropped", "new"] == [report.state for report in store.list_reports()]
    for name in ("", "zzz"):
        with pytest.raises(FundstelleError, match=r"no such report|several"):
            find_report(name, store)


def test_ids_that_are_no_reports_are_named(
    store: FeedbackStore, liked: Report, fake_service: Service, tmp_path: Path
) -> None:
    """A case written by hand, or one of a dropped report, is not accepted by way of triage."""
    drafts = tmp_path / "drafts.jsonl"
    write_drafts(drafts, [liked])
    drop_reports([liked.id], store)
    corpus = fake_service.generation().corpus
    with pytest.raises(CaseError, match="was dropped"):
        accept_drafts(drafts, tmp_path / "mine.jsonl", corpus=corpus, store=store)
    edit(drafts, liked, id="mine")
    with pytest.raises(CaseError, match="no report of this store"):
        accept_drafts(drafts, tmp_path / "mine.jsonl", corpus=corpus, store=store)
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(CaseError, match="no draft"):
        accept_drafts(tmp_path / "none.jsonl", tmp_path / "mine.jsonl", corpus=corpus, store=store)


def test_triage_by_the_command_line(
    store: FeedbackStore, liked: Report, disliked: Report, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """List, show, draft, drop: each says what it did."""
    where = ("--store", str(tmp_path))

    def call(*words: str) -> str:
        assert 0 == main(["eval", "triage", *words, *where])
        return capsys.readouterr().out

    listed = call("list")
    assert [True, True, True] == [text in listed for text in (ASKED, "Steht in Abschnitt 2.", "2 reports, new")]
    assert "before: Was fordert der Plan?" in call("show", disliked.id[:8])
    assert "2 candidates are in" in call("draft", str(tmp_path / "drafts.jsonl"))
    assert "1 reports dropped" in call("drop", disliked.id)
    assert "2 reports" in call("list", "--state", "all")
    call("drop", liked.id)
    assert "There are no new reports" in call("draft", str(tmp_path / "more.jsonl"))
