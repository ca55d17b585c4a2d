"""Records of a file that are no events: found, made, filled and written; again, and undone."""

from collections.abc import Callable

import pytest
from records_support import carry_out, contents, done, incoming
from sqlalchemy import select

from db.dates import from_edtf
from db.imports.incoming import (
    IncomingActor,
    IncomingContext,
    IncomingName,
    IncomingSource,
    IncomingStanding,
    IncomingSuccession,
    Table,
)
from db.imports.planning.records import plan_records
from db.imports.planning.shape import Decisions
from db.models import Actor, ActorIdentifier, ActorName, Country, Source, Standing, Succession
from db.registry import names
from db.timeline import Timeline


@pytest.fixture
def timeline(new_timeline: Callable[..., Timeline]) -> Timeline:
    """A timeline with two countries."""
    made = new_timeline()
    with made.edit("Add countries") as session:
        session.add_all([Country(code="JP", alpha3="JPN", name="Japan"), Country(code="FR", name="France")])
    return made


def party(name: str, value: str = "", country: str = "JP", **fields: object) -> IncomingActor:
    identifiers = (("parlgov", value),) if value else ()
    return IncomingActor(2, name, country=country, identifiers=identifiers, **fields)  # type: ignore[arg-type]


def test_everything_is_written_and_the_same_again_changes_nothing(timeline: Timeline) -> None:
    said = incoming(
        actors=[
            party("Alpha", "1", family="liberal", edtf="1955-11-15/..", note="Founded."),
            party("Beta", "2", names=(IncomingName("ベータ", "ja", "official", "1960/1970"),)),
        ],
        successions=[IncomingSuccession(3, ("parlgov", "1"), ("parlgov", "2"), "merger", "1970")],
        standings=[IncomingStanding(4, ("parlgov", "1"), "leads government", "1960/1970", source=0)],
        contexts=[IncomingContext(5, "A crisis", "1960", "crisis", "#ABC")],
        sources=[IncomingSource(6, "A table", "2020", url="https://example.org/a", kind="dataset")],
    )
    made = carry_out(timeline, said)
    assert made.counts() == {
        f"{kind}_{does}": (2 if kind == "actors" else 1) if does == "created" else 0
        for kind in ("sources", "actors", "successions", "standings", "contexts")
        for does in ("created", "updated", "skipped", "rejected")
    }
    before = contents(timeline)
    assert {table: len(rows) for table, rows in before.items()} == {
        "source": 1, "actor": 2, "actor_name": 3, "actor_identifier": 2, "succession": 1, "standing": 1, "context": 1,
    }  # fmt: skip
    again = carry_out(timeline, said)
    assert not again.writes
    assert {does for _, does, _ in done(again)} == {"skip"}
    assert contents(timeline) == before


def test_undo_takes_back_row_by_row(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
    before = contents(timeline)
    said = incoming(
        actors=[party("Alpha", "1", family="green"), *(party(f"P{n}", str(n)) for n in range(2, 1500))],
        standings=[IncomingStanding(1, ("parlgov", "1"), "opposition", "1990/1991")],
    )
    carry_out(timeline, said)
    after = contents(timeline)
    assert len(after["actor"]) == 1499
    timeline.undo()
    assert contents(timeline) == before
    timeline.redo()
    assert contents(timeline) == after


def _country(session: object, code: str) -> int:
    found = session.scalar(select(Country.id).where(Country.code == code))  # type: ignore[attr-defined]
    assert found is not None
    return found


def test_gaps_are_filled_and_nothing_is_overwritten(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        actor = names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
        session.get_one(Actor, actor).note = "Mine."
    said = party(
        "ALPHA", "1", family="green", edtf="1950/..", note="Theirs.", kind="organisation",
        names=(IncomingName("Alpha Party", "en"),),
    )  # fmt: skip
    made = carry_out(timeline, incoming(actors=[said]))
    (plan,) = made.row_plans()
    assert (plan.does, plan.record) == ("update", actor)
    assert plan.reason == "found by the name “Alpha”; filled: family, existence; 1 name added; 1 id added"
    with timeline.read() as session:
        found = session.get_one(Actor, actor)
        assert (found.name, found.note, found.kind) == ("Alpha", "Mine.", "party")
        assert (found.family, found.edtf) == ("green", "1950/..")
        assert set(session.scalars(select(ActorName.text))) == {"Alpha", "Alpha Party"}


@pytest.mark.parametrize(
    ("theirs", "there", "same"),
    [
        (party("Alpha"), {}, True),
        (party("Alpha", country="Japan"), {}, True),
        (party("Alpha", country=""), {}, True),
        (party("Alpha", country="FR"), {}, False),
        (party("Alpha", country="Atlantis"), {}, False),
        (party("Älpha"), {}, True),
        (party("X", names=(IncomingName("alpha"),)), {}, True),
        (party("X", names=(IncomingName("Alpha", kind="abbreviation"),)), {}, False),
        (party("AL"), {"abbreviation": "AL"}, False),
        (party("Aleph"), {"other": "Aleph"}, True),
        (party("Alpha", "7"), {"scheme": "ParlGov", "value": "8"}, False),
        (party("Beta", "7"), {"scheme": "ParlGov", "value": "7"}, True),
        (party("Alpha", edtf="1990/.."), {"edtf": "1950/1960"}, False),
        (party("Alpha", edtf="1955/.."), {"edtf": "1950/1960"}, True),
    ],
)
def test_actors_are_found_by_id_then_by_name_in_their_country(
    timeline: Timeline, theirs: IncomingActor, there: dict[str, str], same: bool
) -> None:
    with timeline.edit("Add") as session:
        actor = names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
        if "scheme" in there:
            session.add(ActorIdentifier(actor_id=actor, scheme=there["scheme"], value=there["value"]))
        for kind in ("abbreviation", "other"):
            if kind in there:
                names.add_actor_name(session, actor, there[kind], kind=kind)
        if "edtf" in there:
            session.get_one(Actor, actor).date = from_edtf(there["edtf"])
    with timeline.reading() as connection:
        (plan,) = plan_records(connection, incoming(actors=[theirs]), Decisions()).row_plans()
    assert (plan.record == actor) is same
    assert (plan.does == "create") is not same
    assert ("Atlantis" in plan.reason) is (theirs.country == "Atlantis")


def test_repeated_names_stay_separate_and_the_same_twice_is_one(timeline: Timeline) -> None:
    said = incoming(actors=[
        party("Alpha", "1"), party("Alpha", "2"), party("Alpha", "1", names=(IncomingName("A"),)),
        party("Beta"), party("Beta"), party("Beta", country="FR"),
    ])  # fmt: skip
    made = carry_out(timeline, said)
    assert [each.does for each in made.row_plans()] == [
        "create",
        "create",
        "skip",
        "create",
        "skip",
        "create",
    ]
    before = contents(timeline)
    assert not carry_out(timeline, said).writes
    assert contents(timeline) == before


def test_one_id_of_two_actors_means_the_one_so_called(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        first = names.create_actor(session, "Renamed")
        second = names.create_actor(session, "Alpha")
        session.add_all(
            ActorIdentifier(actor_id=each, scheme="parlgov", value="1") for each in (first, second)
        )
    said = incoming(
        actors=[party("Alpha", "1")], standings=[IncomingStanding(2, ("parlgov", "1"), "banned", "1990")]
    )
    made = carry_out(timeline, said)
    assert next(iter(made.row_plans())).record == second
    with timeline.read() as session:
        assert session.scalars(select(Standing.actor_id)).all() == [second]


def test_an_answer_goes_before_names(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        meant = names.create_actor(session, "Another")
        names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
    decisions = Decisions(names={("actor", "Alpha"): meant})
    made = carry_out(timeline, incoming(actors=[party("Alpha", "1")]), decisions)
    assert [each.record for each in made.row_plans()] == [meant]


def test_where_events_name_actors_one_without_a_country_is_meant(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        actor = names.create_actor(session, "Alpha")
    said = incoming(actors=[party("Alpha"), party("Beta")], events=Table((), [], []))
    made = carry_out(timeline, said)
    assert [each.record == actor for each in made.row_plans()] == [True, False]
    assert [(name, aliases) for _, name, aliases in made.new_names("actor")] == [("Beta", ("Beta",))]
    with timeline.read() as session:
        assert session.get_one(Actor, actor).country_id == _country(session, "JP")


def test_where_events_name_actors_inherited_countries_and_abbreviations_count(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        party_id = names.create_actor(session, "Alpha Party", country_id=_country(session, "JP"))
        organ = names.create_actor(session, "Office", kind="organ")
        session.get_one(Actor, organ).parent_id = party_id
        abroad = names.create_actor(session, "Greens", country_id=_country(session, "FR"))
        for actor, short in ((party_id, "AP"), (abroad, "GR")):
            session.add(ActorName(actor_id=actor, text=short, folded=short.lower(), kind="abbreviation"))
    said = incoming(
        actors=[party("Office"), party("AP"), party("Greens"), party("GR")], events=Table((), [], [])
    )
    made = carry_out(timeline, said)
    records = [each.record for each in made.row_plans()]
    assert records[:2] == [organ, party_id]
    assert abroad not in records[2:]
    assert dict(made.meant("actor")) == dict(zip(("Office", "AP", "Greens", "GR"), records, strict=True))
    assert list(made.meant("person")) == []
    with timeline.read() as session:
        assert session.get_one(Actor, organ).country_id is None


def test_an_actor_of_the_country_goes_before_one_without(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        names.create_actor(session, "Alpha")
        there = names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
    made = carry_out(timeline, incoming(actors=[party("Alpha")], events=Table((), [], [])))
    assert [each.record for each in made.row_plans()] == [there]


def test_names_are_dated_rather_than_doubled(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        names.create_actor(session, "Alpha", country_id=_country(session, "JP"))
    dated = (
        IncomingName("alpha", edtf="1950/1960"), IncomingName("Alpha", edtf="1970/.."), IncomingName("Alpha"),
    )  # fmt: skip
    said = incoming(actors=[party("Alpha", names=dated)])
    carry_out(timeline, said)
    with timeline.read() as session:
        found = session.execute(select(ActorName.text, ActorName.edtf).order_by(ActorName.id)).all()
        assert list(map(tuple, found)) == [("Alpha", "1970/.."), ("alpha", "1950/1960")]
    assert not carry_out(timeline, said).writes


def test_parents_come_before_their_organs_and_never_in_a_circle(timeline: Timeline) -> None:
    said = incoming(actors=[
        party("Organ", "3", kind="organ", parent=("parlgov", "1")),
        party("Party", "1", parent=("parlgov", "3")),
        party("Own", "4", parent=("parlgov", "4")),
    ])  # fmt: skip
    carry_out(timeline, said)
    with timeline.read() as session:
        above = dict(session.execute(select(Actor.name, Actor.parent_id)).all())  # type: ignore[arg-type]
        party_id = session.scalar(select(Actor.id).where(Actor.name == "Party"))
    assert above == {"Organ": party_id, "Party": None, "Own": None}


def test_what_cannot_be_used_is_told_and_the_rest_is_written(timeline: Timeline) -> None:
    said = incoming(
        actors=[
            party(" "),
            party("A", "1", family="odd"),
            party("B", "2", edtf="2000/1990"),
            party("C", "3"),
        ],
        standings=[
            IncomingStanding(7, ("parlgov", "9"), "banned", "2000"),
            IncomingStanding(8, ("parlgov", "3"), "odd", "2000"),
            IncomingStanding(9, ("parlgov", "3"), "banned", "2000", source=4),
        ],
        successions=[IncomingSuccession(10, ("parlgov", "3"), ("parlgov", "1"))],
        contexts=[IncomingContext(11, "", "2000"), IncomingContext(12, "x", "2000", colour="red")],
        sources=[IncomingSource(13, "")],
    )
    made = carry_out(timeline, said)
    assert {does for _, does, _ in done(made)} == {"reject", "create"}
    assert [title for _, does, title in done(made) if does == "create"] == ["C"]
    assert [(bad.row, bad.column) for bad in made.problems] == [
        (13, "title"), (2, "name"), (2, "family"), (2, "date"), (10, "successor"), (7, "actor"), (8, "standing"),
        (9, "source"), (11, "title"), (12, "colour"),
    ]  # fmt: skip
    assert "no actor has the id parlgov 9" in str(made.problems[5])


# --- standings and successions -----------------------------------------------------------------------------


def standing(edtf: str, kind: str = "opposition", **fields: object) -> IncomingStanding:
    return IncomingStanding(2, ("parlgov", "1"), kind, edtf, **fields)  # type: ignore[arg-type]


SOURCE = [IncomingSource(1, "A table", url="https://example.org/a")]


@pytest.mark.parametrize(
    ("there", "said", "does"),
    [
        (standing("1990/1995", source=0), standing("1990/1995", source=0), "skip"),
        (standing("1990-05-01/..", source=0), standing("1990-05-01/1995-04-30", source=0), "update"),
        (standing("1990-05-01/", source=0), standing("1990-05-01/[1995..]", source=0), "update"),
        (standing("1990-05-01/.."), standing("1990-05-01/1995-04-30", source=0), "skip"),
        (standing("1990-05-01/1994-04-30", source=0), standing("1990-05-01/1995-04-30", source=0), "skip"),
        (standing("1990/1995"), standing("1993/1999", "banned"), "skip"),
        (standing("1990-05-01/1995-04-30"), standing("1995-05-01/1999-04-30", "banned"), "create"),
    ],
)
def test_standings_that_are_there_are_kept(
    timeline: Timeline, there: IncomingStanding, said: IncomingStanding, does: str
) -> None:
    actors = [party("Alpha", "1")]
    carry_out(timeline, incoming(actors=actors, standings=[there], sources=SOURCE))
    made = carry_out(timeline, incoming(actors=actors, standings=[said], sources=SOURCE))
    assert [each.does for each in made.row_plans() if each.what == "standing"] == [does]
    with timeline.read() as session:
        found = session.scalars(select(Standing).order_by(Standing.id)).all()
        assert len(found) == (2 if does == "create" else 1)
        assert found[0].edtf == (said.edtf if does == "update" else there.edtf)
        assert found[0].date is not None
        assert found[0].start_lo == found[0].date.start[0]


def test_no_actor_comes_after_itself(timeline: Timeline) -> None:
    ids = [("parlgov", str(n)) for n in range(1, 4)]
    actors = [party(f"P{n}", str(n)) for n in range(1, 4)]
    ring = [IncomingSuccession(n, ids[n], ids[(n + 1) % 3], "merger", "1990") for n in range(3)]
    made = carry_out(timeline, incoming(actors=actors, successions=ring))
    assert [each.does for each in made.row_plans() if each.what == "succession"] == [
        "create",
        "create",
        "skip",
    ]
    filled = IncomingSuccession(1, ids[0], ids[1], "split", "", "A note")
    made = carry_out(timeline, incoming(successions=[filled]))
    assert [each.does for each in made.row_plans()] == ["update"]
    with timeline.read() as session:
        kinds = session.execute(select(Succession.kind, Succession.note).order_by(Succession.id)).all()
        assert list(map(tuple, kinds)) == [("merger", "A note"), ("merger", "")]


# --- sources -----------------------------------------------------------------------------------------------


def source(title: str = "A title", **fields: str) -> IncomingSource:
    return IncomingSource(2, title, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("there", "said", "same"),
    [
        (
            source(url="http://example.org/a/"),
            source("Other", url="https://example.org/a?utm_source=x"),
            True,
        ),
        (source(url="https://doi.org/10.1000/Ab"), source("B", url="http://dx.doi.org/10.1000/aB"), True),
        (
            source(author="X", edtf="2001"),
            source("a TITLE", author="x", edtf="2001", url="https://b.org"),
            True,
        ),
        (source(author="X", edtf="2001"), source(author="X", edtf="2002"), False),
        (source(url="https://a.org"), source(url="https://b.org"), False),
        (source(author="X"), source(author="Y"), False),
    ],
)
def test_sources_are_found_by_address_doi_or_what_they_are_called(
    timeline: Timeline, there: IncomingSource, said: IncomingSource, same: bool
) -> None:
    carry_out(timeline, incoming(sources=[there]))
    carry_out(timeline, incoming(sources=[said, said]))
    with timeline.read() as session:
        found = session.scalars(select(Source).order_by(Source.id)).all()
        assert len(found) == (1 if same else 2)
        assert found[0].title == there.title
        assert found[0].url == (there.url or (said.url if same else ""))


def test_gaps_of_sources_are_filled_by_several_rows(timeline: Timeline) -> None:
    url = "https://example.org/a"
    carry_out(timeline, incoming(sources=[source(url=url, note="Mine")]))
    rows = [
        source(url=url, note="Theirs", author="X"),
        source(url=url, author="Y", edtf="2001-02", language="ja"),
    ]
    made = carry_out(timeline, incoming(sources=rows))
    assert [each.reason for each in made.row_plans()] == ["filled: author", "filled: language, published"]
    with timeline.read() as session:
        found = session.scalars(select(Source)).one()
        assert (found.note, found.author, found.edtf, found.language) == ("Mine", "X", "2001-02", "ja")
        assert found.start_lo is not None


@pytest.mark.slow
def test_a_large_registry_is_planned_and_written_in_bulk(timeline: Timeline) -> None:
    actors = [
        IncomingActor(
            n, f"Party {n}", country="JP", identifiers=(("partyfacts", str(n)),), edtf=f"{1900 + n % 100}/..",
            names=(IncomingName(f"党{n}", "ja"), IncomingName(f"P{n}", kind="abbreviation")),
        )
        for n in range(7000)
    ]  # fmt: skip
    made = carry_out(timeline, incoming(actors=actors))
    assert made.counts()["actors_created"] == 7000
    with timeline.reading() as connection:
        assert connection.execute("SELECT count(*) FROM actor_name").fetchone() == (21000,)
    assert not carry_out(timeline, incoming(actors=actors)).writes
