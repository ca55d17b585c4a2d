"""What the charts page has done in the pool: computing and drawing, and the way between marks and events."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from db.arrays.columns import EventColumns
from db.errors import Problem
from db.plots.spec import ChartSpec
from db.stats.bins import BinError
from db.stats.errors import StatError
from desktop.live import LiveTimeline
from desktop.theme import Theme

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.plots.results import Result
    from desktop.charts.drawn import Drawn

_MOST_LIT: Final = 400
"""Marks that are looked behind one by one, to see whether selected events are there."""

_ALL_GROUPS: Final = 100
"""As many groups as any chart takes."""

Rows = NDArray[np.int32]


@dataclass(slots=True)
class Request:
    """A picture that is wanted: of what, how large (in pixels of the screen), in which look.

    `result` is given where only the drawing is to be done anew. `dropped` is set when another picture is wanted.
    """

    live: LiveTimeline
    columns: EventColumns
    rows: Rows
    spec: ChartSpec
    theme: Theme
    size: tuple[int, int]
    ratio: float
    dots: float
    points: float
    result: "Result | None" = None
    dropped: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as it was computed from columns, and drawn."""

    request: Request
    result: "Result"
    drawn: "Drawn"
    image: QImage


def picture(request: Request) -> Picture | None:
    """Compute, unless that is done, and draw; None if it is wanted no more, or an edit came between."""
    result = request.result or computed(request)
    if result is None or request.dropped:
        return None
    drawn, image = painted(result, request)
    return Picture(request, result, drawn, image)


def computed(request: Request) -> "Result | None":
    """Compute what a chart shows; None if the columns are older than what is read. Raises Problem and its like."""
    from db.history import revision
    from db.plots.compute import compute
    from db.reading import raw

    if request.dropped:
        return None
    with request.live.read() as session:
        if revision(raw(session)) != request.columns.revision:
            return None
        return compute(session, request.columns, request.spec, request.rows)


def painted(result: "Result", request: Request) -> "tuple[Drawn, QImage]":
    """Draw a result in the pixels of the screen."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from desktop.charts.kinds import draw_chart

    width, height = (max(round(side * request.ratio), 1) for side in request.size)
    dpi = request.dots * request.ratio
    figure = Figure(figsize=(width / dpi, height / dpi), dpi=dpi)
    canvas = FigureCanvasAgg(figure)
    untitled = replace(result, spec=replace(result.spec, title=""))  # it stands in a field above
    drawn = draw_chart(figure, untitled, request.theme, size=request.points)
    canvas.draw()
    pixels = np.ascontiguousarray(canvas.buffer_rgba())
    across, down = pixels.shape[1], pixels.shape[0]
    image = QImage(pixels.data, across, down, 4 * across, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(request.ratio)
    return drawn, image


def events_behind(live: LiveTimeline, of: Picture, marks: Sequence[Any]) -> list[int]:
    """Return the ids of the events behind marks, each once."""
    from db.plots.results import HeatChart

    telling, columns = _telling(of, marks), of.request.columns
    with live.read() as session:
        if isinstance(of.result, HeatChart):
            return of.result.events_of_all(session, columns, telling).tolist()
        found = [of.result.events(session, columns, mark) for mark in joined(telling)]
    return list(dict.fromkeys(event for ids in found for event in ids.tolist()))


def _telling(of: Picture, marks: Sequence[Any]) -> list[Any]:
    """Leave out what adds nothing: parts of bins that are there whole, empty cells, and cells there crosswise."""
    whole = {mark.first for mark in marks if getattr(mark, "group", 0) is None}
    kept = [mark for mark in marks if getattr(mark, "group", None) is None or mark.first not in whole]
    if of.result.spec.chart not in {"heatmap", "who"}:
        return kept
    matrix: Any = of.result.matrix  # type: ignore[union-attr]
    cells = {(m.row, m.column): m for m in kept if matrix.possible[m.row, m.column]}
    if not matrix.symmetric:
        return list(cells.values())
    return [m for (row, column), m in cells.items() if row <= column or (column, row) not in cells]


def joined(marks: Sequence[Any]) -> list[Any]:
    """Put bins side by side into one mark, so that many of them are looked behind at once."""
    runs = [mark for mark in marks if hasattr(mark, "first") and hasattr(mark, "after")]
    rest = [mark for mark in marks if not (hasattr(mark, "first") and hasattr(mark, "after"))]
    runs.sort(key=lambda mark: (_kin(mark), mark.first))
    out: list[Any] = []
    for mark in runs:
        if out and _kin(out[-1]) == _kin(mark) and mark.first <= out[-1].after:
            out[-1] = replace(out[-1], after=max(mark.after, out[-1].after))
        else:
            out.append(mark)
    return [*out, *rest]


def _kin(mark: Any) -> str:
    return f"{type(mark).__name__} {getattr(mark, 'group', getattr(mark, 'side', ''))}"


def marks_of(live: LiveTimeline, of: Picture, marks: Collection[Any], events: Collection[int]) -> list[Any]:
    """Return those of a picture's marks that have one of some events behind them."""
    from db.plots.marks import BinMark, CellMark

    if not events:
        return []
    chosen = of.request.columns.rows_of(tuple(events))
    chosen = chosen[np.isin(chosen, of.request.rows)].astype(np.int32)
    if not len(chosen):
        return []
    kinds = {type(mark) for mark in marks}
    if of.result.spec.chart in {"frequency", "heatmap", "who"} and kinds <= {BinMark, CellMark}:
        return _counted_marks(live, of, marks, chosen)
    wanted = set(of.request.columns.ids[chosen].tolist())
    with live.read() as session:
        return [
            mark for mark in list(marks)[:_MOST_LIT]
            if not wanted.isdisjoint(of.result.events(session, of.request.columns, mark).tolist())
        ]  # fmt: skip


def _counted_marks(live: LiveTimeline, of: Picture, marks: Collection[Any], rows: Rows) -> list[Any]:
    """Count the selected events alone, in the same bins and groups, and see where they are."""
    whole = _cells(of.result)
    spec = replace(_plain(of.result), most=_ALL_GROUPS)
    with live.read() as session:
        try:
            some = _cells(_compute(session, of.request.columns, spec, rows))
        except (Problem, BinError, StatError):  # none of them counts
            return []
    where = _mapped(whole, some)
    return narrowest([mark for mark in marks if _holds(mark, where)])


def narrowest(marks: Sequence[Any]) -> list[Any]:
    """Leave out whole bins of which a group is among the marks."""
    parts = {mark.first for mark in marks if getattr(mark, "group", None) is not None}
    return [mark for mark in marks if getattr(mark, "group", 0) is not None or mark.first not in parts]


def _compute(session: "Session", columns: EventColumns, spec: ChartSpec, rows: Rows) -> "Result":
    from db.plots.compute import compute

    return compute(session, columns, spec, rows, every_group=True)


def _plain(result: Any) -> ChartSpec:
    """The same chart over the same days, without what is drawn over the counts."""
    from db.stats.bins import day_text

    spec = replace(
        result.spec, average=0, draws=False, poisson=False, changes=False, measure="count", style="stacked"
    )
    if result.spec.chart != "frequency" or not len(result.frequency.bins):
        return spec
    edges = result.frequency.bins.edges
    return replace(spec, first=day_text(edges[0]), last=day_text(edges[-1]))


def _cells(result: Any) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.bool_]]:
    """Names of rows and columns of a result, and in which cells something possibly is, [r, c]."""
    if result.spec.chart == "frequency":
        return result.frequency.groups, result.frequency.bins.labels, result.frequency.possible > 0
    return result.matrix.down.labels, result.matrix.across.labels, result.matrix.possible > 0


def _mapped(whole: Any, some: Any) -> NDArray[np.bool_]:
    """Put cells of some rows and columns into the places of all; rows without a place of their own into the last."""
    rows, columns, held = whole
    out = np.zeros(held.shape, np.bool_)
    row_at = {name: place for place, name in enumerate(rows)}
    column_at = {name: place for place, name in enumerate(columns)}
    for r, c in np.argwhere(some[2]).tolist():
        row = row_at.get(some[0][r], len(rows) - 1)
        column = column_at.get(some[1][c], len(columns) - 1)
        out[row, column] = True
    return out


def _holds(mark: Any, where: NDArray[np.bool_]) -> bool:
    if hasattr(mark, "row"):
        return bool(where[mark.row, mark.column])
    part = where if mark.group is None else where[mark.group : mark.group + 1]
    return bool(part[:, mark.first : mark.after].any())
