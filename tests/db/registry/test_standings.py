"""Standings: never two at once for certain, to the day, and an organ has its party's."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from db.errors import BadInput
from db.registry import actors, standings
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def party(session: Session) -> int:
    actor = actors.create(session, "DPJ")
    standings.add(session, actor, "opposition", "2001-04-26/2009-09-15")
    standings.add(session, actor, "leads government", "2009-09-16/2012-12-25", note="three cabinets")
    return actor


def test_standing_changes_to_the_day(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        kinds = [standings.standing_on(session, actor, day(text)) for text in
                 ("2009-09-15", "2009-09-16", "2012-12-25", "2012-12-26")]  # fmt: skip
        assert [each and each.kind for each in kinds] == [
            "opposition",
            "leads government",
            "leads government",
            None,
        ]
        assert kinds[0] is not None
        assert kinds[0].certainty == "certain"


def test_an_overlap_names_the_other_standing_and_its_days(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
    with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
        standings.add(session, actor, "in coalition", "2012-01-01/2013-01-01")
    assert caught.value.field == "date"
    assert "leads government" in str(caught.value)
    assert "2009" in str(caught.value)
    with timeline.read() as session:
        assert len(standings.spans(session, actor)) == 2


def test_uncertain_ends_and_changes_on_one_day_are_let_through(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        standings.add(session, actor, "opposition", "2012-12-25/2016")
        standings.add(session, actor, "outside parliament", "2016/..")
        standings.add(session, actor, "banned", None)
        assert len(standings.spans(session, actor)) == 5


def test_a_standing_may_be_moved_but_not_onto_another(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        first = standings.spans(session, actor)[0]
        standings.change(session, first.id, date="2001-01-01/2009-09-16")
        with pytest.raises(BadInput, match="overlaps"):
            standings.change(session, first.id, date="2001/2010")


@pytest.mark.parametrize(
    ("fields", "field"), [({"kind": "in charge"}, "kind"), ({"kind": "banned", "date": "2012/2009"}, "date")]
)
def test_wrong_fields(timeline: Timeline, fields: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as caught, timeline.edit("Wrong") as session:
        standings.add(session, actors.create(session, "DPJ"), **fields)
    assert caught.value.field == field


def test_an_organ_has_the_standing_of_its_party(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        office = actors.create(session, "International office", kind="organ", parent_id=actor)
        desk = actors.create(session, "China desk", kind="organ", parent_id=office)
        ally = actors.create(session, "Ally", parent_id=actor)
        on = day("2010-01-01")
        for each in (office, desk):
            found = standings.standing_on(session, each, on)
            assert found is not None
            assert found.kind == "leads government"
        assert standings.standing_on(session, ally, on) is None
        assert {span.inherited for span in standings.band(session, desk)} == {True}
        assert standings.all_on(session, on) == dict.fromkeys(
            (actor, office, desk), ("leads government", "certain")
        )


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (("banned", "2010"), ("leads government", "certain")),  # certain goes before possible
        (("banned", "2010-01/2010-12-31"), ("banned", "certain")),  # its own goes before its party's
        (("banned", "2015"), ("leads government", "certain")),
    ],
)
def test_the_list_and_the_page_agree_on_an_organ(
    timeline: Timeline, own: tuple[str, str], expected: tuple[str, str]
) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        office = actors.create(session, "Office", kind="organ", parent_id=actor)
        standings.add(session, office, *own)
        on = day("2010-06-01")
        found = standings.standing_on(session, office, on)
        assert found is not None
        assert (found.kind, found.certainty) == standings.all_on(session, on)[office] == expected


def test_of_two_possible_standings_the_earlier_one_is_told(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = actors.create(session, "DPJ")
        standings.add(session, actor, "opposition", "2012/2016")
        standings.add(session, actor, "leads government", "2009/2012")
        on = day("2012-06-01")
        found = standings.standing_on(session, actor, on)
        assert found is not None
        assert (found.kind, found.certainty) == standings.all_on(session, on)[actor]
        assert standings.all_on(session, on)[actor] == ("leads government", "possible")


def test_removing_one(timeline: Timeline) -> None:
    with timeline.edit("Fill") as session:
        actor = party(session)
        standings.remove(session, [standings.spans(session, actor)[0].id])
        assert [each.kind for each in standings.spans(session, actor)] == ["leads government"]
