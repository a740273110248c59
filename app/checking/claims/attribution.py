"""Statements that give somebody's words as fact, or as another's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.checking.claims.aligning import Laid, Similar, lay_beside
from app.checking.claims.ordinary import is_no_name, is_ordinary
from app.checking.claims.records import Ground, Problem, Statement
from app.checking.claims.spelling import is_same
from app.checking.claims.words import Word, lemmas_of, read_words, same_meaning, word_set
from ingest.records import UNNAMED, Slice
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun, split_compound
from ingest.text.sentences import split_sentences
from ingest.voices.clauses import read_sentence
from ingest.voices.indirect_mood import find_mood
from ingest.voices.lexicon import find_phrases, find_sayings, is_text_noun
from ingest.voices.quotations import find_quotations
from ingest.voices.reporting import _HEARSAY_INFINITIVE
from ingest.voices.saying import find_said

_FEWEST = 2
"""Words of a statement that a part of its ground has where it is what the statement renders."""
_LONG = 8
"""Letters of a common noun in an author's name that is no family's: "Weber" and "Karin" are ordinary words, too."""
_FIRST_PERSON = frozenset("ich mir mich mein meine wir uns i me my we us я мне меня мой моя мы нам нас".split())
_AUTHORS = frozenset("author writer autor autorin verfasser verfasserin автор".split())
_PRONOUNS = frozenset(
    "er sie es man wer dieser diese jener die der das ihm ihr ihnen he she it they who this that he's these those"
    " он она они кто это тот который которая которые которое".split()
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a sentence tells as somebody's words."""

    who: str | None
    """The words that name or describe him; None where it is only said to be heard, or a pronoun names him."""
    word: str
    """What shows it."""
    is_told: bool = True
    """Whether a clause or a tag of its own tells it: then it is no deed."""


def find_wrong_attribution(
    statement: Statement, grounds: Sequence[Ground], similar: Similar | None = None
) -> tuple[Problem, ...]:
    """Whose words a statement gives as fact, or as somebody else's.

    Args:
        statement: The sentence.
        grounds: What it cites; each says whose words it gives.
        similar: How alike two texts are; helps to find what is rendered.

    """
    laid = [one for one in lay_beside(statement, grounds, similar) if one.pairs]
    if not laid:
        return ()
    rows = {clause.ground for one in laid for clause in one.region}
    used = [ground for row, ground in enumerate(grounds) if row in rows]
    reports = find_reports(statement.text, statement.language)
    for check in (_as_fact, _as_anothers):
        problem = check(statement, reports, laid, used, grounds)
        if problem:
            return (problem,)
    return ()


def _as_fact(
    statement: Statement, reports: Sequence[Report], laid: Sequence[Laid], used: Sequence[Ground], _: Sequence[Ground]
) -> Problem | None:
    if reports or _tells(statement.text, statement.language):
        return None
    foreign = [ground for ground in used if ground.attribution != "own"]
    if any(_is_named(ground, statement) for ground in foreign):
        return None
    if foreign and len(foreign) == len(used):
        return Problem("attribution", "", f"told as fact; these are words of {foreign[0].speaker}")
    for one in laid:
        sentence = _sentence_text(one, used, statement)
        if not one.is_sure or not sentence or not (inner := _inner_report(*sentence)):
            continue
        clause = " ".join(word.text for word in one.region[0].words)
        if inner.word != "indirect" or _inner_report(clause, sentence[1]):  # Not of another clause's verb.
            return Problem("attribution", "", f"told as fact; the ground reports it: {inner.word!r}")
    return None


def _is_noun(word: Word, ground: Ground) -> bool:
    """Whether a word of who speaks is no name; English gives only names a capital, but for the first word."""
    if ground.language == "en" and not ground.speaker.startswith(word.text):
        return is_no_name(word.text)
    return is_ordinary(word.text, ground.language, opens=False)


def _is_named(ground: Ground, statement: Statement) -> bool:
    """Whether a statement names who speaks: then it gives what he does or holds, not a fact."""
    across = ground.language != statement.language
    return any(
        one.text[0].isupper() and is_same(one.text, two.text, across=across)
        for two in read_words(ground.speaker, ground.language)
        if two.text[0].isupper() and not _is_noun(two, ground)
        for one in read_words(statement.text, statement.language)
    )


def _sentence_text(laid: Laid, used: Sequence[Ground], statement: Statement) -> tuple[str, str] | None:
    clause = laid.region[0]
    for ground in used:
        if ground.attribution == "own" and ground.language == clause.language:
            pieces = split_sentences(ground.text, 0, len(ground.text))
            if clause.sentence < len(pieces):
                text = ground.text[pieces[clause.sentence].start : pieces[clause.sentence].end]
                if read_words(text, ground.language)[: len(clause.words)] and clause.words[0].text in text:
                    return text, ground.language
    return None


def _inner_report(text: str, language: str) -> Report | None:
    wishes = word_set("modality", "plan", language) | word_set("modality", "should", language)
    return next(
        (
            one
            for one in find_reports(text, language)
            if one.is_told and not lemmas_of(one.word.strip(",.;:") or "-", language) & wishes
        ),
        None,
    )


def _as_anothers(
    statement: Statement,
    reports: Sequence[Report],
    laid: Sequence[Laid],
    used: Sequence[Ground],
    grounds: Sequence[Ground],
) -> Problem | None:
    is_named = any(ground.attribution != "own" and _names_speaker(statement, ground) for ground in used)
    # A clause without one of its own that tells it is not surely one of saying, nor is who does it surely its subject.
    named = [report.who for report in reports if report.who and (report.is_told or not is_named)]
    known = [who for who in named if _is_known(who, statement.language, used)]
    if not known:
        return None
    if any(_may_say(named[0], statement.language, ground) for ground in used):
        known = [who for who in known if who == named[0]]  # Whoever else speaks does so in what he is said to say.
    unit = _closest_unit(statement, known, used)
    for who in known:
        if any(_may_say(who, statement.language, ground) for ground in used) and (
            unit is None or _says_unit(who, statement, *unit)
        ):
            continue
        if any(_names_speaker(statement, ground) for ground in used) and _is_author(who, statement.language, used):
            continue  # The author weighs what somebody else says, and the statement names both.
        return Problem("attribution", who, f"the ground does not give it as words of {who!r}")
    return None


def _is_author(who: str, language: str, used: Sequence[Ground]) -> bool:
    if set(re.findall(r"\w+", who.lower())) & _AUTHORS:
        return True
    return any(ground.author and _same_person(who, language, ground.author, ground.language) for ground in used)


def _names_speaker(statement: Statement, ground: Ground) -> bool:
    speakers = [report.who for report in find_reports(ground.text, ground.language) if report.who]
    if ground.attribution != "own" and ground.speaker != UNNAMED:
        speakers.append(ground.speaker)
    return any(_same_person(statement.text, statement.language, one, ground.language) for one in speakers)


_UNITS = re.compile(
    r"(?<=[.!?;])\s+|,\s+(?=(?:but|while|whereas|aber|doch|während|wohingegen|dagegen|но|а|однако)\s)|\s[—–]\s(?=но\s)"
)


def _closest_unit(statement: Statement, speakers: Sequence[str], used: Sequence[Ground]) -> tuple[Ground, int] | None:
    """The part of a ground that has most of what somebody is said to say; None where none has clearly the most."""
    names = {word.low for who in speakers for word in read_words(who, statement.language)}
    words = [
        word for word in read_words(statement.text, statement.language) if word.is_content and word.low not in names
    ]
    scored = []
    for ground in used:
        for row, unit in enumerate(_UNITS.split(ground.text)):
            others = [word for word in read_words(unit, ground.language) if word.is_content]
            scored.append(
                (sum(max((same_meaning(one, two) for two in others), default=0) for one in words), ground, row)
            )
    scored.sort(key=lambda one: -one[0])
    if not scored or scored[0][0] < _FEWEST or (len(scored) > 1 and scored[1][0] > scored[0][0] - 1):
        return None
    return scored[0][1], scored[0][2]


def _says_unit(who: str, statement: Statement, ground: Ground, row: int) -> bool:
    """Whether a part of a ground may be what `who` says."""
    if ground.attribution != "own":
        return True
    units = _UNITS.split(ground.text)
    reports = find_reports(units[row], ground.language)
    speakers = [report.who for report in reports if report.who]
    if any(_same_person(who, statement.language, one, ground.language) for one in speakers):
        return True
    if _is_author(who, statement.language, (ground,)):
        return not speakers or _names_speaker(statement, ground)
    if any(is_text_noun(word, statement.language) for word in re.findall(r"\w+", who)):
        return not speakers
    if _same_person(who, statement.language, units[row], ground.language) and not _in_first_person(units[row]):
        return True
    if speakers:
        return False
    if any(mark in units[row] for mark in '„“”«»"'):
        return True
    before = [one.who for unit in units[:row] for one in find_reports(unit, ground.language) if one.who]
    return bool(reports) and any(_same_person(who, statement.language, one, ground.language) for one in before)


def _in_first_person(text: str) -> bool:
    return bool(set(re.findall(r"\w+", text.lower())) & _FIRST_PERSON)


def _may_say(who: str, language: str, ground: Ground) -> bool:
    """Whether a ground gives the words of `who`: its speaker, its author for his own, or one who speaks in it."""
    names = [ground.author, ground.speaker] if ground.attribution in ("own", "summed_up") else [ground.speaker]
    known = [name for name in names if name and name not in (UNNAMED, "author")]
    if ground.attribution in ("own", "summed_up") and set(re.findall(r"\w+", who.lower())) & _AUTHORS:
        return True
    if any(_same_person(who, language, name, ground.language) for name in known):
        return True
    if ground.attribution == "summed_up":
        return False
    said = [report.who for report in find_reports(ground.text, ground.language) if report.who]
    if any(_same_person(who, language, one, ground.language) for one in said):
        return True
    unnamed = ground.attribution == "own" or ground.speaker == UNNAMED
    if unnamed and any(is_text_noun(word, language) for word in re.findall(r"\w+", who)):
        return True
    return ground.attribution == "own" and _same_person(who, language, ground.text, ground.language)


def _is_known(who: str, language: str, used: Sequence[Ground]) -> bool:
    """Whether it can be told who is meant: a word in no list may mean somebody whom another language names."""
    if all(ground.language == language for ground in used):
        return True
    words = [word for word in read_words(who, language) if word.is_content]
    if any(
        word.text[0].isupper()
        and find_lemma(word.low, language) is None
        and not (language == "de" and (is_common_noun(word.text) or split_compound(word.text)))
        for word in words
    ):
        return True
    if any(_is_body(ground.author or "", ground.language) for ground in used if ground.attribution == "own"):
        return False  # It may be meant by what no list has: "the court", whose judgement it is.
    return any(_has_concept(word) for word in words)


def _is_body(author: str, language: str) -> bool:
    """Whether an author's name has a common noun, as those of courts and firms have."""
    words = re.findall(r"[^\W\d_]{2,}", author)
    return any(
        word.islower()
        or word.isupper()
        or (language != "ru" and len(word) >= _LONG and is_ordinary(word, language, opens=False))
        for word in words
    )


def _has_concept(word: Word) -> bool:
    return any(key[0] == "c" for key in word.keys)


def _same_person(who: str, language: str, name: str, other_language: str) -> bool:
    ones = [word for word in read_words(who, language) if word.is_content]
    others = [word for word in read_words(name, other_language) if word.is_content]
    across = language != other_language
    return any(
        same_meaning(one, other)
        or (across and one.text[0].isupper() and other.text[0].isupper() and is_same(one.text, other.text, across=True))
        for one in ones
        for other in others
    )


@lru_cache(maxsize=1 << 11)
def find_reports(text: str, language: str) -> tuple[Report, ...]:
    """What the sentences of a text tell as somebody's words, views or hearsay."""
    quotations = find_quotations(text, (Slice(0, len(text)),))
    phrases = find_phrases(language)
    found: list[Report] = []
    for piece in split_sentences(text, 0, len(text)):
        sentence = read_sentence(text, piece, quotations, language)
        for said in find_said(sentence, language):
            if said.has_content:
                who = said.who if said.who and said.who.lower() not in _PRONOUNS else None
                words = sentence.outside.split()
                told = said.by_clause or said.is_tag or said.passive
                found.append(Report(who, words[min(said.word, len(words) - 1)], told))
        if not any(report.who and report.is_told for report in found):
            found += _find_tags(sentence.outside, language)
        if match := phrases.hearsay.search(sentence.outside):
            found.append(Report(None, match[0]))
        if language == "de":
            if find_mood(sentence.words(0, len(sentence.tokens)), sentence.outside) == "indirect":
                found.append(Report(None, "indirect"))
            if match := _HEARSAY_INFINITIVE.search(sentence.outside):
                found.append(Report(None, match[0]))
    return tuple(found)


def _find_tags(outside: str, language: str) -> list[Report]:
    """Whom a clause with its verb of saying in front names: "..., сообщил председатель Лунин"."""
    found = []
    for clause in re.split(r"\s*[,–—]\s+", outside)[1:]:
        verb, _, rest = clause.partition(" ")
        if (
            rest
            and verb.islower()
            and any("clause" in one.kinds and not one.particle for one in find_sayings(verb, language))
        ):
            found.append(Report(rest.rstrip(" ."), verb))
    return found


def _tells(text: str, language: str) -> bool:
    """Whether a statement has any word that may tell whose view it gives, in forms no rule reads."""
    words: Sequence[Word] = read_words(text, language)
    marks = word_set("attribution", "marks", language)
    return any(word.lemmas & marks or word.low in marks for word in words) or bool(
        find_phrases(language).before_speaker.search(text) or find_phrases(language).after_speaker.search(text)
    )
