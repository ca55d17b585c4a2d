"""Lists of bars: their columns, what stays chosen, and text that is only text."""

import pytest
from PySide6.QtCore import Qt

from desktop.widgets.bar_list import Bar, BarList

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@pytest.fixture
def lists(qtbot):
    made = BarList(), BarList()
    for each in made:
        qtbot.addWidget(each)
        each.align_with(made)
        each.resize(400, 100)
        each.show()
    return made


def test_lists_share_their_columns_also_in_another_font(lists, qtbot):
    one, other = lists
    one.fill([Bar("社会民主", 3), Bar("共産党", 12)], 20)
    other.fill([Bar("a much longer word", 1234)], 2000)
    before = one.columns
    assert before == other.columns
    assert before[0] > other.fontMetrics().horizontalAdvance("a much longer word")
    font = other.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    for each in lists:
        each.setFont(font)
    assert one.columns == other.columns
    assert one.columns[0] > 1.5 * before[0]
    assert one.height() == sum(one.sizeHintForRow(place) for place in range(2))


def test_the_current_line_stays_by_its_words(lists, qtbot):
    one = lists[0]
    one.fill([Bar("a", 1), Bar("b", 2)], 3)
    one.setCurrentRow(1)
    one.fill([Bar("b", 2), Bar("c", 4), Bar("d", 1)], 7)
    assert one.currentItem().text() == "b"
    with qtbot.waitSignal(one.opened) as asked:
        qtbot.keyClick(one, Qt.Key.Key_Space)
    assert asked.args == [0]
    one.fill([], 0)
    assert not one.isVisible()


def test_words_and_tips_are_text(lists):
    one = lists[0]
    one.fill([Bar("<b>a</b>", 1, "<img src=x>")], 1)
    assert one.item(0).toolTip() == "<qt>&lt;img src=x&gt;</qt>"
    assert one.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "<b>a</b> 1, <img src=x>"
