"""The frequency result: its numbers, its documented forms and its caption."""

import csv
import io
import json
from datetime import date

import numpy as np
import pytest

from db.stats.caption import caption
from db.stats.cuts import Cut
from db.stats.frequency import Frequency, frequency
from db.stats.units import OPEN_HI, OPEN_LO, Groups, Units


def days(*texts: str) -> np.ndarray:
    return np.array([date.fromisoformat(text).toordinal() for text in texts], np.int32)


def year_and_month(**options) -> Frequency:
    """One event known as 2004 and one known as March 2004."""
    units = Units(days("2004-01-01", "2004-03-01"), days("2004-12-31", "2004-03-31"))
    return frequency(units, **options)


def test_the_documented_json() -> None:
    units = Units(days("2006-02-08", "2006-10-15"), days("2006-02-08", "2006-10-15"))
    result = frequency(units, by="year", filter_text="country:JP", version="1.2").to_json()
    assert list(result)[:7] == ["chart", "by", "unit", "filter", "units", "bins", "caption"]
    assert json.loads(json.dumps(result)) == {
        "chart": "frequency",
        "by": "year",
        "unit": "event",
        "filter": "country:JP",
        "units": 2,
        "bins": [
            {
                "start": "2006-01-01",
                "end": "2007-01-01",
                "label": "2006",
                "groups": {"all": {"certain": 2, "expected": 2.0, "possible": 2}},
            }
        ],
        "caption": "Events per year. A visit and the meetings within it count once. Every start is known to"
        " the day. Filter: country:JP. Status: held. 2 events. Liaison 1.2.",
        "undated": 0,
        "outside": 0.0,
        "from": None,
        "to": None,
    }


def test_march_expects_its_own_event_and_its_share_of_the_year() -> None:
    first, last = days("2004-01-01", "2005-01-01").tolist()
    result = year_and_month(by="month", first=first, last=last)
    lengths = np.diff(result.bins.edges)
    expected = lengths / 366 + np.array([0, 0, 1] + [0] * 9)
    np.testing.assert_allclose(result.expected[0], expected, rtol=0, atol=1e-12)
    assert result.expected.sum() == pytest.approx(2, abs=1e-9)
    assert result.to_json()["from"] == "2004-01-01"
    assert result.to_json()["to"] == "2005-01-01"
    assert "2004-01-01 to 2004-12-31" in result.caption


def test_without_limits_whole_bins_hold_every_start() -> None:
    result = year_and_month(by="2 years")
    assert result.bins.labels == ("2004–2005",)
    assert (result.outside, result.first, result.last) == (0.0, None, None)


def test_what_the_limits_cut_off_is_told() -> None:
    first = int(days("2004-03-01")[0])
    result = year_and_month(by="month", first=first)
    assert result.outside == pytest.approx(60 / 366)
    assert result.expected.sum() + result.outside == pytest.approx(result.units)
    assert "0.1639 expected outside the period." in result.caption


def test_undated_units_are_left_out_and_told() -> None:
    some = days("2004-05-01")
    lo = np.concatenate([[OPEN_LO], some, some]).astype(np.int32)
    hi = np.concatenate([some, some, [OPEN_HI]]).astype(np.int32)
    result = frequency(Units(lo, hi), by="year")
    assert (result.units, result.undated, result.expected.sum()) == (1, 2, 1.0)
    assert "2 events without an earliest or a latest day left out." in result.caption


def test_nothing_placed_gives_no_bins() -> None:
    none = np.empty(0, np.int32)
    result = frequency(Units(none, none), by="year")
    assert result.to_json()["bins"] == []
    assert result.to_csv().count("\n") == 1


def test_csv_has_a_row_per_bin_and_group() -> None:
    groups = Groups(("自民党", '=cmd|"x"'), np.array([0, 1], np.int32))
    result = year_and_month(by="year", groups=groups)
    rows = list(csv.reader(io.StringIO(result.to_csv())))
    assert rows == [
        ["start", "end", "label", "group", "certain", "expected", "possible"],
        ["2004-01-01", "2005-01-01", "2004", "自民党", "1", "1.0", "1"],
        ["2004-01-01", "2005-01-01", "2004", '=cmd|"x"', "1", "1.0", "1"],
    ]
    assert list(csv.reader(io.StringIO(result.to_csv(guard_formulas=True))))[2][3] == '\'=cmd|"x"'


def test_a_label_of_a_bin_is_guarded_too() -> None:
    cuts = [Cut(int(days("2004-01-01")[0]), "=1+1")]
    rows = list(
        csv.reader(io.StringIO(year_and_month(by="government", cuts=cuts).to_csv(guard_formulas=True)))
    )
    assert "'=1+1" in [row[2] for row in rows]


def test_units_in_several_groups_are_still_counted_once() -> None:
    groups = Groups(("a", "b"), np.array([0, 1, 0], np.int32), np.array([0, 0, 1], np.int32))
    first = int(days("2004-03-01")[0])
    result = year_and_month(by="year", groups=groups, group_by="counterpart", first=first)
    assert result.units == 2
    assert result.outside == pytest.approx(60 / 366)
    assert result.possible[:, 0].tolist() == [2, 1]
    assert "1 event in several groups counts once in each, so that groups" in result.caption


def test_groups_of_one_name_do_not_hide_each_other() -> None:
    groups = Groups(("Unity", "Unity"), np.array([0, 1], np.int32))
    result = year_and_month(by="year", groups=groups)
    assert list(result.to_json()["bins"][0]["groups"]) == ["Unity", "Unity (2)"]


def test_the_caption_says_all_it_knows() -> None:
    words = caption(
        by="quarter",
        unit="dyad",
        units=1234,
        imprecise=56,
        undated=1,
        unverified=7,
        outside=2.5,
        filter_text="country:JP 2004..2012",
        statuses=("held", "planned"),
        group_by="country",
        period=("2004-01-01", "2012-12-31"),
        version="0.1.0",
    )
    assert words == (
        "Dyads per quarter, by country, 2004-01-01 to 2012-12-31. An event counts once for each counterpart."
        " Bars show expected counts: a start known only to lie within some days is spread evenly over them;"
        " the band runs from what lies certainly in a bin to what possibly does."
        " Filter: country:JP 2004..2012. Status: held, planned. 1,234 dyads, 56 not known to the day,"
        " 7 unverified. 1 dyad without an earliest or a latest day left out. 2.5 expected outside the period."
        " Liaison 0.1.0."
    )
