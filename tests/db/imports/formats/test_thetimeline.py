"""Timeline (thetimelineproj): files of old and new versions, with eras and containers."""

from pathlib import Path

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st


def event(
    text: str, start: str = "2013-03-30 11:16:00", end: str = "2013-03-30 11:16:00", more: str = ""
) -> str:
    return f"<event><start>{start}</start><end>{end}</end><text>{text}</text>{more}</event>"


def timeline(*inside: str, eras: str = "", kind: str = "<timetype>gregoriantime</timetype>") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<timeline>
  <version>2.3.0</version>
  {kind}{eras}
  <categories><category><name>Visits</name><color>1,2,3</color></category></categories>
  <events>{"".join(inside)}</events>
  <view><hidden_categories><name>Visits</name></hidden_categories></view>
</timeline>
"""


FULL = timeline(
    event("[1]Talks", "2004-03-16 00:00:00", "2004-03-18 00:00:00"),
    event("(1)A part", more="<category>Visits</category><categories><category>More</category></categories>"),
    event(" (not) a part", more="<fuzzy>True</fuzzy><locked>True</locked><ends_today>False</ends_today>"),
    event(
        "Fuzzy", "2004-03-16 00:00:00", "2004-03-18 00:00:00",
        "<fuzzy>True</fuzzy><description>Words &amp; more</description><labels>x y, z</labels>"
        "<hyperlink>https://e.org/a;https://e.org/b</hyperlink><icon>aWNvbg==</icon><progress>40</progress>",
    ),
    event("Lasting", more="<ends_today>True</ends_today>"),
    event("Stone", "2004-03-16 00:00:00", "2004-03-17 00:00:00", "<milestone>True</milestone><alert>2004;x</alert>"),
    eras="<eras><era><name>Cold</name><start>2004-01-01 00:00:00</start><end>2006-12-31 00:00:00</end>"
    "<color>200,10,255</color><ends_today>False</ends_today></era></eras>",
)  # fmt: skip
OLD = """<?xml version="1.0" encoding="utf-8"?>
<timeline>
  <version>0.10.0dev</version>
  <categories></categories>
  <events><event><start>2009-11-4 22:52:0</start><end>2009-11-11 22:52:0</end><text>Old</text></event></events>
  <view></view>
</timeline>"""


def test_a_whole_timeline(tmp_path: Path) -> None:
    incoming = read("thetimeline", saved(tmp_path, "a.timeline", FULL))
    assert events(incoming) == [
        {"date": "2004-03-16/2004-03-18", "title": "Talks"},
        {"date": "2013-03-30", "title": "A part", "part_of": "Talks", "tags": "Visits; More"},
        {"date": "2013-03-30~", "title": "(not) a part"},
        {
            "date": "2004-03-16~/2004-03-18~", "title": "Fuzzy", "summary": "Words & more", "tags": "x y; z",
            "sources": "https://e.org/a; https://e.org/b",
        },
        {"date": "2013-03-30/..", "title": "Lasting"},
        {"date": "2004-03-16", "title": "Stone"},
    ]  # fmt: skip
    (era,) = incoming.contexts
    assert (era.row, era.title, era.edtf, era.colour) == (7, "Cold", "2004-01-01/2006-12-31", "#c80aff")
    assert set(incoming.left_out) == {
        "Locks of events: 1.", "Icons of events: 1.", "Progress of events: 1.", "Alerts of events: 1.",
        "Files in which categories are hidden: 1.",
    }  # fmt: skip


def test_an_old_version(tmp_path: Path) -> None:
    assert events(read("thetimeline", saved(tmp_path, "a.timeline", OLD))) == [
        {"date": "2009-11-04/2009-11-11", "title": "Old"}
    ]


def test_containers_that_are_called_alike(tmp_path: Path) -> None:
    text = timeline(event("[1]Talks"), event("[2]Talks"), event("(2)A part"), event("(9)Alone"))
    incoming = read("thetimeline", saved(tmp_path, "a.timeline", text))
    assert [each.get("part_of") for each in events(incoming)] == [None] * 4
    assert "Containers of events, because others have the same title: 1." in incoming.left_out


def test_faults(tmp_path: Path) -> None:
    text = timeline(
        event("a", "-44-03-15 00:00:00"), event("", "2004-01-01 00:00:00"), event("b", "yesterday"),
        event("c", "2014-01-01 00:00:00"), event("d", "2013-02-30 00:00:00"),
        eras="<eras><era><name>x</name><start>1</start><end>2</end><color>a</color></era></eras>",
    )  # fmt: skip
    incoming = read("thetimeline", saved(tmp_path, "a.timeline", text))
    said = faults(incoming)
    assert [each.partition(":")[0] for each in said] == [
        f"row {n}, {'text' if n == 2 else 'start'}" for n in range(1, 6)
    ]
    assert "before 0001" in said[0]
    assert [str(bad) for bad in incoming.problems] == ["row 6, start: “1” is no time of the program Timeline"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (timeline(kind="<timetype>coptictime</timetype>"), "coptictime; only the Gregorian"),
        (timeline(kind="<timetype>numtime</timetype>"), "numtime; only the Gregorian"),
        ("<timeline><version>1.0.0</version>", "no XML"),
        ("<other/>", "no timeline"),
        (
            '<!DOCTYPE t [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><timeline><version>&b;</version></timeline>',
            "entities",
        ),
        (
            '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]><timeline><version>&a;</version></timeline>',
            "entities",
        ),
        ("<timeline>" + "<a>" * 5000 + "</a>" * 5000 + "</timeline>", "nested"),
    ],
)
def test_others_are_refused(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal("thetimeline", saved(tmp_path, "a.timeline", text))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), text=st.sampled_from([FULL, OLD]))
def test_nothing_but_problems_escapes(tmp_path_factory: pytest.TempPathFactory, seed: int, text: str) -> None:
    survives("thetimeline", tmp_path_factory.getbasetemp() / "fuzz.timeline", spoiled, text.encode(), seed)
