"""What a frequency chart shows around its counts, against reckoning day by day."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from db import events, sample
from db.arrays import columns
from db.dates import parse
from db.ledgers import coverage
from db.plots import around
from db.plots.compute import compute
from db.plots.results import FrequencyChart
from db.plots.spec import ChartSpec
from db.reading import raw
from db.stats.frequency import frequency
from db.stats.poisson import garwood_between
from db.stats.units import Groups, Units
from db.timeline import Timeline


def computed(session: Session, **options: object) -> FrequencyChart:
    loaded = columns.load(raw(session))
    found = compute(session, loaded, ChartSpec(**options))  # type: ignore[arg-type]
    assert isinstance(found, FrequencyChart)
    return found


@pytest.fixture
def session(new_timeline: Callable[..., Timeline]) -> Iterator[Session]:
    with new_timeline(fill=sample.build).read() as session:
        yield session


@pytest.fixture
def year(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        for number in range(12):
            events.create(session, f"event {number}", parse("2004"))
    return timeline


def test_twelve_events_of_a_year_lie_flat(year: Timeline) -> None:
    with year.read() as session:
        found = computed(session, by="month", first="2004", last="2005", draws=True, poisson=True)
    days = np.array([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    assert found.frequency.expected[0] == pytest.approx(12 * days / 366, abs=1e-9)
    assert not found.frequency.certain.any()
    assert (found.frequency.possible == 12).all()
    assert found.draws is not None
    assert (found.draws.low <= found.frequency.expected).all()
    assert (found.draws.high >= found.frequency.expected).all()
    assert found.poisson is not None
    low, high = garwood_between([0], [12])
    assert (found.poisson[0] == low).all()
    assert (found.poisson[1] == high).all()


starts = st.tuples(st.integers(-5, 45), st.integers(0, 20)).map(lambda pair: {*range(pair[0], sum(pair) + 1)})
sets = st.sets(st.integers(-5, 45), min_size=2, max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(starts, sets), min_size=1, max_size=12), st.integers(1, 3))
def test_what_adds_up_is_what_lies_between(days: list[set[int]], width: int) -> None:
    days = [{day + 700_000 for day in each} for each in days]
    pieces = [
        (unit, day) for unit, each in enumerate(days) if max(each) - min(each) >= len(each) for day in each
    ]
    pieces.sort()
    unit, day = (np.array([pair[place] for pair in pieces], np.int64) for place in (0, 1))
    units = Units(
        np.array([min(each) for each in days]), np.array([max(each) for each in days]), unit, day, day
    )
    code = np.arange(len(days)) % 2
    edges = np.arange(700_000, 700_041, 5 * width)
    found = frequency(
        units, by=f"{5 * width} days", groups=Groups(("a", "b"), code), first=int(edges[0]), last=700_040
    )
    sums = around.cumulated(units, found, Groups(("a", "b"), code))
    for g in range(2):
        own = [each for each, group in zip(days, code.tolist(), strict=True) if group == g]
        for b, end in enumerate(found.bins.edges[1:].tolist()):
            inside = [sum(700_000 <= day < end for day in each) for each in own]
            assert sums.possible[g, b] == sum(many > 0 for many in inside)
            assert sums.certain[g, b] == sum(
                many == len(each) for many, each in zip(inside, own, strict=True)
            )
            shares = sum(many / len(each) for many, each in zip(inside, own, strict=True))
            assert sums.expected[g, b] == pytest.approx(shares, abs=1e-9)
    stacked = around.cumulated(units, found, None)
    assert (stacked.certain == sums.certain.sum(axis=0)).all()
    assert (stacked.possible == sums.possible.sum(axis=0)).all()


def test_sums_of_draws_lie_between_the_sums(session: Session) -> None:
    found = computed(session, style="cumulative", group="country", draws=True, by="quarter")
    for draws, sums in ((found.draws, found.cumulated), (found.stacked_draws, found.stacked_cumulated)):
        assert draws is not None
        assert sums is not None
        assert (sums.certain <= draws.low).all()
        assert (draws.high <= sums.possible).all()
        assert (np.diff(draws.high, axis=1) >= 0).all()


@pytest.mark.parametrize("bins", [1, 2, 3, 6])
def test_moving_averages(session: Session, bins: int) -> None:
    found = computed(session, average=bins, group="family")
    assert found.average is not None
    expected = found.frequency.expected
    many = expected.shape[1]
    for place in range(many):
        first = place - bins // 2
        if first < 0 or first + bins > many:
            assert np.isnan(found.average[:, place]).all()
        else:
            mean = expected[:, first : first + bins].mean(axis=1)
            assert found.average[:, place] == pytest.approx(mean, abs=1e-9)


def test_rates_have_intervals_and_averages_of_searched_days(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        for text in ("2004-03-01", "2004-10-01", "2006-03-01"):
            events.create(session, text, parse(text))
        coverage.create(session, "A paper", date="2004-01-01/2004-06-30")
        coverage.create(session, "A paper", date="2006")
    with timeline.read() as session:
        found = computed(session, measure="rate", poisson=True, average=2)
    rates = found.frequency.rates
    assert rates is not None
    assert rates[0, 0] == pytest.approx(365.2425 / 182)
    assert np.isnan(rates[0, 1])
    assert found.poisson is not None
    assert found.poisson[0][0, 0] < rates[0, 0] < found.poisson[1][0, 0]
    assert np.isnan(found.poisson[0][0, 1])
    assert found.average is not None
    assert found.average[0, 1] == pytest.approx(365.2425 / 182)
    assert found.average[0, 2] == pytest.approx(1, abs=0.01)
    assert found.to_json()["rates"]["all"][1] is None


def test_change_points_leave_out_what_nobody_searched(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        for day in range(1, 29):
            events.create(session, f"{day}", parse(f"2006-02-{day:02}"))
        events.create(session, "early", parse("2004-02-01"))
        events.create(session, "late", parse("2008-02-01"))
        coverage.create(session, "A paper", date="2005/2008")
    with timeline.read() as session:
        found = computed(session, changes=True)
        assert found.blocks is not None
        assert found.blocks.unsearched == 1
        assert found.blocks.changes
        assert "Changes: 2006-0" in found.caption
        every = computed(session, changes=True, coverage=False)
        assert every.blocks is not None
        assert every.blocks.unsearched == 0


def test_the_caption_says_what_was_asked_for(session: Session) -> None:
    plain = computed(session).caption
    assert plain == computed(session).frequency.caption
    assert "The band runs" not in computed(session, style="lines", band=False).caption
    assert "band runs" not in computed(session, band=False).caption
    assert "Lines show expected counts" in computed(session, style="lines").caption
    said = computed(session, draws=True, poisson=True, average=3, seed=5).caption
    for words in ("draws of the uncertain days, seed 5.", "Garwood", "mean of 3 bins"):
        assert words in said
    assert "shares of all" in computed(session, style="share", group="family").caption
    assert "per year of coverage" in computed(session, measure="rate").caption


def test_numbers_may_keep_every_group(session: Session) -> None:
    loaded = columns.load(raw(session))
    spec = ChartSpec(group="counterpart", most=3, draws=True)
    few, every = (compute(session, loaded, spec, every_group=flag) for flag in (False, True))
    assert isinstance(few, FrequencyChart)
    assert isinstance(every, FrequencyChart)
    assert len(few.frequency.groups) == 4
    assert len(every.frequency.groups) > 20
    assert few.frequency.groups[-1].endswith("others")
