"""RIS, the tagged format of reference managers: its entries as sources."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from db.errors import BadInput
from db.imports.formats.sources_made import Said, kind_of, made, place_in, read_all
from db.imports.incoming import BadCell, Incoming, IncomingSource

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

KINDS: Final[Mapping[str, str]] = {
    "aggr": "dataset", "blog": "blog", "book": "book", "bill": "document", "case": "document", "chap": "book",
    "conf": "article", "cpaper": "article", "data": "dataset", "dict": "reference", "edbook": "book",
    "ejour": "article", "elec": "web page", "ency": "reference", "govdoc": "document", "hear": "transcript",
    "icomm": "comment", "inpr": "article", "jour": "article", "legal": "document", "manscpt": "archive document",
    "mgzn": "news", "news": "news", "pamp": "document", "pcomm": "interview", "press": "press release",
    "rprt": "report", "ser": "book", "stat": "document", "thes": "report", "unpb": "archive document",
    "video": "other", "web": "web page",
}  # fmt: skip
"""Types of reference as kinds of sources; a kind of Liaison's own in M3 goes before."""

_LEFT: Final = "Abstracts, keywords and attached files of entries."
_BEGIN: Final = re.compile(r"^TY  ?- ?", re.MULTILINE)


def fits(head: "Head") -> bool:
    """Whether a file begins with an entry."""
    return re.match(r"\s*(?:\d+\.\s*)?TY  ?- ", head.text) is not None


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read files of RIS; raises UnreadableTable."""
    return read_all(paths, "ris", _read)


def read_text(text: str) -> list[IncomingSource]:
    """Return the sources in a text, without those that can't be used."""
    return _read(text, [])


def _read(text: str, problems: list[BadCell]) -> list[IncomingSource]:
    from rispy import loads  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

    sources: list[IncomingSource] = []
    for number, entry in enumerate(_entries(text), 1):
        try:
            found = cast(
                "list[Mapping[str, Any]]", loads(entry, delimiter_tags_mapping={}, enforce_list_tags=False)
            )
            sources += [made(_said(number, fields)) for fields in found]
        except BadInput as error:
            problems.append(BadCell(number, error.field, str(error)))
        except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
            problems.append(BadCell(number, "", f"the entry can't be read ({type(error).__name__})"))
    return sources


def _entries(text: str) -> Iterator[str]:
    """Yield the text of each entry; one that is not ended is ended by the next."""
    begins = [found.start() for found in _BEGIN.finditer(text)]
    for start, stop in pairwise([*begins, len(text)]):
        entry = re.sub(r"^([A-Z][A-Z0-9])  ?- ?", r"\1  - ", text[start:stop], flags=re.MULTILINE)
        ended = re.search(r"^ER  - ?", entry, re.MULTILINE)
        yield (entry[: ended.end()] if ended else f"{entry.rstrip()}\nER  - ") + "\n"


def _said(number: int, fields: Mapping[str, Any]) -> Said:
    def all_of(*names: str) -> list[str]:
        return [text for name in names for text in _texts(fields.get(name)) if text]

    def first(*names: str) -> str:
        return next(iter(all_of(*names)), "")

    own = first("type_of_work")
    pages = "–".join(filter(None, (first("start_page"), first("end_page"))))
    return Said(
        number,
        title=first("title", "primary_title", "short_title", "secondary_title"),
        translated=first("translated_title"),
        authors=all_of("authors", "first_authors", "secondary_authors"),
        publisher=first("publisher"),
        container=first("secondary_title", "journal_name", "alternate_title3", "alternate_title2")
        if all_of("title", "primary_title")
        else "",
        kind=own if own in _own_kinds() else kind_of(KINDS, first("type_of_reference")),
        language=first("language"),
        published=first("date", "year", "publication_year"),
        retrieved=first("access_date"),
        addresses=all_of("urls", "url"),
        archive=first("file_attachments2"),
        doi=first("doi"),
        notes=[
            *place_in(first("volume"), first("number"), pages, first("place_published"), first("edition")),
            *all_of("notes", "research_notes", "note"),
        ],
    )


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    return (
        [str(each).strip() for each in cast("list[object]", value)]
        if isinstance(value, list)
        else [str(value).strip()]
    )


def _own_kinds() -> Sequence[str]:
    from db.sourcing.source_words import KINDS as OWN

    return OWN
