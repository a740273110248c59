"""Where a sentence tells what somebody says or thinks, and the words that name him."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence
from ingest.voices.content import (
    CLAUSE,
    accompanies,
    clause_follows,
    follows_verb,
    has_clause,
    has_content,
    quotes_words,
    says_that,
)
from ingest.voices.indirect_mood import read_mood
from ingest.voices.lexicon import Saying, find_phrases, find_sayings, is_text_noun
from ingest.voices.noun_claims import find_claims
from ingest.voices.phrases import REFERENT, is_first_person, is_person, take_phrase_at
from ingest.voices.speakable import name_speaker
from ingest.voices.subjects import find_first_subject, find_inverted, find_subject
from ingest.voices.verb_forms import (
    hangs_below,
    has_particle,
    is_condition,
    is_finite,
    is_noun_or_adjective,
    is_passive,
    is_reflexive_process,
    is_supposed,
    tells_what_is,
    verb_opens,
)

_TAGGING = frozenset(
    "claim insist allege suspect reckon fear hope demand propose recommend warn argue contend maintain"
    " believe urge promise"
    " behaupten fürchten befürchten hoffen fordern klagen beklagen warnen mahnen versprechen vorschlagen"
    " monieren bemängeln"
    " rügen kritisieren schimpfen drohen утверждать считать полагать опасаться настаивать требовать".split()
)
_SAYS_THAT = re.compile(r"(?<!\w)(?:dass|that|что|чтобы)(?!\w)|:")
# "nach Kollweys Schätzung", "in Lund's view"
_VIEW_OF = re.compile(
    r"(?<!\w)(?:[Nn]ach|[Ll]aut)\s(?P<who>[A-ZÄÖÜ][\w-]+?)s\s(?:Schätzung|Angaben?|Ansicht|Meinung|Auffassung|Einschätzung|Darstellung"
    r"|Worten|Überzeugung|Berechnung|Rechnung)(?!\w)"
    r"|(?<!\w)(?:[Ii]n|[Bb]y|[Oo]n|[Tt]o)\s(?P<whose>(?:the\s|an?\s)?(?:[\w-]+\s)?[\w-]+)(?:’s|'s|s’|s')\s(?:own\s)?(?:view|opinion|estimate|account|reckoning|words|telling|count|lights|calculation|logic|standards|definition|version|eyes|book|judgment|judgement|experience)(?!\w)"
)
# "begrüßte die Anwesenden": a deed.
_GREETING = re.compile(
    r"(?:begrüß\w+|verabschied\w+|welcom\w+)\s(?:\w+\s){0,3}?(?:\w*(?:Erschienene|Anwesende|Mitglied|Gäst|Teilnehm|Zuhör|Besuch|Vertret)\w*|Herrn?|Frau"
    r"|members|guests|visitors|everyone|delegates)(?!\w)"
)
_SHOWING = frozenset("explain suggest show imply indicate date teach tell remind testify determine mean prove".split())
_ABSTRACT = re.compile(r"(?:ity|ness|ment|ism|ance|ence|ure|graphy|tion|ship|debt|date|fact|history)s?$")
_LOOMING = re.compile(
    r"(?:ung(?:en)?|heit|keit|tion(?:en)?|schaft|not|nöte|verluste?|kosten|gefahr(?:en)?)$", re.IGNORECASE
)
"""Of things that „drohen“: nobody threatens."""
_WITHOUT = frozenset(("ohne", "anstatt", "statt"))
_FEWEST_SPOKEN = 2
"""Words from which on a quotation with a clause behind it is speech and no title."""
_NONE = frozenset("no nobody none kein keine keiner niemand никто".split())
_NEGATIONS = frozenset("nicht nichts not nothing never didn't doesn't won't don't refused declined не ничего".split())
_MENTIONING = frozenset(
    "erwähnen drohen androhen versprechen ankündigen warnen beschweren mention threaten promise warn announce propose"
    " complain упоминать упомянуть".split()
)
"""Who does not do so has said nothing ("did not threaten to resign"); who does not demand something may well."""
_IT = frozenset("it they es er sie".split())


@dataclass(frozen=True, slots=True)
class Said:
    """A verb or phrase of saying with what it says beside it, or without."""

    who: str | None
    """The words that name or describe the speaker; None where nothing does."""
    has_content: bool
    """Whether the sentence itself tells what he says."""
    passive: bool = False
    by_text: bool = False
    """Whether a text is the subject."""
    is_tag: bool = False
    """Whether it only accompanies what is said (", sagt Juri")."""
    by_clause: bool = False
    """Whether a clause of its own tells it."""
    word: int = 0
    """How many words stand before it outside quotations."""
    at: int = 0
    """Where it stands in the text outside quotations, for what refers to somebody named before it."""
    is_present: bool = False
    """Whether an English verb is in the present: what it reports is then not shifted into the past."""


def find_said(sentence: Sentence, language: str, *, about_text: bool = False) -> tuple[Said, ...]:
    """Every place where `sentence` tells what somebody says, the plainest first.

    Args:
        sentence: The sentence, taken apart.
        language: "de", "en" or "ru"; nothing is found in any other.
        about_text: Whether "it" or "they" is a text that the sentences before are about.

    """
    found = [
        *_by_verbs(sentence, language, about_text),
        *_by_phrases(sentence, language),
        *_by_nouns(sentence, language),
        *_by_quotation(sentence, language),
    ]
    return tuple(sorted(found, key=lambda said: (not said.has_content, not said.is_tag, said.who is None, said.word)))


def _by_verbs(sentence: Sentence, language: str, about_text: bool) -> Iterator[Said]:
    for position, token in enumerate(sentence.tokens):
        if (
            token.kind != "word"
            or (language == "en" and not position)
            or (language == "de" and not token.text[0].islower() and position)
        ):
            continue
        for saying in find_sayings(token.text if position else token.text.lower(), language):
            said = _read_verb(sentence, position, saying, language, about_text)
            if said:
                yield replace(said, word=len(sentence.words(0, position)), is_present=_is_present(token.text, language))
                break


def _is_present(word: str, language: str) -> bool:
    lemma = find_lemma(word, "en") if language == "en" else None
    return lemma is not None and word in (lemma, lemma + "s", lemma + "es", lemma[:-1] + "ies") and word not in _BOTH


_BOTH = frozenset("put read set let cut".split())
"""Present and past alike."""


def _read_verb(sentence: Sentence, position: int, saying: Saying, language: str, about_text: bool) -> Said | None:
    kinds = saying.kinds - {"weak"}
    if not kinds or (saying.particle and not has_particle(sentence, position, saying.particle)):
        return None
    if is_noun_or_adjective(sentence, position, language) or not is_finite(sentence, position, language):
        return None
    if language == "de" and is_reflexive_process(sentence, position, saying.lemma):
        return None
    passive = is_passive(sentence, position, language)
    if passive and _is_deed_done(sentence, position, saying, language):
        return None
    who = None if passive else find_subject(sentence, position, language, saying.lemma)
    if who:
        who = name_speaker(_without_object(who, saying, language), language) if not is_first_person(who) else None
        if who is None:
            return None
    if _is_below(sentence, position, language) or (language == "en" and tells_what_is(sentence, position)):
        return None
    if (
        language == "de"
        and sentence.begins_with(CLAUSE["de"])
        and verb_opens(sentence, position)
        and not follows_verb(sentence, position, who)
    ):
        return None
    by_text = who is not None and (is_text(who, language) or (about_text and who.lower() in _IT))
    if who and who.split()[0].lower() in _NONE:
        return None
    if language == "de" and sentence.begins_with(_WITHOUT, sentence.piece_of(position)):
        return None
    if _is_of_a_thing(sentence, position, saying, who):
        return None
    if language == "en" and (_says_nothing(sentence, position) or (not by_text and _is_shown_by_thing(who, saying))):
        return None
    if kinds == {"paper"} and not by_text:
        return None
    if _GREETING.search(sentence.outside) and saying.lemma in ("begrüßen", "welcome"):
        return None
    if is_supposed(sentence, position, saying, language):
        return None
    if (
        _is_denied(sentence, position, language)
        and ("view" not in kinds or saying.lemma in _MENTIONING)
        and not (has_clause(sentence, position, language) and _SAYS_THAT.search(sentence.outside))
    ):
        return None  # "He did not say why."
    is_tag = ("clause" in kinds or saying.lemma in _TAGGING) and accompanies(sentence, position, language, who)
    content = is_tag or has_content(sentence, position, saying, language, who, by_text=by_text, passive=passive)
    return Said(who, content, passive, by_text, is_tag, by_clause=content and has_clause(sentence, position, language))


def _is_below(sentence: Sentence, position: int, language: str) -> bool:
    """Whether the verb's clause hangs below another: only with a clause of its own, and no condition, it tells."""
    if not hangs_below(sentence, position, language):
        return False
    return is_condition(sentence, position) or not clause_follows(sentence, position, language)


def _is_deed_done(sentence: Sentence, position: int, saying: Saying, language: str) -> bool:
    """Whether a passive tells that something is done, and not what is said."""
    if language == "en" and not says_that(sentence, position) and not quotes_words(sentence):
        return True
    return ("weak" in saying.kinds or language == "de") and not has_clause(sentence, position, language)


def _is_of_a_thing(sentence: Sentence, position: int, saying: Saying, who: str | None) -> bool:
    """Whether only a thing does it: "The floats will want renewing", „es drohten Nachzahlungen“."""
    if saying.lemma == "drohen" and who and _LOOMING.search(who):
        return True
    return saying.lemma in ("want", "need") and bool(re.search(r"\w{3,}ing$", _word_after(sentence, position)))


def _is_denied(sentence: Sentence, position: int, language: str) -> bool:
    """Whether the verb's clause has a negation; in English only what stands before the verb counts."""
    first, end = sentence.pieces[sentence.piece_of(position)]
    clause = sentence.words(first, position if language == "en" else end)
    joined = [row for row, word in enumerate(clause) if word.lower() in ("but", "aber", "sondern", "но")]
    clause = clause[joined[-1] :] if joined and language == "en" else clause
    return not _NEGATIONS.isdisjoint(word.lower() for word in clause)


def _says_nothing(sentence: Sentence, position: int) -> bool:
    """Whether what an English verb has behind it is no content ("confirmed neither account")."""
    return any(token.text.lower() in ("neither", "nothing", "none") for token in sentence.tokens[position + 1 :][:1])


def _without_object(who: str, saying: Saying, language: str) -> str:
    """„Im März verlangte das Amt vom Verein Geld“: from whom somebody demands is no part of who he is."""
    return re.split(r"\s(?:vom?)\s", who, maxsplit=1)[0] if language == "de" and saying.lemma in _FROM_WHOM else who


_FROM_WHOM = frozenset("verlangen fordern einfordern erwarten wünschen erbitten".split())


def _word_after(sentence: Sentence, position: int) -> str:
    return next((token.text for token in sentence.tokens[position + 1 : position + 2]), "")


def _is_shown_by_thing(who: str | None, saying: Saying) -> bool:
    """Whether a thing is the subject of a verb that things have, too ("Geography explains why")."""
    if who is None or saying.lemma not in _SHOWING:
        return False
    return bool(_ABSTRACT.search(who)) or who.split()[0].lower() in ("our", "my")


def is_text(phrase: str, language: str) -> bool:
    """Whether the head of a noun phrase is something written."""
    words = re.findall(r"[\w-]+", phrase)
    if language == "de":
        heads = [word for word in words if word[:1].isupper()][:2]
    else:
        cut = next(
            (row for row, word in enumerate(words) if word in ("of", "by", "from", "in", "on", "for", "to")), len(words)
        )
        heads = words[max(0, cut - 1) : cut] if language == "en" else words[:3]
    return any(is_text_noun(head, language) for head in heads)


def _by_phrases(sentence: Sentence, language: str) -> Iterator[Said]:
    phrases = find_phrases(language)
    outside = sentence.outside
    for match in phrases.before_speaker.finditer(outside):
        who = take_phrase_at(outside, match.end(), language)
        if who and not is_first_person(who):
            yield Said(who, True, is_tag=True, by_text=is_text(who, language))
    for match in phrases.after_speaker.finditer(outside):
        who = _phrase_before(outside[: match.start()])
        if who:
            yield Said(who, True, is_tag=True)
    for match in _VIEW_OF.finditer(outside):
        yield Said(match["who"] or match["whose"], True, is_tag=True)
    for match in phrases.own_view.finditer(outside):
        himself = (
            find_first_subject(sentence, language)
            if re.match(r"(?:nach|laut)\seigene", match[0], re.IGNORECASE)
            else None
        )
        yield Said(himself or REFERENT, True, is_tag=True, at=match.start())
    label = _LABELLED.match(outside)
    if label and (is_person(label["who"]) or language != "de") and _labels(label["who"], language):
        yield Said(label["who"], True, is_tag=True)
    if language == "de":
        yield from _so_somebody(sentence)
    for match in phrases.saying.finditer(outside):
        if language == "de" and match.start() and match[0][0].isupper():
            continue  # "das Drängen auf": a noun.
        yield _read_phrase(sentence, match, language)


def _by_nouns(sentence: Sentence, language: str) -> Iterator[Said]:
    for claim in find_claims(sentence.outside, language):
        who = find_first_subject(sentence, language) if claim.by_subject else claim.who
        if not who or not is_first_person(who):
            yield Said(who, True, by_clause=True, word=len(sentence.outside[: claim.at].split()), at=claim.at)


def _by_quotation(sentence: Sentence, language: str) -> Iterator[Said]:
    """„Dann eben nicht“, tröstet sich Lund: behind a quotation any verb with its subject only says who speaks."""
    for row, (first, end) in enumerate(sentence.pieces):
        quote = sentence.pieces[row - 1][0] if row else -1
        if quote < 0 or sentence.tokens[quote].kind != "quote" or sentence.tokens[quote].inside < _FEWEST_SPOKEN:
            continue
        who = find_inverted(sentence, quote, first, end, language)
        who = name_speaker(who, language) if who else None
        if who and not is_first_person(who):
            yield Said(who, True, is_tag=True, word=len(sentence.words(0, first)))


def _read_phrase(sentence: Sentence, match: re.Match[str], language: str) -> Said:
    at = len(re.findall(r"\S", outside_before(sentence, match.start())))
    position = _token_at(sentence, at)
    last = max(position, _token_at(sentence, len(re.findall(r"\S", outside_before(sentence, match.end())))) - 1)
    if hangs_below(sentence, position, language) or hangs_below(sentence, last, language):
        return Said(None, False)
    negated = sentence.tokens[position].text.lower() == "не"
    who = find_subject(sentence, last if negated else position, language, "")
    if language == "en" and position and sentence.tokens[position - 1].text.lower() in ("been", "being", "be"):
        return Said(None, False)  # "an item they had never been told of"
    first = bool(who) and is_first_person(str(who))
    named = name_speaker(who, language) if who and not first else who
    if who and named is None:
        return Said(None, False)
    who = named
    if "weit" in match[0]:
        who = _dative(sentence)
    told = not first and not sentence.ends_with_colon
    return Said(
        None if first else who,
        told,
        word=len(sentence.words(0, position)),
        is_present=_is_present(match[0].split()[0], language),
    )


def _dative(sentence: Sentence) -> str | None:
    """„Auch dem Verband geht das zu weit“: he who thinks so is no subject."""
    match = re.search(
        r"(?<!\w)(?:dem|der|den)\s(?:[\w-]+\s){0,3}?[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*)*",
        sentence.outside,
        re.IGNORECASE,
    )
    return match[0] if match else None


def outside_before(sentence: Sentence, at: int) -> str:
    """The text outside quotations before offset `at` of it."""
    return sentence.outside[:at]


def _token_at(sentence: Sentence, letters: int) -> int:
    """The token before which `letters` characters other than white space stand; a quotation counts two."""
    seen = 0
    for position, token in enumerate(sentence.tokens):
        if seen >= letters:
            return position
        seen += 2 if token.kind == "quote" else len(token.text)
    return len(sentence.tokens) - 1


# "Der Kassenwart: Das Geld reicht bis August.", "The Chair: Order."
_LABELLED = re.compile(
    r"^(?P<who>(?:(?:[Dd]er|[Dd]ie|[Tt]he|Herr|Frau|Mr|Mrs|Ms|Dr)\.?\s)(?:[\w-]+\s){0,2}?[^\W\d_a-zäöüßа-яё][\w-]+):\s(?=[^\W\d_])"
)


def _labels(who: str, language: str) -> bool:
    """Whether a label before a colon may be a person: titled, or no noun of a thing."""
    return who.startswith(("Herr", "Frau", "Mr", "Mrs", "Ms", "Dr")) or language != "en" or bool(_CHAIRS.search(who))


_CHAIRS = re.compile(
    r"(?:Chair\w*|Mayor\w*|Clerk|Secretary|Treasurer|President|Speaker|Minister|Director|Officer|Judge|Witness)$"
)
_SO = re.compile(
    r"(?:^|[,;»“«”]\s*|«»\s*,?\s*)(?:so|So)\s+(?P<who>(?:(?:der|die|das|ein|eine|einer)\s|[^\W\d_a-zäöüß])[^,.;:()«»]{1,80})(?=[,.;:()«»]|$)"
)


def _so_somebody(sentence: Sentence) -> Iterator[Said]:
    """„Wir bauen nicht“, so die Ratsfrau: what stands between the marks is all he is called."""
    for match in _SO.finditer(sentence.outside):
        who = match["who"].strip()
        if not any(word[0].islower() and read_mood(word) for word in who.split()):
            yield Said(take_phrase_at(who, 0, "de") or who, True, is_tag=True, by_text=is_text(who, "de"))


def _phrase_before(text: str) -> str | None:
    match = re.search(r"(?:^|[,;:(]\s*)((?:[\w’-]+\s+){0,7}[\w’-]+)\s*$", text)
    return match[1] if match else None
