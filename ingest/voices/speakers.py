"""Whose words or view a sentence gives: the author's, or those of someone he quotes or paraphrases.

The rules go by form: quotation marks, the indirect mood of German ("liege", "gebe", "stünden"), verbs of saying beside
a known name, the work that the sentence's note cites. The names are the manifest's: the authors and voices of the cited
works. In doubt a sentence is the author's own only where none of these signs is there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import AUTHOR, Attribution, Manifest, Slice
from ingest.text.names import name_key, surname_key

_SAYING_DE = (
    "behauptet|behauptete|erklärt|erklärte|sagt|sagte|meint|meinte|fordert|forderte|unterstellt|unterstellte|vorwarf|vorwirft"
    "|wirft|lobt|lobte|preist|pries|dementiert|dementierte|proklamiert|proklamierte|postuliert|postulierte|verlangt|verlangte"
    "|kündigt|kündigte|betont|betonte|warnt|warnte|beklagt|argumentiert|schreibt|schrieb|buchstabiert|abspricht|spricht|definiert"
    "|bezeichnet|nennt|formuliert|klassifiziert|vorgetragen|beansprucht|kommentiert|zitiert"
)
_SAYING_EN = (
    "says|said|claims|claimed|argues|argued|states|stated|writes|wrote|calls|called|demands|demanded|accuses|accused"
    "|declares|declared|denies|denied|warns|warned|insists|insisted|according to"
)
_SAYING_RU = "сказал|заявил|утверждает|считает|написал|говорит"
_SAYING = re.compile(rf"(?<!\w)(?:{_SAYING_DE}|{_SAYING_EN}|{_SAYING_RU})(?!\w)", re.IGNORECASE)
_ACCORDING = re.compile(r"(?<!\w)(?:laut|gemäß|according to|nach Ansicht|aus Sicht)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_UNLIKE = re.compile(r"(?<!\w)(?:anders als|im Gegensatz zu|unlike|contrary to)\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
# "unterstellt die Strategie": the paper named last, in few words.
_THE_PAPER = re.compile(
    r"(?<!\w)(?:die Strategie|das Papier|das Dokument|das Konzept|der Plan|die Erklärung|der Entwurf"
    r"|the strategy|the paper|the document|the concept|the plan|the declaration|the draft)(?!\w)",
    re.IGNORECASE,
)
# Forms that only the indirect mood has, or that hardly occur outside it.
_INDIRECT = re.compile(
    r"(?<!\w)(?:sei|seien|habe|werde|könne|müsse|solle|wolle|dürfe|gebe|gehe|liege|stehe|trete|zeige|entspreche|gelte|komme"
    r"|bleibe|lasse|wisse|nehme|sehe|führe|bestehe|verfüge|wiedergewinne|aufgebe|zurückgehe|vereine|handle|bedeute|gehöre"
    r"|stünden|träten|hätten|wollten, dass)(?!\w)"
)
# "wird ... klassifiziert": said by whoever was named last.
_PASSIVE = re.compile(
    r"(?<!\w)(?:wird|werden|wurde|wurden)\b.*(?<!\w)(?:klassifiziert|festgestellt|klargemacht|bezeichnet|behauptet|angekündigt|erklärt|beklagt)(?!\w)"
)
# "..., in einer Rede: „Die Wahl wurde bereits getroffen": words of another, whatever stands before the colon.
_QUOTING = re.compile(r":\s*[„“«\"](?:[^\s„“”«»]+\s+){3}")
# "Die Europäer sollen selbst in Führung gehen": a demand, in a paragraph about a paper that paper's.
_DEMAND = re.compile(r"[^,.;:()]{0,60}(?<!\w)(?:soll|sollen|should|shall|is to|are to)(?!\w)")
# "Auf den Punkt gebracht heißt das:" - the list that follows sums up whoever was reported last.
_SUMMING_UP = re.compile(
    r"(?:heißt\s+das|das\s+heißt|bedeutet\s+das|das\s+bedeutet|that\s+means|this\s+means|in\s+short)[^.]*:$",
    re.IGNORECASE,
)
_OPEN = '„“«"'
_CLOSE = '“”»"'
_QUOTED_SHARE = 0.55
_INITIAL_AND_SURNAME = re.compile(r"\w\.\s?\w+")
_NEAR = 60
"""Characters between a name and a verb of saying that still belong together."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Someone, or some paper, whose words the document gives."""

    name: str
    pattern: re.Pattern[str]
    is_paper: bool


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence's speaker and how his words are given."""

    speaker: str = AUTHOR
    attribution: Attribution = "own"
    about: str | None = None
    """Whose view the author sums up."""


OWN = Attributed()


def find_voices(manifest: Manifest) -> tuple[Voice, ...]:
    """Everybody whom a document of this dossier may quote: authors by surname, papers by their names."""
    patterns: dict[str, set[str]] = {}
    papers = set()
    for source in manifest.sources:
        if source.kind == "analysis":
            continue
        words = patterns.setdefault(source.speaker, set())
        if source.voice:
            papers.add(source.voice)
            words.update((*source.names, source.voice))
        elif source.author:
            # "S. Lawrow" among the names tells how the text spells the surname.
            initials = (name for name in source.names if _INITIAL_AND_SURNAME.fullmatch(name))
            words.update(name.split()[-1] for name in (source.author, *initials) if "/" not in name)
    return tuple(
        Voice(
            name,
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?:s|’s)?(?!\w)"),
            name in papers,
        )
        for name, words in patterns.items()
        if words
    )


@dataclass(frozen=True, slots=True)
class Context:
    """What has been said so far in a section, as far as a next sentence's speaker depends on it."""

    last: Attributed = OWN
    """How the sentence before was attributed: indirect speech goes on."""
    named: str | None = None
    """The voice named last."""


def attribute_sentences(
    text: str,
    sentences: Sequence[Slice],
    voices: Sequence[Voice],
    *,
    note_speakers: Sequence[str | None],
    context: Context,
    demands: bool = False,
) -> tuple[tuple[Attributed, ...], Context]:
    """Attribute each sentence of one passage; the second value is the context for the passage that follows.

    Args:
        text: The document's canonical text.
        sentences: The passage's sentences, in order.
        voices: Who may be quoted.
        note_speakers: For each sentence, the speaker of the work that its last note cites, or None.
        context: What came before in the section.
        demands: Whether what "should" be is what the paper asks for that the passage has named: so in paragraphs, while
            a list compares papers.

    """
    found: list[Attributed] = []
    papers = {voice.name for voice in voices if voice.is_paper}
    depth, topic = 0, ""
    for piece, note_speaker in zip(sentences, note_speakers, strict=True):
        sentence = text[piece.start : piece.end]
        share, depth = _quoted_share(sentence, depth)
        attributed = _attribute(sentence, voices, share, note_speaker, context)
        if attributed == OWN and topic and topic in papers and demands and _DEMAND.match(sentence):
            attributed = Attributed(topic, "paraphrased")
        found.append(attributed)
        named = _named_last(sentence, voices)
        topic = named or topic
        context = Context(attributed, named or context.named)
    return tuple(found), context


def _attribute(
    sentence: str, voices: Sequence[Voice], share: float, note_speaker: str | None, context: Context
) -> Attributed:
    unquoted = _outside_quotes(sentence)
    said_by = _speaker_saying(unquoted, voices, context.named)
    going_on = context.last.speaker if context.last.attribution != "own" else None
    if share >= _QUOTED_SHARE or _QUOTING.search(sentence):
        indirectly = context.named if _INDIRECT.search(unquoted) else None
        speaker = note_speaker or said_by or going_on or indirectly
        return Attributed(speaker, "quoted") if speaker else OWN
    introduces = sentence.rstrip().endswith(":")
    if said_by and not introduces:
        return Attributed(said_by, "paraphrased")
    if _INDIRECT.search(unquoted) or _PASSIVE.search(unquoted):
        speaker = note_speaker or going_on or context.named
        return Attributed(speaker, "paraphrased") if speaker else OWN
    if note_speaker and context.last == Attributed(note_speaker, "paraphrased") and not _THE_PAPER.search(unquoted):
        return context.last
    return OWN


def _speaker_saying(unquoted: str, voices: Sequence[Voice], named: str | None) -> str | None:
    """Who says something here: the name nearest to a verb of saying, persons before papers (they speak of papers)."""
    candidates: list[tuple[bool, int, str]] = []
    for voice in voices:
        for name in voice.pattern.finditer(unquoted):
            distance = _distance_to_saying(unquoted, name)
            if distance is not None:
                candidates.append((voice.is_paper, distance, voice.name))
    for name in _THE_PAPER.finditer(unquoted) if named else ():
        distance = _distance_to_saying(unquoted, name)
        if distance is not None and named:
            candidates.append((True, distance, named))
    return min(candidates)[2] if candidates else None


def _named_last(sentence: str, voices: Sequence[Voice]) -> str | None:
    mentions = [
        (name.start(), voice.name)
        for voice in voices
        for name in voice.pattern.finditer(sentence)
        if not _UNLIKE.search(sentence[: name.start()])
    ]
    return max(mentions)[1] if mentions else None


def _distance_to_saying(unquoted: str, name: re.Match[str]) -> int | None:
    if _ACCORDING.search(unquoted[: name.start()]):
        return 0
    if _UNLIKE.search(unquoted[: name.start()]):
        return None
    distances = []
    for verb in _SAYING.finditer(unquoted):
        between = (
            unquoted[name.end() : verb.start()] if verb.start() >= name.end() else unquoted[verb.end() : name.start()]
        )
        if len(between) <= _NEAR and not re.search(r"[.:;(]\s", between):
            distances.append(len(between))
    return min(distances, default=None)


def _quoted_share(sentence: str, depth: int) -> tuple[float, int]:
    """Share of the letters inside double quotation marks, and whether a quotation stays open (1) or not (0)."""
    inside = total = 0
    for char in sentence:
        if depth == 0 and char in _OPEN:
            depth = 1
        elif depth == 1 and char in _CLOSE:
            depth = 0
        elif char.isalpha():
            total += 1
            inside += depth
    return (inside / total if total else 0.0), depth


def _outside_quotes(sentence: str) -> str:
    return re.sub(r"[„“«\"][^„“”«»\"]*[“”»\"]", " ", sentence)


def sums_up(introduction: str) -> bool:
    """Whether the line before a list says that the list sums up what was reported before it."""
    return bool(_SUMMING_UP.search(introduction))


def find_named_speakers(text: str, manifest: Manifest) -> frozenset[str]:
    """The people among the speakers whom `text` names, in any spelling of their surname.

    Papers are not among them: what a paper says is found by its name, and must not count twice.
    """
    words = re.findall(r"[^\W\d_]{4,}", text)
    keys = {name_key(word) for word in (*words, *(word.removesuffix("s") for word in words))}
    return frozenset(
        source.speaker
        for source in manifest.sources
        if source.kind == "cited_source" and not source.voice and source.author
        for name in source.author.split("/")
        if surname_key(name) in keys
    )


def match_speaker(name: str, voices: Sequence[Voice]) -> str:
    """The voice whose surname is that of `name` in any spelling, else `name` itself."""
    key = surname_key(name)
    return next((voice.name for voice in voices if surname_key(voice.name) == key), name)
