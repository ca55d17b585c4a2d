"""Filter text: what is understood, where it is not, and the round trip."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.filters import Filter, FilterError, compile, matching, parse  # noqa: A004
from db.filters.grammar import MOST_CLAUSES, MOST_TEXT, MOST_VALUES
from db.filters.keys import KEYS


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("  yellow   sea ", "yellow sea"),
        ('"yellow sea"', '"yellow sea"'),
        ('"yellow"', "yellow"),
        ("“yellow sea”", '"yellow sea"'),
        ('"say ""hello"" now"', '"say ""hello"" now"'),
        ("koiz*", "koiz*"),
        ("Beijing, Tokyo", "Beijing Tokyo"),
        ("beijing,tokyo", "beijing,tokyo"),
        ("co-operation -war", "co-operation -war"),
        ("actor:LDP", "party:LDP"),
        ("PARTY:LDP,自民党,LDP", "party:LDP,自民党"),
        ("party：自民党，公明党", "party:自民党,公明党"),
        ('mechanism:"ruling party"', 'mechanism:"ruling party"'),
        ("source:http://example.org/a", "source:http://example.org/a"),
        ('"http://example.org/a"', '"http://example.org/a"'),
        ("-status:cancelled,planned", "-status:cancelled,planned"),
        ("standing:leads", 'standing:"leads government"'),
        ("standing:governing", 'standing:"leads government","in coalition"'),
        ("family:Christian-Democratic", 'family:"christian democratic"'),
        ("relations:diplomatic", 'relations:"diplomatic relations"'),
        ("level:>=minister level:≤minister", "level:>=minister level:<=minister"),
        ('level:>="vice minister"', 'level:>="vice minister"'),
        ("evidence:<02 round:=3", "evidence:<2 round:3"),
        ("title:>5", 'title:">5"'),
        ("2004", "2004"),
        ("date:2004", "2004"),
        ("-2004..2012", "-2004..2012"),
        ("2004-03/.. ..2009 200X 2004-03~", "2004-03/.. ..2009 200X 2004-03~"),
        ("[2004-03,2004-05]", "[2004-03,2004-05]"),
        ("2004,2006", "2004,2006"),
        ("date:2004,>2006", "date:2004,>2006"),
        ('"2004"', '"2004"'),
        ("2004,war", '"2004",war'),
        ('date:"late February 2009"', 'date:"late February 2009"'),
        ("date:2004年3月", "date:2004年3月"),
        ("24 400 20061016", "24 400 20061016"),
        ("id:12,0013", "id:12,13"),
        ("id:e12,E0013", "id:12,13"),
        ('"-a"', '"-a"'),
        ("--a", '-"-a"'),
        ('a"b', 'a"b'),
    ],
)
def test_canonical_text(text: str, canonical: str) -> None:
    assert str(parse(text)) == canonical
    assert parse(canonical) == parse(text)


@pytest.mark.parametrize(
    ("text", "position", "length", "suggestion"),
    [
        ("2004 pary:LDP", 5, 4, "party"),
        ("-pary:LDP", 1, 4, "party"),
        ("http://example.org", 0, 4, ""),
        ("party:", 6, 0, ""),
        ("type:meeting, 2004", 13, 0, ""),
        ("level:>=", 6, 2, ""),
        ("status:canceled", 7, 8, "cancelled"),
        ("status:held,plannd", 12, 6, "planned"),
        ("family:social", 7, 6, "socialist"),
        ('a "b c', 2, 4, ""),
        ('"a"b', 3, 1, ""),
        ("a - b", 2, 1, ""),
        ("verified:6", 9, 1, ""),
        ("evidence:<many", 9, 5, ""),
        ("round:²", 6, 1, ""),
        ("id:99999999999999999999", 3, 20, ""),
        ("id:e9223372036854775808", 3, 20, ""),
        ("id:ee1", 3, 3, ""),
        ("a 2004-13", 7, 1, ""),
        ("date:>2004-13", 11, 1, ""),
        ('date:"2004-13"', 11, 1, ""),
        ("2012..2004", 6, 1, ""),
        ("a !?", 2, 2, ""),
        ("party:!", 6, 1, ""),
        ("a\x00", 1, 1, ""),
        ("\ud800", 0, 1, ""),
    ],
)
def test_errors_name_the_place(text: str, position: int, length: int, suggestion: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(text)
    error = caught.value
    assert (error.position, error.length, error.suggestion) == (position, length, suggestion)
    assert f"at character {position + 1}" in str(error)


@pytest.mark.parametrize(
    "text",
    ["a" * (MOST_TEXT + 1), "a " * (MOST_CLAUSES + 1), "party:" + ",".join(map(str, range(MOST_VALUES + 1)))],
)
def test_no_filter_grows_beyond_bounds(text: str) -> None:
    with pytest.raises(FilterError):
        parse(text)


def test_filters_as_values() -> None:
    both = parse("party:LDP 2004") & parse("2004 type:visit")
    assert str(both) == "party:LDP 2004 type:visit"
    assert str(both.without("date")) == "party:LDP type:visit"
    assert both.says("date")
    assert not both.without("date").says("date")
    assert not Filter.EMPTY
    assert parse("   ") == Filter.EMPTY
    assert len({parse("a  b"), parse("a b")}) == 1


def test_places_are_kept_but_do_not_count() -> None:
    value = parse("2004 -party:LDP").clauses[1].values[0]
    assert (value.position, value.length) == (12, 3)


# --- any text ----------------------------------------------------------------------------------------------

_VALUES = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        ["held", "LDP", "自民党", "2004", "2004..2012", "2004-03/..", "day", "1", "a b", 'x"y', "[a", "[a,b]"]
    ),
)
_WRITTEN = st.one_of(_VALUES, _VALUES.map(lambda text: '"' + text.replace('"', '""') + '"'))
_CLAUSES = st.builds(
    lambda minus, key, sign, values: f"{minus}{key}{sign}{','.join(values)}",
    st.sampled_from(["", "-"]),
    st.sampled_from(["", *(f"{key}:" for key in KEYS), "foo:"]),
    st.sampled_from(["", "", "<", ">=", "≥", "="]),
    st.lists(_WRITTEN, min_size=1, max_size=3),
)
FILTER_TEXTS = st.one_of(st.text(), st.lists(_CLAUSES, max_size=4).map(" ".join))


def understood(text: str) -> Filter | None:
    """Return the filter, or None where the text is refused; nothing but FilterError may be raised."""
    try:
        return parse(text)
    except FilterError as error:
        place = (error.position, error.position + error.length)
    assert 0 <= place[0] <= place[1] <= len(text)
    return None


@given(FILTER_TEXTS)
@settings(deadline=None)
def test_round_trip(text: str) -> None:
    wanted = understood(text)
    if wanted is not None:
        assert parse(str(wanted)) == wanted
        assert str(parse(str(wanted))) == str(wanted)


@given(FILTER_TEXTS)
@settings(deadline=None)
def test_whatever_is_understood_runs(empty: sqlite3.Connection, text: str) -> None:
    wanted = understood(text)
    if wanted is not None:
        sql, parameters = compile(wanted)
        assert sql.count("?") == len(parameters)
        assert matching(empty, wanted).size == 0


@pytest.mark.parametrize("key", ["party", "country", "title", "type", "status", "date", "level", ""])
def test_the_longest_filters_run(empty: sqlite3.Connection, key: str) -> None:
    values = {"status": ["held"], "date": ["2004"]}.get(key, [f"a{number}" for number in range(MOST_VALUES)])
    clause = f"{key}:{','.join(values)}" if key else ",".join(values)
    assert matching(empty, parse(f"{clause} {clause}")).size == 0
    assert matching(empty, parse(f"-{clause}")).size == 0
