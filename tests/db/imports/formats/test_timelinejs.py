"""TimelineJS: JSON of versions 1 and 3, and the sheets of both."""

import json
from pathlib import Path
from typing import Any

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.imports.formats import Options, markup, recognised

TIMELINE: dict[str, Any] = {
    "title": {"text": {"headline": "All", "text": "of it"}},
    "events": [
        {
            "start_date": {"year": "2004", "month": "3", "day": "16", "hour": 10},
            "end_date": {"year": 2004, "month": 3, "day": 18},
            "display_date": "mid March",
            "text": {"headline": "A <b>visit</b>", "text": "<p>First &amp; last</p><p>See <a href='https://e.org/x'>it</a></p>"},
            "media": {"url": "https://e.org/p.jpg", "caption": "A picture", "credit": "Agency", "thumbnail": "t"},
            "group": "Visits; more",
            "unique_id": "one",
            "background": {"color": "#fff"},
        },
        {"start_date": {"year": 1999}, "text": {"text": "Only a text"}},
    ],
    "eras": [{"start_date": {"year": "2004"}, "end_date": {"year": "2006"}, "text": {"headline": "Cold"}}],
}  # fmt: skip
SHEET = """Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,\
Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background
,,,,,,,,,The title,,,,,,title,,
2004,3,16,10:00,2004,3,18,,mid March,A visit,Words,https://e.org/p.jpg,Agency,A picture,,,Visits,#fff
"2,010",,,,,,,,,Year only,,<iframe src="https://e.org/v"></iframe>,,,,,,
2004,,,,2006,,,,,Cold,,,,,,era,,
"""  # fmt: skip
OLD_SHEET = """Start Date,End Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Tag
2004-03-16,2004-03-18,A visit,Words,,,,,,Visits
"""


def test_json(tmp_path: Path) -> None:
    incoming = read("timelinejs", saved(tmp_path, "t.json", json.dumps(TIMELINE)))
    first, second = events(incoming)
    assert first == {
        "date": "2004-03-16/2004-03-18",
        "date_text": "mid March",
        "title": "A visit",
        "tags": '"Visits; more"',
        "summary": "First & last\n\nSee it (https://e.org/x)",
        "sources": "A picture · Agency <https://e.org/p.jpg>",
        "identifiers": "timelinejs: one",
    }
    assert second == {"date": "1999", "title": "Only a text"}
    assert [(era.title, era.edtf) for era in incoming.contexts] == [("Cold", "2004/2006")]
    assert incoming.left_out == [
        "Backgrounds of slides: 1.", "Thumbnails of slides: 1.", "Times of day of slides: 1.", "Title slides: 1.",
    ]  # fmt: skip


def test_sheet(tmp_path: Path) -> None:
    incoming = read("timelinejs", saved(tmp_path, "t.csv", SHEET))
    first, second = events(incoming)
    assert first["date"] == "2004-03-16/2004-03-18"
    assert first["date_text"] == "mid March"
    assert first["sources"] == "A picture · Agency <https://e.org/p.jpg>"
    assert second == {"date": "2010", "title": "Year only", "sources": "https://e.org/v"}
    assert [(era.row, era.title, era.edtf) for era in incoming.contexts] == [(5, "Cold", "2004/2006")]


def test_version_1(tmp_path: Path) -> None:
    (event,) = events(read("timelinejs", saved(tmp_path, "t.csv", OLD_SHEET)))
    assert event == {
        "date": "2004-03-16/2004-03-18",
        "title": "A visit",
        "summary": "Words",
        "tags": "Visits",
    }
    old = {"timeline": {"headline": "All", "type": "default", "date": [
        {"startDate": "2011,12,10", "endDate": "2011,12,11", "headline": "H", "text": "<p>T</p>", "tag": "g",
         "asset": {"media": "https://e.org", "credit": "C", "caption": ""}},
        {"startDate": "2011", "headline": "I"},
    ], "era": [{"startDate": "2011,12", "endDate": "2012", "headline": "E"}]}}  # fmt: skip
    incoming = read("timelinejs", saved(tmp_path, "old.json", json.dumps(old)))
    first, second = events(incoming)
    assert first == {
        "date": "2011-12-10/2011-12-11", "title": "H", "summary": "T", "tags": "g", "sources": "C <https://e.org>",
    }  # fmt: skip
    assert second["date"] == "2011"
    assert incoming.contexts[0].edtf == "2011-12/2012"


@pytest.mark.parametrize(
    ("slide", "said"),
    [
        ({"start_date": {"year": "-500"}, "text": {"headline": "a"}}, "row 1, start_date: -500: years before 0001"),
        ({"start_date": {"year": "2004", "day": "3"}, "text": {"headline": "a"}}, "start_date: a day needs a month"),
        ({"start_date": {"year": "2004", "month": "13"}, "text": {"headline": "a"}}, "row 1, start_date: “2004-13”"),
        ({"start_date": {"year": "x"}, "text": {"headline": "a"}}, "row 1, start_date: “x” is no year"),
        ({"start_date": {"year": "2004"}}, "row 1, headline: a slide needs a headline"),
        ({"text": {"headline": "a"}}, "row 1, start_date: a slide needs a date"),
        ("no slide", "row 1, start_date: a slide needs a date"),
        ({"start_date": {"year": "9" * 400}, "text": {"headline": "a"}}, "is no year"),
        ({"start_date": {"year": "2004"}, "end_date": {"year": "2003"}, "text": {"headline": "a"}}, "before the start"),
    ],
)  # fmt: skip
def test_faults(tmp_path: Path, slide: object, said: str) -> None:
    path = saved(tmp_path, "t.json", json.dumps({"events": [slide], "x": {"start_date": 1}}))
    (fault,) = faults(read("timelinejs", path))
    assert said in fault


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("t.json", '{"events": [', "no JSON"),
        ("t.json", '{"events": {"a": 1}}', "no list of events"),
        ("t.json", '{"a":' * 100_000, "no JSON"),
        ("t.json", '{"events": [{"start_date": {"year": ' + "1" * 5000 + "}}]}", "no JSON"),
        ("t.csv", "Year,Title\n2004,a\n", "not the columns"),
    ],
)
def test_others_are_refused(tmp_path: Path, name: str, text: str, said: str) -> None:
    assert said in refusal("timelinejs", saved(tmp_path, name, text))


def test_old_days_may_mean_two(tmp_path: Path) -> None:
    path = saved(tmp_path, "t.csv", OLD_SHEET.replace("2004-03-16,2004-03-18", "10/11/2006,"))
    assert "day or the month comes first" in faults(read("timelinejs", path))[0]
    (event,) = events(read("timelinejs", path, options=Options(day_first=True)))
    assert event["date"] == "2006-11-10"


def test_other_json_is_none(tmp_path: Path) -> None:
    assert recognised(saved(tmp_path, "a.json", '{"events": [1]}')) is None


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("a < b &c", "a < b &c"),
        ("<p>a</p><script>x</script><p>b</p>", "a\n\nb"),
        ("a<br>b&nbsp; c", "a\nb c"),
        ("<a href='https://e.org'>https://e.org</a>", "https://e.org"),
        ("<a href='javascript:x'>y</a><style>", "y"),
        ("</a></script>z", "z"),
        ("a < b <i>c</i> <!-- d --> <!doctype e>f", "a < b c f"),
        ("it's <b>\"bold\" <i title='>'>x", 'it\'s "bold" x'),
        ("<b and c", "<b and c"),
        ("x<script>if (a < b) {}", "x"),
        ("&lt;b&gt; &amp;amp; &#20013;", "<b> &amp; 中"),
    ],
)
def test_html_becomes_plain(html: str, text: str) -> None:
    assert markup.plain(html) == text


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "<!", "</", "<script>", "<a '\"", '<a x="', "&", "<a href=x>"]
)
def test_broken_html_of_any_length_is_read_once(piece: str) -> None:
    assert len(markup.plain(piece * 20_000)) <= 20_000 * len(piece)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("<>!-/ab \"'&;\n=")))
def test_any_html_becomes_text(html: str) -> None:
    assert "\n\n\n" not in markup.plain(html)


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), text=st.sampled_from([json.dumps(TIMELINE), SHEET, OLD_SHEET]))
def test_nothing_but_problems_escapes(tmp_path_factory: pytest.TempPathFactory, seed: int, text: str) -> None:
    survives("timelinejs", tmp_path_factory.getbasetemp() / "fuzz-tljs", spoiled, text.encode(), seed)


_FIELDS = [
    "events",
    "eras",
    "title",
    "text",
    "headline",
    "start_date",
    "year",
    "media",
    "url",
    "timeline",
    "date",
]
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(_FIELDS),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(value=_JSON)
def test_any_json_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    text = json.dumps({"events": value, "eras": value} if not isinstance(value, dict) else value)
    survives(
        "timelinejs", tmp_path_factory.getbasetemp() / "any-tljs", lambda data, _: data, text.encode(), 0
    )
