"""TimelineJS (Knight Lab): its JSON, and its Google sheet saved as CSV, of versions 1 and 3.

Columns and fields are those of TimelineJS3's `ConfigFactory.js` and of its JSON documentation.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from db.errors import BadInput
from db.imports import tables
from db.imports.formats import markup
from db.imports.formats.event_dates import of_parts, span, understood
from db.imports.formats.event_rows import EventRows, file_said
from db.imports.incoming import BadCell, Incoming, IncomingContext, UnreadableTable
from db.imports.tables import TableOptions, delimited, encodings
from db.table.cell_text import SourceText, write_identifiers, write_list, write_sources

if TYPE_CHECKING:
    from db.imports.formats import Head, Options

Slide = Mapping[str, Any]

_COLUMNS: Final = ("date", "date_text", "title", "tags", "summary", "sources", "identifiers")
_SAID: Final = {
    "date": "start_date", "date_text": "display_date", "title": "headline", "summary": "text", "sources": "media",
    "tags": "group", "identifiers": "unique_id",
}  # fmt: skip
_JSON_FIELDS: Final = re.compile(r'"(?:events|eras|date)"\s*:\s*\[')
_JSON_SLIDES: Final = re.compile(r'"(?:start_date|startDate)"\s*:')
_SHEETS: Final = (
    frozenset(("Year", "Headline", "Text", "Media")),
    frozenset(("Start Date", "End Date", "Headline", "Text", "Media")),
)
_TITLE: Final = 300


def fits(head: "Head") -> bool:
    """Whether a file is JSON with slides, or a table with the columns of the sheet."""
    if head.text.lstrip().startswith("{"):
        return (
            bool(_JSON_FIELDS.search(head.text) and _JSON_SLIDES.search(head.text))
            or '"timeline"' in head.text[:200]
        )
    names = {name.strip().strip('"') for name in re.split(r"[,;\t]", head.first_line)}
    return any(names >= sheet for sheet in _SHEETS)


def read(paths: Sequence[Path], options: "Options") -> Incoming:
    """Read timelines; raises UnreadableTable."""
    slides = _Slides(options)
    for path in paths:
        data = delimited.load(path)
        if data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"{"):
            slides.take_all(_of_json(path, data))
        else:
            slides.take_all(_of_sheet(path, slides))
    return Incoming(
        file_said(paths),
        "timelinejs",
        slides.rows.table(),
        contexts=slides.contexts,
        problems=slides.problems,
        left_out=slides.rows.left_out(),
    )


class _Slides:
    """Turns slides into events, and eras into contexts."""

    def __init__(self, options: "Options") -> None:
        self.rows = EventRows(*_COLUMNS, said=_SAID)
        self.contexts: list[IncomingContext] = []
        self.problems: list[BadCell] = []
        self.before = 0
        self._day_first = options.day_first

    def take_all(self, slides: Iterator[tuple[int, str, Slide]]) -> None:
        """Take in the slides of a file with their rows and kinds."""
        last = 0
        for last, kind, slide in slides:
            row = self.before + last
            try:
                self._take(row, kind, slide)
            except BadInput as error:
                if kind == "era":
                    self.problems.append(BadCell(row, error.field, str(error)))
                else:
                    self.rows.refuse(row, error.field or "date", error)
        self.before += last

    def _take(self, row: int, kind: str, slide: Slide) -> None:
        text = _object(slide, "text")
        headline = " ".join(markup.plain(_text(text, "headline")).split())
        body = markup.plain(_text(text, "text"))
        if kind == "title":
            self.rows.left["Title slides"] += 1
            return
        date = self._date(slide)
        if kind == "era":
            self.contexts.append(IncomingContext(row, headline or "Era", date, note=body))
            return
        media = _object(slide, "media")
        title = headline or " ".join(body.split())[:_TITLE] or markup.plain(_text(media, "caption"))[:_TITLE]
        if not title:
            raise BadInput("a slide needs a headline or a text", "title")
        self._count_left(slide, media)
        key = _text(slide, "unique_id")
        if key and self.rows.repeats(key):
            return
        group = _text(slide, "group")
        self.rows.add(
            row,
            date=date,
            date_text=markup.plain(
                _text(slide, "display_date") or _text(_object(slide, "start_date"), "display_date")
            ),
            title=title,
            tags=write_list([group]) if group else "",
            summary=body if headline else "",
            sources=write_sources(_media(media)),
            identifiers=write_identifiers([("timelinejs", key)]) if key else "",
        )

    def _count_left(self, slide: Slide, media: Slide) -> None:
        if slide.get("background"):
            self.rows.left["Backgrounds of slides"] += 1
        if media.get("thumbnail"):
            self.rows.left["Thumbnails of slides"] += 1
        if any(_object(slide, end).get("hour") not in (None, "") for end in ("start_date", "end_date")):
            self.rows.left["Times of day of slides"] += 1

    def _date(self, slide: Slide) -> str:
        first = self._day(slide, "start_date")
        last = self._day(slide, "end_date")
        if not first and not last:
            raise BadInput("a slide needs a date", "date")
        return span(first, last)

    def _day(self, slide: Slide, name: str) -> str:
        said = slide.get(name)
        if isinstance(said, str):
            if re.fullmatch(r"-?[0-9]{1,6}(?:,[0-9]{1,2}){0,2}", said):
                return of_parts(*said.split(","))
            return understood(said, self._day_first) if said else ""
        parts = _object(slide, name)
        year, month, day = (_text(parts, part).replace(",", "") for part in ("year", "month", "day"))
        return of_parts(year, month, day) if year or month or day else ""


def _object(slide: Slide, name: str) -> Slide:
    found = slide.get(name)
    return cast("Slide", found) if isinstance(found, dict) else {}


def _text(slide: Slide, name: str) -> str:
    found = slide.get(name)
    return str(found).strip() if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


def _media(media: Slide) -> list[SourceText]:
    """Return the source that a slide shows: its address, called by its caption or credit."""
    shown = _text(media, "url")
    found = re.search(r'(?:src|href|cite)=["\'](https?://[^"\']+)', shown) if shown.startswith("<") else None
    address = found[1] if found else shown if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://\S+$", shown) else ""
    named = [markup.plain(_text(media, part)) for part in ("caption", "credit")]
    title = " ".join(" · ".join(filter(None, named)).split())
    if not address and not title:
        title = " ".join(markup.plain(shown).split())
    return [SourceText(title, address)] if title or address else []


# --- JSON --------------------------------------------------------------------------------------------------


def _of_json(path: Path, data: bytes) -> Iterator[tuple[int, str, Slide]]:
    encoding = encodings.find(data)
    encodings.check(path, data, encoding)
    try:
        whole: Any = json.loads(data.decode(encoding))
    except (ValueError, RecursionError) as error:
        raise UnreadableTable(
            f"“{path}” is no JSON that can be read ({error}); nothing was imported."
        ) from error
    if not isinstance(whole, dict):
        raise UnreadableTable(f"“{path}” is JSON, but no timeline of TimelineJS; nothing was imported.")
    timeline = cast("Slide", whole)
    if isinstance(timeline.get("timeline"), dict):
        yield from _of_old_json(path, _object(timeline, "timeline"))
        return
    events = _listed(path, timeline, "events")
    yield from _numbered(events, "event", 0)
    yield from _numbered(_listed(path, timeline, "eras"), "era", len(events))
    if _object(timeline, "title"):
        yield len(events), "title", _object(timeline, "title")


def _listed(path: Path, timeline: Slide, name: str) -> list[Any]:
    found = timeline.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise UnreadableTable(f"“{path}” holds no list of {name} of TimelineJS; nothing was imported.")
    return cast("list[Any]", found)


def _numbered(slides: list[Any], kind: str, before: int) -> Iterator[tuple[int, str, Slide]]:
    for number, slide in enumerate(slides, before + 1):
        yield number, kind, cast("Slide", slide) if isinstance(slide, dict) else {}


def _of_old_json(path: Path, timeline: Slide) -> Iterator[tuple[int, str, Slide]]:
    """Yield the slides of version 1 and 2: `timeline` with `date` and `era`, days written as 2011,12,10."""
    slides = _listed(path, timeline, "date")
    for kind, before, listed in (("event", 0, slides), ("era", len(slides), _listed(path, timeline, "era"))):
        for number, _, slide in _numbered(listed, kind, before):
            asset = _object(slide, "asset")
            yield (
                number,
                kind,
                {
                    "start_date": _text(slide, "startDate"),
                    "end_date": _text(slide, "endDate"),
                    "text": {"headline": _text(slide, "headline"), "text": _text(slide, "text")},
                    "media": {
                        "url": _text(asset, "media"),
                        **{n: _text(asset, n) for n in ("caption", "credit")},
                    },
                    "group": _text(slide, "tag"),
                },
            )
    if _text(timeline, "headline"):
        yield len(slides), "title", {"text": {"headline": _text(timeline, "headline")}}


# --- the sheet ---------------------------------------------------------------------------------------------


def _of_sheet(path: Path, slides: _Slides) -> Iterator[tuple[int, str, Slide]]:
    book = tables.read(path, TableOptions(header=True))
    slides.rows.remarks += book.notes
    sheet = book.sheet
    if not any(sheet_columns <= set(sheet.names) for sheet_columns in _SHEETS):
        raise UnreadableTable(
            f"“{path}” has not the columns of TimelineJS (Year, Month, Day, Headline, Text, Media and others); "
            "nothing was imported; import it as a table."
        )
    for bad in sheet.problems:
        slides.problems.append(BadCell(slides.before + bad.row, bad.column, bad.message))
    for number, cells in sheet.rows:
        row = dict(zip(sheet.names, map(str.strip, cells), strict=True))
        kind = row.get("Type", "").lower()
        yield number, kind if kind in ("title", "era") else "event", _of_row(row)


def _of_row(row: Mapping[str, str]) -> Slide:
    start, end = (
        row.get(f"{name} Date") or {
            part.lower(): row.get(f"{before}{part}", "") for part in ("Year", "Month", "Day")
        } | {"hour": row.get(f"{before}Time", "")}
        for name, before in (("Start", ""), ("End", "End "))
    )  # fmt: skip
    return {
        "start_date": start,
        "end_date": end,
        "display_date": row.get("Display Date", ""),
        "text": {"headline": row.get("Headline", ""), "text": row.get("Text", "")},
        "media": {
            "url": row.get("Media", ""),
            **{name: row.get(f"Media {name.title()}", "") for name in ("caption", "credit", "thumbnail")},
        },
        "group": row.get("Group") or row.get("Tag", ""),
        "background": row.get("Background", ""),
    }
