"""The page of people: names in any order and script, posts held on any day, printed posts that disagree, merging."""

import pytest
from pages_support import choose, shown, type_into
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox
from sqlalchemy import select

from db import sample
from db.dates import parse
from db.models import Participation
from db.registry import posts
from db.timeline import Timeline
from desktop.dialogs.merge import Merge
from desktop.panels.people import PeoplePage


@pytest.fixture
def page(sample_desk, qtbot):
    return shown(PeoplePage(sample_desk), qtbot)


def test_people_are_found_by_names_in_every_script(page, qtbot, qtmodeltester):
    qtmodeltester.check(page.model)
    assert choose(page, qtbot, "岸田").name == "Fumio Kishida"
    assert choose(page, qtbot, "kishida fumio").name == "Fumio Kishida"
    assert page.count.text() == "1 of 117"


def test_the_post_is_the_one_held_on_the_day_asked_for(page, qtbot):
    choose(page, qtbot, "Adán Chávez")
    assert page.model.rows[0].post == ""  # nothing attests it today
    type_into(qtbot, page.as_of.findChild(type(page.finder)), "2023-05-10")
    qtbot.keyClick(page.as_of.findChild(type(page.finder)), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.rows[0].post == "Vice President")
    assert page.model.data(page.model.index(0, 3)).startswith("possibly Vice President, United Socialist")


def test_contacts_show_the_events_behind_them(page, qtbot):
    choose(page, qtbot, "Nakagawa Hidenao")
    contacts = page.form.parts["contacts"]
    qtbot.waitUntil(lambda: contacts.found is not None and contacts.found.contacts > 1)
    with qtbot.waitSignal(page.filter_requested) as asked:
        qtbot.mouseClick(contacts.show_events, Qt.MouseButton.LeftButton)
    assert asked.args == ['status:held person:"Hidenao Nakagawa"']


def test_a_printed_post_that_disagrees_is_listed_and_shows_its_event(page, qtbot, sample_desk):
    with sample_desk.live.read() as session:
        event, person = session.execute(
            select(Participation.event_id, Participation.person_id).where(
                Participation.post_printed != "", Participation.person_id.is_not(None)
            )
        ).first()
    part = page.form.parts["disagreements"]
    page.show_record(person)
    assert not part.lines
    assert part.none.isVisibleTo(page.form)

    def hold_another(session):
        for row in posts.of_person(session, person):
            posts.remove(session, [row.id])
        return posts.add(session, person, title="Keeper of the seals", date=parse("1990/2030"))

    sample_desk.live.edit("Hold another post", hold_another)
    assert event in [line.event for line in part.lines]
    assert page.form.sections["disagreements"].remark.text() == f"⚑ {len(part.lines)}"
    part.list.setFocus()
    part.list.setCurrentRow(0)
    with qtbot.waitSignal(page.event_requested) as asked:
        qtbot.keyClick(part.list, Qt.Key.Key_Return)
    assert asked.args == [part.lines[0].event]


def test_a_person_is_added_named_and_deleted(page, qtbot, sample_desk):
    qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
    dialog = page._dialog
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.editing.notice("name")
    type_into(qtbot, dialog.fields.fields["name"], "Inoue Yoshihisa II")
    qtbot.mouseClick(ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.detail.name == "Inoue Yoshihisa II")
    names = page.form.parts["names"]
    names.begin_new()
    names.fields.fields["text"].setFocus()
    next(iter(names.fields.fields.values())).setPlainText("井上義久二世")
    qtbot.mouseClick(names.store, Qt.MouseButton.LeftButton)
    assert "井上義久二世" in [row.text for row in names.rows]
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.model.total == 117)


def test_a_post_that_ends_before_it_begins_is_refused_at_its_field(page, qtbot):
    choose(page, qtbot, "岸田")
    part = page.form.parts["posts"]
    before = len(part.rows)
    part.begin_new()
    type_into(qtbot, part.fields.fields["date"].line, "2012/2009")
    qtbot.mouseClick(part.store, Qt.MouseButton.LeftButton)
    assert part.adding
    assert len(part.rows) == before


def test_who_took_part_is_kept_and_can_be_merged(page, qtbot, sample_desk):
    kept = choose(page, qtbot, "岸田")
    with qtbot.waitSignal(page.message) as said:
        page.delete_current()
    assert "Fumio Kishida was kept" in said.args[0]
    other = next(row.id for row in page.model._all if row.name == "Hidenao Nakagawa")
    qtbot.mouseClick(page.merge, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(Merge)
    dialog.other.chosen.emit(other)
    dialog._on_accepted()
    qtbot.waitUntil(lambda: page.model.total == 116)
    assert page.form.detail.events > kept.events
    sample_desk.live.undo()
    qtbot.waitUntil(lambda: page.model.total == 117)
    assert page.form.detail.events == kept.events


def test_a_timeline_opened_for_reading_offers_no_merge(qtbot, tmp_path, open_desk):
    path = tmp_path / "read.liaison"
    Timeline.create(path, sample.build).close()
    page = PeoplePage(open_desk(Timeline.open(path, write=False)))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.current is not None)
    assert not page.merge.isEnabled()
    assert not page.add.isEnabled()
