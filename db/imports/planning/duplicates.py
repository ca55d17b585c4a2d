"""Rows that may tell of the same event as another row or an event that is there, found without comparing all pairs.

Two events are compared only if they share a counterpart or person and a day, or a counterpart and a title. They
resemble each other where their titles do, or where day, participants and place agree, as reports in two languages do.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from db.imports.planning.resembling import likeness
from db.search import fold

_NUMBER: Final = re.compile(r"\d+")
TITLES_ALIKE: Final = 82
"""Likeness of titles, of 100, from which on they may be of the same event."""
_MOST_DAYS: Final = 21
"""Events that may lie within more days than these are compared by title alone."""
_MOST_IN_PLACE: Final = 50
"""Of events that share a counterpart and a day, no more are compared with each other."""


@dataclass(frozen=True, slots=True)
class Side:
    """One event as it is compared: of a row (`row` > 0) or of the timeline."""

    event: int
    row: int
    title: str
    """Folded."""
    start: int | None
    end: int | None
    counterparts: frozenset[int]
    people: frozenset[int]
    where: tuple[Any, ...]
    """Country, type and mechanism, None where not said."""

    @property
    def numbers(self) -> frozenset[str]:
        """The numbers in the title: the third session is not the fourth, however alike their titles are."""
        return frozenset(_NUMBER.findall(self.title))


@dataclass(frozen=True, slots=True)
class Pair:
    """A row and what it resembles."""

    row: int
    event: int
    other_row: int
    score: int
    why: Literal["similar title", "same day, same participants"]


def pairs(rows: Sequence[Side], there: Iterable[Side], *, among_rows: bool = True) -> list[Pair]:
    """Return for each row at most one event it resembles most, one of the timeline rather than one of the rows.

    `among_rows` says whether rows are compared with each other at all.
    """
    known: dict[Any, list[Side]] = defaultdict(list)
    for side in there:
        for key in _keys(side):
            known[key].append(side)
    found: dict[int, Pair] = {}
    for side in rows:
        best = _best(side, known)
        if best is not None:
            found[side.row] = best
        for key in _keys(side) if among_rows else ():
            place = known[key]
            if len(place) < _MOST_IN_PLACE:
                place.append(side)
    return list(found.values())


def _best(side: Side, known: dict[Any, list[Side]]) -> Pair | None:
    best: tuple[bool, int, Pair] | None = None
    seen: set[int] = set()
    for key in _keys(side):
        for other in known.get(key, ()):
            if other.event in seen or not _overlap(side, other):
                continue
            seen.add(other.event)
            judged = _judge(side, other)
            if judged is None:
                continue
            rank = (other.row == 0, judged[0])
            if best is None or rank > best[:2]:
                best = (*rank, Pair(side.row, other.event, other.row, *judged))
    return best[2] if best else None


def _judge(
    one: Side, other: Side
) -> tuple[int, Literal["similar title", "same day, same participants"]] | None:
    titles = round(likeness(one.title, other.title))
    if titles >= TITLES_ALIKE and one.numbers == other.numbers and _people_agree(one, other):
        return titles, "similar title"
    same_day = one.start is not None and one.start == other.start and one.end == other.end
    agree = sum(a == b and a is not None for a, b in zip(one.where, other.where, strict=True))
    differ = any(None not in pair and pair[0] != pair[1] for pair in zip(one.where, other.where, strict=True))
    same_people = bool(one.people & other.people) or (
        one.counterparts == other.counterparts and _people_agree(one, other)
    )
    if same_day and same_people and agree and not differ:
        return 75 + 5 * agree, "same day, same participants"
    return None


def _people_agree(one: Side, other: Side) -> bool:
    """Tell whether both may be about the same people: one names none, or they share somebody."""
    return not one.people or not other.people or bool(one.people & other.people)


def _overlap(one: Side, other: Side) -> bool:
    return (one.end is None or other.start is None or other.start <= one.end) and (
        other.end is None or one.start is None or one.start <= other.end
    )


def _keys(side: Side) -> Iterator[Any]:
    """Yield what two events must share to be compared."""
    if side.start is not None and side.end is not None and side.end - side.start <= _MOST_DAYS:
        days = range(side.start, side.end + 1)
        yield from ((actor, day) for actor in side.counterparts | side.people for day in days)
    yield from ((actor, side.title) for actor in side.counterparts)


def there(connection: sqlite3.Connection, wanted: Sequence[Side], focal: frozenset[int]) -> list[Side]:
    """Return the events of a timeline that share a counterpart with some rows and lie among their days."""
    actors = {actor for side in wanted for actor in side.counterparts}
    starts = [side.start for side in wanted if side.start is not None]
    ends = [side.end for side in wanted if side.end is not None]
    if not actors or not starts or not ends:
        return []
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(_THERE, (json.dumps(list(actors)), max(ends), min(starts)))
    events = {row[0]: row[1:] for row in cursor}
    who: dict[int, set[int]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    for event, actor, person in cursor.execute(_WHO, (json.dumps(list(events)),)):
        if actor in focal:
            continue
        if actor is not None:
            who[event].add(actor)
        if person is not None:
            people[event].add(person)
    return [
        Side(event, 0, fold(title), start, end, frozenset(who[event]), frozenset(people[event]), where)
        for event, (title, start, end, *where_) in events.items()
        for where in [tuple(where_)]
    ]


_THERE: Final = """
SELECT DISTINCT e.id, e.title, e.start_lo, e.end_hi, e.country_id, e.type_id, e.mechanism_id
FROM json_each(?) a JOIN participation p ON p.actor_id = a.value JOIN event e ON e.id = p.event_id
WHERE e.start_lo <= ? AND (e.end_hi >= ? OR e.end_hi IS NULL)
"""
_WHO: Final = """
SELECT p.event_id, p.actor_id, p.person_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value
WHERE p.side <> 'focal'
"""
