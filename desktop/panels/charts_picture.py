"""A chart on screen: the picture that the pool drew, and the marks in it one can point at, brush and step through."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.look import colour, theme_for
from desktop.panels.charts_boxes import box_of, next_mark, shade_of
from desktop.wording import plain_tip

if TYPE_CHECKING:
    from desktop.charts.drawn import Drawn

_MOST_FRAMED: Final = 300  # lit marks that have a frame each
_CLICK: Final = 4  # pixels the pointer may slip before a click is a brush
_LIT: Final = 0.16  # how dark a lit mark is
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChartPicture(QWidget):
    """Shows a picture, and over it the marks that are lit, brushed, or have the cursor.

    `picked(marks)` asks for the events behind marks to be selected, `opened(marks)` for them to be shown in the
    table, `resized` for the picture to be drawn in another size; until it comes the old one is stretched.
    """

    picked = Signal(object)
    opened = Signal(object)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.lit: frozenset[Any] = frozenset()
        """Marks whose events are selected."""
        self.current: Any = None
        """The mark that the keyboard is at."""
        self._drawn: Drawn | None = None
        self._shade: QImage | None = None  # of very many lit marks
        self._hovered: Any = None
        self._brush: tuple[QPointF, QPointF] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_picture(self, image: QImage, drawn: "Drawn") -> None:
        """Show another picture; marks that it has no more are forgotten."""
        self.image, self._drawn = image, drawn
        self._hovered = None
        if self.current not in drawn.places:
            self.current = None
        self.light(self.lit)

    def light(self, marks: Iterable[Any]) -> None:
        """Show these marks as those of the selected events."""
        self.lit = frozenset(mark for mark in marks if mark in self.marks)
        self._shade = None
        self.update()

    @property
    def marks(self) -> Collection[Any]:
        """The marks that can be pointed at."""
        return {} if self._drawn is None else self._drawn.places.keys()

    def box(self, mark: Any) -> QRectF:
        """Where a mark stands, in pixels of the widget; raises KeyError for one that isn't there."""
        if self._drawn is None:
            raise KeyError(mark)
        return box_of(self._drawn, mark, self.image.devicePixelRatio())

    def words(self, mark: Any) -> str:
        """What a mark says."""
        return "" if self._drawn is None else self._drawn.words(mark)

    def mark_at(self, at: QPointF) -> Any | None:
        """The mark at a place of the widget, None where there is none."""
        return None if self._drawn is None else self._drawn.mark_at(*self._in_figure(at))

    # --- Qt overrides ---

    def sizeHint(self) -> QSize:
        return QSize(720, 420)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = theme_for(self.palette())
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), colour(theme.ground))
            if self.image.isNull():
                return
            if self._fits():
                painter.drawImage(QPointF(0, 0), self.image)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(self.rect()), self.image)
                return
            self._paint_lit(painter)
            if self._hovered is not None:
                self._frame(painter, self._hovered, QPen(colour(theme.selection, 0.7), 1), 0.06)
            if self.current is not None and self.hasFocus():
                self._frame(painter, self.current, QPen(colour(theme.text), 1.5, Qt.PenStyle.DotLine), 0.0)
            if self._brush is not None and self._brushes():
                area = QRectF(*self._brush).normalized()
                painter.fillRect(area, colour(theme.selection, 0.12))
                painter.setPen(colour(theme.selection))
                painter.drawRect(area)
        finally:
            painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._brush = (event.position(), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._brush is not None:
            self._brush = (self._brush[0], event.position())
            self.update()
        else:
            self._hover(event.position(), event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._brush is None:
            return
        first, last = self._brush
        brushes = self._brushes()
        self._brush = None
        self.update()
        if self._drawn is None or not self._fits():
            return
        if brushes:
            self.picked.emit(self._drawn.marks_in(self._in_figure(first), self._in_figure(last)))
            return
        mark = self.mark_at(last)
        self.current = self.current if mark is None else mark
        more = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        self._pick(mark, more=bool(more))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self.mark_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and mark is not None:
            self.opened.emit([mark])

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.marks:
            self._step(_STEPS[key], more=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End} and self.marks:
            self._go_to(list(self.marks)[0 if key == Qt.Key.Key_Home else -1])
        elif key == Qt.Key.Key_Space and self.current is not None:
            self._pick(self.current, more=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in _ENTER and self.current is not None:
            self.opened.emit([*self.lit] if self.current in self.lit else [self.current])
        elif key == Qt.Key.Key_Escape and (self._brush is not None or self.lit):
            self._brush = None
            self.picked.emit([])
        else:
            super().keyPressEvent(event)

    # --- inside ---

    def _fits(self) -> bool:
        """Whether the picture was drawn for this size: only then marks are where it shows them."""
        ratio = self.image.devicePixelRatio()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        return not self.image.isNull() and (self.image.size() - wanted).isNull()

    def _in_figure(self, at: QPointF) -> tuple[float, float]:
        """The pixel of the figure, y upwards, at a place of the widget."""
        ratio = self.image.devicePixelRatio()
        return at.x() * ratio, self.image.height() - at.y() * ratio

    def _brushes(self) -> bool:
        if self._brush is None:
            return False
        way = self._brush[1] - self._brush[0]
        return abs(way.x()) > _CLICK or abs(way.y()) > _CLICK

    def _hover(self, at: QPointF, where: QPoint) -> None:
        mark = self.mark_at(at) if self._fits() else None
        if mark == self._hovered:
            return
        self._hovered = mark
        self.setCursor(Qt.CursorShape.ArrowCursor if mark is None else Qt.CursorShape.PointingHandCursor)
        if mark is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(where, plain_tip(self.words(mark)), self)
        self.update()

    def _step(self, way: tuple[int, int], *, more: bool) -> None:
        before = self.current
        if self._drawn is not None:
            self._go_to(next_mark(self._drawn, before, way))
        if more and before is not None:
            self.picked.emit([*self.lit, *({before, self.current} - self.lit)])

    def _go_to(self, mark: Any) -> None:
        self.current = mark
        words = self.words(mark)
        self.setAccessibleDescription(words)
        where = self.mapToGlobal(self.box(mark).topRight().toPoint() + QPoint(8, -8))
        QToolTip.showText(where, plain_tip(words), self)
        self.update()

    def _pick(self, mark: Any | None, *, more: bool) -> None:
        if not more:
            self.picked.emit([] if mark is None else [mark])
        elif mark is not None:
            self.picked.emit(
                [each for each in self.lit if each != mark] if mark in self.lit else [*self.lit, mark]
            )

    def _paint_lit(self, painter: QPainter) -> None:
        selection = theme_for(self.palette()).selection
        if len(self.lit) <= _MOST_FRAMED or self._drawn is None:
            for mark in self.lit:
                self._frame(painter, mark, QPen(colour(selection), 1.5), _LIT)
            return
        if self._shade is None:
            self._shade = shade_of(
                self._drawn, self.lit, self.image, colour(selection), colour(selection, _LIT)
            )
        painter.drawImage(QPointF(0, 0), self._shade)

    def _frame(self, painter: QPainter, mark: Any, pen: QPen, fill: float) -> None:
        painter.setPen(pen)
        painter.setBrush(colour(theme_for(self.palette()).selection, fill))
        painter.drawRoundedRect(self.box(mark), 2, 2)
