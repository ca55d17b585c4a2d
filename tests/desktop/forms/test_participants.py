"""Participants: added, changed, ordered and removed, each one undo step."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from db import events
from db.dates import parse
from db.models import Post, Setting
from db.registry import names
from db.sourcing.evidence import passages
from db.timeline import Timeline
from desktop.desk import Desk
from desktop.forms.codebook import Codebook
from desktop.forms.editing import Editing
from desktop.forms.event_form import EventForm
from desktop.forms.shown import load
from desktop.widgets.name_field import NameField

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen


def fill(session: Session) -> None:
    """A focal party with an organ and a person in a post, another party, an event with both parties."""
    cpc = names.create_actor(session, "Communist Party of China")
    session.add(Setting(key="focal_actor", value=str(cpc)))
    ldp = names.create_actor(session, "Liberal Democratic Party")
    names.add_actor_name(session, ldp, "自民党")
    wang = names.create_person(session, "Wang Jiarui")
    post = Post(person_id=wang, actor_id=cpc, title="Head of department")
    post.date = parse("2003/2015")
    session.add(post)
    event = events.create(session, "Meeting", parse("2009-02-23"))
    events.set_takings(session, event, [events.Taking(cpc, wang, side="focal"), events.Taking(ldp)])


class Case:
    """An event's form on a real file, refreshed after each edit as the inspector does it."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk = desk
        self.event = int(desk.live.columns.ids[0])
        self.form = EventForm(Editing(desk.live, Codebook(desk.live, desk.live), desk.live))
        qtbot.addWidget(self.form)
        self.form.resize(340, 1200)
        self.refresh()
        self.form.show()
        qtbot.waitExposed(self.form)
        desk.live.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the event as it is."""
        shown = load(self.desk.live, self.event)
        assert shown is not None
        self.form.show_event(shown, "")

    def rows(self) -> list[tuple[str, str, str, str]]:
        """Return the participants in the file: actor, person, side, post."""
        with self.desk.live.read() as session:
            takings = events.takings(session, self.event)
        actors, people = self.desk.live.names("actor"), self.desk.live.names("person")
        return [
            (actors.get(t.actor_id or 0, ""), people.get(t.person_id or 0, ""), t.side, t.post_printed)
            for t in takings
        ]

    def passages(self) -> list[tuple[str, str, str, str]]:
        """Return the evidence in the file: title, address, value, quote."""
        with self.desk.live.read() as session:
            return [(p.source_title, p.url, p.value, p.quote) for p in passages(session, self.event)]

    def undo(self, label: str) -> None:
        """Take back the latest edit, which has to bear this label."""
        assert self.desk.live.timeline.steps()[0] == label
        self.desk.live.undo()


@pytest.fixture
def case(
    qtbot: QtBot, new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]
) -> Iterator[Case]:
    """The form of the event, following its file."""
    made = Case(open_desk(new_timeline(fill=fill)), qtbot)
    yield made
    made.desk.live.changed.disconnect(made.refresh)


def choose(qtbot: QtBot, field: NameField, text: str, downs: int = 0) -> None:
    """Type a name, open the list and take the entry so many steps down."""
    field.setFocus()
    field.selectAll()
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    for _ in range(downs):
        qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)


CPC = ("Communist Party of China", "Wang Jiarui", "focal", "")
LDP = ("Liberal Democratic Party", "", "counterpart", "")


def test_a_participant_is_added_by_any_name(qtbot: QtBot, case: Case) -> None:
    participants = case.form.participants
    choose(qtbot, participants.adder, "自民")
    assert case.rows() == [CPC, LDP, LDP]
    assert participants.list.currentRow() == 2
    assert participants.fields.person.hasFocus(), "the person is what is still to be said"
    case.undo("Add participant")
    assert case.rows() == [CPC, LDP]
    choose(qtbot, participants.adder, "communist")
    assert case.rows()[-1] == ("Communist Party of China", "", "focal", "")


def test_actors_and_people_are_made_as_they_are_typed(qtbot: QtBot, case: Case) -> None:
    participants = case.form.participants
    choose(qtbot, participants.adder, "公明党")
    assert case.rows()[-1] == ("公明党", "", "counterpart", "")
    choose(qtbot, participants.fields.person, "井上義久")
    assert case.rows()[-1] == ("公明党", "井上義久", "counterpart", "")
    case.undo("Create person “井上義久”")
    case.undo("Create actor “公明党”")
    assert case.rows() == [CPC, LDP]
    assert "公明党" not in case.desk.live.names("actor").values()
    choose(qtbot, participants.adder, "Guest", 1)
    assert case.rows()[-1] == ("", "Guest", "counterpart", "")


def test_an_unknown_name_is_told_and_kept(qtbot: QtBot, case: Case) -> None:
    adder = case.form.participants.adder
    adder.setFocus()
    qtbot.keyClicks(adder, "Nobody")
    adder.clearFocus()
    assert "“Nobody”" in case.form.editing.notice("participants")
    assert adder.text() == "Nobody"
    assert case.rows() == [CPC, LDP]


def test_post_side_role_and_remark_are_edited(qtbot: QtBot, case: Case) -> None:
    participants = case.form.participants
    participants.choose(0)
    fields = participants.fields
    assert fields.post.placeholderText() == "on that day: Head of department"
    qtbot.keyClicks(fields.post, "Minister")
    qtbot.keyClick(fields.post, Qt.Key.Key_Return)
    assert case.rows()[0][3] == "Minister"
    case.undo("Change post")
    qtbot.keyClick(fields.side.combo, Qt.Key.Key_Down)
    qtbot.keyClick(fields.side.combo.view(), Qt.Key.Key_Down)
    qtbot.keyClick(fields.side.combo.view(), Qt.Key.Key_Return)
    assert case.rows()[0][2] == "counterpart"
    case.undo("Change side")
    qtbot.keyClicks(fields.note, "left early")
    qtbot.keyClick(fields.note, Qt.Key.Key_Return)
    case.undo("Change remark")
    assert fields.note.text() == ""
    assert participants.list.currentRow() == 0


def test_participants_are_moved_and_removed(qtbot: QtBot, case: Case) -> None:
    participants = case.form.participants
    participants.choose(0)
    qtbot.mouseClick(participants.down, Qt.MouseButton.LeftButton)
    assert case.rows() == [LDP, CPC]
    assert participants.list.currentRow() == 1
    case.undo("Order participants")
    participants.choose(1)
    qtbot.keyClick(participants.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert case.rows() == [LDP, CPC]
    qtbot.keyClick(participants.list, Qt.Key.Key_Delete)
    assert case.rows() == [CPC]
    case.undo("Remove participant")
    model = participants.list.model()
    with qtbot.waitSignal(case.desk.live.changed):  # a drop is carried out once it is over
        model.moveRow(participants.list.rootIndex(), 0, participants.list.rootIndex(), 2)
    assert case.rows() == [CPC, LDP]


def test_one_without_actor_and_person_is_refused(qtbot: QtBot, case: Case) -> None:
    participants = case.form.participants
    participants.choose(1)
    participants.fields.actor.clear()
    qtbot.keyClick(participants.fields.actor, Qt.Key.Key_Return)
    assert case.form.editing.notice("participants") == "A participant needs an actor or a person."
    assert case.rows() == [CPC, LDP]
