"""Organs of organs: what one has of the actors it belongs to goes down to the last of them."""

import random
import sqlite3
from collections.abc import Iterable

import pytest
from filters_support import Rows

from db import filters, schema, search
from db.arrays import columns
from db.dates import parse as parsed
from db.filters.rows import matching_rows

DAY = "2006-10-16"
COUNTRIES = {"JP": "Asia", "CN": "Asia", "FR": "Europe", "XX": ""}
FAMILIES = ("unknown", "unknown", "green", "liberal")
KINDS = ("organ", "organ", "organ", "party")
STANDINGS = {"opposition": "2000/2004", "leads government": "2004/2010", "outside parliament": "2012/.."}


def timeline() -> Rows:
    """Return an empty timeline with a few countries, and relations between two of them and China."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection)
    rows = Rows(connection)
    for code, region in COUNTRIES.items():
        rows.add("country", code, code=code, name=f"Land {code}", region=region)
    rows.actor("cpc", "Focal", country_id=rows.ids["CN"], family="communist")
    rows.add("setting", key="focal_actor", value=str(rows.ids["cpc"]))
    china = rows.ids["CN"]
    rows.add(
        "relation", country_id=china, other_id=rows.ids["JP"], kind="diplomatic relations", when="1972/.."
    )
    rows.add("relation", country_id=rows.ids["FR"], other_id=china, kind="suspended", when="2005/2007")
    return rows


def found(rows: Rows, text: str) -> set[str]:
    """Return the titles of what a filter finds: by SQL, which the columns must agree with."""
    wanted = filters.parse(text)
    by_sql = sorted(filters.matching(rows.connection, wanted).tolist())
    held = columns.read(rows.connection)
    assert sorted(held.ids[matching_rows(rows.connection, wanted, held)].tolist()) == by_sql
    titles = dict(rows.connection.execute("SELECT id, title FROM event").fetchall())
    return {titles[event] for event in by_sql}


@pytest.fixture
def party() -> Rows:
    """A party, its department, and an office of that; each takes part in an event called like it."""
    rows = timeline()
    above = None
    for name, kind, country, family in (
        ("party", "party", "JP", "green"),
        ("department", "organ", None, "unknown"),
        ("office", "organ", None, "unknown"),
    ):
        home = rows.ids[country] if country else None
        above = rows.actor(name, name, kind=kind, parent_id=above, country_id=home, family=family)
        rows.event("", name, above, when=DAY)
    other = rows.actor("other", "other")
    rows.event("", "other", other, when=DAY)
    rows.add("standing", actor_id=rows.ids["party"], kind="opposition", when="2006")
    search.rebuild(rows.connection)
    return rows


@pytest.mark.parametrize(
    "text",
    [
        "party:party",
        "country:JP",
        "country:known",
        "region:asia",
        "region:known",
        "family:green",
        "standing:opposition",
        "standing:opposition@2006-01-01",
        "relations:diplomatic",
        "relations:diplomatic@2006-01-01",
    ],
)
def test_an_office_of_a_department_has_what_the_party_has(party: Rows, text: str) -> None:
    assert found(party, text) == {"party", "department", "office"}


@pytest.mark.parametrize(
    "text",
    [
        "country:unknown",
        "region:unknown",
        "family:unknown",
        "standing:unknown",
        "standing:unknown@2006-01-01",
        "relations:unknown",
        "relations:unknown@2006-01-01",
    ],
)
def test_only_who_belongs_to_nobody_is_unknown(party: Rows, text: str) -> None:
    assert found(party, text) == {"other"}


def test_what_an_organ_has_itself_goes_before_and_further_down(party: Rows) -> None:
    change = party.connection.execute
    change(
        "UPDATE actor SET family = 'liberal', country_id = ? WHERE name = 'department'", (party.ids["FR"],)
    )
    assert found(party, "family:green") == found(party, "country:JP") == {"party"}
    assert found(party, "family:liberal") == found(party, "region:europe") == {"department", "office"}
    assert found(party, "relations:suspended") == {"department", "office"}


def test_a_party_under_another_actor_has_nothing_of_it(party: Rows) -> None:
    party.connection.execute("UPDATE actor SET kind = 'party' WHERE name = 'department'")
    assert found(party, "family:green") == found(party, "country:JP") == {"party"}
    assert found(party, "family:unknown standing:unknown country:unknown") == {
        "department",
        "office",
        "other",
    }


def test_actors_in_a_circle_end_no_query_late(party: Rows) -> None:
    """No edit lets a circle arise, but a file may hold one."""
    party.connection.execute(
        "UPDATE actor SET kind = 'organ', parent_id = ? WHERE name = 'party'", (party.ids["office"],)
    )
    for text in ("standing:opposition", "country:JP", "family:green", "relations:diplomatic"):
        assert found(party, text) == {"party", "department", "office"}


# --- any forest ----------------------------------------------------------------------------------------------


def grow(seed: int) -> tuple[Rows, dict[str, list[dict[str, object]]]]:
    """Return a timeline with a forest of actors, and each actor's line: itself, and what it is an organ of."""
    chance = random.Random(seed)
    rows = timeline()
    lines: dict[str, list[dict[str, object]]] = {}
    for number in range(14):
        name = f"a{number}"
        above = chance.choice([None, *lines]) if lines else None
        mine: dict[str, object] = {
            "kind": chance.choice(KINDS),
            "country": chance.choice([None, None, *COUNTRIES]),
            "family": chance.choice(FAMILIES),
            "standing": chance.choice([None, None, *STANDINGS]),
        }
        home = rows.ids[str(mine["country"])] if mine["country"] else None
        parent = rows.ids[above] if above else None
        family = mine["family"]
        actor = rows.actor(name, name, kind=mine["kind"], parent_id=parent, country_id=home, family=family)
        if mine["standing"]:
            when = STANDINGS[str(mine["standing"])]
            rows.add("standing", actor_id=actor, kind=mine["standing"], when=when)
        rows.event("", name, actor, when=DAY)
        lines[name] = [mine, *(lines[above] if above and mine["kind"] == "organ" else [])]
    return rows, lines


def first(line: list[dict[str, object]], what: str, nothing: object = None) -> object:
    """Return what the nearest in a line has that has anything."""
    return next((each[what] for each in line if each[what] != nothing), nothing)


def said(line: list[dict[str, object]]) -> Iterable[str]:
    """Yield the filters that an actor's event must pass."""
    home = first(line, "country")
    yield f"country:{home or 'unknown'}"
    region = COUNTRIES[str(home)] if home else ""
    yield f"region:{region or 'unknown'}"
    yield f"family:{first(line, 'family', 'unknown')}"
    day = parsed(DAY).start[0]
    spans = {
        str(each["standing"]): parsed(STANDINGS[str(each["standing"])]) for each in line if each["standing"]
    }
    now = [kind for kind, date in spans.items() if date.start[0] <= day <= (date.end[1] or day)]
    yield from (f'standing:"{kind}"' for kind in now or ["unknown"])
    relations = {"JP": "diplomatic relations", "FR": "suspended"}
    yield f'relations:"{relations.get(str(home), "unknown")}"'


@pytest.mark.parametrize("seed", range(12))
def test_every_key_finds_whom_the_lines_say(seed: int) -> None:
    rows, lines = grow(seed)
    wanted: dict[str, set[str]] = {}
    for name, line in lines.items():
        for text in said(line):
            wanted.setdefault(text, set()).add(name)
    assert {text: found(rows, text) for text in wanted} == wanted
