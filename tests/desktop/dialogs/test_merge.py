"""The dialog that makes two records one: side by side, values chosen, one undo step."""

import pytest
from pages_support import enter
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from db.registry import actor_detail
from desktop.dialogs.merge import Merge, _Words


def actor(desk, name):
    with desk.live.reading() as connection:
        found = connection.execute("SELECT actor_id FROM actor_name WHERE text = ?", (name,)).fetchone()
    return found[0]


def detail(desk, record):
    with desk.live.read() as session:
        return actor_detail.detail(session, record)


@pytest.fixture
def komeito(sample_desk):
    return actor(sample_desk, "Komeito")


@pytest.fixture
def dialog(sample_desk, komeito, qtbot):
    made = Merge(sample_desk.live, "actor", komeito)
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_can_be_merged_before_another_record_is_chosen(dialog, qtbot):
    assert not dialog.ok.isEnabled()
    enter(qtbot, dialog.other, "Komeito")
    assert "itself" in dialog.editing.notice("other")
    assert not dialog.ok.isEnabled()
    enter(qtbot, dialog.other, "Nobody of that name")
    assert dialog.editing.notice("other")
    assert dialog.drop is None


def test_two_actors_become_one_with_the_values_chosen_and_two_again_by_undo(
    dialog, qtbot, sample_desk, komeito
):
    other = actor(sample_desk, "Japan Business Federation")
    before, gone = detail(sample_desk, komeito), detail(sample_desk, other)
    enter(qtbot, dialog.other, "Japan Business Federation")
    assert dialog.ok.isEnabled()
    assert "participations" in dialog.about.text()
    assert {"name", "family"} <= dialog.choices.keys()
    assert dialog.choices["name"].checkedId() == 1  # what is said of the one that stays
    dialog.choices["family"].button(2).setFocus()
    qtbot.keyClick(dialog.choices["family"].button(2), Qt.Key.Key_Space)
    assert dialog.choices["family"].checkedId() == 2
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert dialog.result() == QDialog.DialogCode.Accepted
    merged = detail(sample_desk, komeito)
    assert (merged.name, merged.family) == ("Komeito", gone.family)
    assert "Japan Business Federation" in [one.text for one in merged.names]
    assert detail(sample_desk, other) is None
    sample_desk.live.undo()
    assert detail(sample_desk, komeito) == before
    assert detail(sample_desk, other) == gone


def test_long_words_wrap_and_a_click_on_them_chooses(dialog, qtbot, sample_desk):
    dialog.other.chosen.emit(actor(sample_desk, "Japan Business Federation"))
    qtbot.waitUntil(lambda: dialog.grid.width() > 0)
    assert dialog.grid.minimumSizeHint().width() <= dialog.area.viewport().width()
    button = dialog.choices["kind"].button(2)
    words = next(one for one in dialog.grid.findChildren(_Words) if one._button is button)
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
    assert dialog.choices["kind"].checkedId() == 2


def test_swapping_keeps_the_other_one(dialog, qtbot, sample_desk, komeito):
    other = actor(sample_desk, "Japan Business Federation")
    dialog.other.chosen.emit(other)
    qtbot.mouseClick(dialog.swap, Qt.MouseButton.LeftButton)
    assert (dialog.keep, dialog.drop) == (other, komeito)
    assert dialog.other.text() == "Komeito"
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert detail(sample_desk, komeito) is None


def test_counts_of_one_are_said_in_the_singular(dialog, sample_desk):
    dialog.other.chosen.emit(actor(sample_desk, "Tsinghua University"))
    assert "1 participation " in dialog.about.text().replace(",", " ")
