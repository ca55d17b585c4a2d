"""Behind every number stand its events: of bins and groups, of cells, of pairs of participants."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest

from db import events, filters, sample
from db.arrays import columns, counts
from db.arrays.counting import counted
from db.dates import parse
from db.filters.rows import matching_rows
from db.plots.behind import events_behind, filter_text, inside, touching
from db.plots.frequency import frequency
from db.plots.matrices import MatrixSpec, events_in_cells, filter_of, matrix
from db.plots.participants import events_of_pairs, who_with_whom
from db.stats.bins import BinError
from db.stats.units import OPEN_HI, OPEN_LO, Units
from db.timeline import Timeline


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    timeline = new_timeline(fill=sample.build)
    with timeline.edit("Add") as session:
        for text in ("200X", "[2004-02-29,2009-12-31]", "2008-02"):
            events.create(session, text, parse(text))
    return timeline


@pytest.mark.parametrize("unit", ["event", "meeting"])
@pytest.mark.parametrize(
    "group", ["none", "counterpart", "country", "standing", "direction", "outlet", "tag"]
)
def test_as_many_events_as_possible_ones(filled: Timeline, unit: str, group: str) -> None:
    """Where an event is a unit, a number and the events behind it are one."""
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = frequency(connection, loaded, rows, by="2 years", unit=unit, group=group, most=4)
        for g, b in product(range(len(found.groups)), range(len(found.bins))):
            where = {"bins": (b, b + 1), "group_of": g}
            ids = events_behind(connection, loaded, rows, found, **where)
            assert len(ids) == len(set(ids.tolist())) == found.possible[g, b]
            sure = events_behind(connection, loaded, rows, found, **where, certain=True)
            assert len(sure) == found.certain[g, b]
        everything = events_behind(connection, loaded, rows, found)
        assert len(everything) == found.units
        assert loaded.rows_of(everything).tolist() == sorted(loaded.rows_of(everything).tolist())


def test_dyads_and_days_share_events(filled: Timeline) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = frequency(connection, loaded, rows, by="year", unit="dyad")
        units = counted(loaded, counts.rows_counted(loaded, rows, ""), "dyad")
        ids = events_behind(connection, loaded, rows, found)
        assert set(ids.tolist()) <= set(loaded.ids[units.row].tolist())
        nothing = frequency(connection, loaded, rows[:0], by="year")
        assert len(events_behind(connection, loaded, rows[:0], nothing)) == 0


def test_which_units_touch_a_span() -> None:
    lo, hi = np.array([10, 10, OPEN_LO, 5]), np.array([10, 30, 20, OPEN_HI])
    units = Units(lo, hi, np.array([1, 1]), np.array([10, 28]), np.array([12, 30]))
    assert touching(units, 10, 11).tolist() == [True, True, False, False]
    assert touching(units, 15, 25).tolist() == [False, False, False, False], "the set has no day there"
    assert inside(units, 0, 31).tolist() == [True, True, False, False]


def test_a_filter_narrowed_to_a_number() -> None:
    text = filter_text("country:JP", "party:LDP", first=731_581, after=731_947)
    assert text == "country:JP party:LDP 2004-01-01..2004-12-31"
    assert filter_text("", "") == ""


# --- cells -------------------------------------------------------------------------------------------------

SPECS = (
    MatrixSpec("counterpart", "year", most=5),
    MatrixSpec("counterpart", "2 years", most=5, unit="dyad"),
    MatrixSpec("month", "year"),
    MatrixSpec("family", "standing"),
    MatrixSpec("country", "family", most=6, unit="dyad"),
    MatrixSpec("type", "channel"),
    MatrixSpec("tag", "outlet", first=732_000, last=734_000),
)


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_events_of_each_cell(filled: Timeline, spec: MatrixSpec) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = matrix(connection, loaded, rows, spec)
        assert found.expected.shape == (len(found.down), len(found.across))
        assert (found.certain <= found.possible).all()
        for cell in zip(*np.nonzero(found.possible), strict=True):
            ids = events_in_cells(connection, loaded, rows, spec, "", [(int(cell[0]), int(cell[1]))])
            assert 0 < len(ids) <= found.possible[cell]
            if spec.unit == "event":
                assert len(ids) == found.possible[cell]
        assert "Cells show expected counts" in found.caption
        assert "From " in found.caption


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_events_of_several_cells_are_those_of_each(filled: Timeline, spec: MatrixSpec) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        held = np.argwhere(matrix(connection, loaded, rows, spec).possible).tolist()[::3]
        at_once = events_in_cells(connection, loaded, rows, spec, "", [(r, c) for r, c in held])
        one_by_one = {
            event
            for r, c in held
            for event in events_in_cells(connection, loaded, rows, spec, "", [(r, c)]).tolist()
        }
    assert len(at_once) == len(one_by_one)
    assert set(at_once.tolist()) == one_by_one


def test_each_month_and_year_has_its_cell(filled: Timeline) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = matrix(connection, loaded, rows, MatrixSpec("month", "year"))
    assert found.down.labels[0] == "Jan"
    assert found.expected.sum() + found.outside == pytest.approx(found.units)


def test_the_filter_of_a_cell_finds_its_events(filled: Timeline) -> None:
    spec = MatrixSpec("family", "standing", unit="dyad")
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = matrix(connection, loaded, rows, spec)
        for cell in zip(*np.nonzero(found.possible), strict=True):
            place = int(cell[0]), int(cell[1])
            text = filter_of(found, place)
            ids = events_in_cells(connection, loaded, rows, spec, "", [place])
            if "family:" in text and "standing:" in text:
                among = loaded.ids[matching_rows(connection, filters.parse(text), loaded)]
                assert set(ids.tolist()) <= set(among.tolist())


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (MatrixSpec("year", "month"), "No heat map has year against month"),
        (MatrixSpec("week", "family"), "No heat map has week against family"),
        (MatrixSpec("family", "monht"), "did you mean “month”"),
        (MatrixSpec("family", "standing", first=10, last=10), "Nothing to count here"),
    ],
)
def test_what_is_no_heat_map(filled: Timeline, spec: MatrixSpec, words: str) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        with pytest.raises(BinError, match=words):
            matrix(connection, loaded, np.arange(len(loaded), dtype=np.int32), spec)


# --- who with whom -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["actor", "person"])
def test_who_met_whom(filled: Timeline, who: str) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = who_with_whom(connection, loaded, rows, who=who, most=8)
        assert (found.possible == found.possible.T).all()
        assert found.symmetric
        assert not np.diag(found.possible).any()
        assert "The 8 participants with the most meetings of " in found.caption
        for cell in zip(*np.nonzero(found.possible), strict=True):
            place = int(cell[0]), int(cell[1])
            ids = events_of_pairs(connection, loaded, rows, "", [place], who=who, most=8)
            assert len(ids) == found.possible[cell]
            together = filters.parse(filter_of(found, place))
            assert set(ids.tolist()) <= set(loaded.ids[matching_rows(connection, together, loaded)].tolist())


def test_few_events_give_the_same_pairs(filled: Timeline) -> None:
    """Of few events only their own participations are read."""
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(0, len(loaded), 9, dtype=np.int32)
        few = who_with_whom(connection, loaded, rows, most=500)
        pairs = sum(
            len(events_of_pairs(connection, loaded, rows, "", [(int(r), int(c))], most=500))
            for r, c in zip(*np.nonzero(few.possible), strict=True)
        )
    assert pairs == few.possible.sum() > 0


def test_nobody_meets_nobody(timeline: Timeline) -> None:
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        none = np.zeros(0, np.int32)
        with pytest.raises(BinError, match="Nobody meets anybody here"):
            who_with_whom(connection, loaded, none)
        with pytest.raises(BinError, match="not by dyad"):
            who_with_whom(connection, loaded, none, unit="dyad")
        assert len(events_of_pairs(connection, loaded, none, "", [(0, 0)])) == 0


BY_PLACE = ("none", "country", "region")
"""Some events are in these for the place alone, which no filter on counterparts finds."""


@pytest.mark.parametrize("group", [name for name in counts.GROUPS if name not in BY_PLACE])
def test_the_filter_of_a_group_finds_its_events(filled: Timeline, group: str) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded), dtype=np.int32)
        found = frequency(connection, loaded, rows, by="10 years", unit="meeting", group=group)
        assert len(found.filters) == len(found.groups)
        for place, text in enumerate(found.filters):
            ids = events_behind(connection, loaded, rows, found, group_of=place)
            if text:
                among = loaded.ids[matching_rows(connection, filters.parse(text), loaded)]
                assert set(ids.tolist()) <= set(among.tolist()), text
