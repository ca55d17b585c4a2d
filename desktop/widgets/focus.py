"""Shows where the keys go: what is chosen in a list that has not the focus is pale, a field that has it is framed."""

from typing import Any, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

_SHARE: Final = 0.35
"""How much of the strong colour of a choice is left where the keys go elsewhere."""


def pale_if_left(view: QAbstractItemView, option: QStyleOptionViewItem) -> None:
    """Make choices pale while their view has not the focus: for `initViewItemOption`, which Qt calls once a paint.

    A list that pops up always has the keys.
    """
    if view.hasFocus() or view.isWindow():
        return
    own: Any = option  # the stubs of PySide6 leave its members out
    palette = QPalette(own.palette)
    roles = QPalette.ColorRole
    pale = mixed(palette.color(roles.Highlight), palette.color(roles.Base), _SHARE)
    palette.setColor(roles.Highlight, pale)
    palette.setColor(roles.HighlightedText, palette.color(roles.Text))
    own.palette = palette


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour with a share, 0–1, of the one in the other."""
    pairs = zip((one.red(), one.green(), one.blue()), (other.red(), other.green(), other.blue()), strict=True)
    return QColor(*(round(a * share + b * (1 - share)) for a, b in pairs))


def paint_focus(widget: QWidget) -> None:
    """Draw the frame of a field that has the focus, as the style does for a line of text."""
    painter = QPainter(widget)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(widget.palette().color(QPalette.ColorRole.Highlight), 1))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    finally:
        painter.end()
