"""The sessions of mechanisms in order of time, and the gaps between them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from sqlalchemy.orm import Session

from db.dates import OPEN_HI, UncertainDate
from db.dates.elapsed import Elapsed, elapsed
from db.dates.uncertain import Bounds
from db.heirs import home
from db.reading import date_of, fetch


@dataclass(frozen=True, slots=True)
class Round:
    """One session of a mechanism; `basis` says whether its number is stated or inferred.

    `host_homes` are the countries of the actors that took part as hosts.
    """

    id: int
    title: str
    number: int | None
    basis: str
    status: str
    start: Bounds
    end: Bounds
    edtf: str
    date_text: str
    place: str
    country_id: int | None
    country: str
    hosts: tuple[str, ...] = ()
    host_homes: tuple[int, ...] = ()

    @property
    def date(self) -> UncertainDate | None:
        """When it was, None if nothing is known."""
        return date_of(self.edtf, self.date_text)

    @property
    def held(self) -> bool:
        """Tell whether it counts: it was held."""
        return self.status == "held"

    @property
    def host_country(self) -> int | None:
        """The country it was held in; where no place is known, the one country all its hosts are from."""
        if self.country_id is not None or len(set(self.host_homes)) != 1:
            return self.country_id
        return self.host_homes[0]

    @property
    def label(self) -> str:
        """What it is called in a sentence: "session 4", or its title where it has no number."""
        return f"“{self.title}”" if self.number is None else f"session {self.number}"


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two sessions held one after the other."""

    before: Round
    after: Round
    time: Elapsed

    @property
    def words(self) -> str:
        """Say which sessions it lies between, and how long it was."""
        return f"{self.before.label} to {self.after.label}: {self.time}"


_SESSION_TYPES: Final = """WITH RECURSIVE kind(id) AS (
  SELECT id FROM term WHERE vocabulary = 'type' AND "key" = 'session'
  UNION SELECT t.id FROM kind JOIN term t ON t.parent_id = kind.id AND t.vocabulary = 'type')"""
_SESSIONS: Final = f"""{_SESSION_TYPES}
SELECT e.mechanism_id, e.id, e.title, e.round, e.round_basis, e.status, e.start_lo, e.start_hi, e.end_lo, e.end_hi,
  e.edtf, e.date_text, e.place, e.country_id, coalesce(c.name, '')
FROM event e LEFT JOIN country c ON c.id = e.country_id
WHERE e.type_id IN kind AND e.mechanism_id {{}} ORDER BY e.sort_lo, e.sort_width, e.title, e.id"""
_HOSTS: Final = f"""{_SESSION_TYPES}
SELECT e.id, a.name, {home("a")} FROM event e
JOIN participation t ON t.event_id = e.id AND t.role = 'host' JOIN actor a ON a.id = t.actor_id
WHERE e.type_id IN kind AND e.mechanism_id {{}} ORDER BY t.position, t.id"""


def rounds(session: Session, mechanism_id: int, until: int | None = None) -> tuple[Round, ...]:
    """Return the sessions of a mechanism in order of time, without those that certainly began after `until`.

    Sessions are events of the type *session*, or of a type below it. One without any date stands after the
    highest number below its own, or last.
    """
    return all_rounds(session, until, mechanism_id).get(mechanism_id, ())


def all_rounds(
    session: Session, until: int | None = None, mechanism_id: int | None = None
) -> dict[int, tuple[Round, ...]]:
    """Return the same for every mechanism that has sessions, by its id."""
    which, values = ("IS NOT NULL", ()) if mechanism_id is None else ("= ?", (mechanism_id,))
    hosts: defaultdict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for event, name, country in fetch(session, _HOSTS.format(which), values):
        hosts[event].append((name, country))
    found: defaultdict[int, list[Round]] = defaultdict(list)
    for mechanism, *row in fetch(session, _SESSIONS.format(which), values):
        if until is None or row[5] is None or row[5] <= until:
            found[mechanism].append(_round(row, hosts.get(row[0], ())))
    return {mechanism: tuple(_placed(each)) for mechanism, each in found.items()}


def gaps(sessions: Iterable[Round]) -> tuple[Gap, ...]:
    """Return the gaps between the sessions held, from the end of one to the start of the next."""
    held = [each for each in sessions if each.held]
    return tuple(Gap(a, b, elapsed(a.end, b.start)) for a, b in pairwise(held))


def silence(sessions: Iterable[Round], day: int) -> Elapsed | None:
    """Return the time from the end of the last session held to a day; None where no held one has a date."""
    ends = [each.end for each in sessions if each.held and each.start != (None, None)]
    if not ends:
        return None
    earliest = max((end[0] for end in ends if end[0] is not None), default=None)
    latest = max(day if end[1] is None else end[1] for end in ends)
    return elapsed((None if earliest is None else min(earliest, day), min(latest, day)), (day, day))


def _round(row: Sequence[Any], hosts: Iterable[tuple[str, int | None]]) -> Round:
    event, title, number, basis, status, start_lo, start_hi, end_lo, end_hi, *rest = row
    edtf, date_text, place, country_id, country = rest
    who = tuple(name for name, _ in hosts)
    homes = tuple(country for _, country in hosts if country is not None)
    start, end = (start_lo, start_hi), (end_lo, end_hi)
    return Round(
        event, title, number, basis, status, start, end, edtf, date_text, place, country_id, country, who, homes
    )  # fmt: skip


def _placed(sessions: list[Round]) -> Iterator[Round]:
    """Yield the sessions in order of time, those without a date where their number puts them."""
    undated = [each for each in sessions if each.start == (None, None)]
    if not undated:
        yield from sessions
        return
    dated = [each for each in sessions if each.start != (None, None)]
    after: defaultdict[int, list[Round]] = defaultdict(list)
    for each in sorted(undated, key=lambda each: (each.number is None, each.number or 0)):
        lower = [at for at, other in enumerate(dated) if (other.number or OPEN_HI) < (each.number or 0)]
        place = max(lower, default=-1) if each.number is not None else len(dated) - 1
        after[place].append(each)
    yield from after[-1]
    for at, each in enumerate(dated):
        yield each
        yield from after[at]
