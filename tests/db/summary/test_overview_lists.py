"""The overview's lists of the ledgers, as of any day."""

from overview_support import add, seen

from db.dates import parse
from db.models import Commitment, Invitation, InvitationStep
from db.timeline import Timeline


def test_ledgers_as_of_a_day(timeline: Timeline, parties: dict[str, int]) -> None:
    with timeline.edit("Add") as session:
        visit = add(session, "2001-05-05", parties["a"])
        done = Invitation(inviter_id=parties["a"], invitee_id=parties["focal"], purpose="A congress")
        undone = Invitation(inviter_id=parties["b"], purpose="A seminar", event_id=None)
        promise = Commitment(words="We shall report", promiser_id=parties["a"], made_at_id=visit)
        promise.date = parse("2001-06")
        session.add_all([done, undone, promise])
        session.flush()
        for invitation, kind, when, event in (
            (done, "extended", "2001-04-01", None),
            (done, "fulfilled", "2001-05-05", visit),
            (undone, "extended", "2001-05", None),
        ):
            step = InvitationStep(invitation_id=invitation.id, kind=kind, event_id=event)
            step.position = int(kind == "fulfilled")
            step.date = parse(when)
            session.add(step)
    assert lists(timeline, "2001-04-02") == ([("Same → Focal: A congress", True, 1)], [])
    assert lists(timeline, "2001-05-20") == ([("Same: A seminar", False, 0)], [])
    assert lists(timeline, "2001-06-20")[1] == [("Same: We shall report", False, 1)]
    assert lists(timeline, "2001-07-01") == (
        [("Same: A seminar", True, 0)],
        [("Same: We shall report", True, 1)],
    )


def lists(timeline: Timeline, day: str) -> tuple[list[tuple[str, bool, int]], ...]:
    """What stands open and overdue on a day: the words, whether certainly, and how many events."""
    found = seen(timeline, day)
    return tuple(
        [(line.text, line.certain, len(line.events)) for line in todo.lines]
        for todo in (found.open_invitations, found.overdue_commitments)
    )
