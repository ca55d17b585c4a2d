"""Whole columns of integers out of SQLite, without a Python object for each."""

import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def fetched(
    connection: sqlite3.Connection, sql: str, parameters: Sequence[str | int] = (), *, near: int = 0
) -> Ids:
    """Return what a SELECT of one column of integers gives, int64[rows]; nulls are left out.

    SQLite joins the numbers into one text, which numpy reads: a row of a cursor costs ten times as much as finding
    it, and takes the interpreter's lock from the window's thread each time. Ids `near` another one, of the same
    sitting or import, go through as a few digits.
    """
    cursor = connection.cursor()
    cursor.row_factory = None
    joined = f"WITH found(id) AS ({sql}) SELECT group_concat(id - {near}) FROM found"
    return numbers(cursor.execute(joined, tuple(parameters)).fetchone()[0]) + near


def fetched_table(
    connection: sqlite3.Connection, sql: str, width: int, parameters: Sequence[str | int] = ()
) -> Ids:
    """Return what a SELECT of several columns of integers gives, int64[rows, width]; none may be null."""
    cursor = connection.cursor()
    cursor.row_factory = None
    names = [f"c{place}" for place in range(width)]
    joined = ", ".join(f"group_concat({name})" for name in names)
    row = cursor.execute(
        f"WITH found({', '.join(names)}) AS ({sql}) SELECT {joined} FROM found", tuple(parameters)
    ).fetchone()
    return np.stack([numbers(text) for text in row], axis=1)


def numbers(joined: str | None) -> Ids:
    """Return the integers that SQLite's `group_concat` put into one text; None holds none."""
    return np.fromstring(joined or "", np.int64, sep=",")
