"""Rows by sets over the columns: the same events as the one SQL query finds, whatever is asked."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.arrays import columns
from db.arrays.columns import EventColumns
from db.filters import Filter, compile, matching, parse  # noqa: A004
from db.filters.keys import HAS, PRECISIONS
from db.filters.rows import matching_rows
from db.words import DIRECTIONS, FAMILIES, RELATION_KINDS, ROLES, SIDES, STANDINGS, STATUSES

VALUES = {
    "": ["yellow", "frank", "共産党", "letter", "日報", "democratic", '"sea breeze"', "koiz*"],
    "party": ["LDP", "CPC", "自由民主党", "青年局", "democrat*", "nobody"],
    "person": ["井上義久", "ino", '"hiroyasu kitagawa"', "nobody"],
    "mechanism": ["与党", "nothing"],
    "country": ["JP", "CN", "cote", "known", "unknown"],
    "region": ["asia", "africa", "known", "unknown"],
    "family": [f'"{word}"' for word in FAMILIES],
    "standing": [*(f'"{word}"' for word in STANDINGS), "unknown", "opposition@2010-01-01", "unknown@2005-01-01"],
    "relations": [*(f'"{word}"' for word in RELATION_KINDS), "unknown", "none@2019-01-01"],
    "type": ["session", "meeting", "visit", "courtesy", "nothing"],
    "level": ["minister", ">=minister", "<minister", ">leader"],
    "channel": ["video", '"in person"'],
    "status": list(STATUSES),
    "side": list(SIDES),
    "role": [f'"{word}"' for word in ROLES],
    "direction": [f'"{word}"' for word in DIRECTIONS],
    "has": list(HAS),
    "precision": list(PRECISIONS),
    "date": ["2006", "2004..2006", "..2003", "2010-05-07/..", ">2010-05-31", "<2004", "<=2004", ">=2019", "<..2004"],
    "round": ["1", ">=2", "<9"],
    "evidence": ["0", "<2", ">=2", "1"],
    "verified": ["2", "<2", "0"],
    "tag": ["draft"],
    "post": ["secretary", "chief"],
    "source": ["history", "renmin"],
    "title": ["session", "talk"],
    "part": ["autumn", "nothing", "1"],
    "id": ["1", "e60", "70"],
}  # fmt: skip
CLAUSES = st.sampled_from(list(VALUES)).flatmap(
    lambda key: st.builds(
        lambda minus, values: f"{minus}{f'{key}:' if key else ''}{','.join(values)}",
        st.sampled_from(["", "", "-"]),
        st.lists(st.sampled_from(VALUES[key]), min_size=1, max_size=3, unique=True),
    )
)
TEXTS = st.lists(CLAUSES, max_size=4).map(" ".join)
Asked = Callable[[Filter], tuple[list[int], list[int], list[int]]]


@pytest.fixture(scope="session")
def held(small) -> EventColumns:
    """The columns of the small timeline."""
    return columns.read(small.connection)


@pytest.fixture(scope="session")
def asked(small, held: EventColumns) -> Asked:
    """Return a function from a filter to the ids found by SQL alone, as fetched at once, and by rows."""

    def run(wanted: Filter) -> tuple[list[int], list[int], list[int]]:
        sql, parameters = compile(wanted)
        plain = sorted(row[0] for row in small.connection.execute(sql, parameters))
        rows = matching_rows(small.connection, wanted, held)
        assert rows.dtype == np.int32
        assert (np.diff(rows) > 0).all()
        return plain, sorted(matching(small.connection, wanted).tolist()), sorted(held.ids[rows].tolist())

    return run


@given(TEXTS)
@settings(deadline=None, max_examples=400)
def test_rows_are_those_of_the_query(asked: Asked, text: str) -> None:
    plain, at_once, by_rows = asked(parse(text))
    assert at_once == plain
    assert by_rows == plain


@pytest.mark.parametrize(
    "text", [f"{sign}{key}:{value}" for key in VALUES if key for value in VALUES[key] for sign in ("", "-")]
)
def test_each_value_alone(asked: Asked, text: str) -> None:
    plain, at_once, by_rows = asked(parse(text))
    assert plain == at_once == by_rows


def test_columns_of_another_revision_are_not_believed(small, held: EventColumns) -> None:
    stale = replace(held, revision=77, status=held.status * 0)
    wanted = parse("status:cancelled,planned")
    assert len(matching_rows(small.connection, wanted, stale)) == 2
    assert len(matching_rows(small.connection, wanted, held)) == 2


def test_an_empty_timeline_has_no_rows(empty: sqlite3.Connection) -> None:
    for text in ("", "type:x", "2004", "yellow", "standing:opposition -has:place", "part:e1"):
        assert matching_rows(empty, parse(text), columns.read(empty)).tolist() == []
