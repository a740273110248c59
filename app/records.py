"""What the ask-flow hands on: a question, evidence, citations, and the answer that other programs read as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from index.records import Generation
from ingest.fetch.records import WorkStatus
from ingest.records import Manifest, Snapshot

SCHEMA = 1
GENERATOR = "verbatim"
"""What writes the answers where no language model does: nothing but quotes."""
Caution = Literal["bold", "balanced", "careful"]
"""What to risk where it is unsure whether the dossier answers: bold refuses least, careful answers least."""
CAUTIONS: tuple[Caution, ...] = get_args(Caution)
DEFAULT_CAUTION: Caution = "balanced"
Status = Literal["answered", "replied", "abstained", "failed"]
"""replied: said without evidence, since nothing of the dossier's text was asked for."""
Kind = Literal["small_talk", "about", "place", "overview", "list", "comparison", "fact"]
"""What kind of thing is asked, as understood."""
Confidence = Literal["likely", "possible", "doubtful"]
"""likely: the evidence answers in most cases; possible: more often than not; doubtful: rather not."""
Support = Literal["verbatim", "supported", "unsupported", "frame"]
WithoutPassages = Literal["not_held", "nothing_matches"]
"""not_held: the work's text is not here; nothing_matches: it is, and nothing in it is near enough to the quote."""
CitationKind = Literal["analysis", "footnote", "cited_source"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked."""

    text: str
    id: str | int | None = None
    """The asker's own name for the question, handed back with the answer."""
    history: tuple[Turn, ...] = ()
    language: str | None = None
    """The language of whoever asks, where known (the page's); used when the words do not tell."""
    plain: bool = False
    """Whether it is searched for as it stands, whatever kind of thing it seems to ask."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage of a cited work that matches a quote."""

    source: str
    passage: str
    page: str | None
    anchor: str | None
    quote: str
    start: int
    end: int
    score: float
    """How alike the two are, at most 1: that of a quotation that stands there word for word."""
    text: str
    """The quote as it is shown: without its declared note markers, whitespace collapsed."""
    language: str
    link: str | None
    """Where a browser opens at the place; None without an address."""
    on_cited_page: bool | None
    """Whether it stands on the page that the note gives; None where the note gives none, or the work has none."""


@dataclass(frozen=True, slots=True)
class FootnoteLink:
    """A note with one of the works it cites: the way from a quote to its primary source."""

    number: int
    text: str
    source: str | None
    title: str | None
    url: str | None
    page: str | None
    obtained: bool
    passages: tuple[CitedPassage, ...] = ()
    """Where the work, held, says what the quote says, best first."""
    without: WithoutPassages | None = None
    """Why there are none; None where there are some, or the note cites no work."""


@dataclass(frozen=True, slots=True)
class Lean:
    """What a quote leans on: the sentence before it, or the line that introduces its list."""

    quote: str
    start: int
    end: int
    text: str
    """The quote as it is shown: without its declared note markers, whitespace collapsed."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and where it stands: `document.text[start:end] == quote`, always."""

    id: int
    source: str
    kind: CitationKind
    title: str
    author: str | None
    date: str | None
    section: str | None
    headings: tuple[str, ...]
    """The headings the quote stands under, outermost first."""
    passage: str
    passage_kind: str
    """What the passage is: "paragraph", "list_item", "table_row" ... (see `ingest.records.PassageKind`)."""
    page: str | None
    """Label of its page, "19", or of the pages it runs over, "19-20"."""
    pages: tuple[str, ...]
    anchor: str | None
    language: str
    speaker: str
    attribution: str
    """own | quoted | paraphrased | reported | summed_up: how the speaker's words are given."""
    about: str | None
    """For what the author sums up: whose view that is."""
    quote: str
    start: int
    end: int
    text: str
    """The quote as it is shown: without its declared note markers, whitespace collapsed."""
    url: str | None
    link: str | None
    """Where a browser opens the source at the quote; None without an address on the web."""
    sha256: str
    retrieved_at: str
    footnotes: tuple[FootnoteLink, ...]
    """The notes whose markers stand in the quote."""
    nearby_footnotes: tuple[FootnoteLink, ...] = ()
    """The passage's other notes: a quotation of several sentences carries its note behind the last one."""
    note: FootnoteLink | None = None
    """The note that the quote is itself a part of."""
    leans_on: Lean | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Citation):
    """A ranked passage: the quote is the whole passage."""

    score: float = 0.0


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer."""

    text: str
    citations: tuple[int, ...]
    support: Support
    problems: tuple[str, ...] = ()

    @property
    def marks(self) -> str:
        """The numbers of its citations as they follow its text, " [1] [2]"."""
        return "".join(f" [{number}]" for number in self.citations)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that a language model wrote and that is not shown."""

    text: str
    citations: tuple[int, ...]
    """What it claimed to rest on."""
    problems: tuple[str, ...]
    """What it says that they do not carry, a line each."""


ProseOutcome = Literal["written", "nothing", "refused", "failed", "stopped"]
"""written: at least one sentence is shown; nothing: none stood up to its checks; refused: the model sees no answer in
the quotes; failed: it did not answer, or broke off; stopped: whoever asked wanted no more of it."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What came of asking a language model."""

    model: str
    prompt: str
    """The version of what it was asked with."""
    outcome: ProseOutcome
    note: str
    """Why it failed, on one line; empty where it did not."""
    shown: int
    """Sentences shown."""
    rejected: int
    """Sentences that its checks rejected."""
    first_ms: int | None
    """Milliseconds until the first sentence was whole and checked; None: there was none."""
    total_ms: int
    prompt_tokens: int | None = None
    """As the server counted; None where it does not, nothing was asked (the same was asked before), or it broke off."""
    answer_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent."""

    retrieve: int = 0
    generate: int = 0
    check: int = 0
    write: int = 0
    """By a language model, its sentences' checks included."""
    total: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What `ask` returns. `to_json` gives the machine-readable contract."""

    question: str
    language: str
    """The question's, "und" where it is not known; frames are in English where the product does not speak it."""
    status: Status
    reason: str | None
    generator: str
    generation: str | None
    answer: str
    sentences: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    timings_ms: Timings = field(default_factory=Timings)
    probability: float | None = None
    """How likely the evidence is to bear an answer, 0-1 (see `app.asking.abstention`); None where none was sought."""
    confidence: Confidence | None = None
    """The same in a word, for readers: what `probability` was found to mean on questions with known answers."""
    follows: tuple[str, ...] = ()
    """Earlier questions that were searched along, because this one leans on them."""
    id: str | int | None = None
    kind: Kind = "fact"
    prose: Prose | None = None
    """What came of asking a language model; None where none was asked."""
    rejected: tuple[Rejected, ...] = ()
    """What it wrote and is not shown."""

    def to_json(self) -> dict[str, Any]:
        """The answer as plain JSON types."""
        return {"schema": SCHEMA, "id": self.id, **asdict(self)}


def render_answer(sentences: Iterable[AnswerSentence]) -> str:
    """An answer's text: a line for each sentence, quotes followed by their `[n]`."""
    return "\n".join(f"{sentence.text}{sentence.marks}" for sentence in sentences)


def make_failure(question: str, reason: str, *, id: str | int | None = None) -> Answer:  # noqa: A002 - the contract's word
    """The answer to a question that could not be answered for a reason of this machine or of the call."""
    return Answer(question, "", "failed", reason, GENERATOR, None, reason, id=id)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What `search` returns."""

    query: str
    language: str
    generation: str
    hits: tuple[Evidence, ...]
    id: str | int | None = None

    def to_json(self) -> dict[str, Any]:
        """The result as plain JSON types."""
        return {"schema": SCHEMA, "id": self.id, **asdict(self)}


Standing = WorkStatus | Literal["not_read", "not_fetched", "no_address"]
"""How it stands with a work: what came of asking for it, or that its text waits for an ingest, or that nobody asked."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """Whether a source is held, and if not, why."""

    source_id: str
    held: bool
    """Whether its text can be asked: it has a document."""
    status: Standing
    note: str
    """Why, and the command that goes on from there; may be empty."""
    checked_at: str | None
    """ISO 8601, UTC: when it was asked for last; None: never."""
    snapshot: Snapshot | None
    """What its document was made from, else what was got for it last."""

    def to_json(self) -> dict[str, Any]:
        """What `sources --json` adds to a manifest's entry."""
        one = self.snapshot
        return {
            "obtained": self.held,
            "status": self.status,
            "status_note": self.note,
            "checked_at": self.checked_at,
            "retrieved_at": one.retrieved_at if one else None,
            "origin": one.origin if one else None,
            "media_type": one.media_type if one else None,
            "sha256": one.sha256 if one else None,
        }


@dataclass(frozen=True, slots=True)
class SourceList:
    """What `sources` returns: the dossier's manifest with its works, and what could not be resolved."""

    manifest: Manifest
    unresolved: tuple[str, ...]
    """References that could not be resolved, a line each."""
    states: tuple[SourceState, ...]
    """One for each source of the manifest, in its order."""

    def to_json(self) -> dict[str, Any]:
        """The list as plain JSON types."""
        pairs = zip(self.manifest.sources, self.states, strict=True)
        rows = [{**asdict(source), **state.to_json()} for source, state in pairs]
        return {"schema": SCHEMA, "sources": rows, "unresolved": list(self.unresolved)}


@dataclass(frozen=True, slots=True)
class ExpectedCount:
    """How many questions a generation expects."""

    questions: int
    languages: dict[str, int]
    """Questions by language."""
    passages: int
    """Passages that at least one question is expected for."""
    gaps: int
    """Questions that the dossier is known to leave open."""


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """What `status` returns: the generation that serves, and what is kept beside it."""

    store: Path
    generation: Generation
    kept: tuple[str, ...]
    """Ids of all generations that can be switched to, oldest first."""
    encoder_fits: bool
    """Whether the generation was built with the encoder of the settings."""
    expected: ExpectedCount | None
    """None where the generation's texts are missing or damaged."""
    notice: str | None = None
    """What an admin should know of how it is served; None: nothing."""

    def to_json(self) -> dict[str, Any]:
        """The status as plain JSON types."""
        return {
            "schema": SCHEMA,
            "store": str(self.store),
            "kept_generations": len(self.kept),
            "generations": list(self.kept),
            "encoder_fits": self.encoder_fits,
            "expected_questions": asdict(self.expected) if self.expected else None,
            "notice": self.notice,
            **asdict(self.generation),
        }
