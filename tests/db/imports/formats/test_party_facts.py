"""Party Facts: parties with several names in a cell, and families from tags; small tables of the same shape."""

from pathlib import Path

import pytest
from formats_support import ANY, read, refusal, saved
from records_support import carry_out

from db.imports.formats import of_key, party_facts_tags
from db.imports.formats.party_facts_names import split
from db.imports.incoming import IncomingActor
from db.timeline import Timeline

CORE = """country,partyfacts_id,technical,name_short,name,name_english,name_other,year_first,year_last,share,wikipedia,\
description,comment
JPN,1,,AP,Arufa Tō,Alpha Party / Alpha League,Japanese: アルファ党,1950,,3.5,https://example.org/A,A party,
JPN,2,,AP,Arufa Tō,Alpha Party,,1990,2000,,,,"two
lines"
DDR,3,,XP,Partei X // Bund X,,"simplified Chinese: 某党; traditional Chinese: 某黨",1949,1940,,,,
JPN,4,,NN,,,,soon,,,,,
JPN,,,,,,,1950,,,,,
"""
TAGS = """country,partyfacts_id,name_short,name,name_english,left_right,year_first,year_last,share,share_year,tags
JPN,1,AP,Arufa Tō,Alpha Party,-0.4,1950,,,,"tags position: centre // centre-left
tags ideology: [ christian left ] // social democracy // liberalism
tags used: 2"
JPN,9,ZZ,Zet,Zed,0.1,1950,,,,"tags position:
tags ideology: reformism
tags used: 1"
"""


@pytest.fixture
def paths(tmp_path: Path) -> list[Path]:
    return [saved(tmp_path, "core.csv", CORE), saved(tmp_path, "wptags.csv", TAGS)]


def test_parties_have_their_names_years_and_families(paths: list[Path]) -> None:
    incoming = read("party_facts", *paths)
    alpha, beta, former, short = incoming.actors
    assert (alpha.row, alpha.name, alpha.country, alpha.family, alpha.edtf) == (
        2, "Alpha Party", "JPN", "social democratic", "1950/",
    )  # fmt: skip
    assert alpha.identifiers == (("partyfacts", "1"),)
    assert [(name.text, name.language, name.kind) for name in alpha.names] == [
        ("Alpha Party", "en", "official"), ("Alpha League", "en", "official"), ("Arufa Tō", "", "official"),
        ("アルファ党", "ja", "other"), ("AP", "", "abbreviation"),
    ]  # fmt: skip
    assert alpha.note == (
        "A party\nIdeology: christian left, social democracy, liberalism; position centre to centre-left.\n"
        "https://example.org/A"
    )
    assert (beta.edtf, beta.family, beta.note) == ("1990/2000", "unknown", "two\nlines")
    assert (former.name, former.country, former.edtf) == ("Partei X", "DE", "1949/")
    assert {name.language for name in former.names} == {"", "zh-Hans", "zh-Hant"}
    assert "DDR" in former.note
    assert short.name == "NN"


def test_what_is_wrong_and_what_is_left_is_told(paths: list[Path]) -> None:
    incoming = read("party_facts", *paths)
    assert [(bad.row, bad.column) for bad in incoming.problems] == [(5, "year_first"), (6, "name")]
    assert incoming.left_out == [
        "Tags of parties that are not among the core parties: 1.",
        "Shares of the vote: 1.",
    ]
    assert "wptags" in read("party_facts", paths[0]).left_out[0]
    assert [actor.name for actor in read("party_facts", paths[1]).actors] == ["Alpha Party", "Zed"]


def test_repeated_names_stay_separate_and_nothing_comes_twice(paths: list[Path], timeline: Timeline) -> None:
    incoming = read("party_facts", *paths)
    made = carry_out(timeline, incoming)
    assert made.counts()["actors_created"] == 4
    again = carry_out(timeline, incoming)
    assert not again.writes
    assert again.counts()["actors_skipped"] == 4


def test_a_folder_is_its_two_tables(tmp_path: Path) -> None:
    saved(tmp_path, "partyfacts-core-parties.csv", CORE)
    saved(tmp_path, "wptags.csv", TAGS)
    saved(tmp_path, "other.csv", "a\n1\n")
    actors: list[IncomingActor] = of_key("party_facts").read([tmp_path], ANY).actors
    assert [actor.family for actor in actors][:2] == ["social democratic", "unknown"]


def test_other_tables_are_refused(tmp_path: Path) -> None:
    assert "columns of Party Facts" in refusal("party_facts", saved(tmp_path, "a.csv", "a,b\n1,2\n"))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("A / B // C; D | E", [("A", ""), ("B", ""), ("C", ""), ("D", ""), ("E", "")]),
        ("Vlaams/Nieuw", [("Vlaams/Nieuw", "")]),
        ("Persian: الف\u200e / ب; Dari: ج", [("الف", "fa"), ("ب", "fa"), ("ج", "fa")]),
        ("Партия, Russian: Партия дела", [("Партия", ""), ("Партия дела", "ru")]),
        ("Партия (Russian: Дело)", [("Партия", ""), ("Дело", "ru")]),
        ("Coalition: The Second Step", [("Coalition: The Second Step", "")]),
        ("Elvish: 某党", [("某党", "")]),
        (" ;; ", []),
    ],
)
def test_names_in_one_cell_are_parted(cell: str, names: list[tuple[str, str]]) -> None:
    assert list(split(cell)) == names


@pytest.mark.parametrize(
    ("tags", "family"),
    [
        ("communism // nationalism", "communist"),
        ("[ euroscepticism ] // agrarianism", "agrarian"),
        ("[ pirate politics ]", "other"),
        ("reformism // secularism", "unknown"),
        ("conservatism // liberalism", "conservative"),
        ("", "unknown"),
    ],
)
def test_tags_tell_families(tags: str, family: str) -> None:
    assert party_facts_tags.family(f"tags position:\ntags ideology: {tags}\ntags used: 2")[0] == family


def test_families_are_liaison_s() -> None:
    from db.words import FAMILIES

    assert set(party_facts_tags.FAMILIES.values()) <= set(FAMILIES)
