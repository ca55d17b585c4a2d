"""Applying a mapping: several columns into one, texts translated or put elsewhere, faults at the file's own cell."""

from dataclasses import replace

import pytest

from db.imports import mapping, tables
from db.imports.incoming import UnreadableTable
from db.imports.mapping import CellRule, DateRule, Mapping, ParticipantsRule, SourceRule
from db.imports.mapping.dates import day_of
from db.imports.tables import Sheet

TITLE = CellRule("title", ("t",))


def sheet(text: str) -> Sheet:
    return tables.read_text(text, "t", tables.TableOptions(delimiter=",", header=True)).sheet


def dates(rule: DateRule, text: str) -> list[tuple[str, str]]:
    table = mapping.apply(Mapping(date=rule, cells=(TITLE,)), sheet(text))
    assert table.problems == []
    place = table.columns.index("date"), table.columns.index("date_text")
    return [(cells[place[0]], cells[place[1]]) for _, cells in table.rows]


def cells(own: str, text: str, *rules: CellRule, **more: object) -> list[str]:
    table = mapping.apply(replace(Mapping(cells=rules), **more), sheet(text))  # type: ignore[arg-type]
    place = table.columns.index(own)
    return [row[place] for _, row in table.rows]


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        (DateRule(whole="d"), "t,d\na,2006年2月21日\n", ("2006-02-21", "2006年2月21日")),
        (DateRule(whole="d", day_first=True), "t,d\na,10/11/2006\n", ("2006-11-10", "10/11/2006")),
        (DateRule(whole="d"), "t,d\na,10/11/2006\n", ("10/11/2006", "")),
        (DateRule(whole="d", words="w"), "t,d,w\na,2006-02,early spring\n", ("2006-02", "early spring")),
        (DateRule(start="s", end="e"), "t,s,e\na,2006-02-21,2006-03\n", ("2006-02-21/2006-03", "")),
        (DateRule(start="s", end="e"), "t,s,e\na,2006-02-21,2006-02-21\n", ("2006-02-21", "")),
        (DateRule(start="s", end="e"), "t,s,e\na,21 Feb 2006,22 Feb 2006\n",
         ("2006-02-21/2006-02-22", "21 Feb 2006 – 22 Feb 2006")),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006,February,21\n", ("2006-02-21", "")),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006.0,2.0,\n", ("2006-02", "")),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006,,21\n", ("2006-XX-21", "")),
        (DateRule(year="y", end_year="z"), "t,y,z\na,2006,2008\n", ("2006/2008", "")),
        (DateRule(year="y", month="m", day="d", end_day="e"), "t,y,m,d,e\na,2006,2,21,23\n",
         ("2006-02-21/2006-02-23", "")),
        (DateRule(whole="d", precision="p"), "t,d,p\na,2006-02-01,month\n", ("2006-02", "2006-02-01")),
        (DateRule(whole="d", precision="p"), "t,d,p\na,2006-02-01,年\n", ("2006", "2006-02-01")),
        (DateRule(whole="d", precision="p"), "t,d,p\na,2006-02,circa\n", ("2006-02~", "2006-02")),
        (DateRule(whole="d", serial=1904), "t,d\na,37307\n", ("2006-02-21", "")),
        (DateRule(whole="d", serial=1900), "t,d\na,38769.5\n", ("2006-02-21", "")),
        (DateRule(whole="d", serial=1900), "t,d\na,2006\n", ("2006", "")),
        (DateRule(whole="d"), "t,d\na,\n", ("unknown", "")),
    ],
)  # fmt: skip
def test_dates_are_made_of_columns(rule: DateRule, text: str, said: tuple[str, str]) -> None:
    assert dates(rule, text) == [said]


@pytest.mark.parametrize(
    ("number", "epoch", "day"),
    [(1, 1900, "1900-01-01"), (59, 1900, "1900-02-28"), (61, 1900, "1900-03-01"), (0, 1904, "1904-01-01")],
)
def test_days_are_counted_as_spreadsheets_do(number: int, epoch: int, day: str) -> None:
    assert day_of(number, epoch) == day


@pytest.mark.parametrize(
    ("rule", "text", "column"),
    [
        (DateRule(whole="d"), "t,d\na,nonsense\n", "d"),
        (DateRule(whole="d", empty="refused"), "t,d\na,\n", "d"),
        (DateRule(start="s", end="e"), "t,s,e\na,2006-02-21,2005\n", "e"),
        (DateRule(start="s", end="e"), "t,s,e\na,2006-02-21,30 Feb 2006\n", "e"),
        (DateRule(start="s", end="e"), "t,s,e\na,1/2/2006,\n", "s"),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006,2,30\n", "d"),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006,13,3\n", "m"),
        (DateRule(year="y", month="m", day="d"), "t,y,m,d\na,2006,Smarch,3\n", "m"),
        (DateRule(whole="d", precision="p"), "t,d,p\na,2006-02-21,often\n", "p"),
    ],
)
def test_what_is_no_date_is_told_at_its_cell(rule: DateRule, text: str, column: str) -> None:
    table = mapping.apply(Mapping(date=rule, cells=(TITLE,)), sheet(text))
    assert table.rows == []
    assert [(bad.row, bad.column) for bad in table.problems] == [(2, column)]


def test_the_same_fault_is_told_in_each_row() -> None:
    table = mapping.apply(Mapping(date=DateRule(whole="d"), cells=(TITLE,)), sheet("t,d\na,x\nb,x\nc,2004\n"))
    assert [bad.row for bad in table.problems] == [2, 3]
    assert [row for row, _ in table.rows] == [4]


def test_lists_are_split_translated_and_joined() -> None:
    rule = CellRule("areas", ("x", "y"), split="|,", values={"econ": "economy", "none": ""})
    assert cells("areas", 't,x,y\na,"econ|trade, Econ",none\n', rule) == ["economy; trade"]


def test_texts_are_joined_with_the_names_of_their_columns() -> None:
    rule = CellRule("note", ("x", "y"), labelled=True, join="\n")
    assert cells("note", "t,x,y\na,one,two\nb,,three\n", rule) == ["x: one\ny: two", "y: three"]


def test_templates_take_the_first_that_says_anything() -> None:
    rule = CellRule("title", template="{k}: {p|q} – {r}", constant="Untitled")
    text = "k,p,q,r\nvisit,A | B,,Tokyo\nvisit,,C,\n,,,x\n,A (B),,\n"
    assert cells("title", text, rule) == ["visit: A, B – Tokyo", "visit: C", "x", "A (B)"]


def test_a_constant_stands_where_nothing_is_said() -> None:
    assert cells("status", "t,s\na,\nb,planned\n", CellRule("status", ("s",), constant="held")) == [
        "held",
        "planned",
    ]


def test_what_does_not_fit_goes_to_note_or_tags() -> None:
    rules = (
        CellRule("round", ("r",), otherwise="note"),
        CellRule("type", ("k",), values={"Talks": "meeting"}, only_values=True, otherwise="tags"),
        CellRule("tags", ("g",), split=";"),
    )
    text = "r,k,g\n3?,talks,a;b\nprep,picnic,c\n"
    assert cells("round", text, *rules) == ["3?", ""]
    assert cells("note", text, *rules) == ["", "r: prep"]
    assert cells("type", text, *rules) == ["meeting", ""]
    assert cells("tags", text, *rules) == ["a; b", "c; picnic"]


@pytest.mark.parametrize(
    ("rule", "row", "said"),
    [
        (ParticipantsRule(actor="a"), "LDP,,,,", "LDP"),
        (ParticipantsRule(actor="a", split_actors="|"), "LDP | Komeito,,,,", "LDP; Komeito"),
        (ParticipantsRule(actor="a", split_actors="|;、"), "甲、乙,,,,", "甲; 乙"),
        (ParticipantsRule(actor="a", person="p", split_actors="|", split_people=";"),
         "SPD | CDU | FDP,K; L | | M,,,", "SPD: K; SPD: L; CDU; FDP: M"),
        (ParticipantsRule(actor="a", person="p", split_actors="|"), "SPD,K | L,,,", "SPD: K; : L"),
        (ParticipantsRule(person="p", post="o", fixed_actor="CPC", side="focal"), ",Wang,Head,,",
         "CPC: Wang (Head) [focal]"),
        (ParticipantsRule(person="p", fixed_actor="CPC"), ",,,,", "CPC"),
        (ParticipantsRule(actor="a", fixed_actor="CPC"), "LDP,,,,", "LDP"),
        (ParticipantsRule(actor="a", post="o"), "LDP,,Chair,,", "LDP: (Chair)"),
        (ParticipantsRule(actor="a", side_column="s", role_column="r"), "LDP,,,Focal,Gast", "LDP [focal, guest]"),
        (ParticipantsRule(actor="a", role_column="r", role="host"), "LDP,,,,chauffeur", "LDP [host] {chauffeur}"),
        (ParticipantsRule(actor="a", person="p", split_people=";"), ",,,,", ""),
        (ParticipantsRule(actor="a", person="p"), '"A; B: [c]","x (y)",,,', '"A; B: [c]": "x (y)"'),
    ],
)  # fmt: skip
def test_participants_are_made_of_columns(rule: ParticipantsRule, row: str, said: str) -> None:
    text = f"t,a,p,o,s,r\nx,{row}\n"
    assert cells("participants", text, participants=(rule,)) == [said]


def test_several_addresses_are_several_sources() -> None:
    rule = SourceRule(url="u")
    text = "t,u\nx,http://a.example/1;2 ; http://b.example\n"
    assert cells("sources", text, sources=(rule,)) == ["<http://a.example/1;2>; http://b.example"]


def test_a_wrong_day_of_publication_is_told() -> None:
    table = mapping.apply(
        Mapping(sources=(SourceRule(title="s", published="p"),)), sheet("s,p\nPaper,soon\n")
    )
    assert ("p", 2) in [(bad.column, bad.row) for bad in table.problems]


def test_identifiers_carry_their_scheme() -> None:
    text = "t,i,j\nx,7,a:b\ny,,c\n"
    said = cells("identifiers", text, identifiers=(("ICEWS", "i"), ("other", "j")))
    assert said == ["ICEWS: 7; other: a:b", "other: c"]


def test_own_columns_say_what_they_are_made_of() -> None:
    made = Mapping(date=DateRule(start="s", end="e"), cells=(TITLE, CellRule("place", ("place",))))
    table = mapping.apply(made, sheet("t,s,e,place\na,2004,,b\n"))
    assert table.said == {"date": "s + e", "title": "t"}


def test_a_table_without_title_or_date_says_so() -> None:
    table = mapping.apply(Mapping(), sheet("t\na\n"))
    assert [bad.message for bad in table.problems] == ["no column says the title", "no column says the date"]


def test_a_column_that_is_not_there_is_named_with_the_nearest() -> None:
    with pytest.raises(UnreadableTable, match="“titel” \\(did you mean “title”"):
        mapping.apply(Mapping(cells=(CellRule("title", ("titel",)),)), sheet("title\na\n"))


def test_faults_of_the_file_stay_with_the_table() -> None:
    table = mapping.apply(Mapping(date=DateRule(whole="d"), cells=(TITLE,)), sheet("t,d\na,2004\nb\n"))
    assert [bad.row for bad in table.problems] == [3]
