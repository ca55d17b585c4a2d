"""Captions say from which sources, on which coverage, and what is left out; a user adds words, never takes any."""

import numpy as np
import pytest

from db import events
from db.arrays import columns
from db.dates import parse
from db.ids import IDS
from db.ledgers import coverage
from db.models import Evidence, Source
from db.plots.exposure import searches
from db.plots.frequency import frequency as count_frequency
from db.plots.provenance import provenance
from db.stats.bins import day_text
from db.stats.caption import draws, extended
from db.timeline import Timeline


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        made = [events.create(session, text, parse(text)) for text in ("2004-05-01", "2005", "2006-01-01")]
        events.create(session, "planned", parse("2004"), status="planned")
        sources = [
            Source(id=IDS.next(), title="One", publisher="Xinhua", side="focal"),
            Source(id=IDS.next(), title="Two", publisher="Asahi, Tokyo", side="counterpart"),
        ]
        session.add_all(sources)
        session.flush()
        for event, source in ((0, 0), (0, 1), (1, 0), (1, 0)):
            session.add(Evidence(id=IDS.next(), source_id=sources[source].id, event_id=made[event]))
        for outlet, date, fields in (
            ("Xinhua", "2004/2005", {"completeness": 3, "searched_on": "2005-06-30"}),
            ("Asahi", "2005-03-01/2005-03-31", {"completeness": 1}),
            ("Asahi", "2006", {"completeness": 0}),
            ("Yomiuri", "../2003", {}),
        ):
            coverage.create(session, outlet, date=date, **fields)
    return timeline


def frequency(timeline: Timeline, **options: object):
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        return count_frequency(connection, loaded, np.arange(len(loaded)), **options)


def test_all_that_a_caption_says(filled: Timeline) -> None:
    assert frequency(filled, by="year").caption.partition(" No filter. ")[2].rpartition(" Liaison")[0] == (
        "Status: held. 3 events, 1 not known to the day. 1 event of another status left out."
        " Coverage: “Asahi”, “Xinhua”, “Yomiuri”, completeness 1 to 3 of 4; 549 of 1,096 days not searched."
        " From 2 sources; 1 event has none."
    )


def test_which_spans_were_searched(filled: Timeline) -> None:
    with filled.reading() as connection:
        found = searches(connection)
        best = searches(connection, least=3)
        chosen = searches(connection, ["Asahi"])
    assert [(each.outlet, day_text(each.last), each.degree) for each in found] == [
        ("Asahi", "2005-03-31", 1), ("Xinhua", "2005-06-30", 3), ("Yomiuri", "2003-12-31", None),
    ]  # fmt: skip
    assert [each.outlet for each in best] == ["Xinhua"], "what nobody judged is a few examples at most"
    assert [day_text(each.first) for each in chosen] == ["2005-03-01"]
    assert day_text(found[1].first) == "2004-01-01", "it ends on the day it was searched"


def test_rates_per_year_of_coverage(filled: Timeline) -> None:
    found = frequency(filled, by="year", rated=True)
    assert found.exposure is not None
    assert found.exposure.days.tolist() == [366, 181, 0]
    assert found.rates is not None
    assert found.rates[0, :2].tolist() == pytest.approx([365.2425 / 366, 365.2425 / 365])
    assert np.isnan(found.rates[0, 2])
    assert frequency(filled, by="year").rates is None


def test_sources_follow_an_edit(filled: Timeline) -> None:
    def known() -> tuple[int, int]:
        with filled.reading() as connection:
            loaded = columns.load(connection)
            found = provenance(connection, loaded, np.arange(len(loaded)))
            assert provenance(connection, loaded, np.arange(len(loaded))) == found
            return found.sources, found.without

    assert known() == (2, 2)
    with filled.edit("Cite") as session:
        event = session.connection().exec_driver_sql("SELECT id FROM event WHERE title = 'planned'").scalar()
        source = Source(id=IDS.next(), title="Three")
        session.add(source)
        session.flush()
        session.add(Evidence(id=IDS.next(), source_id=source.id, event_id=event))
    assert known() == (3, 1)


def test_groups_by_source(filled: Timeline) -> None:
    by_outlet = frequency(filled, by="year", group="outlet")
    assert dict(zip(by_outlet.groups, by_outlet.expected.sum(axis=1), strict=True)) == {
        "Xinhua": 2, "Asahi, Tokyo": 1, "no source": 1,
    }  # fmt: skip
    assert by_outlet.filters == ("source:Xinhua", 'source:"Asahi, Tokyo"', "-has:evidence")
    assert "1 event in several groups counts once in each" in by_outlet.caption
    assert set(frequency(filled, by="year", group="side").groups) == {"focal", "counterpart", "no source"}


def test_own_words_come_behind() -> None:
    assert extended("All of it.", " seen\n from  Tokyo ") == "All of it. seen from Tokyo"
    assert extended("All of it.", "") == "All of it."


def test_draws_can_be_drawn_again() -> None:
    assert draws(200, 7) == "The inner band holds 90% of 200 draws of the uncertain days, seed 7."


def test_what_cannot_be_placed_is_not_among_the_unverified(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        for text in ("2004-05-01", "2005", "../2006"):
            events.create(session, text, parse(text), unverified=True)
    with timeline.reading() as connection:
        loaded = columns.load(connection)
        words = count_frequency(connection, loaded, np.arange(len(loaded))).caption
    assert "2 events, 1 not known to the day, 2 unverified." in words
    assert "1 event without an earliest or a latest day left out." in words


def test_of_a_period_it_says_what_may_lie_there_and_from_which_sources(filled: Timeline) -> None:
    with filled.reading() as connection:
        loaded = columns.load(connection)
        rows = np.arange(len(loaded))
        days = [parse(text).start[0] for text in ("2005-06", "2006-02")]
        words = count_frequency(connection, loaded, rows, first=days[0], last=days[1]).caption
        whole = count_frequency(connection, loaded, rows).caption
    assert "In the period may lie 2 events, 1 not known to the day." in words
    assert "From 1 source; 1 event has none." in words
    assert "3 events, 1 not known to the day." in words
    assert "In the period" not in whole
