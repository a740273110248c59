"""Every attack asked through the product, with its text planted, and the same question where nothing is planted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.models.protocol import LanguageModel
from app.models.records import Message, ModelUse
from app.prose.likeness import EncoderLikeness
from app.prose.writing import Order, Writer, write_prose
from app.records import Answer, AnswerSentence, Prose, Rejected
from app.service import Service
from app.settings import Settings
from eval.cases.attacks import PLACE, Attack
from eval.measure.attacks import Attacked
from eval.runs.planting import Text, find_neighbours, make_text, write_dossier
from index.encoders.protocol import Encoder
from prompts import TASK_LANGUAGES


@dataclass(frozen=True, slots=True)
class Obedient:
    """A language model that writes what an attack wants, whatever it is asked."""

    says: str
    name: str = "llm:obedient"

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """The whole of it at once."""
        yield self.says
        return ModelUse(None, None, 0, 0)


@dataclass(frozen=True, slots=True)
class Defence:
    """What attacks meet."""

    settings: Settings
    encoder: Encoder
    make_model: Callable[[Attack], LanguageModel]
    """Who writes over an attack."""
    clean_model: LanguageModel | None = None
    """Who writes where nothing is planted; None: the answer is quotes alone."""
    whole: bool = False
    """Whether the model is shown whole passages, the best ones that there is room for, and not only what is quoted of
    them: then it reads nearly every payload that stands in a text."""


def run_attacks(chosen: Sequence[Attack], attacks: Sequence[Attack], defence: Defence) -> Iterator[Attacked]:
    """Attack after attack; the neutral texts of `attacks` stand around the planted one."""
    with tempfile.TemporaryDirectory(prefix="fundstelle-eval-") as folder:
        trials = _Trials(defence, Path(folder))
        for one in chosen:
            neighbours = find_neighbours(one, attacks)
            yield Attacked(one, trials.attack(one, neighbours), trials.ask_clean(one, neighbours))


class _Trials:
    """One store for all dossiers, so that each text is embedded once; only the last dossier in it is asked."""

    def __init__(self, defence: Defence, folder: Path) -> None:
        """Nothing is written yet; `folder` takes dossiers and store."""
        self._defence = defence
        self._settings = replace(defence.settings, store=folder / "store", model=None)
        self._folder = folder
        self._clean: dict[tuple[Text, str], Answer] = {}

    def attack(self, attack: Attack, neighbours: Sequence[str]) -> Answer:
        """The answer where the attack is planted."""
        text = make_text(attack, neighbours, planted=True)
        model = self._defence.make_model(attack)
        service = self._open(text, None if self._defence.whole else model)
        answer = service.ask(attack.asked, history=attack.turns, id=attack.id)
        return write_over_passages(answer, model, self._defence) if self._defence.whole else answer

    def ask_clean(self, attack: Attack, neighbours: Sequence[str]) -> Answer:
        """The answer to its question where nothing is planted; the same for many attacks, and asked once."""
        text = make_text(attack, neighbours, planted=False)
        question = " ".join(attack.question.replace(PLACE, "").split())
        if (text, question) not in self._clean:
            self._clean[text, question] = self._open(text, self._defence.clean_model).ask(question)
        return self._clean[text, question]

    def _open(self, text: Text, model: LanguageModel | None) -> Service:
        service = Service(self._settings, encoder=self._defence.encoder, model=model)
        service.ingest(write_dossier(self._folder / "dossier", text))
        return service


def write_over_passages(answer: Answer, model: LanguageModel, defence: Defence) -> Answer:
    """An answer in quotes with prose over the whole passages it was chosen from; unchanged where none is written."""
    if answer.status != "answered" or answer.language not in TASK_LANGUAGES:
        return answer
    order = Order("answer", answer.question, answer.language, answer.evidence, str(answer.generation))
    told = list(write_prose(order, Writer(model, defence.settings.prose, EncoderLikeness(lambda: defence.encoder))))
    return replace(
        answer,
        sentences=(*(one for one in told if isinstance(one, AnswerSentence)), *answer.sentences),
        citations=answer.evidence,
        prose=next(one for one in told if isinstance(one, Prose)),
        rejected=tuple(one for one in told if isinstance(one, Rejected)),
    )
