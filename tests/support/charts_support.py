"""The Charts page on a desk, and how a user types, chooses and waits on it."""

from PySide6.QtCore import Qt

from desktop.panels.charts import ChartsPage
from desktop.panels.charts_uses import KINDS

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
BUSY = 15_000


def settle(qtbot, page):
    qtbot.waitUntil(lambda: not page.busy and not page._desk.browse.busy, timeout=BUSY)


def shown(qtbot, desk):
    page = ChartsPage(desk)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show()
    page.activateWindow()
    settle(qtbot, page)
    return page


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Key.Key_Return)


def choose(qtbot, page, name, value):
    """Choose an entry of a combo box, as its list would."""
    combo = page.options.fields[name].combo
    place = [choice.value for choice in page.options.fields[name]._choices].index(value)
    combo.setCurrentIndex(place)
    combo.activated.emit(place)
    settle(qtbot, page)


def go_to_kind(qtbot, page, kind):
    kinds = page.options.kinds
    kinds.setFocus()
    qtbot.keyClick(kinds, Key.Key_Home)
    for _ in range(tuple(KINDS).index(kind)):
        qtbot.keyClick(kinds, Key.Key_Down)
    settle(qtbot, page)


def ready(qtbot, page):
    """Wait until the picture fits the widget, so that marks can be pointed at."""
    settle(qtbot, page)
    qtbot.waitUntil(page.picture._fits, timeout=BUSY)
