"""What the table says of conflicts and of the five marks: signs, words in tooltips, and words for screen readers."""

import pytest
from PySide6.QtCore import Qt

from desktop.desk import Desk
from desktop.models.events_table import EventsTable
from desktop.models.table_columns import PLACES


@pytest.fixture
def model(sample_desk: Desk) -> EventsTable:
    """The table of the sample."""
    made = EventsTable(sample_desk.live, sample_desk.browse)
    made.refresh()
    return made


def cell(model: EventsTable, title: str, key: str, role: Qt.ItemDataRole) -> str:
    """Return what a cell of the first event of a title says."""
    rows = range(model.rowCount())
    row = next(row for row in rows if model.index(row, PLACES["title"]).data().startswith(title))
    return model.index(row, PLACES[key]).data(role)


def test_a_conflict_is_a_sign_with_its_fields_and_told_in_words(model: EventsTable) -> None:
    title, words = "Ruling parties of China and Japan set up", "Sources differ on: date"
    assert cell(model, title, "conflicts", Qt.ItemDataRole.DisplayRole) == "⚑ date"
    assert words in cell(model, title, "conflicts", Qt.ItemDataRole.ToolTipRole)
    assert cell(model, title, "conflicts", Qt.ItemDataRole.AccessibleTextRole) == words


def test_no_conflict_says_nothing(model: EventsTable) -> None:
    assert cell(model, "Third General Conference", "conflicts", Qt.ItemDataRole.DisplayRole) == ""
    assert cell(model, "Third General Conference", "conflicts", Qt.ItemDataRole.AccessibleTextRole) == ""


def test_marks_are_told_in_words(model: EventsTable) -> None:
    told = cell(
        model, "Ruling parties of China and Japan set up", "marks", Qt.ItemDataRole.AccessibleTextRole
    )
    assert told == "source: green, date: amber, principal: amber, post: empty, counterpart: amber"
    assert cell(model, "Third General Conference", "title", Qt.ItemDataRole.AccessibleTextRole) is None


def test_conflicts_are_sorted_to_the_front(qtbot, model: EventsTable) -> None:
    model.sort(PLACES["conflicts"], Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: not model.busy)
    signs = [model.index(row, PLACES["conflicts"]).data() for row in range(7)]
    assert all(signs[:6])
    assert signs[0].count(",") == 2
    assert not signs[6]
