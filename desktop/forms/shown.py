"""What a form shows of one event, read in one go."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.live import LiveTimeline

if TYPE_CHECKING:
    from db.events import EventDetail
    from db.sourcing.verification import Proposal
    from desktop.forms.event_ties import Tie


@dataclass(frozen=True)
class Shown:
    """One event whole, with what belongs beside it: names, the derived direction and the posts on its day."""

    detail: "EventDetail"
    derived: str | None
    whole: str
    """Title of the event it is part of."""
    posts: dict[int, str]
    """The posts of its people on its day."""
    disagreeing: dict[int, str]
    """Of participations whose printed post no post held on the day bears out: the one held."""
    actors: dict[int, str]
    people: dict[int, str]
    proposals: "tuple[Proposal, ...]"
    """What the record bears out on each of the five marks."""
    mechanism: str
    country: str
    ties: "tuple[Tie, ...]"
    """What it means in the ledgers."""


def load(live: LiveTimeline, event_id: int) -> Shown | None:
    """Read one event, or None if it is not there."""
    from db import events
    from db.reading import fetch
    from db.registry import names
    from db.registry.post_disagreement import disagreements
    from db.sourcing import verification
    from db.table import event_forms
    from desktop.forms.event_ties import ties_of

    with live.read() as session:
        detail = events.detail(session, event_id)
        if detail is None:
            return None
        actors = [one.actor_id for one in detail.takings if one.actor_id is not None]
        people = [one.person_id for one in detail.takings if one.person_id is not None]
        whole = fetch(session, "SELECT title FROM event WHERE id = ?", (detail.part_of_id,))
        return Shown(
            detail=detail,
            derived=event_forms.derived_direction(session, event_id),
            whole=whole[0][0] if whole else "",
            posts=event_forms.posts_on_day(session, event_id),
            disagreeing={one.participation_id: one.title for one in disagreements(session, event_id)},
            actors=names.shown(session, "actor", actors),
            people=names.shown(session, "person", people),
            proposals=verification.proposals(session, event_id),
            mechanism=_name(names.shown(session, "mechanism", _ids(detail.mechanism_id))),
            country=_name(names.shown(session, "country", _ids(detail.country_id))),
            ties=ties_of(session, event_id),
        )


def _ids(record: int | None) -> list[int]:
    return [] if record is None else [record]


def _name(names: dict[int, str]) -> str:
    return next(iter(names.values()), "")
