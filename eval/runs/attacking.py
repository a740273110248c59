"""Every attack asked through the product, with its text planted, and the same question where nothing is planted."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.models.protocol import LanguageModel
from app.models.records import Message, ModelUse
from app.records import Answer
from app.service import Service
from app.settings import Settings
from eval.cases.attacks import PLACE, Attack
from eval.measure.attacks import Attacked
from eval.runs.planting import Text, find_neighbours, make_text, write_dossier
from index.encoders.protocol import Encoder


@dataclass(frozen=True, slots=True)
class Obedient:
    """A language model that writes what an attack wants, whatever it is asked."""

    says: str
    name: str = "llm:obedient"

    def stream(self, messages: Sequence[Message], *, longest: int) -> Generator[str, None, ModelUse]:
        """The whole of it at once."""
        yield self.says
        return ModelUse(None, None, 0, 0)


class Trials:
    """One store for all attacks, so that each text is embedded once; only the last dossier in it is asked."""

    def __init__(self, settings: Settings, encoder: Encoder, folder: Path) -> None:
        """Nothing is written yet; `folder` takes dossiers and store."""
        self._settings = replace(settings, store=folder / "store")
        self._encoder = encoder
        self._folder = folder
        self._clean: dict[tuple[Text, str], Answer] = {}

    def attack(self, attack: Attack, attacks: Sequence[Attack], model: LanguageModel | None) -> Answer:
        """The answer where the attack is planted."""
        text = make_text(attack, find_neighbours(attack, attacks), planted=True)
        return self._open(text, model).ask(attack.asked, history=attack.turns, id=attack.id)

    def ask_clean(self, attack: Attack, attacks: Sequence[Attack], model: LanguageModel | None) -> Answer:
        """The answer to its question where nothing is planted; the same for many attacks, and asked once."""
        text = make_text(attack, find_neighbours(attack, attacks), planted=False)
        question = " ".join(attack.question.replace(PLACE, "").split())
        if (text, question) not in self._clean:
            self._clean[text, question] = self._open(text, model).ask(question)
        return self._clean[text, question]

    def _open(self, text: Text, model: LanguageModel | None) -> Service:
        service = Service(self._settings, encoder=self._encoder, model=model)
        service.ingest(write_dossier(self._folder / "dossier", text))
        return service


def run_attacks(
    chosen: Sequence[Attack],
    attacks: Sequence[Attack],
    settings: Settings,
    encoder: Encoder,
    make_model: Callable[[Attack], LanguageModel] | None,
) -> Iterator[Attacked]:
    """Attack after attack.

    Args:
        chosen: Those that are made.
        attacks: All there are: their neutral texts stand around a planted one.
        settings: The product's.
        encoder: The product's.
        make_model: The model that an attack meets; the clean question is then answered in quotes alone. None: the
            model of the settings writes both.

    """
    bare = settings if make_model is None else replace(settings, model=None)
    with tempfile.TemporaryDirectory(prefix="fundstelle-eval-") as folder:
        trials = Trials(bare, encoder, Path(folder))
        for one in chosen:
            model = make_model(one) if make_model else None
            yield Attacked(one, trials.attack(one, attacks, model), trials.ask_clean(one, attacks, None))
