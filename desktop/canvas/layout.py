"""Decides what of each lane is drawn singly, what as density, and where; knows no Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop.canvas.data import OPEN_HI, OPEN_LO, CanvasData, Int32
from desktop.canvas.index import PRECISE_START, LaneIndex, columns_between
from desktop.canvas.lanes import ROW, THIN, Lanes
from desktop.canvas.packing import NO_ROW, fill_in, pack

Floats = NDArray[np.float64]
Measure = Callable[[list[int]], list[float]]
"""Widths in pixels of the labels of some rows; negative for one that is not to be had yet."""

MARK: Final = 10
"""Width and height of a mark."""
FADE: Final = 40
"""Pixels over which an open end fades out."""
LABEL_GAP: Final = 4
"""Pixels between a mark and its label."""
MOST_MARKS: Final = 2400
"""Marks laid out singly in one go; beyond it, the most crowded lanes become density."""
_CROWDED: Final = 14
"""Pixels of a row per mark below which a whole lane becomes density."""
_FEW: Final = 6
"""Items per row that are never too many to try."""
_ROOM_FOR_LABEL: Final = 40


class Kind(IntEnum):
    """How a placement is drawn."""

    MARK = 0
    BAR = 1
    """It lasted, and some of that time is certain."""
    BLUR = 2
    """It lies somewhere in its range."""


@dataclass(frozen=True, slots=True)
class View:
    """A span of days (last exclusive) on a number of pixels, aligned to whole pixels from day 0."""

    first: float
    last: float
    width: int

    @property
    def scale(self) -> float:
        """Pixels per day."""
        return self.width / (self.last - self.first)

    @property
    def origin(self) -> int:
        """The left edge, in whole pixels from day 0."""
        return round(self.first * self.scale)

    def x(self, day: float) -> float:
        """Where a day begins, in pixels from the left edge."""
        return day * self.scale - self.origin

    def day(self, x: float) -> float:
        """The day, with its fraction, at a pixel."""
        return (x + self.origin) / self.scale


@dataclass(slots=True)
class Shade:
    """Density of one zone of a lane: placements per pixel column of the layout."""

    lane: int
    band: bool
    top: int
    height: int
    values: Int32


@dataclass(slots=True)
class Layout:
    """What a stretch of days holds, in pixels: x from `base`, y from the first lane's top.

    Arrays are aligned, one entry per placement drawn singly; `core0`/`core1` bound the certain part of
    a bar, `room` is the width its label may take (0: none), `inside` says that it stands within.
    """

    view: View
    base: int
    width: int
    lanes: range
    position: Int32
    row: Int32
    lane: Int32
    first_day: Floats
    last_day: Floats
    kind: NDArray[np.int8]
    pale: NDArray[np.bool_]
    x0: Floats
    x1: Floats
    core0: Floats
    core1: Floats
    y: Floats
    thin: NDArray[np.bool_]
    room: Floats
    inside: NDArray[np.bool_]
    shades: list[Shade] = field(default_factory=list[Shade])
    visited: int = 0
    waiting: bool = False
    """Whether some labels were not to be had yet."""

    def serves(self, view: View, lanes: range) -> bool:
        """Whether another view is this one moved, within what was laid out."""
        return (
            view.scale == self.view.scale
            and lanes.start >= self.lanes.start
            and lanes.stop <= self.lanes.stop
            and self.base <= view.origin
            and view.origin + view.width <= self.base + self.width
        )


@dataclass(slots=True)
class _Zone:
    lane: int
    band: bool
    top: int
    height: int
    rows: int
    count: int
    places: NDArray[np.int64]
    """Found only once the zone is known to be drawn singly."""


def stretch(view: View) -> tuple[float, float]:
    """The days to lay out for a view: whole chunks fixed in time, so that a pan moves rows as they are."""
    chunk = 2.0 ** np.floor(np.log2((view.last - view.first) / 4))
    return (np.floor(view.first / chunk) - 1) * chunk, (np.floor(view.last / chunk) + 2) * chunk


def lay_out(
    index: LaneIndex, lanes: Lanes, shown: range, view: View, measure: Measure, most: int = MOST_MARKS
) -> Layout:
    """Lay out the lanes `shown` around a view, `most` marks singly; `measure` is called once."""
    first, last = stretch(view)
    scale = view.scale
    base, end = int(np.floor(first * scale)), int(np.ceil(last * scale))
    edges = np.arange(base, end + 1) / scale
    columns = columns_between(edges)
    days = int(columns[0][0]), int(columns[1][-1]) - 1
    zones = _zones(index, lanes, shown, days)
    dense = _too_crowded(zones, end - base, scale, most)
    single = [zone for i, zone in enumerate(zones) if i not in dense]
    for zone in single:
        zone.places = index.touching(zone.band, zone.lane, *days)
    layout = _geometry(index, single, view, base, end - base, shown)
    layout.visited = sum(len(zone.places) for zone in single)
    layout.shades = [
        Shade(z.lane, z.band, z.top, z.height, index.density(z.band, z.lane, columns))
        for z in (zones[i] for i in sorted(dense))
    ]
    _place(layout, single, measure)
    return layout


def _zones(index: LaneIndex, lanes: Lanes, shown: range, days: tuple[int, int]) -> list[_Zone]:
    found: list[_Zone] = []
    for lane in shown:
        for band in (False, True):
            top, height, rows = lanes.band_zone(lane) if band else lanes.marks_zone(lane)
            count = index.count_touching(band, lane, *days) if rows else 0
            if count:
                found.append(_Zone(lane, band, top, height, rows, count, np.zeros(0, np.int64)))
    return found


def _too_crowded(zones: list[_Zone], width: int, scale: float, most: int) -> set[int]:
    """Which zones are drawn as density: too many for their rows, then the fullest beyond the limit."""
    # What stands in a band is longer than a month: at a scale where a month is wide, few of them fit.
    needed = (_CROWDED, max(3.0 * _CROWDED, PRECISE_START * scale))
    dense = {
        i
        for i, zone in enumerate(zones)
        if zone.count * needed[zone.band] > zone.rows * width and zone.count > _FEW * zone.rows
    }
    total = sum(zone.count for i, zone in enumerate(zones) if i not in dense)
    for i in sorted(range(len(zones)), key=lambda i: -zones[i].count / zones[i].rows):
        if total <= most:
            break
        if i not in dense:
            dense.add(i)
            total -= zones[i].count
    return dense


def _geometry(
    index: LaneIndex, zones: list[_Zone], view: View, base: int, width: int, shown: range
) -> Layout:
    sorts = (index.precise, index.band)
    position = _joined([sorts[z.band].position[z.places] for z in zones], np.int32)
    lo = _joined([sorts[z.band].lo[z.places] for z in zones], np.float64)
    hi = _joined([sorts[z.band].hi[z.places] for z in zones], np.float64)
    data, scale = index.data, view.scale
    kind, core_first, core_last = _kinds(data, position, hi)
    x0, x1 = lo * scale - base, (hi + 1) * scale - base
    x0 -= FADE * (data.start_lo[position] == OPEN_LO)
    x1 += FADE * ((data.end_hi[position] == OPEN_HI) | (data.start_hi[position] == OPEN_HI))
    single = (kind == Kind.MARK) | (x1 - x0 < MARK)
    pale = kind == Kind.BLUR
    middle = np.round((x0 + x1) / 2)
    n = len(position)
    return Layout(
        view=view,
        base=base,
        width=width,
        lanes=shown,
        position=position,
        row=data.rows[position],
        lane=data.lane[position],
        first_day=lo,
        last_day=hi,
        kind=np.where(single, Kind.MARK, kind).astype(np.int8),
        pale=pale,
        x0=np.where(single, middle - MARK / 2, np.round(x0)),
        x1=np.where(single, middle + MARK / 2, np.round(x1)),
        core0=np.round(core_first * scale - base),
        core1=np.round((core_last + 1) * scale - base),
        y=np.full(n, np.nan),
        thin=np.repeat([z.height == THIN for z in zones], [len(z.places) for z in zones]).astype(bool),
        room=np.zeros(n),
        inside=np.zeros(n, bool),
    )


def _kinds(data: CanvasData, position: Int32, hi: Floats) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Kind of each placement and the first and last day of what of it is certain."""
    slo, shi = data.start_lo[position], data.start_hi[position]
    elo, ehi = data.end_lo[position], data.end_hi[position]
    ongoing = (ehi == OPEN_HI) & (shi != OPEN_HI)
    core_last = np.where(ongoing & ((elo == OPEN_LO) | (elo == OPEN_HI)), hi, elo.astype(np.float64))
    day = (slo == shi) & (elo == ehi) & (shi == elo)
    lasting = (shi != OPEN_HI) & (core_last >= shi) & ~day & ((slo != shi) | (ehi != shi))
    kind = np.where(day, Kind.MARK, np.where(lasting, Kind.BAR, Kind.BLUR))
    return kind, shi.astype(np.float64), core_last


def _place(layout: Layout, zones: list[_Zone], measure: Measure) -> None:
    """Give every placement a row and its label room; what finds none joins its zone's density."""
    bounds = np.cumsum([0] + [len(zone.places) for zone in zones])
    widths = _label_widths(layout, zones, bounds, measure)
    wide = layout.x1 - layout.x0
    layout.inside = (layout.kind != Kind.MARK) & (widths > 0) & (wide >= widths + 16)
    beside = np.where((widths > 0) & ~layout.inside, widths + LABEL_GAP, 0.0)
    vague = layout.pale & (layout.kind == Kind.BLUR)
    kept = np.zeros(len(wide), bool)
    for zone, a, b in zip(zones, bounds[:-1], bounds[1:], strict=True):
        part = slice(int(a), int(b))
        rows, room = _pack_zone(layout, zone, part, beside[part], vague[part])
        pitch = ROW if zone.height != THIN else THIN
        layout.y[part] = zone.top + rows * pitch + pitch / 2
        layout.room[part] = np.where(layout.inside[part], widths[part], np.maximum(room - LABEL_GAP, 0))
        kept[part] = rows != NO_ROW
        if not kept[part].all():
            layout.shades.append(_overflow(layout, zone, part, kept))
    _keep(layout, kept)


def _label_widths(layout: Layout, zones: list[_Zone], bounds: Int32, measure: Measure) -> Floats:
    """Widths of the labels worth asking for: those with some room before their row's next mark."""
    asked = np.zeros(len(layout.row), bool)
    for zone, a, b in zip(zones, bounds[:-1], bounds[1:], strict=True):
        if zone.height == THIN:
            continue
        x0, x1 = layout.x0[a:b], layout.x1[a:b]
        after = np.full(len(x0), np.inf)
        after[: max(0, len(x0) - zone.rows)] = x0[zone.rows :]
        asked[a:b] = (after - x1 >= _ROOM_FOR_LABEL) | (x1 - x0 >= _ROOM_FOR_LABEL)
    asked &= (layout.x1 > -300) & (layout.x0 < layout.width)
    widths = np.zeros(len(layout.row))
    which = np.flatnonzero(asked)
    widths[which] = measure(layout.row[which].tolist())
    layout.waiting = bool((widths < 0).any())
    return np.maximum(widths, 0)


def _pack_zone(
    layout: Layout, zone: _Zone, part: slice, beside: Floats, vague: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], Floats]:
    x0, x1 = layout.x0[part], layout.x1[part]
    rows, room = np.full(len(x0), NO_ROW), np.zeros(len(x0))
    firm = np.flatnonzero(~vague)
    # A mark is centred on its range, so the order of starts is not quite that of left edges.
    firm = firm[np.argsort(x0[firm], kind="stable")]
    packed = pack(x0[firm].tolist(), x1[firm].tolist(), beside[firm].tolist(), zone.rows)
    rows[firm], room[firm] = packed.rows, packed.room
    if len(firm) < len(x0):
        packed.rows, packed.room = rows.tolist(), room.tolist()
        later = np.flatnonzero(vague).tolist()
        fill_in(packed, later, x0.tolist(), x1.tolist(), beside.tolist(), zone.rows)
        rows, room = np.array(packed.rows), np.array(packed.room)
    return rows, room


def _overflow(layout: Layout, zone: _Zone, part: slice, kept: NDArray[np.bool_]) -> Shade:
    """Density of what found no row, so that nothing visible is left out of the picture."""
    left = np.flatnonzero(~kept[part]) + part.start
    a = np.clip(layout.x0[left], 0, layout.width).astype(np.int64)
    b = np.clip(layout.x1[left], 0, layout.width).astype(np.int64)
    steps = np.bincount(a, minlength=layout.width + 1) - np.bincount(b, minlength=layout.width + 1)
    values = np.cumsum(steps[: layout.width]).astype(np.int32)
    return Shade(zone.lane, zone.band, zone.top, zone.height, values)


def _keep(layout: Layout, kept: NDArray[np.bool_]) -> None:
    """Drop the entries that found no row from all arrays."""
    for entry in () if kept.all() else fields(layout):
        values = getattr(layout, entry.name)
        if isinstance(values, np.ndarray):
            setattr(layout, entry.name, values[kept])


def _joined(parts: list[NDArray[Any]], dtype: type[np.generic]) -> NDArray[Any]:
    return np.concatenate(parts).astype(dtype, copy=False) if parts else np.zeros(0, dtype)
