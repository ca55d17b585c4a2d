"""What each kind of chart draws stands where its numbers say."""

import itertools
from collections.abc import Callable

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from db.plots.marks import BinMark, CellMark, GapMark, SpanMark
from db.plots.results import (
    CommitmentsChart,
    CompareChart,
    DivergingChart,
    FrequencyChart,
    FulfilmentChart,
    GapsChart,
    HeatChart,
    Result,
)
from db.plots.spec import ChartSpec
from desktop.charts.drawn import Drawn
from desktop.charts.kinds import draw_chart
from desktop.charts.latency import medians
from desktop.theme import LIGHT

Make = Callable[..., FrequencyChart]


def drawn(result: Result) -> Drawn:
    figure = Figure(figsize=(7, 4), dpi=96)
    FigureCanvasAgg(figure)
    return draw_chart(figure, result, LIGHT)


def corners(patch: object) -> np.ndarray:
    """Vertices of the bars of a layer, [k, 5, 2]."""
    return np.asarray(patch.get_path().vertices).reshape(-1, 5, 2)  # type: ignore[attr-defined]


def test_stacked_bars_add_up_to_the_expected_counts(frequency_chart: Make) -> None:
    result = frequency_chart(ChartSpec())
    layers = drawn(result).artists["layers"]
    tops = np.zeros(len(result.frequency.bins))
    for layer in layers:
        for bar in corners(layer):
            place = int(np.searchsorted(result.frequency.bins.edges, bar[0, 0], side="right")) - 1
            tops[place] = max(tops[place], bar[1, 1])
    np.testing.assert_allclose(tops, result.frequency.expected.sum(axis=0))


def test_shares_add_up_to_one(frequency_chart: Make) -> None:
    layers = drawn(frequency_chart(ChartSpec(style="share"))).artists["layers"]
    assert max(float(corners(layer)[:, :, 1].max()) for layer in layers) == 1.0


def test_side_by_side_bars_never_overlap(frequency_chart: Make) -> None:
    layers = drawn(frequency_chart(ChartSpec(style="side by side"))).artists["layers"]
    spans = sorted((bar[0, 0], bar[2, 0]) for layer in layers for bar in corners(layer))
    assert all(one[1] <= other[0] + 1e-9 for one, other in itertools.pairwise(spans))


def test_lines_pass_through_the_expected_counts(frequency_chart: Make) -> None:
    result = frequency_chart(ChartSpec(style="lines"))
    made = drawn(result)
    for g in range(4):
        np.testing.assert_allclose(made.artists[f"line {g}"].get_ydata(), result.frequency.expected[g])


def test_rates_leave_out_what_nobody_searched(frequency_chart: Make) -> None:
    result = frequency_chart(ChartSpec(measure="rate"), grouped=False)
    rates = result.frequency.rates
    assert rates is not None
    assert np.isnan(rates).any()
    made = drawn(result)
    (layer,) = made.artists["layers"]
    np.testing.assert_allclose(corners(layer)[:, 1, 1], rates[0][np.nan_to_num(rates[0]) > 0])
    assert len(made.artists["unsearched"].get_paths()) == len(result.frequency.exposure.unsearched)  # type: ignore[union-attr]
    assert [entry.name for entry in made.artists["key"].entries] == ["expected", "not searched"]


def test_the_key_says_what_stands_over_the_bars(frequency_chart: Make) -> None:
    spec = ChartSpec(draws=True, poisson=True, average=3, changes=True)
    made = drawn(frequency_chart(spec, grouped=False))
    assert [entry.name for entry in made.artists["key"].entries] == [
        "expected", "certain to possible", "90% of draws", "95 % Poisson interval", "average of 3 bins",
        "change points (share of draws)", "not searched",
    ]  # fmt: skip
    for part in ("band", "draws", "whiskers", "average", "changes"):
        assert part in made.artists


def test_sources_are_marked_where_they_come_in(frequency_chart: Make) -> None:
    assert "+ Press" in drawn(frequency_chart(ChartSpec())).artists["words"].texts


def test_a_bin_and_a_part_of_it_are_marks(frequency_chart: Make) -> None:
    result = frequency_chart(ChartSpec())
    made = drawn(result)
    assert BinMark(0, 1) in made.marks
    assert BinMark(0, 1, 2) in made.marks
    found = result.frequency
    expected, possible = found.expected[:, 0].sum(), found.possible[:, 0].sum()
    assert made.words(BinMark(0, 1)).startswith(f"2004: {expected:.4g} expected, ")
    assert made.words(BinMark(0, 1)).endswith(f"{possible} possible")
    assert made.words(BinMark(0, 3, 1)).startswith("조선로동당, 2004 to 2006: ")


def test_small_multiples_have_a_pane_per_group(frequency_chart: Make) -> None:
    made = drawn(frequency_chart(ChartSpec(style="small multiples")))
    texts = made.artists["words"].texts
    assert all(name in texts for name in ("自由民主党", "조선로동당", "US$ <b>& $x^2$", "_x"))
    assert len(made.figure.axes) == 5  # and that of the key


def test_a_comparison_shows_rates_and_ratio(kinds: dict[str, Result]) -> None:
    result = kinds["compare"]
    assert isinstance(result, CompareChart)
    made = drawn(result)
    test = result.comparisons[0][1].test
    rates = [block.get_paths()[0].vertices[:, 0].max() for block in made.artists["spans"]]
    np.testing.assert_allclose(rates, test.rates.rate)
    np.testing.assert_allclose(made.artists["ratios"].get_xdata(), [np.log10(test.ratio)])
    assert " ".join(made.artists["words"].texts).find("exact conditional test") > 0
    assert {SpanMark(0), SpanMark(1)} <= set(made.marks)


def test_silences_are_as_long_as_the_dates_allow(kinds: dict[str, Result]) -> None:
    result = kinds["gaps"]
    assert isinstance(result, GapsChart)
    made = drawn(result)
    bars = [path.vertices[:, 0] for path in made.artists["silences"].get_paths()]
    expected = [(gap.begun[0], gap.ended[1]) for row in result.rows for gap in row.gaps.gaps]
    assert [(x.min(), x.max()) for x in bars] == expected
    assert len(made.artists["present"].get_paths()) == 4
    assert len(made.artists["ranges"].get_paths()) == 4
    assert made.words(GapMark(0, -1)).startswith("自由民主党: silent for ")


def test_cells_are_the_darker_the_more(kinds: dict[str, Result]) -> None:
    result = kinds["heatmap"]
    assert isinstance(result, HeatChart)
    shades = np.asarray(drawn(result).artists["cells"].get_array()).ravel()
    order = np.argsort(result.matrix.expected.ravel(), kind="stable")
    assert (np.diff(shades[order]) >= 0).all()
    assert (shades[result.matrix.expected.ravel() == 0] == 0).all()


def test_cells_that_dates_leave_open_have_a_corner(kinds: dict[str, Result]) -> None:
    result = kinds["heatmap"]
    assert isinstance(result, HeatChart)
    made = drawn(result)
    vague = int((result.matrix.possible > result.matrix.certain).sum())
    assert len(made.artists["imprecise"].get_paths()) == vague > 0
    assert CellMark(3, 0) in made.marks


def test_incoming_goes_up_and_outgoing_down(kinds: dict[str, Result]) -> None:
    result = kinds["diverging"]
    assert isinstance(result, DivergingChart)
    made = drawn(result)
    up, down = (corners(layer)[:, :, 1] for layer in made.artists["layers"])
    assert up.max() == result.diverging.incoming.expected.max()
    assert up.min() == 0
    assert down.min() == -result.diverging.outgoing.expected.max()
    np.testing.assert_allclose(made.artists["balance"].get_ydata(), result.diverging.balance)


def test_latencies_reach_from_fewest_to_most_days(kinds: dict[str, Result]) -> None:
    made = drawn(kinds["latency"])
    spans = [path.vertices[:, 0] for path in made.artists["ranges"].get_paths()]
    assert [(x.min(), x.max()) for x in spans] == [(30, 30), (40, 90), (12, 12)]
    assert len(made.artists["beyond"].get_segments()) == 1
    assert medians(list(kinds["latency"].latencies[:2])) == (35.0, 60.0)  # type: ignore[union-attr]


def test_fulfilment_is_a_share_of_each_year(kinds: dict[str, Result]) -> None:
    result = kinds["fulfilment"]
    assert isinstance(result, FulfilmentChart)
    made = drawn(result)
    assert [path.vertices[:, 1].max() for path in made.artists["bars"].get_paths()] == [0.5, 1.0]
    perhaps = corners(made.artists["band"])[:, :, 1]
    assert (perhaps.min(), perhaps.max()) == (0.5, 0.75)
    assert "2 of 4" in made.artists["words"].texts


def test_commitments_step_up_and_down(kinds: dict[str, Result]) -> None:
    result = kinds["commitments"]
    assert isinstance(result, CommitmentsChart)
    made = drawn(result)
    np.testing.assert_array_equal(made.artists["certain"].get_data().values, result.series.certain)
    np.testing.assert_array_equal(made.artists["possible"].get_ydata()[:-1], result.series.possible)
