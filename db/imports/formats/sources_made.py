"""Sources of reference managers as Liaison's: what all of their formats say, made into one record."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.dates import DateError, from_edtf, parse
from db.errors import BadInput
from db.imports.formats.event_rows import file_said
from db.imports.incoming import BadCell, Incoming, IncomingSource, UnreadableTable
from db.imports.tables import delimited, encodings
from db.imports.tables.book import MOST_LETTERS

MOST_ENTRIES: Final = 200_000
"""More entries than any library has are a file that was made to fill memory."""

Reader = Callable[[str, list[BadCell]], list[IncomingSource]]
"""Reads a file's text into sources; what can't be used of it is added to the list."""

_ISO_DAY: Final = re.compile(r"(\d{4})[-/](\d\d?)[-/](\d\d?)(?!\d)")
_SLASHED: Final = re.compile(r"(\d{4})(?:/(\d\d?)?(?:/(\d\d?)?(?:/(.*))?)?)?$")
_NO_DATE: Final = frozenset(("n.d.", "n.d", "nd", "no date", "undated", "s.d.", "s.a."))
_ARCHIVES: Final = re.compile(
    r"https?://(?:[\w.-]+\.)?(?:archive\.(?:org|ph|today|is|md)|perma\.cc|webcitation\.org)/"
)
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(slots=True)
class Said:
    """What an entry says, as texts; all but the title may be empty."""

    row: int
    title: str = ""
    translated: str = ""
    authors: Sequence[str] = ()
    publisher: str = ""
    container: str = ""
    """The newspaper, journal or site in which it appeared."""
    kind: str = ""
    language: str = ""
    published: str = ""
    retrieved: str = ""
    addresses: Sequence[str] = ()
    archive: str = ""
    doi: str = ""
    notes: list[str] = field(default_factory=list[str])


def made(said: Said) -> IncomingSource:
    """Return the source that an entry is; raises BadInput at what is wrong."""
    title = _line(said.title)
    if not title:
        raise BadInput("a source needs a title", "title")
    longest = max(map(len, (title, said.publisher, *said.authors, *said.notes)))
    if longest > MOST_LETTERS:
        raise BadInput(f"it has more than {MOST_LETTERS:,} characters", "title")
    publisher, container = _line(said.publisher), _line(said.container)
    notes = [*said.notes]
    if publisher and container and publisher != container:
        notes.insert(0, f"In: {container}")
    url, archive = _addresses(said)
    doi = _DOI.search(said.doi)
    if doi and not url:
        url = f"https://doi.org/{doi[0]}"
    elif doi and doi[0].lower() not in url.lower():
        notes.append(f"DOI: {doi[0]}")
    retrieved = _day(said.retrieved)
    if said.retrieved.strip() and not retrieved:
        notes.append(f"Retrieved: {said.retrieved.strip()}")
    return IncomingSource(
        said.row,
        title,
        edtf=published(said.published),
        title_translated=_line(said.translated),
        author="; ".join(filter(None, map(_line, said.authors))),
        publisher=publisher or container,
        kind=said.kind,
        language=said.language.strip(),
        retrieved=retrieved,
        url=url,
        archive_url=archive,
        note="\n".join(note.strip() for note in notes if note.strip()),
    )


def published(text: str) -> str:
    """Return a date as EDTF: written so already, with slashes as RIS does, or in words; raises BadInput."""
    plain = " ".join(text.split())
    if not plain or plain.lower().strip("[]() ") in _NO_DATE:
        return ""
    slashed = _SLASHED.fullmatch(plain)
    if slashed and "/" in plain and not re.fullmatch(r"\d{4}/\d{4}", plain):
        parts = [part.rjust(2, "0") for part in slashed.groups()[1:3] if part]
        plain = "-".join([slashed[1], *parts])
    for read in (from_edtf, parse):
        try:
            return read(plain).edtf
        except DateError as error:
            reason = error.reason
    raise BadInput(f"“{text[:60]}” is no date: {reason}", "date")


def place_in(
    volume: str = "", number: str = "", pages: str = "", place: str = "", edition: str = ""
) -> list[str]:
    """Return the notes on where in its container a source stands."""
    said = (
        ("Volume", volume), ("Number", number), ("Pages", pages), ("Place", place), ("Edition", edition),
    )  # fmt: skip
    words = [f"{name}: {text.strip()}" for name, text in said if text.strip()]
    return ["; ".join(words)] if words else []


def kind_of(kinds: Mapping[str, str], text: str) -> str:
    """Return the kind of source that a format's type means; `other` for one that is not known."""
    return kinds.get(text.strip().lower(), "other" if text.strip() else "")


def text_of(path: Path) -> str:
    """Return a file's text, decoded as is found; raises UnreadableTable, for NUL bytes too."""
    data = delimited.load(path)
    encoding = encodings.find(data)
    encodings.check(path, data, encoding)
    text = data.decode(encoding).lstrip("\ufeff")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UnreadableTable(f"“{path}” has NUL bytes (line {line}): it is no text; nothing was imported.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_all(paths: Sequence[Path], key: str, read: Reader, left_out: Iterable[str] = ()) -> Incoming:
    """Return the sources of files; raises UnreadableTable where there are none at all."""
    incoming = Incoming(file_said(paths), key, left_out=list(left_out))
    for path in paths:
        try:
            found = read(text_of(path), incoming.problems)
        except RecursionError as error:
            raise UnreadableTable(
                f"“{path}” is nested far too deep; nothing was imported; look at what is wrong with it."
            ) from error
        incoming.sources += found
        if not found and not incoming.problems:
            raise UnreadableTable(f"“{path}” holds no sources; nothing was imported.")
    if len(incoming.sources) > MOST_ENTRIES:
        raise UnreadableTable(
            f"The files hold more than {MOST_ENTRIES:,} sources; nothing was imported; split them up."
        )
    return incoming


def _line(text: str) -> str:
    return " ".join(text.split())


def _addresses(said: Said) -> tuple[str, str]:
    """Return the address and that of a copy in an archive, which may stand among the others."""
    all_said = [address.strip() for address in said.addresses if address.strip()]
    archived = [address for address in all_said if _ARCHIVES.match(address)]
    plain = [address for address in all_said if address not in archived]
    archive = said.archive.strip() or (archived[0] if archived and plain else "")
    url = plain[0] if plain else archived[0] if archived else ""
    said.notes += [address for address in plain[1:] if address != url]
    return url, archive


def _day(text: str) -> str:
    """Return the ISO day that a text begins with, empty where it tells none."""
    found = _ISO_DAY.match(text.strip())
    if found is None:
        return ""
    day = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
    try:
        return from_edtf(day).edtf
    except DateError:
        return ""
