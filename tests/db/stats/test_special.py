"""The gamma and beta distributions against SciPy, against decimals of 60 digits, and against themselves."""

from collections.abc import Iterator
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats

from db.stats.quantiles import beta_odds, beta_quantile, gamma_quantile
from db.stats.special import beta_tails, gamma_tails, ln_gamma

NEAR = 1e-10
RNG = np.random.default_rng(1)
SHARES = 10 ** RNG.uniform(-12, -0.31, 2000)
SMALL, MIDDLE = 10 ** RNG.uniform(-2, 1.5, 2000), 10 ** RNG.uniform(1.4, 4, 2000)


def test_ln_gamma() -> None:
    x = np.concatenate([10 ** RNG.uniform(-8, 8, 5000), [1, 2, 0.5, 15, 14.999]])
    np.testing.assert_allclose(ln_gamma(x), special.gammaln(x), rtol=1e-13, atol=1e-13)


@pytest.mark.parametrize("shape", [SMALL, MIDDLE], ids=["small", "middle"])
def test_gamma_against_scipy(shape: np.ndarray) -> None:
    for upper, quantile in ((False, stats.gamma.ppf), (True, stats.gamma.isf)):
        x = quantile(SHARES, shape)
        ours, theirs = gamma_tails(shape, x)[upper], (special.gammainc, special.gammaincc)[upper](shape, x)
        held = x > 1e-290  # a quantile may be less than any double
        np.testing.assert_allclose(ours[held], theirs[held], rtol=NEAR)
        np.testing.assert_allclose(
            gamma_quantile(SHARES, shape, upper=upper)[x > 1e-290], x[x > 1e-290], rtol=NEAR
        )


@pytest.mark.parametrize("first", [SMALL, MIDDLE], ids=["small", "middle"])
@pytest.mark.parametrize("second", [SMALL[::-1], MIDDLE[::-1]], ids=["small", "middle"])
def test_beta_against_scipy(first: np.ndarray, second: np.ndarray) -> None:
    x = stats.beta.ppf(SHARES, first, second)
    inside = (x > 1e-290) & (x < 0.999)
    p, a, b, x = SHARES[inside], first[inside], second[inside], x[inside]
    np.testing.assert_allclose(beta_tails(a, b, x)[0], special.betainc(a, b, x), rtol=NEAR)
    np.testing.assert_allclose(beta_quantile(p, a, b), x, rtol=1e-9)  # SciPy's own are not nearer
    np.testing.assert_allclose(beta_tails(a, b, beta_quantile(p, a, b))[0], p, rtol=NEAR)


def poisson_below(count: int, mean: float) -> Decimal:
    """The chance of fewer than so many, added up in decimals: Q(count, mean)."""
    with localcontext() as context:
        context.prec = 60
        term = total = Decimal(1)
        for k in range(1, count):
            term *= Decimal(mean) / k
            total += term
        return total * (-Decimal(mean)).exp()


@pytest.mark.parametrize(
    ("count", "mean"), [(1, 0.3), (29, 40.0), (30, 12.0), (31, 70.0), (20_000, 19_300.0)]
)
def test_gamma_against_sums_of_poisson_terms(count: int, mean: float) -> None:
    below = poisson_below(count, mean)
    lower, upper = gamma_tails(count, mean)
    assert float(upper) == pytest.approx(float(below), rel=NEAR)
    assert float(lower) == pytest.approx(float(1 - below), rel=NEAR)


def poisson_from(count: int, mean: float) -> Decimal:
    """The chance of at least so many, in decimals: P(count, mean), of terms from n! by Stirling's series upwards."""
    with localcontext() as context:
        context.prec = 60
        n, m = Decimal(count), Decimal(mean)
        pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
        factorial = (
            n * n.ln() - n + (2 * pi * n).ln() / 2 + 1 / (12 * n) - 1 / (360 * n**3) + 1 / (1260 * n**5)
        )
        term = total = (n * m.ln() - m - factorial).exp()
        while term > total * Decimal("1e-30"):
            n += 1
            term *= m / n
            total += term
        return total


@pytest.mark.parametrize("z", [-6.0, -4.5, -1.0])
@pytest.mark.parametrize("count", [1000, 100_000, 1_000_000])
def test_lower_tails_of_large_shapes(count: int, z: float) -> None:
    """SciPy itself is off by some percent at a million."""
    mean = count + z * count**0.5
    assert gamma_tails(count, mean)[0] == pytest.approx(float(poisson_from(count, mean)), rel=NEAR)


positive = st.floats(0.01, 1e6)


@given(positive, st.floats(1e-9, 1 - 1e-9))
def test_gamma_quantiles_are_undone(shape: float, share: float) -> None:
    x = gamma_quantile(share, shape)
    if x > 1e-290:
        assert gamma_tails(shape, x)[0] == pytest.approx(share, rel=1e-9)
        assert gamma_quantile(1 - share, shape, upper=True) == pytest.approx(x, rel=1e-5, abs=1e-300)


@given(positive, positive, st.floats(1e-9, 0.5))
def test_beta_quantiles_mirror(first: float, second: float, share: float) -> None:
    low = np.log(beta_odds(share, first, second))
    high = np.log(beta_odds(share, second, first, upper=True))
    assert low == pytest.approx(-high, rel=1e-9, abs=1e-9)


def edges() -> Iterator[tuple[float, float]]:
    yield from ((0.0, 0.0), (np.inf, 1.0))


def test_the_ends() -> None:
    for x, lower in edges():
        assert [float(each) for each in gamma_tails(3, x)] == [lower, 1 - lower]
    assert [float(each) for each in beta_tails(2, 3, 0)] == [0, 1]
    assert [float(each) for each in beta_tails(2, 3, 1)] == [1, 0]
    assert gamma_quantile(np.empty(0), np.empty(0)).shape == (0,)


def test_shapes_broadcast() -> None:
    assert gamma_quantile(np.array([0.025, 0.975])[:, None], np.arange(1, 4)).shape == (2, 3)
    assert beta_tails(1.0, np.ones((2, 2)), 0.25)[0] == pytest.approx(np.full((2, 2), 0.25))
