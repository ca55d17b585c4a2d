"""Proposals: columns recognised by name in several languages and by content, and what they lead to."""

from collections.abc import Callable

import pytest

from db.codebook import codebook
from db.imports import mapping, tables
from db.imports.mapping.known import Known
from db.imports.mapping.proposal import Proposal
from db.registry import names
from db.timeline import Timeline


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """What a timeline with the codebook and the countries knows."""
    with (
        Timeline.create(tmp_path_factory.mktemp("known") / "t.liaison", codebook.fill) as timeline,
        timeline.reading() as connection,
    ):
        return mapping.fetch_known(connection)


def proposed(text: str, known: Known | None = None) -> Proposal:
    return mapping.propose(tables.read_text(text, "t").sheet, known)


def rows(text: str, known: Known | None = None) -> list[dict[str, str]]:
    """The rows that a text becomes by what is proposed; nothing is wrong with them."""
    sheet = tables.read_text(text, "my table").sheet
    table = mapping.apply(mapping.propose(sheet, known).mapping, sheet)
    assert table.problems == []
    return [dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows]


HEADERS = {
    "date,title,party,person,post,place,notes,source": "English",
    "日期,标题,政党,人物,职务,地点,备注,来源": "Chinese, simplified",
    "日期,標題,政黨,人員,職務,地點,備註,來源": "Chinese, traditional",
    "日付,題名,政党,出席者,役職,場所,備考,出典": "Japanese",
    "날짜,제목,정당,참석자,직책,장소,비고,출처": "Korean",
    "Datum,Titel,Partei,Teilnehmer,Funktion,Ort,Bemerkung,Quelle": "German",
    "date,titre,parti,personne,fonction,lieu,remarques,reference": "French",
}


@pytest.mark.parametrize("header", HEADERS, ids=HEADERS.values())
def test_columns_are_known_by_their_names(header: str, known: Known) -> None:
    (row,) = rows(f"{header}\n2006-02-21,Talks,LDP,Nakagawa,Chairman,Beijing,First,Xinhua\n", known)
    assert row["participants"] == "LDP: Nakagawa (Chairman)"
    told = [row[own] for own in ("date", "title", "place", "note", "sources")]
    assert told == ["2006-02-21", "Talks", "Beijing", "First", "Xinhua"]


def test_start_and_end_are_one_date() -> None:
    first, second, third = rows("start date,end date,title\n2006-02-21,2006-02-22,a\n2006-03,,b\n,,c\n")
    assert (first["date"], second["date"], third["date"]) == ("2006-02-21/2006-02-22", "2006-03", "unknown")


def test_numbers_of_year_month_and_day_are_one_date() -> None:
    said = rows("Year,Month,Day,Event\n2006,2,21,a\n2006,2,,b\n2006,,,c\n2006,0,0,d\n")
    assert [row["date"] for row in said] == ["2006-02-21", "2006-02", "2006", "2006"]


def test_days_that_spreadsheets_count_are_days() -> None:
    proposal = proposed("Date,Title\n38769,a\n38770,b\n")
    assert proposal.mapping.date.serial == 1900
    assert [row["date"] for row in rows("Date,Title\n38769,a\n38770,b\n")] == ["2006-02-21", "2006-02-22"]


@pytest.mark.parametrize(
    ("days", "day_first", "asks"),
    [
        ("10/11/2006,12/11/2006", None, True),
        ("10/11/2006,25/11/2006", True, False),
        ("10/11/2006,11/25/2006", False, False),
        ("25/11/2006,11/25/2006", None, True),
        ("2006-11-10,10 November 2006", None, False),
    ],
)
def test_the_order_of_day_and_month_is_found_over_the_column(
    days: str, day_first: bool | None, asks: bool
) -> None:
    first, second = days.split(",")
    proposal = proposed(f"Date,Title\n{first},a\n{second},b\n")
    assert (proposal.mapping.date.day_first, proposal.asks_order) == (day_first, asks)


def test_host_and_guest_are_groups() -> None:
    text = "date,title,host party,host person,guest party,guest person,guest post\n2006,x,CPC,Wang,LDP,Aso,Chair\n"
    assert rows(text)[0]["participants"] == "CPC: Wang [host]; LDP: Aso (Chair) [guest]"


def test_numbered_actors_are_groups(known: Known) -> None:
    text = "date,title,actor1,actor1 country,actor2,actor2 country\n2006,x,CPC,CN,LDP,JP\n"
    sheet = tables.read_text(text, "t").sheet
    said = mapping.incoming(mapping.propose(sheet, known).mapping, sheet)
    assert said.events is not None
    assert dict(zip(said.events.columns, said.events.rows[0][1], strict=True))["participants"] == "CPC; LDP"
    assert [(actor.name, actor.country) for actor in said.actors] == [("CPC", "CN"), ("LDP", "JP")]


MEETINGS = """event_id,date_start,date_end,date_as_printed,published,place,country_iso2,event_type,channel,\
ours_side,ours_role,foreign_party,foreign_country_iso2,foreign_side,foreign_role,mechanism,meeting_no,outlet,\
source_url,coding_note
M1,2006-02-21,2006-02-22,from February 21,2006-02-23,Beijing,CN,mechanism meeting,in person,Wang,\
"Minister (head), Dept",Red Party | Blue Party,JP,Aso; Abe | Ota,Chair; Whip | Chair,Exchange,1,Paper,http://p.example/1,first
M2,2009-02,,2009年2月,,,CN | JP,theory seminar,video,Wang; Li,Minister,Red Party | Blue Party,JP | KR,Aso,Chair,\
Exchange,3?,Paper,http://p.example/2,
M3,,,here today,,,,picnic,in person,Wang,Minister; Member,,US,Fong,Assemblyman,,prep,Blog,http://p.example/3,odd
"""


def test_a_coded_table_comes_out_whole(known: Known) -> None:
    one, two, three = rows(MEETINGS, known)
    assert (one["date"], one["date_text"], one["type"], one["round"]) == (
        "2006-02-21/2006-02-22", "from February 21", "session", "1",
    )  # fmt: skip
    assert one["participants"] == (
        'OURS: Wang ("Minister (head), Dept") [focal]; Red Party: Aso (Chair) [counterpart]; '
        "Red Party: Abe (Whip) [counterpart]; Blue Party: Ota (Chair) [counterpart]"
    )
    assert (one["sources"], one["identifiers"]) == ("Paper, 2006-02-23 <http://p.example/1>", "my table: M1")
    assert two["participants"] == (
        "OURS: Wang [focal] {posts as printed: Minister}; OURS: Li [focal] {posts as printed: Minister}; "
        "Red Party: Aso (Chair) [counterpart]; Blue Party [counterpart]"
    )
    assert (two["round"], two["country"], two["note"]) == ("3?", "", "country_iso2: CN | JP")
    assert (three["date"], three["date_text"]) == ("unknown", "here today")
    assert (three["type"], three["tags"]) == ("", "picnic")
    assert three["participants"] == (
        'OURS: Wang ("Minister; Member") [focal]; : Fong (Assemblyman) [counterpart] {US}'
    )
    assert three["note"] == "odd\nmeeting_no: prep"
    assert one["title"] == "mechanism meeting: Wang – Red Party, Blue Party"


def test_its_sources_and_actors_come_as_records(known: Known) -> None:
    sheet = tables.read_text(MEETINGS, "my table").sheet
    said = mapping.incoming(mapping.propose(sheet, known).mapping, sheet, "my.csv")
    assert (said.file, said.format) == ("my.csv", "table")
    assert [(each.row, each.title, each.publisher, each.edtf) for each in said.sources] == [
        (2, "Paper, 2006-02-23", "Paper", "2006-02-23"), (3, "Paper", "Paper", ""), (4, "Blog", "Blog", ""),
    ]  # fmt: skip
    assert [(each.name, each.country) for each in said.actors] == [("Red Party", "JP")]


def test_visitors_come_from_somewhere() -> None:
    (row,) = rows(
        "id,start_date,end_date,visitor,from,description\n7,1874-12-12,1874-12-12,King K,Hawaii,A visit.\n"
    )
    assert (row["title"], row["participants"], row["date"]) == (
        "King K, Hawaii",
        "Hawaii: King K",
        "1874-12-12",
    )
    assert (row["identifiers"], row["summary"]) == ("my table: 7", "A visit.")


def test_columns_without_names_are_known_by_their_cells(known: Known) -> None:
    text = (
        "2006-02-21,Talks in Beijing on exchange,JP,http://a.example\n"
        "2006-10-16,Visit of a delegation to Tokyo,DE,http://b.example\n"
    )
    first, second = rows(text, known)
    assert (first["date"], first["title"], first["country"], first["sources"]) == (
        "2006-02-21", "Talks in Beijing on exchange", "JP", "http://a.example",
    )  # fmt: skip
    assert second["country"] == "DE"


def test_names_that_the_timeline_knows_are_recognised(new_timeline: Callable[..., Timeline]) -> None:
    timeline = new_timeline()
    with timeline.edit("Add") as session:
        names.create_actor(session, "Liberal Democratic Party")
        names.create_person(session, "Taro Aso")
    with timeline.reading() as connection:
        known = mapping.fetch_known(connection)
    proposal = proposed("date,title,col1,col2\n2004,a,Liberal Democratic Party,Taro Aso\n", known)
    (group,) = proposal.mapping.participants
    assert (group.actor, group.person) == ("col1", "col2")
    assert {each.column: each.reason for each in proposal.reasons}["col2"] == "the timeline knows its names"


def test_own_cells_of_participants_stay_as_they_are() -> None:
    cell = "LDP: Aso (President) [counterpart, attendee]"
    (row,) = rows(f'date,title,participants,extra\n2004,a,"{cell}",b\n')
    assert row["participants"] == cell


def test_each_column_says_why() -> None:
    proposal = proposed("Date,Title,Whatever\n2004,a,17\n")
    assert [(each.column, each.becomes) for each in proposal.reasons] == [
        ("Date", "date.whole"),
        ("Title", "title"),
    ]
    assert all(0 < each.confidence <= 1 and each.reason for each in proposal.reasons)
    assert proposal.mapping.left_out == ("Whatever",)


def test_own_headers_are_told() -> None:
    assert mapping.is_own(["Date", "Title", "date text"])
    assert not mapping.is_own(["Date", "Title", "party"])
    assert not mapping.is_own(["Title", "place"])
    assert not mapping.is_own(())


@pytest.mark.parametrize("text", ["a\n1\n", "a,b\n,\n1,\n", "1\n", "x,y\n"])
def test_little_tables_bring_no_error(text: str) -> None:
    sheet = tables.read_text(text, "t").sheet
    mapping.apply(mapping.propose(sheet).mapping, sheet)
