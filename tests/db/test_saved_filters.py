"""Saved filters: kept by name, in the user's order, one undo step each."""

import pytest

from db import saved_filters
from db.errors import BadInput
from db.timeline import Timeline


def listed(timeline: Timeline) -> list[tuple[str, str]]:
    with timeline.reading() as connection:
        return [(saved.name, saved.text) for saved in saved_filters.listed(connection)]


@pytest.fixture
def ids(timeline: Timeline) -> list[int]:
    with timeline.edit("Save") as session:
        return [saved_filters.create(session, name, name.lower()) for name in ("A", "B", "C")]


def test_they_stand_in_the_order_they_came(timeline: Timeline, ids: list[int]) -> None:
    assert listed(timeline) == [("A", "a"), ("B", "b"), ("C", "c")]


def test_saving_under_the_same_name_replaces(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Save") as session:
        assert saved_filters.create(session, " B ", "new") == ids[1]
    assert listed(timeline) == [("A", "a"), ("B", "new"), ("C", "c")]


def test_rename_delete_and_reorder_are_undone(timeline: Timeline, ids: list[int]) -> None:
    before = listed(timeline)
    with timeline.edit("Change") as session:
        saved_filters.rename(session, ids[0], "Z")
        saved_filters.delete(session, ids[1])
        saved_filters.reorder(session, [ids[2], ids[0]])
    assert listed(timeline) == [("C", "c"), ("Z", "a")]
    timeline.undo()
    assert listed(timeline) == before


def test_those_not_named_come_last(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Order") as session:
        saved_filters.reorder(session, [ids[2]])
    assert [name for name, _ in listed(timeline)] == ["C", "A", "B"]


@pytest.mark.parametrize("name", ["", "  ", "B"])
def test_a_name_is_needed_and_must_be_free(timeline: Timeline, ids: list[int], name: str) -> None:
    with pytest.raises(BadInput), timeline.edit("Rename") as session:
        saved_filters.rename(session, ids[0], name)
    assert listed(timeline)[0] == ("A", "a")


def test_deleting_what_is_gone_does_nothing(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Delete") as session:
        saved_filters.delete(session, 1)
    assert len(listed(timeline)) == 3
