"""What a server's answer means for a work, and the last outcome of each work, kept beside the snapshots."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from ingest.errors import DossierError
from ingest.fetch.records import Exchange, FetchError, Outcome
from ingest.files import write_file
from ingest.readers.choose import check_content
from ingest.readers.sniffing import find_kind
from ingest.records import Source

_FOLDER = "outcomes"
_NEEDS_PERSON = {
    401: "it asks for a login",
    402: "it asks for money",
    403: "the server lets no program in",
    407: "it asks for a login",
    451: "it is withheld for legal reasons",
}
_GONE = {404: "there is no such page", 410: "the page was taken down"}
_LOOKED_AT = 400_000
"""Bytes of a page that are looked at for a hurdle."""
_SHORT = 1500
"""Characters that a page has at most which consists of a hurdle: more is a text that may speak of one."""
_NOTHING = 200
"""Characters below which a page that runs scripts has shown nothing yet."""
# What the vendors of such hurdles and the pages themselves say, in the languages of the works.
_HURDLE = re.compile(
    r"(?i)captcha|cf-challenge|challenge-platform|cdn-cgi/challenge|datadome|ddos-guard|perimeterx|_incapsula_"
    r"|verify(?:ing)? (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)"
    r"|unusual traffic|checking your browser"
    r"|bestätigen sie, dass sie (?:ein|kein)|sind sie ein (?:mensch|roboter)|я не робот|проверка браузера"
)
_PASSWORD = re.compile(r"(?i)<input\b[^>]{0,300}\btype\s*=\s*[\"']?password")
_LOGIN = re.compile(r"(?i)(?:^|/)(?:log-?in|sign-?in|signup|anmelden|captcha|challenge|consent)(?:[/.?]|$)")


def read_answer(exchange: Exchange) -> str:
    """The media type of what was got; FetchError says what came of it when it is not the work."""
    status = exchange.status
    hurdle = _find_hurdle(exchange)
    if status in _NEEDS_PERSON:
        raise _failed("needs_person", hurdle or _NEEDS_PERSON[status], exchange)
    if status in _GONE:
        raise _failed("gone", _GONE[status], exchange)
    if hurdle and (status in (200, 429) or status >= 500):
        raise _failed("needs_person", hurdle, exchange)
    if status != 200:
        raise _failed("unreachable", f"the server answers {status} {exchange.reason}".strip(), exchange)
    if not exchange.content.strip():
        raise _failed("not_text", "the server sent nothing", exchange)
    said = exchange.header("content-type") or ""
    kind = find_kind(exchange.content, said=said, name=urlsplit(exchange.url).path)
    if kind is None:
        raise _failed("not_text", f"there is no reader for what the server sent ({said[:60] or 'no type'})", exchange)
    try:
        check_content(kind, exchange.content)
    except DossierError as error:
        raise _failed("not_text", error.what, exchange) from error
    return kind


def _failed(status: str, what: str, exchange: Exchange) -> FetchError:
    return FetchError(status, what, where=exchange.url, http_status=exchange.status)  # type: ignore[arg-type]


def _find_hurdle(exchange: Exchange) -> str | None:
    """What a person has to do before the page is shown; None where nothing of that kind can be seen."""
    if (exchange.header("cf-mitigated") or "").lower() == "challenge":
        return "it wants proof that a person asks"
    if "html" not in (exchange.header("content-type") or "html").lower():
        return None
    page = exchange.content[:_LOOKED_AT].decode("utf-8", "replace").lower()
    shown = " ".join(" ".join(_cut_text(page)).split())
    if len(shown) > _SHORT or len(exchange.content) > _LOOKED_AT:
        return None
    if _HURDLE.search(page):
        return "it wants proof that a person asks (a captcha page)"
    if _PASSWORD.search(page) or _LOGIN.search(urlsplit(exchange.url).path):
        return "it asks for a login"
    if exchange.status == 200 and len(shown) < _NOTHING and "<script" in page:
        return "the page shows no text without a browser"
    return None


def _cut_text(page: str) -> Iterator[str]:
    """What stands between the tags of a page in small letters, scripts and styles left out; linear in its length."""
    position = 0
    while position < len(page):
        opened = page.find("<", position)
        if opened < 0:
            yield page[position:]
            return
        yield page[position:opened]
        end = ">"
        for name in ("script", "style", "noscript", "title"):
            if page.startswith(f"<{name}", opened):
                end = f"</{name}"
        if page.startswith("<!--", opened):
            end = "-->"
        closed = page.find(end, opened + 1)
        if closed < 0:
            return
        position = closed + len(end) if end in (">", "-->") else page.find(">", closed) + 1 or len(page)


def keep_outcome(outcome: Outcome, snapshots_folder: Path) -> None:
    """Keep what came of a work last."""
    folder = snapshots_folder / _FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(asdict(outcome), ensure_ascii=False, indent=1)
    write_file(folder / f"{outcome.source_id}.json", content.encode())


def find_outcome(source: Source, snapshots_folder: Path) -> Outcome | None:
    """What came of asking for this work last; None where it was never asked for under the address it has now."""
    try:
        record = json.loads((snapshots_folder / _FOLDER / f"{source.id}.json").read_text(encoding="utf-8"))
        outcome = Outcome(**record)
    except (OSError, ValueError, TypeError):
        return None
    return outcome if source.url is not None and outcome.work_url == source.url else None
