"""Exact intervals for counts and for rates per year."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from db.dates.rhythm import YEAR
from db.stats.errors import StatError
from db.stats.quantiles import gamma_quantile
from db.stats.special import Floats

_NOTHING: Final = 0.01
"""The lower limit of a fraction as small as this is 0 in all its first hundred digits."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates per year of k bins or groups, with the limits of their intervals; NaN where no day was searched."""

    rate: Floats  # [k]
    low: Floats  # [k]
    high: Floats  # [k]
    confidence: float


def garwood(counts: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the limits of the exact central interval of each mean of which a count was seen, any shape.

    A count n has the limits ½ χ²(α/2; 2n), 0 for n = 0, and ½ χ²(1 − α/2; 2n + 2), which are quantiles of the
    gamma distributions of shape n and n + 1 (F. Garwood, "Fiducial limits for the Poisson distribution",
    Biometrika 28, 1936). The interval holds the mean in at least `confidence` of all cases.

    That is proven for whole counts alone. An expected count under uncertain dates may lie between two of them;
    it gets the same quantiles at its fractional shape, which run monotonically from the one's limits to the
    other's. Such an interval says how much chance there is in a count of that size, not how uncertain the
    dates are: for both together, see `garwood_between`. Raises StatError for a negative count.
    """
    n = np.asarray(counts, np.float64)
    if not 0 < confidence < 1:
        raise StatError(
            f"An interval of {confidence:.4g} can't be made: choose a confidence between 0 and 1."
        )
    if bool((n < 0).any()) or not bool(np.isfinite(n).all()):
        raise StatError("Counts below 0 have no interval.")
    different, place = np.unique(n, return_inverse=True)
    tail = (1 - confidence) / 2
    low = np.zeros(different.shape)
    some = different > _NOTHING
    low[some] = gamma_quantile(tail, different[some])
    high = gamma_quantile(tail, different + 1, upper=True)
    return low[place].reshape(n.shape), high[place].reshape(n.shape)


def garwood_between(
    certain: ArrayLike, possible: ArrayLike, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Return limits that hold whatever the dates are: no count from certain to possible has limits outside them."""
    return garwood(certain, confidence)[0], garwood(possible, confidence)[1]


def rates(counts: ArrayLike, days: ArrayLike, confidence: float = 0.95) -> Rates:
    """Return rates per year (365.2425 days) of counts in so many searched days, with Garwood's limits, shape [k]."""
    n, searched = np.broadcast_arrays(np.asarray(counts, np.float64), np.asarray(days, np.float64))
    low, high = garwood(n, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        per_year = np.where(searched > 0, YEAR / searched, np.nan)
    return Rates(n * per_year, low * per_year, high * per_year, confidence)
