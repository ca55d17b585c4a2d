"""The five marks of an event: what the record itself bears out on each axis, beside the mark that is stored."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from db import events
from db.dates import UncertainDate
from db.events import Taking
from db.registry.post_words import disagrees
from db.sourcing import records
from db.sourcing.evidence import Passage
from db.sourcing.records import EventRecord
from db.sourcing.stated import differing
from db.words import AXES, MARKS

EMPTY, AMBER, GREEN = range(3)
LEADING: Final = ("host", "head of delegation")
"""Roles of who leads a side."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the record bears out on one axis, why, and the mark that is stored; both are levels of MARKS."""

    axis: str
    stored: int
    proposed: int
    reason: str

    @property
    def words(self) -> str:
        """The proposed level in a word."""
        return MARKS[self.proposed]

    @property
    def agrees(self) -> bool:
        """Whether the stored mark is the one proposed."""
        return self.stored == self.proposed


_Judged = tuple[int, str]


def proposals(session: Session, event_id: int) -> tuple[Proposal, ...]:
    """Return what the record bears out on each axis, in the order of AXES; empty for an event that is gone."""
    return next(map(_proposed, records.read(session, [event_id])), ())


def adopt(session: Session, ids: Collection[int], axes: Collection[str] = AXES) -> None:
    """Store what is proposed as the marks of events, on some axes or all."""
    alike: dict[tuple[tuple[str, int], ...], list[int]] = {}
    for record in records.read(session, ids):
        news = tuple(
            (f"mark_{one.axis}", one.proposed)
            for one in _proposed(record)
            if one.axis in axes and not one.agrees
        )
        if news:
            alike.setdefault(news, []).append(record.id)
    for marks, events_alike in alike.items():
        events.change(session, events_alike, **dict(marks))


def _proposed(record: EventRecord) -> tuple[Proposal, ...]:
    judged = (_JUDGES[axis](record) for axis in AXES)
    return tuple(
        Proposal(axis, stored, level, reason)
        for axis, stored, (level, reason) in zip(AXES, record.marks, judged, strict=True)
    )


# --- the axes ----------------------------------------------------------------------------------------------


def _source(record: EventRecord) -> _Judged:
    """Green: a checked quotation from a source that can be looked up again."""
    passages = record.passages
    if not passages:
        return EMPTY, "No source is cited."
    quoted = [one for one in passages if one.quote]
    if not quoted:
        return AMBER, "Sources are cited, but none is quoted."
    checked = [one for one in quoted if not one.unverified]
    if not checked:
        return AMBER, "No quotation was compared with its source."
    lasting = [one for one in checked if one.source_id in record.kept]
    if not lasting:
        return AMBER, "No quoted source has an attached copy, an archive address or a day of retrieval."
    return GREEN, f"Quoted, checked and kept: {_titles(lasting)}."


def _date(record: EventRecord) -> _Judged:
    """Green: known to the day, and a source states this day; of differing days one was chosen with a reason."""
    date, stated = record.date, [one for one in record.about("date") if one.value]
    if date is None:
        return EMPTY, "No date is known."
    same = [one for one in stated if one.value == date.edtf]
    if not stated:
        return EMPTY, "No source is cited for the date."
    if not same:
        return AMBER, f"Sources state another date: {stated[0].value}."
    if not _to_the_day(date):
        return AMBER, "The sources leave the day open."
    if "date" in differing(stated) and not any(one.chosen and one.reason for one in same):
        others = sorted({one.value for one in stated} - {date.edtf})
        return AMBER, f"Sources differ: {', '.join(others)} is stated too, and no reason says which holds."
    if all(one.unverified for one in same):
        return AMBER, "The passage that states the day is unverified."
    return GREEN, f"The day is stated by {_titles(same)}."


def _to_the_day(when: UncertainDate) -> bool:
    if None in (*when.start, *when.end):
        return False
    exact = when.start[0] == when.start[1] and when.end[0] == when.end[1]
    return exact and not any(sign in when.edtf for sign in "~?%")


def _principal(record: EventRecord) -> _Judged:
    """Green: on both sides it is clear which person led."""
    led = {side: _leader(record.side(side)) for side in ("focal", "counterpart")}
    named = {side for side in led if record.side(side)}
    if not named:
        return EMPTY, "No person is named."
    if not all(led.values()):
        missing = [_SIDES[side] for side, leader in led.items() if leader is None]
        return AMBER, f"Who led is open for {' and '.join(missing)}."
    if "person" in differing(record.passages):
        return AMBER, "Sources differ on the persons."
    return GREEN, "Who led is named on both sides."


_SIDES: Final = {"focal": "the focal actor's side", "counterpart": "the counterpart's side"}


def _leader(people: list[Taking]) -> Taking | None:
    """Return who led a side: the one with a leading role, else the only one named."""
    leading = [one for one in people if one.role in LEADING]
    if len(leading) == 1:
        return leading[0]
    return people[0] if len(people) == 1 else None


def _post(record: EventRecord) -> _Judged:
    """Green: of everybody named with a post, a tenure that certainly covers the day agrees with the words printed."""
    people = [one for one in record.takings if one.person_id is not None]
    known = [one for one in people if one.post_printed or record.held.get(one.id)]
    if not known:
        return EMPTY, "No post is on record." if people else "No person is named."
    for one in people:
        titles = [row.title for row in record.held.get(one.id, ())]
        if disagrees(one.post_printed, titles):
            return AMBER, f"Printed is “{one.post_printed}”, but the post on the day was {titles[0]}."
    for one in people:
        tenures = record.held.get(one.id, [])
        if not one.post_printed and not tenures:
            return AMBER, "Not everybody named has a post on record."
        if not tenures:
            return AMBER, f"“{one.post_printed}” is printed, but no tenure covers the day."
        if not one.post_printed:
            return AMBER, f"{tenures[0].title} is the post on the day, but no source prints it."
        if not tenures[0].certain or tenures[0].unverified:
            return AMBER, f"The tenure as {tenures[0].title} is not certain for the day."
    return GREEN, "Posts as printed are those held on the day."


def _counterpart(record: EventRecord) -> _Judged:
    """Green: the counterpart's own report is quoted, checked, and states nothing that others contradict."""
    own = [one for one in record.passages if one.side == "counterpart"]
    if not own:
        return EMPTY, "No report of the counterpart's own is cited."
    disputed = [field for field, rows in differing(record.passages).items() if _contradicts(rows)]
    if disputed:
        return AMBER, f"The counterpart's own report differs on {', '.join(sorted(disputed))}."
    if not any(one.quote and not one.unverified for one in own):
        return AMBER, "The counterpart's own report is cited, but not quoted and checked."
    return GREEN, f"The counterpart's own report says the same: {_titles(own)}."


def _contradicts(rows: Iterable[Passage]) -> bool:
    """Tell whether a counterpart's own source states a value that another side's source does not."""
    rows = list(rows)
    theirs = {one.value for one in rows if one.side == "counterpart"}
    return bool(theirs) and theirs != {one.value for one in rows}


def _titles(passages: Iterable[Passage]) -> str:
    titles = list(dict.fromkeys(one.publisher or one.source_title for one in passages))
    return ", ".join(titles[:2]) + (f" and {len(titles) - 2} more" if len(titles) > 2 else "")


_JUDGES: Final[dict[str, Callable[[EventRecord], _Judged]]] = {
    "source": _source,
    "date": _date,
    "principal": _principal,
    "post": _post,
    "counterpart": _counterpart,
}

__all__ = ["AMBER", "EMPTY", "GREEN", "Proposal", "adopt", "proposals"]
