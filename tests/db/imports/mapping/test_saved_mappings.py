"""Mappings kept in the file by name, and found again for a table with the same columns."""

import pytest

from db.errors import BadInput, Problem
from db.imports.mapping import CellRule, DateRule, Mapping, saved
from db.timeline import Timeline

MADE = Mapping(("Day", "What"), date=DateRule(whole="Day"), cells=(CellRule("title", ("What",)),))


def test_a_mapping_is_kept_renamed_and_removed(timeline: Timeline) -> None:
    with timeline.edit("Save") as session:
        first = saved.create(session, "My coding", MADE)
        saved.create(session, "Other", Mapping())
    with timeline.reading() as connection:
        one, _ = saved.listed(connection)
        assert (one.name, one.mapping) == ("My coding", MADE)
        assert saved.load(connection, " Other ").mapping == Mapping()
        with pytest.raises(Problem, match="there are “My coding”, “Other”"):
            saved.load(connection, "None")
    with timeline.edit("Rename") as session:
        with pytest.raises(BadInput, match="mapping is called"):
            saved.rename(session, first, "Other")
        saved.rename(session, first, "Mine")
    timeline.undo()
    with timeline.reading() as connection:
        assert [each.name for each in saved.listed(connection)] == ["My coding", "Other"]
    with timeline.edit("Remove") as session:
        saved.delete(session, first)
    with timeline.reading() as connection:
        assert [each.name for each in saved.listed(connection)] == ["Other"]


def test_it_is_offered_for_the_same_columns(timeline: Timeline) -> None:
    with timeline.edit("Save") as session:
        saved.create(session, "First", MADE)
        saved.create(session, "Other", Mapping(("x",)))
        saved.create(session, "Last", MADE)
    with timeline.reading() as connection:
        assert [each.name for each in saved.fitting(connection, ["Day", "What"])] == ["Last", "First"]
        assert saved.fitting(connection, ["Day"]) == []


def test_one_of_a_newer_version_does_not_hide_the_others(timeline: Timeline) -> None:
    with timeline.edit("Save") as session:
        saved.create(session, "Good", MADE)
        saved._RECORDS.keep(session, "Newer", text="[holograms]\n")
    with timeline.reading() as connection:
        assert [each.name for each in saved.fitting(connection, MADE.header)] == ["Good"]
        with pytest.raises(BadInput):
            _ = saved.load(connection, "Newer").mapping
