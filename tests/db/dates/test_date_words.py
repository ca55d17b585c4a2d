"""Descriptions, spans, order and the plain form of dates."""

import json
from datetime import date

import pytest

from db.dates import CONVENTIONS, OPEN_HI, OPEN_LO, DateError, describe, parse, sort_key, span, to_dict, widen

DESCRIPTIONS = {
    "2007-09-25": "Tue 25 September 2007",
    "2007-09-25?": "Tue 25 September 2007 (uncertain)",
    "2004-03": "some day in March 2004",
    "2004-03?": "some day in March 2004 (uncertain)",
    "2004": "some day in 2004",
    "200X": "some day in 2000–2009",
    "2004-02-XX": "some day in February 2004",
    "2004-XX": "some day in 2004",
    "2004-02-1X": "some day in 10–19 February 2004",
    "2004-XX-0X": "one of 108 days from 1 January 2004 to 9 December 2004 (2004-XX-0X)",
    "2004-03~": "about March 2004 (15 Feb – 15 Apr)",
    "2004-03%": "about March 2004 (15 Feb – 15 Apr, uncertain)",
    "2004~": "about 2004 (2 Jul 2003 – 2 Jul 2005)",
    "2004-03-16~": "about 16 March 2004 (15–17 Mar)",
    "2004-21": "spring 2004 (March–May), some day",
    "2004-24": "winter 2004 (December 2004 – February 2005), some day",
    "late February 2009": "21–28 February 2009, some day",
    "early 2004": "January–April 2004, some day",
    "winter 2004": "December 2004 – February 2005, some day",
    "probably early 2004": "January 2004 – April 2004, some day (uncertain)",
    "between 2004 and 2006": "2004–2006, some day",
    "2004 or 2006": "some day in 2004 or 2006",
    "16 or 18 October 2006": "16 October 2006 or 18 October 2006",
    "16 and 18 October 2006": "on each of 16 October 2006 and 18 October 2006",
    "{2004,2006}": "in each of 2004 and 2006",
    "before 2005": "on or before 31 December 2004",
    "after 2005": "on or after 1 January 2006",
    "[..2004,2006]": "some day in any time up to 2004 or 2006",
    "16–17 Oct 2006": "16–17 October 2006",
    "16 Oct – 2 Nov 2006": "16 October – 2 November 2006",
    "28 Dec 2006 – 3 Jan 2007": "28 December 2006 – 3 January 2007",
    "March–May 2004": "from March 2004 to May 2004",
    "late 2009 to early 2015": "from some day in September–December 2009 to some day in January–April 2015",
    "2004-03/..": "from March 2004 on",
    "2004-03/": "from March 2004, end not known",
    "../2004-03": "until March 2004",
    "/2004-03": "until March 2004, start not known",
}


@pytest.mark.parametrize(("text", "words"), DESCRIPTIONS.items())
def test_a_description_shows_how_the_date_was_read(text: str, words: str) -> None:
    assert describe(parse(text)) == words


SPANS = {
    "2004": ("2004-01-01", "2004-12-31"),
    "2004..2012": ("2004-01-01", "2012-12-31"),
    " 2004-03 .. 16 Oct 2006 ": ("2004-03-01", "2006-10-16"),
    "2004..": ("2004-01-01", None),
    "..2012": (None, "2012-12-31"),
    "2004-03/..": ("2004-03-01", None),
    "../2004-03": (None, "2004-03-31"),
    "[2004..2006]": ("2004-01-01", "2006-12-31"),
    "before 2005": (None, "2004-12-31"),
    "since 2004": ("2004-01-01", None),
    "2004年..2006年": ("2004-01-01", "2006-12-31"),
    "16/10/2006..18/10/2006": ("2006-10-16", "2006-10-18"),
}


@pytest.mark.parametrize(("text", "days"), SPANS.items())
def test_a_span_is_the_first_and_last_day_covered(text: str, days: tuple[str | None, str | None]) -> None:
    first, last = (None if day is None else date.fromisoformat(day).toordinal() for day in days)
    assert span(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "position"),
    [("", 0), ("..", 0), ("2006..2004", 6), ("2004..2006-13", 11), ("x..2004", 0), ("2004...2006", 4)],
)
def test_a_wrong_span_is_told_where(text: str, position: int) -> None:
    with pytest.raises(DateError) as caught:
        span(text)
    assert (caught.value.text, caught.value.position) == (text, position)


def test_dates_sort_by_earliest_start_then_the_more_precise_first() -> None:
    ordered = [
        "../2003",
        "[..2004]",
        "2004-01-01",
        "2004-01-01/2004-01-03",
        "2004-01",
        "2004",
        "2004/..",
        "[2004..]",
        "2004-01-02",
    ]
    shuffled = sorted(map(parse, reversed(ordered)), key=sort_key)
    assert [when.edtf for when in shuffled] == ordered
    assert sort_key(parse("[..2004]"))[0] == OPEN_LO
    assert sort_key(parse("[2004..]"))[1] == OPEN_HI - date(2004, 1, 1).toordinal()


def test_the_plain_form_is_json() -> None:
    assert json.loads(json.dumps(to_dict(parse("2004年3月から")))) == {
        "edtf": "2004-03/..",
        "start": ["2004-03-01", "2004-03-31"],
        "end": ["2004-03-01", None],
        "text": "2004年3月から",
    }


def test_a_stated_width_is_kept_in_the_edtf() -> None:
    wide = widen(parse("about the 16 March 2004"), 0)
    assert wide.edtf == "[2004-03-15..2004-03-17]"
    assert widen(parse("2004-03"), 5).edtf == "[2004-02-25..2004-04-05]"
    assert widen(parse("2004-03"), 5).text == "2004-03"
    for text, days in (("2004/2006", 5), ("{2004,2006}", 5), ("[..2004]", 5), ("2004", -1)):
        with pytest.raises(ValueError, match="widened"):
            widen(parse(text), days)


def test_an_error_is_one_printable_line() -> None:
    with pytest.raises(DateError) as caught:
        parse("20\ud8004\n\0" + "x" * 100)
    said = str(caught.value)
    assert said.isprintable()
    assert said.encode()
    assert len(said) < 150


def test_every_convention_with_edtf_holds() -> None:
    assert all(words and meaning for words, meaning in CONVENTIONS)
    stated = dict(CONVENTIONS)
    for words, meaning in stated.items():
        _, colon, edtf = meaning.partition(": ")
        first = words.split(", ")[0].replace(
            "early", "early March 2004" if "March" in words else "early 2004"
        )
        if colon and edtf[0] in "[{2.":
            assert parse(first).edtf == edtf.removesuffix(" and so on")
