"""Every chart of the sample: numbers, caption, and as many events behind each mark as it possibly counts."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from sqlalchemy.orm import Session

from db import sample
from db.arrays import columns
from db.arrays.columns import EventColumns
from db.ledgers import contexts
from db.plots.compute import compute
from db.plots.marks import (
    BinMark,
    CellMark,
    ContactMark,
    DaysMark,
    GapMark,
    InvitationMark,
    SideMark,
    SpanMark,
    YearMark,
)
from db.plots.spec import CHARTS, ChartSpec
from db.reading import raw
from db.stats.bins import day_text
from db.timeline import Timeline

SESSIONS = 'mechanism:"China-Japan Ruling Party Exchange Mechanism"'
SPANS = {"before": "2004..2009-08", "after": "2009-09..2012-12"}
EACH = [
    ChartSpec.usual(chart) if chart != "compare" else ChartSpec(chart="compare", **SPANS) for chart in CHARTS
]


class Asking:
    """Computes charts of one reading of the sample."""

    def __init__(self, session: Session, loaded: EventColumns) -> None:
        self.session, self.columns = session, loaded

    def __call__(self, chart: str = "frequency", **options: Any) -> Any:
        return compute(self.session, self.columns, ChartSpec(chart=chart, **options))

    def behind(self, result: Any, mark: Any) -> list[int]:
        return result.events(self.session, self.columns, mark).tolist()


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=sample.build)


@contextmanager
def asking(timeline: Timeline) -> Iterator[Asking]:
    with timeline.read() as session:
        yield Asking(session, columns.load(raw(session)))


@pytest.fixture
def ask(filled: Timeline) -> Iterator[Asking]:
    with asking(filled) as found:
        yield found


@pytest.mark.parametrize("spec", EACH, ids=CHARTS)
def test_every_chart_has_a_caption_and_both_forms(ask: Asking, spec: ChartSpec) -> None:
    found = compute(ask.session, ask.columns, spec)
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert told["chart"] == spec.chart
    assert told["caption"] == found.caption
    assert found.caption.count("Liaison ") == 1
    assert "No filter." in found.caption
    head, *rows = list(csv.reader(io.StringIO(found.to_csv())))
    assert rows
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize("spec", EACH, ids=CHARTS)
def test_own_words_come_after_the_programs(ask: Asking, spec: ChartSpec) -> None:
    plain = compute(ask.session, ask.columns, spec).caption
    said = compute(ask.session, ask.columns, replace(spec, note="Own\nwords."))
    assert said.caption == f"{plain} Own words."


def test_rows_may_be_given_or_found(ask: Asking) -> None:
    found = ask(filter="country:JP")
    given = compute(ask.session, ask.columns, found.spec, found.among)
    assert given.to_json() == found.to_json()


@pytest.mark.parametrize("group", ["none", "family"])
def test_events_behind_bins_and_groups(ask: Asking, group: str) -> None:
    found = ask(group=group, by="2 years")
    for g, b in product(range(len(found.frequency.groups)), range(len(found.frequency.bins))):
        assert len(ask.behind(found, BinMark(b, b + 1, g))) == found.frequency.possible[g, b]
    assert len(ask.behind(found, BinMark(0, len(found.frequency.bins)))) == found.frequency.units
    assert ask.behind(found, CellMark(0, 0)) == []


def test_events_behind_each_direction(ask: Asking) -> None:
    found = ask("diverging")
    for side in ("incoming", "outgoing"):
        possible = getattr(found.diverging, side).possible
        for b in range(len(possible)):
            assert len(ask.behind(found, SideMark(b, b + 1, side))) == possible[b]
    assert ask.behind(found, SideMark(0, 1, "sideways")) == []


@pytest.mark.parametrize(
    "options",
    [
        {"chart": "heatmap"},
        {"chart": "heatmap", "of": "month"},
        {"chart": "heatmap", "of": "family", "across": "standing"},
        {"chart": "who", "unit": "meeting"},
        {"chart": "who", "unit": "meeting", "of": "person"},
    ],
)
def test_events_behind_cells(ask: Asking, options: dict[str, str]) -> None:
    found = ask(**options)
    for cell in product(*map(range, found.matrix.possible.shape)):
        assert len(ask.behind(found, CellMark(*cell))) == found.matrix.possible[cell]


def test_two_spans_compared(ask: Asking) -> None:
    found = ask("compare", filter="country:JP", **SPANS)
    told = found.to_json()["comparisons"][0]
    before, after = told["before"], told["after"]
    assert (before["from"], before["to"]) == ("2004-01-01", "2009-09-01")
    assert (after["from"], after["to"]) == ("2009-09-01", "2013-01-01")
    assert told["ratio"] == pytest.approx(after["rate"] / before["rate"])
    low, high = told["interval"]
    assert low < told["ratio"] < high
    assert before["certain"] <= before["expected"] <= before["possible"]
    assert "exact conditional test" in found.sentence
    assert [len(ask.behind(found, SpanMark(span))) for span in (0, 1)] == [
        before["possible"], after["possible"],
    ]  # fmt: skip


def test_before_during_and_after_a_context(ask: Asking) -> None:
    found = ask("compare", context="Government led by the DPJ", filter="country:JP")
    assert [name for name, _ in found.spans] == ["before", "during", "after"]
    assert [label for label, _ in found.comparisons] == [
        "before → during",
        "before → after",
        "during → after",
    ]
    during = found.spans[1][1]
    assert (day_text(during.first), day_text(during.after)) == ("2009-09-16", "2012-12-26")
    assert {span.days for _, span in found.spans} == {during.days}
    assert "Bonferroni" in found.caption
    assert found.caption.count("It speaks of what the sources record") == 1


def test_a_day_divides_before_from_after(filled: Timeline) -> None:
    with filled.edit("Add") as session:
        made = contexts.create(session, "A day", date="2015-12-03", kind="other")
    with asking(filled) as ask:
        found = ask("compare", context=str(made))
        wider = ask("compare", context="A day", first="2004", last="2020")
    assert [(name, day_text(span.first)) for name, span in found.spans] == [
        ("before", "2014-12-03"), ("after", "2015-12-03"),
    ]  # fmt: skip
    assert day_text(wider.spans[0][1].first) == "2004-01-01"
    assert day_text(wider.spans[1][1].after) == "2020-01-01"


def test_silences_of_a_mechanism_are_between_its_sessions(ask: Asking) -> None:
    found = ask("gaps", filter=SESSIONS, as_of="2025-12-31")
    (row,) = found.rows
    assert (found.of, row.numbers) == ("mechanism", tuple(range(1, 10)))
    told = found.to_json()["rows"][0]
    gap = told["gaps"][3]
    assert gap["begun"] == ["2009-02-21", "2009-02-28"]
    assert gap["ended"] == ["2015-12-03", "2015-12-03"]
    assert gap["days"] == [2469, 2476]
    assert told["current"]["ended"] == ["2025-12-31", "2025-12-31"]
    ends = ask.behind(found, GapMark(0, 3))
    assert ends == [ask.behind(found, ContactMark(0, each))[0] for each in (3, 4)]
    assert ask.behind(found, GapMark(0, -1)) == ask.behind(found, ContactMark(0, 8))
    assert len(ask.behind(found, ContactMark(0))) == 9


def test_sessions_within_visits_are_contacts_of_their_mechanism_whatever_the_filter(ask: Asking) -> None:
    every = ask("gaps", of="mechanism", as_of="2025-12-31", most=500).rows
    alone = ask("gaps", filter=SESSIONS, as_of="2025-12-31").rows[0]
    (same,) = [row for row in every if row.label == alone.label]
    assert same.numbers == alone.numbers == (1, 2, 3, 4, 5, 6, 7, 8, 9)
    assert same.gaps == alone.gaps


def test_the_ninth_session_is_found_under_its_mechanism_though_it_is_part_of_a_visit(ask: Asking) -> None:
    found = ask(group="mechanism", first="2025", last="2026").frequency
    name = "China–Japan Ruling Party Exchange Mechanism"
    assert found.expected[found.groups.index(name)].tolist() == [1]
    assert "of their own count under those of their parts." in found.caption


def test_a_caption_of_silences_speaks_of_the_contacts_alone(ask: Asking) -> None:
    told = ask("gaps", filter=SESSIONS, as_of="2025-12-31").caption
    assert "9 events, 2 not known to the day" in told
    assert "9 events with several counterparts" in told
    by_tag = ask("gaps", of="issue").caption
    assert "with no issue left out." in by_tag


def test_a_round_without_a_number_ends_a_silence(ask: Asking) -> None:
    (row,) = ask("gaps", filter='mechanism:"CPC–CDU/CSU Party Dialogue"', as_of="2025-12-31").rows
    assert row.numbers == (10, None, 13)
    assert row.gaps.gaps[0].days == (798, 798)


@pytest.mark.parametrize("of", ["counterpart", "mechanism", "country", "family", "outlet", "all"])
def test_silences_of_anything(ask: Asking, of: str) -> None:
    found = ask("gaps", of=of, most=500)
    assert found.rows
    assert all(row.gaps.contacts > 1 for row in found.rows)
    for number, row in enumerate(found.rows):
        assert len(row.contacts) == row.gaps.contacts == len(row.gaps.gaps) + 1 == len(row.event_rows)
        assert 0 < len(ask.behind(found, ContactMark(number))) <= row.gaps.contacts
        assert ask.behind(found, GapMark(number, 0))
    assert not {f"no {of}", "no source"} & {row.label for row in found.rows}


def test_rows_with_a_rhythm_stand_first_the_longest_silent_on_top(ask: Asking) -> None:
    rows = ask("gaps", most=500).rows
    known = [row.gaps.contacts > 3 for row in rows]
    assert known == sorted(known, reverse=True)
    ratios = [row.gaps.current.days[0] / row.gaps.percentile_95[1] for row in rows if row.gaps.contacts > 3]
    assert ratios == sorted(ratios, reverse=True)
    fewer = ask("gaps", most=2)
    assert fewer.rows == rows[:2]
    assert "The 2 of " in fewer.caption


def test_ledgers_as_of_a_day(ask: Asking) -> None:
    found = ask("latency")
    assert all(
        ask.behind(found, InvitationMark(each.invitation_id)) for each in found.latencies if each.event_id
    )
    shares = ask("fulfilment")
    assert sum(each.extended for each in shares.shares) == 5
    assert ask.behind(shares, YearMark(0))
    steps = ask("commitments")
    first = int(steps.series.days[0])
    assert ask.behind(steps, DaysMark(first, first + 1))
    assert ask.behind(steps, DaysMark(first - 10, first - 1)) == []
    assert len(ask("fulfilment", as_of="2008").shares) <= len(shares.shares)


def test_ledgers_follow_the_filter(ask: Asking) -> None:
    every = ask("latency").latencies
    event = next(each.event_id for each in every if each.event_id)
    title = (
        ask.session.connection().exec_driver_sql("SELECT title FROM event WHERE id = ?", (event,)).scalar()
    )
    found = ask("latency", filter=f'"{title}"')
    assert event in {each.event_id for each in found.latencies}
    assert len(found.latencies) < len(every)
    assert "which leaves the invitations" in found.caption


def test_contexts_are_left_out_where_nobody_wants_them(ask: Asking) -> None:
    assert ask().contexts
    assert ask(contexts=False).contexts == ()


def test_names_that_a_spreadsheet_would_run_are_guarded(filled: Timeline) -> None:
    with filled.edit("Rename") as session:
        session.connection().exec_driver_sql("UPDATE actor SET name = '=1+1' || name")
    with asking(filled) as ask:
        found = ask("gaps")
    assert found.to_csv(guard_formulas=True).count("'=1+1") == found.to_csv().count("=1+1") > 0
    assert "'=1+1" not in found.to_csv()


def test_the_same_options_give_the_same_numbers(ask: Asking) -> None:
    options = {"draws": True, "changes": True, "group": "family", "by": "quarter", "seed": 7}
    assert ask(**options).to_json() == ask(**options).to_json()
    assert np.array_equal(ask(**options).draws.high, ask(**options).draws.high)


def test_what_another_kind_left_behind_changes_nothing(ask: Asking) -> None:
    assert ask("diverging", style="lines", of="family").caption == ask("diverging").caption
    assert ask("latency", first="2004", last="2004") == ask("latency")


@pytest.mark.parametrize(
    ("kind", "options"),
    [("heatmap", {}), ("heatmap", {"of": "family", "across": "standing"}), ("heatmap", {"of": "month"}), ("who", {})],
)  # fmt: skip
def test_cells_say_their_period_and_whose_coverage_is_told(
    ask: Asking, kind: str, options: dict[str, str]
) -> None:
    outlets = ask().frequency.exposure.outlets
    told = ask(kind, first="2006-03", last="2010", outlets=outlets[:1], **options).caption
    assert f"{'2006-01-01' if options.get('of') == 'month' else '2006-03-01'} to 2009-12-31." in told
    assert (f"“{outlets[0]}”" in told, f"“{outlets[1]}”" in told) == (True, False)
    assert ("The period is widened to whole years." in told) == (options.get("of") == "month")


def test_captions_of_ledgers_say_from_which_sources_and_what_is_unverified(ask: Asking) -> None:
    told = {kind: ask(kind, as_of="2025").caption for kind in ("latency", "fulfilment", "commitments")}
    for words in told.values():
        assert re.search(r"From \d+ sources?[.;]", words)
        assert re.search(
            r"Coverage: .* of 4; (all days searched|[\d,]+ of [\d,]+ days not searched)\.", words
        )
    assert "2 of them unverified." in told["fulfilment"]
    assert "unverified" not in told["latency"]
    early = ask("fulfilment", as_of="1900").caption
    assert "5 extended, 5 of them perhaps only later, 0 fulfilled" in early
