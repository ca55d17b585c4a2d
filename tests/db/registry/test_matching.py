"""Matching of names: ranks in all scripts, orders of people's names, near misses, and names that change."""

import random
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from db.codebook import codebook
from db.ids import IDS
from db.models import Actor, ActorName, Country
from db.registry import actors, aliases, countries, matching, names, people
from db.registry.name_index import RANKS, NameIndex, key, orders
from db.search import fold
from db.timeline import Timeline

NAMES = {
    "Liberal Democratic Party": ("自由民主党", "Jimintō"),
    "Social Democratic Party of Germany": ("Sozialdemokratische Partei Deutschlands",),
    "Communist Party of China": ("中国共产党", "中國共產黨"),
    "Komeito": ("公明党", "New Komeito"),
    "La République En Marche!": (),
    "Sozialistische Einheitspartei": (),
}


def fill(session: Session) -> None:
    codebook.fill(session)
    japan = session.scalars(select(Country.id).where(Country.code == "JP")).one()
    for name, others in NAMES.items():
        actor = actors.create(session, name, country_id=japan if "自由民主党" in others else None)
        for other in others:
            aliases.add(session, "actor", actor, other)
    person = people.create(session, "Inoue Yoshihisa")
    aliases.add(session, "person", person, "井上義久")
    names.create_mechanism(session, "Ruling Party Exchange Mechanism")


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    """A timeline that no test edits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(tmp_path_factory.mktemp("home")))
        with Timeline.create(tmp_path_factory.mktemp("still") / "t.liaison", fill) as timeline:
            yield timeline


@pytest.fixture
def filled(timeline: Timeline) -> Timeline:
    with timeline.edit("Fill") as session:
        fill(session)
    return timeline


@pytest.mark.parametrize(
    ("kind", "typed", "name", "rank"),
    [
        ("actor", "Komeito", "Komeito", "exact"),
        ("actor", "公明党", "Komeito", "exact"),
        ("actor", "KOMEITO", "Komeito", "folded"),
        ("actor", "Ｋｏｍｅｉｔｏ", "Komeito", "folded"),
        ("actor", "jiminto", "Liberal Democratic Party", "folded"),
        ("actor", "la republique en marche", "La République En Marche!", "folded"),
        ("actor", "LDP", "Liberal Democratic Party", "abbreviation"),
        ("actor", "L.D.P.", "Liberal Democratic Party", "abbreviation"),
        ("actor", "SPD", "Social Democratic Party of Germany", "abbreviation"),
        ("actor", "sdp", "Social Democratic Party of Germany", "abbreviation"),
        ("actor", "SDPG", "Social Democratic Party of Germany", "abbreviation"),
        ("actor", "CPC", "Communist Party of China", "abbreviation"),
        ("actor", "自民党", "Liberal Democratic Party", "abbreviation"),
        ("actor", "中共", "Communist Party of China", "abbreviation"),
        ("actor", "Lib", "Liberal Democratic Party", "beginning"),
        ("actor", "自由", "Liberal Democratic Party", "beginning"),
        ("actor", "demo part lib", "Liberal Democratic Party", "words"),
        ("actor", "einheits", "Sozialistische Einheitspartei", "words"),
        ("actor", "partei", "Social Democratic Party of Germany", "words"),
        ("actor", "heitspartei", "Sozialistische Einheitspartei", "inside"),
        ("actor", "共产", "Communist Party of China", "inside"),
        ("actor", "Libreal Democrtaic Party", "Liberal Democratic Party", "near"),
        ("actor", "Komeitoh", "Komeito", "near"),
        ("actor", "Comunist Party China", "Communist Party of China", "near"),
        ("actor", "自由民生党", "Liberal Democratic Party", "near"),
        ("person", "Yoshihisa Inoue", "Inoue Yoshihisa", "folded"),
        ("person", "Inoue, Yoshihisa", "Inoue Yoshihisa", "folded"),
        ("person", "井上 義久", "Inoue Yoshihisa", "folded"),
        ("person", "yoshi inoue", "Inoue Yoshihisa", "words"),
        ("person", "Yosihisa Inoue", "Inoue Yoshihisa", "near"),
        ("mechanism", "exchange", "Ruling Party Exchange Mechanism", "words"),
        ("country", "JP", "Japan", "exact"),
        ("country", "日本", "Japan", "exact"),
        ("country", "Germny", "Germany", "near"),
        ("country", "Cote d'Ivoire", "Côte d'Ivoire", "folded"),
    ],
)
def test_ranks(still: Timeline, kind: str, typed: str, name: str, rank: str) -> None:
    with still.read() as session:
        found = matching.matches(session, kind, typed)
    assert (found[0].name, found[0].rank) == (name, rank), found[:3]
    places = [RANKS.index(each.rank) for each in found]
    assert places == sorted(places)
    assert len({each.id for each in found}) == len(found)


def test_what_matched_and_where_it_belongs(still: Timeline) -> None:
    with still.read() as session:
        first = names.candidates(session, "actor", "自由民")[0]
        assert (first.name, first.alias, first.detail) == ("Liberal Democratic Party", "自由民主党", "Japan")
        assert names.candidates(session, "country", "Japan")[0].detail == "JP"
        assert names.candidates(session, "actor", "Komeito")[0].alias == ""


@pytest.mark.parametrize(
    "typed", ["", " ", "!!", "zzzzqqqq", "%", "_", "\x00", "ab'c\"", "\ud800", "🙂🙂🙂🙂"]
)
def test_nothing_is_like_it(still: Timeline, typed: str) -> None:
    with still.read() as session:
        for kind in (*matching.KINDS, "event"):
            assert [each for each in names.candidates(session, kind, typed) if each.rank != "inside"] == []


def test_an_empty_timeline_has_no_names(timeline: Timeline) -> None:
    with timeline.read() as session:
        matching.warm(session)
        assert matching.matches(session, "actor", "Anything at all") == []


def found(timeline: Timeline, typed: str, kind: str = "actor") -> list[tuple[str, str]]:
    with timeline.read() as session:
        return [(each.name, each.rank) for each in matching.matches(session, kind, typed)]


def test_names_follow_edits_undo_and_redo(filled: Timeline) -> None:
    assert found(filled, "Centre Party") == []
    with filled.edit("Add") as session:
        actor = actors.create(session, "Centre Party")
    assert found(filled, "centre party") == [("Centre Party", "folded")]
    with filled.edit("Rename") as session:
        actors.change(session, actor, name="Middle Party")
    assert found(filled, "Middle Party") == [("Middle Party", "exact")]
    assert found(filled, "Centre Party")[0] == ("Middle Party", "exact")
    filled.undo()
    filled.undo()
    assert found(filled, "Centre Party") == []
    filled.redo()
    assert found(filled, "Centre Party") == [("Centre Party", "exact")]
    with filled.edit("Delete") as session:
        actors.delete(session, actor)
    assert found(filled, "Centre Party") == []


def test_an_edit_that_fails_leaves_no_name_behind(filled: Timeline) -> None:
    assert found(filled, "Komeito")

    def fail(session: Session) -> None:
        actors.create(session, "Phantom Party")
        assert names.candidates(session, "actor", "Phantom Party")[0].rank == "exact"
        raise RuntimeError

    with pytest.raises(RuntimeError), filled.edit("Fail") as session:
        fail(session)
    assert found(filled, "Phantom Party") == []
    with filled.edit("Other") as session:
        actors.create(session, "Another")
    assert found(filled, "Phantom Party") == []


def test_many_changes_make_the_index_anew(filled: Timeline) -> None:
    assert found(filled, "Komeito")
    with filled.edit("Many") as session:
        for number in range(450):
            names.create_actor(session, f"Splinter {number}")
    assert found(filled, "Splinter 449")[0] == ("Splinter 449", "exact")
    assert found(filled, "Komeito")[0] == ("Komeito", "exact")


def test_countries_follow_edits_too(filled: Timeline) -> None:
    assert found(filled, "Abkhazia", "country")[:1] != [("Abkhazia", "exact")]
    with filled.edit("Add") as session:
        place = countries.add(session, "Abkhazia")
    assert found(filled, "Abkhazia", "country")[0] == ("Abkhazia", "exact")
    with filled.edit("Change") as session:
        session.get_one(Country, place).name_ja = "アブハジア"
    assert found(filled, "アブハジア", "country")[0] == ("Abkhazia", "exact")


def test_two_files_are_kept_apart(filled: Timeline, new_timeline: Callable[..., Timeline]) -> None:
    other = new_timeline("other.liaison")
    assert found(filled, "Komeito")
    assert found(other, "Komeito") == []


def test_orders_and_keys_of_names() -> None:
    assert orders("inoue yoshihisa") == ["inoue yoshihisa", "yoshihisa inoue"]
    assert orders("inoue, yoshihisa") == ["inoue, yoshihisa", "inoue yoshihisa", "yoshihisa inoue"]
    assert orders("井上 義久") == ["井上 義久"]
    assert key("b, a", in_any_order=True) == "a b"
    assert key("井上・義久", in_any_order=True) == "井上義久"


@pytest.mark.slow
def test_every_name_among_40_000_is_matched_quickly(timeline: Timeline) -> None:
    rng = random.Random(1)
    parts = [
        "Liberal",
        "Democratic",
        "Socialist",
        "People's",
        "National",
        "Union",
        "Movement",
        "Front",
        "Green",
    ]
    signs = "自由民主社会党共产国人步联盟新公明"

    def name() -> str:
        return f"{' '.join(rng.sample(parts, rng.randint(2, 5)))} of {rng.randint(1, 999)}"

    ids = IDS.take(10_000)
    rows = [
        {"id": IDS.next(), "actor_id": each, "text": text, "folded": fold(text)}
        for each in ids
        for text in (name(), name(), name(), "".join(rng.choice(signs) for _ in range(6)))
    ]
    with timeline.edit("Many") as session:
        session.execute(insert(Actor), [{"id": each, "name": f"Actor {each}"} for each in ids])
        session.execute(insert(ActorName), rows)
    with timeline.read() as session:
        matching.warm(session)
        spent: list[float] = []
        for typed in ("l", "lib dem", "Libreal Demcratic Front", "自民党", "zzzzzz", "LDU", "ocrat") * 3:
            begun = time.perf_counter()
            matching.matches(session, "actor", typed)
            spent.append(time.perf_counter() - begun)
    assert sorted(spent)[len(spent) // 2] < 0.1  # 10 ms when nothing else runs


def test_an_index_without_names() -> None:
    assert list(NameIndex([]).find("Komeito", "komeito")) == []
