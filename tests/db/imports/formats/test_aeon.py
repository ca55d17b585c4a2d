"""Aeon Timeline: exports of versions 2 and 3."""

from pathlib import Path

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from db.imports.formats import aeon_dates

TWO = """"EventID","Title","Start Date","Duration","End Date","Parent","Color","Tags","Links","Notes","Complete",\
"Participant","Witness","Arc","Location"
"70","The talks","2021-11-01 00:00:00","1 month","2021-12-01 00:00:00","","Orange",\
"Work|Talks","https://e.org/a","To be continued","No","Li Wei|Sato","B. C. D","Main","Tokyo"
"70.1","A part","2021-11-04 10:00:00","6 hours","2021-11-04 16:00:00","70","Green","","","","Yes","","","",""
"3","A day","0100-01-01 00:00:00","0 seconds","0100-01-01 00:00:00","","Red","","","","No","","","",""
"4","A year","1940","5 years","1945","99","Red","","","","No","","","",""
"""  # fmt: skip
THREE = """Type,Display ID,Label,Summary,Narrative Position,Color,Parent,Initials,Ongoing,\
Start Date,Latest Start Date,Duration,Earliest End Date,End Date,\
Blocked By,Links,Tags,Participants,Organisations
Event,EV5,The talks,"Words, more",,Red,,,False,99-10-18,,"1 month, 4 days",,99-11-22,"","","One, two","Li, Sato",A party
Event,EV2,Unsure,,,Red,EV5,,False,2004-03-16,2004-03-18,"1 month",2004-04-10,2004-04-12,,,,,
Event,EV3,Still,,,Red,The talks,,True,2004-03,,,,,,,,,
Event,EV4,Undated,,,Red,,,False,,,,,,,,,,
Narrative Folder,NF1,Chapter One,,Chapter 1,Purple,,,False,,,"0 seconds",,,,,,,
"""


def test_version_2(tmp_path: Path) -> None:
    incoming = read("aeon", saved(tmp_path, "a.csv", TWO))
    assert events(incoming) == [
        {
            "date": "2021-11-01/2021-11-30", "date_text": "2021-11-01 00:00:00 – 2021-12-01 00:00:00",
            "title": "The talks", "participants": ": Li Wei; : Sato; : B. C. D", "place": "Tokyo",
            "tags": "Work; Talks; Main", "note": "To be continued", "sources": "https://e.org/a",
            "identifiers": "aeon: 70",
        },
        {"date": "2021-11-04", "title": "A part", "part_of": "The talks", "identifiers": "aeon: 70.1"},
        {"date": "0100-01-01", "title": "A day", "identifiers": "aeon: 3"},
        {"date": "1940/1945", "title": "A year", "identifiers": "aeon: 4"},
    ]  # fmt: skip
    assert incoming.left_out == [
        "Cells of the column Color: 4.",
        "Cells of the column Complete: 1.",
        "Parents of events that are no event or have the title of another: 1.",
    ]


def test_version_3(tmp_path: Path) -> None:
    incoming = read("aeon", saved(tmp_path, "a.csv", THREE))
    first, unsure, still, undated = events(incoming)
    assert first == {
        "date": "0099-10-18/0099-11-21", "date_text": "99-10-18 – 99-11-22", "title": "The talks",
        "participants": "A party; : Li; : Sato", "tags": "One; two", "summary": "Words, more",
        "identifiers": "aeon: EV5",
    }  # fmt: skip
    assert unsure["date"] == "[2004-03-16..2004-03-18]/[2004-04-10..2004-04-11]"
    assert unsure["part_of"] == still["part_of"] == "The talks"
    assert still["date"] == "2004-03/.."
    assert undated["date"] == "unknown"
    assert "Entries of the type Narrative Folder: 1." in incoming.left_out


@pytest.mark.parametrize("text", ["0001-12-17 00:00:00 BC", "BC 1-11-19", "44 BCE"])
def test_years_before_christ_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="before 0001"):
        aeon_dates.read({"start date": text}, None)


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ("0001-02-25 00:00:00 AD", "", "0001-02-25"),
        ("AD 12-2-5", "", "0012-02-05"),
        ("2021-11-04 10:00 PM", "", "2021-11-04"),
        ("4 November 2021", "5 November 2021", "2021-11-04/2021-11-05"),
        ("", "2004", "../2004"),
    ],
)
def test_dates(start: str, end: str, edtf: str) -> None:
    assert aeon_dates.read({"start date": start, "end date": end}, None)[0] == edtf


def test_faults(tmp_path: Path) -> None:
    text = (
        TWO.replace("2021-11-04 10:00:00", "2021-13-04")
        .replace('"A day"', '""')
        .replace("1940", "10/11/1940")
    )
    said = faults(read("aeon", saved(tmp_path, "a.csv", text)))
    assert [each.partition(":")[0] for each in said] == [
        "row 3, Start Date",
        "row 4, Title",
        "row 5, Start Date",
    ]
    assert "day or the month comes first" in said[2]


def test_other_tables_are_refused(tmp_path: Path) -> None:
    assert "has not the columns" in refusal("aeon", saved(tmp_path, "a.csv", "Title,Start Date\na,2004\n"))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), text=st.sampled_from([TWO, THREE]))
def test_nothing_but_problems_escapes(tmp_path_factory: pytest.TempPathFactory, seed: int, text: str) -> None:
    survives("aeon", tmp_path_factory.getbasetemp() / "fuzz-aeon.csv", spoiled, text.encode(), seed)
