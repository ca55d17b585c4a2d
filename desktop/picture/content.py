"""What a picture shows, gathered from the timeline: events in lanes, contexts, colours, and what the caption tells."""

import json
import math
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import UNVERIFIED, EventColumns
from db.plots.exposure import searches
from db.plots.wording import notes_on
from db.stats.exposure import exposure
from db.version import VERSION
from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, ContextBand, Shape
from desktop.canvas.index import LaneIndex
from desktop.canvas.labels import Titles
from desktop.picture.spec import PictureSpec

ROOM: Final = (0.03, 0.08)
"""Of the whole span, left free before the first day, and behind the last one, where labels go on."""
Ints = NDArray[np.int32]


class Readable(Protocol):
    """A timeline that can be read in any thread."""

    def reading(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a raw connection for one short read."""
        ...


@dataclass(frozen=True)
class Shown:
    """The timeline page as it stands: what a picture is made from. `view` are days, `view_lanes` the lanes in view."""

    live: Readable
    columns: EventColumns
    index: LaneIndex
    contexts: tuple[ContextBand, ...]
    filter: str
    view: tuple[float, float]
    view_lanes: range
    lanes_by: str
    colour_by: str
    colours: tuple[tuple[str, int], ...]
    """What each colour stands for."""
    shapes: NDArray[np.uint8]
    """Shape of each code of a type in the columns."""


@dataclass(frozen=True)
class Told:
    """What the caption says of the events. All counts are of events, not of placements."""

    events: int
    """In the span and in these lanes."""
    imprecise: int
    unverified: int
    undated: int
    outside: int
    """Dated, but not in the span, or in lanes out of view."""
    placements: int
    lanes: tuple[int, int, int]
    """First and last lane shown, from 1, and how many there are."""
    days: tuple[int, int]
    """First and last day of which it tells: of the plot, without the room that is left around the whole span."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """Everything that is drawn. `first` to `last` (exclusive) are the days of the plot."""

    index: LaneIndex
    contexts: tuple[ContextBand, ...]
    titles: Titles
    first: float
    last: float
    lanes_by: str
    colour_by: str
    colours: tuple[tuple[str, int], ...]
    shapes: dict[Shape, tuple[str, ...]]
    """The types that have a shape, as far as they occur."""
    filter: str
    told: Told
    version: str = VERSION


def gather(shown: Shown, spec: PictureSpec) -> Content:
    """Return what a picture of the span that is asked for shows; reads the file, in any thread."""
    first, last = days_of(shown, spec)
    rows = rows_of(shown.index)
    index, lanes = shown.index, range(shown.index.lanes)
    if spec.span == "view" and len(shown.view_lanes) < len(lanes):
        lanes = shown.view_lanes
        index = LaneIndex(_of_lanes(_masked(shown.index), lanes))
    ends = math.floor(first), math.ceil(last) - 1
    days = (shown.index.span() if spec.span == "all" else None) or ends
    places = index.visible(*ends, range(index.lanes))
    events = np.unique(index.data.rows[places])
    columns = shown.columns
    with shown.live.reading() as connection:
        names = dict(connection.execute("SELECT id, label FROM term WHERE vocabulary = 'type'"))
        edges = np.array([days[0], days[1] + 1], np.int64)
        notes = (
            (
                exposure(searches(connection), edges).sentence,
                *notes_on(connection, columns, events.astype(np.int64)),
            )
            if len(events)
            else ()
        )
    undated = int(np.count_nonzero(_is_undated(columns, rows)))
    told = Told(
        events=len(events),
        imprecise=int(np.count_nonzero(columns.start_lo[events] != columns.start_hi[events])),
        unverified=int(np.count_nonzero(columns.flags[events] & UNVERIFIED)),
        undated=undated,
        outside=len(rows) - undated - len(events),
        placements=len(places),
        lanes=(lanes.start + 1, lanes.stop, shown.index.lanes),
        days=days,
        notes=tuple(filter(None, notes)),
    )  # fmt: skip
    return Content(
        index, shown.contexts, titles_of(shown.live, columns), first, last, shown.lanes_by, shown.colour_by,
        shown.colours, _types(shown, events, names), shown.filter, told,
    )  # fmt: skip


def titles_of(live: Readable, columns: EventColumns) -> Titles:
    """Return a function that reads the titles of rows, in any thread."""

    def titles(rows: list[int]) -> list[str]:
        ids = columns.ids[rows].tolist()
        with live.reading() as connection:
            found: dict[int, str] = dict(
                connection.execute(
                    "SELECT id, title FROM event WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(ids),),
                )
            )
        return [found.get(event, "") for event in ids]

    return titles


def days_of(shown: Shown, spec: PictureSpec) -> tuple[float, float]:
    """The first day of the plot and the one after the last."""
    if spec.span == "days":
        first, last = sorted((spec.first, spec.last))
        return float(first), float(last + 1)
    found = shown.index.span() if spec.span == "all" else None
    if found is None:
        return shown.view
    before, behind = (max(30.0, (found[1] + 1 - found[0]) * share) for share in ROOM)
    return max(1.0, math.floor(found[0] - before)), min(3_652_060.0, math.ceil(found[1] + 1 + behind))


def rows_of(index: LaneIndex) -> Ints:
    """The rows that an index shows, dated or not."""
    rows = index.data.rows
    return np.unique(rows if index.mask is None else rows[index.mask.take(rows)])


def _masked(index: LaneIndex) -> CanvasData:
    if index.mask is None:
        return index.data
    return placements(index.data, index.mask.take(index.data.rows))


def _of_lanes(data: CanvasData, lanes: range) -> CanvasData:
    """The placements in some lanes, which are numbered from 0."""
    found = placements(data, (data.lane >= lanes.start) & (data.lane < lanes.stop))
    return replace(
        found,
        lane=found.lane - np.int32(lanes.start),
        lane_labels=data.lane_labels[lanes.start : lanes.stop],
        lane_counts=list(data.lane_counts[lanes.start : lanes.stop]),
    )


def placements(data: CanvasData, kept: NDArray[np.bool_]) -> CanvasData:
    aligned = ("rows", "lane", "start_lo", "start_hi", "end_lo", "end_hi", "colour", "shape", "fill")
    return replace(data, **{name: getattr(data, name)[kept] for name in aligned})


def _is_undated(columns: EventColumns, rows: Ints) -> NDArray[np.bool_]:
    return (columns.start_lo[rows] == OPEN_LO) & (columns.start_hi[rows] == OPEN_HI)


def _types(shown: Shown, events: Sequence[int] | Ints, names: dict[int, str]) -> dict[Shape, tuple[str, ...]]:
    """The labels of the types that occur, by their shape, the most frequent first."""
    codes, counts = np.unique(shown.columns.type[events], return_counts=True)
    keys = shown.columns.keys["type"].tolist()
    found: dict[Shape, list[str]] = {}
    for code, _ in sorted(zip(codes.tolist(), counts.tolist(), strict=True), key=lambda pair: -pair[1]):
        label = names.get(keys[code], "") if code >= 0 else "no type"
        found.setdefault(Shape(int(shown.shapes[code])), []).append(label or "?")
    return {shape: tuple(labels) for shape, labels in sorted(found.items())}
