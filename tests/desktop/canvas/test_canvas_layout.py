"""The layout: what is visible is drawn once, singly or as density, and nothing covers anything."""

import numpy as np
import pytest

from desktop.canvas.data import OPEN_HI
from desktop.canvas.index import LaneIndex
from desktop.canvas.lanes import PADDING, ROW, THIN, Lanes
from desktop.canvas.layout import FADE, LABEL_GAP, MARK, MOST_MARKS, Kind, View, lay_out

FIRST, SPAN, LANES = 730_000, 6_000, 7


def measure(rows):
    return [40.0 + row * 37 % 150 for row in rows]


def laid_out(data, first, last, width=1000, height=600):
    index = LaneIndex(data)
    lanes = Lanes.fit(*index.lane_sizes(), height)
    return index, lanes, lay_out(index, lanes, range(lanes.count), View(first, last, width), measure)


VIEWS = [(FIRST, FIRST + SPAN), (FIRST + 1000, FIRST + 1400), (FIRST + 1000, FIRST + 1010)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("n", [60, 900])
def test_nothing_covers_anything(many, n, view):
    _, lanes, layout = laid_out(many(n, LANES), *view)
    right = layout.x1 + np.where(layout.inside | (layout.room == 0), 0, layout.room + LABEL_GAP)
    for y in np.unique(layout.y):
        row = np.flatnonzero(layout.y == y)
        row = row[np.argsort(layout.x0[row])]
        assert (layout.x0[row][1:] > right[row][:-1]).all()
    inside = layout.inside & (layout.room > 0)
    assert (layout.room[inside] + 16 <= (layout.x1 - layout.x0)[inside]).all()
    tops = lanes.tops[layout.lane]
    assert ((layout.y > tops) & (layout.y < lanes.tops[layout.lane + 1])).all()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("n", [60, 900])
def test_every_visible_placement_is_drawn_singly_or_shaded(many, n, view):
    data = many(n, LANES)
    index, _, layout = laid_out(data, *view)
    assert len(set(layout.position.tolist())) == len(layout.position)
    visible = set(index.visible(int(view[0]), int(view[1]) - 1, range(LANES)).tolist())
    hidden = visible - set(layout.position.tolist())
    shaded = {(shade.lane, shade.band) for shade in layout.shades if shade.values.any()}
    precise = set(index.precise.position.tolist())
    assert {(int(data.lane[i]), i not in precise) for i in hidden} <= shaded


def test_a_pan_keeps_every_event_in_its_row(many):
    index = LaneIndex(many(300, LANES))
    lanes = Lanes.fit(*index.lane_sizes(), 600)
    before = lay_out(index, lanes, range(LANES), View(FIRST + 1010, FIRST + 2010, 1000), measure)
    moved = View(FIRST + 1020, FIRST + 2020, 1000)
    assert before.serves(moved, range(LANES))
    again = lay_out(index, lanes, range(LANES), moved, measure)
    assert again.position.tolist() == before.position.tolist()
    assert again.y.tolist() == before.y.tolist()
    assert not before.serves(View(FIRST + 3000, FIRST + 4000, 1000), range(LANES))
    assert not before.serves(View(FIRST + 1000, FIRST + 2001, 1000), range(LANES))


def test_kinds_follow_from_what_is_known(events):
    day, lasting, month = (
        (0, 1000, 1000, 1000, 1000),
        (0, 1100, 1100, 1140, 1140),
        (0, 1200, 1230, 1200, 1230),
    )
    fading, year, ongoing = (
        (0, 1300, 1305, 1340, 1345),
        (0, 1400, 1764, 1400, 1764),
        (0, 1500, 1500, 1500, OPEN_HI),
    )
    _, _, layout = laid_out(events([day, lasting, month, fading, year, ongoing]), 900, 1900)
    kinds = dict(zip(layout.position.tolist(), layout.kind.tolist(), strict=True))
    assert kinds == {0: Kind.MARK, 1: Kind.BAR, 2: Kind.BLUR, 3: Kind.BAR, 4: Kind.BLUR, 5: Kind.BAR}
    at = {int(p): i for i, p in enumerate(layout.position)}
    assert layout.x1[at[0]] - layout.x0[at[0]] == MARK
    assert layout.core0[at[3]] - layout.x0[at[3]] == 5
    assert layout.x1[at[3]] - layout.core1[at[3]] == 5
    assert layout.x1[at[5]] - layout.core1[at[5]] == FADE


def test_a_single_day_is_a_mark_however_close_one_looks(events):
    _, _, layout = laid_out(events([(0, 1000, 1000, 1000, 1000)]), 998, 1003)
    assert layout.kind.tolist() == [Kind.MARK]
    assert (layout.x0[0] + layout.x1[0]) / 2 + layout.base == pytest.approx(1000.5 * 200, abs=1)


def test_imprecise_events_never_hide_a_single_day(events):
    crowd = [(0, FIRST, FIRST + 3650, FIRST, FIRST + 3650)] * 4000
    _, _, layout = laid_out(
        events([*crowd, (0, FIRST + 900, FIRST + 900, FIRST + 900, FIRST + 900)]), FIRST + 880, FIRST + 920
    )
    assert layout.kind.tolist() == [Kind.MARK]
    assert layout.room[0] > 0
    assert [shade.band for shade in layout.shades] == [True]
    assert layout.visited == 1


def test_work_is_bounded_however_much_stands_in_view(many):
    data = many(60_000, 40)
    index = LaneIndex(data)
    lanes = Lanes.fit(*index.lane_sizes(), 800)
    for days in (6000, 600, 60, 6):
        view = View(FIRST + 100, FIRST + 100 + days, 1400)
        layout = lay_out(index, lanes, lanes.between(0, 800), view, measure)
        assert len(layout.row) <= layout.visited <= MOST_MARKS


@pytest.mark.parametrize("available", [50, 300, 800, 3000])
def test_lanes_fit_where_they_can_and_scroll_where_not(available):
    precise, band = np.array([0, 1, 5, 300]), np.array([0, 0, 3, 40])
    lanes = Lanes.fit(precise, band, available)
    least = 4 * (2 * PADDING + ROW) + 2 * THIN
    assert lanes.height <= max(available, least + 2 * ROW)
    for lane in range(4):
        top, height, rows = lanes.marks_zone(lane)
        band_top, band_height, band_rows = lanes.band_zone(lane)
        assert top == lanes.tops[lane] + PADDING
        assert height == rows * ROW
        assert band_top + band_height == lanes.tops[lane + 1] - PADDING
        assert band_top == top + height
        assert bool(band_rows) is bool(band[lane])
        assert lanes.at(float(lanes.tops[lane])) == lane
    assert lanes.at(-1) is None
    assert lanes.at(lanes.height) is None
    assert lanes.between(0, lanes.height) == range(4)
