"""Questions that compare two texts, people or times of the dossier."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from app.asking.kinds.calling import call_works, call_years, find_years, stand_together, works_of_year
from app.asking.kinds.subject import analysis_of, find_author, find_authors, find_subject
from app.asking.kinds.words import read_phrases
from index.records import Hit
from index.store.opened import OpenGeneration
from ingest.records import Manifest, Passage, Sentence
from ingest.structure.works import find_named_works
from ingest.text.german import is_common_noun
from ingest.text.names import name_key
from ingest.text.terms import find_content_words, find_name_terms, find_names

_PHRASES = Path(__file__).parent / "comparison.toml"
_ITS_OWN = 0.15
"""What naming a side adds to a sentence's score (a cosine) on its behalf."""
_JOINED = re.compile(
    r"(?i)\W+(?:(?:und|and|oder|or|vs\.?|versus|mit|with|to|von|from|gegen|against|als|than|bei|by|the|der|die|das|dem"
    r"|den|in|of|for|für)\W+)*$"
)
"""What may stand between the names of the two sides: "Holdorf and against Striebel"."""
_JOINS = re.compile(r"(?i)\b(?:und|and|vs|versus|oder|or|mit|with|from|von)\b")
"""What has to stand there."""
_AND_MORE = re.compile(r"(?i)\s*,\s*(?:(?:und|and|oder|or)\s+)?|\s+(?:und|and|oder|or)\s+")
"""What joins further names to two."""
_ASKS = r"(?:was|wie|wo|wer|wann|warum|weshalb|welche[nrsm]?|what|how|where|who|when|why|which)"
_ASKING = re.compile(rf"(?i)(?<!\w){_ASKS}\s")
_TWICE = re.compile(rf"(?i)[,:;–-]\s*(?:und|and|while|während)\s|\s(?:und|and|oder|or) (?={_ASKS}\s)|,\s*(?={_ASKS}\s)")
"""Where something else is asked in the same breath."""


_SORT = re.compile(
    r"(?i)(?<!\w)(?:(?P<time>wann|when|seit wann|since when"
    r"|(?:in )?(?:welche[mns]|what|which) (?:jahr|monat|year|month))"
    r"|(?P<person>we[rmn]|wessen|who(?:m|se)?)|(?P<place>wo|woher|wohin|where)|(?P<reason>warum|weshalb|wieso|why)"
    r"|(?P<number>wie ?viele?|how (?:many|much))|(?P<thing>was|wie|welche[mnrs]?|what|which|how))(?!\w)"
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = 4
"""Letters of a name that is known in small letters, too."""
_MOST_PARTIES = 4
_CLAUSE = re.compile(r"[,:;–]| - ")
_WHETHER = 4
"""Words of a question for yes or no before its first comma; fewer say of what something is asked."""


_AGAINST = re.compile(
    r"(?i)(?:\s(?:vs\.?|versus|as opposed to|compared (?:to|with)|im vergleich (?:zu[rm]?|mit))\s"
    r"|(?<=:)(?P<left>[^:?]+)\s(?:gegen|against)\s)"
)
"""What stands between the two sides, whatever they are called."""
_TAIL = re.compile(r"(?i)\s(?:on|about|over|regarding|concerning|in|for|zu[rm]?|über|bei[m]?|im|für|bezüglich)\s|[,;:]")
"""From where on what stands behind the second side is of both: "Pell vs Lund on the screens"."""
_ARTICLE = re.compile(r"(?i)^(?:the|der|die|das|dem|den)\s")
_A_COMPARISON = re.compile(
    r"(?i)(?<!\w)(?:(?:aus|in|nach|von|bei|zu|für|über) (?:ihrem|seinem|dem|diesem|deren|dessen|ihren|seinen|den)"
    r"|des|dieses|ihres|seines|(?:of|in|from|for|by|about) (?:the|their|his|her|this|that|its))"
    r"(?: (?!vergleich|comparison)[^\W\d_]+)? (?:vergleich(?:s|es|en)?|comparisons?)(?!\w)"
    r"(?! (?:zu|mit|between|with|of|to)(?!\w))"
)
"""A comparison that somebody has drawn, not one that is asked for: "the five fens in their comparison"."""
_MOST_OF_SIDE = 4
"""Words by which one side may be called."""
_DASH = re.compile(r"\s[-–—]\s")
"""Parts what is compared from the sides as a colon does: "the screens - Pell's view against Lund's"."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things compared."""

    name: str
    """What it is called in the answer."""
    question: str
    """What is searched for on its behalf."""
    source: str | None = None
    """Id of the work or analysis that it is; None for a person or a time."""
    called: str = ""
    """What the asker calls it, where that is not its name."""
    works: tuple[str, ...] = ()
    """Works of that time, which are of its side whether the time is named or not."""

    def holds(self, passage: Passage, opened: OpenGeneration) -> bool:
        """Whether a passage is of this side: of its text, about it where that is not here, or naming it."""
        if self.source is not None:
            document = opened.held_document(self.source)
            return passage.source_id == document.source_id if document else self.source in passage.works
        return any(self.is_of(one, passage, opened) for one in passage.sentences)

    def is_of(self, sentence: Sentence, passage: Passage, opened: OpenGeneration) -> bool:
        """Whether a sentence names the work, person or time that this side is, or gives that person's words."""
        document = opened.document(passage.source_id)
        if self.source is not None:
            work = opened.corpus.manifest.source(self.source)
            if sentence.attribution not in ("own", "summed_up"):
                return sentence.speaker == work.speaker
            return self.source in find_named_works(document.plain(sentence.start, sentence.end), opened.corpus.manifest)
        if self.works and not set(self.works).isdisjoint(
            find_named_works(document.plain(sentence.start, sentence.end), opened.corpus.manifest)
        ):
            return True
        key = name_key(self.name)
        author = opened.corpus.manifest.source(passage.source_id).author or ""
        if sentence.attribution == "own" and key in map(name_key, re.findall(r"\w+", author)):
            return True
        text = f"{document.text[sentence.start : sentence.end]} {sentence.speaker}"
        words = {name_key(form) for word in re.findall(r"\w+", text) for form in (word, word.removesuffix("s"))}
        return key in words

    def is_named(self, sentence: Sentence, passage: Passage, opened: OpenGeneration) -> bool:
        """Whether a sentence is of this side, or calls it what the asker calls it: "the report", "Holdorf"."""
        if self.is_of(sentence, passage, opened):
            return True
        text = opened.document(passage.source_id).plain(sentence.start, sentence.end).casefold()
        called = self.called or self.name
        return re.search(rf"(?<!\w){re.escape(called.casefold())}", text) is not None

    def weigh(self, hit: Hit, opened: OpenGeneration) -> Hit:
        """The hit with the sentences of this side put before the passage's others."""
        if self.source is not None and opened.held_document(self.source):
            return hit
        pairs = zip(hit.passage.sentences, hit.sentence_scores, strict=True)
        scores = tuple(score + _ITS_OWN * self.is_of(one, hit.passage, opened) for one, score in pairs)
        return replace(hit, sentence_scores=scores)


def find_sides(question: str, opened: OpenGeneration) -> tuple[Side, ...]:
    """The sides that a cleaned question compares; empty where it compares none that can be told apart."""
    manifest = opened.corpus.manifest
    phrases = read_phrases(_PHRASES)
    compares = bool(phrases["compares"].search(_A_COMPARISON.sub(" ", question)))
    subject = find_subject(question, manifest)
    named = list(subject.named)
    analysis = analysis_of(manifest)
    side_by_side = compares or (_asks_twice(question) and not asks_apart(question))
    joined = bool(phrases["joins"].search(question))
    if subject.by_genre and subject.has_any_text:
        named.append(subject.by_genre)
        side_by_side = side_by_side or joined
    if len(named) == 1 and subject.has_any_text and analysis and analysis.id not in named and side_by_side:
        named.insert(0, analysis.id)
    if len(named) > 1 and side_by_side:
        called = call_works(question, named, manifest)
        asked = _without(subject.rest, ())
        asked = asked if find_content_words(asked) else ""
        return tuple(
            Side(manifest.source(one).title, asked or called[one], one, called[one]) for one in dict.fromkeys(named)
        )
    if not compares and not joined:
        names = () if asks_apart(question) else _find_one_each(question)
        views = find_views(question) if not names else ()
        if views and all(len(_list_people(one)) == 1 for one in views):
            return tuple(Side(_list_people(one)[0], one) for one in views)
        return tuple(Side(one, _without(question, [other for other in names if other != one])) for one in names)
    years = find_years(question)
    if len(years) == 2 and compares and stand_together(question, years):
        return _of_years(question, years, named, manifest)
    names = _find_pair(question, apart=compares)
    if _wrote_together(names, manifest):
        return ()
    return _set_against(question, names) or tuple(
        Side(one, _without(question, [other for other in names if other != one])) for one in names
    )


def _set_against(question: str, names: Sequence[str]) -> tuple[Side, ...]:
    """Two names with what the asker says of each: "the harbour's figures vs Ashdown's estimate"; empty without more."""
    against = _AGAINST.search(question)
    if against is None or len(names) != 2 or against["left"]:
        return ()
    first, second = question[: against.start()], question[against.end() :]
    tail = _TAIL.search(second)
    second, about = (second[: tail.start()], second[tail.start() :]) if tail else (second, "")
    said = [_ARTICLE.sub("", one.strip(" ,.;:?!")) for one in (first, second)]
    if any(name not in one or len(one.split()) > _MOST_OF_SIDE for name, one in zip(names, said, strict=True)):
        return ()
    return tuple(Side(name, f"{one}{about}", called=one) for name, one in zip(names, said, strict=True))


def _of_years(question: str, years: Sequence[str], named: Sequence[str], manifest: Manifest) -> tuple[Side, ...]:
    """A side for each year, with the works of that year which the question names."""
    called = call_years(question, years, manifest)
    return tuple(
        Side(
            one,
            _without(question, [other for other in years if other != one]),
            called=called[one],
            works=works_of_year(named, one, manifest),
        )
        for one in years
    )


def _wrote_together(names: Sequence[str], manifest: Manifest) -> bool:
    """Whether names are those of one text's authors: they say the same."""
    works = {find_author(one, manifest) for one in names}
    return len(works) == 1 and None not in works


def _asks_twice(question: str) -> bool:
    """Whether two things are asked in one breath: "..., und was steht dazu bei X?"."""
    return any(
        find_content_words(question[: one.start()])
        and (one[0].strip() != "," or _ASKING.search(question[: one.start()]))
        for one in _TWICE.finditer(question)
    )


def asks_apart(question: str) -> bool:
    """Whether two questions of different sorts are joined: "When was the survey published, and what limit is set?"."""
    parts = split_question(question)
    sorts = [_sort_of(one) for one in parts]
    return len(set(sorts)) > 1


def _sort_of(question: str) -> str:
    """What a clause asks for, by its first word of asking: a time, a person, a place, a number, a reason, a thing."""
    found = _SORT.search(question)
    return found.lastgroup or "" if found else ""


def speaks_of_comparison(question: str) -> bool:
    """Whether the only comparing word of a question is for a comparison that somebody has drawn."""
    bare = _A_COMPARISON.sub(" ", question)
    return bare != question and not read_phrases(_PHRASES)["compares"].search(bare)


def compares_loosely(question: str) -> bool:
    """Whether a question compares, though nobody can say which two names are its sides."""
    question = _A_COMPARISON.sub(" ", question)
    return bool(read_phrases(_PHRASES)["apart"].search(question) or _AGAINST.search(_DASH.sub(": ", question)))


def find_views(question: str) -> tuple[str, ...]:
    """A question once for each side that a word parts from the other; empty where none does.

    What stands before a colon is of both: "amount of silt: society vs. survey".
    """
    question = _DASH.sub(": ", question)
    against = _AGAINST.search(question)
    if against is None:
        return ()
    context, colon, _ = question[: against.start() + 1].rpartition(":")
    first = (against["left"] or question[len(context) + len(colon) : against.start()]).strip()
    second = question[against.end() :].strip()
    return tuple(f"{context}: {one}" if colon else one for one in (first, second) if find_content_words(one))


def leave_out_comparing(question: str) -> str:
    """A question without the words that say it compares: "difference" is nothing that a text speaks of."""
    return _without(question, ())


def asks_for_several(question: str, language: str) -> bool:
    """Whether a question has several words of asking, or none: "How many were planned, and how many came?".

    What is for yes or no is, of two who are named, mostly whether they agree.
    """
    first, *_ = _CLAUSE.split(question, maxsplit=1)
    return len(_list_asking(question, language)) > 1 or (
        question.rstrip().endswith("?") and len(first.split()) >= _WHETHER and not _list_asking(first, language)
    )


def _list_asking(text: str, language: str) -> list[str]:
    # "Was" opens a question for yes or no in English.
    found = (one.strip().casefold() for one in _ASKING.findall(text))
    return [one for one in found if language != "en" or one != "was"]


def find_parties(question: str, opened: OpenGeneration) -> tuple[Side, ...]:
    """The texts and people that a question names, whatever it asks of them; empty where these are not several.

    A text may be named by its author, the analysis as "the author"; a person whose words the dossier gives, in small
    letters, too.
    """
    manifest = opened.corpus.manifest
    subject = find_subject(question, manifest)
    by_author = find_authors(question, manifest)
    analysis = analysis_of(manifest)
    texts = [*subject.named, *((subject.by_genre,) if subject.by_genre else ()), *by_author.values()]
    if analysis and (subject.has_any_text or speaks_of_author(question)):
        texts.append(analysis.id)
    people = [one for one in _find_people(question, opened) if name_key(one) not in by_author]
    calls = [*people, *(one for one in _WORD.findall(question) if name_key(one) in by_author)]
    bare = _without(question, calls)
    sides = [Side(manifest.source(one).title, bare, one) for one in dict.fromkeys(texts)]
    sides += [Side(one, _without(question, [other for other in calls if other != one])) for one in people]
    return tuple(sides[:_MOST_PARTIES]) if len(sides) > 1 else ()


def speaks_of_author(question: str) -> bool:
    """Whether a question means whoever wrote the analysis, without a name: "der Autor"."""
    return bool(read_phrases(_PHRASES)["author"].search(question))


def _find_people(question: str, opened: OpenGeneration) -> list[str]:
    """Names in a question that the dossier has, and those of whom it quotes, capitals aside."""
    named = {one for one in find_names(question) if one[0].isalpha() and not is_common_noun(one)}
    known = {one for one in named if _is_known(one, opened)}
    words = dict.fromkeys(_WORD.findall(question))
    return [one for one in words if one in known or (len(one) >= _LETTERS and name_key(one) in opened.heard)]


def _is_known(name: str, opened: OpenGeneration) -> bool:
    lexical = opened.lexical
    return any(lexical.knows_name(term, language) for term in find_name_terms(name) for language in lexical.languages)


def split_question(question: str) -> tuple[str, ...]:
    """The two things that are asked in one breath; empty where it is one, or where nobody says which two."""
    # Behind a comma alone the word of asking may open a clause: "..., was Striebel unterschrieben hatte?".
    twice = (one for one in _TWICE.finditer(question) if one[0].strip() != ",")
    cuts = [one for one in twice if _ASKING.match(question, one.end())]
    if not cuts:
        return ()
    first, second = question[: cuts[-1].start()], question[cuts[-1].end() :]
    says = find_content_words(first) and find_content_words(second)
    return (first, second) if says and _ASKING.search(first) else ()


def _list_people(text: str) -> list[str]:
    return [one for one in find_names(text) if one[0].isalpha() and not is_common_noun(one)]


def _find_one_each(question: str) -> tuple[str, ...]:
    """Two names, each in one of the two things that are asked: "What did Holdorf do, and what did Striebel do?"."""
    found = [set(_list_people(part)) for part in split_question(question)]
    if len(found) != 2 or not all(len(one - other) == 1 for one, other in (found, found[::-1])):
        return ()
    return (*(found[0] - found[1]), *(found[1] - found[0]))


def _find_pair(question: str, *, apart: bool) -> tuple[str, ...]:
    """Two names that are joined: "Holdorf und Striebel", "against Holdorf and against Striebel"; else none.

    Args:
        question: The cleaned question.
        apart: Whether two names will do that stand apart, where there are no others.

    """
    places: list[tuple[str, int, int]] = []
    position = 0
    for one in (name for name in find_names(question) if name[0].isalpha() and not is_common_noun(name)):
        start = question.find(one, position)
        position = start + len(one)
        places.append((one, start, position))
    joins = [question[end:start] for (_, _, end), (_, start, _) in pairwise(places)]
    for row, between in enumerate(joins):
        (one, *_), (other, *_) = places[row], places[row + 1]
        if one != other and _JOINS.search(between) and _JOINED.fullmatch(between):
            goes_on = [*joins[max(0, row - 1) : row], *joins[row + 1 : row + 2]]
            # Of several, nobody says which two.
            return () if any(_AND_MORE.fullmatch(one) for one in goes_on) else (one, other)
    owners = [one for one, _, end in places if question[end : end + 2] in ("'s", "’s")]
    if apart and len(set(owners)) == 2:
        return (owners[0], owners[-1])
    if apart and len(places) == 2 and places[0][0] != places[1][0]:
        return (places[0][0], places[1][0])
    return ()


def _without(question: str, names: Sequence[str]) -> str:
    for one in names:
        question = re.sub(rf"{re.escape(one)}\w*(?:[’']s?)?", " ", question)
    return " ".join(read_phrases(_PHRASES)["compares"].sub(" ", question).split())
