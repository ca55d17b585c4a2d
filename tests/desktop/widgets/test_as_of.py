"""The field for the day that a list is shown as of."""

from datetime import date

from PySide6.QtCore import Qt

from desktop.widgets.as_of import AsOf


def typed(qtbot, text):
    field = AsOf()
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.line, text)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    return field


def test_it_is_today_until_a_day_is_typed(qtbot):
    field = AsOf()
    qtbot.addWidget(field)
    assert abs(field.day - date.today().toordinal()) <= 1  # noqa: DTZ011 - it may be midnight


def test_a_span_stands_for_its_last_day_and_says_so(qtbot):
    field = typed(qtbot, "2008")
    assert field.day == date(2008, 12, 31).toordinal()
    assert field.said.text() == "Wed 31 December 2008"
    field = typed(qtbot, "30 June 2009")
    assert field.day == date(2009, 6, 30).toordinal()
    assert field.said.text() == ""


def test_what_is_no_date_is_told_and_the_day_stays(qtbot):
    field = typed(qtbot, "2008-01-01")
    with qtbot.assertNotEmitted(field.changed):
        field.show_text("nonsense")
    assert field.said.text()
    assert field.day == date(2008, 1, 1).toordinal()
    with qtbot.waitSignal(field.changed):
        field.show_text("")
    assert field.said.text() == ""
    assert field.day > date(2026, 1, 1).toordinal()
