"""Whether a word that may be a verb of saying is one where it stands: no noun, no participle, no mere wish."""

from __future__ import annotations

import re

from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence
from ingest.voices.lexicon import Saying, find_sayings
from ingest.voices.phrases import PREPOSITIONS

_BE = frozenset("is are was were be been being".split())
_WERDEN = frozenset("wird werden wurde wurden worden werde würde würden ist sind war waren".split())
_MODALS = frozenset("might may could should must would can".split())
_BEFORE_RELATIVE = frozenset(
    "mit von in an auf aus bei nach zu für gegen über unter of for to with from in on at by"
    " о об в во на из от к по с со за у при для".split()
)
SUBORDINATE = frozenset(
    "solange weil obwohl obgleich wenn falls während nachdem bevor ehe damit da indem sobald sofern soweit seit wer"
    " because although though when while if unless until since after before once whether".split()
)
RELATIVE = {
    "de": frozenset(
        "der die das den dem deren dessen denen welche welcher welches wovon woraus wofür womit wobei"
        " wodurch worüber".split()
    ),
    "en": frozenset("which who whom whose that".split()),
    "ru": frozenset("который которая которое которые которого которой которых которым".split()),
}
HABEN = frozenset("habe hat haben hatte hatten hätte hätten".split())
_PARTICLES_MAY_END = 30


def is_supposed(sentence: Sentence, position: int, saying: Saying, language: str) -> bool:
    """Whether somebody only might or should think so: that is the author's idea of it."""
    before = {token.text.lower() for token in sentence.tokens[max(0, position - 2) : position]}
    return language == "en" and bool(before & _MODALS) and "clause" not in saying.kinds


def hangs_below(sentence: Sentence, position: int, language: str) -> bool:
    """Whether the verb is one of a relative clause, or of one with "weil" or "while": the author only mentions it."""
    row = sentence.piece_of(position)
    first, end = sentence.pieces[row]
    if sentence.tokens[first].text in ("und", "oder", "aber", "and", "but", "or") and first + 1 < position:
        first += 1
    opening = sentence.tokens[first].text.lower()
    if opening in SUBORDINATE and (language == "de" or position > first + 1):
        return True
    second = sentence.tokens[first + 1].text.lower() if first + 1 < end else ""
    if row and second in RELATIVE.get(language, ()) and opening in _BEFORE_RELATIVE:
        return True
    if language == "de" and opening == "wie" and second in ("sie", "es", "ihn") and first + 2 < position:
        return sentence.tokens[first + 2].text.lower() in ("der", "die", "das", "ein", "eine")
    if row and language == "de" and opening == "was" and position >= end - 2:
        return True  # "..., was zusammen 880 Euro ergibt"
    if language == "en" and _compares(sentence, first, position):
        return True
    if not row or opening not in RELATIVE.get(language, ()) or sentence.tokens[first].text[0].isupper():
        return False
    return language != "de" or position >= end - 2


def _compares(sentence: Sentence, first: int, position: int) -> bool:
    """Whether a subject and no more stands between "than" or "as ... as" and the verb: "lower than anybody expects"."""
    before = [token.text.lower() for token in sentence.tokens[max(first, position - 5) : position]]
    return "than" in before[-4:] or before.count("as") > 1


def is_condition(sentence: Sentence, position: int) -> bool:
    """Whether the verb's piece tells under which condition something is so: nobody has said it yet."""
    first, _ = sentence.pieces[sentence.piece_of(position)]
    return sentence.tokens[first].text.lower() in _CONDITIONS


_CONDITIONS = frozenset("wenn falls sobald sofern soweit if unless once если".split())


def is_reflexive_process(sentence: Sentence, position: int, lemma: str) -> bool:
    """Whether a German verb with "sich" tells what happens and not what somebody says („es fanden sich Spuren“)."""
    words = sentence.words(*clause_around(sentence, position))
    return "sich" in words and (lemma in _PROCESSES or not _LETTING.isdisjoint(words))


_PROCESSES = frozenset(
    "finden ergeben erklären zeigen schließen halten lesen rechnen bestätigen belegen ableiten ermitteln nachweisen"
    " feststellen".split()
)
_LETTING = frozenset("lässt lassen ließ ließen".split())
"""„Daraus lassen sich vier Dinge ableiten“: a passive, whatever its subject."""


def verb_opens(sentence: Sentence, position: int) -> bool:
    """Whether the verb is the first word of its piece."""
    return sentence.pieces[sentence.piece_of(position)][0] == position


def _is_attribute(sentence: Sentence, position: int) -> bool:
    """Whether a participle stands before its noun ("des erwarteten Andrangs"), or goes with "bleibt" or "durch"."""
    tokens = sentence.tokens
    word = tokens[position].text
    before = tokens[position - 1] if position else None
    after = tokens[position + 1].text if position + 1 < len(tokens) else ""
    opens_piece = position > 0 and verb_opens(sentence, position)
    if (
        after in ("durch", "von", "vom")
        and opens_piece
        and re.search(r"(?:t|en)$", word)
        and (word.endswith("en") or _is_participle(word))
    ):
        return True
    if (
        after in ("bleibt", "bleiben", "blieb", "blieben", "scheint")
        and re.search(r"(?:t|en)$", word)
        and _is_participle(word)
    ):
        return True
    if before is None or not re.search(r"(?:t|en)e[nrsm]?$", word) or not after[:1].isupper():
        return False
    return before.text[:1].islower() and (
        before.text in _ARTICLES_DE or bool(re.search(r"(?:e|en|er|es|em|ich)$", before.text))
    )


_ARTICLES_DE = frozenset("der die das dem den des ein eine einer eines einem einen von vom im am zum zur beim".split())
_OUGHT = frozenset(
    "muss müssen musste mussten sollte sollten kann können konnte konnten darf dürfen könnte könnten"
    " müsste müssten".split()
)


def _is_demanded(sentence: Sentence, position: int) -> bool:
    """Whether somebody only must or can say it: "muss Europa einen Sitz einfordern"."""
    first, end = sentence.pieces[sentence.piece_of(position)]
    word = sentence.tokens[position].text
    return word.endswith("n") and bool(_OUGHT & set(sentence.words(first, end)))


def is_finite(sentence: Sentence, position: int, language: str) -> bool:
    """Whether a verb form says something of a subject: no infinitive, and a participle only where it goes with one."""
    tokens = sentence.tokens
    word = tokens[position].text.lower()
    before = tokens[position - 1].text.lower() if position else ""
    if language == "de":
        if _is_attribute(sentence, position) or _is_demanded(sentence, position):
            return False
        if before in ("zu", "wie", "als") or re.fullmatch(r"\w{2,}zu\w{3,}en", word):
            return False
        words = set(sentence.words(*clause_around(sentence, position)))
        return not _PARTICIPLE.match(word) or not _is_participle(word) or bool(words & (HABEN | _WERDEN))
    if language == "ru":
        return not re.search(
            r"(?:ть|ться|чь|ти|тись|[аяе]н|[аяе]н[аоы]|щ(?:ий|ая|ее|ие|его|их|им|ую|ей|ем|ими)|вш\w+|нн\w+)$", word
        )
    if before in ("as", "than", "when", "if", "once", "though", "unless", "until"):
        return not word.endswith(("ed", "en", "wn"))
    if word.endswith("ing"):
        near = {token.text.lower() for token in tokens[max(0, position - 3) : position]}
        return before == "," or bool(near & _BE)
    return not (word.endswith("ed") and position == 0)


def clause_around(sentence: Sentence, position: int) -> tuple[int, int]:
    """The piece of the token at `position`, with those before it that only a quotation parts from it."""
    row = sentence.piece_of(position)
    first, end = sentence.pieces[row]
    while row and (first == sentence.pieces[row - 1][1] or _is_quote(sentence, row - 1)):
        if sentence.tokens[first - 1].text in _CUTTING:
            break
        row -= 1
        first = sentence.pieces[row][0]
    return first, end


_CUTTING = frozenset(",;:–—()")


def _is_quote(sentence: Sentence, row: int) -> bool:
    first, end = sentence.pieces[row]
    return end - first == 1 and sentence.tokens[first].kind == "quote"


def has_particle(sentence: Sentence, position: int, particle: str) -> bool:
    """Whether the separable prefix ends a piece behind the verb ("wies ... zurück")."""
    end = min(len(sentence.tokens), position + _PARTICLES_MAY_END)
    for row in range(position + 1, end):
        if sentence.tokens[row].text == particle:
            after = sentence.tokens[row + 1] if row + 1 < len(sentence.tokens) else None
            if after is None or after.kind != "word" or after.text in ("und", "oder", "als", "wie"):
                return True
    return False


def is_noun_or_adjective(sentence: Sentence, position: int, language: str) -> bool:
    """Whether a word that looks like a verb of saying is none here ("a report", "der geforderte Betrag")."""
    tokens = sentence.tokens
    word = tokens[position].text
    before = tokens[position - 1].text.lower() if position and tokens[position - 1].kind == "word" else ""
    after = tokens[position + 1].text if position + 1 < len(tokens) else ""
    if language == "de":
        return bool(re.search(r"t(?:e[nrsm]?)$", word)) and after[:1].isupper() and word.startswith("ge")
    if language == "en":
        if before in (
            "a",
            "an",
            "the",
            "his",
            "her",
            "its",
            "their",
            "no",
            "this",
            "that",
            "any",
            "every",
            "of",
            "more",
            "own",
            "same",
        ):
            return not word.endswith(("ing", "s")) or before not in ("that",)
        if position > 1 and tokens[position - 2].text.lower() in _SINGULAR and find_lemma(word, "en") == word:
            return True  # "a retired judge"
        if _heads_long_phrase(sentence, position):
            return True  # "an unidentified submerged object"
        if before in ("supra", "infra", "cf", "footnote", "see") and find_lemma(word, "en") == word:
            return True  # "supra note 6"
        if _ends_governed_phrase(sentence, position):
            return True  # "paying for the wing attack."
        behind = tokens[position + 2 : position + 3]
        has_more = bool(behind) and behind[0].kind == "word"
        if word.endswith("s") and (after in FINITE or (has_more and find_sayings(after, "en")) or after.endswith("ed")):
            return True  # "Records show", "claims made".
        if before in ("to",) or before in ("for", "by", "without", "from", "in", "on", "at", "with"):
            return before != "to" or not _reports_infinitive(tokens, position)
        return False
    return False


def tells_what_is(sentence: Sentence, position: int) -> bool:
    """Whether the verb ends what something is: "Small steps are exactly what timid governments want"."""
    first, _ = sentence.pieces[sentence.piece_of(position)]
    words = [word.lower() for word in sentence.words(first, position)]
    at = max((row for row, word in enumerate(words) if word in ("what", "whatever")), default=0)
    return at > 1 and not _IS.isdisjoint(words[:at])


_IS = frozenset("is are was were be been remains means".split())


def _heads_long_phrase(sentence: Sentence, position: int) -> bool:
    """Whether "a" or "an" stands three words before a base form, and neither a preposition nor a mark between."""
    before = sentence.tokens[max(0, position - 3) : position]
    article, *between = (token.text.lower() for token in before) if len(before) == _LONG_PHRASE else ("",)
    return (
        article in ("a", "an")
        and all(token.kind == "word" for token in before)
        and not any(word in PREPOSITIONS["en"] or word in ("who", "that", "and", "which") for word in between)
        and find_lemma(sentence.tokens[position].text, "en") == sentence.tokens[position].text
    )


_LONG_PHRASE = 3


def _ends_governed_phrase(sentence: Sentence, position: int) -> bool:
    """Whether a base form ends a phrase that a preposition and an article open ("for the wing attack")."""
    end = sentence.pieces[sentence.piece_of(position)][1]
    words = [token.text.lower() for token in sentence.tokens[max(0, position - 3) : position]]
    base = find_lemma(sentence.tokens[position].text, "en") == sentence.tokens[position].text
    governed = len(words) == 3 and words[0] in _BEFORE_RELATIVE and words[1] in ("the", "a", "an")
    return base and governed and not any(token.kind == "word" for token in sentence.tokens[position + 1 : end])


_SINGULAR = frozenset("a an another every each".split())


def _reports_infinitive(tokens: tuple[object, ...], position: int) -> bool:
    """Whether "to say" hangs on somebody's wish ("went on to say")."""
    before = getattr(tokens[position - 2], "text", "") if position > 1 else ""
    return before in ("on", "continued", "began", "rushed", "hastened", "goes", "wants", "wanted", "prefers", "seems")


def is_passive(sentence: Sentence, position: int, language: str) -> bool:
    """Whether the verb is passive: who says it is then no subject."""
    tokens = sentence.tokens
    word = tokens[position].text.lower()
    if language == "en":
        first = sentence.pieces[sentence.piece_of(position)][0]
        near = [token.text.lower() for token in tokens[max(first, position - 4) : position]]
        joined = next((row for row in range(len(near) - 1, -1, -1) if near[row] in ("but", "yet")), -1)
        near = near[joined + 1 :]  # "was friendly but doubted that"
        return any(be in near for be in _BE) and (word.endswith(("ed", "n", "t", "d"))) and not word.endswith("s")
    if language == "de" and re.search(r"(?:t|en)$", word) and _is_participle(word):
        first, end = sentence.pieces[sentence.piece_of(position)]
        words = set(sentence.words(first, end)) | set(sentence.words(0, position))
        return bool(words & _WERDEN) and not words & HABEN
    return False


_PARTICIPLE = re.compile(
    r"(?:aus|ab|an|auf|bei|da|dar|ein|fest|fort|her|hin|hinzu|mit|nach|nieder|um|vor|voraus|weg|wieder|zu|zurück|zusammen)?ge\w{2,}(?:t|en)$"
)


def _is_participle(word: str) -> bool:
    if find_lemma(word, "de") == word and not word.endswith("t"):
        return False
    return bool(
        _PARTICIPLE.match(word) or re.match(r"(?:(?:be|ver|er|ent|emp|zer|miss|unter|über|wider)\w+|\w+iert)$", word)
    )


FINITE = frozenset("is are was were has have had will would can could may might must should does did do".split())
