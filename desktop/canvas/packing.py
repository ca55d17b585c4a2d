"""Puts marks and their labels into the rows of a lane so that nothing ever covers anything; knows no Qt."""

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

NO_ROW: Final = -1
SHORTEST_LABEL: Final = 44.0
"""A label cut to less than this many pixels says nothing and is left out."""


@dataclass(slots=True)
class Packed:
    """For each item its row (`NO_ROW`: no room) and the width that its label may take (0: none)."""

    rows: list[int] = field(default_factory=list[int])
    room: list[float] = field(default_factory=list[float])


def pack(
    left: Sequence[float], right: Sequence[float], label: Sequence[float], rows: int, gap: float = 6.0
) -> Packed:
    """Place items, ascending by `left`, into the first row where they fit; labels stand to their right.

    `left` and `right` are the edges of the marks, `label` the widths wanted beside them (0: none), all
    in pixels. A mark goes where it spares every label before it, else where it cuts one short, else it
    has no row. No two marks or labels of a row come closer than `gap`. Greedy and deterministic.
    """
    found = Packed([NO_ROW] * len(left), [0.0] * len(left))
    marks = [-1e18] * rows
    ends = [-1e18] * rows
    owners = [NO_ROW] * rows
    for i, (a, b, wanted) in enumerate(zip(left, right, label, strict=True)):
        edge = a - gap
        row = _first_free(ends, edge)
        if row == NO_ROW:
            row = _least_cut(marks, ends, edge)
            if row == NO_ROW:
                continue
            found.room[owners[row]] = _cut(edge - marks[row])
        found.rows[i], owners[row] = row, i
        found.room[i] = wanted
        marks[row], ends[row] = b, b + wanted
    return found


def _first_free(ends: list[float], edge: float) -> int:
    for row, end in enumerate(ends):
        if end <= edge:
            return row
    return NO_ROW


def _least_cut(marks: list[float], ends: list[float], edge: float) -> int:
    """The row whose mark is over by `edge` and whose label loses least; `NO_ROW` if all are taken."""
    best, loss = NO_ROW, float("inf")
    for row, mark in enumerate(marks):
        if mark <= edge and ends[row] < loss:
            best, loss = row, ends[row]
    return best


def _cut(room: float) -> float:
    return room if room >= SHORTEST_LABEL else 0.0


def fill_in(
    packed: Packed,
    items: Sequence[int],
    left: Sequence[float],
    right: Sequence[float],
    label: Sequence[float],
    rows: int,
    gap: float = 6.0,
) -> None:
    """Place further `items` (places in all lists) where the rows packed so far leave room; changes `packed`.

    What is placed first keeps its place and at most loses part of its label: so wide, vague items never
    push a single day's event aside.
    """
    taken: list[list[tuple[float, float, int]]] = [[] for _ in range(rows)]
    for i, row in enumerate(packed.rows):
        if row != NO_ROW:
            insort(taken[row], (left[i], right[i], i))
    for i in items:
        _fill_one(packed, taken, i, (left[i], right[i]), label[i], gap)


def _fill_one(
    packed: Packed,
    taken: list[list[tuple[float, float, int]]],
    i: int,
    span: tuple[float, float],
    wanted: float,
    gap: float,
) -> None:
    """Try a row with the whole label, then one without it, then one where another's label is cut short."""
    a, b = span
    gaps = [(row, *_gap_at(marks, a)) for row, marks in enumerate(taken)]
    # Most vague items of a crowded lane fit nowhere: find that out first.
    gaps = [(row, before, until) for row, before, until in gaps if before[1] + gap <= a and b + gap <= until]
    for end, cutting in ((b + wanted, False), (b, False), (b, True)) if gaps else ():
        for row, (_, mark_end, owner), until in gaps:
            label = packed.room[owner] if owner != NO_ROW else 0.0
            over = mark_end + label + gap - a
            if end + gap > until or (over > 0 and not cutting):
                continue
            if over > 0:
                packed.room[owner] = _cut(label - over)
            packed.rows[i], packed.room[i] = row, end - b
            insort(taken[row], (a, b, i))
            return


def _gap_at(marks: list[tuple[float, float, int]], start: float) -> tuple[tuple[float, float, int], float]:
    """The last mark of a row that begins at or before `start`, and where the next one begins."""
    at = bisect_right(marks, (start, 1e18, 0))
    before = marks[at - 1] if at else (-1e18, -1e18, NO_ROW)
    return before, marks[at][0] if at < len(marks) else 1e18
