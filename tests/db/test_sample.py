"""The sample timeline: complete, consistent, and honest about what is not known."""

import csv
import sqlite3
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.orm import Session

from db import sample, schema
from db.codebook import codebook
from db.dates import from_edtf
from db.errors import Problem
from db.models import (
    USER_TABLES,
    Actor,
    ActorName,
    Base,
    Commitment,
    CommitmentFollowUp,
    Context,
    Event,
    Evidence,
    Invitation,
    InvitationStep,
    Mechanism,
    MechanismName,
    Participation,
    Person,
    PersonName,
    Post,
    Relation,
    Setting,
    Source,
    Standing,
    Term,
)
from db.models.base import DATE_COLUMNS


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The sample in a file of its own, with foreign keys enforced."""
    path = tmp_path_factory.mktemp("sample") / "sample.liaison"
    raw = sqlite3.connect(path)
    schema.create(raw)
    raw.close()
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys=ON"))
    with Session(engine) as session:
        sample.build(session)
        yield session
    engine.dispose()


def mechanism_events(session: Session, name: str, *, only: str = "") -> list[Event]:
    query = (
        select(Event)
        .join(MechanismName, MechanismName.mechanism_id == Event.mechanism_id)
        .join(Term, Term.id == Event.type_id)
        .where(MechanismName.text == name)
        .order_by(Event.sort_lo, Event.sort_width, Event.title)
    )
    return list(session.scalars(query.where(Term.key == only) if only else query))


def of_name(session: Session, model: type[Actor] | type[Mechanism] | type[Person], name: str) -> int:
    return session.scalars(select(model.id).where(model.name == name)).one()


def standing_on(session: Session, actor: str, day: int) -> list[str]:
    query = (
        select(Standing.kind)
        .join(Actor, Actor.id == Standing.actor_id)
        .where(Actor.name == actor, Standing.start_lo <= day, func.coalesce(Standing.end_hi, 10**9) >= day)
    )
    return list(session.scalars(query))


# --- the mechanism of ruling parties ---


def test_nine_sessions_in_order_of_time(session: Session) -> None:
    sessions = mechanism_events(session, "China-Japan Ruling Party Exchange Mechanism", only="session")
    assert [row.round for row in sessions] == list(range(1, 10))
    assert [row.edtf for row in sessions] == [
        "2006-02-21/2006-02-22",
        "2006-10-16/2006-10-17",
        "[2007-03-15..2007-03-19]",
        "[2009-02-21..2009-02-28]",
        "2015-12-03",
        "2017-08-07",
        "2017-12-25/2017-12-26",
        "2018-10-10/2018-10-12",
        "2025-01-14",
    ]
    assert all(row.status == "held" for row in sessions)


def test_only_the_third_session_is_inferred(session: Session) -> None:
    sessions = mechanism_events(session, "日中与党交流協議会", only="session")
    assert [row.round for row in sessions if row.round_basis == "inferred"] == [3]
    assert [row.round for row in sessions if row.unverified] == [3]
    assert sessions[2].part_of_id is not None


def test_the_call_of_march_2007_is_no_session(session: Session) -> None:
    calls = mechanism_events(session, "中日执政党交流机制", only="call")
    found = next(row for row in calls if row.edtf == "2007-03-18")
    assert found.round is None
    assert found.unverified
    assert "unverified" in found.note


def test_ruling_parties_govern_at_every_session(session: Session) -> None:
    for row in mechanism_events(session, "China-Japan Ruling Party Exchange Mechanism", only="session"):
        assert row.start_lo is not None
        assert standing_on(session, "Liberal Democratic Party", row.start_lo) == ["leads government"]
        assert standing_on(session, "Komeito", row.start_lo) == ["in coalition"]


@pytest.mark.parametrize(
    ("day", "dpj", "ldp"),
    [
        (date(2009, 9, 15), "opposition", "leads government"),
        (date(2009, 9, 16), "leads government", "opposition"),
        (date(2012, 12, 25), "leads government", "opposition"),
        (date(2012, 12, 26), "opposition", "leads government"),
    ],
)
def test_governments_change_to_the_day(session: Session, day: date, dpj: str, ldp: str) -> None:
    assert standing_on(session, "Democratic Party of Japan", day.toordinal()) == [dpj]
    assert standing_on(session, "Liberal Democratic Party", day.toordinal()) == [ldp]


def test_standings_of_an_actor_never_overlap(session: Session) -> None:
    query = select(Standing).order_by(Standing.actor_id, Standing.start_lo)
    rows = session.scalars(query).all()
    for before, after in pairwise(rows):
        if before.actor_id == after.actor_id:
            assert before.end_hi is not None
            assert after.start_lo is not None
            assert before.end_hi < after.start_lo


def test_sources_differ_on_the_year_of_the_founding(session: Session) -> None:
    founding = mechanism_events(session, "中日执政党交流机制", only="founding")[0]
    rows = session.scalars(
        select(Evidence).where(Evidence.event_id == founding.id, Evidence.field == "date")
    ).all()
    assert {row.value for row in rows} == {"2004-03", "2004", "2006"}
    assert [row.value for row in rows if row.chosen] == ["2004-03"] == [founding.edtf]


def test_two_sources_put_november_2009_under_two_mechanisms(session: Session) -> None:
    rows = session.scalars(select(Evidence).where(Evidence.field == "mechanism")).all()
    assert len({row.event_id for row in rows}) == 1
    assert len({row.value for row in rows}) == 2
    assert [row.chosen for row in rows].count(True) == 1


# --- evidence and dates ---


def test_every_event_rests_on_a_source_with_an_address(session: Session) -> None:
    query = select(Evidence.event_id).join(Source).where(Source.url.like("http%"))
    assert set(session.scalars(select(Event.id))) == set(session.scalars(query)) - {None}


def test_no_two_sources_share_an_address(session: Session) -> None:
    urls = session.scalars(select(Source.url)).all()
    assert len(urls) == len(set(urls))


def test_a_duplicate_in_another_language_is_a_second_source(session: Session) -> None:
    found = session.scalars(select(Event).where(Event.edtf == "2025-11-18")).one()
    query = select(Source.language).join(Evidence).where(Evidence.event_id == found.id)
    assert set(session.scalars(query)) == {"en", "de"}


def test_every_date_means_what_its_columns_say(session: Session) -> None:
    seen = 0
    for mapper in Base.registry.mappers:
        if "edtf" not in mapper.columns:
            continue
        columns = [mapper.columns[name] for name in DATE_COLUMNS]
        for edtf, text, *days in session.execute(select(*columns)):
            found = from_edtf(edtf, text) if edtf else None
            assert tuple(days) == ((*found.start, *found.end) if found else (None,) * 4)
            seen += found is not None
    assert seen > 350


def test_parts_lie_within_their_visit(session: Session) -> None:
    for part in session.scalars(select(Event).where(Event.part_of_id.is_not(None))):
        whole = session.get(Event, part.part_of_id)
        assert whole is not None
        assert whole.start_lo <= part.start_lo <= part.end_hi <= whole.end_hi  # type: ignore[operator]


def test_inferred_dates_are_never_green(session: Session) -> None:
    rows = session.scalars(select(Event).where(Event.start_lo != Event.start_hi)).all()
    assert len(rows) >= 8
    assert all(row.mark_date < 2 for row in rows)


def test_what_is_unverified_says_why(session: Session) -> None:
    for model in (Event, Standing, Context, Invitation):
        rows = session.scalars(select(model).where(model.unverified)).all()
        assert rows
        assert all(row.note for row in rows)


def test_at_most_one_value_of_a_field_is_chosen(session: Session) -> None:
    query = (
        select(Evidence.event_id, Evidence.field)
        .where(Evidence.chosen, Evidence.event_id.is_not(None))
        .group_by(Evidence.event_id, Evidence.field)
        .having(func.count(Evidence.value.distinct()) > 1)
    )
    assert session.execute(query).all() == []


# --- people, parties, ledgers ---


def test_numbers_of_records(session: Session) -> None:
    counts = {
        model: session.scalar(select(func.count()).select_from(model))
        for model in (Event, Source, Actor, Person)
    }
    assert counts == {Event: 94, Source: 108, Actor: 58, Person: 117}


def test_each_table_of_the_sample_is_filled(session: Session) -> None:
    later = {"attachment", "event_identifier", "saved_chart", "saved_filter", "saved_mapping"}
    for name in set(USER_TABLES) - later:
        assert session.scalar(select(func.count()).select_from(Base.metadata.tables[name])), name


def test_the_focal_actor_is_the_cpc(session: Session) -> None:
    setting = session.scalars(select(Setting).where(Setting.key == "focal_actor")).one()
    assert setting.value == str(of_name(session, Actor, "Communist Party of China"))


def test_exchanges_have_both_sides(session: Session) -> None:
    alone = {"statement"}
    for row, kind in session.execute(select(Event, Term.key).join(Term, Term.id == Event.type_id)):
        sides = set(session.scalars(select(Participation.side).where(Participation.event_id == row.id)))
        assert "focal" in sides
        assert "counterpart" in sides or kind in alone or row.mark_counterpart == 0


@pytest.mark.parametrize(
    "alias", ["自由民主党", "自民党", "LDP", "New Komeito", "中国共产党", "조선로동당", "中國國民黨"]
)
def test_parties_have_names_in_their_scripts(session: Session, alias: str) -> None:
    assert session.scalars(select(ActorName).where(ActorName.text == alias)).all()


@pytest.mark.parametrize("alias", ["Inoue Yoshihisa", "Yoshihisa Inoue", "井上義久", "井上义久"])
def test_a_person_has_names_in_both_orders(session: Session, alias: str) -> None:
    person = session.scalars(select(PersonName.person_id).where(PersonName.text == alias)).one()
    assert person == of_name(session, Person, "Yoshihisa Inoue")


def test_posts_are_only_what_is_attested(session: Session) -> None:
    posts = session.scalars(select(Post)).all()
    assert all(post.unverified and post.date_text.startswith("attested") and post.source_id for post in posts)


def test_the_press_conference_is_one_event_with_quotes(session: Session) -> None:
    found = session.scalars(select(Event).where(Event.edtf == "2007-09-25")).one()
    rows = session.scalars(select(Evidence).where(Evidence.event_id == found.id, Evidence.quote != "")).all()
    assert {"about 400", "more than 400"} <= {row.value for row in rows if row.field == "parties"}
    assert {"promise", "invitations", "exchanges with the WPK"} <= {row.field for row in rows}


def test_the_promise_of_2007_was_kept(session: Session) -> None:
    promise = session.scalars(select(Commitment).where(Commitment.words.contains("17th"))).one()
    followed = session.scalars(
        select(Event).join(CommitmentFollowUp, CommitmentFollowUp.event_id == Event.id)
        .where(CommitmentFollowUp.commitment_id == promise.id)
    ).one()  # fmt: skip
    assert promise.status == "kept"
    assert followed.start_lo is not None
    assert followed.start_lo > date(2007, 10, 21).toordinal()


def test_steps_of_invitations_have_evidence(session: Session) -> None:
    steps = set(session.scalars(select(InvitationStep.id)))
    assert steps == set(session.scalars(select(Evidence.invitation_step_id))) - {None}
    purposes = session.scalars(select(Invitation.purpose)).all()
    assert {"Party congress of the CDU", "Party congress of the SPD"} <= set(purposes)


def test_relations_without_an_address_are_unverified(session: Session) -> None:
    rows = session.scalars(select(Relation)).all()
    assert {row.kind for row in rows} == {"diplomatic relations", "suspended"}
    assert all(row.unverified or row.source_id for row in rows)


def test_congresses_stand_behind_the_plots(session: Session) -> None:
    rows = session.scalars(select(Context).where(Context.kind == "congress").order_by(Context.start_lo)).all()
    assert [row.edtf[:10] for row in rows] == ["2007-10-15", "2012-11-08", "2017-10-18", "2022-10-16"]


# --- the tables themselves ---


@pytest.mark.parametrize("table", sample.TABLES, ids=lambda table: table.file)
def test_tables_are_plain_utf8(table: sample.Table) -> None:
    raw = (files("resources") / "sample" / f"{table.file}.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


def test_every_actor_person_and_source_is_used() -> None:
    def column(file: str, *names: str) -> set[str]:
        rows = csv.DictReader((files("resources") / "sample" / f"{file}.csv").read_text("utf-8").splitlines())
        return {row[name] for row in rows for name in names}

    assert column("people", "key") == column("participations", "person") - {""}
    used = column("evidence", "source") | column("standings", "source") | column("coverage", "source")
    assert column("sources", "key") == (used | column("contexts", "source")) - {""}
    used = column("participations", "actor") | column("standings", "actor") | column("actors", "parent")
    assert column("actors", "key") == used - {""}


def test_texts_are_short(session: Session) -> None:
    for title, summary, note in session.execute(select(Event.title, Event.summary, Event.note)):
        assert len(title) < 80
        assert len(summary) < 200
        assert len(note) < 260
        assert summary


def test_two_builds_are_alike(session: Session, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("again") / "again.liaison"
    raw = sqlite3.connect(path)
    schema.create(raw)
    raw.close()
    engine = create_engine(f"sqlite:///{path}")
    query = select(Event.title, Event.edtf, Event.note).order_by(Event.id)
    with Session(engine) as again:
        sample.build(again)
        assert again.execute(query).all() == session.execute(query).all()
    engine.dispose()


# --- wrong tables ---


def row(session: Session, **cells: str) -> sample.Row:
    return sample.Row("events", 7, cells, sample.Keys(session))


def test_an_unknown_key_names_file_line_and_column(session: Session) -> None:
    with pytest.raises(
        Problem, match=r"sample/events\.csv, line 7, column mechanism: no mechanism has the key “x”"
    ):
        row(session, mechanism="x").reference("mechanism", "mechanism")


def test_a_bad_date_names_file_line_and_column(session: Session) -> None:
    with pytest.raises(Problem, match=r"events\.csv, line 7, column edtf: “2004-13” is no date"):
        row(session, edtf="2004-13", date_text="").date("edtf", "date_text")


def test_a_bad_number_names_file_line_and_column(session: Session) -> None:
    with pytest.raises(Problem, match=r"line 7, column round: “3\?” is no number"):
        row(session, round="3?").number("round")


def test_country_and_term_keys_are_known_from_the_codebook(session: Session) -> None:
    keys = sample.Keys(session)
    assert keys.get("country", "NA") is not None
    assert keys.get("type", "session") == codebook.keys(session)["type", "session"]
    assert keys.add("country", "NA") is None
