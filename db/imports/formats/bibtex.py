"""BibTeX and BibLaTeX: entries as sources, their LaTeX decoded.

Fields are those of BibLaTeX 3.19 and of Better BibTeX for Zotero.
"""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.errors import BadInput
from db.imports.formats import bibtex_latex
from db.imports.formats.event_dates import of_parts
from db.imports.formats.sources_made import Said, kind_of, made, place_in, read_all
from db.imports.incoming import BadCell, Incoming, IncomingSource, UnreadableTable
from db.sourcing.source_words import KINDS as OWN_KINDS

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

KINDS: Final[Mapping[str, str]] = {
    "article": "article", "book": "book", "booklet": "document", "collection": "book", "conference": "article",
    "dataset": "dataset", "electronic": "web page", "inbook": "book", "incollection": "book",
    "inproceedings": "article", "inreference": "reference", "interview": "interview", "jurisdiction": "document",
    "legislation": "document", "letter": "archive document", "manual": "document", "mastersthesis": "report",
    "misc": "", "mvbook": "book", "newspaper": "news", "online": "web page", "periodical": "news",
    "phdthesis": "report", "proceedings": "book", "reference": "reference", "report": "report",
    "suppperiodical": "news", "techreport": "report", "thesis": "report", "unpublished": "archive document",
    "webpage": "web page", "www": "web page",
}  # fmt: skip
"""Types of entries as kinds of sources; a kind of Liaison's own in `type` or `entrysubtype` goes before."""

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DEEPEST: Final = 60
_BEGIN: Final = re.compile(r"^\s*@\s*(?!comment|string|preamble)(\w+)\s*[{(]", re.IGNORECASE | re.MULTILINE)
_VERBATIM: Final = frozenset(("url", "doi", "urldate", "date", "archiveurl", "file", "langid"))


def fits(head: "Head") -> bool:
    """Whether a file has an entry near its beginning and no line of a table before it."""
    return re.match(r"\s*(?:%[^\n]*\n\s*)*@\s*\w+\s*[{(]", head.text) is not None


def read(paths: Sequence[Path], _options: "Options") -> Incoming:
    """Read files of BibTeX; raises UnreadableTable."""
    return read_all(paths, "bibtex", _read)


def read_text(text: str) -> list[IncomingSource]:
    """Return the sources in a text, without those that can't be used; raises UnreadableTable for hostile nesting."""
    return _read(text, [])


def _read(text: str, problems: list[BadCell]) -> list[IncomingSource]:
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock

    _check_depth(text)
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says is told as problems
    library = parse_string(text)
    number = _numbers(text)
    sources: list[IncomingSource] = []
    for block in library.blocks:
        entry: Any = block
        if isinstance(block, DuplicateBlockKeyBlock):
            entry = block.ignore_error_block  # a second entry of one key is an entry still
        row = number.get(entry.start_line, 0)
        if hasattr(entry, "entry_type"):
            try:
                sources.append(made(_said(row, entry)))
            except BadInput as error:
                problems.append(BadCell(row, error.field, str(error)))
        elif block in library.failed_blocks and row:
            problems.append(BadCell(row, "", _broken(entry)))
    return sources


def _numbers(text: str) -> dict[int, int]:
    """Return the number of each entry by the line on which it begins."""
    numbers: dict[int, int] = {}
    line, at = 0, 0
    for found in _BEGIN.finditer(text):
        line += text.count("\n", at, found.start(1))
        at = found.start(1)
        numbers[line] = len(numbers) + 1
    return numbers


def _broken(block: Any) -> str:
    reason = " ".join(str(getattr(block, "error", "")).split())
    return f"the entry can't be read: {reason[:200]}" if reason else "the entry can't be read"


def _check_depth(text: str) -> None:
    """Refuse braces that are nested deeper than any title needs: decoding them would go as deep."""
    depth = 0
    for found in re.finditer(r"\\.|[{}]|^\s*@", text, re.MULTILINE | re.DOTALL):
        sign = found[0]
        if sign.endswith("@"):
            depth = 0
        depth += (sign == "{") - (sign == "}")
        if depth > _DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            raise UnreadableTable(
                f"The braces are nested deeper than {_DEEPEST} (line {line}); nothing was imported; "
                "look whether one is not closed."
            )


def _said(row: int, entry: Any) -> Said:
    fields = {str(each.key).lower(): str(each.value) for each in entry.fields}

    def first(*names: str) -> str:
        return next((_plain(name, fields[name]) for name in names if fields.get(name, "").strip()), "")

    own = first("type", "entrysubtype")
    title = ": ".join(filter(None, (first("title", "shorttitle"), first("subtitle"))))
    how = first("howpublished")
    at = re.search(r"https?://[^\s{}]+", fields.get("howpublished", ""))
    notes = place_in(
        first("volume"),
        first("number", "issue"),
        first("pages"),
        first("address", "location"),
        first("edition"),
    )
    if how and not at:
        notes.append(how)
    return Said(
        row,
        title=title,
        translated=first("titletranslation", "translatedtitle", "usera"),
        authors=list(_names(fields.get("author") or fields.get("editor") or "")),
        publisher=first("publisher", "institution", "school", "organization"),
        container=first("journaltitle", "journal", "booktitle", "maintitle", "eventtitle"),
        kind=own if own in OWN_KINDS else kind_of(KINDS, str(entry.entry_type)),
        language=first("language", "langid"),
        published=_date(fields),
        retrieved=first("urldate", "lastchecked", "accessed"),
        addresses=[first("url"), at[0] if at and not fields.get("url") else ""],
        archive=first("archiveurl"),
        doi=first("doi"),
        notes=[*notes, first("note"), first("annotation", "annote"), first("addendum")],
    )


def _plain(name: str, value: str) -> str:
    text = value.strip()
    if name in _VERBATIM:
        return (
            text.replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#").strip("{}")
        )
    return bibtex_latex.decoded(text)


def _date(fields: Mapping[str, str]) -> str:
    """Return the date: `date` in EDTF, else year, month and day; raises BadInput."""
    date = fields.get("date", "").strip().strip("{}")
    if date:
        return date
    year, month, day = (bibtex_latex.decoded(fields.get(part, "")) for part in ("year", "month", "day"))
    if not re.fullmatch(r"\d{4}", year):
        return year
    at = next((place for place, name in enumerate(_MONTHS, 1) if month.lower().startswith(name)), None)
    if at is None and not month.isdigit():
        return year
    with_day = re.search(r"\b([0-3]?\d)\b", month) if not month.isdigit() else None
    return of_parts(year, str(at or month), day if day.isdigit() else with_day[1] if with_day else "")


def _names(text: str) -> Iterator[str]:
    """Yield the names that `and` parts outside of braces, decoded; a name in braces is one that stays whole."""
    depth, start = 0, 0
    for found in re.finditer(r"\\.|[{}]|\s+and\s+", text, re.DOTALL):
        sign = found[0]
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign.strip() == "and":
            yield _name(text[start : found.start()])
            start = found.end()
    yield _name(text[start:])


def _name(text: str) -> str:
    name = bibtex_latex.decoded(text)
    return "" if name == "others" else name
