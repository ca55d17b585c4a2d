"""Days, titles and wheel turns for a canvas of a few events."""

from datetime import date

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

FIRST = date(2006, 1, 1).toordinal()


def a_day(lane, offset):
    return (lane, *[FIRST + offset] * 4)


def titles(rows):
    return [f"第{row}回 session <b>{row}</b>" for row in rows]


def wheel(canvas, point, delta, modifier=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(QPointF(point), QPointF(canvas.mapToGlobal(point)), QPoint(), QPoint(0, delta),
                        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(canvas, event)
