"""How one order of ids became another: what a view has to be told."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a list: rows `first` to `last` were inserted, removed, or moved to before `target`."""

    kind: Literal["same", "insert", "remove", "move", "reset"]
    first: int = 0
    last: int = 0
    target: int = 0


def difference(old: Ids, new: Ids) -> Step:
    """Return the one step from an order to another, or a reset if it takes more than one."""
    before, after = _alike(old, new)
    gone, come = len(old) - before - after, len(new) - before - after
    if not gone and not come:
        return Step("same")
    if not gone:
        return Step("insert", before, before + come - 1)
    if not come:
        return Step("remove", before, before + gone - 1)
    was, now = old[before : before + gone], new[before : before + come]
    if gone == come and was[0] == now[-1] and np.array_equal(was[1:], now[:-1]):
        return Step("move", before, before, before + gone)
    if gone == come and was[-1] == now[0] and np.array_equal(was[:-1], now[1:]):
        return Step("move", before + gone - 1, before + gone - 1, before)
    return Step("reset")


def _alike(old: Ids, new: Ids) -> tuple[int, int]:
    """Return how many ids are the same at the beginning and, of the rest, at the end."""
    if old is new:
        return len(old), 0
    common = min(len(old), len(new))
    before = _first(old[:common] != new[:common], common)
    rest = common - before
    if not rest:
        return before, 0
    after = _first(old[::-1][:rest] != new[::-1][:rest], rest)
    return before, after


def _first(differs: NDArray[np.bool_], otherwise: int) -> int:
    place = int(differs.argmax()) if len(differs) else 0
    return place if len(differs) and differs[place] else otherwise
