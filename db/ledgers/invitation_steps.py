"""The steps of an invitation: which order is possible, and what state they leave it in on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from db.dates import UncertainDate
from db.dates.elapsed import Elapsed, elapsed
from db.dates.uncertain import Bounds
from db.errors import BadInput
from db.reading import date_of

OPEN: Final = ("extended", "accepted", "unanswered", "scheduled", "postponed")
"""Steps after which an invitation is open."""

CLOSED: Final = ("declined", "fulfilled", "lapsed", "withdrawn")
"""Steps that end an invitation."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `start` bounds the day of it: its own date, or for a fulfilment without one the event's.

    `evidence` counts the passages that support it.
    """

    id: int
    kind: str
    edtf: str
    date_text: str
    start: Bounds
    event_id: int | None = None
    event: str = ""
    note: str = ""
    evidence: int = 0

    @property
    def date(self) -> UncertainDate | None:
        """Its own date, None if nothing is known."""
        return date_of(self.edtf, self.date_text)


@dataclass(frozen=True, slots=True)
class State:
    """Where an invitation stands on a day: the last step certain by then, and those that may have followed.

    `certain` is empty where not even the first step is certain to have been taken.
    """

    certain: str
    possible: tuple[str, ...] = ()

    @property
    def open(self) -> bool | None:
        """Tell whether it was extended and is not settled; None where that is not certain."""
        may = {kind in OPEN for kind in (self.certain, *self.possible)}
        return may.pop() if len(may) == 1 else None

    @property
    def begun(self) -> bool:
        """Tell whether it may have been extended by then."""
        return bool(self.certain or self.possible)

    def __str__(self) -> str:
        if not self.begun:
            return "not yet extended"
        perhaps = f"perhaps {' or '.join(self.possible)}" if self.possible else ""
        return ", ".join(filter(None, (self.certain, perhaps)))


def bounds(steps: Sequence[Step], limit: int | None = None) -> list[Bounds]:
    """Return the days between which each step was taken: none before the one it follows, nor after the next.

    `limit` is the latest day for steps that nothing else bounds: what is recorded has happened by today.
    """
    first: list[int | None] = []
    at: int | None = None
    for step in steps:
        at = max((day for day in (at, step.start[0]) if day is not None), default=None)
        first.append(at)
    last: list[int | None] = []
    at = None
    for step in reversed(steps):
        at = min((day for day in (at, step.start[1]) if day is not None), default=None)
        last.append(limit if at is None else at)
    return list(zip(first, reversed(last), strict=True))


def state(steps: Sequence[Step], day: int, today: int) -> State:
    """Return the state that steps in their order leave an invitation in on a day (ordinals).

    A step is certain from its latest possible day on, and possible from its earliest.
    """
    certain, possible = "", list[str]()
    for step, (first, last) in zip(steps, bounds(steps, today), strict=True):
        if last is not None and last <= day:
            certain, possible = step.kind, []
        elif first is None or first <= day:
            possible.append(step.kind)
    return State(certain, tuple(possible))


def latency(steps: Sequence[Step]) -> Elapsed | None:
    """Return the time from the extension to the fulfilment, None unless both are recorded."""
    taken = {step.kind: when for step, when in zip(steps, bounds(steps), strict=True)}
    if "extended" not in taken or "fulfilled" not in taken:
        return None
    return elapsed(taken["extended"], taken["fulfilled"])


def check_order(steps: Sequence[Step], touched: Iterable[int]) -> None:
    """Raise BadInput where the touched steps (ids) can't stand where they do.

    The extension comes first, nothing follows what settles an invitation, an answered one is not unanswered any
    more, a fulfilment names its event, and no step was certainly taken before one that it follows.
    """
    watched = set(touched)
    for at, step in enumerate(steps):
        if step.id in watched and step.kind == "fulfilled" and step.event_id is None:
            raise BadInput("A fulfilled invitation needs the event that fulfilled it.", "event")
        for before in steps[:at]:
            if watched & {step.id, before.id}:
                _check_pair(before, step)


def _check_pair(before: Step, after: Step) -> None:
    if after.kind == "extended":
        raise BadInput("An invitation is extended once, and before anything else.", "kind")
    if before.kind in CLOSED:
        raise BadInput(
            f"“{after.kind}” can't follow “{before.kind}”, which settles an invitation: begin a new one.",
            "kind",
        )
    if after.kind == "unanswered" and before.kind in ("accepted", "scheduled"):
        raise BadInput(f"An invitation that was {before.kind} is not unanswered any more.", "kind")
    if _surely_before(after, before):
        raise BadInput(
            f"It can't have been {after.kind} ({_when(after)}) before it was {before.kind} ({_when(before)}).",
            "date",
        )


def _surely_before(one: Step, other: Step) -> bool:
    last, first = one.start[1], other.start[0]
    return last is not None and first is not None and last < first


def _when(step: Step) -> str:
    return step.date_text or step.edtf or step.event or "no date"


def place_for(steps: Sequence[Step], new: Step) -> int:
    """Return where a new step belongs: first for an extension, else before what settles or certainly follows."""
    if new.kind == "extended":
        return 0
    at = len(steps)
    while at and steps[at - 1].kind != "extended" and _belongs_before(new, steps[at - 1]):
        at -= 1
    return at


def _belongs_before(new: Step, step: Step) -> bool:
    return (step.kind in CLOSED and new.kind in OPEN) or _surely_before(new, step)
