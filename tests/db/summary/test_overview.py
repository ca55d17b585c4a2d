"""The overview's numbers: each is what its own filter shows, on the sample and on timelines made up at random."""

import json
import random
from collections.abc import Iterator
from datetime import date

import pytest
from overview_support import Seen, add, party, seen

from db import sample
from db.arrays import columns
from db.dates import parse
from db.ids import IDS
from db.models import Actor, Country, Event, Relation, Setting, Standing
from db.reading import raw
from db.summary import overview
from db.timeline import Timeline
from db.words import FAMILIES, RELATION_KINDS, STANDINGS

DAY = date(2026, 3, 1).toordinal()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    """The sample, which nobody may change."""
    with Timeline.create(tmp_path_factory.mktemp("overview") / "s.liaison", sample.build) as timeline:
        yield timeline


# --- on the sample -----------------------------------------------------------------------------------------


def test_every_number_of_the_sample_is_what_its_filter_shows(told: Timeline) -> None:
    for day in (DAY, date(2010, 1, 1).toordinal(), date(2008, 6, 1).toordinal()):
        with told.read() as session:
            assert Seen(session, day).wrong() == []


def test_the_sample_in_numbers(told: Timeline) -> None:
    """Counted by hand in the sample's tables."""
    with told.read() as session:
        found = Seen(session, DAY).overview
    who = found.counterparts
    assert {number.label: number.count for number in who.by_standing} == {
        "leads government": 2,  # Liberal Democratic Party; Social Democratic Party of Germany does not lead
        "in coalition": 3,
        "opposition": 1,
        "unknown": 36,
    }
    assert who.total.count == sum(number.count for number in who.by_family) == 42
    assert who.countries.count == 21
    assert [number.label for number in who.by_region] == ["Africa", "Americas", "Asia", "Europe", "unknown"]
    assert [line.text.rpartition(" ")[2] for line in found.open_invitations.lines] == ["CDU", "SPD"]
    assert found.overdue_commitments.certain == 0
    assert [row.label for row in found.silences if row.longer == "surely"] == [
        "Democratic Party of Japan",
        "Kuomintang",
    ]
    assert sum(year.expected for year in found.years) == pytest.approx(
        found.contacts.count - found.undated.count
    )


def test_the_democrats_last_contact_and_their_gaps(told: Timeline) -> None:
    """16 January and 7 December 2007, 10 November and 10 December 2009: gaps of 325, 704 and 30 days."""
    with told.read() as session:
        dpj = next(row for row in Seen(session, DAY).overview.silences if row.label.startswith("Democratic"))
    last = date(2009, 12, 10).toordinal()
    assert (dpj.contacts, dpj.last, dpj.silence) == (4, (last, last), (DAY - last,) * 2)
    assert dpj.median == (325, 325)
    assert dpj.percentile_95 == pytest.approx((666.1, 666.1))


# --- made up -----------------------------------------------------------------------------------------------


def test_a_visit_across_the_new_year_counts_in_the_year_it_began(
    timeline: Timeline, parties: dict[str, int]
) -> None:
    with timeline.edit("Add") as session:
        visit = add(session, "2001-12-30/2002-01-02", parties["a"])
        add(session, "2002-01-01", parties["a"], part_of_id=visit)
        add(session, "2003", parties["a"])
        add(session, "[2003-12-31,2004-01-01]", parties["a"])
    years = {
        row.year: (row.certain, row.expected, row.possible) for row in seen(timeline, "2005-01-01").years
    }
    assert years == {2001: (1, 1, 1), 2002: (0, 0, 0), 2003: (1, 1.5, 2), 2004: (0, 0.5, 1)}


def test_centuries_apart_only_years_with_contacts_stand(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        add(session, "0200-05-05", parties["a"])
        add(session, "2001-01-01", parties["a"])
    assert [row.year for row in seen(timeline, "2005-01-01").years] == [200, 2001]


def test_an_empty_timeline(timeline: Timeline) -> None:
    with timeline.read() as session:
        found = overview.overview(session, columns.read(raw(session)))
    assert found.contacts.count == found.counterparts.total.count == found.unverified.count == 0
    assert found.years == found.silences == found.counterparts.by_family == ()
    assert json.loads(json.dumps(found.to_json()))["contacts"]["filter"] == "status:held"


def test_an_organ_of_its_own_organ_ends(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Circle") as session:
        session.get_one(Actor, parties["a"]).kind = "organ"
        session.get_one(Actor, parties["a"]).parent_id = parties["organ"]
        add(session, "2001-01-01", parties["a"])
    with timeline.read() as session:
        found = overview.overview(session, columns.read(raw(session)))
    assert found.counterparts.total.count == 1


WHEN = (
    "2001",
    "200X",
    "2003-05",
    "2003-05-07",
    "2004-02-03/2004-02-09",
    "before 2002",
    "[2002,2004]",
    "2002-11/..",
    None,
)


@pytest.mark.parametrize("seed", range(6))
def test_every_number_of_a_random_timeline_is_what_its_filter_shows(timeline: Timeline, seed: int) -> None:
    """Organs of organs, parties without a country or a name of their own, spans that overlap or stand open."""
    chance = random.Random(seed)
    with timeline.edit("Fill") as session:
        countries = [Country(name=f"C{n}", region=chance.choice(["Asia", "Europe", ""])) for n in range(6)]
        session.add_all(countries)
        session.flush()
        actors = [party(session, "Focal", country_id=countries[0].id)]
        session.add(Setting(id=IDS.next(), key="focal_actor", value=str(actors[0])))
        for number in range(20):
            organ = chance.random() < 0.3
            actors.append(
                party(
                    session,
                    f"Party {number // 2}",
                    kind="organ" if organ else "party",
                    parent_id=chance.choice(actors[1:]) if organ and len(actors) > 1 else None,
                    country_id=chance.choice([None, *(country.id for country in countries)]),
                    family=chance.choice(FAMILIES),
                )
            )
        for actor in actors:
            for kind in chance.sample(STANDINGS, 2):
                span = Standing(actor_id=actor, kind=kind)
                span.date = parse(chance.choice(["2001/2003", "../2002", "2003-06/..", "2002"]))
                session.add(span)
        for country in countries[1:]:
            pair = Relation(
                country_id=country.id, other_id=countries[0].id, kind=chance.choice(RELATION_KINDS)
            )
            pair.date = parse(chance.choice(["2001/2003", "2002/..", "../2002"]))
            session.add(pair)
        whole: int | None = None
        for _ in range(300):
            when = (
                chance.choice(WHEN)
                if chance.random() < 0.4
                else f"200{chance.randrange(6)}-0{chance.randint(1, 9)}-1{chance.randrange(9)}"
            )
            within = whole is not None and chance.random() < 0.2
            made = add(
                session,
                "2003-05-08" if within else when,
                *chance.sample(actors[1:], chance.randint(0, 3)),
                part_of_id=whole if within else None,
                status=chance.choice(["held"] * 5 + ["planned"]),
            )
            if when == "2003-05-07" and not within and whole is None:
                whole = made
                session.get_one(Event, made).date = parse("2003-05-07/2003-05-09")
    with timeline.read() as session:
        for day in (date(2002, 7, 1), date(2006, 1, 1)):
            assert Seen(session, day.toordinal()).wrong() == []
