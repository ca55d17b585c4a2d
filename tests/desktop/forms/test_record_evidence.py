"""Evidence for mechanisms, steps, commitments, context, standings and posts on their pages, by keyboard and mouse."""

from collections.abc import Callable
from typing import Any

import pytest
from inspector_support import choose, pick
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from db.ledgers.invitation_edits import create, remove_step
from db.sourcing.evidence import passages
from desktop.desk import Desk
from desktop.panels.actors import ActorsPage
from desktop.panels.commitments import CommitmentsPage
from desktop.panels.context import ContextPage
from desktop.panels.invitations import InvitationsPage
from desktop.panels.mechanisms import MechanismsPage
from desktop.panels.people import PeoplePage
from desktop.panels.records import RecordsPage
from desktop.widgets.records import DETAIL

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen

Open = Callable[..., RecordsPage]


@pytest.fixture
def open_page(qtbot: QtBot, sample_desk: Desk) -> Open:
    """Return a function that opens a page of the sample at the record of a name."""

    def opened(kind: Callable[[Desk], RecordsPage], sql: str) -> RecordsPage:
        page = kind(sample_desk)
        qtbot.addWidget(page)
        page.resize(1100, 900)
        page.show()
        with sample_desk.live.reading() as connection:
            record = connection.execute(sql).fetchone()[0]
        page.show_record(record)
        qtbot.waitUntil(lambda: page.current == record and page.isActiveWindow())
        return page

    return opened


def evidence_of(page: RecordsPage) -> Any:
    """Return the list of evidence on a page."""
    return page.form.parts["evidence"].pieces


def paste(qtbot: QtBot, pieces: Any, text: str) -> None:
    """Add evidence by a pasted text."""
    pieces.adder.setFocus()
    pieces.adder.insertPlainText(text)
    qtbot.keyClick(pieces.adder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


PAGES = {
    "mechanism": (MechanismsPage, "SELECT id FROM mechanism WHERE name LIKE 'China–Japan%'"),
    "commitment": (CommitmentsPage, "SELECT id FROM commitment LIMIT 1"),
    "context": (ContextPage, "SELECT id FROM context LIMIT 1"),
}


@pytest.mark.parametrize("kind", PAGES)
def test_evidence_is_added_changed_and_removed_on_a_page(
    qtbot: QtBot, open_page: Open, sample_desk: Desk, kind: str
) -> None:
    page = open_page(*PAGES[kind])
    pieces = evidence_of(page)
    count = len(pieces.held)
    assert not pieces.subject.isVisible()
    paste(qtbot, pieces, "https://new.example/1 “会谈”")
    assert len(pieces.held) == count + 1
    assert page.form.sections["evidence"].remark.text() == str(count + 1)
    with sample_desk.live.read() as session:
        assert "会谈" in {one.quote for one in passages(session, page.current or 0, kind)}
    assert not pieces.fields.chosen.isVisible(), "only an event's values are chosen among"
    pick(qtbot, pieces.fields.confidence, "2  likely")
    assert "likely" in pieces.list.currentItem().data(DETAIL)
    with qtbot.waitSignal(page.record_requested) as asked:
        pieces.fields.show_source.click()
    assert asked.args[0] == "source"
    qtbot.keyClick(pieces.list, Qt.Key.Key_Delete)
    assert len(pieces.held) == count
    for _ in range(3):
        sample_desk.live.undo()
    assert len(pieces.held) == count


def test_each_passage_of_an_invitation_names_its_step(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(
        InvitationsPage,
        "SELECT invitation_id FROM invitation_step GROUP BY 1 HAVING count(*) > 1 ORDER BY 1 LIMIT 1",
    )
    pieces = evidence_of(page)
    steps = page.form.detail.steps
    assert pieces.subject.isVisible()
    last = pieces.subject.combo.itemText(len(steps) - 1)
    assert steps[-1].kind in last
    pick(qtbot, pieces.subject, last)
    paste(qtbot, pieces, "https://new.example/step")
    (added,) = [one for one in pieces.held if one.passage.url == "https://new.example/step"]
    assert (added.subject.kind, added.subject.id) == ("invitation_step", steps[-1].id)
    assert pieces.list.currentItem().data(DETAIL).split("\n")[0] == added.subject.words
    assert page.form.detail.steps[-1].evidence == steps[-1].evidence + 1


def test_an_invitation_without_steps_says_what_to_do(
    qtbot: QtBot, open_page: Open, sample_desk: Desk
) -> None:
    with sample_desk.live.reading() as connection:
        (actor,) = connection.execute("SELECT id FROM actor LIMIT 1").fetchone()
    sample_desk.live.edit("New", create, invitee_id=actor, purpose="Nothing yet")
    page = open_page(InvitationsPage, "SELECT id FROM invitation WHERE purpose = 'Nothing yet'")
    for step in page.form.detail.steps:
        sample_desk.live.edit("Remove", remove_step, step.id)
    part = page.form.parts["evidence"]
    qtbot.waitUntil(part.none.isVisible)  # type: ignore[union-attr]
    assert not evidence_of(page).isVisible()


def test_an_actor_lists_the_evidence_of_its_standings_and_posts(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(ActorsPage, "SELECT id FROM actor WHERE name = 'Liberal Democratic Party'")
    pieces = evidence_of(page)
    assert {one.subject.kind for one in pieces.held} == {"standing"}
    assert "leads government" in pieces.list.item(0).data(DETAIL)
    post = next(one for one in page.form.detail.posts if one.title)
    pieces.subject.committed.emit(post.id)
    choose(qtbot, pieces.library, "activity report")
    assert {one.subject.kind for one in pieces.held} == {"standing", "post"}
    assert pieces.list.currentItem().data(DETAIL).startswith(f"{post.person}, {post.title}")
    assert pieces.fields.field.words == "the whole post"


def test_a_person_lists_the_evidence_of_posts(qtbot: QtBot, open_page: Open) -> None:
    page = open_page(PeoplePage, "SELECT person_id FROM post ORDER BY id LIMIT 1")
    pieces = evidence_of(page)
    paste(qtbot, pieces, "Yearbook 2015\nHe was elected.")
    (held,) = pieces.held
    assert (held.subject.kind, held.passage.source_title) == ("post", "Yearbook 2015")
    assert page.form.sections["evidence"].remark.text() == "1"


def test_what_is_refused_is_told_here_and_not_in_the_records_own_fields(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page(*PAGES["context"])
    pieces = evidence_of(page)
    qtbot.mouseClick(pieces.add, Qt.MouseButton.LeftButton)
    assert "address" in pieces.editing.notice("source")
    assert page.form.editing.notice("title") == ""
