"""How events stand on the canvas: in which lanes, with which colour, shape and fill."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from db.columns import UNVERIFIED, EventColumns
from desktop.canvas.data import CanvasData, Fill, Shape
from desktop.live import LiveTimeline

Ints = NDArray[np.int32]

MODES: Final = ("mechanism", "counterpart", "country", "family", "type", "none")
"""What lanes and colours can go by."""
COLOURS: Final = 8
"""Colours of the theme's marks; groups beyond them are grey."""

_SHAPES: Final = {
    "session": Shape.DIAMOND,
    "visit": Shape.SQUARE,
    "delegation": Shape.SQUARE,
    "statement": Shape.TRIANGLE,
    "founding": Shape.TRIANGLE,
    "signing": Shape.TRIANGLE,
}


@dataclass(frozen=True)
class Groups:
    """Placements of rows in groups: `rows[i]` stands in group `codes[i]`; groups by size, what has none last."""

    rows: Ints
    codes: Ints
    labels: list[str]
    counts: list[int]


def arrange(
    live: LiveTimeline, lanes_by: str, colour_by: str, chosen: NDArray[np.bool_] | None = None
) -> CanvasData:
    """Return events placed in lanes, coloured by another or the same grouping.

    `chosen` is a mask over all rows; without it all events are placed. Lanes that hold none are left out, and
    a group keeps its colour whatever is chosen.
    """
    columns = live.columns
    lanes = groups(live, lanes_by)
    colours = _colours(live, lanes, lanes_by, colour_by)
    if chosen is not None:
        kept = chosen[lanes.rows]
        colours, lanes = colours[kept], _only(lanes, kept)
    rows = lanes.rows
    return CanvasData(
        rows=rows,
        lane=lanes.codes,
        start_lo=columns.start_lo[rows],
        start_hi=columns.start_hi[rows],
        end_lo=columns.end_lo[rows],
        end_hi=columns.end_hi[rows],
        colour=colours,
        shape=_shapes(live)[rows],
        fill=_fills(columns)[rows],
        lane_labels=lanes.labels,
        lane_counts=lanes.counts,
    )


def groups(live: LiveTimeline, by: str) -> Groups:
    """Group all events by mechanism, counterpart, its country or family, type, or not at all."""
    kept = live.columns.__dict__.setdefault("_groups", {})
    if by not in kept:
        kept[by] = _grouped(live, by)
    return kept[by]


def _grouped(live: LiveTimeline, by: str) -> Groups:
    columns = live.columns
    everything = np.arange(len(columns), dtype=np.int32)
    if by in ("mechanism", "type"):
        names = live.names("mechanism" if by == "mechanism" else "term")
        labels = [names.get(int(key), "?") for key in columns.keys[by]]
        none = "No mechanism" if by == "mechanism" else "No type"
        return _ordered(everything, getattr(columns, by), labels, none)
    if by == "none":
        return _ordered(everything, np.zeros(len(columns), np.int32), ["All events"], "")
    actors, labels, none = _actor_groups(live, by)
    rows = np.concatenate(
        [columns.link_event, np.flatnonzero(np.diff(columns.link_offsets) == 0).astype(np.int32)]
    )
    codes = np.concatenate(
        [actors[columns.link_actor], np.full(len(rows) - len(columns.link_actor), -1, np.int32)]
    )
    order = np.argsort(rows, kind="stable")
    rows, codes = rows[order], codes[order]
    if by != "counterpart":  # two parties of one country are one placement in its lane
        pairs = np.sort(rows.astype(np.int64) * (len(labels) + 1) + codes + 1, kind="stable")
        pairs = pairs[np.diff(pairs, prepend=-1) != 0]  # quicker than np.unique on what is nearly sorted
        rows, codes = (
            (pairs // (len(labels) + 1)).astype(np.int32),
            (pairs % (len(labels) + 1) - 1).astype(np.int32),
        )
    return _ordered(rows, codes, labels, none)


def _actor_groups(live: LiveTimeline, by: str) -> tuple[Ints, list[str], str]:
    """Return the group of each actor code, the groups' labels, and the label for events without one."""
    keys = live.columns.keys["actor"].tolist()
    if by == "counterpart":
        names = live.names("actor")
        return np.arange(len(keys), dtype=np.int32), [names.get(key, "?") for key in keys], "No counterpart"
    sql = {
        "country": "SELECT a.id, c.name FROM actor a JOIN country c ON c.id = a.country_id",
        "family": "SELECT id, upper(substr(family, 1, 1)) || substr(family, 2) FROM actor WHERE family <> 'unknown'",
    }[by]
    with live.reading() as connection:
        found: dict[int, str] = dict(connection.execute(sql))
    labels = sorted(set(found.values()))
    place = {label: code for code, label in enumerate(labels)}
    codes = np.array([place.get(found.get(key, ""), -1) for key in keys], np.int32)
    return codes, labels, "No country" if by == "country" else "Family unknown"


def _ordered(rows: Ints, codes: Ints, labels: list[str], none: str) -> Groups:
    counts = np.bincount(codes + 1, minlength=len(labels) + 1)
    used = [code for code in range(len(labels)) if counts[code + 1]]
    used.sort(key=lambda code: (-counts[code + 1], labels[code]))
    moved = np.full(len(labels) + 1, len(used), np.int32)
    moved[[code + 1 for code in used]] = np.arange(len(used))
    shown = [labels[code] for code in used]
    sizes = [int(counts[code + 1]) for code in used]
    if counts[0]:
        shown.append(none)
        sizes.append(int(counts[0]))
    return Groups(rows, moved[codes + 1], shown, sizes)


def _only(lanes: Groups, kept: NDArray[np.bool_]) -> Groups:
    """Return the placements kept, in those lanes that still hold any, in the order of all lanes."""
    codes = lanes.codes[kept]
    counts = np.bincount(codes, minlength=len(lanes.labels))
    used = np.flatnonzero(counts)
    moved = np.zeros(len(counts), np.int32)
    moved[used] = np.arange(len(used))
    labels = [lanes.labels[code] for code in used.tolist()]
    return Groups(lanes.rows[kept], moved[codes], labels, counts[used].tolist())


def _colours(live: LiveTimeline, lanes: Groups, lanes_by: str, colour_by: str) -> Ints:
    if colour_by == lanes_by:
        codes = lanes.codes
        nameless = len(lanes.labels) - 1 if lanes.labels and lanes.labels[-1].startswith(_NAMELESS) else -1
    else:
        by = groups(live, colour_by)
        first = np.full(len(live.columns), -1, np.int32)
        first[by.rows[::-1]] = by.codes[::-1]  # the first group of an event gives its colour
        codes = first[lanes.rows]
        nameless = len(by.labels) - 1 if by.labels and by.labels[-1].startswith(_NAMELESS) else -1
    return np.where((codes < COLOURS) & (codes != nameless), codes, np.int32(-1)).astype(np.int32)


_NAMELESS = ("No mechanism", "No type", "No counterpart", "No country", "Family unknown")


def legend(live: LiveTimeline, colour_by: str) -> list[tuple[str, int]]:
    """Return (label, colour) of the groups that have a colour of their own, and of the rest (-1)."""
    by = groups(live, colour_by)
    named = [label for label in by.labels if not label.startswith(_NAMELESS)]
    shown = [(label, code) for code, label in enumerate(named[:COLOURS])]
    return [*shown, ("Others", -1)] if len(by.labels) > len(shown) else shown


def _shapes(live: LiveTimeline) -> NDArray[np.uint8]:
    columns = live.columns
    with live.reading() as connection:
        keys: dict[int, str] = dict(connection.execute("SELECT id, key FROM term WHERE vocabulary = 'type'"))
    of_type = [_SHAPES.get(keys.get(int(key), ""), Shape.DISC) for key in columns.keys["type"]]
    return np.array([*of_type, Shape.DISC], np.uint8)[columns.type]


def _fills(columns: EventColumns) -> NDArray[np.uint8]:
    fills = columns.status.astype(np.uint8)
    unsure = (columns.flags & UNVERIFIED).astype(bool) & (fills == Fill.FILLED)
    return np.where(unsure, np.uint8(Fill.DASHED), fills)
