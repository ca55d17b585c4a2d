"""Spans: certain and possible cover of a day, overlap, and dates as they are typed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.dates import from_edtf
from db.errors import BadInput
from db.spans import Span, dated, from_to, words


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("edtf", "on", "expected"),
    [
        ("2009-09-16/2012-12-25", "2009-09-16", "certain"),
        ("2009-09-16/2012-12-25", "2012-12-25", "certain"),
        ("2009-09-16/2012-12-25", "2009-09-15", ""),
        ("2009/2012", "2009-06-01", "possible"),
        ("2009/2012", "2010-01-01", "certain"),
        ("2009/2012", "2012-01-02", "possible"),
        ("2025-10-21/..", "2026-01-01", "certain"),
        ("2025-10-21/", "2026-01-01", "possible"),
        ("../2005-01-31", "1950-01-01", "certain"),
        ("/2005-01-31", "1950-01-01", "possible"),
        ("2009-02", "2009-02-14", "possible"),
        ("2009-02-14", "2009-02-14", "certain"),
    ],
)
def test_how_sure_it_is_that_a_day_is_covered(edtf: str, on: str, expected: str) -> None:
    assert Span.of_date(from_edtf(edtf)).covers(day(on)) == expected


def test_an_uncertain_day_is_covered_for_certain_if_all_of_it_is() -> None:
    span = Span.of_date(from_edtf("2009-02-10/2009-03-31"))
    assert span.covers(day("2009-02-20"), day("2009-02-28")) == "certain"
    assert span.covers(day("2009-02-01"), day("2009-02-28")) == "possible"
    assert span.covers(day("2009-01-01"), day("2009-01-31")) == ""


def test_without_a_date_any_day_is_possible() -> None:
    assert Span.of_date(None).covers(day("2009-02-20")) == "possible"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2009-01-01/2010-01-01", "2010-01-01/2011-01-01", False),  # a change on one day
        ("2009-01-01/2010-01-02", "2010-01-01/2011-01-01", True),
        ("2009/2012", "2012/2016", False),
        ("2009/2013", "2012/2016", True),
        ("2009/..", "2012-05-01/..", True),
        ("../2009", "2010/..", False),
        ("2009-01-01/2010-01-01", "2009-01-01/2010-01-01", True),
        ("2009-02", "2009-02", False),
        ("2009-02-01/", "2010-01-01/2011-01-01", False),  # nobody knows when the one ended
    ],
)
def test_only_a_certain_overlap_is_one(one: str, other: str, *, expected: bool) -> None:
    spans = Span.of_date(from_edtf(one)), Span.of_date(from_edtf(other))
    assert spans[0].overlaps(spans[1]) == expected
    assert spans[1].overlaps(spans[0]) == expected


bounds = st.tuples(*[st.integers(1, 30)] * 2).map(lambda pair: (min(pair), max(pair)))


@given(bounds, bounds, bounds, bounds, st.data())
def test_a_certain_overlap_holds_whichever_days_it_was(
    start: tuple[int, int],
    end: tuple[int, int],
    other_start: tuple[int, int],
    other_end: tuple[int, int],
    data: st.DataObject,
) -> None:
    """Whatever day each began and ended on, they share more than the day of a change, or are the same."""
    one, other = Span(*start, *end), Span(*other_start, *other_end)
    first, last = data.draw(st.integers(*start)), data.draw(st.integers(*end))
    other_first, other_last = data.draw(st.integers(*other_start)), data.draw(st.integers(*other_end))
    if first <= last and other_first <= other_last and one.overlaps(other):
        assert (first < other_last and other_first < last) or (first, last) == (other_first, other_last)


def test_a_span_from_two_typed_dates() -> None:
    assert str(from_to("16 September 2009", "25 December 2012")) == "2009-09-16/2012-12-25"
    assert str(from_to("2009", "")) == "2009/.."
    assert str(from_to("", "2012")) == "../2012"
    assert from_to(" ", "") is None


@pytest.mark.parametrize(("first", "last"), [("2012", "2009"), ("yesteryear", "2009"), ("2009", "some time")])
def test_what_is_no_span_is_refused_at_its_field(first: str, last: str) -> None:
    with pytest.raises(BadInput) as caught:
        from_to(first, last, "tenure")
    assert caught.value.field == "tenure"


def test_the_refusal_says_both_ends() -> None:
    with pytest.raises(BadInput, match=r"ends .*2009.* before it begins .*2012"):
        from_to("2012", "2009")


def test_a_typed_date_or_none() -> None:
    assert dated("") is None
    assert str(dated("March 2004")) == "2004-03"
    with pytest.raises(BadInput, match="is not a date"):
        dated("the day before")


def test_words_of_a_span() -> None:
    assert words(None) == "an unknown time"
    assert "2009" in words(from_edtf("2009-09-16/.."))
