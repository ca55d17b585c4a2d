"""Saved charts: kept by name with all options, in the user's order, one undo step each."""

from datetime import date

import pytest

from db import saved_charts
from db.clock import today
from db.errors import BadInput, Problem
from db.plots.spec import ChartSpec
from db.timeline import Timeline

SPECS = {
    "A": ChartSpec(by="month", group="family", draws=True, seed=3),
    "B": ChartSpec(chart="compare", before="2004..2009-08", after="2009-09..2012-12"),
    "C": ChartSpec(chart="gaps", filter='mechanism:"X"', outlets=("一", "b"), as_of="2025"),
}


def listed(timeline: Timeline) -> list[tuple[str, ChartSpec]]:
    with timeline.reading() as connection:
        return [(saved.name, saved.spec) for saved in saved_charts.listed(connection)]


@pytest.fixture
def ids(timeline: Timeline) -> list[int]:
    with timeline.edit("Save") as session:
        return [saved_charts.create(session, name, spec) for name, spec in SPECS.items()]


def test_they_stand_in_the_order_they_came_with_their_options(timeline: Timeline, ids: list[int]) -> None:
    assert len(set(ids)) == 3
    assert listed(timeline) == list(SPECS.items())


def test_saving_under_the_same_name_replaces(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Save") as session:
        assert saved_charts.create(session, " B ", ChartSpec()) == ids[1]
    assert listed(timeline)[1] == ("B", ChartSpec())


def test_rename_delete_and_reorder_are_undone(timeline: Timeline, ids: list[int]) -> None:
    before = listed(timeline)
    with timeline.edit("Change") as session:
        saved_charts.rename(session, ids[0], "Z")
        saved_charts.delete(session, ids[1])
        saved_charts.reorder(session, [ids[2], ids[0]])
    assert [name for name, _ in listed(timeline)] == ["C", "Z"]
    timeline.undo()
    assert listed(timeline) == before


def test_those_not_named_come_last(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Order") as session:
        saved_charts.reorder(session, [ids[2]])
    assert [name for name, _ in listed(timeline)] == ["C", "A", "B"]


@pytest.mark.parametrize("name", ["", "  ", "B"])
def test_a_name_is_needed_and_must_be_free(timeline: Timeline, ids: list[int], name: str) -> None:
    with pytest.raises(BadInput), timeline.edit("Rename") as session:
        saved_charts.rename(session, ids[0], name)
    assert listed(timeline)[0][0] == "A"


def test_a_name_leads_to_its_chart(timeline: Timeline, ids: list[int]) -> None:
    with timeline.reading() as connection:
        assert saved_charts.load(connection, " B ").spec == SPECS["B"]
        with pytest.raises(Problem, match="there are “A”, “B”, “C”"):
            saved_charts.load(connection, "D")


def test_a_name_where_none_is_saved(timeline: Timeline) -> None:
    with timeline.reading() as connection, pytest.raises(Problem, match="none is saved"):
        saved_charts.load(connection, "A")


def test_options_of_a_newer_version_are_said(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Change") as session:
        session.connection().exec_driver_sql("UPDATE saved_chart SET options = '{\"glow\": 1}'")
    with timeline.reading() as connection, pytest.raises(BadInput, match="glow"):
        _ = saved_charts.listed(connection)[0].spec


def test_deleting_what_is_gone_does_nothing(timeline: Timeline, ids: list[int]) -> None:
    with timeline.edit("Delete") as session:
        saved_charts.delete(session, 1)
    assert len(listed(timeline)) == 3


def test_what_would_be_another_figure_tomorrow_is_kept_as_of_the_day(timeline: Timeline) -> None:
    asked = (
        ChartSpec(chart="latency"),
        ChartSpec(chart="compare", context="1"),
        SPECS["A"],
        SPECS["B"],
        SPECS["C"],
    )
    with timeline.edit("Save") as session:
        for number, spec in enumerate(asked):
            saved_charts.create(session, f"chart {number}", spec)
    day = date.fromordinal(today()).isoformat()
    assert [spec.as_of for _, spec in listed(timeline)] == [day, day, "", "", "2025"]
