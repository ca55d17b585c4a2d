"""What can't be shown is said in a sentence, at the option that can be changed."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from db import events, sample
from db.arrays import columns
from db.dates import parse
from db.errors import BadInput, Problem
from db.plots.compute import compute
from db.plots.spec import CHARTS, ChartSpec
from db.reading import raw
from db.stats.bins import BinError
from db.stats.errors import StatError
from db.timeline import Timeline

SPANS = {"before": "2004..2009-08", "after": "2009-09..2012-12"}
LEDGERS = {
    "latency": ("invitation", "was fulfilled by "),
    "fulfilment": ("invitation", "was extended by "),
    "commitments": ("commitment", "is on record."),
}
"""What charts of the ledgers say that there is none of, in place of events."""
ELSEWHERE = "Nothing that passes lies in the period: it lies in 2004-01-01 to 2025-12-22."
REFUSALS = (Problem, BinError, StatError)


@pytest.fixture
def session(new_timeline: Callable[..., Timeline]) -> Iterator[Session]:
    with new_timeline(fill=sample.build).read() as session:
        yield session


def refused(session: Session, **options: object) -> Exception:
    loaded = columns.load(raw(session))
    with pytest.raises(REFUSALS) as found:
        compute(session, loaded, ChartSpec(**options))  # type: ignore[arg-type]
    words = str(found.value)
    assert words[0].isupper() or words[0] in '“"0123456789'
    assert words.endswith((".", "?)", ")"))
    assert "\n" not in words
    return found.value


@pytest.mark.parametrize("chart", CHARTS)
def test_an_empty_timeline(timeline: Timeline, chart: str) -> None:
    with timeline.read() as session:
        found = refused(session, chart=chart, **(SPANS if chart == "compare" else {}))
    assert isinstance(found, Problem)
    words = "The timeline has no event yet: there is nothing to show."
    assert str(found).startswith(f"No {' '.join(LEDGERS[chart])}" if chart in LEDGERS else words)


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ("1950", "No event that passes has both an earliest and a latest day"),
        ('"no such words"', "No event passes the filter: there is nothing to show."),
    ],
)
def test_an_empty_selection(session: Session, chart: str, wanted: str, words: str) -> None:
    found = refused(session, chart=chart, filter=wanted, **(SPANS if chart == "compare" else {}))
    assert isinstance(found, Problem)
    if chart in LEDGERS:
        words = f"No {LEDGERS[chart][0]} that names an event that passes the filter {LEDGERS[chart][1]}"
    assert str(found).startswith(words)


def test_one_event(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        events.create(session, "One", parse("2004-03"))
    with timeline.read() as session:
        loaded = columns.load(raw(session))
        for options in ({}, {"changes": True, "draws": True}, {"chart": "heatmap", "of": "month"}):
            assert compute(session, loaded, ChartSpec(**options)).caption  # type: ignore[arg-type]
        assert compute(session, loaded, ChartSpec(chart="compare", before="2004", after="2005")).caption
        assert "two contacts" in str(refused(session, chart="gaps", of="all"))
        assert "Nobody meets" in str(refused(session, chart="who"))
        assert "incoming or outgoing" in str(refused(session, chart="diverging"))


def test_events_that_do_not_count(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        events.create(session, "Planned", parse("2004-03"), status="planned")
    with timeline.read() as session:
        assert "held" in str(refused(session))
    with timeline.edit("Add") as session:
        events.create(session, "Undated", parse("../2004"))
    with timeline.read() as session:
        assert "placed in time" in str(refused(session))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"first": "1900", "last": "1950"}, ELSEWHERE),
        ({"last": "1950"}, ELSEWHERE),
        ({"first": "2100"}, ELSEWHERE),
        ({"chart": "diverging", "first": "1900", "last": "1950"}, ELSEWHERE),
        ({"chart": "heatmap", "first": "1900", "last": "1950"}, "Nothing that passes lies in the period"),
        (
            {"chart": "heatmap", "of": "month", "first": "1900", "last": "1950"},
            "Nothing that passes lies in the",
        ),
        ({"chart": "heatmap", "of": "family", "across": "standing", "last": "1950"}, "Nothing to count here"),
        (
            {"chart": "who", "unit": "meeting", "first": "1900", "last": "1950"},
            "Nobody meets anybody in the period",
        ),
        ({"chart": "compare", "before": "1900", "after": "1901"}, "Nobody searched 1900-01-01 to 1900-12-31"),
        ({"chart": "gaps", "as_of": "1950"}, "No counterpart has two contacts by 1950-12-31"),
        ({"chart": "latency", "as_of": "1950"}, "No invitation was fulfilled by 1950-12-31."),
        ({"chart": "commitments", "as_of": "1950"}, "The first commitment was made on 2006-02-21"),
        (
            {"chart": "commitments", "first": "1900", "last": "1950"},
            "No commitment was open in 1900-01-01 to",
        ),
    ],
)
def test_a_span_without_events(session: Session, options: dict[str, str], words: str) -> None:
    assert str(refused(session, **options)).startswith(words)


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"chart": "pie"}, "chart"),
        ({"unit": "visit"}, "unit"),
        ({"group": "colour"}, "group"),
        ({"style": "pie"}, "style"),
        ({"measure": "per head"}, "measure"),
        ({"most": 0}, "most"),
        ({"most": 10_000, "group": "counterpart"}, "most"),
        ({"chart": "heatmap", "most": 10_000}, "most"),
        ({"chart": "gaps", "most": 10_000}, "most"),
        ({"average": -1}, "average"),
        ({"average": 900}, "average"),
        ({"seed": -1}, "seed"),
        ({"first": "2004-13"}, "first"),
        ({"last": "../2004"}, "last"),
        ({"first": "2005", "last": "2005"}, "first"),
        ({"measure": "rate", "draws": True}, "draws"),
        ({"measure": "rate", "style": "share"}, "measure"),
        ({"style": "share", "poisson": True}, "style"),
        ({"style": "cumulative", "average": 3}, "average"),
        ({"outlets": ("Nobody's paper",)}, "outlets"),
        ({"chart": "compare"}, "before"),
        ({"chart": "compare", "before": "2004"}, "after"),
        ({"chart": "compare", "before": "2004..", "after": "2006"}, "before"),
        ({"chart": "compare", "before": "2004/..", "after": "2006"}, "before"),
        ({"chart": "compare", "before": "2004", "after": "2006..2005"}, "after"),
        ({"chart": "compare", "before": "soon", "after": "2006"}, "before"),
        ({"chart": "compare", "context": "No such"}, "context"),
        ({"chart": "compare", "context": "1"}, "context"),
        ({"chart": "compare", "context": "9" * 30}, "context"),
        ({"chart": "compare", "context": "9" * 19}, "context"),
        ({"chart": "compare", "context": "²"}, "context"),
        ({"chart": "compare", "context": "Government of LDP and Komeito"}, "context"),
        ({"chart": "gaps", "of": "colour"}, "of"),
        ({"chart": "gaps", "as_of": "2004/.."}, "as_of"),
        ({"chart": "heatmap", "of": "colour"}, "of"),
        ({"chart": "who", "of": "country"}, "of"),
    ],
)
def test_options_that_cannot_be_are_named(session: Session, options: dict[str, object], field: str) -> None:
    found = refused(session, **options)
    assert isinstance(found, BadInput)
    assert found.field == field


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"by": "0 days"}, BinError, "“0 days” is a bin of no length"),
        ({"by": "day", "first": "0001", "last": "9999"}, BinError, "Bins of one day would be 3,651,694"),
        ({"by": "round"}, BinError, "“round” does not say whose rounds"),
        ({"by": "leader's term"}, BinError, "No leader's term with a date is on record"),
        ({"chart": "heatmap", "of": "month", "across": "day"}, BinError, "No heat map has month against day"),
        ({"chart": "heatmap", "across": "colours"}, BinError, "“colours” is no bin width"),
        (
            {"chart": "who", "unit": "dyad"},
            BinError,
            "Who met whom is counted by meeting or event, not by dyad.",
        ),
        (
            {"chart": "compare", "before": "2004", "after": "2004-06..2006"},
            StatError,
            "The spans 2004-01-01 to 2004-12-31 and 2004-06-01 to 2006-12-31 overlap",
        ),
        ({"measure": "rate", "first": "1990", "last": "2003"}, Problem, ELSEWHERE),
    ],
)
def test_what_has_no_picture(
    session: Session, options: dict[str, str], kind: type[Exception], words: str
) -> None:
    found = refused(session, **options)
    assert isinstance(found, kind)
    assert str(found).startswith(words)


def test_rates_need_coverage(timeline: Timeline) -> None:
    with timeline.edit("Add") as session:
        events.create(session, "One", parse("2004-03"))
    with timeline.read() as session:
        assert "add coverage" in str(refused(session, measure="rate"))
