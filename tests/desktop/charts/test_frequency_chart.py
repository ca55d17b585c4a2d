"""The frequency chart's artists stand where the numbers say, and are reused."""

from datetime import date

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from db.stats.frequency import Frequency, frequency
from db.stats.units import Groups, Units
from desktop.canvas.data import ContextBand
from desktop.charts.frequency import FrequencyArtists, FrequencyOptions, draw
from desktop.charts.layers import stack
from desktop.theme import DARK, LIGHT


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def make(*spans: tuple[str, str], by: str = "year", groups: Groups | None = None) -> Frequency:
    lo = np.array([day(first) for first, _ in spans], np.int32)
    hi = np.array([day(last) for _, last in spans], np.int32)
    return frequency(Units(lo, hi), by=by, groups=groups)


EXACT = make(("2004-03-01", "2004-03-01"), ("2006-02-08", "2006-02-08"), ("2006-10-15", "2006-10-15"))
VAGUE = make(("2004-03-01", "2004-03-01"), ("2004-01-01", "2004-12-31"), by="month")


@pytest.fixture
def axes() -> Axes:
    figure = Figure(figsize=(6, 3), dpi=100)
    FigureCanvasAgg(figure)
    return figure.add_axes((0.1, 0.2, 0.85, 0.6))


def tops(artists: FrequencyArtists, layer: int = 0) -> list[float]:
    """Upper edges of a layer's bars."""
    vertices = np.asarray(artists.layers[layer].get_path().vertices).reshape(-1, 5, 2)
    return vertices[:, 1, 1].tolist()


def pixels(artists: FrequencyArtists) -> np.ndarray:
    figure = artists.axes.get_figure(root=True)
    assert figure is not None
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[::-1, :, :3]


def test_bars_are_as_high_as_expected_counts(axes: Axes) -> None:
    artists = draw(axes, EXACT, LIGHT)
    assert tops(artists) == [1.0, 2.0]  # 2005 has none
    assert not artists.has_band
    assert not artists.key.entries
    assert axes.get_xlim() == (day("2004-01-01"), day("2007-01-01"))


def test_a_bar_has_its_colour_in_the_picture(axes: Axes) -> None:
    artists = draw(axes, EXACT, LIGHT)
    image = pixels(artists)
    x, y = axes.transData.transform((day("2006-07-01"), 1.0))
    assert image[int(y), int(x)].tolist() == [round(255 * part) for part in to_rgb(artists.colour(0))]
    x, _ = axes.transData.transform((day("2005-07-01"), 1.0))
    assert image[int(y) + 2, int(x)].tolist() == [255, 255, 255]


def test_the_band_runs_from_certain_to_possible(axes: Axes) -> None:
    artists = draw(axes, VAGUE, LIGHT)
    values, edges, base = artists.band.get_data()
    np.testing.assert_array_equal(values, [1, 1, 2] + [1] * 9)
    np.testing.assert_array_equal(base, [0, 0, 1] + [0] * 9)
    assert edges[0] == day("2004-01-01")
    assert [entry.name for entry in artists.key.entries] == ["expected", "certain to possible"]


def test_the_band_shows_in_grey(axes: Axes) -> None:
    image = pixels(draw(axes, VAGUE, LIGHT, FrequencyOptions(key=False))).mean(axis=2)
    left, low = axes.transData.transform((day("2004-06-01"), 0.2)).astype(int)
    right, high = axes.transData.transform((day("2004-11-01"), 0.9)).astype(int)
    assert image[low:high, left:right].std() > 5


def test_bins_that_are_certain_have_no_band(axes: Axes) -> None:
    artists = draw(axes, make(("2004-01-01", "2004-01-31"), ("2006-05-01", "2006-05-01")), LIGHT)
    assert not artists.band.get_visible()


def test_the_y_axis_has_whole_numbers(axes: Axes) -> None:
    draw(axes, EXACT, LIGHT)
    ticks = [tick for tick in axes.yaxis.get_majorticklocs() if tick <= axes.get_ylim()[1]]
    assert all(tick == int(tick) for tick in ticks)
    assert axes.get_ylim()[0] == 0


def test_groups_are_stacked(axes: Axes) -> None:
    groups = Groups(("自民党", "_hidden"), np.array([0, 1, 1], np.int32))
    spans = [("2006-02-08", "2006-02-08"), ("2006-03-01", "2006-03-01"), ("2006-10-15", "2006-10-15")]
    artists = draw(axes, make(*spans, groups=groups), DARK)
    assert (tops(artists, 0), tops(artists, 1)) == ([1.0], [3.0])
    assert [entry.name for entry in artists.key.entries] == ["自民党", "_hidden"]
    pixels(artists)


def test_the_smallest_of_many_groups_are_put_together() -> None:
    names = tuple(f"group {i}" for i in range(12))
    code = np.repeat(np.arange(12), np.arange(12, 0, -1)).astype(np.int32)
    spans = [("2006-02-08", "2006-02-08")] * len(code)
    found = stack(make(*spans, groups=Groups(names, code)), 8)
    assert found.names == (*names[:7], "5 others")
    assert found.colours[-1] == -1
    assert found.expected.sum() == len(code)
    assert found.expected[-1].sum() == 5 + 4 + 3 + 2 + 1


def test_new_data_reuses_the_artists(axes: Axes) -> None:
    artists = draw(axes, EXACT, LIGHT)
    children = set(axes.get_children())
    artists.update(VAGUE)
    assert set(axes.get_children()) == children
    assert len(tops(artists)) == 12
    artists.update(EXACT)
    assert tops(artists) == [1.0, 2.0]
    assert set(axes.get_children()) == children


def test_fewer_groups_leave_no_bars_behind(axes: Axes) -> None:
    groups = Groups(("a", "b"), np.array([0, 1, 1], np.int32))
    spans = [("2006-02-08", "2006-02-08")] * 3
    artists = draw(axes, make(*spans, groups=groups), LIGHT)
    artists.update(EXACT)
    assert len(artists.layers) == 1
    assert len(axes.patches) == 2  # the bars and the band


def test_moving_artists_drawn_over_a_picture_equal_a_whole_drawing(axes: Axes) -> None:
    contexts = (ContextBand(day("2004-05-01"), day("2004-06-30"), 0, 0, "low point"),)
    artists = draw(axes, VAGUE, LIGHT, FrequencyOptions(contexts=contexts))
    whole = pixels(artists).copy()
    figure = axes.get_figure(root=True)
    assert figure is not None
    canvas = figure.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    artists.set_animated(animated=True)
    canvas.draw()
    for artist in artists.moving:
        axes.draw_artist(artist)
    blitted = np.asarray(canvas.buffer_rgba())[::-1, :, :3]
    spine = slice(
        int(axes.bbox.y0) - 2, int(axes.bbox.y0) + 3
    )  # the one thing that is drawn in another order
    assert np.delete(whole, spine, axis=0).tolist() == np.delete(blitted, spine, axis=0).tolist()


def test_the_axis_shows_the_days_asked_for(axes: Axes) -> None:
    artists = draw(axes, EXACT, LIGHT, FrequencyOptions(view=(day("2004-01-01"), day("2008-01-01"))))
    pixels(artists)
    assert artists.ticks.labels == ["2004", "2005", "2006", "2007"]
    artists.set_view(day("2006-01-01"), day("2006-07-01"))
    pixels(artists)
    assert artists.ticks.labels[:3] == ["Jan", "2006", "Feb"]


def test_contexts_are_named_where_there_is_room(axes: Axes) -> None:
    contexts = (
        ContextBand(day("2004-01-01"), day("2005-12-31"), 0, 0, "low point"),
        ContextBand(
            day("2006-03-01"), day("2006-03-09"), 0, 0, "a name far longer than nine days and no room"
        ),
        ContextBand(day("1990-01-01"), day("1991-12-31"), 0, 0, "before"),
    )
    artists = draw(axes, EXACT, LIGHT, FrequencyOptions(contexts=contexts))
    pixels(artists)
    assert artists.contexts.labels == ["low point"]


def test_nothing_to_count_is_a_sentence(axes: Axes) -> None:
    artists = draw(axes, make(), LIGHT)
    assert artists.message.get_text().startswith("Nothing to count here.")
    assert not axes.yaxis.get_visible()
    pixels(artists)
    artists.update(EXACT)
    assert artists.message.get_text() == ""
    assert axes.yaxis.get_visible()


def test_update_tells_whether_the_still_parts_changed(axes: Axes) -> None:
    artists = draw(axes, EXACT, LIGHT)
    moved = make(("2004-03-01", "2004-03-01"), ("2005-02-08", "2005-02-08"), ("2005-10-15", "2005-10-15"))
    assert not artists.update(moved)
    assert artists.update(VAGUE)


def test_of_very_many_bins_only_those_near_the_view_are_drawn(axes: Axes) -> None:
    days = [day("1990-01-01") + 3 * i for i in range(4000)]
    units = Units(np.array(days, np.int32), np.array(days, np.int32))
    first, last = day("2004-01-01"), day("2004-03-01")
    artists = draw(axes, frequency(units, by="day"), LIGHT, FrequencyOptions(view=(first, last)))
    drawn = np.asarray(artists.layers[0].get_path().vertices).reshape(-1, 5, 2)[:, 0, 0]
    assert 58 <= len(drawn) <= 64
    assert drawn.min() < first
    assert drawn.max() > last
    artists.set_view(day("1900-01-01"), day("1900-02-01"))
    artists.reshape()
    assert len(tops(artists)) <= 1
