"""Rows of the event table, ready to show: a page at a time through the raw cursor."""

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from db import direction, heirs
from db.dates import UncertainDate, from_edtf
from db.registry.posts_on_day import HELD, Holder, holder
from db.words import AXES

_PLAIN = re.compile(r"\d{4}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as the table shows it: names joined and dates in words, empty where nothing is known."""

    id: int
    date: str
    edtf: str
    words: str
    precise: bool
    title: str
    type: str
    status: str
    counterparts: str
    people: str
    holders: tuple[Holder, ...]
    """The people with their posts on the day."""
    mechanism: str
    round: int | None
    inferred: bool
    place: str
    country: str
    direction: str
    overruled: bool
    channel: str
    level: str
    evidence: int
    conflicts: tuple[str, ...]
    """Fields for which its sources state more than one value."""
    marks: tuple[int, ...]
    unverified: bool
    tags: str
    note: str

    @property
    def when(self) -> UncertainDate | None:
        """The date itself, None where nothing is known."""
        return from_edtf(self.edtf, self.words) if self.edtf else None


CONFLICTS: Final = """SELECT group_concat(field, char(10)) FROM
 (SELECT v.field FROM evidence v WHERE v.event_id = e.id AND v.field <> '' AND v.value <> ''
  GROUP BY v.field HAVING min(v.value) <> max(v.value) ORDER BY v.field)"""
"""The fields of the event `e` on which its sources differ, a line each; `has:conflict` finds the events with any."""

_EVENTS = f"""
SELECT e.id, e.edtf, e.date_text, e.start_lo, e.start_hi, e.end_lo, e.end_hi, e.title, t.label, e.status,
       m.name, e.round, e.round_basis <> 'stated', e.place, e.country_id, c.name, e.direction,
       coalesce(ch."key", t."key"), ch.label, lv.label,
       (SELECT count(*) FROM evidence v WHERE v.event_id = e.id), ({CONFLICTS}),
       {", ".join(f"e.mark_{axis}" for axis in AXES)}, e.unverified,
       (SELECT group_concat(label, ', ') FROM
         (SELECT g.label FROM event_term x JOIN term g ON g.id = x.term_id
          WHERE x.event_id = e.id AND g.vocabulary = 'tag' ORDER BY g.label)),
       e.note, {direction.FOCAL_HOME}
FROM json_each(?) w JOIN event e ON e.id = w.value
LEFT JOIN term t ON t.id = e.type_id LEFT JOIN term ch ON ch.id = e.channel_id
LEFT JOIN term lv ON lv.id = e.level_id LEFT JOIN mechanism m ON m.id = e.mechanism_id
LEFT JOIN country c ON c.id = e.country_id
"""
_TAKINGS = f"""
SELECT p.event_id, p.side, a.name, {heirs.home("a")}, n.name,
 p.post_printed, {HELD}
FROM json_each(?) w JOIN participation p ON p.event_id = w.value
LEFT JOIN actor a ON a.id = p.actor_id
LEFT JOIN person n ON n.id = p.person_id
ORDER BY p.position, p.id
"""


@dataclass(slots=True)
class _Takers:
    """Who took part in one event: names in order, none twice, and the countries of both sides."""

    counterparts: dict[str, None] = field(default_factory=dict[str, None])
    people: dict[tuple[str, str], Holder] = field(default_factory=dict[tuple[str, str], Holder])
    focal_homes: set[int] = field(default_factory=set[int])
    other_homes: set[int] = field(default_factory=set[int])

    def add(
        self, side: str, actor: str | None, home: int | None, person: str | None, printed: str, held: str
    ) -> None:
        if actor and side != "focal":
            self.counterparts[actor] = None
        if person:
            self.people.setdefault((person, printed), holder(person, printed, held))
        if home is not None and side != "other":
            (self.focal_homes if side == "focal" else self.other_homes).add(home)


def fetch(connection: sqlite3.Connection, ids: Sequence[int]) -> list[EventRow]:
    """Return the rows of these events in the order asked; events that are not there are left out."""
    listed = (json.dumps([int(event) for event in ids]),)
    raw = connection.cursor()
    raw.row_factory = None
    takers: dict[int, _Takers] = {}
    for event, *taking in raw.execute(_TAKINGS, listed):
        takers.setdefault(event, _Takers()).add(*taking)
    nobody = _Takers()
    rows = {values[0]: _row(values, takers.get(values[0], nobody)) for values in raw.execute(_EVENTS, listed)}
    return [rows[event] for event in ids if event in rows]


def _row(values: Sequence[Any], takers: _Takers) -> EventRow:
    (event, edtf, words, start_lo, start_hi, end_lo, end_hi, title, type_label, status, mechanism, number, inferred,
     place, country_id, country, overruled, means, channel, level, evidence, conflicts, *rest) = values  # fmt: skip
    marks, (unverified, tags, note, home) = tuple(rest[: len(AXES)]), rest[len(AXES) :]
    precise = start_lo is not None and start_lo == start_hi and end_lo == end_hi
    way = direction.derived(means, country_id, takers.focal_homes or {home} - {None}, takers.other_homes)
    return EventRow(
        id=event,
        date=short_date(edtf, words, start_lo, end_hi) if precise else short_date(edtf, words),
        edtf=edtf,
        words=words,
        precise=precise,
        title=title,
        type=type_label or "",
        status=status,
        counterparts=", ".join(takers.counterparts),
        people=", ".join(dict.fromkeys(person for person, _ in takers.people)),
        holders=tuple(takers.people.values()),
        mechanism=mechanism or "",
        round=number,
        inferred=bool(inferred) and number is not None,
        place=place,
        country=country or "",
        direction=overruled or way or "",
        overruled=overruled is not None,
        channel=channel or "",
        level=level or "",
        evidence=evidence,
        conflicts=tuple(conflicts.split("\n")) if conflicts else (),
        marks=marks,
        unverified=bool(unverified),
        tags=tags or "",
        note=note,
    )


def short_date(edtf: str, words: str, first: int | None = None, last: int | None = None) -> str:
    """Return a date as a narrow column shows it; `first` and `last` are its days where both are known to the day.

    Days and spans of days stand in ISO form, the year not said twice. Plain months and years stay as they are, and
    for anything vaguer the words of the source say it better than EDTF does.
    """
    if first is not None and last is not None:
        start, end = date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()
        if first == last:
            return start
        shared = 8 if start[:7] == end[:7] else 5 if start[:4] == end[:4] else 0
        return f"{start} – {end[shared:]}"
    return edtf if _PLAIN.fullmatch(edtf) or not words else words
