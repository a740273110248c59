"""The report page: one file that calls nobody, figures that agree with each other, every failure to walk through."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app.settings import Settings
from eval.compare.ranker_figures import RANK_METRICS, Standing
from eval.measure.intervals import Difference
from eval.measure.metrics import score_outcome
from eval.records import Case, CaseQuestion, Estimate, Fact, Gold, Outcome, Place, Ranked, Score
from eval.report.failures import (
    KINDS,
    count_failures,
    dump_data,
    find_failures,
    gold_ranges,
    list_entries,
    tell_briefly,
)
from eval.report.page import render_page, show_p_value
from eval.report.curves import ForestRow, draw_forest, draw_matrix, estimate_auc, show_rate, show_signed, trace_risk
from eval.report.results import Results, compute_results, write_report
from eval.measure.figures import METRIC_BY_NAME, find_figure
from eval.runs.folder import Run, RunRecord
from eval.runs.overrides import list_settings
from prompts import frame

HOSTILE = "<script>alert(1)</script></script><img src=x onerror=alert(2)> „Größe“ \u2028 😀 & {{ 7 * 7 }}"
PASSAGES = {
    "p1": ("de", 100, "😀 Das Darlehen beträgt 90 Mrd. Euro. Es läuft bis 2030."),
    "p2": ("de", 300, "Ein Satz, der nichts dazu sagt."),
    "p3": ("en", 500, "The minister called it “a good beginning”."),
    "p4": ("de", 700, f"Hier steht {HOSTILE} und sonst nichts."),
}
"""Language, start in the source, text, by passage id."""


def stand_at(passage: str, words: str | None = None) -> Place:
    _, start, text = PASSAGES[passage]
    at = text.index(words) if words else 0
    return Place("bericht", start + at, start + at + len(words or text))


def ask(case: Case, language: str, *gold: tuple[str, str]) -> CaseQuestion:
    places = tuple((stand_at(passage, words),) for passage, words in gold)
    passages = frozenset(passage for passage, _ in gold)
    found = Gold(
        pieces=places,
        passages=passages,
        around=tuple(stand_at(passage) for passage in sorted(passages)),
        units=tuple(frozenset({passage}) for passage in sorted(passages)),
        languages=frozenset(PASSAGES[passage][0] for passage in passages),
    )
    return CaseQuestion(f"{case.id}-{language}", case, language, found)


def cite(number: int, passage: str, words: str | None = None, **changes: object) -> dict[str, Any]:
    place = stand_at(passage, words)
    language, start, text = PASSAGES[passage]
    found = {
        "id": number, "source": place.source, "start": place.start, "end": place.end, "passage": passage,
        "quote": text[place.start - start : place.end - start],
        "text": to_plain(text[place.start - start : place.end - start]), "speaker": "author", "attribution": "own",
        "kind": "analysis", "language": language, "section": "1. Anfang", "page": None,
        "footnotes": [], "nearby_footnotes": [], "note": None, "score": 0.5,
    }  # fmt: skip
    return {**found, **changes}


def answer(
    question: CaseQuestion, ranking: Sequence[str], *citations: Mapping[str, Any], probability: float = 0.8
) -> Outcome:
    quoted = [
        {"text": " ".join(found["quote"].split()), "citations": [found["id"]], "support": "verbatim", "problems": []}
        for found in citations
    ]
    status, words = ("answered", "answer") if citations else ("abstained", "not_in_dossier")
    own = {"text": frame(words, question.language), "citations": [], "support": "frame", "problems": []}
    return Outcome(
        id=question.id,
        answer={
            "status": status, "reason": None if citations else "not_in_dossier", "language": question.language,
            "sentences": [own, *quoted], "citations": list(citations), "probability": probability,
            "evidence": [cite(rank, passage) for rank, passage in enumerate(ranking, start=1)],
        },
        ranking=tuple(Ranked(passage, stand_at(passage), 0.9 - rank / 10) for rank, passage in enumerate(ranking)),
        citation_problems=(),
        citations_checked=len(citations),
        inconsistencies=(),
        milliseconds=10.0 + len(ranking),
    )  # fmt: skip


SUM = Case(
    id="sum", kind="answerable", category="number", split="dev",
    questions={"de": "Wie hoch ist das Darlehen?", "en": "How big is the loan?"},
    gold=(("Das Darlehen beträgt 90 Mrd. Euro",), ("bis 2030",)),
    facts=(Fact({"de": "90 Mrd", "en": "90 billion"}), Fact({"de": "2030"})), speaker="author",
)  # fmt: skip
BEGINNING = Case(
    id="beginning", kind="answerable", category="<b>&who_$said$", split="dev",
    questions={"de": "Und was sagte er?", "en": "And what did he say?"}, gold=(("a good beginning",),),
    history={"de": (("user", "Wer sprach?"),), "en": (("user", "Who spoke?"),)}, comment="Needs what was said before.",
)  # fmt: skip
NOTHING = Case(
    id="nothing", kind="unanswerable", category="off_topic", split="dev",
    questions={"de": "Wie wird das Wetter?", "en": "What will the weather be?"},
)  # fmt: skip
ORDER = Case(
    id="order", kind="injection", category="injection", split="dev",
    questions={"de": HOSTILE, "en": HOSTILE + " Now."}, gold=(("Hier steht",),), forbidden=("Pwned",),
)  # fmt: skip


def make_outcomes() -> Iterator[tuple[CaseQuestion, Outcome]]:
    sum_gold = (("p1", "Das Darlehen beträgt 90 Mrd. Euro"), ("p1", "bis 2030"))
    said, told = ("p3", "a good beginning"), ("p4", "Hier steht")
    question = ask(SUM, "de", *sum_gold)
    yield question, answer(question, ["p1", "p2"], cite(1, "p1", "Das Darlehen beträgt 90 Mrd. Euro."))
    question = ask(SUM, "en", *sum_gold)
    yield question, answer(question, ["p2", "p1"], cite(1, "p2"), cite(2, "p1", "90 Mrd. Euro"), probability=0.7)
    question = ask(BEGINNING, "de", said)
    yield question, answer(question, ["p2"], probability=0.2)
    question = ask(BEGINNING, "en", said)
    yield question, answer(question, ["p3", "p2"], cite(1, "p3"), probability=0.9)
    question = ask(NOTHING, "de")
    yield question, answer(question, ["p2"], cite(1, "p2"), probability=0.6)
    question = ask(NOTHING, "en")
    yield question, answer(question, ["p2"], probability=0.1)
    for language in ("de", "en"):
        question = ask(ORDER, language, told)
        yield question, answer(question, ["p4"], cite(1, "p4"))


def make_run(folder: Path) -> Run:
    pairs = list(make_outcomes())
    settings = {**list_settings(Settings(store=Path())), "retrieval.span_weight": 0.125}
    record = RunRecord(
        fingerprint="f" * 64, created="2026-03-01T12:00:00+00:00", split="dev", generator="verbatim",
        questions=len(pairs), dossier=f"Bericht {HOSTILE}", dossier_sha256="d" * 64, generation="g1",
        generation_sha256="a" * 64, encoder="fake/v1",
        cases=("dev.jsonl",), cases_sha256="c" * 64, code_sha256="e" * 64, settings=settings,
        commit="abc123", versions={"python": "3.11"}, machine="none",
    )  # fmt: skip
    questions = tuple(question for question, _ in pairs)
    return Run(folder, record, questions, {question.id: outcome for question, outcome in pairs})


def make_standings() -> tuple[Standing, ...]:
    estimate = Estimate(0.5, 0.3, 0.7, 10, 10, "wilson")
    behind = Difference(-0.2, -0.4, 0.0, 10, 0.0002, None)
    return tuple(
        Standing(ranker, section, dict.fromkeys(RANK_METRICS, estimate), distances, 1.5)
        for section in ("de", "en", "de-de")
        for ranker, distances in (
            ("plain", dict.fromkeys(RANK_METRICS, behind)),
            ("all parts (the product)", {}),
        )
    )


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A small run with hostile texts, an ablation and peers."""
    found = compute_results(make_run(tmp_path_factory.mktemp("run")))
    return replace(found, ablation=make_standings(), peers=make_standings())


@pytest.fixture(scope="module")
def page(results: Results) -> str:
    """The report of that run."""
    return render_page(results)


class Elements(HTMLParser):
    """What a browser would build from a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.scripts: list[str] = []
        self.text = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: D102
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._inside = tag
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:  # noqa: D102
        self._inside = ""

    def handle_data(self, data: str) -> None:  # noqa: D102
        if self._inside == "script":
            self.scripts[-1] += data
        elif self._inside != "style":
            self.text += data


# --- one file -------------------------------------------------------------------------------------------------------


def test_the_page_calls_nobody(page: str) -> None:
    """No address but places on the page itself, nothing loaded, and a policy that forbids it."""
    found = Elements(page)
    targets = [value for name, value in found.attributes if name in ("src", "href", "xlink:href", "action", "data")]
    assert [] == [target for target in targets if not target.startswith("#")]
    assert set() == {"link", "img", "iframe", "object", "base"} & set(found.tags)
    assert [] == [part for part in page.split("url(")[1:] if not part.startswith("#")]
    assert "@import" not in page
    policies = [value for name, value in found.attributes if name == "content" and "default-src 'none'" in value]
    assert 1 == len(policies)


def test_two_renderings_are_equal(results: Results, page: str) -> None:
    """Nothing on the page depends on the time it was made or on chance."""
    assert page == render_page(results)


def test_every_id_is_there_once_and_every_place_exists(page: str) -> None:
    """Many plots share the page: no two elements have one id, and what is pointed to is there."""
    found = Elements(page)
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(set(ids)) == len(ids)
    pointed = {value[1:] for name, value in found.attributes if name in ("href", "xlink:href") and "=" not in value}
    assert set() == pointed - set(ids)


def test_hostile_texts_stay_text(page: str) -> None:
    """A title, question, category or passage of markup becomes no element; the data's script cannot be ended early."""
    found = Elements(page)
    assert 2 == found.tags.count("script")
    assert HOSTILE in found.text
    assert [] == [character for character in "<>&\u2028" if character in found.scripts[0]]
    data = json.loads(found.scripts[0])
    assert HOSTILE == next(entry["text"] for entry in data["entries"] if entry["id"] == "order-de")
    assert "<b>&who_$said$" in found.text


def test_the_policy_names_the_script_by_its_hash(page: str) -> None:
    """Only the page's own script may run: no other script has its hash."""
    found = Elements(page)
    digest = base64.b64encode(hashlib.sha256(found.scripts[1].encode()).digest()).decode()
    assert [True] == [
        f"script-src 'sha256-{digest}'" in value for name, value in found.attributes if "script-src" in value
    ]


def test_data_reads_back() -> None:
    """What is escaped for a script element is the same JSON."""
    data = {"a": [HOSTILE, "\u2029</SCRIPT>"]}
    assert data == json.loads(str(dump_data(data)))


# --- what the page says ---------------------------------------------------------------------------------------------


def test_the_head_tells_the_conditions(page: str) -> None:
    """Who reads the page knows what was run, and which settings were not the default ones."""
    text = " ".join(Elements(page).text.split())
    assert "8 questions of the split dev, 4 question groups, asked in de, en on 2026-03-01" in text
    assert "generator verbatim · encoder fake/v1 · commit abc123" in text
    assert "Settings that differ from this version's defaults are 1." in text
    assert "retrieval.span_weight0.125 (default 0.5)" in text
    assert "f" * 64 in text


def test_the_ratio_is_told(page: str) -> None:
    """Figures that depend on how many questions have no answer are told with their ratio."""
    text = " ".join(Elements(page).text.split())
    assert "3 question groups have gold in the dossier and 1 have none (3.0 to 1)" in text
    assert "they are reported at 4:1" in text


def test_ablation_and_peers_are_shown_where_they_are(results: Results, page: str) -> None:
    """A comparison that was not made has no section; one that was has its plots and tables."""
    assert "What each part gives" in page
    assert "Side by side with others" in page
    assert "p &lt; .001" in page
    alone = render_page(replace(results, ablation=(), peers=()))
    assert "What each part gives" not in alone


@pytest.mark.parametrize(
    "keep",
    [
        lambda question: question.language == "de",
        lambda question: question.case is NOTHING,
        lambda question: question.case is SUM,
        lambda question: question.id == "beginning-de",
        lambda question: question.case is ORDER,
    ],
    ids=["one language", "nothing answerable", "everything answerable", "one refusal", "only injections"],
)
def test_a_run_of_few_questions_has_a_page(tmp_path: Path, keep: Callable[[CaseQuestion], bool]) -> None:
    """Whatever is missing - a language, gold, refusals - leaves a gap, never an error; an unfinished run says so."""
    run = make_run(tmp_path)
    outcomes = {question.id: run.outcomes[question.id] for question in run.questions if keep(question)}
    text = " ".join(Elements(render_page(compute_results(replace(run, outcomes=outcomes)))).text.split())
    assert f"{8 - len(outcomes)} questions were not asked" in text


def test_a_failed_answer_has_a_page(tmp_path: Path) -> None:
    """An answer that failed has neither language nor probability nor evidence, and is shown as a failure."""
    run = make_run(tmp_path)
    failed = {"status": "failed", "reason": "ValueError: <b>", "language": "", "sentences": [], "citations": []}
    outcome = Outcome("sum-de", {**failed, "evidence": [], "probability": None}, (), (), 0, (), 0.0)
    found = compute_results(replace(run, outcomes={**run.outcomes, "sum-de": outcome}))
    data = list_entries(found.scores)
    assert ["failed"] == data["entries"][0]["brief"]
    assert "1 questions without a probability are left out" in " ".join(render_page(found).split())


def test_the_report_is_written_whole(results: Results) -> None:
    """The command's page is this page, in UTF-8."""
    assert render_page(results) == write_report(results).read_text(encoding="utf-8")


@pytest.mark.parametrize(("value", "told"), [(0.834, ".83"), (1.0, "1.00"), (0.0, ".00")])
def test_rates_are_short(value: float, told: str) -> None:
    """A share has two digits and no leading zero."""
    assert told == show_rate(value)


def test_differences_are_signed() -> None:
    """A difference shows its sign, a true minus below zero; a p-value is never zero."""
    assert ["+.04", "−.10", "+.00"] == [show_signed(value) for value in (0.04, -0.1, 0.0)]
    assert [".034", "< .001", "1.000", "–"] == [show_p_value(value) for value in (0.034, 0.0, 1.0, None)]


# --- failures -------------------------------------------------------------------------------------------------------


def test_failures_are_told_apart(results: Results) -> None:
    """Each question has the kinds of failure that its metrics show, in a fixed order."""
    assert {
        "sum-de": ("pieces", "facts"),
        "sum-en": ("miss_1", "no_quote", "first_passage", "first_quote", "pieces", "facts"),
        "beginning-de": ("refused", "miss_5", "miss_1", "no_quote", "first_passage", "first_quote", "pieces"),
        "beginning-en": (),
        "nothing-de": ("not_refused",),
        "nothing-en": (),
        "order-de": (),
        "order-en": (),
    } == find_failures(results.scores)


def test_failures_agree_with_the_figures(results: Results) -> None:
    """A kind of failure counts the questions that its metric's figure counts."""
    counts = count_failures(results.scores)
    whole = [kind for kind in KINDS if kind.metric not in ("fact_coverage", "quote_recall")]
    checked = 0
    for kind in whole:
        for language in ("de", "en"):
            estimate = find_figure(results.figures, kind.metric, language)
            if estimate:
                share = 1 - estimate.value if METRIC_BY_NAME[kind.metric].higher_is_better else estimate.value
                assert (kind.name, round(share * estimate.questions)) == (kind.name, counts[kind.name][language])
                checked += 1
    assert checked > 20


def test_what_follows_from_another_failure_is_not_told_twice() -> None:
    """A refusal quotes nothing and a miss among five is a miss at one: the list names the reason, not its echoes."""
    assert ["refused", "miss_5"] == tell_briefly(
        ["refused", "miss_5", "miss_1", "no_quote", "first_passage", "first_quote", "pieces", "facts"]
    )
    assert ["miss_1", "pieces"] == tell_briefly(["miss_1", "pieces"])


def test_expectations_are_told_one_by_one(results: Results) -> None:
    """Of each needed piece its rank and citations are told, of each fact whether it is shown."""
    entry = list_entries(results.scores)["entries"][0]
    assert [(1, [1]), (1, [])] == [(piece["rank"], piece["cited"]) for piece in entry["expected"]["pieces"]]
    assert [True, False] == [fact["shown"] for fact in entry["expected"]["facts"]]
    assert True is entry["expected"]["speaker_right"]


def test_gold_is_marked_by_its_place() -> None:
    """Marks are offsets in code points, clipped to what is shown; gold that only begins there is marked as a part."""
    question = ask(SUM, "de", ("p1", "Das Darlehen beträgt 90 Mrd. Euro"), ("p1", "bis 2030"))
    score = score_outcome(question, answer(question, ["p1"]))
    text = PASSAGES["p1"][2]
    ranges = gold_ranges(score, stand_at("p1"))
    assert [("Das Darlehen beträgt 90 Mrd. Euro", 1), ("bis 2030", 1)] == [
        (text[start:end], whole) for start, end, whole in ranges
    ]
    assert [[0, len("Mrd. Euro"), 0]] == gold_ranges(score, stand_at("p1", "Mrd. Euro. Es"))
    assert [] == gold_ranges(score, stand_at("p2"))
    assert [] == gold_ranges(score, replace(stand_at("p1"), source="other"))


def test_gold_that_overlaps_is_marked_once() -> None:
    """Two gold quotes that share words give one mark."""
    question = ask(SUM, "de", ("p1", "Das Darlehen beträgt 90"), ("p1", "90 Mrd. Euro"))
    score = score_outcome(question, answer(question, ["p1"]))
    assert [[2, 35, 1]] == gold_ranges(score, stand_at("p1"))


# --- curves and plots -----------------------------------------------------------------------------------------------


def score_with(group: str, probability: float, *, right: bool | None, answered: bool = True) -> Score:
    """A score whose best passage is right, wrong, or (None) sought in vain, because there is no answer."""
    case = replace(SUM if right is not None else NOTHING, id=group)
    question = ask(case, "de", *([] if right is None else [("p1", "bis 2030")]))
    ranking = ["p1"] if right else ["p2"]
    citations = [cite(1, ranking[0])] if answered else []
    return Score(
        question,
        answer(question, ranking, *citations, probability=probability),
        {} if right is None else {"recall_1": float(right)},
    )


def test_risk_grows_with_coverage() -> None:
    """Questions come by falling probability; an answer where there is none is wrong; the product has its own point."""
    scores = [
        score_with("c", 0.2, right=None, answered=False),
        score_with("a", 0.9, right=True),
        score_with("b", 0.5, right=False),
        score_with("d", 0.8, right=True),
    ]
    curve = trace_risk("de", scores)
    assert (0.25, 0.5, 0.75, 1.0) == curve.coverage
    assert (0.0, 0.0, pytest.approx(1 / 3), 0.5) == curve.risk
    assert (0.75, pytest.approx(1 / 3)) == curve.own
    assert 0.5 == curve.risk_at(1.0)
    assert 0.0 == curve.risk_at(0.5)


def test_auc_is_that_of_the_pairs() -> None:
    """AUC is the share of pairs, one with an answer and one without, in their right order; ties count half."""
    scores = [
        score_with("a", 0.9, right=True),
        score_with("b", 0.4, right=False),
        score_with("c", 0.5, right=None),
        score_with("d", 0.4, right=None),
    ]
    found = estimate_auc(scores)
    assert found is not None
    assert 0.625 == found.value
    assert 0.0 <= found.low <= 0.625 <= found.high <= 1.0
    assert estimate_auc(scores[:2]) is None


def test_plots_are_text_with_a_title() -> None:
    """A plot names itself to screen readers, and a label is text whatever it holds."""
    estimate = Estimate(0.5, 0.3, 0.7, 10, 10, "wilson")
    plot = str(
        draw_forest("x", f"Title {HOSTILE}", [ForestRow(f"$a_b$ --> {HOSTILE}", (estimate, None))], ["de", "en"])
    )
    found = Elements(plot)
    assert {"svg", "title", "text", "g", "path", "use", "defs", "clippath", "rect"} >= set(found.tags)
    assert f"Title {HOSTILE}" in found.text
    assert "$a_b$ -->" in found.text
    assert ("aria-labelledby", "plot-x-title") in found.attributes


def test_plots_follow_the_page_s_colours() -> None:
    """Every colour is one of the style sheet's: a plot is legible in light and in dark."""
    plots = [
        str(
            draw_forest("x", "x", [ForestRow("a", (Estimate(0.5, 0.3, 0.7, 9, 9, "wilson"),) * 3)], ["all", "de", "en"])
        ),
        str(draw_matrix("y", "y", ["de"], ["de"], [])),
    ]
    style = (Path(render_page.__code__.co_filename).parent / "report.css").read_text(encoding="utf-8")
    for plot in plots:
        assert "#0a0b0c" not in plot
        for part in plot.split("var(--")[1:]:
            assert f"--{part.split(')')[0]}:" in style


# --- in a browser ---------------------------------------------------------------------------------------------------


class Reader:
    """Somebody who opens the file, without a network."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280) -> None:
        self.context = browser.new_context(offline=True, viewport={"width": width, "height": 800})
        self.page: Page = self.context.new_page()
        self.address = path.as_uri()
        self.troubles: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def open(self, view: str = "") -> None:
        """Open the page anew, at a view."""
        self.page.goto("about:blank")
        self.page.goto(self.address + view)

    def listed(self) -> list[str]:
        """The ids of the questions in view."""
        rows = self.page.locator(".entry:visible").all()
        return [(row.get_attribute("id") or "").removeprefix("entry-") for row in rows]


@pytest.fixture
def reader(browser: Browser, page: str, tmp_path: Path) -> Iterator[Reader]:
    """A reader of the small run's report; afterwards: no error, no dialog, no request but for the file."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    reader = Reader(browser, path)
    yield reader
    reader.context.close()
    assert [] == reader.troubles
    assert [] == [url for url in reader.requests if not url.startswith((reader.address, "about:"))]


@pytest.mark.browser
def test_filters_narrow_the_list_and_stand_in_the_address(reader: Reader) -> None:
    """Failures come first; filters narrow them, their counts follow, and the address gives the same view again."""
    reader.open()
    assert ["sum-de", "sum-en", "beginning-de", "nothing-de"] == reader.listed()
    expect(reader.page.locator("#told")).to_have_text("4 of 8 questions")
    reader.page.select_option("select[name=language]", "de")
    reader.page.select_option("select[name=kind]", "facts")
    assert ["sum-de"] == reader.listed()
    expect(reader.page.locator("select[name=language] option[value=en]")).to_have_text("en (1)")
    address = reader.page.evaluate("location.hash")
    assert "#kind=facts&language=de" == address
    reader.open(address)
    assert ["sum-de"] == reader.listed()
    reader.page.click("#reset")
    reader.page.check("input[name=all]")
    assert 8 == len(reader.listed())
    reader.page.fill("input[name=text]", "GRÖSSE")
    assert [] == reader.listed()
    reader.page.fill("input[name=text]", "größe")
    assert ["order-de", "order-en"] == reader.listed()


@pytest.mark.browser
def test_a_figure_leads_to_its_failures(reader: Reader) -> None:
    """A count in the table of failures opens the questions it counts."""
    reader.open()
    reader.page.click("#failures table a[href='#kind=miss_1&language=en']")
    assert ["sum-en"] == reader.listed()


@pytest.mark.browser
def test_a_question_has_an_address_and_shows_all_of_itself(reader: Reader) -> None:
    """A deep link opens one question with what was expected, answered and ranked; gold is marked by its place."""
    reader.open("#question=sum-de")
    assert ["sum-de"] == reader.listed()
    entry = reader.page.locator("#entry-sum-de")
    expect(entry.locator(".body")).to_be_visible()
    expect(entry.locator("blockquote[lang=de] mark")).to_have_text("Das Darlehen beträgt 90 Mrd. Euro")
    expect(entry.locator(".passage mark")).to_have_text(["Das Darlehen beträgt 90 Mrd. Euro", "bis 2030"])
    expect(entry.locator(".body li")).to_have_text(["de: 90 Mrd · en: 90 billion shown", "de: 2030 not shown"])
    entry.locator(".foot a").last.click()
    assert ["sum-en"] == reader.listed()


@pytest.mark.browser
def test_one_question_leads_to_the_next(reader: Reader) -> None:
    """Failures are walked through one by one."""
    reader.open()
    reader.page.click("#entry-sum-de > summary")
    reader.page.click("#entry-sum-de .foot button")
    expect(reader.page.locator(".entry[open]")).to_have_id("entry-sum-en")
    reader.page.click("#entry-sum-en .foot button")
    expect(reader.page.locator(".entry[open]")).to_have_id("entry-beginning-de")
    expect(reader.page.locator(".entry[open] .turn")).to_have_text("user: Wer sprach?")


@pytest.mark.browser
def test_hostile_questions_stay_text_in_a_browser(reader: Reader) -> None:
    """Markup in a question, a passage, a title or the address is shown as it is written, and nothing runs."""
    reader.open("#question=order-de")
    expect(reader.page.locator("#entry-order-de .asked")).to_contain_text("</script><img src=x onerror=alert(2)>")
    assert 0 == reader.page.locator("img").count()
    reader.open("#text=" + HOSTILE.replace(" ", "+").replace("&", "%26") + "&kind=<img>&question=%3Cimg%20src=x%3E")
    expect(reader.page.locator("#told")).to_have_text("There is no question <img src=x>")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(browser: Browser, page: str, tmp_path: Path, width: int) -> None:
    """Nothing but a table of its own scrolls sideways, on a phone as on a screen."""
    path = tmp_path / "report.html"
    path.write_text(page, encoding="utf-8")
    reader = Reader(browser, path, width)
    reader.open("#question=order-de")
    assert width == reader.page.evaluate("document.documentElement.scrollWidth")
    reader.context.close()
