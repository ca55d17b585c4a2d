"""An event with all it can have, the inspector showing it, and how a user types, picks and chooses in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from db import events
from db.dates import parse
from db.ids import IDS
from db.models import Country, Post, Setting, Term
from db.registry import names
from desktop.desk import Desk
from desktop.panels.inspector import Inspector
from desktop.widgets.choice_field import ChoiceField
from desktop.widgets.name_field import NameField

TITLE = "Third session <img src='x'> 中日执政党交流机制"
TERMS = [
    ("type", "session"), ("type", "meeting"), ("channel", "in person"), ("level", "minister"), ("area", "politics"),
    ("issue", "east china sea"), ("tag", "old"),
]  # fmt: skip


def fill(session: Session) -> None:
    """Two parties with people, a mechanism, an event with all it can have, and a bare one."""
    for place, (vocabulary, key) in enumerate(TERMS):
        session.add(Term(vocabulary=vocabulary, key=key, label=key.capitalize(), position=place))
    cn, jp = IDS.next(), IDS.next()
    session.add_all(
        [Country(id=cn, code="CN", name="China", name_zh="中国"), Country(id=jp, code="JP", name="Japan")]
    )
    session.flush()
    cpc = names.create_actor(session, "Communist Party of China", country_id=cn)
    ldp = names.create_actor(session, "Liberal Democratic Party", country_id=jp)
    names.add_actor_name(session, ldp, "自民党")
    session.add(Setting(key="focal_actor", value=str(cpc)))
    wang = names.create_person(session, "Wang Jiarui")
    post = Post(person_id=wang, actor_id=cpc, title="Head of the International Department")
    post.date = parse("2003/2015")
    session.add(post)
    mechanism = names.create_mechanism(session, "Ruling Party Exchange Mechanism")
    event = events.create(
        session, TITLE, parse("late February 2009"), type_id=events.term_id(session, "type", "session"),
        mechanism_id=mechanism, round=3, round_basis="inferred", country_id=jp, unverified=True,
    )  # fmt: skip
    events.set_takings(session, event, [events.Taking(cpc, wang, side="focal"), events.Taking(ldp)])
    events.create(session, "Visit to Japan", parse("2009-02"))


def detail(desk: Desk, event: int) -> events.EventDetail:
    """Return the event as it is in the file."""
    with desk.live.read() as session:
        found = events.detail(session, event)
    assert found is not None
    return found


def type_into(qtbot: QtBot, field: QWidget, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    """Replace the text of a field and press a key."""
    field.setFocus()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    if not text:
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    elif text.isascii():
        qtbot.keyClicks(field, text)
    elif isinstance(field, QPlainTextEdit):
        field.insertPlainText(text)
    else:
        field.insert(text)
    qtbot.keyClick(field, key)


def choose(qtbot: QtBot, field: NameField, text: str, downs: int = 0) -> None:
    """Type a name, open the list and take the entry so many steps down."""
    field.setFocus()
    field.selectAll()
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    for _ in range(downs):
        qtbot.keyClick(field.popup, Qt.Key.Key_Down)
    qtbot.keyClick(field.popup, Qt.Key.Key_Return)


def pick(qtbot: QtBot, field: ChoiceField, words: str) -> None:
    """Choose an entry of a combo box with the keyboard."""
    field.setFocus()
    qtbot.keyClick(field.combo, Qt.Key.Key_Down)
    view = field.combo.view()
    view.setCurrentIndex(view.model().index(field.combo.findText(words), 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)


def undone(desk: Desk, event: int, before: events.EventDetail, label: str) -> None:
    """Check that one undo brings back what was, and that redo and undo work on it."""
    after = detail(desk, event)
    assert after != before
    assert desk.live.timeline.steps()[0] == label
    desk.live.undo()
    assert detail(desk, event) == before
    desk.live.redo()
    assert detail(desk, event) == after
    desk.live.undo()


def event_id(desk: Desk) -> int:
    """Return the id of the event with all it can have."""
    with desk.live.reading() as connection:
        return connection.execute("SELECT id FROM event WHERE title = ?", (TITLE,)).fetchone()[0]


def show(qtbot: QtBot, desk: Desk, event: int) -> Inspector:
    """Return an inspector that shows an event."""
    made = Inspector(desk)
    qtbot.addWidget(made)
    made.resize(340, 900)
    made.show()
    qtbot.waitExposed(made)
    desk.browse.select([event])
    return made
