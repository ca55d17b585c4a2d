"""The inspector on a file with one full event and a bare one."""

from collections.abc import Callable

import pytest
from inspector_support import event_id, fill, show
from pytestqt.qtbot import QtBot

from db.timeline import Timeline
from desktop.desk import Desk
from desktop.panels.inspector import Inspector


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
