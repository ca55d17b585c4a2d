"""Garwood's intervals: as published, as SciPy has them, and as they must behave."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from db.stats.errors import StatError
from db.stats.poisson import garwood, garwood_between, rates

PUBLISHED = {
    0: (0, 3.6889), 1: (0.0253, 5.5716), 2: (0.2422, 7.2247), 3: (0.6187, 8.7673), 4: (1.0899, 10.2416),
    5: (1.6235, 11.6683), 10: (4.7954, 18.3904), 20: (12.2165, 30.8884), 50: (37.1110, 65.9188),
}  # fmt: skip
"""Limits at 95 %, as tables of Poisson limits print them."""


def test_the_published_table() -> None:
    low, high = garwood(list(PUBLISHED))
    np.testing.assert_allclose(np.stack([low, high], axis=1), list(PUBLISHED.values()), atol=6e-5)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99, 0.9999])
def test_against_scipy(confidence: float) -> None:
    n = np.concatenate([np.arange(300), [1000, 12_345, 1_000_000]])
    low, high = garwood(n, confidence)
    tail = (1 - confidence) / 2
    np.testing.assert_allclose(high, stats.chi2.isf(tail, 2 * n + 2) / 2, rtol=1e-9)
    np.testing.assert_allclose(low[1:-2], stats.chi2.ppf(tail, 2 * n[1:-2]) / 2, rtol=1e-9)
    assert low[0] == 0


def test_the_interval_holds_the_mean_as_often_as_it_says() -> None:
    n = np.arange(200)
    low, high = garwood(n)
    for mean in np.linspace(0.05, 40, 300):
        assert stats.poisson.pmf(n[(low <= mean) & (mean <= high)], mean).sum() >= 0.95


@given(st.floats(0, 500), st.floats(0, 500))
def test_fractions_lie_between_whole_counts(one: float, other: float) -> None:
    (low, high) = garwood(sorted((one, other)))
    assert low[0] <= low[1]
    assert high[0] <= high[1]
    assert low[0] <= min(one, other) <= high[0]
    certain, possible = garwood_between(np.floor(one), np.ceil(one))
    assert certain <= garwood(one)[0]
    assert garwood(one)[1] <= possible


def test_rates_per_year_of_searched_days() -> None:
    found = rates([10, 10, 0], [365.2425, 3652.425, 0])
    np.testing.assert_allclose(found.rate, [10, 1, np.nan])
    np.testing.assert_allclose(found.low[:2], [4.7954, 0.47954], atol=1e-4)
    assert np.isnan(found.high[2])


@pytest.mark.parametrize(("counts", "confidence"), [([-1], 0.95), ([np.nan], 0.95), ([1], 1.0), ([1], 0.0)])
def test_what_has_no_interval(counts: list[float], confidence: float) -> None:
    with pytest.raises(StatError):
        garwood(counts, confidence)


def test_shapes_stay() -> None:
    low, high = garwood(np.arange(6).reshape(2, 3))
    assert low.shape == high.shape == (2, 3)
    assert garwood([])[0].shape == (0,)
    assert garwood(3)[0].shape == ()
