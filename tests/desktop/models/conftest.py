"""A small timeline whose events show every kind of cell."""

from collections.abc import Callable

import pytest
from table_support import fill

from db.timeline import Timeline
from desktop.desk import Desk


@pytest.fixture
def desk(new_timeline: Callable[..., Timeline], open_desk: Callable[[Timeline], Desk]) -> Desk:
    """The desk of a timeline with five events."""
    return open_desk(new_timeline(fill=fill))
