"""Whether a sentence tells what is said, and not only that somebody says it: by a clause, a quotation, a tag."""

from __future__ import annotations

import re

from ingest.text.dictionary import find_lemma
from ingest.voices.clauses import Sentence
from ingest.voices.indirect_mood import read_mood
from ingest.voices.lexicon import Saying, find_sayings
from ingest.voices.phrases import DETERMINERS, PRONOUNS
from ingest.voices.verb_forms import FINITE, HABEN, RELATIVE, SUBORDINATE, hangs_below, is_passive

_FEWEST_QUOTED = 2
"""Words that a quotation beside a verb of saying has at the least; one alone is a term or a title."""
CLAUSE = {
    "de": frozenset(
        "dass daß ob wie warum weshalb wieso wer was wo wann wohin woher wozu welche welcher welches"
        " inwieweit inwiefern wonach".split()
    ),
    "en": frozenset("that whether if how why what who where when which to".split()),
    "ru": frozenset("что чтобы будто как ли почему когда где кто сколько куда зачем".split()),
}
# What stands before a quotation that is a title, a heading or an inscription.
_TITLED = re.compile(
    r"(?:Werbespruch|Spruch|Slogan|Schriftzug|Losung|Plakat|Banner|Titel|Überschrift|Aufdruck|Aufschrift|Motto|Stichwort|Namen|namens|Rubrik|Wort|Begriff|Betreff|Schild|Transparent"
    r"|heading|headline|title|titled|entitled|called|labelled|labeled|named|marked|word|term|sign|inscription|slogan|banner|motto"
    r"|названием|заголовком|надписью|словом|слово|термин|именем)\s*(?:\w+\s)?«»",
    re.IGNORECASE,
)
# What these reject or support they decide: a deed.
_BODY = re.compile(
    r"(?:[Rr]at|[Aa]usschuss|[Gg]ericht|[Vv]ersammlung|[Kk]ammer|[Pp]arlament|[Mm]ehrheit|[Bb]undestag|[Ll]andtag|[Kk]reistag"
    r"|council|court|committee|parliament|board|assembly|senate|jury|judge|voters)s?$"
)
_WISHING = frozenset(
    "undertake undertook volunteer agree want promise vow pledge threaten propose hope expect swear wish"
    " prefer demand claim intend offer".split()
)


def clause_follows(sentence: Sentence, position: int, language: str) -> bool:
    """Whether the very next piece tells what is said."""
    row = sentence.piece_of(position)
    if language == "en":
        return _english_clause(sentence, position, sentence.pieces[row][1])
    if row + 1 >= len(sentence.pieces):
        return False
    first, end = sentence.pieces[row + 1]
    opening = sentence.tokens[first].text.lower()
    if sentence.tokens[first - 1].text == ":":
        return True
    moods = {read_mood(word) for word in sentence.words(first, end)} if language == "de" else set()
    return opening in CLAUSE.get(language, ()) or "indirect" in moods


def says_that(sentence: Sentence, position: int) -> bool:
    """Whether an English verb is followed by "that" or "whether"."""
    after = [word.lower() for word in sentence.words(position + 1, sentence.pieces[sentence.piece_of(position)][1])]
    return any(word in ("that", "whether") for word in after[:4])


def _stands_in(who: str | None, words: list[str]) -> bool:
    return bool(who) and str(who).split()[0] in words


def follows_verb(sentence: Sentence, position: int, who: str | None) -> bool:
    """Whether the subject `who` stands behind the verb in its piece."""
    end = sentence.pieces[sentence.piece_of(position)][1]
    return bool(who) and str(who).split()[0] in sentence.words(position + 1, end)


def accompanies(sentence: Sentence, position: int, language: str, who: str | None) -> bool:
    """Whether the verb's piece only accompanies what is said: ", sagte sie am Abend", ", one of them insists,"."""
    row = sentence.piece_of(position)
    first = sentence.pieces[row][0]
    if not row and len(sentence.pieces) > 1 and sentence.tokens[first].text == _AS.get(language):
        return True
    if not row or sentence.tokens[first - 1].text in (";", ":", "("):
        return False
    if language == "de":
        return _accompanies_german(sentence, position, who)
    if language == "en":
        return _accompanies_english(sentence, position, who)
    end = sentence.pieces[row][1]
    opening = sentence.tokens[first].text.lower()
    inverted = position == first and _before_is_statement(sentence, row) and follows_verb(sentence, position, who)
    ends_piece = position > first and end - position <= 2 and end - first <= 6
    return inverted or (ends_piece and opening not in ("который", "и", "а"))


def _accompanies_german(sentence: Sentence, position: int, who: str | None) -> bool:
    row = sentence.piece_of(position)
    first, end = sentence.pieces[row]
    before = [token.text.lower() for token in sentence.tokens[first:position]]
    if before[:1] == ["wie"]:
        return True
    if before == ["so"] and _is_condition(sentence, row - 1):
        return False  # "Kentert der Strom, so schließt der Druck die Tore"
    # "hatte sie am Morgen behauptet", "wird er antworten"
    ends = all(token.kind != "word" for token in sentence.tokens[position + 1 : end])
    late = ends and before[:1] and (before[0] in HABEN or before[0] in ("wird", "werden"))
    if not (position == first or late or (len(before) == 1 and before[0] in ("so", "das"))):
        return False
    behind = sentence.tokens[end : end + 2]
    goes_on = len(behind) == 2 and behind[0].text == "," and behind[1].text in ("dass", "ob")
    return _stands_in(who, sentence.words(first, end)) and _before_is_statement(sentence, row) and not goes_on


def _is_condition(sentence: Sentence, row: int) -> bool:
    """Whether a piece is a condition: opened by "wenn" and the like, or by its verb before its subject."""
    first, end = sentence.pieces[row]
    words = [word.lower() for word in sentence.words(first, end)]
    if not words or words[0] in _CONDITIONAL:
        return bool(words)
    lemma = find_lemma(words[0], "de")
    is_verb = read_mood(words[0]) is not None or (lemma is not None and lemma != words[0] and lemma.endswith("n"))
    return is_verb and len(words) > 1 and (words[1] in DETERMINERS["de"] or words[1] in PRONOUNS)


_CONDITIONAL = frozenset(
    "wenn falls sobald sofern soweit ist sind wird werden hat haben wäre hätte würde sollte".split()
)


def _accompanies_english(sentence: Sentence, position: int, who: str | None) -> bool:
    row = sentence.piece_of(position)
    first, end = sentence.pieces[row]
    before = [token.text.lower() for token in sentence.tokens[first:position]]
    if before[:1] == ["as"]:
        return _stands_in(who, sentence.words(first, position))
    if (before and before[0] in _NO_TAGS) or "that" in before or not _before_is_statement(sentence, row):
        return False
    after = sentence.tokens[position + 1].text.lower() if position + 1 < end else ""
    if before:
        ends_soon = position >= end - 4 or _is_enclosed(sentence, row) or after in _PREPOSITIONS_EN
        return len(before) <= 9 and _stands_in(who, sentence.words(first, position)) and ends_soon
    # ", the deputy chief, Colin Marsh, told them": the name stands in a piece of its own.
    name = sentence.pieces[row - 1] if row > 1 and end - first <= 4 else None
    named = name is not None and name[1] - name[0] <= 6 and _is_last(sentence, end)
    return end - first <= 14 and (follows_verb(sentence, position, who) or named)


_AS = {"de": "Wie", "en": "As"}
_NO_TAGS = frozenset("who which and but that or to when while if because".split())


def _is_last(sentence: Sentence, end: int) -> bool:
    """Whether nothing but marks stands behind token `end`."""
    return all(token.kind == "mark" for token in sentence.tokens[end:])


def _is_enclosed(sentence: Sentence, row: int) -> bool:
    """Whether a piece of few words stands between two commas."""
    first, end = sentence.pieces[row]
    behind = sentence.tokens[end].text if end < len(sentence.tokens) else ""
    return first > 0 and sentence.tokens[first - 1].text == "," and behind == "," and end - first <= 12


def _before_is_statement(sentence: Sentence, row: int) -> bool:
    """Whether what stands before a tag could be what is said: a quotation, or more than a few words."""
    quoted = any(token.kind == "quote" and token.inside >= _FEWEST_QUOTED for token in sentence.tokens)
    words = sum(end - first for first, end in sentence.pieces[:row])
    return quoted or words >= 2 or _is_enclosed(sentence, row)


def has_content(
    sentence: Sentence, position: int, saying: Saying, language: str, who: str | None, *, by_text: bool, passive: bool
) -> bool:
    """Whether a verb of saying has what is said beside it."""
    if sentence.ends_with_colon and not has_clause(sentence, position, language):
        return False
    if has_clause(sentence, position, language):
        return True
    if quotes_words(sentence) and saying.kinds != {"paper"} and not hangs_below(sentence, position, language):
        return True
    if by_text and "paper" in saying.kinds:
        return True
    if "view" not in saying.kinds or passive or sentence.tokens[position].text in ("wanted", "expected"):
        return False
    return "weak" not in saying.kinds or not (who is None or _BODY.search(who))


def quotes_words(sentence: Sentence) -> bool:
    """Whether the sentence quotes somebody, and not only a title."""
    return sentence.quoted >= _FEWEST_QUOTED and not _TITLED.search(sentence.outside)


def has_clause(sentence: Sentence, position: int, language: str) -> bool:
    """Whether a clause behind the verb tells what is said."""
    tokens = sentence.tokens
    row = sentence.piece_of(position)
    end = sentence.pieces[row][1]
    if language == "en" and _english_clause(sentence, position, end):
        return True
    if language == "ru" and any(word in CLAUSE["ru"] for word in sentence.words(position + 1, end)[:1]):
        return True
    for later_first, later_end in sentence.pieces[row + 1 :]:
        opening = tokens[later_first].text.lower()
        mark = tokens[later_first - 1].text
        if mark == ":" and later_end - later_first >= 2 and later_first > position:
            return True
        if (
            opening in CLAUSE.get(language, ())
            and (language != "en" or opening != "which")
            and (language == "de" or opening not in ("who", "to"))
        ):
            return True
        if tokens[later_first].kind == "quote":
            continue
        if language == "de" and later_first == end + 1 and _goes_on_plainly(sentence, position, end, later_first):
            return True
        if language == "de" and _is_reported_clause(sentence, later_first, later_end):
            return True
    return False


def _goes_on_plainly(sentence: Sentence, position: int, end: int, later: int) -> bool:
    """„Der Kassenwart berichtet, das Konto weist auf“: a main clause at once behind the verb and its subject."""
    if sentence.tokens[end].text != "," or is_passive(sentence, position, "de"):
        return False
    behind = sentence.words(position + 1, end)
    opening = sentence.tokens[later].text
    relative = opening in RELATIVE["de"] and bool(behind)
    return len(behind) <= 4 and not relative and (opening[0].isupper() or opening in _MAIN_OPENERS or not behind)


_MAIN_OPENERS = frozenset(
    "er sie es man wir ich ein eine einer eines dies dieser diese im am in für bei nach seit zwei drei".split()
)


def _english_clause(sentence: Sentence, position: int, end: int) -> bool:
    """Whether a clause follows in the same piece, with "that" or without: "says the price has doubled"."""
    after = [token.text.lower() for token in sentence.tokens[position + 1 : end] if token.kind == "word"]
    sayings = find_sayings(sentence.tokens[position].text, "en")
    if not after or not sayings:
        return False
    if after[0] in ("that", "whether", "why", "how", "if") or (
        len(after) == 1 and after[0] in ("not", "so", "otherwise")
    ):
        return True
    if after[0] == "to":
        return any(saying.lemma in _WISHING for saying in sayings)
    if any("weak" in saying.kinds for saying in sayings):
        return any(word in ("that", "whether") for word in after[:3]) and after[0] not in _NOUN_FIRST
    if any(word in ("that", "whether", "how", "why") for word in after[:6]):
        return True
    if after[0] in _PREPOSITIONS_EN:
        return False
    return any(word in FINITE for word in after[1:]) or _has_verb_behind_noun(after, {one.lemma for one in sayings})


_THINKING = frozenset("think believe suppose reckon guess say claim insist fear hope feel know".split())


def _has_verb_behind_noun(after: list[str], lemmas: set[str]) -> bool:
    """Whether "the blame lies" follows "thinks": a noun phrase and a form that the dictionary gives to a verb."""
    if lemmas.isdisjoint(_THINKING):
        return False
    for row, word in enumerate(after[1:6], start=1):
        lemma = find_lemma(word, "en")
        is_form = word.endswith(("s", "ed")) and lemma not in (None, word)
        governed = after[row - 1] in _PREPOSITIONS_EN
        if is_form and not governed and row > 1 and after[0] in _NOUN_FIRST and row + 1 < len(after):
            return True
    return False


_NOUN_FIRST = frozenset("a the an his her its their".split())
_PREPOSITIONS_EN = frozenset("in on at by with from about of for as into over under after before".split())


def _is_reported_clause(sentence: Sentence, first: int, end: int) -> bool:
    words = sentence.words(first, end)
    moods = {read_mood(word) for word in words}
    if "indirect" in moods or (
        "unreal" in moods and sentence.tokens[first].text.lower() not in RELATIVE["de"] | SUBORDINATE
    ):
        return True
    return any(word == "zu" for word in words[:-1]) or any(re.fullmatch(r"\w+zu\w{3,}en", word) for word in words)
