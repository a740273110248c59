"""Whether to answer: the model for what a dossier offers, its directions, its operating points, and its words."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.asking import abstention
from app.asking.abstention import (
    LIKELY,
    POSSIBLE,
    SIGNALS,
    AbstentionSettings,
    AnswerSignals,
    Judgement,
    ModelName,
    choose_model,
    fitted_encoder,
    judge,
    measure_signals,
    read_models,
)
from app.asking.finding import find_hits
from app.asking.inquiry import make_inquiry
from app.asking.reading import read_hits
from app.records import CAUTIONS
from app.service import Service
from index.records import Found, Signals
from index.store.opened import OpenGeneration
from tests.builders import COUNCIL, HARBOUR, Expected, ask_expected, make_service
from tests.measured import DEV

GAP = Expected(None, {"de": "Wann heiratet die Wirtin?", "en": "When does the landlady marry?"})
ASKED = (ask_expected(COUNCIL), ask_expected(HARBOUR))
OFFERS = {"both": (*ASKED, GAP), "no gaps": ASKED, "gaps alone": (GAP,), "neither": ()}
shares, cosines = st.floats(0, 1), st.floats(0.84, 0.94)
# Where cosines of questions lie; far outside, a probability is 0 or 1 to the last bit.
SIGNAL_VALUES = st.builds(AnswerSignals, cosines, cosines, cosines, shares, shares, shares)


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Service]:
    """The small dossier as the fitted encoder would have it, with and without questions and gaps."""
    return {
        name: make_service(tmp_path_factory.mktemp("offer"), questions, identity=fitted_encoder())
        for name, questions in OFFERS.items()
    }


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Service:
    """The small dossier with everything, and another encoder."""
    return make_service(tmp_path_factory.mktemp("strange"), OFFERS["both"])


def find(service: Service, text: str, language: str = "de") -> Found:
    return find_hits(make_inquiry(text, language), service.generation(), service.encoder, service.settings)


def find_and_read(service: Service, text: str, language: str = "de") -> Found:
    found, opened = find(service, text, language), service.generation()
    return read_hits(found, text, opened, service.reranker) if "plain" == choose_model(found, opened) else found


def judge_text(service: Service, text: str, language: str = "de", **settings: object) -> Judgement:
    return judge(text, language, find(service, text, language), service.generation(), AbstentionSettings(**settings))  # type: ignore[arg-type]


def judge_signals(name: ModelName, signals: AnswerSignals, **settings: object) -> Judgement:
    """What `judge` makes of these signals with one of the models; the question itself has no say."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(abstention, "choose_model", lambda *_: name)
        patch.setattr(abstention, "measure_signals", lambda *_: signals)
        return judge("Wer zahlt den Wiederaufbau der Brücke?", "de", ONE_HIT, None, AbstentionSettings(**settings))  # type: ignore[arg-type]


HALF = Signals(text=0.9, asked=0.9, dense=0.9, coverage=0.5)
ONE_HIT = Found(hits=(SimpleNamespace(signals=HALF),), gap=0.9)  # type: ignore[arg-type]


# The models as data


@pytest.mark.parametrize("name", SIGNALS)
def test_every_signal_has_weight_mean_and_scale(name: ModelName) -> None:
    """For each model the file has exactly the signals that the code weighs, and scales that can be divided by."""
    table = tomllib.loads(Path(abstention._MODEL).read_text(encoding="utf-8"))[name]
    for part in ("weights", "means", "scales"):
        assert SIGNALS[name] == tuple(table[part])
        assert all(isinstance(value, float) for value in table[part].values())
        assert tuple(table[part].values()) == getattr(read_models()[name], part)
    assert all(scale > 0 for scale in table["scales"].values())
    assert set(SIGNALS[name]) <= set(AnswerSignals.__dataclass_fields__)


@pytest.mark.parametrize("name", SIGNALS)
def test_operating_points_are_ordered(name: ModelName) -> None:
    """Whoever is more careful draws the line higher, in every model; all three are probabilities."""
    thresholds = read_models()[name].thresholds
    assert set(CAUTIONS) == set(thresholds)
    assert 0 < thresholds["bold"] <= thresholds["balanced"] <= thresholds["careful"] < 1


def test_the_model_without_cosines_knows_none() -> None:
    """What serves an encoder that nothing was fitted on may not rest on its cosines."""
    assert {"text", "asked", "gap"}.isdisjoint(SIGNALS["words"])
    assert {"asked", "gap"}.isdisjoint(SIGNALS["plain"])


# Which model


@pytest.mark.parametrize(
    ("offer", "expected"),
    [("both", "questions"), ("no gaps", "plain"), ("gaps alone", "mixed"), ("neither", "plain")],
)
def test_the_model_fits_what_the_dossier_offers(offer: str, expected: str, services: dict[str, Service]) -> None:
    """Expected questions and gaps, both, are needed for the model that weighs both; gaps alone have another."""
    service = services[offer]
    assert expected == choose_model(find(service, "Wer bezahlt den Wiederaufbau?"), service.generation())


def test_another_encoder_is_judged_by_words(strange: Service) -> None:
    """Cosines of an encoder that nothing was fitted on mean nothing, whatever the dossier offers."""
    assert "words" == choose_model(find(strange, "Wer bezahlt den Wiederaufbau?"), strange.generation())
    text = "Wer bezahlt den Wiederaufbau?"
    found = find(strange, text)
    far = replace(
        found,
        gap=1.0,
        hits=tuple(replace(hit, signals=replace(hit.signals, text=0.0, asked=0.0)) for hit in found.hits),
    )
    settings = AbstentionSettings()
    near = judge(text, "de", found, strange.generation(), settings)
    assert near.probability == judge(text, "de", far, strange.generation(), settings).probability


# Directions


@given(signals=SIGNAL_VALUES, step=st.floats(0.01, 0.05))
def test_a_nearer_gap_speaks_against_an_answer(signals: AnswerSignals, step: float) -> None:
    """All else equal, the nearer a question that the dossier leaves open, the less likely an answer."""
    nearer = replace(signals, gap=signals.gap + step)
    assert judge_signals("questions", nearer).probability < judge_signals("questions", signals).probability


@given(signals=SIGNAL_VALUES, step=st.floats(0.01, 0.05))
def test_a_nearer_expected_question_speaks_for_one(signals: AnswerSignals, step: float) -> None:
    """All else equal, the nearer a question that the dossier answers, the likelier an answer."""
    nearer = replace(signals, asked=signals.asked + step)
    assert judge_signals("questions", nearer).probability > judge_signals("questions", signals).probability


@pytest.mark.parametrize("name", SIGNALS)
@given(signals=SIGNAL_VALUES, step=st.floats(0.05, 0.5))
def test_strangers_speak_against_an_answer(name: ModelName, signals: AnswerSignals, step: float) -> None:
    """In every model, names and numbers that the dossier has nowhere make an answer less likely."""
    more = replace(signals, strangers=signals.strangers + step)
    assert judge_signals(name, more).probability < judge_signals(name, signals).probability


@pytest.mark.parametrize("name", ["questions", "plain"])
@given(signals=SIGNAL_VALUES, step=st.floats(0.01, 0.05))
def test_a_nearer_text_speaks_for_an_answer(name: ModelName, signals: AnswerSignals, step: float) -> None:
    """All else equal, the nearer the best passage, the likelier an answer."""
    nearer = replace(signals, text=signals.text + step)
    assert judge_signals(name, nearer).probability > judge_signals(name, signals).probability


def test_what_is_found_moves_the_probability(services: dict[str, Service]) -> None:
    """The same through hits: a nearer gap in what was found lowers it, a nearer expected question raises it."""
    service, text = services["both"], "Wer bezahlt den Wiederaufbau der Brücke?"
    found = find(service, text)

    def judged(gap: float, asked: float) -> float:
        hits = tuple(replace(hit, signals=replace(hit.signals, asked=asked)) for hit in found.hits)
        changed = Found(hits, gap)
        return judge(text, "de", changed, service.generation(), AbstentionSettings()).probability

    assert judged(0.95, 0.9) < judged(0.9, 0.9) < judged(0.85, 0.9)
    assert judged(0.9, 0.85) < judged(0.9, 0.9) < judged(0.9, 0.95)


@pytest.mark.parametrize(
    ("known", "stranger", "language"),
    [
        ("Was sagt Putin über die Ukraine?", "Was sagt Zaphod über die Ukraine?", "de"),
        ("Was kostet Österreich die NATO?", "Was kostet Zürich die NATO?", "de"),
        ("What does Putin say about Ukraine?", "What does Zaphod say about Ukraine?", "en"),
    ],
)
def test_a_stranger_in_the_question_lowers_the_probability(
    known: str, stranger: str, language: str, fake_service: Service
) -> None:
    """A name that the dossier never has counts as a stranger; one that it has, in whatever ending, does not."""
    opened = fake_service.generation()
    before, after = (
        measure_signals(text, language, find(fake_service, text, language), opened) for text in (known, stranger)
    )
    if "Österreich" not in known:
        assert 0.0 == before.strangers
    assert before.strangers <= after.strangers
    assert 0.0 < after.strangers <= 1.0
    assert before.unknown <= after.unknown


def test_german_nouns_are_no_strangers(fake_service: Service) -> None:
    """They have a capital letter as names have, but an English text need not spell them alike."""
    opened = fake_service.generation()
    text = "Welche Kaffeemaschine steht in der Küche von Zaphod?"
    assert 1.0 == measure_signals(text, "de", find(fake_service, text, "de"), opened).strangers
    text = "Welche Kaffeemaschine steht in der Küche?"
    assert 0.0 == measure_signals(text, "de", find(fake_service, text, "de"), opened).strangers


# Signals


def test_signals_are_shares_and_cosines(fake_service: Service) -> None:
    """Over dev questions every signal is what it says: shares between 0 and 1, the nearest of the hits' cosines."""
    opened = fake_service.generation()
    for case in DEV[::25]:
        for language, text in case.questions.items():
            found = find(fake_service, text, language)
            signals = measure_signals(text, language, found, opened)
            assert all(0 <= share <= 1 + 1e-9 for share in (signals.coverage, signals.strangers, signals.unknown))
            assert max(hit.signals.text for hit in found.hits) == signals.text
            assert found.gap == signals.gap
            assert all((hit.signals.asked or 0.0) <= signals.asked for hit in found.hits)


def test_a_language_without_words_of_its_own_is_judged_by_names(services: dict[str, Service]) -> None:
    """Where no passage and no expected question is in the asker's language, unknown words tell nothing."""
    service = services["both"]
    text = "Что построил Rat?"
    assert 0.5 == measure_signals(text, "ru", find(service, text, "ru"), service.generation()).unknown


def test_passages_without_expected_questions_can_be_answered_from(services: dict[str, Service]) -> None:
    """Hits that nobody wrote questions for are judged as in a dossier without any, not as if all were far off."""
    service, text = services["both"], "Was zeigt das Museum am Sonntag?"
    found = find(service, text)
    signals = replace(found.hits[0].signals, text=0.92, asked=None)  # As near as texts get, with a usual gap.
    written = Found(tuple(replace(hit, signals=signals) for hit in found.hits), gap=0.86)
    judgement = judge(text, "de", written, service.generation(), AbstentionSettings())
    plain = judge(text, "de", written, services["neither"].generation(), AbstentionSettings())
    assert plain.probability / 2 < judgement.probability


# The line


def test_without_hits_there_is_no_answer(services: dict[str, Service], strange: Service) -> None:
    """Nothing found is nothing to be quoted, whatever the threshold."""
    for service in (*services.values(), strange):
        for settings in (AbstentionSettings(), AbstentionSettings(threshold=0.0), AbstentionSettings(caution="bold")):
            judgement = judge("Brücke?", "de", Found((), None), service.generation(), settings)
            assert Judgement(answerable=False, probability=0.0, confidence="doubtful") == judgement


@given(signals=SIGNAL_VALUES, threshold=shares)
def test_an_explicit_threshold_wins(signals: AnswerSignals, threshold: float) -> None:
    """A threshold that somebody sets is the line; the operating point beside it then says nothing."""
    for name in SIGNALS:
        for caution in CAUTIONS:
            judgement = judge_signals(name, signals, threshold=threshold, caution=caution)
            assert (judgement.probability >= threshold) == judgement.answerable


@given(signals=SIGNAL_VALUES)
def test_the_operating_point_draws_the_line(signals: AnswerSignals) -> None:
    """Without a threshold of one's own the model's is the line, and whoever is bolder answers no less."""
    for name in SIGNALS:
        judged = {caution: judge_signals(name, signals, caution=caution) for caution in CAUTIONS}
        for caution, judgement in judged.items():
            line = read_models()[name].thresholds[caution]
            assert (judgement.probability >= line) == judgement.answerable
        assert judged["bold"].answerable >= judged["balanced"].answerable >= judged["careful"].answerable
        assert 1 == len({judgement.probability for judgement in judged.values()})


@given(signals=SIGNAL_VALUES)
def test_the_word_follows_the_probability(signals: AnswerSignals) -> None:
    """What readers are told depends on the probability alone, never on where the line is drawn."""
    for name in SIGNALS:
        for caution in CAUTIONS:
            judgement = judge_signals(name, signals, caution=caution)
            probability = judgement.probability
            assert 0 < probability < 1
            word = "likely" if probability >= LIKELY else "possible" if probability >= POSSIBLE else "doubtful"
            assert word == judgement.confidence


def test_all_three_words_are_said() -> None:
    """From the worst signals to the best one gets from doubtful by way of possible to likely."""
    worst = AnswerSignals(text=0.8, asked=0.8, gap=1.0, coverage=0.0, strangers=1.0, unknown=1.0)
    best = AnswerSignals(text=0.95, asked=1.0, gap=0.8, coverage=0.9, strangers=0.0, unknown=0.0)
    said = []
    for step in range(101):
        mixed = {
            name: getattr(worst, name) + step / 100 * (getattr(best, name) - getattr(worst, name))
            for name in AnswerSignals.__dataclass_fields__
        }
        said.append(judge_signals("questions", AnswerSignals(**mixed)).confidence)
    assert ["doubtful", "possible", "likely"] == list(dict.fromkeys(said))


# Questions of a name


@pytest.mark.parametrize("text", ["Starlink?", "Euroclear"])
@pytest.mark.parametrize("caution", CAUTIONS)
def test_a_question_of_one_known_name_is_answered(text: str, caution: str, fake_service: Service) -> None:
    """A name that stands in a passage is what that passage is about: no line is so high that it is refused."""
    settings = replace(fake_service.settings, abstention=AbstentionSettings(caution=caution, threshold=1.0))  # type: ignore[arg-type]
    answer = Service(settings, encoder=fake_service.encoder).ask(text)
    assert "answered" == answer.status
    assert any(text.strip("?") in evidence.quote for evidence in answer.evidence)


@pytest.mark.parametrize(
    "text", ["Zaphod?", "Quetzalcoatl", "Warum?", "Wer zahlt den Wiederaufbau der Brücke im Winter?"]
)
def test_a_high_line_refuses_all_else(text: str, fake_service: Service) -> None:
    """An unknown name, a question without any word, and one of many words are held to the line."""
    settings = replace(fake_service.settings, abstention=AbstentionSettings(threshold=1.0))
    answer = Service(settings, encoder=fake_service.encoder).ask(text, language="de")
    assert ("abstained", "not_in_dossier") == (answer.status, answer.reason)


# Real questions


@pytest.fixture(scope="module")
def judged(real_service: Service) -> list[tuple[bool, str, str, Found]]:
    """Dev questions with what the bundled encoder finds for them, and whether they have an answer."""
    return [
        (bool(case.gold), text, language, find_and_read(real_service, text, language))
        for case in DEV[::5]
        if case.kind != "injection" and not case.history
        for language, text in case.questions.items()
    ]


def refused(judged: list[tuple[bool, str, str, Found]], opened: OpenGeneration, caution: str) -> list[bool]:
    one = AbstentionSettings(caution=caution)  # type: ignore[arg-type]
    return [not judge(text, language, found, opened, one).answerable for _, text, language, found in judged]


@pytest.mark.model
def test_operating_points_act_on_real_questions(
    judged: list[tuple[bool, str, str, Found]], real_service: Service
) -> None:
    """The more careful refuse all that the bolder refuse, and more; each refuses rather what has no answer."""
    opened = real_service.generation()
    assert "questions" == choose_model(judged[0][3], opened)
    said = {caution: refused(judged, opened, caution) for caution in CAUTIONS}
    for bolder, other in (("bold", "balanced"), ("balanced", "careful")):
        assert all(later for earlier, later in zip(said[bolder], said[other], strict=True) if earlier)
    assert sum(said["bold"]) < sum(said["careful"])
    for noes in said.values():
        wrong, right = ([no for no, one in zip(noes, judged, strict=True) if one[0] is has] for has in (True, False))
        assert min(len(wrong), len(right)) > 20
        assert sum(wrong) / len(wrong) + 0.3 < sum(right) / len(right)


@pytest.mark.model
def test_the_answer_carries_what_was_judged(real_service: Service) -> None:
    """The asker's caution decides the status; probability and word stay what they are."""
    for caution in CAUTIONS:
        settings = replace(real_service.settings, abstention=AbstentionSettings(caution=caution))
        service = Service(settings, encoder=real_service.encoder)
        answer = service.ask("Auf wie viele Soldaten begrenzt der 28-Punkte-Plan die ukrainische Armee?")
        found = find_and_read(real_service, answer.question)
        expected = judge(answer.question, "de", found, real_service.generation(), settings.abstention)
        assert (round(expected.probability, 4), expected.confidence) == (answer.probability, answer.confidence)
        assert expected.answerable == (answer.status == "answered")


@pytest.mark.model
@pytest.mark.parametrize(("known", "unknown"), [("Starlink?", "Zaphod Beeblebrox?")])
def test_a_name_alone_is_answered_where_the_dossier_has_it(known: str, unknown: str, real_service: Service) -> None:
    """With the bundled encoder and the most careful line as well."""
    settings = replace(real_service.settings, abstention=AbstentionSettings(caution="careful"))
    service = Service(settings, encoder=real_service.encoder)
    assert "answered" == service.ask(known).status
    assert "abstained" == service.ask(unknown).status


def test_every_word_in_one_passage_is_enough_where_nothing_is_expected(services: dict[str, Service]) -> None:
    texts = "Hat der Rat ein Darlehen beschlossen?", "Hat der Rat ein Darlehen beschlossen und verzinst?"
    for offer, expected in (("both", [False, False]), ("neither", [True, False])):
        assert expected == [judge_text(services[offer], text, threshold=1.0).answerable for text in texts]
