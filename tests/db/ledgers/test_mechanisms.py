"""Mechanisms: their sessions and gaps, what the check finds, and the edits on them."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.ledgers import mechanism_edits, mechanisms
from db.ledgers.mechanisms import MechanismDetail
from db.models import Country, Event, Mechanism, Term
from db.registry import names
from db.timeline import Timeline

DAY = date(2026, 11, 1).toordinal()
CHINA_JAPAN = "China–Japan Ruling Party Exchange Mechanism"


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=sample.build)


def of_sample(timeline: Timeline, day: int = DAY) -> MechanismDetail:
    with timeline.read() as session:
        [found] = names.find(session, "mechanism", CHINA_JAPAN)
        detail = mechanisms.detail(session, found, day)
    assert detail is not None
    return detail


def test_gaps_of_the_sample(filled: Timeline) -> None:
    gaps = {(gap.before.number, gap.after.number): str(gap.time) for gap in of_sample(filled).gaps}
    assert len(gaps) == 8
    assert gaps[4, 5] == "between 6 years 9 months and 6 years 10 months"
    assert gaps[8, 9] == "6 years 3 months"
    assert gaps[2, 3] == "between 4 months and 5 months"


def test_findings_of_the_sample(filled: Timeline) -> None:
    found = of_sample(filled)
    [inferred] = [each for each in found.findings if each.kind == "inferred"]
    assert inferred.sessions == (found.sessions[2].id,)
    assert inferred.sentence.startswith("The number of session 3 ")
    assert [each.kind for each in found.findings] == ["inferred", *["long gap"] * 4, "long silence"]
    assert all(each.certain for each in found.findings)
    assert str(found.silence) == "1 year 9 months"


def test_sessions_of_the_sample(filled: Timeline) -> None:
    found = of_sample(filled)
    assert [each.number for each in found.sessions] == list(range(1, 10))
    assert [each.country for each in found.sessions] == [*["China", "Japan"] * 4, "China"]
    assert [each.basis for each in found.sessions if each.number == 3] == ["inferred"]
    assert found.sessions[1].hosts == ("Liberal Democratic Party", "Komeito")
    assert {each.actor for each in found.members} == {
        "Communist Party of China", "Liberal Democratic Party", "Komeito",
    }  # fmt: skip
    assert found.names[0].main
    assert found.names[0].text == CHINA_JAPAN
    assert "日中与党交流協議会" in {each.text for each in found.names}


def test_rows_of_the_sample(filled: Timeline) -> None:
    with filled.read() as session:
        rows = {row.name: row for row in mechanisms.rows(session, DAY)}
    row = rows[CHINA_JAPAN]
    assert (row.sessions, row.interval_days, row.problems) == (9, 365, 6)
    assert row.first is not None
    assert row.last is not None
    assert (row.first.number, row.last.number, row.last.edtf) == (1, 9, "2025-01-14")
    assert rows["BRICS Political Parties Plus Dialogue"].silence is None


def test_as_of_a_day_later_sessions_are_not_known(filled: Timeline) -> None:
    found = of_sample(filled, date(2012, 1, 1).toordinal())
    assert [each.number for each in found.sessions] == [1, 2, 3, 4]
    assert str(found.silence) == "between 2 years 10 months and 2 years 11 months"


# --- made up -----------------------------------------------------------------------------------------------


class Held:
    """A mechanism of two parties, of China and Japan, with sessions at will."""

    def __init__(self, timeline: Timeline, *homes: str) -> None:
        self.timeline = timeline
        with timeline.edit("Begin") as session:
            session.add(Term(id=1, vocabulary="type", key="session", label="Session"))
            session.add(Term(id=9, vocabulary="type", key="plenary", label="Plenary", parent_id=1))
            for number, code in enumerate(("CN", "JP", "KR", "DE"), 2):
                session.add(Country(id=number, name=code, code=code))
            session.flush()
            self.id = mechanism_edits.create(session, "A mechanism")
            self.homes = {"CN": 2, "JP": 3, "KR": 4, "DE": 5, "": None}
            for home in homes:
                actor = names.create_actor(session, f"Party of {home}", country_id=self.homes[home])
                mechanism_edits.add_member(session, self.id, actor)

    def add(self, when: str, number: int | None, home: str = "", **fields: object) -> int:
        day = parse(when) if when else None
        fields = {"type_id": 1, **fields}
        with self.timeline.edit("Hold") as session:
            return events.create(
                session, f"Session of {when}", day, mechanism_id=self.id, round=number,
                country_id=self.homes[home], **fields,
            )  # fmt: skip

    def found(self) -> MechanismDetail:
        with self.timeline.read() as session:
            detail = mechanisms.detail(session, self.id, DAY)
        assert detail is not None
        return detail

    def sentences(self, kind: str) -> list[str]:
        return [each.sentence for each in self.found().findings if each.kind == kind]


def test_missing_doubled_and_out_of_order_numbers(timeline: Timeline) -> None:
    held = Held(timeline)
    first = held.add("2001", 2)
    held.add("2002", 2)
    late = held.add("2003", 7)
    held.add("2004", 6)
    found = {each.kind: each for each in held.found().findings}
    assert held.sentences("missing") == [
        "No session 1 is recorded, although session 7 is.",
        "No sessions 3 to 5 are recorded, although session 7 is.",
    ]
    assert held.sentences("doubled") == ["The number 2 is borne by 2 sessions: 2001, 2002."]
    assert found["doubled"].sessions[0] == first
    assert held.sentences("out of order") == ["Session 6 (2004) was held after session 7 (2003)."]
    assert found["out of order"].sessions[0] == late


def test_a_number_typed_far_too_large_is_one_finding(timeline: Timeline) -> None:
    held = Held(timeline)
    held.add("2001", 2_000_000_000)
    assert held.sentences("missing") == [
        "No sessions 1 to 1999999999 are recorded, although session 2000000000 is."
    ]


def test_numbers_that_may_be_in_order_are_not_reported(timeline: Timeline) -> None:
    held = Held(timeline)
    held.add("2001", 2)
    held.add("[2001-06..2002]", 1)
    assert held.sentences("out of order") == []


def test_a_cancelled_session_is_no_gap_but_bears_its_number(timeline: Timeline) -> None:
    held = Held(timeline)
    held.add("2001-01-01", 1)
    held.add("2002-01-01", 2, status="cancelled")
    held.add("2003-01-01", 3)
    assert [str(gap.time) for gap in held.found().gaps] == ["2 years"]
    assert held.sentences("missing") == []


def test_sessions_of_a_type_below_count_and_others_do_not(timeline: Timeline) -> None:
    held = Held(timeline)
    held.add("2001", None, type_id=9)
    held.add("2002", None, type_id=None)
    assert len(held.found().sessions) == 1
    assert held.sentences("without number") == ["“Session of 2001” (2001) has no number."]


@pytest.mark.parametrize(
    ("members", "hosts", "session", "sentence"),
    [
        ("CN JP", "CN JP CN", 0, ""),
        ("CN JP", "CN JP JP CN", 3, "JP, session 2 in JP: by the rotation of CN and JP it was CN’s turn."),
        ("CN JP", "CN JP KR JP", 3, "KR, which is none of CN and JP, where sessions are held in turn."),
        ("CN JP", "CN CN CN", 0, ""),
        ("", "CN JP KR CN JP KR", 0, ""),
        ("", "CN JP KR CN KR", 5, "KR, session 4 in CN: by the rotation of CN, JP and KR it was JP’s turn."),
        ("", "CN JP JP", 0, ""),
        ("CN JP KR", "CN JP CN CN", 4, "CN, session 3 in CN: by the rotation of CN and JP it was JP’s turn."),
        ("CN JP", "CN", 0, ""),
    ],
)
def test_hosts_in_turn(timeline: Timeline, members: str, hosts: str, session: int, sentence: str) -> None:
    held = Held(timeline, *members.split())
    for number, host in enumerate(hosts.split(), 1):
        held.add(str(2000 + number), number, host)
    assert held.sentences("rotation") == ([f"Session {session} was held in {sentence}"] if session else [])


def test_a_missing_session_takes_its_turn(timeline: Timeline) -> None:
    held = Held(timeline, "CN", "JP")
    for number, host in ((1, "CN"), (2, "JP"), (4, "JP"), (5, "CN")):
        held.add(str(2000 + number), number, host)
    assert held.sentences("rotation") == []


def test_a_session_without_a_date_stands_by_its_number(timeline: Timeline) -> None:
    held = Held(timeline)
    held.add("2001", 1)
    held.add("", 2)
    held.add("2003", 3)
    held.add("", None)
    assert [each.number for each in held.found().sessions] == [1, 2, 3, None]
    assert [str(gap.time) for gap in held.found().gaps] == ["not known"] * 3
    assert held.sentences("long gap") == []


def test_a_gap_that_is_perhaps_too_long(timeline: Timeline) -> None:
    held = Held(timeline)
    with timeline.edit("Expect") as session:
        mechanism_edits.change(session, held.id, interval="18 months", date="2001/2004")
    held.add("2001-01-01", 1)
    held.add("2002", 2)
    [finding] = [each for each in held.found().findings if each.kind == "long gap"]
    assert not finding.certain
    assert finding.sentence == (
        "Session 1 to session 2: between 1 year and 1 year 11 months, where 1 year 6 months was expected."
    )
    assert held.found().silence is None, "it has ended"


# --- edits -------------------------------------------------------------------------------------------------


@pytest.fixture
def three(timeline: Timeline) -> list[int]:
    with timeline.edit("Make") as session:
        return [mechanism_edits.create(session, name) for name in ("A", "B", "C")]


def names_of(timeline: Timeline, mechanism: int) -> list[tuple[str, bool]]:
    with timeline.read() as session:
        found = mechanisms.detail(session, mechanism)
    assert found is not None
    return [(each.text, each.main) for each in found.names]


def test_names(timeline: Timeline, three: list[int]) -> None:
    with timeline.edit("Names") as session:
        other = mechanism_edits.add_name(session, three[0], " 機制 ", "ja")
        mechanism_edits.add_name(session, three[0], "Alpha", main=True)
    assert names_of(timeline, three[0]) == [("Alpha", True), ("A", False), ("機制", False)]
    with timeline.edit("Names") as session:
        mechanism_edits.make_main(session, other)
        mechanism_edits.change_name(session, other, "机制", "zh")
    assert names_of(timeline, three[0])[0] == ("机制", True)
    with timeline.edit("Rename") as session:
        mechanism_edits.change(session, three[0], name="Mechanism A")
        assert names.find(session, "mechanism", "mechanism a") == [three[0]]
        assert names.find(session, "mechanism", "机制") == []
    with timeline.edit("Rename") as session:
        mechanism_edits.change(session, three[0], name="Alpha")
    assert names_of(timeline, three[0]) == [("Alpha", True), ("A", False), ("Mechanism A", False)]


def test_members_over_time(timeline: Timeline, three: list[int]) -> None:
    with timeline.edit("Members") as session:
        actor = names.create_actor(session, "A party")
        first = mechanism_edits.add_member(session, three[0], actor, "2001/2005")
        mechanism_edits.add_member(session, three[0], actor, "2005/..", "again")
        mechanism_edits.change_member(session, first, date="2001/2004", note="left")
    with pytest.raises(BadInput, match="member already") as refused, timeline.edit("Again") as session:
        mechanism_edits.change_member(session, first, date="2001/2009")
    assert refused.value.field == "date"
    with timeline.read() as session:
        found = mechanisms.detail(session, three[0])
    assert found is not None
    assert [(each.date and each.date.edtf, each.note) for each in found.members] == [
        ("2001/2004", "left"), ("2005/..", "again"),
    ]  # fmt: skip
    with timeline.edit("Remove") as session:
        mechanism_edits.remove_member(session, first)
        mechanism_edits.remove_member(session, first)
    timeline.undo()


@pytest.mark.parametrize("column", ["parent_id", "successor_id"])
def test_no_mechanism_leads_back_to_itself(timeline: Timeline, three: list[int], column: str) -> None:
    a, b, c = three
    with timeline.edit("Chain") as session:
        mechanism_edits.change(session, a, **{column: b})
        mechanism_edits.change(session, b, **{column: c})
    for target in (a, c):
        with pytest.raises(BadInput) as refused, timeline.edit("Loop") as session:
            mechanism_edits.change(session, c, **{column: target})
        assert refused.value.field == column.removesuffix("_id")
    with timeline.read() as session:
        found = mechanisms.detail(session, b)
    assert found is not None
    links = (found.parent, found.children) if column == "parent_id" else (found.successor, found.predecessors)
    assert links[0] is not None
    assert (links[0].name, [each.name for each in links[1]]) == ("C", ["A"])


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"interval": "now and then"}, "interval"),
        ({"interval": "0"}, "interval"),
        ({"date": "2004-13"}, "date"),
        ({"name": "  "}, "name"),
    ],
)
def test_wrong_input_is_refused_at_its_field(
    timeline: Timeline, three: list[int], fields: dict[str, str], field: str
) -> None:
    with pytest.raises(BadInput) as refused, timeline.edit("Change") as session:
        mechanism_edits.change(session, three[0], note="half saved", **fields)
    assert refused.value.field == field
    with timeline.read() as session:
        assert session.get_one(Mechanism, three[0]).note == ""


def test_names_that_are_refused(timeline: Timeline, three: list[int]) -> None:
    with timeline.edit("Name") as session:
        other = mechanism_edits.add_name(session, three[0], "Alpha")
    with timeline.read() as session:
        found = mechanisms.detail(session, three[0])
    assert found is not None
    refused: tuple[Callable[[Session], object], ...] = (
        lambda session: mechanism_edits.add_name(session, three[0], "A"),
        lambda session: mechanism_edits.change_name(session, other, ""),
        lambda session: mechanism_edits.remove_name(session, found.names[0].id),
    )
    for edit in refused:
        with pytest.raises(BadInput), timeline.edit("Refused") as session:
            edit(session)
    with timeline.edit("Remove") as session:
        mechanism_edits.remove_name(session, other)
    assert names_of(timeline, three[0]) == [("A", True)]


def test_deleting_keeps_the_events(timeline: Timeline) -> None:
    held = Held(timeline, "CN")
    event = held.add("2001", 1)
    with timeline.edit("Delete") as session:
        assert mechanism_edits.hanging(session, held.id) == {
            "events": 1, "members": 1, "contexts": 0, "evidence": 0,
        }  # fmt: skip
        mechanism_edits.delete(session, held.id)
        mechanism_edits.delete(session, held.id)
    with timeline.read() as session:
        assert session.get_one(Event, event).mechanism_id is None
        assert mechanisms.detail(session, held.id) is None
    timeline.undo()
    assert held.found().members[0].actor == "Party of CN"
