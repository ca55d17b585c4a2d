"""Quantiles of the gamma and beta distributions: Newton's method where it can't go astray.

The logarithm of a gamma variable and the log odds of a beta variable have log-concave densities, and so their
tails are log-concave too (M. Bagnoli and T. Bergstrom, "Log-concave probability and its applications", Economic
Theory 26, 2005). Newton's method on the logarithm of a tail therefore converges. It is kept between what was
found too low and too high, for starts at which a tail is less than any double.
"""

from collections.abc import Callable
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from db.stats.special import (
    Floats,
    Tails,
    beta_tails_at,
    gamma_tails,
    ln_beta_density,
    ln_gamma,
    ln_gamma_density,
)

_STEPS: Final = 100
_FARTHEST: Final = 700.0
"""The largest logarithm that a double has a number for."""
_TINY: Final = 1e-300


def gamma_quantile(share: ArrayLike, shape: ArrayLike, *, upper: bool = False) -> Floats:
    """Return the x at which P(shape, x) is `share`, or with `upper` Q(shape, x); 0 < share < 1, shape > 0."""
    p, a = np.broadcast_arrays(np.asarray(share, np.float64), np.asarray(shape, np.float64))
    near_zero = (np.log(1 - p if upper else p) + ln_gamma(a + 1)) / a  # P(a, x) ≈ x^a ÷ Γ(a + 1)
    cube = 1 - 1 / (9 * a) + (1 if not upper else -1) * _normal_quantile(share) / (3 * np.sqrt(a))
    start = np.where(a < 1, np.minimum(near_zero, 0.0), np.log(a) + 3 * np.log(np.maximum(cube, 0.1)))
    return np.exp(
        _solve(p, start, lambda u: gamma_tails(a, np.exp(u)), lambda u: ln_gamma_density(a, u), upper)
    )


def beta_odds(share: ArrayLike, first: ArrayLike, second: ArrayLike, *, upper: bool = False) -> Floats:
    """Return the odds x ÷ (1 − x) at which I_x(first, second) is `share`, or with `upper` 1 − I_x."""
    p, a, b = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (share, first, second)))
    start = np.log(a) - np.log(b)
    return np.exp(
        _solve(p, start, lambda u: beta_tails_at(a, b, u), lambda u: ln_beta_density(a, b, u), upper)
    )


def beta_quantile(share: ArrayLike, first: ArrayLike, second: ArrayLike, *, upper: bool = False) -> Floats:
    """Return the x at which I_x(first, second) is `share`, or with `upper` 1 − I_x."""
    odds = beta_odds(share, first, second, upper=upper)
    return odds / (1 + odds)


def _normal_quantile(share: ArrayLike) -> Floats:
    """Return normal quantiles, from which E. B. Wilson and M. M. Hilferty (1931) get near those of the gamma."""
    different, place = np.unique(np.asarray(share, np.float64), return_inverse=True)
    found = np.array([NormalDist().inv_cdf(each) for each in different.tolist()])
    return found[place].reshape(np.shape(share))


def _solve(
    p: Floats,
    start: Floats,
    tails: Callable[[Floats], Tails],
    ln_density: Callable[[Floats], Floats],
    upper: bool,
) -> Floats:
    """Return where the one tail, or the other, is p; the one that is to be at most a half is followed."""
    use_upper = (p > 0.5) ^ upper
    wanted = np.log(np.where(p > 0.5, 1 - p, p))
    sign = np.where(use_upper, -1.0, 1.0)
    low, high = np.full(p.shape, -_FARTHEST), np.full(p.shape, _FARTHEST)
    u = np.clip(start, low, high)
    for _ in range(_STEPS):
        found = np.maximum(np.where(use_upper, *reversed(tails(u))), _TINY)
        over = sign * (np.log(found) - wanted)  # rises with u
        low, high = np.where(over <= 0, u, low), np.where(over >= 0, u, high)
        moved = u - over * found / np.maximum(np.exp(ln_density(u)), _TINY)
        lost = (found <= _TINY) | (moved < low) | (moved > high)
        moved = np.where(lost, (low + high) / 2, moved)
        done = np.abs(moved - u) <= 1e-11 * np.maximum(np.abs(u), 1)  # the next step would square it
        u = moved
        if bool(done.all()):
            break
    return u
