"""ParlGov: parties, their names and successions, and their standing by cabinets; small tables of the same shape."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from formats_support import ANY, refusal, saved
from records_support import carry_out

from db.dates import from_edtf
from db.imports.formats import Head, of_key, recognised
from db.imports.incoming import Incoming, IncomingActor
from db.registry import standings
from db.timeline import Timeline

PARTIES = """id,country,family,name_short,name_english,name,name_ascii,name_nonlatin,wikipedia,foundation_date,\
dissolution_date,data_source,description,comment,data_json
1,5,26,AP,Alpha Party,Arufa Tō,Arufa To,アルファ党,http://example.org/A,1950-02-03,,,A party.,,
2,5,14,BC,Beta Communists | Beta Left,Bēta,Beta,ベータ,,1960-07-01,1999-12-31,,,,
3,5,16,GR,Gamma Region,Ganma,Ganma,,,1961-07-01,,,,,"{""foundation_date"": true}"
4,5,12,none,no party affiliation,no party affiliation,no party affiliation,,,,,,,,null
5,44,28,DP|DD,Delta,Delta,Delta,,,1990-05-20,1990-05-13,,,,
"""
FAMILIES = "id,party,family\n1,3,9\n2,1,25\n"
NAMES = """comment,data_source,name,name_english,party_change,name_short,data_json,party,name_ascii,date,\
name_nonlatin,id,description
,,Arufa Dōmei,Alpha League,0,AP,,1,x,1950-02-03,,1,
,,Arufa Tō,Alpha Party,1,AP,,1,x,1955-04-05,アルファ党,2,
,,Delta,Delta,0,DD,,5,x,1990-06-01,,4,
,,Delta Club,Delta Club,0,DD,,5,x,1995-07-01,,3,
"""
CHANGES = """comment,data_source,description,type,data_json,party_new,party,date,id
,,Some left.,31,,3,1,1961-07-01,1
,,,34,,1,2,1999-12-31,2
,,,,,1,4,1970-01-02,3
"""
COUNTRIES = """id,name,name_short,oecd_accession_date,eu_accession_date,code_iso2,flag,comment,data_json
5,Japan,JPN,1964-04-28,,JP,,,
44,United Kingdom,GBR,1961-05-02,1973-01-01,GB,,,
"""
CABINETS = """id,country,start_date,termination,termination_date,name,caretaker,description,data_json
1,5,1990-01-10,4,1992-02-28,One,0,,
2,5,1992-03-01,,1992-12-01,Two,1,,
3,5,1993-01-05,,,Three,0,,"{""defector_resignation"": ""1994-05-06""}"
4,5,1995-01-01,,1999-01-01,Four,0,,"{""defector_resignation"": ""1885-05-06""}"
5,5,2000-01-01,,,Five,0,,
6,44,1990-01-01,,,Long,0,,
7,44,2001-01-01,,,Last,0,,
"""
MEMBERS = """id,cabinet,party,pm,defector,data_json
1,1,1,1,0,
2,2,1,1,0,
3,2,2,0,0,
4,3,2,1,0,
5,3,1,0,1,
6,4,2,1,1,
7,5,1,1,0,
8,6,5,1,0,
9,7,5,1,0,
"""
TABLES = {
    "Party": PARTIES, "PartyFamily": FAMILIES, "PartyNameChange": NAMES, "PartyChange": CHANGES,
    "Country": COUNTRIES, "Cabinet": CABINETS, "CabinetParty": MEMBERS,
}  # fmt: skip


def given(folder: Path, tables: Mapping[str, str] = TABLES) -> list[Path]:
    return [saved(folder, f"parlgov-{name}.csv", text) for name, text in tables.items()]


def read(folder: Path, tables: Mapping[str, str] = TABLES) -> Incoming:
    return of_key("parlgov").read(given(folder, tables), ANY)


@pytest.fixture
def actors(tmp_path: Path) -> dict[str, IncomingActor]:
    incoming = read(tmp_path)
    assert incoming.problems == []
    return {actor.identifiers[0][1]: actor for actor in incoming.actors}


def test_parties(actors: dict[str, IncomingActor]) -> None:
    alpha = actors["1"]
    assert (alpha.row, alpha.name, alpha.country, alpha.family) == (2, "Alpha Party", "JP", "conservative")
    assert alpha.identifiers == (("parlgov", "1"),)
    assert alpha.edtf == "1950-02-03/"
    assert alpha.note == "A party.\nAlso classed by ParlGov as populist.\nWikipedia: http://example.org/A"
    families = [actors[number].family for number in "2345"]
    assert families == ["communist", "regional", "other", "unknown"]
    assert "no party" in actors["4"].note


def test_first_of_july_is_a_year_unless_it_is_said_to_be_a_day(actors: dict[str, IncomingActor]) -> None:
    assert actors["2"].edtf == "1960/1999-12-31"
    assert actors["3"].edtf == "1961-07-01/"
    assert actors["4"].edtf == ""
    assert actors["5"].edtf == ""
    assert actors["5"].note == "ParlGov says that it was founded 1990-05-20 and ended 1990-05-13."


def test_names_have_the_spans_in_which_they_were_in_use(actors: dict[str, IncomingActor]) -> None:
    assert [(n.text, n.language, n.kind, n.edtf) for n in actors["1"].names] == [
        ("Alpha League", "en", "former", "1950-02-03/1955-04-04"),
        ("Arufa Dōmei", "", "former", "1950-02-03/1955-04-04"),
        ("AP", "", "abbreviation", "1950-02-03/"),
        ("Alpha Party", "en", "official", "1955-04-05/"),
        ("Arufa Tō", "ja-Latn", "transliteration", "1955-04-05/"),
        ("アルファ党", "ja", "official", "1955-04-05/"),
    ]
    assert [(n.text, n.kind, n.edtf) for n in actors["5"].names] == [
        ("Delta", "former", "1990-06-01/1995"), ("DD", "abbreviation", "1990-06-01/"),
        ("Delta Club", "official", "1995/"), ("DP", "abbreviation", ""),
    ]  # fmt: skip
    joined = {name.text for name in actors["2"].names}
    assert joined == {"Beta Communists | Beta Left", "Beta Communists", "Beta Left", "Bēta", "ベータ", "BC"}


def test_successions_are_in_order_of_time(tmp_path: Path) -> None:
    found = [(s.predecessor[1], s.successor[1], s.kind, s.edtf, s.note) for s in read(tmp_path).successions]
    assert found == [
        ("1", "3", "splinter group", "1961", "Some left."),
        ("4", "1", "", "1970-01-02", ""),
        ("2", "1", "joining a larger group", "1999-12-31", ""),
    ]


def test_cabinets_are_standings_until_the_next_one_begins(tmp_path: Path) -> None:
    incoming = read(tmp_path)
    found = [(s.actor[1], s.kind, s.edtf, s.note) for s in incoming.standings]
    assert found == [
        ("5", "leads government", "1990-01-01/[1990-01-01..2000-12-31]", "Cabinet Long."),
        ("1", "leads government", "1990-01-10/1993-01-04", "Cabinets One, Two (caretaker)."),
        ("2", "in coalition", "1992-03-01/1993-01-04", "Cabinet Two (caretaker)."),
        ("1", "in coalition", "1993-01-05/1994-05-06", "Cabinet Three."),
        ("2", "leads government", "1993-01-05/[1995-01-01..1999-01-01]", "Cabinets Three, Four."),
        ("1", "leads government", "2000-01-01/[2001-01-01..]", "Cabinet Five."),
        ("5", "leads government", "2001-01-01/[2001-01-01..]", "Cabinet Last."),
    ]
    assert {s.source for s in incoming.standings} == {0}
    assert incoming.sources[0].url == "https://www.parlgov.org"
    assert "Cabinets until 2001-01-01." in incoming.sources[0].note


def test_the_standing_of_a_day_is_the_new_government_s(tmp_path: Path, timeline: Timeline) -> None:
    incoming = read(tmp_path)
    made = carry_out(timeline, incoming)
    assert made.problems == []
    assert made.counts()["standings_created"] == 7
    records = {each.title: each.record for each in made.row_plans() if each.what == "actor"}
    alpha, beta = records["Alpha Party"], records["Beta Communists | Beta Left"]
    with timeline.read() as session:
        for day, first, second in (
            ("1993-01-04", "leads government", "in coalition"),
            ("1993-01-05", "in coalition", "leads government"),
        ):
            ordinal = from_edtf(day).start[0]
            assert ordinal is not None
            on = standings.all_on(session, ordinal)
            assert (on[alpha], on[beta]) == ((first, "certain"), (second, "certain"))
    assert not carry_out(timeline, incoming).writes


def test_a_newer_edition_ends_what_was_not_known_to_have_ended(tmp_path: Path, timeline: Timeline) -> None:
    carry_out(timeline, read(tmp_path))
    newer = CABINETS + "8,5,2003-01-01,,,Six,0,,\n"
    made = carry_out(timeline, read(tmp_path, {**TABLES, "Cabinet": newer}))
    updated = [each.title for each in made.row_plans() if each.what == "standing" and each.does == "update"]
    assert updated == [
        "Alpha Party: leads government 2000-01-01/2002-12-31",
        "Delta: leads government 2001-01-01/[2003-01-01..]",
    ]


def test_a_folder_is_its_tables_and_other_files_are_left_alone(tmp_path: Path) -> None:
    given(tmp_path)
    saved(tmp_path, "other.csv", "a,b\n1,2\n")
    incoming = of_key("parlgov").read([tmp_path], ANY)
    assert len(incoming.actors) == 5
    assert len(incoming.standings) == 7


def test_tables_that_were_not_given_are_said(tmp_path: Path) -> None:
    incoming = read(tmp_path, {"Party": PARTIES})
    assert len(incoming.actors) == 5
    assert incoming.actors[0].country == "JP"
    assert incoming.standings == []
    (said,) = incoming.left_out
    assert "CabinetParty: who sat in cabinets" in said


def test_tables_are_recognised_by_their_columns(tmp_path: Path) -> None:
    for path in given(tmp_path):
        found = recognised(path)
        assert (found.key if found else "") == ("" if "PartyFamily" in path.name else "parlgov")
    old = "id,country_id,family_id,name_short,name_english,name,foundation_date\n"
    path = saved(tmp_path, "party.csv", old)
    assert of_key("parlgov").fits(Head(path, path.read_bytes()))


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"Cabinet": CABINETS}, "Party is needed"),
        ({"Party": PARTIES, "Other": "a,b\n1,2\n"}, "none of ParlGov's tables"),
        ({"Party": PARTIES, "Party2": PARTIES}, "second table Party"),
    ],
)
def test_others_are_refused(tmp_path: Path, tables: Mapping[str, str], said: str) -> None:
    paths = given(tmp_path, tables)
    with pytest.raises(Exception, match=said):
        of_key("parlgov").read(paths, ANY)
    assert "can't be read" in refusal("parlgov", tmp_path / "none.csv")


def test_faults_name_table_row_and_column(tmp_path: Path) -> None:
    tables = {
        **TABLES,
        "Party": PARTIES.replace("1950-02-03", "1950-02-30"),
        "Cabinet": CABINETS.replace("1995-01-01", "soon").replace("1990-01-10", ""),
    }
    told = [str(bad) for bad in read(tmp_path, tables).problems]
    assert told[0] == "row 2, foundation_date: Party: “1950-02-30” is no day such as 1955-11-15"
    assert "row 2, party: PartyChange: “1” is not in the table Party" in told
    assert "row 5, start_date: Cabinet: “soon” is no day such as 1955-11-15" in told
    assert "row 2, start_date: Cabinet: a cabinet needs the day on which it began" in told
    assert "row 3, party: CabinetParty: “1” is not in the table Party" in told
