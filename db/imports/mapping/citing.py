"""Columns of a source as it is cited, and as a record of its own where they say more than title and address."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.dates import DateError, parse
from db.imports.incoming import IncomingSource
from db.imports.mapping.value import SourceRule
from db.table.cell_text import SourceText, write_sources

_BETWEEN: Final = re.compile(r"[\s;|,]+(?=[A-Za-z][A-Za-z0-9+.-]*://)")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a row cites: as it is written in the column `sources`, as records, and what is wrong with its date."""

    written: str
    sources: tuple[IncomingSource, ...] = ()
    fault: str = ""


_NOTHING: Final = Cited("")


def maker(rule: SourceRule, place: dict[str, int]) -> Callable[[int, Sequence[str]], Cited]:
    """Return what makes the source of a row."""
    columns = {part: place[getattr(rule, part)] for part in _PARTS if getattr(rule, part)}
    known: dict[tuple[str, ...], Cited] = {}

    def make(number: int, cells: Sequence[str]) -> Cited:
        said = {part: " ".join(cells[at].split()) for part, at in columns.items()}
        key = tuple(said.values())
        found = known.get(key)
        if found is None:
            found = known[key] = _made(said)
        if found.sources and found.sources[0].row != number:
            return replace(found, sources=tuple(replace(each, row=number) for each in found.sources))
        return found

    return make


_PARTS: Final = ("title", "url", "author", "publisher", "published", "language", "kind")


def _made(said: dict[str, str]) -> Cited:
    if not any(said.values()):
        return _NOTHING
    edtf, fault = _published(said.get("published", ""))
    urls = [url for url in _BETWEEN.split(said.get("url", "")) if url] or [""]
    title = said.get("title") or ", ".join(
        filter(None, (said.get("publisher") or said.get("author"), said.get("published")))
    )
    if not title and not urls[0]:
        return Cited("", fault=fault)
    written = write_sources(SourceText(title or url, url) for url in urls)
    rest = {part: said.get(part, "") for part in ("author", "publisher", "language", "kind")}
    if not edtf and not any(rest.values()):
        return Cited(written, fault=fault)
    sources = tuple(IncomingSource(0, title or url, edtf, url=url, **rest) for url in urls)
    return Cited(written, sources, fault)


def _published(text: str) -> tuple[str, str]:
    if not text:
        return "", ""
    try:
        return parse(text).edtf, ""
    except DateError as error:
        return "", str(error).removesuffix(".")
