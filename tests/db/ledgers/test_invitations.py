"""Invitations: where each stands on any day, how soon and how often they are fulfilled, and the edits."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db import events, sample
from db.dates import parse
from db.errors import BadInput
from db.ledgers import invitation_edits, invitations
from db.ledgers.invitation_rates import per_counterpart, per_year
from db.ledgers.invitation_steps import Step, bounds, state
from db.models import Event, Evidence, Invitation, Setting, Source
from db.registry import names
from db.timeline import Timeline


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.fixture
def filled(new_timeline: Callable[..., Timeline]) -> Timeline:
    return new_timeline(fill=sample.build)


# --- the sample --------------------------------------------------------------------------------------------


def test_rows_of_the_sample(filled: Timeline) -> None:
    with filled.read() as session:
        rows = {row.purpose.split(" of ")[0]: row for row in invitations.rows(session)}
    second = rows["Second session"]
    assert (second.inviter, second.invitee) == ("Liberal Democratic Party", "Communist Party of China")
    assert second.counterpart == "Liberal Democratic Party"
    assert second.window is not None
    assert second.window.edtf == "2006-10"
    assert [step.kind for step in second.steps] == ["extended", "fulfilled"]
    assert str(second.state) == "fulfilled"
    assert str(second.latency) == "at least 1 day"
    assert rows["First session"].counterpart == "Liberal Democratic Party"


def test_open_ones_of_the_sample_as_of_days(filled: Timeline) -> None:
    def open_then(text: str) -> dict[str, bool | None]:
        with filled.read() as session:
            return {row.counterpart: row.state.open for row in invitations.open_on(session, day(text))}

    germans = {"Christian Democratic Union of Germany", "Social Democratic Party of Germany"}
    assert {name: open_then("2008-01-01")[name] for name in germans} == dict.fromkeys(germans, True)
    assert {name: open_then("2007-09-01")[name] for name in germans} == dict.fromkeys(germans)
    assert "Democratic Party of Japan" not in open_then("2007-02-01")
    assert open_then("2006-01-01")["Liberal Democratic Party"] is None


def test_an_event_lists_what_it_fulfils(filled: Timeline) -> None:
    with filled.read() as session:
        for row in invitations.rows(session):
            if row.event_id is not None:
                assert row.id in {each.id for each in invitations.fulfilled_by(session, row.event_id)}
                assert row.steps[-1].event_id == row.event_id


def test_rates_of_the_sample(filled: Timeline) -> None:
    with filled.read() as session:
        rows = invitations.rows(session)
    rates = {rate.key: rate for rate in per_counterpart(rows)}
    ldp = rates["Liberal Democratic Party"]
    assert (ldp.extended, ldp.fulfilled, ldp.open, ldp.share) == (2, 2, 0, 1.0)
    assert ldp.latency == (1.5, None)
    spd = rates["Social Democratic Party of Germany"]
    assert (spd.extended, spd.fulfilled, spd.open, spd.share) == (1, 0, 1, 0.0)
    assert {rate.key: (rate.extended, rate.fulfilled) for rate in per_year(rows)} == {
        "by 2006": (2, 2), "by 2007": (3, 1),
    }  # fmt: skip


# --- states ------------------------------------------------------------------------------------------------


def steps(*taken: tuple[str, str]) -> list[Step]:
    return [
        Step(at, kind, when, when, parse(when).start if when else (None, None), 1)
        for at, (kind, when) in enumerate(taken, 1)
    ]


TODAY = day("2020-01-01")


@pytest.mark.parametrize(
    ("when", "words", "is_open"),
    [
        ("2003-12-31", "not yet extended", False),
        ("2004-03-10", "perhaps extended or accepted", None),
        ("2004-03-31", "extended, perhaps accepted", True),
        ("2004-06-10", "extended, perhaps accepted or scheduled", True),
        ("2004-07-01", "scheduled", True),
        ("2004-09-15", "scheduled, perhaps fulfilled", None),
        ("2004-10-01", "fulfilled", False),
    ],
)
def test_states_on_days(when: str, words: str, is_open: bool | None) -> None:
    taken = steps(
        ("extended", "2004-03"), ("accepted", ""), ("scheduled", "2004-06"), ("fulfilled", "2004-09")
    )
    found = state(taken, day(when), TODAY)
    assert (str(found), found.open) == (words, is_open)


def test_a_step_without_a_date_lies_between_its_neighbours() -> None:
    taken = steps(("extended", "2004-03"), ("accepted", ""), ("fulfilled", "2004-09"))
    assert bounds(taken)[1] == (day("2004-03-01"), day("2004-09-30"))
    assert str(state(taken, day("2004-04-01"), TODAY)) == "extended, perhaps accepted"


def test_what_is_recorded_without_a_date_has_happened_by_today() -> None:
    taken = steps(("extended", ""), ("declined", ""))
    assert str(state(taken, TODAY, TODAY)) == "declined"
    assert str(state(taken, TODAY - 1, TODAY)) == "perhaps extended or declined"


# --- edits -------------------------------------------------------------------------------------------------


class Made:
    """A focal party, another one, an event, and an invitation from one to the other in 2004."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        with timeline.edit("Begin") as session:
            self.us = names.create_actor(session, "We")
            self.them = names.create_actor(session, "They")
            session.add(Setting(key="focal_actor", value=str(self.us)))
            self.event = events.create(session, "The visit", parse("2004-09-10/2004-09-12"))
            self.id = invitation_edits.create(
                session,
                "2004-03-05",
                inviter_id=self.us,
                invitee_id=self.them,
                purpose="A visit",
                date="autumn 2004",
            )

    def step(self, kind: str, when: str = "", **more: Any) -> int:
        with self.timeline.edit("Step") as session:
            return invitation_edits.add_step(session, self.id, kind, when, **more)

    def row(self) -> invitations.InvitationRow:
        with self.timeline.read() as session:
            found = invitations.detail(session, self.id)
        assert found is not None
        return found

    def kinds(self) -> list[str]:
        return [step.kind for step in self.row().steps]


@pytest.fixture
def made(timeline: Timeline) -> Made:
    return Made(timeline)


def test_steps_go_where_they_belong(made: Made) -> None:
    made.step("fulfilled", event_id=made.event)
    made.step("accepted")
    made.step("scheduled", "2004-08")
    made.step("postponed", "2004-07")
    assert made.kinds() == ["extended", "accepted", "postponed", "scheduled", "fulfilled"]
    row = made.row()
    assert (row.event_id, row.counterpart) == (made.event, "They")
    assert row.latency is not None
    assert row.latency.days == (189, 189)


@pytest.mark.parametrize(
    ("kind", "when", "more", "field"),
    [
        ("accepted", "2004-03-04", {"at": 1}, "date"),
        ("accepted", "2003", {}, "date"),
        ("extended", "2004", {}, "kind"),
        ("fulfilled", "2004-09", {}, "event"),
        ("dreamt of", "", {}, "kind"),
        ("accepted", "soonish", {}, "date"),
    ],
)
def test_steps_that_can_not_be(made: Made, kind: str, when: str, more: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        made.step(kind, when, **more)
    assert refused.value.field == field
    assert made.kinds() == ["extended"]


def test_an_acceptance_in_the_same_vague_month_may_be(made: Made) -> None:
    made.step("accepted", "2004-03")
    assert made.kinds() == ["extended", "accepted"]


def test_nothing_follows_the_end(made: Made) -> None:
    made.step("declined", "2004-04")
    for kind in ("lapsed", "withdrawn"):
        with pytest.raises(BadInput, match="settles"):
            made.step(kind, "2004-05")
    made.step("accepted", "2004-03-20")
    with pytest.raises(BadInput, match="not unanswered"):
        made.step("unanswered", "2004-03-21")


def test_only_what_was_held_fulfils(made: Made) -> None:
    with made.timeline.edit("Cancel") as session:
        events.change(session, [made.event], status="cancelled")
    with pytest.raises(BadInput, match="cancelled") as refused:
        made.step("fulfilled", event_id=made.event)
    assert refused.value.field == "event"


def test_an_event_before_the_invitation_does_not_fulfil_it(made: Made) -> None:
    with made.timeline.edit("Move") as session:
        events.set_date(session, [made.event], parse("2003"))
    with pytest.raises(BadInput, match="can't have been fulfilled"), made.timeline.edit("Fulfil") as session:
        invitation_edits.fulfil(session, made.id, made.event)
    assert made.row().event_id is None


def test_fulfilling_links_both_sides_and_is_undone(made: Made) -> None:
    with made.timeline.edit("Fulfil") as session:
        first = invitation_edits.fulfil(session, made.id, made.event)
        other = events.create(session, "Another visit", parse("2004-10-01"))
        assert [row.id for row in invitations.fulfilled_by(session, made.event)] == [made.id]
        assert invitation_edits.fulfil(session, made.id, other, note="the second came") == first
        assert invitations.fulfilled_by(session, made.event) == []
    row = made.row()
    assert (row.event, row.steps[-1].note, str(row.state)) == (
        "Another visit",
        "the second came",
        "fulfilled",
    )
    with made.timeline.edit("Remove") as session:
        invitation_edits.remove_step(session, first)
        invitation_edits.remove_step(session, first)
    assert made.row().event_id is None
    made.timeline.undo()
    assert made.row().event == "Another visit"


def test_changing_a_step(made: Made) -> None:
    step = made.step("accepted", "2004-04")
    with made.timeline.edit("Change") as session:
        invitation_edits.change_step(session, step, kind="declined", date="2004-05-01", note="by letter")
    assert str(made.row().state) == "declined"
    for fields in ({"date": "2004-02"}, {"kind": "fulfilled"}, {"kind": "extended"}):
        with pytest.raises(BadInput), made.timeline.edit("Change") as session:
            invitation_edits.change_step(session, step, **fields)
    assert made.row().steps[1].edtf == "2004-05-01"


def test_reordering_steps(made: Made) -> None:
    scheduled, accepted = made.step("scheduled"), made.step("accepted")
    head = made.row().steps[0].id
    with made.timeline.edit("Order") as session:
        invitation_edits.reorder_steps(session, made.id, [head, accepted, scheduled])
    assert made.kinds() == ["extended", "accepted", "scheduled"]
    with pytest.raises(BadInput), made.timeline.edit("Order") as session:
        invitation_edits.reorder_steps(session, made.id, [accepted, head])
    assert made.kinds() == ["extended", "accepted", "scheduled"]


def test_steps_count_their_evidence(made: Made) -> None:
    head = made.row().steps[0].id
    with made.timeline.edit("Cite") as session:
        session.add(Source(id=7, title="A report"))
        session.flush()
        session.add(Evidence(source_id=7, invitation_step_id=head, quote="They were invited"))
    assert made.row().steps[0].evidence == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"date": "2004-13"}, "date"),
        ({"invitee_id": "us"}, "invitee"),
        ({"inviter_id": None, "invitee_id": None}, "inviter"),
    ],
)
def test_wrong_invitations_are_refused(made: Made, fields: dict[str, Any], field: str) -> None:
    fields = {name: made.us if value == "us" else value for name, value in fields.items()}
    with pytest.raises(BadInput) as refused, made.timeline.edit("Change") as session:
        invitation_edits.change(session, made.id, purpose="half saved", **fields)
    assert refused.value.field == field
    assert made.row().purpose == "A visit"


def test_an_invitation_without_steps_is_told_by_its_record(made: Made) -> None:
    with made.timeline.edit("Bare") as session:
        session.add(Invitation(id=5, inviter_id=made.them, event_id=made.event))
        session.add(Invitation(id=6, inviter_id=made.them))
    with made.timeline.read() as session:
        states = {row.id: row.state for row in invitations.rows(session, day("2005-01-01"))}
        assert str(states[5]) == "fulfilled"
        assert str(states[6]) == "perhaps extended"
        assert str(invitations.rows(session)[-1].state) == "extended"
        assert len(invitations.of_actor(session, made.them)) == 3


def test_deleting(made: Made) -> None:
    made.step("fulfilled", event_id=made.event)
    with made.timeline.edit("Delete") as session:
        invitation_edits.delete(session, made.id)
        invitation_edits.delete(session, made.id)
    with made.timeline.read() as session:
        assert invitations.rows(session) == []
        assert session.get(Event, made.event) is not None
