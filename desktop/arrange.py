"""How events stand on the canvas: in which lanes, with which colour, shape and fill."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from db.arrays.columns import DAYS, UNVERIFIED
from db.arrays.splice import Splice
from desktop import settings
from desktop.canvas.data import CanvasData, Fill, Shape
from desktop.groups import MODES, Groups, Placeable, groups, placements_moved

__all__ = ["COLOURS", "MODES", "arrange", "groups", "legend", "rearranged", "remembered", "shapes", "subset"]

Ints = NDArray[np.int32]

COLOURS: Final = 8
"""Colours of the theme's marks; groups beyond them are grey."""

_FIRST: Final = {"lanes": "mechanism", "colours": "family"}
"""What lanes and colours go by until something else is chosen."""

_SHAPES: Final = {
    "session": Shape.DIAMOND,
    "visit": Shape.SQUARE,
    "delegation": Shape.SQUARE,
    "statement": Shape.TRIANGLE,
    "founding": Shape.TRIANGLE,
    "signing": Shape.TRIANGLE,
}


def remembered(choice: str) -> str:
    """Return what `lanes` or `colours` went by last, one of MODES."""
    kept = settings.text(f"sidebar/{choice}", _FIRST[choice])
    return kept if kept in MODES else MODES[0]


def arrange(
    live: Placeable, lanes_by: str, colour_by: str, chosen: NDArray[np.bool_] | None = None
) -> CanvasData:
    """Return events placed in lanes, coloured by another or the same grouping.

    `chosen` is a mask over all rows; without it all events are placed. Lanes that hold none are left out, and
    a group keeps its colour whatever is chosen.
    """
    lanes = groups(live, lanes_by)
    everything = _placed(live, lanes, groups(live, colour_by), None)
    return everything if chosen is None else subset(everything, chosen)


def rearranged(
    live: Placeable, old: CanvasData, lanes_by: str, colour_by: str
) -> tuple[CanvasData, Splice] | None:
    """Return what `arrange` gave for all events before the latest edit as it is now, and how placements moved.

    None where the groups had to be made anew.
    """
    lanes, colours = groups(live, lanes_by), groups(live, colour_by)
    splice = placements_moved(live.columns, lanes_by)
    if splice is None or splice.before != len(old.rows):
        return None
    if colours is not lanes and placements_moved(live.columns, colour_by) is None:
        return None
    new = _placed(live, lanes, colours, splice.added)
    days = {name: getattr(live.columns, name) for name in DAYS}
    if len(lanes.rows) != len(live.columns):
        days = {name: splice.applied(getattr(old, name), getattr(new, name)) for name in DAYS}
    data = CanvasData(
        **days,
        rows=lanes.rows,
        lane=lanes.codes,
        colour=splice.applied(old.colour, new.colour),
        shape=splice.applied(old.shape, new.shape),
        fill=splice.applied(old.fill, new.fill),
        lane_labels=lanes.labels,
        lane_counts=lanes.counts,
    )
    return data, splice


def subset(data: CanvasData, chosen: NDArray[np.bool_]) -> CanvasData:
    """Return the placements of the rows that a mask holds, in those lanes that still hold any, in the same order."""
    kept = np.flatnonzero(chosen if len(chosen) == len(data.rows) else chosen[data.rows])
    codes = data.lane[kept]
    counts = np.bincount(codes, minlength=len(data.lane_labels))
    used = np.flatnonzero(counts)
    moved = np.zeros(len(counts), np.int32)
    moved[used] = np.arange(len(used))
    return CanvasData(
        rows=data.rows[kept],
        lane=moved[codes],
        start_lo=data.start_lo[kept],
        start_hi=data.start_hi[kept],
        end_lo=data.end_lo[kept],
        end_hi=data.end_hi[kept],
        colour=data.colour[kept],
        shape=data.shape[kept],
        fill=data.fill[kept],
        lane_labels=[data.lane_labels[code] for code in used.tolist()],
        lane_counts=counts[used].tolist(),
    )


def _placed(live: Placeable, lanes: Groups, colours: Groups, places: NDArray[np.int64] | None) -> CanvasData:
    """Return how placements in lanes stand; `places` are those in `lanes`, ascending, None for all of them."""
    columns = live.columns
    rows, codes = lanes.placements
    if places is not None:
        rows, codes = rows[places], codes[places]
    values: dict[str, NDArray[Any]] = {
        name: getattr(columns, name) for name in (*DAYS, "type", "status", "flags")
    }
    if places is not None or lanes.placing is not None:  # else every event stands once, in order
        values = {name: array.take(rows) for name, array in values.items()}
    return CanvasData(
        rows=rows,
        lane=codes,
        start_lo=values["start_lo"],
        start_hi=values["start_hi"],
        end_lo=values["end_lo"],
        end_hi=values["end_hi"],
        colour=_colours(lanes, colours, rows, codes),
        shape=shapes(live)[values["type"]],
        fill=_fills(values["status"], values["flags"]),
        lane_labels=lanes.labels,
        lane_counts=lanes.counts,
    )


def _colours(lanes: Groups, by: Groups, rows: Ints, codes: Ints) -> Ints:
    if by is not lanes:
        codes = by.first.take(rows)
    shown = np.arange(max(len(by.labels), 1), dtype=np.int32)
    shown[COLOURS:] = -1
    if by.nameless >= 0:
        shown[by.nameless] = -1
    return shown.take(codes)


def legend(live: Placeable, colour_by: str) -> list[tuple[str, int]]:
    """Return (label, colour) of the groups that have a colour of their own, and of the rest (-1)."""
    by = groups(live, colour_by)
    named = by.labels if by.nameless < 0 else by.labels[: by.nameless]
    shown = [(label, code) for code, label in enumerate(named[:COLOURS])]
    return [*shown, ("Others", -1)] if len(by.labels) > len(shown) else shown


def shapes(live: Placeable) -> NDArray[np.uint8]:
    """Return the shape of each code of a type, the last being that of no type."""
    kept = live.columns.__dict__.get("_shapes")
    if kept is None:
        with live.reading() as connection:
            keys: dict[int, str] = dict(
                connection.execute("SELECT id, key FROM term WHERE vocabulary = 'type'")
            )
        of_type = [_SHAPES.get(keys.get(key, ""), Shape.DISC) for key in live.columns.keys["type"].tolist()]
        kept = live.columns.__dict__["_shapes"] = np.array([*of_type, Shape.DISC], np.uint8)
    return kept


def _fills(status: Ints, flags: NDArray[np.uint8]) -> NDArray[np.uint8]:
    fills = status.astype(np.uint8)
    fills[((flags & UNVERIFIED) != 0) & (fills == Fill.FILLED)] = Fill.DASHED
    return fills
