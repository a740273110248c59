"""Files that are zip archives (DOCX, ODT, EPUB), opened within bounds."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from ingest.errors import DossierError

_MOST_MEMBERS = 10_000
_MOST_BYTES = 200 * 2**20
"""Of all members together, unpacked: a book with its pictures has less."""
_MOST_TEXT = 40 * 2**20
"""Of one member that is read as text."""


class Archive:
    """A zip archive, its members read by name."""

    def __init__(self, content: bytes, what: str) -> None:
        """Open it; DossierError, which calls the file `what`, where it is damaged, locked or would unpack too large."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise DossierError(
                f"the {what} is damaged: it is no whole zip archive", remedy="get it again, or save it anew"
            ) from error
        members = self._zip.infolist()
        size = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or size > _MOST_BYTES:
            raise DossierError(
                f"the {what} would unpack to {len(members)} files of {size / 2**20:.0f} MB: too large",
                remedy="add the part that is cited",
            )
        if any(member.flag_bits & 1 for member in members):
            raise DossierError(f"the {what} needs a password", remedy="save it without one, then add that file")
        self._what = what
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """A member's bytes; DossierError where it is missing, damaged or too large."""
        try:
            with self._zip.open(name) as member:
                content = member.read(_MOST_TEXT + 1)
        except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
            raise DossierError(
                f"the {self._what} is damaged: {name} cannot be read", remedy="get it again, or save it anew"
            ) from error
        except Exception as error:  # zlib's own error has no public base
            raise DossierError(
                f"the {self._what} is damaged: {name} cannot be unpacked", remedy="get it again, or save it anew"
            ) from error
        if len(content) > _MOST_TEXT:
            raise DossierError(
                f"the {self._what} has a part of more than {_MOST_TEXT // 2**20} MB",
                remedy="add the part that is cited",
            )
        return content

    def parse(self, name: str) -> Any:  # noqa: ANN401 - lxml has no types
        """A member as an XML tree, entities left alone; DossierError where it is none."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError as error:
            raise DossierError(
                f"the {self._what} is damaged: {name} is no XML", remedy="get it again, or save it anew"
            ) from error

    def replace(self, members: dict[str, bytes]) -> bytes:
        """The bytes of an archive of its XML alone, some members exchanged; DossierError for one with entities.

        Word writes none, and whatever reads the archive next might expand them.
        """
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as copy:
            for name in sorted(self.names):
                if name.endswith((".xml", ".rels")):
                    self._check_entities(name)
                    copy.writestr(name, members.get(name) or self.read(name))
        return buffer.getvalue()

    def _check_entities(self, name: str) -> None:
        if self.parse(name).getroottree().docinfo.doctype:
            raise DossierError(
                f"the {self._what} declares entities of its own ({name}): no such program writes them",
                remedy="open it in its program, save it anew",
            )
