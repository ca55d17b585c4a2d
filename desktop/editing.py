"""What the Event and Edit menus do to the open timeline."""

from collections.abc import Callable

import numpy as np

from desktop.desk import Desk
from desktop.wording import tr


class Editing:
    """Carries out the menu's edits on one desk and says in a sentence what was done."""

    def __init__(self, desk: Desk, say: Callable[[str], None]) -> None:
        self._desk = desk
        self._say = say

    def new_event(self) -> None:
        """Add an event without a date and select it, so that the inspector can ask for what it is."""
        from db import events

        made = self._desk.live.edit(tr("New event"), events.create, tr("Untitled event"))
        self._desk.browse.select([made])

    def duplicate(self) -> None:
        """Copy the selected events and select the copies."""
        from db import events

        chosen = self._desk.browse.selection
        copies = self._desk.live.edit(self._label("Duplicate", len(chosen)), events.duplicate, chosen)
        self._desk.browse.select(copies)

    def delete(self) -> None:
        """Delete the selected events without a question: undo brings them back."""
        from db import events

        chosen = self._desk.browse.selection
        following = self._beside(1)
        self._desk.live.edit(self._label("Delete", len(chosen)), events.delete, chosen)
        if following is not None:
            self._desk.browse.select([following])
        self._say(
            tr("The event was deleted; undo brings it back.")
            if len(chosen) == 1
            else tr("{count} events were deleted; undo brings them back.", count=len(chosen))
        )

    def undo(self) -> None:
        """Take back the latest edit."""
        changes = self._desk.live.undo()
        self._say(
            tr("Taken back: {label}", label=changes.label) if changes else tr("There is nothing to undo.")
        )

    def redo(self) -> None:
        """Carry out again what was taken back."""
        changes = self._desk.live.redo()
        self._say(
            tr("Done again: {label}", label=changes.label) if changes else tr("There is nothing to redo.")
        )

    def move(self, row: int, days: int) -> None:
        """Move a day-dated event by whole days: what dragging it on the canvas asks for."""
        from db import dates, events

        event = int(self._desk.live.columns.ids[row])
        with self._desk.live.read() as session:
            shown = events.detail(session, event)
        if shown is None or shown.date is None:
            return
        try:
            moved = dates.shift(shown.date, days)
        except ValueError as error:
            self._say(tr("The event was not moved: {reason}.", reason=error))
            return
        self._desk.live.edit(tr("Move event"), events.set_date, [event], moved)
        self._say(tr("Moved to {date}", date=dates.describe(moved)))

    def step(self, by: int) -> None:
        """Select the next (1) or previous (-1) event in time among those shown."""
        event = self._beside(by)
        if event is not None:
            self._desk.browse.select([event])

    def select_all(self) -> None:
        """Select all events that pass the filter."""
        browse = self._desk.browse
        browse.select(self._desk.live.columns.ids[browse.rows].tolist())

    def _beside(self, by: int) -> int | None:
        rows = self._desk.browse.rows
        chosen = np.sort(self._desk.browse.selected_rows())
        if not len(rows):
            return None
        if not len(chosen):
            return int(self._desk.live.columns.ids[rows[0 if by > 0 else -1]])
        if by > 0:
            place = int(np.searchsorted(rows, chosen[-1], side="right"))
        else:
            place = int(np.searchsorted(rows, chosen[0])) - 1
        return int(self._desk.live.columns.ids[rows[place]]) if 0 <= place < len(rows) else None

    @staticmethod
    def _label(verb: str, count: int) -> str:
        return tr(f"{verb} event") if count == 1 else tr(f"{verb} {{count}} events", count=count)
