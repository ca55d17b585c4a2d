"""Heat maps: cells against brute force, months of years, and the forms they are written in."""

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.bins import BinError
from db.stats.counts import count
from db.stats.diverging import diverging
from db.stats.frequency import frequency
from db.stats.matrix import Axis, crossed, of_cells, of_groups, of_months
from db.stats.units import Groups, Units


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def some_units() -> Units:
    lo = np.array([day("2004-02-29"), day("2004-05-01"), day("2005-01-01")])
    return Units(lo, np.array([day("2004-02-29"), day("2004-06-30"), day("2005-12-31")]))


MEMBERS = st.lists(
    st.tuples(st.integers(0, 4), st.sets(st.integers(0, 2)), st.sets(st.integers(0, 1))), max_size=12
)


@given(MEMBERS)
def test_a_unit_is_once_in_each_cell_that_one_of_its_things_is_in(
    things: list[tuple[int, set[int], set[int]]],
) -> None:
    things = sorted(things, key=lambda thing: thing[0])

    def groups(which: int, names: str) -> Groups:
        pairs = [(i, code) for i, thing in enumerate(things) for code in sorted(thing[which])]
        table = np.array(pairs, np.int64).reshape(-1, 2)
        return Groups(tuple(names), table[:, 1], table[:, 0])

    unit_of = np.array([unit for unit, _, _ in things], np.int64)
    cells = crossed(groups(1, "abc"), groups(2, "xy"), unit_of)
    expected = {(unit, a * 2 + b) for unit, down, across in things for a in down for b in across}
    assert cells.row is not None
    assert list(zip(cells.row.tolist(), cells.code.tolist(), strict=True)) == sorted(expected)


def test_months_of_years() -> None:
    found = frequency(some_units(), by="month", first=day("2004-01-01"), last=day("2006-01-01"))
    months = of_months(found, found.caption)
    assert months.expected.shape == (12, 2)
    assert (months.down.labels[1], months.across.labels) == ("Feb", ("2004", "2005"))
    assert months.expected[1].tolist() == pytest.approx([1, 28 / 365])
    assert months.certain[:, 0].tolist() == [0, 1, *[0] * 10]
    assert months.possible[:, 1].tolist() == [1] * 12
    assert months.expected.sum() == pytest.approx(3)
    with pytest.raises(ValueError, match="whole years"):
        of_months(frequency(some_units(), by="year"), "")


def test_groups_against_bins() -> None:
    groups = Groups(("a", "=b"), np.array([0, 1, 1]), filters=("party:1", "party:2"))
    found = of_groups(frequency(some_units(), by="year", groups=groups), "counterpart", "Words.")
    assert found.expected.tolist() == [[1, 0], [1, 1]]
    assert found.down == Axis("counterpart", ("a", "=b"), ("party:1", "party:2"))
    rows = list(csv.reader(io.StringIO(found.to_csv(guard_formulas=True))))
    assert rows[:2] == [
        ["counterpart", "year", "certain", "expected", "possible"],
        ["a", "2004", "1", "1.0", "1"],
    ]
    assert rows[3][0] == "'=b"
    assert found.to_json()["down"] == {"name": "counterpart", "labels": ["a", "=b"]}


def test_cells_of_one_bin() -> None:
    cells = Groups(("",) * 4, np.array([0, 3, 1, 3]), np.array([0, 0, 1, 2]))
    edges = np.array([day("2004-01-01"), day("2005-07-01")])
    axis = Axis("x", ("a", "b"), ("", ""))
    found = of_cells(
        count(some_units(), edges, cells), axis, axis, unit="event", filter_text="", outside=0.5, caption=""
    )
    assert found.possible.tolist() == [[1, 1], [0, 2]]
    assert found.certain.tolist() == [[1, 1], [0, 1]]
    assert found.expected[1, 1] == pytest.approx(1 + 181 / 365)
    assert found.units == 3


def test_incoming_against_outgoing() -> None:
    groups = Groups(("outgoing", "remote"), np.array([0, 1, 0]))
    counted = frequency(some_units(), by="year", groups=groups)
    with pytest.raises(BinError, match="grouped by direction"):
        diverging(counted)
    both = diverging(replace(counted, group="direction"))
    assert both.balance.tolist() == [-1, -1]
    assert both.incoming.possible.tolist() == [0, 0]
    assert both.neither == 1
    assert both.caption.endswith("1 expected in neither direction not shown.")
    assert both.to_json()["chart"] == "diverging"
