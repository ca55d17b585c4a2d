"""The timeline canvas: answers mouse, wheel and keyboard and tells what the user wants done."""

from collections.abc import Callable
from datetime import date

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from desktop.axis import TimeAxis
from desktop.canvas import walk
from desktop.canvas.card import HoverCard
from desktop.canvas.data import Card
from desktop.canvas.gestures import PAN_PER_NOTCH, ZOOM_PER_NOTCH, Drag, Gesture, notches, pans
from desktop.canvas.index import LaneIndex
from desktop.canvas.labels import Titles
from desktop.canvas.surface import CanvasSurface
from desktop.canvas.ticks import MONTHS

HOVER_MS = 280
"""How long the pointer rests on an event before its card shows."""
_KEY_ZOOM = 1.5


class TimelineCanvas(CanvasSurface):
    """Lets the user look around, select, and ask for moves and edits.

    It changes nothing but its own view and selection: moves and edits are asked for by signals.
    """

    selection_changed = Signal(object)
    """Rows (list of int) that the user selected."""
    move_requested = Signal(int, int)
    """A row, and by how many days it shall be moved; once, on release."""
    edit_requested = Signal(int)
    menu_requested = Signal(int, QPoint)
    """A row (-1: empty ground) and where on the screen."""
    hovered = Signal(int)
    """The row under the pointer, -1 if there is none."""

    def __init__(
        self,
        axis: TimeAxis,
        titles: Titles,
        cards: Callable[[int], Card] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(axis, titles, parent)
        self._cards = cards
        self._gesture = Gesture()
        self._pointer = QPoint()
        self._crowd = 0
        self.card = HoverCard(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(HOVER_MS)
        self._rest.timeout.connect(self._on_rested)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._follow_look()

    def set_index(self, index: LaneIndex) -> None:
        self._end_gesture()
        super().set_index(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.card.hide()
        across, away = notches(event.angleDelta())
        plot = self.picture.plot_rect()
        x = event.position().x()
        if x < plot.left() or event.position().y() < 0:
            self._bar.setValue(self._bar.value() - round(away * 60))
        elif pans(event.modifiers()) or (across and not away):
            self.axis.pan(-(away + across) * PAN_PER_NOTCH * self.axis.span)
        elif away:
            self.axis.zoom_at(self.day_at(x), ZOOM_PER_NOTCH**away)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.card.hide()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        placement = self.picture.placement_at(point)
        self._gesture = Gesture(
            Drag.PRESSED,
            point,
            placement,
            movable=placement is not None and self._is_movable(placement),
            extending=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
            first=self.axis.first,
            scroll=self._bar.value(),
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        drag = self._gesture.moved_to(point)
        if drag is Drag.PAN:
            self._pan_to(point)
        elif drag is Drag.MOVE:
            self._preview_move(point)
        elif drag is Drag.BAND:
            self.picture.overlay.band = self._gesture.area(point)
            self.update()
        elif drag is Drag.NOTHING:
            self._hover(point)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        gesture, over = self._gesture, self.picture.overlay
        moving, days = over.moving, over.moved_by
        self._end_gesture()
        point = event.position().toPoint()
        adding = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if gesture.drag is Drag.PRESSED:
            self._click(gesture, adding=adding)
        elif gesture.drag is Drag.MOVE and moving is not None and days:
            self.move_requested.emit(self.row_of(moving), days)
        elif gesture.drag is Drag.BAND:
            self._select_area(gesture.area(point))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._end_gesture()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        row = self.row_at(event.position())
        if row >= 0:
            self.edit_requested.emit(row)
        elif self.picture.crowd_at(event.position()):
            self.axis.zoom_at(self.day_at(event.position().x()), 4.0)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(None)
        self._crowd = 0
        self._rest.stop()
        self.card.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(event.position().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.card.hide()
        by_keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        row = self.row_of(self.current) if by_keyboard else self.row_at(event.pos())
        if row >= 0 and row not in self.selection:
            self._select([row])
        self.menu_requested.emit(row, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.picture.overlay.focused = by_key
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.picture.overlay.focused = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        actions: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._walk(walk.along, -1),
            Qt.Key.Key_Right: lambda: self._walk(walk.along, 1),
            Qt.Key.Key_Up: lambda: self._walk(walk.across, -1),
            Qt.Key.Key_Down: lambda: self._walk(walk.across, 1),
            Qt.Key.Key_Plus: lambda: self.axis.zoom_at(self._middle(), _KEY_ZOOM),
            Qt.Key.Key_Equal: lambda: self.axis.zoom_at(self._middle(), _KEY_ZOOM),
            Qt.Key.Key_Minus: lambda: self.axis.zoom_at(self._middle(), 1 / _KEY_ZOOM),
            Qt.Key.Key_Home: self.axis.show_all,
            Qt.Key.Key_End: self.axis.show_all,
            Qt.Key.Key_PageUp: lambda: self._bar.setValue(self._bar.value() - self._bar.pageStep()),
            Qt.Key.Key_PageDown: lambda: self._bar.setValue(self._bar.value() + self._bar.pageStep()),
            Qt.Key.Key_Return: self._edit_current,
            Qt.Key.Key_Enter: self._edit_current,
        }
        if key == Qt.Key.Key_Escape and self._gesture.drag is not Drag.NOTHING:
            self._cancel_gesture()
        elif key in actions:
            actions[key]()
        else:
            super().keyPressEvent(event)

    # Slots

    def _on_moved(self) -> None:
        self.card.hide()
        super()._on_moved()

    def _on_rested(self) -> None:
        placement = self.picture.overlay.hovered
        if placement is not None and self._cards is not None:
            self.card.show_card(self._cards(self.row_of(placement)), self._pointer)
        elif placement is None and self._crowd:
            count = self.tr("{count} events here").format(count=self._crowd)
            hint = self.tr("Zoom in to tell them apart.")
            self.card.show_card(
                Card(self.tr("1 event here") if self._crowd == 1 else count, hint), self._pointer
            )

    # Pointer

    def _hover(self, point: QPoint) -> None:
        self._pointer = point
        placement = self.picture.placement_at(point)
        self._set_hovered(placement)
        if placement is None and (crowd := self.picture.crowd_at(point)) != self._crowd:
            self._crowd = crowd
            self.card.hide()
            self._rest.start()

    def _set_hovered(self, placement: int | None) -> None:
        if placement == self.picture.overlay.hovered:
            return
        self.picture.overlay.hovered = placement
        self._crowd = 0
        self.card.hide()
        if placement is None:
            self._rest.stop()
            self.unsetCursor()
        else:
            self._rest.start()
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hovered.emit(self.row_of(placement))
        self.update()

    def _pan_to(self, point: QPoint) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        moved = point - self._gesture.start
        days = moved.x() / self.picture.plot_rect().width() * self.axis.span
        self.axis.pan(self._gesture.first - days - self.axis.first)
        self._bar.setValue(self._gesture.scroll - moved.y())

    def _preview_move(self, point: QPoint) -> None:
        placement = self._gesture.placement
        if placement is None:
            return
        scale = self.picture.plot_rect().width() / self.axis.span
        start = int(self.picture.index.data.start_lo[placement])
        end = int(self.picture.index.data.end_hi[placement])
        days = round((point.x() - self._gesture.start.x()) / scale)
        days = min(max(days, date.min.toordinal() - start), date.max.toordinal() - end)
        over = self.picture.overlay
        over.moving, over.moved_by = placement, days
        over.moved_text = date_words(start + days)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.update()

    def _click(self, gesture: Gesture, *, adding: bool) -> None:
        if gesture.placement is None:
            if not adding and not gesture.extending and self.selection:
                self._select([])
            return
        row = self.row_of(gesture.placement)
        self._set_current(gesture.placement)
        if adding or gesture.extending:
            kept = [chosen for chosen in self.selection if chosen != row]
            self._select(kept if len(kept) < len(self.selection) else [*kept, row])
        else:
            self._select([row])

    def _select_area(self, area: QRect) -> None:
        rows = self.picture.index.data.rows[self.picture.placements_in(area)]
        self._select(np.union1d(rows, self.selection).astype(int).tolist())

    def _end_gesture(self) -> None:
        self._gesture = Gesture()
        over = self.picture.overlay
        over.moving, over.moved_by, over.band = None, 0, None
        self.unsetCursor()
        self.update()

    def _cancel_gesture(self) -> None:
        first, scroll = self._gesture.first, self._gesture.scroll
        panning = self._gesture.drag is Drag.PAN
        self._end_gesture()
        if panning:
            self.axis.pan(first - self.axis.first)
            self._bar.setValue(scroll)

    # Keyboard

    def _walk(self, way: Callable[..., int | None], step: int) -> None:
        found = way(self.picture.index, self._standing(), step, self._middle())
        if found is not None:
            self._set_current(found)
            self.reveal_placement(found)
            self._select([self.row_of(found)])

    def _standing(self) -> int | None:
        """The placement to go on from: new data forget where the keyboard stood, but not what is selected."""
        if self.current is not None or not self.selection:
            return self.current
        places = np.flatnonzero(self.picture.index.data.rows == self.selection[0])
        return int(places[0]) if len(places) else None

    def _edit_current(self) -> None:
        row = self.row_of(self.current) if self.current is not None else next(iter(self.selection), -1)
        if row >= 0:
            self.edit_requested.emit(row)

    def _set_current(self, placement: int) -> None:
        self.current = placement
        self.picture.current_lane = int(self.picture.index.data.lane[placement])
        if self._cards is not None:
            card = self._cards(self.row_of(placement))
            self.setAccessibleDescription(", ".join(filter(None, (card.title, card.date, card.participants))))

    # Helpers

    def _select(self, rows: list[int]) -> None:
        self.set_selection(rows)
        self.selection_changed.emit(list(rows))

    def _is_movable(self, placement: int) -> bool:
        """Whether an event's days are known exactly, so that moving it by days makes sense."""
        data = self.picture.index.data
        return bool(
            data.start_lo[placement] == data.start_hi[placement]
            and data.end_lo[placement] == data.end_hi[placement]
        )

    def _middle(self) -> float:
        return (self.axis.first + self.axis.last) / 2

    def _follow_look(self) -> None:
        super()._follow_look()
        self.card.set_theme(self.picture.theme)


def date_words(day: int) -> str:
    """A day as the canvas writes it: 16 Oct 2006."""
    when = date.fromordinal(day)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"
