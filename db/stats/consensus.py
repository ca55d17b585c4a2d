"""Which changes the draws of uncertain dates have in common."""

from dataclasses import dataclass

import numpy as np

from db.stats.special import Floats


@dataclass(frozen=True, slots=True)
class Common:
    """A change in one direction: where it lies best, in how many of the draws, and where in each of these."""

    place: float
    share: float
    places: Floats


def common(
    steps: tuple[tuple[Floats, Floats], ...], tolerance: float, least: float
) -> tuple[list[Common], float]:
    """Return the changes that at least a share of the draws have, in order of place, and how many others a draw has.

    `steps` are the places of each draw's changes, ascending, and their directions (1 or -1). The place that the most
    draws have a change of one direction near, at most `tolerance` away, is a common change; of several such places,
    the one with the least sum of distances. Each of these draws gives its nearest change to it. So on with what is
    left, until the share falls below `least`.
    """
    many = sum(len(places) for places, _ in steps)
    found: list[Common] = []
    for way in (1.0, -1.0):
        left = [places[signs == way] for places, signs in steps]
        found += _common(left, tolerance, least)
    taken = sum(len(each.places) for each in found)
    return sorted(found, key=lambda each: each.place), (many - taken) / len(steps)


def _common(left: list[Floats], tolerance: float, least: float) -> list[Common]:
    """Take the common changes of one direction out of what is left of each draw."""
    found: list[Common] = []
    while True:
        candidates = np.unique(np.concatenate(left))
        if not len(candidates):
            return found
        away = np.stack([_distances(places, candidates) for places in left])
        near = away <= tolerance
        nearness = 1 - np.minimum(away, tolerance).sum(axis=0) / (tolerance * len(left) + 1)
        best = int(np.argmax(near.sum(axis=0) + nearness))
        share = float(near[:, best].mean())
        if share < least or not share:
            return found
        place = float(candidates[best])
        places: list[float] = []
        for draw in np.flatnonzero(near[:, best]).tolist():
            at = int(np.argmin(np.abs(left[draw] - place)))
            places.append(float(left[draw][at]))
            left[draw] = np.delete(left[draw], at)
        found.append(Common(place, share, np.array(places)))


def _distances(places: Floats, candidates: Floats) -> Floats:
    """Return how far the nearest of some ascending places is from each candidate; infinitely where there is none."""
    if not len(places):
        return np.full(len(candidates), np.inf)
    after = np.searchsorted(places, candidates)
    right = np.abs(places[np.minimum(after, len(places) - 1)] - candidates)
    return np.minimum(right, np.abs(places[np.maximum(after - 1, 0)] - candidates))
