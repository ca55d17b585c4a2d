"""How tests drive the pages of records: choosing in the list, typing into fields, filling a new entry."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialogButtonBox, QPlainTextEdit

from desktop.widgets.date_field import DateField
from desktop.widgets.name_field import NameField


def shown(page, qtbot):
    """Show a page and wait for its first record."""
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    return page


def choose(page, qtbot, text, place=None):
    """Find a record by words in the list and choose the first, or one at a place; return what the form shows."""
    page.finder.setFocus()
    page.finder.setText(text)
    qtbot.keyClick(page.finder, Qt.Key.Key_Return)
    page.view.choose(page.first_place() if place is None else place)
    return page.form.detail


def type_into(qtbot, field, text):
    """Type a text over what stands in a field."""
    line = field.line if isinstance(field, DateField) else field
    line.setFocus()
    line.selectAll()
    if not text:
        qtbot.keyClick(line, Qt.Key.Key_Delete)
    elif text.isascii():
        qtbot.keyClicks(line, text)
    elif isinstance(line, QPlainTextEdit):
        line.setPlainText(text)  # QTest types ASCII only
    else:
        line.setText(text)


def enter(qtbot, field, text):
    """Type a text over what stands in a field, and Enter (Ctrl+Enter where Enter begins a line)."""
    type_into(qtbot, field, text)
    several = isinstance(field, QPlainTextEdit)
    modifiers = Qt.KeyboardModifier.ControlModifier if several else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(listening(field), Qt.Key.Key_Return, modifiers)


def listening(field):
    """Return the widget that keys typed into a field go to: its list of suggestions while that is open."""
    if isinstance(field, NameField) and field.popup.isVisible():
        return field.popup
    return field.line if isinstance(field, DateField) else field


def fill(qtbot, fields, **values):
    """Fill fields by keyboard; a value of a choice is chosen in its list, a tick is clicked."""
    for name, value in values.items():
        field = fields.fields[name]
        if hasattr(field, "combo"):
            pick(field, value)
        elif isinstance(field, QCheckBox):
            field.setFocus()
            qtbot.keyClick(field, Qt.Key.Key_Space)
        else:
            type_into(qtbot, field, value)
            qtbot.keyClick(listening(field), Qt.Key.Key_Tab)


def pick(field, value):
    """Choose an entry of a choice by its value, as its list does."""
    place = next(i for i, choice in enumerate(field._choices) if choice.value == value)
    field.combo.setCurrentIndex(place)
    field.combo.activated.emit(place)


def add_entry(qtbot, entries, **values):
    """Type a new entry of a list and press its button; return whether it was stored."""
    if not entries.adding:
        qtbot.mouseClick(entries.begin, Qt.MouseButton.LeftButton)
    fill(qtbot, entries.fields, **values)
    qtbot.mouseClick(entries.store, Qt.MouseButton.LeftButton)
    return not entries.adding


def add_record(qtbot, page, **values):
    """Open the page's dialog for a new record, fill it and press its button; return the dialog.

    What was added is listed then.
    """
    if page._dialog is None or not page._dialog.isVisible():
        qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = page._dialog
    fill(qtbot, dialog.fields, **values)
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    if dialog.result_id is not None:
        qtbot.waitUntil(lambda: page.model.place_of(dialog.result_id) >= 0)
    return dialog
