"""The overview's numbers: each is what its own filter shows, on the sample and on timelines made up at random."""

import json
import random
from collections.abc import Callable, Iterator
from datetime import date

import numpy as np
import pytest
from sqlalchemy.orm import Session

from db import events, filters, sample
from db.arrays import columns, counts
from db.arrays.columns import EventColumns
from db.arrays.counting import counted
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import (
    Actor,
    Commitment,
    Country,
    Event,
    Invitation,
    InvitationStep,
    Relation,
    Setting,
    Standing,
)
from db.registry import names
from db.summary import overview
from db.summary.overview import Overview
from db.summary.overview_rows import Number, Silence, ToDo, Year
from db.summary.overview_silence import silences
from db.timeline import Timeline
from db.words import FAMILIES, RELATION_KINDS, STANDINGS

DAY = date(2026, 3, 1).toordinal()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    """The sample, which nobody may change."""
    with Timeline.create(tmp_path_factory.mktemp("overview") / "s.liaison", sample.build) as timeline:
        yield timeline


class Seen:
    """An overview with what its filters show, counted anew."""

    def __init__(self, session: Session, day: int) -> None:
        self.connection = overview.raw(session)
        self.columns: EventColumns = columns.read(self.connection)
        self.overview: Overview = overview.overview(session, self.columns, day)
        self.day = day

    def ids(self, text: str) -> list[int]:
        wanted = filters.parse(text)
        filters.check(wanted, self.connection)
        assert str(wanted) == text
        return filters.matching(self.connection, wanted).tolist()

    def rows(self, text: str) -> np.ndarray:
        return np.sort(self.columns.rows_of(self.ids(text)))

    def counterparts(self, text: str, having: Callable[[dict[str, object]], bool]) -> set[object]:
        """The parties, by the filter's events, of counterparts that have something."""
        sql = """SELECT p.event_id, p.actor_id FROM json_each(?) w JOIN participation p ON p.event_id = w.value
                 WHERE p.side <> 'focal' AND p.actor_id IS NOT NULL"""
        found = self.connection.execute(sql, (json.dumps(self.ids(text)),)).fetchall()
        actors = {actor: self.actor(actor) for _, actor in found}
        return {actors[actor]["party"] for _, actor in found if having(actors[actor])}

    def actor(self, actor: int) -> dict[str, object]:
        one = self.connection.execute
        line = [
            one("SELECT id, kind, parent_id, family, country_id FROM actor WHERE id = ?", (actor,)).fetchone()
        ]
        while line[-1][1] == "organ" and line[-1][2] is not None:
            above = one(
                "SELECT id, kind, parent_id, family, country_id FROM actor WHERE id = ?", (line[-1][2],)
            )
            line.append(above.fetchone())
        home = next((row[4] for row in line if row[4]), None)
        region = home and one("SELECT region FROM country WHERE id = ?", (home,)).fetchone()[0]
        on_day = "coalesce(start_lo, ?1) <= ?1 AND coalesce(end_hi, ?1) >= ?1"
        listed = json.dumps([row[0] for row in line])
        standing = one(
            f"SELECT kind FROM standing WHERE actor_id IN (SELECT value FROM json_each(?2)) AND {on_day}",
            (self.day, listed),
        )
        focal = one("SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'focal_actor'").fetchone()[0]
        own = one("SELECT country_id FROM actor WHERE id = ?", (focal,)).fetchone()[0]
        relations = one(
            f"""SELECT kind FROM relation WHERE {on_day} AND
            ((country_id = ?2 AND other_id = ?3) OR (country_id = ?3 AND other_id = ?2))""",
            (self.day, own, home),
        )
        return {
            "party": line[-1][0],
            "family": {next((row[3] for row in line if row[3] != "unknown"), "unknown")},
            "country": home,
            "region": {region or "unknown"},
            "standing": {row[0] for row in standing} or {"unknown"},
            "relations": {row[0] for row in relations} or {"unknown"},
        }

    # --- checks ---

    def check(self) -> None:
        over = self.overview
        self.check_number(over.contacts, len(counted(self.columns, self.rows(over.contacts.filter), "event")))
        self.check_number(over.undated, len(self.ids(over.undated.filter)))
        self.check_counterparts()
        for year in over.years:
            self.check_year(year)
        for silence in over.silences:
            self.check_silence(silence)
        for todo in (over.open_invitations, over.overdue_commitments, over.unverified, over.conflicting):
            self.check_todo(todo)

    def check_number(self, number: Number, count: int) -> None:
        assert (number.label, number.count) == (number.label, count)
        assert (number.label, number.events) == (number.label, len(self.ids(number.filter)))

    def check_counterparts(self) -> None:
        who = self.overview.counterparts
        self.check_number(who.total, len(self.counterparts(who.total.filter, lambda _: True)))
        for name, numbers in (
            ("region", who.by_region),
            ("family", who.by_family),
            ("standing", who.by_standing),
            ("relations", who.by_relations),
        ):
            for number in numbers:
                found = self.counterparts(
                    number.filter, lambda row, name=name, number=number: number.label in row[name]
                )
                self.check_number(number, len(found))
        related = {"diplomatic relations"}
        for number, words in (
            (who.with_relations, related),
            (who.without_relations, set(RELATION_KINDS) - related),
        ):
            found = self.counterparts(number.filter, lambda row, words=words: bool(row["relations"] & words))
            self.check_number(number, len(found))
        for number, name in ((who.countries, "country"), (who.regions, "region")):
            said = self.words_of(number.filter, name)
            self.check_number(number, len(said - {"None", "{'unknown'}"}))

    def words_of(self, text: str, name: str) -> set[str]:
        """What the counterparts of the filter's events have under a name."""
        said: set[str] = set()
        self.counterparts(text, lambda row: bool(said.add(str(row[name]))))
        return said

    def check_year(self, year: Year) -> None:
        rows = self.rows(year.filter)
        assert year.events == len(rows)
        first, after = date(year.year, 1, 1).toordinal(), date(year.year + 1, 1, 1).toordinal()
        found = counts.frequency(
            self.connection, self.columns, rows, by="year", first=first, last=after, filter_text=year.filter
        )
        assert year.certain == found.certain[0, 0]
        assert year.possible == found.possible[0, 0]
        assert year.expected == pytest.approx(found.expected[0, 0], abs=1e-9)

    def check_silence(self, silence: Silence) -> None:
        rows = self.rows(silence.filter)
        assert silence.events == len(rows)
        again = silences(self.connection, self.columns, rows, self.day)
        found = next(row for row in again if row.actor == silence.actor)
        kept = ("contacts", "last", "silence", "median", "percentile_95", "longer")
        assert [getattr(found, name) for name in kept] == [getattr(silence, name) for name in kept]

    def check_todo(self, todo: ToDo) -> None:
        ids = self.ids(todo.filter)
        assert todo.events == len(ids)
        assert {event for line in todo.lines for event in line.events} <= set(ids)
        assert len(todo.lines) == min(todo.count, 50)
        assert todo.certain >= sum(line.certain for line in todo.lines)


# --- on the sample -----------------------------------------------------------------------------------------


def test_every_number_of_the_sample_is_what_its_filter_shows(told: Timeline) -> None:
    for day in (DAY, date(2010, 1, 1).toordinal(), date(2008, 6, 1).toordinal()):
        with told.read() as session:
            Seen(session, day).check()


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


def party(session: Session, name: str, **values: object) -> int:
    made = names.create_actor(session, name)
    for column, value in values.items():
        setattr(session.get_one(Actor, made), column, value)
    return made


@pytest.fixture
def parties(timeline: Timeline) -> dict[str, int]:
    """A focal party, and two parties of one name in two countries, one of which has an organ."""
    with timeline.edit("Parties") as session:
        china, japan = Country(name="China", code="CN", region="Asia"), Country(name="Japan", region="Asia")
        session.add_all([china, japan])
        session.flush()
        made = {
            "focal": party(session, "Focal", country_id=china.id),
            "a": party(session, "Same", country_id=japan.id, family="liberal"),
            "b": party(session, "Same"),
        }
        made["organ"] = party(session, "Youth", kind="organ", parent_id=made["a"])
        session.add(Setting(id=IDS.next(), key="focal_actor", value=str(made["focal"])))
    return made


def add(session: Session, when: str | None, *actors: int, **values: object) -> int:
    event = events.create(session, f"On {when}", parse(when) if when else None, **values)
    events.set_takings(session, event, [Taking(actor) for actor in actors])
    return event


def seen(timeline: Timeline, day: str) -> Seen:
    with timeline.read() as session:
        found = Seen(session, date.fromisoformat(day).toordinal())
        found.check()
    return found


def test_organs_are_their_party_and_names_that_two_bear_become_ids(
    timeline: Timeline, parties: dict[str, int]
) -> None:
    with timeline.edit("Add") as session:
        for when, who in (
            ("2001-01-01", "a"),
            ("2001-01-11", "organ"),
            ("2001-01-31", "a"),
            ("2001-02-02", "a"),
        ):
            add(session, when, parties[who])
        add(session, "2001-02-02", parties["organ"], parties["a"])
        add(session, "2001-01-05", parties["b"])
    found = seen(timeline, "2001-03-04").overview
    assert found.counterparts.total.count == 2
    assert {number.label: number.count for number in found.counterparts.by_family} == {
        "liberal": 1,
        "unknown": 1,
    }
    (row,) = found.silences
    assert row.filter == f"party:{parties['a']} status:held"
    assert (row.contacts, row.silence, row.median, row.longer) == (4, (30, 30), (10, 10), "surely")
    assert row.percentile_95 == pytest.approx((19, 19))


def test_uncertain_contacts_give_the_least_and_the_most(timeline: Timeline, parties: dict[str, int]) -> None:
    """Some day in January, then three days: the first gap is 1 to 31 days, the others are 10 each."""
    with timeline.edit("Add") as session:
        for when in ("2001-01", "2001-02-01", "2001-02-11", "2001-02-21", "before 2001", "2002-05-05"):
            add(session, when, parties["b"])
        add(session, "2001-02-25", parties["b"], status="planned")
    (row,) = seen(timeline, "2001-03-01").overview.silences
    assert (row.contacts, row.silence, row.median) == (4, (8, 8), (10, 10))
    assert row.percentile_95 == pytest.approx((10, 28.9))
    assert row.longer == "no"
    assert row.filter.endswith("status:held ../2001-03-01")
    (later,) = seen(timeline, "2001-03-15").overview.silences
    assert (later.silence, later.longer) == ((22, 22), "possibly")


def test_contacts_in_no_certain_order(timeline: Timeline, parties: dict[str, int]) -> None:
    """Two days of one month and two exact days in it: the gaps are bounded whatever the order was."""
    with timeline.edit("Add") as session:
        for when in ("2001-01", "2001-01", "2001-01-10", "2001-01-20"):
            add(session, when, parties["b"])
    (row,) = seen(timeline, "2001-01-31").overview.silences
    assert row.contacts == 4
    assert row.silence == (0, 11)
    assert row.median == (0, 21)  # at the most 19, 30 and 21 days: from 1 to 20, 1 to 31 and 10 to 31 January


def test_too_few_contacts_make_no_rhythm(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        for when in ("2001-01-01", "2001-02-01", "2001-03-01"):
            add(session, when, parties["b"])
    assert seen(timeline, "2020-01-01").overview.silences == ()


def test_a_visit_across_the_new_year_counts_in_the_year_it_began(
    timeline: Timeline, parties: dict[str, int]
) -> None:
    with timeline.edit("Add") as session:
        visit = add(session, "2001-12-30/2002-01-02", parties["a"])
        add(session, "2002-01-01", parties["a"], part_of_id=visit)
        add(session, "2003", parties["a"])
        add(session, "[2003-12-31,2004-01-01]", parties["a"])
    years = {
        row.year: (row.certain, row.expected, row.possible)
        for row in seen(timeline, "2005-01-01").overview.years
    }
    assert years == {2001: (1, 1, 1), 2002: (0, 0, 0), 2003: (1, 1.5, 2), 2004: (0, 0.5, 1)}


def test_centuries_apart_only_years_with_contacts_stand(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        add(session, "0200-05-05", parties["a"])
        add(session, "2001-01-01", parties["a"])
    assert [row.year for row in seen(timeline, "2005-01-01").overview.years] == [200, 2001]


def test_an_empty_timeline(timeline: Timeline) -> None:
    with timeline.read() as session:
        found = overview.overview(session, columns.read(overview.raw(session)))
    assert found.contacts.count == found.counterparts.total.count == found.unverified.count == 0
    assert found.years == found.silences == found.counterparts.by_family == ()
    assert json.loads(json.dumps(found.to_json()))["contacts"]["filter"] == "status:held"


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
    for day in ("2002-07-01", "2006-01-01"):
        seen(timeline, day)


def test_an_organ_of_its_own_organ_ends(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Circle") as session:
        session.get_one(Actor, parties["a"]).kind = "organ"
        session.get_one(Actor, parties["a"]).parent_id = parties["organ"]
        add(session, "2001-01-01", parties["a"])
    with timeline.read() as session:
        found = overview.overview(session, columns.read(overview.raw(session)))
    assert found.counterparts.total.count == 1


def test_ledgers_as_of_a_day(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        visit = add(session, "2001-05-05", parties["a"])
        done = Invitation(inviter_id=parties["a"], invitee_id=parties["focal"], purpose="A congress")
        undone = Invitation(inviter_id=parties["b"], purpose="A seminar", event_id=None)
        promise = Commitment(words="We shall report", promiser_id=parties["a"], made_at_id=visit)
        promise.date = parse("2001-06")
        session.add_all([done, undone, promise])
        session.flush()
        for invitation, kind, when, event in (
            (done, "extended", "2001-04-01", None),
            (done, "fulfilled", "2001-05-05", visit),
            (undone, "extended", "2001-05", None),
        ):
            step = InvitationStep(invitation_id=invitation.id, kind=kind, event_id=event)
            step.position = int(kind == "fulfilled")
            step.date = parse(when)
            session.add(step)
    assert lists(timeline, "2001-04-02") == ([("Same → Focal: A congress", True, 1)], [])
    assert lists(timeline, "2001-05-20") == ([("Same: A seminar", False, 0)], [])
    assert lists(timeline, "2001-06-20")[1] == [("Same: We shall report", False, 1)]
    assert lists(timeline, "2001-07-01") == (
        [("Same: A seminar", True, 0)],
        [("Same: We shall report", True, 1)],
    )


def lists(timeline: Timeline, day: str) -> tuple[list[tuple[str, bool, int]], ...]:
    """What stands open and overdue on a day: the words, whether certainly, and how many events."""
    found = seen(timeline, day).overview
    return tuple(
        [(line.text, line.certain, len(line.events)) for line in todo.lines]
        for todo in (found.open_invitations, found.overdue_commitments)
    )
