"""The people of events with the posts they held on its day, beside the posts that the sources print."""

import json
from dataclasses import dataclass
from typing import Any, Final

from db.registry.post_words import disagrees
from db.spans import Span

HELD: Final = """(SELECT json_group_array(json_array(held.title, held.unverified, held.actor_id IS p.actor_id, held.id,
  day.start_lo, day.start_hi, held.edtf, held.start_lo, held.start_hi, held.end_lo, held.end_hi))
 FROM post held JOIN event day ON day.id = p.event_id
 WHERE held.person_id = p.person_id AND held.title <> ''
  AND coalesce(held.start_lo, -2147483648) <= day.start_hi AND coalesce(held.end_hi, 2147483647) >= day.start_lo)"""
"""SQL of the tenures that may cover the day of a participation `p`, as the JSON that `tenures_of` reads.

The day of an event is any on which it may have begun; without one, as without a person, there is no tenure.
"""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A post that somebody held on the day of an event, for certain or possibly."""

    title: str
    certain: bool
    unverified: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """One person of an event: the titles held on its day, the most certain first, and the post that is printed."""

    person: str
    held: tuple[str, ...] = ()
    certain: bool = False
    """Whether the first of the titles was held on the day for certain."""
    printed: str = ""
    disagrees: bool = False
    """Whether none of the titles bears the printed post out."""

    @property
    def post(self) -> str:
        """What the person was on the day; where no tenure covers it, what the source prints."""
        return "; ".join(self.held) or self.printed

    def __str__(self) -> str:
        return f"{self.person} ({self.post})" if self.post else self.person


def holder(person: str, printed: str, held: str) -> Holder:
    """Return a person of an event; `held` is what HELD gives."""
    if held == "[]":
        return Holder(person, printed=printed)
    tenures = tenures_of(held)
    titles = tuple(dict.fromkeys(one.title for one in tenures))
    return Holder(person, titles, tenures[0].certain, printed, disagrees(printed, titles))


def tenures_of(held: str) -> list[Tenure]:
    """Return the tenures in what HELD gives: the certain ones first, of these the ones in the actor represented.

    A tenure of which no date is known comes last, for it may have been held on any day.
    """
    if held == "[]":
        return []
    return [Tenure(title, not unsure, bool(unverified))
            for unsure, *_, title, unverified in sorted(_ranked(*each) for each in json.loads(held))]  # fmt: skip


def _ranked(
    title: str, unverified: int, own: int, post: int, first: int, latest: int, *date: Any
) -> tuple[bool, bool, bool, int, int, str, int]:
    span = Span.of(*date)
    unsure = span.covers(first, latest) != "certain"
    return unsure, not date[0], not own, span.first, post, title, unverified
