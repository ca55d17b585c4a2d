"""Commitments: when they are due, what is overdue on any day, renewals, and the edits."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.ledgers import commitment_edits, commitments
from db.ledgers.due import Course
from db.models import Commitment, Event, Evidence, Source
from db.registry import names
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


# --- the sample --------------------------------------------------------------------------------------------


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=sample.build)


def overdue(timeline: Timeline, text: str) -> list[tuple[str, str]]:
    with timeline.read() as session:
        return [(row.words, row.overdue) for row in commitments.overdue(session, day(text))]


def test_rows_of_the_sample(filled: Timeline) -> None:
    with filled.read() as session:
        rows = {row.words.split(".")[0]: row for row in commitments.rows(session)}
    assert len(rows) == 4
    row = rows["The next session will be held in China within the year"]
    assert (row.promiser, row.status, row.due_words) == ("Liberal Democratic Party", "kept", "within 2017")
    assert "seventh session" in row.follow_ups[0].event
    assert not any(row.pending or row.overdue for row in rows.values())


def test_overdue_ones_of_the_sample_on_a_day_of_the_past(filled: Timeline) -> None:
    [(words, certainty)] = overdue(filled, "2007-11-01")
    assert (words[:9], certainty) == ("The party", "possible")
    assert overdue(filled, "2015-12-02") == [(words, "possible")], "the tour that kept it has no latest day"
    with filled.read() as session:
        pending = [
            row.words for row in commitments.rows(session, day("2015-06-01")) if row.pending == "certain"
        ]
    assert pending == ["Exchanges of the ruling parties will resume before the end of the year."]


# --- days --------------------------------------------------------------------------------------------------

MADE = (day("2004-03-01"), day("2004-03-31"))


@pytest.mark.parametrize(
    ("due", "settled", "when", "certainty"),
    [
        ("2004-12-31", None, "2004-12-31", ""),
        ("2004-12-31", None, "2005-01-01", "certain"),
        ("2004-12", None, "2004-12-02", "possible"),
        ("2004-12", None, "2004-12-01", ""),
        ("2004-12", None, "2005-01-01", "certain"),
        ("by 2004", None, "2004-12-31", ""),
        ("by 2004", None, "2005-01-01", "certain"),
        ("after 2004", None, "2005-01-01", ""),
        ("after 2004", None, "2005-01-02", "possible"),
        ("2004-12-31", "2005-02", "2005-01-15", "certain"),
        ("2004-12-31", "2005-02", "2005-02-15", "possible"),
        ("2004-12-31", "2005-02", "2005-02-28", ""),
        ("2004-03-05", None, "2004-03-10", "possible"),
        ("2004-02-05", None, "2004-02-10", ""),
        ("", None, "2020-01-01", ""),
    ],
)
def test_overdue_on_days(due: str, settled: str | None, when: str, certainty: str) -> None:
    course = Course(MADE, parse(due).end if due else None, parse(settled).start if settled else None)
    assert course.overdue(day(when)) == certainty


# --- edits -------------------------------------------------------------------------------------------------


class Made:
    """Two parties, two events, and a commitment made at the first."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        with timeline.edit("Begin") as session:
            self.us, self.them = (names.create_actor(session, name) for name in ("We", "They"))
            self.first = events.create(session, "Talks", parse("2004-03-10"))
            self.second = events.create(session, "A visit", parse("2004-09"))
            self.id = commitment_edits.create(
                session, " “We shall inform you.” ", promiser_id=self.us, receiver_id=self.them,
                made_at_id=self.first, due="by the end of 2004", kind="information",
            )  # fmt: skip

    def change(self, **fields: Any) -> None:
        with self.timeline.edit("Change") as session:
            commitment_edits.change(session, self.id, **fields)

    def row(self, when: str = "2020-01-01") -> commitments.CommitmentRow:
        with self.timeline.read() as session:
            found = commitments.detail(session, self.id, day(when))
        assert found is not None
        return found


@pytest.fixture
def made(timeline: Timeline) -> Made:
    return Made(timeline)


def test_a_commitment_by_a_date(made: Made) -> None:
    row = made.row()
    assert (row.words, row.promiser, row.receiver) == ("“We shall inform you.”", "We", "They")
    assert (row.due_words, row.pending, row.overdue) == ("by the end of 2004", "certain", "certain")
    assert made.row("2004-12-31").overdue == ""
    assert made.row("2004-03-09").pending == ""


def test_a_commitment_after_an_event(made: Made) -> None:
    made.change(due="", due_after_id=made.second, due_after_days=" 30 ")
    row = made.row("2004-10-15")
    assert (row.due, row.due_words) == (None, "30 days after “A visit”")
    assert row.course.due == (day("2004-10-01"), day("2004-10-30"))
    assert row.overdue == "possible"
    assert made.row("2004-10-31").overdue == "certain"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"due": "when pigs fly"}, "due"),
        ({"due": "2004-13"}, "due"),
        ({"due_after_id": "second"}, "due"),
        ({"due": None, "due_after_days": 5}, "due_after"),
        ({"due": None, "due_after_id": "second", "due_after_days": "-5"}, "due_after_days"),
        ({"words": " "}, "words"),
        ({"status": "forgotten"}, "status"),
        ({"receiver_id": "us"}, "receiver"),
        ({"renews_id": "id"}, "renews"),
    ],
)
def test_wrong_input_is_refused_at_its_field(made: Made, fields: dict[str, Any], field: str) -> None:
    fields = {key: getattr(made, value) if key.endswith("_id") else value for key, value in fields.items()}
    before = made.row()
    with pytest.raises(BadInput) as refused:
        made.change(note="half saved", **fields)
    assert refused.value.field == field
    assert made.row() == before


def test_following_up_settles(made: Made) -> None:
    with made.timeline.edit("Keep") as session:
        link = commitment_edits.follow_up(session, made.id, made.second, status="kept", note="informed")
        commitment_edits.change_follow_up(session, link, "informed at length")
    row = made.row("2004-09-15")
    assert (row.status, row.pending, row.follow_ups[0].note) == ("kept", "possible", "informed at length")
    assert made.row().pending == ""
    with made.timeline.read() as session:
        assert [each.id for each in commitments.of_event(session, made.second)] == [made.id]
        assert [each.id for each in commitments.of_actor(session, made.them)] == [made.id]
    with made.timeline.edit("Take back") as session:
        commitment_edits.remove_follow_up(session, link)
        commitment_edits.remove_follow_up(session, link)
    assert made.row().status == "kept"
    assert made.row("2004-09-15").pending == "possible"


def test_follow_ups_that_can_not_be(made: Made) -> None:
    with made.timeline.edit("Follow") as session:
        commitment_edits.follow_up(session, made.id, made.second)
        early = events.create(session, "Long ago", parse("2003"))
    for event in (made.second, early):
        with pytest.raises(BadInput) as refused, made.timeline.edit("Follow") as session:
            commitment_edits.follow_up(session, made.id, event)
        assert refused.value.field == "event"


def test_renewals_make_a_chain_without_loops(made: Made) -> None:
    with made.timeline.edit("Renew") as session:
        second = commitment_edits.renew(session, made.id, due="2005")
        third = commitment_edits.renew(session, second, "We shall inform you at last.")
        for at in (made.id, second, third):
            assert commitments.chain(session, at) == [made.id, second, third]
        found = commitments.detail(session, third)
    assert found is not None
    assert (found.promiser, found.receiver, found.kind) == ("We", "They", "information")
    with pytest.raises(BadInput) as refused:
        made.change(renews_id=third)
    assert refused.value.field == "renews"


def test_evidence_is_counted_and_deleting_is_undone(made: Made) -> None:
    with made.timeline.edit("Cite") as session:
        session.add(Source(id=7, title="A report"))
        session.flush()
        session.add(Evidence(source_id=7, commitment_id=made.id, quote="shall"))
    before = made.row()
    assert before.evidence == 1
    with made.timeline.edit("Delete") as session:
        commitment_edits.delete(session, made.id)
        commitment_edits.delete(session, made.id)
    with made.timeline.read() as session:
        assert session.get(Commitment, made.id) is None
        assert session.get(Event, made.first) is not None
    made.timeline.undo()
    assert made.row() == before


def test_those_surely_overdue_come_first(made: Made) -> None:
    with made.timeline.edit("More") as session:
        commitment_edits.create(session, "vague", due="after 2003")
        commitment_edits.create(session, "old", due="2003")
    assert [words for words, _ in overdue(made.timeline, "2006-01-01")] == [
        "old", "“We shall inform you.”", "vague",
    ]  # fmt: skip
