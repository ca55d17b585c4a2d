"""The label shows what fits, tells the whole in its tooltip, and never shows markup."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.elided_label import ElidedLabel


def test_a_long_text_does_not_widen_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label = ElidedLabel("words " * 200, window)
    assert label.minimumSizeHint().width() == 0
    assert label.sizeHint().width() == 0
    label.resize(120, 24)
    window.show()
    assert not label.grab().isNull()


def test_the_tooltip_is_the_whole_text_without_markup(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.show_text("a <b>bold</b> caption")
    assert label.text() == "a <b>bold</b> caption"
    assert "&lt;b&gt;bold" in label.toolTip()
