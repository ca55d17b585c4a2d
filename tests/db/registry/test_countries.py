"""Countries: relations with the focal actor's country on a day, territories, and what is refused."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db import sample
from db.codebook import codebook
from db.errors import BadInput
from db.ids import IDS
from db.models import Country, Setting
from db.registry import actors, countries, names, relations
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def fill(session: Session) -> dict[str, int]:
    codebook.fill(session)
    found = {
        row.code: row.id for row in session.scalars(select(Country)) if row.code in ("CN", "BI", "JP", "TW")
    }
    cpc = actors.create(session, "CPC", country_id=found["CN"])
    session.add(Setting(id=IDS.next(), key="focal_actor", value=str(cpc)))
    relations.add(session, found["CN"], found["BI"], "diplomatic relations", "1963-12-21/1965-01-28")
    relations.add(session, found["BI"], found["CN"], "suspended", "1965-01-29/1971-10-12", unverified=True)
    relations.add(session, found["CN"], found["BI"], "diplomatic relations", "1971-10-13/..", unverified=True)
    relations.add(session, found["CN"], found["JP"], "diplomatic relations", "1972/..")
    return found


@pytest.mark.parametrize(
    ("on", "burundi", "japan"),
    [
        ("1963-12-20", None, None),
        ("1965-01-28", ("diplomatic relations", "certain", False), None),
        ("1965-01-29", ("suspended", "certain", True), None),
        (
            "1972-06-01",
            ("diplomatic relations", "certain", True),
            ("diplomatic relations", "possible", False),
        ),
    ],
)
def test_relations_on_a_day(timeline: Timeline, on: str, burundi: object, japan: object) -> None:
    with timeline.edit("Fill") as session:
        found = fill(session)
        rows = {row.id: row for row in countries.rows(session, day(on))}
    for code, expected in (("BI", burundi), ("JP", japan)):
        each = rows[found[code]].relations
        assert ((each.kind, each.certainty, each.unverified) if each.kind else None) == expected
    assert rows[found["CN"]].is_home
    assert rows[found["CN"]].actors == 1
    assert len(rows) > 240


def test_without_a_focal_actor_nothing_is_known(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        codebook.fill(session)
        assert not any(
            row.relations.kind or row.is_home for row in countries.rows(session, day("2000-01-01"))
        )


def test_a_territory_that_is_no_iso_country(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        found = fill(session)
        place = countries.add(session, "Abkhazia", region="Asia", name_ja="アブハジア")
        actors.create(session, "A party there", country_id=place)
        relations.add(session, place, found["CN"], "none", "1992/..", unverified=True)
        page = countries.detail(session, place)
        assert countries.detail(session, 1) is None
    assert page is not None
    assert (page.code, page.region) == ("", "Asia")
    assert [(each.other, each.kind, each.unverified) for each in page.relations] == [("China", "none", True)]
    assert [name for _, name in page.actors] == ["A party there"]
    with timeline.read() as session:
        assert names.candidates(session, "country", "アブハ")[0].id == place


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"name": " "}, "name"), ({"name": "JAPAN"}, "name"), ({"name": "X", "code": "jp"}, "code"),
     ({"name": "X", "code": "J1"}, "code"), ({"name": "X", "alpha3": "J"}, "alpha3")],
)  # fmt: skip
def test_wrong_countries(timeline: Timeline, fields: dict[str, str], field: str) -> None:
    with timeline.edit("Fill") as session:
        fill(session)
    with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
        countries.add(session, **fields)
    assert caught.value.field == field


def test_the_unverified_mark_stays_until_it_is_taken_away(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        found = fill(session)
        one = relations.of_country(session, found["BI"])[2]
        relations.change(session, one.id, note="seen", date="1971-10-14/..")
        assert relations.of_country(session, found["BI"])[2].unverified
        relations.change(session, one.id, unverified=False)
        assert not relations.of_country(session, found["BI"])[2].unverified
        relations.remove(session, [one.id])
        assert len(relations.of_country(session, found["CN"])) == 3


def test_wrong_relations(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        found = fill(session)
        for other, kind, when, field in (
            (found["CN"], "none", "2000", "other"),
            (found["JP"], "friends", "2000", "kind"),
            (found["JP"], "none", "2000/1990", "date"),
        ):
            with pytest.raises(BadInput) as caught:
                relations.add(session, found["CN"], other, kind, when)
            assert caught.value.field == field


def test_deleting_a_country_in_use(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        found = fill(session)
        with pytest.raises(BadInput, match="3 relations"):
            countries.delete(session, found["BI"])
        countries.change(session, found["TW"], note="x")
        countries.delete(session, found["TW"])
        assert session.get(Country, found["TW"]) is None


def test_relations_in_the_sample_are_unverified(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        sample.build(session)
        known = relations.focal_on(session, day("2025-01-14"))
    assert known
    assert all(each.unverified for each in known.values())
