"""What each key finds."""

from collections.abc import Callable

import pytest

from db import filters
from db.filters.compiling import _PIECES
from db.filters.keys import HAS, KEYS, PRECISIONS
from db.filters.of_events import _WIDTHS
from db.filters.of_events import HAS as PIECES_OF_HAS

EVERY = {
    "first", "second", "late", "visit", "talk", "jcp_talk", "russian", "ivorian", "druk_call", "undated", "alone",
}  # fmt: skip
OF_LDP = {"first", "second", "late", "visit", "talk"}

CASES = {
    "": EVERY,
    # names: a whole one is meant alone, else the beginning of a word; organs belong to their party
    "party:LDP": OF_LDP,
    "party:ldp": OF_LDP,
    "party:ＬＤＰ": OF_LDP,
    "party:自由民主党": OF_LDP,
    "party:民主党": OF_LDP,
    "party:LDP*": OF_LDP | {"russian"},
    'actor:"liberal democratic"': OF_LDP | {"russian"},
    "party:LDPR,PDCI": {"russian", "ivorian"},
    "party:democratique": {"ivorian"},
    "party:CPC": EVERY - {"alone"},
    "party:青年局": {"late"},
    "person:井上義久": {"alone"},
    'person:"yoshihisa inoue"': {"alone"},
    "person:ino": {"alone"},
    'person:"Kitagawa Hiroyasu"': {"alone"},
    'person:"Hiroyasu Kitagawa"': {"alone"},  # a whole name, though only the other order is held
    'person:"Hiroyasu Kita"': set(),
    'party:"Party Druk"': set(),  # of other names the order counts
    'mechanism:"ruling party"': {"first", "second"},
    "mechanism:与党": {"first", "second"},
    "-mechanism:与党 party:LDP": {"late", "visit", "talk"},
    # counterparts' countries and what they were on the day
    "country:JP": OF_LDP | {"jcp_talk", "alone"},
    "country:jpn": OF_LDP | {"jcp_talk", "alone"},
    "country:日本": OF_LDP | {"jcp_talk", "alone"},
    'country:"cote d\'ivoire"': {"ivorian"},
    "country:cote": {"ivorian"},
    "country:CN": set(),
    "region:asia": OF_LDP | {"jcp_talk", "alone", "druk_call"},
    'region:"eastern asia",africa': OF_LDP | {"jcp_talk", "alone", "ivorian"},
    "region:western": {"ivorian"},
    "family:communist": {"jcp_talk"},
    "family:conservative": OF_LDP,
    "standing:governing": {"first", "second", "late"},
    "standing:opposition": {"visit", "talk", "jcp_talk"},
    "relations:none": {"druk_call"},
    "relations:diplomatic": OF_LDP | {"jcp_talk"},
    # terms
    "type:session": {"first", "second"},
    "type:meeting": {"talk"},
    "type:courtesy,visit": {"talk", "visit"},
    "type:sess*": {"first", "second"},
    "level:minister": {"late"},
    "level:>=minister": {"late", "russian"},
    "level:>minister": {"russian"},
    "level:<minister": {"jcp_talk"},
    "level:<=vice-minister": {"jcp_talk"},
    "channel:video": {"druk_call"},
    "area:trade": {"first"},
    "issue:nuclear": {"first"},
    "tag:draft": {"alone"},
    # fixed words
    "status:planned": {"russian"},
    "-status:held": {"russian", "undated"},
    "side:counterpart": EVERY - {"undated"},
    "role:observer": {"alone"},
    "direction:incoming": {"visit"},
    "direction:outgoing": {"ivorian"},
    "direction:remote": {"jcp_talk", "druk_call"},
    # numbers
    "round:2": {"second"},
    "round:>=1": {"first", "second"},
    "evidence:<2": EVERY - {"first"},
    "evidence:0": EVERY - {"first", "visit"},
    "evidence:>=2": {"first"},
    "evidence:1": {"visit"},
    "verified:2": {"alone"},
    "verified:<2": EVERY - {"alone"},
    # dates: possible days meet the range; unknown ones never do
    "2006": {"first", "second", "russian"},
    "2006-02-22": {"first", "russian"},
    "2004..2006": {"first", "second", "jcp_talk", "russian", "ivorian"},
    "..2003": {"russian", "ivorian"},
    "2010-05-07/..": {"visit", "talk", "druk_call", "alone"},
    "date:>2010-05-31": {"druk_call", "alone"},
    "date:<2004": {"russian", "ivorian"},
    "date:<=2004": {"russian", "ivorian", "jcp_talk"},
    'date:"late February 2009"': {"late", "russian"},
    "2019,2020": {"druk_call", "alone"},
    "-2000..2030": {"undated"},
    "precision:day": {"first", "second", "talk", "druk_call"},
    "precision:month": {"late", "visit"},
    "precision:year": {"jcp_talk", "alone"},
    "precision:decade": {"russian"},
    "precision:open": {"ivorian"},
    "precision:set": {"late"},
    "precision:unknown": {"undated"},
    # on record
    "has:commitment": {"first", "alone"},
    "has:invitation": {"visit"},
    "has:conflict": {"first"},
    "has:attachment": {"first"},
    "has:round": {"first", "second"},
    "has:unverified": {"second", "druk_call"},
    "has:visit": {"talk"},
    "has:parts": {"visit"},
    "has:person": {"alone"},
    "has:direction": {"visit", "jcp_talk", "ivorian", "druk_call"},
    "-has:date": {"undated"},
    # words and texts
    "yellow": {"talk", "undated"},
    '"yellow sea"': {"talk"},
    "sea yellow": {"talk", "undated"},
    "sea -yellow": set(),
    "frank": {"first"},
    "friendship": {"first", "visit"},
    "日报": {"first"},
    "共産党": {"jcp_talk"},
    "井上": {"alone"},
    "democratic": OF_LDP - {"late"} | {"russian"},
    "交流協議会": {"first", "second"},
    "letter,seminar": {"alone", "ivorian"},
    "title:session": {"first", "second", "late"},
    "place:tok": {"late"},
    "summary:trade": {"alone"},
    "note:breeze": {"undated"},
    'quote:"frank exchange"': {"first"},
    "source:history": {"first", "visit"},
    "source:renmin": {"first"},
    "source:p.example": {"first"},
    "part:autumn": {"talk"},
    # together
    "party:LDP 2006 type:session -round:1": {"second"},
    "country:JP standing:governing precision:day": {"first", "second"},
    "-party:LDP -party:CPC": {"alone"},
}


@pytest.mark.parametrize("text", CASES)
def test_finds(found: Callable[[str], set[str]], text: str) -> None:
    assert found(text) == CASES[text]


@pytest.mark.parametrize("text", [text for text in CASES if text and " " not in text and text[0] != "-"])
def test_not_finds_the_rest(found: Callable[[str], set[str]], text: str) -> None:
    assert found(f"-{text}") == EVERY - CASES[text]


@pytest.mark.parametrize("text", [text for text in CASES if text])
def test_together_with_another_clause(found: Callable[[str], set[str]], text: str) -> None:
    assert found(f"{text} status:held") == CASES[text] - {"russian", "undated"}


def test_ids(found: Callable[[str], set[str]], small) -> None:
    first, visit = small.ids["first"], small.ids["visit"]
    assert found(f"id:{first},{visit}") == {"first", "visit"}
    assert found(f"id:e{first},E{visit}") == {"first", "visit"}
    assert found(f"part:{visit}") == found(f"part:e{visit}") == {"talk"}
    assert found(f"-id:{first}") == EVERY - {"first"}


def test_every_key_and_word_has_its_sql() -> None:
    assert set(_PIECES) == {*KEYS, ""}
    assert set(PIECES_OF_HAS) == set(HAS)
    assert set(_WIDTHS) == set(PRECISIONS)


def test_says_something_of_status() -> None:
    assert filters.names_status(filters.parse("2004 -status:cancelled"))
    assert not filters.names_status(filters.parse("2004 status"))
