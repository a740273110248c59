"""Convert a SQuAD-format question set into a dossier with cases: one source per paragraph, gold where the answers are.

SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018) and sets in their format, such as MLQA and XQuAD, whose files
in several languages share their question ids. Each paragraph is written as one line of canonical text, so that an
answer keeps its place whatever the paragraph looks like. The dossier is read back by the product's own parser before
it is handed over, and a case that it does not support is left out, counted and named.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from eval.cases.files import write_cases
from eval.cases.gold import check_cases
from eval.cases.squad_files import Answer, Asked, LabelledFile, Paragraph
from eval.errors import CaseError
from eval.records import Case, Split
from ingest.flow import read_corpus
from ingest.readers.kinds import name_lines
from ingest.readers.lines import find_lines
from ingest.records import Corpus, Slice, Source
from ingest.text.canonical import canonicalize
from ingest.text.sentences import split_sentences

LEFT_OUT = "left-out.txt"
"""Beside the cases: every question group that did not become one, with the reason."""
_SPACES = re.compile(r"[ \t\n]+")
_THIN_SPACE = "\u2009"
_GAP = re.compile(r"(?:\s|\[\d{1,3}\])+")
_EDGES = re.compile(rf"^{_GAP.pattern}|{_GAP.pattern}$")
_SPACED, _MARKED = _GAP.pattern, r"(?:\[\d{1,3}\])*"
"""What may stand between two words of an answer: spaces and note markers, or, within a word, markers alone."""
_SLUG_LENGTH, _TITLE_LENGTH, _ID_LENGTH, _COMMENT_LENGTH = 40, 60, 80, 200
_NAMED = 5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A question group that did not become a case."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has written."""

    folder: Path
    cases: tuple[Case, ...]
    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...]
    remarks: tuple[str, ...]
    """What else a reader has to know, a line each."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A paragraph of the dossier to be."""

    source: Source
    text: str
    sentences: tuple[Slice, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """What all files say under one question id."""

    id: str
    questions: tuple[tuple[str, str], ...]
    """(language, question)"""
    labels: tuple[Asked, ...]
    """The same question in each of the sources' files."""


def import_squad(
    questions: Sequence[LabelledFile],
    sources: Sequence[LabelledFile],
    out: Path,
    *,
    split: Split = "dev",
    limit: int | None = None,
    title: str = "SQuAD",
) -> Imported:
    """Write a dossier of the sources' paragraphs with the cases that the questions make.

    Args:
        questions: Files that give the questions; a question id is one case in all its languages.
        sources: Files that give the paragraphs, all of which are in the dossier, and the answers.
        out: A folder that does not exist yet, or an empty one; written as a whole or not at all.
        split: The split of the cases.
        limit: Only the first so many question groups, with no paragraphs but theirs.
        title: The dossier's title.

    """
    if out.exists() and not (out.is_dir() and not any(out.iterdir())):
        raise CaseError("the folder is there already and not empty", where=out, remedy="--out DIR with a new folder")
    groups, left_out = _group(questions, sources)
    groups = groups[:limit]
    texts = _collect_texts(sources, None if limit is None else {row for group in groups for row in group.labels})
    cases: list[Case] = []
    beside: list[str] = []
    for group in groups:
        places = _locate(group, texts)
        made = _make_case(group, places, split)
        if isinstance(made, LeftOut):
            left_out.append(made)
            continue
        cases.append(made)
        if not all(place for _, place in places):
            beside.append(group.id)
    if not cases:
        raise _nothing_left(left_out)
    try:
        imported = _write(cases, tuple(texts.values()), left_out, out, title)
    except OSError as error:
        raise CaseError(f"the dossier cannot be written ({error.strerror})", where=out) from error
    if not beside:
        return imported
    lost = f"an answer is not where answer_start says, others of the same question are: {name_some(beside, 'question')}"
    return replace(imported, remarks=(lost, *imported.remarks))


def write_paragraph(context: str) -> str:
    """A paragraph as the one line that stands for it: canonical, spaces and line ends collapsed, never a list item.

    Where the parser would take its first character for a bullet ("– nothing"), the space after it becomes a thin one:
    as long, and shown as a space.
    """
    text = _to_line(context)
    kinds = {block.kind for block in name_lines(text, find_lines(text))}
    return re.sub("[ \u00a0]", _THIN_SPACE, text, count=1) if "list_item" in kinds else text


def locate_answer(answer: Answer, context: str, text: str) -> Slice | None:
    """Where an answer to `context` stands in that paragraph as written; None when it is not where its label says.

    By counting, so that of several occurrences the labelled one is meant: what stands before the answer's end is
    written alike, and the answer ends where that ends.
    """
    end = answer.start + len(answer.text)
    if answer.start < 0 or context[answer.start : end] != answer.text:
        return None
    words = _to_line(answer.text)
    last = len(_to_line(context[:end]))
    place = Slice(last - len(words), last)
    return place if words and text[place.start : place.end].split() == words.split() else None


def make_pattern(text: str, place: Slice) -> str:
    """A regular expression for `text[place]`: bounded where words are bounded there, with or without note markers."""
    answer = text[place.start : place.end]
    bare = _EDGES.sub("", answer)
    if not bare:
        return re.escape(answer)
    start = place.start + answer.index(bare)
    end = start + len(bare)
    joints = [_SPACED if re.search(r"\s", gap) else _MARKED for gap in _GAP.findall(bare)]
    pattern = "".join(map(str.__add__, map(re.escape, _GAP.split(bare)), [*joints, ""]))
    before = "" if _is_word(text[start - 1 : start]) or not _is_word(bare[0]) else r"(?<!\w)"
    after = "" if _is_word(text[end : end + 1]) or not _is_word(bare[-1]) else r"(?!\w)"
    return before + pattern + after


def _nothing_left(left_out: Sequence[LeftOut]) -> CaseError:
    reasons = "; ".join(dict.fromkeys(left.reason for left in left_out[:_NAMED]))
    return CaseError(f"no question is left to ask: {name_some([left.id for left in left_out], 'question')}: {reasons}")


def name_some(names: Sequence[str], noun: str) -> str:
    """How many, and the first few by name: "7 paragraphs (a, b, c, d, e, ...)"."""
    some = ", ".join(names[:_NAMED]) + (", ..." if len(names) > _NAMED else "")
    return f"{len(names)} {noun}{'' if len(names) == 1 else 's'} ({some})"


def _to_line(text: str) -> str:
    return _SPACES.sub(" ", canonicalize(text)).strip()


def _shorten(text: str, length: int) -> str:
    line = _to_line(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _is_word(char: str) -> bool:
    return bool(re.fullmatch(r"\w", char))


def _group(questions: Sequence[LabelledFile], sources: Sequence[LabelledFile]) -> tuple[list[_Group], list[LeftOut]]:
    """What the files have in common, in the order of the questions; which questions the sources do not know."""
    asked: dict[str, dict[tuple[str, str], None]] = {}
    for labelled in questions:
        for row in labelled.file.asked:
            asked.setdefault(row.id, {})[labelled.question_language, _to_line(row.question)] = None
    labels: dict[str, list[Asked]] = {}
    for labelled in sources:
        for row in labelled.file.asked:
            labels.setdefault(row.id, []).append(row)
    groups = [_Group(_case_id(id_), tuple(asked[id_]), tuple(labels[id_])) for id_ in asked if id_ in labels]
    if not groups:
        raise CaseError(
            "the questions and the sources have no question id in common",
            where=", ".join(dict.fromkeys(str(labelled.file.path) for labelled in (*questions, *sources))),
        )
    return groups, [LeftOut(_case_id(id_), "the sources do not have this id") for id_ in asked if id_ not in labels]


def _case_id(question_id: str) -> str:
    """A question id that is safe in file names and lines: itself, or, where that is not safe, with a hash of it."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", question_id)[:_ID_LENGTH].strip("-")
    return safe if safe == question_id else f"{safe or 'q'}-{_hash(question_id)[:8]}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _collect_texts(sources: Sequence[LabelledFile], wanted: set[Asked] | None) -> dict[str, _Text]:
    """The dossier's paragraphs by their context in the files: those of the wanted questions, None meaning all."""
    by_context: dict[str, _Text] = {}
    by_text: dict[str, _Text] = {}
    for labelled in sources:
        file = labelled.file
        for paragraph in file.paragraphs if wanted is None else [row.paragraph for row in file.asked if row in wanted]:
            if paragraph.context in by_context:
                continue
            text = write_paragraph(paragraph.context)
            if text and text not in by_text:
                source = _make_source(paragraph, text, labelled.context_language)
                by_text[text] = _Text(source, text, split_sentences(text, 0, len(text)))
            if text:
                by_context[paragraph.context] = by_text[text]
    return by_context


def _make_source(paragraph: Paragraph, text: str, language: str) -> Source:
    """A paragraph's manifest entry: its id names language, article and, by hash, the text."""
    title = _to_line(paragraph.title.replace("_", " ")) or _shorten(text, _TITLE_LENGTH)
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[:_SLUG_LENGTH].strip("-")
    id_ = "-".join(part for part in (language, slug, _hash(text)[:12]) if part)
    return Source(id=id_, kind="analysis", title=title, path=f"texts/{id_}.txt", language=language)


def _locate(group: _Group, texts: dict[str, _Text]) -> list[tuple[_Text, Slice | None]]:
    """Every answer of a group with its paragraph and its place in that."""
    return [
        (text, locate_answer(answer, row.paragraph.context, text.text))
        for row in group.labels
        for answer in dict.fromkeys(row.answers)
        if (text := texts.get(row.paragraph.context))
    ]


def _make_case(group: _Group, places: Sequence[tuple[_Text, Slice | None]], split: Split) -> Case | LeftOut:
    """The case of a group, or why there is none."""
    questions = dict(group.questions)
    if len(questions) < len(group.questions):
        return LeftOut(group.id, "different questions in one language have this id")
    if not all(questions.values()):
        return LeftOut(group.id, "the question is empty")
    if all(row.impossible for row in group.labels):
        plausible = next((row.plausible for row in group.labels if row.plausible), "")
        comment = f"looks like an answer: {_shorten(plausible, _COMMENT_LENGTH)}" if plausible else ""
        return Case(group.id, "unanswerable", "near_miss", split, questions, comment=comment)
    if any(row.impossible for row in group.labels):
        return LeftOut(group.id, "one file says that there is no answer, another does not")
    if not places:
        return LeftOut(group.id, "no answer is given")
    found = [(text, place) for text, place in places if place]
    if not found:
        return LeftOut(group.id, "no answer is where answer_start says")
    patterns: dict[str, list[str]] = {}
    for text, place in found:
        patterns.setdefault(str(text.source.language), []).append(make_pattern(text.text, place))
    return Case(
        group.id,
        "answerable",
        "fact",
        split,
        questions,
        gold=(tuple(dict.fromkeys(_sentences_around(place, text) for text, place in found)),),
        sources=tuple(dict.fromkeys(text.source.id for text, _ in found)),
        facts=({language: "|".join(dict.fromkeys(many)) for language, many in patterns.items()},),
    )


def _sentences_around(place: Slice, text: _Text) -> str:
    """The sentence that an answer stands in; all that it touches where it runs over an end."""
    touched = [piece for piece in text.sentences if piece.start < place.end and place.start < piece.end]
    return text.text[touched[0].start : touched[-1].end]


def _write(
    cases: Sequence[Case], texts: Sequence[_Text], left_out: Sequence[LeftOut], out: Path, title: str
) -> Imported:
    """Write the dossier beside `out`, read it back, leave out what it does not carry, and put it in place."""
    written = {text.source.id: text for text in texts}
    sources = tuple(text.source for text in written.values())
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as name:
        folder = Path(name) / "dossier"
        (folder / "texts").mkdir(parents=True)
        for text in written.values():
            (folder / str(text.source.path)).write_text(text.text + "\n", encoding="utf-8", newline="\n")
        (folder / "manifest.toml").write_text(_manifest(sources, title), encoding="utf-8")
        corpus = read_corpus(folder, Path(name) / "snapshots")
        sound, dropped = _drop_unsound(cases, corpus)
        left_out = [*left_out, *dropped]
        if not sound:
            raise _nothing_left(left_out)
        write_cases(folder / "cases.jsonl", sound)
        if left_out:
            lines = [f"{left.id}\t{left.reason}\n" for left in left_out]
            (folder / LEFT_OUT).write_text("".join(lines), encoding="utf-8")
        if out.exists():
            out.rmdir()
        folder.rename(out)
    return Imported(out, sound, sources, tuple(left_out), tuple(_remarks(sound, corpus)))


def _manifest(sources: Sequence[Source], title: str) -> str:
    """The manifest; a JSON text without control characters is a TOML text."""
    keys = ("id", "kind", "title", "path", "language")
    languages = list(dict.fromkeys(source.language for source in sources))
    entries = [
        "[[source]]\n" + "".join(f"{key} = {json.dumps(getattr(source, key), ensure_ascii=False)}\n" for key in keys)
        for source in sources
    ]
    head = f"title = {json.dumps(_to_line(title), ensure_ascii=False)}\nlanguages = {json.dumps(languages)}\n"
    return "\n".join((head, *entries))


def _drop_unsound(cases: Sequence[Case], corpus: Corpus) -> tuple[tuple[Case, ...], list[LeftOut]]:
    """The cases that the dossier carries; the others with what `fundstelle eval check` says of them.

    First each for itself, then all together: only then does a question repeat another that stays.
    """
    wrong: dict[str, str] = {}
    for problem in (line for case in cases for line in check_cases([case], corpus)):
        wrong.setdefault(*problem.split(": ", 1))
    for problem in check_cases([case for case in cases if case.id not in wrong], corpus):
        wrong.setdefault(*problem.split(": ", 1))
    return (
        tuple(case for case in cases if case.id not in wrong),
        [LeftOut(case_id, reason) for case_id, reason in wrong.items()],
    )


def _remarks(cases: Sequence[Case], corpus: Corpus) -> Iterator[str]:
    """What the parser made of the paragraphs, where that is not what the files say; what impossible questions mean."""
    broken = [
        document.source_id
        for document in corpus.documents
        if [(passage.start, passage.end) for passage in document.passages] != [(0, len(document.text))]
    ]
    if broken:
        yield f"the parser parts or shortens {name_some(broken, 'paragraph')}"
    foreign = [
        document.source_id
        for document in corpus.documents
        if any(passage.language != document.language for passage in document.passages)
    ]
    if foreign:
        yield f"the parser reads in another language than the file's {name_some(foreign, 'paragraph')}"
    if any(case.kind == "unanswerable" for case in cases):
        yield "an unanswerable question is one that its own paragraph does not answer; another paragraph might"
