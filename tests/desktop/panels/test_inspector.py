"""The inspector on a real file: every field is edited by keyboard or mouse, and each edit is one undo step."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from inspector_support import TITLE, choose, detail, event_id, fill, pick, show, type_into, undone
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from db import events
from db.timeline import Timeline
from desktop.desk import Desk
from desktop.panels.inspector import Inspector
from desktop.widgets.choice_field import ChoiceField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


@pytest.fixture
def full_desk(new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> Desk:
    """The desk of a timeline with two events."""
    return open_desk(new_timeline(fill=fill))


@pytest.fixture
def event(full_desk: Desk) -> int:
    """The id of the event with all it can have."""
    return event_id(full_desk)


@pytest.fixture
def inspector(qtbot: QtBot, full_desk: Desk, event: int) -> Inspector:
    """The inspector showing that event."""
    return show(qtbot, full_desk, event)


def test_an_event_is_shown_whole_and_markup_as_text(inspector: Inspector) -> None:
    form = inspector.form
    assert form.basics.title.toPlainText() == TITLE
    assert form.basics.date.line.text() == "late February 2009"
    assert form.basics.type.words == "Session"
    assert form.circumstances.mechanism.text() == "Ruling Party Exchange Mechanism"
    assert form.circumstances.round.number == 3
    assert form.circumstances.inferred.isChecked()
    assert form.circumstances.direction.words == "from the place: outgoing"
    assert form.participants.list.item(0).text() == "Wang Jiarui"
    assert "Unverified" in form.banner.text
    for label in inspector.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText or not label.text()


def test_the_title_is_edited(qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int) -> None:
    before = detail(full_desk, event)
    type_into(qtbot, inspector.form.basics.title, "第三次会议")
    assert detail(full_desk, event).title == "第三次会议"
    undone(full_desk, event, before, "Change title")
    assert inspector.form.basics.title.toPlainText() == TITLE


def test_an_empty_title_is_refused_beside_it(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    form = inspector.form
    form.circumstances.place.setText("Tokyo, half typed")
    form.basics.title.setFocus()
    form.basics.title.clear()
    qtbot.keyClick(form.basics.title, Qt.Key.Key_Return)
    assert form.editing.notice("title") == "An event needs a title."
    assert detail(full_desk, event).title == TITLE
    assert form.basics.title.toPlainText() == ""
    assert form.circumstances.place.text() == "Tokyo, half typed"
    qtbot.keyClick(form.basics.title, Qt.Key.Key_Escape)
    assert form.basics.title.toPlainText() == TITLE


def test_the_date_is_edited(qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int) -> None:
    before = detail(full_desk, event)
    type_into(qtbot, inspector.form.basics.date.line, "16-17 Oct 2006")
    date = detail(full_desk, event).date
    assert date is not None
    assert (date.edtf, date.text) == ("2006-10-16/2006-10-17", "16-17 Oct 2006")
    undone(full_desk, event, before, "Change date")
    type_into(qtbot, inspector.form.basics.date.line, "2004-13")
    assert detail(full_desk, event) == before
    assert inspector.form.basics.date.notice.text


@pytest.mark.parametrize(
    ("part", "name", "words", "column", "label"),
    [
        ("basics", "type", "Meeting", "type_id", "Change type"),
        ("basics", "status", "planned", "status", "Change status"),
        ("circumstances", "channel", "In person", "channel_id", "Change channel"),
        ("circumstances", "level", "Minister", "level_id", "Change level"),
        ("circumstances", "direction", "remote", "direction", "Change direction"),
    ],
)
def test_choices_are_edited(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int,
    part: str, name: str, words: str, column: str, label: str,
) -> None:  # fmt: skip
    before = detail(full_desk, event)
    field = getattr(getattr(inspector.form, part), name)
    shown = field.words
    pick(qtbot, field, words)
    assert getattr(detail(full_desk, event), column) not in {None, getattr(before, column)}
    assert field.words == words
    undone(full_desk, event, before, label)
    assert field.words == shown


def test_place_note_and_summary_are_edited(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    form = inspector.form
    before = detail(full_desk, event)
    type_into(qtbot, form.circumstances.place, "東京")
    assert detail(full_desk, event).place == "東京"
    undone(full_desk, event, before, "Change place")
    for field, name in ((form.subjects.summary, "summary"), (form.note.note, "note")):
        field.setFocus()
        qtbot.keyClicks(field, "<b>two</b>")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        qtbot.keyClicks(field, "lines")
        form.basics.date.line.setFocus()
        qtbot.waitUntil(lambda name=name: getattr(detail(full_desk, event), name) == "<b>two</b>\nlines")
        undone(full_desk, event, before, f"Change {name}")


def test_country_is_found_in_any_script(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    before = detail(full_desk, event)
    choose(qtbot, inspector.form.circumstances.country, "中国")
    assert inspector.form.circumstances.country.text() == "China"
    assert inspector.form.circumstances.direction.words == "from the place: incoming"
    undone(full_desk, event, before, "Change country")
    type_into(qtbot, inspector.form.circumstances.country, "")
    assert detail(full_desk, event).country_id is None


def test_a_mechanism_is_made_as_it_is_typed(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    before = detail(full_desk, event)
    choose(qtbot, inspector.form.circumstances.mechanism, "Strategic Dialogue")
    made = detail(full_desk, event).mechanism_id
    assert made != before.mechanism_id
    assert full_desk.live.names("mechanism")[made or 0] == "Strategic Dialogue"
    undone(full_desk, event, before, "Create mechanism “Strategic Dialogue”")
    assert "Strategic Dialogue" not in full_desk.live.names("mechanism").values()
    assert inspector.form.circumstances.mechanism.text() == "Ruling Party Exchange Mechanism"


def test_round_is_edited_and_emptied(qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int) -> None:
    before = detail(full_desk, event)
    spin = inspector.form.circumstances.round
    qtbot.mouseClick(inspector.form.circumstances.inferred, Qt.MouseButton.LeftButton)
    assert detail(full_desk, event).round_basis == "stated"
    undone(full_desk, event, before, "Change round")
    spin.setFocus()
    spin.selectAll()
    qtbot.keyClick(spin, Qt.Key.Key_Delete)
    qtbot.keyClick(spin, Qt.Key.Key_Return)
    assert detail(full_desk, event).round is None
    assert not inspector.form.circumstances.inferred.isVisible()
    undone(full_desk, event, before, "Change round")


def test_what_it_is_part_of_is_found_by_title(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    before = detail(full_desk, event)
    field = inspector.form.circumstances.part_of
    choose(qtbot, field, "vis")
    assert field.text() == "Visit to Japan"
    whole = detail(full_desk, event).part_of_id
    assert whole is not None
    full_desk.browse.select([whole])
    choose(qtbot, field, "third")
    assert "part of itself" in inspector.form.editing.notice("part_of_id")
    full_desk.browse.select([event])
    assert inspector.form.editing.notice("part_of_id") == ""
    undone(full_desk, event, before, "Change what it is part of")


def test_tags_are_made_and_areas_put_on_and_taken_off(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    subjects = inspector.form.subjects
    before = detail(full_desk, event)
    choose(qtbot, subjects.tag.adder, "正式")
    assert [chip.name for chip in subjects.tag.chips] == ["正式"]
    undone(full_desk, event, before, "Create tag “正式”")
    choose(qtbot, subjects.area.adder, "pol")
    assert [chip.name for chip in subjects.area.chips] == ["Politics"]
    with_area = detail(full_desk, event)
    undone(full_desk, event, before, "Add area")
    full_desk.live.redo()
    qtbot.mouseClick(subjects.area.chips[0], Qt.MouseButton.LeftButton)
    assert detail(full_desk, event).terms == ()
    undone(full_desk, event, with_area, "Remove area")


def test_every_field_has_a_name_and_tab_goes_down(inspector: Inspector) -> None:
    fields = [
        one
        for one in inspector.form.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.isVisible()
        and one.isEnabled()
        and not one.focusProxy()
    ]
    for field in fields:
        if isinstance(field, QLineEdit | QPlainTextEdit | QCheckBox) and not field.parentWidget().inherits(
            "QSpinBox"
        ):
            assert field.accessibleName() or getattr(field, "text", str)(), field
    places, at = [], inspector.form.basics.title
    chain: list[QWidget] = [at]
    while (following := chain[-1].nextInFocusChain()) is not at:
        chain.append(following)
    places = [one.mapTo(inspector.form, one.rect().center()).y() for one in chain if one in fields]
    first_section = places.index(min(places))
    places = places[first_section:] + places[:first_section]
    jumps_up = [pair for pair in pairwise(places) if pair[1] < pair[0] - 40]
    assert not jumps_up


def test_it_waits_while_hidden(inspector: Inspector, full_desk: Desk, event: int) -> None:
    inspector.hide()
    full_desk.live.edit("Rename", events.rename, event, "Renamed")
    assert inspector.form.basics.title.toPlainText() == TITLE
    inspector.show()
    assert inspector.form.basics.title.toPlainText() == "Renamed"


def test_an_edit_elsewhere_keeps_focus_and_half_typed_text(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    form = inspector.form
    form.circumstances.place.setFocus()
    qtbot.keyClicks(form.circumstances.place, "Kyo")
    full_desk.live.edit("Rename", events.rename, event, "Renamed")
    assert form.basics.title.toPlainText() == "Renamed"
    assert form.circumstances.place.hasFocus()
    assert form.circumstances.place.text() == "Kyo"
    assert detail(full_desk, event).place == ""


def test_choosing_another_event_stores_what_was_typed(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    form = inspector.form
    form.circumstances.place.setFocus()
    qtbot.keyClicks(form.circumstances.place, "Kyoto")
    other = next(int(one) for one in full_desk.live.columns.ids if one != event)
    full_desk.browse.select([other])
    assert detail(full_desk, event).place == "Kyoto"
    assert form.circumstances.place.text() == ""


def test_a_deleted_event_leaves_an_empty_page(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    qtbot.keyClicks(inspector.form.circumstances.place, "half")
    full_desk.live.edit("Delete", events.delete, [event])
    assert inspector.pages.currentWidget() is inspector.empty
    assert "Select an event" in inspector.empty.text()
    full_desk.live.undo()
    full_desk.browse.select([event])
    assert inspector.form.circumstances.place.text() == ""


def test_a_new_event_is_typed_from_the_title_on(qtbot: QtBot, inspector: Inspector, full_desk: Desk) -> None:
    new = full_desk.live.edit("New event", events.create, "Untitled event")
    full_desk.browse.select([new])
    inspector.begin_new()
    title = inspector.form.basics.title
    qtbot.waitUntil(title.hasFocus)
    qtbot.keyClicks(title, "Meeting in Beijing")
    qtbot.keyClick(title, Qt.Key.Key_Return)
    line = inspector.form.basics.date.line
    assert line.hasFocus()
    qtbot.keyClicks(line, "spring 2004")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    date = detail(full_desk, new).date
    assert date is not None
    assert (detail(full_desk, new).title, date.edtf) == ("Meeting in Beijing", "[2004-03..2004-05]")


def test_nothing_selected_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.show()
    assert "Event ▸ New" in inspector.empty.text()
    assert inspector.pages.currentWidget() is inspector.empty


def test_read_only_can_be_read_and_copied_only(
    qtbot: QtBot, tmp_path: Path, open_desk: Callable[[Timeline], Desk]
) -> None:
    Timeline.create(tmp_path / "r.liaison", fill).close()
    desk = open_desk(Timeline.open(tmp_path / "r.liaison", write=False))
    inspector = Inspector(desk)
    qtbot.addWidget(inspector)
    inspector.show()
    desk.browse.select([int(desk.live.columns.ids[-1])])
    form = inspector.form
    form.participants.choose(0)
    assert "opened for reading" in inspector.reason.text
    for field in form.findChildren(QLineEdit):
        assert field.isReadOnly()
    for text in form.findChildren(QPlainTextEdit):
        assert text.isReadOnly()
    assert not any(box.isEnabled() for box in form.findChildren(QCheckBox))
    assert not any(mark.isEnabled() for mark in form.verification.marks.values())
    assert not any(field.combo.isVisible() for field in form.findChildren(ChoiceField))
    assert not form.participants.remove.isEnabled()


def test_several_events_change_together(
    qtbot: QtBot, inspector: Inspector, full_desk: Desk, event: int
) -> None:
    ids = [int(one) for one in full_desk.live.columns.ids]
    full_desk.browse.select(ids)
    several = inspector.several
    assert inspector.several.heading.text().startswith("2 events")
    assert several.type.combo.placeholderText() == "several values"
    assert several.mechanism.placeholderText() == "several values"
    assert several.status.words == "held"
    before = [detail(full_desk, one) for one in ids]
    for change, label, column in (
        (lambda: pick(qtbot, several.type, "Meeting"), "Change type of several events", "type_id"),
        (lambda: pick(qtbot, several.status, "cancelled"), "Change status of several events", "status"),
        (
            lambda: choose(qtbot, several.mechanism, "ruling"),
            "Change mechanism of several events",
            "mechanism_id",
        ),
        (lambda: choose(qtbot, several.mechanism, "New one"), "Create mechanism “New one”", "mechanism_id"),
        (lambda: choose(qtbot, several.country, "japan"), "Change country of several events", "country_id"),
        (lambda: choose(qtbot, several.tag.adder, "Old"), "Add tag", "terms"),
        (lambda: choose(qtbot, several.tag.adder, "urgent"), "Create tag “urgent”", "terms"),
        (lambda: qtbot.keyClick(several.marks["source"], Qt.Key.Key_1), "Mark source", "marks"),
    ):
        change()
        values = {getattr(detail(full_desk, one), column) for one in ids}
        assert len(values) == 1, label
        assert full_desk.live.timeline.steps()[0] == label
        full_desk.live.undo()
        assert [detail(full_desk, one) for one in ids] == before
