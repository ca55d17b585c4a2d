"""Bins between days of their own: their text form, their names, and sums that stay whole in them."""

from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.stats.bins import BinError, day_text, make_bins
from db.stats.counts import count
from db.stats.cuts import BinSpec, Cut, cut_bins, inexact, parse_spec
from db.stats.frequency import frequency
from db.stats.units import Units


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


CONGRESSES = [
    Cut(day("2002-11-08"), "16th"),
    Cut(day("2007-10-15"), "17th"),
    Cut(day("2012-11-08"), "18th"),
]


# --- text form ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("year", BinSpec("year")),
        ("3 months", BinSpec("month", 3)),
        ("10 days", BinSpec("day", 10)),
        ("ISO weeks", BinSpec("week")),
        ("Congress terms", BinSpec("congress term")),
        ("leader’s term of “LDP”", BinSpec("leader's term", of="LDP")),
        ("leaders' terms of LDP", BinSpec("leader's term", of="LDP")),
        ("government of Japan", BinSpec("government", of="Japan")),
        ('rounds of "ruling party exchange"', BinSpec("round", of="ruling party exchange")),
        ("context 17, 21", BinSpec("context", ids=(17, 21))),
    ],
)
def test_what_bins_a_text_asks_for(text: str, spec: BinSpec) -> None:
    assert parse_spec(text) == spec
    assert parse_spec(str(spec)) == spec


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0 days", "a bin of no length"),
        ("", "is no bin width: use day, week"),
        ("-1 years", "is no bin width"),
        ("monht", "did you mean “month”?"),
        ("congres term", "did you mean “congress term”?"),
        ("rounds", "does not say whose rounds"),
        ("context x", "is no bin width"),
        ("2 congress terms", "is no bin width"),
    ],
)
def test_what_is_wrong_with_a_text_is_said(text: str, words: str) -> None:
    with pytest.raises(BinError) as caught:
        parse_spec(text)
    assert words in str(caught.value)


@given(st.text(max_size=30))
def test_any_text_is_bins_or_a_sentence(text: str) -> None:
    with suppress(BinError):
        spec = parse_spec(text)
        assert parse_spec(str(spec)) == spec


# --- bins --------------------------------------------------------------------------------------------------


def test_bins_run_from_one_congress_to_the_next() -> None:
    bins = cut_bins("congress term", CONGRESSES, day("2000-01-01"), day("2014-01-01"))
    assert bins.labels == ("before 16th", "16th", "17th", "18th")
    assert [day_text(edge) for edge in bins.edges] == [
        "2000-01-01", "2002-11-08", "2007-10-15", "2012-11-08", "2014-01-01",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2003-01-01", "2004-01-01", ("16th",)),
        ("2002-11-08", "2007-10-15", ("16th",)),
        ("2002-11-07", "2007-10-16", ("before 16th", "16th", "17th")),
        ("1999-01-01", "2000-01-01", ("before 16th",)),
        ("2020-01-01", "2021-01-01", ("18th",)),
        ("2020-01-01", "2020-01-01", ()),
    ],
)
def test_only_bins_within_the_limits(first: str, last: str, labels: tuple[str, ...]) -> None:
    bins = cut_bins("congress term", CONGRESSES, day(first), day(last))
    assert bins.labels == labels
    assert len(bins.edges) == (len(labels) + 1 if labels else 0)


def test_what_comes_after_a_term_is_nobodys() -> None:
    terms = [Cut(100, "A", last=149), Cut(150, "B", last=200), Cut(300, "C", last=None)]
    assert cut_bins("leader's term", terms, 100, 400).labels == ("A", "B", "after B", "C")


def test_a_successor_who_takes_over_the_same_day() -> None:
    assert cut_bins("leader's term", [Cut(100, "A", last=150), Cut(150, "B")], 100, 400).labels == ("A", "B")


def test_terms_that_overlap_are_asked_for() -> None:
    with pytest.raises(BinError, match=r"“A” ends after “B” begins.*leader's term of “…”"):
        cut_bins("leader's term", [Cut(100, "A", last=200), Cut(150, "B")], 0, 400)


def test_cuts_of_one_day_make_one_bin() -> None:
    bins = cut_bins("congress term", [Cut(100, "A"), Cut(100, "B")], 100, 200)
    assert bins.labels == ("A / B",)


def test_no_cuts_is_a_sentence() -> None:
    with pytest.raises(BinError, match="No congress term with a date is on record"):
        cut_bins("congress term", [], 0, 100)


def test_cuts_not_known_to_the_day_are_told() -> None:
    units = Units(np.array([day("2008-01-01")]), np.array([day("2008-01-01")]))
    cuts = [*CONGRESSES[:1], Cut(day("2007-10-01"), "17th", exact=False)]
    found = frequency(units, by="congress term", cuts=cuts)
    assert inexact(CONGRESSES) == ""
    assert "Of 2 limits of bins 1 not known to the day: the earliest day was taken." in found.caption
    assert (found.by, found.bins.labels) == ("congress term", ("17th",))


# --- whatever the bins, what is counted adds up ------------------------------------------------------------

WIDTHS = ["day", "week", "month", "quarter", "half", "year", "3 months", "2 years", "10 days", "cuts"]
STARTS = st.lists(
    st.tuples(st.integers(0, 2000), st.sampled_from([0, 0, 1, 27, 28, 29, 30, 365, 3652])), max_size=20
)


@given(
    STARTS,
    st.sampled_from(WIDTHS),
    st.integers(-50, 1500),
    st.integers(1, 3000),
    st.sets(st.integers(0, 2000)),
)
def test_sums_over_bins_equal_the_units(
    starts: list[tuple[int, int]], by: str, first: int, length: int, cuts: set[int]
) -> None:
    """From 1 December 1999 on, with a leap day soon and years of 53 weeks."""
    base = day("1999-12-01")
    lo = np.array([base + start for start, _ in starts], np.int32)
    hi = lo + np.array([more for _, more in starts], np.int32)
    limits = base + first, base + first + length
    marks = [Cut(base + cut, str(cut)) for cut in cuts or {7}]
    bins = cut_bins("context 1", marks, *limits) if by == "cuts" else make_bins(by, *limits)
    assert len(bins.edges) == len(bins.labels) + 1
    assert (np.diff(bins.edges) > 0).all()
    counts = count(Units(lo, hi), bins.edges)
    whole = count(Units(lo, hi), np.array(limits))
    assert counts.expected.sum() + counts.outside.sum() == pytest.approx(len(starts), abs=1e-9)
    assert counts.expected.sum() == pytest.approx(whole.expected.sum(), abs=1e-9)
    assert counts.certain.sum() <= whole.certain.sum()
