"""The one entry to the product: command line, page, retriever and evaluation call this and nothing below it.

A service belongs to one store. Nothing is opened before it is needed; what is opened is shared by all threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.asking.events import (
    Event,
    Gathering,
    ProseBegun,
    ProseChecked,
    gather_answer,
    make_answer,
    make_partial,
    tell_model,
)
from app.asking.finding import Searcher, search_passages
from app.asking.pipeline import ask_events
from app.holdings import add_chosen, count_expected, cut_slice, fetch_chosen, match_folder, tell_states
from app.models.late import LateModel
from app.models.protocol import LanguageModel
from app.prose.cache import ProseCache
from app.prose.likeness import EncoderLikeness
from app.prose.writing import Writer, confirm_prose
from app.records import Answer, Caution, Question, SearchResult, SourceList, StoreStatus, Turn
from app.settings import Settings
from index.encoders.open import encoder_identity, open_encoder
from index.encoders.protocol import Encoder, Message
from index.encoders.remembering import RememberingEncoder
from index.errors import EncoderError, StoreError
from index.listening.listener import OnnxListener
from index.records import BuildResult, Generation
from index.reranking.reranker import OnnxReranker, Reranker
from index.store.build import EMBEDDING, build_generation
from index.store.generations import (
    current_generation,
    generation_folder,
    list_generations,
    lock_store,
    make_current,
    read_corpus_of,
    snapshots_folder,
)
from index.store.opened import OpenGeneration, open_generation
from index.vectors.open import find_notice
from ingest.errors import DossierError, UsageError
from ingest.fetch.records import FetchSettings, Outcome
from ingest.file_matching import FileMatch
from ingest.flow import BUNDLED_DOSSIER, READING, Progress, read_corpus
from ingest.manifest import read_manifest
from ingest.records import Corpus, Document, Snapshot

FETCHING = "fetching"
UNITS = {READING: "source", EMBEDDING: "chunk", FETCHING: "work"}
"""What is counted while an ingest or a fetch goes on, by what is being done."""


class Service:
    """Questions to a store, and what an admin does with it."""

    def __init__(
        self,
        settings: Settings,
        *,
        encoder: Encoder | None = None,
        reranker: Reranker | None = None,
        model: LanguageModel | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            settings: Everything that can be set.
            encoder: Takes the place of the one that the settings name (tests, evaluation); texts are then read
                without a listener.
            reranker: Takes the place of the one that ships.
            model: Takes the place of the language model that the settings name.

        """
        self.settings = settings
        self._encoder = encoder
        self._listens = encoder is None
        self._model = model
        self.reranker: Reranker = reranker or OnnxReranker(settings.encoder)
        self._prose = ProseCache()
        self._likeness = EncoderLikeness(lambda: self.encoder)
        self._opened: OpenGeneration | None = None
        self._lock = threading.RLock()

    # For readers

    def ask(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        caution: Caution | None = None,
        plain: bool = False,
        prose: bool = True,
        id: str | int | None = None,  # noqa: A002 - the contract's word
    ) -> Answer:
        """Answer a question, or abstain with the reason; FundstelleError when it cannot search.

        Args:
            text: The question.
            history: The conversation before it, oldest first.
            language: The asker's, where known (the page's); used when the words do not tell.
            caution: What to risk where it is unsure whether the dossier answers; None: as the settings say.
            plain: Search for it as it stands, whatever kind of thing it seems to ask.
            prose: Let the language model write over the quotes, where the settings name one.
            id: The asker's own name for the question, handed back with the answer.

        """
        return gather_answer(
            self.ask_events(text, history=history, language=language, caution=caution, plain=plain, prose=prose, id=id)
        )

    def ask_events(
        self,
        text: str,
        *,
        history: Sequence[Turn] = (),
        language: str | None = None,
        caution: Caution | None = None,
        plain: bool = False,
        prose: bool = True,
        stopped: Callable[[], bool] | None = None,
        id: str | int | None = None,  # noqa: A002 - the contract's word
    ) -> Iterator[Event]:
        """The same as a stream of events, see `app.asking.events`. Args: stopped: whether no more prose is wanted."""
        settings = self.settings
        if caution is not None:
            settings = replace(settings, abstention=replace(settings.abstention, caution=caution))
        question = Question(text, id, tuple(history), language, plain)
        return ask_events(
            question,
            opened=self.generation(),
            settings=settings,
            open_encoder=lambda: self.encoder,
            reranker=self.reranker,
            writer=self._open_writer(stopped) if prose else None,
        )

    def confirm_prose(self, answer: Answer) -> Answer:
        """An answer that comes from outside, with only so much of its prose as stands up to the checks again."""
        return confirm_prose(answer, self.settings.prose, self._likeness)

    def search(
        self,
        text: str,
        *,
        limit: int = 10,
        history: Sequence[Turn] = (),
        language: str | None = None,
        id: str | int | None = None,  # noqa: A002 - the contract's word
    ) -> SearchResult:
        """The best `limit` passages, whole and ranked, without an answer; arguments and errors as for `ask`."""
        searcher = Searcher(self.generation(), self.settings, RememberingEncoder(lambda: self.encoder), self.reranker)
        return search_passages(Question(text, id, tuple(history), language), searcher, limit=limit)

    def show(self, source_id: str, start: int, end: int, *, generation_id: str | None = None) -> str:
        """A slice of a document, letter for letter; UsageError, with what there is, when it is not there."""
        return cut_slice(self._read_corpus(generation_id), source_id, start, end)

    def sources(self) -> SourceList:
        """The works of the dossier with the notes that cite them, and the references that could not be resolved."""
        generation = current_generation(self.store)
        corpus = read_corpus_of(self.store, generation)
        return SourceList(
            corpus.manifest,
            tuple(line for document in corpus.documents for line in document.unresolved),
            tell_states(corpus, generation, snapshots_folder(self.store)),
        )

    def documents(self, generation_id: str | None = None) -> Mapping[str, Document]:
        """The texts of a generation, the current one unless another is named, by source id."""
        opened = self.generation()
        if generation_id in (None, opened.generation.id):
            return opened.documents
        return {document.source_id: document for document in self._read_corpus(generation_id).documents}

    # For admins

    def status(self) -> StoreStatus:
        """What is ingested, with what, and what is kept beside it."""
        generation = current_generation(self.store)
        return StoreStatus(
            store=self.store,
            generation=generation,
            kept=tuple(one.id for one in list_generations(self.store)),
            encoder_fits=generation.encoder == self.encoder_identity,
            expected=count_expected(self.store, generation),
            notice=find_notice(generation_folder(self.store, generation.id)),
        )

    def is_ready(self) -> bool:
        """Whether the store has a generation that can be asked with these settings."""
        try:
            self.generation()
        except (StoreError, EncoderError):
            return False
        return True

    def ingest(
        self,
        dossier: Path | None = None,
        *,
        on_progress: Progress | None = None,
        on_message: Callable[[str], None] | None = None,
    ) -> BuildResult:
        """Read a dossier and build a generation from it; FundstelleError says why it cannot.

        Args:
            dossier: Its folder; None means the one the store was built from, and for a new store the bundled one.
            on_progress: Told how many sources are read, then how many chunks are embedded; see `UNITS`.
            on_message: Gets a line before something takes seconds.

        """
        with lock_store(self.store):
            folder = dossier or self.dossier_folder()
            corpus = self._take_in(folder, on_progress, on_message)
            result = build_generation(
                self.store,
                corpus,
                identity=self.encoder_identity,
                open_encoder=lambda: self._open_encoder(on_message),
                on_progress=on_progress,
            )
            if self._listens and result.outcome == "built" and corpus.manifest.questions is None:
                # Whether to answer hangs on it there: converted now, and not at a reader's first question.
                OnnxReranker(self.settings.encoder, on_message).read("", ())
            held, works = corpus.manifest.count_held({document.source_id for document in corpus.documents})
            return replace(result, held=held, works=works)

    def fetch(
        self,
        ids: Sequence[str] = (),
        *,
        dossier: Path | None = None,
        archive: bool = False,
        on_outcome: Callable[[Outcome, int, int], None] | None = None,
        limits: FetchSettings | None = None,
    ) -> tuple[Outcome, ...]:
        """Get cited works from their addresses: the one thing here that goes to the network. An ingest takes them in.

        Args:
            ids: The works; none: all that have an address, except those whose text is a file of the admin's.
            dossier: Its folder; None: as for `ingest`.
            archive: Whether a web archive is asked for works that cannot be got otherwise.
            on_outcome: Told of each work as it is done: (outcome, done, total).
            limits: Other limits and guards than the usual ones: for tests.

        """
        with lock_store(self.store):
            return fetch_chosen(
                read_manifest(dossier or self.dossier_folder()),
                ids,
                snapshots_folder(self.store),
                settings=limits or FetchSettings(contact=self.settings.contact),
                archive=archive,
                on_outcome=on_outcome,
            )

    def add(
        self,
        path: Path,
        source_id: str,
        *,
        url: str | None = None,
        retrieved: str | None = None,
        dossier: Path | None = None,
    ) -> Snapshot:
        """Keep a file as the text of a work; an ingest takes it in. FundstelleError says why it cannot be.

        Args:
            path: The file.
            source_id: The work.
            url: Where the file is from.
            retrieved: The day it was got there, ISO 8601; None: today.
            dossier: Its folder; None: as for `ingest`.

        """
        with lock_store(self.store):
            manifest = read_manifest(dossier or self.dossier_folder())
            folder = snapshots_folder(self.store)
            return add_chosen(manifest, path, source_id, folder, url=url, retrieved=retrieved)

    def match(self, folder: Path, *, dossier: Path | None = None) -> tuple[FileMatch, ...]:
        """Which works the files below a folder may be, by their names: proposals, for a person to agree to."""
        return match_folder(read_manifest(dossier or self.dossier_folder()), folder)

    def switch(self, generation_id: str) -> Generation:
        """Make another of the kept generations the current one; it is opened first, so that a damaged one never serves.

        UsageError when there is no such generation; StoreError or EncoderError when it cannot be asked.
        """
        with lock_store(self.store):
            generation = self._find_kept(generation_id)
            open_generation(self.store, encoder_identity=self.encoder_identity, generation=generation)
            make_current(self.store, generation.id)
            return generation

    def dossier_folder(self) -> Path:
        """The folder the store was built from, so that repairing a store never replaces its dossier."""
        try:
            manifest = self._read_corpus().manifest
        except StoreError:
            return BUNDLED_DOSSIER
        if manifest.folder.is_dir():
            return manifest.folder
        if manifest.title == read_manifest(BUNDLED_DOSSIER).title:
            return BUNDLED_DOSSIER
        raise DossierError(
            "the dossier that this store was built from is no longer there",
            where=manifest.folder,
            remedy=f"fundstelle ingest --store {self.store} --dossier DIR",
        )

    # What it holds

    @property
    def store(self) -> Path:
        """The store's folder."""
        return self.settings.store

    @property
    def encoder(self) -> Encoder:
        """The encoder, opened at first use."""
        return self._open_encoder(None)

    @property
    def model(self) -> LanguageModel | None:
        """The language model; None where none is set."""
        with self._lock:
            if self._model is None and self.settings.model:
                self._model = LateModel(self.settings.model)
            return self._model

    @property
    def model_name(self) -> str:
        """What readers are told the language model is called; empty where none is set. Nothing is opened for it."""
        named = self._model or self.settings.model
        return tell_model(named.name) if named else ""

    @property
    def encoder_identity(self) -> str:
        """The encoder's identity, known without opening it."""
        return self._encoder.identity if self._encoder else encoder_identity(self.settings.encoder)

    def generation(self) -> OpenGeneration:
        """The generation that serves now, opened. A request that holds an older one goes on reading it undisturbed."""
        current = current_generation(self.store)
        with self._lock:
            if self._opened is None or self._opened.generation.id != current.id:
                self._opened = open_generation(self.store, encoder_identity=self.encoder_identity, generation=current)
            return self._opened

    def _open_writer(self, stopped: Callable[[], bool] | None) -> Writer | None:
        model = self.model
        if model is None:
            return None
        return Writer(model, self.settings.prose, self._likeness, self._prose, stopped or (lambda: False))

    def _open_encoder(self, on_message: Callable[[str], None] | None) -> Encoder:
        with self._lock:
            if self._encoder is None:
                self._encoder = open_encoder(self.settings.encoder, on_message=on_message)
            return self._encoder

    def _take_in(self, folder: Path, on_progress: Progress | None, on_message: Message | None) -> Corpus:
        """What a dossier holds. The listener goes with the reading: its memory is needed for the vectors."""
        listener = OnnxListener(self.settings.encoder, on_message) if self._listens else None
        return read_corpus(folder, snapshots_folder(self.store), listener=listener, on_progress=on_progress)

    def _read_corpus(self, generation_id: str | None = None) -> Corpus:
        generation = current_generation(self.store) if generation_id is None else self._find_kept(generation_id)
        return read_corpus_of(self.store, generation)

    def _find_kept(self, generation_id: str) -> Generation:
        kept = {one.id: one for one in list_generations(self.store)}
        if generation_id not in kept:
            there = f"one of: {', '.join(kept)}" if kept else "fundstelle ingest first"
            raise UsageError("there is no such generation", where=generation_id, remedy=there)
        return kept[generation_id]


def follow_answer(events: Iterable[Event]) -> Iterator[tuple[Answer, str]]:
    """The answer each time something of its prose is new, with the model that writes, and at last as it stays."""
    gathered = Gathering()
    for event in events:
        gathered.take(event)
        if isinstance(event, ProseBegun | ProseChecked) and gathered.begun:
            yield make_partial(gathered), tell_model(gathered.begun.model)
    yield make_answer(gathered), ""
