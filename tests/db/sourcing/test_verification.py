"""The five marks: what the record bears out on each axis."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from db import events, filters, sample
from db.dates import parse
from db.events import Taking
from db.registry import names, posts
from db.sourcing import attachments, evidence, evidence_choice, source_edits, verification
from db.timeline import Timeline
from db.words import AXES


@dataclass
class Case:
    """One event between two parties, and what is said of it."""

    timeline: Timeline
    event: int
    focal: int
    counterpart: int

    def cite(self, title: str = "A report", side: str = "independent", **fields: Any) -> int:
        with self.timeline.edit("Cite") as session:
            one = evidence.cite(session, self.event, title=title, **fields)
            source = next(p.source_id for p in evidence.passages(session, self.event) if p.id == one)
            source_edits.change(session, [source], side=side)
            return one

    def source(self, evidence_id: int) -> int:
        with self.timeline.read() as session:
            return next(p.source_id for p in evidence.passages(session, self.event) if p.id == evidence_id)

    def people(self, *rows: tuple[str, str, str, str]) -> list[int]:
        """Make these take part: side, role, post as printed, name; returns who."""
        with self.timeline.edit("People") as session:
            who = [names.find_or_create(session, "person", name) for *_, name in rows]
            actors = {"focal": self.focal, "counterpart": self.counterpart}
            takings = [
                Taking(actors[side], person, printed, side, role)
                for (side, role, printed, _), person in zip(rows, who, strict=True)
            ]
            events.set_takings(session, self.event, takings)
            return who

    def tenure(self, person: int, title: str, date: str, **fields: Any) -> None:
        with self.timeline.edit("Post") as session:
            posts.add(session, person, title, parse(date), **fields)

    def judged(self, axis: str) -> tuple[str, str]:
        with self.timeline.read() as session:
            found = {one.axis: one for one in verification.proposals(session, self.event)}
        assert tuple(found) == AXES
        return found[axis].words, found[axis].reason


@pytest.fixture
def case(timeline: Timeline) -> Case:
    with timeline.edit("Fill") as session:
        event = events.create(session, "A session", parse("2006-02-21"))
        return Case(timeline, event, names.create_actor(session, "CPC"), names.create_actor(session, "LDP"))


def test_an_empty_record_bears_out_nothing(case: Case) -> None:
    for axis in AXES:
        assert case.judged(axis)[0] == "empty"
    with case.timeline.read() as session:
        assert verification.proposals(session, 1) == ()


def test_source(case: Case) -> None:
    one = case.cite(unverified=True)
    assert case.judged("source") == ("amber", "Sources are cited, but none is quoted.")
    with case.timeline.edit("Quote") as session:
        evidence.change(session, one, quote="They met.")
    assert case.judged("source") == ("amber", "No quotation was compared with its source.")
    with case.timeline.edit("Check") as session:
        evidence.change(session, one, unverified=False)
    assert case.judged("source")[0] == "amber"
    with case.timeline.edit("Attach") as session:
        attachments.add(session, case.source(one), attachments.copy_of("a.txt", b"They met."))
    assert case.judged("source") == ("green", "Quoted, checked and kept: A report.")


def test_date(case: Case) -> None:
    assert case.judged("date") == ("empty", "No source is cited for the date.")
    one = case.cite(field="date", value="2006-02-20")
    assert case.judged("date") == ("amber", "Sources state another date: 2006-02-20.")
    two = case.cite(field="date", value="21 Feb 2006")
    level, reason = case.judged("date")
    assert (level, "2006-02-20" in reason) == ("amber", True)
    with case.timeline.edit("Choose") as session:
        evidence_choice.choose(session, two, "The host's own report.")
    assert case.judged("date") == ("green", "The day is stated by A report.")
    with case.timeline.edit("Change") as session:
        evidence.uncite(session, [one])
        evidence.change(session, two, unverified=True)
    assert case.judged("date") == ("amber", "The passage that states the day is unverified.")


@pytest.mark.parametrize("date", ["2006-02", "2006-02-21~", "2006-02/2006-02-21", "[2006-02-20,2006-02-21]"])
def test_a_date_that_leaves_the_day_open_is_amber(case: Case, date: str) -> None:
    with case.timeline.edit("Date") as session:
        events.set_date(session, [case.event], parse(date))
    case.cite(field="date", value=date)
    assert case.judged("date") == ("amber", "The sources leave the day open.")


def test_a_span_of_known_days_is_known_to_the_day(case: Case) -> None:
    with case.timeline.edit("Date") as session:
        events.set_date(session, [case.event], parse("2006-02-21/2006-02-22"))
    case.cite(field="date", value="2006-02-21/2006-02-22")
    assert case.judged("date")[0] == "green"


def test_principal(case: Case) -> None:
    assert case.judged("principal") == ("empty", "No person is named.")
    case.people(("focal", "attendee", "", "王家瑞"))
    assert case.judged("principal") == ("amber", "Who led is open for the counterpart's side.")
    case.people(
        ("focal", "attendee", "", "王家瑞"),
        ("counterpart", "attendee", "", "中川秀直"),
        ("counterpart", "attendee", "", "井上義久"),
    )
    assert case.judged("principal") == ("amber", "Who led is open for the counterpart's side.")
    case.people(
        ("focal", "host", "", "王家瑞"),
        ("counterpart", "head of delegation", "", "中川秀直"),
        ("counterpart", "attendee", "", "井上義久"),
    )
    assert case.judged("principal") == ("green", "Who led is named on both sides.")
    case.cite(field="person", value="中川秀直")
    case.cite(field="person", value="武部勤")
    assert case.judged("principal") == ("amber", "Sources differ on the persons.")


def test_post_printed_and_held(case: Case) -> None:
    (person,) = case.people(("focal", "host", "Minister", "王家瑞"))
    assert case.judged("post") == ("amber", "“Minister” is printed, but no tenure covers the day.")
    case.tenure(person, "Vice-Minister", "2005/2007")
    assert case.judged("post") == (
        "amber",
        "Printed is “Minister”, but the post on the day was Vice-Minister.",
    )
    case.tenure(person, "Minister", "2003-01-01/2015-12-31")
    assert case.judged("post") == ("green", "Posts as printed are those held on the day.")
    case.people(("focal", "host", "", "王家瑞"))
    assert case.judged("post") == ("amber", "Minister is the post on the day, but no source prints it.")


def test_a_tenure_that_may_not_cover_the_day_is_amber(case: Case) -> None:
    (person,) = case.people(("focal", "host", "Minister", "王家瑞"))
    case.tenure(person, "Minister", "2006/2007")
    assert case.judged("post") == ("amber", "The tenure as Minister is not certain for the day.")
    case.people(("focal", "host", "Minister", "王家瑞"), ("counterpart", "guest", "", "中川秀直"))
    assert case.judged("post")[0] == "amber"


def test_counterpart(case: Case) -> None:
    case.cite("Xinhua", "state media", field="date", value="2006-02-21", quote="On 21 February")
    assert case.judged("counterpart")[0] == "empty"
    one = case.cite("LDP", "counterpart", field="date", value="2006-02-20")
    assert case.judged("counterpart") == ("amber", "The counterpart's own report differs on date.")
    with case.timeline.edit("Correct") as session:
        evidence.change(session, one, value="2006-02-21")
    assert case.judged("counterpart")[0] == "amber"
    with case.timeline.edit("Quote") as session:
        evidence.change(session, one, quote="21日")
    assert case.judged("counterpart") == ("green", "The counterpart's own report says the same: LDP.")


def test_adopted_proposals_are_the_marks_that_the_filter_counts(case: Case) -> None:
    case.people(("focal", "host", "", "王家瑞"), ("counterpart", "guest", "", "中川秀直"))
    case.cite("LDP", "counterpart", field="date", value="2006-02-21", quote="21日")
    with case.timeline.edit("Adopt") as session:
        verification.adopt(session, [case.event], ["date", "principal", "counterpart"])
    with case.timeline.read() as session:
        found = verification.proposals(session, case.event)
    assert [one.stored for one in found] == [0, 2, 2, 0, 2]
    assert [one.axis for one in found if not one.agrees] == ["source"]
    with case.timeline.reading() as connection:
        assert list(filters.matching(connection, filters.parse("verified:3"))) == [case.event]
        assert list(filters.matching(connection, filters.parse("verified:5"))) == []
    case.timeline.undo()
    with case.timeline.reading() as connection:
        assert list(filters.matching(connection, filters.parse("verified:0"))) == [case.event]


def test_every_event_of_the_sample_is_judged_with_a_reason(tmp_path: Path) -> None:
    with Timeline.create(tmp_path / "sample.liaison", sample.build) as timeline:
        with timeline.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        with timeline.read() as session:
            judged = [one for event in ids for one in verification.proposals(session, event)]
    assert all(one.reason.endswith(".") for one in judged)
    greens = sum(one.proposed == verification.GREEN and one.axis == "date" for one in judged)
    assert 50 < greens < len(ids)


def test_many_events_adopt_each_what_its_own_record_bears_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.sourcing.records._AT_ONCE", 20)
    with Timeline.create(tmp_path / "sample.liaison", sample.build) as timeline:
        with timeline.reading() as connection:
            ids = [row[0] for row in connection.execute("SELECT id FROM event")]
        with timeline.read() as session:
            wanted = {
                event: [one.proposed for one in verification.proposals(session, event)] for event in ids
            }
        with timeline.edit("Adopt marks") as session:
            verification.adopt(session, ids * 2)
        with timeline.read() as session:
            found = {event: [one.stored for one in verification.proposals(session, event)] for event in ids}
        assert found == wanted
        assert len({tuple(marks) for marks in found.values()}) > 4
        timeline.undo()
        with timeline.edit("Adopt some") as session:
            verification.adopt(session, ids, ["post"])
        with timeline.read() as session:
            some = {event: [one.stored for one in verification.proposals(session, event)] for event in ids}
        place = AXES.index("post")
        assert {event: marks[place] for event, marks in some.items()} == {
            event: marks[place] for event, marks in wanted.items()
        }
        assert some != wanted
