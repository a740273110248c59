"""What kind of thing is asked, on one screen: each kind has a module, and whatever none of them knows is a fact.

Phrases decide first. What they take for a fact may, by its vector, be a question about the dossier, one for an overview
or a comparison, or small talk that is worded in another way; how sure that has to be stands below. A kind that has
nothing to say hands on: a wrong guess ends in retrieval. Small talk alone does not, so that less is enough only for
what asks nothing and names nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from app.answering.mentions import write_mentions
from app.answering.places import quote_place
from app.answering.verbatim import Draft
from app.asking.inquiry import UNDETERMINED, Inquiry, has_words, make_inquiry
from app.asking.kinds.about import reply_about
from app.asking.kinds.absent import reply_absent, tell_absent_notes
from app.asking.kinds.antecedent import find_antecedent, put_title
from app.asking.kinds.calling import is_span
from app.asking.kinds.citing import find_citing_notes, reply_citing
from app.asking.kinds.comparison import (
    Side,
    asks_apart,
    compares_loosely,
    find_sides,
    speaks_of_comparison,
    split_question,
)
from app.asking.kinds.data import OF_THEMSELVES
from app.asking.kinds.dated import find_asked_day
from app.asking.kinds.edges import find_asked_edge
from app.asking.kinds.guessing import SHIPPED, Guess, begin_of, find_topic, read_model
from app.asking.kinds.headings import reply_heading
from app.asking.kinds.items import find_asked_item
from app.asking.kinds.lists import asks_for_list
from app.asking.kinds.mentions import read_mention
from app.asking.kinds.naming import names_something
from app.asking.kinds.notes import asks_for_note, find_asked_note
from app.asking.kinds.overview import documents_meant, find_overview
from app.asking.kinds.overview_wording import asks_for_end, leave_out_asking, read_asking
from app.asking.kinds.parts import find_asked_part
from app.asking.kinds.place import find_asked_place
from app.asking.kinds.points import find_described_item
from app.asking.kinds.present import find_present
from app.asking.kinds.several import find_several_sections
from app.asking.kinds.small_talk import (
    Said,
    addresses_chat,
    asks_by_word,
    is_statement,
    reply_to,
    tell_small_talk,
)
from app.asking.kinds.spelling import mend_asking
from app.asking.kinds.subject import analysis_of, find_subject
from app.asking.kinds.tables import find_asked_table, tell_absent_table
from app.records import AnswerSentence, Kind
from index.encoders.protocol import Encoder
from index.store.opened import OpenGeneration
from ingest.structure.works import mark_named_works
from ingest.text.terms import find_content_words

_OF_TEXTS: frozenset[Kind] = frozenset({"about", "overview"})
"""What is asked of a text, whether it is named or not."""
_LONGEST = 200
"""Characters of a question whose kind is guessed."""
_GUESSED: frozenset[Kind] = frozenset({"fact", "list"})
"""What phrases tell that may be something else."""
_OF_SECTION, _LISTS = 0.6, 0.75
"""Probabilities that do for what names a section (of a place and an overview), and for a list, whose quotes are weighed
as those of a fact are."""
_MOSTLY = 0.5
"""Probability from which on chatter is of the likeliest kind."""
_COMPARES, _SURELY_COMPARES, _NO_LIST = 0.5, 0.6, 0.15
"""A comparison's quotes are weighed as those of a fact are. What phrases take for a list is one only from the second
on, and where a list is less likely than the third."""
_OVERVIEW, _ABOUT = 0.87, 0.75
"""Probabilities from which on a kind is taken, of what is about the dossier that of the one datum. Of 2228 questions
that are put to texts, 11 lie above the first and 3 above the second: there the modules look, too, whether more is asked
for."""
_SURE_OF_DATA = 0.85
"""Probability of all data from which on words that tell of no text here, and name nobody, do not count."""
_SURELY_ABOUT, _ALSO_ABOUT = 0.9, 0.25
"""Probability of all data of the dossier from which on a list is taken for a question about them, too; and of one of
them from which on it is asked for beside the likeliest."""
_OVER_TOPIC, _OVER_TOPIC_ASKED = 0.92, 0.4
"""Probabilities from which on an overview is asked for of whatever, which is found and weighed as for a fact: without
words that ask for one, and with them."""
_OF_TEXT_ALONE, _OF_DOSSIER = 0.55, 0.65
"""Probabilities of one of the dossier's data that do where a question says nothing else: with a word for a text, and
where it asks for notes, sections or works."""
_ANY_WORK = {"de": "der Text", "en": "the text", "ru": "текст"}
_THE_TEXT = {"de": "dem Text", "en": "the text", "ru": "текст"}
"""What stands for the analysis in a question about "it", whatever that is called."""
_ADDRESSED, _ADDRESSED_OF = 0.6, 0.85
"""Probabilities from which on a question to "you" that names nobody of the dossier is small talk: without a telling
word of it, and with one ("are you making this up?")."""
_TALKS, _ASKS, _TELLS, _CHATS = 0.9, 0.75, 0.7, 0.5
"""Probabilities from which on a message is small talk: any; one that asks and has no telling word of the dossier; one
that asks nothing and names nobody and no topic; one of these that has no telling word of the dossier either. "The war
will end soon." is at .68, "the sanctions are useless" at .15."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question's kind, and what is said to it where nothing has to be weighed."""

    kind: Kind
    language: str
    """Of the product's words."""
    reply: tuple[AnswerSentence, ...] = ()
    """Said without evidence."""
    draft: Draft | None = None
    """The place, or the overview, that was asked for."""
    sides: tuple[Side, ...] = ()
    """What is compared, where it has names."""
    topic: str = ""
    """What an overview is asked of that is neither a text here nor a part of one: it has to be found."""
    several: float = 0.0
    """How likely a fact is no single one, but several, or a comparison."""


def understand_kind(
    inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder, *, plain: bool = False
) -> Understanding:
    """Tell what kind of thing is asked.

    Args:
        inquiry: The question.
        opened: The generation that answers.
        encoder: Embeds a question whose kind no phrase tells; not asked for any other.
        plain: A fact, whatever it seems.

    """
    if plain:
        return Understanding("fact", inquiry.spoken)
    inquiry = replace(inquiry, text=mend_asking(inquiry.text, inquiry.language, opened))
    told = _tell_by_phrases(inquiry, opened, encoder)
    if inquiry.earlier and not inquiry.again and told.kind in (*_OF_TEXTS, "fact"):
        told = _take_up(inquiry, opened, encoder, told)
    return _guess(inquiry, opened, encoder, told) if told.kind in _GUESSED and not told.draft else told


def _take_up(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder, told: Understanding) -> Understanding:
    """What a question that leans on earlier ones asks, if what they were about is what it asks of."""
    manifest, language = opened.corpus.manifest, inquiry.spoken
    antecedent = find_antecedent(inquiry.text, inquiry.earlier, inquiry.language, manifest)
    if antecedent.of == "topic":
        before = make_inquiry(antecedent.question, inquiry.language)
        of_text = _tell_by_phrases(before, opened, encoder).kind in (*_OF_TEXTS, "place")
        antecedent = replace(antecedent, of="text") if of_text else antecedent
    if antecedent.of == "topic":
        return _take_up_topic(inquiry, opened, told, antecedent.question)
    if antecedent.of == "text" and told.kind in _OF_TEXTS:
        return told
    title = antecedent.work.title if antecedent.work else _THE_TEXT.get(language, _THE_TEXT["en"])
    put = put_title(inquiry.text, title)
    text = put or f"{inquiry.text.rstrip('?!. ')} – {title}"
    retold = _tell_by_phrases(replace(inquiry, text=text, told="", earlier=()), opened, encoder)
    if retold.kind == "about" or (retold.kind == "overview" and (put or told.kind == "overview")):
        return retold
    return Understanding("fact", language) if told.kind in _OF_TEXTS else told


def _take_up_topic(inquiry: Inquiry, opened: OpenGeneration, told: Understanding, topic: str) -> Understanding:
    if told.kind == "about":
        reply = reply_about(inquiry.text, inquiry.spoken, opened, points=False)
        return replace(told, reply=reply) if reply else Understanding("fact", inquiry.spoken)
    if told.kind != "overview":
        return told
    subject = find_subject(inquiry.text, opened.corpus.manifest)
    if asks_for_end(inquiry.text, subject.rest):
        return Understanding("fact", inquiry.spoken)
    return Understanding("overview", inquiry.spoken, topic=topic)


def _tell_by_phrases(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder) -> Understanding:
    text, language = inquiry.text, inquiry.spoken
    said = tell_small_talk(text)
    if said:
        spoken = language if language in said.languages else said.languages[0]
        return Understanding("small_talk", spoken, reply=reply_to(said, spoken, opened.corpus.manifest))
    # Of another encoder's vectors nothing is known: it is not opened for them.
    own = encoder if opened.generation.encoder == read_model(SHIPPED).identity else None
    place = _find_place(inquiry, opened, own)
    if place:
        return place
    present = find_present(text, language, opened)
    if present:
        return Understanding("list", language, draft=present)
    told = _tell_of_structure(inquiry, opened)
    if told:
        return told
    overview = find_overview(inquiry.named, language, opened, own)
    if overview and overview.citations:
        return Understanding("overview", language, draft=overview)
    about = reply_about(text, language, opened, encoder=own)
    if about:
        return Understanding("about", language, reply=about)
    sides = find_sides(inquiry.named, opened)
    if sides:
        return Understanding("comparison", language, sides=sides)
    if asks_for_list(text, inquiry.language):
        return Understanding("list", language)
    return Understanding("comparison" if compares_loosely(text) else "fact", language)


def _tell_of_structure(inquiry: Inquiry, opened: OpenGeneration) -> Understanding | None:
    """What a section is called, or whom the analysis cites: a line of the product, or the notes that name him."""
    text, language = inquiry.text, inquiry.spoken
    documents = documents_meant(find_subject(text, opened.corpus.manifest), opened)
    reply = reply_heading(text, language, documents, opened) or reply_citing(text, language, opened)
    if reply:
        return Understanding("about", language, reply=reply)
    notes = find_citing_notes(text, opened)
    return Understanding("place", language, draft=quote_place(opened, notes, language)) if notes else None


def _find_place(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder | None) -> Understanding | None:
    """The place that is asked for, or several, or what the text has instead; else the places that have a word."""
    text, language = inquiry.text, inquiry.spoken
    place = (
        find_asked_note(text, opened)
        or find_asked_place(inquiry.named, opened)
        or find_asked_item(text, opened)
        or find_described_item(text, opened, encoder)
        or find_asked_edge(inquiry.named, opened, encoder)
        or find_asked_part(text, opened)
        or find_asked_table(text, opened)
        or find_asked_day(text, opened)
    )
    if place:
        draft = quote_place(opened, place, language)
        missing = tell_absent_notes(text, language, opened)
        return Understanding("place", language, draft=replace(draft, sentences=(*draft.sentences, *missing)))
    several = find_several_sections(text, language, opened)
    if several and several.citations:
        return Understanding("overview", language, draft=several)
    if several:
        return Understanding("place", language, reply=several.sentences)
    absent = reply_absent(text, language, opened) or tell_absent_table(text, language, opened)
    if absent or asks_for_note(text):
        return Understanding("place", language, reply=absent)
    return _find_mentions(text, language, opened, encoder)


def _find_mentions(text: str, language: str, opened: OpenGeneration, encoder: Encoder | None) -> Understanding | None:
    asked = read_mention(text, opened)
    # The notes that cite a work are told by what they cite, whatever words they have.
    citing = reply_about(text, language, opened, encoder=encoder) if asked and asked.unit == "note" else ()
    if citing:
        return Understanding("about", language, reply=citing)
    found = write_mentions(asked, language, opened) if asked else None
    if not found:
        return None
    if isinstance(found, Draft):
        return Understanding("place", language, draft=found)
    return Understanding("place", language, reply=found)


def _least_of_talk(text: str, opened: OpenGeneration) -> float:
    if names_something(text, opened):
        return _TALKS
    if names_something(text, opened, anywhere=True):
        return _TELLS if is_statement(text) else _ADDRESSED_OF if addresses_chat(text) else _TALKS
    return _CHATS if is_statement(text) else _ADDRESSED if addresses_chat(text) else _ASKS


def _guess(inquiry: Inquiry, opened: OpenGeneration, encoder: Encoder, told: Understanding) -> Understanding:
    """What a question is by its vector, where that is nearly certain; else what phrases `told`.

    What leans on earlier questions asks for what they asked for, or is said of the answer. What they take for a list
    may be an overview.
    """
    text = inquiry.text
    if not has_words(text) or len(text) > _LONGEST or inquiry.language == UNDETERMINED or inquiry.again:
        return told
    model = read_model(SHIPPED)
    if opened.generation.encoder != model.identity:
        return told
    guess = model.tell(text, encoder.encode_query(text))
    talk = _guess_talk(inquiry, guess, opened, encoder)
    if talk or inquiry.earlier:
        return talk or told
    # What a work is called says nothing of what is asked about it.
    named = mark_named_works(text, opened.corpus.manifest, lambda _: _ANY_WORK.get(inquiry.language, "the text"))
    if named != text:
        guess = max(guess, model.tell(named, encoder.encode_query(named)), key=_weigh_of_texts)
    overview = _guess_overview(inquiry, guess, opened, encoder, told.kind)
    return overview or _guess_rest(inquiry, guess, opened, encoder, told)


def _weigh_of_texts(guess: Guess) -> float:
    return sum(guess.of_kind(kind) for kind in ("about", "overview", "place"))


def _guess_talk(inquiry: Inquiry, guess: Guess, opened: OpenGeneration, encoder: Encoder) -> Understanding | None:
    """Small talk, by what is said, or by the whole message where nothing but that is around what asks nothing."""
    text, language = inquiry.text, inquiry.spoken
    if inquiry.earlier and not is_statement(text):
        return None
    least = _least_of_talk(text, opened)
    if inquiry.whole and not (names_something(text, opened) or asks_by_word(text)):
        whole = read_model(SHIPPED).tell(inquiry.whole, encoder.encode_query(inquiry.whole))
        guess = max(guess, whole, key=lambda one: one.of_kind("small_talk"))
        least = min(least, _TALKS if inquiry.whole.endswith("?") else _ASKS)
    # A word alone that no phrase knows for a complaint is rather one to search for: "storm".
    unlikely = guess.labels["small_talk.complaint"] if len(text.split()) == 1 else 0
    if guess.of_kind("small_talk") - unlikely < least:
        return None
    likeliest = guess.likeliest("small_talk")
    # Of none clearly: "I cannot do that" would answer what asks for nothing.
    clear = guess.labels[f"small_talk.{likeliest}"] >= _MOSTLY
    plain = max(("acknowledgement", "complaint"), key=lambda one: guess.labels[f"small_talk.{one}"])
    said = Said(likeliest if clear else plain, (language,))
    return Understanding("small_talk", language, reply=reply_to(said, language, opened.corpus.manifest))


def _guess_overview(
    inquiry: Inquiry, guess: Guess, opened: OpenGeneration, encoder: Encoder, told: Kind
) -> Understanding | None:
    """An overview of a text or a part of it; else of whatever is left of the question beside the asking."""
    text, language = inquiry.text, inquiry.spoken
    overview = guess.of_kind("overview")
    if overview >= _OVERVIEW or overview + guess.of_kind("place") >= _OF_SECTION:
        guessed: Literal["yes", "section"] = "yes" if overview >= _OVERVIEW else "section"
        draft = find_overview(inquiry.named, language, opened, encoder, guessed=guessed)
        if draft and draft.citations:
            return Understanding("overview", language, draft=draft)
    least = _OVER_TOPIC_ASKED if read_asking("whole").search(text) else _OVER_TOPIC
    topic = leave_out_asking(text) if told == "fact" and overview >= least else ""
    return Understanding("overview", language, topic=topic) if topic else None


def _guess_rest(
    inquiry: Inquiry, guess: Guess, opened: OpenGeneration, encoder: Encoder, told: Understanding
) -> Understanding:
    text, language = inquiry.text, inquiry.spoken
    compares, several = guess.of_kind("comparison"), guess.of_kind("list")
    is_none = asks_apart(text) or is_span(text) or speaks_of_comparison(text)
    if (
        not is_none
        and compares >= (_COMPARES if told.kind == "fact" else _SURELY_COMPARES)
        and (told.kind == "fact" or several < _NO_LIST)
    ):
        return Understanding("comparison", language)
    data = _read_data(guess, told.kind, _least_about(text, guess, opened))
    sure = guess.of_kind("about") >= _SURE_OF_DATA
    reply = reply_about(text, language, opened, guessed=data, sure=sure, encoder=encoder) if data else ()
    if reply:
        return Understanding("about", language, reply=reply)
    if told.kind != "fact":
        return told
    if several >= _LISTS and not split_question(text):
        return Understanding("list", language)
    return replace(told, several=compares + several)


def _least_about(text: str, guess: Guess, opened: OpenGeneration) -> float:
    """Less is enough where a question says nothing else, and speaks of a text or of what a dossier alone has."""
    subject = find_subject(text, opened.corpus.manifest)
    if find_topic(subject):
        return _ABOUT
    analysis = analysis_of(opened.corpus.manifest)
    own = find_content_words(analysis.title) if analysis else []
    if subject.has_genre or subject.named or not set(own).isdisjoint(subject.leftover):
        return _OF_TEXT_ALONE
    asking = read_model(SHIPPED).asking
    says_more = any(begin_of(word) not in asking for word in subject.leftover)
    return _OF_DOSSIER if guess.likeliest("about") in OF_THEMSELVES and not says_more else _ABOUT


def _read_data(guess: Guess, told: Kind, least: float) -> tuple[str, ...]:
    """Which of the dossier's data are asked for, where that is sure enough for what phrases `told`."""
    likeliest, about = guess.likeliest("about"), guess.of_kind("about")
    if about >= _SURELY_ABOUT:
        named = {label.partition(".")[2]: odds for label, odds in guess.labels.items() if label.startswith("about.")}
        return (likeliest, *(one for one, odds in named.items() if odds >= _ALSO_ABOUT and one != likeliest))
    enough = guess.labels[f"about.{likeliest}"] >= least
    return (likeliest,) if enough and (told == "fact" or least == _OF_TEXT_ALONE) else ()
