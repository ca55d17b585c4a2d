"""Bins between contexts and rounds on record, and sums that stay whole in every rule and bin."""

import sqlite3
from collections.abc import Callable

import numpy as np
import pytest

from db import events, sample
from db.arrays import columns, counts
from db.arrays.counting import counted
from db.arrays.grouping import group as group_of
from db.dates import parse
from db.ids import IDS
from db.ledgers import contexts
from db.models import Term
from db.plots.cuts import cuts_of
from db.plots.frequency import frequency
from db.registry import names
from db.stats.bins import BinError, day_text
from db.stats.cuts import parse_spec
from db.timeline import Timeline


def cuts(timeline: Timeline, text: str) -> list[tuple[str, str, str]]:
    with timeline.reading() as connection:
        found = cuts_of(connection, parse_spec(text))
    return [(day_text(c.day), c.label, "" if c.last is None else day_text(c.last)) for c in found]


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        cpc = names.create_actor(session, "CPC")
        ldp = names.create_actor(session, "LDP")
        for title, kind, date, actor in (
            ("17th congress", "congress", "2007-10-15/2007-10-21", cpc),
            ("16th congress", "congress", "2002-11", cpc),
            ("LDP convention", "congress", "2004-01-16", ldp),
            ("some congress", "congress", "../2003", cpc),
            ("Abe", "leader's term", "2006-09-26/2007-09-26", ldp),
            ("Fukuda", "leader's term", "2007-09-26/2008-09-24", ldp),
            ("Hu", "leader's term", "2002-11-15/2012-11-15", cpc),
            ("crisis", "crisis", "2005-04", cpc),
        ):
            contexts.create(session, title, kind=kind, date=date, actor_id=actor)
        session_type = Term(id=IDS.next(), vocabulary="type", key="session", label="Session")
        session.add(session_type)
        mechanism = names.create_mechanism(session, "Ruling parties")
        for number, date, status in (
            (2, "2006-08-25", "held"),
            (1, "2006-02", "held"),
            (3, "2007-03", "planned"),
        ):
            events.create(
                session, f"session {number}", parse(date), type_id=session_type.id, mechanism_id=mechanism,
                round=number, status=status,
            )  # fmt: skip
    return timeline


def test_contexts_of_a_kind_begin_bins(filled: Timeline) -> None:
    assert cuts(filled, "congress term of CPC") == [
        ("2002-11-01", "16th congress", ""), ("2007-10-15", "17th congress", ""),
    ]  # fmt: skip
    assert len(cuts(filled, "congress term")) == 3, "one has no earliest day"
    assert cuts(filled, "election") == cuts(filled, "congress term of nobody") == cuts(filled, "year") == []


def test_terms_end(filled: Timeline) -> None:
    assert cuts(filled, "leader's term of LDP") == [
        ("2006-09-26", "Abe", "2007-09-26"), ("2007-09-26", "Fukuda", "2008-09-24"),
    ]  # fmt: skip


def test_rounds_are_the_sessions_held(filled: Timeline) -> None:
    assert cuts(filled, "round of ruling parties") == [
        ("2006-02-01", "round 1", ""),
        ("2006-08-25", "round 2", ""),
    ]


def test_rounds_of_a_dialogue_are_those_like_the_numbered_ones(new_timeline: Callable[..., Timeline]) -> None:
    found = cuts(new_timeline(fill=sample.build), "round of CPC–CDU/CSU Party Dialogue")
    assert [(start, label) for start, label, _ in found] == [
        ("2016-02-01", "round 10"),
        ("2018-04-09", "CPC and CDU/CSU: party dialogue"),
        ("2024-09-22", "round 13"),
    ]


def test_contexts_chosen_one_by_one(filled: Timeline) -> None:
    with filled.read() as session:
        ids = [row.id for row in contexts.rows(session) if row.title in ("crisis", "LDP convention")]
    assert [label for _, label, _ in cuts(filled, f"context {ids[0]},{ids[1]}")] == [
        "LDP convention",
        "crisis",
    ]


def test_a_frequency_by_terms(filled: Timeline) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded))
        found = frequency(connection, loaded, rows, by="leader’s term of LDP")
        assert found.bins.labels == ("before Abe",)
        assert found.by == "leader's term of “LDP”"
        with pytest.raises(BinError, match="“Hu” ends after “Abe” begins"):
            frequency(connection, loaded, rows, by="leader's term")
        with pytest.raises(BinError, match="No election with a date"):
            frequency(connection, loaded, rows, by="election")


def _placed_in_groups(
    connection: sqlite3.Connection, loaded: columns.EventColumns, rows: np.ndarray, unit: str, group: str
) -> int:
    """Units with a date, each as often as it is in a group: one visit may be for sessions of two mechanisms."""
    found = counted(loaded, counts.rows_counted(loaded, rows, ""), unit)
    placed = counts.units(connection, loaded, found).placed
    groups = group_of(connection, loaded, found, group)
    return int(placed.sum() if groups is None or groups.row is None else placed[groups.row].sum())


BINS = ("day", "week", "month", "quarter", "half", "3 months", "2 years", "congress term of “CPC”")


@pytest.mark.parametrize("group", ["none", "direction", "mechanism", "status"])
def test_sums_equal_the_units_for_every_rule_and_bin(
    new_timeline: Callable[..., Timeline], group: str
) -> None:
    timeline = new_timeline(fill=sample.build)
    with timeline.edit("Add") as session:
        for text in ("200X", "2004/2006", "[2004-02-29,2009-12-31]", "1999~", "2008-02"):
            events.create(session, text, parse(text))
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded))
        for unit in counts.UNITS:
            for by in BINS:
                if "congress" in by and not cuts_of(connection, parse_spec(by)):
                    by = "congress term"
                found = frequency(connection, loaded, rows, by=by, unit=unit, group=group)
                placed = _placed_in_groups(connection, loaded, rows, unit, group)
                assert found.expected.sum() + found.outside == pytest.approx(placed, abs=1e-9), (unit, by)
                assert placed == found.units or group == "mechanism"
                assert (found.certain <= found.possible).all()
