"""Events as slides of a TimelineJS timeline (Knight Lab), context as its eras.

Fields are those of TimelineJS3's documentation of its JSON format; texts in it are HTML, so ours are escaped.
"""

import html
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from db.exports.chosen import PROGRAM, Chosen
from db.exports.days import bounds, days_of, plain_parts, words_of
from db.table.event_table import TableRow, event_key

_UNSAFE: Final = re.compile(r"""[\s"'<>`]""")
"""Signs with which an address would leave the attribute that the page puts it in."""
_PARTS: Final = ("year", "month", "day")
_CONTEXTS: Final = """SELECT id, title, note, start_lo, start_hi, end_lo, end_hi FROM context
WHERE start_lo IS NOT NULL AND end_hi IS NOT NULL ORDER BY start_lo, title, id"""


def write_timelinejs(chosen: Chosen, out: BinaryIO) -> int:
    """Write a timeline whose title slide says which events these are; those without any known day are left out."""
    told = f"{chosen.which}. {PROGRAM}, codebook {chosen.codebook}."
    title = {"text": {"headline": _html(chosen.name), "text": _html(told)}}
    out.write(b'{\n"title": ' + _json(title) + b',\n"events": [')
    count = 0
    for row in chosen.rows():
        slide = _slide(row)
        if slide is not None:
            out.write((b",\n" if count else b"\n") + _json(slide))
            count += 1
    out.write(b'\n],\n"eras": [' + b",".join(b"\n" + _json(era) for era in _eras(chosen)) + b"\n]\n}\n")
    return count


def _slide(row: TableRow) -> dict[str, Any] | None:
    days = days_of(row)
    if days is None:
        return None
    others = list(
        dict.fromkeys(each.actor or each.person for each in row.participants if each.side != "focal")
    )
    text = "\n\n".join(filter(None, (row.summary.strip(), f"With {', '.join(others)}" if others else "")))
    slide: dict[str, Any] = {
        **_dates(row, *days),
        "text": {"headline": _html(" ".join(row.title.split())), "text": _html(text)},
        "unique_id": event_key(row.id),
    }
    if tags := row.terms.get("tag"):
        slide["group"] = tags[0]
    for source in row.sources:
        if source.url.lower().startswith(("https://", "http://")):
            caption = source.title if source.title != source.url else ""
            slide["media"] = {"url": _UNSAFE.sub(_quoted, source.url), "caption": _html(caption)}
            break
    return slide


def _dates(row: TableRow, first: date, last: date) -> dict[str, Any]:
    """Return the fields of an event's dates: as precise as they are known, and for anything vaguer the words."""
    plain = plain_parts(row.edtf)
    if plain is None:
        return {
            "start_date": _parts([first.year, first.month, first.day]),
            "end_date": _parts([last.year, last.month, last.day]),
            "display_date": _html(words_of(row)),
        }
    told: dict[str, Any] = {"start_date": _parts(plain[0])}
    if plain[1] != plain[0]:
        told["end_date"] = _parts(plain[1])
    if row.date_text and row.date_text != row.edtf:
        told["display_date"] = _html(row.date_text)
    return told


def _eras(chosen: Chosen) -> Iterator[dict[str, Any]]:
    for _, title, note, *days in chosen.connection.execute(_CONTEXTS):
        found = bounds((days[0], days[1]), (days[2], days[3]))
        if found is not None:
            start, end = ([day.year, day.month, day.day] for day in found)
            yield {
                "start_date": _parts(start),
                "end_date": _parts(end),
                "text": {"headline": _html(title), "text": _html(note)},
            }


def _parts(numbers: list[int]) -> dict[str, int]:
    return dict(zip(_PARTS, numbers, strict=False))


def _quoted(found: re.Match[str]) -> str:
    return quote(found[0])


def _html(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return html.escape(lines, quote=False).replace("\n", "<br>")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
