"""The timeline as Qt sees it: edits from any thread arrive as one signal, with the columns up to date."""

import pytest
from pytestqt.qtbot import QtBot

from db import events
from db.arrays.columns import read
from db.dates import parse
from db.errors import BadInput
from db.registry import names
from desktop.desk import Desk
from desktop.tasks import Newest, Task


def test_an_edit_returns_its_result_and_tells_once(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.live.changed) as heard:
        made = desk.live.edit("Add", events.create, "A meeting", parse("2004-03"))
    assert desk.live.columns.ids.tolist() == [made]
    assert heard.args is not None
    assert heard.args[0].net("event").ids == {made}
    with qtbot.waitSignal(desk.live.changed):
        desk.live.undo()
    assert len(desk.live.columns) == 0


def test_a_refused_edit_changes_nothing(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(desk.live.changed), pytest.raises(BadInput, match="title"):
        desk.live.edit("Add", events.create, "  ")
    assert len(desk.live.columns) == 0


def test_an_edit_in_the_pool_arrives_here(desk: Desk, qtbot: QtBot) -> None:
    task = Task(desk.live.edit, "Add", events.create, "A meeting")
    with qtbot.waitSignals([desk.live.changed, task.done]):
        task.start()
    with desk.live.reading() as connection:
        assert desk.live.columns.ids.tolist() == read(connection).ids.tolist()


def test_names_follow_edits(desk: Desk) -> None:
    assert desk.live.names("actor") == {}
    made = desk.live.edit("Add", names.create_actor, "自由民主党")
    assert desk.live.names("actor") == {made: "自由民主党"}
    desk.live.undo()
    assert desk.live.names("actor") == {}


def test_a_task_hands_over_its_error(qtbot: QtBot) -> None:
    task = Task(int, "no number")
    with qtbot.waitSignal(task.failed) as heard:
        task.start()
    assert heard.args is not None
    assert isinstance(heard.args[0], ValueError)


def test_only_the_newest_answer_counts(qtbot: QtBot) -> None:
    newest, heard = Newest(), []
    newest.done.connect(heard.append)
    for number in range(20):
        newest.ask(int, str(number))
    qtbot.waitUntil(lambda: not newest.busy)
    assert heard == [19]
