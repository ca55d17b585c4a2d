"""Series of the ledgers agree with the ledgers on every day."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import sample
from db.ledgers import commitments, invitations
from db.ledgers.due import Course
from db.plots.ledger_series import commitments_on, commitments_open, fulfilled_per_year, lasting, latencies
from db.stats.steps import step_series
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=sample.build)


BOUNDS = st.tuples(st.none() | st.integers(0, 30), st.none() | st.integers(0, 30)).map(
    lambda pair: (min(pair), max(pair)) if None not in pair else pair
)


@given(BOUNDS, st.none() | BOUNDS)
def test_a_commitment_goes_on_while_it_is_pending(made, settled) -> None:
    course = Course(made, None, settled)
    series = step_series([lasting(course)], -5, 40)
    told = {"": (0, 0), "possible": (0, 1), "certain": (1, 1)}
    for some in range(-5, 40):
        assert series.on(some) == told[course.pending(some)]


def test_open_commitments_of_the_sample(filled: Timeline) -> None:
    first, after = day("2006-01-01"), day("2026-01-01")
    with filled.read() as session:
        series = commitments_open(session, first, after)
        for some in (first, day("2007-11-01"), day("2015-06-01"), day("2017-09-01"), after - 1):
            certain, possible = commitments_on(session, some)
            assert series.on(some) == (len(certain), len(certain) + len(possible))
        one = commitments.rows(session)[0].id
        assert commitments_open(session, first, after, [one]).possible.max() == 1
    assert series.possible.max() >= 2


def test_how_soon_invitations_of_the_sample_were_fulfilled(filled: Timeline) -> None:
    with filled.read() as session:
        found = latencies(session)
        rows = {row.id: row for row in invitations.rows(session)}
        assert latencies(session, day("2000-01-01")) == []
    assert found
    for each in found:
        assert each.event_id is not None
        time = rows[each.invitation_id].latency
        assert time is not None
        assert each.least == time.least.days
        assert each.to_json()["days"] == [each.least, each.most]


def test_shares_per_year_name_their_invitations(filled: Timeline) -> None:
    with filled.read() as session:
        found = fulfilled_per_year(session)
        many = len(invitations.rows(session))
    assert sum(each.extended for each in found) == sum(len(each.invitation_ids) for each in found) == many
    for each in found:
        assert 0 <= each.share <= each.share_most <= 1
        assert each.to_json()["share"] == [each.share, each.share_most]
