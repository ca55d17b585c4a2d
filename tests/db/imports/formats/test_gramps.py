"""Gramps XML: events of old and new versions, packed and plain, and its vague dates."""

import gzip
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.imports.formats import gramps_dates

NEW = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE database PUBLIC "-//Gramps//DTD Gramps XML 1.7.1//EN" "http://gramps-project.org/xml/1.7.1/grampsxml.dtd">
<database xmlns="http://gramps-project.org/xml/1.7.1/">
  <header><created date="2024-01-01" version="5.1.2"/><researcher/></header>
  <events>
    <event handle="_e1" change="1" id="E1"><type>Meeting</type><dateval val="1850-03" type="about"/><place hlink="_p1"/>
      <description>The talks</description><attribute type="Cause" value="x"/>
      <noteref hlink="_n1"/><citationref hlink="_c1"/></event>
    <event handle="_e2" change="1" id="E2"><type>Marriage</type><datespan start="1850" stop="1852"/></event>
    <event handle="_e3" change="1" id="E3"><type>Census</type><dateval val="1700-02-11" cformat="Julian"/></event>
    <event handle="_e4" change="1" id="E4"><type>Census</type></event>
  </events>
  <people>
    <person handle="_i1" id="I1"><gender>M</gender>
      <name type="Birth Name"><first>Johann</first><surname prefix="van">Berg</surname></name>
      <eventref hlink="_e1" role="Primary"/></person>
    <person handle="_i2" id="I2"><gender>F</gender><name alt="1"><first>No</first></name>
      <name><first>Anna</first><surname>Abt</surname></name>
      <eventref hlink="_e1" role="Witness"/><eventref hlink="_e1" role="Clergy"/></person>
  </people>
  <families><family handle="_f1" id="F1"><father hlink="_i1"/><mother hlink="_i2"/>
    <eventref hlink="_e2" role="Family"/></family></families>
  <citations><citation handle="_c1" id="C1"><page>p. 5</page>
    <confidence>2</confidence><sourceref hlink="_s1"/></citation></citations>
  <sources><source handle="_s1" id="S1"><stitle>A; register</stitle>
    <sauthor>B</sauthor><spubinfo>C</spubinfo></source></sources>
  <places>
    <placeobj handle="_p1" id="P1" type="City"><pname value="Bergen"/><placeref hlink="_p2"/></placeobj>
    <placeobj handle="_p2" id="P2" type="Country"><pname value="Norway"/></placeobj>
  </places>
  <notes><note handle="_n1" id="N1" type="Event Note"><text>Words on it.</text></note></notes>
</database>
"""  # fmt: skip
OLD = """<?xml version="1.0" encoding="UTF-8"?>
<database xmlns="http://gramps-project.org/xml/1.1.4/">
  <events><event id="E0" handle="_a" change="1"><type>Birth</type><dateval val="1900-01-02"/><place hlink="_b"/>
    <note>A note.</note><sourceref hlink="_c"><spage>7</spage></sourceref></event></events>
  <people><person id="I0" handle="_d"><gender>M</gender>
    <name><first>A</first><last>B</last></name><eventref hlink="_a" role="Primary"/></person></people>
  <sources><source id="S0" handle="_c"><stitle>Book</stitle></source></sources>
  <places><placeobj id="P0" handle="_b"><ptitle>Bergen, Norway</ptitle>
    <location city="Bergen" country="Norway"/></placeobj></places>
</database>
"""  # fmt: skip


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())])
def test_a_new_version(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    incoming = read("gramps", saved(tmp_path, "a.gramps", pack(NEW)))
    talks, marriage, julian, undated = events(incoming)
    assert talks == {
        "date": "1850-03~", "title": "The talks", "place": "Bergen", "country": "NO", "tags": "Meeting",
        "participants": ": Johann van Berg; : Anna Abt [observer]; : Anna Abt {Clergy}",
        "note": "Words on it.", "sources": '"A; register"', "identifiers": "gramps: _e1",
    }  # fmt: skip
    assert (marriage["date"], marriage["title"]) == ("1850/1852", "Marriage: Johann van Berg, Anna Abt")
    assert (julian["date"], julian["date_text"], julian["unverified"]) == (
        "unknown",
        "1700-02-11 (Julian)",
        "yes",
    )
    assert (undated["date"], undated["title"]) == ("unknown", "Census")
    assert [(each.title, each.author, each.publisher) for each in incoming.sources] == [
        ("A; register", "B", "C")
    ]
    assert set(incoming.left_out) == {
        "Pages of citations: 1.", "Attributes of events: 1.", "Families: 1.",
        "People of the tree, of whom only the names of those who took part are taken: 2.",
    }  # fmt: skip


def test_an_old_version(tmp_path: Path) -> None:
    assert events(read("gramps", saved(tmp_path, "a.gramps", OLD))) == [{
        "date": "1900-01-02", "title": "Birth: A B", "participants": ": A B", "place": "Bergen, Norway",
        "country": "NO", "tags": "Birth", "note": "A note.", "sources": "Book", "identifiers": "gramps: _a",
    }]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ('<dateval val="1850"/>', "1850"),
        ('<dateval val="1850-??-05"/>', "1850-XX-05"),
        ('<dateval val="????-03-02"/>', "XXXX-03-02"),
        ('<dateval val="1850" type="before"/>', "[..1849-12-31]"),
        ('<dateval val="1850" type="after"/>', "[1851-01-01..]"),
        ('<dateval val="1850" type="about"/>', "1850~"),
        ('<dateval val="1850" type="from"/>', "1850/.."),
        ('<dateval val="1850" type="to"/>', "../1850"),
        ('<dateval val="1850" quality="estimated"/>', "1850~"),
        ('<dateval val="1850" quality="calculated"/>', "1850"),
        ('<dateval val="1722-02-11" dualdated="1"/>', "1722-02-11"),
        ('<daterange start="1850" stop="1852-03"/>', "[1850..1852-03]"),
        ('<datespan start="1850" stop="1852-03" quality="estimated"/>', "1850~/1852-03~"),
        ('<datespan start="1850" stop="1850"/>', "1850"),
        ('<datestr val="16 March 2004"/>', "2004-03-16"),
        ('<datestr val="in his youth"/>', "unknown"),
        ('<datestr val=""/>', "unknown"),
        ("", "unknown"),
    ],
)
def test_dates(written: str, edtf: str) -> None:
    assert gramps_dates.read(fromstring(f"<event>{written}</event>")).edtf == edtf


def test_what_was_reckoned_is_doubted() -> None:
    for written in ('<dateval val="1850" quality="calculated"/>', '<datestr val="in his youth"/>'):
        assert gramps_dates.read(fromstring(f"<event>{written}</event>")).doubted
    assert (
        gramps_dates.read(fromstring('<event><datestr val="in his youth"/></event>')).words == "in his youth"
    )


def test_faults(tmp_path: Path) -> None:
    text = OLD.replace("1900-01-02", "1900-02-30").replace(
        "</events>", '<event handle="_z"><type/></event></events>'
    )
    said = faults(read("gramps", saved(tmp_path, "a.gramps", text)))
    assert [each.partition(":")[0] for each in said] == ["row 1, dateval", "row 2, description"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(NEW.encode())[:300], "ends early"),
        (b"\x1f\x8b" + b"x" * 100, "broken"),
        (b"<database>", "no XML"),
        (b"<other/>", "no database"),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><database>&a;</database>', "entities"),
        (gzip.compress(b"a tar file"), "no XML"),
    ],
)
def test_others_are_refused(tmp_path: Path, data: bytes, said: str) -> None:
    assert said in refusal("gramps", saved(tmp_path, "a.gramps", data))


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    data=st.sampled_from([NEW.encode(), OLD.encode(), gzip.compress(OLD.encode(), mtime=0)]),
)
def test_nothing_but_problems_escapes(
    tmp_path_factory: pytest.TempPathFactory, seed: int, data: bytes
) -> None:
    survives("gramps", tmp_path_factory.getbasetemp() / "fuzz.gramps", spoiled, data, seed)
