"""The sample's standings, relations, families, people and levels are right to the day, by query and by filter."""

from collections.abc import Iterator
from datetime import date

import pytest

from db import filters, sample
from db.reading import fetch
from db.registry import actors, posts, relations, standings
from db.timeline import Timeline
from db.words import FAMILIES, RELATION_KINDS


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Timeline]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIAISON_HOME", str(tmp_path_factory.mktemp("home")))
        with Timeline.create(tmp_path_factory.mktemp("sample") / "sample.liaison", sample.build) as timeline:
            yield timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def standing(timeline: Timeline, actor: str, on: int) -> tuple[str, str] | None:
    with timeline.read() as session:
        record = fetch(session, "SELECT id FROM actor WHERE name = ?", (actor,))[0][0]
        found = standings.standing_on(session, record, on)
        return (found.kind, found.certainty) if found else None


def matching(timeline: Timeline, text: str) -> set[str]:
    """Titles of the events that pass a filter."""
    sql, parameters = filters.compile(filters.parse(text))
    with timeline.reading() as connection:
        ids = [row[0] for row in connection.execute(sql, parameters)]
        marks = ", ".join("?" * len(ids))
        return {row[0] for row in connection.execute(f"SELECT title FROM event WHERE id IN ({marks})", ids)}


SESSIONS = """SELECT e.start_lo, e.end_hi, e.round FROM event e JOIN mechanism m ON m.id = e.mechanism_id
JOIN term t ON t.id = e.type_id WHERE t."key" = 'session' AND m.name LIKE '%Ruling Party%' AND e.status = 'held'
ORDER BY e.round"""
COUNTERPARTS = """SELECT e.title, e.start_lo, p.actor_id FROM event e JOIN participation p ON p.event_id = e.id
WHERE p.side <> 'focal' AND p.actor_id IS NOT NULL"""
DATED = f"{COUNTERPARTS} AND e.start_lo IS NOT NULL"


def test_ruling_parties_rule_on_every_day_of_every_session(sampled: Timeline) -> None:
    with sampled.read() as session:
        held = fetch(session, SESSIONS)
    assert [row[2] for row in held] == list(range(1, 10))
    for first, last, number in held:
        for on in range(first, last + 1):
            assert standing(sampled, "Liberal Democratic Party", on) == ("leads government", "certain"), (
                number
            )
            assert standing(sampled, "Komeito", on) == ("in coalition", "certain"), number
            if on < day("2016-03-27"):
                assert standing(sampled, "Democratic Party of Japan", on) == ("opposition", "certain"), number


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2009-09-15", ("opposition", "leads government", "in coalition")),
        ("2009-09-16", ("leads government", "opposition", "opposition")),
        ("2012-12-25", ("leads government", "opposition", "opposition")),
        ("2012-12-26", ("opposition", "leads government", "in coalition")),
    ],
)
def test_governments_of_japan_change_to_the_day(
    sampled: Timeline, on: str, expected: tuple[str, ...]
) -> None:
    parties = ("Democratic Party of Japan", "Liberal Democratic Party", "Komeito")
    found = [standing(sampled, party, day(on)) for party in parties]
    assert tuple(each and each[0] for each in found) == expected


def test_the_filter_agrees_with_the_query_on_every_event_and_standing(sampled: Timeline) -> None:
    """`standing:` is tested against every participation by hand: the event's earliest day decides."""
    with sampled.read() as session:
        expected: dict[str, set[str]] = {}
        for title, first, actor in fetch(session, DATED):
            found = standings.standing_on(session, actor, first)
            if found:
                expected.setdefault(found.kind, set()).add(title)
    assert expected.keys() == {"leads government", "in coalition", "opposition"}
    for kind, titles in expected.items():
        assert matching(sampled, f'standing:"{kind}"') == titles, kind


def test_the_democratic_party_governed_from_september_2009_to_december_2012(sampled: Timeline) -> None:
    """Its own meetings are in the filter while it governs, those of the ousted parties are not."""
    governing = matching(sampled, 'standing:"leads government" country:JP date:2009-09-16..2012-12-25')
    everybody = matching(sampled, "country:JP date:2009-09-16..2012-12-25")
    dpj = matching(sampled, 'party:"Democratic Party of Japan" date:2009-09-16..2012-12-25')
    assert dpj
    assert dpj == governing
    ldp_alone = matching(sampled, "party:LDP -party:DPJ date:2009-09-16..2012-12-25")
    assert ldp_alone
    assert ldp_alone <= everybody - governing


def test_the_filter_agrees_with_the_query_on_relations(sampled: Timeline) -> None:
    with sampled.read() as session:
        home = dict(fetch(session, "SELECT id, country_id FROM actor"))
        expected: dict[str, set[str]] = {}
        for title, first, actor in fetch(session, DATED):
            found = relations.focal_on(session, first).get(home[actor])
            if found:
                expected.setdefault(found.kind, set()).add(title)
    assert "none" not in expected
    assert expected["diplomatic relations"]
    for kind in RELATION_KINDS:
        assert matching(sampled, f'relations:"{kind}"') == expected.get(kind, set()), kind


def test_the_filter_agrees_with_the_rows_on_families(sampled: Timeline) -> None:
    with sampled.read() as session:
        family = {row.id: row.family for row in actors.rows(session, day("2025-01-14"))}
        expected: dict[str, set[str]] = {}
        for title, _, actor in fetch(session, COUNTERPARTS):
            expected.setdefault(family[actor], set()).add(title)
    assert len(expected) > 3
    for word in FAMILIES:
        assert matching(sampled, f'family:"{word}"') == expected.get(word, set()), word


def test_the_filter_agrees_with_the_query_on_posts_of_the_day(sampled: Timeline) -> None:
    with sampled.read() as session:
        taking = fetch(
            session,
            "SELECT e.title, e.start_lo, p.person_id, p.post_printed FROM event e"
            " JOIN participation p ON p.event_id = e.id",
        )
        titles = {row[0] for row in fetch(session, "SELECT DISTINCT title FROM post")}
        expected: dict[str, set[str]] = {title: set() for title in titles}
        for title, first, person, printed in taking:
            held = [post.title for post in posts.posts_on(session, person, first)] if person and first else []
            for word in titles:
                if any(word.casefold() in each.casefold() for each in [printed, *held]):
                    expected[word].add(title)
    assert expected
    for word, events in expected.items():
        quoted = word.replace('"', '\\"')
        assert matching(sampled, f'post:"{quoted}"') == events, word


def test_people_and_levels(sampled: Timeline) -> None:
    inoue = matching(sampled, 'person:"Inoue Yoshihisa"')
    assert inoue
    assert inoue == matching(sampled, "person:井上義久") == matching(sampled, 'person:"Yoshihisa Inoue"')
    with sampled.read() as session:
        for key, label in fetch(session, "SELECT \"key\", label FROM term WHERE vocabulary = 'level'"):
            rows = fetch(
                session,
                'SELECT e.title FROM event e JOIN term t ON t.id = e.level_id WHERE t."key" = ?',
                (key,),
            )
            assert matching(sampled, f'level:"{key}"') == {row[0] for row in rows}, label
