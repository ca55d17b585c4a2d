"""Posts of the day in the table and on the card over an event: signs, words in tooltips and for screen readers."""

import pytest
from PySide6.QtCore import Qt

from db.registry.posts_on_day import Holder
from desktop.desk import Desk
from desktop.models.events_table import EventsTable
from desktop.models.table_columns import PLACES, people_lines, post_words

_ROLE = Qt.ItemDataRole


@pytest.fixture
def model(sample_desk: Desk) -> EventsTable:
    """The table of the sample."""
    made = EventsTable(sample_desk.live, sample_desk.browse)
    made.refresh()
    return made


def row_of(model: EventsTable, title: str) -> int:
    """Return where the first event of a title stands."""
    return next(
        row for row in range(model.rowCount()) if model.index(row, PLACES["title"]).data().startswith(title)
    )


def test_people_stand_with_the_posts_of_the_day(model: EventsTable) -> None:
    index = model.index(row_of(model, "China–Japan ruling parties: second"), PLACES["posts"])
    assert index.data().startswith(
        "Wang Jiarui (Minister, International Department), Hidenao Nakagawa (Secretary"
    )
    assert "Yoshihisa Inoue: Deputy leader" in index.data(_ROLE.ToolTipRole)


def test_a_printed_post_that_disagrees_is_marked_and_both_are_told(model: EventsTable) -> None:
    index = model.index(row_of(model, "CPC delegation at the convention of the"), PLACES["posts"])
    assert index.data() == "⚑ Wang Jiarui (Minister, International Department)"
    told = "Wang Jiarui: Minister, International Department · ⚑ printed as “Head, International Department”"
    assert index.data(_ROLE.AccessibleTextRole) == told
    assert told in index.data(_ROLE.ToolTipRole)


def test_how_sure_a_post_is_is_said() -> None:
    assert post_words(Holder("A")) == "A"
    assert post_words(Holder("A", printed="Envoy")) == "A: Envoy · as printed, no tenure covers the day"
    assert post_words(Holder("A", ("Chair",))) == "A: Chair · not certain for the day"


def test_the_card_lists_people_with_posts_and_how_many_more(model: EventsTable) -> None:
    line = model.line(row_of(model, "CPC delegation at the convention of the"))
    assert line is not None
    assert people_lines(line) == ["⚑ Wang Jiarui (Minister, International Department)"]
    crowd = next(row for row in map(model.line, range(model.rowCount())) if row and len(row.holders) > 2)
    assert people_lines(crowd, 1)[1] == f"and {len(crowd.holders) - 1} more"
