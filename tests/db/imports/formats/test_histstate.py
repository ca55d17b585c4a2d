"""HistoryAtState: visits and travels as tables and as XML."""

from pathlib import Path

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.imports.formats.histstate import _named

VISITS = """id,start_date,end_date,visitor,from,from_id,description
7,1901-02-03,1901-02-05,King Alpha,Japan,japan,"Stops included A, B."
8,1950-06-01,1950-06-01,President B. Beta and Prime Minister C. Gamma,U.S.S.R.,ussr,
"""
TRIPS = """<?xml version="1.0" encoding="UTF-8"?>
<trips>
    <trip who="a-b" role="secretary"><id>3</id><role>secretary</role><name>A. B. Delta</name>
        <start-date>1928-01-15</start-date><end-date>1928-01-17</end-date><country id="cuba">Cuba</country>
        <locale>Havana</locale><remarks>Addressed a conference.</remarks></trip>
</trips>
"""
XML = """<visits><visit><id>7</id><start-date>1901-02-03</start-date><end-date>1901-02-05</end-date>
<visitor>King Alpha</visitor><from id="japan">Japan</from><description>x</description></visit></visits>"""


def test_visits(tmp_path: Path) -> None:
    incoming = read("histstate", saved(tmp_path, "visits.csv", VISITS))
    first, second = events(incoming)
    assert first == {
        "date": "1901-02-03/1901-02-05",
        "title": "Visit of King Alpha (Japan) to the United States",
        "type": "visit",
        "participants": "Japan: Alpha (King) [guest]; United States [host]",
        "country": "US",
        "summary": "Stops included A, B.",
        "identifiers": "histstate visit: 7",
    }
    assert second["date"] == "1950-06-01"
    assert second["participants"].startswith(
        "U.S.S.R.: B. Beta (President) [guest]; U.S.S.R.: C. Gamma (Prime Minister) [guest]"
    )
    named = {actor.name: (actor.kind, actor.country) for actor in incoming.actors}
    assert named["Japan"] == ("government", "JP")
    assert named["U.S.S.R."] == ("government", "")
    assert incoming.left_out == ["Countries of actors that are none of today's by their names: 1."]


def test_travels_and_visits_as_xml(tmp_path: Path) -> None:
    paths = saved(tmp_path, "a.xml", TRIPS), saved(tmp_path, "b.xml", XML)
    travel, visit = events(read("histstate", *paths))
    assert travel["title"] == "Visit of Secretary A. B. Delta to Havana, Cuba"
    assert travel["participants"] == "United States: A. B. Delta (Secretary) [guest]; Cuba [host]"
    assert (travel["place"], travel["country"]) == ("Havana", "CU")
    assert travel["identifiers"] == "histstate travel: 3"
    assert visit["identifiers"] == "histstate visit: 7"


def test_states_of_one_land_are_kept_apart_and_names_of_one_state_together(tmp_path: Path) -> None:
    said = (
        ("China, Republic of", "china"), ("U.S.S.R.", "russia"), ("Turkey", "turkey"),
        ("China, People’s Republic of", "china"), ("Russia", "russia"), ("Türkiye", "turkey"),
    )  # fmt: skip
    rows = [f'{n},1990-01-0{n},1990-01-0{n},King A,"{name}",{key},' for n, (name, key) in enumerate(said, 1)]
    text = VISITS.partition("\n")[0] + "\n" + "\n".join(rows)
    incoming = read("histstate", saved(tmp_path, "a.csv", text))
    assert {(a.name, a.country, tuple(n.text for n in a.names)) for a in incoming.actors} == {
        ("China, Republic of", "", ()), ("U.S.S.R.", "", ()), ("Türkiye", "TR", ("Turkey",)),
        ("China, People’s Republic of", "CN", ()), ("Russia", "RU", ()), ("United States", "US", ()),
    }  # fmt: skip
    assert len({identifier for a in incoming.actors for identifier in a.identifiers}) == 6
    assert [event["participants"].partition(":")[0] for event in events(incoming)] == [
        "China, Republic of", "U.S.S.R.", "Türkiye", "China, People’s Republic of", "Russia", "Türkiye",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("visitor", "person", "post"),
    [
        ("President-elect A B", "A B", "President-elect"),
        ("Interim Prime Minister A", "A", "Interim Prime Minister"),
        ("Chairman of the Presidency A B", "A B", "Chairman of the Presidency"),
        ("Governor General A", "A", "Governor General"),
        ("Presidente A", "Presidente A", ""),
        ("A B", "A B", ""),
        ("President", "President", ""),
    ],
)
def test_posts_stand_before_names(visitor: str, person: str, post: str) -> None:
    assert _named(visitor) == (person, post)


def test_faults_name_row_and_column(tmp_path: Path) -> None:
    bad = VISITS.replace("1901-02-05", "1901-01-05").replace("1950-06-01", "19500-06-01")
    said = faults(read("histstate", saved(tmp_path, "a.csv", bad)))
    assert [each.partition(":")[0] for each in said] == ["row 2, start_date", "row 3, start_date"]
    assert "before the start" in said[0]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "id,start_date\n1,2000\n", "neither the columns"),
        ("a.xml", "<visits><visit>", "no XML"),
        ("a.xml", "<other/>", "neither visits nor trips"),
        ("a.xml", '<!DOCTYPE a [<!ENTITY b "c">]><visits>&b;</visits>', "entities"),
    ],
)
def test_others_are_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    assert said in refusal("histstate", saved(tmp_path, name, text))


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    document=st.sampled_from([("a.csv", VISITS), ("a.xml", TRIPS), ("a.xml", XML)]),
)
def test_nothing_but_problems_escapes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, document: tuple[str, str]
) -> None:
    name, text = document
    survives("histstate", tmp_path_factory.getbasetemp() / f"fuzz-{name}", spoiled, text.encode(), seed)
