"""The index: densities and lists equal to those of a plain loop over all placements."""

import numpy as np
import pytest

from desktop.canvas import placed as placed_module
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData
from desktop.canvas.index import LaneIndex, columns_between

FIRST, SPAN, LANES = 730_000, 6_000, 7


def drawn_span(data, i):
    """First and last drawn day of a placement and whether it is precise; None if it is undated."""
    slo, shi, elo, ehi = (int(a[i]) for a in (data.start_lo, data.start_hi, data.end_lo, data.end_hi))
    if slo == OPEN_LO and shi == OPEN_HI:
        return None
    lo = shi if slo == OPEN_LO else slo
    known = [day for day in (shi, elo) if day not in {OPEN_LO, OPEN_HI}]
    hi = max([lo, *known]) if ehi == OPEN_HI else max(lo, ehi)
    bounded = OPEN_LO not in (slo, elo) and OPEN_HI not in (shi, elo, ehi)
    return lo, hi, bounded and shi - slo < 31 and hi - lo < 92


def brute_density(data, lane, band, edges, mask=None):
    counts = np.zeros(len(edges) - 1, int)
    for i in range(len(data.rows)):
        found = drawn_span(data, i)
        if found is None or data.lane[i] != lane or found[2] is band:
            continue
        if mask is None or mask[data.rows[i]]:
            counts += (found[0] < edges[1:]) & (found[1] + 1 > edges[:-1])
    return counts


@pytest.mark.parametrize("heavy", [1, 10**9], ids=["counted by day", "searched"])
@pytest.mark.parametrize(
    ("first", "last", "width"), [(FIRST - 500, FIRST + SPAN + 900, 300), (FIRST + 100.3, FIRST + 131.7, 500)]
)
def test_density_is_exact(many, monkeypatch, heavy, first, last, width):
    monkeypatch.setattr(placed_module, "HEAVY", heavy)
    data = many(700, LANES)
    mask = np.random.default_rng(5).random(700) < 0.6
    edges = np.linspace(first, last, width + 1)
    index = LaneIndex(data)
    for chosen in (None, mask, None):
        index.set_mask(chosen)
        for lane in range(LANES):
            for band in (False, True):
                found = index.density(band, lane, columns_between(edges))
                assert (found == brute_density(data, lane, band, edges, chosen)).all()


def test_few_columns_and_many_placements_are_counted_exactly_too(many):
    data = many(700, LANES)
    index = LaneIndex(data)
    edges = np.linspace(FIRST, FIRST + SPAN, 12)
    for lane in range(LANES):
        assert (
            index.density(False, lane, columns_between(edges)) == brute_density(data, lane, False, edges)
        ).all()


@pytest.mark.parametrize(("first", "last"), [(FIRST + 900, FIRST + 1000), (FIRST, FIRST + SPAN), (1, 5)])
def test_visible_is_what_a_loop_finds(many, first, last):
    data = many(700, LANES)
    index = LaneIndex(data)
    expected = {
        i
        for i in range(len(data.rows))
        if (span := drawn_span(data, i))
        and data.lane[i] in range(1, 4)
        and span[0] <= last
        and span[1] >= first
    }
    found = index.visible(first, last, range(1, 4)).tolist()
    assert len(found) == len(set(found))
    assert set(found) == expected
    counted = sum(
        index.count_touching(band, lane, first, last) for lane in range(1, 4) for band in (False, True)
    )
    assert counted == len(expected)


def test_undated_are_counted_and_not_drawn(many):
    data = many(700, LANES)
    index = LaneIndex(data)
    undated = sum(drawn_span(data, i) is None for i in range(700))
    assert index.undated == undated > 0
    assert index.count == 700 - undated


def test_a_mask_counts_events_in_all_their_lanes(events):
    one = events([(0, 5, 5, 5, 5), (1, 5, 5, 5, 5), (1, 9, 9, 9, 9)], 2)
    data = CanvasData(
        np.array([0, 0, 1], np.int32), one.lane, one.start_lo, one.start_hi, one.end_lo, one.end_hi,
        one.colour, one.shape, one.fill, one.lane_labels, one.lane_counts,
    )  # fmt: skip
    index = LaneIndex(data)
    index.set_mask(np.array([True, False]))
    assert index.count == 2
    assert index.lane_sizes()[0].tolist() == [1, 1]
    assert index.span() == (5, 5)


def test_walking_a_lane_visits_every_event_once_in_order_of_time(many):
    data = many(300, LANES)
    index = LaneIndex(data)
    for lane in range(LANES):
        here = [i for i in range(300) if data.lane[i] == lane and drawn_span(data, i)]
        here.sort(key=lambda i: (drawn_span(data, i)[0], i))
        for step, order in ((1, here), (-1, here[::-1])):
            walked = order[:1]
            while walked and (found := index.neighbour(lane, walked[-1], step)) is not None:
                walked.append(found)
            assert walked == order


def test_nearest_begins_nearest(many):
    data = many(300, LANES)
    index = LaneIndex(data)
    for lane in range(LANES):
        starts = [drawn_span(data, i)[0] for i in range(300) if data.lane[i] == lane and drawn_span(data, i)]
        for day in (FIRST - 100, FIRST + 777.5, FIRST + SPAN * 2):
            found = index.nearest(lane, day)
            if not starts:
                assert found is None
            else:
                assert (
                    abs(drawn_span(data, found)[0] - day)
                    <= min(abs(start - int(day)) for start in starts) + 1
                )


def test_nothing_at_all(events):
    index = LaneIndex(events([], 3))
    assert (index.count, index.undated, index.span()) == (0, 0, None)
    assert index.nearest(1, FIRST) is None
    assert not len(index.visible(0, 10**6, range(3)))
    assert not index.density(True, 2, columns_between(np.linspace(0, 100, 11))).any()


def test_the_years_1_to_9999_need_no_table_of_days(events):
    data = events([(0, 1, 1, 1, 1)] * 3000 + [(0, 3_652_059, 3_652_059, 3_652_059, 3_652_059)] * 3000, 1)
    index = LaneIndex(data)
    found = index.density(False, 0, columns_between(np.linspace(1, 3_652_060, 1001)))
    assert (found[0], found[-1], found[1:-1].max()) == (3000, 3000, 0)
    assert not index.precise_counts.tabled
