"""Computes a report of events from the file: read in bulk, a few hundred at a time."""

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import DateError, describe, from_edtf
from db.exports.report import DEFAULT_STYLE, Conflict, Listed, Quote, Report, ReportEvent, Taker, Tie, Value
from db.exports.report_caption import caption
from db.exports.report_ties import ties
from db.reading import fetch, raw
from db.registry.posts_on_day import HELD, holder
from db.sourcing.citations import STYLES, citation
from db.sourcing.source_words import CONFIDENCES
from db.sourcing.sources import FIELDS, SourceDetail
from db.sourcing.stated import differing
from db.table import event_rows
from db.table.event_rows import EventRow
from db.version import VERSION
from db.words import AXES

Step = Callable[[int, int], None]
"""Told how many parts of how many are done; may raise to stop."""
_AT_ONCE: Final = 200
_MARKED: Final = ("not", "in part", "verified")

_MORE: Final = """SELECT e.id, e.start_lo, e.summary, whole.title
FROM json_each(?) w JOIN event e ON e.id = w.value LEFT JOIN event whole ON whole.id = e.part_of_id"""
_TERMS: Final = """SELECT x.event_id, g.vocabulary, g.label
FROM json_each(?) w JOIN event_term x ON x.event_id = w.value
JOIN term g ON g.id = x.term_id WHERE g.vocabulary IN ('area', 'issue') ORDER BY g.vocabulary, g.position, g.label"""
_TAKERS: Final = f"""SELECT p.event_id, p.side, p.role, coalesce(a.name, ''), coalesce(n.name, ''), p.post_printed,
 {HELD}, p.note
FROM json_each(?) w JOIN participation p ON p.event_id = w.value
LEFT JOIN actor a ON a.id = p.actor_id LEFT JOIN person n ON n.id = p.person_id
ORDER BY CASE p.side WHEN 'focal' THEN 0 WHEN 'counterpart' THEN 1 ELSE 2 END, p.position, p.id"""
_EVIDENCE: Final = """SELECT v.event_id, v.source_id, v.field, v.value, v.quote, v.locator, v.confidence, v.chosen,
 v.reason, v.note, v.unverified, s.language
FROM json_each(?) w JOIN evidence v ON v.event_id = w.value JOIN source s ON s.id = v.source_id
ORDER BY v.field, v.chosen DESC, v.id"""
_SOURCES: Final = f"""SELECT s.id, s.edtf, s.date_text, {", ".join(f"s.{name}" for name in FIELDS)}
FROM json_each(?) w JOIN source s ON s.id = w.value"""


def compute(
    session: Session,
    ids: Sequence[int],
    *,
    which: str = "",
    title: str = "",
    style: str = DEFAULT_STYLE,
    step: Step | None = None,
) -> Report:
    """Return the report of events in the order given; events that are not there are left out.

    `which` says in a sentence which events these are, `style` is one of citations.STYLES; `step` follows the
    progress. Raises Problem without citeproc-py.
    """
    if style not in STYLES:
        raise ValueError(style)
    tell = step or _nothing
    numbers: dict[int, int] = {}
    events: list[ReportEvent] = []
    total = len(ids) + 1
    tied = ties(session, ids)
    for start in range(0, len(ids), _AT_ONCE):
        tell(start, total)
        events += _events(session, ids[start : start + _AT_ONCE], numbers, tied)
    tell(len(ids), total)
    listed = tuple(_listed(session, numbers, style, tell, total))
    return Report(
        title=title or "Events",
        which=which,
        caption=caption(session, [event.id for event in events], len(listed)),
        style=style,
        events=tuple(events),
        sources=listed,
        version=VERSION,
    )


def _events(
    session: Session, ids: Sequence[int], numbers: dict[int, int], tied: dict[int, list[Tie]]
) -> list[ReportEvent]:
    listed = (json.dumps([int(event) for event in ids]),)
    more = {row[0]: row[1:] for row in fetch(session, _MORE, listed)}
    terms: dict[int, dict[str, list[str]]] = {}
    for event, vocabulary, label in fetch(session, _TERMS, listed):
        terms.setdefault(event, {}).setdefault(vocabulary, []).append(label)
    takers = _by_event(fetch(session, _TAKERS, listed), _taker)
    passages = _by_event(fetch(session, _EVIDENCE, listed), lambda *row: row)
    found: list[ReportEvent] = []
    for row in event_rows.fetch(raw(session), ids):
        start, summary, whole = more[row.id]
        quotes = tuple(_quote(numbers, *values) for values in passages.get(row.id, ()))
        found.append(
            ReportEvent(
                id=row.id,
                year="" if start is None else str(date.fromordinal(start).year),
                title=row.title,
                date=describe(from_edtf(row.edtf)) if row.edtf else "Date unknown",
                edtf=row.edtf,
                words="" if row.words == row.edtf else row.words,
                facts=tuple(_facts(row, whole or "", terms.get(row.id, {}))),
                takers=tuple(takers.get(row.id, ())),
                summary=summary,
                note=row.note,
                ties=tuple(tied.get(row.id, ())),
                evidence=quotes,
                conflicts=tuple(_conflicts(quotes)),
                marks=_marks(row.marks),
                unverified=row.unverified,
            )
        )
    return found


def _by_event(rows: Sequence[Sequence[Any]], make: Callable[..., Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for event, *values in rows:
        found.setdefault(event, []).append(make(*values))
    return found


def _facts(row: EventRow, whole: str, terms: dict[str, list[str]]) -> list[tuple[str, str]]:
    mechanism = row.mechanism
    if mechanism and row.round is not None:
        mechanism = f"{mechanism}, round {row.round}{' (inferred)' if row.inferred else ''}"
    facts = (
        ("Type", row.type),
        ("Status", row.status),
        ("Place", ", ".join(filter(None, (row.place, row.country if row.country != row.place else "")))),
        ("Direction", f"{row.direction} (set by hand)" if row.overruled else row.direction),
        ("Mechanism", mechanism),
        ("Part of", whole),
        ("Channel", row.channel),
        ("Level", row.level),
        ("Areas", ", ".join(terms.get("area", ()))),
        ("Issues", ", ".join(terms.get("issue", ()))),
        ("Tags", row.tags),
    )
    return [(name, text) for name, text in facts if text]


def _taker(side: str, role: str, actor: str, person: str, printed: str, held: str, note: str) -> Taker:
    one = holder(person, printed, held)
    post = printed or one.post
    on_day = "; ".join(one.held) if one.disagrees else ""
    if not printed and one.held and not one.certain:
        post = f"perhaps {one.post}"
    return Taker(side, role, actor, person, post, on_day, note)


def _quote(
    numbers: dict[int, int],
    source: int,
    field: str,
    value: str,
    quote: str,
    locator: str,
    confidence: int | None,
    chosen: int,
    reason: str,
    note: str,
    unverified: int,
    language: str,
) -> Quote:
    said = "" if confidence is None else CONFIDENCES[confidence]
    number = numbers.setdefault(source, len(numbers) + 1)
    words = _value_words(field, value)
    return Quote(
        number, field, words, quote, locator, said, bool(chosen), reason, note, bool(unverified), language
    )


def _value_words(field: str, value: str) -> str:
    """Say a date in words; whatever else is stated stays as it is."""
    if field != "date" or not value:
        return value
    try:
        return f"{describe(from_edtf(value))} ({value})"
    except DateError:  # a source may say anything
        return value


def _conflicts(quotes: Sequence[Quote]) -> list[Conflict]:
    found: list[Conflict] = []
    for field, rows in differing(quotes).items():
        values: dict[str, list[Quote]] = {}
        for row in rows:
            values.setdefault(row.value, []).append(row)
        stated = [
            Value(
                value, tuple(dict.fromkeys(one.source for one in alike)), any(one.chosen for one in alike),
                next((one.reason for one in alike if one.chosen and one.reason), ""),
            )
            for value, alike in values.items()
        ]  # fmt: skip
        found.append(Conflict(field, tuple(sorted(stated, key=lambda one: not one.chosen))))
    return found


def _marks(levels: Sequence[int]) -> str:
    """Say what of an event is verified: "verified: source, date; in part: post; not: principal, counterpart"."""
    parts: list[str] = []
    for level in (2, 1, 0):
        axes = [axis for axis, mark in zip(AXES, levels, strict=True) if mark == level]
        parts += [f"{_MARKED[level]}: {', '.join(axes)}"] if axes else []
    return "; ".join(parts)


def _listed(session: Session, numbers: dict[int, int], style: str, tell: Step, total: int) -> list[Listed]:
    found: list[Listed] = []
    for row in fetch(session, _SOURCES, (json.dumps(list(numbers)),)):
        if len(found) % _AT_ONCE == 0:
            tell(total - 1, total)
        source = _source(row)
        address = source.url or source.archive_url
        cited = citation(source, style)
        found.append(
            Listed(
                numbers[source.id], cited, "" if address and address in cited else address, source.language
            )
        )
    return sorted(found, key=lambda one: one.number)


def _source(row: Sequence[Any]) -> SourceDetail:
    record, edtf, words, *values = row
    return SourceDetail(
        id=record, published=from_edtf(edtf, words) if edtf else None, attachments=(), uses=(),
        **dict(zip(FIELDS, values, strict=True)),
    )  # fmt: skip


def _nothing(done: int, total: int) -> None:
    """Go on."""
