"""Organs of organs have what the actors above them have, wherever it is asked."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from organs_support import DAY, FOCAL, OTHERS, fill
from sqlalchemy.orm import Session

from db import direction, events, filters, heirs, reading
from db.arrays import columns, direction_codes
from db.dates import parse
from db.filters.rows import matching_rows
from db.ids import IDS
from db.imports.importing import import_csv
from db.ledgers import mechanisms, rounds
from db.models import Mechanism, MechanismMember
from db.plots.frequency import frequency
from db.registry import actors, matching, standings
from db.summary import overview
from db.table import event_forms, event_rows
from db.timeline import Timeline
from db.words import DIRECTIONS

WAYS = {"Japan": "outgoing", "France": "third place", "": None}
"""How events in Japan went, by the guest's country."""


@pytest.fixture
def organs(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline("organs.liaison", fill=fill)


@pytest.fixture
def session(organs: Timeline) -> Iterator[Session]:
    with organs.read() as session:
        yield session


@pytest.fixture
def raw(session: Session) -> sqlite3.Connection:
    return reading.raw(session)


def day() -> int:
    start = parse(DAY).start[0]
    assert start is not None
    return start


def ids(raw: sqlite3.Connection, table: str, column: str = "name") -> dict[str, int]:
    return dict(raw.execute(f"SELECT {column}, id FROM {table}"))


# --- the rule itself -----------------------------------------------------------------------------------------


def test_home_and_kin(raw: sqlite3.Connection) -> None:
    found = raw.execute(
        f"SELECT a.name, coalesce(c.name, ''), {heirs.kin('a')} FROM actor a"
        f" LEFT JOIN country c ON c.id = {heirs.home('a')}"
    )
    has = {name: (country, family) for name, country, family in found}
    assert {name: has[name] for name in OTHERS} == {
        name: (each.country, each.family) for name, each in OTHERS.items()
    }
    assert {has[name] for name in FOCAL} == {("China", "communist")}


Forest = list[tuple[bool, int | None, int | None, str]]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([True, True, True, False]),
            st.none() | st.integers(1, 8),
            st.sampled_from([None, None, 1, 2]),
            st.sampled_from(["unknown", "unknown", "green", "liberal"]),
        ),
        min_size=8,
        max_size=8,
    )
)
def test_any_actors_circles_included(drawn: Forest) -> None:
    """Rows are: an organ?, parent, country, family; ids count from 1."""
    raw = sqlite3.connect(":memory:")
    raw.execute("CREATE TABLE actor (id INTEGER PRIMARY KEY, kind, parent_id, country_id, family)")
    for number, (organ, *row) in enumerate(drawn, 1):
        raw.execute("INSERT INTO actor VALUES (?, ?, ?, ?, ?)", (number, "organ" if organ else "party", *row))
    found = raw.execute(f"SELECT a.id, {heirs.home('a')}, {heirs.kin('a')} FROM actor a").fetchall()
    below = raw.execute(heirs.with_organs("SELECT id, id FROM actor", ("above",))).fetchall()
    raw.close()
    lines = {number: _line(drawn, number) for number in range(1, len(drawn) + 1)}
    assert found == [
        (
            number,
            next((drawn[at - 1][2] for at in line if drawn[at - 1][2]), None),
            next((drawn[at - 1][3] for at in line if drawn[at - 1][3] != "unknown"), "unknown"),
        )
        for number, line in lines.items()
    ]
    assert sorted(below) == sorted((number, above) for number, line in lines.items() for above in line)


def _line(drawn: Forest, number: int) -> list[int]:
    """Return an actor and, going up from organs, those above it."""
    line: list[int] = []
    at: int | None = number
    while at is not None and at not in line:
        line.append(at)
        organ, parent, *_ = drawn[at - 1]
        at = parent if organ else None
    return line


# --- wherever it is asked ------------------------------------------------------------------------------------


def test_filters(raw: sqlite3.Connection) -> None:
    held = columns.read(raw)
    wanted: dict[str, set[str]] = {}
    for name, has in OTHERS.items():
        for key, value in has._asdict().items():
            wanted.setdefault(f'{key}:"{value or "unknown"}" status:held', set()).add(name)
    titles = {event: title for title, event in ids(raw, "event", "title").items()}
    for text, names in wanted.items():
        asked = filters.parse(text)
        by_sql = {titles[each] for each in filters.matching(raw, asked).tolist()}
        by_columns = {titles[each] for each in held.ids[matching_rows(raw, asked, held)].tolist()}
        receiving = {f"{name} receives" for name in FOCAL} if "office" in names else set()
        assert by_sql == by_columns == names | receiving, text


def test_directions(raw: sqlite3.Connection, session: Session) -> None:
    recorded = ids(raw, "event", "title")
    wanted = {name: WAYS[has.country] for name, has in OTHERS.items()}
    wanted |= {f"{name} receives": "incoming" for name in FOCAL}
    held = columns.read(raw)
    words = [*DIRECTIONS, None]
    codes = direction_codes.codes(raw, held)
    by_codes = {event: words[code] for event, code in zip(held.ids.tolist(), codes.tolist(), strict=True)}
    by_sql = dict(raw.execute(f"SELECT e.id, {direction.SQL} FROM event e"))
    for title, way in wanted.items():
        event = recorded[title]
        assert (by_codes[event], by_sql[event]) == (way, way), title
        assert event_forms.derived_direction(session, event) == way
    rows = event_rows.fetch(raw, [recorded[title] for title in wanted])
    assert {row.title: row.direction or None for row in rows} == wanted


def test_the_country_of_a_focal_organ(organs: Timeline) -> None:
    with organs.edit("Choose the desk") as session:
        desk = ids(reading.raw(session), "actor")["focal desk"]
        session.connection().exec_driver_sql(
            "UPDATE setting SET value = ? WHERE key = 'focal_actor'", (str(desk),)
        )
    with organs.reading() as raw:
        home = raw.execute(f"SELECT name FROM country WHERE id = {direction.FOCAL_HOME}").fetchone()
    assert home == ("China",)


@pytest.mark.parametrize("group", ["country", "family", "standing", "relations"])
def test_groups(raw: sqlite3.Connection, group: str) -> None:
    loaded = columns.load(raw)
    recorded = ids(raw, "event", "title")
    for name, has in OTHERS.items():
        rows = loaded.rows_of(np.array([recorded[name]]))
        found = frequency(raw, loaded, rows, group=group)
        said = getattr(has, group)
        if group == "country":  # without one, the place it was held in
            said = said or "Japan"
        assert list(found.groups) == [said or f"no {group}"], name


def test_overview(raw: sqlite3.Connection, session: Session) -> None:
    held = columns.read(raw)
    found = overview.overview(session, held, day()).counterparts
    shown: dict[tuple[str, str], int] = {}
    for name, has in OTHERS.items():
        for key, value in has._asdict().items():
            many = 1 + (len(FOCAL) if name == "office" else 0)
            place = key, value or "unknown"
            shown[place] = shown.get(place, 0) + many
    for key in ("family", "standing", "relations"):
        numbers = {number.label: number.events for number in getattr(found, f"by_{key}")}
        assert numbers == {label: many for (each, label), many in shown.items() if each == key}, key
    assert found.countries.count == 2


def test_rows_of_actors(raw: sqlite3.Connection, session: Session) -> None:
    rows = {row.name: row for row in actors.rows(session, day(), columns.read(raw))}
    countries = ids(raw, "country")
    for name, has in OTHERS.items():
        row = rows[name]
        assert (row.country, row.country_id) == (has.country, countries.get(has.country)), name
        assert (row.family, row.standing) == (has.family, has.standing), name
        now = standings.standing_on(session, row.id, day())
        assert (now.kind if now else "") == has.standing


def test_what_stands_beside_a_name(session: Session) -> None:
    found = {name: matching.matches(session, "actor", name)[0].detail for name in OTHERS}
    assert found == {
        "party": "Japan",
        "department": "party, Japan",
        "office": "department, Japan",
        "branch": "office, France",
        "cell": "branch, France",
        "union": "party",
        "desk of union": "union",
        "one": "two",
        "two": "one",
    }


def test_hosts(raw: sqlite3.Connection, session: Session) -> None:
    countries, recorded = ids(raw, "country"), ids(raw, "mechanism")
    for name, has in OTHERS.items():
        (held,) = rounds.rounds(session, recorded[f"with {name}"])
        assert held.host_country == countries.get(has.country), name


def test_organs_of_organs_host_in_turn(organs: Timeline) -> None:
    with organs.edit("Hold") as session:
        recorded = ids(reading.raw(session), "actor")
        made = Mechanism(id=IDS.next(), name="in turn")
        session.add(made)
        session.flush()
        for name in ("focal desk", "office"):
            session.add(MechanismMember(mechanism_id=made.id, actor_id=recorded[name]))
        kind = events.term_id(session, "type", "session")
        for number, host in enumerate(("focal desk", "office", "office"), 1):
            when = parse(str(2000 + number))
            held = events.create(session, host, when, type_id=kind, mechanism_id=made.id, round=number)
            events.set_takings(session, held, [events.Taking(recorded[host], role="host")])
        record = made.id
    with organs.read() as session:
        detail = mechanisms.detail(session, record, day())
    assert detail is not None
    assert [each.sentence for each in detail.findings if each.kind == "rotation"] == [
        "Session 3 was held in Japan, session 2 in Japan: by the rotation of China and Japan it was China’s turn."
    ]


def test_an_import_overrules_no_direction_that_is_derived(organs: Timeline, tmp_path: Path) -> None:
    lines = ["date,title,country,participants,direction"]
    for name, has in OTHERS.items():
        who = f"focal [focal]; {name} [counterpart]"
        lines.append(f"2010-06-06,import {name},Japan,{who},{WAYS[has.country] or ''}")
    lines.append('2010-06-06,import desk,China,"focal desk [focal]; office [counterpart]",incoming')
    path = tmp_path / "organs.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert not import_csv(organs, path).problems
    with organs.reading() as raw:
        stated = raw.execute(
            "SELECT count(*), count(direction) FROM event WHERE title LIKE 'import %'"
        ).fetchone()
    assert stated == (len(OTHERS) + 1, 0)


def test_sides(session: Session) -> None:
    recorded = ids(reading.raw(session), "actor")
    sides = {name: event_forms.side_of(session, recorded[name]) for name in (*FOCAL, *OTHERS)}
    assert sides == dict.fromkeys(FOCAL, "focal") | dict.fromkeys(OTHERS, "counterpart")


def test_only_organs_are_on_the_focal_side(organs: Timeline) -> None:
    with organs.edit("Move") as session:
        recorded = ids(reading.raw(session), "actor")
        actors.change(session, recorded["union"], parent_id=recorded["focal"])
        sides = {name: event_forms.side_of(session, recorded[name]) for name in ("union", "desk of union")}
    assert set(sides.values()) == {"counterpart"}
