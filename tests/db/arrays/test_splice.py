"""Splices: sequences exchanged by slices equal those exchanged one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.arrays import splice as splice_module
from db.arrays.splice import Splice


@st.composite
def splices(draw: st.DrawFn) -> tuple[Splice, list[int]]:
    """A splice, and what stands at each new place: an old place, or -1."""
    before = draw(st.integers(0, 14))
    removed = sorted(draw(st.sets(st.integers(0, max(0, before - 1)), max_size=before)))
    wanted = [place for place in range(before) if place not in removed]
    for _ in range(draw(st.integers(0, 5))):
        wanted.insert(draw(st.integers(0, len(wanted))), -1)
    added = [place for place, old in enumerate(wanted) if old < 0]
    order = draw(st.permutations(added))
    target = [order[i] if i < len(order) and draw(st.booleans()) else -1 for i in range(len(removed))]
    return Splice.of(before, removed, added, target), wanted


@pytest.mark.parametrize("few", [0, 100], ids=["looked up", "compared"])
@given(made=splices())
def test_a_splice_equals_what_is_done_one_by_one(few: int, made: tuple[Splice, list[int]]) -> None:
    splice, wanted = made
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splice_module, "_FEW", few)
        old = np.arange(splice.before, dtype=np.int32)
        assert splice.applied(old, [-1] * len(splice.added)).tolist() == wanted
        place_of = {old: new for new, old in enumerate(wanted) if old >= 0}
        place_of |= dict(zip(splice.removed.tolist(), splice.target.tolist(), strict=True)) | {-1: -1}
        asked = np.array([*range(-1, splice.before), *range(splice.before)], np.int32)
        assert splice.moved(asked).tolist() == [place_of[place] for place in asked.tolist()]
        stays = np.array([place for place in wanted if place >= 0], np.int32)
        assert splice.moved_in_order(stays).tolist() == [place_of[place] for place in stays.tolist()]
        assert (np.diff(splice.shifted(old)) >= 0).all()
        assert splice.shifted(stays).tolist() == splice.moved_in_order(stays).tolist()


@given(made=splices())
def test_marks_follow_what_they_mark(made: tuple[Splice, list[int]]) -> None:
    splice, wanted = made
    marks = np.arange(splice.before) % 2 == 0
    expected = [old >= 0 and bool(marks[old]) for old in wanted]
    for gone, target in zip(splice.removed.tolist(), splice.target.tolist(), strict=True):
        if target >= 0:
            expected[target] = bool(marks[gone])
    assert splice.marked(marks).tolist() == expected
