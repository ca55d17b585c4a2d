"""The parties of a timeline made up for the overview."""

import pytest
from overview_support import party

from db.ids import IDS
from db.models import Country, Setting
from db.timeline import Timeline


@pytest.fixture
def parties(timeline: Timeline) -> dict[str, int]:
    """A focal party, and two parties of one name in two countries, one of which has an organ."""
    with timeline.edit("Parties") as session:
        china, japan = Country(name="China", code="CN", region="Asia"), Country(name="Japan", region="Asia")
        session.add_all([china, japan])
        session.flush()
        made = {
            "focal": party(session, "Focal", country_id=china.id),
            "a": party(session, "Same", country_id=japan.id, family="liberal"),
            "b": party(session, "Same"),
        }
        made["organ"] = party(session, "Youth", kind="organ", parent_id=made["a"])
        session.add(Setting(id=IDS.next(), key="focal_actor", value=str(made["focal"])))
    return made
