"""What the parts of a form have in common."""

from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from desktop.forms.editing import Editing
from desktop.forms.shown import Shown
from desktop.wording import PlainLabel, plain_tip


class Committing(Protocol):
    """A field in which something half typed can wait."""

    def commit(self, *, again: bool = True) -> None: ...
    def discard(self) -> None: ...


class Fields(QWidget):
    """A group of rows, a label and a field each, that sends or gives up what is half typed."""

    label_width = 76
    """Pixels for the labels; longer ones wrap."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editing = editing
        self.pending: list[Committing] = []
        """The fields in which something half typed can wait."""
        self.fixed: bool | None = None
        """Whether everything here can only be read, as was said last."""
        self._form: QFormLayout | None = None

    @property
    def form(self) -> QFormLayout:
        """The part's rows of a label and a field, made when first asked for."""
        if self._form is None:
            self._form = QFormLayout(self)
            self._form.setContentsMargins(0, 0, 0, 0)
            self._form.setHorizontalSpacing(8)
            self._form.setVerticalSpacing(8)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
            self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return self._form

    def row(self, label: str, name: str, field: QWidget, *beside: QWidget, tip: str = "") -> None:
        """Add a row: a label that is the field's buddy and its accessible name, and a place for refusals."""
        box = self.editing.box(name, field, *beside)
        box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        shown = PlainLabel(label)
        shown.setFixedWidth(self.label_width)
        shown.setWordWrap(True)
        shown.setMargin(2)
        shown.setBuddy(field)
        field.setAccessibleName(label)
        if tip:
            field.setToolTip(plain_tip(tip))
            shown.setToolTip(plain_tip(tip))
        self.form.addRow(shown, box)
        if hasattr(field, "commit"):
            self.pending.append(field)  # type: ignore[arg-type]

    def set_read_only(self, fixed: bool) -> None:
        """Allow reading and copying only; whoever makes fields later asks `fixed`."""
        if fixed != self.fixed:
            self.fixed = fixed
            make_read_only(self, fixed)

    def commit(self) -> None:
        """Send what is half typed, but nothing that was refused already."""
        for field in self.pending:
            field.commit(again=False)

    def discard(self) -> None:
        """Give up what is half typed."""
        for field in self.pending:
            field.discard()


class Part(Fields):
    """A group of fields of one event."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        self._taken: object = None

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        raise NotImplementedError

    def takes(self, shown: Shown) -> object:
        """Return all of an event that the part shows: while it stays the same nothing need be shown anew."""
        return shown

    def follow(self, shown: Shown, *, again: bool) -> None:
        """Show an event if something in it changed, if somebody is typing here, or `again` whatever it is."""
        taken = self.takes(shown)
        if again or taken != self._taken or any(getattr(field, "edited", True) for field in self.pending):
            self.show_event(shown)
        self._taken = taken


def make_read_only(whole: QWidget, fixed: bool) -> None:
    """Make every field inside a widget readable and copyable only, or editable again."""
    for field in whole.findChildren(QWidget):
        set_read_only = getattr(field, "set_read_only", None)
        if set_read_only is not None:
            set_read_only(fixed)
        elif isinstance(field, QLineEdit | QPlainTextEdit | QAbstractSpinBox):
            own = isinstance(field.parentWidget(), QAbstractSpinBox) or field.property("always_read_only")
            if not own:
                field.setReadOnly(fixed)
        elif isinstance(field, QCheckBox) or field.property("edits"):
            field.setEnabled(not fixed)
