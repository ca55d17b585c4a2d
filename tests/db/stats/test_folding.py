"""Many groups as few: what is folded, and that nothing is lost or counted twice."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.bins import BinError
from db.stats.folding import folded
from db.stats.frequency import frequency
from db.stats.units import Groups, Units

DAY = 732_000


def test_the_largest_stay_in_their_order() -> None:
    groups = Groups(tuple("abcde"), np.array([0, 1, 1, 2, 3, 3, 3, 4]), filters=tuple("ABCDE"))
    few, told = folded(groups, 2)
    assert few.names == ("b", "d", "3 others")
    assert few.filters == ("B", "D", "")
    assert few.code.tolist() == [2, 0, 0, 2, 1, 1, 1, 2]
    assert told == "The 2 largest of 5 groups by themselves, the others together."


@pytest.mark.parametrize("most", [None, 4, 5, 9])
def test_few_groups_stay_as_they_are(most: int | None) -> None:
    groups = Groups(tuple("abcde"), np.arange(5))
    assert folded(groups, most) == (groups, "")


def test_no_group_at_all_is_refused() -> None:
    with pytest.raises(BinError, match="at least one"):
        folded(Groups(("a",), np.zeros(1, np.int64)), 0)


def test_a_unit_in_several_of_the_others_counts_once_there() -> None:
    groups = Groups(tuple("abcd"), np.array([0, 0, 1, 2, 3]), np.array([0, 1, 1, 1, 1]))
    few, _ = folded(groups, 1)
    assert list(zip(few.row.tolist(), few.code.tolist(), strict=True)) == [(0, 0), (1, 0), (1, 1)]
    assert groups.several == few.several == 1


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60), st.integers(1, 30))
def test_nothing_is_lost(codes: list[int], most: int) -> None:
    groups = Groups(tuple(map(str, range(31))), np.array(codes))
    few, _ = folded(groups, most)
    days = np.full(len(codes), DAY)
    found = frequency(Units(days, days), by="day", groups=groups, most=most)
    assert found.expected.sum() == len(codes)
    assert len(found.groups) == len(few.names) <= most + 1
    kept = {name: codes.count(int(name)) for name in few.names if "others" not in name}
    assert all(found.expected[few.names.index(name), 0] == many for name, many in kept.items())


def test_ten_thousand_groups_are_told_in_a_sentence() -> None:
    code = np.arange(10_000)
    days = DAY + code % 700
    found = frequency(
        Units(np.sort(days), np.sort(days)), by="month", groups=Groups(tuple(map(str, code)), code), most=8
    )
    assert len(found.groups) == 9
    assert "The 8 largest of 10,000 groups by themselves, the others together." in found.caption
    with pytest.raises(BinError, match="are too many: choose wider bins or fewer groups"):
        frequency(
            Units(days, days),
            by="day",
            groups=Groups(tuple(map(str, code)), code),
            first=DAY,
            last=DAY + 9000,
        )
