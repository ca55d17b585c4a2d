"""Makes realistic timelines of any size: a real file, filled by raw SQL, the same for the same seed."""

import hashlib
import os
import random
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from db import schema, search
from db.arrays import columns
from db.codebook import codebook
from db.errors import CannotOpen
from db.ids import COUNTER_BITS, PREFIX_BITS
from db.timeline import Timeline
from tests.benchmarks import moments, phrases
from tests.benchmarks.phrases import PARTIES, Cast, Names, Phrases

COUNTERPARTS: Final = 400
MECHANISMS: Final = 60
COUNTRIES: Final = 80
PEOPLE: Final = 1500
FOCAL_PEOPLE: Final = 120
PER_EVENT: Final = 2.3
"""Participations per event: one of the focal side, one counterpart, and sometimes a second."""
TYPES: Final = {
    "meeting": 26, "delegation": 16, "visit": 9, "session": 8, "call": 7, "seminar": 7, "letter": 6, "conference": 5,
    "dialogue": 4, "reception": 3, "video": 3, "congress": 2, "phone": 2, "signing": 1, "statement": 1,
}  # fmt: skip
"""Event types by how often they occur, in parts of a hundred."""
STAYS: Final = ("delegation", "visit", "conference", "congress")
_STATUSES: Final = ("held", "planned", "postponed", "cancelled", "unconfirmed")
_STATUS_SHARES: Final = (0.94, 0.01, 0.01, 0.02, 0.02)
_FOLDED: Final = (
    "The 2nd SESSION, e.g. of A/B-C’s “own” words_and 1.5",
    "Parti démocratique Ærø Łódź Straße ﬁn İı Đỗ Ελλάδά Ёлка עִבְרִית عَرَبِيّ",
    "ＬＤＰ 自由民主党と日本共産党、公明党 々 𠮷野 が か ﾊﾞｰ ヴ 한국 ᄒ ㄅ 中ａ国",
)
"""Texts in which folding and the grams have something to do."""

Ints = NDArray[np.int64]


def build(path: Path, events: int, seed: int = 1) -> Timeline:
    """Write a timeline of so many events, full-text index and column cache included, and open it."""
    return Timeline.create(path, lambda session: _Filling(session, events, seed).run())


def cached(events: int, seed: int = 1) -> Path:
    """Return the timeline of this size and seed in the user's temporary folder; it is built once."""
    path = folder() / f"timeline-{mark()}-{events}-{seed}.liaison"
    if not path.exists():
        try:
            build(path, events, seed).close()
        except CannotOpen:
            if not path.exists():
                raise
            # another process has built it meanwhile; a file bears its name only when it is whole
    return path


def mark() -> str:
    """Return a name for what the files hold, which changes with whatever may store something else.

    That is the schema, this generator, what the columns mean, and how texts are folded and indexed: not how that is
    written, but what becomes of a sample of texts.
    """
    sources = [Path(module.__file__ or "").read_text(encoding="utf-8") for module in (moments, phrases)]
    made_by = (
        schema.script(),
        Path(__file__).read_text(encoding="utf-8"),
        *sources,
        columns.SELECT + columns.ORDER + columns.CACHED_AS,
        str(search.SEARCHED),
        *(f"{search.fold(text)} {search.indexed(text)}" for text in _FOLDED),
    )
    return hashlib.sha256("\0".join(made_by).encode()).hexdigest()[:8]


def folder() -> Path:
    """Return the folder that the suite keeps its files in, for this user alone."""
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    found = Path(tempfile.gettempdir()) / f"liaison-benchmarks-{user}"
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def zipf(count: int, exponent: float = 1.0) -> NDArray[np.float64]:
    """Return the shares of `count` things of which the k-th is k^-exponent as frequent as the first."""
    weights = 1.0 / np.arange(1, count + 1) ** exponent
    return weights / weights.sum()


@dataclass(frozen=True, slots=True)
class _Actor:
    id: int
    names: Names
    country: int
    places: tuple[Names, ...]
    people: tuple[int, ...]


class _Filling:
    """Fills one empty timeline."""

    def __init__(self, session: Session, events: int, seed: int) -> None:
        self._session = session
        self._events = events
        self._numbers = np.random.default_rng(seed)
        self._random = random.Random(seed)
        self._phrases = Phrases(seed)
        self._next: dict[str, int] = {}

    def run(self) -> None:
        codebook.fill(self._session)
        terms = codebook.keys(self._session)
        raw: sqlite3.Connection = self._session.connection().connection.driver_connection  # type: ignore[assignment]
        raw.execute("PRAGMA cache_size=-262144")
        self._raw = raw
        countries = self._countries()
        self._people = self._made_people()
        focal = self._focal(countries[0][0])
        actors = self._counterparts(countries[1:])
        mechanisms = self._mechanisms(actors)
        self._contexts()
        indexes = self._without_indexes("event", "participation")
        self._fill_events(terms, mechanisms, actors, focal)
        for sql in indexes:
            raw.execute(sql)

    # --- registry ---

    def _countries(self) -> list[tuple[int, Names]]:
        """Return China, then the others in a random order."""
        rows = self._raw.execute(
            "SELECT id, code, name, name_zh, name_ja FROM country ORDER BY code"
        ).fetchall()
        china = next(row for row in rows if row[1] == "CN")
        others = [row for row in rows if row[1] not in ("CN", "JP") and row[3] and row[4]]
        japan = next(
            row for row in rows if row[1] == "JP"
        )  # the most frequent, as in the case it was made for
        chosen = [china, japan, *self._random.sample(others, COUNTRIES - 2)]
        return [(row[0], Names(row[2], row[3], row[4])) for row in chosen]

    def _made_people(self) -> list[tuple[int, Names]]:
        people = [(self._id(), self._phrases.person()) for _ in range(PEOPLE + FOCAL_PEOPLE)]
        self._insert("person", ("id", "name"), ((person, names.latin) for person, names in people))
        self._name("person", people)
        return people

    def _focal(self, china: int) -> tuple[int, int]:
        cpc = Names("Communist Party of China", "中国共产党", "中国共産党")
        department = Names(
            "International Department, CPC Central Committee", "中共中央对外联络部", "中共中央対外連絡部"
        )
        ids = self._id(), self._id()
        columns = ("id", "name", "kind", "parent_id", "country_id", "family")
        self._insert(
            "actor",
            columns,
            [(ids[0], cpc.latin, "party", None, china, "communist"),
             (ids[1], department.latin, "organ", ids[0], china, "communist")],
        )  # fmt: skip
        self._name("actor", [(ids[0], cpc), (ids[1], department)])
        self._insert("setting", ("id", "key", "value"), [(self._id(), "focal_actor", str(ids[0]))])
        return ids

    def _counterparts(self, countries: Sequence[tuple[int, Names]]) -> list[_Actor]:
        places = [tuple(self._phrases.place(names) for _ in range(3)) for _, names in countries]
        where = self._numbers.choice(len(countries), COUNTERPARTS, p=zipf(len(countries), 0.7))
        found: list[_Actor] = []
        families: list[str] = []
        for number, place in enumerate(where.tolist()):
            latin, zh, ja, family = PARTIES[self._random.randrange(len(PARTIES))]
            country, home = countries[place]
            names = Names(f"{latin} of {home.latin}", home.zh + zh, home.ja + ja)
            if any(names == each.names for each in found):
                names = Names(f"{names.latin} ({number})", f"{names.zh}({number})", f"{names.ja}({number})")
            people = tuple(self._random.randrange(PEOPLE) for _ in range(6))
            found.append(_Actor(self._id(), names, country, places[place], people))
            families.append(family)
        self._insert(
            "actor",
            ("id", "name", "kind", "country_id", "family"),
            ((each.id, each.names.latin, "party", each.country, family)
             for each, family in zip(found, families, strict=True)),
        )  # fmt: skip
        self._name("actor", [(each.id, each.names) for each in found])
        return found

    def _mechanisms(self, actors: Sequence[_Actor]) -> list[int]:
        found: list[tuple[int, Names]] = []
        for number in range(MECHANISMS):
            party = actors[number].names
            kind = ("Exchange Mechanism", "Strategic Dialogue", "Leaders Dialogue", "Forum")[number % 4]
            names = Names(
                f"CPC–{party.latin} {kind}",
                f"中国共产党与{party.zh}交流机制",
                f"中国共産党と{party.ja}の協議会",
            )
            found.append((self._id(), names))
        self._insert("mechanism", ("id", "name"), ((mechanism, names.latin) for mechanism, names in found))
        self._name("mechanism", found)
        return [mechanism for mechanism, _ in found]

    def _contexts(self) -> None:
        spans = (
            ("Cultural Revolution", "crisis", "1966-05/1976-10"),
            ("Low point of relations", "crisis", "2004"),
            ("Seventeenth congress", "congress", "2007-10-15/2007-10-21"),
            ("Eighteenth congress", "congress", "2012-11-08/2012-11-14"),
        )
        columns = ("id", "title", "kind", *moments.COLUMNS)
        self._insert(
            "context",
            columns,
            ((self._id(), title, kind, *moments.values(edtf)) for title, kind, edtf in spans),
        )

    # --- events ---

    def _fill_events(
        self,
        terms: dict[tuple[str, str], int],
        mechanisms: Sequence[int],
        actors: Sequence[_Actor],
        focal: tuple[int, int],
    ) -> None:
        count, r = self._events, self._numbers
        words = list(TYPES)
        kinds = r.choice(len(words), count, p=np.array(list(TYPES.values())) / 100)
        stays = np.isin(kinds, [words.index(word) for word in STAYS])
        days = moments.days(r, count)
        part_of = self._part_of(kinds == words.index("meeting"), stays, days)
        dates = moments.dates(r, days, stays)
        first = r.choice(len(actors), count, p=zipf(len(actors)))
        second = np.where(
            r.random(count) < PER_EVENT - 2, r.choice(len(actors), count, p=zipf(len(actors))), -1
        )
        second[second == first] = -1
        mechanism = np.where(
            r.random(count) < 0.55, r.choice(len(mechanisms), count, p=zipf(len(mechanisms), 1.1)), -1
        )
        ids = self._id("event") + np.arange(count)
        levels = [
            terms["level", key] for key in ("working", "director", "vice-minister", "minister", "leader")
        ]
        casts = self._casts(actors, first)
        parties = [actors[place] for place in first.tolist()]
        self._insert(
            "event",
            ("id", "title", "summary", "type_id", "status", "place", "country_id", "channel_id", "level_id",
             "mechanism_id", "part_of_id", "unverified", "mark_source", "mark_date", *moments.COLUMNS),
            zip(
                ids.tolist(),
                *self._texts(casts, parties),
                (terms["type", words[kind]] for kind in kinds.tolist()),
                _chosen(r, _STATUSES, _STATUS_SHARES, count),
                (place.latin for _, _, place, _ in casts),
                (country for *_, country in casts),
                (terms["channel", "video" if words[kind] == "video" else "in person"] for kind in kinds.tolist()),
                _chosen(r, levels, zipf(len(levels), 0.8), count),
                (mechanisms[place] if place >= 0 else None for place in mechanism.tolist()),
                (int(ids[row]) if row >= 0 else None for row in part_of.tolist()),
                (r.random(count) < 0.03).astype(int).tolist(),
                r.integers(0, 3, count).tolist(),
                r.integers(0, 3, count).tolist(),
                *dates,
                strict=True,
            ),
        )  # fmt: skip
        self._fill_participations(ids, casts, parties, second, actors, focal)

    def _part_of(self, meetings: NDArray[np.bool_], stays: NDArray[np.bool_], days: Ints) -> Ints:
        """Make meetings that follow a visit part of it, on its first day."""
        inside = np.flatnonzero(meetings[1:] & stays[:-1] & (self._numbers.random(len(days) - 1) < 0.7)) + 1
        days[inside] = days[inside - 1]
        part_of = np.full(len(days), -1)
        part_of[inside] = inside - 1
        return part_of

    def _casts(self, actors: Sequence[_Actor], first: Ints) -> list[tuple[int, int, Names, int]]:
        """Return host and guest (places among the people), the town and its country of each event."""
        r, count = self._numbers, len(first)
        hosts = PEOPLE + r.choice(FOCAL_PEOPLE, count, p=zipf(FOCAL_PEOPLE))
        guests = r.integers(0, 6, count)
        abroad = r.random(count) < 0.45
        towns = r.integers(0, 3, count)
        beijing = Names("Beijing", "北京", "北京")
        china = self._raw.execute("SELECT id FROM country WHERE code = 'CN'").fetchone()[0]
        found: list[tuple[int, int, Names, int]] = []
        rows = zip(
            first.tolist(), hosts.tolist(), guests.tolist(), towns.tolist(), abroad.tolist(), strict=True
        )
        for place, host, guest, town, away in rows:
            party = actors[place]
            where = (party.places[town], party.country) if away else (beijing, china)
            found.append((host, party.people[guest], *where))
        return found

    def _texts(
        self, casts: Sequence[tuple[int, int, Names, int]], parties: Sequence[_Actor]
    ) -> tuple[Iterable[str], Iterable[str]]:
        people = [names for _, names in self._people]
        made = [
            self._phrases.event(Cast(party.names, people[host], people[guest], place))
            for (host, guest, place, _), party in zip(casts, parties, strict=True)
        ]
        return (title for title, _ in made), (summary for _, summary in made)

    def _fill_participations(
        self,
        ids: Ints,
        casts: Sequence[tuple[int, int, Names, int]],
        parties: Sequence[_Actor],
        second: Ints,
        actors: Sequence[_Actor],
        focal: tuple[int, int],
    ) -> None:
        organ = self._numbers.random(len(ids)) < 0.6
        named = self._numbers.random(len(ids)) < 0.7
        number = iter(range(self._id("participation"), 1 << 63))
        people = [person for person, _ in self._people]

        def rows() -> Iterator[tuple[Any, ...]]:
            for event, cast, party, other, by_organ, known in zip(
                ids.tolist(), casts, parties, second.tolist(), organ.tolist(), named.tolist(), strict=True
            ):
                host, guest = (people[cast[0]], people[cast[1]]) if known else (None, None)
                yield next(number), event, focal[by_organ], host, "focal", "host", 0
                yield next(number), event, party.id, guest, "counterpart", "guest", 1
                if other >= 0:
                    yield next(number), event, actors[other].id, None, "counterpart", "attendee", 2

        columns = ("id", "event_id", "actor_id", "person_id", "side", "role", "position")
        self._insert("participation", columns, rows())

    # --- helpers ---

    def _id(self, kind: str = "registry") -> int:
        """Return the next id of a kind; each kind has a prefix of its own, drawn from the seed."""
        if kind not in self._next:
            self._next[kind] = (self._random.getrandbits(PREFIX_BITS) or 1) << COUNTER_BITS
        self._next[kind] += 1
        return self._next[kind]

    def _name(self, kind: str, named: Iterable[tuple[int, Names]]) -> None:
        """Give records their names in all scripts."""
        rows = (
            (self._id(), record, text, search.fold(text), language)
            for record, names in named
            for text, language in ((names.latin, "en"), (names.zh, "zh"), (names.ja, "ja"))
        )
        self._insert(f"{kind}_name", ("id", f"{kind}_id", "text", "folded", "language"), rows)

    def _insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(columns))
        self._raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def _without_indexes(self, *tables: str) -> list[str]:
        """Drop the tables' indexes and return the DDL that makes them again: filling is twice as fast without."""
        marks = ", ".join("?" * len(tables))
        sql = f"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        found = self._raw.execute(sql, tables).fetchall()
        for name, _ in found:
            self._raw.execute(f"DROP INDEX {name}")
        return [sql for _, sql in found]


def _chosen(
    r: np.random.Generator, things: Sequence[Any], shares: Sequence[float] | NDArray[Any], count: int
) -> list[Any]:
    return [things[place] for place in r.choice(len(things), count, p=shares).tolist()]
