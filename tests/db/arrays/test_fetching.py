"""Integers out of SQLite at once: exactly the rows of the query."""

import sqlite3

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from db.arrays.fetching import fetched, fetched_table

WHOLE = st.integers(min_value=-(2**63), max_value=2**63 - 1)
IDS = st.integers(min_value=0, max_value=2**63 - 1)


@given(st.lists(WHOLE, max_size=20))
@settings(deadline=None)
def test_any_number_comes_over_exactly(numbers: list[int]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE one (a)")
    connection.executemany("INSERT INTO one VALUES (?)", [(number,) for number in numbers])
    found = fetched(connection, "SELECT a FROM one ORDER BY rowid")
    assert found.dtype == np.int64
    assert found.tolist() == numbers
    table = fetched_table(connection, "SELECT a, rowid FROM one WHERE rowid > ? ORDER BY rowid", 2, (1,))
    assert table.tolist() == [[number, row] for row, number in enumerate(numbers, 1)][1:]
    connection.close()


@given(st.lists(IDS, max_size=20), IDS)
@settings(deadline=None)
def test_ids_near_another_are_the_same_ids(ids: list[int], near: int) -> None:
    connection = sqlite3.connect(":memory:")
    sql = " UNION ALL ".join(["SELECT ?"] * len(ids)) or "SELECT 1 WHERE 0"
    assert fetched(connection, sql, ids, near=near).tolist() == ids
    connection.close()


def test_nulls_are_left_out() -> None:
    connection = sqlite3.connect(":memory:")
    assert fetched(connection, "SELECT NULL UNION ALL SELECT 7").tolist() == [7]
    assert fetched_table(connection, "SELECT 1, 2 WHERE 0", 2).shape == (0, 2)
    connection.close()
