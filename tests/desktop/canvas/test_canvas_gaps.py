"""Silences: named where nothing stands for long, and only there."""

from datetime import date

import pytest

from desktop.canvas.gaps import silence_words, silences
from desktop.canvas.index import LaneIndex
from desktop.canvas.lanes import Lanes
from desktop.canvas.layout import View, lay_out


def found(data, first, last):
    index = LaneIndex(data)
    lanes = Lanes.fit(*index.lane_sizes(), 600)
    view = View(first.toordinal(), last.toordinal(), 1000)
    return silences(lay_out(index, lanes, range(lanes.count), view, lambda rows: [50.0] * len(rows)))


def days(*when):
    return [(0, *[date(*parts).toordinal()] * 4) for parts in when]


SESSIONS = [
    (2006, 2, 21),
    (2006, 10, 16),
    (2007, 3, 18),
    (2009, 2, 23),
    (2015, 12, 3),
    (2017, 8, 8),
    (2018, 10, 10),
]


def test_the_long_silence_is_named_and_the_usual_gaps_are_not(events):
    (silence,) = found(events(days(*SESSIONS)), date(2004, 1, 1), date(2020, 1, 1))
    assert silence.first == date(2009, 2, 24).toordinal()
    assert silence.last == date(2015, 12, 3).toordinal()
    assert silence_words(silence.first, silence.last) == "6 y 9 m"


def test_an_imprecise_event_breaks_a_silence(events):
    middle = (0, *[date(2010, 1, 1).toordinal(), date(2014, 12, 31).toordinal()] * 2)
    assert found(events([*days(*SESSIONS), middle]), date(2004, 1, 1), date(2020, 1, 1)) == []


def test_two_events_have_no_usual_gap(events):
    assert found(events(days((2006, 1, 1), (2016, 1, 1))), date(2004, 1, 1), date(2020, 1, 1)) == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2009, 2, 24), (2015, 12, 3), "6 y 9 m"),
        ((2006, 1, 31), (2008, 1, 31), "2 y"),
        ((2006, 1, 31), (2008, 1, 30), "1 y 11 m"),
        ((2006, 1, 1), (2006, 4, 1), "3 m"),
    ],
)
def test_lengths_are_whole_years_and_months(first, last, words):
    assert silence_words(date(*first).toordinal(), date(*last).toordinal()) == words
