"""A set of names shown as chips, with a field that adds more."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionFocusRect, QToolButton, QWidget

from desktop.widgets.flow import FlowLayout
from desktop.widgets.name_field import Lookup, NameField
from desktop.wording import plain_tip, tr


class Chip(QToolButton):
    """One name; a click on it, Del or Backspace asks for its removal, Left and Right go to its neighbours."""

    removed = Signal(object)

    def __init__(self, record: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.record = record
        self.name = name
        self._fixed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoRaise(True)
        self.clicked.connect(self._on_clicked)
        self.set_read_only(False)

    def set_read_only(self, fixed: bool) -> None:
        """Show the name without a way to remove it."""
        self._fixed = fixed
        words = self.name if fixed else f"{self.name}  ×"
        self.setText(words.replace("&", "&&"))
        self.setToolTip(plain_tip(self.name if fixed else tr("Remove “{name}” (Del)", name=self.name)))
        self.setAccessibleName(self.name)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(64, self.sizeHint().width()), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._on_clicked()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            ground = QPalette.ColorRole.Midlight if self.underMouse() else QPalette.ColorRole.AlternateBase
            painter.setBrush(self.palette().color(ground))
            box = self.rect().adjusted(0, 0, -1, -1)
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            words = self.fontMetrics().elidedText(
                self.text().replace("&&", "&"), Qt.TextElideMode.ElideMiddle, self.width() - 12
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            if self.hasFocus():
                focus = QStyleOptionFocusRect()
                focus.initFrom(self)
                focus.rect = self.rect().adjusted(2, 2, -2, -2)
                self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, focus, painter, self)
        finally:
            painter.end()

    def _on_clicked(self) -> None:
        if not self._fixed:
            self.removed.emit(self.record)


class _AddField(NameField):
    """The field after the chips: Backspace in it goes back to the last chip."""

    backed = Signal()

    def sizeHint(self) -> QSize:
        return QSize(72, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.backed.emit()
        else:
            super().keyPressEvent(event)


class ChipsField(QWidget):
    """Shows records as chips. `added(id)`, `removed(id)` and `create_requested(text)` ask for a change."""

    added = Signal(object)
    removed = Signal(object)
    create_requested = Signal(str)
    unknown = Signal(str)

    def __init__(
        self, lookup: Lookup, create: str = "", hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._fixed = False
        self._layout = FlowLayout(self)
        self.adder = _AddField(lookup, {"": create} if create else {}, self)
        self.adder.clears = True
        self.adder.setPlaceholderText(hint)
        self.adder.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.adder.setMinimumWidth(72)
        self.adder.chosen.connect(self._on_chosen)
        self.adder.create_requested.connect(self._on_create_requested)
        self.adder.unknown.connect(self.unknown)
        self.adder.backed.connect(self._on_backed)
        self._layout.addWidget(self.adder)
        self.setFocusProxy(self.adder)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def records(self) -> tuple[int, ...]:
        """The ids shown."""
        return tuple(chip.record for chip in self._chips)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips, in order."""
        return tuple(self._chips)

    @property
    def edited(self) -> bool:
        """Whether something is typed into the field after the chips."""
        return self.adder.edited

    def show_value(self, names: Mapping[int, str]) -> None:
        """Show these records by their names."""
        if [(chip.record, chip.name) for chip in self._chips] == list(names.items()):
            return
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [Chip(record, name, self) for record, name in names.items()]
        for place, chip in enumerate(self._chips):
            chip.set_read_only(self._fixed)
            chip.removed.connect(self.removed)
            self._layout.insert_widget(place, chip)
            QWidget.setTabOrder(chip, self._chips[place + 1] if place + 1 < len(self._chips) else self.adder)
            chip.show()
        if had_focus and not self._fixed:
            self.adder.setFocus()
        self.updateGeometry()

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading only."""
        self._fixed = fixed
        self.adder.setHidden(fixed)
        for chip in self._chips:
            chip.set_read_only(fixed)

    def commit(self, *, again: bool = True) -> None:
        """Send what is typed into the field after the chips."""
        self.adder.commit(again=again)

    def discard(self) -> None:
        """Give up what is typed into the field after the chips."""
        self.adder.discard()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.adder.setAccessibleName(name)

    def _on_chosen(self, record: int | None) -> None:
        if record is None:
            return
        self.added.emit(record)
        self.adder.show_value(None, "")
        self.adder.discard()

    def _on_create_requested(self, name: str, _: str) -> None:
        self.create_requested.emit(name)

    def _on_backed(self) -> None:
        if self._chips:
            self._chips[-1].setFocus(Qt.FocusReason.BacktabFocusReason)
