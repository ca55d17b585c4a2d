"""Rows of the event table: names joined, dates in words, directions derived."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db import direction, events
from db.arrays import columns
from db.dates import parse
from db.errors import BadInput
from db.ids import IDS
from db.models import Country, MechanismName, Setting, Term
from db.registry import names
from db.search import fold
from db.sourcing.evidence import cite
from db.table import event_cells, event_order, event_rows
from db.table.event_choices import choices
from db.timeline import Timeline


def fill(session: Session) -> None:
    for vocabulary, word, label in (
        ("type", "session", "Mechanism session"),
        ("type", "meeting", "Meeting"),
        ("channel", "video", "Video"),
        ("tag", "history", "History"),
    ):
        session.add(Term(id=IDS.next(), vocabulary=vocabulary, key=word, label=label))
    homes = {
        code: Country(id=IDS.next(), code=code, name=name, name_ja=ja)
        for code, name, ja in (("CN", "China", "中国"), ("JP", "Japan", "日本"), ("DE", "Germany", "ドイツ"))
    }
    session.add_all(homes.values())
    session.flush()
    cpc = names.create_actor(session, "CPC", country_id=homes["CN"].id)
    ldp = names.create_actor(session, "LDP", country_id=homes["JP"].id)
    komeito = names.create_actor(session, "Komeito", country_id=homes["JP"].id)
    session.add(Setting(id=IDS.next(), key="focal_actor", value=str(cpc)))
    mechanism = names.create_mechanism(session, "Exchange Mechanism")
    session.add(
        MechanismName(id=IDS.next(), mechanism_id=mechanism, text="交流機制", folded=fold("交流機制"))
    )
    for code in ("CN", "JP", "DE"):
        event = events.create(
            session, f"In {code}", parse("2006-10-16/2006-10-17"), country_id=homes[code].id
        )
        takings = [
            events.Taking(cpc, side="focal"),
            events.Taking(ldp),
            events.Taking(komeito),
            events.Taking(ldp),
        ]
        events.set_takings(session, event, takings)
    events.create(
        session, "By video", parse("2004-03"), channel_id=events.term_id(session, "channel", "video")
    )
    events.create(session, "Nobody named", parse("late February 2009"), country_id=homes["CN"].id)
    events.create(session, "Overruled", None, country_id=homes["CN"].id, direction="outgoing")
    full = events.create(
        session,
        "Full",
        parse("2009-02-21"),
        mechanism_id=mechanism,
        round=4,
        round_basis="inferred",
        type_id=events.term_id(session, "type", "session"),
        mark_source=2,
        unverified=True,
    )
    person = names.create_person(session, "王家瑞")
    events.set_takings(session, full, [events.Taking(cpc, person, side="focal")])
    events.set_terms(session, full, [events.term_id(session, "tag", "history") or 0])
    cite(session, full, "https://example.org/", title="Readout")


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=fill)


def rows_of(timeline: Timeline) -> dict[str, event_rows.EventRow]:
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute("SELECT id FROM event ORDER BY id DESC")]
        rows = event_rows.fetch(connection, ids)
    assert [row.id for row in rows] == ids
    return {row.title: row for row in rows}


def test_fetch_joins_names_once_and_in_order(filled: Timeline) -> None:
    row = rows_of(filled)["In JP"]
    assert row.counterparts == "LDP, Komeito"
    assert row.country == "Japan"
    assert (row.date, row.edtf, row.precise) == ("2006-10-16 – 17", "2006-10-16/2006-10-17", True)


def test_directions_are_derived_and_can_be_overruled(filled: Timeline) -> None:
    rows = rows_of(filled)
    found = {title: row.direction for title, row in rows.items()}
    assert found == {
        "In CN": "incoming",
        "In JP": "outgoing",
        "In DE": "third place",
        "By video": "remote",
        "Nobody named": "incoming",
        "Overruled": "outgoing",
        "Full": "",
    }
    assert rows["Overruled"].overruled
    assert not rows["In CN"].overruled


def test_sql_and_python_agree_on_directions(filled: Timeline) -> None:
    with filled.reading() as connection:
        by_sql = dict(connection.execute(f"SELECT e.title, coalesce({direction.SQL}, '') FROM event e"))
    assert by_sql == {title: row.direction for title, row in rows_of(filled).items()}


def test_a_full_row(filled: Timeline) -> None:
    row = rows_of(filled)["Full"]
    assert (row.mechanism, row.round, row.inferred, row.type) == (
        "Exchange Mechanism",
        4,
        True,
        "Mechanism session",
    )
    assert (row.people, row.tags, row.evidence, row.marks, row.unverified) == (
        "王家瑞",
        "History",
        1,
        (2, 0, 0, 0, 0),
        True,
    )


def test_imprecise_dates_keep_the_words_of_their_source(filled: Timeline) -> None:
    rows = rows_of(filled)
    assert (rows["Nobody named"].date, rows["Nobody named"].precise) == ("late February 2009", False)
    assert (rows["By video"].date, rows["By video"].precise) == ("2004-03", False)
    assert (rows["Overruled"].date, rows["Overruled"].when) == ("", None)


def test_missing_events_are_left_out(filled: Timeline) -> None:
    with filled.reading() as connection:
        assert event_rows.fetch(connection, [1, 2, 3]) == []


@pytest.mark.parametrize(
    ("edtf", "first", "last", "shown"),
    [
        ("2006-10-16", 732600, 732600, "2006-10-16"),
        ("2006-12-30/2007-01-02", 732675, 732678, "2006-12-30 – 2007-01-02"),
        ("2006-09-16/2006-10-16", 732570, 732600, "2006-09-16 – 10-16"),
    ],
)
def test_spans_do_not_say_the_year_twice(edtf: str, first: int, last: int, shown: str) -> None:
    assert event_rows.short_date(edtf, "", first, last) == shown


@pytest.mark.parametrize(
    ("key", "typed", "fields"),
    [
        ("title", " New ", {"title": "New"}),
        ("round", "3?", {"round": 3, "round_basis": "inferred"}),
        ("round", "3 inferred", {"round": 3, "round_basis": "inferred"}),
        ("round", "12", {"round": 12, "round_basis": "stated"}),
        ("round", "", {"round": None, "round_basis": "stated"}),
        ("status", "POSTP", {"status": "postponed"}),
        ("direction", "", {"direction": None}),
        ("unverified", "yes", {"unverified": True}),
        ("date", "", {"date": None}),
        ("type", "", {"type_id": None}),
    ],
)
def test_what_is_typed_is_understood(
    filled: Timeline, key: str, typed: str, fields: dict[str, object]
) -> None:
    with filled.read() as session:
        assert event_cells.value_of(session, key, typed) == fields


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("country", "日本", "Japan"),
        ("country", "jp", "Japan"),
        ("country", "ger", "Germany"),
        ("type", "meet", "Meeting"),
        ("type", "SESSION", "Mechanism session"),
        ("mechanism", "交流機制", "Exchange Mechanism"),
    ],
)
def test_records_are_found_by_any_name(filled: Timeline, key: str, typed: str, shown: str) -> None:
    ids = [row.id for row in rows_of(filled).values()]
    with filled.edit("Change") as session:
        event_cells.set_cells(session, [(ids, key, typed)])
    assert {getattr(row, key) for row in rows_of(filled).values()} == {shown}


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("title", " ", "needs a title"),
        ("round", "x", "no round"),
        ("round", "0", "no round"),
        ("status", "gone", "held"),
        ("country", "Japn", "did you mean “Japan”"),
        ("type", "zzz", "nothing was changed"),
        ("unverified", "?", "yes nor no"),
        ("date", "2004-13", "month"),
        ("direction", "up", "incoming"),
    ],
)
def test_bad_values_are_refused_in_one_sentence(filled: Timeline, key: str, typed: str, said: str) -> None:
    before = rows_of(filled)
    ids = [row.id for row in before.values()]
    with pytest.raises(BadInput, match=said) as caught, filled.edit("Change") as session:
        event_cells.set_cells(session, [(ids[:1], "place", "Bonn"), (ids, key, typed)])
    assert caught.value.field == key
    assert rows_of(filled) == before


def test_setting_many_cells_is_one_step(filled: Timeline) -> None:
    before = rows_of(filled)
    ids = [row.id for row in before.values()]
    with filled.edit("Paste") as session:
        event_cells.set_cells(session, [(ids, "date", "spring 2004"), (ids[:2], "place", "Bonn")])
    assert {row.words for row in rows_of(filled).values()} == {"spring 2004"}
    filled.undo()
    assert rows_of(filled) == before


def test_choices(filled: Timeline) -> None:
    with filled.reading() as connection:
        offered = {
            key: choices(connection, key) for key in ("country", "mechanism", "type", "status", "title")
        }
    assert [choice.text for choice in offered["country"]] == ["China", "Germany", "Japan"]
    assert offered["mechanism"][0].also == ("交流機制",)
    assert [choice.text for choice in offered["type"]] == ["Mechanism session", "Meeting"]
    assert offered["status"][0].text == "held"
    assert offered["title"] == []


@pytest.mark.parametrize("key", event_order.KEYS)
def test_every_column_has_an_order(filled: Timeline, key: str) -> None:
    with filled.reading() as connection:
        every = columns.load(connection)
        ranks = event_order.ranks(connection, key, every)
        rows = np.arange(len(every), dtype=np.int32)
        up = event_order.ordered(rows, ranks, descending=False)
        down = event_order.ordered(rows, ranks, descending=True)
    assert sorted(up.tolist()) == sorted(down.tolist()) == rows.tolist()
    filled_up = [rank for rank in ranks[up].tolist() if rank != event_order.LAST]
    assert ranks[up].tolist()[: len(filled_up)] == sorted(filled_up)
    assert ranks[down].tolist()[: len(filled_up)] == sorted(filled_up, reverse=True)


@given(st.lists(st.sampled_from([1, 2, 3, 40_000, int(event_order.LAST)]), max_size=30), st.booleans())
def test_order_is_stable_and_empty_comes_last(ranks: list[int], descending: bool) -> None:
    rows = np.arange(len(ranks), dtype=np.int32)
    found = event_order.ordered(rows, np.array(ranks, np.int32), descending=descending).tolist()
    sign = -1 if descending else 1
    assert found == sorted(found, key=lambda row: (ranks[row] == event_order.LAST, sign * ranks[row], row))
