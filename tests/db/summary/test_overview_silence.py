"""Silences of dyads on timelines made up: whose contacts count, and how long they are under uncertain dates."""

import pytest
from overview_support import add, seen

from db.timeline import Timeline


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
    found = seen(timeline, "2001-03-04")
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
    (row,) = seen(timeline, "2001-03-01").silences
    assert (row.contacts, row.silence, row.median) == (4, (8, 8), (10, 10))
    assert row.percentile_95 == pytest.approx((10, 28.9))
    assert row.longer == "no"
    assert row.filter.endswith("status:held ../2001-03-01")
    (later,) = seen(timeline, "2001-03-15").silences
    assert (later.silence, later.longer) == ((22, 22), "possibly")


def test_contacts_in_no_certain_order(timeline: Timeline, parties: dict[str, int]) -> None:
    """Two days of one month and two exact days in it: the gaps are bounded whatever the order was."""
    with timeline.edit("Add") as session:
        for when in ("2001-01", "2001-01", "2001-01-10", "2001-01-20"):
            add(session, when, parties["b"])
    (row,) = seen(timeline, "2001-01-31").silences
    assert row.contacts == 4
    assert row.silence == (0, 11)
    assert row.median == (0, 21)  # at the most 19, 30 and 21 days: from 1 to 20, 1 to 31 and 10 to 31 January


def test_too_few_contacts_make_no_rhythm(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        for when in ("2001-01-01", "2001-02-01", "2001-03-01"):
            add(session, when, parties["b"])
    assert seen(timeline, "2020-01-01").silences == ()
