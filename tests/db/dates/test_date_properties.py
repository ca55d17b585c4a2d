"""What holds for every date, and that nothing but a date error is ever raised."""

import itertools
import re
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.dates import DateError, UncertainDate, describe, from_edtf, parse, sort_key, span, to_dict
from db.dates.parse import parse_slowly
from db.dates.words import CJK, ENGLISH

days = st.dates(date(1, 1, 1), date(9999, 12, 31))
marks = st.sampled_from(["", "", "", "?", "~", "%"])
seasons = st.integers(21, 41).map(str)


@st.composite
def terms(draw: st.DrawFn, masks: bool = True) -> str:
    day = draw(days).isoformat()
    text = draw(st.sampled_from([day, day, day[:7], day[:4], f"{day[:4]}-{draw(seasons)}"]))
    if masks and draw(st.integers(0, 3)) == 0:
        places = [i for i, c in enumerate(text) if c.isdecimal() and (i > 1 or len(text) == 4)]
        for place in draw(st.sets(st.sampled_from(places), max_size=3)):
            text = text[:place] + "X" + text[place + 1 :]
    return text + draw(marks)


@st.composite
def edtf_texts(draw: st.DrawFn) -> str:
    a, b, c = draw(terms()), draw(terms()), draw(terms())
    intervals = [f"{a}/{b}", f"{a}/..", f"../{a}", f"{a}/", f"/{a}", f"[{a}..{b}]/{c}"]
    sets = [f"[{a},{b}]", f"[{a},{b},{c}]", f"[{a}..{b}]", f"[..{a}]", f"[{a}..]", f"[{a},{b}..{c}]"]
    return draw(st.sampled_from([a, *intervals, *sets, f"{{{a},{b}}}", f"{{{a}..{b},{c}}}"]))


def sound(when: UncertainDate) -> None:
    (start_first, start_last), (end_first, end_last) = when.start, when.end
    low, high = 0, date.max.toordinal() + 1
    assert (start_first or low) <= (start_last or high)
    assert (end_first or low) <= (end_last or high)
    assert (start_first or low) <= (end_first or low)
    assert (start_last or high) <= (end_last or high)
    assert all(0 < day < high for day in (*when.start, *when.end) if day is not None)
    assert all(first <= last for first, last in when.members)
    assert all(one[1] + 1 < next_one[0] for one, next_one in itertools.pairwise(when.members))
    if when.members:
        assert (when.members[0][0], when.members[-1][1]) == when.start


def same_days(one: UncertainDate, other: UncertainDate) -> bool:
    return (one.start, one.end, one.members) == (other.start, other.end, other.members)


def refused(read: Callable[[str], object], text: str) -> str:
    """Return the reason for which a text is refused, empty if it is read; any other error passes through."""
    try:
        read(text)
    except DateError as error:
        printable = str(error).isprintable() and 0 <= error.position <= len(text)
        return error.reason if printable else f"unfit to be shown: {error!r}"
    return ""


@settings(max_examples=500, deadline=None)
@given(edtf_texts())
def test_edtf_is_read_soundly_and_comes_back(text: str) -> None:
    if reason := refused(parse_slowly, text):
        assert re.search("before the start|no day|has .* days|has no days|separate spans|0001", reason)
        return
    when = parse_slowly(text)
    sound(when)
    again = from_edtf(when.edtf)
    assert again.edtf == parse(when.edtf).edtf == when.edtf
    assert same_days(when, again)
    assert describe(when).isprintable()
    assert span(text) == (when.start[0], when.end[1])


@settings(max_examples=300, deadline=None)
@given(days)
def test_a_day_is_that_day_however_it_is_written(day: date) -> None:
    only = (day.toordinal(), day.toordinal())
    forms = [
        day.isoformat(),
        f"{day.year:04}年{day.month}月{day.day}日",
        f"{day.year:04}. {day.month}. {day.day}",
        f"{day.year:04}/{day.month}/{day.day}",
        f"{day.day} {day:%B} {day.year:04}",
        f"{day:%A}, {day:%b}. {day.day}, {day.year:04}",
        f"{day.year:04}{day.month:02}{day.day:02}",
    ]
    for text in forms:
        when = parse(text)
        assert (when.edtf, when.start, when.end, when.members) == (day.isoformat(), only, only, ())


@settings(max_examples=300, deadline=None)
@given(days, st.integers(0, 400))
def test_a_span_of_days_is_that_span_however_it_is_written(first: date, length: int) -> None:
    last = min(date.max - timedelta(length), first) + timedelta(length)
    first = last - timedelta(length)
    edtf = f"{first.isoformat()}/{last.isoformat()}"
    for text in (
        f"{first.isoformat()} to {last.isoformat()}",
        f"{first.day} {first:%b} {first.year:04} – {last.day} {last:%b} {last.year:04}",
        f"{first.year:04}年{first.month}月{first.day}日至{last.year:04}年{last.month}月{last.day}日",
        f"{first.year:04}년 {first.month}월 {first.day}일부터 {last.year:04}년 {last.month}월 {last.day}일까지",
    ):
        assert parse(text).edtf == edtf


masked = st.tuples(
    st.sampled_from(["2004", "200X", "20X4", "2X04", "19X9", "XX00", "0X0X"]),
    st.sampled_from(["XX", "0X", "1X", "X1", "X2", "02", "12", "X9"]),
    st.sampled_from(["", "XX", "0X", "1X", "2X", "3X", "X0", "X1", "X9", "29", "31", "05"]),
)


@settings(max_examples=60, deadline=None)
@given(masked)
@example(("2X04", "X2", "3X"))
@example(("200X", "02", "29"))
def test_x_digits_allow_exactly_the_days_whose_digits_fit(parts: tuple[str, str, str]) -> None:
    text = "-".join(part for part in parts if part)
    pattern = re.compile("-".join(parts if parts[2] else (*parts[:2], "XX")).replace("X", "[0-9]"))
    lowest, highest = int(parts[0].replace("X", "0")) or 1, int(parts[0].replace("X", "9"))
    years = [
        year for year in range(lowest, highest + 1) if re.fullmatch(parts[0].replace("X", "."), f"{year:04}")
    ]
    expected = {
        day
        for year in years
        for day in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
        if pattern.fullmatch(date.fromordinal(day).isoformat())
    }
    if reason := refused(parse, text):
        assert not expected or "separate" in reason
        return
    when = parse(text)
    assert when.start[0] is not None
    assert when.start[1] is not None
    spans = when.members or ((when.start[0], when.start[1]),)
    assert {day for first, last in spans for day in range(first, last + 1)} == expected


@settings(max_examples=80, deadline=None)
@given(st.lists(edtf_texts(), min_size=2, max_size=5))
def test_the_sort_key_orders_by_earliest_start_then_width(texts: list[str]) -> None:
    dates: list[UncertainDate] = []
    for text in texts:
        try:
            dates.append(parse(text))
        except DateError:
            continue
    for one, other in itertools.pairwise(sorted(dates, key=sort_key)):
        assert (one.start[0] or 0) <= (other.start[0] or 0)
        if one.start[0] == other.start[0] is not None and other.start[1] is not None:
            assert one.start[1] is not None
            assert one.start[1] <= other.start[1]


vocabulary = sorted(ENGLISH) + sorted(word for words in CJK.values() for word, _ in words)
valid = [
    "16–17 Oct 2006",
    "Tuesday, 25 September 2007",
    "2004年10月16日至18日",
    "平成16年3月",
    "2006년 10월 16일",
    "2006. 10. 16",
    "between 2004 and 2006",
    "[2004-03,2004-05..2004-07]",
    "20X4-1X/2004~",
    "2004-03-01T10:00:00Z",
    "10/16/2006",
    "16 March 2004 ± 5 days",
    "late February or early March 2009",
]
odd = st.sampled_from(
    [*"\0\ud800\udfff٣２߂Ⅳ½ſKİß'\"\\~〜–?%[]{}().,:/-X \t\n", "..", "9" * 30, "㍻", "𝟐", "é"]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    text = draw(st.sampled_from(valid))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(text)))
        cut = draw(st.integers(0, 3))
        text = text[:at] + draw(st.one_of(st.just(""), odd, st.sampled_from(vocabulary))) + text[at + cut :]
    return text


@st.composite
def word_salad(draw: st.DrawFn) -> str:
    numbers = st.integers(0, 99999).map(str)
    pieces = st.one_of(st.sampled_from(vocabulary), numbers, odd, terms())
    return draw(st.sampled_from(["", " "])).join(draw(st.lists(pieces, max_size=9)))


anything = st.one_of(
    st.text(),
    st.text("0123456789X?~%-/.,[]{}TZ: ", max_size=24),
    mutated(),
    word_salad(),
)


@settings(max_examples=600, deadline=None)
@given(anything, st.sampled_from([None, True, False]))
@example("9" * 200, None)
@example("[" * 200, None)
@example("XXXX-0X-XX~" + ",XXXX-0X-1X" * 17, None)
@example("1" * 5000, None)
@example("\ud800" * 201, None)
@example("()" * 90, None)
@example(". " * 99, None)
@example("0000\x1f", None)
def test_no_text_raises_anything_but_the_date_error(text: str, day_first: bool | None) -> None:
    def read(text: str) -> UncertainDate:
        return parse(text, day_first)

    for reader in (span, from_edtf):
        assert not refused(reader, text).startswith("unfit")
    if reason := refused(read, text):
        assert not reason.startswith("unfit")
        return
    when = read(text)
    sound(when)
    assert same_days(when, from_edtf(when.edtf))
    assert describe(when).isprintable()
    assert to_dict(when)["edtf"] == when.edtf
