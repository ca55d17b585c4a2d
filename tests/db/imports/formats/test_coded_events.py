"""Coded event data: ICEWS and GDELT tables, CAMEO codes and reciprocal pairs."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.codebook import codebook
from db.imports.formats import Options, cameo, recognised
from db.imports.formats.country_names import code_of, code_of_fips
from db.imports.formats.gdelt import _LAYOUTS
from db.timeline import Timeline

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t"
    "Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\t"
    "Country\tLatitude\tLongitude"
)


def icews_row(
    event: str = "1",
    day: str = "2001-02-03",
    source: str = "Party A",
    code: str = "042",
    target: str = "China",
) -> str:
    who = f"{source}\tParties,Ideological\tJapan\tMake a visit\t{code}\t1.9\t{target}\t\tChina"
    return f"{event}\t{day}\t{who}\t55\t3\tA Daily\tBeijing\t\tBeijing Shi\tChina\t39.9\t116.4"


def gdelt_row(width: int = 61, **told: str) -> str:
    cells = dict.fromkeys(_LAYOUTS[width], "")
    cells |= {
        "GLOBALEVENTID": "901", "SQLDATE": "20190504", "MonthYear": "201905", "Year": "2019", "FractionDate": "2019.34",
        "Actor1Code": "JPNGOV", "Actor1Name": "PRIME MINISTER", "Actor1CountryCode": "JPN", "Actor1Type1Code": "GOV",
        "Actor2Code": "CHN", "Actor2Name": "CHINA", "Actor2CountryCode": "CHN", "EventCode": "0311",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Tokyo, Tokyo, Japan", "ActionGeo_CountryCode": "JA",
    }  # fmt: skip
    cells |= told
    if "SOURCEURL" in cells:
        cells.setdefault("SOURCEURL", "")
        cells["SOURCEURL"] = told.get("SOURCEURL", "https://example.org/a;b?c=<1>")
    return "\t".join(cells.values())


def lines(rows: Sequence[str]) -> str:
    return "\n".join(rows) + "\n"


# --- ICEWS -------------------------------------------------------------------------------------------------


def test_icews(tmp_path: Path) -> None:
    incoming = read("icews", saved(tmp_path, "events.tab", lines([ICEWS, icews_row()])))
    assert events(incoming) == [{
        "date": "2001-02-03",
        "title": "Make a visit: Party A → China",
        "type": "visit",
        "participants": "Party A {Parties,Ideological}; China",
        "place": "Beijing, Beijing Shi",
        "country": "CN",
        "tags": "CAMEO 042",
        "sources": "A Daily, story 55",
        "identifiers": "icews: 1 2001-02-03",
    }]  # fmt: skip
    assert {(a.name, a.kind, a.country) for a in incoming.actors} == {
        ("Party A", "party", "JP"),
        ("China", "government", "CN"),
    }


def test_icews_in_quotation_marks(tmp_path: Path) -> None:
    quoted = ICEWS + "\n" + "\t".join(f'"{cell}"' for cell in icews_row(source='B \\"C\\"').split("\t"))
    (event,) = events(read("icews", saved(tmp_path, "events.tab", quoted)))
    assert event["title"] == 'Make a visit: B "C" → China'
    assert event["tags"] == "CAMEO 042"


def test_an_icews_id_comes_back_on_other_days(tmp_path: Path) -> None:
    rows = [ICEWS, icews_row(), icews_row(day="2001-02-04"), icews_row()]
    incoming = read("icews", saved(tmp_path, "events.tab", lines(rows)))
    assert [event["date"] for event in events(incoming)] == ["2001-02-03", "2001-02-04"]
    assert "Rows that repeat the id of a row before them: 1." in incoming.left_out


def test_icews_faults(tmp_path: Path) -> None:
    rows = [ICEWS, "1\t2", icews_row(day="2001-02-30"), icews_row(event="")]
    said = faults(read("icews", saved(tmp_path, "events.tab", lines(rows))))
    assert [each.partition(":")[0] for each in said] == ["row 2", "row 3, Event Date", "row 4, Event ID"]
    assert "lacks the column" in refusal("icews", saved(tmp_path, "other.tab", "Event ID\tb\n1\t2\n"))
    twice = lines([f"{ICEWS}\tCity", f"{icews_row()}\tx"])
    assert "a column twice" in refusal("icews", saved(tmp_path, "twice.tab", twice))
    assert "empty" in refusal("icews", saved(tmp_path, "empty.tab", "\n\n"))


# --- GDELT -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt(tmp_path: Path, width: int) -> None:
    incoming = read("gdelt", saved(tmp_path, "20190504.export.CSV", lines([gdelt_row(width)])))
    (event,) = events(incoming)
    source = event.pop("sources", "")
    assert event == {
        "date": "2019-05-04",
        "title": "Express intent to cooperate: PRIME MINISTER (JPNGOV) → CHINA",
        "participants": "PRIME MINISTER (JPNGOV); CHINA",
        "place": "Tokyo, Tokyo, Japan",
        "country": "JP",
        "tags": "CAMEO 0311",
        "identifiers": "gdelt: 901",
    }
    assert source == ("" if width == 57 else "<https://example.org/a;b?c=%3C1%3E>")
    assert {(a.name, a.kind, a.country) for a in incoming.actors} == {
        ("PRIME MINISTER (JPNGOV)", "government", "JP"),
        ("CHINA", "government", "CN"),
    }


def test_gdelt_without_actors_or_address(tmp_path: Path) -> None:
    bare = dict.fromkeys(("Actor1Code", "Actor1Name", "Actor2Code", "Actor2Name"), "")
    row = gdelt_row(SOURCEURL="A paper", ActionGeo_Type="1", EventCode="042", **bare)
    (event,) = events(read("gdelt", saved(tmp_path, "a.csv", lines([row]))))
    assert (event["title"], event["sources"], event["type"]) == ("Make a visit", "A paper", "visit")
    assert "place" not in event
    assert "participants" not in event


def test_actors_of_two_countries_that_are_called_alike(tmp_path: Path) -> None:
    koreans = {"Actor1Name": "KOREAN", "Actor1Type1Code": ""}
    rows = [
        gdelt_row(GLOBALEVENTID=str(n), Actor1Code=code, Actor1CountryCode=code, **koreans)
        for n, code in enumerate(("KOR", "PRK", "XXX"))
    ]
    incoming = read("gdelt", saved(tmp_path, "a.csv", lines(rows)))
    assert [event["participants"] for event in events(incoming)] == [
        "KOREAN; CHINA", "KOREAN (KP); CHINA", "KOREAN (no country); CHINA",
    ]  # fmt: skip
    assert [(a.name, a.country) for a in incoming.actors] == [
        ("KOREAN", "KR"), ("CHINA", "CN"), ("KOREAN (KP)", "KP"), ("KOREAN (no country)", ""),
    ]  # fmt: skip


def test_gdelt_with_names_of_columns_and_in_several_files(tmp_path: Path) -> None:
    header = "\t".join(_LAYOUTS[61])
    first = saved(tmp_path, "a.csv", lines([header, gdelt_row()]))
    second = saved(tmp_path, "b.csv", lines([gdelt_row(GLOBALEVENTID="902"), gdelt_row()]))
    incoming = read("gdelt", first, second)
    assert incoming.events is not None
    assert [row for row, _ in incoming.events.rows] == [2, 3]
    assert incoming.file == "a.csv and 1 more"
    assert incoming.left_out[0] == "Rows that repeat the id of a row before them: 1."


def test_gdelt_faults(tmp_path: Path) -> None:
    rows = [
        gdelt_row(),
        "a\tb",
        gdelt_row(GLOBALEVENTID="x"),
        gdelt_row(GLOBALEVENTID="3", SQLDATE="20190231"),
    ]
    said = faults(read("gdelt", saved(tmp_path, "a.csv", lines(rows))))
    assert [each.partition(":")[0] for each in said] == ["row 2", "row 3, GLOBALEVENTID", "row 4, SQLDATE"]
    assert recognised(saved(tmp_path, "b.csv", "1\t2\t3\n")) is None


# --- CAMEO -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [("040", "exchange"), ("041", "phone"), ("042", "visit"), ("043", "visit"), ("046", "exchange"), ("057", "signing"),
     ("0571", "signing"), ("010", "statement"), ("42", "visit"), ("190", ""), ("", ""), ("13y", "")],
)  # fmt: skip
def test_types_by_the_longest_beginning(code: str, kind: str) -> None:
    assert cameo.Types(None).of_code(code) == kind


def test_types_are_those_of_the_codebook() -> None:
    types = cameo.Types({"talk": "04", "trip": "042"})
    assert [types.of_code(code) for code in ("0421", "043", "05")] == ["trip", "talk", ""]
    assert cameo.Types({}).of_code("042") == ""
    assert cameo.Types({"visit": ""}).known("visit") == "visit"
    assert cameo.Types({}).known("visit") == ""


def test_words_of_codes() -> None:
    assert cameo.words_of("0411") == "Discuss by telephone"
    assert cameo.words_of("1831") == "Assault"
    assert cameo.words_of("---") == "---"


def test_countries_by_name_and_code() -> None:
    assert [code_of(name) for name in ("Russian Federation", "CHN", "Côte d’Ivoire", "Hawaii", "")] == [
        "RU", "CN", "CI", "", "",
    ]  # fmt: skip
    assert [code_of_fips(code) for code in ("GM", "ch", "KS", "ZZ", "")] == ["DE", "CN", "KR", "", ""]


# --- pairs -------------------------------------------------------------------------------------------------


def test_reciprocal_pairs_are_joined_on_request(tmp_path: Path) -> None:
    rows = [
        icews_row("1", source="A", target="B", code="040"),
        icews_row("2", source="B", target="A", code="040"),
        icews_row("3", source="B", target="A", code="041"),
        icews_row("4", source="A", target="B", code="040", day="2001-02-04"),
        icews_row("5", source="A", target="B", code="040"),
    ]
    rows = [row.replace("Parties,Ideological", "").replace("Japan", "China") for row in rows]
    path = saved(tmp_path, "events.tab", lines([ICEWS, *rows]))
    assert len(events(read("icews", path))) == 5
    joined = events(read("icews", path, options=Options(join_pairs=True)))
    assert [event["identifiers"] for event in joined] == [
        "icews: 1 2001-02-03; icews: 2 2001-02-03",
        "icews: 3 2001-02-03",
        "icews: 4 2001-02-04",
        "icews: 5 2001-02-03",
    ]
    assert joined[0]["title"] == "Make a visit: A ↔ B"
    assert joined[0]["participants"] == "A; B"


def test_types_of_a_timeline(timeline: Timeline) -> None:
    with timeline.edit("codebook") as session:
        codebook.fill(session)
    with timeline.reading() as connection:
        types = cameo.of_codebook(connection)
    assert cameo.Types(types).of_code("042") == "visit"
    assert cameo.Types(types).of_code("057") == "signing"


# --- anything ----------------------------------------------------------------------------------------------

_DOCUMENTS = {
    "icews": lines([ICEWS, icews_row(), icews_row("2")]),
    "gdelt": lines([gdelt_row(), gdelt_row(GLOBALEVENTID="902")]),
}


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), key=st.sampled_from(sorted(_DOCUMENTS)))
def test_nothing_but_problems_escapes(tmp_path_factory: pytest.TempPathFactory, seed: int, key: str) -> None:
    survives(key, tmp_path_factory.getbasetemp() / f"fuzz-{key}", spoiled, _DOCUMENTS[key].encode(), seed)
