"""Contexts: for all or for one, with a colour, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from db import sample
from db.errors import BadInput
from db.ledgers import contexts
from db.registry import names
from db.timeline import Timeline


@pytest.fixture
def crisis(timeline: Timeline) -> int:
    with timeline.edit("Add") as session:
        return contexts.create(session, " A crisis ", kind="crisis", date="about 2004", colour="#EA0")


def titles(rows: list[contexts.ContextRow]) -> list[str]:
    return [row.title for row in rows]


def test_a_context_for_all(timeline: Timeline, crisis: int) -> None:
    with timeline.read() as session:
        [row] = contexts.rows(session)
    assert row.date is not None
    assert (row.title, row.kind, row.colour, row.date.edtf, row.about) == (
        "A crisis", "crisis", "#eeaa00", "2004~", "all",
    )  # fmt: skip


def test_rows_of_the_sample(new_timeline: Callable[..., Timeline]) -> None:
    with new_timeline(fill=sample.build).read() as session:
        rows = contexts.rows(session)
    assert rows[0].title == "Government of LDP and Komeito"
    assert rows[0].about == "Japan"
    congress = next(row for row in rows if row.title.startswith("17th"))
    assert (congress.about, congress.colour) == ("Communist Party of China, China", "#d9d3e3")
    assert [row.unverified for row in rows if row.kind == "crisis"] == [True]


def test_what_applies(timeline: Timeline, crisis: int) -> None:
    with timeline.edit("Add") as session:
        party, other = (names.create_actor(session, name) for name in ("P", "Q"))
        mechanism = names.create_mechanism(session, "M")
        contexts.create(session, "Of the party", actor_id=party, date="2001")
        contexts.create(session, "Of the mechanism", mechanism_id=mechanism)
    with timeline.read() as session:
        assert titles(contexts.rows(session)) == ["Of the party", "A crisis", "Of the mechanism"]
        assert titles(contexts.applying(session, actor_id=party)) == ["Of the party", "A crisis"]
        assert titles(contexts.applying(session, actor_id=other)) == ["A crisis"]
        assert titles(contexts.applying(session, mechanism_id=mechanism)) == ["A crisis", "Of the mechanism"]


def test_changing_and_deleting(timeline: Timeline, crisis: int) -> None:
    with timeline.edit("Change") as session:
        contexts.change(session, crisis, colour="", date=None, title="No crisis", kind="other")
        [row] = contexts.rows(session)
    assert (row.title, row.kind, row.colour, row.date) == ("No crisis", "other", "", None)
    with timeline.edit("Delete") as session:
        contexts.delete(session, crisis)
        contexts.delete(session, crisis)
        assert contexts.rows(session) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"date": "2004-13"}, "date"),
        ({"colour": "red"}, "colour"),
        ({"colour": "#12345"}, "colour"),
        ({"colour": "#12345g"}, "colour"),
        ({"kind": "party"}, "kind"),
    ],
)
def test_wrong_input_is_refused_at_its_field(
    timeline: Timeline, crisis: int, fields: dict[str, Any], field: str
) -> None:
    with timeline.read() as session:
        before = contexts.rows(session)
    with pytest.raises(BadInput) as refused, timeline.edit("Change") as session:
        contexts.change(session, crisis, note="half saved", **fields)
    assert refused.value.field == field
    with timeline.read() as session:
        assert contexts.rows(session) == before
