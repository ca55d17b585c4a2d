"""An index in which a few placements were exchanged equals one made anew."""

from collections.abc import Callable

import numpy as np
import pytest

from db.arrays.splice import Splice
from desktop.canvas import placed as placed_module
from desktop.canvas.data import CanvasData
from desktop.canvas.index import LaneIndex, columns_between

FIRST, SPAN, LANES = 730_000, 6_000, 5
ARRAYS = ("rows", "lane", "start_lo", "start_hi", "end_lo", "end_hi", "colour", "shape", "fill")


def exchanged(old: CanvasData, spare: CanvasData, chance: np.random.Generator) -> tuple[CanvasData, Splice]:
    """Some placements gone, some back on other days or in other lanes, some new; rows are places."""
    n = len(old.rows)
    gone = np.sort(chance.choice(n, min(n, int(chance.integers(0, 4))), replace=False))
    came = chance.choice(len(spare.rows), int(chance.integers(0, 4)), replace=False)
    kept = np.delete(np.arange(n), gone)
    starts = np.concatenate([old.start_lo[kept], spare.start_lo[came]])
    order = np.argsort(starts, kind="stable")
    added = np.flatnonzero(order >= len(kept))
    back = chance.permutation(added)[: len(gone)]
    target = np.concatenate([back, np.full(len(gone) - len(back), -1)])
    arrays = {
        name: np.concatenate([getattr(old, name)[kept], getattr(spare, name)[came]])[order] for name in ARRAYS
    }
    arrays["rows"] = np.arange(len(order), dtype=np.int32)
    data = CanvasData(**arrays, lane_labels=old.lane_labels)
    return data, Splice.of(n, gone, added, target)


def same(one: LaneIndex, other: LaneIndex) -> bool:
    return one.undated == other.undated and all(
        np.array_equal(getattr(mine, name), getattr(theirs, name))
        for (mine, _), (theirs, _) in zip(
            (*zip(one.all, one.all_counts, strict=True), *one.classes),
            (*zip(other.all, other.all_counts, strict=True), *other.classes),
            strict=True,
        )
        for name in ("position", "lo", "hi", "offsets", "last", "last_position")
    )


def densities(index: LaneIndex) -> list[list[int]]:
    columns = columns_between(np.linspace(FIRST - 50, FIRST + SPAN + 50, 240))
    return [index.density(band, lane, columns).tolist() for lane in range(LANES) for band in (False, True)]


@pytest.mark.parametrize("heavy", [1, 10**9], ids=["counted by day", "searched"])
@pytest.mark.parametrize("masked", [False, True], ids=["all", "filtered"])
@pytest.mark.parametrize("seed", range(6))
def test_exchanged_placements_equal_an_index_made_anew(
    many: Callable[..., CanvasData], monkeypatch: pytest.MonkeyPatch, heavy: int, masked: bool, seed: int
) -> None:
    monkeypatch.setattr(placed_module, "HEAVY", heavy)
    chance = np.random.default_rng(seed)
    data = many(60, LANES, seed)
    index = LaneIndex(data)
    mask = chance.random(60) < 0.6 if masked else None
    index.set_mask(mask)
    for _ in range(25):
        densities(index)  # what was counted by day must follow
        data, splice = exchanged(data, many(60, LANES, int(chance.integers(1, 99))), chance)
        index = index.exchanged(data, splice, splice)
        mask = None if mask is None else splice.marked(mask)
        anew = LaneIndex(data)
        anew.set_mask(mask)
        assert same(index, anew)
        assert densities(index) == densities(anew)
        assert densities(index.masked(None)) == densities(anew.masked(None))


def test_the_index_that_was_exchanged_stays_as_it_was(many: Callable[..., CanvasData]) -> None:
    data = many(200, LANES)
    index = LaneIndex(data)
    before = densities(index)
    other, splice = exchanged(data, many(40, LANES, 2), np.random.default_rng(3))
    index.exchanged(other, splice, splice)
    assert densities(index) == before
    assert same(index, LaneIndex(data))
