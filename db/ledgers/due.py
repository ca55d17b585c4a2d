"""When a commitment is due, and whether it was overdue on a day: pure reckoning on days."""

from dataclasses import dataclass

from db.dates.uncertain import Bounds
from db.spans import Certainty


@dataclass(frozen=True, slots=True)
class Course:
    """The days that a commitment went through: made, due, settled. Each bounds one day, None where open.

    `due` is None where no due day was agreed, `settled` where the commitment is open still.
    """

    made: Bounds
    due: Bounds | None
    settled: Bounds | None

    def pending(self, day: int) -> Certainty:
        """Say how sure it is that it had been made and was not settled on a day."""
        if _surely_after(self.made, day) or (self.settled and _surely_by(self.settled, day)):
            return ""
        begun = self.made[1] is None or self.made[1] <= day
        unsettled = self.settled is None or _surely_after(self.settled, day)
        return "certain" if begun and unsettled else "possible"

    def overdue(self, day: int) -> Certainty:
        """Say how sure it is that it was overdue on a day: pending although the day it was due had passed.

        It had certainly passed if the day lies after the latest due day, possibly if after the earliest. Where only
        the latest is known ("by the end of the year") that is the day.
        """
        pending = self.pending(day)
        if self.due is None or not pending:
            return ""
        first, last = self.due
        if last is not None and day > last:
            return pending
        return "possible" if first is not None and day > first else ""


def due_after(event: Bounds, days: int) -> Bounds:
    """Return the due day a number of days after an event that ended on an uncertain day."""
    first, last = event
    return None if first is None else first + days, None if last is None else last + days


def _surely_after(bounds: Bounds, day: int) -> bool:
    return bounds[0] is not None and bounds[0] > day


def _surely_by(bounds: Bounds, day: int) -> bool:
    return bounds[1] is not None and bounds[1] <= day
