"""One step between two orders is found whatever it was, and leads from one to the other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.models.table_moves import Step, difference


def apply(step: Step, old: list[int], new: list[int]) -> list[int]:
    found = list(old)
    first, last = step.first, step.last
    if step.kind == "insert":
        found[first:first] = new[first : last + 1]
    elif step.kind == "remove":
        del found[first : last + 1]
    elif step.kind == "move":
        moved = found[first : last + 1]
        del found[first : last + 1]
        target = step.target - (len(moved) if step.target > first else 0)
        found[target:target] = moved
    return found


ids = st.lists(st.integers(0, 9), unique=True, max_size=8)


@given(ids, ids)
def test_a_step_leads_to_the_new_order(old: list[int], new: list[int]) -> None:
    step = difference(np.array(old, np.int64), np.array(new, np.int64))
    assert step.kind == "reset" or apply(step, old, new) == new


@given(ids.filter(len), st.data())
def test_one_move_is_found(old: list[int], data: st.DataObject) -> None:
    new = list(old)
    moved = new.pop(data.draw(st.integers(0, len(old) - 1)))
    new.insert(data.draw(st.integers(0, len(new))), moved)
    step = difference(np.array(old, np.int64), np.array(new, np.int64))
    assert step.kind == ("same" if new == old else "move")


@given(ids.filter(len), st.data())
def test_one_removal_and_one_insertion_are_found(old: list[int], data: st.DataObject) -> None:
    new = list(old)
    del new[data.draw(st.integers(0, len(old) - 1))]
    shorter, longer = np.array(new, np.int64), np.array(old, np.int64)
    assert difference(longer, shorter).kind == "remove"
    assert difference(shorter, longer).kind == "insert"
