"""Going by keyboard from one part of the window to the next, and back to where one was in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget


def step(parts: Sequence[QWidget], by: int) -> None:
    """Go from the part that has the focus to the one `by` places on that can be entered, round and round."""
    now = QApplication.focusWidget()
    at = next((place for place, part in enumerate(parts) if now and _holds(part, now)), -1 if by > 0 else 0)
    for distance in range(1, len(parts) + 1):
        if enter(parts[(at + by * distance) % len(parts)]):
            return


def enter(part: QWidget) -> bool:
    """Put the focus where it was in a part, else into its first field; return False if it has none to show."""
    target = _entrance(part)
    if target is None:
        return False
    target.setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _entrance(part: QWidget) -> QWidget | None:
    if not part.isVisible():
        return None
    last = part.focusWidget()
    if last is not None and _takes_focus(last):
        return last
    if _takes_focus(part):
        return part
    inside: QWidget | None = part.nextInFocusChain()
    while inside is not None and inside is not part:
        if part.isAncestorOf(inside) and _takes_focus(inside):
            return inside
        inside = inside.nextInFocusChain()
    return None


def _holds(part: QWidget, widget: QWidget) -> bool:
    return part is widget or part.isAncestorOf(widget)


def _takes_focus(widget: QWidget) -> bool:
    """Tell whether something can be done in a widget by keys; an area that only scrolls others is passed over."""
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not isinstance(widget, QScrollArea)
    return tab and widget.isVisible() and widget.isEnabled()
