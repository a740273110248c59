"""Whose words each sentence of a document gives: one pass over its passages, in order.

The signs are those of the language, not of one text: quotation marks, verbs and phrases of saying with their subject,
the indirect mood of German, hearsay, the work that a sentence's note cites. What is somebody else's and cannot be given
to anybody is reported, its speaker unnamed. A sentence without any of these signs is the author's own, unless a
listener hears that it goes on with others' words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.reading import PassageKind
from ingest.records import AUTHOR, UNNAMED, Manifest, Slice, Source
from ingest.text.names import surname_key
from ingest.voices.announced import find_list_owner, find_section_owner
from ingest.voices.context import OWN, Attributed, Context, Dossier
from ingest.voices.hearing import Listener
from ingest.voices.interviews import addresses, find_guest, find_interviewers, is_stage_direction, tells_of
from ingest.voices.known import find_voices
from ingest.voices.people import gather_people
from ingest.voices.phrases import PRONOUNS, REFERENT
from ingest.voices.quotations import find_quotations
from ingest.voices.sentences import attribute_sentence, sums_up_here
from ingest.voices.tongue import guess_tongue
from ingest.voices.turns import QUESTIONER, Turns, find_turns
from ingest.voices.unlabelled import find_answers, find_asked_within

_NOT_HEARD = frozenset({"footnote", "heading", "title", "contents_entry", "label"})
"""Where a listener knows nothing: names of works, and lines that are no sentences."""
_TEASERS = frozenset({"title", "heading", "abstract", "lead"})


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage as far as attribution looks at it."""

    kind: PassageKind
    sentences: tuple[Slice, ...]
    note_speakers: tuple[str | None, ...]
    """For each sentence, the speaker of the work that its last note cites; within a note, of the work it cites."""
    speaker: str | None = None
    """The name in front of a post or of a turn in an interview, as written."""
    introduction: Slice | None = None
    """The passage that introduces this list item, quotation or post."""
    opens: bool = False
    """Whether a section or a note begins here: whoever spoke before it does not speak on."""


def attribute_passages(
    text: str,
    stretches: Sequence[Stretch],
    source: Source,
    manifest: Manifest,
    listener: Listener | None = None,
) -> tuple[tuple[Attributed, ...], ...]:
    """Attribute every sentence of a document, passage by passage.

    Args:
        text: The document's canonical text.
        stretches: Its passages, in the order of the text.
        source: Whose document it is.
        manifest: Names and voices of the dossier's works.
        listener: Hears what no rule tells; None: the rules alone.

    """
    heard = _listen(text, stretches, listener) if listener else {}
    stretches, turns = _take_turns(text, stretches)
    dossier = replace(_know(text, stretches, turns, source, manifest), heard=heard)
    found = _attribute_all(dossier, stretches, turns)
    return _without_interviewer(dossier, stretches, turns, found)


def _listen(text: str, stretches: Sequence[Stretch], listener: Listener) -> dict[int, float]:
    heard = listener.hear([[text[piece.start : piece.end] for piece in one.sentences] for one in stretches])
    return {
        piece.start: likely
        for stretch, row in zip(stretches, heard, strict=True)
        for piece, likely in zip(stretch.sentences, row, strict=True)
        if stretch.kind not in _NOT_HEARD and likely is not None
    }


def _without_interviewer(
    dossier: Dossier, stretches: Sequence[Stretch], turns: Turns, found: tuple[tuple[Attributed, ...], ...]
) -> tuple[tuple[Attributed, ...], ...]:
    """Where the one who answers is given as the work's author, what others ask and add is the paper's and not his."""
    author = surname_key(dossier.source.author or "")
    labels = {label for row in turns.labels.values() for label in row if label}
    asks = QUESTIONER in labels or any(label in dossier.interviewers for label in labels)
    answers = any(surname_key(label) == author for label in labels if label not in dossier.interviewers)
    if not (author and asks and answers):
        return found
    paper = dossier.source.publisher
    theirs = Attributed(paper, "quoted") if paper else Attributed(UNNAMED, "reported")
    return tuple(
        attributed
        if stretch.kind in ("title", "heading") and row not in turns.labels
        else tuple(theirs if one.attribution == "own" else one for one in attributed)
        for row, (stretch, attributed) in enumerate(zip(stretches, found, strict=True))
    )


def _know(text: str, stretches: Sequence[Stretch], turns: Turns, source: Source, manifest: Manifest) -> Dossier:
    main = _main_language(text, source)
    return Dossier(
        text=text,
        source=source,
        voices=find_voices(manifest),
        people=gather_people(text, main),
        quotations=find_quotations(text, [_extent(stretch) for stretch in stretches if stretch.sentences]),
        interviewers=find_interviewers(
            text,
            [
                (part.speaker, _extent(part))
                for row, stretch in enumerate(stretches)
                for part in _parts(row, stretch, turns)
                if part.kind == "post" and part.sentences
            ],
        ),
    )


def _main_language(text: str, source: Source) -> str:
    return guess_tongue(text[:20_000], source.language or "")


def _attribute_all(dossier: Dossier, stretches: Sequence[Stretch], turns: Turns) -> tuple[tuple[Attributed, ...], ...]:
    main = _main_language(dossier.text, dossier.source)
    context = Context(language=main)
    introduced = context
    found: list[tuple[Attributed, ...]] = []
    for row, stretch in enumerate(stretches):
        if stretch.opens:
            heading = dossier.text[_extent(stretch).start : _extent(stretch).end] if stretch.kind == "heading" else ""
            owner = find_section_owner(heading, main)
            context = Context(language=main, section=_name(dossier, owner) if owner else None)
        if stretch.introduction is None:
            introduced = context
        attributed: tuple[Attributed, ...] = ()
        for part in _parts(row, stretch, turns):
            some, context = _attribute(dossier, part, context, introduced)
            attributed += some
        if stretch.introduction is None:
            introduced = context
        found.append(attributed)
    return tuple(found)


def _take_turns(text: str, stretches: Sequence[Stretch]) -> tuple[Sequence[Stretch], Turns]:
    """The passages, and whose turns their sentences are; what stands between turns is told."""
    turns = find_turns(text, [(one.kind, one.sentences) for one in stretches])
    if turns.labels:
        told = [
            replace(one, kind="paragraph", speaker=None) if one.kind == "post" and row not in turns.labels else one
            for row, one in enumerate(stretches)
        ]
        return told, turns
    within = find_asked_within(text, [(one.kind, one.sentences) for one in stretches])
    if within:
        return stretches, _turns_within(text, stretches, within)
    questions, answers = find_answers(text, [(one.kind, _extent(one)) for one in stretches])
    asked = [text[_extent(stretches[row]).start : _extent(stretches[row]).end] for row in sorted(questions)]
    guest = find_guest(text[: _extent(stretches[min(questions)]).start], asked) if questions else None
    labels = dict.fromkeys(questions, QUESTIONER) | dict.fromkeys(answers, guest)
    return stretches, Turns({row: (label,) * len(stretches[row].sentences) for row, label in labels.items()})


def _turns_within(text: str, stretches: Sequence[Stretch], within: Mapping[int, int]) -> Turns:
    """The turns of an interview whose paragraphs open with their questions; none where nobody knows who answers."""
    asked = [
        text[_extent(stretches[row]).start : stretches[row].sentences[count - 1].end]
        for row, count in within.items()
        if count
    ]
    guest = find_guest(text[: stretches[min(within)].sentences[0].start], asked)
    if guest is None:
        return Turns({})
    return Turns({row: (QUESTIONER,) * n + (guest,) * (len(stretches[row].sentences) - n) for row, n in within.items()})


def _parts(row: int, stretch: Stretch, turns: Turns) -> Iterator[Stretch]:
    """A passage cut where another one's turn begins."""
    if row not in turns.labels:
        yield stretch
        return
    for label, run in turns.cut(row, stretch.sentences):
        part = replace(stretch, sentences=stretch.sentences[run], note_speakers=stretch.note_speakers[run])
        yield replace(part, kind="post" if label else "paragraph", speaker=label)


def _extent(stretch: Stretch) -> Slice:
    return Slice(stretch.sentences[0].start, stretch.sentences[-1].end) if stretch.sentences else Slice(0, 0)


def _attribute(
    dossier: Dossier, stretch: Stretch, context: Context, introduced: Context
) -> tuple[tuple[Attributed, ...], Context]:
    if stretch.kind == "post" and stretch.speaker:
        return _turn(dossier, stretch, context)
    if stretch.kind == "block_quote" and _is_one_quotation(dossier, stretch):
        named = next((name for name in reversed(stretch.note_speakers) if name), None)
        return _block_quote(dossier, stretch, context, named)
    if stretch.kind == "list_item" and introduced.sums_up:
        summed = Attributed(AUTHOR, "summed_up", introduced.sums_up)
        return tuple(summed for _ in stretch.sentences), replace(context, sums_up=introduced.sums_up)
    passage = dossier.text[stretch.sentences[0].start : stretch.sentences[-1].end] if stretch.sentences else ""
    context = replace(
        context,
        language=guess_tongue(passage, context.language),
        paragraph=context.paragraph + 1,
        topic="",
        listing=introduced.announced if stretch.kind == "list_item" else None,
        points=_find_points(dossier, stretch, context, introduced),
        sums_up=None,
    )
    found: list[Attributed] = []
    for row, (piece, note_speaker) in enumerate(zip(stretch.sentences, stretch.note_speakers, strict=True)):
        following = stretch.sentences[row + 1 :]
        attributed, context = attribute_sentence(dossier, piece, following, note_speaker, context, stretch.kind)
        found.append(_teaser(dossier, piece, attributed) if stretch.kind in _TEASERS else attributed)
        if stretch.kind == "list_item" and context.points:  # What an item says after its point may be the author's.
            context = replace(context, points=None, listing=context.points)
    return tuple(found), sums_up_here(dossier, stretch.sentences, context)


def _find_points(dossier: Dossier, stretch: Stretch, context: Context, introduced: Context) -> str | None:
    """Whose points a list gives by the line before it; elsewhere, whose statement the section is."""
    if stretch.kind != "list_item" or stretch.introduction is None:
        return context.section if stretch.kind != "heading" else None
    line = dossier.text[stretch.introduction.start : stretch.introduction.end].strip()
    who = find_list_owner(re.split(r"(?<=[.!?])\s+(?=[^\W\d_])", line)[-1], introduced.language)
    if who == REFERENT or (who and who.lower() in PRONOUNS):
        return introduced.focus or introduced.speaker
    return _name(dossier, who) if who else context.section


def _name(dossier: Dossier, who: str) -> str:
    """The fullest name of whom the words mean."""
    return dossier.voices.match(dossier.people.resolve(who))


def _is_one_quotation(dossier: Dossier, stretch: Stretch) -> bool:
    """Whether nothing but a quotation stands in a passage that begins and ends with quotation marks."""
    extent = _extent(stretch)
    run = dossier.quotations.run(extent.start)
    rest = dossier.text[run.end : extent.end] if run else ""
    return run is None or sum(map(str.isalpha, rest)) == 0


def _turn(dossier: Dossier, stretch: Stretch, context: Context) -> tuple[tuple[Attributed, ...], Context]:
    """A turn of an interview: the interviewer's is the author's own, everybody else is quoted."""
    name = str(stretch.speaker)
    if name in dossier.interviewers or name == QUESTIONER:
        return _question(dossier, stretch, context)
    known = dossier.voices.match(name)  # Before "Brandt & Kehl" is thought of: a firm takes no turns.
    resolved = known if known != name else dossier.voices.match(dossier.people.resolve(name))
    speaker = dossier.interviewers.answering.get(name) or resolved
    spoken = Attributed(speaker, "quoted")
    told = tells_of(dossier.text[_extent(stretch).start : _extent(stretch).end], speaker)
    found = tuple(
        OWN if told or is_stage_direction(dossier.text[piece.start : piece.end]) else spoken
        for piece in stretch.sentences
    )
    context = replace(context, last=spoken, paragraph=context.paragraph + 1, last_paragraph=context.paragraph + 1)
    return found, replace(context, focus=speaker, recent=(speaker, *context.recent)[:3])


def _question(dossier: Dossier, stretch: Stretch, context: Context) -> tuple[tuple[Attributed, ...], Context]:
    """An interviewer's turn: his own, but for a statement that tells what somebody else says."""
    found: list[Attributed] = []
    for row, piece in enumerate(stretch.sentences):
        text = dossier.text[piece.start : piece.end]
        attributed = OWN
        asks = text.rstrip(' ”“»«"').endswith("?")
        if not asks and not addresses(text) and not is_stage_direction(text):
            fresh = Context(language=context.language)
            attributed, _ = attribute_sentence(dossier, piece, stretch.sentences[row + 1 :], None, fresh, stretch.kind)
        found.append(attributed)
    return tuple(found), replace(
        context, last=OWN, paragraph=context.paragraph + 1, last_paragraph=context.paragraph + 1
    )


def _block_quote(
    dossier: Dossier, stretch: Stretch, context: Context, named: str | None
) -> tuple[tuple[Attributed, ...], Context]:
    speaker = named or context.announced or context.presented or context.named or context.speaker or context.focus
    if not speaker:
        return _attribute_plain(dossier, stretch, context)
    attributed = Attributed(speaker, "quoted")
    return (
        tuple(attributed for _ in stretch.sentences),
        replace(context, last=attributed, speaker=speaker, named=speaker, paragraph=context.paragraph + 1),
    )


def _attribute_plain(dossier: Dossier, stretch: Stretch, context: Context) -> tuple[tuple[Attributed, ...], Context]:
    """A quotation in a paragraph of its own that nobody introduces: it may name its speaker itself."""
    found: list[Attributed] = []
    context = replace(context, paragraph=context.paragraph + 1)
    for row, piece in enumerate(stretch.sentences):
        attributed, context = attribute_sentence(
            dossier, piece, stretch.sentences[row + 1 :], None, context, stretch.kind
        )
        found.append(attributed)
    return tuple(found), context


def _is_byline(sentence: str) -> bool:
    """Whether a line only names who wrote it and where: no mark at its end, or no longer word in small letters."""
    return not re.search(r"[.!?…][\"”“»«’)]*$", sentence) or not re.search(r"(?<![\w’'])[a-zäöüßа-яё]{4,}", sentence)


def _teaser(dossier: Dossier, piece: Slice, attributed: Attributed) -> Attributed:
    """A sentence of the lead that speaks of the author is his publisher's."""
    surname = (dossier.source.author or "").split()[-1:]
    sentence = dossier.text[piece.start : piece.end]
    speaks_of_him = bool(surname) and surname[0] in sentence and not _is_byline(sentence)
    return Attributed(dossier.source.publisher, "quoted") if speaks_of_him and dossier.source.publisher else attributed
