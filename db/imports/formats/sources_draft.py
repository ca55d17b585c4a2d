"""One entry of a citation format on its way to a source: every field made what a source's field is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from db.dates import DateError, from_edtf, parse
from db.errors import BadInput
from db.imports.formats.sources_words import ARCHIVED, LANGUAGES
from db.imports.incoming import IncomingSource
from db.search import fold

_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_PARTED: Final = re.compile(r"(\d{4})(?:[/-](\d{1,2})(?:[/-](\d{1,2}))?)?/*")
_FOLLOWED: Final = re.compile(r"(\d{4})?/(\d{0,2})/(\d{0,2})/(.+)", re.DOTALL)
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(slots=True)
class SourceDraft:
    """What an entry says, as text; lines of a note are added for what a source has no field for."""

    number: int
    title: str = ""
    title_translated: str = ""
    authors: list[str] = field(default_factory=list[str])
    container: str = ""
    """What it appeared in: a journal, a newspaper, a site, a book."""
    publisher: str = ""
    kind: str = ""
    language: str = ""
    published: str = ""
    retrieved: str = ""
    url: str = ""
    doi: str = ""
    archive_url: str = ""
    notes: list[str] = field(default_factory=list[str])
    details: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Volume, pages and the like, each with what it is called."""

    def source(self) -> IncomingSource:
        """Return the source; raises BadInput at `title` where there is none."""
        title = _line(self.title) or _line(self.title_translated) or self.url.strip()
        if not title:
            raise BadInput("it has no title", "title")
        notes = self._notes()
        edtf = self._date(notes)
        retrieved = self._day(notes)
        url, archive_url = self._addresses(notes)
        language = self._language(notes)
        publisher = self._publisher(notes)
        translated = _line(self.title_translated)
        return IncomingSource(
            self.number,
            title,
            edtf,
            title_translated=translated if translated != title else "",
            author="; ".join(filter(None, map(_line, self.authors))),
            publisher=publisher,
            kind=self.kind,
            language=language,
            retrieved=retrieved,
            url=url,
            archive_url=archive_url,
            note="\n".join([*notes, *self._told_details()]).strip(),
        )

    def _notes(self) -> list[str]:
        """Return the lines of the note, but for the one that holds the address of an archived copy."""
        lines = [line.rstrip() for note in self.notes for line in clean(note).split("\n")]
        for line in lines:
            if line.startswith(ARCHIVED) and not self.archive_url:
                self.archive_url = line.removeprefix(ARCHIVED).strip()
        return [line for line in lines if not (line.startswith(ARCHIVED) and self.archive_url in line)]

    def _told_details(self) -> list[str]:
        told = [f"{name} {_line(text)}" for name, text in self.details if _line(text)]
        return ["; ".join(told) + "."] if told else []

    def _date(self, notes: list[str]) -> str:
        text = _line(self.published)
        found = edtf_of(text)
        if text and not found:
            notes.append(f"Date as given: {text}")
        return found

    def _day(self, notes: list[str]) -> str:
        text = _line(self.retrieved)
        found = edtf_of(text)
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", found):
            if text:
                notes.append(f"Retrieved: {text}")
            return ""
        return found

    def _addresses(self, notes: list[str]) -> tuple[str, str]:
        from db.sourcing import addresses

        doi = _DOI.search(self.doi)
        found: list[str] = []
        for field_name, text in (("url", self.url), ("archive_url", self.archive_url)):
            try:
                found.append(addresses.kept("".join(clean(text).split()), field_name))
            except BadInput:
                notes.append(f"{'Address' if field_name == 'url' else 'Archived copy'}: {_line(text)}")
                found.append("")
        if doi and not found[0]:
            found[0] = f"https://doi.org/{doi[0]}"
        elif doi and doi[0].lower() not in found[0].lower():
            self.details.append(("DOI", doi[0]))
        return found[0], found[1]

    def _language(self, notes: list[str]) -> str:
        from db.sourcing.source_edits import language_tag

        text = _line(self.language)
        known = LANGUAGES.get(fold(text)) or LANGUAGES.get(fold(re.split(r"[,;/ ]", text)[0]))
        try:
            return language_tag(known or text)
        except BadInput:
            notes.append(f"Language: {text}")
            return ""

    def _publisher(self, notes: list[str]) -> str:
        container, publisher = _line(self.container), _line(self.publisher)
        if container and publisher and container != publisher:
            if self.kind in ("book", "report", "reference"):
                notes.append(f"In: {container}")
                return publisher
            notes.append(f"Publisher: {publisher}")
        return container or publisher


def edtf_of(text: str) -> str:
    """Return a date as it is written in citations as EDTF, empty where it can't be understood.

    Understood are EDTF (BibLaTeX, CSL), 2006/10/08/ and 2006///words (RIS), and dates in words.
    """
    text = text.strip()
    followed = _FOLLOWED.fullmatch(text)
    if followed:  # what follows may be EDTF that has no other place, or a season
        found = edtf_of(followed[4].strip("/"))
        return found or edtf_of("/".join(filter(None, followed.group(1, 2, 3))))
    timed = _TIME.fullmatch(text)
    parted = _PARTED.fullmatch(timed[1] if timed else text)
    if parted:
        plain = "-".join(part.rjust(2, "0") for part in parted.groups() if part and part.strip("0"))
        if _is_edtf(plain):
            return plain
    if _is_edtf(text):
        return text
    try:
        return parse(text).edtf if text else ""
    except DateError:
        return ""


def _is_edtf(text: str) -> bool:
    try:
        from_edtf(text)
    except DateError:
        return False
    return True


def clean(text: str) -> str:
    """Return text with plain ends of lines and without control characters."""
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", text)


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def person(family: str, given: str) -> str:
    """Return a name as sources hold it: a comma parts the family name from the given one."""
    return ", ".join(filter(None, (_line(family), _line(given))))


def first(texts: Iterable[str]) -> str:
    """Return the first text that is not empty."""
    return next((text for text in texts if text.strip()), "")
