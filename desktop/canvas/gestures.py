"""What a press of the mouse on the canvas grows into: a click, a pan, a move of an event, a rubber band."""

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

ZOOM_PER_NOTCH: Final = 1.25
PAN_PER_NOTCH: Final = 0.12
"""Share of the span that a wheel notch pans."""
NOTCH: Final = 120


class Drag(Enum):
    """What is being done with the button held down."""

    NOTHING = auto()
    PRESSED = auto()
    """Not yet far enough to be a drag."""
    PAN = auto()
    MOVE = auto()
    BAND = auto()


@dataclass(slots=True)
class Gesture:
    """A press and what it has become so far."""

    drag: Drag = Drag.NOTHING
    start: QPoint = field(default_factory=QPoint)
    placement: int | None = None
    movable: bool = False
    extending: bool = False
    first: float = 0.0
    """First day of the view and scroll at the press: a pan is reckoned from there, so it can't drift."""
    scroll: int = 0

    def moved_to(self, point: QPoint) -> Drag:
        """What the gesture is once the pointer is at a point."""
        if self.drag is Drag.PRESSED and self._far(point):
            if self.extending:
                self.drag = Drag.BAND
            elif self.movable:
                self.drag = Drag.MOVE
            else:
                self.drag = Drag.PAN
        return self.drag

    def area(self, point: QPoint) -> QRect:
        """The rectangle drawn up from the press to a point."""
        return QRect(self.start, point).normalized()

    def _far(self, point: QPoint) -> bool:
        return (point - self.start).manhattanLength() >= QApplication.startDragDistance() // 2


def notches(delta: QPoint) -> tuple[float, float]:
    """Wheel notches to the right and away from the user."""
    return delta.x() / NOTCH, delta.y() / NOTCH


def pans(modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a wheel with these modifiers pans instead of zooming."""
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return bool(modifiers & wanted)
