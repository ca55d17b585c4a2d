"""Bins cover their span without holes, lie on calendar units and are cut exactly at its ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.bins import MAX_BINS, BinError, auto_by, day_text, make_bins, name_by, parse_by, whole

DAYS = st.integers(1, date.max.toordinal())
WIDTHS = [
    "day",
    "week",
    "month",
    "quarter",
    "half",
    "year",
    "2 years",
    "5 years",
    "3 months",
    "2 weeks",
    "10 days",
]


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_years_are_cut_at_the_limits() -> None:
    bins = make_bins("year", day("2004-03-05"), day("2006-02-01"))
    assert bins.labels == ("2004", "2005", "2006")
    assert [day_text(edge) for edge in bins.edges] == ["2004-03-05", "2005-01-01", "2006-01-01", "2006-02-01"]


@pytest.mark.parametrize(
    ("by", "label", "start", "end"),
    [
        ("day", "2006-10-16", "2006-10-16", "2006-10-17"),
        ("week", "2006-W42", "2006-10-16", "2006-10-23"),
        ("month", "2006-10", "2006-10-01", "2006-11-01"),
        ("quarter", "2006 Q4", "2006-10-01", "2007-01-01"),
        ("half", "2006 H2", "2006-07-01", "2007-01-01"),
        ("half year", "2006 H2", "2006-07-01", "2007-01-01"),
        ("year", "2006", "2006-01-01", "2007-01-01"),
        ("3 months", "2006-10–2006-12", "2006-10-01", "2007-01-01"),
        ("2 years", "2006–2007", "2006-01-01", "2008-01-01"),
        ("5 years", "2005–2009", "2005-01-01", "2010-01-01"),
        ("10 years", "2000–2009", "2000-01-01", "2010-01-01"),
        ("2 weeks", "2006-W41–2006-W42", "2006-10-09", "2006-10-23"),
    ],
)
def test_the_bin_around_a_day(by: str, label: str, start: str, end: str) -> None:
    held = day("2006-10-17") if by != "day" else day("2006-10-16")
    first, last = whole(by, held, held + 1)
    assert (day_text(first), day_text(last)) == (start, end)
    assert make_bins(by, first, last).labels == (label,)


def test_a_year_of_53_weeks() -> None:
    bins = make_bins("week", day("2020-12-21"), day("2021-01-11"))
    assert bins.labels == ("2020-W52", "2020-W53", "2021-W01")


def test_a_leap_february_has_29_days() -> None:
    assert make_bins("month", day("2004-02-01"), day("2004-03-10")).edges.tolist() == [
        day("2004-02-01"),
        day("2004-03-01"),
        day("2004-03-10"),
    ]


def test_the_ends_of_the_calendar() -> None:
    bins = make_bins("year", 1, date.max.toordinal() + 1)
    assert (len(bins), bins.labels[0], bins.labels[-1]) == (9999, "0001", "9999")
    assert day_text(bins.edges[-1]) == "10000-01-01"
    assert make_bins("10 years", 1, 5).edges.tolist() == [1, 5]


def test_no_span_no_bins() -> None:
    assert len(make_bins("year", 700_000, 700_000)) == 0


@given(DAYS, st.integers(1, 4000), st.sampled_from(WIDTHS))
def test_bins_cover_the_span_without_holes(first: int, length: int, by: str) -> None:
    bins = make_bins(by, first, first + length)
    assert (bins.edges[0], bins.edges[-1]) == (first, first + length)
    assert (bins.edges[1:] > bins.edges[:-1]).all()
    assert len(bins.labels) == len(bins.edges) - 1 == len(set(bins.labels))


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_labels_name_the_units_their_days_lie_in(some: date) -> None:
    first = some.toordinal()
    year, week, _ = some.isocalendar()
    label = {by: make_bins(by, first, first + 1).labels[0] for by in WIDTHS[:6]}
    assert label == {
        "day": some.isoformat(),
        "week": f"{year:04d}-W{week:02d}",
        "month": f"{some.year:04d}-{some.month:02d}",
        "quarter": f"{some.year:04d} Q{(some.month + 2) // 3}",
        "half": f"{some.year:04d} H{1 if some.month <= 6 else 2}",
        "year": f"{some.year:04d}",
    }


@given(st.dates(date(1, 1, 8), date(9999, 11, 30)))
def test_months_begin_on_their_first_day(some: date) -> None:
    first, last = whole("month", some.toordinal(), some.toordinal() + 1)
    assert date.fromordinal(first) == some.replace(day=1)
    assert (date.fromordinal(last - 1) + timedelta(1)).day == 1


@pytest.mark.parametrize(
    "text", ["", "0 years", "fortnight", "-1 years", "1.5 years", "years 2", "year " * 3]
)
def test_what_is_no_bin_width(text: str) -> None:
    with pytest.raises(BinError):
        parse_by(text)


def test_too_many_bins_are_refused_with_their_number() -> None:
    with pytest.raises(BinError, match="3,652,059"):
        make_bins("day", 1, date.max.toordinal() + 1)
    assert MAX_BINS < 3_652_059


@pytest.mark.parametrize("text", ["year", "2 years", "half", "2 halves", "3 months"])
def test_a_bin_width_has_one_spelling(text: str) -> None:
    assert name_by(*parse_by(text)) == text
    assert name_by(*parse_by(f" {text.upper()} ")) == text


def test_auto_bins_stay_few() -> None:
    assert auto_by(730_000, 730_030) == "day"
    assert auto_by(730_000, 737_300) == "quarter"
    assert auto_by(0, 3_652_060) == "10 years"
