"""Whom the words mean: a pronoun the last speaker, a surname its full name, an office its holder."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.records import UNNAMED
from ingest.text.dictionary import find_lemma
from ingest.text.german import is_common_noun
from ingest.voices.clauses import Sentence
from ingest.voices.context import Context, Dossier
from ingest.voices.lexicon import is_claim_noun, is_text_noun
from ingest.voices.people import names_body
from ingest.voices.phrases import PRONOUNS, REFERENT
from ingest.voices.saying import is_text
from ingest.voices.subjects import bare_phrase, find_first_subject

# „In Regierungskreisen begründet man das mit der Zeit“
_CIRCLE = re.compile(
    r"(?:In|Bei|Im|Beim|Unter)\s(?P<who>(?:de[mnr]\s)?[A-ZÄÖÜ][^,.;:()«»]{3,60}?)\s[a-zäöü]+\sman(?!\w)"
)
_NOBODY = frozenset(
    "man wer niemand keiner nobody anybody anyone somebody someone everybody everyone jemand jeder"
    " кто-то кулуарах народе".split()
)
_IN_IT_RU = frozenset("нём нем ней них".split())
"""«говорится в нём»: the text that was spoken of."""
_POSSESSIVES = frozenset(
    "sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren his her its their его её ее их".split()
)
_SMALL = frozenset("der die das dem den des the a an in im".split())
_SURE = re.compile(r"(?:mann|frau|leute|erin|kind|rat|sprecher|sekretär|onär|kommissar|notar)$")
_PERSON = re.compile(r"(?:sekretär|onär|kommissar|notar|mann|frau|leute|erin|er|in|ist|ent|ant|eur|or|kind|sprecher)$")


_PERSON_EN = re.compile(
    r"(?:(?:er|or|ist|ian|ant|ent|eer|ess|man|woman|person|lady|girl|boy|child|chief|clerk|head|chair|secretary|judge|nurse|cook"
    r"|mother|father|uncle|aunt|son|daughter|wife|husband|friend|neighbour|neighbor|delegate|advocate|candidate|captain|colonel|general"
    r"|guard|guide|host|guest|bishop|priest|nun|monk|king|queen|pilot|spokes\w+|deputy|aide|dean|smith|wright|curate|magistrate))$",
    re.IGNORECASE,
)


_THINGS_EN = frozenset(
    "plaster hammer chamber timber rubber leather silver copper butter ladder filter fever cancer layer lever rafter"
    " cellar pillar altar boiler burner mortar whether after over under never ever rather together moreover further"
    " parliament"
    " water river winter summer paper number letter order answer matter power tower border corner offer charter"
    " chapter quarter register computer counter shelter gutter weather danger anger error floor door corridor"
    " sector factor harbor motor mirror statement agreement document payment investment development movement"
    " environment instrument element moment content event accident talent extent restaurant plant grant"
    " equipment apartment shipment settlement argument amendment current whoever whatever other another either"
    " neither".split()
)
"""Nouns that end like one for a person."""


def resolve(
    dossier: Dossier, who: str, sentence: Sentence, context: Context, at: int = 0, *, is_tag: bool = False
) -> str | None:
    """The name or description of whoever the words `who` mean; UNNAMED where they name nobody, None where it is open.

    Args:
        dossier: What is known of the document.
        who: The words, a pronoun or `REFERENT`.
        sentence: Where they stand.
        context: What came before.
        at: Where in the sentence `REFERENT` stands: whom it means is named before it.
        is_tag: Whether the words only accompany what is said: whoever is named before them is then spoken of.

    """
    lower = who.lower()
    if lower in _NOBODY:
        circle = _CIRCLE.match(sentence.outside) if lower == "man" else None
        return circle["who"] if circle else UNNAMED
    if lower in ("einer", "eine", "один", "одна"):
        return UNNAMED
    if lower in _IN_IT_RU:
        return context.paper or context.speaker
    if lower == "one":
        return context.speaker or UNNAMED
    if lower in PRONOUNS or who == REFERENT:
        spoken_of = is_tag and who != REFERENT
        return _referent(dossier, who, sentence, context, at, looks_back=spoken_of)
    words = who.split()
    if words[0].lower() in _POSSESSIVES and 1 < len(words) <= _SHORTEST_OWN and _is_his_text(words, context.language):
        owner = _referent(dossier, REFERENT, sentence, context, at or sentence.outside.find(who))
        if owner:
            return who if words[0].lower() == "its" and _is_named_person(owner) else owner
    mention = next(dossier.voices.find(who), None)
    if mention and _hangs_on(who[: mention.start]) and not is_text(who, context.language):
        mention = None
    if mention and context.language == "en" and names_body(who[mention.start :].split()[:2]):
        mention = None
    if mention and not who[mention.end :].lstrip(" ,").startswith(("Sprecher", "spokes")):
        return mention.voice
    part = _part_of_text(dossier, words, context)
    if part:
        return part
    if is_text(who, context.language) and len(words) <= 2 and context.named in dossier.voices.papers:
        return context.named
    found = dossier.people.resolve(who)
    if found == who and context.language == "de" and len(words) == _ARTICLE_AND_NOUN:
        found = _in_full(dossier, words, sentence.start) or who
    return dossier.voices.match(found)


_ARTICLE_AND_NOUN = 2
_DEFINITE = frozenset("das der die dem des".split())


def _in_full(dossier: Dossier, words: list[str], before: int) -> str | None:
    """The compound that a noun with its article takes up again: „das Amt“ is the „Landesumweltamt“ of before."""
    if words[0].lower() not in _DEFINITE or words[1] in _NO_HEADS or not words[1][0].isupper():
        return None
    back = dossier.text[max(0, before - _BACK) : before]
    longer = re.findall(
        rf"(?<!\w)(?:([Dd]as|[Dd]ie|[Dd]er)\s)?([A-ZÄÖÜ][\w-]{{2,}}{re.escape(words[1].lower())})(?!\w)", back
    )
    if not longer or len({noun for _, noun in longer}) > 1:
        return None
    return f"{words[0]} {longer[-1][1]}"


_NO_HEADS = frozenset(("Rat", "Mann", "Frau"))
"""„der Rat“ is no „Stadtbaurat“."""


def _is_named_person(owner: str) -> bool:
    """Whether an owner is a name of several parts without an article: what is "its" is not such a one's."""
    words = owner.split()
    named = len(words) > 1 and all(word[0].isupper() for word in words) and words[0] != "The"
    return named and find_lemma(words[-1].lower(), "en") is None


def _hangs_on(before: str) -> bool:
    """Whether a name behind these words only tells whose or from whom („das Amt vom Verein“)."""
    return bool(re.search(r"\w\s(?:vom|von|beim|bei|at|by|from|of)\s(?:(?:the|de[mnr])\s)?$", before))


_SHORTEST_OWN = 3
"""Words from which on "her report of the ..." is described, and not only hers."""


def _is_his_text(words: list[str], language: str) -> bool:
    """„nach ihrer Rechnung“, "its newsletter", «их заключение»: what somebody wrote or reckoned says what he says."""
    return is_text_noun(words[-1], language) or is_claim_noun(words[-1], language) or bool(_HIS_WORDS.search(words[-1]))


_HIS_WORDS = re.compile(r"(?:[Rr]echnung|[Ss]atz|[Ww]orte?|[Ff]ormel|[Dd]evise|[Pp]arole|[Mm]otto|[Ff]azit|[Bb]ilanz)$")
_PARTS = frozenset(
    "artikel präambel kapitel abschnitt absatz punkt paragraf paragraph ziffer anhang anlage article"
    " preamble chapter section"
    " clause annex appendix статья преамбула раздел пункт".split()
)


def _part_of_text(dossier: Dossier, words: list[str], context: Context) -> str | None:
    """The text that a part of it belongs to ("Artikel 4 des Entwurfs", "die Präambel")."""
    bare = [word.lower() for word in words if word.lower() not in _SMALL]
    if not bare or bare[0] not in _PARTS:
        return None
    for row, word in enumerate(words):
        if row and word.lower() not in _PARTS and is_text_noun(word, context.language):
            lemma = (find_lemma(word, context.language) or word).lower()
            return dossier.people.papers.get(lemma) or lemma.capitalize()
    return context.paper or UNNAMED


def _referent(
    dossier: Dossier, pronoun: str, sentence: Sentence, context: Context, place: int, *, looks_back: bool = False
) -> str | None:
    """Whom a pronoun takes up: a name before it in its sentence, else whom the sentences before are about."""
    at = re.search(rf"(?<!\w){re.escape(pronoun)}(?!\w)", sentence.outside)
    before = sentence.outside[: at.start()] if at else sentence.outside[:place]
    before = "" if looks_back and not _INTRODUCES.search(before) else before
    voices = [
        mention.voice
        for mention in dossier.voices.find(before)
        if mention.voice not in dossier.voices.papers and not _UNDER.search(before[: mention.start])
    ]
    earlier = voices[-1] if voices else _first_name(dossier, before, context)
    if earlier and _fits(dossier, pronoun, earlier):
        return earlier
    subject = (
        (find_first_subject(sentence, context.language) or bare_phrase(sentence, context.language)) if before else None
    )
    if subject and _may_mean_several(pronoun) and _SEVERAL.search(subject):
        return _UNDER_WHOM.sub("", subject)
    if (
        subject
        and subject.lower() not in PRONOUNS
        and _is_person(_head(subject, context.language), context.language)
        and _fits(dossier, pronoun, subject)
    ):
        return dossier.people.resolve(subject)
    known = [one for one in context.recent if one != UNNAMED and _fits(dossier, pronoun, one)]
    wanted = "f" if pronoun.lower() in _FEMININE else "m" if pronoun.lower() in _MASCULINE else ""
    sure = [one for one in known[:3] if wanted and dossier.people.gender(one) == wanted]
    lower_en = pronoun.lower() in _PERSONAL_EN
    spoken_of = next((one for one in (context.focus, context.speaker) if one and _fits(dossier, pronoun, one)), None)
    if not known and spoken_of:
        return spoken_of
    named = _last_named(dossier, pronoun, sentence.start, context) if wanted and not known else None
    described = lower_en and bool(known) and bool(_DESCRIBED.match(known[0]))
    described = described and not _is_person(_head(known[0], "en"), "en")
    persons = [one for one in known[:3] if described and _is_named(dossier, one)]
    spoke = [one for one in known[:1] if one == context.last.speaker and _is_named(dossier, one)]
    fitting = next(iter((*spoke, *sure, *persons, *known)), None)
    return fitting or named or context.focus or context.speaker or context.named


_INTRODUCES = re.compile(
    r"[A-ZÄÖÜ][\w-]*[a-zäöüß]\.?(?:\s(?:[A-Z]\.|von|van|de|del|la|bin))?\s[A-ZÄÖÜ][a-zäöüß]+(?!\w)"
    r"|(?<!\w)(?:[Mm]ein|[Uu]nser|[Mm]y|[Oo]ur)\w?\w?\s|(?:^|\s)(?:wie|as)\s$|:\s"
)
"""A first and last name, or somebody of the author's, whom the sentence itself brings in, "as she says", whoever a
colon lets speak."""


def _is_named(dossier: Dossier, one: str) -> bool:
    """Whether it is a name, of a person as far as that shows, and no description."""
    words = one.split()
    is_name = len(words) > 1 and all(word[0].isupper() for word in words) and dossier.people.knows(words[-1])
    return is_name and find_lemma(words[-1].lower(), "en") is None


def _last_named(dossier: Dossier, pronoun: str, before: int, context: Context) -> str | None:
    """The person of first and last name whom the text names last before offset `before`, if the pronoun fits.

    One that ends like a common noun ("Valley Courier") may be a paper's or a firm's, and comes last.
    """
    loose = None
    for match in reversed(list(_CAPITALIZED.finditer(dossier.text, max(0, before - _BACK), before))):
        governed = _GOVERNING.search(dossier.text[max(0, match.start() - 20) : match.start()])
        if dossier.people.knows(match[0]) and not governed:
            name = dossier.people.resolve(match[0])
            is_full = (
                len(name.split()) > 1 and "&" not in name and not name.startswith(("The ", "Die ", "Der ", "Das "))
            )
            if is_full and _fits(dossier, pronoun, name):
                if find_lemma(name.split()[-1].lower(), context.language) is None:
                    return dossier.voices.match(name)
                loose = loose or name
    return dossier.voices.match(loose) if loose else None


def _may_mean_several(pronoun: str) -> bool:
    """Whether a pronoun may stand for several."""
    return pronoun.lower() in ("sie", "they", "они")


_UNDER = re.compile(r"(?<!\w)(?:unter|under|при)\s(?:\w+\s)?$", re.IGNORECASE)
_UNDER_WHOM = re.compile(r"\s(?:unter|under|при)\s.*$")
"""„die Regierung unter Weber“: it is not he who is spoken of."""
_SEVERAL = re.compile(r"\s(?:und|and|и)\s")
_THING = re.compile(r"(?:das|its|it)\s|[A-Z][a-z]+s$", re.IGNORECASE)
_PERSONAL_EN = frozenset(("she", "her", "he", "him", "his"))
_PLURAL_EN = re.compile(
    r"(?:two|three|four|five|six|seven|eight|nine|ten|some|many|most|several|all|both|every|few|other|these|those|such|no)\s"
    r"|the\s(?:\w+\s)?[a-z]{3,}[^s\W]s$",
    re.IGNORECASE,
)
"""What she or he is not: several, or an amount."""
_DESCRIBED = re.compile(r"[a-z]|The\s")
_BACK = 4000
"""Characters in which a person is looked for whom only a pronoun names."""
_FEMININE = frozenset(("sie", "ihr", "she", "her", "она"))
_MASCULINE = frozenset(("er", "ihm", "he", "him", "он"))


def _fits(dossier: Dossier, pronoun: str, name: str) -> bool:
    """Whether a pronoun may stand for a name or description, as far as its form tells."""
    lower = pronoun.lower()
    if lower in _PERSONAL_EN and (_PLURAL_EN.match(name) or is_text(name, "en")):
        return False
    if lower in _FEMININE | _MASCULINE and not is_text(name, dossier.people.language) and _THING.match(name):
        return False
    if lower in _FEMININE | _MASCULINE and name in dossier.people.places:
        return False
    if lower in _FEMININE:
        return dossier.people.gender(name) != "m"
    if lower in _MASCULINE:
        return dossier.people.gender(name) != "f"
    return True


def find_focus(dossier: Dossier, sentence: Sentence, context: Context) -> str | None:
    """Whom a sentence is about: the first name in it that hangs on nothing, else a person or paper as its subject."""
    named = _first_voice(dossier, sentence.outside) or _first_name(dossier, sentence.outside, context)
    if named:
        return named
    subject = find_first_subject(sentence, context.language)
    if subject is None or subject.lower() in PRONOUNS or subject.split()[0].lower() in _NONE:
        return None
    head = _head(subject, context.language)
    if (
        is_text(subject, context.language)
        or dossier.people.offices.get(head.lower())
        or _is_person(head, context.language)
        or (context.language == "de" and _is_titled(subject.split()))
    ):
        return resolve(dossier, subject, sentence, context)
    return None


def _is_titled(words: list[str]) -> bool:
    """Whether a word for a person stands before a name („Staatssekretär Brunkhorst“)."""
    bare = [word for word in words if word.lower() not in _SMALL]
    return len(bare) == _TITLE_AND_NAME and _is_person(bare[0], "de") and not is_common_noun(bare[1])


_TITLE_AND_NAME = 2


def _head(phrase: str, language: str) -> str:
    """The noun that a noun phrase is about: in English the last one before what it belongs to."""
    words = phrase.split()
    if language == "en":
        cut = next((row for row, word in enumerate(words) if row and word.lower() in _HANGING), len(words))
        return words[cut - 1]
    return next((word for word in words[1:] if word[:1].isupper()), words[-1])


_NONE = frozenset("no none neither kein keine keiner weder".split())
_HANGING = frozenset("of at from for in on with who by to".split())


@lru_cache(maxsize=1 << 12)
def _is_person(head: str, language: str) -> bool:
    """Whether a noun is one for persons: by its ending, and „Keller“ is none, as there is no „Kellerin“."""
    if language == "en":
        compared = head.lower().endswith("er") and find_lemma(head.lower(), "en") not in (None, head.lower())
        return bool(_PERSON_EN.search(head)) and head.lower() not in _THINGS_EN and not compared  # "Later"
    if language != "de" or not head[:1].isupper() or _SURE.search(head):
        return bool(_PERSON.search(head))
    return any(find_lemma(f"{head[at:].capitalize()}in", "de") for at in range(max(1, len(head) - 4)))


def find_name(dossier: Dossier, text: str) -> str | None:
    """The first known name in `text`, whatever governs it ("Orbicast's position")."""
    for match in _CAPITALIZED.finditer(text):
        if dossier.people.knows(match[0]):
            return dossier.voices.match(dossier.people.resolve(re.sub(r"(?:’s|'s|’)$", "", match[0])))
    return None


_GOVERNING = re.compile(
    r"(?:\b(?:in|im|am|an|auf|bei|von|vom|mit|nach|zu|zum|zur|für|gegen|über|unter|under|des|seit|aus|by|at|of|for|from|with|to|on|near|than"
    r"|in|в|на|с|от|для|по|из|у|к)\s(?:\w+\s)?)$",
    re.IGNORECASE,
)
_CAPITALIZED = re.compile(r"[^\W\d_a-zäöüßа-яё][\w’'-]+")


def _first_voice(dossier: Dossier, text: str) -> str | None:
    """The first person of the manifest that a sentence names, on whom nothing governs."""
    for mention in dossier.voices.find(text):
        governed = _GOVERNING.search(text[: mention.start]) or text[mention.start : mention.end].endswith("s")
        if mention.voice not in dossier.voices.papers and not governed:
            return mention.voice
    return None


def _first_name(dossier: Dossier, text: str, context: Context) -> str | None:
    for match in _CAPITALIZED.finditer(text):
        word = match[0]
        if dossier.people.knows(word) and not _GOVERNING.search(text[: match.start()]):
            if re.search(r"(?:’s|'s|’)$", word) or (context.language == "de" and dossier.people.is_genitive(word)):
                continue
            following = text[match.end() : match.end() + 40]
            whole = re.match(r"(?:\s[^\W\d_a-zäöüßа-яё][\w’'-]+)*", following)
            name = dossier.people.resolve(word + (whole[0] if whole else ""))
            return dossier.voices.match(name)
    return None
