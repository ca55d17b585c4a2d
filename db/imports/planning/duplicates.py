"""Rows that may tell of the same event as another row or an event that is there, found without comparing all pairs.

Events are compared if they share somebody, or both name nobody, and may lie on the same days. They resemble each
other where their titles do, or where day, participants and place agree, as reports in two languages do.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from db.search import fold

if TYPE_CHECKING:
    from db.imports.planning.blocking import Events

TITLES_ALIKE: Final = 82
"""Likeness of titles, of 100, from which on they may be of the same event."""
_ALIKE_WITHOUT_DAYS: Final = 90
"""The same where not both have their day."""
_NUMBERS: Final = re.compile(r"[0-9]+")
_NOBODY: Final = 0

Why = Literal["similar title", "same day, same participants"]


class Side(NamedTuple):
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


class Pair(NamedTuple):
    """A row and what it resembles."""

    row: int
    event: int
    other_row: int
    score: int
    why: Why


def pairs(rows: Sequence[Side], there: Sequence[Side], *, among_rows: bool = True) -> list[Pair]:
    """Return for each row at most one event it resembles most, one of the timeline rather than one of the rows.

    `among_rows` says whether rows are compared with each other at all.
    """
    import numpy as np
    from rapidfuzz import fuzz, process

    from db.imports.planning.blocking import Events

    sides: list[Side] = [*there, *rows]
    if not rows:
        return []
    events = _events(sides, Events)
    one, other = events.candidates(len(there), among_rows=among_rows)
    titles = [" ".join(sorted(side.title.split())) for side in sides]
    scores = process.cpdist(
        [titles[int(place)] for place in one],
        [titles[int(place)] for place in other],
        scorer=fuzz.ratio,
        score_cutoff=TITLES_ALIKE - 0.5,
        dtype=np.float32,
    )
    same = (events.start[one] == events.start[other]) & (events.end[one] == events.end[other])
    worth = np.nonzero((scores > 0) | same)[0]
    best: dict[int, tuple[tuple[bool, int, int], Pair]] = {}
    for first, second, score in zip(one[worth], other[worth], scores[worth], strict=True):
        _take(best, sides[int(first)], sides[int(second)], round(float(score)))
    return [pair for _, pair in sorted(best.values(), key=lambda each: each[1].row)]


def _take(best: dict[int, tuple[tuple[bool, int, int], Pair]], there: Side, mine: Side, score: int) -> None:
    judged = _judge(mine, there, score)
    if judged is not None:
        rank = (there.row == 0, judged[0], -there.row or -there.event)
        if mine.row not in best or rank > best[mine.row][0]:
            best[mine.row] = rank, Pair(mine.row, there.event, there.row, *judged)


def _judge(one: Side, other: Side, titles: int) -> tuple[int, Why] | None:
    exact = _is_exact(one) and _is_exact(other)
    agree = _people_agree(one, other)
    if (
        agree
        and titles >= (TITLES_ALIKE if exact else _ALIKE_WITHOUT_DAYS)
        and _numbers_agree(one.title, other.title)
    ):
        return titles, "similar title"
    if not exact or (one.start, one.end) != (other.start, other.end):
        return None
    said = [pair for pair in zip(one.where, other.where, strict=True) if None not in pair]
    if not said or any(mine != theirs for mine, theirs in said):
        return None
    languages = one.title.isascii() != other.title.isascii()  # names of people then seldom agree
    same = bool(one.people & other.people) or (
        one.counterparts == other.counterparts and (agree or languages)
    )
    if same and (one.counterparts or one.people):
        return 75 + 5 * len(said), "same day, same participants"
    return None


def _is_exact(side: Side) -> bool:
    from db.imports.planning.blocking import DAYS

    return side.start is not None and side.end is not None and side.end - side.start <= DAYS


def _people_agree(one: Side, other: Side) -> bool:
    """Tell whether both may be about the same people: one names none, or they share somebody."""
    return not one.people or not other.people or bool(one.people & other.people)


def _numbers_agree(one: str, other: str) -> bool:
    """Tell whether two titles don’t differ in a number, as the ninth and the tenth meeting of a kind do."""
    mine, theirs = _NUMBERS.findall(one), _NUMBERS.findall(other)
    return not mine or not theirs or sorted(mine) == sorted(theirs)


def _events(sides: Sequence[Side], made: "type[Events]") -> "Events":
    who: dict[int, int] = {}
    titles: dict[str, int] = {}
    about: list[tuple[int, int]] = []
    for place, side in enumerate(sides):
        if not side.counterparts and not side.people:
            about.append((place, _NOBODY))
        about += [
            (place, who.setdefault(record, len(who) + 1)) for record in (*side.counterparts, *side.people)
        ]
    return made(
        [side.start for side in sides],
        [side.end for side in sides],
        about,
        [titles.setdefault(side.title, len(titles)) for side in sides],
    )


def there(connection: sqlite3.Connection, wanted: Sequence[Side], focal: frozenset[int]) -> list[Side]:
    """Return the events of a timeline that lie among the days of some rows."""
    starts = [side.start for side in wanted if side.start is not None]
    ends = [side.end for side in wanted if side.end is not None]
    if not wanted or not starts or not ends:
        return []
    cursor = connection.cursor()
    cursor.row_factory = None
    events = cursor.execute(_THERE, (max(ends), min(starts))).fetchall()
    who: dict[int, set[int]] = defaultdict(set)
    people: dict[int, set[int]] = defaultdict(set)
    ids = json.dumps([row[0] for row in events])
    for event, actor, person in cursor.execute(_WHO, (ids,)):
        if actor not in focal:
            if actor is not None:
                who[event].add(actor)
            if person is not None:
                people[event].add(person)
    nobody = frozenset[int]()
    return [
        Side(
            event,
            0,
            fold(title),
            start,
            end,
            frozenset(who.get(event, nobody)),
            frozenset(people.get(event, nobody)),
            (country, kind, mechanism),
        )
        for event, title, start, end, country, kind, mechanism in events
    ]


_THERE: Final = """
SELECT id, title, start_lo, end_hi, country_id, type_id, mechanism_id FROM event
WHERE (start_lo <= ? OR start_lo IS NULL) AND (end_hi >= ? OR end_hi IS NULL)
"""
_WHO: Final = """
SELECT p.event_id, p.actor_id, p.person_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value
"""
