"""Coverage: what was searched, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest

from db import sample
from db.errors import BadInput
from db.ledgers import coverage
from db.timeline import Timeline


@pytest.fixture
def searched(timeline: Timeline) -> int:
    with timeline.edit("Search") as session:
        return coverage.create(
            session, " A newspaper ", date="2004–2006", searched_on="3 May 2024", searched_by="me",
            query="party", completeness="3", missing="the supplements",
        )  # fmt: skip


def only(timeline: Timeline) -> coverage.CoverageRow:
    with timeline.read() as session:
        [row] = coverage.rows(session)
    return row


def test_a_search(timeline: Timeline, searched: int) -> None:
    row = only(timeline)
    assert row.span is not None
    assert (row.id, row.outlet, row.span.edtf, row.searched_on) == (
        searched, "A newspaper", "2004/2006", "2024-05-03",
    )  # fmt: skip
    assert (row.completeness, row.degree, row.missing) == (3, "nearly all", "the supplements")


def test_rows_of_the_sample(new_timeline: Callable[..., Timeline]) -> None:
    with new_timeline(fill=sample.build).read() as session:
        assert len(coverage.outlets(session)) == 3
        [row] = coverage.rows(session, "International Department of the CPC, news pages")
    assert row.source
    assert (row.degree, row.missing) == ("a few examples", "Most meetings.")


def test_changing_and_deleting(timeline: Timeline, searched: int) -> None:
    with timeline.edit("Change") as session:
        coverage.change(session, searched, completeness=None, searched_on="", note="to be done again")
    assert only(timeline).degree == "not judged"
    with timeline.edit("Delete") as session:
        coverage.delete(session, searched)
        coverage.delete(session, searched)
        assert coverage.rows(session) == []


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"outlet": ""}, "outlet"),
        ({"date": ""}, "date"),
        ({"date": "2004-13"}, "date"),
        ({"searched_on": "yesterday"}, "searched_on"),
        ({"completeness": 5}, "completeness"),
        ({"completeness": "12"}, "completeness"),
        ({"completeness": "most"}, "completeness"),
    ],
)
def test_wrong_input_is_refused_at_its_field(
    timeline: Timeline, searched: int, fields: dict[str, Any], field: str
) -> None:
    before = only(timeline)
    with pytest.raises(BadInput) as refused, timeline.edit("Change") as session:
        coverage.change(session, searched, note="half saved", **fields)
    assert refused.value.field == field
    assert only(timeline) == before


def test_a_search_needs_its_span(timeline: Timeline) -> None:
    with pytest.raises(BadInput) as refused, timeline.edit("Search") as session:
        coverage.create(session, "A newspaper")
    assert refused.value.field == "date"
