"""What a sentence shows of whose words it gives: small facts, each a word, which the fitted weights add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.reading import PassageKind
from ingest.records import UNNAMED
from ingest.voices.clauses import Sentence
from ingest.voices.context import Attributed, Context, Dossier
from ingest.voices.indirect_mood import Mood, read_mood
from ingest.voices.lexicon import find_phrases, find_sayings, is_claim_noun, is_text_noun, may_say
from ingest.voices.people import name_stem
from ingest.voices.phrases import PRONOUNS, is_person
from ingest.voices.reporting import PAST_PERFECT
from ingest.voices.saying import Said, is_text
from ingest.voices.subjects import find_first_subject

_FUNCTION_WORDS = {
    "de": frozenset(
        "aber doch denn also nur noch schon auch nicht kein keine keinen nie immer man ich mir mich mein meine"
        " wir uns unser sie er ihr ihm ihn sein seine ihre ihren ihrer es das dies diese dieser damit dafür darum"
        " da dann danach daher deshalb dabei dort hier jetzt heute gestern damals bisher inzwischen längst bald"
        " nun zwar freilich natürlich offenbar wohl vielleicht allerdings immerhin eben ja nein ist sind war waren"
        " hat haben hatte hatten wird werden wurde wurden soll sollen sollte sollten will wollen wollte muss"
        " müssen musste kann können konnte darf dürfen mag würde würden wäre wären hätte hätten könnte könnten"
        " müsste müssten dürfte dürften sei seien habe werde könne müsse dass ob wenn weil obwohl während als wie"
        " wer was wo warum jeder jede alle niemand nichts etwas mehr so zu laut nach".split()
    ),
    "en": frozenset(
        "but yet so and or nor not no never only even still just also always i me my we us our you your he she it"
        " they him her them his hers its their this that these those there here then now today yesterday later"
        " since once is are was were be been being has have had having does do did will would shall should can"
        " could may might must ought need if when while because although though unless until whether what why who"
        " how which nobody nothing everyone anyone someone something of-course perhaps maybe indeed instead rather"
        " too very more than".split()
    ),
    "ru": frozenset(
        "но а и же ведь бы ли не ни нет да уже ещё еще только даже тоже также я мне меня мы нас нам наш он она"
        " они его её ее их ему ей им это этот эта эти тот там тут здесь тогда теперь сейчас сегодня вчера потом"
        " был была было были будет будут есть может могут должен должна должны надо нужно нельзя можно если когда"
        " потому что чтобы как где почему кто никто ничего всё все каждый".split()
    ),
}
_FIRST = re.compile(r"(?<!\w)(?:I|me|my|ich|mir|mich|mein\w{0,2}|я|мне|меня|мо[йяеёю])(?!\w)")
_FIRST_PLURAL = re.compile(r"(?<!\w)(?:we|us|our|wir|uns|unser\w{0,2}|мы|нас|нам|наш\w*)(?!\w)", re.IGNORECASE)
_SECOND = re.compile(r"(?<!\w)(?:you|your|du|dich|dir|вы|вас|вам|ваш\w*)(?!\w)", re.IGNORECASE)
_DATE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d")
_CAPITALIZED = re.compile(r"[^\W\d_a-zäöüßа-яё][\w’'-]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_ABSTRACT = re.compile(r"(?:ung|heit|keit|schaft|tion|tät|mus|ity|ness|ment|ism|ance|ence|ure|graphy)e?n?s?(?:\s|$)")
_TAIL = re.compile(r"(?:was|wasn[’']t|is|isn[’']t|could|couldn[’']t|did|didn[’']t|had|were) (?:he|she|it|they)$")
_THIRD = frozenset("she he they er sie он она они".split())
_HIS = frozenset(
    "his her their him them"
    " sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren ihm ihn его её ее их ему ей им".split()
)
_COMMENT = re.compile(
    r"(?:das|dies|es|that|this|it|это) "
    r"(?:ist|war|klingt|mag|stimmt|trifft|heißt|is|was|may|sounds|would|did|has|не|так)"
    r"|(?:tatsächlich|wirklich|in fact|indeed|in truth|in reality|действительно|на самом|так и)"
    r"|(?:aber|but|doch|yet|но|однако)"
)
_THING = frozenset("it this that es das dies dieses это".split())


def read_signs(
    dossier: Dossier,
    sentence: Sentence,
    said: Sequence[Said],
    mood: Mood | None,
    attributed: Attributed,
    rule: str,
    context: Context,
    kind: PassageKind,
) -> tuple[str, ...]:
    """The signs of one sentence, without doubles.

    Args:
        dossier: What is known of the document.
        sentence: The sentence, taken apart.
        said: Where it tells what somebody says.
        mood: Its mood in German.
        attributed: What the rules make of it.
        rule: Which of them does.
        context: What came before.
        kind: What its passage is.

    """
    found = [
        f"rule {rule}",
        f"whose {attributed.attribution}",
        f"language {context.language}",
        f"kind {kind}",
        *_of_saying(sentence, said, context),
        *_of_form(sentence, mood, context),
        *_of_subject(dossier, sentence, context),
        *_of_place(context),
        *_of_last_speaker(dossier, sentence, context),
    ]
    return tuple(dict.fromkeys(found))


def _of_saying(sentence: Sentence, said: Sequence[Said], context: Context) -> Iterator[str]:
    for one in said:
        yield "said"
        yield "said content" if one.has_content else "said bare"
        yield "said somebody" if one.who else "said nobody"
        if one.passive:
            yield "said passive"
        if one.by_text:
            yield "said by text"
        if one.by_clause:
            yield "said clause"
        if one.is_tag:
            yield "said tag"
        if one.who and one.has_content:
            yield "said by pronoun" if one.who.lower() in PRONOUNS else "said by name"
    words = _WORD.findall(sentence.outside)
    verbs = [saying for word in words[1:] if word[:1].islower() for saying in find_sayings(word, context.language)]
    if verbs and not said:
        yield "verb unused"
        for kind in sorted(set().union(*(one.kinds for one in verbs))):
            yield f"verb {kind}"
    if may_say(frozenset(words), context.language):
        yield "loose verb"
    if find_phrases(context.language).announcing.search(sentence.outside):
        yield "announces"
    if find_phrases(context.language).loose.search(sentence.outside):
        yield "loose phrase"
    if any(is_claim_noun(word, context.language) for word in words if len(word) > 3):
        yield "claim noun"
    if any(is_text_noun(word, context.language) for word in words if len(word) > 3):
        yield "text noun"


def _of_form(sentence: Sentence, mood: Mood | None, context: Context) -> Iterator[str]:
    outside = sentence.outside
    yield f"mood {mood}"
    if sentence.quoted:
        yield "quotes"
        yield f"quotes {min(sentence.quoted, 8) // 2}"
        yield f"share {int(sentence.share * 4)}"
    for name, pattern in (
        ("first", _FIRST),
        ("first plural", _FIRST_PLURAL),
        ("second", _SECOND),
        ("year", _DATE),
        ("number", _NUMBER),
    ):
        if pattern.search(outside):
            yield name
    bare = outside.rstrip(' ”“»«"')
    yield f"ends {bare[-1:] if bare[-1:] in '.?!:' else '-'}"
    words = [word.lower() for word in _WORD.findall(outside)]
    yield f"length {min(len(words), 40) // 8}"
    function = _FUNCTION_WORDS.get(context.language, frozenset())
    yield from (f"{context.language} {word}" for word in sorted(set(words) & function))
    if words and words[0] in function:
        yield f"{context.language} opens {words[0]}"
    for mark in ";:–—(":
        if mark in outside[:-1]:
            yield f"mark {mark}"
    if context.language == "de":
        first = sentence.words(*sentence.pieces[0]) if sentence.pieces else []
        moods = {read_mood(word) for word in first}
        yield f"main mood {'indirect' if 'indirect' in moods else 'unreal' if 'unreal' in moods else 'plain'}"
    if context.language == "ru" and any(re.search(r"(?:л|ла|ло|ли)(?:с[ья])?$", word) for word in words):
        yield "ru past"
    if context.language == "en":
        yield from _english_tense(words)


def _english_tense(words: Sequence[str]) -> Iterator[str]:
    past = any(word in ("was", "were", "had", "did") or (len(word) > 4 and word.endswith("ed")) for word in words)
    present = any(word in ("is", "are", "has", "have", "does", "do") or word.endswith(("'s", "’s")) for word in words)
    text = " ".join(words)
    if PAST_PERFECT.search(text):
        yield "en tense perfect"
    if _TAIL.search(text):
        yield "en tail"
    yield f"en tense {'past' if past else ''}{'present' if present else ''}"


def _of_subject(dossier: Dossier, sentence: Sentence, context: Context) -> Iterator[str]:
    subject = find_first_subject(sentence, context.language)
    words = sentence.words(0, min(len(sentence.tokens), 6))
    if subject is None:
        opening = words[0].lower() if words else ""
        yield "subject he" if opening in _THIRD else "subject none"
    elif subject.lower() in _THIRD:
        yield "subject he"
    elif subject.lower() in _THING:
        yield "subject it"
    elif is_text(subject, context.language):
        yield "subject text"
    elif any(dossier.people.knows(word) for word in _CAPITALIZED.findall(subject)):
        yield "subject name"
    elif context.language == "de" and is_person(subject):
        yield "subject person"
    elif _ABSTRACT.search(subject):
        yield "subject abstract"
    else:
        yield "subject other"
    if any(dossier.people.knows(word) for word in _CAPITALIZED.findall(sentence.outside)):
        yield "names somebody"
    if next(iter(dossier.voices.find(sentence.outside)), None):
        yield "names voice"


def _of_place(context: Context) -> Iterator[str]:
    if context.announced:
        yield "announced"
    if context.presented:
        yield "presented"
    if context.listing:
        yield "listing"
    if context.topic:
        yield "topic"
    same = context.last_paragraph == context.paragraph
    yield f"before {context.last.attribution if same else 'paragraph'}"
    if same and context.was_indirect:
        yield "before indirect"
    if context.spoke_in == context.paragraph:
        yield "spoken in paragraph"
    elif context.paragraph - context.spoke_in == 1:
        yield "spoken in paragraph before"


def _of_last_speaker(dossier: Dossier, sentence: Sentence, context: Context) -> Iterator[str]:
    """Whether the sentence speaks of whoever spoke before it: the author then tells of him."""
    last = context.last.speaker if context.last.attribution not in ("own", "summed_up") else context.speaker
    if not last or last == UNNAMED:
        return
    own = {name_stem(word) for word in _CAPITALIZED.findall(last)}
    named = [word for word in _CAPITALIZED.findall(sentence.outside) if dossier.people.knows(word)]
    if any(name_stem(word) in own for word in named):
        yield "names last speaker"
    elif named:
        yield "names another"
    words = {word.lower() for word in _WORD.findall(sentence.outside)}
    if words & _THIRD:
        yield "speaks of him"
    if words & _HIS:
        yield "speaks of his"
    first = " ".join(_WORD.findall(sentence.outside)[:2]).lower()
    if _COMMENT.match(first):
        yield "comments"
